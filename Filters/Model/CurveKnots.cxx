// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveKnots.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

namespace curvedreformat
{
namespace
{
// What one span between knots may be off, each well below the promise for the whole curve: arc
// length to 1e-10 of the length, twist to 1e-6 rad.
constexpr double ArcTolerance = 1e-11; // of the span's length
constexpr double TwistTolerance =
  1e-9; // rad; what halving the step changes, before the last halving's 1/16
constexpr double NormalTolerance = 2e-8; // rad; between knots
constexpr double LargestTurn =
  0.1; // rad; keeps what reads the knots (angles to unwrap) on the safe side
constexpr double SlowestSpeed = 1e-8; // |dP/dU|, which is close to 1 on a curve that goes on
constexpr int DeepestHalving = 24;

// Of a span's length. A knot this close to another would make a span in which rounding of the
// positions shows in the curvature.
constexpr double ClosestKnot = 1e-5;

/** Five-point Gauss-Legendre of the speed over [t0, t1]. */
double GaussLength(const CubicCurve& curve, double t0, double t1)
{
  static constexpr double node[2] = { 0.53846931010568309, 0.90617984593866399 };
  static constexpr double weight[3] = { 0.56888888888888889, 0.47862867049936647,
    0.23692688505618909 };
  const double middle = 0.5 * (t0 + t1);
  const double half = 0.5 * (t1 - t0);
  double sum = weight[0] * curve.First(middle).Norm();
  for (int i = 0; i < 2; ++i)
  {
    sum += weight[i + 1] *
      (curve.First(middle - half * node[i]).Norm() + curve.First(middle + half * node[i]).Norm());
  }
  return half * sum;
}

/**
 * One step of the double reflection method: the normal `n` at (p0, t0) carried to (p1, t1) with no
 * turn about the tangent. W. Wang, B. Juttler, D. Zheng, Y. Liu, "Computation of rotation
 * minimizing frames", ACM Transactions on Graphics 27 (2008), doi 10.1145/1330511.1330513.
 */
Vector3 DoubleReflection(
  const Vector3& p0, const Vector3& t0, const Vector3& n, const Vector3& p1, const Vector3& t1)
{
  const Vector3 v1 = p1 - p0;
  const double c1 = v1.SquaredNorm();
  const Vector3 reflectedN = n - v1 * (2.0 / c1 * v1.Dot(n));
  const Vector3 reflectedT = t0 - v1 * (2.0 / c1 * v1.Dot(t0));
  const Vector3 v2 = t1 - reflectedT;
  const double c2 = v2.SquaredNorm();
  const Vector3 carried = c2 > 0.0 ? reflectedN - v2 * (2.0 / c2 * v2.Dot(reflectedN)) : reflectedN;
  return (carried - t1 * carried.Dot(t1)).Normalized();
}

/**
 * A first normal that a user can predict: the world axis after the one that runs closest along the
 * tangent (x after z, y after x, z after y), made perpendicular. A curve along z starts with N
 * along x and B along y.
 */
Vector3 FirstNormal(const Vector3& tangent)
{
  int along = 0;
  for (int c = 1; c < 3; ++c)
  {
    if (std::abs(tangent[c]) > std::abs(tangent[along]))
    {
      along = c;
    }
  }
  Vector3 n(0.0, 0.0, 0.0);
  n[(along + 1) % 3] = 1.0;
  return (n - tangent * n.Dot(tangent)).Normalized();
}

class KnotMaker
{
public:
  explicit KnotMaker(std::vector<CurveKnot>& knots)
    : Knots(knots)
  {
  }

  std::string Error;

  void Start(const Vector3& p, const Vector3& d)
  {
    CurveKnot knot;
    knot.P = p;
    knot.D = d;
    if (this->Runs(knot))
    {
      knot.N = FirstNormal(d.Normalized());
    }
    this->Knots.assign(1, knot);
  }

  /** Go on to `b` along the cubic from the last knot, halving as often as it takes. */
  void Advance(CurveKnot b, int depth = 0)
  {
    if (!this->Error.empty() || !this->Runs(b))
    {
      return;
    }
    const CurveKnot a = this->Knots.back();
    const double h = b.U - a.U;
    const CubicCurve curve = CubicCurve::Hermite(a.P, a.D * h, b.P, b.D * h);
    CurveKnot middle;
    middle.U = 0.5 * (a.U + b.U);
    middle.P = curve.Value(0.5);
    middle.D = curve.First(0.5) / h;
    if (!this->Runs(middle))
    {
      return;
    }
    const Vector3 ta = a.D.Normalized();
    const Vector3 tm = middle.D.Normalized();
    const Vector3 tb = b.D.Normalized();
    const double inOne = GaussLength(curve, 0.0, 1.0);
    const double firstHalf = GaussLength(curve, 0.0, 0.5);
    const double inTwo = firstHalf + GaussLength(curve, 0.5, 1.0);
    const Vector3 nOne = DoubleReflection(a.P, ta, a.N, b.P, tb);
    const Vector3 nMiddle = DoubleReflection(a.P, ta, a.N, middle.P, tm);
    b.S = a.S + inTwo;
    if (!(b.S > a.S))
    {
      this->Refuse(middle); // a hairpin narrower than what rounding leaves of the arc length
      return;
    }
    b.N = DoubleReflection(middle.P, tm, nMiddle, b.P, tb);

    bool fine = ta.Dot(tm) > std::cos(0.5 * LargestTurn) &&
      tm.Dot(tb) > std::cos(0.5 * LargestTurn) && std::abs(inTwo - inOne) <= ArcTolerance * inTwo &&
      (b.N - nOne).Norm() <= TwistTolerance;
    if (fine)
    {
      const CurveSpan span = MakeSpan(a, b);
      const Vector3 n = span.Normal.Value(0.5);
      // Both go through second derivatives, which come from differences of positions and of
      // parameters. What rounding leaves in these outgrows a span that gets ever shorter.
      const double rounding = 4.0 * std::numeric_limits<double>::epsilon() *
        std::max({ std::abs(b.P[0]), std::abs(b.P[1]), std::abs(b.P[2]), b.U });
      fine = std::abs(span.Arc.Value(0.5) - firstHalf) <= ArcTolerance * inTwo + rounding &&
        ((n - tm * n.Dot(tm)).Normalized() - nMiddle).Norm() <= NormalTolerance + rounding / inTwo;
    }
    if (fine)
    {
      this->Knots.push_back(b);
    }
    else if (depth < DeepestHalving)
    {
      this->Advance(middle, depth + 1);
      this->Advance(b, depth + 1);
    }
    else
    {
      this->Refuse(middle);
    }
  }

private:
  bool Runs(const CurveKnot& knot)
  {
    const double speed = knot.D.Norm();
    if (speed > SlowestSpeed && std::isfinite(speed))
    {
      return true;
    }
    this->Refuse(knot);
    return false;
  }

  void Refuse(const CurveKnot& knot)
  {
    if (this->Error.empty())
    {
      std::ostringstream text;
      text << "Curve turns back on itself at (" << knot.P[0] << ", " << knot.P[1] << ", "
           << knot.P[2] << "), where it has no direction; move or remove the points there.";
      this->Error = text.str();
    }
  }

  std::vector<CurveKnot>& Knots;
};

/** Torsion at the points of the spline, whose third derivative is the mean of the cubics on both
 * sides. */
std::vector<double> SplineTorsion(const CurveSpline& spline)
{
  const std::size_t spans = spline.P.size() - 1;
  const auto third = [&](std::size_t i)
  {
    const double h = spline.U[i + 1] - spline.U[i];
    return CubicCurve::Hermite(spline.P[i], spline.D[i] * h, spline.P[i + 1], spline.D[i + 1] * h)
             .Third() /
      (h * h * h);
  };
  std::vector<double> torsion(spans + 1);
  for (std::size_t i = 0; i <= spans; ++i)
  {
    const std::size_t after = i < spans ? i : (spline.Closed ? 0 : spans - 1);
    const std::size_t before = i > 0 ? i - 1 : (spline.Closed ? spans - 1 : 0);
    const Vector3 d3 = (third(before) + third(after)) * 0.5;
    const double h = spline.U[after + 1] - spline.U[after];
    const CubicCurve curve = CubicCurve::Hermite(
      spline.P[after], spline.D[after] * h, spline.P[after + 1], spline.D[after + 1] * h);
    const double t = i < spans || spline.Closed ? 0.0 : 1.0;
    const Vector3 binormal = curve.First(t).Cross(curve.Second(t)) / (h * h * h);
    const double square = binormal.SquaredNorm();
    torsion[i] = square > 0.0 ? binormal.Dot(d3) / square : 0.0;
  }
  return torsion;
}
}

//------------------------------------------------------------------------------
CurveSpan MakeSpan(const CurveKnot& a, const CurveKnot& b)
{
  const double h = b.U - a.U;
  CurveSpan span;
  span.Curve = CubicCurve::Hermite(a.P, a.D * h, b.P, b.D * h);
  const Vector3 d0 = a.D * h;
  const Vector3 d1 = b.D * h;
  const Vector3 second0 = span.Curve.Second(0.0);
  const Vector3 second1 = span.Curve.Second(1.0);
  span.S0 = a.S;
  span.Arc = ArcQuintic(
    b.S - a.S, d0.Norm(), d1.Norm(), SpeedDerivative(d0, second0), SpeedDerivative(d1, second1));
  const auto normalDerivative = [](const Vector3& n, const Vector3& d, const Vector3& second)
  { return d.Normalized() * -TangentDerivative(d, second).Dot(n); };
  span.Normal = CubicCurve::Hermite(
    a.N, normalDerivative(a.N, d0, second0), b.N, normalDerivative(b.N, d1, second1));
  return span;
}

//------------------------------------------------------------------------------
std::string MakeKnots(const CurveSpline& spline, std::vector<CurveKnot>& knots)
{
  KnotMaker maker(knots);
  knots.reserve(spline.P.size());
  maker.Start(spline.P[0], spline.D[0]);
  const std::vector<double> torsion = SplineTorsion(spline);
  knots[0].Torsion = torsion[0];
  for (std::size_t i = 1; i < spline.P.size() && maker.Error.empty(); ++i)
  {
    const std::size_t first = knots.size() - 1;
    CurveKnot next;
    next.U = spline.U[i];
    next.P = spline.P[i];
    next.D = spline.D[i];
    maker.Advance(next);
    for (std::size_t k = first + 1; k < knots.size(); ++k)
    {
      const double t = (knots[k].U - spline.U[i - 1]) / (spline.U[i] - spline.U[i - 1]);
      knots[k].Torsion = torsion[i - 1] + t * (torsion[i] - torsion[i - 1]);
    }
  }
  return maker.Error;
}

//------------------------------------------------------------------------------
bool InsertKnots(std::vector<CurveKnot>& knots, const std::vector<double>& s)
{
  std::vector<CurveKnot> all;
  all.reserve(knots.size() + s.size());
  std::size_t next = 0;
  for (std::size_t k = 0; k + 1 < knots.size(); ++k)
  {
    const CurveKnot& a = knots[k];
    const CurveKnot& b = knots[k + 1];
    const CurveSpan span = MakeSpan(a, b);
    const double closest = ClosestKnot * (b.S - a.S);
    all.push_back(a);
    for (; next < s.size() && s[next] < b.S; ++next)
    {
      if (!(s[next] - all.back().S > closest && b.S - s[next] > closest))
      {
        continue;
      }
      const double t = span.Arc.Solve(s[next] - a.S);
      CurveKnot knot;
      knot.U = a.U + t * (b.U - a.U);
      knot.P = span.Curve.Value(t);
      knot.D = span.Curve.First(t) / (b.U - a.U);
      knot.S = s[next];
      const Vector3 tangent = knot.D.Normalized();
      const Vector3 n = span.Normal.Value(t);
      knot.N = (n - tangent * n.Dot(tangent)).Normalized();
      knot.Angle = a.Angle + (knot.S - a.S) / (b.S - a.S) * (b.Angle - a.Angle);
      knot.Torsion = a.Torsion + t * (b.Torsion - a.Torsion);
      all.push_back(knot);
    }
  }
  all.push_back(knots.back());
  const bool inserted = all.size() > knots.size();
  knots = std::move(all);
  return inserted;
}

//------------------------------------------------------------------------------
std::string CheckKnots(const std::vector<CurveKnot>& knots)
{
  if (knots.size() < 2)
  {
    return "Saved curve has fewer than 2 knots; compute it again with Curve Frames.";
  }
  for (std::size_t i = 0; i < knots.size(); ++i)
  {
    const CurveKnot& knot = knots[i];
    const bool finite = knot.P.IsFinite() && knot.D.IsFinite() && knot.N.IsFinite() &&
      std::isfinite(knot.U) && std::isfinite(knot.S) && std::isfinite(knot.Angle) &&
      std::isfinite(knot.Torsion);
    const bool ordered =
      i == 0 ? knot.S == 0.0 : knot.S > knots[i - 1].S && knot.U > knots[i - 1].U;
    if (!finite || !ordered || !(knot.D.Norm() > SlowestSpeed) ||
      !(std::abs(knot.N.Dot(knot.D)) < 1e-6 * knot.D.Norm()) ||
      !(std::abs(knot.N.Norm() - 1.0) < 1e-6))
    {
      std::ostringstream text;
      text << "Saved curve is damaged at knot " << i << "; compute it again with Curve Frames.";
      return text.str();
    }
  }
  return std::string();
}
}
