// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkStraighteningDisplacementField.h"

#include "Field/DisplacementMap.h"
#include "Field/FieldError.h"
#include "Field/FieldGrid.h"
#include "Field/FieldSamples.h"
#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Parallel/BlockWatch.h"
#include "Parallel/Ranks.h"
#include "Parallel/SharedCurve.h"
#include "Sampling/ImageSampler.h"
#include "Sampling/OutputMemory.h"

#include "vtkCharArray.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

using curvedreformat::Box3;
using curvedreformat::CurveMap;
using curvedreformat::DisplacementMap;
using curvedreformat::ImageGeometry;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkStraighteningDisplacementField);

namespace
{
// The default tolerance, as a part of a spacing, or of the side of a slice.
constexpr double PartOfSpacing = 0.1;
constexpr double PartOfSide = 0.002;

// From the world, where all three axes need samples, it is that much larger.
constexpr double TimesInWorld = 5.0;

// The default side of a slice.
constexpr double Radii = 4.0;
constexpr double PartOfLength = 0.2;

// Three doubles and the mask, and what finding the cells that jump needs.
constexpr double BytesPerSample = 26.0;

// Parts of the progress: the samples, the cells that jump, and the error.
constexpr double SamplesDone = 0.3;
constexpr double CellsDone = 0.4;

double SmallestLength(const CurveMap& map, const double spacing[3])
{
  double smallest = std::numeric_limits<double>::infinity();
  for (int axis = 0; axis < 3; ++axis)
  {
    smallest = map.IsAngle(axis) ? smallest : std::min(smallest, spacing[axis]);
  }
  return smallest;
}
}

//------------------------------------------------------------------------------
// What the field is of, and where.
struct vtkStraighteningDisplacementField::Plan
{
  std::shared_ptr<const CurveMap> Map; // empty when there is none
  Box3 Region;                         // what is to be covered, in the map
  double Scale = 0.0;                  // the default tolerance
  ImageGeometry Grid;

  curvedreformat::FieldGridChoice Choice; // the grid, where there is no reference

  // The map of the last straightened image, and from which field data it came.
  std::shared_ptr<const CurveMap> SavedMap;
  vtkFieldData* SavedIn = nullptr;
  vtkMTimeType SavedTime = 0;

  std::string UseSavedMap(vtkFieldData* data);
};

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::Plan::UseSavedMap(vtkFieldData* data)
{
  // field data that others have left their place to are younger
  const vtkMTimeType time = data->GetMTime();
  if (!this->SavedMap || this->SavedIn != data || this->SavedTime != time)
  {
    this->SavedMap = nullptr;
    vtkNew<vtkMovingFrame> saved;
    if (!saved->BuildFromFieldData(data))
    {
      return saved->GetErrorMessage();
    }
    vtkNew<vtkReformatMap> map;
    if (!map->ReadSettings(data) || !map->Build(saved))
    {
      return map->GetErrorMessage();
    }
    this->SavedMap = map->ShareMap();
    this->SavedIn = data;
    this->SavedTime = time;
  }
  this->Map = this->SavedMap;
  return std::string();
}

//------------------------------------------------------------------------------
vtkStraighteningDisplacementField::vtkStraighteningDisplacementField()
  : Field(new Plan)
  , Curve(new curvedreformat::SharedCurve)
  , Watch(new curvedreformat::BlockWatch(this))
{
  this->SetNumberOfInputPorts(2);
  this->SetController(curvedreformat::GlobalController());
}

//------------------------------------------------------------------------------
vtkStraighteningDisplacementField::~vtkStraighteningDisplacementField()
{
  this->SetController(nullptr);
}

//------------------------------------------------------------------------------
void vtkStraighteningDisplacementField::SetController(vtkMultiProcessController* controller)
{
  if (curvedreformat::ReplaceController(this->Controller, controller, this))
  {
    this->Modified();
  }
}

//------------------------------------------------------------------------------
void vtkStraighteningDisplacementField::SetReferenceData(vtkImageData* image)
{
  this->SetInputData(1, image);
}

//------------------------------------------------------------------------------
vtkMTimeType vtkStraighteningDisplacementField::GetMTime()
{
  return std::max(
    { this->Superclass::GetMTime(), this->MovingFrame->GetMTime(), this->ReformatMap->GetMTime() });
}

//------------------------------------------------------------------------------
int vtkStraighteningDisplacementField::FillInputPortInformation(int port, vtkInformation* info)
{
  info->Remove(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE());
  info->Append(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  if (port == 0)
  {
    info->Append(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkPolyData");
  }
  else
  {
    info->Set(vtkAlgorithm::INPUT_IS_OPTIONAL(), 1);
  }
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkStraighteningDisplacementField::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() -> int
    {
      if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
      {
        // another time, another curve, another grid
        const curvedreformat::WholeExtentFollower follower(outputVector);
        return this->RequestInformation(request, inputVector, outputVector);
      }
      return this->Superclass::ProcessRequest(request, inputVector, outputVector);
    });
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::CheckSettings() const
{
  std::ostringstream text;
  const auto bad = [](double v) { return !(v >= 0.0) || !std::isfinite(v); };
  if (bad(this->Tolerance))
  {
    text << "Tolerance is " << this->Tolerance
         << "; give a length above 0, or 0 to have it chosen.";
  }
  else if (std::any_of(this->SliceSize, this->SliceSize + 2, bad))
  {
    text << "SliceSize is (" << this->SliceSize[0] << ", " << this->SliceSize[1]
         << "); give lengths above 0, or 0 to have them chosen.";
  }
  else if (std::any_of(this->Spacing, this->Spacing + 3, bad))
  {
    text << "Spacing is (" << this->Spacing[0] << ", " << this->Spacing[1] << ", "
         << this->Spacing[2] << "); give lengths above 0, or 0 to have them chosen.";
  }
  return text.str();
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::UseCurve(vtkPolyData* curve)
{
  if (!curve)
  {
    return curvedreformat::NoCurveMessage();
  }
  if (!this->MovingFrame->Build(curve))
  {
    return this->MovingFrame->GetErrorMessage();
  }
  if (!this->ReformatMap->Build(this->MovingFrame))
  {
    return this->ReformatMap->GetErrorMessage();
  }
  Plan& plan = *this->Field;
  plan.Map = this->ReformatMap->ShareMap();
  const auto& radii = this->MovingFrame->GetRadii();
  const double usual =
    radii.Largest() > 0.0 ? Radii * radii.Largest() : PartOfLength * this->MovingFrame->GetLength();
  double half[2];
  for (int axis = 0; axis < 2; ++axis)
  {
    half[axis] = 0.5 * (this->SliceSize[axis] > 0.0 ? this->SliceSize[axis] : usual);
  }
  plan.Scale = PartOfSide * 2.0 * std::min(half[0], half[1]);
  const double length = plan.Map->GetLength();
  switch (this->ReformatMap->GetMode())
  {
    case vtkReformatMap::Unfolded:
    {
      const bool wall = this->ReformatMap->GetRelativeToWall() != 0;
      plan.Region = { Vector3(-180.0, wall ? -0.5 * radii.Smallest() : 0.0, 0.0),
        Vector3(180.0, wall ? 0.5 * radii.Largest() : half[1], length) };
      break;
    }
    case vtkReformatMap::Rotating:
      plan.Region = { Vector3(-half[0], 0.0, 0.0), Vector3(half[0], length, 180.0) };
      break;
    default:
    {
      // of stretched and projected images the curve itself takes up some of x
      const double x = half[0] + (this->SliceSize[0] > 0.0 ? 0.0 : 0.5 * plan.Map->GetWidth());
      plan.Region = { Vector3(-x, -half[1], 0.0), Vector3(x, half[1], length) };
    }
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::UseImage(vtkInformationVector** inputVector)
{
  Plan& plan = *this->Field;
  vtkImageData* image = curvedreformat::UpdateOneVoxel(this, 0, inputVector);
  ImageGeometry geometry;
  std::string error = geometry.Set(inputVector[0]->GetInformationObject(0), image);
  if (!error.empty())
  {
    return error;
  }
  vtkFieldData* data = image ? image->GetFieldData() : nullptr;
  if (!data || !data->HasArray(vtkMovingFrame::KnotsArrayName()))
  {
    return "Image holds no curve in its field data; give a straightened image, as Curved Planar "
           "Reformat makes it, or the curve itself.";
  }
  error = plan.UseSavedMap(data);
  if (!error.empty())
  {
    return error;
  }
  plan.Scale = PartOfSpacing * SmallestLength(*plan.Map, geometry.Spacing);
  // half a voxel around the samples
  const int* n = geometry.Dimensions;
  const Box3 samples{ Vector3(-0.5, -0.5, -0.5), Vector3(n[0] - 0.5, n[1] - 0.5, n[2] - 0.5) };
  plan.Region = Box3();
  ForCorners(samples, [&](const Vector3& p) { plan.Region.Add(geometry.ToWorld(p)); });
  return error;
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::ChooseGrid()
{
  Plan& plan = *this->Field;
  curvedreformat::FieldRequest request;
  request.Region = plan.Region;
  request.Tolerance = this->Tolerance > 0.0  ? this->Tolerance
    : this->Direction == StraightenedToWorld ? plan.Scale
                                             : TimesInWorld * plan.Scale;
  std::copy_n(this->Spacing, 3, request.Spacing);
  // VTK takes back the flag only before RequestData: one from before says nothing
  const bool wasSet = this->GetAbortExecute() != 0;
  const bool made =
    plan.Choice.Make(DisplacementMap(plan.Map, this->Direction == StraightenedToWorld), request,
      [&](double done)
      {
        this->UpdateProgress(done);
        return wasSet || this->GetAbortExecute() == 0;
      });
  if (!made)
  {
    plan.Map = nullptr;
    return std::string();
  }
  plan.Grid = plan.Choice.GetGrid();
  return plan.Choice.GetError();
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::CheckSize() const
{
  const ImageGeometry& grid = this->Field->Grid;
  const int* n = grid.Dimensions;
  const double samples = static_cast<double>(n[0]) * n[1] * n[2];
  std::string trouble = curvedreformat::CheckMemory(samples * BytesPerSample, "It");
  if (trouble.empty())
  {
    return trouble;
  }
  std::ostringstream text;
  text << "Displacement field has " << n[0] << " x " << n[1] << " x " << n[2] << " samples";
  return text.str() + ", for a tolerance that may be larger. " + trouble;
}

//------------------------------------------------------------------------------
std::string vtkStraighteningDisplacementField::MakePlan(
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  Plan& plan = *this->Field;
  plan.Map = nullptr;
  vtkDataObject* input = vtkDataObject::GetData(inputVector[0]);
  const bool isImage = vtkImageData::SafeDownCast(input) != nullptr;
  std::string error;
  if (!isImage)
  {
    error =
      this->Curve->ShareInput(this->Controller, *this->Watch, this, 0, inputVector, outputVector);
  }
  if (error.empty())
  {
    error = this->CheckSettings();
  }
  if (error.empty())
  {
    error = isImage ? this->UseImage(inputVector)
                    : this->UseCurve(this->Curve->Get(this->Watch->IsInBlock()
                          ? curvedreformat::GetCurve(0, inputVector)
                          : curvedreformat::UpdateCurve(this, 0, inputVector)));
  }
  if (error.empty() && !plan.Map->IsOneToOne())
  {
    error =
      "Curve, seen along the vector of interest, goes back along the projection direction, so "
      "that there is more than one place for a point; give another ProjectionDirection, or "
      "another mode.";
  }
  if (error.empty() && this->GetNumberOfInputConnections(1) > 0)
  {
    plan.Grid.Name = "Reference image";
    error = plan.Grid.Set(inputVector[1]->GetInformationObject(0),
      curvedreformat::UpdateImageForDirection(this, 1, inputVector));
  }
  else if (error.empty())
  {
    error = this->ChooseGrid();
  }
  if (error.empty() && plan.Map)
  {
    error = this->CheckSize();
  }
  if (!error.empty())
  {
    plan.Map = nullptr;
  }
  return error;
}

//------------------------------------------------------------------------------
int vtkStraighteningDisplacementField::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  curvedreformat::ForgetCombinedExtent(outputVector);
  curvedreformat::SetEmptyWholeExtent(outputVector);
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  curvedreformat::TakeTimeSteps(1, inputVector, outInfo);
  const std::string error = this->MakePlan(inputVector, outputVector);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  if (!this->Field->Map)
  {
    return 0; // aborted
  }
  const ImageGeometry& grid = this->Field->Grid;
  double origin[3];
  grid.Origin.CopyTo(origin);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), grid.Whole, 6);
  outInfo->Set(vtkDataObject::SPACING(), grid.Spacing, 3);
  outInfo->Set(vtkDataObject::ORIGIN(), origin, 3);
  outInfo->Set(vtkDataObject::DIRECTION(), grid.Direction, 9);
  vtkDataObject::SetPointDataActiveScalarInfo(outInfo, VTK_DOUBLE, 3);
  // the error is that of the whole
  outInfo->Remove(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT());
  outInfo->Set(vtkStreamingDemandDrivenPipeline::TIME_DEPENDENT_INFORMATION(), 1);
  return 1;
}

//------------------------------------------------------------------------------
int vtkStraighteningDisplacementField::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* vtkNotUsed(outputVector))
{
  if (vtkImageData::GetData(inputVector[0]))
  {
    curvedreformat::RequestOneVoxel(0, inputVector);
  }
  else
  {
    curvedreformat::RequestWholeCurve(0, inputVector);
  }
  if (this->GetNumberOfInputConnections(1) > 0)
  {
    curvedreformat::RequestOneVoxel(1, inputVector);
  }
  return this->Field->Map ? 1 : 0; // RequestInformation has said why
}

//------------------------------------------------------------------------------
int vtkStraighteningDisplacementField::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  curvedreformat::ForgetCombinedExtent(outputVector);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  const Plan& plan = *this->Field;
  if (!plan.Map)
  {
    return 0; // VTK goes on after a request that failed, which has said why
  }
  if (curvedreformat::IsLaterPiece(outputVector->GetInformationObject(0)))
  {
    return 1; // all is in the first piece
  }
  const DisplacementMap map(plan.Map, this->Direction == StraightenedToWorld);
  double origin[3];
  plan.Grid.Origin.CopyTo(origin);
  output->SetOrigin(origin);
  output->SetSpacing(plan.Grid.Spacing);
  output->SetDirectionMatrix(plan.Grid.Direction);
  output->SetExtent(const_cast<int*>(plan.Grid.Whole));
  vtkNew<vtkDoubleArray> displacements;
  displacements->SetName(DisplacementArrayName());
  displacements->SetNumberOfComponents(3);
  curvedreformat::AllocateTuples(displacements, output->GetNumberOfPoints());
  vtkNew<vtkCharArray> mask;
  mask->SetName(curvedreformat::ValidPointMaskName);
  curvedreformat::AllocateTuples(mask, output->GetNumberOfPoints());

  // part of the progress, from what has been done to the next
  const auto goOn = [this](double from, double to)
  {
    return [this, from, to](double done)
    {
      this->UpdateProgress(from + (to - from) * done);
      return this->GetAbortExecute() == 0;
    };
  };
  const curvedreformat::FieldSamples samples{ displacements->GetPointer(0), mask->GetPointer(0) };
  curvedreformat::SampleField(map, plan.Region, plan.Grid, samples, goOn(0.0, SamplesDone));
  curvedreformat::RejectJumps(map, plan.Grid, samples, goOn(SamplesDone, CellsDone));
  this->MeasuredError = curvedreformat::FindFieldError(
    map, plan.Grid, map.IsToWorld() ? nullptr : &samples, goOn(CellsDone, 1.0));
  if (this->GetAbortExecute())
  {
    output->Initialize(); // samples that were not reached hold nothing
    return 1;
  }
  if (this->Tolerance > 0.0 && this->MeasuredError > this->Tolerance)
  {
    vtkWarningMacro(<< "Displacement field is " << this->MeasuredError
                    << " off between its samples, more than the tolerance of " << this->Tolerance
                    << "; give a smaller spacing, or leave it to be chosen.");
  }

  output->GetPointData()->SetScalars(displacements); // where vtkGridTransform looks for it
  output->GetPointData()->SetVectors(displacements);
  output->GetPointData()->AddArray(mask);
  vtkNew<vtkDoubleArray> error;
  error->SetName(ErrorArrayName());
  error->InsertNextValue(this->MeasuredError);
  output->GetFieldData()->AddArray(error);
  return 1;
}

//------------------------------------------------------------------------------
void vtkStraighteningDisplacementField::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Direction: "
     << (this->Direction == WorldToStraightened ? "world to straightened" : "straightened to world")
     << "\n";
  os << indent << "Tolerance: " << this->Tolerance << "\n";
  os << indent << "SliceSize: " << this->SliceSize[0] << " " << this->SliceSize[1] << "\n";
  os << indent << "Spacing: " << this->Spacing[0] << " " << this->Spacing[1] << " "
     << this->Spacing[2] << "\n";
  os << indent << "MeasuredError: " << this->MeasuredError << "\n";
  os << indent << "Controller: " << this->Controller << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
  os << indent << "ReformatMap:\n";
  this->ReformatMap->PrintSelf(os, indent.GetNextIndent());
}
