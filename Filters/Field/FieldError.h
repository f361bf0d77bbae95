// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * How far a displacement field, linearly interpolated between its samples, is from the map.
 */
#ifndef FieldError_h
#define FieldError_h

#include "FieldSamples.h"

#include <functional>

namespace curvedreformat
{
/**
 * The largest error between the samples of a grid, in all cells whose eight samples are valid. With
 * no samples the map itself is asked, and every cell counts. Each cell is looked at where the error
 * of a quadratic function is largest, and the worst ones more closely; on what is found two per
 * cent are put, for what lies between.
 *
 * `go` is asked now and then with what part of the work is done, in one thread; when it answers
 * false the result has no meaning.
 */
double FindFieldError(const DisplacementMap& map, const ImageGeometry& grid,
  const FieldSamples* samples, const std::function<bool(double)>& go);
}

#endif
