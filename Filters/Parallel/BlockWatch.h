// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Whether VTK is going through the blocks of a composite data set. It then runs all passes for each
 * block, within one execution of the filter, with the block in the place of the input: what is
 * upstream must not run, and the other ranks, which have other blocks, cannot be talked to.
 */
#ifndef BlockWatch_h
#define BlockWatch_h

#include "vtkAlgorithm.h"
#include "vtkCommand.h"

namespace curvedreformat
{
class BlockWatch
{
public:
  explicit BlockWatch(vtkAlgorithm* watched)
  {
    watched->AddObserver(vtkCommand::StartEvent, this, &BlockWatch::Start);
    watched->AddObserver(vtkCommand::EndEvent, this, &BlockWatch::End);
  }

  BlockWatch(const BlockWatch&) = delete;
  void operator=(const BlockWatch&) = delete;

  /** For RequestInformation, which is within an execution only for blocks. */
  bool IsInBlock() const { return this->Depth > 0; }

private:
  void Start() { ++this->Depth; }
  void End() { --this->Depth; }

  int Depth = 0; // each block is an execution within that of all
};
}

#endif
