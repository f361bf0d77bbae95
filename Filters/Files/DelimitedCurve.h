// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A curve as a table of text: one point a line, its coordinates and other numbers in columns.
 */
#ifndef DelimitedCurve_h
#define DelimitedCurve_h

#include "CurveFile.h"

#include <array>
#include <string>

namespace curvedreformat
{
struct DelimitedSettings
{
  char Delimiter = 0; ///< 0: find out; ' ': any blanks
  std::array<std::string, 3>
    Columns; ///< of x, y and z: a name, or a number from 0; empty: usual ones
};

/**
 * Read a text; the curve has a single line and, as values, all other columns of numbers. Returns an
 * empty string, or the sentence that says what is wrong.
 *
 * Lines that are empty or begin with #, % or // are left out. The first line is taken for names
 * when it has anything but numbers; else the last line that was left out before the first point is,
 * if it has as many columns. With semicolons a comma is a decimal point.
 */
std::string ReadDelimitedCurve(
  const std::string& text, const DelimitedSettings& settings, FileCurves& curves);
}

#endif
