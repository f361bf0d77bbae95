// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The rules that turn the rotation-minimizing normal about the tangent: not at all, up, along the
 * curvature, or as an array says.
 */
#ifndef CurveFraming_h
#define CurveFraming_h

#include "CurveKnots.h"

#include <string>
#include <vector>

namespace curvedreformat
{
/** How the normal is turned about the tangent; the values are those of vtkMovingFrame::FrameTypes.
 */
enum class FrameRule
{
  RotationMinimizing = 0,
  FixedUp = 1,
  Frenet = 2,
  FromArray = 3
};

struct FrameSettings
{
  FrameRule Rule = FrameRule::RotationMinimizing;
  Vector3 Up{ 0.0, 0.0, 1.0 };
  Vector3 SecondUp{ 1.0, 0.0, 0.0 }; ///< not parallel to Up
  double Angle = 0.0;                ///< radians, right-hand about T, on top of the rule
};

/** The frame at one arc length, and how it changes. */
struct CurveFrame
{
  Vector3 C, N, B, T;
  Vector3 CurvatureVector; ///< dT/ds
  double Twist = 0.0;      ///< N'.B, turn of the frame about T per length
  double Stretch = 1.0;    ///< |dC/ds|, 1 but for the tolerance of the arc length
};

/** The derivative d world / d (x, y, s) of the map F = C + x N + y B, row-major, from how the frame
 * changes. */
void MapDerivative(const CurveFrame& frame, double x, double y, double derivative[3][3]);

constexpr double Degree = 3.14159265358979323846 / 180.0; ///< in radians

/** The frame turned about its T, right-hand, by an angle in degrees. */
CurveFrame TurnedFrame(const CurveFrame& frame, double degrees);

/** The frame as a row-major 4 x 4 matrix with the columns N, B, T, C. */
void FrameMatrix(const CurveFrame& frame, double matrix[16]);

/**
 * The normal `n` of a curve with the tangent `from`, for another curve that runs through the same
 * point with the tangent `to`: turned by the smallest rotation that takes one tangent to the line
 * of the other. Where that runs the other way (more than 90 degrees off), `n` is kept rather than
 * the binormal. All are unit vectors.
 */
Vector3 CarriedNormal(const Vector3& n, const Vector3& from, const Vector3& to);

/**
 * Set the angles of the knots by the rule of `settings`. `s` and `normals` are used by
 * FrameRule::FromArray: where on the curve which normal was given; (0,0,0) where none was. Returns
 * an empty string or what is wrong.
 */
std::string MakeKnotAngles(std::vector<CurveKnot>& knots, bool closed,
  const FrameSettings& settings, const std::vector<double>& s, const std::vector<Vector3>& normals);

/** The frame at t in [0, 1] of the span between knots a and b of a curve of the given length. */
CurveFrame EvaluateFrame(const CurveSpan& span, double t, const CurveKnot& a, const CurveKnot& b,
  double length, const FrameSettings& settings);
}

#endif
