// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The straightening transform of 3D Slicer's Curved Planar Reformat, as a vtkGridTransform: a grid
 * of displacements from straightened to world with 2 x 2 nodes in a slice and one slice of nodes
 * for every five of the output, interpolated linearly. The frames are ours, so that all competitors
 * do the same work.
 */
#ifndef SlicerGrid_h
#define SlicerGrid_h

#include "vtkGridTransform.h"
#include "vtkSmartPointer.h"

class vtkMovingFrame;

namespace benchmarks
{
struct SlicerGrid
{
  vtkSmartPointer<vtkGridTransform> Transform;

  /**
   * The transform lives in a turned world, whose axes in the true one are the rows of this matrix:
   * Slicer's grid has a direction matrix, vtkGridTransform has none.
   */
  double Axes[3][3] = { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 }, { 0.0, 0.0, 1.0 } };

  /** Where the straightened coordinates (0, 0, 0) lie in there. */
  double Origin[3] = { 0.0, 0.0, 0.0 };

  void ToTurned(const double world[3], double turned[3]) const
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      turned[axis] = this->Axes[axis][0] * world[0] + this->Axes[axis][1] * world[1] +
        this->Axes[axis][2] * world[2];
    }
  }
};

enum class Placement
{
  /** The straightened image has our coordinates; what the forward map costs does not depend on it.
   */
  AtOrigin,
  /**
   * As in Slicer: its long axis along the chord of the curve, x along the mean normal, in the
   * middle of the curve. The iteration of the inverse starts from there.
   */
  AsSlicer
};

/** `size` is that of the slices, `step` their distance. */
SlicerGrid MakeSlicerGrid(
  vtkMovingFrame* frame, const double size[2], double step, Placement placement);
}

#endif
