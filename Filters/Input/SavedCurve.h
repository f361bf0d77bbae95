// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The model of a curve in field data: an array of one tuple a knot, and one of the frame's
 * settings.
 */
#ifndef SavedCurve_h
#define SavedCurve_h

#include "../Model/CurveModel.h"
#include "../Model/RadiusProfile.h"

#include <memory>
#include <string>

class vtkFieldData;

namespace curvedreformat
{
void WriteSavedCurve(const CurveModel& model, vtkFieldData* data);

/**
 * Read what WriteSavedCurve() wrote, turned about the tangent by `extraAngle` (rad). Returns an
 * empty string, or the sentence that says what is missing or damaged.
 */
std::string ReadSavedCurve(
  vtkFieldData* data, double extraAngle, std::shared_ptr<const CurveModel>& model);

/** Put the radii beside the model; nothing where there are none. */
void WriteSavedRadii(const RadiusProfile& radii, vtkFieldData* data);

/** Read them; empty where there are none, or damaged ones. */
RadiusProfile ReadSavedRadii(vtkFieldData* data);
}

#endif
