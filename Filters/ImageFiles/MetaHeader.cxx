// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FormatHeader.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"

#include <metaImage.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

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

/** The word of a value, one or more numbers, that is none; MetaIO takes some for 0. */
std::string WordThatIsNoNumber(const std::string_view value)
{
  std::istringstream words{ std::string(value) };
  double number = 0.0;
  for (std::string word; words >> word;)
  {
    if (!ParseNumber(word, number) || !std::isfinite(number))
    {
      return word;
    }
  }
  return std::string();
}

bool TellsWhereTheImageIs(const std::string_view name)
{
  constexpr std::string_view names[] = { "Offset", "Position", "Origin", "ElementSpacing",
    "ElementSize", "TransformMatrix", "Rotation", "Orientation" };
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/**
 * Look through the text of a header for what MetaIO would read beyond its memory for, or without an
 * end: too many dimensions, words that are too long, and lines without one; and for numbers that
 * are none. `bytes` gets the length of the text, after which the values may come.
 */
std::string CheckText(const std::string& fileName, double& bytes)
{
  constexpr std::size_t longest = 4000;
  constexpr std::size_t longestWord = 254; // what MetaIO has room for
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
    const bool numbers = value.find_first_not_of("0123456789+-.eE \t") == std::string::npos;
    if (equals > longestWord || (value.size() > longestWord && !numbers))
    {
      return "It has a name or a value of " + std::to_string(std::max(equals, value.size())) +
        " letters, " + Printable(line.substr(0, 20)) + "...; at most " +
        std::to_string(longestWord) + " are possible, shorten it.";
    }
    const std::string wrong = TellsWhereTheImageIs(name) ? WordThatIsNoNumber(value) : "";
    if (!wrong.empty())
    {
      return "Its " + std::string(name) + " has " + Printable(wrong.substr(0, 20)) +
        ", where a number is needed; mend its header.";
    }
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

/**
 * The files of values in several ones, after LIST or by a pattern. MetaIO leaves the values of
 * those that it does not find as they are, so that all must be there. `textBytes` is the length of
 * the header, which the list follows. `allOrNothing`: whether only the whole can be read of them.
 */
std::string FindFiles(const std::string& fileName, const MetaImage& image, double textBytes,
  std::vector<std::string>& files, bool& allOrNothing)
{
  // MetaIO tells words by blanks, takes what is no number for 0, and divides by a step of 0
  std::istringstream words(image.ElementDataFileName());
  std::string first;
  std::getline(words, first, ' ');
  const bool listed = first == "LIST";
  std::vector<int> numbers;
  for (std::string word; std::getline(words, word, ' ');)
  {
    const std::string_view digits(word.data(), word.size() - (listed && word == "2D" ? 1 : 0));
    double number = 0.0;
    if (!word.empty() &&
      (!ParseNumber(digits, number) || number != std::round(number) || std::abs(number) > 1e9))
    {
      return "Its ElementDataFile has " + Printable(word.substr(0, 20)) +
        ", where a whole number is needed; mend its header.";
    }
    if (!word.empty())
    {
      numbers.push_back(static_cast<int>(number));
    }
  }
  const int axes = image.NDims();
  int last = image.DimSize(axes - 1);
  int number = 1;
  int step = 1;
  int together = axes - 1; // the dimensions of one file
  if (last < 1)
  {
    return "It has " + std::to_string(last) + " voxels along its last axis; at least 1 is needed.";
  }
  if (listed)
  {
    if (!numbers.empty() && numbers[0] == axes)
    {
      // MetaIO reads none of them, and leaves the memory as it was
      return "Its list is of files with " + std::to_string(axes) +
        " dimensions, as many as it has; give the name of its one file in place of the list.";
    }
    together = !numbers.empty() && numbers[0] > 0 && numbers[0] < axes ? numbers[0] : together;
  }
  else
  {
    std::string error = CheckPattern(first);
    if (!error.empty())
    {
      return error;
    }
    number = !numbers.empty() ? numbers[0] : number;
    if (numbers.size() > 1)
    {
      step = (numbers[1] - number) / last; // as MetaIO has it
      last = numbers[1];
    }
    step = numbers.size() > 2 ? numbers[2] : step;
  }
  allOrNothing = together != axes - 1; // of other files MetaIO reads other parts
  double expected = 1.0;
  for (int axis = together; axis < axes; ++axis)
  {
    expected *= image.DimSize(axis);
  }
  if (listed)
  {
    std::ifstream stream(PathOf(fileName), std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(textBytes));
    for (std::string line;
         static_cast<double>(files.size()) < expected && std::getline(stream, line);)
    {
      files.push_back(InFolderOf(fileName, std::string(Trimmed(line))));
    }
  }
  else if (step > 0)
  {
    files = NumberedFiles(fileName, first, number, last, step);
  }
  std::error_code ignored;
  const bool there = files.empty() || std::filesystem::exists(PathOf(files.back()), ignored);
  if (there && static_cast<double>(files.size()) != expected)
  {
    std::ostringstream text;
    text << "Its values should be in " << expected << " files, but it names " << files.size()
         << "; mend its header.";
    return text.str();
  }
  return std::string();
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
  // MetaIO takes anything else, such as lOCAL or LOCAL with a word after it, for a name
  const bool local = values == "LOCAL" || values == "Local" || values == "local";
  if (local)
  {
    stored.Files = { fileName };
  }
  else if (values.compare(0, 4, "LIST") == 0 || values.find('%') != std::string::npos)
  {
    bool allOrNothing = false;
    error = FindFiles(fileName, image, textBytes, stored.Files, allOrNothing);
    header.AllOrNothing = header.AllOrNothing || allOrNothing;
  }
  else
  {
    stored.Files = { InFolderOf(fileName, values) };
  }
  if (error.empty() && image.CompressedData() && image.GetCompressedBytes() == 0.0 &&
    (local || stored.Files.size() > 1))
  {
    // MetaIO would uncompress something else
    error = "It does not say how many bytes its compressed values take (CompressedDataSize), or "
            "they are in several files, which is not read; store it without compression.";
  }
  if (error.empty() && image.HeaderSize() < -1)
  {
    error = "Its HeaderSize is " + std::to_string(image.HeaderSize()) +
      "; bytes to skip are needed, or -1 for all before the values.";
  }
  if (!error.empty())
  {
    return error;
  }
  stored.Encoding = !image.BinaryData() ? ValueEncoding::Text
    : image.CompressedData()            ? ValueEncoding::Deflated
                                        : ValueEncoding::Raw;
  if (local)
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
