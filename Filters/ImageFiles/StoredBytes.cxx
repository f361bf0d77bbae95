// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "StoredBytes.h"

#include "../Files/WholeFile.h"

#include <algorithm>
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
      return size - stored.Offset;
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
std::string CheckStored(const StoredValues& stored)
{
  std::ostringstream text;
  double size = 0.0;
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
  }
  text.precision(15);
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
}
