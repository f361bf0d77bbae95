// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How far a curve reaches along a direction.
 */
#ifndef CurveRange_h
#define CurveRange_h

#include "CurveModel.h"

namespace curvedreformat
{
/** The t within (0, 1), rising, where a cubic turns round along a direction; returns how many. */
int FindExtrema(const CubicCurve& curve, const Vector3& direction, double t[2]);

/** The least and the greatest of the curve's places along a direction, between its knots as well.
 */
void FindRange(const CurveModel& curve, const Vector3& direction, double& low, double& high);
}

#endif
