// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SlabRows.h"

#include "../Model/CurveModel.h"
#include "ReformatGrid.h"
#include "SampleRow.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace curvedreformat
{
namespace
{
// A thickness this close to a whole number of spacings is that number of them.
constexpr double QuotientRounding = 1e-6;

double LargestOffset(const ReformatGrid& grid, int axis)
{
  return std::max(
    std::abs(grid.Offset(axis, 0)), std::abs(grid.Offset(axis, grid.Dimensions[axis] - 1)));
}

/** Slabs across: all rows of a line lie in the plane of its slice. */
class RowsAcross : public SliceRows
{
public:
  RowsAcross(const Slab& slab, const ReformatGrid& grid, const CurveModel& model)
    : Samples(slab)
    , Grid(grid)
    , Model(model)
  {
    // Lines run along the other axis, so that a slab is a sum of rows.
    this->LineAxis = 1 - slab.Axis;
    this->First = grid.Offset(this->LineAxis, 0);
    this->Step = grid.Spacing[this->LineAxis];
    this->Count = grid.Dimensions[this->LineAxis];
    this->ReachAlong = LargestOffset(grid, this->LineAxis);
    this->Reach = std::max(std::abs(slab.First()), std::abs(slab.Offset(slab.Samples - 1)));
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    SamplePlane plane;
    plane.S = this->Grid.Offset(2, static_cast<int>(number));
    plane.Frame = this->Model.Frame(plane.S);
    if (this->LineAxis == 1)
    {
      // turned by a right angle: x runs along B, y against N
      const Vector3 n = plane.Frame.N;
      plane.Frame.N = plane.Frame.B;
      plane.Frame.B = n * -1.0;
    }
    return plane;
  }

  void GetRows(int, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    for (int m = 0; m < this->Samples.Samples; ++m)
    {
      rows.push_back({ k, this->Across(m) });
    }
  }

  RowsKept GetKept(const int[6]) const override { return RowsKept(); }

  void ForPlanes(const int extent[6], const Visitor& visit) const override
  {
    const double a = this->Across(0);
    const double b = this->Across(this->Samples.Samples - 1);
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      visit(this->GetPlane(k), 0.0, std::min(a, b), std::max(a, b));
    }
  }

private:
  double Across(int m) const
  {
    const double offset = this->Samples.Offset(m);
    return this->LineAxis == 1 ? -offset : offset;
  }

  const Slab Samples;
  const ReformatGrid Grid;
  const CurveModel& Model;
};

/**
 * Slabs along the curve: each row of a line lies in another plane. With a slab of a whole number of
 * slices neighbours share their planes: then number u is that of the u-th plane of all, and row m
 * of slice k lies in plane k + m. Otherwise it lies in plane k M + m.
 */
class RowsAlong : public SliceRows
{
public:
  RowsAlong(const Slab& slab, const ReformatGrid& grid, const CurveModel& model)
    : Samples(slab)
    , Grid(grid)
    , Model(model)
    , Shared(slab.Step == grid.Spacing[2] || grid.Dimensions[2] == 1)
  {
    this->First = grid.Offset(0, 0);
    this->Step = grid.Spacing[0];
    this->Count = grid.Dimensions[0];
    this->ReachAlong = LargestOffset(grid, 0);
    this->Reach = LargestOffset(grid, 1);
    this->SlicesInside = this->Shared;
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    const int m = static_cast<int>(this->Shared ? number : number % this->Samples.Samples);
    const int k = static_cast<int>(this->Shared ? 0 : number / this->Samples.Samples);
    SamplePlane plane;
    plane.S = this->Grid.Offset(2, k) + this->Samples.OffsetAlong(m);
    if (this->Model.IsClosed())
    {
      const double length = this->Model.GetLength();
      plane.S -= length * std::floor(plane.S / length);
      // what lies on the seam but for rounding lies on it
      plane.S = plane.S < length - QuotientRounding * this->Samples.Step ? plane.S : 0.0;
    }
    plane.Frame = this->Model.Frame(plane.S);
    return plane;
  }

  void GetRows(int j, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    const SampleRange range = this->Planes(k);
    const std::int64_t base = this->Shared ? 0 : std::int64_t(k) * this->Samples.Samples;
    const double across = this->Grid.Offset(1, j);
    for (int m = range.First; m < range.Last; ++m)
    {
      rows.push_back({ base + m, across });
    }
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    RowsKept kept;
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      const SampleRange range = this->Planes(k);
      kept.Planes = std::max(kept.Planes, static_cast<std::size_t>(range.Last - range.First));
    }
    if (this->Shared)
    {
      kept.Rows = kept.Planes;
      const int count = this->Planes(extent[5]).Last - this->Planes(extent[4]).First;
      kept.Planes = std::max(kept.Planes, static_cast<std::size_t>(std::max(count, 0)));
    }
    return kept;
  }

  void ForPlanes(const int extent[6], const Visitor& visit) const override
  {
    const double low = this->Grid.Offset(1, extent[2]);
    const double high = this->Grid.Offset(1, extent[3]);
    if (this->Shared)
    {
      const int last = this->Planes(extent[5]).Last;
      for (int u = this->Planes(extent[4]).First; u < last; ++u)
      {
        visit(this->GetPlane(u), 0.0, low, high);
      }
      return;
    }
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      const SampleRange range = this->Planes(k);
      const std::int64_t base = std::int64_t(k) * this->Samples.Samples;
      for (int m = range.First; m < range.Last; ++m)
      {
        visit(this->GetPlane(base + m), 0.0, low, high);
      }
    }
  }

private:
  /** The planes of slice k: numbers when they are shared, else samples. Those beyond the ends of an
   * open curve are left out; what lies on an end but for rounding is not beyond it. */
  SampleRange Planes(int k) const
  {
    const int first = this->Shared ? k : 0;
    SampleRange range{ first, first + this->Samples.Samples };
    if (this->Model.IsClosed())
    {
      return range;
    }
    SampleRow row{};
    row.Start[0] = this->Grid.Offset(2, this->Shared ? 0 : k) + this->Samples.First();
    row.Step[0] = this->Samples.Step;
    const double rounding = QuotientRounding * this->Samples.Step;
    const double low[3] = { -rounding, 0.0, 0.0 };
    const double high[3] = { this->Model.GetLength() + rounding, 0.0, 0.0 };
    return ClipRow(row, range, low, high);
  }

  const Slab Samples;
  const ReformatGrid Grid;
  const CurveModel& Model;
  const bool Shared;
};
}

//------------------------------------------------------------------------------
std::string ChooseSlab(const SlabRequest& request, ReformatGrid& grid, Slab& slab)
{
  slab = Slab();
  slab.Axis = request.Axis;
  std::ostringstream text;
  if (!(request.Thickness >= 0.0) || !std::isfinite(request.Thickness))
  {
    text << "SlabThickness is " << request.Thickness
         << "; give a length above 0, or 0 for no slab.";
    return text.str();
  }
  if (!std::isfinite(request.Centre))
  {
    text << "SlabCenter is " << request.Centre << "; give the distance of the slab's middle from "
         << (request.Axis == 2 ? "its slice." : "the curve.");
    return text.str();
  }
  if (request.Thickness == 0.0)
  {
    return text.str();
  }
  const double spacing = request.Spacing;
  const double samples = std::max(std::ceil(request.Thickness / spacing - QuotientRounding), 1.0);
  // the planes of all slices are counted together
  const double most = std::numeric_limits<int>::max() - double(grid.Dimensions[2]);
  if (!(samples <= most))
  {
    text << "SlabThickness " << request.Thickness << " makes " << samples << " samples of Spacing "
         << spacing << " a voxel; give a smaller thickness or a larger spacing.";
    return text.str();
  }
  slab.Samples = static_cast<int>(samples);
  slab.Step = request.Thickness / samples;
  if (std::abs(slab.Step - spacing) <= QuotientRounding * spacing)
  {
    slab.Step = spacing;
  }
  slab.Centre = request.Centre;
  if (request.GridAxis >= 0)
  {
    grid.Dimensions[request.GridAxis] = 1;
    grid.Spacing[request.GridAxis] = request.Thickness;
    grid.Centre(request.GridAxis, request.Centre);
  }
  return text.str();
}

//------------------------------------------------------------------------------
std::unique_ptr<SliceRows> MakeSlabRows(
  const Slab& slab, const ReformatGrid& grid, const CurveModel& model)
{
  if (slab.Axis == 2)
  {
    return std::make_unique<RowsAlong>(slab, grid, model);
  }
  return std::make_unique<RowsAcross>(slab, grid, model);
}
}
