// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A few samples of a row, all of whose voxels are in memory: which voxels count, and how much.
 * Computed once for all arrays of a grid; small enough to stay in the first-level cache from the
 * pass that computes it to the passes that read it.
 */
#ifndef SampleChunk_h
#define SampleChunk_h

#include <cstdint>

namespace curvedreformat
{
struct SampleChunk
{
  static constexpr int Size = 32;

  int Count; ///< samples; what follows is filled up to Size with the last one

  /** The voxel whose indices are the position rounded down (for nearest neighbour, rounded),
   * counted from the first in memory. */
  alignas(64) std::int64_t Base[Size];

  /** Linear: the position less that voxel's, along each axis. */
  alignas(64) double Fraction[3][Size];

  /** Cubic: what the four voxels along an axis, from the one before, count. Those along x are used
   * together, the others one by one. */
  alignas(64) double WeightX[Size][4];
  alignas(64) double WeightY[4][Size];
  alignas(64) double WeightZ[4][Size];
};

/** How far apart neighbours are in memory, in voxels, and where the grid's first voxel would be. */
struct VoxelSteps
{
  std::int64_t Step[3];
  std::int64_t Origin;
};
}

#endif
