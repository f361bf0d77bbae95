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
  const std::size_t n = hull.size();
  if (n < 3)
  {
    widths.Largest = n == 2 ? Distance(hull[0], hull[1]) : 0.0;
    return widths;
  }
  widths.Smallest = std::numeric_limits<double>::infinity();
  std::size_t far = 1;
  for (std::size_t i = 0; i < n; ++i)
  {
    // The furthest corner from an edge only moves on as the edges do.
    const Point2& a = hull[i];
    const Point2& b = hull[(i + 1) % n];
    const auto height = [&](std::size_t k) { return Turn(a, b, hull[k % n]); };
    while (height(far + 1) > height(far))
    {
      ++far;
    }
    widths.Smallest = std::min(widths.Smallest, height(far) / Distance(a, b));
    // Of two parallel edges all four corners are opposite.
    const std::size_t last = height(far + 1) == height(far) ? far + 1 : far;
    for (std::size_t k = far; k <= last; ++k)
    {
      widths.Largest =
        std::max({ widths.Largest, Distance(a, hull[k % n]), Distance(b, hull[k % n]) });
    }
  }
  return widths;
}
}
