// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// In a build without ITK: nothing can be read or written, and the sentence says why.
#include "ImageFile.h"

#include "NoItk.h"

#include "vtkErrorCode.h"

namespace curvedreformat
{
bool HasImageFiles()
{
  return false;
}

bool CanReadImageFile(const std::string& /*fileName*/)
{
  return false;
}

std::string ReadImageHeader(const std::string& fileName, const ImageFileChoices& /*choices*/,
  ImageFileHeader& /*header*/, std::vector<std::string>& /*remarks*/)
{
  return NoItkMessage(fileName, "read");
}

std::string ReadImageValues(const std::string& fileName, const ImageFileHeader& /*header*/,
  const ImageFileChoices& /*choices*/, const int* /*extent*/, int /*time*/, void* /*values*/,
  const ImageFileProgress& /*progress*/)
{
  return NoItkMessage(fileName, "read");
}

std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& /*header*/,
  const void* /*values*/, bool /*compressed*/, unsigned long& errorCode)
{
  errorCode = vtkErrorCode::UnrecognizedFileTypeError;
  return NoItkMessage(fileName, "written");
}
}
