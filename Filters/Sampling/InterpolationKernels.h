// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The separable kernels: which voxels around a position count, and how much; and how a sum becomes
 * a voxel again.
 */
#ifndef InterpolationKernels_h
#define InterpolationKernels_h

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace curvedreformat
{
/** What sums of a type are made in: its values must fit exactly. */
template <typename T>
using RealFor =
  std::conditional_t<std::is_integral<T>::value && sizeof(T) == 8, long double, double>;

/** The nearest voxel; half way between two, the upper one, as vtkImageReslice. */
struct NearestKernel
{
  static constexpr int Taps = 1;
  static constexpr int Before = 0; ///< taps before the voxel at Base()

  /** The voxel of the tap number Before; x is not negative, so that truncating is rounding down. */
  static int Base(double x)
  {
    const double up = x + 0.5;
    return static_cast<int>(up);
  }

  template <typename Real>
  static void Weights(double, int, Real w[Taps])
  {
    w[0] = 1;
  }
};

struct LinearKernel
{
  static constexpr int Taps = 2;
  static constexpr int Before = 0;

  static int Base(double x) { return static_cast<int>(x); }

  template <typename Real>
  static void Weights(double x, int base, Real w[Taps])
  {
    const Real f = x - base;
    w[0] = 1 - f;
    w[1] = f;
  }
};

/**
 * Cubic convolution with a = -1/2: R. Keys, "Cubic convolution interpolation for digital image
 * processing", IEEE Transactions on Acoustics, Speech and Signal Processing 29 (1981),
 * doi 10.1109/TASSP.1981.1163711.
 */
struct CubicKernel
{
  static constexpr int Taps = 4;
  static constexpr int Before = 1;

  static int Base(double x) { return static_cast<int>(x); }

  template <typename Real>
  static void Weights(double x, int base, Real w[Taps])
  {
    const Real f = x - base;
    const Real r = 1 - f;
    const Real half = 0.5;
    w[0] = -half * f * r * r;
    w[1] = half * (2 + f * f * (3 * f - 5));
    w[2] = half * (2 + r * r * (3 * r - 5));
    w[3] = -half * r * f * f;
  }
};

/** A sum as a value of the type: floating point as it is, integers rounded to the nearest and
 * clamped. */
template <typename T, typename Real>
T FromReal(Real value)
{
  if constexpr (std::is_floating_point<T>::value)
  {
    return static_cast<T>(value);
  }
  else
  {
    constexpr Real low = static_cast<Real>(std::numeric_limits<T>::min());
    constexpr Real high = static_cast<Real>(std::numeric_limits<T>::max());
    if (!(value > low))
    {
      // not a number, too
      return std::isnan(value) ? T(0) : std::numeric_limits<T>::min();
    }
    if (value >= high)
    {
      return std::numeric_limits<T>::max();
    }
    if constexpr (sizeof(T) < 8)
    {
      const Real up = value + Real(0.5);
      const auto truncated = static_cast<std::int64_t>(up);
      return static_cast<T>(truncated - (static_cast<Real>(truncated) > up ? 1 : 0));
    }
    else
    {
      // the sum with a half might be rounded
      const Real down = std::floor(value);
      return static_cast<T>(value - down < Real(0.5) ? down : down + Real(1));
    }
  }
}
}

#endif
