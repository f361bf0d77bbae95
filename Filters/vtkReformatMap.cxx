// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkReformatMap.h"

#include "Model/CurveMap.h"
#include "vtkMovingFrame.h"

#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkNew.h"
#include "vtkObjectFactory.h"
#include "vtkStringArray.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <sstream>

using curvedreformat::MapMode;
using curvedreformat::MapSettings;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkReformatMap);

namespace
{
const char* const ModeNames[] = { "Straightened", "Stretched", "Projected", "Unfolded",
  "Rotating" };

// vector of interest, projection direction, relative to the wall
constexpr int NumberOfSavedSettings = 7;
}

//------------------------------------------------------------------------------
const char* vtkReformatMap::GetModeAsString() const
{
  return ModeNames[this->Mode];
}

//------------------------------------------------------------------------------
void vtkReformatMap::CopySettings(vtkReformatMap* other)
{
  this->SetMode(other->Mode);
  this->SetVectorOfInterest(other->VectorOfInterest);
  this->SetProjectionDirection(other->ProjectionDirection);
  this->SetRelativeToWall(other->RelativeToWall);
}

//------------------------------------------------------------------------------
bool vtkReformatMap::Fail(const std::string& message)
{
  this->Map = nullptr;
  this->Curve = nullptr;
  this->ErrorMessage = message;
  return false;
}

//------------------------------------------------------------------------------
bool vtkReformatMap::Build(vtkMovingFrame* curve)
{
  if (!curve || !curve->IsBuilt())
  {
    return this->Fail(
      curve ? curve->GetErrorMessage() : "There is no curve; give a vtkMovingFrame that is built.");
  }
  if (this->Curve == curve->ShareModel() && this->SettingsTime == this->GetMTime())
  {
    return this->IsBuilt();
  }
  this->Curve = curve->ShareModel();
  this->SettingsTime = this->GetMTime();
  MapSettings settings;
  settings.Mode = static_cast<MapMode>(this->Mode);
  settings.VectorOfInterest = Vector3(this->VectorOfInterest);
  settings.ProjectionDirection = Vector3(this->ProjectionDirection);
  settings.RelativeToWall = this->RelativeToWall != 0;
  this->ErrorMessage =
    curvedreformat::CurveMap::Make(this->Curve, settings, curve->GetRadii(), this->Map);
  return this->IsBuilt();
}

//------------------------------------------------------------------------------
void vtkReformatMap::MapToWorld(const double q[3], double world[3]) const
{
  if (!this->Map)
  {
    std::fill_n(world, 3, std::numeric_limits<double>::quiet_NaN());
    return;
  }
  this->Map->ToWorld(Vector3(q)).CopyTo(world);
}

//------------------------------------------------------------------------------
void vtkReformatMap::WorldToMap(const double world[3], double q[3]) const
{
  if (!this->Map)
  {
    std::fill_n(q, 3, std::numeric_limits<double>::quiet_NaN());
    return;
  }
  this->Map->FromWorld(Vector3(world)).CopyTo(q);
}

//------------------------------------------------------------------------------
bool vtkReformatMap::IsOwned(const double q[3]) const
{
  return this->Map && this->Map->IsOwned(Vector3(q));
}

//------------------------------------------------------------------------------
void vtkReformatMap::WriteSettings(vtkFieldData* data) const
{
  data->RemoveArray(ModeArrayName());
  data->RemoveArray(SettingsArrayName());
  if (this->Mode == Straightened)
  {
    return; // which images without these arrays are
  }
  vtkNew<vtkStringArray> mode;
  mode->SetName(ModeArrayName());
  mode->InsertNextValue(this->GetModeAsString());
  data->AddArray(mode);
  const double* v = this->VectorOfInterest;
  const double* h = this->ProjectionDirection;
  const double values[NumberOfSavedSettings] = { v[0], v[1], v[2], h[0], h[1], h[2],
    this->RelativeToWall ? 1.0 : 0.0 };
  vtkNew<vtkDoubleArray> settings;
  settings->SetName(SettingsArrayName());
  settings->SetNumberOfComponents(NumberOfSavedSettings);
  settings->InsertNextTuple(values);
  data->AddArray(settings);
}

//------------------------------------------------------------------------------
bool vtkReformatMap::ReadSettings(vtkFieldData* data)
{
  this->ErrorMessage.clear();
  this->Curve = nullptr; // Build() has something to say again
  auto* mode =
    vtkStringArray::SafeDownCast(data ? data->GetAbstractArray(ModeArrayName()) : nullptr);
  if (!mode || mode->GetNumberOfValues() < 1)
  {
    this->SetMode(Straightened);
    return true;
  }
  const std::string& name = mode->GetValue(0);
  const auto* found = std::find(std::begin(ModeNames), std::end(ModeNames), name);
  if (found == std::end(ModeNames))
  {
    std::ostringstream text;
    text << "Field data say that the ReformatMode is \"" << name
         << "\", which is not known here; reformat the image again.";
    return this->Fail(text.str());
  }
  vtkDataArray* settings = data->GetArray(SettingsArrayName());
  if (!settings || settings->GetNumberOfTuples() != 1 ||
    settings->GetNumberOfComponents() != NumberOfSavedSettings)
  {
    std::ostringstream text;
    text << "Field data hold no array " << SettingsArrayName()
         << ", without which the ReformatMode \"" << name
         << "\" cannot be taken back; reformat the image again.";
    return this->Fail(text.str());
  }
  double values[NumberOfSavedSettings];
  settings->GetTuple(0, values);
  this->SetMode(static_cast<int>(found - std::begin(ModeNames)));
  this->SetVectorOfInterest(values);
  this->SetProjectionDirection(values + 3);
  this->SetRelativeToWall(values[6] != 0.0);
  return true;
}

//------------------------------------------------------------------------------
void vtkReformatMap::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Mode: " << this->GetModeAsString() << "\n";
  os << indent << "VectorOfInterest: " << Vector3(this->VectorOfInterest) << "\n";
  os << indent << "ProjectionDirection: " << Vector3(this->ProjectionDirection) << "\n";
  os << indent << "RelativeToWall: " << (this->RelativeToWall ? "On" : "Off") << "\n";
  if (!this->IsBuilt())
  {
    os << indent << "Not built. " << this->ErrorMessage << "\n";
  }
}
