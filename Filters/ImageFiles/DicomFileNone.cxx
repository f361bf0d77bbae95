// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// In place of DicomFile.cxx in a build without ITK.
#include "DicomFile.h"

namespace curvedreformat
{
bool HasDicomFiles()
{
  return false;
}

DicomFile ReadDicomHeader(const std::string& fileName)
{
  DicomFile file;
  file.Name = fileName;
  file.Damage = fileName +
    " cannot be read, since this is built without ITK; install ITK 5 "
    "(libinsighttoolkit5-dev) and build again.";
  return file;
}

std::string ReadDicomPixels(const DicomFile& file, void* /*values*/)
{
  return ReadDicomHeader(file.Name).Damage;
}
}
