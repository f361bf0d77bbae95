// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveSliceAlgorithm.h"

#include "Input/PipelineInput.h"
#include "Model/CurveModel.h"
#include "Sampling/ImageGeometry.h"
#include "Sampling/ImageSampler.h"
#include "Sampling/ReformatGrid.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkDataArray.h"
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
#include <atomic>
#include <cmath>
#include <string>

using curvedreformat::Box3;
using curvedreformat::CurveFrame;
using curvedreformat::CurveModel;
using curvedreformat::ImageGeometry;
using curvedreformat::ImageSampler;
using curvedreformat::ReformatGrid;
using curvedreformat::SampleRange;
using curvedreformat::SampleRow;
using curvedreformat::Vector3;

namespace
{
// What field data and the framed curve hold of a slice, whichever part of the image is asked for.
constexpr double BytesPerSlice = 300.0;
}

//------------------------------------------------------------------------------
// What RequestInformation decides, and what the threads of one execution read.
struct vtkCurveSliceAlgorithm::Execution
{
  bool Planned = false; // the last RequestInformation went well
  bool Refused = false; // the last RequestUpdateExtent did not
  ReformatGrid Grid;
  ImageGeometry Geometry;
  ImageSampler Sampler;
  std::string Error;
  std::atomic<bool> AnyInside{ false };
};

//------------------------------------------------------------------------------
vtkCurveSliceAlgorithm::vtkCurveSliceAlgorithm()
  : State(new Execution)
{
  this->SetNumberOfInputPorts(2);
}

//------------------------------------------------------------------------------
vtkCurveSliceAlgorithm::~vtkCurveSliceAlgorithm() = default;

//------------------------------------------------------------------------------
const ReformatGrid& vtkCurveSliceAlgorithm::GetGrid() const
{
  return this->State->Grid;
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::SetCurveData(vtkPolyData* curve)
{
  this->SetInputData(1, curve);
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::SetInterpolator(vtkAbstractImageInterpolator* interpolator)
{
  if (this->Interpolator != interpolator)
  {
    this->Interpolator = interpolator;
    this->Modified();
  }
}

//------------------------------------------------------------------------------
vtkAbstractImageInterpolator* vtkCurveSliceAlgorithm::GetInterpolator()
{
  return this->Interpolator;
}

//------------------------------------------------------------------------------
vtkMTimeType vtkCurveSliceAlgorithm::GetMTime()
{
  vtkMTimeType time = std::max(this->Superclass::GetMTime(), this->MovingFrame->GetMTime());
  if (this->Interpolator)
  {
    time = std::max(time, this->Interpolator->GetMTime());
  }
  return time;
}

//------------------------------------------------------------------------------
int vtkCurveSliceAlgorithm::FillInputPortInformation(int port, vtkInformation* info)
{
  if (port == 0)
  {
    info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  }
  else
  {
    curvedreformat::FillCurvePortInformation(info);
  }
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkCurveSliceAlgorithm::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
  {
    // another time, another curve, another number of slices
    const curvedreformat::WholeExtentFollower follower(outputVector);
    return this->RequestInformation(request, inputVector, outputVector);
  }
  return this->Superclass::ProcessRequest(request, inputVector, outputVector);
}

//------------------------------------------------------------------------------
int vtkCurveSliceAlgorithm::RequestInformation(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  this->Superclass::RequestInformation(request, inputVector, outputVector);
  curvedreformat::ForgetCombinedExtent(outputVector);
  curvedreformat::SetEmptyWholeExtent(outputVector);
  Execution& state = *this->State;
  state.Planned = false;
  vtkPolyData* curve = curvedreformat::UpdateCurve(this, 1, inputVector);
  if (!curve)
  {
    vtkErrorMacro(<< curvedreformat::NoCurveMessage());
    return 0;
  }
  if (!this->MovingFrame->Build(curve))
  {
    vtkErrorMacro(<< this->MovingFrame->GetErrorMessage());
    return 0;
  }
  std::string error = state.Geometry.Set(inputVector[0]->GetInformationObject(0),
    curvedreformat::UpdateImageForDirection(this, 0, inputVector));
  if (error.empty())
  {
    curvedreformat::GridRequest wanted;
    std::copy_n(this->SliceSize, 2, wanted.Size);
    std::copy_n(this->SliceDimensions, 2, wanted.Dimensions);
    std::copy_n(this->Spacing, 3, wanted.Spacing);
    curvedreformat::GridContext context;
    std::copy_n(state.Geometry.Dimensions, 3, context.ImageDimensions);
    std::copy_n(state.Geometry.Spacing, 3, context.ImageSpacing);
    context.CurveLength = this->MovingFrame->GetLength();
    context.LargestRadius = this->MovingFrame->GetLargestRadius();
    error = this->ChooseGrid(wanted, context, state.Grid);
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }

  const ReformatGrid& grid = state.Grid;
  const int whole[6] = { 0, grid.Dimensions[0] - 1, 0, grid.Dimensions[1] - 1, 0,
    grid.Dimensions[2] - 1 };
  double origin[3];
  double direction[9];
  this->PlaceOutput(grid, origin, direction);
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole, 6);
  outInfo->Set(vtkDataObject::SPACING(), grid.Spacing, 3);
  outInfo->Set(vtkDataObject::ORIGIN(), origin, 3);
  outInfo->Set(vtkDataObject::DIRECTION(), direction, 9);
  outInfo->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
  curvedreformat::TakeTimeSteps(1, inputVector, outInfo);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::TIME_DEPENDENT_INFORMATION(), 1);
  state.Planned = true;
  return 1;
}

//------------------------------------------------------------------------------
int vtkCurveSliceAlgorithm::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  curvedreformat::RequestWholeCurve(1, inputVector);
  Execution& state = *this->State;
  state.Refused = false;
  // VTK goes on upstream when this fails, where the extent of the output means nothing
  curvedreformat::RequestOneVoxel(0, inputVector);
  if (!state.Planned)
  {
    return 0; // RequestInformation has said why
  }
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);

  // Before anything is read: there may be no memory for what is asked for.
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  double voxels = 1.0;
  for (int axis = 0; axis < 3; ++axis)
  {
    voxels *= std::max(extent[2 * axis + 1] - extent[2 * axis] + 1.0, 0.0);
  }
  const double bytesPerVoxel = (this->GenerateMask ? 1.0 : 0.0) +
    static_cast<double>(vtkDataArray::GetDataTypeSize(vtkImageData::GetScalarType(outInfo)) *
      vtkImageData::GetNumberOfScalarComponents(outInfo));
  const std::string error = ImageSampler::CheckMemory(
    voxels * bytesPerVoxel + static_cast<double>(state.Grid.Dimensions[2]) * BytesPerSlice);
  if (!error.empty())
  {
    state.Refused = true;
    vtkErrorMacro(<< error);
    return 0;
  }

  int needed[6];
  this->GetNeededExtent(extent, needed);
  inputVector[0]->GetInformationObject(0)->Set(
    vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), needed, 6);
  return 1;
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::GetNeededExtent(const int extent[6], int needed[6]) const
{
  const Execution& state = *this->State;
  // A slice is a plane rectangle in index space: its corners bound it.
  Box3 bounds;
  const CurveModel& model = this->MovingFrame->GetModel();
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    const CurveFrame frame = model.Frame(this->GetSliceArcLength(state.Grid, k));
    for (const int i : { extent[0], extent[1] })
    {
      for (const int j : { extent[2], extent[3] })
      {
        bounds.Add(state.Geometry.ToIndex(
          frame.C + frame.N * state.Grid.Offset(0, i) + frame.B * state.Grid.Offset(1, j)));
      }
    }
  }
  ImageSampler::RequiredExtent(
    state.Geometry, this->GetSamplerSettings(), bounds.Low, bounds.High, needed);
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkCurveSliceAlgorithm::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings;
  settings.Mode = static_cast<curvedreformat::Interpolation>(this->Interpolation);
  settings.Interpolator = this->Interpolator;
  settings.Background = this->BackgroundValue;
  settings.Mask = settings.CombineMask = this->GenerateMask != 0;
  return settings;
}

//------------------------------------------------------------------------------
int vtkCurveSliceAlgorithm::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkImageData* image = vtkImageData::GetData(inputVector[0]);
  vtkImageData* output = vtkImageData::GetData(outputVector, 0);
  curvedreformat::ForgetCombinedExtent(outputVector);
  Execution& state = *this->State;
  if (!state.Planned || state.Refused)
  {
    return 0; // VTK goes on after a request that failed, which has said why
  }
  if (!this->MovingFrame->Build(curvedreformat::GetCurve(1, inputVector)))
  {
    vtkErrorMacro(<< this->MovingFrame->GetErrorMessage());
    return 0;
  }
  // The data know best where they are; the information was for planning.
  std::string error = state.Geometry.Set(image, state.Geometry.Whole);
  if (error.empty())
  {
    int extent[6];
    int needed[6];
    curvedreformat::GetRequestedExtent(outputVector, extent);
    this->GetNeededExtent(extent, needed);
    error = curvedreformat::CheckExtentArrived(image, needed);
  }
  if (error.empty())
  {
    state.AnyInside = false;
    this->Superclass::RequestData(request, inputVector, outputVector);
    error = state.Error;
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    output->Initialize();
    return 0;
  }
  if (!state.Sampler.GetSkipped().empty())
  {
    vtkWarningMacro(<< state.Sampler.GetSkipped());
  }
  state.Sampler = ImageSampler();

  int extent[6];
  output->GetExtent(extent);
  bool whole = true;
  for (int axis = 0; axis < 3; ++axis)
  {
    whole =
      whole && extent[2 * axis] == 0 && extent[2 * axis + 1] == state.Grid.Dimensions[axis] - 1;
  }
  if (whole && !this->GetAbortExecute())
  {
    this->WarnOutside();
  }
  this->WriteFieldData(image, output);
  return 1;
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::WarnOutside()
{
  const Execution& state = *this->State;
  const CurveModel& model = this->MovingFrame->GetModel();
  double position[3];
  for (int k = 0; k < state.Grid.Dimensions[2]; ++k)
  {
    const Vector3 centre = model.Position(this->GetSliceArcLength(state.Grid, k));
    state.Geometry.ToIndex(centre).CopyTo(position);
    if (state.Geometry.IsInside(position))
    {
      return;
    }
  }
  const Box3 bounds = state.Geometry.GetBounds();
  vtkWarningMacro(<< "Check the coordinates: the curve lies outside the image"
                  << (state.AnyInside ? ", though its slices touch it"
                                      : ", so the output is all background")
                  << ". The first slice is centred at "
                  << model.Position(this->GetSliceArcLength(state.Grid, 0))
                  << ", and the image reaches from " << bounds.Low << " to " << bounds.High << ".");
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::WriteFieldData(vtkImageData* image, vtkImageData* output)
{
  const ReformatGrid& grid = this->State->Grid;
  const int slices = grid.Dimensions[2];
  vtkNew<vtkDoubleArray> toWorld;
  toWorld->SetName("SliceToWorld");
  toWorld->SetNumberOfComponents(16);
  toWorld->SetNumberOfTuples(slices);
  vtkNew<vtkDoubleArray> arcLength;
  arcLength->SetName("ArcLength");
  arcLength->SetNumberOfTuples(slices);
  for (int k = 0; k < slices; ++k)
  {
    const double s = this->GetSliceArcLength(grid, k);
    double matrix[16];
    this->MovingFrame->EvaluateMatrix(s, matrix);
    toWorld->SetTuple(k, matrix);
    arcLength->SetValue(k, s);
  }
  vtkFieldData* data = output->GetFieldData();
  data->ShallowCopy(image->GetFieldData());
  data->AddArray(toWorld);
  data->AddArray(arcLength);
  this->MovingFrame->WriteModel(data);
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::PrepareImageData(vtkInformationVector** inputVector,
  vtkInformationVector* outputVector, vtkImageData*** inDataObjects, vtkImageData** outDataObjects)
{
  // In place of the superclass, which makes one array, the scalars. Its caller runs no thread when
  // the output has an empty extent.
  vtkImageData* image = vtkImageData::GetData(inputVector[0]);
  vtkImageData* output = vtkImageData::GetData(outputVector, 0);
  inDataObjects[0][0] = image;
  outDataObjects[0] = output;
  std::fill_n(outDataObjects + 1, this->GetNumberOfOutputPorts() - 1, nullptr);

  Execution& state = *this->State;
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);
  output->Initialize();
  output->SetSpacing(state.Grid.Spacing);
  double origin[3];
  double direction[9];
  this->PlaceOutput(state.Grid, origin, direction);
  output->SetOrigin(origin);
  output->SetDirectionMatrix(direction);
  output->SetExtent(extent);
  const vtkIdType voxels = output->GetNumberOfPoints();
  state.Error = state.Sampler.Allocate(
    image, state.Geometry, this->GetSamplerSettings(), voxels, output->GetPointData());
  if (!state.Error.empty())
  {
    output->Initialize();
  }
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::ThreadedRequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* vtkNotUsed(outputVector),
  vtkImageData*** vtkNotUsed(inData), vtkImageData** outData, int extent[6], int threadId)
{
  Execution& state = *this->State;
  const ReformatGrid& grid = state.Grid;
  const CurveModel& model = this->MovingFrame->GetModel();
  const bool askOwner = this->GenerateMask || this->FillUnowned;
  const int rowLength = extent[1] - extent[0] + 1;
  curvedreformat::TupleIndex tupleAt;
  outData[0]->GetExtent(tupleAt.Extent);

  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    if (threadId == 0)
    {
      this->UpdateProgress(static_cast<double>(k - extent[4]) / (extent[5] - extent[4] + 1));
    }
    const double s = this->GetSliceArcLength(grid, k);
    const CurveFrame frame = model.Frame(s);
    // In a slice the map to index space is affine.
    const Vector3 columnStep = state.Geometry.ToIndexVector(frame.N);
    const Vector3 rowStep = state.Geometry.ToIndexVector(frame.B);
    const Vector3 first = state.Geometry.ToIndex(frame.C) + columnStep * grid.Offset(0, 0);
    SampleRow row;
    (columnStep * grid.Spacing[0]).CopyTo(row.Step);
    const bool ownedAsWhole =
      !askOwner || model.IsRectangleOwned(frame, s, -grid.Origin(0), -grid.Origin(1));

    for (int j = extent[2]; j <= extent[3]; ++j)
    {
      if (this->GetAbortExecute())
      {
        return;
      }
      (first + rowStep * grid.Offset(1, j)).CopyTo(row.Start);
      const SampleRange inside = state.Sampler.Clip(row, { extent[0], extent[1] + 1 });
      const vtkIdType tuple = tupleAt(extent[0], j, k);
      const vtkIdType before = inside.First - extent[0];
      const vtkIdType within = inside.Last - inside.First;
      state.Sampler.Fill(tuple, before);
      state.Sampler.Sample(row, inside, tuple + before);
      state.Sampler.Fill(tuple + before + within, rowLength - before - within);
      if (within > 0)
      {
        state.AnyInside.store(true, std::memory_order_relaxed);
      }
      if (!ownedAsWhole)
      {
        // of the whole row, so that it does not depend on the extent that was asked for
        SampleRange owned;
        model.OwnedInterval(frame, s, grid.Offset(1, j), grid.Origin(0), grid.Spacing[0],
          grid.Dimensions[0], owned.First, owned.Last);
        const int ownedFirst = std::min(std::max(owned.First, inside.First), inside.Last);
        const int ownedLast = std::max(std::min(owned.Last, inside.Last), ownedFirst);
        const vtkIdType start = tuple - extent[0];
        this->Disown(start + inside.First, ownedFirst - inside.First);
        this->Disown(start + ownedLast, inside.Last - ownedLast);
      }
    }
  }
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::Disown(vtkIdType tuple, vtkIdType count)
{
  if (this->FillUnowned)
  {
    this->State->Sampler.Fill(tuple, count);
  }
  else
  {
    this->State->Sampler.Unmask(tuple, count);
  }
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "SliceSize: " << this->SliceSize[0] << " " << this->SliceSize[1] << "\n";
  os << indent << "SliceDimensions: " << this->SliceDimensions[0] << " " << this->SliceDimensions[1]
     << "\n";
  os << indent << "Spacing: " << this->Spacing[0] << " " << this->Spacing[1] << " "
     << this->Spacing[2] << "\n";
  os << indent << "Interpolation: " << this->Interpolation << "\n";
  os << indent << "Interpolator: " << this->Interpolator.Get() << "\n";
  os << indent << "BackgroundValue: " << this->BackgroundValue << "\n";
  os << indent << "GenerateMask: " << (this->GenerateMask ? "On" : "Off") << "\n";
  os << indent << "FillUnowned: " << (this->FillUnowned ? "On" : "Off") << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
}
