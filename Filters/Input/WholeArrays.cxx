// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "WholeArrays.h"

#include "vtkDataArray.h"
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
