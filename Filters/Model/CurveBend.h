// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How much a span of the curve bends.
 */
#ifndef CurveBend_h
#define CurveBend_h

#include "CurveSpan.h"

namespace curvedreformat
{
/** The angle in radians that the tangent turns through: the integral of the curvature, right to
 * 1e-10. */
double TotalCurvature(const CubicCurve& curve);

/** The largest curvature and the t in [0, 1] where it is. */
double LargestCurvature(const CubicCurve& curve, double& t);
}

#endif
