// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The knots that are the whole model of a curve: made from a spline by halving its spans until arc
 * length and rotation-minimizing normal are exact to the tolerances in CurveKnots.cxx.
 */
#ifndef CurveKnots_h
#define CurveKnots_h

#include "CurveSpan.h"

#include <string>
#include <vector>

namespace curvedreformat
{
struct CurveKnot
{
  double U = 0.0;             ///< parameter of the spline
  Vector3 P{ 0.0, 0.0, 0.0 }; ///< position
  Vector3 D{ 0.0, 0.0, 0.0 }; ///< dP/dU
  double S = 0.0;             ///< arc length
  Vector3 N{ 0.0, 0.0, 0.0 }; ///< rotation-minimizing normal
  double Angle = 0.0;         ///< of the frame's normal against N, radians, right-hand about T
  double Torsion = 0.0;       ///< for display: of the cubics on both sides, averaged

  static constexpr int NumberOfComponents = 13;
};

/** The polynomials between two knots. */
CurveSpan MakeSpan(const CurveKnot& a, const CurveKnot& b);

/**
 * Fill `knots` from a spline, with angles 0. Returns an empty string, or the sentence that says why
 * the curve has no frame (its tangent vanishes somewhere).
 */
std::string MakeKnots(const CurveSpline& spline, std::vector<CurveKnot>& knots);

/**
 * Add knots at these arc lengths, which ascend; the curve stays what it is. Those at a knot, or
 * within 1e-5 of a span's length of one, or beyond the ends, are passed over. Whether any was
 * added.
 */
bool InsertKnots(std::vector<CurveKnot>& knots, const std::vector<double>& s);

/** An empty string, or the sentence that says why these cannot be the knots of a curve. */
std::string CheckKnots(const std::vector<CurveKnot>& knots);
}

#endif
