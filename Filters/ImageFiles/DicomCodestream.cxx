// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DicomCodestream.h"

#include "../Files/FileMistake.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace curvedreformat
{
namespace
{
/** Big-endian numbers one after the other, and never beyond the end. */
class Bytes
{
public:
  explicit Bytes(const std::string& bytes)
    : All(bytes)
  {
  }

  std::size_t Left() const { return this->All.size() - this->At; }

  void Need(std::size_t count) const
  {
    if (this->Left() < count)
    {
      Fail("has compressed pixels that are cut short; it is damaged. Copy it again.");
    }
  }

  unsigned int Take(int count)
  {
    this->Need(static_cast<std::size_t>(count));
    unsigned int number = 0;
    for (int i = 0; i < count; ++i)
    {
      number = number << 8U | static_cast<unsigned char>(this->All[this->At++]);
    }
    return number;
  }

  /** The content of a segment, whose length stands before it and counts itself. */
  std::string TakeSegment()
  {
    const unsigned int length = this->Take(2);
    Check(length >= 2);
    this->Need(length - 2);
    std::string content = this->All.substr(this->At, length - 2);
    this->At += length - 2;
    return content;
  }

  /** To the next marker, past coded values. */
  void SkipCoded(bool isLS)
  {
    for (; this->Left() >= 2; ++this->At)
    {
      const auto first = static_cast<unsigned char>(this->All[this->At]);
      const auto second = static_cast<unsigned char>(this->All[this->At + 1]);
      const bool isData = isLS ? second < 0x80U : second == 0U;
      const bool isRestart = second >= 0xd0U && second <= 0xd7U;
      if (first == 0xffU && !isData && !isRestart)
      {
        return;
      }
    }
    this->Need(2);
  }

  /** What the standard does not allow. */
  static void Check(bool condition)
  {
    if (!condition)
    {
      Fail("has compressed pixels that are damaged, or not those of its header. Copy it again.");
    }
  }

private:
  const std::string& All;
  std::size_t At = 0;
};

void CheckFrame(const std::string& segment, const CodedImage& image, bool isLS)
{
  Bytes frame(segment);
  const unsigned int precision = frame.Take(1);
  const bool same = static_cast<int>(frame.Take(2)) == image.Rows &&
    static_cast<int>(frame.Take(2)) == image.Columns;
  const unsigned int samples = frame.Take(1);
  Bytes::Check(same && precision >= 2 && static_cast<int>(precision) <= image.BitsAllocated &&
    static_cast<int>(samples) == image.Samples && frame.Left() == 3U * samples);
  for (unsigned int i = 0; i < samples; ++i)
  {
    frame.Take(1);
    const unsigned int sampling = frame.Take(1);
    const unsigned int table = frame.Take(1);
    const unsigned int across = sampling >> 4U;
    const unsigned int down = sampling & 15U;
    Bytes::Check(across >= 1 && across <= 4 && down >= 1 && down <= 4 && table <= 3);
    Bytes::Check(!isLS || sampling == 0x11U);
  }
}

void CheckHuffman(const std::string& segment)
{
  Bytes tables(segment);
  while (tables.Left() > 0)
  {
    const unsigned int which = tables.Take(1);
    Bytes::Check(which >> 4U <= 1 && (which & 15U) <= 3);
    unsigned int count = 0;
    unsigned int room = 1; // codes of this length that are not taken
    for (int length = 1; length <= 16; ++length)
    {
      const unsigned int codes = tables.Take(1);
      room *= 2;
      Bytes::Check(codes <= room);
      room -= codes;
      count += codes;
    }
    Bytes::Check(count <= 256);
    for (unsigned int i = 0; i < count; ++i)
    {
      tables.Take(1);
    }
  }
}

void CheckScan(const std::string& segment, const CodedImage& image)
{
  Bytes scan(segment);
  const unsigned int samples = scan.Take(1);
  Bytes::Check(
    samples >= 1 && static_cast<int>(samples) <= image.Samples && scan.Left() == 2U * samples + 3U);
}

void CheckJPEG(const std::string& bytes, const CodedImage& image, bool isLS)
{
  Bytes stream(bytes);
  Bytes::Check(stream.Take(2) == 0xffd8U);
  int frames = 0;
  int scans = 0;
  while (true)
  {
    Bytes::Check(stream.Take(1) == 0xffU);
    unsigned int marker = stream.Take(1);
    while (marker == 0xffU) // to fill up
    {
      marker = stream.Take(1);
    }
    if (marker == 0xd9U)
    {
      break;
    }
    const bool isTables = marker == 0xc4U;
    const bool isFrame = marker == 0xf7U ||
      (marker >= 0xc0U && marker <= 0xcfU && !isTables && marker != 0xc8U && marker != 0xccU);
    const bool isOther = marker == 0xdbU || marker == 0xddU || marker == 0xf8U || marker == 0xfeU ||
      (marker >= 0xe0U && marker <= 0xefU);
    Bytes::Check(isTables || isFrame || isOther || marker == 0xdaU);
    const std::string segment = stream.TakeSegment();
    if (isFrame)
    {
      Bytes::Check(++frames == 1 && (marker == 0xf7U) == isLS);
      CheckFrame(segment, image, isLS);
    }
    if (isTables)
    {
      CheckHuffman(segment);
    }
    if (marker == 0xdaU)
    {
      Bytes::Check(frames == 1);
      CheckScan(segment, image);
      ++scans;
      stream.SkipCoded(isLS);
    }
  }
  Bytes::Check(scans >= 1);
}

void CheckJPEG2000(const std::string& bytes, const CodedImage& image)
{
  Bytes stream(bytes);
  Bytes::Check(stream.Take(4) == 0xff4fff51U);
  const std::string segment = stream.TakeSegment();
  Bytes size(segment);
  size.Take(2);
  unsigned int numbers[8]; // ends and beginnings of the image, sizes and beginnings of tiles
  for (unsigned int& number : numbers)
  {
    number = size.Take(4);
  }
  const auto columns = static_cast<unsigned int>(image.Columns);
  const auto rows = static_cast<unsigned int>(image.Rows);
  Bytes::Check(numbers[0] == columns && numbers[1] == rows && numbers[2] == 0 && numbers[3] == 0 &&
    numbers[4] > 0 && numbers[5] > 0 && numbers[6] == 0 && numbers[7] == 0);
  const double tiles = std::ceil(static_cast<double>(columns) / numbers[4]) *
    std::ceil(static_cast<double>(rows) / numbers[5]);
  Bytes::Check(tiles <= 65535.0 && static_cast<int>(size.Take(2)) == image.Samples);
  unsigned int first = 0;
  for (int i = 0; i < image.Samples; ++i)
  {
    const unsigned int bits = size.Take(1);
    first = i == 0 ? bits : first;
    Bytes::Check(bits == first && static_cast<int>(bits & 127U) < image.BitsAllocated);
    Bytes::Check(size.Take(2) == 0x0101U); // one sample a pixel
  }
}

/** This one is little-endian. */
void CheckRLE(const std::string& bytes, const CodedImage& image)
{
  constexpr std::size_t headerSize = 64;
  const auto number = [&](std::size_t i)
  {
    std::uint32_t value = 0;
    for (std::size_t byte = 4; byte-- > 0;)
    {
      value = value << 8U | static_cast<unsigned char>(bytes[4 * i + byte]);
    }
    return value;
  };
  Bytes(bytes).Need(headerSize);
  const std::uint32_t segments = number(0);
  Bytes::Check(static_cast<int>(segments) == image.Samples * image.BitsAllocated / 8 &&
    segments <= 15 && number(1) == headerSize);
  for (std::uint32_t i = 1; i <= segments; ++i)
  {
    // each codes, with an even share of the pixels, runs of 128 at most
    const std::size_t start = number(i);
    const std::size_t end = i < segments ? number(i + 1) : bytes.size();
    Bytes::Check(start >= headerSize && start < end && end <= bytes.size());
    double pixels = 0.0;
    const double needed = static_cast<double>(image.Columns) * image.Rows;
    std::size_t at = start;
    while (at < end && pixels < needed)
    {
      const int byte = static_cast<unsigned char>(bytes[at]);
      const int code = byte < 128 ? byte : byte - 256;
      pixels += code >= 0 ? code + 1 : code == -128 ? 0 : 1 - code;
      at += code >= 0 ? static_cast<std::size_t>(code) + 2 : code == -128 ? 1 : 2;
      Bytes::Check(at <= end);
    }
    Bytes::Check(pixels == needed && end - at <= 1); // one to make the length even
  }
}
}

//------------------------------------------------------------------------------
std::string CheckCodestream(
  const std::string& syntax, const std::string& bytes, const CodedImage& image)
{
  try
  {
    const std::string jpeg = "1.2.840.10008.1.2.4.";
    const std::string kind =
      syntax.compare(0, jpeg.size(), jpeg) == 0 ? syntax.substr(jpeg.size()) : std::string();
    if (kind == "50" || kind == "51" || kind == "57" || kind == "70")
    {
      CheckJPEG(bytes, image, false);
    }
    else if (kind == "80" || kind == "81")
    {
      CheckJPEG(bytes, image, true);
    }
    else if (kind == "90" || kind == "91")
    {
      CheckJPEG2000(bytes, image);
    }
    else if (syntax == "1.2.840.10008.1.2.5")
    {
      CheckRLE(bytes, image);
    }
    else
    {
      Fail("has pixels in the Transfer Syntax ", syntax,
        ", which is not read; convert it (gdcmconv --raw, for example).");
    }
  }
  catch (const Mistake& mistake)
  {
    return mistake.what();
  }
  return std::string();
}
}
