// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The convex hull of points in a plane, and how wide it is.
 */
#ifndef ConvexHull_h
#define ConvexHull_h

#include <vector>

namespace curvedreformat
{
struct Point2
{
  double X = 0.0, Y = 0.0;
};

/**
 * The corners of the convex hull, counterclockwise, without those on a straight edge: A. M.
 * Andrew's monotone chain, "Another efficient algorithm for convex hulls in two dimensions",
 * Information Processing Letters 9 (1979), doi 10.1016/0020-0190(79)90072-3. The points are sorted.
 */
std::vector<Point2> ConvexHull(std::vector<Point2>& points);

/** The distances between two parallel lines that just hold a shape. */
struct Widths
{
  double Smallest = 0.0;
  double Largest = 0.0; ///< the largest distance of two of its points
};

/**
 * The smallest and the largest width over all directions: the smallest one is across an edge, the
 * largest between two corners. `hull` is what ConvexHull() gives; a hull without area has 0 as its
 * smallest width.
 */
Widths HullWidths(const std::vector<Point2>& hull);
}

#endif
