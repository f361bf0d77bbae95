// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Interpolation in vector instructions, in the widest set that the processor has.
 *
 * Every operation is rounded as in the plain loops of RowSampler.cxx, in the same order and with
 * none fused, so that both give the same bits, on every processor.
 */
#ifndef VectorKernels_h
#define VectorKernels_h

#include "SampleChunk.h"
#include "SampleRow.h"

#include <cstdint>
#include <tuple>

namespace curvedreformat
{
/** The kernels for a type. `in` is the array in memory, `out` the first of chunk.Count tuples. */
template <typename T>
struct TypedKernels
{
  using Function = void (*)(
    const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* out);
  Function Linear = nullptr;
  Function Cubic = nullptr;
};

struct VectorKernels
{
  /** Fill the chunk with the samples of the row from `first` on; chunk.Count is given. */
  using Locate = void (*)(
    const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk);
  Locate LocateNearest;
  Locate LocateLinear;
  Locate LocateCubic;

  std::tuple<TypedKernels<std::int8_t>, TypedKernels<std::uint8_t>, TypedKernels<std::int16_t>,
    TypedKernels<std::uint16_t>, TypedKernels<std::int32_t>, TypedKernels<std::uint32_t>,
    TypedKernels<float>, TypedKernels<double>>
    Types;
};

struct VectorSet
{
  const char* Name; ///< of the instruction set: "AVX-512", "AVX2", "SSE4", "NEON", or ""
  const VectorKernels* Kernels;
};

/**
 * The best set of this processor, or an empty name and null where there is none: without Highway in
 * the build, on a processor that has none of them, or when the environment variable
 * `CURVEDREFORMAT_SIMD` is `off`. With the name of a set in that variable, no better one than that;
 * anything else in it is ignored.
 */
VectorSet GetVectorSet();
}

#endif
