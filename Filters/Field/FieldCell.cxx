// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FieldCell.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
// The error is climbed in steps that are halved so often.
constexpr int Climbs = 5;
}

//------------------------------------------------------------------------------
Vector3 FieldCell::Corner(int corner) const
{
  Vector3 p = this->Origin;
  for (int axis = 0; axis < 3; ++axis)
  {
    p = corner >> axis & 1 ? p + this->Edges[axis] : p;
  }
  return p;
}

//------------------------------------------------------------------------------
Vector3 FieldCell::Interpolate(const double at[3]) const
{
  Vector3 sum;
  for (int corner = 0; corner < 8; ++corner)
  {
    double weight = 1.0;
    for (int axis = 0; axis < 3; ++axis)
    {
      weight *= corner >> axis & 1 ? at[axis] : 1.0 - at[axis];
    }
    sum = sum + this->Displacements[corner] * weight;
  }
  return sum;
}

//------------------------------------------------------------------------------
void FieldCell::Fill(const DisplacementMap& map, double* hint)
{
  for (int corner = 0; corner < 8; ++corner)
  {
    const Vector3 p = this->Corner(corner);
    this->Displacements[corner] = map.Target(p, hint) - p;
  }
}

//------------------------------------------------------------------------------
bool FieldCell::IsOneStretch(const DisplacementMap& map) const
{
  Box3 targets;
  for (int corner = 0; corner < 8; ++corner)
  {
    targets.Add(this->Corner(corner) + this->Displacements[corner]);
  }
  return map.IsOneStretch(targets, (this->Corner(7) - this->Origin).Norm());
}

//------------------------------------------------------------------------------
double FieldCell::ErrorAt(const DisplacementMap& map, const double at[3], double* hint) const
{
  const Vector3 p =
    this->Origin + this->Edges[0] * at[0] + this->Edges[1] * at[1] + this->Edges[2] * at[2];
  return map.Distance(p, p + this->Interpolate(at), map.Target(p, hint));
}

//------------------------------------------------------------------------------
double FieldCell::FindError(
  const DisplacementMap& map, const int steps[3], bool whole, double* hint) const
{
  double where[3];
  return this->FindError(map, steps, whole, hint, where);
}

//------------------------------------------------------------------------------
double FieldCell::ClimbError(const DisplacementMap& map, const int steps[3], double* hint) const
{
  double at[3] = { 0.0, 0.0, 0.0 };
  double largest = this->FindError(map, steps, true, hint, at);
  double part = 1.0;
  for (int climb = 0; climb < Climbs; ++climb)
  {
    part *= 0.5;
    for (int axis = 0; axis < 3; ++axis)
    {
      for (const double step : { -part / steps[axis], part / steps[axis] })
      {
        double next[3] = { at[0], at[1], at[2] };
        next[axis] = std::min(std::max(at[axis] + step, 0.0), 1.0);
        const double error = this->ErrorAt(map, next, hint);
        if (error > largest)
        {
          largest = error;
          at[axis] = next[axis];
        }
      }
    }
  }
  return largest;
}

//------------------------------------------------------------------------------
double FieldCell::FindError(
  const DisplacementMap& map, const int steps[3], bool whole, double* hint, double where[3]) const
{
  int last[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    last[axis] = whole || steps[axis] == 1 ? steps[axis] : steps[axis] - 1;
  }
  double largest = 0.0;
  double at[3];
  for (int k = 0; k <= last[2]; ++k)
  {
    at[2] = static_cast<double>(k) / steps[2];
    for (int j = 0; j <= last[1]; ++j)
    {
      at[1] = static_cast<double>(j) / steps[1];
      for (int i = 0; i <= last[0]; ++i)
      {
        if (i % steps[0] == 0 && j % steps[1] == 0 && k % steps[2] == 0)
        {
          continue; // a sample
        }
        at[0] = static_cast<double>(i) / steps[0];
        const double error = this->ErrorAt(map, at, hint);
        if (error > largest)
        {
          largest = error;
          std::copy_n(at, 3, where);
        }
      }
    }
  }
  return largest;
}

//------------------------------------------------------------------------------
LinearAxes FindLinearAxes(const DisplacementMap& map, const ImageGeometry& grid)
{
  LinearAxes linear;
  for (int axis = 0; axis < 3 && map.IsToWorld(); ++axis)
  {
    // the grid's axis is that of the map
    linear.Is[axis] = map.GetMap().IsLinear(axis) && std::abs(grid.Direction[4 * axis]) == 1.0 &&
      grid.Direction[axis] + grid.Direction[3 + axis] + grid.Direction[6 + axis] ==
        grid.Direction[4 * axis];
  }
  return linear;
}

//------------------------------------------------------------------------------
FieldCells::FieldCells(const ImageGeometry& grid, const LinearAxes& linear)
  : Grid(grid)
{
  for (int axis = 0; axis < 3; ++axis)
  {
    const int steps = grid.Dimensions[axis] - 1;
    this->Stride[axis] = linear.Is[axis] ? steps : std::min(steps, 1);
    this->Cells[axis] = this->Stride[axis] > 0 ? std::max(steps / this->Stride[axis], 1) : 1;
  }
}

//------------------------------------------------------------------------------
void FieldCells::Find(vtkIdType number, int at[3]) const
{
  at[0] = static_cast<int>(number % this->Cells[0]);
  at[1] = static_cast<int>(number / this->Cells[0] % this->Cells[1]);
  at[2] = static_cast<int>(number / this->Cells[0] / this->Cells[1]);
}

//------------------------------------------------------------------------------
void FieldCells::Place(vtkIdType number, FieldCell& cell) const
{
  int at[3];
  this->Find(number, at);
  cell.Origin = this->Grid.ToWorld(Vector3(at[0], at[1], at[2]));
  for (int axis = 0; axis < 3; ++axis)
  {
    Vector3 end(at[0], at[1], at[2]);
    end[axis] += this->Stride[axis];
    cell.Edges[axis] = this->Grid.ToWorld(end) - cell.Origin;
  }
}

//------------------------------------------------------------------------------
void FieldCells::GetTuples(vtkIdType number, vtkIdType tuples[8]) const
{
  const int* n = this->Grid.Dimensions;
  int at[3];
  this->Find(number, at);
  for (int corner = 0; corner < 8; ++corner)
  {
    vtkIdType index[3];
    for (int axis = 0; axis < 3; ++axis)
    {
      index[axis] = at[axis] + (corner >> axis & 1 ? this->Stride[axis] : 0);
    }
    tuples[corner] = index[0] + n[0] * (index[1] + n[1] * index[2]);
  }
}
}
