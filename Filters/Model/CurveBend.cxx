// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveBend.h"

#include <cmath>

namespace curvedreformat
{
namespace
{
/** d angle / dt of the tangent. */
double TurningRate(const CubicCurve& curve, double t)
{
  const Vector3 d1 = curve.First(t);
  return d1.Cross(curve.Second(t)).Norm() / d1.SquaredNorm();
}

double CurvatureOf(const CubicCurve& curve, double t)
{
  return TurningRate(curve, t) / curve.First(t).Norm();
}

/** Gauss and Legendre's rule of four points. */
double GaussRule(const CubicCurve& curve, double a, double b)
{
  constexpr double node[2] = { 0.33998104358485626, 0.86113631159405258 };
  constexpr double weight[2] = { 0.65214515486254614, 0.34785484513745386 };
  const double middle = 0.5 * (a + b);
  const double half = 0.5 * (b - a);
  double sum = 0.0;
  for (int i = 0; i < 2; ++i)
  {
    sum += weight[i] *
      (TurningRate(curve, middle - half * node[i]) + TurningRate(curve, middle + half * node[i]));
  }
  return half * sum;
}

/** Halved until two halves agree with the whole; at an inflection the integrand has a kink. */
double Integrate(const CubicCurve& curve, double a, double b, double whole, int depth)
{
  const double middle = 0.5 * (a + b);
  const double left = GaussRule(curve, a, middle);
  const double right = GaussRule(curve, middle, b);
  if (depth == 0 || std::abs(left + right - whole) <= 1e-10 * (b - a))
  {
    return left + right;
  }
  return Integrate(curve, a, middle, left, depth - 1) +
    Integrate(curve, middle, b, right, depth - 1);
}

/**
 * Has the sign of the derivative of the curvature. With v = C' and w = C' x C'', whose square over
 * that of |v|^3 is the square of the curvature, it is a polynomial of t of degree 7.
 */
double CurvatureSlope(const CubicCurve& curve, double t)
{
  const Vector3 v = curve.First(t);
  const Vector3 a = curve.Second(t);
  const Vector3 w = v.Cross(a);
  return w.Dot(v.Cross(curve.Third())) * v.SquaredNorm() - 3.0 * w.SquaredNorm() * v.Dot(a);
}
}

//------------------------------------------------------------------------------
double TotalCurvature(const CubicCurve& curve)
{
  constexpr int depth = 40;
  return Integrate(curve, 0.0, 1.0, GaussRule(curve, 0.0, 1.0), depth);
}

//------------------------------------------------------------------------------
double LargestCurvature(const CubicCurve& curve, double& t)
{
  // The largest is at an end, or where the slope falls through zero. A span turns so little that
  // the steps tell the zeros of the slope apart.
  constexpr int steps = 16;
  t = 0.0;
  double largest = CurvatureOf(curve, 0.0);
  const auto take = [&](double where)
  {
    const double curvature = CurvatureOf(curve, where);
    if (curvature > largest)
    {
      largest = curvature;
      t = where;
    }
  };
  for (int i = 0; i < steps; ++i)
  {
    double low = static_cast<double>(i) / steps;
    double high = static_cast<double>(i + 1) / steps;
    take(high);
    if (CurvatureSlope(curve, low) > 0.0 && CurvatureSlope(curve, high) < 0.0)
    {
      for (int halves = 0; halves < 50; ++halves)
      {
        const double middle = 0.5 * (low + high);
        (CurvatureSlope(curve, middle) > 0.0 ? low : high) = middle;
      }
      take(low);
    }
  }
  return largest;
}
}
