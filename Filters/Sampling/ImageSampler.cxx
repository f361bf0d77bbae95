// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageSampler.h"

#include "../Input/WholeArrays.h"
#include "OutputMemory.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkCellData.h"
#include "vtkDataArray.h"
#include "vtkDoubleArray.h"
#include "vtkImageData.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkUnsignedCharArray.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>

namespace curvedreformat
{
namespace
{
/** An array that samplers can read: numbers in standard layout. Bits become bytes. */
vtkSmartPointer<vtkDataArray> Readable(vtkDataArray* array)
{
  if (array->GetDataType() != VTK_BIT && array->HasStandardMemoryLayout())
  {
    return array;
  }
  const int type = array->GetDataType() == VTK_BIT ? VTK_UNSIGNED_CHAR : array->GetDataType();
  auto copy = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  CopyValues(array, copy);
  return copy;
}

vtkSmartPointer<vtkDataArray> MakeOutput(
  vtkDataArray* in, int type, int components, vtkIdType tuples)
{
  auto out = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  out->SetName(in->GetName());
  out->SetNumberOfComponents(components);
  out->CopyComponentNames(in);
  AllocateTuples(out, tuples);
  PreferLargePages(out->GetVoidPointer(0),
    static_cast<std::size_t>(out->GetNumberOfValues()) * out->GetDataTypeSize());
  return out;
}

/** A copy of the user's interpolator for one array: it reads the scalars of the image that it is
 * given. */
vtkSmartPointer<vtkAbstractImageInterpolator> InterpolatorFor(
  vtkAbstractImageInterpolator* usual, vtkDataArray* array, const int extent[6])
{
  vtkSmartPointer<vtkDataArray> scalars = array;
  if (array->GetDataTypeSize() == 8 && array->GetDataType() != VTK_DOUBLE)
  {
    // VTK's interpolators cannot read 64-bit integers
    scalars = vtkSmartPointer<vtkDoubleArray>::New();
    CopyValues(array, scalars);
  }
  vtkNew<vtkImageData> image;
  image->SetExtent(extent[0], extent[1], extent[2], extent[3], extent[4], extent[5]);
  image->GetPointData()->SetScalars(scalars);
  auto interpolator = vtk::TakeSmartPointer(usual->NewInstance());
  interpolator->DeepCopy(usual);
  interpolator->Initialize(image);
  return interpolator;
}

bool IsNamed(vtkAbstractArray* array, const char* name)
{
  return array->GetName() && std::strcmp(array->GetName(), name) == 0;
}

bool IsGhostArray(vtkAbstractArray* array)
{
  // the flags of the input's voxels say nothing about the output's
  return IsNamed(array, vtkDataSetAttributes::GhostArrayName());
}

/** Whether an array is one that is asked for. */
bool IsWanted(vtkAbstractArray* array, const SamplerSettings& settings)
{
  const auto& names = settings.Names;
  return !names ||
    std::any_of(names->begin(), names->end(),
      [&](const std::string& name) { return IsNamed(array, name.c_str()); });
}

/** What to say when there is no array to sample. */
std::string NoArraysMessage(const SamplerSettings& settings, vtkImageData* image)
{
  if (!settings.Names)
  {
    return "Image has no point data and no cell data to sample; give an image with at least one "
           "array of numbers.";
  }
  if (settings.Names->empty())
  {
    return "No array is chosen; add one, or switch on ProcessAllArrays.";
  }
  std::string chosen;
  for (const std::string& name : *settings.Names)
  {
    chosen += (chosen.empty() ? "" : ", ") + name;
  }
  std::string there;
  for (vtkFieldData* data : { static_cast<vtkFieldData*>(image->GetPointData()),
         static_cast<vtkFieldData*>(image->GetCellData()) })
  {
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
    {
      if (data->GetArray(i) && data->GetArrayName(i))
      {
        there += (there.empty() ? "" : ", ") + std::string(data->GetArrayName(i));
      }
    }
  }
  return "Image has no array of numbers with a chosen name (" + chosen +
    "); choose from: " + (there.empty() ? "none" : there) + ".";
}

/** The type of the output for an array. */
int OutputType(vtkDataArray* array, const SamplerSettings& settings)
{
  return settings.Reduce == Reduction::Sum ? VTK_DOUBLE : array->GetDataType();
}

/** What one voxel of the output takes: all arrays, and the mask. */
double BytesPerTuple(vtkImageData* image, const SamplerSettings& settings)
{
  double bytes = 1.0;
  for (vtkDataSetAttributes* data : { static_cast<vtkDataSetAttributes*>(image->GetPointData()),
         static_cast<vtkDataSetAttributes*>(image->GetCellData()) })
  {
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
    {
      vtkDataArray* array = data->GetArray(i);
      if (array && IsWanted(array, settings))
      {
        const int size = vtkDataArray::GetDataTypeSize(OutputType(array, settings));
        bytes += array->GetNumberOfComponents() * std::max(size, 1);
      }
    }
  }
  return bytes;
}
}

//------------------------------------------------------------------------------
int ImageSampler::Support(const SamplerSettings& settings)
{
  if (settings.Interpolator)
  {
    // the kernel's size in an image that is neither scaled nor turned
    const double identity[16] = { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1 };
    int support[3] = { 1, 1, 1 };
    settings.Interpolator->ComputeSupportSize(identity, support);
    return (*std::max_element(support, support + 3) - 1) / 2;
  }
  return settings.Mode == Interpolation::Cubic ? 1 : 0;
}

//------------------------------------------------------------------------------
void ImageSampler::RequiredExtent(const ImageGeometry& geometry, const SamplerSettings& settings,
  const Vector3& low, const Vector3& high, int extent[6])
{
  const int support = Support(settings);
  // the box is that of corners, which samples on its border may miss by rounding
  constexpr double rounding = 1e-6;
  bool inside = true;
  for (int axis = 0; axis < 3; ++axis)
  {
    inside = inside && high[axis] >= -1.0 && low[axis] <= geometry.Dimensions[axis];
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    const double last = geometry.Dimensions[axis] - 1;
    double from = 0.0;
    double to = 0.0;
    if (inside)
    {
      from = std::min(std::max(std::floor(low[axis] - rounding) - support, 0.0), last);
      to = std::min(std::max(std::ceil(high[axis] + rounding) + support, 0.0), last);
    }
    if (from == to)
    {
      // A layer of voxels alone has no cells, and a reader would leave out their arrays.
      (to < last ? to : from) += to < last ? 1.0 : (from > 0.0 ? -1.0 : 0.0);
    }
    extent[2 * axis] = geometry.Whole[2 * axis] + static_cast<int>(from);
    extent[2 * axis + 1] = geometry.Whole[2 * axis] + static_cast<int>(to);
  }
}

//------------------------------------------------------------------------------
std::string ImageSampler::Allocate(vtkImageData* image, const ImageGeometry& geometry,
  const SamplerSettings& settings, vtkIdType tuples, vtkDataSetAttributes* output)
{
  *this = ImageSampler();
  this->Settings = settings;
  output->Initialize();

  int inMemory[6];
  image->GetExtent(inMemory);
  for (int axis = 0; axis < 3; ++axis)
  {
    this->Grid.Dimensions[axis] = geometry.Dimensions[axis];
    this->Grid.First[axis] = inMemory[2 * axis] - geometry.Whole[2 * axis];
    this->Grid.Last[axis] = inMemory[2 * axis + 1] - geometry.Whole[2 * axis];
    this->Low[axis] = geometry.Lowest();
    this->High[axis] = geometry.Highest(axis);
    this->FirstVoxel[axis] = geometry.Whole[2 * axis];
  }

  std::string error = CheckMemory(BytesPerTuple(image, settings) * static_cast<double>(tuples));
  if (!error.empty())
  {
    return error;
  }
  try
  {
    const auto add = [&](vtkDataSetAttributes* data, vtkIdType count, bool cells)
    {
      for (int i = 0; i < data->GetNumberOfArrays(); ++i)
      {
        vtkAbstractArray* any = data->GetAbstractArray(i);
        if (IsGhostArray(any) || (settings.Mask && IsNamed(any, ValidPointMaskName)) ||
          !IsWanted(any, settings))
        {
          continue;
        }
        vtkDataArray* array = vtkDataArray::SafeDownCast(any);
        if (!array || array->GetNumberOfComponents() < 1 || array->GetNumberOfTuples() < count)
        {
          this->Skipped += (this->Skipped.empty() ? "" : ", ");
          this->Skipped += any->GetName() ? any->GetName() : "(unnamed)";
          continue;
        }
        Sampled sampled;
        sampled.In = Readable(array);
        sampled.OfCells = cells;
        int components = array->GetNumberOfComponents();
        if (settings.Interpolator && !cells)
        {
          sampled.Interpolator = InterpolatorFor(settings.Interpolator, sampled.In, inMemory);
          components = sampled.Interpolator->ComputeNumberOfComponents(components);
        }
        sampled.Out = MakeOutput(sampled.In, OutputType(sampled.In, settings), components, tuples);
        if (cells && array->GetName() && output->HasArray(array->GetName()))
        {
          sampled.Out->SetName((std::string(array->GetName()) + "_cell").c_str());
        }
        this->Arrays.push_back(sampled);
        output->AddArray(sampled.Out);
        const int attribute = cells ? -1 : data->IsArrayAnAttribute(i);
        if (attribute >= 0)
        {
          output->SetActiveAttribute(output->GetNumberOfArrays() - 1, attribute);
        }
      }
    };
    add(image->GetPointData(), image->GetNumberOfPoints(), false);
    add(image->GetCellData(), image->GetNumberOfCells(), true);
    if (settings.CombineMask && (settings.Mask || settings.Reduce))
    {
      this->TakeOwnMask(image);
    }
    if (settings.Mask)
    {
      this->MakeMask(tuples);
      output->AddArray(this->Mask);
    }
    if (!settings.Reduce)
    {
      this->MakeSamplers();
    }
  }
  catch (const std::bad_alloc&)
  {
    output->Initialize();
    *this = ImageSampler();
    return "Not enough memory for an output of " + std::to_string(tuples) +
      " voxels; choose a larger spacing or a smaller size, or ask for it in pieces.";
  }
  if (this->Arrays.empty())
  {
    if (!settings.Names && !this->Skipped.empty())
    {
      return "Image has no array that holds a number for every voxel (left out: " + this->Skipped +
        "); give an image with one.";
    }
    return NoArraysMessage(settings, image);
  }
  return error;
}

//------------------------------------------------------------------------------
void ImageSampler::TakeOwnMask(vtkImageData* image)
{
  const vtkIdType voxels = image->GetNumberOfPoints();
  vtkDataArray* own = image->GetPointData()->GetArray(ValidPointMaskName);
  if (own && own->GetNumberOfComponents() == 1 && IsWhole(own, voxels))
  {
    this->OwnMask = vtkSmartPointer<vtkCharArray>::New();
    CopyValues(own, this->OwnMask);
  }
  // What is blanked counts as little.
  auto* ghosts = vtkArrayDownCast<vtkUnsignedCharArray>(
    image->GetPointData()->GetAbstractArray(vtkDataSetAttributes::GhostArrayName()));
  const vtkIdType told = ghosts && IsWhole(ghosts, voxels) ? voxels : 0;
  for (vtkIdType i = 0; i < told; ++i)
  {
    if (ghosts->GetValue(i) & vtkDataSetAttributes::HIDDENPOINT)
    {
      if (!this->OwnMask)
      {
        this->OwnMask = vtkSmartPointer<vtkCharArray>::New();
        AllocateTuples(this->OwnMask, voxels);
        this->OwnMask->FillValue(1);
      }
      this->OwnMask->SetValue(i, 0);
    }
  }
}

//------------------------------------------------------------------------------
void ImageSampler::MakeMask(vtkIdType tuples)
{
  this->Mask = vtkSmartPointer<vtkCharArray>::New();
  this->Mask->SetName(ValidPointMaskName);
  AllocateTuples(this->Mask, tuples);
}

//------------------------------------------------------------------------------
void ImageSampler::MakeSamplers()
{
  std::vector<SampledArray> interpolated;
  std::vector<SampledArray> ofCells;
  for (const Sampled& array : this->Arrays)
  {
    if (array.Interpolator)
    {
      this->Samplers.push_back(MakeInterpolatorSampler(
        array.Interpolator, this->FirstVoxel, array.Out, this->Settings.Background));
    }
    else
    {
      (array.OfCells ? ofCells : interpolated).push_back({ array.In, array.Out });
    }
  }
  if (!interpolated.empty())
  {
    this->Samplers.push_back(
      MakePointSampler(this->Grid, interpolated, this->Settings.Mode, this->Settings.Background));
  }
  if (!ofCells.empty())
  {
    this->Samplers.push_back(MakeCellSampler(this->Grid, ofCells, this->Settings.Background));
  }
  if (this->OwnMask && this->Mask)
  {
    this->MaskSampler =
      MakePointSampler(this->Grid, { { this->OwnMask, this->Mask } }, Interpolation::Nearest, 0.0);
  }
}

//------------------------------------------------------------------------------
ImageSampler ImageSampler::MakeScratch(vtkIdType tuples) const
{
  ImageSampler scratch;
  scratch.Settings = this->Settings;
  scratch.Grid = this->Grid;
  scratch.OwnMask = this->OwnMask;
  std::copy_n(this->FirstVoxel, 3, scratch.FirstVoxel);
  std::copy_n(this->Low, 3, scratch.Low);
  std::copy_n(this->High, 3, scratch.High);
  for (const Sampled& array : this->Arrays)
  {
    Sampled own = array;
    own.Out = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(array.In->GetDataType()));
    own.Out->SetNumberOfComponents(array.Out->GetNumberOfComponents());
    AllocateTuples(own.Out, tuples);
    scratch.Arrays.push_back(own);
  }
  if (this->OwnMask)
  {
    scratch.MakeMask(tuples);
  }
  scratch.MakeSamplers();
  return scratch;
}

//------------------------------------------------------------------------------
std::string ImageSampler::GetSkipped() const
{
  return this->Skipped.empty()
    ? std::string()
    : "Arrays left out, since they do not hold a number for every voxel: " + this->Skipped + ".";
}

//------------------------------------------------------------------------------
SampleRange ImageSampler::Clip(const SampleRow& row, SampleRange range) const
{
  return ClipRow(row, range, this->Low, this->High);
}

//------------------------------------------------------------------------------
void ImageSampler::Sample(const SampleRow& row, SampleRange range, vtkIdType tuple) const
{
  for (const auto& sampler : this->Samplers)
  {
    sampler->SampleRange(row, range, tuple);
  }
  if (this->MaskSampler)
  {
    this->MaskSampler->SampleRange(row, range, tuple);
  }
  else if (this->Mask && range.First < range.Last)
  {
    std::fill_n(this->Mask->GetPointer(tuple), range.Last - range.First, char(1));
  }
}

//------------------------------------------------------------------------------
void ImageSampler::SamplePoints(
  const double* positions, vtkIdType count, const vtkIdType* tuples) const
{
  for (const auto& sampler : this->Samplers)
  {
    sampler->SamplePoints(positions, count, tuples);
  }
  if (this->MaskSampler)
  {
    this->MaskSampler->SamplePoints(positions, count, tuples);
  }
  else if (this->Mask)
  {
    for (vtkIdType i = 0; i < count; ++i)
    {
      this->Mask->SetValue(tuples[i], 1);
    }
  }
}

//------------------------------------------------------------------------------
void ImageSampler::Fill(vtkIdType tuple, vtkIdType count) const
{
  if (count <= 0)
  {
    return;
  }
  for (const auto& sampler : this->Samplers)
  {
    sampler->Fill(tuple, count);
  }
  this->Unmask(tuple, count);
}

//------------------------------------------------------------------------------
void ImageSampler::Unmask(vtkIdType tuple, vtkIdType count) const
{
  if (this->Mask && count > 0)
  {
    std::fill_n(this->Mask->GetPointer(tuple), count, char(0));
  }
}
}
