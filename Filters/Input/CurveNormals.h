// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The point array of a curve that says where the slices' first axis points.
 */
#ifndef CurveNormals_h
#define CurveNormals_h

#include "CurveLine.h"

#include <string>

class vtkPolyData;

namespace curvedreformat
{
/**
 * Fill in the normals of a line: the array of that name, or with an empty name the first of the
 * usual ones that is there (see vtkMovingFrame::SetNormalsArrayName). Returns an empty string, or
 * the sentence that says what is wrong.
 */
std::string ReadCurveNormals(vtkPolyData* curve, const char* name, CurveLine& line);
}

#endif
