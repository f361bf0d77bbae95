// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkInverseCurvedPlanarReformat.h"

#include "Input/PipelineInput.h"
#include "Model/CurveMap.h"
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
using curvedreformat::CurveImageExecution;
using curvedreformat::CurveMap;
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
  std::shared_ptr<const CurveMap> Map;
  Box3 Box; // in the map's coordinates, half a voxel around the samples

  void Set(const ImageGeometry& straightened)
  {
    this->Straightened = straightened;
    const int* n = this->Straightened.Dimensions;
    const Box3 samples{ Vector3(-0.5, -0.5, -0.5), Vector3(n[0] - 0.5, n[1] - 0.5, n[2] - 0.5) };
    this->Box = Box3();
    ForCorners(samples, [&](const Vector3& p) { this->Box.Add(this->Straightened.ToWorld(p)); });
  }

  int Along() const { return this->Map->GetAlongAxis(); }

  /** How far beyond an end of the curve voxels may reach: half a voxel for what the last slice
   * holds, and another half for what rounding the number of slices leaves. */
  double Margin() const { return this->Straightened.Spacing[this->Along()]; }

  /** The last slice's place along the curve. */
  double Last() const { return this->Box.High[this->Along()] - 0.5 * this->Margin(); }

  /**
   * Along an axis that comes around again, from where on the first sample is nearer, once around,
   * than the last one that is owned: one at the very end is the first again.
   */
  double Seam(int axis, double period) const
  {
    const double step = this->Straightened.Spacing[axis];
    const double again = this->Box.Low[axis] + 0.5 * step + period;
    const double last = this->Box.High[axis] - 0.5 * step;
    return 0.5 * ((last > again - 1e-6 * step ? last - step : last) + again);
  }

  /** The position in the straightened image; false outside. */
  bool Locate(Vector3 q, double position[3]) const
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      const double period = this->Map->GetPeriod(axis);
      if (period > 0.0 && q[axis] > this->Seam(axis, period))
      {
        q = this->Map->Around(q, axis);
      }
    }
    this->Straightened.ToIndex(q).CopyTo(position);
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
vtkMTimeType vtkInverseCurvedPlanarReformat::GetMTime()
{
  return std::max(this->Superclass::GetMTime(), this->ReformatMap->GetMTime());
}

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
  tube.Map = nullptr;
  if (curve && !this->MovingFrame->Build(curve))
  {
    return this->MovingFrame->GetErrorMessage();
  }
  vtkFieldData* data = straightened ? straightened->GetFieldData() : nullptr;
  if (data && data->HasArray(vtkMovingFrame::KnotsArrayName()))
  {
    // What the image was straightened along, frames and mode included, counts; a curve that is
    // given must be the same.
    vtkNew<vtkMovingFrame> saved;
    if (!saved->BuildFromFieldData(data))
    {
      return saved->GetErrorMessage();
    }
    std::string error = curve ? this->CompareCurve(*saved) : std::string();
    if (!error.empty())
    {
      return error;
    }
    vtkNew<vtkReformatMap> map;
    if (!map->ReadSettings(data) || !map->Build(saved))
    {
      return map->GetErrorMessage();
    }
    tube.Map = map->ShareMap();
    return std::string();
  }
  if (curve)
  {
    if (!this->ReformatMap->Build(this->MovingFrame))
    {
      return this->ReformatMap->GetErrorMessage();
    }
    tube.Map = this->ReformatMap->ShareMap();
    // half a slice beyond the end is what rounding the number of slices can leave
    const double length = tube.Map->GetLength();
    if (straightened && tube.Last() > length + 0.5 * tube.Margin())
    {
      std::ostringstream text;
      text << "Image has slices up to arc length " << tube.Last() << ", but the curve is only "
           << length << " long; give the curve that the image was straightened along.";
      return text.str();
    }
  }
  else if (straightened)
  {
    return "Image holds no curve in its field data, and none is given; connect the curve that it "
           "was straightened along to the input Curve (port 1).";
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string vtkInverseCurvedPlanarReformat::CompareCurve(const vtkMovingFrame& saved) const
{
  std::ostringstream text;
  const double length = saved.GetLength();
  const double given = this->MovingFrame->GetLength();
  if (std::abs(given - length) > SameCurve * length)
  {
    text << "Curve is " << given << " long, but the image was straightened along a curve " << length
         << " long; give that one, or none.";
    return text.str();
  }
  double furthest = 0.0;
  for (const auto& knot : saved.GetModel().GetKnots())
  {
    furthest = std::max(furthest, (this->MovingFrame->GetModel().Position(knot.S) - knot.P).Norm());
  }
  if (furthest > SameCurve * length)
  {
    text << "Curve is up to " << furthest
         << " away from the one that the image was straightened along, of length " << length
         << "; give that one, or none.";
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
  double smallest = std::numeric_limits<double>::infinity();
  for (int axis = 0; axis < 3; ++axis)
  {
    // an angle is no length
    smallest =
      tube.Map->IsAngle(axis) ? smallest : std::min(smallest, tube.Straightened.Spacing[axis]);
  }
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
  const Box3 bounds =
    tube.Map->GetWorldBounds(tube.Box, tube.Straightened.Dimensions[tube.Along()]);
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
  Box3 part;
  if (tube.Map->FindPart(world, tube.Box, tube.Margin(), part))
  {
    ForCorners(part, [&](const Vector3& p) { samples.Add(tube.Straightened.ToIndex(p)); });
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
                    << this->Region->Map->GetCurve().Position(0.0)
                    << ", and the reference reaches from " << bounds.Low << " to " << bounds.High
                    << ".");
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
  for (const char* name :
    { "SliceToWorld", "ArcLength", "CurveLength", vtkMovingFrame::KnotsArrayName(),
      vtkMovingFrame::SettingsArrayName(), vtkMovingFrame::RadiiArrayName(),
      vtkReformatMap::ModeArrayName(), vtkReformatMap::SettingsArrayName() })
  {
    data->RemoveArray(name);
  }
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::ThreadedRequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* vtkNotUsed(outputVector),
  vtkImageData*** vtkNotUsed(inData), vtkImageData** outData, int extent[6],
  int vtkNotUsed(threadId))
{
  CurveImageExecution& state = *this->Execution;
  const Tube& tube = *this->Region;
  const CurveMap& map = *tube.Map;
  curvedreformat::TupleIndex tupleAt;
  outData[0]->GetExtent(tupleAt.Extent);
  double hint = 0.0;
  std::vector<double> positions(3 * BlockSize[0]);
  std::vector<vtkIdType> tuples(BlockSize[0]);

  for (int k0 = extent[4]; k0 <= extent[5]; k0 += BlockSize[2])
  {
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
        const bool near = map.IsNear(WorldBox(state.Output, block), tube.Box, tube.Margin());
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
              Vector3 q;
              if (!map.FromWorldWithin(world, tube.Box, &hint, q))
              {
                continue;
              }
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
      state.Progress.Add(
        static_cast<vtkIdType>(extent[1] - extent[0] + 1) * (j1 - j0 + 1) * (k1 - k0 + 1));
    }
  }
}

//------------------------------------------------------------------------------
void vtkInverseCurvedPlanarReformat::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "ReformatMap:\n";
  this->ReformatMap->PrintSelf(os, indent.GetNextIndent());
  os << indent << "OutputSpacing: " << this->OutputSpacing[0] << " " << this->OutputSpacing[1]
     << " " << this->OutputSpacing[2] << "\n";
}
