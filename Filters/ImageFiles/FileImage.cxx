// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FileImage.h"

#include "../Input/WholeArrays.h"
#include "../Parallel/Ranks.h"
#include "../Sampling/OutputMemory.h"
#include "../vtkWorldFrame.h"

#include "vtkAlgorithm.h"
#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkMatrix3x3.h"
#include "vtkPointData.h"
#include "vtkSmartPointer.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <sstream>
#include <vector>

namespace curvedreformat
{
namespace
{
using Pipeline = vtkStreamingDemandDrivenPipeline;

/** Take origin and direction from LPS to a frame, or from it. */
void Turn(int worldFrame, double origin[3], double direction[9])
{
  if (worldFrame != vtkWorldFrame::LPS)
  {
    vtkWorldFrame::Flip(origin);
    vtkWorldFrame::FlipColumns(direction, 3);
  }
  // no negative zeros
  std::transform(origin, origin + 3, origin, [](double x) { return x + 0.0; });
  std::transform(direction, direction + 9, direction, [](double x) { return x + 0.0; });
}
}

//------------------------------------------------------------------------------
void SetImageInformation(const ImageFileHeader& header, int worldFrame, vtkInformation* outInfo)
{
  double origin[3];
  double direction[9];
  std::copy_n(header.Origin, 3, origin);
  std::copy_n(header.Direction, 9, direction);
  Turn(worldFrame, origin, direction);
  const int* n = header.Dimensions;
  const int whole[6] = { 0, n[0] - 1, 0, n[1] - 1, 0, n[2] - 1 };
  outInfo->Set(Pipeline::WHOLE_EXTENT(), whole, 6);
  outInfo->Set(vtkDataObject::ORIGIN(), origin, 3);
  outInfo->Set(vtkDataObject::SPACING(), header.Spacing, 3);
  outInfo->Set(vtkDataObject::DIRECTION(), direction, 9);
  vtkDataObject::SetPointDataActiveScalarInfo(outInfo, header.ScalarType, header.Components);
  outInfo->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
  outInfo->Remove(Pipeline::TIME_STEPS());
  outInfo->Remove(Pipeline::TIME_RANGE());
  if (header.Times > 1)
  {
    std::vector<double> times(static_cast<std::size_t>(header.Times));
    for (std::size_t i = 0; i < times.size(); ++i)
    {
      times[i] = header.FirstTime + static_cast<double>(i) * header.TimeStep;
    }
    const double range[2] = { times.front(), times.back() };
    outInfo->Set(Pipeline::TIME_STEPS(), times.data(), header.Times);
    outInfo->Set(Pipeline::TIME_RANGE(), range, 2);
  }
}

//------------------------------------------------------------------------------
int TakeRequestedTime(const ImageFileHeader& header, vtkInformation* outInfo, vtkImageData* output)
{
  if (header.Times < 2)
  {
    return 0;
  }
  double number = 0.0;
  if (outInfo->Has(Pipeline::UPDATE_TIME_STEP()))
  {
    const double time = outInfo->Get(Pipeline::UPDATE_TIME_STEP());
    number = std::round((time - header.FirstTime) / header.TimeStep);
  }
  const int found = static_cast<int>(std::clamp(number, 0.0, header.Times - 1.0));
  output->GetInformation()->Set(
    vtkDataObject::DATA_TIME_STEP(), header.FirstTime + found * header.TimeStep);
  return found;
}

//------------------------------------------------------------------------------
void FindExtentToRead(const ImageFileHeader& header, vtkInformation* outInfo, int extent[6])
{
  const bool alone = outInfo->Get(Pipeline::UPDATE_NUMBER_OF_PIECES()) <= 1 &&
    !Ranks(GlobalController()).AreSeveral();
  outInfo->Get(
    !header.Streams && alone ? Pipeline::WHOLE_EXTENT() : Pipeline::UPDATE_EXTENT(), extent);
}

//------------------------------------------------------------------------------
std::string MakeFileImage(const ImageFileHeader& header, int worldFrame, const int extent[6],
  const char* arrayName, vtkImageData* output)
{
  double origin[3];
  double direction[9];
  std::copy_n(header.Origin, 3, origin);
  std::copy_n(header.Direction, 9, direction);
  Turn(worldFrame, origin, direction);
  const double voxels = CountVoxels(extent);
  std::string refusal = CheckMemory(
    header.BytesOf(voxels), "The image", "read a part of it, or use a machine with more");
  if (!refusal.empty())
  {
    return refusal;
  }
  auto values = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(header.ScalarType));
  values->SetName(arrayName);
  values->SetNumberOfComponents(header.Components);
  try
  {
    AllocateTuples(values, static_cast<vtkIdType>(voxels));
  }
  catch (const std::bad_alloc&)
  {
    return "There is no memory for it.";
  }
  output->SetExtent(const_cast<int*>(extent)); // which it does not change
  output->SetOrigin(origin);
  output->SetSpacing(header.Spacing);
  output->SetDirectionMatrix(direction);
  output->GetPointData()->SetScalars(values);
  if (header.Vectors && header.Components == 3)
  {
    output->GetPointData()->SetVectors(values);
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string HeaderOfImage(
  vtkImageData* image, vtkDataArray* values, int worldFrame, ImageFileHeader& header)
{
  int extent[6];
  image->GetExtent(extent);
  image->GetDimensions(header.Dimensions);
  image->GetSpacing(header.Spacing);
  std::copy_n(image->GetDirectionMatrix()->GetData(), 9, header.Direction);
  // files have no extent: theirs begins at 0
  image->TransformIndexToPhysicalPoint(extent[0], extent[2], extent[4], header.Origin);
  Turn(worldFrame, header.Origin, header.Direction);
  header.ScalarType = values->GetDataType();
  header.Components = values->GetNumberOfComponents();
  std::ostringstream text;
  if (!(std::min({ header.Spacing[0], header.Spacing[1], header.Spacing[2] }) > 0.0))
  {
    text << "The image has spacing (" << header.Spacing[0] << ", " << header.Spacing[1] << ", "
         << header.Spacing[2]
         << "); all three must be above 0. A flipped axis belongs into the direction matrix.";
    return text.str();
  }
  std::string tooShort = CheckVoxels(values, image);
  if (!tooShort.empty())
  {
    return tooShort;
  }
  const std::string wrong = CheckHeader(header);
  return wrong.empty() ? wrong : "The image cannot be written. " + wrong;
}
}
