// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveNormals.h"

#include "WholeArrays.h"

#include "vtkDataArray.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"

#include <sstream>

namespace curvedreformat
{
namespace
{
vtkDataArray* FindNormals(vtkPointData* data, const char* name)
{
  if (name && *name)
  {
    return data->GetArray(name);
  }
  for (const char* usual :
    { "Normals", "ParallelTransportNormals", "FrenetNormal", "Orientation", "Direction" })
  {
    if (vtkDataArray* array = data->GetArray(usual))
    {
      return array;
    }
  }
  for (vtkDataArray* active : { data->GetNormals(), data->GetVectors(), data->GetTensors() })
  {
    if (active)
    {
      return active;
    }
  }
  return nullptr;
}

Vector3 NormalOfTuple(vtkDataArray* array, vtkIdType tuple)
{
  // the vector, or the first column of a row-major matrix
  const int components = array->GetNumberOfComponents();
  const int step = components == 16 ? 4 : (components == 9 ? 3 : 1);
  return { array->GetComponent(tuple, 0), array->GetComponent(tuple, step),
    array->GetComponent(tuple, 2 * step) };
}
}

//------------------------------------------------------------------------------
std::string ReadCurveNormals(vtkPolyData* curve, const char* name, CurveLine& line)
{
  std::ostringstream text;
  vtkDataArray* array = FindNormals(curve->GetPointData(), name);
  if (!array)
  {
    if (name && *name)
    {
      text << "Curve has no point array \"" << name
           << "\"; choose a normals array with 3, 9 or 16 components.";
    }
    else
    {
      text
        << "Curve has no point array of normals; choose one with 3, 9 or 16 components as normals "
           "array, or another FrameType.";
    }
    return text.str();
  }
  const int components = array->GetNumberOfComponents();
  if (components != 3 && components != 9 && components != 16)
  {
    text << "Array of normals \"" << (array->GetName() ? array->GetName() : "") << "\" has "
         << components << " components; 3, 9 or 16 are needed.";
    return text.str();
  }
  if (!IsWhole(array, curve->GetNumberOfPoints()))
  {
    text << "Array of normals \"" << (array->GetName() ? array->GetName() : "") << "\" has "
         << array->GetNumberOfTuples() << " tuples, but the curve has "
         << curve->GetNumberOfPoints() << " points; give an array with one for each.";
    return text.str();
  }
  for (const vtkIdType id : line.Ids)
  {
    line.Normals.push_back(NormalOfTuple(array, id));
  }
  return std::string();
}
}
