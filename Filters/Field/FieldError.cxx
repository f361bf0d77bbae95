// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FieldError.h"

#include "../Parallel/Threads.h"
#include "FieldCell.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>
#include <utility>
#include <vector>

namespace curvedreformat
{
namespace
{
// Steps along each edge of a cell, by how many of its edges are not linear: the first look at all
// cells, and the second one at the worst. Even numbers have the middle.
constexpr int FirstSteps[4] = { 1, 16, 4, 2 };
constexpr int SecondSteps[4] = { 1, 32, 16, 6 };

constexpr std::size_t WorstCells = 2000;

// On top of what was found, for other cells and other peaks than those.
constexpr double Between = 1.02;

// Of coordinates, in double precision, what rounding leaves of an error that is none.
constexpr double Rounding = 1e-14;

constexpr vtkIdType CellsPerThread = 64;
constexpr vtkIdType CellsPerLook = 64;

/** The cells that count. */
class CellGrid
{
public:
  CellGrid(const DisplacementMap& map, const ImageGeometry& grid, const FieldSamples* samples)
    : Map(map)
    , Samples(samples)
    , Linear(FindLinearAxes(map, grid))
    , Cells(grid, this->Linear)
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      this->IsBent[axis] = !this->Linear.Is[axis] && grid.Dimensions[axis] > 1;
      this->Bent += this->IsBent[axis] ? 1 : 0;
    }
  }

  vtkIdType Count() const { return this->Cells.Count(); }

  /** False where it does not count. */
  bool MakeCell(vtkIdType number, double* hint, FieldCell& cell) const
  {
    this->Cells.Place(number, cell);
    if (!this->Samples)
    {
      cell.Fill(this->Map, hint);
      return true;
    }
    vtkIdType tuples[8];
    this->Cells.GetTuples(number, tuples);
    this->Samples->GetDisplacements(tuples, cell);
    return this->Samples->CountValid(tuples) == 8;
  }

  /** The error at the first look, or at the second one. */
  double FindError(const FieldCell& cell, bool closely, double* hint) const
  {
    const int* steps = closely ? SecondSteps : FirstSteps;
    int along[3];
    for (int axis = 0; axis < 3; ++axis)
    {
      along[axis] = this->IsBent[axis] ? steps[this->Bent] : 1;
    }
    return closely ? cell.ClimbError(this->Map, along, hint)
                   : cell.FindError(this->Map, along, false, hint);
  }

private:
  const DisplacementMap& Map;
  const FieldSamples* Samples;
  const LinearAxes Linear;
  const FieldCells Cells;
  bool IsBent[3]; // not linear, and more than one sample
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
