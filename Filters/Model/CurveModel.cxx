// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveModel.h"

#include "CurveBend.h"
#include "CurveFraming.h"
#include "CurveKnots.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace curvedreformat
{
namespace
{
constexpr double RightAngle = 1.5707963267948966;

// Points of a shadow that are closer than this, of the curve's length, are where it stands still.
constexpr double StandstillStep = 1e-4;
}

//------------------------------------------------------------------------------
std::string CurveModel::Build(
  const CurveSpline& spline, const FrameSettings& settings, const std::vector<Vector3>& normals)
{
  this->Closed = spline.Closed;
  this->Settings = settings;
  std::string error = MakeKnots(spline, this->Knots);
  if (!error.empty())
  {
    return error;
  }
  this->Finish();
  std::vector<double> s;
  if (!normals.empty())
  {
    for (const double u : spline.U)
    {
      s.push_back(this->ArcLengthAt(u));
    }
  }
  error = MakeKnotAngles(this->Knots, this->Closed, this->Settings, s, normals);
  return error;
}

//------------------------------------------------------------------------------
std::string CurveModel::Build(
  std::vector<CurveKnot> knots, bool closed, const FrameSettings& settings)
{
  std::string error = CheckKnots(knots);
  if (error.empty())
  {
    this->Closed = closed;
    this->Settings = settings;
    this->Knots = std::move(knots);
    this->Finish();
  }
  return error;
}

//------------------------------------------------------------------------------
std::string CurveModel::Reframe(
  const FrameSettings& settings, const std::vector<double>& s, const std::vector<Vector3>& normals)
{
  this->Settings = settings;
  // Between knots the angle is linear: where a normal is given there has to be one.
  if (settings.Rule == FrameRule::FromArray && InsertKnots(this->Knots, s))
  {
    this->Finish();
  }
  return MakeKnotAngles(this->Knots, this->Closed, this->Settings, s, normals);
}

//------------------------------------------------------------------------------
std::string CurveModel::BuildShadow(const CurveModel& curve, const Vector3& direction, double level)
{
  FrameSettings settings;
  settings.Rule = FrameRule::FixedUp;
  settings.Up = direction;
  // a vector is furthest from the axis of its smallest component
  int smallest = 0;
  for (int c = 1; c < 3; ++c)
  {
    smallest = std::abs(direction[c]) < std::abs(direction[smallest]) ? c : smallest;
  }
  settings.SecondUp = Vector3();
  settings.SecondUp[smallest] = 1.0;
  settings.Angle = RightAngle; // from B to N

  // The spline itself is cast, so that every point of the shadow is that of one of the curve.
  CurveSpline spline;
  spline.Closed = curve.Closed;
  for (const CurveKnot& knot : curve.Knots)
  {
    spline.U.push_back(knot.U);
    spline.P.push_back(knot.P + direction * (level - knot.P.Dot(direction)));
    spline.D.push_back(knot.D - direction * knot.D.Dot(direction));
  }
  std::string error = this->Build(spline, settings);
  if (!error.empty())
  {
    // It stands still somewhere: a curve through those points of it that are apart.
    const double apart = StandstillStep * curve.GetLength();
    std::vector<Vector3> points(1, spline.P.front());
    for (const Vector3& p : spline.P)
    {
      if ((p - points.back()).Norm() > apart)
      {
        points.push_back(p);
      }
    }
    if (points.size() < (spline.Closed ? 4 : 2))
    {
      return error;
    }
    if (spline.Closed)
    {
      points.back() = points.front();
    }
    error = this->Build(InterpolatePoints(points, spline.Closed), settings);
  }
  return error;
}

//------------------------------------------------------------------------------
void CurveModel::Finish()
{
  this->Arcs.clear();
  this->Arcs.reserve(this->Knots.size());
  for (const CurveKnot& knot : this->Knots)
  {
    this->Arcs.push_back(knot.S);
  }
  this->Spans.resize(this->Knots.size() - 1);
  for (std::size_t i = 0; i < this->Spans.size(); ++i)
  {
    this->Spans[i] = MakeSpan(this->Knots[i], this->Knots[i + 1]);
  }
  this->StartTangent = this->Knots.front().D.Normalized();
  this->EndTangent = this->Knots.back().D.Normalized();
  this->Search.Build(this->Spans);
}

//------------------------------------------------------------------------------
double CurveModel::ArcLengthAt(double u) const
{
  const auto after = std::upper_bound(this->Knots.begin() + 1, this->Knots.end() - 1, u,
    [](double value, const CurveKnot& knot) { return value < knot.U; });
  const auto i = static_cast<std::size_t>(after - this->Knots.begin() - 1);
  const double t = (u - this->Knots[i].U) / (this->Knots[i + 1].U - this->Knots[i].U);
  return this->Spans[i].S0 + this->Spans[i].Arc.Value(t);
}

//------------------------------------------------------------------------------
std::size_t CurveModel::SpanAt(double s) const
{
  const auto after = std::upper_bound(this->Arcs.begin() + 1, this->Arcs.end() - 1, s);
  return static_cast<std::size_t>(after - this->Arcs.begin() - 1);
}

//------------------------------------------------------------------------------
CurveModel::Location CurveModel::Locate(double s) const
{
  const double length = this->GetLength();
  Location where;
  if (this->Closed)
  {
    // slice 0 and slice L coincide, so L itself is left where it is
    if (s < 0.0 || s > length)
    {
      s -= length * std::floor(s / length);
    }
  }
  else if (s < 0.0)
  {
    where.Beyond = s;
    return where;
  }
  else if (s > length)
  {
    where.Beyond = s - length;
    where.Span = this->Spans.size() - 1;
    where.T = 1.0;
    return where;
  }
  where.Span = this->SpanAt(s);
  where.T = this->Spans[where.Span].Arc.Solve(s - this->Spans[where.Span].S0);
  return where;
}

//------------------------------------------------------------------------------
Vector3 CurveModel::Position(double s) const
{
  const Location where = this->Locate(s);
  const CubicCurve& curve = this->Spans[where.Span].Curve;
  const Vector3 c = curve.Value(where.T);
  return where.Beyond == 0.0 ? c : c + curve.First(where.T).Normalized() * where.Beyond;
}

//------------------------------------------------------------------------------
CurveFrame CurveModel::Frame(double s) const
{
  return this->FrameAt(this->Locate(s));
}

//------------------------------------------------------------------------------
CurveFrame CurveModel::FrameAt(const Location& where) const
{
  CurveFrame frame = EvaluateFrame(this->Spans[where.Span], where.T, this->Knots[where.Span],
    this->Knots[where.Span + 1], this->GetLength(), this->Settings);
  if (where.Beyond != 0.0)
  {
    frame.C = frame.C + frame.T * where.Beyond;
    frame.CurvatureVector = Vector3(0.0, 0.0, 0.0);
    frame.Twist = 0.0;
    frame.Stretch = 1.0;
  }
  return frame;
}

//------------------------------------------------------------------------------
CurveFrame CurveModel::Frame(double s, double& curvature, double& torsion) const
{
  const Location where = this->Locate(s);
  curvature = this->CurvatureAt(where);
  torsion = this->TorsionAt(where);
  return this->FrameAt(where);
}

//------------------------------------------------------------------------------
double CurveModel::Curvature(double s) const
{
  return this->CurvatureAt(this->Locate(s));
}

//------------------------------------------------------------------------------
double CurveModel::Torsion(double s) const
{
  return this->TorsionAt(this->Locate(s));
}

//------------------------------------------------------------------------------
double CurveModel::CurvatureAt(const Location& where) const
{
  if (where.Beyond != 0.0)
  {
    return 0.0;
  }
  const CubicCurve& curve = this->Spans[where.Span].Curve;
  const Vector3 d1 = curve.First(where.T);
  return TangentDerivative(d1, curve.Second(where.T)).Norm() / d1.Norm();
}

//------------------------------------------------------------------------------
double CurveModel::Chord() const
{
  return this->Closed ? 0.0 : (this->Knots.back().P - this->Knots.front().P).Norm();
}

//------------------------------------------------------------------------------
double CurveModel::TotalCurvature() const
{
  double sum = 0.0;
  for (const CurveSpan& span : this->Spans)
  {
    sum += curvedreformat::TotalCurvature(span.Curve);
  }
  return sum;
}

//------------------------------------------------------------------------------
double CurveModel::LargestCurvature(double& s) const
{
  double largest = -1.0;
  for (const CurveSpan& span : this->Spans)
  {
    double t = 0.0;
    const double curvature = curvedreformat::LargestCurvature(span.Curve, t);
    if (curvature > largest)
    {
      largest = curvature;
      s = span.S0 + span.Arc.Value(t);
    }
  }
  return largest;
}

//------------------------------------------------------------------------------
double CurveModel::TorsionAt(const Location& where) const
{
  if (where.Beyond != 0.0)
  {
    return 0.0;
  }
  const double a = this->Knots[where.Span].Torsion;
  return a + (this->Knots[where.Span + 1].Torsion - a) * where.T;
}

//------------------------------------------------------------------------------
Vector3 CurveModel::ToWorld(const CurvePoint& q) const
{
  const CurveFrame frame = this->Frame(q.S);
  return frame.C + frame.N * q.X + frame.B * q.Y;
}

//------------------------------------------------------------------------------
Vector3 CurveModel::ToWorld(const CurvePoint& q, double derivative[3][3]) const
{
  const CurveFrame frame = this->Frame(q.S);
  MapDerivative(frame, q.X, q.Y, derivative);
  return frame.C + frame.N * q.X + frame.B * q.Y;
}

//------------------------------------------------------------------------------
CurveSearch::Nearest CurveModel::NearestOnRays(const Vector3& p) const
{
  // Positions on the two straight continuations are told by a T below 0 and a span past the last.
  CurveSearch::Nearest best;
  best.SquaredDistance = std::numeric_limits<double>::infinity();
  best.Span = this->Spans.size();
  if (!this->Closed)
  {
    const double before = this->BeyondStart(p);
    const double after = this->BeyondEnd(p);
    if (before < 0.0)
    {
      best = { 0, -1.0, (p - this->Knots.front().P - this->StartTangent * before).SquaredNorm() };
    }
    if (after > 0.0)
    {
      const double d2 = (p - this->Knots.back().P - this->EndTangent * after).SquaredNorm();
      if (d2 < best.SquaredDistance)
      {
        best = { this->Spans.size(), 0.0, d2 };
      }
    }
  }
  return best;
}

//------------------------------------------------------------------------------
CurveModel::Location CurveModel::Polish(const Vector3& p, Location where) const
{
  // (C - p).C' falls through zero at the nearest point. The search has found the basin; rounding of
  // squared distances can leave it a little off, also on the wrong side of a knot.
  const std::size_t last = this->Spans.size() - 1;
  for (int i = 0; i < 8; ++i)
  {
    const CubicCurve& curve = this->Spans[where.Span].Curve;
    const Vector3 offset = curve.Value(where.T) - p;
    const Vector3 d1 = curve.First(where.T);
    const double g = offset.Dot(d1);
    const double slope = d1.SquaredNorm() + offset.Dot(curve.Second(where.T));
    if (!(slope > 0.0))
    {
      break; // on a fold: there is no better place near
    }
    const double t = where.T - g / slope;
    if (t < 0.0 && where.T == 0.0)
    {
      if (where.Span == 0 && !this->Closed)
      {
        where.Beyond = -offset.Dot(d1) / d1.Norm();
        break;
      }
      where.Span = where.Span == 0 ? last : where.Span - 1;
      where.T = 1.0;
      continue;
    }
    if (t > 1.0 && where.T == 1.0)
    {
      if (where.Span == last && !this->Closed)
      {
        where.Beyond = -offset.Dot(d1) / d1.Norm();
        break;
      }
      where.Span = where.Span == last ? 0 : where.Span + 1;
      where.T = 0.0;
      continue;
    }
    const double next = std::min(std::max(t, 0.0), 1.0);
    const double step = std::abs(next - where.T);
    where.T = next;
    if (step < 1e-9)
    {
      break; // steps square: what is left is rounding
    }
  }
  return where;
}

//------------------------------------------------------------------------------
CurveModel::Location CurveModel::Settle(const Vector3& p, const CurveSearch::Nearest& nearest) const
{
  Location where;
  if (nearest.T < 0.0)
  {
    where.Beyond = this->BeyondStart(p);
    return where;
  }
  if (nearest.Span == this->Spans.size())
  {
    where.Span = nearest.Span - 1;
    where.T = 1.0;
    where.Beyond = this->BeyondEnd(p);
    return where;
  }
  where.Span = nearest.Span;
  where.T = nearest.T;
  where = this->Polish(p, where);
  if (this->Closed && where.T == 1.0 && where.Span + 1 == this->Spans.size())
  {
    return Location(); // the end of a closed curve is its start
  }
  return where;
}

//------------------------------------------------------------------------------
CurvePoint CurveModel::Coordinates(const Vector3& p, const Location& where, CurveFrame& frame) const
{
  frame = this->FrameAt(where);
  const Vector3 offset = p - frame.C;
  const CurveSpan& span = this->Spans[where.Span];
  return { offset.Dot(frame.N), offset.Dot(frame.B),
    span.S0 + span.Arc.Value(where.T) + where.Beyond };
}

//------------------------------------------------------------------------------
CurveModel::Location CurveModel::FindNearest(const Vector3& p, const double* hint) const
{
  CurveSearch::Nearest best = this->NearestOnRays(p);
  if (hint)
  {
    this->Search.FindCloserInSpan(p, this->SpanAt(*hint), best);
  }
  this->Search.FindCloser(p, best);
  return this->Settle(p, best);
}

//------------------------------------------------------------------------------
CurvePoint CurveModel::FromWorld(const Vector3& p, const double* hint) const
{
  CurveFrame frame;
  return this->Coordinates(p, this->FindNearest(p, hint), frame);
}

//------------------------------------------------------------------------------
CurvePoint CurveModel::FromWorld(
  const Vector3& p, const double* hint, double derivative[3][3]) const
{
  CurveFrame frame;
  const CurvePoint q = this->Coordinates(p, this->FindNearest(p, hint), frame);
  MapDerivative(frame, q.X, q.Y, derivative);
  return q;
}

//------------------------------------------------------------------------------
bool CurveModel::FromWorldWithin(
  const Vector3& p, double radius, const double* hint, CurvePoint& q) const
{
  CurveSearch::Nearest best = this->NearestOnRays(p);
  bool found = best.SquaredDistance <= radius * radius;
  if (!found)
  {
    best = { this->Spans.size(), 1.0, radius * radius };
  }
  if (hint)
  {
    found = this->Search.FindCloserInSpan(p, this->SpanAt(*hint), best) || found;
  }
  found = this->Search.FindCloser(p, best) || found;
  if (found)
  {
    CurveFrame frame;
    q = this->Coordinates(p, this->Settle(p, best), frame);
  }
  return found;
}

//------------------------------------------------------------------------------
bool CurveModel::IsOwned(const CurvePoint& q) const
{
  return this->IsOwned(this->Frame(q.S), q, nullptr);
}

//------------------------------------------------------------------------------
bool CurveModel::IsOwned(const CurveFrame& frame, const CurvePoint& q, HalfPlane* violated) const
{
  if (this->Closed && (q.S < 0.0 || q.S >= this->GetLength()))
  {
    // this is the beginning again
    if (violated)
    {
      *violated = { 0.0, 0.0, -1.0 };
    }
    return false;
  }
  const Vector3 offset = frame.N * q.X + frame.B * q.Y;
  if (!(offset.Dot(frame.CurvatureVector) < 1.0))
  {
    if (violated)
    {
      *violated = { frame.CurvatureVector.Dot(frame.N), frame.CurvatureVector.Dot(frame.B), 1.0 };
    }
    return false;
  }
  const Vector3 p = frame.C + offset;
  const double radius = offset.Norm();
  // What rounding of the coordinates does to a distance must not look like a closer stretch.
  double scale = 0.0;
  for (int c = 0; c < 3; ++c)
  {
    scale = std::max({ scale, std::abs(p[c]), std::abs(frame.C[c]) });
  }
  const double rounding = 2e-15 * scale + 1e-12 * radius;
  if (radius <= rounding)
  {
    return true;
  }
  const auto nearer = [&](const Vector3& world)
  {
    if (violated)
    {
      const Vector3 z = world - frame.C;
      *violated = { 2.0 * z.Dot(frame.N), 2.0 * z.Dot(frame.B), z.SquaredNorm() };
    }
    return false;
  };

  // The straight continuations, of which the one at the beginning comes first where it is equally
  // far.
  const CurveSearch::Nearest ray = this->NearestOnRays(p);
  const bool first = ray.T < 0.0 && q.S > 0.0;
  const double limit = first ? radius + rounding : radius - rounding;
  if (ray.SquaredDistance < limit * limit)
  {
    return nearer(
      this->Position(ray.T < 0.0 ? this->BeyondStart(p) : this->GetLength() + this->BeyondEnd(p)));
  }
  // Of stretches equally far the first is the owner. What is next to C itself is equally far, too,
  // so that it is left out.
  const double before = q.S - 1e-3 * radius;
  const auto after = std::upper_bound(this->Knots.begin(), this->Knots.end(), before,
    [](double value, const CurveKnot& knot) { return value < knot.S; });
  const auto knots = static_cast<std::size_t>(after - this->Knots.begin());
  CurveSearch::Nearest best;
  if (this->Search.IsAnyCloser(p, knots > 1 ? knots - 1 : 0,
        (radius + rounding) * (radius + rounding), (radius - rounding) * (radius - rounding), best))
  {
    return nearer(this->Spans[best.Span].Curve.Value(best.T));
  }
  return true;
}

//------------------------------------------------------------------------------
bool CurveModel::IsRectangleOwned(
  const CurveFrame& frame, double s, double halfWidth, double halfHeight) const
{
  for (const double x : { -halfWidth, halfWidth })
  {
    for (const double y : { -halfHeight, halfHeight })
    {
      if (!this->IsOwned(frame, { x, y, s }, nullptr))
      {
        return false;
      }
    }
  }
  return true;
}

//------------------------------------------------------------------------------
void CurveModel::OwnedInterval(const CurveFrame& frame, double s, double y, double x0, double dx,
  int count, int& first, int& last) const
{
  int low = 0;
  int high = count - 1;
  // A point on the limit but for rounding is not cut off but tested itself.
  constexpr double slack = 1e-6;
  const auto cut = [&](const HalfPlane& plane)
  {
    const double limit = plane.Limit - plane.Y * y;
    const double bound = std::min(std::max((limit / plane.X - x0) / dx, -1.0), double(count));
    if (plane.X > 0.0)
    {
      high = std::min(high, static_cast<int>(std::floor(bound + slack)));
    }
    else if (plane.X < 0.0)
    {
      low = std::max(low, static_cast<int>(std::ceil(bound - slack)));
    }
    else
    {
      high = -1;
    }
  };
  HalfPlane violated;
  while (low <= high && !this->IsOwned(frame, { x0 + low * dx, y, s }, &violated))
  {
    ++low;
    cut(violated);
  }
  while (low <= high && !this->IsOwned(frame, { x0 + high * dx, y, s }, &violated))
  {
    --high;
    cut(violated);
  }
  first = low;
  last = std::max(low, high + 1);
}
}
