// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A slab takes the memory of its output and of a few rows, however thick it is.

#include "TestMemory.h"
#include "TestSpySource.h"

using namespace testcurves;

int TestReformatSlabMemory(int, char*[])
{
  if (!MeasurePeaks())
  {
    return 125; // skipped
  }

  Geometry g;
  const int whole[6] = { 0, 99, 0, 99, 0, 99 };
  std::copy_n(whole, 6, g.Extent);
  const auto image = MakeImage(g);
  FillWithShorts(image);
  const auto curve = MakePolyline({ { 50, 50, 20 }, { 50, 50, 50 }, { 50, 50, 80 } });
  for (int axis = 0; axis < 3; ++axis)
  {
    for (const int threads : { 1, 4 })
    {
      vtkNew<vtkCurvedPlanarReformat> reformat;
      reformat->SetInputData(image);
      reformat->SetCurveData(curve);
      // along the slab's axis more than a thousand samples: the thick image would have 80 MB
      double spacing[3] = { 0.5, 0.5, 1.0 };
      spacing[axis] = axis == 2 ? 0.05 : 0.02;
      reformat->SetSpacing(spacing);
      reformat->SetSliceDimensions(axis == 0 ? 1 : 150, axis == 1 ? 1 : 150);
      reformat->SetSlabAxis(axis);
      reformat->SetSlabModeToMax();
      reformat->SetEnableSMP(false);
      reformat->SetNumberOfThreads(threads);
      // the curve, its frame, the libraries and the threads are there from now on
      int part[6] = { 0, axis == 0 ? 0 : 149, 0, axis == 1 ? 0 : 149, 0, axis == 2 ? 3 : 60 };
      reformat->SetSlabThickness(spacing[axis]);
      reformat->UpdateExtent(part);
      const double before = Status("VmRSS");
      reformat->SetSlabThickness(60.0);
      reformat->UpdateExtent(part);
      const double output = 3.0 * static_cast<double>(reformat->GetOutput()->GetNumberOfPoints());
      const double samples = output * 60.0 / spacing[axis];
      const double extra = Status("VmHWM") - before - output;
      std::cout << "axis " << axis << ", " << threads << " threads, " << samples / 1e6
                << " MB of samples: ";
      CHECK(samples > 5e7, "not a thick slab");
      // of a slab along the curve each thread keeps the rows and the planes of one line
      CheckBelow(extra, 1e6 * threads + PeakRounding(), "bytes on top of the output");
      ForEachVoxel(reformat->GetOutput(),
        [&](int, int, int, vtkIdType tuple)
        {
          CHECK(reformat->GetOutput()->GetPointData()->GetScalars()->GetComponent(tuple, 0) == 7,
            "another value than the image's only one");
        });
    }
  }
  return Verdict();
}
