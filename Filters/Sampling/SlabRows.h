// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Slabs of straightened images: several samples, evenly spaced along one axis, become one voxel.
 */
#ifndef SlabRows_h
#define SlabRows_h

#include "SliceRows.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

namespace curvedreformat
{
class CurveModel;
struct ReformatGrid;

/** What the user gave. */
struct SlabRequest
{
  int Axis = 1;           ///< 0 along x, 1 along y, 2 along the curve
  double Thickness = 0.0; ///< 0: no slab
  double Centre = 0.0;
  double Spacing = 1.0; ///< samples are no further apart
  int GridAxis = 1;     ///< the axis of the grid that becomes one voxel, or -1
};

/** Where the samples of a slab lie on its axis: evenly spaced in intervals that fill it, one in the
 * middle of each. */
struct Slab
{
  int Axis = 1;
  int Samples = 0; ///< 0: no slab
  double Step = 1.0;
  double Centre = 0.0;

  // As the offsets of a grid are computed, and the arc lengths of its slices, so that a slab of a
  // whole number of voxels has the bits of these.
  double First() const { return this->Centre - 0.5 * (this->Samples - 1) * this->Step; }
  double Offset(int m) const { return this->First() + m * this->Step; }
  /** How far the outermost sample is from 0. */
  double Reach() const
  {
    return std::max(std::abs(this->First()), std::abs(this->Offset(this->Samples - 1)));
  }
  double OffsetAlong(int m) const
  {
    return (m - 0.5 * (this->Samples - 1)) * this->Step + this->Centre;
  }
};

/**
 * Choose the samples, and give the grid its one voxel. Returns an empty string, or the sentence
 * that says which setting is wrong.
 */
std::string ChooseSlab(const SlabRequest& request, ReformatGrid& grid, Slab& slab);

/** The rows of a grid whose slabs are these. Both are copied; the model must live as long. */
std::unique_ptr<SliceRows> MakeSlabRows(
  const Slab& slab, const ReformatGrid& grid, const CurveModel& model);
}

#endif
