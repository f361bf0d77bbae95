// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ItkImageIO.h"

#include "../Files/TextFile.h"

#include "vtkSetGet.h"

#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>

namespace curvedreformat
{
namespace
{
// So that a double comes back as it was.
constexpr unsigned int AllDigits = 17;
}

//------------------------------------------------------------------------------
ImageFormat FormatOf(const std::string& fileName)
{
  const auto ends = [&](const char* ending) { return HasEnding(fileName.c_str(), ending); };
  if (ends(".nii") || ends(".nii.gz"))
  {
    return ImageFormat::Nifti;
  }
  if (ends(".nrrd") || ends(".nhdr"))
  {
    return ImageFormat::Nrrd;
  }
  return ends(".mha") || ends(".mhd") ? ImageFormat::MetaImage : ImageFormat::None;
}

//------------------------------------------------------------------------------
itk::ImageIOBase::Pointer MakeImageIO(ImageFormat format)
{
  if (format == ImageFormat::Nrrd)
  {
    return itk::NrrdImageIO::New().GetPointer();
  }
  auto io = itk::MetaImageIO::New();
  io->SetDoublePrecision(AllDigits);
  return io.GetPointer();
}

//------------------------------------------------------------------------------
int VtkType(itk::ImageIOBase::IOComponentType type)
{
  using Type = itk::ImageIOBase;
  switch (type)
  {
    case Type::UCHAR:
      return VTK_UNSIGNED_CHAR;
    case Type::CHAR:
      return VTK_SIGNED_CHAR;
    case Type::USHORT:
      return VTK_UNSIGNED_SHORT;
    case Type::SHORT:
      return VTK_SHORT;
    case Type::UINT:
      return VTK_UNSIGNED_INT;
    case Type::INT:
      return VTK_INT;
    case Type::ULONG:
      return sizeof(long) == 8 ? VTK_TYPE_UINT64 : VTK_TYPE_UINT32;
    case Type::LONG:
      return sizeof(long) == 8 ? VTK_TYPE_INT64 : VTK_TYPE_INT32;
    case Type::ULONGLONG:
      return VTK_TYPE_UINT64;
    case Type::LONGLONG:
      return VTK_TYPE_INT64;
    case Type::FLOAT:
      return VTK_FLOAT;
    case Type::DOUBLE:
      return VTK_DOUBLE;
    default:
      return 0;
  }
}

//------------------------------------------------------------------------------
itk::ImageIOBase::IOComponentType ItkType(int vtkType)
{
  switch (vtkType)
  {
    vtkTemplateMacro(return itk::ImageIOBase::MapPixelType<VTK_TT>::CType);
    default:
      return itk::ImageIOBase::UNKNOWNCOMPONENTTYPE;
  }
}
}
