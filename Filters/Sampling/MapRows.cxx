// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "MapRows.h"

#include "../Model/CurveMap.h"
#include "../Model/PolarMap.h"
#include "../Model/ProjectedMap.h"
#include "ReformatGrid.h"
#include "SlabPlaces.h"

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
  RowsOfMap(const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned)
    : Samples(slab)
    , Grid(grid)
    , Map(map)
    , Along(map.GetAlongAxis())
    , Places(slab, grid, this->Along, map.GetLength(), map.GetPeriod(this->Along) > 0.0)
  {
    if (slab.Samples == 0)
    {
      this->Counts.Unowned = !fillUnowned;
      this->Counts.Masked = true;
    }
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    return this->Places.GetKept(extent[2 * this->Along], extent[2 * this->Along + 1]);
  }

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

  const Slab Samples;
  const ReformatGrid Grid;
  const CurveMap& Map;
  const int Along;
  const SlabPlaces Places;
};

/** Projected: the sheets of a slice lie behind each other, and slabs across them. */
class ProjectedRows : public RowsOfMap
{
public:
  ProjectedRows(
    const Slab& slab, const ReformatGrid& grid, const ProjectedMap& map, bool fillUnowned)
    : RowsOfMap(slab, grid, map, fillUnowned)
    , MostSheets(map.GetMostSheets())
  {
    this->SetLines(this->IsSlab(0) ? 1 : 0);
    this->Counts.Unowned = true;
    this->SlicesInside = this->Places.AreShared();
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    RowsKept kept = this->RowsOfMap::GetKept(extent);
    kept.Planes *= static_cast<std::size_t>(this->MostSheets);
    kept.Rows *= this->Places.AreShared() ? static_cast<std::size_t>(this->MostSheets) : 1;
    return kept;
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    std::vector<CurveFrame> sheets;
    SamplePlane plane;
    plane.S = this->Places.At(number / this->MostSheets);
    this->Map.GetPlanes(plane.S, sheets);
    plane.Frame = sheets[static_cast<std::size_t>(number % this->MostSheets)];
    plane.Rule = sheets.size() > 1 && this->Samples.Samples == 0 ? SamplePlane::Ownership::None
                                                                 : SamplePlane::Ownership::All;
    if (this->LineAxis == 1)
    {
      plane.TurnSideways();
    }
    return plane;
  }

  void GetRows(int index, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    std::vector<CurveFrame> sheets;
    const SlabPlaces::Range places = this->Places.Of(k);
    for (std::int64_t place = places.First; place < places.Last; ++place)
    {
      this->Map.GetPlanes(this->Places.At(place), sheets);
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
    }
  }

private:
  const std::int64_t MostSheets; // planes of a place are numbered together
};

/** Maps with an angle: the planes are those across the curve, in which every line is turned. */
class TurnedRows : public RowsOfMap
{
public:
  TurnedRows(const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned)
    : RowsOfMap(slab, grid, map, fillUnowned)
  {
    // Places that are shared come again along the curve, others for every angle.
    this->SlicesInside = this->Places.AreShared() == (this->Along == 2);
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    SamplePlane plane;
    plane.S = this->Places.At(number);
    plane.Frame = this->Map.GetCurve().Frame(plane.S);
    return plane;
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
    const SlabPlaces::Range places = this->Places.Of(k);
    for (std::int64_t place = places.First; place < places.Last; ++place)
    {
      double slope = 0.0;
      const double wall = this->Unfolded.WallAt(this->Places.At(place), slope);
      rows.push_back({ place, 0.0, wall, this->Grid.Offset(0, index) });
    }
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
      reach = slab.Axis == 0 ? slab.Reach() : std::hypot(reach, slab.Reach());
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
    const SlabPlaces::Range places = this->Places.Of(index);
    for (std::int64_t place = places.First; place < places.Last; ++place)
    {
      for (int m = 0; this->IsSlab(1) && m < this->Samples.Samples; ++m)
      {
        rows.push_back({ place, this->Samples.Offset(m), 0.0, angle });
      }
      if (!this->IsSlab(1))
      {
        rows.push_back({ place, 0.0, 0.0, angle });
      }
    }
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
