// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DicomElements.h"

#include "../Files/FileMistake.h"

#include <vtksys/FStream.hxx>

#include <array>
#include <cstring>
#include <exception>
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>

namespace curvedreformat
{
namespace
{
constexpr std::uint32_t UndefinedLength = 0xffffffffU;
constexpr std::uint32_t ItemStart = 0xfffee000U;
constexpr std::uint32_t ItemEnd = 0xfffee00dU;
constexpr std::uint32_t SequenceEnd = 0xfffee0ddU;
constexpr std::uint32_t Storage = 0x00020002U;
constexpr std::uint32_t TransferSyntax = 0x00020010U;
constexpr std::uint32_t Pixels = 0x7fe00010U;
constexpr int PreambleSize = 128;
constexpr int DeepestNesting = 32;
constexpr std::uint32_t LongestValue = 1024;

/** Kinds of values whose length has 4 bytes after 2 that are empty. */
bool HasLongLength(std::string_view kind)
{
  for (const char* longKind :
    { "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV" })
  {
    if (kind == longKind)
    {
      return true;
    }
  }
  return false;
}

std::string WithoutPadding(std::string_view text)
{
  return std::string(Trimmed(text.substr(0, text.find('\0'))));
}

std::string TagName(std::uint32_t tag)
{
  std::ostringstream text;
  text << '(' << std::hex << std::setfill('0') << std::setw(4) << (tag >> 16U) << ','
       << std::setw(4) << (tag & 0xffffU) << ')';
  return text.str();
}

class Steps
{
public:
  Steps(const std::string& fileName, DicomElements& elements)
    : File(fileName.c_str(), std::ios::binary)
    , Elements(elements)
  {
    this->File.seekg(0, std::ios::end);
    const std::streamoff size = this->File.tellg();
    if (!this->File || size < 0)
    {
      Fail("cannot be read.");
    }
    elements.FileSize = static_cast<std::uintmax_t>(size);
    this->File.seekg(0);
    this->MoveTo(PreambleSize + 4);
  }

  void Run()
  {
    this->ReadMeta();
    this->ReadDataSet(this->Elements.FileSize, this->Main, 0);
  }

private:
  struct Element
  {
    std::uint32_t Tag = 0;
    std::string Kind;
    std::uint32_t Length = 0;
  };

  void MoveTo(std::uintmax_t position)
  {
    // Most values are small, and a seek would throw away what is in the stream's buffer.
    constexpr std::uintmax_t nearby = 4096;
    if (position >= this->Position && position - this->Position <= nearby)
    {
      this->File.ignore(static_cast<std::streamsize>(position - this->Position));
    }
    else
    {
      this->File.seekg(static_cast<std::streamoff>(position));
    }
    this->Position = position;
  }

  /** Some bytes, for which there must be room. */
  template <std::size_t N>
  std::array<unsigned char, N> Take(std::uintmax_t end)
  {
    std::array<unsigned char, N> bytes{};
    if (end < this->Position || end - this->Position < N)
    {
      Fail("is cut short or damaged: it ends in the middle of an element, after ",
        this->Elements.FileSize, " bytes. Copy it again.");
    }
    this->File.read(reinterpret_cast<char*>(bytes.data()), N);
    if (!this->File)
    {
      Fail("cannot be read after ", this->Position, " bytes.");
    }
    this->Position += N;
    return bytes;
  }

  static std::uint32_t Number(const unsigned char* bytes, int count)
  {
    std::uint32_t number = 0;
    for (int i = count - 1; i >= 0; --i)
    {
      number = number << 8U | bytes[i];
    }
    return number;
  }

  std::uint32_t TakeTag(std::uintmax_t end)
  {
    const auto bytes = this->Take<4>(end);
    return Number(bytes.data(), 2) << 16U | Number(bytes.data() + 2, 2);
  }

  std::uint32_t TakeLength(std::uintmax_t end) { return Number(this->Take<4>(end).data(), 4); }

  /** All but the value. Delimiters have no kind. */
  Element TakeElement(std::uintmax_t end, bool kinds)
  {
    Element element;
    element.Tag = this->TakeTag(end);
    const auto bytes = this->Take<4>(end);
    const auto isLetter = [](unsigned char c) { return c >= 'A' && c <= 'Z'; };
    if (kinds && element.Tag >> 16U != 0xfffeU && isLetter(bytes[0]) && isLetter(bytes[1]))
    {
      element.Kind.assign(reinterpret_cast<const char*>(bytes.data()), 2);
      element.Length =
        HasLongLength(element.Kind) ? this->TakeLength(end) : Number(bytes.data() + 2, 2);
    }
    else
    {
      element.Length = Number(bytes.data(), 4);
    }
    return element;
  }

  /** There must be room for the value. */
  void CheckRoom(const Element& element, std::uintmax_t end) const
  {
    if (element.Length > end - this->Position)
    {
      Fail("is cut short or damaged: its element ", TagName(element.Tag), " says that it has ",
        element.Length, " bytes, and there are ", end - this->Position, ". Copy it again.");
    }
  }

  std::string TakeText(std::uint32_t length)
  {
    std::string text(length, ' ');
    this->File.read(text.data(), length);
    if (!this->File)
    {
      Fail("cannot be read after ", this->Position, " bytes.");
    }
    this->Position += length;
    return text;
  }

  void ReadMeta()
  {
    while (this->Elements.FileSize - this->Position >= 8)
    {
      const std::uintmax_t start = this->Position;
      const Element element = this->TakeElement(this->Elements.FileSize, true);
      if (element.Tag >> 16U != 2U)
      {
        this->MoveTo(start);
        break;
      }
      this->CheckRoom(element, this->Elements.FileSize);
      const std::uintmax_t next = this->Position + element.Length;
      if ((element.Tag == TransferSyntax || element.Tag == Storage) && element.Length <= 64)
      {
        (element.Tag == Storage ? this->Elements.Storage : this->Elements.Syntax) =
          WithoutPadding(this->TakeText(element.Length));
      }
      this->MoveTo(next);
    }
    const std::string& syntax = this->Elements.Syntax;
    if (syntax.empty())
    {
      Fail("is damaged: it does not say how it is encoded (Transfer Syntax UID).");
    }
    if (syntax == "1.2.840.10008.1.2.1.99" || syntax == "1.2.840.10008.1.2.2" ||
      syntax == "1.2.840.113619.5.2")
    {
      Fail("is deflated, or big-endian, which is not read; convert it (gdcmconv --raw, for "
           "example).");
    }
    this->Main = syntax != "1.2.840.10008.1.2";
  }

  /** Up to the pixels, or to the end of an item. Values are kept at the top only. */
  void ReadDataSet(std::uintmax_t end, bool kinds, int depth)
  {
    if (depth > DeepestNesting)
    {
      Fail("is damaged: its sequences are nested more than ", DeepestNesting, " deep.");
    }
    std::uint32_t last = 0;
    while (end - this->Position >= 8)
    {
      const Element element = this->TakeElement(end, kinds);
      if (depth > 0 && element.Tag == ItemEnd)
      {
        return;
      }
      if (depth == 0 && element.Tag <= last)
      {
        Fail("is damaged: its element ", TagName(element.Tag), " comes after ", TagName(last), ".");
      }
      last = element.Tag;
      if (depth == 0 && element.Tag == Pixels)
      {
        this->TakePixels(element);
        return;
      }
      if (element.Length == UndefinedLength)
      {
        // within an unknown kind values are written without their kinds
        this->ReadItems(end, kinds && element.Kind != "UN", depth);
        continue;
      }
      this->CheckRoom(element, end);
      const std::uintmax_t next = this->Position + element.Length;
      const std::uint32_t group = element.Tag >> 16U;
      if (depth == 0 && element.Length <= LongestValue && element.Kind != "SQ" &&
        (group == 0x0008 || group == 0x0018 || group == 0x0020 || group == 0x0028))
      {
        this->Elements.Values[element.Tag] = this->TakeText(element.Length);
      }
      this->MoveTo(next);
    }
  }

  /** The items of a sequence without a length. */
  void ReadItems(std::uintmax_t end, bool kinds, int depth)
  {
    while (end - this->Position >= 8)
    {
      const Element item = this->TakeItem(end);
      if (item.Tag == SequenceEnd)
      {
        return;
      }
      if (item.Length == UndefinedLength)
      {
        this->ReadDataSet(end, kinds, depth + 1);
        continue;
      }
      this->CheckRoom(item, end);
      this->MoveTo(this->Position + item.Length);
    }
  }

  Element TakeItem(std::uintmax_t end)
  {
    Element item;
    item.Tag = this->TakeTag(end);
    item.Length = this->TakeLength(end);
    if (item.Tag != ItemStart && item.Tag != SequenceEnd)
    {
      Fail("is damaged: an item is expected after ", this->Position - 8, " bytes, and there is ",
        TagName(item.Tag), ".");
    }
    return item;
  }

  void TakePixels(const Element& pixels)
  {
    const std::uintmax_t end = this->Elements.FileSize;
    this->Elements.Pixels = true;
    if (pixels.Length != UndefinedLength)
    {
      this->CheckRoom(pixels, end);
      this->Elements.PixelBytes = pixels.Length;
      this->Elements.Parts.emplace_back(this->Position, pixels.Length);
      return;
    }
    this->Elements.Encapsulated = true;
    for (bool table = true; end - this->Position >= 8; table = false)
    {
      const Element item = this->TakeItem(end);
      if (item.Tag == SequenceEnd)
      {
        return;
      }
      this->CheckRoom(item, end);
      if (!table) // the first is a list of where frames begin
      {
        this->Elements.PixelBytes += item.Length;
        this->Elements.Parts.emplace_back(this->Position, item.Length);
      }
      this->MoveTo(this->Position + item.Length);
    }
    Fail("is cut short: its compressed pixels have no end. Copy it again.");
  }

  vtksys::ifstream File;
  DicomElements& Elements;
  std::uintmax_t Position = 0;
  bool Main = true; // the kinds of values are written
};
}

//------------------------------------------------------------------------------
bool IsDicomFile(const std::string& fileName)
{
  vtksys::ifstream file(fileName.c_str(), std::ios::binary);
  std::array<char, PreambleSize + 4> head{};
  file.read(head.data(), head.size());
  return file && std::memcmp(head.data() + PreambleSize, "DICM", 4) == 0;
}

//------------------------------------------------------------------------------
std::string ReadDicomElements(const std::string& fileName, DicomElements& elements)
{
  elements = DicomElements();
  try
  {
    Steps(fileName, elements).Run();
  }
  catch (const std::exception& mistake)
  {
    return mistake.what();
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string DicomElements::Text(std::uint32_t tag) const
{
  const auto found = this->Values.find(tag);
  return found == this->Values.end() ? std::string() : WithoutPadding(found->second);
}

//------------------------------------------------------------------------------
int DicomElements::Number(std::uint32_t tag) const
{
  const auto found = this->Values.find(tag);
  if (found == this->Values.end() || found->second.size() != 2)
  {
    return -1;
  }
  const auto byte = [&](int i) { return static_cast<unsigned char>(found->second[i]); };
  return byte(0) + 256 * byte(1);
}
}
