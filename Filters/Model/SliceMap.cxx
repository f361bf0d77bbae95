// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SliceMap.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
//------------------------------------------------------------------------------
Vector3 SliceMap::ToWorld(const Vector3& q, double (*derivative)[3]) const
{
  const CurvePoint point{ q.X, q.Y, q.Z };
  return derivative ? this->Model->ToWorld(point, derivative) : this->Model->ToWorld(point);
}

//------------------------------------------------------------------------------
Vector3 SliceMap::FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const
{
  const CurvePoint q =
    derivative ? this->Model->FromWorld(p, hint, derivative) : this->Model->FromWorld(p, hint);
  if (hint)
  {
    *hint = q.S;
  }
  return { q.X, q.Y, q.S };
}

//------------------------------------------------------------------------------
bool SliceMap::FromWorldWithin(const Vector3& p, const Box3& region, double* hint, Vector3& q) const
{
  CurvePoint found;
  if (!this->Model->FromWorldWithin(p, LargestRadius(region), hint, found))
  {
    return false;
  }
  if (hint)
  {
    *hint = found.S;
  }
  q = { found.X, found.Y, found.S };
  return true;
}

//------------------------------------------------------------------------------
bool SliceMap::IsOwned(const Vector3& q) const
{
  return this->Model->IsOwned({ q.X, q.Y, q.Z });
}

//------------------------------------------------------------------------------
void SliceMap::GetAxes(const Vector3& q, Vector3 axes[3]) const
{
  const CurveFrame frame = this->Model->Frame(q.Z);
  axes[0] = frame.N;
  axes[1] = frame.B;
  axes[2] = frame.T;
}

//------------------------------------------------------------------------------
void SliceMap::GetPlanes(double along, std::vector<CurveFrame>& planes) const
{
  planes.assign(1, this->Model->Frame(along));
}

//------------------------------------------------------------------------------
void SliceMap::GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const
{
  for (int axis = 0; axis < 2; ++axis)
  {
    low[axis] = region.Low[axis];
    high[axis] = region.High[axis];
  }
}

//------------------------------------------------------------------------------
bool SliceMap::FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const
{
  return FindPartAlong(*this->Model, 2, LargestRadius(region), world, region, margin, part);
}

//------------------------------------------------------------------------------
bool SliceMap::IsNear(const Box3& world, const Box3& region, double margin) const
{
  return IsNearCurve(*this->Model, LargestRadius(region), world, margin);
}

//------------------------------------------------------------------------------
std::string StretchedMap::Build(const MapSettings& settings)
{
  std::string error = FindMapDirections(*this->Curve, settings, this->Directions);
  if (!error.empty())
  {
    return error;
  }
  auto shadow = std::make_shared<CurveModel>();
  error = shadow->BuildShadow(*this->Curve, this->Directions.Interest, this->Directions.Level);
  if (!error.empty())
  {
    std::ostringstream text;
    text << "Vector of interest " << this->Directions.Interest
         << " runs along the curve, or the curve, seen along it, turns back on itself; give a "
            "VectorOfInterest that crosses the curve.";
    return text.str();
  }
  this->Model = shadow;
  return error;
}

//------------------------------------------------------------------------------
double StretchedMap::TakeOff(Vector3& p) const
{
  const double x = p.Dot(this->Directions.Interest) - this->Directions.Level;
  p = p - this->Directions.Interest * x;
  return x;
}

//------------------------------------------------------------------------------
Vector3 StretchedMap::FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const
{
  // The distance along the vector is the same for all points of the shadow: without it the search
  // is in the plane.
  Vector3 inPlane = p;
  const double x = this->TakeOff(inPlane);
  Vector3 q = this->SliceMap::FromWorld(inPlane, hint, derivative);
  q.X = x;
  return q;
}

//------------------------------------------------------------------------------
bool StretchedMap::FromWorldWithin(
  const Vector3& p, const Box3& region, double* hint, Vector3& q) const
{
  Vector3 inPlane = p;
  const double x = this->TakeOff(inPlane);
  Box3 plane = region;
  plane.Low.X = plane.High.X = 0.0;
  if (!(x >= region.Low.X && x <= region.High.X) ||
    !this->SliceMap::FromWorldWithin(inPlane, plane, hint, q))
  {
    return false;
  }
  q.X = x;
  return true;
}
}
