// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageFile.h"

#include "../Files/WholeFile.h"
#include "FormatHeader.h"
#include "ItkImageIO.h"
#include "NiftiFile.h"
#include "RunQuietly.h"

#include "vtkErrorCode.h"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace curvedreformat
{
namespace
{
/** Everything but the file's name. Bytes are what the values take. */
void SetHeader(itk::ImageIOBase* io, const ImageFileHeader& header)
{
  io->SetNumberOfDimensions(3);
  itk::ImageIORegion region(3);
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    const auto size = static_cast<itk::SizeValueType>(header.Dimensions[axis]);
    io->SetDimensions(axis, size);
    io->SetOrigin(axis, header.Origin[axis]);
    io->SetSpacing(axis, header.Spacing[axis]);
    io->SetDirection(axis,
      std::vector<double>{
        header.Direction[axis], header.Direction[3 + axis], header.Direction[6 + axis] });
    region.SetIndex(axis, 0);
    region.SetSize(axis, size);
  }
  io->SetNumberOfComponents(static_cast<unsigned int>(header.Components));
  io->SetComponentType(ItkType(header.ScalarType));
  io->SetPixelType(header.Vectors ? itk::ImageIOBase::VECTOR
      : header.Components == 1    ? itk::ImageIOBase::SCALAR
                                  : itk::ImageIOBase::VECTOR);
  io->SetIORegion(region);
}

std::string WriteWithITK(const std::filesystem::path& part, const ImageFileHeader& header,
  const void* values, bool compressed)
{
  const itk::ImageIOBase::Pointer io = MakeImageIO(FormatOf(part.u8string()));
  SetHeader(io, header);
  io->SetFileName(part.u8string());
  io->SetUseCompression(compressed);
  io->WriteImageInformation();
  io->Write(values);
  return std::string();
}

/** Whether the last bytes of a file are those that a gzip stream of so many bytes ends with. */
bool EndsAsGzip(const std::filesystem::path& path, double bytes)
{
  std::ifstream file(path, std::ios::binary);
  unsigned char end[4] = {};
  file.seekg(-4, std::ios::end);
  file.read(reinterpret_cast<char*>(end), 4);
  const std::uint32_t told = end[0] | end[1] << 8U | end[2] << 16U | std::uint32_t(end[3]) << 24U;
  return file.good() && told == static_cast<std::uint32_t>(static_cast<std::uint64_t>(bytes));
}

/** ITK looks only at times whether all has got onto the disk. */
std::string CheckWritten(const std::filesystem::path& part, const ImageFileHeader& header,
  bool compressed, unsigned long& errorCode)
{
  FormatHeader format;
  if (compressed && FormatOf(part.u8string()) == ImageFormat::MetaImage)
  {
    const std::string error = RunQuietly([&] { return ReadMetaHeader(part.u8string(), format); });
    if (error.empty() && CheckStored(format.Stored).empty())
    {
      return std::string();
    }
  }
  const auto least = compressed ? std::uintmax_t(1) : static_cast<std::uintmax_t>(header.Bytes());
  const std::uintmax_t written = std::filesystem::file_size(part);
  if (written >= least &&
    (!compressed ||
      (FormatOf(part.u8string()) == ImageFormat::Nrrd && EndsAsGzip(part, header.Bytes()))))
  {
    return std::string();
  }
  errorCode = vtkErrorCode::OutOfDiskSpaceError;
  std::ostringstream text;
  text << "only " << written << " bytes got there";
  return text.str();
}
}

//------------------------------------------------------------------------------
std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& header,
  const void* values, bool compressed, unsigned long& errorCode)
{
  const ImageFormat format = FormatOf(fileName);
  return WriteWholeFile(
    fileName,
    [&](const std::filesystem::path& part, unsigned long& code) -> std::string
    {
      code = vtkErrorCode::UnknownError;
      std::string error;
      if (format == ImageFormat::Nifti)
      {
        bool full = false;
        error = WriteNiftiFile(part.u8string(), header, values, full);
        if (full)
        {
          code = vtkErrorCode::OutOfDiskSpaceError;
        }
      }
      else
      {
        error = RunQuietly([&] { return WriteWithITK(part, header, values, compressed); }, "", "");
        error = error.empty() ? CheckWritten(part, header, compressed, code) : error;
      }
      if (error.empty())
      {
        code = vtkErrorCode::NoError;
      }
      return error;
    },
    errorCode);
}
}
