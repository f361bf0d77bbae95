// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Sampling the arrays of an image, a row at a time, into arrays of the output.
 *
 * The row is cut once into the part all of whose voxels are in memory, where loops have no test,
 * and the ends, where indices are clamped. Which voxels count, and how much, is found once for all
 * arrays; then there is one virtual call an array and a SampleChunk.
 */
#ifndef RowSampler_h
#define RowSampler_h

#include "SampleRow.h"

#include "vtkType.h"

#include <memory>
#include <vector>

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

class RowSampler
{
public:
  virtual ~RowSampler() = default;

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

/** An array of the image and the one that its samples go to. Both have the same type and number of
 * components and standard memory layout; `Out` is allocated. */
struct SampledArray
{
  vtkDataArray* In;
  vtkDataArray* Out;
};

/** A sampler of point arrays. The background value is rounded and clamped to each type. */
std::unique_ptr<RowSampler> MakePointSampler(const SampleGrid& grid,
  const std::vector<SampledArray>& arrays, Interpolation interpolation, double background);

/** A sampler of cell arrays: the value of the cell that holds the sample. `grid` is that of the
 * points. */
std::unique_ptr<RowSampler> MakeCellSampler(
  const SampleGrid& grid, const std::vector<SampledArray>& arrays, double background);

/**
 * A sampler of a point array through any interpolator, initialized with an image that has the array
 * as scalars; `firstVoxel` is the index of the whole extent's first voxel.
 */
std::unique_ptr<RowSampler> MakeInterpolatorSampler(vtkAbstractImageInterpolator* interpolator,
  const int firstVoxel[3], vtkDataArray* out, double background);
}

#endif
