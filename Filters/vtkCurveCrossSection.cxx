// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveCrossSection.h"

#include "Input/FirstTime.h"
#include "Input/PipelineInput.h"
#include "Sampling/CurveImageExecution.h"
#include "Sampling/ReformatGrid.h"

#include "vtkCompositeDataSet.h"
#include "vtkDataObject.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

vtkStandardNewMacro(vtkCurveCrossSection);

namespace
{
// Every step is kept in the pipeline's information, and ParaView sorts those of all sources.
constexpr double MostTimeSteps = 1e6;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkCurveCrossSection::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  const vtkTypeBool result = this->Superclass::ProcessRequest(request, inputVector, outputVector);
  if (this->FollowTime &&
    (request->Has(Pipeline::REQUEST_UPDATE_TIME()) ||
      request->Has(Pipeline::REQUEST_UPDATE_EXTENT())))
  {
    // also after a failure, since VTK goes on upstream
    curvedreformat::RequestFirstTime(this->GetNumberOfInputPorts(), inputVector);
  }
  return result;
}

//------------------------------------------------------------------------------
int vtkCurveCrossSection::RequestInformation(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  const auto key = vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP();
  this->TimeAsked = this->FollowTime && outInfo->Has(key);
  this->Time = this->TimeAsked ? outInfo->Get(key) : 0.0;
  std::fill_n(this->ArcLengthRange, 2, 0.0);
  if (!this->FollowTime)
  {
    return this->Superclass::RequestInformation(request, inputVector, outputVector);
  }

  const bool inBlock = this->Execution->Watch.IsInBlock();
  if (inBlock || vtkCompositeDataSet::GetData(inputVector[0]))
  {
    // VTK makes the blocks anew when the time of its input has changed, and at no other time
    this->Execution->InBlocks = false;
    this->Execution->Planned = false;
    curvedreformat::SetEmptyWholeExtent(outputVector);
    if (!inBlock)
    {
      vtkErrorMacro(<< "Image is a composite data set, which cannot follow time; extract the block "
                       "with the image, or switch FollowTime off and set ArcLength.");
    }
    return 0;
  }
  const curvedreformat::FirstTimeAsked first(
    this->GetNumberOfInputPorts(), inputVector, outputVector);
  const int result = this->Superclass::RequestInformation(request, inputVector, outputVector);
  this->TellTime(outInfo);
  return result;
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::TellTime(vtkInformation* outInfo) const
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  outInfo->Set(Pipeline::TIME_RANGE(), this->ArcLengthRange, 2);
  outInfo->Remove(Pipeline::TIME_STEPS());
  const double length = this->ArcLengthRange[1];
  const double spacing = this->Execution->Planned ? this->GetGrid().Spacing[2] : 0.0;
  if (!(length > 0.0) || !(spacing > 0.0))
  {
    return;
  }
  const double steps = curvedreformat::CountSlices(length, spacing);
  if (steps <= MostTimeSteps)
  {
    std::vector<double> arcLengths(static_cast<std::size_t>(steps));
    for (std::size_t k = 0; k < arcLengths.size(); ++k)
    {
      arcLengths[k] = std::min(static_cast<double>(k) * spacing, length);
    }
    outInfo->Set(Pipeline::TIME_STEPS(), arcLengths.data(), static_cast<int>(arcLengths.size()));
  }
}

//------------------------------------------------------------------------------
std::string vtkCurveCrossSection::ChooseGrid(curvedreformat::GridRequest& request,
  const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid)
{
  this->ArcLengthRange[1] = context.CurveLength;
  const double asked = this->TimeAsked ? this->Time : this->ArcLength;
  if (!std::isfinite(asked))
  {
    std::ostringstream text;
    text << (this->TimeAsked ? "Time" : "ArcLength") << " is " << asked
         << "; give a length from 0 to " << context.CurveLength << ".";
    return text.str();
  }
  this->SliceArcLength =
    this->TimeAsked ? std::min(std::max(asked, 0.0), context.CurveLength) : asked;
  grid.Dimensions[2] = 1;
  return curvedreformat::ChooseSliceGrid(request, context, grid);
}

//------------------------------------------------------------------------------
double vtkCurveCrossSection::GetSliceArcLength(
  const curvedreformat::ReformatGrid& vtkNotUsed(grid), int vtkNotUsed(k)) const
{
  return this->SliceArcLength;
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::PlaceOutput(
  const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const
{
  double c[3];
  double n[3];
  double b[3];
  double t[3];
  this->MovingFrame->EvaluateFrame(this->SliceArcLength, c, n, b, t);
  for (int row = 0; row < 3; ++row)
  {
    origin[row] = c[row] + grid.Origin[0] * n[row] + grid.Origin[1] * b[row];
    direction[3 * row] = n[row];
    direction[3 * row + 1] = b[row];
    direction[3 * row + 2] = t[row];
  }
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::Finish(vtkImageData* image, vtkImageData* output, bool whole)
{
  this->Superclass::Finish(image, output, whole);
  // Here, and not where it is found: information is made more often than the output.
  const double length = this->ArcLengthRange[1];
  if (!this->TimeAsked && !this->MovingFrame->IsClosed() &&
    (this->ArcLength < 0.0 || this->ArcLength > length))
  {
    vtkWarningMacro(<< "ArcLength " << this->ArcLength << " is beyond the curve, which is "
                    << length << " long; the slice lies on its straight continuation.");
  }
  if (this->FollowTime)
  {
    output->GetInformation()->Set(vtkDataObject::DATA_TIME_STEP(), this->SliceArcLength);
  }
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "ArcLength: " << this->ArcLength << "\n";
  os << indent << "FollowTime: " << (this->FollowTime ? "On" : "Off") << "\n";
  os << indent << "ArcLengthRange: " << this->ArcLengthRange[0] << " " << this->ArcLengthRange[1]
     << "\n";
}
