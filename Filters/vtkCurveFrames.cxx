// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveFrames.h"

#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Parallel/BlockWatch.h"
#include "Parallel/Ranks.h"
#include "Parallel/SharedCurve.h"
#include "Sampling/OutputMemory.h"

#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <cmath>
#include <string>

vtkStandardNewMacro(vtkCurveFrames);

namespace
{
// Two hundred million points with their arrays fill the memory of a large workstation.
constexpr double MostPoints = 2e8;
}

//------------------------------------------------------------------------------
vtkCurveFrames::vtkCurveFrames()
  : Curve(new curvedreformat::SharedCurve)
  , Watch(new curvedreformat::BlockWatch(this))
{
  this->SetController(curvedreformat::GlobalController());
}

//------------------------------------------------------------------------------
vtkCurveFrames::~vtkCurveFrames()
{
  this->SetController(nullptr);
}

//------------------------------------------------------------------------------
void vtkCurveFrames::SetController(vtkMultiProcessController* controller)
{
  if (curvedreformat::ReplaceController(this->Controller, controller, this))
  {
    this->Modified();
  }
}

//------------------------------------------------------------------------------
vtkTypeBool vtkCurveFrames::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() -> int
    {
      if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
      {
        // another time, another curve to share
        return this->RequestInformation(request, inputVector, outputVector);
      }
      return this->Superclass::ProcessRequest(request, inputVector, outputVector);
    });
}

//------------------------------------------------------------------------------
int vtkCurveFrames::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  const std::string error =
    this->Curve->ShareInput(this->Controller, *this->Watch, this, 0, inputVector, outputVector);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  return 1;
}

//------------------------------------------------------------------------------
vtkMTimeType vtkCurveFrames::GetMTime()
{
  return std::max(this->Superclass::GetMTime(), this->MovingFrame->GetMTime());
}

//------------------------------------------------------------------------------
int vtkCurveFrames::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* vtkNotUsed(outputVector))
{
  curvedreformat::RequestWholeCurve(0, inputVector);
  return 1;
}

//------------------------------------------------------------------------------
int vtkCurveFrames::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkPolyData* input = this->Curve->Get(vtkPolyData::GetData(inputVector[0]));
  vtkPolyData* output = vtkPolyData::GetData(outputVector);
  if (!(this->SampleSpacing >= 0.0) || !std::isfinite(this->SampleSpacing))
  {
    vtkErrorMacro(<< "SampleSpacing is " << this->SampleSpacing
                  << "; give a length above 0, or 0 for the mean distance of the input's points.");
    return 0;
  }
  if (!this->MovingFrame->Build(input))
  {
    vtkErrorMacro(<< this->MovingFrame->GetErrorMessage());
    return 0;
  }
  const double length = this->MovingFrame->GetLength();
  const double wanted =
    this->SampleSpacing > 0.0 ? this->SampleSpacing : this->MovingFrame->GetMeanPointSpacing();
  const double steps =
    std::max(std::ceil(length / wanted - 1e-6), this->MovingFrame->IsClosed() ? 3.0 : 1.0);
  if (steps > MostPoints)
  {
    vtkErrorMacro(<< "SampleSpacing is " << this->SampleSpacing << ", which makes " << steps
                  << " points of a curve " << length << " long; at most " << MostPoints
                  << " are possible, give a larger one.");
    return 0;
  }
  if (curvedreformat::IsLaterPiece(outputVector->GetInformationObject(0)))
  {
    return 1; // the curve is in the first piece
  }
  // points, seven arrays and the line, and what comes along with the input's points
  const double perPoint = 144.0 +
    1024.0 * static_cast<double>(input->GetPointData()->GetActualMemorySize()) /
      static_cast<double>(input->GetNumberOfPoints());
  const std::string error =
    curvedreformat::CheckMemory(steps * perPoint, "Framed curve", "give a larger SampleSpacing");
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  const auto count = static_cast<vtkIdType>(steps);
  this->MovingFrame->Sample(
    length / steps, this->MovingFrame->IsClosed() ? count : count + 1, output, this);
  return 1;
}

//------------------------------------------------------------------------------
void vtkCurveFrames::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "SampleSpacing: " << this->SampleSpacing << "\n";
  os << indent << "Controller: " << this->Controller << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
}
