// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What vtkCurveImageAlgorithm and its subclasses decide in RequestInformation, and what the threads
 * of one execution read.
 */
#ifndef CurveImageExecution_h
#define CurveImageExecution_h

#include "../Parallel/BlockWatch.h"
#include "../Parallel/ImagePieces.h"
#include "../Parallel/SharedCurve.h"
#include "../Parallel/SharedProgress.h"
#include "ImageGeometry.h"
#include "ImageSampler.h"

#include <atomic>
#include <string>

namespace curvedreformat
{
struct CurveImageExecution
{
  explicit CurveImageExecution(vtkAlgorithm* self)
    : Watch(self)
  {
  }

  BlockWatch Watch;
  bool InBlocks = false; ///< the input is a composite data set
  bool Planned = false;  ///< the last RequestInformation went well
  std::string Refusal;   ///< why the last RequestUpdateExtent did not
  SharedCurve Curve;
  ImagePieces Pieces[3];               ///< of the images on the input ports
  vtkSmartPointer<vtkImageData> Image; ///< what is sampled
  ImageGeometry Input;
  ImageGeometry Output;
  ImageSampler Sampler;
  std::string Error;                    ///< of PrepareImageData
  std::atomic<bool> AnyInside{ false }; ///< any sample was
  SharedProgress Progress;              ///< in voxels of the output
};
}

#endif
