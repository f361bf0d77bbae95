// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageFileHeader.h"

#include "vtkDataArray.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
namespace
{
// The cosine of the angle between two axes, and the error of their length, up to which a matrix is
// taken for orthonormal. Files round to six digits, and a real shear is far larger.
constexpr double AxisTolerance = 1e-4;

constexpr double Degrees = 57.295779513082320876798154814105;

double Dot(const double matrix[9], int a, int b)
{
  return matrix[a] * matrix[b] + matrix[3 + a] * matrix[3 + b] + matrix[6 + a] * matrix[6 + b];
}

std::string CheckAxes(const double direction[9])
{
  static const char names[] = "ijk";
  std::ostringstream text;
  for (int axis = 0; axis < 3; ++axis)
  {
    const double length = std::sqrt(Dot(direction, axis, axis));
    if (!(std::abs(length - 1.0) <= AxisTolerance))
    {
      text << "The direction of its axis " << names[axis] << " is (" << direction[axis] << ", "
           << direction[3 + axis] << ", " << direction[6 + axis]
           << "), which is no unit vector; mend its header.";
      return text.str();
    }
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    const int next = (axis + 1) % 3;
    const double cosine = Dot(direction, axis, next);
    if (std::abs(cosine) > AxisTolerance)
    {
      text << "It has a shear: its axes " << names[std::min(axis, next)] << " and "
           << names[std::max(axis, next)] << " are at "
           << Degrees * std::acos(std::clamp(cosine, -1.0, 1.0))
           << " degrees, and images have right angles; resample it onto a grid without shear.";
      return text.str();
    }
  }
  return std::string();
}
}

//------------------------------------------------------------------------------
double ImageFileHeader::BytesOf(double voxels) const
{
  return voxels * this->Components * vtkDataArray::GetDataTypeSize(this->ScalarType);
}

//------------------------------------------------------------------------------
double ImageFileHeader::Bytes() const
{
  return this->BytesOf(static_cast<double>(this->Dimensions[0]) * this->Dimensions[1] *
    this->Dimensions[2] * this->Times);
}

//------------------------------------------------------------------------------
bool HaveSameValues(const ImageFileHeader& a, const ImageFileHeader& b)
{
  return std::equal(a.Dimensions, a.Dimensions + 3, b.Dimensions) && a.Times == b.Times &&
    a.ScalarType == b.ScalarType && a.Components == b.Components;
}

//------------------------------------------------------------------------------
bool operator==(const ImageFileHeader& a, const ImageFileHeader& b)
{
  return HaveSameValues(a, b) && std::equal(a.Origin, a.Origin + 3, b.Origin) &&
    std::equal(a.Spacing, a.Spacing + 3, b.Spacing) &&
    std::equal(a.Direction, a.Direction + 9, b.Direction) && a.Vectors == b.Vectors &&
    a.FirstTime == b.FirstTime && a.TimeStep == b.TimeStep && a.Streams == b.Streams;
}

//------------------------------------------------------------------------------
void SetEdges(const double edges[9], ImageFileHeader& header)
{
  for (int axis = 0; axis < 3; ++axis)
  {
    header.Spacing[axis] = std::sqrt(Dot(edges, axis, axis));
    const double length = header.Spacing[axis] > 0.0 ? header.Spacing[axis] : 1.0;
    for (int row = 0; row < 3; ++row)
    {
      header.Direction[3 * row + axis] = edges[3 * row + axis] / length;
    }
  }
}

//------------------------------------------------------------------------------
std::string CheckHeader(ImageFileHeader& header)
{
  std::ostringstream text;
  for (int axis = 0; axis < 3; ++axis)
  {
    if (header.Dimensions[axis] < 1)
    {
      text << "It has " << header.Dimensions[axis] << " voxels along its axis "
           << "ijk"[axis] << "; at least 1 is needed.";
      return text.str();
    }
    const double spacing = header.Spacing[axis];
    if (!std::isfinite(spacing) || spacing == 0.0)
    {
      text << "It has spacing (" << header.Spacing[0] << ", " << header.Spacing[1] << ", "
           << header.Spacing[2] << "); all three must be above 0: mend its header.";
      return text.str();
    }
    if (!std::isfinite(header.Origin[axis]))
    {
      text << "It has origin (" << header.Origin[0] << ", " << header.Origin[1] << ", "
           << header.Origin[2] << "), which is not finite: mend its header.";
      return text.str();
    }
    if (spacing < 0.0)
    {
      header.Spacing[axis] = -spacing;
      for (int row = 0; row < 3; ++row)
      {
        header.Direction[3 * row + axis] = -header.Direction[3 * row + axis];
      }
    }
  }
  if (header.Times < 1)
  {
    text << "It has " << header.Times << " images in time; at least 1 is needed.";
    return text.str();
  }
  for (double& d : header.Direction)
  {
    d += 0.0; // no negative zeros
  }
  if (header.ScalarType == 0 || header.Components < 1)
  {
    return "It has values of a type that VTK does not have.";
  }
  if (!(header.TimeStep > 0.0) || !std::isfinite(header.TimeStep))
  {
    header.TimeStep = 1.0; // many files have 0 there
  }
  if (!std::isfinite(header.FirstTime))
  {
    header.FirstTime = 0.0;
  }
  return CheckAxes(header.Direction);
}
}
