// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The plane that fits a curve best, and the direction in it that the curve extends furthest along.
 */
#ifndef PrincipalAxes_h
#define PrincipalAxes_h

#include "CurveModel.h"

namespace curvedreformat
{
struct PrincipalAxes
{
  Vector3 Main;   ///< along which the curve extends furthest
  Vector3 Normal; ///< of the plane that fits it best, perpendicular to Main
};

/**
 * By the second moments of the curve, all of whose length counts alike. Main points the way the
 * curve goes, from its first to its second half; the largest component of Normal is positive. For a
 * straight curve, which has no such plane, Normal is that of the frame at its beginning.
 */
PrincipalAxes FindPrincipalAxes(const CurveModel& curve);
}

#endif
