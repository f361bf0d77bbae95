// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageFile.h"

#include "../Files/Numbers.h"
#include "../Files/WholeFile.h"
#include "../Sampling/OutputMemory.h"
#include "FormatHeader.h"
#include "ItkImageIO.h"
#include "NiftiFile.h"
#include "RunQuietly.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <sstream>
#include <system_error>

namespace curvedreformat
{
namespace
{
// Values are read in parts of about this many bytes, so that a reading can be stopped.
constexpr double BytesOfPart = 32e6;

const char* const Changed = "It has been changed while it was read; reload it.";

/** A sentence on a file, which may have names and words of it; an empty one stays empty. */
std::string Named(const std::string& fileName, const std::string& sentence)
{
  return sentence.empty() ? sentence : fileName + ": " + Printable(sentence);
}

/** Why a name is not that of a file of one of the formats. */
std::string CheckName(const std::string& fileName)
{
  std::error_code error;
  const std::filesystem::path path = PathOf(fileName);
  if (std::filesystem::is_directory(path, error))
  {
    return fileName + " is a folder; give the file to read.";
  }
  if (!std::filesystem::exists(path, error))
  {
    return fileName + " cannot be read; give a file that exists and may be read.";
  }
  if (FormatOf(fileName) == ImageFormat::None)
  {
    return fileName +
      " has an ending that is not known; .nii, .nii.gz, .nrrd, .nhdr, .mha and .mhd are read.";
  }
  if (std::filesystem::file_size(path, error) == 0)
  {
    return fileName + " is empty: it has 0 bytes; give a file with an image.";
  }
  return std::string();
}

/** Dimensions, type and components, and the grid, as ITK has them. */
std::string TakeFromITK(itk::ImageIOBase* io, ImageFileHeader& header)
{
  std::ostringstream text;
  const unsigned int dimensions = io->GetNumberOfDimensions();
  if (dimensions < 1 || dimensions > 4)
  {
    text << "It has " << dimensions
         << " dimensions; images with up to 3 are read, and a fourth as time.";
    return text.str();
  }
  for (unsigned int axis = 0; axis < dimensions; ++axis)
  {
    const auto size = io->GetDimensions(axis);
    if (size > static_cast<itk::SizeValueType>(std::numeric_limits<int>::max()))
    {
      text << "It says that it has " << size << " voxels along its axis " << axis
           << "; VTK's images have up to " << std::numeric_limits<int>::max() << ".";
      return text.str();
    }
    (axis < 3 ? header.Dimensions[axis] : header.Times) = static_cast<int>(size);
  }
  const unsigned int spatial = std::min(dimensions, 3U);
  for (unsigned int axis = 0; axis < spatial; ++axis)
  {
    header.Origin[axis] = io->GetOrigin(axis);
    header.Spacing[axis] = io->GetSpacing(axis);
    const std::vector<double> direction = io->GetDirection(axis);
    for (unsigned int row = 0; row < spatial; ++row)
    {
      header.Direction[3 * row + axis] = direction[row];
    }
  }
  if (dimensions == 4)
  {
    header.FirstTime = io->GetOrigin(3);
    header.TimeStep = io->GetSpacing(3);
  }
  header.ScalarType = VtkType(io->GetComponentType());
  header.Components = static_cast<int>(io->GetNumberOfComponents());
  const auto pixel = io->GetPixelType();
  header.Vectors = pixel == itk::ImageIOBase::VECTOR || pixel == itk::ImageIOBase::COVARIANTVECTOR;
  return std::string();
}

std::string ReadFormatHeader(const std::string& fileName, FormatHeader& header)
{
  return FormatOf(fileName) == ImageFormat::Nrrd ? ReadNrrdHeader(fileName, header)
                                                 : ReadMetaHeader(fileName, header);
}

/** The header of a NRRD or MetaImage file. */
std::string ReadHeaderWithITK(
  const std::string& fileName, ImageFileHeader& header, std::string& remark)
{
  FormatHeader format;
  std::string error = ReadFormatHeader(fileName, format);
  error = error.empty() ? CheckStored(format.Stored) : error;
  if (!error.empty())
  {
    return error;
  }
  const itk::ImageIOBase::Pointer io = MakeImageIO(FormatOf(fileName));
  io->SetFileName(fileName);
  io->ReadImageInformation();
  error = TakeFromITK(io, header);
  if (format.HasGrid)
  {
    std::copy_n(format.Origin, 3, header.Origin);
    SetEdges(format.Edges, header);
  }
  header.Streams = !format.AllOrNothing;
  remark = format.Remark;
  return error;
}

std::string ReadHeaderOfNifti(const std::string& fileName, const ImageFileChoices& choices,
  ImageFileHeader& header, std::string& remark)
{
  NiftiFile file;
  const std::string error = ReadNiftiHeader(fileName, choices, file);
  header = file.Header;
  remark = file.Remark;
  return error.empty() ? CheckStored(file.Stored) : error;
}

/** The extent as a region of the file, which may have a fourth dimension, or fewer than three. */
itk::ImageIORegion RegionOf(unsigned int dimensions, const int extent[6], int time)
{
  itk::ImageIORegion region(dimensions);
  for (unsigned int axis = 0; axis < dimensions; ++axis)
  {
    region.SetIndex(axis, axis < 3 ? extent[2 * axis] : time);
    region.SetSize(axis, axis < 3 ? extent[2 * axis + 1] - extent[2 * axis] + 1 : 1);
  }
  return region;
}

/** Read an extent at once: alone, or, where the format allows no parts, with all others. */
std::string ReadPart(const std::string& fileName, const ImageFileHeader& header,
  const int extent[6], int time, char* values)
{
  const itk::ImageIOBase::Pointer io = MakeImageIO(FormatOf(fileName));
  io->SetFileName(fileName);
  io->ReadImageInformation();
  ImageFileHeader now;
  const std::string error = TakeFromITK(io, now);
  if (!error.empty() || !HaveSameValues(now, header))
  {
    return Changed;
  }
  if (!header.Streams)
  {
    FormatHeader format;
    std::string wrong = ReadFormatHeader(fileName, format);
    wrong = wrong.empty() ? CheckDeflated(format.Stored) : wrong;
    if (!wrong.empty())
    {
      return wrong;
    }
  }
  const auto voxelBytes = static_cast<std::size_t>(header.BytesOf(1.0));
  const int whole[6] = { 0, header.Dimensions[0] - 1, 0, header.Dimensions[1] - 1, 0,
    header.Dimensions[2] - 1 };
  if (header.Streams || (header.Times == 1 && std::equal(extent, extent + 6, whole)))
  {
    io->SetIORegion(RegionOf(io->GetNumberOfDimensions(), extent, time));
    io->Read(values);
    return std::string();
  }
  std::string refusal =
    CheckMemory(header.Bytes(), "Reading a part of it, whose format gives all or nothing,",
      "store it without compression, as .nii or .mha");
  if (!refusal.empty())
  {
    return refusal;
  }
  const std::unique_ptr<char[]> all(new char[static_cast<std::size_t>(header.Bytes())]);
  itk::ImageIORegion region = RegionOf(io->GetNumberOfDimensions(), whole, 0);
  if (region.GetImageDimension() == 4)
  {
    region.SetSize(3, header.Times);
  }
  io->SetIORegion(region);
  io->Read(all.get());
  const std::size_t width = static_cast<std::size_t>(extent[1] - extent[0] + 1) * voxelBytes;
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    for (int j = extent[2]; j <= extent[3]; ++j)
    {
      const std::size_t row =
        (static_cast<std::size_t>(time) * header.Dimensions[2] + k) * header.Dimensions[1] + j;
      std::memcpy(values, &all[(row * header.Dimensions[0] + extent[0]) * voxelBytes], width);
      values += width;
    }
  }
  return std::string();
}
}

//------------------------------------------------------------------------------
bool HasImageFiles()
{
  return true;
}

//------------------------------------------------------------------------------
bool CanReadImageFile(const std::string& fileName)
{
  bool can = false;
  const std::string ignored = RunQuietly(
    [&]
    {
      NiftiFile nifti;
      FormatHeader format;
      can = CheckName(fileName).empty() &&
        (FormatOf(fileName) == ImageFormat::Nifti
            ? ReadNiftiHeader(fileName, ImageFileChoices(), nifti).empty()
            : ReadFormatHeader(fileName, format).empty());
      return std::string();
    });
  return can && ignored.empty();
}

//------------------------------------------------------------------------------
std::string ReadImageHeader(const std::string& fileName, const ImageFileChoices& choices,
  ImageFileHeader& header, std::vector<std::string>& remarks)
{
  std::string wrongName = CheckName(fileName);
  if (!wrongName.empty())
  {
    return wrongName;
  }
  header = ImageFileHeader();
  const std::string error = RunQuietly(
    [&]() -> std::string
    {
      std::string remark;
      std::string wrong = FormatOf(fileName) == ImageFormat::Nifti
        ? ReadHeaderOfNifti(fileName, choices, header, remark)
        : ReadHeaderWithITK(fileName, header, remark);
      wrong = wrong.empty() ? CheckHeader(header) : wrong;
      if (wrong.empty() && !remark.empty())
      {
        remarks.push_back(Named(fileName, remark));
      }
      return wrong;
    });
  return Named(fileName, error);
}

//------------------------------------------------------------------------------
std::string ReadImageValues(const std::string& fileName, const ImageFileHeader& header,
  const ImageFileChoices& choices, const int extent[6], int time, void* values,
  const ImageFileProgress& progress)
{
  ImageFileHeader now;
  std::vector<std::string> remarks; // they have been told
  std::string wrong = ReadImageHeader(fileName, choices, now, remarks);
  if (!wrong.empty() || !(now == header))
  {
    return wrong.empty() ? fileName + ": " + Changed : wrong;
  }
  if (FormatOf(fileName) == ImageFormat::Nifti)
  {
    return Named(
      fileName, ReadNiftiValues(fileName, header, choices, extent, time, values, progress));
  }
  // slices at a time, where that costs nothing
  const int count = extent[5] - extent[4] + 1;
  const double bytes = header.BytesOf(CountVoxels(extent));
  const int atOnce =
    header.Streams ? std::max(1, static_cast<int>(BytesOfPart / bytes * count)) : count;
  int part[6];
  std::copy_n(extent, 6, part);
  char* to = static_cast<char*>(values);
  for (int k = extent[4]; k <= extent[5]; k += atOnce)
  {
    if (!progress(static_cast<double>(k - extent[4]) / count))
    {
      return std::string();
    }
    part[4] = k;
    part[5] = std::min(k + atOnce - 1, extent[5]);
    const std::string error =
      RunQuietly([&] { return ReadPart(fileName, header, part, time, to); });
    if (!error.empty())
    {
      return Named(fileName, error);
    }
    to += static_cast<std::size_t>(header.BytesOf(CountVoxels(part)));
  }
  return std::string();
}
}
