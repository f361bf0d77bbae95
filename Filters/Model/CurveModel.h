// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The curve and its moving frame as a function of arc length: the one model that everything reads.
 *
 * A list of knots is the whole model. Between two knots the curve is the cubic given by the
 * positions and the derivatives at both; arc length is the quintic that agrees with the speed and
 * its derivative at both; the rotation-minimizing normal is the cubic that agrees with N and N' =
 * -(T'.N) T at both, projected off the exact tangent and normalized. Knots are dense enough that
 * these are exact to the tolerances below. Writing the knots down and reading them again therefore
 * gives the same model, bit for bit.
 */
#ifndef CurveModel_h
#define CurveModel_h

#include "CurveFraming.h"
#include "CurveKnots.h"
#include "CurveSearch.h"

#include <string>
#include <vector>

namespace curvedreformat
{
/** A point in straightened coordinates. */
struct CurvePoint
{
  double X = 0.0, Y = 0.0, S = 0.0;
};

class CurveModel
{
public:
  CurveModel() = default;
  // the hierarchy points into the spans
  CurveModel(const CurveModel&) = delete;
  CurveModel& operator=(const CurveModel&) = delete;

  /**
   * Build from a spline. `normals` is used by FrameRule::FromArray only: one vector a point of the
   * spline, (0,0,0) where there is none. Returns an empty string, or the sentence that says what is
   * wrong.
   */
  std::string Build(const CurveSpline& spline, const FrameSettings& settings,
    const std::vector<Vector3>& normals = {});

  /** Take knots as they are (they are checked), as GetKnots() gave them. */
  std::string Build(std::vector<CurveKnot> knots, bool closed, const FrameSettings& settings);

  /** The same curve with its frames made anew by another rule; `normals` as above, `s` where they
   * are. */
  std::string Reframe(const FrameSettings& settings, const std::vector<double>& s = {},
    const std::vector<Vector3>& normals = {});

  double GetLength() const { return this->Knots.empty() ? 0.0 : this->Knots.back().S; }
  bool IsClosed() const { return this->Closed; }
  const std::vector<CurveKnot>& GetKnots() const { return this->Knots; }
  const FrameSettings& GetSettings() const { return this->Settings; }

  /**
   * Build the shadow of another curve on a plane: of every point, the part along the unit vector
   * `direction` becomes `level`. N is `direction` everywhere. Where the curve runs along the vector
   * its shadow stands still, which is left out. Returns an empty string, or the sentence that says
   * why the shadow is no curve.
   */
  std::string BuildShadow(const CurveModel& curve, const Vector3& direction, double level);

  /** Arc length at a parameter of the spline. */
  double ArcLengthAt(double u) const;

  /** Position alone; s beyond the ends runs straight on, or around again when closed. */
  Vector3 Position(double s) const;
  CurveFrame Frame(double s) const;
  CurveFrame Frame(double s, double& curvature, double& torsion) const;
  double Curvature(double s) const;
  double Torsion(double s) const;

  /** The distance between the ends; 0 when the curve is closed. */
  double Chord() const;
  /** The angle in radians that the tangent turns through from end to end: the integral of the
   * curvature by arc length, right to 1e-10 for each span. */
  double TotalCurvature() const;
  /** The largest curvature, and the arc length where it is. */
  double LargestCurvature(double& s) const;

  /** Straightened coordinates to world. */
  Vector3 ToWorld(const CurvePoint& q) const;

  /** The same with the derivative d world / d (x, y, s), row-major. */
  Vector3 ToWorld(const CurvePoint& q, double derivative[3][3]) const;

  /**
   * World to straightened coordinates: the globally closest point of the curve, the smaller s where
   * two are equally close. `hint` is an s close to which the answer may lie; it changes the speed
   * only.
   */
  CurvePoint FromWorld(const Vector3& p, const double* hint = nullptr) const;

  /** As above with the derivative d world / d (x, y, s), row-major, at the answer. */
  CurvePoint FromWorld(const Vector3& p, const double* hint, double derivative[3][3]) const;

  /** As above where the curve is no further than `radius`; otherwise false, sooner. */
  bool FromWorldWithin(const Vector3& p, double radius, const double* hint, CurvePoint& q) const;

  /** Whether FromWorld(ToWorld(q)) is q: no other stretch of the curve is as near, no fold lies
   * between. */
  bool IsOwned(const CurvePoint& q) const;

  /** A half-plane of a slice: all owned points have X x + Y y <= Limit. */
  struct HalfPlane
  {
    double X = 0.0, Y = 0.0, Limit = 0.0;
  };
  /** The same on a slice whose frame is known; when the point is not owned and that is wanted, a
   * half-plane that it is outside of. */
  bool IsOwned(const CurveFrame& frame, const CurvePoint& q, HalfPlane* violated) const;

  /**
   * The owned ones of the points x = x0 + i dx, 0 <= i < count, y of the slice at s: first <= i <
   * last.
   *
   * A point of the slice is owned when no point Z of the curve is nearer than C(s), which is 2 (Z -
   * C).q <= |Z - C|^2 for its offset q: a half-plane for every Z. So the owned part of a slice is
   * convex (a cell of the Voronoi diagram of the curve), and a row meets it in an interval, found
   * by testing its ends and cutting off the half-planes that they violate.
   */
  void OwnedInterval(const CurveFrame& frame, double s, double y, double x0, double dx, int count,
    int& first, int& last) const;

  /** Whether all points of the rectangle |x| <= halfWidth, |y| <= halfHeight are owned: whether its
   * corners are. */
  bool IsRectangleOwned(
    const CurveFrame& frame, double s, double halfWidth, double halfHeight) const;

  const CurveSearch& GetSearch() const { return this->Search; }

private:
  struct Location
  {
    std::size_t Span = 0;
    double T = 0.0;      ///< parameter within the span, 0 to 1
    double Beyond = 0.0; ///< signed length past an end of an open curve
  };
  /** The span that holds s; the first or last one beyond the ends. */
  std::size_t SpanAt(double s) const;
  Location Locate(double s) const;
  CurveFrame FrameAt(const Location& where) const;
  double CurvatureAt(const Location& where) const;
  double TorsionAt(const Location& where) const;
  /** How far along the straight continuation of an end p lies: below 0 before the start, above 0
   * after the end. */
  double BeyondStart(const Vector3& p) const
  {
    return (p - this->Knots.front().P).Dot(this->StartTangent);
  }
  double BeyondEnd(const Vector3& p) const
  {
    return (p - this->Knots.back().P).Dot(this->EndTangent);
  }
  CurveSearch::Nearest NearestOnRays(const Vector3& p) const;
  Location FindNearest(const Vector3& p, const double* hint) const;
  Location Settle(const Vector3& p, const CurveSearch::Nearest& nearest) const;
  CurvePoint Coordinates(const Vector3& p, const Location& where, CurveFrame& frame) const;
  Location Polish(const Vector3& p, Location where) const;
  void Finish();

  std::vector<CurveKnot> Knots;
  std::vector<double> Arcs; // of the knots again, close together: searched for every slice
  std::vector<CurveSpan> Spans;
  Vector3 StartTangent;
  Vector3 EndTangent;
  bool Closed = false;
  FrameSettings Settings;
  CurveSearch Search;
};
}

#endif
