// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Keeps a filter's one sentence of error from drowning. VTK's executive reports every pass that has
 * failed, with a dump of the request, though the filter has said why; each failure makes four of
 * them. Who observes the errors of the executive still hears them.
 */
#ifndef FailureSilencer_h
#define FailureSilencer_h

#include "vtkAlgorithm.h"
#include "vtkCallbackCommand.h"
#include "vtkCommand.h"
#include "vtkExecutive.h"
#include "vtkNew.h"
#include "vtkOutputWindow.h"

#include <cstring>

namespace curvedreformat
{
class FailureSilencer
{
public:
  FailureSilencer()
  {
    this->Listener->SetCallback(Hear);
    this->Listener->SetClientData(this->Listener);
  }

  /** To be called in each ProcessRequest(): the executive may be another one each time. */
  void Attach(vtkAlgorithm* algorithm)
  {
    vtkExecutive* executive = algorithm->GetExecutive();
    if (!executive->HasObserver(vtkCommand::ErrorEvent, this->Listener))
    {
      executive->AddObserver(vtkCommand::ErrorEvent, this->Listener);
    }
  }

private:
  static void Hear(vtkObject* executive, unsigned long event, void* listener, void* text)
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
    executive->AddObserver(event, us);
  }

  vtkNew<vtkCallbackCommand> Listener;
};
}

#endif
