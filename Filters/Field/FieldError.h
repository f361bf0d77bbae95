// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How far a displacement field, linearly interpolated between its samples, is from the map.
 */
#ifndef FieldError_h
#define FieldError_h

#include "../Sampling/ImageGeometry.h"
#include "DisplacementMap.h"

#include <functional>
#include <vector>

namespace curvedreformat
{
/** One cell of a field: a parallelepiped, with what its eight corners are displaced by. */
struct FieldCell
{
  Vector3 Origin;
  Vector3 Edges[3];
  Vector3 Displacements[8]; ///< the bits of the number say whether it is the end of an edge

  Vector3 Corner(int corner) const;
  /** The displacement at (x, y, z) in [0, 1], interpolated linearly. */
  Vector3 Interpolate(const double at[3]) const;
  /** Displacements as the map has them. */
  void Fill(const DisplacementMap& map, double* hint);
  bool IsOneStretch(const DisplacementMap& map) const;
  /** The largest error in the cell at so many steps along each edge; without the far faces, which
   * the next cells have, unless `whole`. */
  double FindError(const DisplacementMap& map, const int steps[3], bool whole, double* hint) const;
  /** The largest error in the cell: from the largest one at so many steps upwards. */
  double ClimbError(const DisplacementMap& map, const int steps[3], double* hint) const;

private:
  double ErrorAt(const DisplacementMap& map, const double at[3], double* hint) const;
  double FindError(const DisplacementMap& map, const int steps[3], bool whole, double* hint,
    double where[3]) const;
};

/** The axes of a grid along which a field is a linear function. There, neither the number of
 * samples matters nor what lies between them. */
struct LinearAxes
{
  bool Is[3] = { false, false, false };
};

/** Of a map that takes its own coordinates to the world; a grid with axes of its own has none. */
LinearAxes FindLinearAxes(const DisplacementMap& map, const ImageGeometry& grid);

/** A field in memory: displacements, and the samples that count, both in VTK's order. */
struct FieldSamples
{
  const double* Displacements;
  const char* Valid;
};

/**
 * The largest error between the samples of a grid, in all cells whose eight samples are valid. With
 * no samples the map itself is asked, and every cell counts. Each cell is looked at where the error
 * of a quadratic function is largest, and the worst ones more closely; on what is found two per
 * cent are put, for what lies between.
 *
 * `go` is asked now and then with what part of the work is done, in one thread; when it answers
 * false the result has no meaning.
 */
double FindFieldError(const DisplacementMap& map, const ImageGeometry& grid,
  const FieldSamples* samples, const std::function<bool(double)>& go);
}

#endif
