// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SlabRows.h"

#include "../Model/CurveModel.h"
#include "ReformatGrid.h"
#include "SlabPlaces.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
namespace
{
// Of one voxel: more than there are in any image, and few enough that a row of them, between two
// looks at whether to stop, takes no longer than a second.
constexpr int MostSamples = 100000;

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
    this->Reach = slab.Reach();
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    SamplePlane plane;
    plane.S = this->Grid.Offset(2, static_cast<int>(number));
    plane.Frame = this->Model.Frame(plane.S);
    if (this->LineAxis == 1)
    {
      plane.TurnSideways();
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

/** Slabs along the curve: each row of a line lies in another plane, whose number is that of its
 * place. */
class RowsAlong : public SliceRows
{
public:
  RowsAlong(const Slab& slab, const ReformatGrid& grid, const CurveModel& model)
    : Places(slab, grid, 2, model.GetLength(), model.IsClosed())
    , Grid(grid)
    , Model(model)
  {
    this->First = grid.Offset(0, 0);
    this->Step = grid.Spacing[0];
    this->Count = grid.Dimensions[0];
    this->ReachAlong = LargestOffset(grid, 0);
    this->Reach = LargestOffset(grid, 1);
    this->SlicesInside = this->Places.AreShared();
  }

  SamplePlane GetPlane(std::int64_t number) const override
  {
    SamplePlane plane;
    plane.S = this->Places.At(number);
    plane.Frame = this->Model.Frame(plane.S);
    return plane;
  }

  void GetRows(int j, int k, std::vector<RowPlace>& rows) const override
  {
    rows.clear();
    const SlabPlaces::Range places = this->Places.Of(k);
    const double across = this->Grid.Offset(1, j);
    for (std::int64_t place = places.First; place < places.Last; ++place)
    {
      rows.push_back({ place, across });
    }
  }

  RowsKept GetKept(const int extent[6]) const override
  {
    return this->Places.GetKept(extent[4], extent[5]);
  }

  void ForPlanes(const int extent[6], const Visitor& visit) const override
  {
    const double low = this->Grid.Offset(1, extent[2]);
    const double high = this->Grid.Offset(1, extent[3]);
    std::int64_t next = 0; // of those that slices share, the first that was not visited
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      const SlabPlaces::Range places = this->Places.Of(k);
      for (std::int64_t place = std::max(next, places.First); place < places.Last; ++place)
      {
        visit(this->GetPlane(place), 0.0, low, high);
        next = place + 1;
      }
    }
  }

private:
  const SlabPlaces Places;
  const ReformatGrid Grid;
  const CurveModel& Model;
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
  if (!(samples <= MostSamples))
  {
    text << "SlabThickness " << request.Thickness << " makes " << samples << " samples of Spacing "
         << spacing << " a voxel; at most " << MostSamples
         << " are possible, give a smaller thickness or a larger spacing.";
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
