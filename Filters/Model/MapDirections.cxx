// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "MapDirections.h"

#include "CurveRange.h"
#include "PrincipalAxes.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace curvedreformat
{
namespace
{
constexpr double Parallel = 1e-6; // sine of the angle between vectors that count as parallel

std::string CheckVector(const char* name, const Vector3& v)
{
  if (v.IsFinite())
  {
    return std::string();
  }
  std::ostringstream text;
  text << name << " is " << v << "; give a direction, or (0, 0, 0) to have it chosen.";
  return text.str();
}

/** How long the longest component is: 0 for no direction. */
double LargestComponent(const Vector3& v)
{
  return std::max({ std::abs(v.X), std::abs(v.Y), std::abs(v.Z) });
}

/** Of unit length, also where the square of the length would be too large or too small a number. */
Vector3 DirectionOf(const Vector3& v)
{
  return (v / LargestComponent(v)).Normalized();
}

Vector3 Perpendicular(const Vector3& v, const Vector3& axis)
{
  return v - axis * v.Dot(axis);
}

/** v turned about a unit axis, right-hand. */
Vector3 Turned(const Vector3& v, const Vector3& axis, double angle)
{
  const Vector3 along = axis * v.Dot(axis);
  const Vector3 across = v - along;
  return along + across * std::cos(angle) + axis.Cross(across) * std::sin(angle);
}
}

//------------------------------------------------------------------------------
std::string FindMapDirections(
  const CurveModel& curve, const MapSettings& settings, MapDirections& directions)
{
  std::string error = CheckVector("VectorOfInterest", settings.VectorOfInterest);
  if (error.empty())
  {
    error = CheckVector("ProjectionDirection", settings.ProjectionDirection);
  }
  if (!error.empty())
  {
    return error;
  }
  const PrincipalAxes axes = FindPrincipalAxes(curve);
  const bool chosen = LargestComponent(settings.VectorOfInterest) == 0.0;
  const Vector3 interest = chosen ? axes.Normal : DirectionOf(settings.VectorOfInterest);
  directions.Interest = Turned(interest, axes.Main, curve.GetSettings().Angle).Normalized();

  std::ostringstream text;
  Vector3 projection = settings.ProjectionDirection;
  if (LargestComponent(projection) == 0.0)
  {
    // the main direction may be that of the vector of interest itself
    projection = axes.Main;
    if (Perpendicular(projection, directions.Interest).Norm() < Parallel)
    {
      projection = axes.Main.Cross(axes.Normal);
    }
  }
  const Vector3 across = Perpendicular(DirectionOf(projection), directions.Interest);
  if (across.Norm() < Parallel)
  {
    text << "ProjectionDirection " << settings.ProjectionDirection
         << " runs along the vector of interest " << directions.Interest
         << "; give one that crosses it.";
    return text.str();
  }
  directions.Projection = across.Normalized();
  double low = 0.0;
  double high = 0.0;
  FindRange(curve, directions.Interest, low, high);
  directions.Level = 0.5 * (low + high);
  directions.Width = high - low;
  return std::string();
}
}
