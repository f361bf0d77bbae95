// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the filter needs besides its input and its output, at its peak. Measured on Linux only,
 * where the kernel keeps the largest resident size and lets a process start it anew.
 */
#include "BenchmarkData.h"

#include "vtkCurvedPlanarReformat.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <string>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace benchmarks
{
namespace
{
/** A line of /proc/self/status, in kB; 0 when there is none. */
double Status(const std::string& name)
{
  std::ifstream file("/proc/self/status");
  std::string word;
  while (file >> word)
  {
    if (word == name + ":")
    {
      double value = 0.0;
      file >> value;
      return value;
    }
  }
  return 0.0;
}

bool StartPeakAnew()
{
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
  std::ofstream file("/proc/self/clear_refs");
  file << "5" << std::flush;
  return file.good();
}

void RunPeak(benchmark::State& state, int threads)
{
  const Task& task = MainTask();
  const bool mask = state.range(0) != 0;
  // voxels, and of each slice a matrix and an arc length
  const double output = static_cast<double>(task.Voxels()) * (mask ? 3.0 : 2.0) / 1024.0;
  double extra = 0.0;
  for (auto _ : state)
  {
    vtkNew<vtkCurvedPlanarReformat> filter;
    filter->SetInputData(task.Image);
    filter->SetCurveData(task.Curve);
    filter->SetSliceDimensions(task.Dimensions[0], task.Dimensions[1]);
    filter->SetSpacing(task.Spacing, task.Spacing, task.Spacing);
    filter->SetGenerateMask(mask);
    filter->SetNumberOfThreads(threads);
    if (!StartPeakAnew())
    {
      state.SkipWithError("The peak of the resident size cannot be measured here.");
      break;
    }
    const double before = Status("VmRSS");
    filter->Update();
    extra = Status("VmHWM") - before - output;
  }
  state.counters["output_kB"] = output;
  state.counters["extra_kB"] = extra;
  state.counters["extra_kB_per_thread"] = extra / threads;
}
}

//------------------------------------------------------------------------------
void RegisterMemory()
{
  for (const int threads : { 1, 2, 8 })
  {
    const std::string name = "memory/linear/" + std::to_string(threads) + " threads";
    benchmark::RegisterBenchmark(
      name.c_str(), [=](benchmark::State& state) { RunPeak(state, threads); })
      ->ArgName("mask")
      ->Arg(0)
      ->Arg(1)
      ->UseRealTime()
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
  }
}
}
