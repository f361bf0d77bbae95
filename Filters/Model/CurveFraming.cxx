// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveFraming.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
constexpr double Pi = 3.14159265358979323846;

// FixedUp: with the tangent further than FullAngle from the up vector, up alone decides; nearer
// than NoneAngle, the second vector alone does.
const double FullCosine = std::cos(20.0 * Pi / 180.0);
const double NoneCosine = std::cos(5.0 * Pi / 180.0);
// With both ends of a span further away than this, all of it is further than FullAngle: a span
// turns by less than 6 degrees.
const double NeverBlendedCosine = std::cos(26.0 * Pi / 180.0);

// Frenet: where the curve turns by less than this (rad) over its whole length, it is straight and
// has no normal of its own.
constexpr double StraightTurn = 1e-6;

// FromArray: a vector this close to the tangent (rad) is along it. Other people's tangents are off
// ours by as much at points 1/20 of the radius of curvature apart.
constexpr double AlongTheCurve = 1e-3;

/** The angle from n to v about t (both perpendicular to t), in (-pi, pi]. */
double AngleAbout(const Vector3& t, const Vector3& n, const Vector3& v)
{
  return std::atan2(v.Dot(t.Cross(n)), v.Dot(n));
}

Vector3 Turned(const Vector3& t, const Vector3& n, double angle)
{
  return angle == 0.0 ? n : n * std::cos(angle) + t.Cross(n) * std::sin(angle);
}

/** `angle` plus the multiple of 2 pi that brings it closest to `reference`. */
double Unwrapped(double angle, double reference)
{
  return angle + 2.0 * Pi * std::round((reference - angle) / (2.0 * Pi));
}

/** A normal and its twist. */
struct TwistingNormal
{
  Vector3 N;
  double Twist = 0.0;
};

/** The normal whose binormal is the projection of `up`; `t` must not be parallel to it. */
TwistingNormal NormalFromUp(const Vector3& up, const Vector3& t, const Vector3& tPrime)
{
  // B is up less its part along T; N = B x T is then along up x T.
  const Vector3 side = up.Cross(t);
  const double length = side.Norm();
  if (!(length > 0.0))
  {
    return { Vector3(0.0, 0.0, 0.0), 0.0 };
  }
  const Vector3 n = side / length;
  return { n, up.Cross(tPrime).Dot(t.Cross(n)) / length };
}

/** How much of the first up vector counts, 0 to 1, and its derivative along the curve. */
void UpWeight(
  const Vector3& up, const Vector3& t, const Vector3& tPrime, double& weight, double& derivative)
{
  const double cosine = up.Dot(t);
  const double x = (NoneCosine - std::abs(cosine)) / (NoneCosine - FullCosine);
  derivative = 0.0;
  if (x <= 0.0 || x >= 1.0)
  {
    weight = x <= 0.0 ? 0.0 : 1.0;
    return;
  }
  weight = x * x * x * (10.0 + x * (6.0 * x - 15.0));
  const double slope = 30.0 * x * x * (1.0 - x) * (1.0 - x);
  const double cosinePrime = up.Dot(tPrime) * (cosine < 0.0 ? -1.0 : 1.0);
  derivative = -slope * cosinePrime / (NoneCosine - FullCosine);
}

/** The second vector's part perpendicular to the first, so that it is far from T where T is close
 * to the first. */
Vector3 SecondUpOf(const FrameSettings& settings)
{
  const Vector3 up = settings.Up.Normalized();
  return (settings.SecondUp - up * up.Dot(settings.SecondUp)).Normalized();
}

/** `turn` is the unwrapped angle from the second vector's normal to the first's, near the one
 * wanted. */
TwistingNormal FixedUpNormal(
  const FrameSettings& settings, const Vector3& t, const Vector3& tPrime, double turn)
{
  const Vector3 up = settings.Up.Normalized();
  double weight = 1.0;
  double slope = 0.0;
  UpWeight(up, t, tPrime, weight, slope);
  if (weight == 1.0)
  {
    return NormalFromUp(up, t, tPrime);
  }
  const TwistingNormal second = NormalFromUp(SecondUpOf(settings), t, tPrime);
  if (weight == 0.0)
  {
    return second;
  }
  const TwistingNormal first = NormalFromUp(up, t, tPrime);
  const double angle = Unwrapped(AngleAbout(t, second.N, first.N), turn);
  return { Turned(t, second.N, weight * angle),
    second.Twist + slope * angle + weight * (first.Twist - second.Twist) };
}

/**
 * FixedUp: put the angle from the second up vector's normal to the first's into the knots. It is
 * continuous wherever both vectors count, and starts anew, between -pi and pi, wherever one rules
 * alone: else it would gather a turn every time that the curve goes around.
 */
void TurnsBetweenUps(
  std::vector<CurveKnot>& knots, bool closed, const Vector3& up, const Vector3& secondUp)
{
  const Vector3 none(0.0, 0.0, 0.0);
  double turn = 0.0;
  double before = 0.0;
  // A closed curve may close where both count, so it begins with what its end says.
  for (int round = closed ? 0 : 1; round < 2; ++round)
  {
    for (CurveKnot& knot : knots)
    {
      const Vector3 t = knot.D.Normalized();
      const Vector3 first = NormalFromUp(up, t, none).N;
      const Vector3 second = NormalFromUp(secondUp, t, none).N;
      const double cosine = std::abs(up.Dot(t));
      const bool oneRules =
        std::max(before, cosine) < NeverBlendedCosine || std::min(before, cosine) > NoneCosine;
      if (first.SquaredNorm() > 0.0 && second.SquaredNorm() > 0.0)
      {
        turn = Unwrapped(AngleAbout(t, second, first), oneRules ? 0.0 : turn);
      }
      knot.Angle = turn;
      before = cosine;
    }
  }
}

/** The curvature vector at a knot, from the span that starts (or, for the last, ends) there. */
Vector3 CurvatureAtKnot(const std::vector<CurveKnot>& knots, std::size_t i)
{
  const std::size_t a = std::min(i, knots.size() - 2);
  const CurveSpan span = MakeSpan(knots[a], knots[a + 1]);
  const double t = i == a ? 0.0 : 1.0;
  const Vector3 d = span.Curve.First(t);
  return TangentDerivative(d, span.Curve.Second(t)) / d.Norm();
}

std::string AnglesFromArray(std::vector<CurveKnot>& knots, bool closed,
  const std::vector<double>& s, const std::vector<Vector3>& normals)
{
  // the angle of each given normal against the rotation-minimizing one, where there is one to give
  std::vector<double> where;
  std::vector<double> angles;
  std::size_t k = 0;
  for (std::size_t i = 0; i < normals.size() && i < s.size(); ++i)
  {
    while (k + 2 < knots.size() && knots[k + 1].S <= s[i])
    {
      ++k;
    }
    const CurveSpan span = MakeSpan(knots[k], knots[k + 1]);
    const double t = std::min(std::max(span.Arc.Solve(s[i] - span.S0), 0.0), 1.0);
    const Vector3 tangent = span.Curve.First(t).Normalized();
    const Vector3 n = normals[i] - tangent * normals[i].Dot(tangent);
    // a normal that is missing, not a number or along the curve says nothing
    if (!(n.Norm() > AlongTheCurve * normals[i].Norm()) || !std::isfinite(n.Norm()))
    {
      continue;
    }
    Vector3 reference = span.Normal.Value(t);
    reference = (reference - tangent * reference.Dot(tangent)).Normalized();
    const double angle = AngleAbout(tangent, reference, n);
    where.push_back(s[i]);
    angles.push_back(angles.empty() ? angle : Unwrapped(angle, angles.back()));
  }
  if (where.empty())
  {
    return "Array of normals has no vector that is across the curve; give one normal a point, or "
           "another FrameType.";
  }
  if (closed)
  {
    // Once around: the frame at L is the frame at 0.
    const CurveKnot& last = knots.back();
    const Vector3 tangent = last.D.Normalized();
    const double closing = AngleAbout(tangent, last.N, knots.front().N);
    const double length = last.S;
    const double again = Unwrapped(angles.front() + closing, angles.back());
    const double turn = again - angles.front();
    // one given value before 0 and one after L, so that the knots between are interpolated across
    // the seam
    where.insert(where.begin(), where.back() - length);
    angles.insert(angles.begin(), angles.back() - turn);
    where.push_back(where[1] + length);
    angles.push_back(angles[1] + turn);
  }
  std::size_t i = 0;
  for (CurveKnot& knot : knots)
  {
    while (i + 2 < where.size() && where[i + 1] < knot.S)
    {
      ++i;
    }
    if (where.size() == 1)
    {
      knot.Angle = angles[0];
      continue;
    }
    const double span = where[i + 1] - where[i];
    const double f = span > 0.0 ? (knot.S - where[i]) / span : 0.0;
    knot.Angle = angles[i] + std::min(std::max(f, 0.0), 1.0) * (angles[i + 1] - angles[i]);
  }
  return std::string();
}
}

//------------------------------------------------------------------------------
Vector3 CarriedNormal(const Vector3& n, const Vector3& from, const Vector3& to)
{
  // Rodrigues' formula, with the axis times the sine; 1 + cosine is 1 or more.
  const double side = from.Dot(to) < 0.0 ? -1.0 : 1.0;
  const Vector3 axis = from.Cross(to) * side;
  const double cosine = from.Dot(to) * side;
  const Vector3 across = axis.Cross(n);
  const Vector3 turned = n + across + axis.Cross(across) / (1.0 + cosine);
  return (turned - to * turned.Dot(to)).Normalized();
}

//------------------------------------------------------------------------------
std::string MakeKnotAngles(std::vector<CurveKnot>& knots, bool closed,
  const FrameSettings& settings, const std::vector<double>& s, const std::vector<Vector3>& normals)
{
  switch (settings.Rule)
  {
    case FrameRule::RotationMinimizing:
    {
      const CurveKnot& last = knots.back();
      const double twist = closed ? AngleAbout(last.D.Normalized(), last.N, knots.front().N) : 0.0;
      for (CurveKnot& knot : knots)
      {
        knot.Angle = twist * (knot.S / last.S);
      }
      break;
    }
    case FrameRule::FixedUp:
    {
      if (!(settings.Up.Norm() > 0.0) || !std::isfinite(settings.Up.Norm()))
      {
        return "UpVector is zero or not finite; give a direction, for example 0 0 1.";
      }
      if (!settings.SecondUp.IsFinite())
      {
        return "SecondUpVector is not finite; give a direction, or 0 0 0 to have one chosen.";
      }
      const Vector3 up = settings.Up.Normalized();
      if (!(up.Cross(settings.SecondUp).Norm() > 1e-3 * settings.SecondUp.Norm()))
      {
        return "SecondUpVector is parallel to UpVector; give another direction, or 0 0 0 to have "
               "one chosen.";
      }
      TurnsBetweenUps(knots, closed, up, SecondUpOf(settings));
      break;
    }
    case FrameRule::Frenet:
    {
      const double straight = StraightTurn / knots.back().S;
      std::size_t defined = 0;
      double angle = 0.0;
      for (std::size_t i = 0; i < knots.size(); ++i)
      {
        const Vector3 curvature = CurvatureAtKnot(knots, i);
        if (curvature.Norm() > straight)
        {
          angle = Unwrapped(AngleAbout(knots[i].D.Normalized(), knots[i].N, curvature), angle);
          if (defined++ == 0)
          {
            // a straight beginning takes the first normal there is
            std::for_each(knots.begin(), knots.begin() + static_cast<std::ptrdiff_t>(i),
              [angle](CurveKnot& knot) { knot.Angle = angle; });
          }
        }
        knots[i].Angle = angle;
      }
      break;
    }
    case FrameRule::FromArray:
      return AnglesFromArray(knots, closed, s, normals);
  }
  return std::string();
}

//------------------------------------------------------------------------------
CurveFrame TurnedFrame(const CurveFrame& frame, double degrees)
{
  const double c = std::cos(degrees * Degree);
  const double s = std::sin(degrees * Degree);
  CurveFrame turned = frame;
  turned.N = frame.N * c + frame.B * s;
  turned.B = frame.B * c - frame.N * s;
  return turned;
}

//------------------------------------------------------------------------------
void FrameMatrix(const CurveFrame& frame, double matrix[16])
{
  for (int row = 0; row < 3; ++row)
  {
    matrix[4 * row] = frame.N[row];
    matrix[4 * row + 1] = frame.B[row];
    matrix[4 * row + 2] = frame.T[row];
    matrix[4 * row + 3] = frame.C[row];
    matrix[12 + row] = 0.0;
  }
  matrix[15] = 1.0;
}

//------------------------------------------------------------------------------
void MapDerivative(const CurveFrame& frame, double x, double y, double derivative[3][3])
{
  const double shortening =
    x * frame.CurvatureVector.Dot(frame.N) + y * frame.CurvatureVector.Dot(frame.B);
  const Vector3 alongCurve =
    frame.T * (frame.Stretch - shortening) + (frame.B * x - frame.N * y) * frame.Twist;
  for (int row = 0; row < 3; ++row)
  {
    derivative[row][0] = frame.N[row];
    derivative[row][1] = frame.B[row];
    derivative[row][2] = alongCurve[row];
  }
}

//------------------------------------------------------------------------------
CurveFrame EvaluateFrame(const CurveSpan& span, double t, const CurveKnot& a, const CurveKnot& b,
  double length, const FrameSettings& settings)
{
  CurveFrame frame;
  const Vector3 d1 = span.Curve.First(t);
  const Vector3 d2 = span.Curve.Second(t);
  const double speed = d1.Norm();
  const double rate = span.Arc.First(t);
  frame.C = span.Curve.Value(t);
  frame.T = d1 / speed;
  frame.CurvatureVector = (d2 - frame.T * d2.Dot(frame.T)) / (speed * rate);
  frame.Stretch = speed / rate;

  double angle = settings.Angle;
  const bool frenet =
    settings.Rule == FrameRule::Frenet && frame.CurvatureVector.Norm() > StraightTurn / length;
  if (settings.Rule == FrameRule::FixedUp)
  {
    const double turn = a.Angle + t * (b.Angle - a.Angle);
    const TwistingNormal up = FixedUpNormal(settings, frame.T, frame.CurvatureVector, turn);
    frame.N = up.N;
    frame.Twist = up.Twist;
  }
  else if (frenet)
  {
    frame.N = frame.CurvatureVector.Normalized();
    const Vector3 binormal = d1.Cross(d2);
    frame.Twist = binormal.Dot(span.Curve.Third()) / binormal.SquaredNorm() * frame.Stretch;
  }
  else
  {
    // Project the interpolated normal off T and normalize; differentiate just that.
    const Vector3 h = span.Normal.Value(t);
    const Vector3 hPrime = span.Normal.First(t) / rate;
    const double along = h.Dot(frame.T);
    const Vector3 across = h - frame.T * along;
    const double norm = across.Norm();
    frame.N = across / norm;
    const Vector3 binormal = frame.T.Cross(frame.N);
    frame.Twist = (hPrime.Dot(binormal) - along * frame.CurvatureVector.Dot(binormal)) / norm;
    const double fraction = span.Arc.Value(t) / (b.S - a.S);
    angle += a.Angle + fraction * (b.Angle - a.Angle);
    frame.Twist += (b.Angle - a.Angle) / (b.S - a.S);
  }
  if (angle != 0.0)
  {
    frame.N = Turned(frame.T, frame.N, angle);
  }
  // Rounding of the turn is taken out, so that orthogonality holds to the last bits.
  frame.N = (frame.N - frame.T * frame.N.Dot(frame.T)).Normalized();
  frame.B = frame.T.Cross(frame.N);
  return frame;
}
}
