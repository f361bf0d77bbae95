// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the lines of a poly data are called.
 */
#ifndef LineNames_h
#define LineNames_h

#include "CurveLine.h"

#include <string>
#include <vector>

class vtkPolyData;

namespace curvedreformat
{
/**
 * A name for each line, all different: from the string cell array called Name, Names, Label or
 * Labels (in small or capital letters), else from the first string cell array there is. A line
 * without one, or with a blank one, is "Line " and its number, from 0. Of several lines with the
 * same name, the second gets a 2 after it, and so on.
 */
std::vector<std::string> FindLineNames(vtkPolyData* curve, const CurveLines& lines);
}

#endif
