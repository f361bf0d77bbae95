// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The cells of a displacement field, between whose eight samples it is linear along each edge.
 */
#ifndef FieldCell_h
#define FieldCell_h

#include "../Sampling/ImageGeometry.h"
#include "DisplacementMap.h"

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

/** The cells of a grid, by number. */
class FieldCells
{
public:
  /** From sample to sample; one cell along an axis that is linear, and one without length where
   * there is a single sample. */
  explicit FieldCells(const ImageGeometry& grid, const LinearAxes& linear = LinearAxes());

  vtkIdType Count() const
  {
    return static_cast<vtkIdType>(this->Cells[0]) * this->Cells[1] * this->Cells[2];
  }

  /** Origin and edges of a cell. */
  void Place(vtkIdType number, FieldCell& cell) const;

  /** The tuples of its corners. */
  void GetTuples(vtkIdType number, vtkIdType tuples[8]) const;

private:
  void Find(vtkIdType number, int at[3]) const;

  const ImageGeometry& Grid;
  int Stride[3];
  int Cells[3];
};
}

#endif
