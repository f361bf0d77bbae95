// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedImageReader.h"

#include "ImageFiles/ImageFile.h"

#include "vtkObjectFactory.h"

#include <string>
#include <vector>

vtkStandardNewMacro(vtkOrientedImageReader);

//------------------------------------------------------------------------------
vtkOrientedImageReader::vtkOrientedImageReader()
{
  this->SetScalarArrayName("ImageFile");
}

//------------------------------------------------------------------------------
vtkOrientedImageReader::~vtkOrientedImageReader()
{
  this->SetScalarArrayName(nullptr);
}

//------------------------------------------------------------------------------
bool vtkOrientedImageReader::CanRead()
{
  return curvedreformat::HasImageFiles();
}

//------------------------------------------------------------------------------
int vtkOrientedImageReader::CanReadFile(const char* fileName)
{
  return fileName && curvedreformat::CanReadImageFile(fileName) ? 1 : 0;
}

//------------------------------------------------------------------------------
std::string vtkOrientedImageReader::ReadHeader(
  curvedreformat::ImageFileHeader& header, std::vector<std::string>& remarks)
{
  curvedreformat::ImageFileChoices choices;
  choices.PreferQForm = this->PreferQForm != 0;
  return curvedreformat::ReadImageHeader(this->GetFileName(), choices, header, remarks);
}

//------------------------------------------------------------------------------
std::string vtkOrientedImageReader::ReadValues(const curvedreformat::ImageFileHeader& header,
  const int* extent, int time, void* values, const std::function<bool(double)>& progress)
{
  curvedreformat::ImageFileChoices choices;
  choices.PreferQForm = this->PreferQForm != 0;
  return curvedreformat::ReadImageValues(
    this->GetFileName(), header, choices, extent, time, values, progress);
}

//------------------------------------------------------------------------------
std::string vtkOrientedImageReader::NameOfValues() const
{
  return this->ScalarArrayName ? this->ScalarArrayName : "";
}

//------------------------------------------------------------------------------
void vtkOrientedImageReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "PreferQForm: " << (this->PreferQForm ? "On" : "Off") << "\n";
  os << indent << "ScalarArrayName: " << (this->ScalarArrayName ? this->ScalarArrayName : "(none)")
     << "\n";
}
