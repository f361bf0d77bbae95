// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The line of a poly data that is the curve: its points in order, checked.
 */
#ifndef CurveLine_h
#define CurveLine_h

#include "../Model/Vector3.h"

#include "vtkType.h"

#include <string>
#include <vector>

class vtkPolyData;

namespace curvedreformat
{
/** Consecutive coincident points count once. Of a closed line the last point repeats the first. */
struct CurveLine
{
  std::vector<Vector3> Points;
  std::vector<vtkIdType> Ids;
  std::vector<Vector3> Normals; ///< empty unless the frame is to follow them
  bool Closed = false;
};

/**
 * Take the line number `index`. Where all lines are single segments, those that meet end to end are
 * joined first. Returns an empty string, or the sentence that says why that line is no curve.
 */
std::string SelectCurveLine(vtkPolyData* curve, int index, CurveLine& line);
}

#endif
