// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The grid of a displacement field: so many samples that linear interpolation between them is
 * within a tolerance.
 */
#ifndef FieldGrid_h
#define FieldGrid_h

#include "../Sampling/ImageGeometry.h"
#include "DisplacementMap.h"

#include <string>

namespace curvedreformat
{
struct FieldRequest
{
  Box3 Region;                           ///< what is to be covered, in the map
  double Tolerance = 0.0;                ///< in world units, above 0
  double Spacing[3] = { 0.0, 0.0, 0.0 }; ///< 0: chosen
};

/**
 * Choose the grid: in the map's coordinates, or, for the way from the world, one along the world's
 * axes. There is a sample more on every side than needs to be. Returns an empty string, or the
 * sentence that says what is wrong.
 *
 * In the map's coordinates the error is then below the tolerance. In the world it is as good as at
 * the places that were tried, which are many; where there is a fold, or the curve comes near
 * itself, cells do not count.
 */
std::string ChooseFieldGrid(
  const DisplacementMap& map, const FieldRequest& request, ImageGeometry& grid);
}

#endif
