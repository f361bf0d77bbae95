// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "Numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>

namespace curvedreformat
{
namespace
{
#ifdef __cpp_lib_to_chars // of numbers that are not integers
bool Read(std::string_view text, double& number)
{
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

std::string Write(double number)
{
  std::array<char, 32> buffer{}; // the longest is 24
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return std::string(buffer.data(), result.ptr);
}
#else
bool Read(std::string_view text, double& number)
{
  const std::string small = SmallLetters(text);
  const bool negative = !small.empty() && small[0] == '-';
  const std::string bare = small.substr(negative ? 1 : 0);
  if (bare == "nan" || bare == "inf" || bare == "infinity")
  {
    number = bare == "nan" ? std::numeric_limits<double>::quiet_NaN()
                           : std::numeric_limits<double>::infinity();
    number = negative ? -number : number;
    return true;
  }
  if (small.find_first_not_of("0123456789+-.e") != std::string::npos)
  {
    return false; // streams would take hexadecimal digits
  }
  std::istringstream stream(small);
  stream.imbue(std::locale::classic());
  stream >> number;
  return !stream.fail() && stream.peek() == std::istringstream::traits_type::eof();
}

std::string Write(double number)
{
  std::string text;
  double again = 0.0;
  for (int digits = std::numeric_limits<double>::digits10;
       digits <= std::numeric_limits<double>::max_digits10; ++digits)
  {
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    stream.precision(digits);
    stream << number;
    text = stream.str();
    if (Read(text, again) && again == number)
    {
      break;
    }
  }
  return text;
}
#endif
}

//------------------------------------------------------------------------------
std::string_view Trimmed(std::string_view text)
{
  const std::string_view blanks = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(blanks);
  return first == std::string_view::npos
    ? std::string_view()
    : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

//------------------------------------------------------------------------------
std::string SmallLetters(std::string_view text)
{
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
    [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small;
}

//------------------------------------------------------------------------------
std::string Printable(std::string_view text)
{
  std::string shown(text);
  std::replace_if(
    shown.begin(), shown.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }, '?');
  return shown;
}

//------------------------------------------------------------------------------
bool ParseNumber(std::string_view text, double& number)
{
  text = Trimmed(text);
  if (!text.empty() && text[0] == '+')
  {
    text.remove_prefix(1);
    if (!text.empty() && (text[0] == '+' || text[0] == '-'))
    {
      return false;
    }
  }
  return !text.empty() && Read(text, number);
}

//------------------------------------------------------------------------------
std::string FormatNumber(double number)
{
  if (number == 0.0)
  {
    return std::signbit(number) ? "-0.0" : "0.0";
  }
  return Write(number);
}
}
