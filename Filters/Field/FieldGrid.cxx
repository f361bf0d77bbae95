// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FieldGrid.h"

#include "../Parallel/Threads.h"
#include "FieldCell.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
// Steps along an axis on which the map is linear. Two samples would do; with these the one that
// there is more on either side is not far out, and cubic interpolation has its neighbours.
constexpr double LinearSteps = 4.0;

// More steps along an axis than that are a mistake, or a map with jumps.
constexpr double MostSteps = 2e5;

// What is left for the places between those that were tried.
constexpr double Reserve = 0.97;
constexpr double WorldReserve = 0.9;

// A number of steps so close to a whole one is that.
constexpr double StepRounding = 1e-6;

// Steps in each cell along the axis, when one axis is looked at alone.
constexpr int StepsAlong = 16;

// Places along and across the curve where cells of a world grid are tried.
constexpr int PlacesAlong = 300;
constexpr int PlacesAcross = 9;

// Of a grid in the world: at least so many cells across what it covers.
constexpr double CellsAcross = 8.0;

constexpr vtkIdType ItemsPerLook = 8;

/** Where the samples are along one axis. */
struct Lattice
{
  double Start = 0.0;
  double Step = 1.0;
  int Samples = 1;
};

/** Whether an axis is the one along the curve, with its ends. There the derivative of the map
 * jumps, unless the curve ends straight: beyond, slices no longer turn. Samples at both ends keep
 * that out of the cells. */
bool HasEnds(const CurveMap& map, int axis)
{
  return axis == map.GetAlongAxis() && !map.IsLinear(axis);
}

/** What the steps are counted in. */
double SideOf(const CurveMap& map, const Box3& region, int axis)
{
  return HasEnds(map, axis) ? map.GetLength() : region.High[axis] - region.Low[axis];
}

/** Steps of a size that cover the region, and one more on either side. */
Lattice MakeLattice(const CurveMap& map, const Box3& region, int axis, double step)
{
  Lattice lattice;
  const double low = region.Low[axis];
  const double high = region.High[axis];
  lattice.Step = step;
  if (HasEnds(map, axis))
  {
    const double first = std::floor(low / step + StepRounding) - 1.0;
    const double last = std::ceil(high / step - StepRounding) + 1.0;
    lattice.Start = first * step;
    lattice.Samples = static_cast<int>(last - first) + 1;
  }
  else
  {
    const double steps = std::max(std::ceil((high - low) / step - StepRounding), 1.0) + 2.0;
    lattice.Start = 0.5 * (low + high - steps * step);
    lattice.Samples = static_cast<int>(steps) + 1;
  }
  return lattice;
}

/** Places in [low, high], ends included. */
std::vector<double> PlacesBetween(double low, double high, int count)
{
  std::vector<double> places;
  places.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
  {
    places.push_back(low + (high - low) * i / (count - 1));
  }
  return places;
}

using Go = std::function<bool(double)>;

/** The largest value of `find(i)`, 0 <= i < count, in threads; 0 when it is stopped, which is an
 * error that is small enough to end a search. */
template <typename Find>
double LargestOf(vtkIdType count, const Go& go, Find find)
{
  double largest = 0.0;
  std::mutex mutex;
  std::atomic<bool> stopped{ false };
  ParallelFor(count, 8,
    [&](vtkIdType first, vtkIdType last)
    {
      double mine = 0.0;
      double hint = 0.0;
      for (vtkIdType i = first; i < last && !stopped; ++i)
      {
        if (first == 0 && i % ItemsPerLook == 0 &&
          !go(static_cast<double>(i) / static_cast<double>(last)))
        {
          stopped = true;
          break;
        }
        mine = std::max(mine, find(i, &hint));
      }
      const std::lock_guard<std::mutex> lock(mutex);
      largest = std::max(largest, mine);
    });
  return stopped ? 0.0 : largest;
}

/** The error along one axis of the map with steps of a size, when there is none along the others.
 */
double FindAxisError(
  const DisplacementMap& map, const Box3& region, int axis, double step, const Go& go)
{
  const Lattice lattice = MakeLattice(map.GetMap(), region, axis, step);
  std::vector<double> places[3];
  for (int other = 0; other < 3; ++other)
  {
    const bool linear = map.GetMap().IsLinear(other);
    const double margin = linear ? (region.High[other] - region.Low[other]) / LinearSteps : 0.0;
    places[other] = PlacesBetween(
      region.Low[other] - margin, region.High[other] + margin, linear ? 2 : PlacesAcross);
  }
  const int first = axis == 0 ? 1 : 0;
  const int second = axis == 2 ? 1 : 2;
  int along[3] = { 1, 1, 1 };
  along[axis] = StepsAlong;
  return LargestOf(lattice.Samples - 1, go,
    [&](vtkIdType i, double* hint)
    {
      double largest = 0.0;
      FieldCell cell;
      cell.Edges[axis][axis] = step;
      cell.Origin[axis] = lattice.Start + static_cast<double>(i) * step;
      for (const double a : places[first])
      {
        for (const double b : places[second])
        {
          cell.Origin[first] = a;
          cell.Origin[second] = b;
          cell.Fill(map, hint);
          largest = std::max(largest, cell.FindError(map, along, false, hint));
        }
      }
      return largest;
    });
}

/** The number of steps with which the error is within the tolerance. It falls with the square of
 * their size, once that is small. */
template <typename Find>
double ChooseSteps(double tolerance, Find findError)
{
  double steps = LinearSteps;
  double error = findError(steps);
  while (!(error <= tolerance))
  {
    const double more = 1.01 * std::sqrt(error / tolerance);
    steps = std::ceil(steps * (more < 64.0 ? std::max(more, 1.02) : 64.0));
    if (!(steps <= MostSteps))
    {
      return steps;
    }
    error = findError(steps);
  }
  // the first estimates, with few steps, may have been too careful
  const double fewer =
    std::max(std::ceil(1.01 * steps * std::sqrt(error / tolerance)), LinearSteps);
  return fewer < steps && findError(fewer) <= tolerance ? fewer : steps;
}

std::string TooFine(double tolerance, const char* where)
{
  std::ostringstream text;
  text << "Tolerance " << tolerance << " needs more than " << MostSteps << " samples " << where
       << "; give a larger one.";
  return text.str();
}

//------------------------------------------------------------------------------
std::string ChooseMapGrid(
  const DisplacementMap& map, const FieldRequest& request, const Go& go, ImageGeometry& grid)
{
  const CurveMap& coordinates = map.GetMap();
  int axesToChoose = 0;
  for (int axis = 0; axis < 3; ++axis)
  {
    axesToChoose += coordinates.IsLinear(axis) || request.Spacing[axis] > 0.0 ? 0 : 1;
  }
  int whole[6] = { 0, 0, 0, 0, 0, 0 };
  double origin[3];
  double spacing[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    const double side = SideOf(coordinates, request.Region, axis);
    double step = request.Spacing[axis];
    if (step > 0.0 && HasEnds(coordinates, axis))
    {
      step = side / std::max(std::ceil(side / step - StepRounding), 1.0);
    }
    else if (step == 0.0)
    {
      step = side /
        (coordinates.IsLinear(axis)
            ? LinearSteps
            : ChooseSteps(Reserve * request.Tolerance / axesToChoose, // errors add up, at most
                [&](double steps)
                { return FindAxisError(map, request.Region, axis, side / steps, go); }));
    }
    const double extent = request.Region.High[axis] - request.Region.Low[axis];
    if (!(std::max(side, extent) / step <= MostSteps))
    {
      std::ostringstream text;
      text << "Spacing " << request.Spacing[axis] << " makes more than " << MostSteps
           << " samples along an axis; give a larger one.";
      return request.Spacing[axis] > 0.0 ? text.str() : TooFine(request.Tolerance, "along an axis");
    }
    const Lattice lattice = MakeLattice(coordinates, request.Region, axis, step);
    whole[2 * axis + 1] = lattice.Samples - 1;
    origin[axis] = lattice.Start;
    spacing[axis] = lattice.Step;
  }
  const double identity[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 };
  return grid.Set(whole, origin, spacing, identity);
}

//------------------------------------------------------------------------------
/** Whether there is a cell of this size that counts, and the largest error in such cells. */
bool FindWorldError(const DisplacementMap& map, const Box3& region, const double edges[3],
  const Go& go, double& error)
{
  const CurveMap& coordinates = map.GetMap();
  const int along = coordinates.GetAlongAxis();
  std::vector<double> places[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    places[axis] = PlacesBetween(
      region.Low[axis], region.High[axis], axis == along ? PlacesAlong : PlacesAcross);
  }
  double sharpest = 0.0;
  coordinates.GetCurve().LargestCurvature(sharpest);
  places[along].insert(places[along].end(), { sharpest, 0.0, coordinates.GetLength() });
  const int first = along == 0 ? 1 : 0;
  const int second = along == 2 ? 1 : 2;
  constexpr int middle[3] = { 2, 2, 2 };
  constexpr double none = 1e-300; // an error that is there, though it is 0
  error = LargestOf(static_cast<vtkIdType>(places[along].size()), go,
    [&](vtkIdType i, double* hint)
    {
      double largest = 0.0;
      FieldCell cell;
      for (int axis = 0; axis < 3; ++axis)
      {
        cell.Edges[axis][axis] = edges[axis];
      }
      Vector3 q;
      q[along] = places[along][static_cast<std::size_t>(i)];
      for (const double a : places[first])
      {
        for (const double b : places[second])
        {
          q[first] = a;
          q[second] = b;
          cell.Origin =
            coordinates.ToWorld(q) - Vector3(0.5 * edges[0], 0.5 * edges[1], 0.5 * edges[2]);
          cell.Fill(map, hint);
          // where a cell next to it jumps it does not count
          FieldCell around = cell;
          around.Origin = cell.Origin - Vector3(edges);
          for (Vector3& edge : around.Edges)
          {
            edge = edge * 3.0;
          }
          around.Fill(map, hint);
          if (cell.IsOneStretch(map) && around.IsOneStretch(map))
          {
            largest = std::max({ largest, none, cell.FindError(map, middle, false, hint) });
          }
        }
      }
      return largest;
    });
  return error > 0.0;
}

//------------------------------------------------------------------------------
std::string ChooseWorldGrid(
  const DisplacementMap& map, const FieldRequest& request, const Go& go, ImageGeometry& grid)
{
  const CurveMap& coordinates = map.GetMap();
  const Box3 bounds = coordinates.GetWorldBounds(request.Region, PlacesAlong);
  double spacing[3];
  std::copy_n(request.Spacing, 3, spacing);
  if (!(std::min({ spacing[0], spacing[1], spacing[2] }) > 0.0))
  {
    double chosen = std::numeric_limits<double>::infinity();
    double longest = 0.0;
    for (int axis = 0; axis < 3; ++axis)
    {
      const double side = request.Region.High[axis] - request.Region.Low[axis];
      chosen = coordinates.IsAngle(axis) ? chosen : std::min(chosen, side / CellsAcross);
      longest = std::max(longest, bounds.High[axis] - bounds.Low[axis]);
    }
    const double tolerance = WorldReserve * request.Tolerance;
    for (;;)
    {
      for (int axis = 0; axis < 3; ++axis)
      {
        spacing[axis] = request.Spacing[axis] > 0.0 ? request.Spacing[axis] : chosen;
      }
      double error = 0.0;
      const bool any = FindWorldError(map, request.Region, spacing, go, error);
      if ((any && error <= tolerance) || !go(1.0))
      {
        break;
      }
      const double factor = any ? 0.99 * std::sqrt(tolerance / error) : 0.5;
      chosen *= std::min(std::max(factor, 0.2), 0.95);
      if (!(longest / chosen <= MostSteps))
      {
        return TooFine(request.Tolerance, "along an axis of the world");
      }
    }
  }
  int whole[6] = { 0, 0, 0, 0, 0, 0 };
  double origin[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    // Between the places along the curve what is covered bulges by less than a cell.
    const double count = std::ceil((bounds.High[axis] - bounds.Low[axis]) / spacing[axis]) + 2.0;
    if (!(count <= MostSteps))
    {
      std::ostringstream text;
      text << "Spacing " << spacing[axis] << " makes " << count
           << " samples along an axis of the world; give a larger one.";
      return text.str();
    }
    whole[2 * axis + 1] = static_cast<int>(count);
    origin[axis] = 0.5 * (bounds.Low[axis] + bounds.High[axis] - count * spacing[axis]);
  }
  const double identity[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 };
  return grid.Set(whole, origin, spacing, identity);
}
}

//------------------------------------------------------------------------------
bool FieldRequest::operator==(const FieldRequest& other) const
{
  bool same = this->Tolerance == other.Tolerance;
  for (int axis = 0; axis < 3; ++axis)
  {
    same = same && this->Spacing[axis] == other.Spacing[axis] &&
      this->Region.Low[axis] == other.Region.Low[axis] &&
      this->Region.High[axis] == other.Region.High[axis];
  }
  return same;
}

//------------------------------------------------------------------------------
std::string ChooseFieldGrid(const DisplacementMap& map, const FieldRequest& request,
  const std::function<bool(double)>& go, ImageGeometry& grid)
{
  return map.IsToWorld() ? ChooseMapGrid(map, request, go, grid)
                         : ChooseWorldGrid(map, request, go, grid);
}

//------------------------------------------------------------------------------
bool FieldGridChoice::Make(
  const DisplacementMap& map, const FieldRequest& request, const std::function<bool(double)>& go)
{
  if (this->Map && *this->Map == map && this->Request == request)
  {
    return true;
  }
  this->Map.reset();
  this->Grid.Name = "Displacement field";
  bool stopped = false;
  this->Error = ChooseFieldGrid(
    map, request,
    [&](double done)
    {
      stopped = stopped || !go(done);
      return !stopped;
    },
    this->Grid);
  if (stopped)
  {
    return false;
  }
  this->Map = map;
  this->Request = request;
  return true;
}
}
