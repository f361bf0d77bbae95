// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What straightening needs at its peak is the output, the brick of the image under it, and less
// than 1 MB a thread.

#include "TestImages.h"

#include "vtkImageAlgorithm.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkShortArray.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <fstream>

#if defined(__GLIBC__)
#include <malloc.h>
#include <unistd.h>
#endif

using namespace testcurves;

namespace
{
/** Makes what it is asked for, and nothing else. */
class BrickSource : public vtkImageAlgorithm
{
public:
  static BrickSource* New() { VTK_STANDARD_NEW_BODY(BrickSource); }
  vtkTypeMacro(BrickSource, vtkImageAlgorithm);

  double LargestBrick = 0.0; ///< in bytes

protected:
  BrickSource() { this->SetNumberOfInputPorts(0); }

  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    const int whole[6] = { 0, 299, 0, 299, 0, 399 };
    const double direction[9] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
    info->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), whole, 6);
    info->Set(vtkDataObject::ORIGIN(), 0.0, 0.0, 0.0);
    info->Set(vtkDataObject::SPACING(), 1.0, 1.0, 1.0);
    info->Set(vtkDataObject::DIRECTION(), direction, 9);
    info->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
    vtkDataObject::SetPointDataActiveScalarInfo(info, VTK_SHORT, 1);
    return 1;
  }

  int RequestData(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    int extent[6];
    info->Get(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), extent);
    vtkImageData* image = vtkImageData::GetData(outputVector);
    image->SetExtent(extent);
    vtkNew<vtkShortArray> values;
    values->SetName("v");
    values->SetNumberOfTuples(image->GetNumberOfPoints());
    std::fill_n(values->GetPointer(0), values->GetNumberOfTuples(), short(7));
    image->GetPointData()->SetScalars(values);
    this->LargestBrick =
      std::max(this->LargestBrick, 2.0 * static_cast<double>(values->GetNumberOfTuples()));
    return 1;
  }
};

/** A figure of this process, in bytes; 0 where the system does not tell. */
double Status(const std::string& name)
{
  std::ifstream file("/proc/self/status");
  std::string word;
  double kilobytes = 0.0;
  while (file >> word)
  {
    if (word == name + ":")
    {
      file >> kilobytes;
      break;
    }
  }
  return 1024.0 * kilobytes;
}

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
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  std::cout << "this system or build does not tell what memory is used for\n";
  return 125; // skipped
#else
  if (Status("VmHWM") == 0.0)
  {
    std::cout << "the system does not tell the peak\n";
    return 125;
  }
  // What is freed goes back to the system: else the peak is that of malloc's own policy.
  mallopt(M_MMAP_THRESHOLD, 1 << 16);
  mallopt(M_TRIM_THRESHOLD, 1 << 16);

  std::vector<Vec> points = Helix(60.0, 40.0, 1.3).Points(400);
  for (Vec& p : points)
  {
    p = p + Vec{ 150, 150, 30 };
  }
  const auto curve = MakePolyline(points);
  for (const Job& job : Jobs())
  {
    vtkNew<BrickSource> source;
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
    source->LargestBrick = 0.0;
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
    const double extra = peak - output - source->LargestBrick;
    std::cout << job.Slabs << " slabs, " << job.Threads << " threads: peak " << peak / 1e6
              << " MB = output " << output / 1e6 << " + brick " << source->LargestBrick / 1e6
              << " + " << extra / 1e6 << "\n";
    CHECK(Status("VmHWM") > earlierPeak, "the peak is that of an earlier job");
    // the kernel counts pages for each processor, and sums them up now and then
    const double counting = 0.25e6 * static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN));
    CheckBelow(extra, 1e6 * job.Threads + counting, "bytes on top");
  }
  return Verdict();
#endif
}
