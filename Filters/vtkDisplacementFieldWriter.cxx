// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkDisplacementFieldWriter.h"

#include "Sampling/OutputMemory.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"

#include <sstream>
#include <string>

vtkStandardNewMacro(vtkDisplacementFieldWriter);

namespace
{
/** The vectors to write, or the sentence that says why there are none. */
vtkDataArray* FindVectors(vtkImageData* image, std::string& error)
{
  vtkPointData* data = image->GetPointData();
  vtkDataArray* vectors = data->GetArray("Displacement");
  vectors = vectors ? vectors : data->GetVectors();
  std::ostringstream text;
  if (image->GetNumberOfPoints() < 1)
  {
    text << "Displacement field is empty; give an image with vectors.";
  }
  else if (!vectors)
  {
    text << "Image has no point array Displacement and no active vectors; give a displacement "
            "field, as Straightening Displacement Field makes it.";
  }
  else if (vectors->GetNumberOfComponents() != 3)
  {
    text << "Array " << vectors->GetName() << " has " << vectors->GetNumberOfComponents()
         << " components; the vectors of a displacement field have 3.";
  }
  else if (vectors->GetDataType() != VTK_DOUBLE && vectors->GetDataType() != VTK_FLOAT)
  {
    text << "Array " << vectors->GetName() << " is of type " << vectors->GetDataTypeAsString()
         << "; the vectors of a displacement field are of type float or double.";
  }
  error = text.str();
  return error.empty() ? vectors : nullptr;
}
}

//------------------------------------------------------------------------------
std::vector<std::string> vtkDisplacementFieldWriter::Endings() const
{
  return { ".mha", ".nrrd" }; // of vectors in NIfTI files it is not agreed which frame they are in
}

//------------------------------------------------------------------------------
std::string vtkDisplacementFieldWriter::FindValues(
  vtkImageData* image, vtkSmartPointer<vtkDataArray>& values, bool& vectors)
{
  std::string error;
  values = FindVectors(image, error);
  vectors = true;
  if (error.empty() && this->GetWorldFrame() != vtkWorldFrame::LPS)
  {
    const vtkSmartPointer<vtkDataArray> given = values;
    values = vtk::TakeSmartPointer(given->NewInstance());
    curvedreformat::CopyValues(given, values);
    double v[3];
    for (vtkIdType i = 0; i < values->GetNumberOfTuples(); ++i)
    {
      values->GetTuple(i, v);
      vtkWorldFrame::Flip(v);
      values->SetTuple(i, v);
    }
  }
  return error;
}
