// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The samples of a displacement field, and which of them count.
 */
#ifndef FieldSamples_h
#define FieldSamples_h

#include "../Sampling/ImageGeometry.h"
#include "DisplacementMap.h"

#include <functional>

namespace curvedreformat
{
struct FieldCell;

/** A field in memory, in VTK's order. */
struct FieldSamples
{
  double* Displacements; ///< three a sample
  char* Valid;           ///< 1 for the samples that count, else 0

  /** What the eight corners of a cell are displaced by. */
  void GetDisplacements(const vtkIdType tuples[8], FieldCell& cell) const;
  /** How many of the eight corners count. */
  int CountValid(const vtkIdType tuples[8]) const;
};

// In both functions `go` is asked now and then with what part of the work is done, in one thread;
// when it answers false the result has no meaning.

/**
 * The displacements at all samples of a grid. Those count that are owned, of the way from the world
 * only where they lie in a region of the map or within a cell of it.
 */
void SampleField(const DisplacementMap& map, const Box3& region, const ImageGeometry& grid,
  const FieldSamples& samples, const std::function<bool(double)>& go);

/** Of the way from the world: the corners of cells that jump, which have something between them
 * that is not one stretch of the curve, do not count. */
void RejectJumps(const DisplacementMap& map, const ImageGeometry& grid, const FieldSamples& samples,
  const std::function<bool(double)>& go);
}

#endif
