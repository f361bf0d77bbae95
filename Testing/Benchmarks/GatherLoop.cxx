// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "GatherLoop.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define GATHER_X86
#include <immintrin.h>
#endif

namespace benchmarks
{
namespace
{
/**
 * One row of samples, seen from a voxel such that all positions are above 0 (so that truncating is
 * rounding down) and small (so that float is enough).
 */
struct Row
{
  const std::int16_t* Base;
  std::ptrdiff_t Line;
  std::ptrdiff_t Plane;
  float First[3];
  float Step[3];
};

Row MakeRow(const GatherImage& image, const GatherSlice& slice, double shift, int columns, int j)
{
  Row row;
  row.Line = image.Dimensions[0];
  row.Plane = row.Line * image.Dimensions[1];
  const std::ptrdiff_t stride[3] = { 1, row.Line, row.Plane };
  row.Base = image.Voxels;
  for (int axis = 0; axis < 3; ++axis)
  {
    const double first = slice.First[axis] + j * slice.RowStep[axis] + shift;
    const double last = first + (columns - 1) * slice.ColumnStep[axis];
    // a little lower, for the rounding of float
    const double base = std::floor(std::min(first, last) - 0.001);
    row.Base += static_cast<std::ptrdiff_t>(base) * stride[axis];
    row.First[axis] = static_cast<float>(first - base);
    row.Step[axis] = static_cast<float>(slice.ColumnStep[axis]);
  }
  return row;
}

using RowFunction = void (*)(const Row& row, int columns, std::int16_t* out);

// The cubic weights of the four taps as polynomials of the fraction, lowest power first.
alignas(16) constexpr float CubicPower[4][4] = { { 0.0f, 1.0f, 0.0f, 0.0f },
  { -0.5f, 0.0f, 0.5f, 0.0f }, { 1.0f, -2.5f, 2.0f, -0.5f }, { -0.5f, 1.5f, -1.5f, 0.5f } };

//------------------------------------------------------------------------------
// Plain C++

struct Position
{
  const std::int16_t* Voxel;
  float F[3];
};

inline Position At(const Row& row, int i)
{
  Position p;
  int index[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    const float x = row.First[axis] + static_cast<float>(i) * row.Step[axis];
    index[axis] = static_cast<int>(x);
    p.F[axis] = x - static_cast<float>(index[axis]);
  }
  p.Voxel = row.Base + index[0] + index[1] * row.Line + index[2] * row.Plane;
  return p;
}

inline std::int16_t Rounded(float value)
{
  return static_cast<std::int16_t>(std::lrint(std::min(std::max(value, -32768.0f), 32767.0f)));
}

void NearestPlain(const Row& row, int columns, std::int16_t* out)
{
  for (int i = 0; i < columns; ++i)
  {
    out[i] = *At(row, i).Voxel;
  }
}

void LinearPlain(const Row& row, int columns, std::int16_t* out)
{
  for (int i = 0; i < columns; ++i)
  {
    const Position p = At(row, i);
    const auto line = [&](const std::int16_t* v)
    { return v[0] + p.F[0] * static_cast<float>(v[1] - v[0]); };
    const auto plane = [&](const std::int16_t* v)
    {
      const float a = line(v);
      return a + p.F[1] * (line(v + row.Line) - a);
    };
    const float a = plane(p.Voxel);
    out[i] = Rounded(a + p.F[2] * (plane(p.Voxel + row.Plane) - a));
  }
}

void CubicPlain(const Row& row, int columns, std::int16_t* out)
{
  for (int i = 0; i < columns; ++i)
  {
    const Position p = At(row, i);
    float w[3][4];
    for (int axis = 0; axis < 3; ++axis)
    {
      for (int tap = 0; tap < 4; ++tap)
      {
        const float f = p.F[axis];
        w[axis][tap] = CubicPower[0][tap] +
          f * (CubicPower[1][tap] + f * (CubicPower[2][tap] + f * CubicPower[3][tap]));
      }
    }
    float sum = 0.0f;
    for (int k = 0; k < 4; ++k)
    {
      for (int j = 0; j < 4; ++j)
      {
        const std::int16_t* v = p.Voxel - 1 + (j - 1) * row.Line + (k - 1) * row.Plane;
        sum +=
          w[2][k] * w[1][j] * (w[0][0] * v[0] + w[0][1] * v[1] + w[0][2] * v[2] + w[0][3] * v[3]);
      }
    }
    out[i] = Rounded(sum);
  }
}

#ifdef GATHER_X86
//------------------------------------------------------------------------------
// AVX2

#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")))

struct Position8
{
  __m256i Offset;
  __m256 F[3];
};

AVX2 inline Position8 At8(const Row& row, int i)
{
  Position8 p;
  const __m256 lane = _mm256_add_ps(_mm256_set1_ps(static_cast<float>(i)),
    _mm256_setr_ps(0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f));
  const int stride[3] = { 1, static_cast<int>(row.Line), static_cast<int>(row.Plane) };
  p.Offset = _mm256_setzero_si256();
  for (int axis = 0; axis < 3; ++axis)
  {
    const __m256 x =
      _mm256_fmadd_ps(lane, _mm256_set1_ps(row.Step[axis]), _mm256_set1_ps(row.First[axis]));
    const __m256i index = _mm256_cvttps_epi32(x);
    p.F[axis] = _mm256_sub_ps(x, _mm256_cvtepi32_ps(index));
    p.Offset =
      _mm256_add_epi32(p.Offset, _mm256_mullo_epi32(index, _mm256_set1_epi32(stride[axis])));
  }
  return p;
}

AVX2 inline void Store8(__m256 value, std::int16_t* out)
{
  const __m256i rounded = _mm256_cvtps_epi32(value);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
    _mm_packs_epi32(_mm256_castsi256_si128(rounded), _mm256_extracti128_si256(rounded, 1)));
}

/** Two neighbours along x, which come in one load, weighed. */
AVX2 inline __m256 Weigh8(__m256i pair, __m256 f)
{
  const __m256 a = _mm256_cvtepi32_ps(_mm256_srai_epi32(_mm256_slli_epi32(pair, 16), 16));
  const __m256 b = _mm256_cvtepi32_ps(_mm256_srai_epi32(pair, 16));
  return _mm256_fmadd_ps(f, _mm256_sub_ps(b, a), a);
}

AVX2 inline __m256 Between8(__m256 a, __m256 b, __m256 f)
{
  return _mm256_fmadd_ps(f, _mm256_sub_ps(b, a), a);
}

AVX2 inline __m256 GatherLine8(const std::int16_t* voxels, const Position8& p)
{
  return Weigh8(_mm256_i32gather_epi32(reinterpret_cast<const int*>(voxels), p.Offset, 2), p.F[0]);
}

AVX2 void GatherLinearAvx2(const Row& row, int columns, std::int16_t* out)
{
  for (int i = 0; i < columns; i += 8)
  {
    const Position8 p = At8(row, i);
    const __m256 a = GatherLine8(row.Base, p);
    const __m256 b = GatherLine8(row.Base + row.Line, p);
    const __m256 c = GatherLine8(row.Base + row.Plane, p);
    const __m256 d = GatherLine8(row.Base + row.Plane + row.Line, p);
    Store8(Between8(Between8(a, b, p.F[1]), Between8(c, d, p.F[1]), p.F[2]), out + i);
  }
}

AVX2 inline int Pair(const std::int16_t* voxel)
{
  int pair;
  std::memcpy(&pair, voxel, sizeof(pair));
  return pair;
}

AVX2 inline __m128i Load4(const std::int16_t* voxels, const int* offset)
{
  __m128i four = _mm_cvtsi32_si128(Pair(voxels + offset[0]));
  four = _mm_insert_epi32(four, Pair(voxels + offset[1]), 1);
  four = _mm_insert_epi32(four, Pair(voxels + offset[2]), 2);
  return _mm_insert_epi32(four, Pair(voxels + offset[3]), 3);
}

AVX2 inline __m256i Load8(const std::int16_t* voxels, const int* offset)
{
  return _mm256_inserti128_si256(
    _mm256_castsi128_si256(Load4(voxels, offset)), Load4(voxels, offset + 4), 1);
}

AVX2 void LinearAvx2(const Row& row, int columns, std::int16_t* out)
{
  alignas(32) int offset[8];
  for (int i = 0; i < columns; i += 8)
  {
    const Position8 p = At8(row, i);
    _mm256_store_si256(reinterpret_cast<__m256i*>(offset), p.Offset);
    const __m256 a = Weigh8(Load8(row.Base, offset), p.F[0]);
    const __m256 b = Weigh8(Load8(row.Base + row.Line, offset), p.F[0]);
    const __m256 c = Weigh8(Load8(row.Base + row.Plane, offset), p.F[0]);
    const __m256 d = Weigh8(Load8(row.Base + row.Plane + row.Line, offset), p.F[0]);
    Store8(Between8(Between8(a, b, p.F[1]), Between8(c, d, p.F[1]), p.F[2]), out + i);
  }
}

AVX2 void NearestAvx2(const Row& row, int columns, std::int16_t* out)
{
  alignas(32) int offset[8];
  for (int i = 0; i < columns; i += 8)
  {
    _mm256_store_si256(reinterpret_cast<__m256i*>(offset), At8(row, i).Offset);
    for (int lane = 0; lane < 8; ++lane)
    {
      out[i + lane] = row.Base[offset[lane]];
    }
  }
}

/** The same four values in both halves. */
AVX2 inline __m256 Twice(const float four[4])
{
  return _mm256_broadcast_ps(reinterpret_cast<const __m128*>(four));
}

/** Two lines of four voxels. */
AVX2 inline __m128i Lines(const std::int16_t* a, const std::int16_t* b)
{
  return _mm_castps_si128(
    _mm_loadh_pi(_mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(a))),
      reinterpret_cast<const __m64*>(b)));
}

AVX2 inline __m256 LineValues(const std::int16_t* a, const std::int16_t* b)
{
  return _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(Lines(a, b)));
}

AVX2 void CubicAvx2(const Row& row, int columns, std::int16_t* out)
{
  // The taps of one voxel lie side by side: two lines of four in a register.
  alignas(32) int offset[8];
  alignas(32) float f[3][8];
  alignas(32) float value[8];
  for (int i = 0; i < columns; i += 8)
  {
    const Position8 p = At8(row, i);
    _mm256_store_si256(reinterpret_cast<__m256i*>(offset), p.Offset);
    for (int axis = 0; axis < 3; ++axis)
    {
      _mm256_store_ps(f[axis], p.F[axis]);
    }
    for (int lane = 0; lane < 8; ++lane)
    {
      const std::int16_t* corner = row.Base + offset[lane] - 1 - row.Line - row.Plane;
      __m256 w[3];
      for (int axis = 0; axis < 3; ++axis)
      {
        const __m256 x = _mm256_set1_ps(f[axis][lane]);
        w[axis] = _mm256_fmadd_ps(x, Twice(CubicPower[3]), Twice(CubicPower[2]));
        w[axis] = _mm256_fmadd_ps(x, w[axis], Twice(CubicPower[1]));
        w[axis] = _mm256_fmadd_ps(x, w[axis], Twice(CubicPower[0]));
      }
      const __m256 wy01 = _mm256_permutevar8x32_ps(w[1], _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1));
      const __m256 wy23 = _mm256_permutevar8x32_ps(w[1], _mm256_setr_epi32(2, 2, 2, 2, 3, 3, 3, 3));
      __m256 sum01 = _mm256_setzero_ps();
      __m256 sum23 = _mm256_setzero_ps();
      const __m256 wz[4] = { _mm256_permute_ps(w[2], 0x00), _mm256_permute_ps(w[2], 0x55),
        _mm256_permute_ps(w[2], 0xaa), _mm256_permute_ps(w[2], 0xff) };
      for (int k = 0; k < 4; ++k, corner += row.Plane)
      {
        sum01 = _mm256_fmadd_ps(wz[k], LineValues(corner, corner + row.Line), sum01);
        sum23 =
          _mm256_fmadd_ps(wz[k], LineValues(corner + 2 * row.Line, corner + 3 * row.Line), sum23);
      }
      const __m256 lines =
        _mm256_mul_ps(w[0], _mm256_fmadd_ps(wy01, sum01, _mm256_mul_ps(wy23, sum23)));
      __m128 four = _mm_add_ps(_mm256_castps256_ps128(lines), _mm256_extractf128_ps(lines, 1));
      four = _mm_add_ps(four, _mm_movehl_ps(four, four));
      value[lane] = _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
    }
    Store8(_mm256_load_ps(value), out + i);
  }
}

//------------------------------------------------------------------------------
// AVX-512

struct Position16
{
  __m512i Offset;
  __m512 F[3];
};

AVX512 inline Position16 At16(const Row& row, int i)
{
  Position16 p;
  const __m512 lane = _mm512_add_ps(_mm512_set1_ps(static_cast<float>(i)),
    _mm512_setr_ps(0.0f, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f, 6.0f, 7.0f, 8.0f, 9.0f, 10.0f, 11.0f, 12.0f,
      13.0f, 14.0f, 15.0f));
  const int stride[3] = { 1, static_cast<int>(row.Line), static_cast<int>(row.Plane) };
  p.Offset = _mm512_setzero_si512();
  for (int axis = 0; axis < 3; ++axis)
  {
    const __m512 x =
      _mm512_fmadd_ps(lane, _mm512_set1_ps(row.Step[axis]), _mm512_set1_ps(row.First[axis]));
    const __m512i index = _mm512_cvttps_epi32(x);
    p.F[axis] = _mm512_sub_ps(x, _mm512_cvtepi32_ps(index));
    p.Offset =
      _mm512_add_epi32(p.Offset, _mm512_mullo_epi32(index, _mm512_set1_epi32(stride[axis])));
  }
  return p;
}

AVX512 inline __m512 Weigh16(__m512i pair, __m512 f)
{
  const __m512 a = _mm512_cvtepi32_ps(_mm512_srai_epi32(_mm512_slli_epi32(pair, 16), 16));
  const __m512 b = _mm512_cvtepi32_ps(_mm512_srai_epi32(pair, 16));
  return _mm512_fmadd_ps(f, _mm512_sub_ps(b, a), a);
}

AVX512 inline __m512 Between16(__m512 a, __m512 b, __m512 f)
{
  return _mm512_fmadd_ps(f, _mm512_sub_ps(b, a), a);
}

AVX512 inline __m512 GatherLine16(const std::int16_t* voxels, const Position16& p)
{
  return Weigh16(_mm512_i32gather_epi32(p.Offset, voxels, 2), p.F[0]);
}

AVX512 inline __m512i Load16(const std::int16_t* voxels, const int* offset)
{
  return _mm512_inserti64x4(
    _mm512_castsi256_si512(Load8(voxels, offset)), Load8(voxels, offset + 8), 1);
}

AVX512 inline void Store16(__m512 value, std::int16_t* out)
{
  _mm256_storeu_si256(
    reinterpret_cast<__m256i*>(out), _mm512_cvtsepi32_epi16(_mm512_cvtps_epi32(value)));
}

AVX512 void GatherLinearAvx512(const Row& row, int columns, std::int16_t* out)
{
  for (int i = 0; i < columns; i += 16)
  {
    const Position16 p = At16(row, i);
    const __m512 a = GatherLine16(row.Base, p);
    const __m512 b = GatherLine16(row.Base + row.Line, p);
    const __m512 c = GatherLine16(row.Base + row.Plane, p);
    const __m512 d = GatherLine16(row.Base + row.Plane + row.Line, p);
    Store16(Between16(Between16(a, b, p.F[1]), Between16(c, d, p.F[1]), p.F[2]), out + i);
  }
}

AVX512 void LinearAvx512(const Row& row, int columns, std::int16_t* out)
{
  alignas(64) int offset[16];
  for (int i = 0; i < columns; i += 16)
  {
    const Position16 p = At16(row, i);
    _mm512_store_si512(offset, p.Offset);
    const __m512 a = Weigh16(Load16(row.Base, offset), p.F[0]);
    const __m512 b = Weigh16(Load16(row.Base + row.Line, offset), p.F[0]);
    const __m512 c = Weigh16(Load16(row.Base + row.Plane, offset), p.F[0]);
    const __m512 d = Weigh16(Load16(row.Base + row.Plane + row.Line, offset), p.F[0]);
    Store16(Between16(Between16(a, b, p.F[1]), Between16(c, d, p.F[1]), p.F[2]), out + i);
  }
}

AVX512 void NearestAvx512(const Row& row, int columns, std::int16_t* out)
{
  alignas(64) int offset[16];
  for (int i = 0; i < columns; i += 16)
  {
    _mm512_store_si512(offset, At16(row, i).Offset);
    for (int lane = 0; lane < 16; ++lane)
    {
      out[i + lane] = row.Base[offset[lane]];
    }
  }
}

AVX512 void CubicAvx512(const Row& row, int columns, std::int16_t* out)
{
  // The taps of one voxel lie side by side: a plane of four lines of four in a register.
  alignas(64) int offset[16];
  alignas(64) float f[3][16];
  alignas(64) float value[16];
  __m512 across[4];
  __m512 down[4];
  __m128 deep[4];
  for (int power = 0; power < 4; ++power)
  {
    deep[power] = _mm_load_ps(CubicPower[power]);
    across[power] = _mm512_broadcast_f32x4(deep[power]);
    down[power] = _mm512_permutexvar_ps(
      _mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3), across[power]);
  }
  for (int i = 0; i < columns; i += 16)
  {
    const Position16 p = At16(row, i);
    _mm512_store_si512(offset, p.Offset);
    for (int axis = 0; axis < 3; ++axis)
    {
      _mm512_store_ps(f[axis], p.F[axis]);
    }
    for (int lane = 0; lane < 16; ++lane)
    {
      const std::int16_t* corner = row.Base + offset[lane] - 1 - row.Line - row.Plane;
      const __m512 x = _mm512_set1_ps(f[0][lane]);
      const __m512 y = _mm512_set1_ps(f[1][lane]);
      const __m128 z = _mm_set1_ps(f[2][lane]);
      __m512 wx = _mm512_fmadd_ps(x, across[3], across[2]);
      __m512 wy = _mm512_fmadd_ps(y, down[3], down[2]);
      __m128 wz = _mm_fmadd_ps(z, deep[3], deep[2]);
      wx = _mm512_fmadd_ps(x, wx, across[1]);
      wy = _mm512_fmadd_ps(y, wy, down[1]);
      wz = _mm_fmadd_ps(z, wz, deep[1]);
      wx = _mm512_fmadd_ps(x, wx, across[0]);
      wy = _mm512_fmadd_ps(y, wy, down[0]);
      const __m512 w = _mm512_broadcast_f32x4(_mm_fmadd_ps(z, wz, deep[0]));
      const __m512 depth[4] = { _mm512_permute_ps(w, 0x00), _mm512_permute_ps(w, 0x55),
        _mm512_permute_ps(w, 0xaa), _mm512_permute_ps(w, 0xff) };
      __m512 sum = _mm512_setzero_ps();
      for (int k = 0; k < 4; ++k, corner += row.Plane)
      {
        const __m256i plane =
          _mm256_inserti128_si256(_mm256_castsi128_si256(Lines(corner, corner + row.Line)),
            Lines(corner + 2 * row.Line, corner + 3 * row.Line), 1);
        sum = _mm512_fmadd_ps(depth[k], _mm512_cvtepi32_ps(_mm512_cvtepi16_epi32(plane)), sum);
      }
      sum = _mm512_mul_ps(sum, _mm512_mul_ps(wx, wy));
      const __m256 eight =
        _mm256_add_ps(_mm512_castps512_ps256(sum), _mm512_extractf32x8_ps(sum, 1));
      __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
      four = _mm_add_ps(four, _mm_movehl_ps(four, four));
      value[lane] = _mm_cvtss_f32(_mm_add_ss(four, _mm_movehdup_ps(four)));
    }
    Store16(_mm512_load_ps(value), out + i);
  }
}
#endif

/** The rows in the order of Kernel. */
struct Form
{
  const char* Name;
  RowFunction Rows[4];
};

const Form& ChooseForm()
{
#ifdef GATHER_X86
  static const Form avx512 = { "AVX-512",
    { NearestAvx512, LinearAvx512, CubicAvx512, GatherLinearAvx512 } };
  static const Form avx2 = { "AVX2", { NearestAvx2, LinearAvx2, CubicAvx2, GatherLinearAvx2 } };
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
  {
    return avx512;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
  {
    return avx2;
  }
#endif
  static const Form plain = { "plain C++", { NearestPlain, LinearPlain, CubicPlain, LinearPlain } };
  return plain;
}
}

//------------------------------------------------------------------------------
void Gather(const GatherImage& image, const std::vector<GatherSlice>& slices, Kernel kernel,
  int columns, int rows, std::int16_t* out)
{
  const RowFunction function = ChooseForm().Rows[static_cast<int>(kernel)];
  const double shift = kernel == Kernel::Nearest ? 0.5 : 0.0;
  for (const GatherSlice& slice : slices)
  {
    for (int j = 0; j < rows; ++j, out += columns)
    {
      function(MakeRow(image, slice, shift, columns, j), columns, out);
    }
  }
}

//------------------------------------------------------------------------------
const char* GatherForm()
{
  return ChooseForm().Name;
}
}
