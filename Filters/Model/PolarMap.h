// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Maps with an angle about the curve, in degrees from N towards B.
 */
#ifndef PolarMap_h
#define PolarMap_h

#include "CurveMap.h"

namespace curvedreformat
{
/** What both have in common: a point of a slice at an angle and a radius. */
class PolarMap : public CurveMap
{
public:
  void GetPlanes(double along, std::vector<CurveFrame>& planes) const override;
  const CurveModel* GetOwner() const override { return this->Curve.get(); }
  bool IsNear(const Box3& world, const Box3& region, double margin) const override;

protected:
  using CurveMap::CurveMap;

  /** No point of the region is further from the curve. */
  virtual double GetReach(const Box3& region) const = 0;
  void GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const override;

  /** World point at an angle and a radius, with the derivatives by angle (in degrees), radius and
   * arc length as columns. */
  Vector3 PointAt(double angle, double radius, double s, double (*columns)[3]) const;
};

/**
 * Unfolded: (angle, r, s), the angle in [-180, 180] degrees, the distance from the curve, and the
 * arc length. With a wall r is the distance from that, positive outside.
 */
class UnfoldedMap : public PolarMap
{
public:
  UnfoldedMap(std::shared_ptr<const CurveModel> curve, RadiusProfile wall)
    : PolarMap(std::move(curve))
    , Wall(std::move(wall))
  {
  }

  Vector3 ToWorld(const Vector3& q, double (*derivative)[3]) const override;
  Vector3 FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const override;
  bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const override;
  bool IsOwned(const Vector3& q) const override;
  void GetAxes(const Vector3& q, Vector3 axes[3]) const override;
  bool IsAngle(int axis) const override { return axis == 0; }
  bool IsLinear(int axis) const override { return axis == 1; }
  double GetPeriod(int axis) const override;
  bool FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const override;

  double GetLargestWall() const { return this->Wall.Largest(); }

  /** The radius of the wall, 0 without one. */
  double WallAt(double s, double& slope) const
  {
    slope = 0.0;
    return this->Wall.IsEmpty() ? 0.0 : this->Wall.Value(s, slope);
  }

protected:
  double GetReach(const Box3& region) const override;

private:
  Vector3 FromStraightened(const CurvePoint& q) const;

  RadiusProfile Wall;
};

/**
 * Rotating: (x, s, angle), the offset from the curve in the section at an angle of [0, 180)
 * degrees, and the arc length.
 */
class RotatingMap : public PolarMap
{
public:
  explicit RotatingMap(std::shared_ptr<const CurveModel> curve)
    : PolarMap(std::move(curve))
  {
  }

  Vector3 ToWorld(const Vector3& q, double (*derivative)[3]) const override;
  Vector3 FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const override;
  bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const override;
  bool IsOwned(const Vector3& q) const override;
  void GetAxes(const Vector3& q, Vector3 axes[3]) const override;
  int GetAlongAxis() const override { return 1; }
  bool IsAngle(int axis) const override { return axis == 2; }
  bool IsLinear(int axis) const override { return axis == 0; }
  double GetPeriod(int axis) const override;
  Vector3 Around(Vector3 q, int axis) const override;
  bool FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const override;

protected:
  double GetReach(const Box3& region) const override;

private:
  static Vector3 FromStraightened(const CurvePoint& q);
};
}

#endif
