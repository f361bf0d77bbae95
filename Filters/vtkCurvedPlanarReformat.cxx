// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurvedPlanarReformat.h"

#include "Input/PipelineInput.h"
#include "Model/CurveMap.h"
#include "Sampling/CurveImageExecution.h"
#include "Sampling/MapRows.h"
#include "Sampling/ReformatGrid.h"
#include "Sampling/SlabRows.h"

#include "vtkDataObject.h"
#include "vtkDataSetAttributes.h"
#include "vtkDemandDrivenPipeline.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"

#include <algorithm>
#include <sstream>

vtkStandardNewMacro(vtkCurvedPlanarReformat);

//------------------------------------------------------------------------------
vtkCurvedPlanarReformat::vtkCurvedPlanarReformat()
  : Slab(new curvedreformat::Slab)
{
  this->SetNumberOfOutputPorts(2);
}

//------------------------------------------------------------------------------
vtkCurvedPlanarReformat::~vtkCurvedPlanarReformat() = default;

//------------------------------------------------------------------------------
vtkMTimeType vtkCurvedPlanarReformat::GetMTime()
{
  return std::max(this->Superclass::GetMTime(), this->ReformatMap->GetMTime());
}

//------------------------------------------------------------------------------
std::string vtkCurvedPlanarReformat::ChooseMap()
{
  this->UsedMap->CopySettings(this->ReformatMap);
  if (this->GetMode() == vtkReformatMap::Unfolded && this->RadiusRange[0] == 0.0 &&
    this->RadiusRange[1] == 0.0 && !this->MovingFrame->GetRadii().IsEmpty())
  {
    this->UsedMap->RelativeToWallOn();
  }
  this->UsedMap->Build(this->MovingFrame);
  return this->UsedMap->GetErrorMessage();
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::CopySettings(vtkCurvedPlanarReformat* other)
{
  this->Superclass::CopySettings(other);
  this->ReformatMap->CopySettings(other->ReformatMap);
  this->SetRadiusRange(other->RadiusRange);
  this->SetNumberOfAngles(other->NumberOfAngles);
  this->SetNumberOfSlices(other->NumberOfSlices);
  this->SetSlabThickness(other->SlabThickness);
  this->SetSlabMode(other->SlabMode);
  this->SetSlabAxis(other->SlabAxis);
  this->SetSlabCenter(other->SlabCenter);
}

//------------------------------------------------------------------------------
std::string vtkCurvedPlanarReformat::ChooseGrid(curvedreformat::GridRequest& request,
  const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid)
{
  std::string error = this->ChooseMap();
  if (!error.empty())
  {
    return error;
  }
  const int mode = this->GetMode();
  const curvedreformat::CurveMap& map = this->UsedMap->GetMap();
  request.NumberOfSlices = this->NumberOfSlices;
  request.NumberOfAngles = this->NumberOfAngles;
  std::copy_n(this->RadiusRange, 2, request.RadiusRange);
  curvedreformat::GridContext known = context;
  known.CurveLength = map.GetLength();
  known.Width = map.GetWidth();
  known.Wall = mode == vtkReformatMap::Unfolded && this->UsedMap->GetRelativeToWall();

  curvedreformat::SlabRequest slab;
  slab.Axis = this->SlabAxis;
  slab.Thickness = this->SlabThickness;
  slab.Centre = this->SlabCenter;
  slab.GridAxis = this->SlabAxis == SLAB_CURVE ? -1 : this->SlabAxis;
  if (mode == vtkReformatMap::Unfolded)
  {
    error = curvedreformat::ChooseUnfoldedGrid(request, known, grid);
    if (error.empty() && this->SlabThickness > 0.0)
    {
      error = this->CheckUnfoldedSlab();
    }
  }
  else if (mode == vtkReformatMap::Rotating)
  {
    error = curvedreformat::ChooseRotatingGrid(request, known, grid);
    slab.GridAxis = this->SlabAxis == SLAB_X ? 0 : -1;
  }
  else
  {
    error = curvedreformat::ChooseGrid(request, known, grid);
  }
  if (error.empty())
  {
    const int sampled =
      this->SlabAxis == SLAB_CURVE ? map.GetAlongAxis() : std::max(slab.GridAxis, 0);
    slab.Spacing = grid.Spacing[sampled];
    error = curvedreformat::ChooseSlab(slab, grid, *this->Slab);
  }
  return error;
}

//------------------------------------------------------------------------------
std::string vtkCurvedPlanarReformat::CheckUnfoldedSlab() const
{
  std::ostringstream text;
  const double begin = this->SlabCenter - 0.5 * this->SlabThickness;
  const double least =
    this->UsedMap->GetRelativeToWall() ? -this->MovingFrame->GetRadii().Smallest() : 0.0;
  if (this->SlabAxis == SLAB_X)
  {
    text
      << "SlabAxis is X, which is the angle in the mode Unfolded; choose Y (the radius) or Curve.";
  }
  else if (this->SlabAxis == SLAB_Y && begin < least)
  {
    text << "Slab begins at the radius " << begin
         << ", which is beyond the curve; give a SlabCenter of at least "
         << least + 0.5 * this->SlabThickness << ", or a smaller SlabThickness";
    if (this->RadiusRange[1] > this->RadiusRange[0])
    {
      text << " (the middle of RadiusRange is "
           << 0.5 * (this->RadiusRange[0] + this->RadiusRange[1]) << ")";
    }
    text << ".";
  }
  return text.str();
}

//------------------------------------------------------------------------------
bool vtkCurvedPlanarReformat::HasStraightRows() const
{
  const int mode = this->UsedMap->GetMode();
  return mode == vtkReformatMap::Straightened || mode == vtkReformatMap::Stretched;
}

//------------------------------------------------------------------------------
std::unique_ptr<curvedreformat::SliceRows> vtkCurvedPlanarReformat::MakeRows() const
{
  if (!this->HasStraightRows())
  {
    return curvedreformat::MakeMapRows(
      *this->Slab, this->GetGrid(), this->UsedMap->GetMap(), this->IsFillingUnowned());
  }
  if (this->Slab->Samples == 0)
  {
    return nullptr;
  }
  return curvedreformat::MakeSlabRows(*this->Slab, this->GetGrid(), this->GetSliceModel());
}

//------------------------------------------------------------------------------
const curvedreformat::CurveModel& vtkCurvedPlanarReformat::GetSliceModel() const
{
  const curvedreformat::CurveModel* owner = this->UsedMap->GetMap().GetOwner();
  return owner ? *owner : this->MovingFrame->GetModel();
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::GetSlicePlanes(std::vector<curvedreformat::SamplePlane>& planes) const
{
  const curvedreformat::CurveMap& map = this->UsedMap->GetMap();
  const curvedreformat::ReformatGrid& grid = this->GetGrid();
  const int axis = map.GetAlongAxis();
  std::vector<curvedreformat::CurveFrame> frames;
  for (int i = 0; i < grid.Dimensions[axis]; ++i)
  {
    curvedreformat::SamplePlane plane;
    plane.S = grid.Offset(axis, i);
    map.GetPlanes(plane.S, frames);
    plane.Frame = frames.front();
    planes.push_back(plane);
  }
}

//------------------------------------------------------------------------------
bool vtkCurvedPlanarReformat::IsCurveInside(
  const std::vector<curvedreformat::SamplePlane>& planes) const
{
  const auto& knots = this->MovingFrame->GetModel().GetKnots();
  return this->Superclass::IsCurveInside(planes) ||
    std::any_of(knots.begin(), knots.end(),
      [this](const auto& knot) { return this->Execution->Input.IsInside(knot.P); });
}

//------------------------------------------------------------------------------
std::string vtkCurvedPlanarReformat::Refresh(vtkPolyData* curve, vtkImageData* image)
{
  std::string error = this->Superclass::Refresh(curve, image);
  if (error.empty())
  {
    this->UsedMap->Build(this->MovingFrame);
    error = this->UsedMap->GetErrorMessage();
  }
  return error;
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::Finish(vtkImageData* image, vtkImageData* output, bool whole)
{
  this->Superclass::Finish(image, output, whole);
  this->UsedMap->WriteSettings(output->GetFieldData());
  const curvedreformat::CurveMap& map = this->UsedMap->GetMap();
  const double spacing = this->GetGrid().Spacing[map.GetAlongAxis()];
  if (whole && this->NumberOfSlices == 0 && map.GetLength() < spacing)
  {
    vtkWarningMacro(<< "Curve is " << map.GetLength() << " long, and slices are " << spacing
                    << " apart, so that there is only one; check that image and curve are in the "
                       "same unit, or give a smaller Spacing along the curve.");
  }
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkCurvedPlanarReformat::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings = this->Superclass::GetSamplerSettings();
  if (this->Slab->Samples > 0 || this->UsedMap->GetMode() == vtkReformatMap::Projected)
  {
    settings.Reduce = static_cast<curvedreformat::Reduction>(this->SlabMode);
  }
  else if (!this->HasStraightRows())
  {
    settings.Reduce = curvedreformat::Reduction::Maximum; // of the one sample a voxel has
  }
  return settings;
}

//------------------------------------------------------------------------------
double vtkCurvedPlanarReformat::GetSliceArcLength(
  const curvedreformat::ReformatGrid& grid, int k) const
{
  return grid.Offset(2, k);
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::PlaceOutput(
  const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const
{
  // straightened coordinates: x and y from the curve, z along it
  for (int axis = 0; axis < 3; ++axis)
  {
    origin[axis] = grid.Origin[axis];
    for (int other = 0; other < 3; ++other)
    {
      direction[3 * axis + other] = axis == other ? 1.0 : 0.0;
    }
  }
}

//------------------------------------------------------------------------------
int vtkCurvedPlanarReformat::FillOutputPortInformation(int port, vtkInformation* info)
{
  info->Set(vtkDataObject::DATA_TYPE_NAME(), port == 0 ? "vtkImageData" : "vtkPolyData");
  return 1;
}

//------------------------------------------------------------------------------
int vtkCurvedPlanarReformat::RequestInformation(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (!this->Superclass::RequestInformation(request, inputVector, outputVector))
  {
    return 0;
  }
  vtkInformation* info = outputVector->GetInformationObject(0);
  if (this->GetSamplerSettings().Reduce == curvedreformat::Reduction::Sum &&
    vtkDataObject::GetActiveFieldInformation(
      info, vtkDataObject::FIELD_ASSOCIATION_POINTS, vtkDataSetAttributes::SCALARS))
  {
    vtkDataObject::SetPointDataActiveScalarInfo(info, VTK_DOUBLE, -1);
  }
  return 1;
}

//------------------------------------------------------------------------------
int vtkCurvedPlanarReformat::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (!this->Superclass::RequestData(request, inputVector, outputVector))
  {
    return 0;
  }
  if (this->GetAbortExecute())
  {
    return 1;
  }
  // VTK takes both outputs for the piece that was asked for on the port where the request came in.
  const int port = std::max(request->Get(vtkDemandDrivenPipeline::FROM_OUTPUT_PORT()), 0);
  if (!curvedreformat::IsLaterPiece(outputVector->GetInformationObject(port)))
  {
    const int axis = this->UsedMap->GetMap().GetAlongAxis();
    const double spacing = this->GetGrid().Spacing[axis];
    int points = this->GetGrid().Dimensions[axis];
    if (this->GetMode() == vtkReformatMap::Stretched ||
      this->GetMode() == vtkReformatMap::Projected)
    {
      // its slices are not those of the curve itself
      points = static_cast<int>(this->MovingFrame->GetLength() / spacing) + 1;
    }
    this->MovingFrame->Sample(spacing, points, vtkPolyData::GetData(outputVector, 1));
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "ReformatMap:\n";
  this->ReformatMap->PrintSelf(os, indent.GetNextIndent());
  os << indent << "RadiusRange: " << this->RadiusRange[0] << " " << this->RadiusRange[1] << "\n";
  os << indent << "NumberOfAngles: " << this->NumberOfAngles << "\n";
  os << indent << "NumberOfSlices: " << this->NumberOfSlices << "\n";
  os << indent << "SlabThickness: " << this->SlabThickness << "\n";
  os << indent << "SlabMode: " << this->SlabMode << "\n";
  os << indent << "SlabAxis: " << this->SlabAxis << "\n";
  os << indent << "SlabCenter: " << this->SlabCenter << "\n";
}
