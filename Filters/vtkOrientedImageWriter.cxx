// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedImageWriter.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"

#include <string>

vtkStandardNewMacro(vtkOrientedImageWriter);

namespace
{
std::string NamesOfArrays(vtkPointData* data)
{
  std::string names;
  for (int i = 0; i < data->GetNumberOfArrays(); ++i)
  {
    const char* name = data->GetAbstractArray(i)->GetName();
    names += (i ? ", " : "") + std::string(name ? name : "(no name)");
  }
  return names.empty() ? "none" : names;
}

/** The array to write, or the sentence that says why there is none. */
vtkDataArray* FindArray(vtkImageData* image, const char* name, std::string& error)
{
  if (image->GetNumberOfPoints() < 1)
  {
    error = "Image is empty; give one with voxels.";
    return nullptr;
  }
  vtkPointData* data = image->GetPointData();
  const bool named = name && *name;
  vtkDataArray* values = named ? data->GetArray(name) : data->GetScalars();
  if (!named && !values && data->GetNumberOfArrays() == 1)
  {
    values = data->GetArray(0);
  }
  if (!values)
  {
    error = named ? "Image has no point array of numbers " + std::string(name)
                  : std::string("Image has no active scalars, and not one array alone");
    error += "; choose one of its point arrays: " + NamesOfArrays(data) + ".";
  }
  else if (values->GetDataType() == VTK_BIT)
  {
    error = "Array " + std::string(values->GetName() ? values->GetName() : "(no name)") +
      " is of bits, which files do not hold; make it unsigned char.";
    values = nullptr;
  }
  return values;
}
}

//------------------------------------------------------------------------------
vtkOrientedImageWriter::~vtkOrientedImageWriter()
{
  this->SetArrayName(nullptr);
}

//------------------------------------------------------------------------------
std::vector<std::string> vtkOrientedImageWriter::Endings() const
{
  return { ".nii", ".nii.gz", ".nrrd", ".mha" };
}

//------------------------------------------------------------------------------
std::string vtkOrientedImageWriter::FindValues(
  vtkImageData* image, vtkSmartPointer<vtkDataArray>& values, bool& vectors)
{
  std::string error;
  values = FindArray(image, this->ArrayName, error);
  vectors = values && image->GetPointData()->GetVectors() == values;
  return error;
}

//------------------------------------------------------------------------------
void vtkOrientedImageWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "ArrayName: " << (this->ArrayName ? this->ArrayName : "(none)") << "\n";
}
