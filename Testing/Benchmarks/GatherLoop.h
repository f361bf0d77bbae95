// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The ceiling: what fetching and weighing voxels costs when nothing else is done. No VTK, no test
 * whether a sample is inside, one scalar type, 32-bit offsets, positions and weights in float.
 */
#ifndef GatherLoop_h
#define GatherLoop_h

#include <cstdint>
#include <vector>

namespace benchmarks
{
enum class Kernel
{
  Nearest,
  Linear,
  Cubic,
  /**
   * Linear with the processor's gather instructions, which fetch two neighbours at once; Linear
   * itself loads and inserts them one by one, which is faster where gathers are microcode (AMD).
   */
  LinearByInstruction
};

/** An image of which every sample's whole kernel must be inside. */
struct GatherImage
{
  const std::int16_t* Voxels;
  int Dimensions[3];
};

/** A slice in index space: where its first pixel lies, and the steps to the next column and row. */
struct GatherSlice
{
  double First[3];
  double ColumnStep[3];
  double RowStep[3];
};

/** Sample all slices of `columns` (a multiple of 16) x `rows` pixels. */
void Gather(const GatherImage& image, const std::vector<GatherSlice>& slices, Kernel kernel,
  int columns, int rows, std::int16_t* out);

/** Which of its forms runs on this machine. */
const char* GatherForm();
}

#endif
