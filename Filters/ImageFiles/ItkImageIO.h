// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the code on ITK's readers and writers of images shares. Not to be included elsewhere: a
 * build without ITK has no such headers.
 */
#ifndef ItkImageIO_h
#define ItkImageIO_h

#include <itkImageIOBase.h>

#include <string>

namespace curvedreformat
{
enum class ImageFormat
{
  None,
  Nifti,
  Nrrd,
  MetaImage
};

/** The format that a file's ending tells. */
ImageFormat FormatOf(const std::string& fileName);

/** ITK's reader and writer of NRRD or MetaImage. */
itk::ImageIOBase::Pointer MakeImageIO(ImageFormat format);

/** VTK's number of a type of ITK, 0 for none; and the other way round. */
int VtkType(itk::ImageIOBase::IOComponentType type);
itk::ImageIOBase::IOComponentType ItkType(int vtkType);
}

#endif
