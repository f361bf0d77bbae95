// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "NiftiFile.h"

#include "../Files/WholeFile.h"
#include "InflatedBytes.h"
#include "RunQuietly.h"

#include "vtkByteSwap.h"
#include "vtkDataArray.h"
#include "vtkSetGet.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
/** A file, compressed or not, whose bytes are read in their order. */
class ByteFile
{
public:
  explicit ByteFile(const std::string& fileName)
    : Name(fileName)
    , Plain(PathOf(fileName), std::ios::binary)
  {
    if (InflatedBytes::IsGzip(fileName))
    {
      this->Inflated = std::make_unique<InflatedBytes>(fileName);
    }
  }

  /** Read `count` bytes from a place. */
  bool Read(std::size_t from, char* bytes, std::size_t count)
  {
    if (!this->Inflated)
    {
      if (from != this->Place)
      {
        this->Plain.seekg(static_cast<std::streamoff>(from));
      }
      this->Plain.read(bytes, static_cast<std::streamsize>(count));
      this->Place = from + count;
      return this->Plain.good();
    }
    return this->GoTo(from) && this->ReadOn(bytes, count);
  }

  /** Whether all is what was written, once the values up to `last` have been read: at the end of
   * what is compressed there is a check sum, which stands for all before it. */
  bool IsWhole(std::size_t last)
  {
    return !this->Inflated ||
      (this->Place >= last ? this->Inflated->CheckToEnd() : !this->Inflated->IsDamaged());
  }

private:
  bool GoTo(std::size_t to)
  {
    if (to < this->Place)
    {
      this->Inflated = std::make_unique<InflatedBytes>(this->Name);
      this->Place = 0;
    }
    std::vector<char> skipped(std::min<std::size_t>(to - this->Place, 1U << 18U));
    while (this->Place < to)
    {
      if (!this->ReadOn(skipped.data(), std::min(to - this->Place, skipped.size())))
      {
        return false;
      }
    }
    return true;
  }

  bool ReadOn(char* bytes, std::size_t count)
  {
    this->Place += count;
    return this->Inflated->Read(bytes, count) == count;
  }

  std::string Name;
  std::ifstream Plain;
  std::unique_ptr<InflatedBytes> Inflated; ///< where it is compressed
  std::size_t Place = 0;                   ///< up to which it has been read
};

template <typename From, typename To>
void PutScaled(const From* from, std::size_t count, const NiftiFile& file, int stride, To* to)
{
  for (std::size_t i = 0; i < count; ++i, to += stride)
  {
    *to = static_cast<To>(file.Slope * static_cast<double>(from[i]) + file.Intercept);
  }
}

/** A row as it is stored into one of the output: scaled, and to every `stride`th number. */
template <typename From>
void PutRow(
  const From* from, std::size_t count, const NiftiFile& file, int stride, void* to, int offset)
{
  if (!file.Scaled)
  {
    From* put = static_cast<From*>(to) + offset;
    for (std::size_t i = 0; i < count; ++i, put += stride)
    {
      *put = from[i];
    }
  }
  else if (file.Header.ScalarType == VTK_FLOAT)
  {
    PutScaled(from, count, file, stride, static_cast<float*>(to) + offset);
  }
  else
  {
    PutScaled(from, count, file, stride, static_cast<double*>(to) + offset);
  }
}
}

//------------------------------------------------------------------------------
std::string ReadNiftiValues(const std::string& fileName, const ImageFileHeader& header,
  const ImageFileChoices& choices, const int extent[6], int time, void* values,
  const ImageFileProgress& progress)
{
  NiftiFile file;
  const std::string error = RunQuietly([&] { return ReadNiftiHeader(fileName, choices, file); });
  const ImageFileHeader& now = file.Header;
  if (!error.empty() || !HaveSameValues(now, header))
  {
    return "It has been changed while it was read; reload it.";
  }
  // Planar components are images of their own, one after the other.
  const int images = file.Planar ? now.Components : 1;
  const int together = now.Components / images;
  const int numberBytes = vtkDataArray::GetDataTypeSize(file.StoredType);
  const std::size_t voxelBytes =
    static_cast<std::size_t>(together) * static_cast<std::size_t>(numberBytes);
  const int columns = extent[1] - extent[0] + 1;
  const auto width = static_cast<std::size_t>(columns);
  const std::size_t numbers = width * static_cast<std::size_t>(together);
  std::vector<char> row(numbers * static_cast<std::size_t>(numberBytes));
  const std::size_t rowBytes = static_cast<std::size_t>(now.BytesOf(static_cast<double>(width)));
  const double slices = static_cast<double>(images) * (extent[5] - extent[4] + 1);
  ByteFile bytes(fileName);
  for (int image = 0; image < images; ++image)
  {
    char* to = static_cast<char*>(values);
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      if (!progress((image * (slices / images) + (k - extent[4])) / slices))
      {
        return std::string();
      }
      for (int j = extent[2]; j <= extent[3]; ++j, to += rowBytes)
      {
        const std::size_t rows =
          ((static_cast<std::size_t>(image) * now.Times + time) * now.Dimensions[2] + k) *
            now.Dimensions[1] +
          j;
        const std::size_t from = static_cast<std::size_t>(file.Stored.Offset) +
          (rows * now.Dimensions[0] + extent[0]) * voxelBytes;
        if (!bytes.Read(from, row.data(), row.size()))
        {
          std::ostringstream text;
          text << "Its values cannot be read beyond byte " << from
               << "; it is cut short, or damaged.";
          return text.str();
        }
        if (file.Swapped)
        {
          vtkByteSwap::SwapVoidRange(row.data(), numbers, static_cast<std::size_t>(numberBytes));
        }
        switch (file.StoredType)
        {
          vtkTemplateMacro(PutRow(reinterpret_cast<const VTK_TT*>(row.data()), numbers, file,
            images, static_cast<void*>(to), image));
          default:
            return "Its values are of a type that VTK does not have."; // said by the header
        }
      }
    }
  }
  const auto last = static_cast<std::size_t>(file.Stored.Offset + file.Stored.Bytes);
  return bytes.IsWhole(last) ? std::string()
                             : "Its check sum is wrong; it is cut short, or damaged.";
}
}
