// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveRange.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace curvedreformat
{
//------------------------------------------------------------------------------
int FindExtrema(const CubicCurve& curve, const Vector3& direction, double t[2])
{
  const double a = 3.0 * curve.C3.Dot(direction);
  const double b = 2.0 * curve.C2.Dot(direction);
  const double c = curve.C1.Dot(direction);
  double roots[2];
  int count = 0;
  const double discriminant = b * b - 4.0 * a * c;
  if (discriminant > 0.0)
  {
    // without the cancellation of the usual formula
    const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
    if (a != 0.0)
    {
      roots[count++] = q / a;
    }
    if (q != 0.0)
    {
      roots[count++] = c / q;
    }
  }
  std::sort(roots, roots + count);
  int kept = 0;
  for (int i = 0; i < count; ++i)
  {
    if (roots[i] > 0.0 && roots[i] < 1.0)
    {
      t[kept++] = roots[i];
    }
  }
  return kept;
}

//------------------------------------------------------------------------------
void FindRange(const CurveModel& curve, const Vector3& direction, double& low, double& high)
{
  low = std::numeric_limits<double>::infinity();
  high = -low;
  const std::vector<CurveKnot>& knots = curve.GetKnots();
  for (std::size_t i = 0; i + 1 < knots.size(); ++i)
  {
    const CubicCurve span = MakeSpan(knots[i], knots[i + 1]).Curve;
    double t[4] = { 0.0, 1.0 };
    const int count = 2 + FindExtrema(span, direction, t + 2);
    for (int n = 0; n < count; ++n)
    {
      const double place = span.Value(t[n]).Dot(direction);
      low = std::min(low, place);
      high = std::max(high, place);
    }
  }
}
}
