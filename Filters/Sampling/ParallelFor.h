// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A loop over a range in several threads, through vtkMultiThreader: vtkSMPTools is Sequential by
 * default in the packages of ParaView that most users have.
 */
#ifndef ParallelFor_h
#define ParallelFor_h

#include "vtkType.h"

#include <functional>

namespace curvedreformat
{
/**
 * Call `body(first, last)` on consecutive parts of [0, count) that cover it, at least `grain` each,
 * as many as VTK's default number of threads. Below two grains it runs in the calling thread.
 * `body` must not throw.
 */
void ParallelFor(
  vtkIdType count, vtkIdType grain, const std::function<void(vtkIdType, vtkIdType)>& body);
}

#endif
