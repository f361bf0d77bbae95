// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Every filter that samples stops in mid-run when it is told to, by an observer of its progress or
 * by another thread, and then has no output; when it runs again the output is complete.
 *
 *     vtkCurvedReformatRobustnessTests TestAbort 1024
 *
 * does so on an image of 1024^3 voxels, and prints how long Update() went on after it was told. The
 * times are not tested: they are those of the machine and of what else it does.
 */

#include "TestMemory.h"
#include "TestSpySource.h"

#include "vtkCallbackCommand.h"
#include "vtkCurveCrossSection.h"
#include "vtkCurveFrames.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkMultiCurvePlanarReformat.h"
#include "vtkReformatProfile.h"
#include "vtkSignedCharArray.h"
#include "vtkStraightenDataSet.h"
#include "vtkStraighteningDisplacementField.h"
#include "vtkTable.h"
#include "vtkTestErrorObserver.h"
#include "vtkThreadedImageAlgorithm.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <future>
#include <iomanip>

using namespace testcurves;

namespace
{
using Clock = std::chrono::steady_clock;

/** Stops an algorithm once it has got so far. */
class Stopper
{
public:
  Stopper(vtkAlgorithm* algorithm, bool fromThread, double progress)
    : Algorithm(algorithm)
    , FromThread(fromThread)
    , Progress(progress)
  {
    this->Command->SetClientData(this);
    this->Command->SetCallback(
      [](vtkObject*, unsigned long, void* self, void*) { static_cast<Stopper*>(self)->Look(); });
    this->Tag = algorithm->AddObserver(vtkCommand::ProgressEvent, this->Command);
  }
  ~Stopper() { this->Algorithm->RemoveObserver(this->Tag); }

  /** Milliseconds since it was told to stop; less than 0 when it was not. */
  double Since()
  {
    if (this->Thread.valid())
    {
      this->Thread.get();
    }
    const std::chrono::duration<double, std::milli> passed = Clock::now() - this->Told;
    return this->IsTold ? passed.count() : -1.0;
  }

private:
  void Look()
  {
    const double progress = this->Algorithm->GetProgress();
    if (this->IsTold || progress < this->Progress || progress >= 1.0)
    {
      return;
    }
    this->IsTold = true;
    this->Told = Clock::now();
    if (!this->FromThread)
    {
      this->Algorithm->SetAbortExecute(1);
      return;
    }
    this->Thread = std::async(std::launch::async,
      [this]()
      {
        this->Told = Clock::now();
        this->Algorithm->SetAbortExecute(1);
      });
  }

  vtkAlgorithm* Algorithm;
  bool FromThread;
  double Progress;
  vtkNew<vtkCallbackCommand> Command;
  unsigned long Tag = 0;
  bool IsTold = false;
  Clock::time_point Told;
  std::future<void> Thread;
};

/** Of all outputs. */
vtkIdType CountOutput(vtkAlgorithm* algorithm)
{
  vtkIdType count = 0;
  for (int port = 0; port < algorithm->GetNumberOfOutputPorts(); ++port)
  {
    vtkDataObject* data = algorithm->GetOutputDataObject(port);
    auto* table = vtkTable::SafeDownCast(data);
    count += table ? table->GetNumberOfRows() : data->GetNumberOfElements(vtkDataObject::POINT);
  }
  return count;
}

void TestFilter(
  const std::string& name, vtkAlgorithm* algorithm, bool prints, double progress = -1.0)
{
  vtkNew<vtkTest::ErrorObserver> errors;
  algorithm->AddObserver(vtkCommand::ErrorEvent, errors);
  if (!prints)
  {
    algorithm->Update(); // of which nothing may be left
    CHECK(CountOutput(algorithm) > 0, name << " has no output");
  }
  for (const bool fromThread : { false, true })
  {
    Stopper stopper(algorithm, fromThread, progress >= 0.0 ? progress : prints ? 0.01 : 0.3);
    algorithm->SetAbortExecute(0); // VTK since 9.3 leaves that to who has set it
    algorithm->Modified();
    algorithm->Update();
    const double since = stopper.Since();
    CHECK(since >= 0.0, name << " tells too little of its progress to be stopped by it");
    if (!fromThread)
    {
      // One that is told by another thread may be at its end by then.
      CHECK(CountOutput(algorithm) == 0, name << " was stopped and has an output");
    }
    CHECK(!errors->GetError(), name << " was stopped and says " << errors->GetErrorMessage());
    if (prints)
    {
      std::cout << std::setw(34) << std::left << name << std::right << std::setw(9) << since
                << " ms" << (fromThread ? ", told by another thread" : "") << std::endl;
    }
  }
  if (!prints)
  {
    algorithm->SetAbortExecute(0);
    algorithm->Modified();
    algorithm->Update();
    CHECK(CountOutput(algorithm) > 0, name << " has no output when it goes on");
  }
  auto* threaded = vtkThreadedImageAlgorithm::SafeDownCast(algorithm);
  if (threaded && !threaded->GetEnableSMP())
  {
    // in pieces that VTK makes
    threaded->SetEnableSMP(true);
    TestFilter(name + ", vtkSMPTools", algorithm, prints, progress);
    threaded->SetEnableSMP(false);
  }
}
}

int TestAbort(int argc, char* argv[])
{
  const int given = argc > 1 ? std::atoi(argv[1]) : 0;
  const int size = given > 0 ? given : 96;
  const bool prints = given > 0;
  std::cout << std::fixed << std::setprecision(1);

  vtkNew<SpySource> source;
  const int extent[6] = { 0, size - 1, 0, size - 1, 0, size - 1 };
  std::copy_n(extent, 6, source->Image.Extent);
  source->ScalarType = VTK_SIGNED_CHAR;
  source->Fill = [](vtkImageData* image)
  {
    vtkNew<vtkSignedCharArray> values;
    values->SetName("v");
    values->SetNumberOfTuples(image->GetNumberOfPoints());
    std::fill_n(values->GetPointer(0), values->GetNumberOfTuples(), static_cast<signed char>(7));
    image->GetPointData()->SetScalars(values);
  };
  const double r = 0.3 * size;
  std::vector<Vec> points = Helix(r, 0.5 * r, 1.0).Points(60);
  for (Vec& p : points)
  {
    p = p + Vec{ 0.5 * size, 0.5 * size, 0.1 * size };
  }
  const auto curve = MakePolyline(points);
  const auto connect = [&](auto* filter)
  {
    filter->SetInputConnection(0, source->GetOutputPort());
    filter->SetCurveData(curve);
  };

  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(curve);
  frames->SetSampleSpacing(prints ? 1e-3 : 1e-2);
  TestFilter("frames", frames, prints);
  for (const int mode : { 0, 1, 2, 3, 4 })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    connect(reformat.Get());
    reformat->SetMode(mode);
    reformat->SetInterpolationToCubic();
    reformat->SetSliceSize(0.5 * size, 0.5 * size);
    if (mode == vtkReformatMap::Unfolded)
    {
      reformat->SetSpacing(1, 1, 1);
      reformat->SetSliceSize(0, 0);
      reformat->SetRadiusRange(0, 0.25 * size);
    }
    TestFilter(reformat->GetReformatMap()->GetModeAsString(), reformat, prints);
    if (mode == vtkReformatMap::Straightened)
    {
      reformat->SetSlabThickness(0.1 * size);
      reformat->SetSlabAxis(vtkCurvedPlanarReformat::SLAB_CURVE);
      TestFilter("slabs along the curve", reformat, prints);
      reformat->SetSlabAxis(vtkCurvedPlanarReformat::SLAB_Y);
      TestFilter("slabs along y", reformat, prints);
    }
  }
  vtkNew<vtkMultiCurvePlanarReformat> many;
  connect(many.Get());
  many->SetSliceSize(0.5 * size, 0.5 * size);
  TestFilter("several curves", many, prints);
  vtkNew<vtkCurveCrossSection> section;
  connect(section.Get());
  section->SetSliceSize(0.5 * size, 0.5 * size);
  section->SetSliceDimensions(8 * size, 8 * size);
  section->SetArcLength(size);
  TestFilter("cross-section", section, prints, 0.0); // it tells of slices, and has one
  vtkNew<vtkCurvedPlanarReformat> straighten;
  connect(straighten.Get());
  straighten->SetSliceSize(0.5 * size, 0.5 * size);
  straighten->Update();
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(straighten->GetOutput());
  bend->SetReferenceConnection(source->GetOutputPort());
  TestFilter("bent back", bend, prints);
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(straighten->GetOutput());
  TestFilter("profile", profile, prints);

  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(curve);
  field->SetSliceSize(0.5 * size, 0.5 * size);
  const double step = prints ? size / 200.0 : 2.0;
  field->SetSpacing(step, step, step);
  TestFilter("displacement field", field, prints);
  vtkNew<vtkPolyData> cloud;
  vtkNew<vtkPoints> inCloud;
  const int side = prints ? 200 : 60;
  inCloud->SetNumberOfPoints(vtkIdType(side) * side * side);
  for (vtkIdType i = 0; i < inCloud->GetNumberOfPoints(); ++i)
  {
    const double scale = static_cast<double>(size) / side;
    const vtkIdType j = i / side;
    const vtkIdType k = j / side;
    inCloud->SetPoint(i, scale * static_cast<double>(i % side),
      scale * static_cast<double>(j % side), scale * static_cast<double>(k));
  }
  cloud->SetPoints(inCloud);
  vtkNew<vtkStraightenDataSet> points3;
  points3->SetInputData(cloud);
  points3->SetCurveData(curve);
  TestFilter("data set", points3, prints);
  return Verdict();
}
