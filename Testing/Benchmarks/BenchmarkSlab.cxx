// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Slabs, beside the same straightened image made thick and reduced by vtkImageSlab. Both times
 * include the curve's model and frames.
 */
#include "BenchmarkData.h"

#include "vtkCurvedPlanarReformat.h"
#include "vtkImageSlab.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <utility>

namespace benchmarks
{
namespace
{
const char* const AxisNames[] = { "x", "y", "curve" };

/** What is made of the samples of MainTask(): slabs of so many of them. */
struct SlabTask
{
  int Axis;
  int Samples;
  int Mode;
};

vtkSmartPointer<vtkCurvedPlanarReformat> MakeThick(const SlabTask& slab)
{
  const Task& task = MainTask();
  auto filter = vtkSmartPointer<vtkCurvedPlanarReformat>::New();
  filter->SetInputData(task.Image);
  filter->SetCurveData(task.Curve);
  int pixels[2] = { task.Dimensions[0], task.Dimensions[1] };
  if (slab.Axis < 2)
  {
    pixels[slab.Axis] = slab.Samples;
  }
  filter->SetSliceDimensions(pixels);
  filter->SetSpacing(task.Spacing, task.Spacing, task.Spacing);
  filter->SetGenerateMask(false);
  filter->SetNumberOfThreads(1);
  return filter;
}

vtkSmartPointer<vtkCurvedPlanarReformat> MakeSlabs(const SlabTask& slab)
{
  auto filter = MakeThick(slab);
  filter->SetSlabAxis(slab.Axis);
  filter->SetSlabMode(slab.Mode);
  filter->SetSlabThickness(slab.Samples * MainTask().Spacing);
  return filter;
}

void CountSamples(benchmark::State& state, const SlabTask& slab)
{
  const Task& task = MainTask();
  long long samples = task.Voxels();
  if (slab.Axis < 2)
  {
    samples = samples / task.Dimensions[slab.Axis] * slab.Samples;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * samples);
}

void RunOurs(benchmark::State& state, const SlabTask& slab)
{
  const auto filter = MakeSlabs(slab);
  for (auto _ : state)
  {
    MainTask().Curve->Modified();
    filter->Update();
  }
  CountSamples(state, slab);
}

/** Stops everything when a voxel is off by more than a rounding. */
void CheckAgreement(const SlabTask& slab, vtkImageData* theirs)
{
  static std::set<int> checked;
  if (!checked.insert(slab.Samples * 16 + slab.Axis * 4 + slab.Mode).second)
  {
    return;
  }
  const auto filter = MakeSlabs(slab);
  filter->Update();
  vtkImageData* ours = filter->GetOutput();
  int extent[6];
  theirs->GetExtent(extent);
  int largest = 0;
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    for (int j = extent[2]; j <= extent[3]; ++j)
    {
      for (int i = extent[0]; i <= extent[1]; ++i)
      {
        // its first slab along the curve is that around the middle one of these slices
        const int slice = k + (slab.Axis == 2 ? slab.Samples / 2 - extent[4] : 0);
        largest = std::max(largest,
          std::abs(*static_cast<std::int16_t*>(ours->GetScalarPointer(i, j, slice)) -
            *static_cast<std::int16_t*>(theirs->GetScalarPointer(i, j, k))));
      }
    }
  }
  std::cerr << "slab along " << AxisNames[slab.Axis] << ": " << largest << " off vtkImageSlab's\n";
  if (largest > 1)
  {
    std::cerr << "It does not do the same work as our filter; nothing is compared.\n";
    std::exit(EXIT_FAILURE);
  }
}

void RunThick(benchmark::State& state, const SlabTask& slab)
{
  const auto thick = MakeThick(slab);
  auto reduce = vtkSmartPointer<vtkImageSlab>::New();
  reduce->SetInputConnection(thick->GetOutputPort());
  reduce->SetOrientation(slab.Axis);
  reduce->SetOperation(slab.Mode);
  reduce->SetNumberOfThreads(1);
  if (slab.Axis == 2)
  {
    reduce->SetMultiSliceOutput(1);
    reduce->SetSliceRange(0, slab.Samples - 1);
  }
  for (auto _ : state)
  {
    MainTask().Curve->Modified();
    reduce->Update();
  }
  CountSamples(state, slab);
  CheckAgreement(slab, reduce->GetOutput());
}
}

//------------------------------------------------------------------------------
void RegisterSlabs()
{
  for (const auto& [axis, samples] :
    { std::pair<int, int>(0, 32), { 0, 128 }, { 1, 32 }, { 1, 128 }, { 2, 9 } })
  {
    for (const int mode : { VTK_IMAGE_SLAB_MAX, VTK_IMAGE_SLAB_MEAN })
    {
      const SlabTask slab{ axis, samples, mode };
      const std::string group = std::string("slab/") + AxisNames[axis] + ", " +
        std::to_string(samples) + (mode == VTK_IMAGE_SLAB_MAX ? ", maximum/" : ", mean/");
      const auto add = [&](const char* name, void (*run)(benchmark::State&, const SlabTask&))
      {
        benchmark::RegisterBenchmark(
          (group + name).c_str(), [=](benchmark::State& s) { run(s, slab); })
          ->UseRealTime()
          ->Iterations(1)
          ->Unit(benchmark::kMillisecond);
      };
      add("ours", RunOurs);
      add("thick image", RunThick);
    }
  }
}
}
