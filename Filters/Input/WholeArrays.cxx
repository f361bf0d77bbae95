// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "WholeArrays.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"

namespace curvedreformat
{
//------------------------------------------------------------------------------
bool IsWhole(vtkAbstractArray* array, vtkIdType points)
{
  return array->GetNumberOfComponents() > 0 && array->GetNumberOfTuples() >= points;
}

//------------------------------------------------------------------------------
std::string CheckVoxels(vtkDataArray* array, vtkImageData* image)
{
  const vtkIdType voxels = image->GetNumberOfPoints();
  return IsWhole(array, voxels)
    ? std::string()
    : "Array " + std::string(array->GetName() ? array->GetName() : "(no name)") + " has " +
      std::to_string(array->GetNumberOfTuples()) + " tuples, but the image has " +
      std::to_string(voxels) + " voxels; give an array with one for each.";
}

//------------------------------------------------------------------------------
vtkDataArray* FindWholeArray(vtkPolyData* data, const char* name)
{
  vtkDataArray* array = data->GetPointData()->GetArray(name);
  return array && IsWhole(array, data->GetNumberOfPoints()) ? array : nullptr;
}

//------------------------------------------------------------------------------
std::string RemoveShortArrays(vtkDataSetAttributes* data, vtkIdType points)
{
  std::string names;
  for (int i = data->GetNumberOfArrays() - 1; i >= 0; --i)
  {
    vtkAbstractArray* array = data->GetAbstractArray(i);
    if (!IsWhole(array, points))
    {
      names = (array->GetName() ? array->GetName() : "(unnamed)") +
        (names.empty() ? std::string() : ", " + names);
      data->RemoveArray(i);
    }
  }
  return names;
}
}
