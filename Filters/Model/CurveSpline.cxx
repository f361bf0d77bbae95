// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveSpline.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace curvedreformat
{
namespace
{
// Not-a-knot ends continue the curvature found in the spans next to the end. When the end span is
// much longer than its neighbour that is an extrapolation which magnifies small errors of the
// points by the square of the ratio, and makes loops. Beyond this ratio the end span becomes a
// parabola instead.
constexpr double LongestSafeEndSpan = 3.0;

/** One row of the tridiagonal system for the derivatives: Low D[i-1] + Mid D[i] + High D[i+1] =
 * Right. */
struct Row
{
  double Low = 0.0;
  double Mid = 1.0;
  double High = 0.0;
  Vector3 Right{ 0.0, 0.0, 0.0 };
};

/** C2 at an inner point between spans of lengths h0, h1 and slopes m0, m1. */
Row ContinuityRow(double h0, double h1, const Vector3& m0, const Vector3& m1)
{
  Row row;
  row.Low = h1;
  row.Mid = 2.0 * (h0 + h1);
  row.High = h0;
  row.Right = (m0 * h1 + m1 * h0) * 3.0;
  return row;
}

/**
 * The end condition, written for the first point with h0, m0 the end span's and h1, m1 its
 * neighbour's: either one cubic over both spans, or a parabola over the end span. High multiplies
 * the inner neighbour's derivative; the caller mirrors it for the last point.
 */
Row EndRow(double h0, double h1, const Vector3& m0, const Vector3& m1)
{
  Row row;
  if (h0 > LongestSafeEndSpan * h1)
  {
    row.High = 1.0;
    row.Right = m0 * 2.0;
    return row;
  }
  row.Mid = h1;
  row.High = h0 + h1;
  row.Right = (m0 * (h1 * (3.0 * h0 + 2.0 * h1)) + m1 * (h0 * h0)) / (h0 + h1);
  return row;
}

/** Gaussian elimination without pivoting (Thomas); the rows are, or are close to, diagonally
 * dominant. */
std::vector<Vector3> SolveTridiagonal(std::vector<Row> rows)
{
  const std::size_t n = rows.size();
  for (std::size_t i = 1; i < n; ++i)
  {
    const double f = rows[i].Low / rows[i - 1].Mid;
    rows[i].Mid -= f * rows[i - 1].High;
    rows[i].Right = rows[i].Right - rows[i - 1].Right * f;
  }
  std::vector<Vector3> x(n);
  x[n - 1] = rows[n - 1].Right / rows[n - 1].Mid;
  for (std::size_t i = n - 1; i-- > 0;)
  {
    x[i] = (rows[i].Right - x[i + 1] * rows[i].High) / rows[i].Mid;
  }
  return x;
}

/** A cyclic tridiagonal system, by the Sherman-Morrison formula. */
std::vector<Vector3> SolveCyclic(std::vector<Row> rows)
{
  const std::size_t n = rows.size();
  const double corner0 = rows[0].Low;
  const double cornerN = rows[n - 1].High;
  const double gamma = -rows[0].Mid;
  rows[0].Mid -= gamma;
  rows[n - 1].Mid -= corner0 * cornerN / gamma;
  std::vector<Row> unit = rows;
  for (Row& row : unit)
  {
    row.Right = Vector3(0.0, 0.0, 0.0);
  }
  unit[0].Right = Vector3(gamma, gamma, gamma);
  unit[n - 1].Right = Vector3(cornerN, cornerN, cornerN);
  std::vector<Vector3> x = SolveTridiagonal(std::move(rows));
  const std::vector<Vector3> z = SolveTridiagonal(std::move(unit));
  const double denominator = 1.0 + z[0][0] + corner0 * z[n - 1][0] / gamma;
  const Vector3 factor = (x[0] + x[n - 1] * (corner0 / gamma)) / denominator;
  for (std::size_t i = 0; i < n; ++i)
  {
    x[i] = x[i] - factor * z[i][0];
  }
  return x;
}

std::vector<Vector3> OpenDerivatives(const std::vector<double>& h, const std::vector<Vector3>& m)
{
  const std::size_t spans = h.size();
  if (spans == 1)
  {
    return { m[0], m[0] };
  }
  if (spans == 2)
  {
    // the parabola through three points
    const Vector3 inner = (m[0] * h[1] + m[1] * h[0]) / (h[0] + h[1]);
    return { m[0] * 2.0 - inner, inner, m[1] * 2.0 - inner };
  }
  std::vector<Row> rows(spans + 1);
  rows[0] = EndRow(h[0], h[1], m[0], m[1]);
  for (std::size_t i = 1; i < spans; ++i)
  {
    rows[i] = ContinuityRow(h[i - 1], h[i], m[i - 1], m[i]);
  }
  rows[spans] = EndRow(h[spans - 1], h[spans - 2], m[spans - 1], m[spans - 2]);
  std::swap(rows[spans].Low, rows[spans].High);
  return SolveTridiagonal(std::move(rows));
}

std::vector<Vector3> PeriodicDerivatives(
  const std::vector<double>& h, const std::vector<Vector3>& m)
{
  const std::size_t spans = h.size();
  std::vector<Row> rows(spans);
  for (std::size_t i = 0; i < spans; ++i)
  {
    const std::size_t before = (i + spans - 1) % spans;
    rows[i] = ContinuityRow(h[before], h[i], m[before], m[i]);
  }
  std::vector<Vector3> d = SolveCyclic(std::move(rows));
  d.push_back(d.front());
  return d;
}

/** The spline at parameter u, which must lie in span i. */
Vector3 EvaluateSpan(const CurveSpline& spline, std::size_t i, double u)
{
  const double h = spline.U[i + 1] - spline.U[i];
  const double t = (u - spline.U[i]) / h;
  const double r = 1.0 - t;
  return spline.P[i] * (r * r * (1.0 + 2.0 * t)) + spline.P[i + 1] * (t * t * (3.0 - 2.0 * t)) +
    spline.D[i] * (h * t * r * r) - spline.D[i + 1] * (h * t * t * r);
}

/**
 * The whole number below or above a quotient; one that is a whole number but for its rounding is
 * that number. Else the same curve in another unit would be another one.
 */
constexpr double QuotientRounding = 1e-9;
double WholeBelow(double quotient)
{
  return std::floor(quotient * (1.0 + QuotientRounding));
}
double WholeAbove(double quotient)
{
  return std::ceil(quotient * (1.0 - QuotientRounding));
}
}

//------------------------------------------------------------------------------
bool IsClosedPolyline(const std::vector<Vector3>& points)
{
  if (points.size() < 3)
  {
    return false;
  }
  const auto length = [&](std::size_t i) { return (points[i + 1] - points[i]).Norm(); };
  const std::size_t last = points.size() - 1;
  std::size_t i = 0;
  while (i < last && length(i) == 0.0)
  {
    ++i;
  }
  std::size_t j = last;
  while (j > 0 && length(j - 1) == 0.0)
  {
    --j;
  }
  if (i >= last || j == 0)
  {
    return false;
  }
  return (points[last] - points[0]).Norm() <= 1e-3 * std::min(length(i), length(j - 1));
}

//------------------------------------------------------------------------------
std::vector<std::size_t> DistinctPoints(const std::vector<Vector3>& points, bool closed)
{
  Box3 bounds;
  for (const Vector3& p : points)
  {
    bounds.Add(p);
  }
  const double tolerance = 1e-12 * (bounds.High - bounds.Low).Norm();

  std::vector<std::size_t> kept{ 0 };
  for (std::size_t i = 1; i < points.size(); ++i)
  {
    if ((points[i] - points[kept.back()]).Norm() > tolerance)
    {
      kept.push_back(i);
    }
  }
  if (closed)
  {
    // the repeated first point must be the last one, also when points before it coincide with it
    const std::size_t last = points.size() - 1;
    const double closing = std::max(tolerance, (points[last] - points[0]).Norm());
    while (kept.size() > 1 && (points[kept.back()] - points[0]).Norm() <= closing)
    {
      kept.pop_back();
    }
    kept.push_back(last);
  }
  return kept;
}

//------------------------------------------------------------------------------
CurveSpline InterpolatePoints(const std::vector<Vector3>& points, bool closed)
{
  CurveSpline spline;
  spline.Closed = closed;
  spline.P = points;
  if (closed)
  {
    spline.P.back() = spline.P.front();
  }
  const std::size_t spans = points.size() - 1;
  std::vector<double> h(spans);
  std::vector<Vector3> m(spans);
  spline.U.resize(points.size());
  spline.U[0] = 0.0;
  for (std::size_t i = 0; i < spans; ++i)
  {
    const Vector3 chord = spline.P[i + 1] - spline.P[i];
    h[i] = chord.Norm();
    m[i] = chord / h[i];
    spline.U[i + 1] = spline.U[i] + h[i];
  }
  spline.D = closed ? PeriodicDerivatives(h, m) : OpenDerivatives(h, m);
  return spline;
}

//------------------------------------------------------------------------------
std::vector<Vector3> SmoothPoints(
  const CurveSpline& spline, double standardDeviation, std::vector<double>& u)
{
  // Samples are taken finely enough that every point given takes part (no further apart than the
  // mean span) and the Gaussian is resolved, but no finer than a sixteenth of the mean span, below
  // which there is nothing to smooth. The result needs only a quarter of the standard deviation; so
  // the work does not grow with it.
  const double length = spline.U.back();
  const double meanSpan = length / static_cast<double>(spline.P.size() - 1);
  const double step = std::max(std::min(meanSpan, 0.25 * standardDeviation), meanSpan / 16.0);
  const auto stride = static_cast<std::ptrdiff_t>(std::min(
    std::max(WholeBelow(0.25 * standardDeviation / step), 1.0), 0.25 * length / step + 1.0));
  const auto outputs = static_cast<std::ptrdiff_t>(
    std::max(WholeAbove(length / (step * static_cast<double>(stride))), 4.0));
  const std::ptrdiff_t steps = outputs * stride;
  const double delta = length / static_cast<double>(steps);

  std::vector<Vector3> samples(static_cast<std::size_t>(steps) + 1);
  std::size_t span = 0;
  for (std::ptrdiff_t i = 0; i <= steps; ++i)
  {
    const double ui = (i == steps) ? length : static_cast<double>(i) * delta;
    while (span + 2 < spline.U.size() && ui > spline.U[span + 1])
    {
      ++span;
    }
    samples[i] = EvaluateSpan(spline, span, ui);
  }

  // The curve continued beyond its ends: around again, or reflected in the end point. A reflection
  // reaches one length far, which bounds the kernel.
  const auto continued = [&](std::ptrdiff_t i)
  {
    if (spline.Closed)
    {
      i = ((i % steps) + steps) % steps;
      return samples[i];
    }
    if (i < 0)
    {
      return samples[0] * 2.0 - samples[-i];
    }
    if (i > steps)
    {
      return samples[steps] * 2.0 - samples[2 * steps - i];
    }
    return samples[i];
  };

  const auto reach = static_cast<std::ptrdiff_t>(
    std::min(WholeAbove(5.0 * standardDeviation / delta), static_cast<double>(steps)));
  std::vector<double> weights(static_cast<std::size_t>(reach) + 1);
  double sum = 0.0;
  for (std::ptrdiff_t k = 0; k <= reach; ++k)
  {
    const double x = static_cast<double>(k) * delta / standardDeviation;
    weights[k] = std::exp(-0.5 * x * x);
    sum += (k == 0 ? 1.0 : 2.0) * weights[k];
  }

  u.resize(static_cast<std::size_t>(outputs) + 1);
  std::vector<Vector3> smooth(u.size());
  for (std::ptrdiff_t j = 0; j <= outputs; ++j)
  {
    const std::ptrdiff_t i = j * stride;
    Vector3 p = continued(i) * (weights[0] / sum);
    for (std::ptrdiff_t k = 1; k <= reach; ++k)
    {
      p = p + (continued(i - k) + continued(i + k)) * (weights[k] / sum);
    }
    u[j] = (j == outputs) ? length : static_cast<double>(i) * delta;
    smooth[j] = p;
  }
  if (spline.Closed)
  {
    smooth.back() = smooth.front();
  }
  else
  {
    smooth.front() = samples.front();
    smooth.back() = samples.back();
  }
  return smooth;
}
}
