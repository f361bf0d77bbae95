// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The rows of images whose slices are not the planes across one curve: projected, unfolded and
 * rotating ones, with slabs or without.
 */
#ifndef MapRows_h
#define MapRows_h

#include "SliceRows.h"

#include <memory>

namespace curvedreformat
{
class CurveMap;
struct ReformatGrid;
struct Slab;

/**
 * The rows of a grid of this map. The slab may be one without samples: then every voxel is one
 * sample, or one of every sheet of a projected map. Grid and slab are copied; the map must live as
 * long. nullptr for maps whose slices are planes across one curve.
 */
std::unique_ptr<SliceRows> MakeMapRows(
  const Slab& slab, const ReformatGrid& grid, const CurveMap& map, bool fillUnowned);
}

#endif
