// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FieldError.h"

#include "../Parallel/Threads.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>

namespace curvedreformat
{
namespace
{
// Steps along each edge of a cell, by how many of its edges are not linear: the first look at all
// cells, and the second one at the worst. Even numbers have the middle.
constexpr int FirstSteps[4] = { 1, 16, 4, 2 };
constexpr int SecondSteps[4] = { 1, 32, 16, 6 };

constexpr std::size_t WorstCells = 2000;

// From the worst place of the second look the error is climbed in steps, halved down to this part.
constexpr double SmallestClimb = 1.0 / 64.0;

// On top of what was found, for other cells and other peaks than those.
constexpr double Between = 1.02;

// Of coordinates, in double precision, what rounding leaves of an error that is none.
constexpr double Rounding = 1e-14;

constexpr vtkIdType CellsPerThread = 64;
constexpr vtkIdType CellsPerLook = 64;

/** The cells that count: one along an axis that is linear. */
class CellGrid
{
public:
  CellGrid(const DisplacementMap& map, const ImageGeometry& grid, const FieldSamples* samples)
    : Map(map)
    , Grid(grid)
    , Samples(samples)
    , Linear(FindLinearAxes(map, grid))
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      const int steps = grid.Dimensions[axis] - 1;
      // of a grid of one sample along an axis, the plane of those
      this->Stride[axis] = this->Linear.Is[axis] ? steps : std::min(steps, 1);
      this->Cells[axis] = this->Stride[axis] > 0 ? std::max(steps / this->Stride[axis], 1) : 1;
      this->Bent += this->Linear.Is[axis] || steps == 0 ? 0 : 1;
    }
  }

  vtkIdType Count() const
  {
    return static_cast<vtkIdType>(this->Cells[0]) * this->Cells[1] * this->Cells[2];
  }

  /** False where it does not count. */
  bool MakeCell(vtkIdType number, double* hint, FieldCell& cell) const
  {
    const int at[3] = { static_cast<int>(number % this->Cells[0]),
      static_cast<int>(number / this->Cells[0] % this->Cells[1]),
      static_cast<int>(number / this->Cells[0] / this->Cells[1]) };
    cell.Origin = this->Grid.ToWorld(Vector3(at[0], at[1], at[2]));
    for (int axis = 0; axis < 3; ++axis)
    {
      Vector3 end(at[0], at[1], at[2]);
      end[axis] += this->Stride[axis];
      cell.Edges[axis] = this->Grid.ToWorld(end) - cell.Origin;
    }
    if (!this->Samples)
    {
      cell.Fill(this->Map, hint);
      return true;
    }
    const int* n = this->Grid.Dimensions;
    for (int corner = 0; corner < 8; ++corner)
    {
      vtkIdType index[3];
      for (int axis = 0; axis < 3; ++axis)
      {
        index[axis] = at[axis] + (corner >> axis & 1 ? this->Stride[axis] : 0);
      }
      const vtkIdType tuple = index[0] + n[0] * (index[1] + n[1] * index[2]);
      if (!this->Samples->Valid[tuple])
      {
        return false;
      }
      cell.Displacements[corner] = Vector3(this->Samples->Displacements + 3 * tuple);
    }
    return true;
  }

  /** The error at the first look, or at the second one. */
  double FindError(const FieldCell& cell, bool closely, double* hint) const
  {
    const int* steps = closely ? SecondSteps : FirstSteps;
    int along[3];
    for (int axis = 0; axis < 3; ++axis)
    {
      along[axis] =
        this->Linear.Is[axis] || this->Grid.Dimensions[axis] == 1 ? 1 : steps[this->Bent];
    }
    return closely ? cell.ClimbError(this->Map, along, hint)
                   : cell.FindError(this->Map, along, false, hint);
  }

private:
  const DisplacementMap& Map;
  const ImageGeometry& Grid;
  const FieldSamples* Samples;
  const LinearAxes Linear;
  int Stride[3];
  int Cells[3];
  int Bent = 0;
};

/** The cells with the largest errors, from many threads. */
class Ranking
{
public:
  using Entry = std::pair<double, vtkIdType>;

  void Add(std::vector<Entry>& found)
  {
    Keep(found);
    const std::lock_guard<std::mutex> lock(this->Mutex);
    this->Worst.insert(this->Worst.end(), found.begin(), found.end());
    Keep(this->Worst);
  }

  static void Keep(std::vector<Entry>& entries)
  {
    if (entries.size() > WorstCells)
    {
      std::nth_element(
        entries.begin(), entries.begin() + WorstCells, entries.end(), std::greater<>());
      entries.resize(WorstCells);
    }
  }

  std::vector<Entry> Worst;

private:
  std::mutex Mutex;
};

/** The largest coordinate around. */
double LargestCoordinate(const DisplacementMap& map, const ImageGeometry& grid)
{
  double largest = 0.0;
  ForCorners(grid.GetBounds(),
    [&](const Vector3& p)
    {
      double s = 0.0;
      largest = std::max({ largest, p.Norm(), map.Target(p, &s).Norm() });
    });
  return largest;
}
}

//------------------------------------------------------------------------------
Vector3 FieldCell::Corner(int corner) const
{
  Vector3 p = this->Origin;
  for (int axis = 0; axis < 3; ++axis)
  {
    p = corner >> axis & 1 ? p + this->Edges[axis] : p;
  }
  return p;
}

//------------------------------------------------------------------------------
Vector3 FieldCell::Interpolate(const double at[3]) const
{
  Vector3 sum;
  for (int corner = 0; corner < 8; ++corner)
  {
    double weight = 1.0;
    for (int axis = 0; axis < 3; ++axis)
    {
      weight *= corner >> axis & 1 ? at[axis] : 1.0 - at[axis];
    }
    sum = sum + this->Displacements[corner] * weight;
  }
  return sum;
}

//------------------------------------------------------------------------------
void FieldCell::Fill(const DisplacementMap& map, double* hint)
{
  for (int corner = 0; corner < 8; ++corner)
  {
    const Vector3 p = this->Corner(corner);
    this->Displacements[corner] = map.Target(p, hint) - p;
  }
}

//------------------------------------------------------------------------------
bool FieldCell::IsOneStretch(const DisplacementMap& map) const
{
  Box3 targets;
  for (int corner = 0; corner < 8; ++corner)
  {
    targets.Add(this->Corner(corner) + this->Displacements[corner]);
  }
  return map.IsOneStretch(targets, (this->Corner(7) - this->Origin).Norm());
}

//------------------------------------------------------------------------------
double FieldCell::ErrorAt(const DisplacementMap& map, const double at[3], double* hint) const
{
  const Vector3 p =
    this->Origin + this->Edges[0] * at[0] + this->Edges[1] * at[1] + this->Edges[2] * at[2];
  return map.Distance(p, p + this->Interpolate(at), map.Target(p, hint));
}

//------------------------------------------------------------------------------
double FieldCell::FindError(
  const DisplacementMap& map, const int steps[3], bool whole, double* hint) const
{
  double where[3];
  return this->FindError(map, steps, whole, hint, where);
}

//------------------------------------------------------------------------------
double FieldCell::ClimbError(const DisplacementMap& map, const int steps[3], double* hint) const
{
  double at[3] = { 0.0, 0.0, 0.0 };
  double largest = this->FindError(map, steps, true, hint, at);
  for (double part = 0.5; part > SmallestClimb; part *= 0.5)
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      for (const double step : { -part / steps[axis], part / steps[axis] })
      {
        double next[3] = { at[0], at[1], at[2] };
        next[axis] = std::min(std::max(at[axis] + step, 0.0), 1.0);
        const double error = this->ErrorAt(map, next, hint);
        if (error > largest)
        {
          largest = error;
          at[axis] = next[axis];
        }
      }
    }
  }
  return largest;
}

//------------------------------------------------------------------------------
double FieldCell::FindError(
  const DisplacementMap& map, const int steps[3], bool whole, double* hint, double where[3]) const
{
  int last[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    last[axis] = whole || steps[axis] == 1 ? steps[axis] : steps[axis] - 1;
  }
  double largest = 0.0;
  double at[3];
  for (int k = 0; k <= last[2]; ++k)
  {
    at[2] = static_cast<double>(k) / steps[2];
    for (int j = 0; j <= last[1]; ++j)
    {
      at[1] = static_cast<double>(j) / steps[1];
      for (int i = 0; i <= last[0]; ++i)
      {
        if (i % steps[0] == 0 && j % steps[1] == 0 && k % steps[2] == 0)
        {
          continue; // a sample
        }
        at[0] = static_cast<double>(i) / steps[0];
        const double error = this->ErrorAt(map, at, hint);
        if (error > largest)
        {
          largest = error;
          std::copy_n(at, 3, where);
        }
      }
    }
  }
  return largest;
}

//------------------------------------------------------------------------------
LinearAxes FindLinearAxes(const DisplacementMap& map, const ImageGeometry& grid)
{
  LinearAxes linear;
  for (int axis = 0; axis < 3 && map.IsToWorld(); ++axis)
  {
    // the grid's axis is that of the map
    linear.Is[axis] = map.GetMap().IsLinear(axis) && std::abs(grid.Direction[4 * axis]) == 1.0 &&
      grid.Direction[axis] + grid.Direction[3 + axis] + grid.Direction[6 + axis] ==
        grid.Direction[4 * axis];
  }
  return linear;
}

//------------------------------------------------------------------------------
double FindFieldError(const DisplacementMap& map, const ImageGeometry& grid,
  const FieldSamples* samples, const std::function<bool(double)>& go)
{
  const CellGrid cells(map, grid, samples);
  Ranking ranking;
  std::atomic<bool> stopped{ false };
  ParallelFor(cells.Count(), CellsPerThread,
    [&](vtkIdType first, vtkIdType last)
    {
      std::vector<Ranking::Entry> found;
      double hint = 0.0;
      FieldCell cell;
      for (vtkIdType number = first; number < last && !stopped; ++number)
      {
        if ((number - first) % CellsPerLook == 0)
        {
          if (first == 0 && !go(static_cast<double>(number) / static_cast<double>(last)))
          {
            stopped = true;
          }
          if (found.size() > 4 * WorstCells)
          {
            Ranking::Keep(found);
          }
        }
        if (cells.MakeCell(number, &hint, cell))
        {
          found.emplace_back(cells.FindError(cell, false, &hint), number);
        }
      }
      ranking.Add(found);
    });
  std::vector<double> errors(ranking.Worst.size());
  ParallelFor(static_cast<vtkIdType>(errors.size()), 1,
    [&](vtkIdType first, vtkIdType last)
    {
      double hint = 0.0;
      FieldCell cell;
      for (vtkIdType i = first; i < last && !stopped; ++i)
      {
        const auto at = static_cast<std::size_t>(i);
        cells.MakeCell(ranking.Worst[at].second, &hint, cell);
        errors[at] = cells.FindError(cell, true, &hint);
      }
    });
  const double largest = std::accumulate(
    errors.begin(), errors.end(), 0.0, [](double a, double b) { return b > a ? b : a; });
  return Between * largest + Rounding * LargestCoordinate(map, grid);
}
}
