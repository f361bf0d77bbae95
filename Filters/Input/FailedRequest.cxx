// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FailedRequest.h"

#include "vtkAlgorithm.h"
#include "vtkCallbackCommand.h"
#include "vtkCommand.h"
#include "vtkDataObject.h"
#include "vtkExecutive.h"
#include "vtkInformation.h"
#include "vtkInformationIntegerKey.h"
#include "vtkInformationVector.h"
#include "vtkOutputWindow.h"
#include "vtkSmartPointer.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <cstring>
#include <limits>
#include <new>

namespace curvedreformat
{
namespace
{
// Always the first that hears: while it looks for others it is not in the list, and VTK 9.6 begins
// a list that has changed anew, so that who came before it would hear everything twice.
constexpr float First = std::numeric_limits<float>::max();

void Hear(vtkObject* executive, unsigned long event, void* listener, void* text)
{
  const char* message = static_cast<const char*>(text);
  if (!message || std::strstr(message, " returned failure for request"))
  {
    return;
  }
  // VTK does not show an error that is observed: without us it may not have been
  auto* us = static_cast<vtkCallbackCommand*>(listener);
  executive->RemoveObserver(us);
  if (!executive->HasObserver(event))
  {
    vtkOutputWindowDisplayErrorText(message);
  }
  executive->AddObserver(event, us, First);
}

/** One for all executives, by which it is known which of them have it. */
vtkCommand* Listener()
{
  static const vtkSmartPointer<vtkCallbackCommand> listener = []()
  {
    auto made = vtkSmartPointer<vtkCallbackCommand>::New();
    made->SetCallback(Hear);
    made->SetClientData(made);
    return made;
  }();
  return listener;
}

/** Keeps the dumps of failed passes back. The executive may be another one each time. */
void SilenceFailures(vtkExecutive* executive)
{
  vtkCommand* listener = Listener();
  if (!executive->HasObserver(vtkCommand::ErrorEvent, listener))
  {
    executive->AddObserver(vtkCommand::ErrorEvent, listener, First);
  }
}

/** In the information of an output: which request has failed, since when those that follow it have
 * nothing to do. */
vtkInformationIntegerKey* Failed()
{
  static vtkInformationIntegerKey* const key =
    vtkInformationIntegerKey::MakeKey("FAILED", "CurvedReformat");
  return key;
}
constexpr int Information = 1;
constexpr int UpdateExtent = 2;

/** After a request that was told to have been fulfilled though it was not: whether this one is left
 * out therefore. */
bool IsLeftOut(vtkInformation* request, vtkInformation* outInfo)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  const int failed = outInfo->Get(Failed());
  const bool extent = request->Has(Pipeline::REQUEST_UPDATE_EXTENT()) != 0;
  const bool timed = outInfo->Has(Pipeline::TIME_STEPS()) || outInfo->Has(Pipeline::TIME_RANGE());
  const bool time = request->Has(Pipeline::REQUEST_TIME_DEPENDENT_INFORMATION()) != 0;
  if (request->Has(Pipeline::REQUEST_INFORMATION()) || (time && timed) ||
    (extent && failed == UpdateExtent))
  {
    outInfo->Remove(Failed());
    return false;
  }
  return failed && (time || extent || request->Has(Pipeline::REQUEST_DATA()));
}

/** What `process` returns; 0, with a sentence, where memory ends in it. */
int ProcessWithin(vtkAlgorithm* algorithm, const std::function<int()>& process)
{
  try
  {
    return process();
  }
  catch (const std::bad_alloc&)
  {
    vtkErrorWithObjectMacro(algorithm,
      << "There is no memory for the output, or for what is needed to make it; ask for less, or "
         "close something else.");
    return 0;
  }
}
}

//------------------------------------------------------------------------------
int CarryOut(vtkAlgorithm* algorithm, vtkInformation* request, vtkInformationVector* outputVector,
  const std::function<int()>& process)
{
  using Pipeline = vtkStreamingDemandDrivenPipeline;
  vtkExecutive* executive = algorithm->GetExecutive();
  SilenceFailures(executive);
  const bool inParaView = executive->IsA("vtkPVCompositeDataPipeline");
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  const bool leftOut = inParaView && IsLeftOut(request, outInfo);
  const int done = leftOut ? 0 : ProcessWithin(algorithm, process);
  if (done)
  {
    return done;
  }
  for (int port = 0; port < outputVector->GetNumberOfInformationObjects(); ++port)
  {
    if (vtkDataObject* data = vtkDataObject::GetData(outputVector, port))
    {
      data->Initialize();
    }
  }
  if (!inParaView || request->Has(Pipeline::REQUEST_DATA_OBJECT()))
  {
    return 0; // ParaView looks again after that one
  }
  const bool extent = request->Has(Pipeline::REQUEST_UPDATE_EXTENT()) != 0;
  if (!leftOut && !request->Has(Pipeline::REQUEST_DATA()))
  {
    outInfo->Set(Failed(), extent ? UpdateExtent : Information);
  }
  return 1;
}
}
