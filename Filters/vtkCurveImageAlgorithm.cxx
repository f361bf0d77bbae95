// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveImageAlgorithm.h"

#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Parallel/Ranks.h"
#include "Parallel/Threads.h"
#include "Sampling/CurveImageExecution.h"
#include "Sampling/OutputMemory.h"
#include "Sampling/VectorKernels.h"

#include "vtkCompositeDataSet.h"
#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <vector>

using curvedreformat::CurveImageExecution;
using curvedreformat::ImagePieces;
using curvedreformat::ImageSampler;
using curvedreformat::Ranks;

namespace
{
/** Of the scalars, as the pipeline tells it; at least 1. */
double BytesPerVoxel(vtkInformation* info)
{
  if (!vtkDataObject::GetActiveFieldInformation(
        info, vtkDataObject::FIELD_ASSOCIATION_POINTS, vtkDataSetAttributes::SCALARS))
  {
    return 1.0;
  }
  return static_cast<double>(vtkDataArray::GetDataTypeSize(vtkImageData::GetScalarType(info)) *
    vtkImageData::GetNumberOfScalarComponents(info));
}
}

//------------------------------------------------------------------------------
vtkCurveImageAlgorithm::vtkCurveImageAlgorithm()
  : Execution(new CurveImageExecution(this))
{
  this->SetNumberOfInputPorts(2);
  this->NumberOfThreads = curvedreformat::DefaultNumberOfThreads();
  // vtkSMPTools, VTK's default since some have it with TBB, takes no number of threads.
  this->EnableSMP = false;
  this->SetController(curvedreformat::GlobalController());
}

//------------------------------------------------------------------------------
vtkCurveImageAlgorithm::~vtkCurveImageAlgorithm()
{
  this->SetController(nullptr);
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::SetController(vtkMultiProcessController* controller)
{
  if (curvedreformat::ReplaceController(this->Controller, controller, this))
  {
    this->Modified();
  }
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::CopySettings(vtkCurveImageAlgorithm* other)
{
  this->MovingFrame->CopySettings(other->MovingFrame);
  this->SetInterpolation(other->Interpolation);
  this->SetBackgroundValue(other->BackgroundValue);
  this->SetGenerateMask(other->GenerateMask);
  this->SetProcessAllArrays(other->ProcessAllArrays);
  if (this->ArrayNames != other->ArrayNames)
  {
    this->ArrayNames = other->ArrayNames;
    this->Modified();
  }
  this->SetController(other->Controller);
  this->SetNumberOfThreads(other->NumberOfThreads);
  this->SetEnableSMP(other->GetEnableSMP());
  this->SetMinimumPieceSize(other->MinimumPieceSize);
  this->SetDesiredBytesPerPiece(other->DesiredBytesPerPiece);
  this->SetSplitMode(other->SplitMode);
}

//------------------------------------------------------------------------------
Ranks vtkCurveImageAlgorithm::GetRanks() const
{
  // each block is the concern of the rank that has it
  return Ranks(this->Execution->InBlocks ? nullptr : this->Controller);
}

//------------------------------------------------------------------------------
bool vtkCurveImageAlgorithm::AnyPieces() const
{
  return std::any_of(std::begin(this->Execution->Pieces), std::end(this->Execution->Pieces),
    [](const ImagePieces& pieces) { return pieces.AreThere(); });
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::SetCurveData(vtkPolyData* curve)
{
  this->SetInputData(1, curve);
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::AddArray(const char* name)
{
  if (name &&
    std::find(this->ArrayNames.begin(), this->ArrayNames.end(), name) == this->ArrayNames.end())
  {
    this->ArrayNames.emplace_back(name);
    this->Modified();
  }
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::ClearArrays()
{
  if (!this->ArrayNames.empty())
  {
    this->ArrayNames.clear();
    this->Modified();
  }
}

//------------------------------------------------------------------------------
int vtkCurveImageAlgorithm::GetNumberOfArrays() const
{
  return static_cast<int>(this->ArrayNames.size());
}

//------------------------------------------------------------------------------
const char* vtkCurveImageAlgorithm::GetArrayName(int index) const
{
  return index >= 0 && index < this->GetNumberOfArrays()
    ? this->ArrayNames[static_cast<std::size_t>(index)].c_str()
    : nullptr;
}

//------------------------------------------------------------------------------
const char* vtkCurveImageAlgorithm::GetInstructionSet()
{
  return curvedreformat::GetVectorSet().Name;
}

//------------------------------------------------------------------------------
bool vtkCurveImageAlgorithm::ComputeInputExtent(const int outputExtent[6], int inputExtent[6])
{
  auto* pipeline = vtkDemandDrivenPipeline::SafeDownCast(this->GetExecutive());
  if (!pipeline || !pipeline->UpdateInformation() || !this->Execution->Planned)
  {
    return false;
  }
  this->GetNeededExtent(outputExtent, inputExtent);
  return true;
}

//------------------------------------------------------------------------------
vtkMTimeType vtkCurveImageAlgorithm::GetMTime()
{
  return std::max(this->Superclass::GetMTime(), this->MovingFrame->GetMTime());
}

//------------------------------------------------------------------------------
curvedreformat::SamplerSettings vtkCurveImageAlgorithm::GetSamplerSettings() const
{
  curvedreformat::SamplerSettings settings;
  settings.Mode = static_cast<curvedreformat::Interpolation>(this->Interpolation);
  settings.Background = this->BackgroundValue;
  settings.Mask = this->GenerateMask != 0;
  if (!this->ProcessAllArrays)
  {
    settings.Names = this->ArrayNames;
  }
  return settings;
}

//------------------------------------------------------------------------------
int vtkCurveImageAlgorithm::FillInputPortInformation(int port, vtkInformation* info)
{
  if (port == 1)
  {
    curvedreformat::FillCurvePortInformation(info);
    return 1;
  }
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkCurveImageAlgorithm::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() -> int
    {
      if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
      {
        // another time, another curve, another output
        const curvedreformat::WholeExtentFollower follower(outputVector);
        return this->RequestInformation(request, inputVector, outputVector);
      }
      return this->Superclass::ProcessRequest(request, inputVector, outputVector);
    });
}

//------------------------------------------------------------------------------
int vtkCurveImageAlgorithm::RequestInformation(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  this->Superclass::RequestInformation(request, inputVector, outputVector);
  curvedreformat::ForgetCombinedExtent(outputVector);
  curvedreformat::SetEmptyWholeExtent(outputVector);
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  for (int port = 1; port < this->GetNumberOfInputPorts(); ++port)
  {
    curvedreformat::TakeTimeSteps(port, inputVector, outInfo);
  }
  CurveImageExecution& state = *this->Execution;
  for (int port = 1; port < this->GetNumberOfInputPorts(); ++port)
  {
    if (this->GetNumberOfInputConnections(port) > 0 &&
      vtkCompositeDataSet::GetData(inputVector[port]))
    {
      state.InBlocks = false;
      state.Planned = false;
      vtkErrorMacro(<< (port == 1
                        ? "Curve is a composite data set; extract the block with the line."
                        : "Reference is a composite data set; extract the block with the image."));
      return 0;
    }
  }
  // Whatever goes wrong on one rank, all come to each word that they have with one another.
  const bool inBlock = state.Watch.IsInBlock();
  if (!inBlock)
  {
    state.InBlocks = vtkCompositeDataSet::GetData(inputVector[0]) != nullptr;
    if (state.InBlocks)
    {
      state.Planned = false;
      return 1; // what there is to say is said of each block
    }
  }
  const Ranks ranks = this->GetRanks();
  vtkPolyData* curve = inBlock ? curvedreformat::GetCurve(1, inputVector)
                               : curvedreformat::UpdateCurve(this, 1, inputVector);
  std::string error = state.Curve.Share(ranks, curve);
  vtkImageData* sample = nullptr;
  vtkImageData* reference = nullptr;
  for (const int port : { 0, 2 })
  {
    if (port < this->GetNumberOfInputPorts() && this->GetNumberOfInputConnections(port) > 0)
    {
      state.Output.Name = "Reference image"; // which is what it may be taken from
      const std::string trouble = port == 0
        ? this->LocateImage(ranks, port, inputVector, state.Input, sample)
        : this->LocateImage(ranks, port, inputVector, state.Output, reference);
      error = error.empty() ? trouble : error;
    }
  }
  error = ranks.Agree(error);
  if (error.empty())
  {
    error = ranks.Agree([&] { return this->Plan(state.Curve.Get(curve), sample); });
  }
  state.Planned = error.empty();
  if (!state.Planned)
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  double origin[3];
  state.Output.Origin.CopyTo(origin);
  outInfo->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), state.Output.Whole, 6);
  outInfo->Set(vtkDataObject::SPACING(), state.Output.Spacing, 3);
  outInfo->Set(vtkDataObject::ORIGIN(), origin, 3);
  outInfo->Set(vtkDataObject::DIRECTION(), state.Output.Direction, 9);
  if (this->AnyPieces())
  {
    // All ranks must be asked together: who is told that any part can be asked for may ask one
    // alone.
    outInfo->Remove(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT());
  }
  else
  {
    outInfo->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
  }
  outInfo->Set(vtkStreamingDemandDrivenPipeline::TIME_DEPENDENT_INFORMATION(), 1);
  return 1;
}

//------------------------------------------------------------------------------
std::string vtkCurveImageAlgorithm::LocateImage(const Ranks& ranks, int port,
  vtkInformationVector** inputVector, curvedreformat::ImageGeometry& geometry,
  vtkImageData*& sample)
{
  ImagePieces& pieces = this->Execution->Pieces[port];
  if (pieces.Find(ranks, this, port, inputVector))
  {
    std::string error = pieces.Locate(ranks, this, port, inputVector, geometry);
    sample = pieces.GetSample();
    return error;
  }
  sample = this->Execution->Watch.IsInBlock() ? vtkImageData::GetData(inputVector[port])
    : port == 0 && this->WantsSample()
    ? curvedreformat::UpdateOneVoxel(this, port, inputVector)
    : curvedreformat::UpdateImageForDirection(this, port, inputVector);
  return geometry.Set(inputVector[port]->GetInformationObject(0), sample);
}

//------------------------------------------------------------------------------
int vtkCurveImageAlgorithm::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  CurveImageExecution& state = *this->Execution;
  curvedreformat::RequestWholeCurve(1, inputVector);
  if (state.InBlocks && !state.Planned)
  {
    // all blocks of the rank's piece, whole
    inputVector[0]->GetInformationObject(0)->Remove(
      vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT());
    return 1;
  }
  // VTK goes on upstream when this fails, where the extent of the output means nothing. Of an image
  // that only lends its grid, a voxel is enough.
  for (int port = 0; port < this->GetNumberOfInputPorts(); ++port)
  {
    if (state.Pieces[port].AreThere())
    {
      state.Pieces[port].Request(this->GetRanks(), port, inputVector);
    }
    else if (port != 1 && this->GetNumberOfInputConnections(port) > 0)
    {
      curvedreformat::RequestOneVoxel(port, inputVector);
    }
  }
  state.Refusal.clear();
  if (!state.Planned)
  {
    return 0; // RequestInformation has said why
  }
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);

  // Before anything is read: there may be no memory for what is asked for. Many sources end the
  // program when there is none.
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  vtkInformation* inInfo = inputVector[0]->GetInformationObject(0);
  const double output = curvedreformat::CountVoxels(extent) *
      (BytesPerVoxel(outInfo) + (this->GenerateMask ? 1.0 : 0.0)) +
    this->GetOtherBytes();
  state.Refusal = curvedreformat::CheckMemory(output);
  int needed[6];
  const bool inPieces = state.Pieces[0].AreThere();
  if (state.Refusal.empty() && !inPieces)
  {
    this->GetNeededExtent(extent, needed);
    vtkImageData* present = vtkImageData::GetData(inInfo);
    if (!present || !curvedreformat::CheckExtentArrived(present, needed).empty())
    {
      state.Refusal = curvedreformat::CheckMemory(
        output + curvedreformat::CountVoxels(needed) * BytesPerVoxel(inInfo),
        "Output and the part of the image under it");
    }
  }
  if (!state.Refusal.empty())
  {
    vtkErrorMacro(<< state.Refusal);
    return 0;
  }
  if (!inPieces)
  {
    curvedreformat::RequestExtent(0, needed, inputVector);
  }
  return 1;
}

//------------------------------------------------------------------------------
int vtkCurveImageAlgorithm::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkImageData* image = vtkImageData::GetData(inputVector[0]);
  vtkImageData* output = vtkImageData::GetData(outputVector, 0);
  curvedreformat::ForgetCombinedExtent(outputVector);
  CurveImageExecution& state = *this->Execution;
  // Only where there are pieces are all ranks asked together. Elsewhere one may have what another
  // one still has to make, and is not here.
  const Ranks ranks = this->AnyPieces() ? this->GetRanks() : Ranks(nullptr);
  if (!state.Planned)
  {
    return 0; // VTK goes on after a request that failed, which has said why
  }
  std::string error = ranks.Agree(state.Refusal);
  if (!error.empty())
  {
    if (state.Refusal.empty())
    {
      vtkErrorMacro(<< error);
    }
    return 0;
  }
  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);
  error = this->FindImage(
    ranks, state.Curve.Get(curvedreformat::GetCurve(1, inputVector)), image, extent);
  if (error.empty())
  {
    state.AnyInside = false;
    state.Progress.Begin(this, curvedreformat::CountVoxels(extent));
    error = ranks.Agree(
      [&]
      {
        this->RunThreads(request, inputVector, outputVector);
        return state.Error;
      });
  }
  const std::string skipped = state.Sampler.GetSkipped();
  state.Sampler = ImageSampler();
  const vtkSmartPointer<vtkImageData> sampled = std::move(state.Image);
  state.Image = nullptr;
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    output->Initialize();
    return 0;
  }
  if (this->GetAbortExecute())
  {
    output->Initialize(); // rows that were not reached hold nothing
    return 1;
  }
  if (!skipped.empty())
  {
    vtkWarningMacro(<< skipped);
  }
  output->GetExtent(extent);
  const bool whole = std::equal(extent, extent + 6, state.Output.Whole);
  this->Finish(sampled, output, whole);
  curvedreformat::MarkGhosts(outputVector, output);
  return 1;
}

//------------------------------------------------------------------------------
std::string vtkCurveImageAlgorithm::FindImage(
  const Ranks& ranks, vtkPolyData* curve, vtkImageData* image, const int extent[6])
{
  CurveImageExecution& state = *this->Execution;
  const ImagePieces& pieces = state.Pieces[0];
  state.Image = image;
  int needed[6];
  if (pieces.AreThere())
  {
    std::string error = ranks.Agree([&] { return this->Refresh(curve, pieces.GetSample()); });
    if (error.empty())
    {
      this->GetNeededExtent(extent, needed);
      error = pieces.Bring(ranks, image, needed, state.Image);
    }
    return error;
  }
  // The data know best where they are; the information was for planning.
  std::string error = state.Input.Set(image, state.Input.Whole);
  if (error.empty())
  {
    error = this->Refresh(curve, image);
  }
  if (error.empty())
  {
    this->GetNeededExtent(extent, needed);
    error = curvedreformat::CheckExtentArrived(image, needed);
  }
  return ranks.Agree(error);
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::RunThreads(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (this->GetEnableSMP())
  {
    this->Superclass::RequestData(request, inputVector, outputVector);
    return;
  }
  // As the superclass does it, but for the threads.
  vtkImageData* image = nullptr;
  vtkImageData** images[] = { &image };
  std::vector<vtkImageData*> outputs(static_cast<std::size_t>(this->GetNumberOfOutputPorts()));
  this->PrepareImageData(inputVector, outputVector, images, outputs.data());
  int extent[6];
  outputs[0]->GetExtent(extent);
  if (outputs[0]->GetNumberOfPoints() == 0)
  {
    return;
  }
  const bool debug = this->Debug; // the macros that write debug output are not for threads
  this->Debug = false;
  int part[6];
  const int parts = this->SplitExtent(part, extent, 0, this->NumberOfThreads);
  try
  {
    curvedreformat::RunInThreads(parts,
      [&](int i)
      {
        int mine[6];
        this->SplitExtent(mine, extent, i, parts);
        this->ThreadedRequestData(
          request, inputVector, outputVector, images, outputs.data(), mine, i);
      });
  }
  catch (const std::bad_alloc&)
  {
    this->Execution->Error =
      "There is no memory for what the threads work on; choose fewer threads or arrays, or ask for "
      "less.";
  }
  this->Debug = debug;
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::PrepareImageData(vtkInformationVector** vtkNotUsed(inputVector),
  vtkInformationVector* outputVector, vtkImageData*** inDataObjects, vtkImageData** outDataObjects)
{
  // In place of the superclass, which makes one array, the scalars. Its caller runs no thread when
  // the output has an empty extent.
  CurveImageExecution& state = *this->Execution;
  vtkImageData* image = state.Image;
  vtkImageData* output = vtkImageData::GetData(outputVector, 0);
  inDataObjects[0][0] = image;
  outDataObjects[0] = output;
  std::fill_n(outDataObjects + 1, this->GetNumberOfOutputPorts() - 1, nullptr);

  int extent[6];
  curvedreformat::GetRequestedExtent(outputVector, extent);
  double origin[3];
  state.Output.Origin.CopyTo(origin);
  output->Initialize();
  output->SetSpacing(state.Output.Spacing);
  output->SetOrigin(origin);
  output->SetDirectionMatrix(state.Output.Direction);
  output->SetExtent(extent);
  state.Error = state.Sampler.Allocate(image, state.Input, this->GetSamplerSettings(),
    output->GetNumberOfPoints(), output->GetPointData());
  if (!state.Error.empty())
  {
    output->Initialize();
  }
}

//------------------------------------------------------------------------------
void vtkCurveImageAlgorithm::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Interpolation: " << this->Interpolation << "\n";
  os << indent << "BackgroundValue: " << this->BackgroundValue << "\n";
  os << indent << "GenerateMask: " << (this->GenerateMask ? "On" : "Off") << "\n";
  os << indent << "ProcessAllArrays: " << (this->ProcessAllArrays ? "On" : "Off") << "\n";
  os << indent << "Arrays:";
  for (const std::string& name : this->ArrayNames)
  {
    os << " \"" << name << "\"";
  }
  os << "\n";
  os << indent << "Controller: " << this->Controller << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
}
