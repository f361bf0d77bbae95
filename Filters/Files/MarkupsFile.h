// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Markups of 3D Slicer as text: JSON after its schema markups-schema-v1.0.3.json, and the older
 * fiducial lists (.fcsv).
 */
#ifndef MarkupsFile_h
#define MarkupsFile_h

#include "CurveFile.h"

#include <string>

namespace curvedreformat
{
///@{
/**
 * Read a text. Coordinates come in millimetres, in the frame that the text says. Returns an empty
 * string, or the sentence that says what is wrong; throws nothing.
 */
std::string ReadMarkups(const std::string& text, FileCurves& curves) noexcept;
std::string ReadFiducials(const std::string& text, FileCurves& curves) noexcept;
///@}

/** Curves as JSON, in LPS as Slicer itself writes it. */
std::string WriteMarkups(const FileCurves& curves);
}

#endif
