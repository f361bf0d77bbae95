// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "Threads.h"

#include "Ranks.h"

#include "vtkMultiThreader.h"

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

namespace curvedreformat
{
//------------------------------------------------------------------------------
int DefaultNumberOfThreads()
{
  const int limit = vtkMultiThreader::GetGlobalMaximumNumberOfThreads();
  const int threads = vtkMultiThreader::GetGlobalDefaultNumberOfThreads();
  const int allowed = limit > 1 ? std::min(threads, limit) : threads;
  return std::max(allowed / Ranks(GlobalController()).Count(), 1);
}

//------------------------------------------------------------------------------
void RunInThreads(int threads, const std::function<void(int)>& body)
{
  const auto count = static_cast<std::size_t>(std::max(threads, 1));
  std::vector<std::exception_ptr> thrown(count);
  const auto guarded = [&](int i)
  {
    try
    {
      body(i);
    }
    catch (...)
    {
      thrown[static_cast<std::size_t>(i)] = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  others.reserve(count - 1);
  int started = 1;
  try
  {
    for (; started < threads; ++started)
    {
      others.emplace_back(guarded, started);
    }
  }
  catch (const std::exception&)
  {
    // The system has no more threads, or no memory for them: what they would have done is done
    // here.
  }
  guarded(0);
  for (int i = started; i < threads; ++i)
  {
    guarded(i);
  }
  for (std::thread& other : others)
  {
    other.join();
  }
  for (const std::exception_ptr& one : thrown)
  {
    if (one)
    {
      std::rethrow_exception(one);
    }
  }
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
  RunInThreads(static_cast<int>(threads),
    [&](int i) { body(count * i / threads, count * (i + 1) / threads); });
}
}
