// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is measured on one slice across the curve: the statistics of its pixels, and the size of the
 * region in which its values lie between two limits.
 *
 * The region has sub-pixel accuracy. Four neighbouring pixel centres are a cell, whose centre has
 * their mean as its value. The lines from the centre to the pixels and to the middles of the sides
 * split the cell into eight triangles; on each the value is linear, so that the region within it is
 * a polygon: the triangle, clipped by the two limits and by the radius. Areas, moments and corners
 * of these polygons are exact.
 *
 * Each pixel has a quarter of each of the four cells around it, and of the region only what lies in
 * the quarters of valid pixels counts. Where a pixel is missing, at the border of the slice or of
 * the mask, the values of the valid ones go straight on to the side of the pixel: a region that
 * reaches the border ends half a pixel beyond the last centre, and one that holds every valid pixel
 * has exactly their number times the area of a pixel.
 */
#ifndef SliceRegion_h
#define SliceRegion_h

#include "ConvexHull.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace curvedreformat
{
/** The pixels of a slice; the curve is at x = y = 0. */
struct SlicePixels
{
  int Width = 0;
  int Height = 0;
  double Origin[2] = { 0.0, 0.0 };  ///< of the first pixel's centre
  double Spacing[2] = { 1.0, 1.0 }; ///< both above 0
  std::vector<double> Values;       ///< row by row
  std::vector<char> Valid;          ///< 0: the pixel takes no part

  std::size_t Count() const { return this->Values.size(); }
  double X(int i) const { return this->Origin[0] + i * this->Spacing[0]; }
  double Y(int j) const { return this->Origin[1] + j * this->Spacing[1]; }
  double PixelArea() const { return this->Spacing[0] * this->Spacing[1]; }
};

/** All limits belong to the region. */
struct RegionLimits
{
  double Lower = -std::numeric_limits<double>::infinity();
  double Upper = std::numeric_limits<double>::infinity();
  double Radius = std::numeric_limits<double>::infinity(); ///< distance from the curve
};

struct SliceStatistics
{
  std::size_t Count = 0;
  double Mean = std::numeric_limits<double>::quiet_NaN();
  double StandardDeviation = std::numeric_limits<double>::quiet_NaN(); ///< of all: divided by Count
  double Minimum = std::numeric_limits<double>::quiet_NaN();
  double Maximum = std::numeric_limits<double>::quiet_NaN();
};

/** The lengths are not numbers when there is no area. */
struct RegionSize
{
  double Area = 0.0;
  double Centroid[2] = { std::numeric_limits<double>::quiet_NaN(),
    std::numeric_limits<double>::quiet_NaN() };
  Widths Diameters{ std::numeric_limits<double>::quiet_NaN(),
    std::numeric_limits<double>::quiet_NaN() }; ///< of the convex hull
};

/** The pixels whose centres are in the region. */
std::vector<char> FindRegion(const SlicePixels& slice, const RegionLimits& limits);

/**
 * Of the region only the part that holds the curve: of pixels that share sides the group that has
 * the pixel nearest to the curve.
 */
void KeepPartAtCurve(const SlicePixels& slice, std::vector<char>& inside);

/** Statistics of `values`, one a pixel, over the pixels that are `inside`. */
SliceStatistics MeasurePixels(const std::vector<double>& values, const std::vector<char>& inside);

/**
 * The size of the region within the limits. With `onlyInside` only of the parts that belong to a
 * pixel that is `inside`, which must then be whole groups of pixels of FindRegion() that share
 * sides.
 */
RegionSize MeasureRegion(const SlicePixels& slice, const RegionLimits& limits,
  const std::vector<char>& inside, bool onlyInside);

/**
 * The size of a region of whole pixels, such as a label: the area is that of its pixels. The
 * diameters are those of the outline half-way between the pixels in it and those around it.
 * `slice` has the value 1 for the pixels in the region, and 0 for others.
 */
RegionSize MeasureLabel(const SlicePixels& slice, const RegionLimits& limits,
  const std::vector<char>& inside, bool onlyInside);
}

#endif
