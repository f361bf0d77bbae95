// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "DisplacementMap.h"

namespace curvedreformat
{
namespace
{
// Distances in the map are up to 1 / (1 - curvature x offset) times those in the world: without end
// at a fold. Beyond this factor a linear interpolation is not worth its name.
constexpr double MostStretched = 2.0;

// The same for angles, which change without end at the curve itself, and jump by a turn.
constexpr double MostDegrees = 30.0;
}

//------------------------------------------------------------------------------
DisplacementMap::DisplacementMap(std::shared_ptr<const CurveMap> map, bool toWorld)
  : Map(std::move(map))
  , ToWorld(toWorld)
  , HasAngles(this->Map->IsAngle(0) || this->Map->IsAngle(1) || this->Map->IsAngle(2))
{
}

//------------------------------------------------------------------------------
bool DisplacementMap::IsOneStretch(const Box3& targets, double size) const
{
  if (this->ToWorld)
  {
    return true;
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    const double most = this->Map->IsAngle(axis) ? MostDegrees : MostStretched * size;
    if (!(targets.High[axis] - targets.Low[axis] <= most))
    {
      return false;
    }
  }
  return true;
}
}
