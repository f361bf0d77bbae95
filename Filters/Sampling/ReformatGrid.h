// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The grid of the straightened image, chosen from what the user gave and what the image and the
 * curve suggest.
 */
#ifndef ReformatGrid_h
#define ReformatGrid_h

#include <string>

namespace curvedreformat
{
/** What the user gave; 0 stands for "choose". */
struct GridRequest
{
  double Size[2] = { 0.0, 0.0 };
  int Dimensions[2] = { 0, 0 };
  double Spacing[3] = { 0.0, 0.0, 0.0 };
  int NumberOfSlices = 0;
  double RadiusRange[2] = { 0.0, 0.0 };
  int NumberOfAngles = 0;
};

/** What is known of the image and the curve. */
struct GridContext
{
  int ImageDimensions[3];
  double ImageSpacing[3];
  double CurveLength;
  double LargestRadius;  ///< 0 when unknown
  double SmallestRadius; ///< 0 when unknown
  double Width = 0.0;    ///< what the curve itself takes up of the first axis
  bool Wall = false;     ///< radii count from the wall
};

struct ReformatGrid
{
  int Dimensions[3] = { 1, 1, 1 };
  double Spacing[3] = { 1.0, 1.0, 1.0 };
  double Origin[3] = { 0.0, 0.0, 0.0 }; ///< of the first sample

  double Offset(int axis, int i) const { return this->Origin[axis] + i * this->Spacing[axis]; }

  /** Put the middle of an axis somewhere. */
  void Centre(int axis, double at)
  {
    this->Origin[axis] = at - 0.5 * (this->Dimensions[axis] - 1) * this->Spacing[axis];
  }
};

/** Choose the grid. Returns an empty string, or the sentence that says which setting is wrong. */
std::string ChooseSliceGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid);

/** The same with the number of slices and their spacing. */
std::string ChooseGrid(const GridRequest& request, const GridContext& context, ReformatGrid& grid);

/** How many slices a spacing apart a curve has, the first at arc length 0: exactly, also where that
 * is more than an int holds. */
double CountSlices(double length, double spacing);

/** Angle in degrees, radius, arc length. */
std::string ChooseUnfoldedGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid);

/** Offset, arc length, angle in degrees. */
std::string ChooseRotatingGrid(
  const GridRequest& request, const GridContext& context, ReformatGrid& grid);
}

#endif
