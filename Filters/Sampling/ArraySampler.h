// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Sampling one array of an image, a row at a time, into one array of the output.
 *
 * One virtual call a row; behind it a plain loop for the scalar type and the interpolation. The row
 * is cut once into the part whose kernel lies inside the image, where the loop has no test, and the
 * ends, where indices are clamped.
 */
#ifndef ArraySampler_h
#define ArraySampler_h

#include "SampleRow.h"

#include "vtkType.h"

#include <memory>

class vtkAbstractImageInterpolator;
class vtkDataArray;

namespace curvedreformat
{
/** How values are interpolated; as VTK_NEAREST_INTERPOLATION and so on. */
enum class Interpolation
{
  Nearest = 0,
  Linear = 1,
  Cubic = 2 ///< tricubic convolution with a = -1/2 (Catmull-Rom)
};

/** An image's whole grid and the part of it that is in memory, both counted from the whole's first
 * voxel. */
struct SampleGrid
{
  int Dimensions[3]; ///< of the whole grid
  int First[3];      ///< in memory
  int Last[3];
};

class ArraySampler
{
public:
  virtual ~ArraySampler() = default;

  /** Sample `range` of the row, all of it within half a voxel of the grid, to consecutive tuples
   * from `tuple` on. */
  virtual void SampleRange(
    const SampleRow& row, curvedreformat::SampleRange range, vtkIdType tuple) const = 0;

  /** Sample at `count` index positions, x y z after each other, within half a voxel of the grid. */
  virtual void SamplePoints(
    const double* positions, vtkIdType count, const vtkIdType* tuples) const = 0;

  /** Put the background value into `count` tuples from `tuple` on. */
  virtual void Fill(vtkIdType tuple, vtkIdType count) const = 0;
};

/**
 * A sampler of a point array. `in` and `out` have the same type and number of components and
 * standard memory layout; `out` is allocated. The background value is rounded and clamped to the
 * type.
 */
std::unique_ptr<ArraySampler> MakePointSampler(const SampleGrid& grid, vtkDataArray* in,
  vtkDataArray* out, Interpolation interpolation, double background);

/** A sampler of a cell array: the value of the cell that holds the sample. `grid` is that of the
 * points. */
std::unique_ptr<ArraySampler> MakeCellSampler(
  const SampleGrid& grid, vtkDataArray* in, vtkDataArray* out, double background);

/**
 * A sampler of a point array through any interpolator, initialized with an image that has the array
 * as scalars; `firstVoxel` is the index of the whole extent's first voxel.
 */
std::unique_ptr<ArraySampler> MakeInterpolatorSampler(vtkAbstractImageInterpolator* interpolator,
  const int firstVoxel[3], vtkDataArray* out, double background);
}

#endif
