// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The C2 interpolating cubic spline through a list of points, and the two things done to the points
 * before: dropping repeated ones and smoothing.
 *
 * The parameter of the spline is the chord length, so that the speed |dC/du| is close to 1. The
 * ends of an open curve are "not-a-knot" (the first two spans are one cubic): natural ends would
 * bend the first slices by O(h) where this stays O(h^3). Two points give a line, three a parabola.
 * See C. de Boor, A Practical Guide to Splines, chapter IV.
 */
#ifndef CurveSpline_h
#define CurveSpline_h

#include "Vector3.h"

#include <cstddef>
#include <vector>

namespace curvedreformat
{
/** Points with the chord-length parameter and the derivative dC/du at each: a spline in Hermite
 * form. */
struct CurveSpline
{
  std::vector<double> U;
  std::vector<Vector3> P;
  std::vector<Vector3> D;
  bool Closed = false; ///< the last point repeats the first
};

/**
 * Whether a polyline is closed: it has at least two segments and its last point lies on its first
 * (within 1e-3 of the shorter of the first and the last segment).
 */
bool IsClosedPolyline(const std::vector<Vector3>& points);

/**
 * The indices of the points that are kept when consecutive coincident ones (closer than 1e-12 of
 * the bounding box's diagonal) are dropped. Of a closed polyline the last kept index is that of the
 * repeated first point.
 */
std::vector<std::size_t> DistinctPoints(const std::vector<Vector3>& points, bool closed);

/**
 * The interpolating spline through distinct points: at least 2, and for a closed curve at least 4
 * of which the last repeats the first.
 */
CurveSpline InterpolatePoints(const std::vector<Vector3>& points, bool closed);

/**
 * Points of the spline at even steps of the parameter, smoothed with a Gaussian of the given
 * standard deviation (the same units as the points). Ends of an open curve stay where they are, and
 * a straight line stays itself, because the curve is continued beyond its ends by point reflection.
 * The new points' parameters on the old spline are returned in `u`.
 */
std::vector<Vector3> SmoothPoints(
  const CurveSpline& spline, double standardDeviation, std::vector<double>& u);
}

#endif
