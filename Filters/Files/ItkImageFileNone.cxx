// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// In place of ItkImageFile.cxx in a build without ITK.
#include "ItkImageFile.h"

#include "vtkErrorCode.h"

namespace curvedreformat
{
bool HasImageFiles()
{
  return false;
}

std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& /*header*/,
  const void* /*values*/, bool /*compressed*/, unsigned long& errorCode)
{
  errorCode = vtkErrorCode::UnrecognizedFileTypeError;
  return fileName +
    " cannot be written, since this is built without ITK; install ITK 5 "
    "(libinsighttoolkit5-dev) and build again.";
}
}
