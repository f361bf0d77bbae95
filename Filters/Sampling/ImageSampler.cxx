// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ImageSampler.h"

#include "OutputMemory.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkCellData.h"
#include "vtkDataArray.h"
#include "vtkDoubleArray.h"
#include "vtkImageData.h"
#include "vtkNew.h"
#include "vtkPointData.h"

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
  copy->DeepCopy(array);
  return copy;
}

vtkSmartPointer<vtkDataArray> MakeOutput(vtkDataArray* in, int components, vtkIdType tuples)
{
  auto out = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(in->GetDataType()));
  out->SetName(in->GetName());
  out->SetNumberOfComponents(components);
  out->CopyComponentNames(in);
  out->SetNumberOfTuples(tuples);
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
    scalars->DeepCopy(array);
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

/** What one voxel of the output takes: all arrays, and the mask. */
double BytesPerTuple(vtkImageData* image)
{
  double bytes = 1.0;
  for (vtkDataSetAttributes* data : { static_cast<vtkDataSetAttributes*>(image->GetPointData()),
         static_cast<vtkDataSetAttributes*>(image->GetCellData()) })
  {
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
    {
      if (vtkDataArray* array = data->GetArray(i))
      {
        bytes += array->GetNumberOfComponents() * std::max(array->GetDataTypeSize(), 1);
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
  this->Samplers.clear();
  this->Inputs.clear();
  this->Outputs.clear();
  this->Mask = nullptr;
  this->MaskSampler = nullptr;
  this->Skipped.clear();
  output->Initialize();

  int inMemory[6];
  image->GetExtent(inMemory);
  SampleGrid grid;
  for (int axis = 0; axis < 3; ++axis)
  {
    grid.Dimensions[axis] = geometry.Dimensions[axis];
    grid.First[axis] = inMemory[2 * axis] - geometry.Whole[2 * axis];
    grid.Last[axis] = inMemory[2 * axis + 1] - geometry.Whole[2 * axis];
    this->Low[axis] = geometry.Lowest();
    this->High[axis] = geometry.Highest(axis);
  }

  std::string error = CheckMemory(BytesPerTuple(image) * static_cast<double>(tuples));
  if (!error.empty())
  {
    return error;
  }
  std::vector<SampledArray> interpolated;
  std::vector<SampledArray> ofCells;
  try
  {
    const auto add = [&](vtkDataSetAttributes* data, vtkIdType count, bool cells)
    {
      for (int i = 0; i < data->GetNumberOfArrays(); ++i)
      {
        vtkAbstractArray* any = data->GetAbstractArray(i);
        if (IsGhostArray(any) || (settings.Mask && IsNamed(any, ValidPointMaskName)))
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
        this->Inputs.push_back(Readable(array));
        vtkDataArray* in = this->Inputs.back();
        vtkSmartPointer<vtkDataArray> out;
        if (cells)
        {
          out = MakeOutput(in, in->GetNumberOfComponents(), tuples);
          if (in->GetName() && output->HasArray(in->GetName()))
          {
            out->SetName((std::string(in->GetName()) + "_cell").c_str());
          }
          ofCells.push_back({ in, out });
        }
        else if (settings.Interpolator)
        {
          const auto interpolator = InterpolatorFor(settings.Interpolator, in, inMemory);
          out = MakeOutput(
            in, interpolator->ComputeNumberOfComponents(in->GetNumberOfComponents()), tuples);
          const int first[3] = { geometry.Whole[0], geometry.Whole[2], geometry.Whole[4] };
          this->Samplers.push_back(
            MakeInterpolatorSampler(interpolator, first, out, settings.Background));
        }
        else
        {
          out = MakeOutput(in, in->GetNumberOfComponents(), tuples);
          interpolated.push_back({ in, out });
        }
        this->Outputs.push_back(out);
        output->AddArray(out);
        const int attribute = cells ? -1 : data->IsArrayAnAttribute(i);
        if (attribute >= 0)
        {
          output->SetActiveAttribute(output->GetNumberOfArrays() - 1, attribute);
        }
      }
    };
    add(image->GetPointData(), image->GetNumberOfPoints(), false);
    add(image->GetCellData(), image->GetNumberOfCells(), true);
    if (!interpolated.empty())
    {
      this->Samplers.push_back(
        MakePointSampler(grid, interpolated, settings.Mode, settings.Background));
    }
    if (!ofCells.empty())
    {
      this->Samplers.push_back(MakeCellSampler(grid, ofCells, settings.Background));
    }
    if (settings.Mask)
    {
      this->MakeMask(image, grid, settings.CombineMask, tuples, output);
    }
  }
  catch (const std::bad_alloc&)
  {
    output->Initialize();
    this->Samplers.clear();
    return "Not enough memory for an output of " + std::to_string(tuples) +
      " voxels; choose a larger spacing or a smaller size, or ask for it in pieces.";
  }
  if (this->Samplers.empty())
  {
    return "Image has no point data and no cell data to sample; give an image with at least one "
           "array of numbers.";
  }
  return error;
}

//------------------------------------------------------------------------------
void ImageSampler::MakeMask(vtkImageData* image, const SampleGrid& grid, bool combine,
  vtkIdType tuples, vtkDataSetAttributes* output)
{
  this->Mask = vtkSmartPointer<vtkCharArray>::New();
  this->Mask->SetName(ValidPointMaskName);
  this->Mask->SetNumberOfTuples(tuples);
  output->AddArray(this->Mask);
  vtkDataArray* own = image->GetPointData()->GetArray(ValidPointMaskName);
  if (combine && own && own->GetNumberOfComponents() == 1 &&
    own->GetNumberOfTuples() >= image->GetNumberOfPoints())
  {
    vtkNew<vtkCharArray> copy;
    copy->DeepCopy(own);
    this->Inputs.emplace_back(copy);
    this->MaskSampler =
      MakePointSampler(grid, { { copy, this->Mask } }, Interpolation::Nearest, 0.0);
  }
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
