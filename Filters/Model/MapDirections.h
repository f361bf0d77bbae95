// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The directions that stretched and projected maps lie along, given or chosen.
 */
#ifndef MapDirections_h
#define MapDirections_h

#include "CurveMap.h"

#include <string>

namespace curvedreformat
{
struct MapDirections
{
  Vector3 Interest;   ///< unit vector, the first axis of the map
  Vector3 Projection; ///< unit vector perpendicular to it, the last axis of projected maps
  double Level = 0.0; ///< the middle of what the curve takes up along Interest
  double Width = 0.0; ///< how much that is
};

/**
 * The vector of interest is the one given, or the normal of the plane that fits the curve best; it
 * is turned by the curve's rotation angle about the main direction of the curve, as in A. Kanitsar,
 * D. Fleischmann, R. Wegenkittl, P. Felkel, M. E. Groller, "CPR - Curved Planar Reformation", IEEE
 * Visualization 2002, doi 10.1109/VISUAL.2002.1183754 (section "Rotating-CPR"). The projection
 * direction is the one given, or that main direction, made perpendicular to the vector of interest.
 * Returns an empty string, or the sentence that says which vector is none.
 */
std::string FindMapDirections(
  const CurveModel& curve, const MapSettings& settings, MapDirections& directions);
}

#endif
