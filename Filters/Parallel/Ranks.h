// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The processes of a parallel program, through VTK's parallel layer: the few things that the
 * filters have to tell each other. Where VTK was built without it, and for a null controller, there
 * is one rank, and nothing is sent.
 *
 * Whatever says "all ranks" is collective: all have to get there, in the same order.
 */
#ifndef Ranks_h
#define Ranks_h

#include "vtkType.h"

#include <functional>
#include <string>
#include <vector>

class vtkDataObject;
class vtkMultiProcessController;
class vtkObject;

namespace curvedreformat
{
/** For the filters' SetController(): hold another controller. True when it is another one. */
bool ReplaceController(
  vtkMultiProcessController*& held, vtkMultiProcessController* controller, vtkObject* self);

/** The controller that filters start with; nullptr without a parallel layer. */
vtkMultiProcessController* GlobalController();

class Ranks
{
public:
  explicit Ranks(vtkMultiProcessController* controller);

  int Count() const { return this->NumberOfRanks; }
  int Mine() const { return this->MyRank; }
  bool AreSeveral() const { return this->NumberOfRanks > 1; }

  ///@{
  /** What all ranks have, one after the other; from each rank equally much. */
  std::vector<int> Gather(const std::vector<int>& mine) const;
  std::vector<double> Gather(const std::vector<double>& mine) const;
  std::vector<long long> Gather(const std::vector<long long>& mine) const;
  ///@}

  /** The texts of all ranks. */
  std::vector<std::string> Gather(const std::string& mine) const;

  /**
   * The sentence that says what is wrong, on all ranks when something is on any: one that went on
   * alone would wait for the others for ever. A rank without a sentence of its own gets the one of
   * the lowest rank that has one.
   */
  std::string Agree(const std::string& error) const;

  /** The same of the sentence that `find` returns, or of one about memory where it throws
   * std::bad_alloc: the others would wait for a rank that was away with it. */
  std::string Agree(const std::function<std::string()>& find) const;

  /** Give the data object of one rank to all ranks. */
  void Broadcast(vtkDataObject* data, int root) const;

  ///@{
  /** From one rank to another. Sending may wait for the one that receives. */
  void Send(const unsigned char* bytes, vtkIdType count, int rank) const;
  void Receive(unsigned char* bytes, vtkIdType count, int rank) const;
  ///@}

private:
  vtkMultiProcessController* Controller;
  int NumberOfRanks = 1;
  int MyRank = 0;
};
}

#endif
