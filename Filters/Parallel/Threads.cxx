// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "Threads.h"

#include "Ranks.h"

#include "vtkMultiThreader.h"
#include "vtkNew.h"

#include <algorithm>

namespace curvedreformat
{
namespace
{
struct Loop
{
  vtkIdType Count;
  const std::function<void(vtkIdType, vtkIdType)>& Body;

  static VTK_THREAD_RETURN_TYPE Run(void* argument)
  {
    const auto* info = static_cast<vtkMultiThreader::ThreadInfo*>(argument);
    const auto* loop = static_cast<Loop*>(info->UserData);
    const vtkIdType first = loop->Count * info->ThreadID / info->NumberOfThreads;
    const vtkIdType last = loop->Count * (info->ThreadID + 1) / info->NumberOfThreads;
    loop->Body(first, last);
    return VTK_THREAD_RETURN_VALUE;
  }
};
}

//------------------------------------------------------------------------------
int DefaultNumberOfThreads()
{
  const int limit = vtkMultiThreader::GetGlobalMaximumNumberOfThreads();
  const int threads = vtkMultiThreader::GetGlobalDefaultNumberOfThreads();
  const int allowed = limit > 1 ? std::min(threads, limit) : threads;
  return std::max(allowed / Ranks(GlobalController()).Count(), 1);
}

//------------------------------------------------------------------------------
WithoutThreadLimit::WithoutThreadLimit()
  : Limit(vtkMultiThreader::GetGlobalMaximumNumberOfThreads())
{
  if (this->Limit == 1)
  {
    vtkMultiThreader::SetGlobalMaximumNumberOfThreads(0);
  }
}

//------------------------------------------------------------------------------
WithoutThreadLimit::~WithoutThreadLimit()
{
  vtkMultiThreader::SetGlobalMaximumNumberOfThreads(this->Limit);
}

//------------------------------------------------------------------------------
void ParallelFor(
  vtkIdType count, vtkIdType grain, const std::function<void(vtkIdType, vtkIdType)>& body)
{
  const vtkIdType threads =
    std::min<vtkIdType>(DefaultNumberOfThreads(), count / std::max<vtkIdType>(grain, 1));
  if (threads < 2)
  {
    body(0, count);
    return;
  }
  Loop loop{ count, body };
  const WithoutThreadLimit unlimited;
  vtkNew<vtkMultiThreader> threader;
  threader->SetNumberOfThreads(static_cast<int>(threads));
  threader->SetSingleMethod(Loop::Run, &loop);
  threader->SingleMethodExecute();
}
}
