// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PipelineInput.h"

#include "vtkAlgorithm.h"
#include "vtkAlgorithmOutput.h"
#include "vtkCompositeDataSet.h"
#include "vtkExtentTranslator.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationDoubleVectorKey.h"
#include "vtkInformationIntegerRequestKey.h"
#include "vtkInformationIntegerVectorKey.h"
#include "vtkInformationVector.h"
#include "vtkNew.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <sstream>

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

/** Run what is upstream of a connection for the update keys in `wanted`. */
vtkDataObject* UpdateConnection(vtkAlgorithmOutput* connection, vtkInformation* wanted)
{
  vtkAlgorithm* producer = connection->GetProducer();
  vtkNew<vtkInformationVector> requests;
  requests->SetNumberOfInformationObjects(producer->GetNumberOfOutputPorts());
  requests->SetInformationObject(connection->GetIndex(), wanted);
  producer->Update(connection->GetIndex(), requests);
  return producer->GetOutputDataObject(connection->GetIndex());
}

/** The same for an input port of an algorithm, at the time that is asked of it. */
vtkDataObject* UpdateInput(
  vtkAlgorithm* self, int port, vtkInformationVector** inputVector, vtkInformation* wanted)
{
  vtkAlgorithmOutput* connection = self->GetInputConnection(port, 0);
  vtkDataObject* present = connection->GetProducer()->GetOutputDataObject(connection->GetIndex());
  if (vtkCompositeDataSet::SafeDownCast(present))
  {
    // The executive goes through the blocks one by one, and has them in memory.
    return vtkDataObject::GetData(inputVector[port]);
  }
  vtkInformation* asked = self->GetOutputInformation(0);
  if (asked->Has(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP()))
  {
    wanted->Set(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP(),
      asked->Get(vtkStreamingDemandDrivenPipeline::UPDATE_TIME_STEP()));
  }
  return UpdateConnection(connection, wanted);
}

/** Everything, as the piece of a rank: what is asked of all ranks alike. */
void SetPiece(int piece, int pieces, vtkInformation* info, vtkInformation* wanted)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  if (info->Has(Pipeline::WHOLE_EXTENT()))
  {
    int whole[6];
    info->Get(Pipeline::WHOLE_EXTENT(), whole);
    wanted->Set(Pipeline::UPDATE_EXTENT(), whole, 6);
  }
  wanted->Set(Pipeline::UPDATE_PIECE_NUMBER(), piece);
  wanted->Set(Pipeline::UPDATE_NUMBER_OF_PIECES(), pieces);
  wanted->Set(Pipeline::UPDATE_NUMBER_OF_GHOST_LEVELS(), 0);
}

/** Make the extent of a piece of it, as the executive would. */
void TakePiece(vtkInformation* info, int ghosts, int extent[6])
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  int all[6];
  std::copy_n(extent, 6, all);
  const int mode = info->Has(vtkExtentTranslator::UPDATE_SPLIT_MODE())
    ? info->Get(vtkExtentTranslator::UPDATE_SPLIT_MODE())
    : static_cast<int>(vtkExtentTranslator::BLOCK_MODE);
  vtkNew<vtkExtentTranslator> translator;
  translator->PieceToExtentThreadSafe(info->Get(Pipeline::UPDATE_PIECE_NUMBER()),
    info->Get(Pipeline::UPDATE_NUMBER_OF_PIECES()), ghosts, all, extent, mode, 0);
}

/**
 * VTK joins what was asked for before, as long as that has not been made, to what is asked for
 * next. It may never be made, when nobody needs it anew, and the whole become smaller since.
 */
void ForgetExtentBeyondWhole(vtkInformation* info)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  const int* before = info->Get(Pipeline::COMBINED_UPDATE_EXTENT());
  const int* whole = info->Get(Pipeline::WHOLE_EXTENT());
  for (int axis = 0; before && whole && axis < 3; ++axis)
  {
    if (before[2 * axis] < whole[2 * axis] || before[2 * axis + 1] > whole[2 * axis + 1])
    {
      info->Remove(Pipeline::COMBINED_UPDATE_EXTENT());
      return;
    }
  }
}

bool IsInPieces(vtkInformation* info)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  return info->Has(Pipeline::UPDATE_NUMBER_OF_PIECES()) &&
    info->Get(Pipeline::UPDATE_NUMBER_OF_PIECES()) > 1;
}

/**
 * A voxel of the whole extent, in memory already if any are; and its neighbours, since without them
 * there are no cells, and so no cell arrays.
 */
void ChooseVoxel(vtkInformation* info, int voxel[6])
{
  if (!info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
  {
    std::fill_n(voxel, 6, 0);
    return;
  }
  int whole[6];
  info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole);
  std::copy_n(whole, 6, voxel);
  vtkImageData* present = vtkImageData::GetData(info);
  const bool some = present && present->GetNumberOfPoints() > 0;
  for (int axis = 0; axis < 3; ++axis)
  {
    if (some)
    {
      const int first = present->GetExtent()[2 * axis];
      voxel[2 * axis] = std::min(std::max(first, whole[2 * axis]), whole[2 * axis + 1]);
    }
    voxel[2 * axis + 1] = std::min(voxel[2 * axis] + 1, whole[2 * axis + 1]);
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
  return "No curve is given; connect a poly data with a polyline to the input Curve (port 1; in "
         "ParaView: Edit, Change Input).";
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
void UpdateWholeCurve(vtkAlgorithmOutput* connection)
{
  vtkNew<vtkInformation> wanted;
  SetWhole(wanted);
  UpdateConnection(connection, wanted);
}

//------------------------------------------------------------------------------
void TakeTimeSteps(int port, vtkInformationVector** inputVector, vtkInformation* outInfo)
{
  if (inputVector[port]->GetNumberOfInformationObjects() < 1)
  {
    return;
  }
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  for (vtkInformationDoubleVectorKey* key : { vtkStreamingDemandDrivenPipeline::TIME_STEPS(),
         vtkStreamingDemandDrivenPipeline::TIME_RANGE() })
  {
    if (info->Has(key) && !outInfo->Has(key))
    {
      outInfo->CopyEntry(info, key);
    }
  }
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
  SetWhole(wanted);
  wanted->Set(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), voxel, 6);
  return vtkImageData::SafeDownCast(UpdateInput(self, port, inputVector, wanted));
}

//------------------------------------------------------------------------------
vtkImageData* UpdateImagePiece(
  vtkAlgorithm* self, int port, int piece, int pieces, vtkInformationVector** inputVector)
{
  vtkNew<vtkInformation> wanted;
  SetPiece(piece, pieces, inputVector[port]->GetInformationObject(0), wanted);
  return vtkImageData::SafeDownCast(UpdateInput(self, port, inputVector, wanted));
}

//------------------------------------------------------------------------------
void RequestImagePiece(int port, int piece, int pieces, vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  SetPiece(piece, pieces, info, info);
}

//------------------------------------------------------------------------------
void RequestOneVoxel(int port, vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  int voxel[6];
  ChooseVoxel(info, voxel);
  RequestExtent(port, voxel, inputVector);
}

//------------------------------------------------------------------------------
void RequestExtent(int port, const int extent[6], vtkInformationVector** inputVector)
{
  vtkInformation* info = inputVector[port]->GetInformationObject(0);
  SetWhole(info);
  ForgetExtentBeyondWhole(info);
  info->Set(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), extent, 6);
}

//------------------------------------------------------------------------------
void GetRequestedExtent(vtkInformationVector* outputVector, int extent[6])
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  vtkInformation* info = outputVector->GetInformationObject(0);
  // In RequestData the executive has put the extent of the piece in the place of the one that was
  // asked for, but before it has not.
  const bool running = info->Has(vtkDataObject::ALL_PIECES_EXTENT());
  info->Get(running                          ? vtkDataObject::ALL_PIECES_EXTENT()
      : info->Has(Pipeline::UPDATE_EXTENT()) ? Pipeline::UPDATE_EXTENT()
                                             : Pipeline::WHOLE_EXTENT(),
    extent);
  if (IsInPieces(info))
  {
    TakePiece(info, info->Get(Pipeline::UPDATE_NUMBER_OF_GHOST_LEVELS()), extent);
  }
}

//------------------------------------------------------------------------------
void MarkGhosts(vtkInformationVector* outputVector, vtkImageData* output)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  vtkInformation* info = outputVector->GetInformationObject(0);
  if (!info->Has(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT()) && IsInPieces(info) &&
    info->Has(vtkDataObject::ALL_PIECES_EXTENT()) &&
    info->Get(Pipeline::UPDATE_NUMBER_OF_GHOST_LEVELS()) > 0)
  {
    int own[6];
    info->Get(vtkDataObject::ALL_PIECES_EXTENT(), own);
    TakePiece(info, 0, own);
    output->GenerateGhostArray(own);
  }
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
WholeExtentFollower::WholeExtentFollower(vtkInformationVector* outputVector)
  : Info(outputVector->GetInformationObject(0))
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  const int* asked = this->Info->Get(Pipeline::UPDATE_EXTENT());
  const int* whole = this->Info->Get(Pipeline::WHOLE_EXTENT());
  this->AskedForWhole = asked && whole && std::equal(asked, asked + 6, whole);
}

//------------------------------------------------------------------------------
WholeExtentFollower::~WholeExtentFollower()
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  if (this->AskedForWhole && this->Info->Has(Pipeline::WHOLE_EXTENT()))
  {
    int whole[6];
    this->Info->Get(Pipeline::WHOLE_EXTENT(), whole);
    this->Info->Set(Pipeline::UPDATE_EXTENT(), whole, 6);
  }
}

//------------------------------------------------------------------------------
std::string CheckExtentArrived(vtkImageData* image, const int needed[6])
{
  int arrived[6];
  image->GetExtent(arrived);
  for (int axis = 0; axis < 3; ++axis)
  {
    if (arrived[2 * axis] > needed[2 * axis] || arrived[2 * axis + 1] < needed[2 * axis + 1])
    {
      std::ostringstream text;
      text << "Image has arrived with extent";
      std::for_each(arrived, arrived + 6, [&](int v) { text << " " << v; });
      text << ", but";
      std::for_each(needed, needed + 6, [&](int v) { text << " " << v; });
      text
        << " is needed; the curve has changed in between, or the source does not give what it is "
           "asked for. Update again.";
      return text.str();
    }
  }
  return std::string();
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
