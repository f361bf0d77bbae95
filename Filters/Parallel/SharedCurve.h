// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The curve that only some ranks have: a source that runs, or a reader that reads, on one rank.
 */
#ifndef SharedCurve_h
#define SharedCurve_h

#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <string>

class vtkAlgorithm;
class vtkInformationVector;
class vtkMultiProcessController;

namespace curvedreformat
{
class BlockWatch;
class Ranks;

class SharedCurve
{
public:
  /**
   * All ranks: those whose curve is empty take that of the lowest rank that has one. The others
   * must have the same points. Returns an empty string, or the sentence that says what is wrong.
   * That no rank has a curve is not: what is made of none says so. With one rank, that of others is
   * forgotten.
   *
   * For RequestInformation, which VTK runs on all ranks where what has been modified on one is
   * marked as modified on all. RequestData depends on what a rank is asked for, too.
   */
  std::string Share(const Ranks& ranks, vtkPolyData* own);

  /**
   * The same for RequestInformation of a filter that needs the curve on an input port for nothing
   * else yet. A curve that is a composite data set is no concern of other ranks.
   */
  std::string ShareInput(vtkMultiProcessController* controller, const BlockWatch& watch,
    vtkAlgorithm* self, int port, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector);

  /** The rank's own curve where it has one, else the one that it was given. */
  vtkPolyData* Get(vtkPolyData* own) const;

private:
  vtkSmartPointer<vtkPolyData> Given;
};
}

#endif
