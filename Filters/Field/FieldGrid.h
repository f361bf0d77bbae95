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

#include <functional>
#include <optional>
#include <string>

namespace curvedreformat
{
struct FieldRequest
{
  Box3 Region;                           ///< what is to be covered, in the map
  double Tolerance = 0.0;                ///< in world units, above 0
  double Spacing[3] = { 0.0, 0.0, 0.0 }; ///< 0: chosen

  bool operator==(const FieldRequest& other) const;
};

/**
 * Choose the grid: in the map's coordinates, or, for the way from the world, one along the world's
 * axes. There is a sample more on every side than needs to be. Returns an empty string, or the
 * sentence that says what is wrong.
 *
 * In the map's coordinates the error is then below the tolerance. In the world it is as good as at
 * the places that were tried, which are many; where there is a fold, or the curve comes near
 * itself, cells do not count.
 *
 * `go` is asked now and then, in this thread, with what part of the grid that is being tried is
 * done; when it answers false the result has no meaning.
 */
std::string ChooseFieldGrid(const DisplacementMap& map, const FieldRequest& request,
  const std::function<bool(double)>& go, ImageGeometry& grid);

/** The grid that was chosen last, which can take seconds, for as long as it is the same that is
 * asked for. */
class FieldGridChoice
{
public:
  /** Choose the grid, unless that has been done. False where `go` has put an end to it. */
  bool Make(
    const DisplacementMap& map, const FieldRequest& request, const std::function<bool(double)>& go);

  /** After Make(): the sentence that says what is wrong, or an empty string, and the grid. */
  const std::string& GetError() const { return this->Error; }
  const ImageGeometry& GetGrid() const { return this->Grid; }

private:
  std::optional<DisplacementMap> Map; // of what; empty where nothing has been chosen
  FieldRequest Request;
  std::string Error;
  ImageGeometry Grid;
};
}

#endif
