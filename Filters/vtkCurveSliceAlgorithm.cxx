// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveSliceAlgorithm.h"

#include "Input/PipelineInput.h"
#include "Model/CurveModel.h"
#include "Model/OwnedSlice.h"
#include "Model/RadiusProfile.h"
#include "Sampling/CurveImageExecution.h"
#include "Sampling/OutputMemory.h"
#include "Sampling/ReformatGrid.h"
#include "Sampling/RowCompositor.h"
#include "Sampling/SliceRows.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"
#include "vtkReformatMap.h"
#include "vtkWorldFrame.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using curvedreformat::Box3;
using curvedreformat::CurveFrame;
using curvedreformat::CurveImageExecution;
using curvedreformat::CurveModel;
using curvedreformat::ImageGeometry;
using curvedreformat::ImageSampler;
using curvedreformat::OwnedSlice;
using curvedreformat::ReformatGrid;
using curvedreformat::RowCompositor;
using curvedreformat::SamplePlane;
using curvedreformat::SampleRange;
using curvedreformat::SampleRow;
using curvedreformat::SliceRows;
using curvedreformat::Vector3;

namespace
{
// What field data and the framed curve hold of a slice, whichever part of the image is asked for.
constexpr double BytesPerSlice = 300.0;
}

//------------------------------------------------------------------------------
vtkCurveSliceAlgorithm::vtkCurveSliceAlgorithm()
  : Grid(new ReformatGrid)
{
}

//------------------------------------------------------------------------------
vtkCurveSliceAlgorithm::~vtkCurveSliceAlgorithm() = default;

//------------------------------------------------------------------------------
const ReformatGrid& vtkCurveSliceAlgorithm::GetGrid() const
{
  return *this->Grid;
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
void vtkCurveSliceAlgorithm::CopySettings(vtkCurveSliceAlgorithm* other)
{
  this->Superclass::CopySettings(other);
  this->SetSliceSize(other->SliceSize);
  this->SetSliceDimensions(other->SliceDimensions);
  this->SetSpacing(other->Spacing);
  this->SetInterpolator(other->Interpolator);
  this->SetFillUnowned(other->FillUnowned);
}

//------------------------------------------------------------------------------
vtkMTimeType vtkCurveSliceAlgorithm::GetMTime()
{
  const vtkMTimeType time = this->Superclass::GetMTime();
  return this->Interpolator ? std::max(time, this->Interpolator->GetMTime()) : time;
}

//------------------------------------------------------------------------------
std::string vtkCurveSliceAlgorithm::Plan(vtkPolyData* curve, vtkImageData* vtkNotUsed(sample))
{
  if (!curve)
  {
    return curvedreformat::NoCurveMessage();
  }
  if (!this->MovingFrame->Build(curve))
  {
    return this->MovingFrame->GetErrorMessage();
  }
  const ImageGeometry& image = this->Execution->Input;
  curvedreformat::GridRequest wanted;
  std::copy_n(this->SliceSize, 2, wanted.Size);
  std::copy_n(this->SliceDimensions, 2, wanted.Dimensions);
  std::copy_n(this->Spacing, 3, wanted.Spacing);
  curvedreformat::GridContext context;
  std::copy_n(image.Dimensions, 3, context.ImageDimensions);
  std::copy_n(image.Spacing, 3, context.ImageSpacing);
  context.CurveLength = this->MovingFrame->GetLength();
  context.LargestRadius = this->MovingFrame->GetRadii().Largest();
  context.SmallestRadius = this->MovingFrame->GetRadii().Smallest();
  ReformatGrid& grid = *this->Grid;
  std::string error = this->ChooseGrid(wanted, context, grid);
  if (error.empty())
  {
    const int whole[6] = { 0, grid.Dimensions[0] - 1, 0, grid.Dimensions[1] - 1, 0,
      grid.Dimensions[2] - 1 };
    double origin[3];
    double direction[9];
    this->PlaceOutput(grid, origin, direction);
    this->Execution->Output.Name = "Output";
    error = this->Execution->Output.Set(whole, origin, grid.Spacing, direction);
  }
  return error;
}

//------------------------------------------------------------------------------
std::string vtkCurveSliceAlgorithm::Refresh(vtkPolyData* curve, vtkImageData* vtkNotUsed(image))
{
  return this->MovingFrame->Build(curve) ? std::string() : this->MovingFrame->GetErrorMessage();
}

//------------------------------------------------------------------------------
double vtkCurveSliceAlgorithm::GetOtherBytes() const
{
  return std::max(this->Grid->Dimensions[1], this->Grid->Dimensions[2]) * BytesPerSlice;
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkCurveSliceAlgorithm::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings = this->Superclass::GetSamplerSettings();
  settings.Interpolator = this->Interpolator;
  settings.CombineMask = true;
  return settings;
}

//------------------------------------------------------------------------------
std::unique_ptr<SliceRows> vtkCurveSliceAlgorithm::MakeRows() const
{
  return nullptr;
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::GetNeededExtent(const int extent[6], int needed[6]) const
{
  const CurveImageExecution& state = *this->Execution;
  // What is taken of a plane is a rectangle in index space: its corners bound it.
  Box3 bounds;
  const auto add = [&](const CurveFrame& frame, double x, double y)
  { bounds.Add(state.Input.ToIndex(frame.C + frame.N * x + frame.B * y)); };
  if (const auto rows = this->MakeRows())
  {
    const SampleRange line = rows->LineOf(extent);
    rows->ForPlanes(extent,
      [&](const SamplePlane& plane, double start, double low, double high)
      {
        for (const int i : { line.First, line.Last - 1 })
        {
          const double x = start + rows->First + i * rows->Step;
          add(plane.Frame, x, low);
          add(plane.Frame, x, high);
        }
      });
  }
  else
  {
    const ReformatGrid& grid = *this->Grid;
    const CurveModel& model = this->GetSliceModel();
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      const CurveFrame frame = model.Frame(this->GetSliceArcLength(grid, k));
      for (const int i : { extent[0], extent[1] })
      {
        add(frame, grid.Offset(0, i), grid.Offset(1, extent[2]));
        add(frame, grid.Offset(0, i), grid.Offset(1, extent[3]));
      }
    }
  }
  ImageSampler::RequiredExtent(
    state.Input, this->GetSamplerSettings(), bounds.Low, bounds.High, needed);
}

//------------------------------------------------------------------------------
const CurveModel& vtkCurveSliceAlgorithm::GetSliceModel() const
{
  return this->MovingFrame->GetModel();
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::GetSlicePlanes(std::vector<SamplePlane>& planes) const
{
  const CurveModel& model = this->GetSliceModel();
  for (int k = 0; k < this->Grid->Dimensions[2]; ++k)
  {
    SamplePlane plane;
    plane.S = this->GetSliceArcLength(*this->Grid, k);
    plane.Frame = model.Frame(plane.S);
    planes.push_back(plane);
  }
}

//------------------------------------------------------------------------------
bool vtkCurveSliceAlgorithm::IsCurveInside(const std::vector<SamplePlane>& planes) const
{
  return std::any_of(planes.begin(), planes.end(),
    [this](const SamplePlane& plane) { return this->Execution->Input.IsInside(plane.Frame.C); });
}

//------------------------------------------------------------------------------
bool vtkCurveSliceAlgorithm::IsInsideNegated(const std::vector<SamplePlane>& planes) const
{
  const auto inside = std::count_if(planes.begin(), planes.end(),
    [this](const SamplePlane& plane)
    {
      double c[3];
      plane.Frame.C.CopyTo(c);
      vtkWorldFrame::Flip(c);
      return this->Execution->Input.IsInside(curvedreformat::Vector3(c));
    });
  return 2 * static_cast<std::size_t>(inside) >= planes.size();
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::Finish(vtkImageData* image, vtkImageData* output, bool whole)
{
  std::vector<SamplePlane> planes;
  this->GetSlicePlanes(planes);
  if (whole && !this->IsCurveInside(planes))
  {
    const CurveImageExecution& state = *this->Execution;
    const Box3 bounds = state.Input.GetBounds();
    vtkWarningMacro(<< "Check the coordinates: the curve lies outside the image"
                    << (state.AnyInside ? ", though its slices touch it"
                                        : ", so the output is all background")
                    << (this->IsInsideNegated(planes)
                           ? "; with x and y negated it would lie inside: curve and image are in "
                             "different frames (RAS and LPS), see WorldFrame of the readers"
                           : "")
                    << ". The first slice is centred at " << planes.front().Frame.C
                    << ", and the image reaches from " << bounds.Low << " to " << bounds.High
                    << ".");
  }
  vtkNew<vtkDoubleArray> toWorld;
  toWorld->SetName("SliceToWorld");
  toWorld->SetNumberOfComponents(16);
  curvedreformat::AllocateTuples(toWorld, static_cast<vtkIdType>(planes.size()));
  vtkNew<vtkDoubleArray> arcLength;
  arcLength->SetName("ArcLength");
  curvedreformat::AllocateTuples(arcLength, static_cast<vtkIdType>(planes.size()));
  vtkIdType at = 0;
  for (const SamplePlane& plane : planes)
  {
    double matrix[16];
    curvedreformat::FrameMatrix(plane.Frame, matrix);
    toWorld->SetTuple(at, matrix);
    arcLength->SetValue(at++, plane.S);
  }
  vtkFieldData* data = output->GetFieldData();
  data->ShallowCopy(image->GetFieldData());
  vtkNew<vtkReformatMap> straightened;
  straightened->WriteSettings(data); // the image may have been one of another mode
  data->AddArray(toWorld);
  data->AddArray(arcLength);
  this->MovingFrame->WriteModel(data);
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::ThreadedRequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* vtkNotUsed(outputVector),
  vtkImageData*** vtkNotUsed(inData), vtkImageData** outData, int extent[6],
  int vtkNotUsed(threadId))
{
  CurveImageExecution& state = *this->Execution;
  if (this->GetAbortExecute())
  {
    return; // vtkSMPTools goes on to all of its parts, and each begins with some work
  }
  const ReformatGrid& grid = *this->Grid;
  const CurveModel& model = this->GetSliceModel();
  const bool askOwner = this->GenerateMask || this->FillUnowned;
  const int rowLength = extent[1] - extent[0] + 1;
  curvedreformat::TupleIndex tupleAt;
  outData[0]->GetExtent(tupleAt.Extent);
  if (const auto rows = this->MakeRows())
  {
    this->ComposeRows(*rows, tupleAt, extent);
    return;
  }

  const auto axis = [&](int i) {
    return OwnedSlice::Axis{ grid.Origin[i], grid.Spacing[i], grid.Dimensions[i] };
  };
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    const double s = this->GetSliceArcLength(grid, k);
    const CurveFrame frame = model.Frame(s);
    // In a slice the map to index space is affine.
    const Vector3 columnStep = state.Input.ToIndexVector(frame.N);
    const Vector3 rowStep = state.Input.ToIndexVector(frame.B);
    const Vector3 first = state.Input.ToIndex(frame.C) + columnStep * grid.Offset(0, 0);
    SampleRow row;
    (columnStep * grid.Spacing[0]).CopyTo(row.Step);
    const bool ownedAsWhole =
      !askOwner || model.IsRectangleOwned(frame, s, -grid.Origin[0], -grid.Origin[1]);
    OwnedSlice ownedRows(model, frame, s, axis(0), axis(1));

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
        ownedRows.GetRow(j, owned.First, owned.Last);
        const int ownedFirst = std::min(std::max(owned.First, inside.First), inside.Last);
        const int ownedLast = std::max(std::min(owned.Last, inside.Last), ownedFirst);
        const vtkIdType start = tuple - extent[0];
        this->Disown(start + inside.First, ownedFirst - inside.First);
        this->Disown(start + ownedLast, inside.Last - ownedLast);
      }
    }
    state.Progress.Add(static_cast<vtkIdType>(rowLength) * (extent[3] - extent[2] + 1));
  }
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::ComposeRows(
  const SliceRows& rows, const curvedreformat::TupleIndex& tupleAt, const int extent[6])
{
  CurveImageExecution& state = *this->Execution;
  RowCompositor compositor(
    { rows, this->GetSliceModel(), state.Input, state.Sampler }, extent, tupleAt);
  const int first = compositor.OuterFirst();
  const int last = compositor.OuterLast();
  const auto part =
    static_cast<vtkIdType>(curvedreformat::CountVoxels(extent)) / (last - first + 1);
  for (int outer = first; outer <= last; ++outer)
  {
    for (int inner = compositor.InnerFirst(); inner <= compositor.InnerLast(); ++inner)
    {
      if (this->GetAbortExecute())
      {
        return;
      }
      compositor.MakeLine(outer, inner);
    }
    state.Progress.Add(part);
  }
  if (compositor.IsAnyInside())
  {
    state.AnyInside.store(true, std::memory_order_relaxed);
  }
}

//------------------------------------------------------------------------------
void vtkCurveSliceAlgorithm::Disown(vtkIdType tuple, vtkIdType count)
{
  if (this->FillUnowned)
  {
    this->Execution->Sampler.Fill(tuple, count);
  }
  else
  {
    this->Execution->Sampler.Unmask(tuple, count);
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
  os << indent << "Interpolator: " << this->Interpolator.Get() << "\n";
  os << indent << "FillUnowned: " << (this->FillUnowned ? "On" : "Off") << "\n";
}
