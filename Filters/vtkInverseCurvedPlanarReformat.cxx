// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkInverseCurvedPlanarReformat.h"

#include "Input/PipelineInput.h"
#include "Model/CurveModel.h"
#include "Sampling/ImageGeometry.h"
#include "Sampling/ImageSampler.h"

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
#include <limits>
#include <sstream>
#include <vector>

using curvedreformat::Box3;
using curvedreformat::CurveFrame;
using curvedreformat::CurveModel;
using curvedreformat::CurvePoint;
using curvedreformat::ImageGeometry;
using curvedreformat::ImageSampler;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkInverseCurvedPlanarReformat);

namespace
{
// How far two curves may be apart, relative to their length, to be the same.
constexpr double SameCurve = 1e-6;

// World voxels are looked at in blocks of this many along i, j, k: one that is further from the
// curve than the tube is wide is done at once.
constexpr int BlockSize[3] = { 32, 8, 8 };
}

//------------------------------------------------------------------------------
// What RequestInformation decides, and what the threads of one execution read.
struct vtkInverseCurvedPlanarReformat::Execution
{
  bool Planned = false; // the last RequestInformation went well
  ImageGeometry Straightened;
  ImageGeometry Output;
  std::shared_ptr<const CurveModel> Model;
  ImageSampler Sampler;
  Box3 Tube;           // in straightened coordinates, half a voxel around the samples
  double Radius = 0.0; // no part of the tube is further from the curve
  std::string Error;
  std::atomic<bool> AnyInside{ false };

  void FindTube()
  {
    const int* n = this->Straightened.Dimensions;
    const Box3 samples{ Vector3(-0.5, -0.5, -0.5), Vector3(n[0] - 0.5, n[1] - 0.5, n[2] - 0.5) };
    this->Tube = Box3();
    ForCorners(samples, [&](const Vector3& p) { this->Tube.Add(this->Straightened.ToWorld(p)); });
    this->Radius = std::hypot(std::max(std::abs(this->Tube.Low.X), std::abs(this->Tube.High.X)),
      std::max(std::abs(this->Tube.Low.Y), std::abs(this->Tube.High.Y)));
  }

  /** Voxels of the output, inclusive, as a box in its index space. */
  Box3 VoxelBox(int i0, int i1, int j0, int j1, int k0, int k1) const
  {
    const int* whole = this->Output.Whole;
    return { Vector3(i0 - whole[0], j0 - whole[2], k0 - whole[4]),
      Vector3(i1 - whole[0], j1 - whole[2], k1 - whole[4]) };
  }

  /** Whether any of a box of the output's voxels (index space) can be in the tube. */
  bool IsNear(const Box3& voxels) const
  {
    Box3 world;
    ForCorners(voxels, [&](const Vector3& p) { world.Add(this->Output.ToWorld(p)); });
    // half a slice beyond the ends belongs to the tube, too
    const double reach = this->Radius + this->Straightened.Spacing[2];
    return this->Model->GetSearch().SquaredDistanceToBox(world) <= reach * reach;
  }

  /**
   * On a closed curve, the arc length from which the first slice is nearer, once around, than the
   * last one that is owned: one at the very end is the first again.
   */
  double Seam() const
  {
    const double length = this->Model->GetLength();
    const double step = this->Straightened.Spacing[2];
    const double last = this->Tube.High.Z - 0.5 * step;
    return 0.5 * ((last > length - 1e-6 * step ? last - step : last) + length);
  }

  /** The position in the straightened image; false outside. */
  bool Locate(const CurvePoint& q, double position[3]) const
  {
    const bool around = this->Model->IsClosed() && q.S > this->Seam();
    const double s = around ? q.S - this->Model->GetLength() : q.S;
    this->Straightened.ToIndex({ q.X, q.Y, s }).CopyTo(position);
    return this->Straightened.IsInside(position);
  }
};

//------------------------------------------------------------------------------
vtkInverseCurvedPlanarReformat::vtkInverseCurvedPlanarReformat()
  : State(new Execution)
{
  this->SetNumberOfInputPorts(3);
}

//------------------------------------------------------------------------------
vtkInverseCurvedPlanarReformat::~vtkInverseCurvedPlanarReformat() = default;

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::SetCurveData(vtkPolyData* curve)
{
  this->SetInputData(1, curve);
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::SetReferenceData(vtkImageData* image)
{
  this->SetInputData(2, image);
}

//------------------------------------------------------------------------------
vtkMTimeType vtkInverseCurvedPlanarReformat::GetMTime()
{
  return std::max(this->Superclass::GetMTime(), this->MovingFrame->GetMTime());
}

//------------------------------------------------------------------------------
int vtkInverseCurvedPlanarReformat::FillInputPortInformation(int port, vtkInformation* info)
{
  if (port == 1)
  {
    curvedreformat::FillCurvePortInformation(info);
    return 1;
  }
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  if (port == 2)
  {
    info->Set(vtkAlgorithm::INPUT_IS_OPTIONAL(), 1);
  }
  return 1;
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkInverseCurvedPlanarReformat::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings;
  settings.Mode = static_cast<curvedreformat::Interpolation>(this->Interpolation);
  settings.Background = this->BackgroundValue;
  // The straightened image's own mask tells of the place that it was made from, which is here.
  settings.Mask = this->GenerateMask != 0;
  return settings;
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::FindCurve(
  vtkPolyData* curve, vtkImageData* straightened)
{
  Execution& state = *this->State;
  state.Model = nullptr;
  std::ostringstream text;
  if (curve)
  {
    if (!this->MovingFrame->Build(curve))
    {
      return this->MovingFrame->GetErrorMessage();
    }
    state.Model = this->MovingFrame->ShareModel();
  }
  if (straightened && straightened->GetFieldData()->HasArray(vtkMovingFrame::KnotsArrayName()))
  {
    // What the image was straightened along, frames included, counts; a curve that is given must be
    // the same.
    vtkNew<vtkMovingFrame> saved;
    if (!saved->BuildFromFieldData(straightened->GetFieldData()))
    {
      return saved->GetErrorMessage();
    }
    const double length = saved->GetLength();
    if (curve)
    {
      const double given = state.Model->GetLength();
      if (std::abs(given - length) > SameCurve * length)
      {
        text << "Curve is " << given << " long, but the image was straightened along a curve "
             << length << " long; give that one, or none.";
        return text.str();
      }
      double furthest = 0.0;
      for (const auto& knot : saved->GetModel().GetKnots())
      {
        furthest = std::max(furthest, (state.Model->Position(knot.S) - knot.P).Norm());
      }
      if (furthest > SameCurve * length)
      {
        text << "Curve is up to " << furthest
             << " away from the one that the image was straightened along, of length " << length
             << "; give that one, or none.";
        return text.str();
      }
    }
    state.Model = saved->ShareModel();
  }
  else if (curve && straightened)
  {
    // half a slice beyond the end is what rounding the number of slices can leave
    const double last = state.Tube.High.Z - 0.5 * state.Straightened.Spacing[2];
    const double length = state.Model->GetLength();
    if (last > length + 0.5 * state.Straightened.Spacing[2])
    {
      text << "Image has slices up to arc length " << last << ", but the curve is only " << length
           << " long; give the curve that the image was straightened along.";
      return text.str();
    }
  }
  if (!state.Model && straightened)
  {
    return "Image holds no curve in its field data, and none is given; connect the curve that it "
           "was straightened "
           "along to the input Curve (port 1).";
  }
  return text.str();
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::ChooseOutput()
{
  // An axis-aligned grid around the corners of all slices. Between two slices the tube bulges by
  // less than a slice's distance.
  Execution& state = *this->State;
  double spacing[3];
  const double smallest =
    *std::min_element(state.Straightened.Spacing, state.Straightened.Spacing + 3);
  for (int axis = 0; axis < 3; ++axis)
  {
    if (!(this->OutputSpacing[axis] >= 0.0) || !std::isfinite(this->OutputSpacing[axis]))
    {
      std::ostringstream text;
      text << "OutputSpacing is (" << this->OutputSpacing[0] << ", " << this->OutputSpacing[1]
           << ", " << this->OutputSpacing[2]
           << "); give lengths above 0, or 0 to have them chosen.";
      return text.str();
    }
    spacing[axis] = this->OutputSpacing[axis] > 0.0 ? this->OutputSpacing[axis] : smallest;
  }
  Box3 bounds;
  const int slices = state.Straightened.Dimensions[2];
  for (int k = 0; k <= slices; ++k)
  {
    const double s = state.Tube.Low.Z + (state.Tube.High.Z - state.Tube.Low.Z) * k / slices;
    const CurveFrame frame = state.Model->Frame(s);
    for (const double x : { state.Tube.Low.X, state.Tube.High.X })
    {
      for (const double y : { state.Tube.Low.Y, state.Tube.High.Y })
      {
        bounds.Add(frame.C + frame.N * x + frame.B * y);
      }
    }
  }
  int whole[6] = { 0, 0, 0, 0, 0, 0 };
  double origin[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    const double count = std::ceil((bounds.High[axis] - bounds.Low[axis]) / spacing[axis]) + 2.0;
    if (!(count < std::numeric_limits<int>::max()))
    {
      std::ostringstream text;
      text << "OutputSpacing " << spacing[axis] << " makes " << count
           << " voxels along an axis; give a larger one.";
      return text.str();
    }
    whole[2 * axis + 1] = static_cast<int>(count);
    origin[axis] = bounds.Low[axis] - spacing[axis];
  }
  const double identity[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 };
  return state.Output.Set(whole, origin, spacing, identity);
}

//------------------------------------------------------------------------------
vtkTypeBool vtkInverseCurvedPlanarReformat::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
  {
    // another time, another curve, another tube
    const curvedreformat::WholeExtentFollower follower(outputVector);
    return this->RequestInformation(request, inputVector, outputVector);
  }
  return this->Superclass::ProcessRequest(request, inputVector, outputVector);
}

//------------------------------------------------------------------------------
int vtkInverseCurvedPlanarReformat::RequestInformation(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  this->Superclass::RequestInformation(request, inputVector, outputVector);
  curvedreformat::ForgetCombinedExtent(outputVector);
  curvedreformat::SetEmptyWholeExtent(outputVector);
  Execution& state = *this->State;
  state.Planned = false;
  vtkPolyData* curve = curvedreformat::UpdateCurve(this, 1, inputVector);
  // The image must be there, if only one voxel of it, for the curve that its field data hold.
  vtkImageData* straightened = curvedreformat::UpdateOneVoxel(this, 0, inputVector);
  std::string error = state.Straightened.Set(inputVector[0]->GetInformationObject(0), straightened);
  if (error.empty() && !straightened)
  {
    error = "Image is empty; give a straightened image.";
  }
  if (error.empty())
  {
    state.FindTube();
    error = this->FindCurve(curve, straightened);
  }
  if (error.empty())
  {
    if (this->GetNumberOfInputConnections(2) > 0)
    {
      state.Output.Name = "Reference image";
      error = state.Output.Set(inputVector[2]->GetInformationObject(0),
        curvedreformat::UpdateImageForDirection(this, 2, inputVector));
    }
    else
    {
      error = this->ChooseOutput();
    }
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), state.Output.Whole, 6);
  outInfo->Set(vtkDataObject::SPACING(), state.Output.Spacing, 3);
  double origin[3];
  state.Output.Origin.CopyTo(origin);
  outInfo->Set(vtkDataObject::ORIGIN(), origin, 3);
  outInfo->Set(vtkDataObject::DIRECTION(), state.Output.Direction, 9);
  outInfo->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
  curvedreformat::TakeTimeSteps(1, inputVector, outInfo);
  curvedreformat::TakeTimeSteps(2, inputVector, outInfo);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::TIME_DEPENDENT_INFORMATION(), 1);
  state.Planned = true;
  return 1;
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::GetNeededExtent(const int extent[6], int needed[6]) const
{
  const Execution& state = *this->State;
  Box3 world;
  ForCorners(state.VoxelBox(extent[0], extent[1], extent[2], extent[3], extent[4], extent[5]),
    [&](const Vector3& p) { world.Add(state.Output.ToWorld(p)); });
  Box3 samples;
  double s0 = 0.0;
  double s1 = 0.0;
  // What is half a slice beyond an end, on the straight continuation, is that much further from the
  // curve than the tube is wide. (The last slice itself may be half a slice beyond.)
  const double half = state.Straightened.Spacing[2];
  const double reach = std::hypot(state.Radius, half);
  if (state.Model->GetSearch().ArcLengthsNearBox(world, reach, s0, s1))
  {
    Box3 tube = state.Tube;
    tube.Low.Z = s0 - half;
    tube.High.Z = s1 + half;
    ForCorners(tube, [&](const Vector3& p) { samples.Add(state.Straightened.ToIndex(p)); });
    if (state.Model->IsClosed() && (s0 <= half || s1 >= state.Model->GetLength() - half))
    {
      // the slices before the end are also those before the beginning
      samples.Low.Z = 0.0;
      samples.High.Z = state.Straightened.Dimensions[2];
    }
  }
  ImageSampler::RequiredExtent(
    state.Straightened, this->GetSamplerSettings(), samples.Low, samples.High, needed);
}

//------------------------------------------------------------------------------
int vtkInverseCurvedPlanarReformat::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  Execution& state = *this->State;
  curvedreformat::RequestWholeCurve(1, inputVector);
  if (this->GetNumberOfInputConnections(2) > 0)
  {
    // only its grid counts
    curvedreformat::RequestOneVoxel(2, inputVector);
  }
  // VTK goes on upstream when this fails, where the extent of the output means nothing
  curvedreformat::RequestOneVoxel(0, inputVector);
  if (!state.Planned)
  {
    return 0; // RequestInformation has said why
  }
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);
  int needed[6];
  this->GetNeededExtent(extent, needed);
  inputVector[0]->GetInformationObject(0)->Set(
    vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), needed, 6);
  return 1;
}

//------------------------------------------------------------------------------
int vtkInverseCurvedPlanarReformat::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkImageData* straightened = vtkImageData::GetData(inputVector[0]);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  curvedreformat::ForgetCombinedExtent(outputVector);
  Execution& state = *this->State;
  if (!state.Planned)
  {
    return 0; // RequestInformation has said why
  }
  std::string error = state.Straightened.Set(straightened, state.Straightened.Whole);
  if (error.empty())
  {
    state.FindTube();
    error = this->FindCurve(curvedreformat::GetCurve(1, inputVector), straightened);
  }
  if (error.empty())
  {
    int extent[6];
    int needed[6];
    curvedreformat::GetRequestedExtent(outputVector, extent);
    this->GetNeededExtent(extent, needed);
    error = curvedreformat::CheckExtentArrived(straightened, needed);
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
  const bool whole = std::equal(extent, extent + 6, state.Output.Whole);
  if (whole && !state.AnyInside && !this->GetAbortExecute())
  {
    const Box3 bounds = state.Output.GetBounds();
    vtkWarningMacro(<< "The reference image lies away from the straightened tube, so the output is "
                       "all background: the curve starts at "
                    << state.Model->Position(0.0) << ", and the reference reaches from "
                    << bounds.Low << " to " << bounds.High << ".");
  }
  // what describes the slices has no meaning in the world
  vtkFieldData* data = output->GetFieldData();
  data->ShallowCopy(straightened->GetFieldData());
  for (const char* name : { "SliceToWorld", "ArcLength", "CurveLength",
         vtkMovingFrame::KnotsArrayName(), vtkMovingFrame::SettingsArrayName() })
  {
    data->RemoveArray(name);
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::PrepareImageData(vtkInformationVector** inputVector,
  vtkInformationVector* outputVector, vtkImageData*** inDataObjects, vtkImageData** outDataObjects)
{
  // In place of the superclass, which makes one array, the scalars.
  vtkImageData* straightened = vtkImageData::GetData(inputVector[0]);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  inDataObjects[0][0] = straightened;
  outDataObjects[0] = output;

  Execution& state = *this->State;
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);
  double origin[3];
  state.Output.Origin.CopyTo(origin);
  output->Initialize();
  output->SetSpacing(state.Output.Spacing);
  output->SetOrigin(origin);
  output->SetDirectionMatrix(state.Output.Direction);
  output->SetExtent(extent);
  const vtkIdType voxels = output->GetNumberOfPoints();

  state.Error = state.Sampler.Allocate(
    straightened, state.Straightened, this->GetSamplerSettings(), voxels, output->GetPointData());
  if (!state.Error.empty())
  {
    output->Initialize();
  }
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::ThreadedRequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* vtkNotUsed(outputVector),
  vtkImageData*** vtkNotUsed(inData), vtkImageData** outData, int extent[6], int threadId)
{
  Execution& state = *this->State;
  const CurveModel& model = *state.Model;
  curvedreformat::TupleIndex tupleAt;
  outData[0]->GetExtent(tupleAt.Extent);
  double hint = 0.0;
  std::vector<double> positions(3 * BlockSize[0]);
  std::vector<vtkIdType> tuples(BlockSize[0]);

  for (int k0 = extent[4]; k0 <= extent[5]; k0 += BlockSize[2])
  {
    if (threadId == 0)
    {
      this->UpdateProgress(static_cast<double>(k0 - extent[4]) / (extent[5] - extent[4] + 1));
    }
    const int k1 = std::min(k0 + BlockSize[2] - 1, extent[5]);
    for (int j0 = extent[2]; j0 <= extent[3]; j0 += BlockSize[1])
    {
      if (this->GetAbortExecute())
      {
        return;
      }
      const int j1 = std::min(j0 + BlockSize[1] - 1, extent[3]);
      for (int i0 = extent[0]; i0 <= extent[1]; i0 += BlockSize[0])
      {
        const int i1 = std::min(i0 + BlockSize[0] - 1, extent[1]);
        const bool near = state.IsNear(state.VoxelBox(i0, i1, j0, j1, k0, k1));
        for (int k = k0; k <= k1; ++k)
        {
          for (int j = j0; j <= j1; ++j)
          {
            const vtkIdType tuple = tupleAt(i0, j, k);
            state.Sampler.Fill(tuple, i1 - i0 + 1);
            if (!near)
            {
              continue;
            }
            vtkIdType inside = 0;
            for (int i = i0; i <= i1; ++i)
            {
              const Vector3 world = state.Output.ToWorld(Vector3(
                i - state.Output.Whole[0], j - state.Output.Whole[2], k - state.Output.Whole[4]));
              CurvePoint q;
              if (!model.FromWorldWithin(world, state.Radius, &hint, q))
              {
                continue;
              }
              hint = q.S;
              if (state.Locate(q, &positions[3 * inside]))
              {
                tuples[inside++] = tuple + (i - i0);
              }
            }
            state.Sampler.SamplePoints(positions.data(), inside, tuples.data());
            if (inside > 0)
            {
              state.AnyInside.store(true, std::memory_order_relaxed);
            }
          }
        }
      }
    }
  }
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "OutputSpacing: " << this->OutputSpacing[0] << " " << this->OutputSpacing[1]
     << " " << this->OutputSpacing[2] << "\n";
  os << indent << "Interpolation: " << this->Interpolation << "\n";
  os << indent << "BackgroundValue: " << this->BackgroundValue << "\n";
  os << indent << "GenerateMask: " << (this->GenerateMask ? "On" : "Off") << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
}
