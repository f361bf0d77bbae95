// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Pipelines of all filters, built, run and deleted again and again, take no more memory at the end
 * than at the beginning; so do those that end in an error.
 */

#include "TestImages.h"
#include "TestMemory.h"

#include "vtkCurveCrossSection.h"
#include "vtkCurveFrames.h"
#include "vtkExecutive.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkMultiCurvePlanarReformat.h"
#include "vtkReformatProfile.h"
#include "vtkStraightenDataSet.h"
#include "vtkStraighteningDisplacementField.h"
#include "vtkStraighteningTransform.h"
#include "vtkTestErrorObserver.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

using namespace testcurves;

namespace
{
/** What malloc has given and not got back, in bytes; 0 where it does not tell. */
double Allocated()
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33) && !defined(__SANITIZE_ADDRESS__)
  const auto info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
#else
  return 0.0;
#endif
}

void BuildAndRun(bool fails)
{
  Geometry g;
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_SHORT, 1, [](int i, int j, int k, int) { return i + j + k; });
  std::vector<Vec> points = Helix(5, 3, 1).Points(20);
  for (Vec& p : points)
  {
    p = p + Vec{ 10, 10, 3 };
  }
  if (fails)
  {
    points.resize(1);
  }
  const auto curve = MakePolyline(points);
  vtkNew<vtkTest::ErrorObserver> errors;
  const auto run = [&](vtkAlgorithm* algorithm)
  {
    algorithm->AddObserver(vtkCommand::ErrorEvent, errors);
    algorithm->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, errors);
    algorithm->Update();
    CHECK(fails == errors->GetError(),
      algorithm->GetClassName() << " said " << errors->GetErrorMessage());
    errors->Clear();
  };

  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(curve);
  run(frames);
  const auto connect = [&](auto* filter)
  {
    filter->SetInputData(image);
    filter->SetCurveData(curve);
    filter->SetSliceSize(6, 6);
    run(filter);
  };
  vtkNew<vtkCurvedPlanarReformat> straighten;
  connect(straighten.Get());
  straighten->SetModeToProjected();
  run(straighten);
  straighten->SetModeToUnfolded();
  straighten->SetSlabThickness(0);
  run(straighten);
  straighten->SetModeToStraightened();
  straighten->SetInterpolationToCubic();
  run(straighten);
  vtkNew<vtkMultiCurvePlanarReformat> many;
  connect(many.Get());
  vtkNew<vtkCurveCrossSection> section;
  connect(section.Get());
  vtkNew<vtkStraightenDataSet> model;
  model->SetInputData(curve);
  model->SetCurveData(curve);
  run(model);
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(curve);
  field->SetSliceSize(6, 6);
  field->SetSpacing(1, 1, 1);
  field->SetTolerance(0);
  run(field);
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(curve);
  transform->AddObserver(vtkCommand::ErrorEvent, errors);
  transform->TransformPoint(1, 2, 3);
  errors->Clear();
  if (!fails)
  {
    vtkNew<vtkInverseCurvedPlanarReformat> bend;
    bend->SetInputConnection(straighten->GetOutputPort());
    run(bend);
    vtkNew<vtkReformatProfile> profile;
    profile->SetInputConnection(straighten->GetOutputPort());
    run(profile);
  }
}
}

int TestPipelinesInALoop(int argc, char* argv[])
{
  const int given = argc > 1 ? std::atoi(argv[1]) : 0;
  const int count = given > 0 ? given : 200;
  if (!MeasurePeaks())
  {
    return 125;
  }
  const auto loop = [](int times)
  {
    for (int i = 0; i < times; ++i)
    {
      BuildAndRun(i % 2 == 1);
    }
  };
  // What is left behind is left behind in every round. What malloc and others keep for the next
  // time is kept once, which may take some rounds: ten were seen.
  constexpr int rounds = 20;
  loop(count);
  double allocated = std::numeric_limits<double>::max();
  double resident = std::numeric_limits<double>::max();
  for (int round = 0; round < rounds && (round == 0 || allocated > 0.0); ++round)
  {
    const double residentBefore = Status("VmRSS");
    const double allocatedBefore = Allocated();
    loop(count);
    allocated = std::min(allocated, Allocated() - allocatedBefore);
    resident = std::min(resident, Status("VmRSS") - residentBefore);
  }
  std::cout << count << " pipelines: " << allocated << " bytes more are allocated, " << resident
            << " more are resident\n";
  // The smallest object of VTK's takes more than 100 bytes, one array of an output 10 000.
  CHECK(allocated < 5.0 * count, "a pipeline leaves " << allocated / count << " bytes behind");
  CHECK(resident < 1e6, "memory grows");
  return Verdict();
}
