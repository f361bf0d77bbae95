// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Threads that start when there is work and end with it. The standard library's, because those of
 * VTK do nothing in the ParaView that most users have: its vtkSMPTools is Sequential, and it keeps
 * vtkMultiThreader at one thread.
 */
#ifndef Threads_h
#define Threads_h

#include "vtkType.h"

#include <functional>

namespace curvedreformat
{
/**
 * VTK's default number of threads (the number of cores, unless
 * vtkMultiThreader::SetGlobalDefaultNumberOfThreads() or its environment variable says otherwise),
 * no more than its maximum where that is above one, shared among the ranks of a parallel program;
 * at least 1. A maximum of one is ParaView's, and meant for others.
 */
int DefaultNumberOfThreads();

/** Call `body(0)` in this thread and `body(1)` to `body(threads - 1)` in others, and wait for all.
 * What the first of them has thrown is thrown here then. */
void RunInThreads(int threads, const std::function<void(int)>& body);

/**
 * Call `body(first, last)` on consecutive parts of [0, count) that cover it, at least `grain` each,
 * as many as the default number of threads. Below two grains it runs in the calling thread. What
 * `body` throws is thrown here once all are done.
 */
void ParallelFor(
  vtkIdType count, vtkIdType grain, const std::function<void(vtkIdType, vtkIdType)>& body);
}

#endif
