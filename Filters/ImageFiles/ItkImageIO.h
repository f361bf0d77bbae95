// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the code on ITK's readers and writers of images shares. Not to be included elsewhere: a
 * build without ITK has no such headers.
 */
#ifndef ItkImageIO_h
#define ItkImageIO_h

#include <itkImageIOBase.h>

#include <functional>
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

/**
 * Run a function that returns an empty string or a sentence. What it throws becomes the reason in
 * a sentence, between `before` and `after`, on one line and without places in ITK's sources;
 * neither ITK nor the libraries below it, GDCM among them, print anything meanwhile.
 */
std::string RunQuietly(const std::function<std::string()>& function,
  const std::string& before = "It cannot be read (",
  const std::string& after = "); it may be damaged.");
}

#endif
