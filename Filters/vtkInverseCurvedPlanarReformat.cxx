// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkInverseCurvedPlanarReformat.h"

#include "Input/PipelineInput.h"
#include "Model/CurveModel.h"
#include "Sampling/CurveImageExecution.h"

#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <vector>

using curvedreformat::Box3;
using curvedreformat::CurveFrame;
using curvedreformat::CurveImageExecution;
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

// More voxels than that take a while, mostly to fill what is not in the tube.
constexpr vtkIdType ManyVoxels = 100000000;

// World voxels are looked at in blocks of this many along i, j, k: one that is further from the
// curve than the tube is wide is done at once.
constexpr int BlockSize[3] = { 32, 8, 8 };

/** The box in the world around the voxels of an extent. */
Box3 WorldBox(const ImageGeometry& image, const int extent[6])
{
  const int* whole = image.Whole;
  const Box3 voxels{ Vector3(extent[0] - whole[0], extent[2] - whole[2], extent[4] - whole[4]),
    Vector3(extent[1] - whole[0], extent[3] - whole[2], extent[5] - whole[4]) };
  Box3 world;
  ForCorners(voxels, [&](const Vector3& p) { world.Add(image.ToWorld(p)); });
  return world;
}
}

//------------------------------------------------------------------------------
// The part of the world that the straightened image covers, and the way there.
struct vtkInverseCurvedPlanarReformat::Tube
{
  ImageGeometry Straightened;
  std::shared_ptr<const CurveModel> Model;
  Box3 Box;            // in straightened coordinates, half a voxel around the samples
  double Radius = 0.0; // no part of the tube is further from the curve

  void Set(const ImageGeometry& straightened)
  {
    this->Straightened = straightened;
    const int* n = this->Straightened.Dimensions;
    const Box3 samples{ Vector3(-0.5, -0.5, -0.5), Vector3(n[0] - 0.5, n[1] - 0.5, n[2] - 0.5) };
    this->Box = Box3();
    ForCorners(samples, [&](const Vector3& p) { this->Box.Add(this->Straightened.ToWorld(p)); });
    this->Radius = std::hypot(std::max(std::abs(this->Box.Low.X), std::abs(this->Box.High.X)),
      std::max(std::abs(this->Box.Low.Y), std::abs(this->Box.High.Y)));
  }

  /** Whether any point of a box in the world can be in the tube. */
  bool IsNear(const Box3& world) const
  {
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
    const double last = this->Box.High.Z - 0.5 * step;
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
  : Region(new Tube)
{
  this->SetNumberOfInputPorts(3);
}

//------------------------------------------------------------------------------
vtkInverseCurvedPlanarReformat::~vtkInverseCurvedPlanarReformat() = default;

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::SetReferenceData(vtkImageData* image)
{
  this->SetInputData(2, image);
}

//------------------------------------------------------------------------------
int vtkInverseCurvedPlanarReformat::FillInputPortInformation(int port, vtkInformation* info)
{
  this->Superclass::FillInputPortInformation(port, info);
  if (port == 2)
  {
    info->Set(vtkAlgorithm::INPUT_IS_OPTIONAL(), 1);
  }
  return 1;
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::FindCurve(
  vtkPolyData* curve, vtkImageData* straightened)
{
  Tube& tube = *this->Region;
  tube.Model = nullptr;
  std::ostringstream text;
  if (curve)
  {
    if (!this->MovingFrame->Build(curve))
    {
      return this->MovingFrame->GetErrorMessage();
    }
    tube.Model = this->MovingFrame->ShareModel();
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
      const double given = tube.Model->GetLength();
      if (std::abs(given - length) > SameCurve * length)
      {
        text << "Curve is " << given << " long, but the image was straightened along a curve "
             << length << " long; give that one, or none.";
        return text.str();
      }
      double furthest = 0.0;
      for (const auto& knot : saved->GetModel().GetKnots())
      {
        furthest = std::max(furthest, (tube.Model->Position(knot.S) - knot.P).Norm());
      }
      if (furthest > SameCurve * length)
      {
        text << "Curve is up to " << furthest
             << " away from the one that the image was straightened along, of length " << length
             << "; give that one, or none.";
        return text.str();
      }
    }
    tube.Model = saved->ShareModel();
  }
  else if (curve && straightened)
  {
    // half a slice beyond the end is what rounding the number of slices can leave
    const double last = tube.Box.High.Z - 0.5 * tube.Straightened.Spacing[2];
    const double length = tube.Model->GetLength();
    if (last > length + 0.5 * tube.Straightened.Spacing[2])
    {
      text << "Image has slices up to arc length " << last << ", but the curve is only " << length
           << " long; give the curve that the image was straightened along.";
      return text.str();
    }
  }
  if (!tube.Model && straightened)
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
  Tube& tube = *this->Region;
  double spacing[3];
  const double smallest =
    *std::min_element(tube.Straightened.Spacing, tube.Straightened.Spacing + 3);
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
  const int slices = tube.Straightened.Dimensions[2];
  for (int k = 0; k <= slices; ++k)
  {
    const double s = tube.Box.Low.Z + (tube.Box.High.Z - tube.Box.Low.Z) * k / slices;
    const CurveFrame frame = tube.Model->Frame(s);
    for (const double x : { tube.Box.Low.X, tube.Box.High.X })
    {
      for (const double y : { tube.Box.Low.Y, tube.Box.High.Y })
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
  return this->Execution->Output.Set(whole, origin, spacing, identity);
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::Plan(vtkPolyData* curve, vtkImageData* straightened)
{
  // The image must be there, if only one voxel of it, for the curve that its field data hold.
  std::string error = straightened ? this->Refresh(curve, straightened)
                                   : "Image is empty; give a straightened image.";
  if (error.empty() && this->GetNumberOfInputConnections(2) < 1)
  {
    error = this->ChooseOutput();
  }
  return error;
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::Refresh(vtkPolyData* curve, vtkImageData* straightened)
{
  this->Region->Set(this->Execution->Input);
  return this->FindCurve(curve, straightened);
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::GetNeededExtent(const int extent[6], int needed[6]) const
{
  const Tube& tube = *this->Region;
  const Box3 world = WorldBox(this->Execution->Output, extent);
  Box3 samples;
  double s0 = 0.0;
  double s1 = 0.0;
  // What is half a slice beyond an end, on the straight continuation, is that much further from the
  // curve than the tube is wide. (The last slice itself may be half a slice beyond.)
  const double half = tube.Straightened.Spacing[2];
  const double reach = std::hypot(tube.Radius, half);
  if (tube.Model->GetSearch().ArcLengthsNearBox(world, reach, s0, s1))
  {
    Box3 part = tube.Box;
    part.Low.Z = s0 - half;
    part.High.Z = s1 + half;
    ForCorners(part, [&](const Vector3& p) { samples.Add(tube.Straightened.ToIndex(p)); });
    if (tube.Model->IsClosed() && (s0 <= half || s1 >= tube.Model->GetLength() - half))
    {
      // the slices before the end are also those before the beginning
      samples.Low.Z = 0.0;
      samples.High.Z = tube.Straightened.Dimensions[2];
    }
  }
  ImageSampler::RequiredExtent(
    tube.Straightened, this->GetSamplerSettings(), samples.Low, samples.High, needed);
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::Finish(
  vtkImageData* straightened, vtkImageData* output, bool whole)
{
  if (whole && !this->Execution->AnyInside)
  {
    const Box3 bounds = this->Execution->Output.GetBounds();
    vtkWarningMacro(<< "The reference image lies away from the straightened tube, so the output is "
                       "all background: the curve starts at "
                    << this->Region->Model->Position(0.0) << ", and the reference reaches from "
                    << bounds.Low << " to " << bounds.High << ".");
  }
  if (whole && output->GetNumberOfPoints() > ManyVoxels &&
    this->GetNumberOfInputConnections(2) < 1 && this->OutputSpacing[0] == 0.0)
  {
    vtkWarningMacro(<< "Without a reference image the output has the straightened image's smallest "
                       "spacing, and so "
                    << output->GetNumberOfPoints()
                    << " voxels; give the scan as Reference, or an OutputSpacing.");
  }
  // what describes the slices has no meaning in the world
  vtkFieldData* data = output->GetFieldData();
  data->ShallowCopy(straightened->GetFieldData());
  for (const char* name : { "SliceToWorld", "ArcLength", "CurveLength",
         vtkMovingFrame::KnotsArrayName(), vtkMovingFrame::SettingsArrayName() })
  {
    data->RemoveArray(name);
  }
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::ThreadedRequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* vtkNotUsed(outputVector),
  vtkImageData*** vtkNotUsed(inData), vtkImageData** outData, int extent[6], int threadId)
{
  CurveImageExecution& state = *this->Execution;
  const Tube& tube = *this->Region;
  const CurveModel& model = *tube.Model;
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
        const int block[6] = { i0, i1, j0, j1, k0, k1 };
        const bool near = tube.IsNear(WorldBox(state.Output, block));
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
              if (!model.FromWorldWithin(world, tube.Radius, &hint, q))
              {
                continue;
              }
              hint = q.S;
              if (tube.Locate(q, &positions[3 * inside]))
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
}
