// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FieldSamples.h"

#include "../Parallel/Threads.h"
#include "FieldCell.h"

#include <atomic>
#include <cstddef>
#include <vector>

namespace curvedreformat
{
namespace
{
constexpr vtkIdType RowsPerThread = 4;
constexpr vtkIdType CellsPerThread = 256;
constexpr vtkIdType CellsPerLook = 65536;

/** Whether a place of the map is in the region; cells that reach into it have their samples
 * outside. */
bool IsInTube(const CurveMap& map, const Box3& region, const ImageGeometry& grid, const Vector3& q)
{
  const double cell = Vector3(grid.Spacing).Norm();
  for (int axis = 0; axis < 3; ++axis)
  {
    const double margin = map.IsAngle(axis) ? 0.0 : cell;
    if (!(q[axis] >= region.Low[axis] - margin && q[axis] <= region.High[axis] + margin))
    {
      return false;
    }
  }
  return true;
}
}

//------------------------------------------------------------------------------
void FieldSamples::GetDisplacements(const vtkIdType tuples[8], FieldCell& cell) const
{
  for (int corner = 0; corner < 8; ++corner)
  {
    cell.Displacements[corner] = Vector3(this->Displacements + 3 * tuples[corner]);
  }
}

//------------------------------------------------------------------------------
int FieldSamples::CountValid(const vtkIdType tuples[8]) const
{
  int count = 0;
  for (int corner = 0; corner < 8; ++corner)
  {
    count += this->Valid[tuples[corner]] != 0 ? 1 : 0;
  }
  return count;
}

//------------------------------------------------------------------------------
void SampleField(const DisplacementMap& map, const Box3& region, const ImageGeometry& grid,
  const FieldSamples& samples, const std::function<bool(double)>& go)
{
  const int* n = grid.Dimensions;
  std::atomic<bool> stopped{ false };
  ParallelFor(static_cast<vtkIdType>(n[1]) * n[2], RowsPerThread,
    [&](vtkIdType first, vtkIdType last)
    {
      double hint = 0.0; // the next sample is not far
      for (vtkIdType row = first; row < last && !stopped; ++row)
      {
        if (first == 0 && !go(static_cast<double>(row) / static_cast<double>(last)))
        {
          stopped = true;
        }
        const int j = static_cast<int>(row % n[1]);
        const int k = static_cast<int>(row / n[1]);
        for (int i = 0; i < n[0]; ++i)
        {
          const vtkIdType tuple = row * n[0] + i;
          const Vector3 p = grid.ToWorld(Vector3(i, j, k));
          const Vector3 target = map.Target(p, &hint);
          (target - p).CopyTo(samples.Displacements + 3 * tuple);
          const bool covered = map.IsToWorld() || IsInTube(map.GetMap(), region, grid, target);
          samples.Valid[tuple] = covered && map.IsOwned(p, target) ? 1 : 0;
        }
      }
    });
}

//------------------------------------------------------------------------------
void RejectJumps(const DisplacementMap& map, const ImageGeometry& grid, const FieldSamples& samples,
  const std::function<bool(double)>& go)
{
  if (map.IsToWorld())
  {
    return;
  }
  const FieldCells cells(grid);
  std::vector<char> jumps(static_cast<std::size_t>(cells.Count()), 0);
  ParallelFor(cells.Count(), CellsPerThread,
    [&](vtkIdType first, vtkIdType last)
    {
      FieldCell cell;
      vtkIdType tuples[8];
      for (vtkIdType number = first; number < last; ++number)
      {
        cells.GetTuples(number, tuples);
        if (samples.CountValid(tuples) > 0)
        {
          cells.Place(number, cell);
          samples.GetDisplacements(tuples, cell);
          jumps[static_cast<std::size_t>(number)] = cell.IsOneStretch(map) ? 0 : 1;
        }
      }
    });
  vtkIdType tuples[8];
  for (vtkIdType number = 0; number < cells.Count(); ++number)
  {
    if (number % CellsPerLook == 0 &&
      !go(static_cast<double>(number) / static_cast<double>(cells.Count())))
    {
      return;
    }
    if (jumps[static_cast<std::size_t>(number)] != 0)
    {
      cells.GetTuples(number, tuples);
      for (const vtkIdType tuple : tuples)
      {
        samples.Valid[tuple] = 0;
      }
    }
  }
}
}
