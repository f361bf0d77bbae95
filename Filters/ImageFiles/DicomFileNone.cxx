// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// In a build without ITK, with which GDCM comes: nothing can be read, and the sentence says why.
#include "DicomFile.h"

#include "NoItk.h"

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
  file.Damage = NoItkMessage(fileName, "read");
  return file;
}

std::string ReadDicomPixels(const DicomFile& file, void* /*values*/)
{
  return NoItkMessage(file.Name, "read");
}
}
