// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The line of a poly data that is the curve: its points in order, checked.
 */
#ifndef CurveLine_h
#define CurveLine_h

#include "../Model/Vector3.h"

#include "vtkSmartPointer.h"
#include "vtkType.h"

#include <string>
#include <vector>

class vtkCellArray;
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

/** The lines of a poly data, in order. */
struct CurveLines
{
  vtkSmartPointer<vtkCellArray> Lines;
  std::vector<vtkIdType> Cells; ///< of each line its cell (the first, where it was joined), counted
                                ///< among the cells of the poly data: vertices come before lines

  int Count() const { return static_cast<int>(this->Cells.size()); }
};

/**
 * Find the lines of a poly data. Where all lines are single segments, those that meet end to end
 * are joined first. Returns an empty string, or the sentence that says why there is no line.
 */
std::string FindCurveLines(vtkPolyData* curve, CurveLines& lines);

/** Take one of the lines that were found. Returns an empty string, or the sentence that says why
 * that line is no curve. */
std::string ReadCurveLine(vtkPolyData* curve, const CurveLines& lines, int index, CurveLine& line);

/** Find the lines and take the one number `index`. */
std::string SelectCurveLine(vtkPolyData* curve, int index, CurveLine& line);
}

#endif
