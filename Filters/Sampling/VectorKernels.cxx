// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause

// Compiled once for each instruction set: foreach_target.h includes this file again and again.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Sampling/VectorKernels.cxx"
// All but these have nothing more for these kernels. The last two stand for no set at all; Highway
// wants one of them. Bit 29 is HWY_NEON_WITHOUT_AES, a name that older releases do not know.
#define HWY_DISABLED_TARGETS                                                                       \
  (~(HWY_AVX3 | HWY_AVX2 | HWY_SSE4 | HWY_NEON | (1LL << 29) | HWY_EMU128 | HWY_SCALAR))
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

/** `use` is called with the vector's first sample and the fractions along x, y, z; `round` is for
 * the nearest voxel instead of the one below. */
template <bool round, typename Use>
HWY_INLINE void Locate(
  const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk, Use use)
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
      Vector x = PositionAt(d, row, axis, i);
      if (round)
      {
        x = hn::Add(x, hn::Set(d, 0.5));
      }
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
  Locate<true>(row, first, steps, chunk, [](std::size_t, const Vector[3]) {});
}

HWY_ATTR void LocateLinear(
  const SampleRow& row, int first, const VoxelSteps& steps, SampleChunk& chunk)
{
  Locate<false>(row, first, steps, chunk,
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
  Locate<false>(row, first, steps, chunk,
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
      const auto weights = [&](Vector f, Vector w[4]) HWY_ATTR
      {
        const Vector r = hn::Sub(one, f);
        const Vector minus = hn::Neg(half);
        w[0] = hn::Mul(hn::Mul(hn::Mul(minus, f), r), r);
        w[1] = middle(f);
        w[2] = middle(r);
        w[3] = hn::Mul(hn::Mul(hn::Mul(minus, r), f), f);
      };
      Vector w[4];
      weights(fraction[0], w);
      hn::StoreInterleaved4(w[0], w[1], w[2], w[3], d, chunk.WeightX[n]);
      weights(fraction[1], w);
      for (int tap = 0; tap < 4; ++tap)
      {
        hn::Store(w[tap], d, chunk.WeightY[tap] + n);
      }
      weights(fraction[2], w);
      for (int tap = 0; tap < 4; ++tap)
      {
        hn::Store(w[tap], d, chunk.WeightZ[tap] + n);
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
template <typename T, typename V>
HWY_INLINE V Term(V weight, V value)
{
  const V product = hn::Mul(weight, value);
  if constexpr (std::is_floating_point<T>::value)
  {
    return hn::IfThenZeroElse(hn::Eq(weight, hn::Zero(hn::DFromV<V>())), product);
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

/** Two neighbours as one number, the first in the lower half. */
template <typename T>
using Pair = std::conditional_t<sizeof(T) == 1,
  std::conditional_t<std::is_signed<T>::value, std::int16_t, std::uint16_t>,
  std::conditional_t<std::is_signed<T>::value, std::int32_t, std::uint32_t>>;

template <typename T>
HWY_INLINE void TakeApart(hn::Vec<As<Pair<T>>> pairs, Vector& a, Vector& b)
{
  const Doubles d;
  const As<std::int32_t> d32;
  constexpr int bits = 8 * sizeof(T);
  const auto low = hn::ShiftRight<bits>(hn::ShiftLeft<bits>(pairs));
  const auto high = hn::ShiftRight<bits>(pairs);
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

/** Pairs that lie after each other in memory. */
template <typename T>
HWY_INLINE void LoadPairs(const T* pairs, Vector& a, Vector& b)
{
  if constexpr (sizeof(T) <= 2)
  {
    const As<Pair<T>> dp;
    TakeApart<T>(hn::LoadU(dp, reinterpret_cast<const Pair<T>*>(pairs)), a, b);
  }
  else
  {
    const As<T> dt;
    hn::Vec<As<T>> first;
    hn::Vec<As<T>> second;
    hn::LoadInterleaved2(dt, pairs, first, second);
    a = ToDouble<Doubles, T>(Doubles(), first);
    b = ToDouble<Doubles, T>(Doubles(), second);
  }
}

// Pairs of 16-bit numbers from all over the image: one load each, put together in a register. A
// gather instruction does no more, at the same speed or less, with offsets of 32 bits only.
#if HWY_ARCH_X86
constexpr bool GathersInRegisters = true;

template <typename T>
HWY_INLINE hn::Vec<As<Pair<T>>> GatherPairs(const T* in, const std::int64_t* base)
{
  const As<Pair<T>> d;
  const auto at = [&](int i) HWY_ATTR
  {
    int pair;
    std::memcpy(&pair, in + base[i], sizeof(pair));
    return pair;
  };
  const auto two = [&](int i) HWY_ATTR
  { return _mm_insert_epi32(_mm_cvtsi32_si128(at(i)), at(i + 1), 1); };
#if HWY_TARGET == HWY_SSE4
  return hn::Vec<decltype(d)>{ two(0) };
#else
  const auto four = [&](int i) HWY_ATTR
  { return _mm_insert_epi32(_mm_insert_epi32(two(i), at(i + 2), 2), at(i + 3), 3); };
#if HWY_TARGET == HWY_AVX2
  return hn::Vec<decltype(d)>{ four(0) };
#else
  const hn::Vec128<Pair<T>> low{ four(0) };
  const hn::Vec128<Pair<T>> high{ four(4) };
  return hn::Combine(d, high, low);
#endif
#endif
}
#else
constexpr bool GathersInRegisters = false;

template <typename T>
HWY_INLINE hn::Vec<As<Pair<T>>> GatherPairs(const T*, const std::int64_t*);
#endif

/** The four pairs of neighbours along x around every sample of a chunk, by way of memory. */
template <typename T>
HWY_INLINE void CopyPairs(const T* in, int components, const std::int64_t line[4],
  const SampleChunk& chunk, T (&pairs)[4][2 * SampleChunk::Size])
{
  for (int i = 0; i < SampleChunk::Size; ++i)
  {
    const T* const voxel = in + chunk.Base[i] * components;
    for (int k = 0; k < 4; ++k)
    {
      if (components == 1)
      {
        std::memcpy(&pairs[k][2 * i], voxel + line[k], 2 * sizeof(T)); // in one
      }
      else
      {
        pairs[k][2 * i] = voxel[line[k]];
        pairs[k][2 * i + 1] = voxel[line[k] + components];
      }
    }
  }
}

template <typename T, bool InRegisters>
HWY_INLINE void LinearValues(
  const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* values)
{
  const Doubles d;
  const Vector one = hn::Set(d, 1.0);
  const std::int64_t line[4] = { 0, steps.Step[1] * components, steps.Step[2] * components,
    (steps.Step[1] + steps.Step[2]) * components };
  alignas(64) T pairs[4][2 * SampleChunk::Size];
  if constexpr (!InRegisters)
  {
    CopyPairs(in, components, line, chunk, pairs);
  }
  for (int i = 0; i < SampleChunk::Size; i += static_cast<int>(hn::Lanes(d)))
  {
    Vector a[4];
    Vector b[4];
    for (int k = 0; k < 4; ++k)
    {
      if constexpr (InRegisters)
      {
        TakeApart<T>(GatherPairs(in + line[k], chunk.Base + i), a[k], b[k]);
      }
      else
      {
        LoadPairs(pairs[k] + 2 * i, a[k], b[k]);
      }
    }
    const Vector x1 = hn::Load(d, chunk.Fraction[0] + i);
    const Vector y1 = hn::Load(d, chunk.Fraction[1] + i);
    const Vector z1 = hn::Load(d, chunk.Fraction[2] + i);
    const Vector x0 = hn::Sub(one, x1);
    const Vector y0 = hn::Sub(one, y1);
    const Vector z0 = hn::Sub(one, z1);
    const auto plane = [&](const Vector v[4]) HWY_ATTR
    {
      const Vector front = hn::Add(Term<T>(y0, v[0]), Term<T>(y1, v[1]));
      const Vector back = hn::Add(Term<T>(y0, v[2]), Term<T>(y1, v[3]));
      return hn::Add(Term<T>(z0, front), Term<T>(z1, back));
    };
    StoreAs<T>(hn::Add(Term<T>(x0, plane(a)), Term<T>(x1, plane(b))), values + i);
  }
}

template <typename T>
HWY_ATTR void Linear(
  const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* out)
{
  alignas(64) T values[SampleChunk::Size];
  if (components == 1)
  {
    const bool full = chunk.Count == SampleChunk::Size;
    LinearValues<T, GathersInRegisters && sizeof(T) == 2>(in, 1, steps, chunk, full ? out : values);
    if (!full)
    {
      Spread(values, chunk.Count, 1, out);
    }
    return;
  }
  for (int c = 0; c < components; ++c)
  {
    LinearValues<T, false>(in + c, components, steps, chunk, values);
    Spread(values, chunk.Count, components, out + c);
  }
}

//------------------------------------------------------------------------------
// Cubic: a vector holds the four voxels along a line, not samples, since each sample has 64 of
// them; or those of two lines, where it is wide enough.

using Taps = hn::CappedTag<double, 8>;
/** As many as lie on one line. */
using LineTaps = hn::CappedTag<double, 4>;
using LineVector = hn::Vec<LineTaps>;

template <typename T>
HWY_INLINE hn::Vec<hn::Rebind<T, LineTaps>> LoadLine(const T* taps, int components)
{
  const hn::Rebind<T, LineTaps> d;
  if (components == 1)
  {
    return hn::LoadU(d, taps);
  }
  T together[4];
  for (std::size_t i = 0; i < hn::Lanes(d); ++i)
  {
    together[i] = taps[static_cast<int>(i) * components];
  }
  return hn::LoadU(d, together);
}

/** The sums over y and z for the voxels along x: over even and odd lines apart, then together. */
template <typename T, typename Wide = Taps>
HWY_INLINE LineVector SumLines(const T* first, int components, std::int64_t lineStep,
  std::int64_t planeStep, const SampleChunk& chunk, int n)
{
  const auto& y = chunk.WeightY;
  const auto& z = chunk.WeightZ;
  const LineTaps d;
  if constexpr (hn::MaxLanes(Wide()) == 8)
  {
    const Wide wide;
    const hn::Rebind<T, Wide> dt;
    const auto y01 = hn::Combine(wide, hn::Set(d, y[1][n]), hn::Set(d, y[0][n]));
    const auto y23 = hn::Combine(wide, hn::Set(d, y[3][n]), hn::Set(d, y[2][n]));
    auto sum = hn::Zero(wide);
    for (int k = 0; k < 4; ++k)
    {
      const T* const line = first + k * planeStep;
      const auto two = [&](int j) HWY_ATTR
      {
        return ToDouble<Wide, T>(wide,
          hn::Combine(dt, LoadLine(line + (j + 1) * lineStep, components),
            LoadLine(line + j * lineStep, components)));
      };
      const auto plane = hn::Add(Term<T>(y01, two(0)), Term<T>(y23, two(2)));
      const auto term = Term<T>(hn::Set(wide, z[k][n]), plane);
      sum = k == 0 ? term : hn::Add(sum, term);
    }
    return hn::Add(hn::LowerHalf(d, sum), hn::UpperHalf(d, sum));
  }
  else
  {
    LineVector even = hn::Zero(d);
    LineVector odd = hn::Zero(d);
    for (int k = 0; k < 4; ++k)
    {
      const T* const line = first + k * planeStep;
      const auto term = [&](int j) HWY_ATTR
      {
        return Term<T>(
          hn::Set(d, y[j][n]), ToDouble<LineTaps, T>(d, LoadLine(line + j * lineStep, components)));
      };
      const LineVector weight = hn::Set(d, z[k][n]);
      const LineVector evenTerm = Term<T>(weight, hn::Add(term(0), term(2)));
      const LineVector oddTerm = Term<T>(weight, hn::Add(term(1), term(3)));
      even = k == 0 ? evenTerm : hn::Add(even, evenTerm);
      odd = k == 0 ? oddTerm : hn::Add(odd, oddTerm);
    }
    return hn::Add(even, odd);
  }
}

template <typename T, bool OneComponent>
HWY_INLINE void CubicValues(
  const T* in, int givenComponents, const VoxelSteps& steps, const SampleChunk& chunk, T* values)
{
  const LineTaps line;
  const int components = OneComponent ? 1 : givenComponents;
  const std::int64_t lineStep = steps.Step[1] * components;
  const std::int64_t planeStep = steps.Step[2] * components;
  alignas(64) double terms[SampleChunk::Size][4];
  for (int n = 0; n < SampleChunk::Size; ++n)
  {
    const T* const first = in + chunk.Base[n] * components - components - lineStep - planeStep;
    for (int i = 0; i < 4; i += static_cast<int>(hn::Lanes(line)))
    {
      const LineVector sum =
        SumLines(first + i * components, components, lineStep, planeStep, chunk, n);
      hn::Store(Term<T>(hn::Load(line, &chunk.WeightX[n][i]), sum), line, &terms[n][i]);
    }
  }
  const Doubles d;
  for (int n = 0; n < SampleChunk::Size; n += static_cast<int>(hn::Lanes(d)))
  {
    Vector x[4];
    hn::LoadInterleaved4(d, terms[n], x[0], x[1], x[2], x[3]);
    StoreAs<T>(hn::Add(hn::Add(hn::Add(x[0], x[1]), x[2]), x[3]), values + n);
  }
}

template <typename T>
HWY_ATTR void Cubic(
  const T* in, int components, const VoxelSteps& steps, const SampleChunk& chunk, T* out)
{
  alignas(64) T values[SampleChunk::Size];
  if (components == 1)
  {
    const bool full = chunk.Count == SampleChunk::Size;
    CubicValues<T, true>(in, 1, steps, chunk, full ? out : values);
    if (!full)
    {
      Spread(values, chunk.Count, 1, out);
    }
    return;
  }
  for (int c = 0; c < components; ++c)
  {
    CubicValues<T, false>(in + c, components, steps, chunk, values);
    Spread(values, chunk.Count, components, out + c);
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

#include <algorithm>
#include <cstdlib>
#include <iterator>
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
    { HWY_AVX3, { "AVX-512", &N_AVX3::Kernels } },
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
#if defined(HWY_NEON_WITHOUT_AES)
#if HWY_TARGETS & HWY_NEON_WITHOUT_AES
    { HWY_NEON_WITHOUT_AES, { "NEON", &N_NEON_WITHOUT_AES::Kernels } },
#endif
#endif
    { 0, { "off", nullptr } }
  };
  const char* const given = std::getenv("CURVEDREFORMAT_SIMD");
  const std::string limit = given ? given : "";
  bool allowed = std::none_of(std::begin(known), std::end(known),
    [&limit](const auto& one) { return limit == one.Set.Name; });
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
