// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SlabPlaces.h"

#include "SampleRow.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
// What rounding of a place may be, of the samples' distance.
constexpr double PlaceRounding = 1e-6;
}

//------------------------------------------------------------------------------
SlabPlaces::SlabPlaces(
  const Slab& slab, const ReformatGrid& grid, int axis, double length, bool closed)
  : Samples(slab)
  , Grid(grid)
  , Axis(axis)
  , Length(length)
  , Closed(closed)
  , Slabs(slab.Samples > 0 && slab.Axis == 2)
  , Shared(this->Slabs && (slab.Step == grid.Spacing[axis] || grid.Dimensions[axis] == 1))
{
}

//------------------------------------------------------------------------------
SlabPlaces::Range SlabPlaces::Of(int slice) const
{
  if (!this->Slabs)
  {
    return { slice, std::int64_t(slice) + 1 };
  }
  const int first = this->Shared ? slice : 0;
  SampleRange range{ first, first + this->Samples.Samples };
  if (!this->Closed)
  {
    SampleRow row{};
    row.Start[0] = this->Grid.Offset(this->Axis, this->Shared ? 0 : slice) + this->Samples.First();
    row.Step[0] = this->Samples.Step;
    const double rounding = PlaceRounding * this->Samples.Step;
    const double low[3] = { -rounding, 0.0, 0.0 };
    const double high[3] = { this->Length + rounding, 0.0, 0.0 };
    range = ClipRow(row, range, low, high);
  }
  const std::int64_t base = this->Shared ? 0 : std::int64_t(slice) * this->Samples.Samples;
  return { base + range.First, base + range.Last };
}

//------------------------------------------------------------------------------
double SlabPlaces::At(std::int64_t place) const
{
  if (!this->Slabs)
  {
    return this->Grid.Offset(this->Axis, static_cast<int>(place));
  }
  const auto m = static_cast<int>(this->Shared ? place : place % this->Samples.Samples);
  const auto slice = static_cast<int>(this->Shared ? 0 : place / this->Samples.Samples);
  double s = this->Grid.Offset(this->Axis, slice) + this->Samples.OffsetAlong(m);
  if (this->Closed)
  {
    s -= this->Length * std::floor(s / this->Length);
    // what lies on the seam but for rounding lies on it
    s = s < this->Length - PlaceRounding * this->Samples.Step ? s : 0.0;
  }
  return s;
}

//------------------------------------------------------------------------------
RowsKept SlabPlaces::GetKept(int first, int last) const
{
  RowsKept kept;
  for (int slice = first; slice <= last; ++slice)
  {
    const Range range = this->Of(slice);
    kept.Planes = std::max(kept.Planes, static_cast<std::size_t>(range.Last - range.First));
  }
  if (this->Shared)
  {
    kept.Rows = kept.Planes;
    const std::int64_t count = this->Of(last).Last - this->Of(first).First;
    kept.Planes = std::max(kept.Planes, static_cast<std::size_t>(std::max(count, std::int64_t(0))));
  }
  return kept;
}
}
