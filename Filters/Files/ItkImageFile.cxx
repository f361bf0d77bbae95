// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ItkImageFile.h"

#include "WholeFile.h"

#include "vtkErrorCode.h"
#include "vtkSetGet.h"

#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>
#include <vtksys/SystemTools.hxx>

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
// So that a double comes back as it was.
constexpr unsigned int AllDigits = 17;

itk::ImageIOBase::Pointer MakeImageIO(const std::string& extension)
{
  if (extension == ".mha")
  {
    auto io = itk::MetaImageIO::New();
    io->SetDoublePrecision(AllDigits);
    return io.GetPointer();
  }
  return itk::NrrdImageIO::New().GetPointer();
}

itk::ImageIOBase::IOComponentType ComponentType(int vtkType)
{
  switch (vtkType)
  {
    vtkTemplateMacro(return itk::ImageIOBase::MapPixelType<VTK_TT>::CType);
    default:
      return itk::ImageIOBase::UNKNOWNCOMPONENTTYPE;
  }
}

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
  io->SetComponentType(ComponentType(header.ScalarType));
  io->SetPixelType(header.Vectors ? itk::ImageIOBase::VECTOR
      : header.Components == 1    ? itk::ImageIOBase::SCALAR
                                  : itk::ImageIOBase::VECTOR);
  io->SetIORegion(region);
}

/** The least size of a .mha file with compressed values, which its header says. */
std::uintmax_t SizeOfCompressed(const std::filesystem::path& file)
{
  std::ifstream stream(file, std::ios::binary);
  std::uintmax_t values = 0;
  for (std::string line; std::getline(stream, line);)
  {
    std::istringstream words(line);
    std::string name;
    std::string equals;
    words >> name >> equals;
    if (name == "CompressedDataSize")
    {
      words >> values;
    }
    if (name == "ElementDataFile") // the values follow
    {
      return static_cast<std::uintmax_t>(stream.tellg()) + values;
    }
  }
  return std::numeric_limits<std::uintmax_t>::max(); // even the header is cut off
}

/** What ITK says, on one line and without the places in its sources. */
std::string Reason(const itk::ExceptionObject& exception)
{
  std::string text = exception.GetDescription();
  for (char& c : text)
  {
    c = c == '\n' ? ' ' : c;
  }
  const std::size_t from = text.find("): ");
  return from == std::string::npos ? text : text.substr(from + 3);
}
}

//------------------------------------------------------------------------------
bool HasImageFiles()
{
  return true;
}

//------------------------------------------------------------------------------
std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& header,
  const void* values, bool compressed, unsigned long& errorCode)
{
  const std::string extension =
    vtksys::SystemTools::LowerCase(vtksys::SystemTools::GetFilenameLastExtension(fileName));
  if (extension != ".mha" && extension != ".nrrd")
  {
    errorCode = vtkErrorCode::UnrecognizedFileTypeError;
    return fileName + " has the extension '" + extension + "'; give a name with .mha or .nrrd.";
  }
  return WriteWholeFile(
    fileName,
    [&](const std::filesystem::path& part, unsigned long& code) -> std::string
    {
      code = vtkErrorCode::UnknownError;
      try
      {
        const itk::ImageIOBase::Pointer io = MakeImageIO(extension);
        SetHeader(io, header);
        io->SetFileName(part.string());
        io->SetUseCompression(compressed);
        io->WriteImageInformation();
        io->Write(values);
        // Not every writer looks whether all got onto the disk. ITK's for compressed .nrrd does.
        const std::uintmax_t written = std::filesystem::file_size(part);
        std::uintmax_t least = static_cast<std::uintmax_t>(io->GetImageSizeInBytes());
        if (compressed)
        {
          least = extension == ".mha" ? SizeOfCompressed(part) : 1;
        }
        if (written < least)
        {
          code = vtkErrorCode::OutOfDiskSpaceError;
          std::ostringstream text;
          text << "only " << written << " bytes got there";
          return text.str();
        }
      }
      catch (const itk::ExceptionObject& exception)
      {
        return Reason(exception);
      }
      catch (const std::exception& exception)
      {
        return exception.what();
      }
      code = vtkErrorCode::NoError;
      return std::string();
    },
    errorCode);
}
}
