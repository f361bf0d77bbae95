// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Where the samples of slabs along a curve lie on it: which belong to which slice, and which are of
 * several slices. Without such slabs every slice has one place, its own.
 */
#ifndef SlabPlaces_h
#define SlabPlaces_h

#include "ReformatGrid.h"
#include "SlabRows.h"
#include "SliceRows.h"

#include <cstddef>
#include <cstdint>

namespace curvedreformat
{
class SlabPlaces
{
public:
  /** For the slices along an axis of a grid, of a curve of this length. */
  SlabPlaces(const Slab& slab, const ReformatGrid& grid, int axis, double length, bool closed);

  /** The numbers of places that follow one another; the last one excluded. */
  struct Range
  {
    std::int64_t First;
    std::int64_t Last;
  };

  /** The places of a slice. Those beyond the ends of an open curve are left out; what lies on an
   * end but for rounding is not beyond it. */
  Range Of(int slice) const;

  /** Where a place is along the curve. */
  double At(std::int64_t place) const;

  /** Whether neighbouring slices share places, as they do with slabs of a whole number of slices:
   * then number u is that of the u-th place of all, and sample m of slice k is place k + m. Else it
   * is place k M + m. */
  bool AreShared() const { return this->Shared; }

  /** What is worth keeping while the slices from `first` to `last` are made: planes, and their
   * rows, of which there is one a place. */
  RowsKept GetKept(int first, int last) const;

private:
  const Slab Samples;
  const ReformatGrid Grid;
  const int Axis;
  const double Length;
  const bool Closed;
  const bool Slabs;
  const bool Shared;
};
}

#endif
