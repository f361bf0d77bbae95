// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause

// Compiled once for each instruction set: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Sampling/VectorKernels.cxx"
#ifdef HWY_NEON_WITHOUT_AES
#define CURVEDREFORMAT_NEON (HWY_NEON | HWY_NEON_WITHOUT_AES)
#else
#define CURVEDREFORMAT_NEON HWY_NEON
#endif
// Sets that have nothing more for these kernels than one of those below. The last two stand for no
// set at all; Highway wants one of them.
#define HWY_DISABLED_TARGETS                                                                       \
  (~(HWY_AVX3 | HWY_AVX2 | HWY_SSE4 | CURVEDREFORMAT_NEON | HWY_EMU128 | HWY_SCALAR))
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "VectorKernels.h"

#include <cstring>
#include <limits>
#include <type_traits>

#if HWY_TARGET != HWY_EMU128 && HWY_TARGET != HWY_SCALAR
HWY_BEFORE_NAMESPACE();
namespace curvedreformat
{
namespace HWY_NAMESPACE
{
namespace hn = hwy::HWY_NAMESPACE;

// All arithmetic is in double, so lanes are counted in doubles.
using Doubles = hn::ScalableTag<double>;
using Vector = hn::Vec<Doubles>;

/** Numbers of another type, as many as a vector has doubles. */
template <typename T>
using As = hn::Rebind<T, Doubles>;

//------------------------------------------------------------------------------
// Positions

// Voxel indices and offsets are counted in doubles as long as they are exact: that has a rounding
// instruction on every processor, which a conversion to 64 bits has not.
constexpr double ExactIntegers = 4503599627370496.0; // 2^52

/** The position of samples along an axis, as SampleRow::At() has it. */
HWY_INLINE Vector PositionAt(Doubles d, const SampleRow& row, int axis, Vector i)
{
  return hn::Add(hn::Set(d, row.Start[axis]), hn::Mul(i, hn::Set(d, row.Step[axis])));
}

/** `use` is called with the vector's first sample and the fractions along x, y, z. */
template <typename Use>
HWY_INLINE void Locate(const SampleRow& row, int first, const VoxelSteps& steps, double shift,
  SampleChunk& chunk, Use use)
{
  const Doubles d;
  const hn::RebindToSigned<Doubles> di;
  const Vector magic = hn::Set(d, ExactIntegers);
  const Vector last = hn::Set(d, first + chunk.Count - 1.0);
  for (std::size_t n = 0; n < SampleChunk::Size; n += hn::Lanes(d))
  {
    const Vector i = hn::Min(hn::Iota(d, first + static_cast<double>(n)), last);
    Vector offset = hn::Set(d, static_cast<double>(steps.Origin));
    Vector fraction[3];
    for (int axis = 0; axis < 3; ++axis)
    {
      const Vector x = hn::Add(PositionAt(d, row, axis, i), hn::Set(d, shift));
      const Vector base = hn::Floor(x);
      fraction[axis] = hn::Sub(x, base);
      offset = hn::Add(offset, hn::Mul(base, hn::Set(d, static_cast<double>(steps.Step[axis]))));
    }
    // 2^52 + k has the bits of 2^52 and k in one another
    const auto bits = hn::Sub(hn::BitCast(di, hn::Add(offset, magic)), hn::BitCast(di, magic));
    hn::Store(bits, di, chunk.Base + n);
    use(n, fraction);
  }
}

HWY_ATTR void LocateNearest(
  const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk)
{
  Locate(row, first, steps, 0.5, chunk, [](std::size_t, const Vector[3]) {});
}

HWY_ATTR void LocateLinear(
  const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk)
{
  Locate(row, first, steps, 0.0, chunk,
    [&chunk](std::size_t n, const Vector fraction[3]) HWY_ATTR
    {
      for (int axis = 0; axis < 3; ++axis)
      {
        hn::Store(fraction[axis], Doubles(), chunk.Fraction[axis] + n);
      }
    });
}

HWY_ATTR void LocateCubic(
  const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk)
{
  Locate(row, first, steps, 0.0, chunk,
    [&chunk](std::size_t n, const Vector fraction[3]) HWY_ATTR
    {
      // as CubicKernel::Weights() has it
      const Doubles d;
      const Vector one = hn::Set(d, 1.0);
      const Vector two = hn::Set(d, 2.0);
      const Vector three = hn::Set(d, 3.0);
      const Vector five = hn::Set(d, 5.0);
      const Vector half = hn::Set(d, 0.5);
      const auto middle = [&](Vector t) HWY_ATTR
      {
        const Vector inner = hn::Sub(hn::Mul(three, t), five);
        return hn::Mul(half, hn::Add(two, hn::Mul(hn::Mul(t, t), inner)));
      };
      for (int axis = 0; axis < 3; ++axis)
      {
        const Vector f = fraction[axis];
        const Vector r = hn::Sub(one, f);
        const Vector minus = hn::Neg(half);
        const Vector before = hn::Mul(hn::Mul(hn::Mul(minus, f), r), r);
        const Vector after = hn::Mul(hn::Mul(hn::Mul(minus, r), f), f);
        hn::StoreInterleaved4(before, middle(f), middle(r), after, d, &chunk.Weight[axis][n][0]);
      }
    });
}

//------------------------------------------------------------------------------
// Numbers of any type to doubles and back

template <typename D, typename T>
HWY_INLINE hn::Vec<D> ToDouble(D d, hn::Vec<hn::Rebind<T, D>> v)
{
  const hn::Rebind<std::int32_t, D> d32;
  if constexpr (std::is_same<T, double>::value)
  {
    return v;
  }
  else if constexpr (std::is_same<T, std::uint32_t>::value)
  {
    // there is no conversion from unsigned: seen as signed it is 2^31 less
    const hn::Rebind<std::uint32_t, D> du;
    const auto shifted = hn::BitCast(d32, hn::Xor(v, hn::Set(du, 0x80000000u)));
    return hn::Add(hn::PromoteTo(d, shifted), hn::Set(d, 2147483648.0));
  }
  else if constexpr (sizeof(T) == 4)
  {
    return hn::PromoteTo(d, v); // float or int32
  }
  else
  {
    return hn::PromoteTo(d, hn::PromoteTo(d32, v));
  }
}

/** As FromReal() in InterpolationKernels.h. */
template <typename T>
HWY_INLINE void StoreAs(Vector v, T* out)
{
  const Doubles d;
  const As<T> dt;
  if constexpr (std::is_same<T, double>::value)
  {
    hn::StoreU(v, dt, out);
  }
  else if constexpr (std::is_same<T, float>::value)
  {
    hn::StoreU(hn::DemoteTo(dt, v), dt, out);
  }
  else
  {
    // to more bits first, then to as many as there are: too large ones are clamped on the way
    const As<std::int32_t> d32;
    const Vector rounded = hn::Floor(hn::Add(v, hn::Set(d, 0.5)));
    if constexpr (std::is_same<T, std::uint32_t>::value)
    {
      const auto shifted = hn::DemoteTo(
        d32, hn::Max(hn::Sub(rounded, hn::Set(d, 2147483648.0)), hn::Set(d, -2147483648.0)));
      hn::StoreU(hn::Xor(hn::BitCast(dt, shifted), hn::Set(dt, 0x80000000u)), dt, out);
    }
    else
    {
      const auto whole = hn::DemoteTo(d32, hn::Max(rounded, hn::Set(d, -2147483648.0)));
      if constexpr (std::is_same<T, std::int32_t>::value)
      {
        hn::StoreU(whole, dt, out);
      }
      else
      {
        hn::StoreU(hn::DemoteTo(dt, whole), dt, out);
      }
    }
  }
}

/**
 * A product with a weight that is a vector. With a weight of 0 a number takes no part, even if it
 * is none: that of a neighbour on whose side of the voxel the sample does not lie. Integers are
 * always numbers.
 */
template <typename T>
HWY_INLINE Vector Term(Vector weight, Vector value)
{
  const Vector product = hn::Mul(weight, value);
  if constexpr (std::is_floating_point<T>::value)
  {
    return hn::IfThenZeroElse(hn::Eq(weight, hn::Zero(Doubles())), product);
  }
  else
  {
    return product;
  }
}

/** The results of a chunk, of one component, into their tuples. */
template <typename T>
HWY_INLINE void Spread(const T* values, int count, int components, T* out)
{
  if (components == 1)
  {
    std::memcpy(out, values, count * sizeof(T));
    return;
  }
  for (int i = 0; i < count; ++i)
  {
    out[i * components] = values[i];
  }
}

//------------------------------------------------------------------------------
// Linear

/** Take n pairs of neighbours apart, which lie after each other. */
template <typename T>
HWY_INLINE void LoadPairs(const T* pairs, Vector& a, Vector& b)
{
  const Doubles d;
  if constexpr (sizeof(T) <= 2)
  {
    // A pair is a number of twice as many bits, the first in the lower half.
    using Twice = std::conditional_t<sizeof(T) == 1,
      std::conditional_t<std::is_signed<T>::value, std::int16_t, std::uint16_t>,
      std::conditional_t<std::is_signed<T>::value, std::int32_t, std::uint32_t>>;
    constexpr int bits = 8 * sizeof(T);
    const As<Twice> d2;
    const As<std::int32_t> d32;
    const auto both = hn::LoadU(d2, reinterpret_cast<const Twice*>(pairs));
    const auto low = hn::ShiftRight<bits>(hn::ShiftLeft<bits>(both));
    const auto high = hn::ShiftRight<bits>(both);
    if constexpr (sizeof(T) == 1)
    {
      a = hn::PromoteTo(d, hn::PromoteTo(d32, low));
      b = hn::PromoteTo(d, hn::PromoteTo(d32, high));
    }
    else
    {
      a = hn::PromoteTo(d, hn::BitCast(d32, low));
      b = hn::PromoteTo(d, hn::BitCast(d32, high));
    }
  }
  else
  {
    const As<T> dt;
    hn::Vec<As<T>> first;
    hn::Vec<As<T>> second;
    hn::LoadInterleaved2(dt, pairs, first, second);
    a = ToDouble<Doubles, T>(d, first);
    b = ToDouble<Doubles, T>(d, second);
  }
}

template <typename T>
HWY_ATTR void Linear(
  const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* out)
{
  constexpr int size = SampleChunk::Size;
  const Doubles d;
  const Vector one = hn::Set(d, 1.0);
  const std::int64_t line[4] = { 0, steps.Step[1] * components, steps.Step[2] * components,
    (steps.Step[1] + steps.Step[2]) * components };
  alignas(64) T pairs[4][2 * size];
  alignas(64) T values[size];
  for (int c = 0; c < components; ++c, ++in, ++out)
  {
    // One load for two neighbours, and stores that are read at once: as fast as a gather
    // instruction where that is fast, faster where it is not, and with offsets of 64 bits.
    if (components == 1)
    {
      for (int i = 0; i < size; ++i)
      {
        const T* const voxel = in + chunk.Base[i];
        std::memcpy(&pairs[0][2 * i], voxel, 2 * sizeof(T));
        std::memcpy(&pairs[1][2 * i], voxel + line[1], 2 * sizeof(T));
        std::memcpy(&pairs[2][2 * i], voxel + line[2], 2 * sizeof(T));
        std::memcpy(&pairs[3][2 * i], voxel + line[3], 2 * sizeof(T));
      }
    }
    else
    {
      for (int i = 0; i < size; ++i)
      {
        const T* const voxel = in + chunk.Base[i] * components;
        for (int k = 0; k < 4; ++k)
        {
          pairs[k][2 * i] = voxel[line[k]];
          pairs[k][2 * i + 1] = voxel[line[k] + components];
        }
      }
    }
    const bool direct = components == 1 && chunk.Count == size;
    T* const target = direct ? out : values;
    for (int i = 0; i < size; i += static_cast<int>(hn::Lanes(d)))
    {
      const Vector x1 = hn::Load(d, chunk.Fraction[0] + i);
      const Vector y1 = hn::Load(d, chunk.Fraction[1] + i);
      const Vector z1 = hn::Load(d, chunk.Fraction[2] + i);
      const Vector x0 = hn::Sub(one, x1);
      const Vector y0 = hn::Sub(one, y1);
      const Vector z0 = hn::Sub(one, z1);
      Vector a[4];
      Vector b[4];
      for (int k = 0; k < 4; ++k)
      {
        LoadPairs(pairs[k] + 2 * i, a[k], b[k]);
      }
      const auto plane = [&](const Vector v[4]) HWY_ATTR
      {
        const Vector front = hn::Add(Term<T>(y0, v[0]), Term<T>(y1, v[1]));
        const Vector back = hn::Add(Term<T>(y0, v[2]), Term<T>(y1, v[3]));
        return hn::Add(Term<T>(z0, front), Term<T>(z1, back));
      };
      StoreAs<T>(hn::Add(Term<T>(x0, plane(a)), Term<T>(x1, plane(b))), target + i);
    }
    if (!direct)
    {
      Spread(values, chunk.Count, components, out);
    }
  }
}

//------------------------------------------------------------------------------
// Cubic: a vector holds the voxels along a line, not samples, since each sample has 64 of them.

using Taps = hn::CappedTag<double, 4>;
using TapVector = hn::Vec<Taps>;

template <typename T>
HWY_INLINE TapVector TapTerm(TapVector weight, TapVector value)
{
  const TapVector product = hn::Mul(weight, value);
  if constexpr (std::is_floating_point<T>::value)
  {
    return hn::IfThenZeroElse(hn::Eq(weight, hn::Zero(Taps())), product);
  }
  else
  {
    return product;
  }
}

template <typename T>
HWY_INLINE TapVector LoadTaps(const T* taps, int components)
{
  const hn::Rebind<T, Taps> dt;
  if (components == 1)
  {
    return ToDouble<Taps, T>(Taps(), hn::LoadU(dt, taps));
  }
  T together[4];
  for (std::size_t i = 0; i < hn::Lanes(dt); ++i)
  {
    together[i] = taps[static_cast<int>(i) * components];
  }
  return ToDouble<Taps, T>(Taps(), hn::LoadU(dt, together));
}

template <typename T, bool OneComponent>
HWY_INLINE void CubicValues(const T* in, int givenComponents, const VoxelSteps& steps,
  const SampleChunk& chunk, double* values)
{
  const Taps d;
  const int components = OneComponent ? 1 : givenComponents;
  const std::int64_t lineStep = steps.Step[1] * components;
  const std::int64_t planeStep = steps.Step[2] * components;
  for (int n = 0; n < chunk.Count; ++n)
  {
    const T* const first = in + chunk.Base[n] * components - components - lineStep - planeStep;
    alignas(64) double part[4];
    for (int i = 0; i < 4; i += static_cast<int>(hn::Lanes(d)))
    {
      TapVector sum = hn::Zero(d);
      for (int k = 0; k < 4; ++k)
      {
        const T* const line = first + k * planeStep + i * components;
        TapVector plane = hn::Zero(d);
        for (int j = 0; j < 4; ++j)
        {
          const TapVector term = TapTerm<T>(
            hn::Set(d, chunk.Weight[1][n][j]), LoadTaps(line + j * lineStep, components));
          plane = j == 0 ? term : hn::Add(plane, term);
        }
        const TapVector term = TapTerm<T>(hn::Set(d, chunk.Weight[2][n][k]), plane);
        sum = k == 0 ? term : hn::Add(sum, term);
      }
      hn::Store(TapTerm<T>(hn::Load(d, &chunk.Weight[0][n][i]), sum), d, part + i);
    }
    values[n] = part[0] + part[1] + part[2] + part[3];
  }
}

template <typename T>
HWY_ATTR void Cubic(
  const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* out)
{
  const Doubles d;
  alignas(64) double sums[SampleChunk::Size] = {};
  alignas(64) T values[SampleChunk::Size];
  for (int c = 0; c < components; ++c, ++in, ++out)
  {
    if (components == 1)
    {
      CubicValues<T, true>(in, 1, steps, chunk, sums);
    }
    else
    {
      CubicValues<T, false>(in, components, steps, chunk, sums);
    }
    for (int i = 0; i < SampleChunk::Size; i += static_cast<int>(hn::Lanes(d)))
    {
      StoreAs<T>(hn::Load(d, sums + i), values + i);
    }
    Spread(values, chunk.Count, components, out);
  }
}

//------------------------------------------------------------------------------
template <typename T>
constexpr TypedKernels<T> KernelsFor()
{
  return { &Linear<T>, &Cubic<T> };
}

// A constant: code that ran before main() would run on processors that have not the instructions.
constexpr VectorKernels Kernels = { &LocateNearest, &LocateLinear, &LocateCubic,
  { KernelsFor<std::int8_t>(), KernelsFor<std::uint8_t>(), KernelsFor<std::int16_t>(),
    KernelsFor<std::uint16_t>(), KernelsFor<std::int32_t>(), KernelsFor<std::uint32_t>(),
    KernelsFor<float>(), KernelsFor<double>() } };
}
}
HWY_AFTER_NAMESPACE();
#endif

//------------------------------------------------------------------------------
#if HWY_ONCE

#include <cstdlib>
#include <string>

namespace curvedreformat
{
VectorSet GetVectorSet()
{
  // the best first
  static const struct
  {
    std::int64_t Target;
    VectorSet Set;
  } known[] = {
#if HWY_TARGETS & HWY_AVX3
    { HWY_AVX3, { "AVX3", &N_AVX3::Kernels } },
#endif
#if HWY_TARGETS & HWY_AVX2
    { HWY_AVX2, { "AVX2", &N_AVX2::Kernels } },
#endif
#if HWY_TARGETS & HWY_SSE4
    { HWY_SSE4, { "SSE4", &N_SSE4::Kernels } },
#endif
#if HWY_TARGETS & HWY_NEON
    { HWY_NEON, { "NEON", &N_NEON::Kernels } },
#endif
    { 0, { "", nullptr } }
  };
  const char* const given = std::getenv("CURVEDREFORMAT_SIMD");
  const std::string limit = given ? given : "";
  bool allowed = limit.empty();
  for (const auto& one : known)
  {
    allowed = allowed || limit == one.Set.Name;
    if (allowed && (hwy::SupportedTargets() & one.Target))
    {
      return one.Set;
    }
  }
  return { "", nullptr };
}
}
#endif
