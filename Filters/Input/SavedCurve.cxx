// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SavedCurve.h"

#include "../Sampling/OutputMemory.h"
#include "../vtkMovingFrame.h"

#include "vtkDataArray.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkNew.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
// The version is the first number of the settings.
constexpr double SavedVersion = 1.0;
constexpr int NumberOfSavedSettings = 10;
constexpr char LengthArrayName[] = "CurveLength";

std::vector<CurveKnot> ReadKnots(vtkDataArray* array)
{
  std::vector<CurveKnot> knots(static_cast<std::size_t>(array->GetNumberOfTuples()));
  double v[CurveKnot::NumberOfComponents];
  for (std::size_t i = 0; i < knots.size(); ++i)
  {
    array->GetTuple(static_cast<vtkIdType>(i), v);
    knots[i] = { v[0], Vector3(v + 1), Vector3(v + 4), v[7], Vector3(v + 8), v[11], v[12] };
  }
  return knots;
}

/** The saved settings, or why they are none. */
std::string ReadSettings(vtkDataArray* array, FrameSettings& settings, bool& closed)
{
  double v[NumberOfSavedSettings];
  if (array->GetNumberOfTuples() != 1 || array->GetNumberOfComponents() != NumberOfSavedSettings)
  {
    return "Saved curve settings have the wrong size; compute them again with Curve Frames.";
  }
  array->GetTuple(0, v);
  if (v[0] != SavedVersion)
  {
    std::ostringstream text;
    text << "Saved curve has format version " << v[0] << ", but only version " << SavedVersion
         << " is known; compute it again with Curve Frames.";
    return text.str();
  }
  const bool known = v[2] == 0.0 || v[2] == 1.0 || v[2] == 2.0 || v[2] == 3.0;
  if (!known ||
    !std::all_of(v, v + NumberOfSavedSettings, [](double x) { return std::isfinite(x); }))
  {
    return "Saved curve settings are damaged; compute them again with Curve Frames.";
  }
  closed = v[1] != 0.0;
  settings.Rule = static_cast<FrameRule>(static_cast<int>(v[2]));
  settings.Angle = v[3];
  settings.Up = Vector3(v + 4);
  settings.SecondUp = Vector3(v + 7);
  return std::string();
}

/** A sentence where a saved curve has another length than it had. */
std::string CompareLengths(double length, vtkFieldData* data)
{
  constexpr double tolerance = 1e-6; // of files of text
  vtkDataArray* saved = data->GetArray(LengthArrayName);
  if (!saved || saved->GetNumberOfValues() != 1 ||
    std::abs(saved->GetTuple1(0) - length) <= tolerance * length)
  {
    return std::string();
  }
  std::ostringstream text;
  text << "Saved curve is " << length << " long, but was " << saved->GetTuple1(0)
       << " when it was saved; compute it again with Curve Frames.";
  return text.str();
}
}

//------------------------------------------------------------------------------
void WriteSavedCurve(const CurveModel& model, vtkFieldData* data)
{
  // for the reader of the file; and a curve that has lost knots is seen by it
  vtkNew<vtkDoubleArray> length;
  length->SetName(LengthArrayName);
  length->InsertNextValue(model.GetLength());
  data->AddArray(length);

  const std::vector<CurveKnot>& knots = model.GetKnots();
  vtkNew<vtkDoubleArray> saved;
  saved->SetName(vtkMovingFrame::KnotsArrayName());
  saved->SetNumberOfComponents(CurveKnot::NumberOfComponents);
  AllocateTuples(saved, static_cast<vtkIdType>(knots.size()));
  for (std::size_t i = 0; i < knots.size(); ++i)
  {
    const CurveKnot& k = knots[i];
    const double v[CurveKnot::NumberOfComponents] = { k.U, k.P[0], k.P[1], k.P[2], k.D[0], k.D[1],
      k.D[2], k.S, k.N[0], k.N[1], k.N[2], k.Angle, k.Torsion };
    saved->SetTuple(static_cast<vtkIdType>(i), v);
  }
  data->AddArray(saved);

  const FrameSettings& f = model.GetSettings();
  const double v[NumberOfSavedSettings] = { SavedVersion, model.IsClosed() ? 1.0 : 0.0,
    static_cast<double>(f.Rule), f.Angle, f.Up[0], f.Up[1], f.Up[2], f.SecondUp[0], f.SecondUp[1],
    f.SecondUp[2] };
  vtkNew<vtkDoubleArray> settings;
  settings->SetName(vtkMovingFrame::SettingsArrayName());
  settings->SetNumberOfComponents(NumberOfSavedSettings);
  settings->InsertNextTuple(v);
  data->AddArray(settings);
}

//------------------------------------------------------------------------------
std::string ReadSavedCurve(
  vtkFieldData* data, double extraAngle, std::shared_ptr<const CurveModel>& model)
{
  vtkDataArray* knots = data->GetArray(vtkMovingFrame::KnotsArrayName());
  vtkDataArray* saved = data->GetArray(vtkMovingFrame::SettingsArrayName());
  if (!knots || !saved)
  {
    std::ostringstream text;
    text << "Field data have no arrays " << vtkMovingFrame::KnotsArrayName() << " and "
         << vtkMovingFrame::SettingsArrayName() << ", which hold the curve; give the curve itself.";
    return text.str();
  }
  if (knots->GetNumberOfComponents() != CurveKnot::NumberOfComponents)
  {
    return "Saved curve has knots of the wrong size; compute it again with Curve Frames.";
  }
  FrameSettings settings;
  bool closed = false;
  std::string error = ReadSettings(saved, settings, closed);
  if (error.empty())
  {
    settings.Angle += extraAngle;
    auto made = std::make_shared<CurveModel>();
    error = made->Build(ReadKnots(knots), closed, settings);
    error = error.empty() ? CompareLengths(made->GetLength(), data) : error;
    if (error.empty())
    {
      model = made;
    }
  }
  return error;
}

//------------------------------------------------------------------------------
void WriteSavedRadii(const RadiusProfile& radii, vtkFieldData* data)
{
  data->RemoveArray(vtkMovingFrame::RadiiArrayName());
  if (radii.IsEmpty())
  {
    return;
  }
  vtkNew<vtkDoubleArray> saved;
  saved->SetName(vtkMovingFrame::RadiiArrayName());
  saved->SetNumberOfComponents(2);
  AllocateTuples(saved, static_cast<vtkIdType>(radii.S.size()));
  for (std::size_t i = 0; i < radii.S.size(); ++i)
  {
    saved->SetTuple2(static_cast<vtkIdType>(i), radii.S[i], radii.R[i]);
  }
  data->AddArray(saved);
}

//------------------------------------------------------------------------------
RadiusProfile ReadSavedRadii(vtkFieldData* data)
{
  RadiusProfile radii;
  vtkDataArray* saved = data->GetArray(vtkMovingFrame::RadiiArrayName());
  if (!saved || saved->GetNumberOfComponents() != 2)
  {
    return radii;
  }
  for (vtkIdType i = 0; i < saved->GetNumberOfTuples(); ++i)
  {
    const double s = saved->GetComponent(i, 0);
    const double r = saved->GetComponent(i, 1);
    if (!std::isfinite(s) || !std::isfinite(r) || r <= 0.0 ||
      (!radii.S.empty() && s <= radii.S.back()))
    {
      return RadiusProfile();
    }
    radii.S.push_back(s);
    radii.R.push_back(r);
  }
  return radii;
}
}
