// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Straightens a number of slices with one thread and without a mask, for a count of instructions:
 * the difference of two runs, divided by that of their voxels, is what a voxel costs.
 *
 *   KernelInstructions nearest|linear|cubic slices
 *
 * Prints the number of voxels.
 */
#include "BenchmarkData.h"

#include "vtkCurvedPlanarReformat.h"

#include <cstdlib>
#include <cstring>
#include <iostream>

int main(int argc, char* argv[])
{
  const char* const kernels[] = { "nearest", "linear", "cubic" };
  int interpolation = 0;
  while (argc == 3 && interpolation < 3 && std::strcmp(argv[1], kernels[interpolation]) != 0)
  {
    ++interpolation;
  }
  const int slices = argc == 3 ? std::atoi(argv[2]) : 0;
  if (interpolation == 3 || slices < 2)
  {
    std::cerr << "Usage: " << argv[0] << " nearest|linear|cubic slices\n";
    return EXIT_FAILURE;
  }
  // The same image and curve, however many slices: they are not part of the difference.
  vtkNew<vtkCurvedPlanarReformat> filter;
  filter->SetInputData(benchmarks::MakeImage(160, 160, 160));
  filter->SetCurveData(
    benchmarks::MakePolyline(benchmarks::MakeHelix(20.0, 10.0, 63.9, { 79.5, 79.5, 79.5 })));
  filter->SetSliceDimensions(128, 128);
  filter->SetSpacing(0.5, 0.5, 0.5);
  filter->SetNumberOfSlices(slices);
  filter->SetInterpolation(interpolation);
  filter->SetGenerateMask(false);
  filter->SetNumberOfThreads(1);
  filter->Update();
  std::cout << filter->GetOutput()->GetNumberOfPoints() << "\n";
  return EXIT_SUCCESS;
}
