// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What vtkCurveImageAlgorithm and its subclasses decide in RequestInformation, and what the threads
 * of one execution read.
 */
#ifndef CurveImageExecution_h
#define CurveImageExecution_h

#include "ImageGeometry.h"
#include "ImageSampler.h"

#include <atomic>
#include <string>

namespace curvedreformat
{
struct CurveImageExecution
{
  bool Planned = false; ///< the last RequestInformation went well
  bool Refused = false; ///< the last RequestUpdateExtent did not
  ImageGeometry Input;
  ImageGeometry Output;
  ImageSampler Sampler;
  std::string Error;                    ///< of PrepareImageData
  std::atomic<bool> AnyInside{ false }; ///< any sample was
};
}

#endif
