// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What targets say when something is wrong, and how they take bytes apart.
 */
#ifndef FuzzChecks_h
#define FuzzChecks_h

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>

/** End the program with this text, which goes to a stream, where it does not hold. */
#define FUZZ_REQUIRE(condition, text)                                                              \
  do                                                                                               \
  {                                                                                                \
    if (!(condition))                                                                              \
    {                                                                                              \
      std::cerr << "fuzz: " << text << std::endl;                                                  \
      std::abort();                                                                                \
    }                                                                                              \
  } while (false)

/** A message has to be one line of characters that can be shown, and end as sentences do. */
inline void RequireSentence(const std::string& text)
{
  FUZZ_REQUIRE(!text.empty() && text.back() == '.', "no sentence: \"" << text << "\"");
  for (const char c : text)
  {
    FUZZ_REQUIRE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f,
      "a character that cannot be shown: \"" << text << "\"");
  }
}

/** Bytes as numbers, one after the other; 0 after their end. */
class FuzzBytes
{
public:
  FuzzBytes(const std::uint8_t* data, std::size_t size)
    : Data(data)
    , Left(size)
  {
  }

  bool IsEmpty() const { return this->Left == 0; }

  template <typename Value>
  Value Take()
  {
    Value value{};
    const std::size_t count = sizeof(Value) < this->Left ? sizeof(Value) : this->Left;
    std::memcpy(&value, this->Data, count);
    this->Data += count;
    this->Left -= count;
    return value;
  }

  /** A number of a usual size: a byte, or a finer one. */
  double Usual()
  {
    return (this->Kind() & 1U) != 0 ? this->Take<std::int16_t>() / 256.0
                                    : static_cast<double>(this->Take<std::int8_t>());
  }

  /** Any double, and usual ones more often. */
  double Any()
  {
    switch (this->Kind() % 8U)
    {
      case 0:
        return this->Take<double>();
      case 1:
        return static_cast<double>(this->Take<float>());
      case 2:
      {
        const double mantissa = this->Take<std::int8_t>();
        return std::ldexp(mantissa, this->Take<std::int8_t>());
      }
      default:
        return this->Usual();
    }
  }

  std::uint8_t Kind() { return this->Take<std::uint8_t>(); }

private:
  const std::uint8_t* Data;
  std::size_t Left;
};

#endif
