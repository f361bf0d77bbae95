// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What straightening needs at its peak is the output, the brick of the image under it, and less
// than 1 MB a thread.

#include "TestMemory.h"
#include "TestSpySource.h"

using namespace testcurves;

namespace
{
struct Job
{
  int Slabs;
  int Threads;
};

/** From small to large, since the peak of a process never goes down. */
std::vector<Job> Jobs()
{
  return { { 24, 1 }, { 12, 2 }, { 6, 8 }, { 3, 1 }, { 1, 2 } };
}
}

int TestPeakMemory(int, char*[])
{
  if (!MeasurePeaks())
  {
    return 125; // skipped
  }

  std::vector<Vec> points = Helix(60.0, 40.0, 1.3).Points(400);
  for (Vec& p : points)
  {
    p = p + Vec{ 150, 150, 30 };
  }
  const auto curve = MakePolyline(points);
  for (const Job& job : Jobs())
  {
    vtkNew<SpySource> source;
    const int whole[6] = { 0, 299, 0, 299, 0, 399 };
    std::copy_n(whole, 6, source->Image.Extent);
    source->ScalarType = VTK_SHORT;
    source->Fill = FillWithShorts;
    source->ReleaseDataFlagOn();
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputConnection(source->GetOutputPort());
    reformat->SetCurveData(curve);
    reformat->SetSliceDimensions(160, 160);
    reformat->SetSpacing(0.5, 0.5, 0.5);
    reformat->SetEnableSMP(false);
    reformat->SetNumberOfThreads(job.Threads);
    // the curve, its frame, the libraries and the threads are there from now on
    int part[6] = { 80, 80, 80, 80, 0, 7 };
    reformat->UpdateExtent(part);
    const double before = Status("VmRSS");
    const double earlierPeak = Status("VmHWM");
    source->Requests.clear();
    part[0] = part[2] = 0;
    part[1] = part[3] = 159;

    const int slices =
      vtkStreamingDemandDrivenPipeline::GetWholeExtent(reformat->GetOutputInformation(0))[5] + 1;
    double output = 0.0;
    for (int slab = 0; slab < job.Slabs; ++slab)
    {
      part[4] = slices * slab / job.Slabs;
      part[5] = slices * (slab + 1) / job.Slabs - 1;
      reformat->UpdateExtent(part);
      // voxels and mask
      output =
        std::max(output, 3.0 * static_cast<double>(reformat->GetOutput()->GetNumberOfPoints()));
    }
    const double peak = Status("VmHWM") - before;
    double brick = 0.0;
    for (const Extent& extent : source->Requests)
    {
      brick = std::max(brick, sizeof(short) * CountVoxels(extent));
    }
    const double extra = peak - output - brick;
    std::cout << job.Slabs << " slabs, " << job.Threads << " threads: peak " << peak / 1e6
              << " MB = output " << output / 1e6 << " + brick " << brick / 1e6 << " + "
              << extra / 1e6 << "\n";
    CHECK(Status("VmHWM") > earlierPeak, "the peak is that of an earlier job");
    CheckBelow(extra, 1e6 * job.Threads + PeakRounding(), "bytes on top");
  }
  return Verdict();
}
