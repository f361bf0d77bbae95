// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "InflatedBytes.h"

#include "../Files/WholeFile.h"

#include <algorithm>
#include <iterator>

namespace curvedreformat
{
namespace
{
constexpr std::size_t PartBytes = 1U << 18U; // of the file, read at a time
constexpr unsigned char GzipMagic[] = { 0x1f, 0x8b };
}

//------------------------------------------------------------------------------
InflatedBytes::InflatedBytes(const std::string& fileName, double offset)
  : Stream(PathOf(fileName), std::ios::binary)
  , Compressed(PartBytes)
{
  constexpr int anyHeader = 32; // of zlib or of gzip
  this->Stream.seekg(static_cast<std::streamoff>(offset));
  this->Damaged = inflateInit2(&this->State, MAX_WBITS + anyHeader) != Z_OK;
}

//------------------------------------------------------------------------------
InflatedBytes::~InflatedBytes()
{
  inflateEnd(&this->State);
}

//------------------------------------------------------------------------------
void InflatedBytes::Fill()
{
  // two bytes at least, where there are as many, which tell whether another file of gzip begins
  const uInt left = this->State.avail_in;
  if (left < std::size(GzipMagic) && this->Stream.good())
  {
    std::copy_n(this->State.next_in, left, this->Compressed.data());
    this->Stream.read(
      this->Compressed.data() + left, static_cast<std::streamsize>(PartBytes - left));
    this->State.next_in = reinterpret_cast<Bytef*>(this->Compressed.data());
    this->State.avail_in = left + static_cast<uInt>(this->Stream.gcount());
  }
}

//------------------------------------------------------------------------------
void InflatedBytes::GoOn()
{
  // Files of gzip may be several, one behind the other. What else follows does not belong to it.
  this->Fill();
  this->Ended = this->State.avail_in < std::size(GzipMagic) ||
    !std::equal(std::begin(GzipMagic), std::end(GzipMagic), this->State.next_in);
  this->Damaged = !this->Ended && inflateReset(&this->State) != Z_OK;
}

//------------------------------------------------------------------------------
std::size_t InflatedBytes::Read(char* bytes, std::size_t count)
{
  constexpr std::size_t most = 1U << 30U; // of what zlib counts
  std::size_t done = 0;
  while (done < count && !this->Ended && !this->Damaged)
  {
    this->Fill();
    const auto room = static_cast<uInt>(std::min(count - done, most));
    this->State.next_out = reinterpret_cast<Bytef*>(bytes + done);
    this->State.avail_out = room;
    const int result = inflate(&this->State, Z_NO_FLUSH);
    done += room - this->State.avail_out;
    if (result == Z_STREAM_END)
    {
      this->GoOn();
    }
    else
    {
      // It goes on, but for Z_BUF_ERROR: there is nothing any more, and this is not the end.
      this->Damaged = result != Z_OK;
    }
  }
  return done;
}

//------------------------------------------------------------------------------
bool InflatedBytes::CheckToEnd()
{
  std::vector<char> left(PartBytes);
  while (this->Read(left.data(), left.size()) == left.size())
  {
    // nobody wants it
  }
  return !this->Damaged;
}

//------------------------------------------------------------------------------
bool InflatedBytes::IsGzip(const std::string& fileName)
{
  std::ifstream stream(PathOf(fileName), std::ios::binary);
  unsigned char magic[2] = { 0, 0 };
  stream.read(reinterpret_cast<char*>(magic), 2);
  return std::equal(magic, magic + 2, GzipMagic);
}
}
