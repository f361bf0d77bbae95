// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkSliceMatrixWriter.h"

#include "Files/SliceMatrices.h"
#include "Files/TextFile.h"
#include "Input/PipelineInput.h"
#include "Parallel/Ranks.h"

#include "vtkAlgorithm.h"
#include "vtkErrorCode.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <exception>
#include <string>

vtkStandardNewMacro(vtkSliceMatrixWriter);

//------------------------------------------------------------------------------
vtkSliceMatrixWriter::vtkSliceMatrixWriter() = default;

//------------------------------------------------------------------------------
vtkSliceMatrixWriter::~vtkSliceMatrixWriter()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
int vtkSliceMatrixWriter::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  info->Remove(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE());
  info->Append(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  info->Append(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkPolyData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkSliceMatrixWriter::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_UPDATE_EXTENT()))
  {
    if (vtkImageData::GetData(inputVector[0]))
    {
      curvedreformat::RequestOneVoxel(0, inputVector);
    }
    else
    {
      curvedreformat::RequestWholeCurve(0, inputVector);
    }
    return 1;
  }
  return this->Superclass::ProcessRequest(request, inputVector, outputVector);
}

//------------------------------------------------------------------------------
void vtkSliceMatrixWriter::WriteData()
{
  if (curvedreformat::Ranks(curvedreformat::GlobalController()).Mine() > 0)
  {
    return; // every process has the matrices, and one writes them
  }
  unsigned long code = vtkErrorCode::UserError;
  std::string error;
  try
  {
    curvedreformat::SliceMatrices slices;
    if (auto* image = vtkImageData::SafeDownCast(this->GetInput()))
    {
      int extent[6];
      vtkInformation* info = this->GetInputInformation();
      if (info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
      {
        info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), extent);
      }
      else
      {
        image->GetExtent(extent);
      }
      error = curvedreformat::FindSliceMatrices(image, extent, slices);
    }
    else
    {
      error =
        curvedreformat::FindSliceMatrices(vtkPolyData::SafeDownCast(this->GetInput()), slices);
    }
    if (error.empty())
    {
      if (this->WorldFrame != this->OutputFrame)
      {
        curvedreformat::FlipSliceMatrices(slices);
      }
      error = curvedreformat::WriteTextFile(this->FileName,
        curvedreformat::HasEnding(this->FileName, "json")
          ? curvedreformat::WriteSlicesAsJson(slices, this->OutputFrame)
          : curvedreformat::WriteSlicesAsCsv(slices),
        code);
    }
  }
  catch (const std::exception&)
  {
    code = vtkErrorCode::UserError;
    error = "There is no memory for the text of the file; write fewer slices.";
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(code);
  }
}

//------------------------------------------------------------------------------
void vtkSliceMatrixWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "OutputFrame: " << vtkWorldFrame::GetName(this->OutputFrame) << "\n";
}
