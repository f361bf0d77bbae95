// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The progress of work that several threads share.
 */
#ifndef SharedProgress_h
#define SharedProgress_h

#include "vtkAlgorithm.h"
#include "vtkType.h"

#include <atomic>
#include <thread>

namespace curvedreformat
{
/** Who observes an algorithm is told in the thread that began only, but of what all have done. */
class SharedProgress
{
public:
  /** In the thread that others are started from, before they are. */
  void Begin(vtkAlgorithm* algorithm, double whole)
  {
    this->Algorithm = algorithm;
    this->Whole = whole;
    this->Done = 0;
    this->Beginner = std::this_thread::get_id();
    algorithm->UpdateProgress(0.0);
  }

  void Add(vtkIdType part)
  {
    const vtkIdType done = this->Done.fetch_add(part, std::memory_order_relaxed) + part;
    if (std::this_thread::get_id() == this->Beginner)
    {
      this->Algorithm->UpdateProgress(static_cast<double>(done) / this->Whole);
    }
  }

private:
  vtkAlgorithm* Algorithm = nullptr;
  double Whole = 1.0;
  std::atomic<vtkIdType> Done{ 0 };
  std::thread::id Beginner;
};
}

#endif
