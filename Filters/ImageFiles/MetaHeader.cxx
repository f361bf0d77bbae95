// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"

#include <metaImage.h>

#include <cmath>
#include <fstream>
#include <string_view>
#include <system_error>

namespace curvedreformat
{
namespace
{
/** A MetaImage that tells what MetaIO keeps for itself. */
class OpenMetaImage : public MetaImage
{
public:
  double GetCompressedBytes() const { return static_cast<double>(this->m_CompressedDataSize); }
};

/**
 * Look through the text of a header for what MetaIO would read beyond its memory for, or without an
 * end: too many dimensions, and lines without one. `bytes` gets the length of the text, after which
 * the values may come.
 */
std::string CheckText(const std::string& fileName, double& bytes)
{
  constexpr std::size_t longest = 4000;
  constexpr int most = 1000;
  std::ifstream stream(PathOf(fileName), std::ios::binary);
  std::string line;
  for (int lines = 0; lines < most && stream.good(); ++lines)
  {
    line.clear();
    for (char c = 0; line.size() < longest && stream.get(c) && c != '\n';)
    {
      line += c;
    }
    const std::size_t equals = line.find('=');
    if (line.size() == longest || equals == std::string::npos)
    {
      break;
    }
    const std::string_view name = Trimmed(std::string_view(line).substr(0, equals));
    const std::string_view value = Trimmed(std::string_view(line).substr(equals + 1));
    double dimensions = 0.0;
    if (name == "NDims" &&
      !(ParseNumber(value, dimensions) && dimensions >= 1.0 && dimensions <= 4.0))
    {
      return "It has " + Printable(value.substr(0, 20)) +
        " dimensions; images with up to 3 are read, and a fourth as time.";
    }
    if (name == "ElementDataFile")
    {
      std::error_code ignored;
      bytes = stream.good()
        ? static_cast<double>(stream.tellg())
        : static_cast<double>(std::filesystem::file_size(PathOf(fileName), ignored));
      return std::string();
    }
  }
  return "It is no MetaImage, or its header is damaged.";
}

/** A sentence where the file names other axes than its matrix has, which is the letters of where
 * they come from: RAI for those of LPS. */
std::string CompareOrientations(const MetaImage& image)
{
  const std::string said = image.AnatomicalOrientationAcronym();
  if (image.NDims() < 3 || said.find_first_not_of("RLAPSI") != std::string::npos)
  {
    return std::string();
  }
  std::string found;
  for (int axis = 0; axis < 3; ++axis)
  {
    int most = 0;
    for (int row = 1; row < 3; ++row)
    {
      most =
        std::abs(image.TransformMatrix(axis, row)) > std::abs(image.TransformMatrix(axis, most))
        ? row
        : most;
    }
    found += (image.TransformMatrix(axis, most) > 0.0 ? "RAI" : "LPS")[most];
  }
  return said.substr(0, 3) == found ? std::string()
                                    : "It says that its AnatomicalOrientation is " + said +
      ", but its TransformMatrix is that of " + found + "; the matrix counts.";
}
}

//------------------------------------------------------------------------------
std::string ReadMetaHeader(const std::string& fileName, FormatHeader& header)
{
  double textBytes = 0.0;
  std::string error = CheckText(fileName, textBytes);
  if (!error.empty())
  {
    return error;
  }
  OpenMetaImage image;
  if (!image.Read(fileName.c_str(), false))
  {
    return "It is no MetaImage, or its header is damaged.";
  }
  header.Remark = CompareOrientations(image);
  StoredValues& stored = header.Stored;
  stored.Values = static_cast<double>(image.ElementNumberOfChannels());
  for (int axis = 0; axis < image.NDims(); ++axis)
  {
    stored.Values *= static_cast<double>(image.DimSize(axis));
  }
  // MetaIO reads parts of raw values only
  header.AllOrNothing = image.CompressedData() || !image.BinaryData();
  int size = 0;
  MET_SizeOfType(image.ElementType(), &size);
  stored.Bytes = stored.Values * size;
  const std::string values = image.ElementDataFileName();
  const std::string word = SmallLetters(values.substr(0, values.find(' ')));
  if (word == "list" || values.find('%') != std::string::npos)
  {
    return std::string(); // several files, which MetaIO finds
  }
  // before the name is taken relative to the header, as MetaIO does
  const std::filesystem::path path = PathOf(values);
  stored.Files = { word == "local" ? fileName
      : path.is_absolute()         ? values
                                   : (PathOf(fileName).parent_path() / path).u8string() };
  stored.Encoding = !image.BinaryData() ? ValueEncoding::Text
    : image.CompressedData()            ? ValueEncoding::Deflated
                                        : ValueEncoding::Raw;
  if (word == "local")
  {
    stored.Offset = textBytes;
  }
  else if (image.HeaderSize() > 0)
  {
    stored.Offset = image.HeaderSize();
  }
  stored.Encoded = image.CompressedData() ? image.GetCompressedBytes() : 0.0;
  return std::string();
}
}
