// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The displacement that takes a point through a map, one way or the other, and what linear
 * interpolation of it between samples can be right about.
 */
#ifndef DisplacementMap_h
#define DisplacementMap_h

#include "../Model/CurveMap.h"

#include <memory>

namespace curvedreformat
{
class DisplacementMap
{
public:
  DisplacementMap(std::shared_ptr<const CurveMap> map, bool toWorld);

  /** Whether both are of the same map, not only of one like it. */
  bool operator==(const DisplacementMap& other) const
  {
    return this->Map == other.Map && this->ToWorld == other.ToWorld;
  }

  const CurveMap& GetMap() const { return *this->Map; }
  bool IsToWorld() const { return this->ToWorld; }

  /** Where a point goes. `hint` as in CurveMap::FromWorld(). */
  Vector3 Target(const Vector3& p, double* hint) const
  {
    return this->ToWorld ? this->Map->ToWorld(p) : this->Map->FromWorld(p, hint);
  }

  /** Whether the target of a point belongs to it alone. */
  bool IsOwned(const Vector3& p, const Vector3& target) const
  {
    return this->Map->IsOwned(this->ToWorld ? p : target);
  }

  /**
   * How far a target is from the right one: the length of the difference. Where coordinates of the
   * map are angles, and the targets are in the map, it is the distance of the places in the world.
   */
  double Distance(const Vector3& p, const Vector3& target, const Vector3& right) const
  {
    return (this->HasAngles && !this->ToWorld ? this->Map->ToWorld(target) - p : target - right)
      .Norm();
  }

  /**
   * Whether points as far apart as `size` can have targets in this box when nothing lies between
   * them: no place where another stretch of the curve comes nearer, and no fold close by. In the
   * map, that is; world points always can.
   */
  bool IsOneStretch(const Box3& targets, double size) const;

private:
  std::shared_ptr<const CurveMap> Map;
  bool ToWorld;
  bool HasAngles;
};
}

#endif
