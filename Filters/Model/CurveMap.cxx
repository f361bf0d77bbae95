// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveMap.h"

#include "MapDirections.h"
#include "PolarMap.h"
#include "ProjectedMap.h"
#include "SliceMap.h"

namespace curvedreformat
{
//------------------------------------------------------------------------------
std::string CurveMap::Make(std::shared_ptr<const CurveModel> curve, const MapSettings& settings,
  const RadiusProfile& wall, std::shared_ptr<const CurveMap>& map)
{
  map = nullptr;
  std::string error;
  switch (settings.Mode)
  {
    case MapMode::Straightened:
      map = std::make_shared<SliceMap>(std::move(curve));
      break;
    case MapMode::Stretched:
    {
      auto stretched = std::make_shared<StretchedMap>(std::move(curve));
      error = stretched->Build(settings);
      map = stretched;
      break;
    }
    case MapMode::Projected:
    {
      auto projected = std::make_shared<ProjectedMap>(std::move(curve));
      error = projected->Build(settings);
      map = projected;
      break;
    }
    case MapMode::Unfolded:
      if (settings.RelativeToWall && wall.IsEmpty())
      {
        error = "RelativeToWall is on, but the curve has no point array Radius or "
                "MaximumInscribedSphereRadius that tells where the wall is; switch it off, or give "
                "a curve with radii.";
        break;
      }
      map = std::make_shared<UnfoldedMap>(
        std::move(curve), settings.RelativeToWall ? wall : RadiusProfile());
      break;
    case MapMode::Rotating:
      map = std::make_shared<RotatingMap>(std::move(curve));
      break;
  }
  if (!error.empty())
  {
    map = nullptr;
  }
  return error;
}

//------------------------------------------------------------------------------
Box3 CurveMap::GetWorldBounds(const Box3& region, int steps) const
{
  double low[2];
  double high[2];
  this->GetPlaneRectangle(region, low, high);
  const int axis = this->GetAlongAxis();
  Box3 world;
  std::vector<CurveFrame> planes;
  for (int k = 0; k <= steps; ++k)
  {
    this->GetPlanes(region.Low[axis] + (region.High[axis] - region.Low[axis]) * k / steps, planes);
    for (const CurveFrame& plane : planes)
    {
      for (const double x : { low[0], high[0] })
      {
        for (const double y : { low[1], high[1] })
        {
          world.Add(plane.C + plane.N * x + plane.B * y);
        }
      }
    }
  }
  return world;
}

//------------------------------------------------------------------------------
bool CurveMap::IsNearCurve(const CurveModel& model, double radius, const Box3& world, double margin)
{
  const double reach = std::hypot(radius, margin);
  return model.GetSearch().SquaredDistanceToBox(world) <= reach * reach;
}

//------------------------------------------------------------------------------
bool CurveMap::FindPartAlong(const CurveModel& model, int axis, double radius, const Box3& world,
  const Box3& region, double margin, Box3& part)
{
  // What is beyond an end, on the straight continuation, is that much further from the curve.
  double s0 = 0.0;
  double s1 = 0.0;
  if (!model.GetSearch().ArcLengthsNearBox(world, std::hypot(radius, margin), s0, s1))
  {
    return false;
  }
  part = region;
  // the slices before the end of a closed curve are also those before the beginning
  if (!model.IsClosed() || (s0 > margin && s1 < model.GetLength() - margin))
  {
    part.Low[axis] = s0 - margin;
    part.High[axis] = s1 + margin;
  }
  return true;
}
}
