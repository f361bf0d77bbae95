// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/** From the points of a curve to its model, and to the framed curve, set-up included. */
#include "BenchmarkData.h"

#include "vtkCurveFrames.h"
#include "vtkMath.h"

#include <benchmark/benchmark.h>

#include <cmath>

namespace benchmarks
{
namespace
{
/** A helix with a wobble, so that no two spans are alike; its points 0.1 apart. */
vtkSmartPointer<vtkPolyData> MakeCentreline(int points)
{
  const double turns = points / 2000.0;
  return MakePolyline(SampleCurve(
    [](double t)
    {
      const double r = 30.0 + 3.0 * std::sin(5.3 * t);
      return Point{ r * std::cos(t), r * std::sin(t), 8.0 * t };
    },
    0.0, 2.0 * vtkMath::Pi() * turns, points - 1));
}

void RunModel(benchmark::State& state, int points)
{
  const auto curve = MakeCentreline(points);
  vtkNew<vtkMovingFrame> frame;
  for (auto _ : state)
  {
    curve->Modified();
    if (!frame->Build(curve))
    {
      state.SkipWithError(frame->GetErrorMessage().c_str());
      break;
    }
  }
}

void RunFrames(benchmark::State& state, int points)
{
  const auto curve = MakeCentreline(points);
  vtkNew<vtkCurveFrames> filter;
  filter->SetInputData(curve);
  for (auto _ : state)
  {
    curve->Modified();
    filter->Update();
  }
  state.SetLabel(std::to_string(filter->GetOutput()->GetNumberOfPoints()) + " points out");
}
}

//------------------------------------------------------------------------------
void RegisterFrames()
{
  using State = benchmark::State;
  const auto add = [](const std::string& name, const auto& function)
  {
    benchmark::RegisterBenchmark(name.c_str(), function)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->Iterations(1);
  };
  for (const int points : { 10000, 1000000 })
  {
    if (points > 10000 && IsSmall())
    {
      break;
    }
    const std::string group = "frames/" + std::to_string(points) + " points/";
    add(group + "model", [=](State& s) { RunModel(s, points); });
    add(group + "framed curve", [=](State& s) { RunFrames(s, points); });
  }
}
}
