// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is left when an algorithm fails a request: one sentence, and no output.
 *
 * The sentence is the algorithm's own, but where it runs out of memory unawares, which would end
 * the program. VTK's executive adds a dump of the request for every pass that has failed, up to
 * four for one failure. Only who observes the errors of the executive hears these.
 *
 * The output of the run before is taken away, also where it is RequestInformation that fails and
 * RequestData does not come.
 *
 * In ParaView the request is then told to have been fulfilled, with an output that is empty. A
 * representation there waits for the end of an update that it has asked for, and never looks again
 * when that fails: it would go on to show what was there before, also after the mistake is mended.
 */
#ifndef FailedRequest_h
#define FailedRequest_h

#include <functional>

class vtkAlgorithm;
class vtkInformation;
class vtkInformationVector;

namespace curvedreformat
{
/** For ProcessRequest: `process` is all that it does, and returns what it would return. Where it
 * fails a RequestInformation it leaves an image's whole extent empty (SetEmptyWholeExtent). */
int CarryOut(vtkAlgorithm* algorithm, vtkInformation* request, vtkInformationVector* outputVector,
  const std::function<int()>& process);
}

#endif
