// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ReformatGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace curvedreformat
{
namespace
{
constexpr double MostSamples = std::numeric_limits<int>::max();

// A quotient this close below a whole number is that number: what is left of lengths like 10 / 0.1.
constexpr double QuotientRounding = 1e-6;

// So many samples a radius relative to a wall has at least inside it, where the user says nothing.
constexpr double FewestInside = 4.0;

constexpr double Turn = 6.2831853071795865;

const char* const AxisName[3] = { "x", "y", "z" };

/** The smallest spacing of the image's axes, and its smallest side; axes of one voxel count only
 * when all are. */
void ImageScales(const GridContext& context, double& spacing, double& side)
{
  spacing = std::numeric_limits<double>::infinity();
  side = spacing;
  for (const bool countThin : { false, true })
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      if (context.ImageDimensions[axis] > 1 || countThin)
      {
        const double step = std::abs(context.ImageSpacing[axis]);
        spacing = std::min(spacing, step);
        side = std::min(side, step * context.ImageDimensions[axis]);
      }
    }
    if (std::isfinite(spacing))
    {
      return;
    }
  }
}

std::string CheckRequest(const GridRequest& request)
{
  std::ostringstream text;
  const auto bad = [](double v) { return !(v >= 0.0) || !std::isfinite(v); };
  for (int axis = 0; axis < 3; ++axis)
  {
    if (bad(request.Spacing[axis]))
    {
      text << "Spacing in " << AxisName[axis] << " is " << request.Spacing[axis]
           << "; give a length above 0, or 0 to have it chosen.";
      return text.str();
    }
    if (axis < 2 && bad(request.Size[axis]))
    {
      text << "SliceSize in " << AxisName[axis] << " is " << request.Size[axis]
           << "; give a length above 0, or 0 to have it chosen.";
      return text.str();
    }
    if (axis < 2 && request.Dimensions[axis] < 0)
    {
      text << "SliceDimensions in " << AxisName[axis] << " is " << request.Dimensions[axis]
           << "; give a number of pixels, or 0 to have it chosen.";
      return text.str();
    }
  }
  if (request.NumberOfSlices < 0)
  {
    text << "NumberOfSlices is " << request.NumberOfSlices
         << "; give a number of slices, or 0 to have it chosen.";
  }
  return text.str();
}

/** Pixels and their spacing along one axis of the slice. */
std::string ChooseSliceAxis(
  int axis, const GridRequest& request, double usualSpacing, double usualSize, ReformatGrid& grid)
{
  double size = request.Size[axis];
  int pixels = request.Dimensions[axis];
  double spacing = request.Spacing[axis];
  std::ostringstream text;
  if (size > 0.0 && pixels > 0 && spacing > 0.0 &&
    std::abs(pixels * spacing - size) > 0.5 * spacing)
  {
    text << "SliceSize in " << AxisName[axis] << " is " << size << ", but SliceDimensions "
         << pixels << " of Spacing " << spacing << " are " << pixels * spacing
         << "; set one of the three to 0 to have it chosen.";
    return text.str();
  }
  if (pixels > 0)
  {
    if (spacing == 0.0)
    {
      spacing = size > 0.0 ? size / pixels : usualSpacing;
    }
  }
  else
  {
    spacing = spacing > 0.0 ? spacing : usualSpacing;
    size = size > 0.0 ? size : usualSize;
    const double count = std::max(std::floor(size / spacing + 0.5), 1.0);
    if (!(count <= MostSamples))
    {
      text << "SliceSize " << size << " and Spacing " << spacing << " in " << AxisName[axis]
           << " make " << count << " pixels; give a larger spacing or a smaller size.";
      return text.str();
    }
    pixels = static_cast<int>(count);
  }
  grid.Dimensions[axis] = pixels;
  grid.Spacing[axis] = spacing;
  grid.Centre(axis, 0.0);
  return text.str();
}

/** Slices at every multiple of the spacing, or so many. */
std::string ChooseSlices(
  const GridRequest& request, double length, double usualSpacing, int& count, double& spacing)
{
  spacing = request.Spacing[2] > 0.0 ? request.Spacing[2] : usualSpacing;
  if (request.NumberOfSlices > 0)
  {
    count = request.NumberOfSlices;
    spacing = count > 1 ? length / (count - 1) : spacing;
    return std::string();
  }
  const double slices = CountSlices(length, spacing);
  if (!(slices <= MostSamples))
  {
    std::ostringstream text;
    text << "Spacing " << spacing << " in z makes " << slices << " slices of a curve " << length
         << " long; give a larger one.";
    return text.str();
  }
  count = static_cast<int>(slices);
  return std::string();
}

/** What is usual in a slice, where the user says nothing. */
double UsualSize(const GridContext& context, double side)
{
  return context.LargestRadius > 0.0 ? 4.0 * context.LargestRadius : side / 3.0;
}

std::string ChooseRadii(const GridRequest& request, const GridContext& context, double spacing,
  double side, ReformatGrid& grid)
{
  double low = request.RadiusRange[0];
  double high = request.RadiusRange[1];
  double usual = spacing;
  std::ostringstream text;
  if (low == 0.0 && high == 0.0 && context.Wall)
  {
    // a few samples on either side also of a thin wall, and one at the wall itself
    usual = std::min(usual, 0.5 * context.SmallestRadius / FewestInside);
    const double step = request.Spacing[1] > 0.0 ? request.Spacing[1] : usual;
    low = -step * std::floor(0.5 * context.SmallestRadius / step + QuotientRounding);
    high = 0.5 * context.LargestRadius;
  }
  else if (low == 0.0 && high == 0.0)
  {
    high = 0.5 * UsualSize(context, side);
  }
  else if (!std::isfinite(low) || !std::isfinite(high) || !(high > low))
  {
    text << "RadiusRange is (" << low << ", " << high
         << "), which is empty; give a smaller and a larger radius, or (0, 0) to have it chosen.";
  }
  else if (!context.Wall && low < 0.0)
  {
    text << "RadiusRange begins at " << low
         << ", but radii count from the curve; give 0 or more, or switch on RelativeToWall.";
  }
  else if (context.Wall && low < -context.SmallestRadius)
  {
    text << "RadiusRange begins " << -low << " inside the wall, but the smallest radius is "
         << context.SmallestRadius << "; give a beginning that is not beyond the curve.";
  }
  if (!text.str().empty())
  {
    return text.str();
  }
  const double wanted = request.Spacing[1] > 0.0 ? request.Spacing[1] : usual;
  double count = std::floor((high - low) / wanted + QuotientRounding) + 1.0;
  grid.Spacing[1] = wanted;
  if (request.Dimensions[1] > 0)
  {
    count = request.Dimensions[1];
    grid.Spacing[1] = count > 1.0 ? (high - low) / (count - 1.0) : wanted;
  }
  if (!(count <= MostSamples))
  {
    text << "Spacing " << wanted << " in y makes " << count << " radii; give a larger one.";
    return text.str();
  }
  grid.Dimensions[1] = static_cast<int>(count);
  grid.Origin[1] = low;
  return text.str();
}
}

//------------------------------------------------------------------------------
std::string ChooseSliceGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid)
{
  std::string error = CheckRequest(request);
  double usualSpacing = 0.0;
  double side = 0.0;
  ImageScales(context, usualSpacing, side);
  const double usualSize = UsualSize(context, side);
  for (int axis = 0; axis < 2 && error.empty(); ++axis)
  {
    error = ChooseSliceAxis(
      axis, request, usualSpacing, usualSize + (axis == 0 ? context.Width : 0.0), grid);
  }
  grid.Spacing[2] = request.Spacing[2] > 0.0 ? request.Spacing[2] : usualSpacing;
  return error;
}

//------------------------------------------------------------------------------
std::string ChooseGrid(const GridRequest& request, const GridContext& context, ReformatGrid& grid)
{
  grid = ReformatGrid();
  std::string error = ChooseSliceGrid(request, context, grid);
  if (error.empty())
  {
    error = ChooseSlices(
      request, context.CurveLength, grid.Spacing[2], grid.Dimensions[2], grid.Spacing[2]);
  }
  return error;
}

//------------------------------------------------------------------------------
double CountSlices(double length, double spacing)
{
  return std::floor(length / spacing + QuotientRounding) + 1.0;
}

//------------------------------------------------------------------------------
std::string ChooseUnfoldedGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid)
{
  grid = ReformatGrid();
  double spacing = 0.0;
  double side = 0.0;
  ImageScales(context, spacing, side);
  std::string error = CheckRequest(request);
  if (error.empty())
  {
    error = ChooseRadii(request, context, spacing, side, grid);
  }
  if (error.empty())
  {
    error =
      ChooseSlices(request, context.CurveLength, spacing, grid.Dimensions[2], grid.Spacing[2]);
  }
  if (!error.empty())
  {
    return error;
  }
  // pixels as wide on the outside as elsewhere
  const double outside =
    grid.Offset(1, grid.Dimensions[1] - 1) + (context.Wall ? context.LargestRadius : 0.0);
  double angles = request.Dimensions[0];
  if (request.Dimensions[0] == 0)
  {
    angles = request.Spacing[0] > 0.0 ? 360.0 / request.Spacing[0] : Turn * outside / spacing;
    angles = std::max(std::floor(angles + 0.5), 1.0);
  }
  if (!(angles <= MostSamples))
  {
    std::ostringstream text;
    text << "Spacing " << request.Spacing[0] << " in x makes " << angles
         << " angles; give a larger one, in degrees.";
    return text.str();
  }
  grid.Dimensions[0] = static_cast<int>(angles);
  grid.Spacing[0] = 360.0 / angles;
  grid.Centre(0, 0.0);
  return error;
}

//------------------------------------------------------------------------------
std::string ChooseRotatingGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid)
{
  std::string error = ChooseGrid(request, context, grid);
  if (!error.empty())
  {
    return error;
  }
  if (request.NumberOfAngles < 1)
  {
    std::ostringstream text;
    text << "NumberOfAngles is " << request.NumberOfAngles << "; give a number of 1 or more.";
    return text.str();
  }
  grid.Dimensions[1] = grid.Dimensions[2];
  grid.Spacing[1] = grid.Spacing[2];
  grid.Origin[1] = 0.0;
  grid.Dimensions[2] = request.NumberOfAngles;
  grid.Spacing[2] = 180.0 / request.NumberOfAngles;
  return error;
}
}
