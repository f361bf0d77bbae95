// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "MapRows.h"

#include "../Model/CurveMap.h"
#include "../Model/PolarMap.h"
#include "../Model/ProjectedMap.h"
#include "ReformatGrid.h"
#include "SlabRows.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
/** What all of them have in common: places along the curve, of which a slab takes several. */
class RowsOfMap : public SliceRows
{
public:
  RowsOfMap(const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned,
    bool mayShare)
    : Samples(slab)
    , Grid(grid)
    , Map(map)
    , Along(map.GetAlongAxis())
    , PlacesEach(slab.Axis == 2 ? std::max(slab.Samples, 1) : 1)
    , Shared(mayShare && this->PlacesEach > 1 &&
        (slab.Step == grid.Spacing[this->Along] || grid.Dimensions[this->Along] == 1))
  {
    if (slab.Samples == 0)
    {
      this->Counts.Unowned = !fillUnowned;
      this->Counts.Masked = true;
    }
  }

  RowsKept GetKept(const int[6]) const override { return RowsKept(); }

  void ForPlanes(const int extent[6], const Visitor& visit) const override
  {
    // all lines at one place along the curve have the same planes
    const int other = this->Along == 2 ? 1 - this->LineAxis : 2;
    std::vector<RowPlace> rows;
    std::vector<std::int64_t> numbers(this->GetKept(extent).Planes, -1);
    std::vector<SamplePlane> planes(numbers.size());
    for (int along = extent[2 * this->Along]; along <= extent[2 * this->Along + 1]; ++along)
    {
      for (int i = extent[2 * other]; i <= extent[2 * other + 1]; ++i)
      {
        this->GetRows(other == 2 ? along : i, other == 2 ? i : along, rows);
        for (const RowPlace& row : rows)
        {
          const std::size_t slot = static_cast<std::size_t>(row.Plane) % numbers.size();
          if (numbers[slot] != row.Plane)
          {
            numbers[slot] = row.Plane;
            planes[slot] = this->GetPlane(row.Plane);
          }
          SamplePlane turned = planes[slot];
          turned.Frame = TurnedFrame(turned.Frame, row.Turn);
          visit(turned, row.Start, row.Across, row.Across);
        }
      }
    }
  }

protected:
  /** Lines along an axis of the grid. */
  void SetLines(int axis)
  {
    this->LineAxis = axis;
    this->First = this->Grid.Offset(axis, 0);
    this->Step = this->Grid.Spacing[axis];
    this->Count = this->Grid.Dimensions[axis];
  }

  bool IsSlab(int slabAxis) const
  {
    return this->Samples.Samples > 0 && this->Samples.Axis == slabAxis;
  }

  /** No index along the curve has more places. */
  std::size_t MostPlaces() const
  {
    double places = this->PlacesEach;
    if (this->PlacesEach > 1 && this->Map.GetPeriod(this->Along) == 0.0)
    {
      // those beyond the ends of the curve are left out
      places = std::min(places, this->Map.GetLength() / this->Samples.Step + 2.0);
    }
    return static_cast<std::size_t>(places);
  }

  /** The number of sample m of an index along the curve. */
  std::int64_t PlaceOf(int index, int m) const
  {
    return this->Shared ? std::int64_t(index) + m : std::int64_t(index) * this->PlacesEach + m;
  }

  /** Where that is along the curve. */
  double PlaceAt(std::int64_t place) const
  {
    const auto index = static_cast<int>(this->Shared ? 0 : place / this->PlacesEach);
    const double at = this->Grid.Offset(this->Along, index);
    if (this->Samples.Samples == 0 || this->Samples.Axis != 2)
    {
      return at;
    }
    const auto m = static_cast<int>(this->Shared ? place : place % this->PlacesEach);
    double moved = at + this->Samples.OffsetAlong(m);
    const double period = this->Map.GetPeriod(this->Along);
    if (period > 0.0)
    {
      moved -= period * std::floor(moved / period);
      moved = moved < period ? moved : 0.0;
    }
    return moved;
  }

  /** Call `body` with the places of an index along the curve, but for those beyond its ends. */
  template <typename Body>
  void ForPlaces(int index, Body body) const
  {
    const double rounding = 1e-6 * this->Grid.Spacing[this->Along];
    for (int m = 0; m < this->PlacesEach; ++m)
    {
      const std::int64_t place = this->PlaceOf(index, m);
      const double at = this->PlaceAt(place);
      if (this->PlacesEach == 1 || (at >= -rounding && at <= this->Map.GetLength() + rounding))
      {
        body(place);
      }
    }
  }

  const Slab Samples;
  const ReformatGrid Grid;
  const CurveMap& Map;
  const int Along;
  const int PlacesEach;
  const bool Shared; // neighbours share the places of slabs along the curve, as they do slices
};

/** Projected: the sheets of a slice lie behind each other, and slabs across them. */
class ProjectedRows : public RowsOfMap
{
public:
  ProjectedRows(
    const Slab& slab, const ReformatGrid& grid, const ProjectedMap& map, bool fillUnowned)
    : RowsOfMap(slab, grid, map, fillUnowned, true)
    , MostSheets(map.GetMostSheets())
  {
    this->SetLines(this->IsSlab(0) ? 1 : 0);
    this->Counts.Unowned = true;
    this->SlicesInside = this->Shared;
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    RowsKept kept;
    if (this->Shared)
    {
      const auto sheets = static_cast<std::size_t>(this->MostSheets);
      const auto more = static_cast<std::size_t>(extent[5] - extent[4]);
      kept.Rows = this->MostPlaces() * sheets;
      kept.Planes = kept.Rows + more * sheets;
    }
    return kept;
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    std::vector<CurveFrame> sheets;
    SamplePlane plane;
    plane.S = this->PlaceAt(number / this->MostSheets);
    this->Map.GetPlanes(plane.S, sheets);
    plane.Frame = sheets[static_cast<std::size_t>(number % this->MostSheets)];
    plane.Rule = sheets.size() > 1 && this->Samples.Samples == 0 ? SamplePlane::Ownership::None
                                                                 : SamplePlane::Ownership::All;
    if (this->LineAxis == 1)
    {
      // turned by a right angle: x runs along B, y against N
      const Vector3 n = plane.Frame.N;
      plane.Frame.N = plane.Frame.B;
      plane.Frame.B = n * -1.0;
    }
    return plane;
  }

  void GetRows(int index, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    std::vector<CurveFrame> sheets;
    this->ForPlaces(k,
      [&](std::int64_t place)
      {
        this->Map.GetPlanes(this->PlaceAt(place), sheets);
        for (std::size_t sheet = 0; sheet < sheets.size(); ++sheet)
        {
          const std::int64_t number = place * this->MostSheets + static_cast<std::int64_t>(sheet);
          if (this->Samples.Samples == 0 || this->Samples.Axis == 2)
          {
            rows.push_back({ number, this->Grid.Offset(1, index) });
          }
          for (int m = 0; this->Samples.Axis < 2 && m < this->Samples.Samples; ++m)
          {
            const double offset = this->Samples.Offset(m);
            rows.push_back({ number, this->LineAxis == 1 ? -offset : offset });
          }
        }
      });
  }

private:
  const std::int64_t MostSheets; // planes of a place are numbered together
};

/** Maps with an angle: the planes are those across the curve, in which every line is turned. */
class TurnedRows : public RowsOfMap
{
public:
  TurnedRows(const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned)
    : RowsOfMap(slab, grid, map, fillUnowned, true)
  {
    // Places that are shared come again along the curve, others for every angle.
    this->SlicesInside = this->Shared == (this->Along == 2);
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    SamplePlane plane;
    plane.S = this->PlaceAt(number);
    plane.Frame = this->Map.GetCurve().Frame(plane.S);
    return plane;
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    RowsKept kept;
    kept.Planes = this->MostPlaces();
    if (this->Shared)
    {
      kept.Rows = kept.Planes;
      kept.Planes +=
        static_cast<std::size_t>(extent[2 * this->Along + 1] - extent[2 * this->Along]);
    }
    return kept;
  }

protected:
  /** Lines along which the samples of a slab lie, all of one voxel. */
  void SetFoldedLines(int axis)
  {
    this->LineAxis = axis;
    this->First = this->Samples.First();
    this->Step = this->Samples.Step;
    this->Count = this->Samples.Samples;
    this->Folded = true;
  }
};

/** Unfolded: a line along the radius for every angle. */
class UnfoldedRows : public TurnedRows
{
public:
  UnfoldedRows(const Slab& slab, const ReformatGrid& grid, const UnfoldedMap& map, bool fillUnowned)
    : TurnedRows(slab, grid, map, fillUnowned)
    , Unfolded(map)
  {
    this->SetLines(1);
    this->SharesAxis = true;
    this->Reach = this->Grid.Offset(1, this->Count - 1) + map.GetLargestWall();
    if (this->IsSlab(1))
    {
      this->SetFoldedLines(1);
      this->Reach = slab.Offset(slab.Samples - 1) + map.GetLargestWall();
    }
    this->ReachAlong = this->Reach;
  }

  void GetRows(int index, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    this->ForPlaces(k,
      [&](std::int64_t place)
      {
        double slope = 0.0;
        const double wall = this->Unfolded.WallAt(this->PlaceAt(place), slope);
        rows.push_back({ place, 0.0, wall, this->Grid.Offset(0, index) });
      });
  }

private:
  const UnfoldedMap& Unfolded;
};

/** Rotating: a line across the curve for every place along it and every angle. */
class RotatingRows : public TurnedRows
{
public:
  RotatingRows(const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned)
    : TurnedRows(slab, grid, map, fillUnowned)
  {
    this->SetLines(0);
    double reach = std::abs(this->Grid.Offset(0, 0));
    if (slab.Samples > 0 && slab.Axis < 2)
    {
      const double thick =
        std::max(std::abs(slab.First()), std::abs(slab.Offset(slab.Samples - 1)));
      reach = slab.Axis == 0 ? thick : std::hypot(reach, thick);
    }
    if (this->IsSlab(0))
    {
      this->SetFoldedLines(0);
    }
    this->Reach = this->ReachAlong = reach;
  }

  void GetRows(int index, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    const double angle = this->Grid.Offset(2, k);
    this->ForPlaces(index,
      [&](std::int64_t place)
      {
        for (int m = 0; this->IsSlab(1) && m < this->Samples.Samples; ++m)
        {
          rows.push_back({ place, this->Samples.Offset(m), 0.0, angle });
        }
        if (!this->IsSlab(1))
        {
          rows.push_back({ place, 0.0, 0.0, angle });
        }
      });
  }
};
}

//------------------------------------------------------------------------------
std::unique_ptr<SliceRows> MakeMapRows(
  const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned)
{
  if (const auto* unfolded = dynamic_cast<const UnfoldedMap*>(&map))
  {
    return std::make_unique<UnfoldedRows>(slab, grid, *unfolded, fillUnowned);
  }
  if (const auto* projected = dynamic_cast<const ProjectedMap*>(&map))
  {
    return std::make_unique<ProjectedRows>(slab, grid, *projected, fillUnowned);
  }
  if (map.GetAlongAxis() == 1)
  {
    return std::make_unique<RotatingRows>(slab, grid, map, fillUnowned);
  }
  return nullptr;
}
}
