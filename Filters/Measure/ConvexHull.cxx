// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ConvexHull.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace curvedreformat
{
namespace
{
/** Twice the area of the triangle o, a, b; above 0 where it turns left. */
double Turn(const Point2& o, const Point2& a, const Point2& b)
{
  return (a.X - o.X) * (b.Y - o.Y) - (a.Y - o.Y) * (b.X - o.X);
}

double Distance(const Point2& a, const Point2& b)
{
  return std::hypot(b.X - a.X, b.Y - a.Y);
}
}

//------------------------------------------------------------------------------
std::vector<Point2> ConvexHull(std::vector<Point2>& points)
{
  std::sort(points.begin(), points.end(),
    [](const Point2& a, const Point2& b) { return a.X < b.X || (a.X == b.X && a.Y < b.Y); });
  points.erase(std::unique(points.begin(), points.end(),
                 [](const Point2& a, const Point2& b) { return a.X == b.X && a.Y == b.Y; }),
    points.end());
  if (points.size() < 3)
  {
    return points;
  }
  std::vector<Point2> hull;
  const auto add = [&](const Point2& p, std::size_t chain)
  {
    while (hull.size() >= chain + 2 && Turn(hull[hull.size() - 2], hull.back(), p) <= 0.0)
    {
      hull.pop_back();
    }
    hull.push_back(p);
  };
  std::for_each(points.begin(), points.end(), [&](const Point2& p) { add(p, 0); });
  // back along the upper side; its first point is the last of the lower one
  const std::size_t chain = hull.size() - 1;
  std::for_each(points.rbegin() + 1, points.rend(), [&](const Point2& p) { add(p, chain); });
  hull.pop_back(); // the first again
  return hull;
}

//------------------------------------------------------------------------------
Widths HullWidths(const std::vector<Point2>& hull)
{
  Widths widths;
  // All pairs, and not calipers that turn: along a straight side rounding leaves corners that are
  // not convex to the last bit, where calipers stop too soon.
  for (std::size_t i = 0; i < hull.size(); ++i)
  {
    for (std::size_t k = i + 1; k < hull.size(); ++k)
    {
      const double x = hull[k].X - hull[i].X;
      const double y = hull[k].Y - hull[i].Y;
      widths.Largest = std::max(widths.Largest, x * x + y * y);
    }
  }
  widths.Largest = std::sqrt(widths.Largest);
  if (hull.size() < 3)
  {
    return widths;
  }
  widths.Smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < hull.size(); ++i)
  {
    const Point2& a = hull[i];
    const Point2& b = hull[(i + 1) % hull.size()];
    double furthest = 0.0;
    for (const Point2& p : hull)
    {
      furthest = std::max(furthest, Turn(a, b, p));
    }
    widths.Smallest = std::min(widths.Smallest, furthest / Distance(a, b));
  }
  return widths;
}
}
