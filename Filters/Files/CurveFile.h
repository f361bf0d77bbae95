// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What files of points along curves hold, whichever format they have.
 */
#ifndef CurveFile_h
#define CurveFile_h

#include "../Model/Vector3.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

class vtkPolyData;

namespace curvedreformat
{
/** One curve of a file. */
struct FileCurve
{
  std::string Name; ///< empty when the file has none
  std::string Type; ///< what the file calls it
  bool Closed = false;
  int Frame = 0;           ///< of vtkWorldFrame, in which the file's coordinates are
  int UndefinedPoints = 0; ///< that were left out
  std::vector<Vector3> Points;
  std::vector<std::array<double, 9>> Orientations; ///< row-major; empty, or one a point
  /** Numbers at the points, by name, one a point. */
  std::vector<std::pair<std::string, std::vector<double>>> Values;
};

struct FileCurves
{
  std::vector<FileCurve> Curves;
  std::vector<std::string> LeftOut; ///< a sentence for each thing that is no curve
};

/**
 * Leave out what has too few points to be a line, with a sentence for each. Returns an empty
 * string, or the sentence that says why nothing is left.
 */
std::string KeepLines(FileCurves& curves);

/**
 * Make poly data of them, one line each, in a frame of vtkWorldFrame: point arrays of the values
 * (not a number where a line has none), `Orientation` (9 components) where all have one; cell
 * arrays `Name` (nameless ones are called `name`), `Type` and `UndefinedPoints`.
 */
void MakeLines(const FileCurves& curves, int frame, const std::string& name, vtkPolyData* output);
}

#endif
