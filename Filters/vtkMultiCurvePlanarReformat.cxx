// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkMultiCurvePlanarReformat.h"

#include "Input/CurveSet.h"
#include "Input/PipelineInput.h"
#include "Parallel/Ranks.h"
#include "Sampling/CurveImageExecution.h"
#include "Sampling/ReformatGrid.h"

#include "vtkCommand.h"
#include "vtkCompositeDataSet.h"
#include "vtkDataObject.h"
#include "vtkDemandDrivenPipeline.h"
#include "vtkExecutive.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkNew.h"
#include "vtkObjectFactory.h"
#include "vtkPartitionedDataSetCollection.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using curvedreformat::CurveSet;
using curvedreformat::LineMessages;
using curvedreformat::Ranks;

vtkStandardNewMacro(vtkMultiCurvePlanarReformat);

namespace
{
/** The sentence in the text of an error or a warning, which begins with file, line and class. */
std::string SentenceOf(const char* text)
{
  std::string sentence = text ? text : "";
  const std::size_t object = sentence.find("): ");
  sentence.erase(0, object == std::string::npos ? 0 : object + 3);
  sentence.erase(sentence.find_last_not_of(" \r\n") + 1);
  return sentence;
}

/** One line's filter: its slices are chosen for all lines, and what it has to say is kept. */
class LineReformat : public vtkCurvedPlanarReformat
{
public:
  static LineReformat* New();
  vtkTypeMacro(LineReformat, vtkCurvedPlanarReformat);

  /** What to do with the fraction that is done; false to stop. */
  std::function<bool(double)> Advance;
  double LargestRadius = 0.0;
  std::string Error;
  std::vector<std::string> Warnings;

protected:
  LineReformat()
  {
    this->AddObserver(vtkCommand::ProgressEvent, this, &LineReformat::TakeProgress);
    this->AddObserver(vtkCommand::ErrorEvent, this, &LineReformat::TakeError);
    this->AddObserver(vtkCommand::WarningEvent, this, &LineReformat::TakeWarning);
    // that a request has failed is no news
    this->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, this, &LineReformat::TakeNothing);
  }
  ~LineReformat() override = default;

  std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) override
  {
    curvedreformat::GridContext common = context;
    common.LargestRadius = this->LargestRadius;
    return this->Superclass::ChooseGrid(request, common, grid);
  }

private:
  void TakeProgress()
  {
    if (this->Advance && !this->Advance(this->GetProgress()))
    {
      this->SetAbortExecute(1);
    }
  }
  void TakeError(vtkObject*, unsigned long, void* text)
  {
    this->Error = this->Error.empty() ? SentenceOf(static_cast<char*>(text)) : this->Error;
  }
  void TakeWarning(vtkObject*, unsigned long, void* text)
  {
    this->Warnings.push_back(SentenceOf(static_cast<char*>(text)));
  }
  void TakeNothing() {}
};

vtkStandardNewMacro(LineReformat);

/** Append a block with one data set, or with none where that is empty. */
void Append(vtkPartitionedDataSetCollection* blocks, const std::string& name, vtkDataSet* data)
{
  const unsigned int index = blocks->GetNumberOfPartitionedDataSets();
  blocks->SetNumberOfPartitionedDataSets(index + 1);
  if (data && data->GetNumberOfPoints() > 0)
  {
    auto copy = vtk::TakeSmartPointer(data->NewInstance());
    copy->ShallowCopy(data);
    blocks->SetPartition(index, 0, copy);
  }
  blocks->GetMetaData(index)->Set(vtkCompositeDataSet::NAME(), name.c_str());
}
}

//------------------------------------------------------------------------------
vtkPartitionedDataSetCollection* vtkMultiCurvePlanarReformat::GetOutput()
{
  return this->GetOutput(0);
}

//------------------------------------------------------------------------------
vtkPartitionedDataSetCollection* vtkMultiCurvePlanarReformat::GetOutput(int port)
{
  return vtkPartitionedDataSetCollection::SafeDownCast(this->GetOutputDataObject(port));
}

//------------------------------------------------------------------------------
int vtkMultiCurvePlanarReformat::FillOutputPortInformation(
  int vtkNotUsed(port), vtkInformation* info)
{
  info->Set(vtkDataObject::DATA_TYPE_NAME(), "vtkPartitionedDataSetCollection");
  return 1;
}

//------------------------------------------------------------------------------
int vtkMultiCurvePlanarReformat::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  curvedreformat::CurveImageExecution& state = *this->Execution;
  this->Planned = false;
  for (int port = 0; port < this->GetNumberOfOutputPorts(); ++port)
  {
    // The executive has copied from the image what holds for images.
    vtkInformation* outInfo = outputVector->GetInformationObject(port);
    outInfo->Remove(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT());
    outInfo->Remove(vtkDataObject::SPACING());
    outInfo->Remove(vtkDataObject::ORIGIN());
    outInfo->Remove(vtkDataObject::DIRECTION());
    outInfo->Remove(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT());
    outInfo->Set(vtkAlgorithm::CAN_HANDLE_PIECE_REQUEST(), 1);
    curvedreformat::TakeTimeSteps(1, inputVector, outInfo);
  }
  const bool curveGiven = this->GetNumberOfInputConnections(1) > 0;
  if (vtkCompositeDataSet::GetData(inputVector[0]) ||
    (curveGiven && vtkCompositeDataSet::GetData(inputVector[1])))
  {
    vtkErrorMacro(<< (vtkCompositeDataSet::GetData(inputVector[0])
                      ? "Input is a composite data set; extract the block with the image."
                      : "Curve is a composite data set; extract the block with the lines."));
    return 0;
  }
  // Whatever goes wrong on one rank, all come to each word that they have with one another.
  const Ranks ranks(this->Controller);
  std::string error =
    state.Curve.ShareInput(this->Controller, state.Watch, this, 1, inputVector, outputVector);
  if (state.Pieces[0].Find(ranks, this, 0, inputVector))
  {
    error = "Image is in pieces on its ranks, but every rank needs the whole; read it from a file, "
            "or straighten one line after the other with Curved Planar Reformat.";
  }
  error = ranks.Agree(error.empty() && !curveGiven ? curvedreformat::NoCurveMessage() : error);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  this->Planned = true;
  return 1;
}

//------------------------------------------------------------------------------
int vtkMultiCurvePlanarReformat::RequestUpdateExtent(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* vtkNotUsed(outputVector))
{
  curvedreformat::RequestWholeCurve(1, inputVector);
  vtkInformation* info = inputVector[0]->GetInformationObject(0);
  if (!this->Planned || !info->Has(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT()))
  {
    return this->Planned ? 1 : 0; // RequestInformation has said why
  }
  int whole[6];
  info->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole);
  curvedreformat::RequestExtent(0, whole, inputVector);
  return 1;
}

//------------------------------------------------------------------------------
int vtkMultiCurvePlanarReformat::RequestData(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  auto* images = vtkPartitionedDataSetCollection::GetData(outputVector, 0);
  auto* curves = vtkPartitionedDataSetCollection::GetData(outputVector, 1);
  images->Initialize();
  curves->Initialize();
  if (!this->Planned)
  {
    return 0; // VTK goes on after a request that failed, which has said why
  }
  CurveSet lines;
  LineMessages leftOut;
  const std::string error =
    lines.Take(this->Execution->Curve.Get(curvedreformat::GetCurve(1, inputVector)),
      this->MovingFrame, leftOut);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  if (lines.GetCurves().empty())
  {
    vtkErrorMacro(<< "No line can be straightened: " << leftOut.First());
    return 0;
  }

  using Pipeline = vtkStreamingDemandDrivenPipeline;
  const int port = std::max(request->Get(vtkDemandDrivenPipeline::FROM_OUTPUT_PORT()), 0);
  vtkInformation* asked = outputVector->GetInformationObject(port);
  const int pieces = asked->Has(Pipeline::UPDATE_NUMBER_OF_PIECES())
    ? std::max(asked->Get(Pipeline::UPDATE_NUMBER_OF_PIECES()), 1)
    : 1;
  const int piece = pieces > 1 ? asked->Get(Pipeline::UPDATE_PIECE_NUMBER()) : 0;
  const int ghosts = pieces > 1 ? asked->Get(Pipeline::UPDATE_NUMBER_OF_GHOST_LEVELS()) : 0;
  vtkNew<vtkImageData> image;
  image->ShallowCopy(vtkImageData::GetData(inputVector[0]));

  LineMessages failed;
  LineMessages warnings;
  double length = 0.0;
  for (const CurveSet::Curve& curve : lines.GetCurves())
  {
    length += curve.Length;
  }
  double done = 0.0;
  std::size_t failures = 0;
  for (const CurveSet::Curve& curve : lines.GetCurves())
  {
    vtkNew<LineReformat> reformat;
    reformat->CopySettings(this);
    reformat->SetController(nullptr); // every rank has all that it needs
    reformat->SetCurveIndex(0);
    if (curve.TakesOver)
    {
      reformat->SetFrameTypeToFromArray();
      reformat->SetNormalsArrayName(CurveSet::NormalsName());
    }
    reformat->LargestRadius = lines.GetLargestRadius();
    reformat->Advance = [&](double fraction)
    {
      this->UpdateProgress((done + fraction * curve.Length) / length);
      return this->GetAbortExecute() == 0;
    };
    reformat->SetInputData(image);
    reformat->SetCurveData(curve.Line);
    const bool made = reformat->UpdatePiece(piece, pieces, ghosts) != 0;
    if (this->GetAbortExecute())
    {
      break; // what is there of this line is worth nothing
    }
    auto* framed = vtkPolyData::SafeDownCast(reformat->GetOutputDataObject(1));
    framed->GetPointData()->RemoveArray(CurveSet::NormalsName());
    Append(images, curve.Name, made ? reformat->GetOutput() : nullptr);
    Append(curves, curve.Name, made ? framed : nullptr);
    if (!made)
    {
      ++failures;
      failed.Add(curve.Name, reformat->Error);
    }
    for (const std::string& warning : reformat->Warnings)
    {
      warnings.Add(curve.Name, warning);
    }
    done += curve.Length;
  }
  if (failures == lines.GetCurves().size())
  {
    images->Initialize();
    curves->Initialize();
    vtkErrorMacro(<< "No line can be straightened: " << failed.First());
    return 0;
  }
  for (const std::string& text : leftOut.Sentences(0, "left out"))
  {
    vtkWarningMacro(<< text);
  }
  for (const std::string& text : failed.Sentences(0, "empty"))
  {
    vtkWarningMacro(<< text);
  }
  for (const std::string& text : warnings.Sentences(lines.GetCurves().size(), ""))
  {
    vtkWarningMacro(<< text);
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkMultiCurvePlanarReformat::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Planned: " << (this->Planned ? "yes" : "no") << "\n";
}
