// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Threads, through vtkMultiThreader: vtkSMPTools is Sequential by default in the packages of
 * ParaView that most users have.
 */
#ifndef Threads_h
#define Threads_h

#include "vtkType.h"

#include <functional>

namespace curvedreformat
{
/** VTK's default number of threads, shared among the ranks of a parallel program; at least 1. */
int DefaultNumberOfThreads();

/**
 * While it lives, vtkMultiThreader starts as many threads as it is told. ParaView keeps it at one,
 * so that no imaging filter of VTK takes all cores of a rank behind its back; what is run here has
 * been told how many to take. A limit above one is the user's own, and stays.
 */
class WithoutThreadLimit
{
public:
  WithoutThreadLimit();
  ~WithoutThreadLimit();
  WithoutThreadLimit(const WithoutThreadLimit&) = delete;
  void operator=(const WithoutThreadLimit&) = delete;

private:
  const int Limit;
};

/**
 * Call `body(first, last)` on consecutive parts of [0, count) that cover it, at least `grain` each,
 * as many as the default number of threads. Below two grains it runs in the calling thread. `body`
 * must not throw.
 */
void ParallelFor(
  vtkIdType count, vtkIdType grain, const std::function<void(vtkIdType, vtkIdType)>& body);
}

#endif
