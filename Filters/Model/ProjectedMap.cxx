// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ProjectedMap.h"

#include "CurveRange.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace curvedreformat
{
namespace
{
// A curve that takes up less of the projection direction than this of its length is across it.
constexpr double Across = 1e-6;
}

//------------------------------------------------------------------------------
std::string ProjectedMap::Build(const MapSettings& settings)
{
  std::string error = FindMapDirections(*this->Curve, settings, this->Directions);
  if (!error.empty())
  {
    return error;
  }
  const Vector3& along = this->Directions.Projection;
  this->Depth = along.Cross(this->Directions.Interest);
  const auto flattened = [&](const Vector3& v) -> Vector3 {
    return { v.Dot(along), v.Dot(this->Depth), 0.0 };
  };

  this->Low = std::numeric_limits<double>::infinity();
  this->High = -this->Low;
  const std::vector<CurveKnot>& knots = this->Curve->GetKnots();
  for (std::size_t i = 0; i + 1 < knots.size(); ++i)
  {
    const double step = knots[i + 1].U - knots[i].U;
    Piece piece;
    piece.Curve = CubicCurve::Hermite(flattened(knots[i].P), flattened(knots[i].D) * step,
      flattened(knots[i + 1].P), flattened(knots[i + 1].D) * step);
    double t[4] = { 0.0 };
    const int inside = FindExtrema(piece.Curve, Vector3(1.0, 0.0, 0.0), t + 1);
    t[inside + 1] = 1.0;
    for (int n = 0; n <= inside; ++n)
    {
      piece.T0 = t[n];
      piece.T1 = t[n + 1];
      // neighbours meet exactly
      piece.From = this->Pieces.empty() ? piece.Curve.Value(0.0).X : this->Pieces.back().To;
      piece.To = piece.T1 == 1.0 ? flattened(knots[i + 1].P).X : piece.Curve.Value(piece.T1).X;
      this->Low = std::min({ this->Low, piece.From, piece.To });
      this->High = std::max({ this->High, piece.From, piece.To });
      if (piece.From != piece.To)
      {
        const bool rises = piece.To > piece.From;
        if (this->Sheets.empty() || rises != (this->Sheets.back().To > this->Sheets.back().From))
        {
          this->Sheets.push_back({ this->Pieces.size(), 0, piece.From, 0.0 });
        }
        this->Pieces.push_back(piece);
        this->Sheets.back().Last = this->Pieces.size();
        this->Sheets.back().To = piece.To;
      }
    }
  }
  if (!(this->High - this->Low > Across * this->Curve->GetLength()))
  {
    std::ostringstream text;
    text << "Projection direction " << along
         << " is perpendicular to the whole curve, so that nothing of its length would be left; "
            "give a ProjectionDirection that the curve runs along.";
    return text.str();
  }
  return error;
}

//------------------------------------------------------------------------------
double ProjectedMap::DepthOf(const Sheet& sheet, double h, double* slope) const
{
  const bool rises = sheet.To > sheet.From;
  const auto end = this->Pieces.begin() + static_cast<std::ptrdiff_t>(sheet.Last);
  auto piece = std::partition_point(this->Pieces.begin() + static_cast<std::ptrdiff_t>(sheet.First),
    end, [&](const Piece& p) { return rises ? p.To < h : p.To > h; });
  piece = piece == end ? end - 1 : piece;
  // Newton's method, kept inside the interval that the answer is in
  double low = piece->T0;
  double high = piece->T1;
  const double span = piece->To - piece->From;
  double t = low + (high - low) * std::min(std::max((h - piece->From) / span, 0.0), 1.0);
  for (int i = 0; i < 60; ++i)
  {
    const double miss = piece->Curve.Value(t).X - h;
    (rises ? miss < 0.0 : miss > 0.0) ? low = t : high = t;
    const double speed = piece->Curve.First(t).X;
    double next = t - miss / speed;
    if (!(next >= low && next <= high))
    {
      next = 0.5 * (low + high);
    }
    const double step = std::abs(next - t);
    t = next;
    if (step < 1e-15)
    {
      break;
    }
  }
  if (slope)
  {
    const Vector3 d = piece->Curve.First(t);
    *slope = d.Y / d.X;
  }
  return piece->Curve.Value(t).Y;
}

//------------------------------------------------------------------------------
template <typename Body>
void ProjectedMap::ForSheets(double h, bool slopes, Body body) const
{
  // beyond the ends of the curve it goes on flat from its first place there
  const double inside = std::min(std::max(h + this->Low, this->Low), this->High);
  for (std::size_t i = 0; i < this->Sheets.size(); ++i)
  {
    const Sheet& sheet = this->Sheets[i];
    const double low = std::min(sheet.From, sheet.To);
    const double high = std::max(sheet.From, sheet.To);
    // Of two sheets that meet at h the first one has it: they are one place. On a closed curve the
    // last one meets the first.
    const bool again = i > 0 &&
      (inside == sheet.From ||
        (this->Curve->IsClosed() && i + 1 == this->Sheets.size() && inside == sheet.To &&
          inside == this->Sheets.front().From));
    if (inside < low || inside > high || again)
    {
      continue;
    }
    double slope = 0.0;
    const bool beyond = inside != h + this->Low;
    const double depth = this->DepthOf(sheet, inside, slopes && !beyond ? &slope : nullptr);
    if (!body(depth, slope))
    {
      return;
    }
  }
}

//------------------------------------------------------------------------------
Vector3 ProjectedMap::ToWorld(const Vector3& q, double (*derivative)[3]) const
{
  const Vector3& v = this->Directions.Interest;
  const Vector3& along = this->Directions.Projection;
  Vector3 world;
  this->ForSheets(q.Z, derivative != nullptr,
    [&](double depth, double slope)
    {
      world = v * (this->Directions.Level + q.X) + this->Depth * (depth + q.Y) +
        along * (this->Low + q.Z);
      if (derivative)
      {
        SetColumn(derivative, 0, v);
        SetColumn(derivative, 1, this->Depth);
        SetColumn(derivative, 2, along + this->Depth * slope);
      }
      return false;
    });
  return world;
}

//------------------------------------------------------------------------------
Vector3 ProjectedMap::FromWorld(const Vector3& p, double* /*hint*/, double (*derivative)[3]) const
{
  const Vector3& v = this->Directions.Interest;
  const Vector3& along = this->Directions.Projection;
  Vector3 q(p.Dot(v) - this->Directions.Level, std::numeric_limits<double>::infinity(),
    p.Dot(along) - this->Low);
  const double position = p.Dot(this->Depth);
  this->ForSheets(q.Z, derivative != nullptr,
    [&](double depth, double slope)
    {
      if (std::abs(position - depth) < std::abs(q.Y))
      {
        q.Y = position - depth;
        if (derivative)
        {
          SetColumn(derivative, 0, v);
          SetColumn(derivative, 1, this->Depth);
          SetColumn(derivative, 2, along + this->Depth * slope);
        }
      }
      return true;
    });
  return q;
}

//------------------------------------------------------------------------------
bool ProjectedMap::FromWorldWithin(
  const Vector3& p, const Box3& region, double* hint, Vector3& q) const
{
  const double x = p.Dot(this->Directions.Interest) - this->Directions.Level;
  const double h = p.Dot(this->Directions.Projection) - this->Low;
  if (x < region.Low.X || x > region.High.X || h < region.Low.Z || h > region.High.Z)
  {
    return false;
  }
  q = this->FromWorld(p, hint, nullptr);
  return this->IsOwned(q);
}

//------------------------------------------------------------------------------
bool ProjectedMap::IsOwned(const Vector3& q) const
{
  int sheets = 0;
  this->ForSheets(q.Z, false, [&](double, double) { return ++sheets < 2; });
  return sheets == 1;
}

//------------------------------------------------------------------------------
void ProjectedMap::GetAxes(const Vector3& /*q*/, Vector3 axes[3]) const
{
  axes[0] = this->Directions.Interest;
  axes[1] = this->Depth;
  axes[2] = this->Directions.Projection;
}

//------------------------------------------------------------------------------
void ProjectedMap::GetPlanes(double along, std::vector<CurveFrame>& planes) const
{
  planes.clear();
  this->ForSheets(along, false,
    [&](double depth, double)
    {
      CurveFrame plane;
      plane.N = this->Directions.Interest;
      plane.B = this->Depth;
      plane.T = this->Directions.Projection;
      plane.C = plane.N * this->Directions.Level + plane.B * depth + plane.T * (this->Low + along);
      planes.push_back(plane);
      return true;
    });
}

//------------------------------------------------------------------------------
void ProjectedMap::GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const
{
  for (int axis = 0; axis < 2; ++axis)
  {
    low[axis] = region.Low[axis];
    high[axis] = region.High[axis];
  }
}

//------------------------------------------------------------------------------
bool ProjectedMap::FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const
{
  // the first and the last axis are straight in the world; what lies along the depth is left open
  Box3 box;
  ForCorners(world,
    [&](const Vector3& p)
    {
      box.Add({ p.Dot(this->Directions.Interest) - this->Directions.Level, 0.0,
        p.Dot(this->Directions.Projection) - this->Low });
    });
  part = region;
  for (const int axis : { 0, 2 })
  {
    part.Low[axis] = std::max(region.Low[axis], box.Low[axis] - margin);
    part.High[axis] = std::min(region.High[axis], box.High[axis] + margin);
    if (part.Low[axis] > part.High[axis])
    {
      return false;
    }
  }
  return true;
}

//------------------------------------------------------------------------------
bool ProjectedMap::IsNear(const Box3& world, const Box3& region, double margin) const
{
  Box3 part;
  return this->FindPart(world, region, margin, part);
}
}
