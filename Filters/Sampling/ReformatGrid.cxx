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
  const double usualSize = context.LargestRadius > 0.0 ? 4.0 * context.LargestRadius : side / 3.0;
  for (int axis = 0; axis < 2 && error.empty(); ++axis)
  {
    error = ChooseSliceAxis(axis, request, usualSpacing, usualSize, grid);
  }
  grid.Spacing[2] = request.Spacing[2] > 0.0 ? request.Spacing[2] : usualSpacing;
  return error;
}

//------------------------------------------------------------------------------
std::string ChooseGrid(const GridRequest& request, const GridContext& context, ReformatGrid& grid)
{
  std::string error = ChooseSliceGrid(request, context, grid);
  if (!error.empty())
  {
    return error;
  }
  if (request.NumberOfSlices > 0)
  {
    grid.Dimensions[2] = request.NumberOfSlices;
    if (request.NumberOfSlices > 1)
    {
      grid.Spacing[2] = context.CurveLength / (request.NumberOfSlices - 1);
    }
    return error;
  }
  const double count = std::floor(context.CurveLength / grid.Spacing[2] + QuotientRounding) + 1.0;
  if (!(count <= MostSamples))
  {
    std::ostringstream text;
    text << "Spacing " << grid.Spacing[2] << " in z makes " << count << " slices of a curve "
         << context.CurveLength << " long; give a larger one.";
    return text.str();
  }
  grid.Dimensions[2] = static_cast<int>(count);
  return error;
}
}
