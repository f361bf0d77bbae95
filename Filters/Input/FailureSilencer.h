// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Keeps an algorithm's one sentence of error from drowning. VTK's executive reports every pass that
 * has failed, with a dump of the request, though the algorithm has said why; there are up to four
 * of them for one failure. Who observes the errors of the executive still hears them.
 */
#ifndef FailureSilencer_h
#define FailureSilencer_h

class vtkAlgorithm;

namespace curvedreformat
{
/**
 * To be called in the first pass that may fail, each time: the executive may be another one.
 */
void SilenceFailures(vtkAlgorithm* algorithm);
}

#endif
