// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"

#include <metaImage.h>

#include <cmath>

namespace curvedreformat
{
namespace
{
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
  MetaImage image;
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
  if (stored.Encoding == ValueEncoding::Raw && image.HeaderSize() > 0)
  {
    stored.Offset = image.HeaderSize();
  }
  return std::string();
}
}
