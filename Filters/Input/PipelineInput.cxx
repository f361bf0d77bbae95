// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PipelineInput.h"

#include "vtkAlgorithm.h"
#include "vtkAlgorithmOutput.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationDoubleVectorKey.h"
#include "vtkInformationIntegerVectorKey.h"
#include "vtkInformationVector.h"
#include "vtkNew.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>

namespace curvedreformat
{
namespace
{
void SetWhole(vtkInformation* info)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  info->Set(Pipeline::UPDATE_PIECE_NUMBER(), 0);
  info->Set(Pipeline::UPDATE_NUMBER_OF_PIECES(), 1);
  info->Set(Pipeline::UPDATE_NUMBER_OF_GHOST_LEVELS(), 0);
}

/** Run what is upstream of an input port for the update keys in `wanted`, and return the port's
 * data. */
vtkDataObject* UpdateInput(
  vtkAlgorithm* self, int port, vtkInformationVector** inputVector, vtkInformation* wanted)
{
  vtkAlgorithmOutput* connection = self->GetInputConnection(port, 0);
  vtkAlgorithm* producer = connection->GetProducer();
  vtkInformation* current = inputVector[port]->GetInformationObject(0);
  if (current->Has(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP()))
  {
    // stay at the time that was asked for last
    wanted->Set(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP(),
      current->Get(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP()));
  }
  vtkNew<vtkInformationVector> requests;
  requests->SetNumberOfInformationObjects(producer->GetNumberOfOutputPorts());
  requests->SetInformationObject(connection->GetIndex(), wanted);
  producer->Update(connection->GetIndex(), requests);
  return producer->GetOutputDataObject(connection->GetIndex());
}

/** A voxel of the whole extent, in memory already if any are. */
void ChooseVoxel(vtkInformation* info, int voxel[6])
{
  if (!info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
  {
    std::fill_n(voxel, 6, 0);
    return;
  }
  info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), voxel);
  vtkImageData* present = vtkImageData::GetData(info);
  if (present && present->GetNumberOfPoints() > 0)
  {
    int extent[6];
    present->GetExtent(extent);
    for (int axis = 0; axis < 3; ++axis)
    {
      if (extent[2 * axis] > voxel[2 * axis] && extent[2 * axis] <= voxel[2 * axis + 1])
      {
        voxel[2 * axis] = extent[2 * axis];
      }
    }
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    voxel[2 * axis + 1] = voxel[2 * axis];
  }
}
}

//------------------------------------------------------------------------------
void FillCurvePortInformation(vtkInformation* info)
{
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkPolyData");
  // Not optional, but NoCurveMessage() says more clearly what is missing than the executive would.
  info->Set(vtkAlgorithm::INPUT_IS_OPTIONAL(), 1);
}

//------------------------------------------------------------------------------
const char* NoCurveMessage()
{
  return "No curve is given; connect a poly data with a polyline to the input Curve (port 1).";
}

//------------------------------------------------------------------------------
vtkPolyData* UpdateCurve(vtkAlgorithm* self, int port, vtkInformationVector** inputVector)
{
  if (self->GetNumberOfInputConnections(port) < 1)
  {
    return nullptr;
  }
  vtkNew<vtkInformation> wanted;
  SetWhole(wanted);
  return vtkPolyData::SafeDownCast(UpdateInput(self, port, inputVector, wanted));
}

//------------------------------------------------------------------------------
vtkImageData* UpdateImageForDirection(
  vtkAlgorithm* self, int port, vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  return info->Has(vtkDataObject::DIRECTION()) ? nullptr : UpdateOneVoxel(self, port, inputVector);
}

//------------------------------------------------------------------------------
vtkImageData* UpdateOneVoxel(vtkAlgorithm* self, int port, vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  if (!info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
  {
    return nullptr;
  }
  int whole[6];
  info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole);
  if (whole[0] > whole[1] || whole[2] > whole[3] || whole[4] > whole[5])
  {
    return nullptr; // there is none; who asks says so
  }
  int voxel[6];
  ChooseVoxel(info, voxel);
  vtkNew<vtkInformation> wanted;
  wanted->Set(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), voxel, 6);
  return vtkImageData::SafeDownCast(UpdateInput(self, port, inputVector, wanted));
}

//------------------------------------------------------------------------------
void RequestOneVoxel(int port, vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  int voxel[6];
  ChooseVoxel(info, voxel);
  info->Set(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), voxel, 6);
}

//------------------------------------------------------------------------------
void GetRequestedExtent(vtkInformationVector* outputVector, int extent[6])
{
  vtkInformation* info = outputVector->GetInformationObject(0);
  info->Get(info->Has(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT())
      ? vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT()
      : vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(),
    extent);
}

//------------------------------------------------------------------------------
vtkPolyData* GetCurve(int port, vtkInformationVector** inputVector)
{
  return inputVector[port]->GetNumberOfInformationObjects() > 0
    ? vtkPolyData::GetData(inputVector[port])
    : nullptr;
}

//------------------------------------------------------------------------------
void RequestWholeCurve(int port, vtkInformationVector** inputVector)
{
  if (inputVector[port]->GetNumberOfInformationObjects() > 0)
  {
    SetWhole(inputVector[port]->GetInformationObject(0));
  }
}

//------------------------------------------------------------------------------
void ForgetCombinedExtent(vtkInformationVector* outputVector)
{
  outputVector->GetInformationObject(0)->Remove(
    vtkStreamingDemandDrivenPipeline::COMBINED_UPDATE_EXTENT());
}

//------------------------------------------------------------------------------
void SetEmptyWholeExtent(vtkInformationVector* outputVector)
{
  const int empty[6] = { 0, -1, 0, -1, 0, -1 };
  outputVector->GetInformationObject(0)->Set(
    vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), empty, 6);
}

//------------------------------------------------------------------------------
bool IsLaterPiece(vtkInformation* outInfo)
{
  return outInfo->Has(vtkStreamingDemandDrivenPipeline::UPDATE_PIECE_NUMBER()) &&
    outInfo->Get(vtkStreamingDemandDrivenPipeline::UPDATE_PIECE_NUMBER()) > 0;
}
}
