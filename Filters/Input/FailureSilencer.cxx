// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FailureSilencer.h"

#include "vtkAlgorithm.h"
#include "vtkCallbackCommand.h"
#include "vtkCommand.h"
#include "vtkExecutive.h"
#include "vtkOutputWindow.h"
#include "vtkSmartPointer.h"

#include <cstring>
#include <limits>

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
}

//------------------------------------------------------------------------------
void SilenceFailures(vtkAlgorithm* algorithm)
{
  vtkExecutive* executive = algorithm->GetExecutive();
  vtkCommand* listener = Listener();
  if (!executive->HasObserver(vtkCommand::ErrorEvent, listener))
  {
    executive->AddObserver(vtkCommand::ErrorEvent, listener, First);
  }
}
}
