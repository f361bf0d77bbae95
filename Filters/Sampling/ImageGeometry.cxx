// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageGeometry.h"

#include "vtkDataObject.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationDoubleVectorKey.h"
#include "vtkInformationIntegerVectorKey.h"
#include "vtkMatrix3x3.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
//------------------------------------------------------------------------------
std::string ImageGeometry::Set(vtkInformation* info, vtkImageData* image)
{
  int whole[6] = { 0, -1, 0, -1, 0, -1 };
  double origin[3] = { 0.0, 0.0, 0.0 };
  double spacing[3] = { 1.0, 1.0, 1.0 };
  double direction[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 };
  if (info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
  {
    info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole);
  }
  if (info->Has(vtkDataObject::ORIGIN()))
  {
    info->Get(vtkDataObject::ORIGIN(), origin);
  }
  if (info->Has(vtkDataObject::SPACING()))
  {
    info->Get(vtkDataObject::SPACING(), spacing);
  }
  if (info->Has(vtkDataObject::DIRECTION()))
  {
    info->Get(vtkDataObject::DIRECTION(), direction);
  }
  if (image)
  {
    // Filters that make images of other data sets may tell the geometry of those, or none.
    return this->Set(image, whole);
  }
  return this->Set(whole, origin, spacing, direction);
}

//------------------------------------------------------------------------------
std::string ImageGeometry::Set(vtkImageData* image, const int wholeExtent[6])
{
  return this->Set(
    wholeExtent, image->GetOrigin(), image->GetSpacing(), image->GetDirectionMatrix()->GetData());
}

//------------------------------------------------------------------------------
std::string ImageGeometry::Set(
  const int whole[6], const double origin[3], const double spacing[3], const double direction[9])
{
  std::ostringstream text;
  for (int axis = 0; axis < 3; ++axis)
  {
    if (whole[2 * axis] > whole[2 * axis + 1])
    {
      return this->Name + " is empty: its extent has no voxels; give an image with data.";
    }
    if (!(spacing[axis] > 0.0) || !std::isfinite(spacing[axis]))
    {
      text << this->Name << " has spacing (" << spacing[0] << ", " << spacing[1] << ", "
           << spacing[2]
           << "); all three must be above 0. A flipped axis belongs into the direction matrix.";
      return text.str();
    }
    this->Whole[2 * axis] = whole[2 * axis];
    this->Whole[2 * axis + 1] = whole[2 * axis + 1];
    this->Dimensions[axis] = whole[2 * axis + 1] - whole[2 * axis] + 1;
    this->Spacing[axis] = spacing[axis];
    this->First[axis] = whole[2 * axis];
  }
  this->Origin = Vector3(origin);
  if (!this->Origin.IsFinite())
  {
    text << this->Name << " has origin (" << origin[0] << ", " << origin[1] << ", " << origin[2]
         << "), which is not finite; set a valid origin.";
    return text.str();
  }
  const double determinant = vtkMatrix3x3::Determinant(direction);
  if (!(std::abs(determinant) > 1e-12) || !std::isfinite(determinant))
  {
    text << this->Name << " has a direction matrix with determinant " << determinant
         << "; its axes must be three independent directions.";
    return text.str();
  }
  std::copy_n(direction, 9, this->Direction);
  double inverse[9];
  vtkMatrix3x3::Invert(direction, inverse);
  for (int axis = 0; axis < 3; ++axis)
  {
    this->Rows[axis] = Vector3(inverse + 3 * axis) / spacing[axis];
    this->Axes[axis] =
      Vector3(direction[axis], direction[3 + axis], direction[6 + axis]) * spacing[axis];
  }
  return std::string();
}

//------------------------------------------------------------------------------
bool ImageGeometry::IsInside(const double position[3]) const
{
  for (int axis = 0; axis < 3; ++axis)
  {
    if (!(position[axis] >= this->Lowest() && position[axis] <= this->Highest(axis)))
    {
      return false;
    }
  }
  return true;
}

//------------------------------------------------------------------------------
Box3 ImageGeometry::GetBounds() const
{
  Box3 bounds;
  const Box3 voxels{ Vector3(),
    Vector3(this->Dimensions[0] - 1, this->Dimensions[1] - 1, this->Dimensions[2] - 1) };
  ForCorners(voxels, [&](const Vector3& index) { bounds.Add(this->ToWorld(index)); });
  return bounds;
}
}
