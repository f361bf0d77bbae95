// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurvedPlanarReformat.h"

#include "Input/PipelineInput.h"
#include "Sampling/CurveImageExecution.h"
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
std::string vtkCurvedPlanarReformat::ChooseGrid(curvedreformat::GridRequest& request,
  const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid)
{
  request.NumberOfSlices = this->NumberOfSlices;
  std::string error = curvedreformat::ChooseGrid(request, context, grid);
  if (error.empty())
  {
    curvedreformat::SlabRequest slab;
    slab.Axis = this->SlabAxis;
    slab.Thickness = this->SlabThickness;
    slab.Centre = this->SlabCenter;
    error = curvedreformat::ChooseSlab(slab, grid, *this->Slab);
  }
  return error;
}

//------------------------------------------------------------------------------
std::unique_ptr<curvedreformat::SliceRows> vtkCurvedPlanarReformat::MakeRows() const
{
  if (this->Slab->Samples == 0)
  {
    return nullptr;
  }
  return curvedreformat::MakeSlabRows(*this->Slab, this->GetGrid(), this->MovingFrame->GetModel());
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkCurvedPlanarReformat::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings = this->Superclass::GetSamplerSettings();
  if (this->Slab->Samples > 0)
  {
    settings.Reduce = static_cast<curvedreformat::Reduction>(this->SlabMode);
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
    origin[axis] = grid.Origin(axis);
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
  // VTK takes both outputs for the piece that was asked for on the port where the request came in.
  const int port = std::max(request->Get(vtkDemandDrivenPipeline::FROM_OUTPUT_PORT()), 0);
  if (!curvedreformat::IsLaterPiece(outputVector->GetInformationObject(port)))
  {
    this->MovingFrame->Sample(this->GetGrid().Spacing[2], this->GetGrid().Dimensions[2],
      vtkPolyData::GetData(outputVector, 1));
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkCurvedPlanarReformat::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "NumberOfSlices: " << this->NumberOfSlices << "\n";
  os << indent << "SlabThickness: " << this->SlabThickness << "\n";
  os << indent << "SlabMode: " << this->SlabMode << "\n";
  os << indent << "SlabAxis: " << this->SlabAxis << "\n";
  os << indent << "SlabCenter: " << this->SlabCenter << "\n";
}
