// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "StoredBytes.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"
#include "InflatedBytes.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iomanip>
#include <limits>
#include <sstream>
#include <system_error>

namespace curvedreformat
{
namespace
{
// The most that deflate makes of a byte (zlib's technical notes: 1032 to 1).
constexpr double MostOfDeflated = 1032.0;

/** The most bytes that the files' bytes can stand for. */
double MostBytes(const StoredValues& stored, double size)
{
  switch (stored.Encoding)
  {
    case ValueEncoding::Raw:
      return size - stored.Offset * static_cast<double>(stored.Files.size());
    case ValueEncoding::Deflated:
      return MostOfDeflated * size;
    case ValueEncoding::Text: // a digit and a blank a value, but for the last one's
      return (size + 1.0) / 2.0 * (stored.Bytes / stored.Values);
    case ValueEncoding::Other:
      break;
  }
  return std::numeric_limits<double>::infinity();
}
}

//------------------------------------------------------------------------------
std::string CheckPattern(const std::string& pattern)
{
  constexpr std::size_t mostDigits = 2;
  const std::size_t percent = pattern.find('%');
  const std::size_t letter = pattern.find_first_not_of("0123456789", percent + 1);
  if (percent != std::string::npos && letter != std::string::npos && pattern[letter] == 'd' &&
    letter - percent - 1 <= mostDigits && pattern.find('%', letter) == std::string::npos)
  {
    return std::string();
  }
  return "Its values are in files with the names " + Printable(pattern.substr(0, 80)) +
    "; one %d is needed where their numbers are, such as in slice%03d.raw, and no other %.";
}

//------------------------------------------------------------------------------
std::string InFolderOf(const std::string& headerName, const std::string& name)
{
  const std::filesystem::path path = PathOf(name);
  return path.is_absolute() ? name : (PathOf(headerName).parent_path() / path).u8string();
}

//------------------------------------------------------------------------------
std::vector<std::string> NumberedFiles(
  const std::string& headerName, const std::string& pattern, int first, int last, int step)
{
  const std::size_t percent = pattern.find('%');
  const std::size_t letter = pattern.find('d', percent);
  const std::string digits = pattern.substr(percent + 1, letter - percent - 1);
  std::vector<std::string> names;
  for (std::int64_t number = first; step > 0 ? number <= last : number >= last; number += step)
  {
    std::ostringstream name;
    name << pattern.substr(0, percent) << std::setw(digits.empty() ? 0 : std::stoi(digits))
         << std::setfill(!digits.empty() && digits[0] == '0' ? '0' : ' ') << std::internal << number
         << pattern.substr(letter + 1);
    names.push_back(InFolderOf(headerName, name.str()));
    std::error_code ignored;
    if (!std::filesystem::exists(PathOf(names.back()), ignored))
    {
      break; // there may be said to be a thousand million of them
    }
  }
  return names;
}

//------------------------------------------------------------------------------
std::string CheckStored(const StoredValues& stored)
{
  std::ostringstream text;
  double size = 0.0;
  const double share =
    stored.Offset + stored.Bytes / std::max(1.0, static_cast<double>(stored.Files.size()));
  text.precision(15);
  for (const std::string& file : stored.Files)
  {
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(PathOf(file), error);
    if (error)
    {
      text << "Its values are in " << file << ", which cannot be read (" << error.message()
           << "); put that file there.";
      return text.str();
    }
    size += static_cast<double>(bytes);
    if (stored.Files.size() > 1 && stored.Encoding == ValueEncoding::Raw &&
      static_cast<double>(bytes) < share)
    {
      text << "Its values are in " << stored.Files.size() << " files of " << share
           << " bytes or more, but " << file << " has only " << bytes
           << "; put the whole file there.";
      return text.str();
    }
  }
  if (stored.Encoded > 0.0 && stored.Offset + stored.Encoded > size)
  {
    text << "It says that its values take " << stored.Encoded << " bytes, but there are only "
         << std::max(size - stored.Offset, 0.0) << "; it is cut short, or its header is wrong.";
    return text.str();
  }
  if (stored.Bytes <= MostBytes(stored, size))
  {
    return std::string();
  }
  text << "It says that it holds " << stored.Values << " values, which take " << stored.Bytes
       << " bytes" << (stored.Encoding == ValueEncoding::Deflated ? " before compression" : "")
       << (stored.Encoding == ValueEncoding::Text ? " in memory" : "") << ", but there are only "
       << std::max(size - (stored.Encoding == ValueEncoding::Raw ? stored.Offset : 0.0), 0.0)
       << "; it is cut short, or its header is wrong.";
  return text.str();
}

//------------------------------------------------------------------------------
std::string CheckDeflated(const StoredValues& stored)
{
  if (stored.Encoding != ValueEncoding::Deflated)
  {
    return std::string();
  }
  for (const std::string& file : stored.Files)
  {
    if (!InflatedBytes(file, stored.Offset).CheckToEnd())
    {
      return "Its compressed values are not those that were written; it is cut short, or damaged.";
    }
  }
  return std::string();
}
}
