// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PolarMap.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
//------------------------------------------------------------------------------
void PolarMap::GetPlanes(double along, std::vector<CurveFrame>& planes) const
{
  planes.assign(1, this->Curve->Frame(along));
}

//------------------------------------------------------------------------------
void PolarMap::GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const
{
  const double reach = this->GetReach(region);
  std::fill_n(low, 2, -reach);
  std::fill_n(high, 2, reach);
}

//------------------------------------------------------------------------------
bool PolarMap::IsNear(const Box3& world, const Box3& region, double margin) const
{
  return IsNearCurve(*this->Curve, this->GetReach(region), world, margin);
}

//------------------------------------------------------------------------------
Vector3 PolarMap::PointAt(double angle, double radius, double s, double (*columns)[3]) const
{
  const double c = std::cos(angle * Degree);
  const double n = std::sin(angle * Degree);
  const CurvePoint q{ radius * c, radius * n, s };
  if (!columns)
  {
    return this->Curve->ToWorld(q);
  }
  const Vector3 world = this->Curve->ToWorld(q, columns);
  const Vector3 x = GetColumn(columns, 0);
  const Vector3 y = GetColumn(columns, 1);
  SetColumn(columns, 0, (y * c - x * n) * (radius * Degree));
  SetColumn(columns, 1, x * c + y * n);
  return world;
}

//------------------------------------------------------------------------------
Vector3 UnfoldedMap::ToWorld(const Vector3& q, double (*derivative)[3]) const
{
  double slope = 0.0;
  const double radius = q.Y + this->WallAt(q.Z, slope);
  const Vector3 world = this->PointAt(q.X, radius, q.Z, derivative);
  if (derivative)
  {
    SetColumn(derivative, 2, GetColumn(derivative, 2) + GetColumn(derivative, 1) * slope);
  }
  return world;
}

//------------------------------------------------------------------------------
Vector3 UnfoldedMap::FromStraightened(const CurvePoint& q) const
{
  double slope = 0.0;
  const double angle = std::atan2(q.Y, q.X) / Degree;
  // what is behind the curve but for rounding is at 180 degrees
  return { angle > -180.0 ? angle : 180.0, std::hypot(q.X, q.Y) - this->WallAt(q.S, slope), q.S };
}

//------------------------------------------------------------------------------
Vector3 UnfoldedMap::FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const
{
  const CurvePoint q = this->Curve->FromWorld(p, hint);
  if (hint)
  {
    *hint = q.S;
  }
  const Vector3 found = this->FromStraightened(q);
  if (derivative)
  {
    this->ToWorld(found, derivative);
  }
  return found;
}

//------------------------------------------------------------------------------
bool UnfoldedMap::FromWorldWithin(
  const Vector3& p, const Box3& region, double* hint, Vector3& q) const
{
  CurvePoint found;
  if (!this->Curve->FromWorldWithin(p, this->GetReach(region), hint, found))
  {
    return false;
  }
  if (hint)
  {
    *hint = found.S;
  }
  q = this->FromStraightened(found);
  return true;
}

//------------------------------------------------------------------------------
bool UnfoldedMap::IsOwned(const Vector3& q) const
{
  double slope = 0.0;
  const double radius = q.Y + this->WallAt(q.Z, slope);
  return radius > 0.0 && q.X > -180.0 && q.X <= 180.0 &&
    this->Curve->IsOwned({ radius * std::cos(q.X * Degree), radius * std::sin(q.X * Degree), q.Z });
}

//------------------------------------------------------------------------------
void UnfoldedMap::GetAxes(const Vector3& q, Vector3 axes[3]) const
{
  const CurveFrame frame = TurnedFrame(this->Curve->Frame(q.Z), q.X);
  axes[0] = frame.B;
  axes[1] = frame.N;
  axes[2] = frame.T;
}

//------------------------------------------------------------------------------
double UnfoldedMap::GetPeriod(int axis) const
{
  return axis == 0 ? 360.0
                   : (axis == 2 && this->Curve->IsClosed() ? this->Curve->GetLength() : 0.0);
}

//------------------------------------------------------------------------------
double UnfoldedMap::GetReach(const Box3& region) const
{
  return std::max(region.High.Y + this->Wall.Largest(), 0.0);
}

//------------------------------------------------------------------------------
bool UnfoldedMap::FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const
{
  return FindPartAlong(*this->Curve, 2, this->GetReach(region), world, region, margin, part);
}

//------------------------------------------------------------------------------
Vector3 RotatingMap::ToWorld(const Vector3& q, double (*derivative)[3]) const
{
  const Vector3 world = this->PointAt(q.Z, q.X, q.Y, derivative);
  if (derivative)
  {
    const Vector3 angle = GetColumn(derivative, 0);
    SetColumn(derivative, 0, GetColumn(derivative, 1));
    SetColumn(derivative, 1, GetColumn(derivative, 2));
    SetColumn(derivative, 2, angle);
  }
  return world;
}

//------------------------------------------------------------------------------
Vector3 RotatingMap::FromStraightened(const CurvePoint& q)
{
  double angle = std::atan2(q.Y, q.X) / Degree;
  double x = std::hypot(q.X, q.Y);
  if (angle < 0.0)
  {
    angle += 180.0;
    x = -x;
  }
  if (angle >= 180.0)
  {
    angle -= 180.0;
    x = -x;
  }
  return { x, q.S, angle };
}

//------------------------------------------------------------------------------
Vector3 RotatingMap::FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const
{
  const CurvePoint q = this->Curve->FromWorld(p, hint);
  if (hint)
  {
    *hint = q.S;
  }
  const Vector3 found = FromStraightened(q);
  if (derivative)
  {
    this->ToWorld(found, derivative);
  }
  return found;
}

//------------------------------------------------------------------------------
bool RotatingMap::FromWorldWithin(
  const Vector3& p, const Box3& region, double* hint, Vector3& q) const
{
  CurvePoint found;
  if (!this->Curve->FromWorldWithin(p, this->GetReach(region), hint, found))
  {
    return false;
  }
  if (hint)
  {
    *hint = found.S;
  }
  q = FromStraightened(found);
  return true;
}

//------------------------------------------------------------------------------
bool RotatingMap::IsOwned(const Vector3& q) const
{
  return q.X != 0.0 && q.Z >= 0.0 && q.Z < 180.0 &&
    this->Curve->IsOwned({ q.X * std::cos(q.Z * Degree), q.X * std::sin(q.Z * Degree), q.Y });
}

//------------------------------------------------------------------------------
void RotatingMap::GetAxes(const Vector3& q, Vector3 axes[3]) const
{
  const CurveFrame frame = TurnedFrame(this->Curve->Frame(q.Y), q.Z);
  axes[0] = frame.N;
  axes[1] = frame.T;
  axes[2] = frame.B;
}

//------------------------------------------------------------------------------
double RotatingMap::GetPeriod(int axis) const
{
  return axis == 2 ? 180.0
                   : (axis == 1 && this->Curve->IsClosed() ? this->Curve->GetLength() : 0.0);
}

//------------------------------------------------------------------------------
Vector3 RotatingMap::Around(Vector3 q, int axis) const
{
  // half a turn on, left is right
  return this->CurveMap::Around(axis == 2 ? Vector3(-q.X, q.Y, q.Z) : q, axis);
}

//------------------------------------------------------------------------------
double RotatingMap::GetReach(const Box3& region) const
{
  return std::max(std::abs(region.Low.X), std::abs(region.High.X));
}

//------------------------------------------------------------------------------
bool RotatingMap::FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const
{
  return FindPartAlong(*this->Curve, 1, this->GetReach(region), world, region, margin, part);
}
}
