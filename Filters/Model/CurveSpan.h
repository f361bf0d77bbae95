// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The curve between two knots as polynomials of t in [0, 1]: position (cubic), arc length (quintic)
 * and the unprojected rotation-minimizing normal (cubic).
 */
#ifndef CurveSpan_h
#define CurveSpan_h

#include "CurveSpline.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
/** A cubic in power form. */
struct CubicCurve
{
  Vector3 C0, C1, C2, C3;

  /** From values and derivatives (with respect to t) at 0 and 1. */
  static CubicCurve Hermite(
    const Vector3& p0, const Vector3& d0, const Vector3& p1, const Vector3& d1)
  {
    const Vector3 chord = p1 - p0;
    return { p0, d0, chord * 3.0 - d0 * 2.0 - d1, d0 + d1 - chord * 2.0 };
  }

  Vector3 Value(double t) const { return ((C3 * t + C2) * t + C1) * t + C0; }
  Vector3 First(double t) const { return (C3 * (3.0 * t) + C2 * 2.0) * t + C1; }
  Vector3 Second(double t) const { return C3 * (6.0 * t) + C2 * 2.0; }
  Vector3 Third() const { return C3 * 6.0; }

  /** The Bezier points of the cubic seen from p; the curve lies in their convex hull. */
  void ControlPoints(const Vector3& p, Vector3 b[4]) const
  {
    b[0] = C0 - p;
    b[1] = b[0] + C1 * (1.0 / 3.0);
    b[2] = b[1] + (C1 + C2) * (1.0 / 3.0);
    b[3] = b[0] + C1 + C2 + C3;
  }
};

/** dT/dt and the derivative of the speed, for a curve with first and second derivatives d1, d2. */
inline Vector3 TangentDerivative(const Vector3& d1, const Vector3& d2)
{
  const double speed = d1.Norm();
  const Vector3 tangent = d1 / speed;
  return (d2 - tangent * d2.Dot(tangent)) / speed;
}

inline double SpeedDerivative(const Vector3& d1, const Vector3& d2)
{
  return d1.Dot(d2) / d1.Norm();
}

/** Arc length from the start of a span: the quintic with the right speed and acceleration at both
 * ends. */
struct ArcQuintic
{
  double C1 = 0.0, C2 = 0.0, C3 = 0.0, C4 = 0.0, C5 = 0.0;

  ArcQuintic() = default;
  ArcQuintic(double length, double speed0, double speed1, double rate0, double rate1)
    : C1(speed0)
    , C2(0.5 * rate0)
    , C3(10.0 * length - 6.0 * speed0 - 4.0 * speed1 - 0.5 * (3.0 * rate0 - rate1))
    , C4(-15.0 * length + 8.0 * speed0 + 7.0 * speed1 + 0.5 * (3.0 * rate0 - 2.0 * rate1))
    , C5(6.0 * length - 3.0 * (speed0 + speed1) - 0.5 * (rate0 - rate1))
  {
  }

  double Value(double t) const { return ((((C5 * t + C4) * t + C3) * t + C2) * t + C1) * t; }
  double First(double t) const
  {
    return (((5.0 * C5 * t + 4.0 * C4) * t + 3.0 * C3) * t + 2.0 * C2) * t + C1;
  }

  /** The t with Value(t) = s, for 0 <= s <= Value(1). Newton; the quintic is close to a line. */
  double Solve(double s) const
  {
    const double length = this->Value(1.0);
    double t = s / length;
    for (int i = 0; i < 8; ++i)
    {
      const double step = (s - this->Value(t)) / this->First(t);
      t += step;
      if (std::abs(step) < 1e-9)
      {
        break; // steps square: what is left is rounding
      }
    }
    return std::min(std::max(t, 0.0), 1.0);
  }
};

/** Everything known between two knots. */
struct CurveSpan
{
  CubicCurve Curve;
  CubicCurve Normal;
  ArcQuintic Arc;
  double S0 = 0.0;
};
}

#endif
