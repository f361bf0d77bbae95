// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkReformatProfile.h"

#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Input/WholeArrays.h"
#include "Measure/SliceReader.h"
#include "Parallel/Threads.h"
#include "Sampling/ImageGeometry.h"
#include "vtkMovingFrame.h"
#include "vtkReformatMap.h"

#include "vtkDataArray.h"
#include "vtkDemandDrivenPipeline.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkIdTypeArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkMath.h"
#include "vtkNew.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkStreamingDemandDrivenPipeline.h"
#include "vtkStringArray.h"
#include "vtkTable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <thread>
#include <vector>

using curvedreformat::RegionLimits;
using curvedreformat::RegionSize;
using curvedreformat::SlicePixels;
using curvedreformat::SliceReader;
using curvedreformat::SliceStatistics;

vtkStandardNewMacro(vtkReformatProfile);

namespace
{
// Fewer slices are measured sooner than a thread has started.
constexpr vtkIdType SlicesPerThread = 4;

/** What is known of a slice, when it is measured. */
struct SliceRow
{
  SliceStatistics Statistics;
  RegionSize Size;
};

/** The slices first <= k < last of a whole extent that a piece has. */
struct SliceRange
{
  int First;
  int Last;
  bool IsFirstPiece;
};

SliceRange SlicesOfPiece(
  vtkInformation* request, vtkInformationVector* outputVector, const int whole[6])
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  // VTK takes both outputs for the piece that was asked for on the port where the request came in.
  const int port = std::max(request->Get(vtkDemandDrivenPipeline::FROM_OUTPUT_PORT()), 0);
  vtkInformation* info = outputVector->GetInformationObject(port);
  long long pieces = 1;
  long long piece = 0;
  if (info->Has(Pipeline::UPDATE_NUMBER_OF_PIECES()) && info->Has(Pipeline::UPDATE_PIECE_NUMBER()))
  {
    pieces = std::max(info->Get(Pipeline::UPDATE_NUMBER_OF_PIECES()), 1);
    piece = info->Get(Pipeline::UPDATE_PIECE_NUMBER());
  }
  const long long slices = std::max(whole[5] - whole[4] + 1, 0);
  return { static_cast<int>(whole[4] + slices * piece / pieces),
    static_cast<int>(whole[4] + slices * (piece + 1) / pieces), piece == 0 };
}

/** The field data of an image say that its slices are not across the curve. */
std::string CheckMode(vtkImageData* image)
{
  std::ostringstream text;
  auto* mode = vtkStringArray::SafeDownCast(
    image->GetFieldData()->GetAbstractArray(vtkReformatMap::ModeArrayName()));
  if (mode && mode->GetNumberOfValues() > 0 && mode->GetValue(0) != "Straightened")
  {
    text << "Image was made in the mode " << mode->GetValue(0)
         << ", whose slices are not across the curve; give a straightened image.";
  }
  return text.str();
}

/** x and y are offsets from the curve, and z is the arc length. */
std::string CheckCoordinates(vtkImageData* image, const int whole[6])
{
  curvedreformat::ImageGeometry geometry;
  std::string error = geometry.Set(image, whole);
  if (!error.empty())
  {
    return error;
  }
  std::ostringstream text;
  for (int c = 0; c < 9; ++c)
  {
    if (std::abs(geometry.Direction[c] - (c % 4 == 0 ? 1.0 : 0.0)) > 1e-6)
    {
      text << "Image has a direction matrix, so that it stands in the world; give a straightened "
              "image, as Curved Planar Reformat makes it.";
      return text.str();
    }
  }
  vtkDataArray* arcLength = image->GetFieldData()->GetArray("ArcLength");
  if (arcLength && arcLength->GetNumberOfTuples() > 0)
  {
    double range[2];
    arcLength->GetRange(range, 0);
    const double first = geometry.ToWorld({ 0.0, 0.0, 0.0 }).Z;
    const double last = geometry.ToWorld({ 0.0, 0.0, geometry.Dimensions[2] - 1.0 }).Z;
    const double slack = 0.5 * geometry.Spacing[2];
    if (first < range[0] - slack || last > range[1] + slack)
    {
      text << "Image has slices from z = " << first << " to " << last
           << ", but its field array ArcLength goes from " << range[0] << " to " << range[1]
           << "; give a straightened image with its own origin and spacing.";
    }
  }
  return text.str();
}

vtkDoubleArray* AddColumn(vtkTable* table, const char* name, vtkIdType rows)
{
  vtkNew<vtkDoubleArray> column;
  column->SetName(name);
  column->SetNumberOfValues(rows);
  table->AddColumn(column);
  return column;
}
}

//------------------------------------------------------------------------------
vtkReformatProfile::vtkReformatProfile()
{
  this->SetNumberOfOutputPorts(2);
  this->SetInputArrayToProcess(
    0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, vtkDataSetAttributes::SCALARS);
}

//------------------------------------------------------------------------------
vtkReformatProfile::~vtkReformatProfile()
{
  this->SetLabelArrayName(nullptr);
}

//------------------------------------------------------------------------------
int vtkReformatProfile::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkReformatProfile::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() { return this->Superclass::ProcessRequest(request, inputVector, outputVector); });
}

//------------------------------------------------------------------------------
int vtkReformatProfile::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  for (int port = 0; port < 2; ++port)
  {
    outputVector->GetInformationObject(port)->Set(vtkAlgorithm::CAN_HANDLE_PIECE_REQUEST(), 1);
  }
  return 1;
}

//------------------------------------------------------------------------------
int vtkReformatProfile::RequestUpdateExtent(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  // Whole slices, and of those its own ones: VTK's pieces of images share a layer.
  int extent[6];
  inputVector[0]->GetInformationObject(0)->Get(
    vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), extent);
  const SliceRange slices = SlicesOfPiece(request, outputVector, extent);
  // A piece without slices asks for one, since all ranks must run what is upstream.
  const int lowest = extent[4];
  const int highest = extent[5];
  extent[4] = std::max(std::min(slices.First, highest), lowest);
  extent[5] = std::min(std::max(slices.Last - 1, extent[4]), highest);
  curvedreformat::RequestExtent(0, extent, inputVector);
  return 1;
}

//------------------------------------------------------------------------------
std::string vtkReformatProfile::CheckSettings() const
{
  std::ostringstream text;
  const double* range = this->ThresholdRange;
  if (!(this->Radius >= 0.0) || !std::isfinite(this->Radius))
  {
    text << "Radius is " << this->Radius
         << "; give a length above 0, or 0 for the whole of each slice.";
  }
  else if (this->Region == RegionThresholdRange && !(range[0] <= range[1]))
  {
    text << "ThresholdRange is (" << range[0] << ", " << range[1]
         << "); give two numbers, the lower one first.";
  }
  else if (this->Region == RegionLabel && (!this->LabelArrayName || !*this->LabelArrayName))
  {
    text << "Label array has no name; give the name of the point array that holds the labels.";
  }
  return text.str();
}

//------------------------------------------------------------------------------
std::string vtkReformatProfile::ChooseArrays(vtkImageData* image, Arrays& arrays)
{
  std::ostringstream text;
  vtkInformation* wanted = this->GetInputArrayInformation(0);
  // ParaView gives an empty name as long as it does not know the arrays.
  const char* given =
    wanted->Has(vtkDataObject::FIELD_NAME()) ? wanted->Get(vtkDataObject::FIELD_NAME()) : nullptr;
  const std::string name = given ? given : "";
  int association = vtkDataObject::FIELD_ASSOCIATION_POINTS;
  vtkAbstractArray* chosen = given && name.empty()
    ? image->GetPointData()->GetAbstractAttribute(vtkDataSetAttributes::SCALARS)
    : this->GetInputAbstractArrayToProcess(0, image, association);
  arrays.Values = vtkArrayDownCast<vtkDataArray>(chosen);
  if (chosen && association != vtkDataObject::FIELD_ASSOCIATION_POINTS)
  {
    text << "Array " << chosen->GetName() << " is not a point array; choose one that is.";
  }
  else if (!chosen && !name.empty())
  {
    text << "Image has no point array " << name << "; choose one that it has.";
  }
  else if (!chosen)
  {
    text << "Image has no active scalars among its point arrays; choose the array to measure.";
  }
  else if (!arrays.Values)
  {
    text << "Array " << chosen->GetName() << " does not hold numbers; choose one that does.";
  }
  else if (const std::string wrong = curvedreformat::CheckVoxels(arrays.Values, image);
           !wrong.empty())
  {
    text << wrong;
  }
  else if (this->Component < -1 || this->Component >= arrays.Values->GetNumberOfComponents())
  {
    text << "Component is " << this->Component << ", but the last one of the array is "
         << arrays.Values->GetNumberOfComponents() - 1
         << "; give a number from 0 to that, or -1 for the magnitude.";
  }
  else if (this->Region == RegionLabel)
  {
    arrays.Labels = image->GetPointData()->GetArray(this->LabelArrayName);
    if (!arrays.Labels)
    {
      text << "Label array is " << this->LabelArrayName
           << ", but the image has no such point array of numbers; give the name of one that it "
              "has.";
    }
    else
    {
      text << curvedreformat::CheckVoxels(arrays.Labels, image);
    }
  }
  return text.str();
}

//------------------------------------------------------------------------------
int vtkReformatProfile::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkImageData* image = vtkImageData::GetData(inputVector[0]);
  int whole[6];
  inputVector[0]->GetInformationObject(0)->Get(
    vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole);
  std::string error = this->CheckSettings();
  if (error.empty() && image->GetNumberOfPoints() < 1)
  {
    error = "Image is empty; give a straightened image.";
  }
  if (error.empty())
  {
    error = CheckMode(image);
  }
  if (error.empty())
  {
    error = CheckCoordinates(image, whole);
  }
  if (error.empty() && this->Region != RegionNone && (whole[0] == whole[1] || whole[2] == whole[3]))
  {
    error = std::string("Image is one voxel thick along ") + (whole[0] == whole[1] ? "x" : "y") +
      ", as a slab is, so that its slices have no area; straighten without a slab, or set Region "
      "to "
      "None.";
  }
  Arrays arrays;
  if (error.empty())
  {
    error = this->ChooseArrays(image, arrays);
  }
  const SliceRange slices = SlicesOfPiece(request, outputVector, whole);
  if (error.empty() && slices.First < slices.Last)
  {
    const int needed[6] = { whole[0], whole[1], whole[2], whole[3], slices.First, slices.Last - 1 };
    error = curvedreformat::CheckExtentArrived(image, needed);
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  const int range[2] = { slices.First, slices.Last };
  this->MeasureSlices(image, arrays, range, vtkTable::GetData(outputVector, 0));
  if (slices.IsFirstPiece && !this->GetAbortExecute())
  {
    this->MeasureCurve(image, vtkTable::GetData(outputVector, 1));
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkReformatProfile::MeasureSlices(
  vtkImageData* image, const Arrays& arrays, const int range[2], vtkTable* table)
{
  RegionLimits limits;
  limits.Radius = this->Radius > 0.0 ? this->Radius : limits.Radius;
  RegionLimits regionLimits = limits;
  if (this->Region == RegionThresholdRange)
  {
    regionLimits.Lower = this->ThresholdRange[0];
    regionLimits.Upper = this->ThresholdRange[1];
  }
  else if (this->Region == RegionLabel)
  {
    regionLimits.Lower = 0.5;
  }

  const SliceReader reader(image);
  const auto measure = [&](int k)
  {
    SliceRow row;
    SlicePixels slice;
    reader.Read(k, arrays.Values, this->Component, slice);
    SlicePixels labels;
    if (arrays.Labels)
    {
      reader.Read(k, arrays.Labels, 0, labels);
      for (double& label : labels.Values)
      {
        label = label == this->LabelValue ? 1.0 : 0.0;
      }
    }
    const SlicePixels& shape = arrays.Labels ? labels : slice;
    std::vector<char> inside = curvedreformat::FindRegion(shape, regionLimits);
    if (this->Region != RegionNone)
    {
      const bool connected = this->ConnectedToCurve != 0;
      if (connected)
      {
        curvedreformat::KeepPartAtCurve(shape, inside);
      }
      row.Size = arrays.Labels
        ? curvedreformat::MeasureLabel(shape, regionLimits, inside, connected)
        : curvedreformat::MeasureRegion(shape, regionLimits, inside, connected);
    }
    // a labelled voxel may have no value
    std::transform(inside.begin(), inside.end(), slice.Valid.begin(), inside.begin(),
      [](char in, char valid) -> char { return in && valid; });
    row.Statistics = curvedreformat::MeasurePixels(slice.Values, inside);
    return row;
  };

  const vtkIdType count = range[1] - range[0];
  std::vector<SliceRow> rows(static_cast<std::size_t>(count));
  const std::thread::id caller = std::this_thread::get_id();
  curvedreformat::ParallelFor(count, SlicesPerThread,
    [&](vtkIdType first, vtkIdType last)
    {
      for (vtkIdType i = first; i < last && !this->GetAbortExecute(); ++i)
      {
        if (std::this_thread::get_id() == caller)
        {
          this->UpdateProgress(static_cast<double>(i - first) / static_cast<double>(last - first));
        }
        rows[static_cast<std::size_t>(i)] = measure(range[0] + static_cast<int>(i));
      }
    });
  if (this->GetAbortExecute())
  {
    return;
  }

  const auto fill = [&](const char* name, const auto& value)
  {
    vtkDoubleArray* column = AddColumn(table, name, count);
    for (vtkIdType i = 0; i < count; ++i)
    {
      column->SetValue(i, value(rows[static_cast<std::size_t>(i)]));
    }
  };
  vtkDoubleArray* arcLength = AddColumn(table, "arc_length", count);
  for (vtkIdType i = 0; i < count; ++i)
  {
    arcLength->SetValue(
      i, image->GetOrigin()[2] + image->GetSpacing()[2] * static_cast<double>(range[0] + i));
  }
  fill("Mean", [](const SliceRow& r) { return r.Statistics.Mean; });
  fill("StandardDeviation", [](const SliceRow& r) { return r.Statistics.StandardDeviation; });
  fill("Minimum", [](const SliceRow& r) { return r.Statistics.Minimum; });
  fill("Maximum", [](const SliceRow& r) { return r.Statistics.Maximum; });
  vtkNew<vtkIdTypeArray> voxels;
  voxels->SetName("N Voxels");
  voxels->SetNumberOfValues(count);
  for (vtkIdType i = 0; i < count; ++i)
  {
    voxels->SetValue(i, static_cast<vtkIdType>(rows[static_cast<std::size_t>(i)].Statistics.Count));
  }
  table->AddColumn(voxels);
  if (this->Region != RegionNone)
  {
    fill("Area", [](const SliceRow& r) { return r.Size.Area; });
    fill("EquivalentDiameter",
      [](const SliceRow& r)
      {
        return r.Size.Area > 0.0 ? 2.0 * std::sqrt(r.Size.Area / vtkMath::Pi())
                                 : std::numeric_limits<double>::quiet_NaN();
      });
    fill("SmallestDiameter", [](const SliceRow& r) { return r.Size.Diameters.Smallest; });
    fill("LargestDiameter", [](const SliceRow& r) { return r.Size.Diameters.Largest; });
    fill("CentroidX", [](const SliceRow& r) { return r.Size.Centroid[0]; });
    fill("CentroidY", [](const SliceRow& r) { return r.Size.Centroid[1]; });
    fill("CentroidOffset",
      [](const SliceRow& r) { return std::hypot(r.Size.Centroid[0], r.Size.Centroid[1]); });
  }
}

//------------------------------------------------------------------------------
void vtkReformatProfile::MeasureCurve(vtkImageData* image, vtkTable* table)
{
  if (!image->GetFieldData()->HasArray(vtkMovingFrame::KnotsArrayName()))
  {
    return;
  }
  vtkNew<vtkMovingFrame> curve;
  if (!curve->BuildFromFieldData(image->GetFieldData()))
  {
    vtkWarningMacro(<< curve->GetErrorMessage() << " There is no table of the curve.");
    return;
  }
  const double curvature = curve->GetLargestCurvature();
  AddColumn(table, "Length", 1)->SetValue(0, curve->GetLength());
  AddColumn(table, "Chord", 1)->SetValue(0, curve->GetChord());
  AddColumn(table, "Tortuosity", 1)->SetValue(0, curve->GetTortuosity());
  AddColumn(table, "TotalCurvature", 1)->SetValue(0, curve->GetTotalCurvature());
  AddColumn(table, "LargestCurvature", 1)->SetValue(0, curvature);
  AddColumn(table, "LargestCurvatureArcLength", 1)
    ->SetValue(0, curve->GetLargestCurvatureArcLength());
  AddColumn(table, "SmallestRadiusOfCurvature", 1)->SetValue(0, 1.0 / curvature);
  AddColumn(table, "Closed", 1)->SetValue(0, curve->IsClosed() ? 1.0 : 0.0);
}

//------------------------------------------------------------------------------
void vtkReformatProfile::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Component: " << this->Component << "\n";
  os << indent << "Radius: " << this->Radius << "\n";
  os << indent << "Region: " << this->Region << "\n";
  os << indent << "ThresholdRange: " << this->ThresholdRange[0] << " " << this->ThresholdRange[1]
     << "\n";
  os << indent << "LabelArrayName: " << (this->LabelArrayName ? this->LabelArrayName : "(none)")
     << "\n";
  os << indent << "LabelValue: " << this->LabelValue << "\n";
  os << indent << "ConnectedToCurve: " << this->ConnectedToCurve << "\n";
}
