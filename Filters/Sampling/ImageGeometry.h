// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Where an image lies in the world: whole extent, origin, spacing and direction matrix, as one
 * affine map to its index space. Index space counts from the first voxel of the whole extent.
 */
#ifndef ImageGeometry_h
#define ImageGeometry_h

#include "../Model/Vector3.h"

#include "vtkType.h"

#include <string>

class vtkImageData;
class vtkInformation;

namespace curvedreformat
{
/** The tuple of a voxel in the arrays of an image with this extent. */
struct TupleIndex
{
  int Extent[6];

  vtkIdType operator()(int i, int j, int k) const
  {
    const vtkIdType width = this->Extent[1] - this->Extent[0] + 1;
    const vtkIdType height = this->Extent[3] - this->Extent[2] + 1;
    return (i - this->Extent[0]) + width * ((j - this->Extent[2]) + height * (k - this->Extent[4]));
  }
};

class ImageGeometry
{
public:
  /**
   * From pipeline information: the whole extent, and the rest, too, where there is no image, a part
   * of it that is in memory already. Returns an empty string, or the sentence that says what is
   * wrong.
   */
  std::string Set(vtkInformation* info, vtkImageData* image);

  /** From an image that is in memory, part of the given whole extent. */
  std::string Set(vtkImageData* image, const int wholeExtent[6]);

  std::string Set(
    const int whole[6], const double origin[3], const double spacing[3], const double direction[9]);

  /** World point to index space. */
  Vector3 ToIndex(const Vector3& world) const
  {
    return this->ToIndexVector(world - this->Origin) - this->First;
  }

  /** Index space to world. */
  Vector3 ToWorld(const Vector3& index) const
  {
    const Vector3 p = index + this->First;
    return this->Origin + this->Axes[0] * p.X + this->Axes[1] * p.Y + this->Axes[2] * p.Z;
  }

  // The limits of index space, half a voxel around the voxels' centres. A sample on a limit but for
  // rounding is inside.
  static constexpr double BorderRounding = 1e-9;
  double Lowest() const { return -0.5 - BorderRounding; }
  double Highest(int axis) const { return this->Dimensions[axis] - 0.5 + BorderRounding; }

  /** Whether a position in index space is within half a voxel of the image. */
  bool IsInside(const double position[3]) const;
  /** The same of a world point. */
  bool IsInside(const Vector3& world) const
  {
    double position[3];
    this->ToIndex(world).CopyTo(position);
    return this->IsInside(position);
  }

  /** The box around the voxels of the whole extent, in the world. */
  Box3 GetBounds() const;

  /** World vector to index space. */
  Vector3 ToIndexVector(const Vector3& v) const
  {
    return { this->Rows[0].Dot(v), this->Rows[1].Dot(v), this->Rows[2].Dot(v) };
  }

  std::string Name = "Image"; ///< in sentences
  int Whole[6] = { 0, -1, 0, -1, 0, -1 };
  int Dimensions[3] = { 0, 0, 0 };
  double Spacing[3] = { 1.0, 1.0, 1.0 };
  double Direction[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 };
  Vector3 Origin;

private:
  Vector3 Rows[3]; // of the matrix from world to index vectors
  Vector3 Axes[3]; // steps from voxel to voxel
  Vector3 First;   // index of the first voxel of the whole extent
};
}

#endif
