// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Straightening an image: our filter, what people use today, and the ceiling. All write a newly
 * allocated output (main() sees to it that it is new to the kernel, too). What the competitors need
 * besides - the displacement grid, the matrices of the slices, the world points of the probe - is
 * made before the clock starts; our time includes the curve's model and frames.
 */
#include "BenchmarkData.h"
#include "GatherLoop.h"
#include "SlicerGrid.h"

#include "vtkCurvedPlanarReformat.h"
#include "vtkImageReslice.h"
#include "vtkMath.h"
#include "vtkPointData.h"
#include "vtkPoints.h"
#include "vtkProbeFilter.h"
#include "vtkStructuredGrid.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <memory>

namespace benchmarks
{
namespace
{
const char* const KernelNames[] = { "nearest", "linear", "cubic" };

vtkSmartPointer<vtkCurvedPlanarReformat> MakeFilter(
  const Task& task, int interpolation, int threads, bool mask)
{
  auto filter = vtkSmartPointer<vtkCurvedPlanarReformat>::New();
  filter->SetInputData(task.Image);
  filter->SetCurveData(task.Curve);
  filter->SetSliceDimensions(task.Dimensions[0], task.Dimensions[1]);
  filter->SetSpacing(task.Spacing, task.Spacing, task.Spacing);
  filter->SetInterpolation(interpolation);
  filter->SetGenerateMask(mask);
  filter->SetNumberOfThreads(threads);
  return filter;
}

const std::int16_t* Values(vtkImageData* image)
{
  return static_cast<const std::int16_t*>(image->GetScalarPointer());
}

struct Tolerance
{
  double Share;   ///< of the voxels that may differ
  int Difference; ///< by how much at most
};
// Float arithmetic rounds some voxels the other way, or takes the other one of two neighbours that
// are equally near. The coarse grid samples elsewhere.
constexpr Tolerance Rounding = { 0.05, 1 };
constexpr Tolerance Neighbours = { 0.001, VTK_SHORT_MAX };
constexpr Tolerance Anything = { 1.0, 2 * VTK_SHORT_MAX };

/** Stops everything when two outputs that should be the same are not: numbers of different work
 * must not be compared. Float arithmetic rounds some voxels the other way. */
void CheckAgreement(const std::string& what, const Task& task, const std::int16_t* ours,
  const std::int16_t* theirs, const Tolerance& tolerance)
{
  long long other = 0;
  int largest = 0;
  for (long long i = 0; i < task.Voxels(); ++i)
  {
    const int difference = std::abs(ours[i] - theirs[i]);
    other += difference != 0;
    largest = std::max(largest, difference);
  }
  const double part = static_cast<double>(other) / static_cast<double>(task.Voxels());
  std::cerr << what << ": " << 100.0 * part << " % of the voxels differ from ours, by " << largest
            << " at most\n";
  if (part > tolerance.Share || largest > tolerance.Difference)
  {
    std::cerr << what << " does not do the same work as our filter; nothing is compared.\n";
    std::exit(EXIT_FAILURE);
  }
}

/** Our output, one for each kernel, to check the others against. */
vtkImageData* Reference(int interpolation)
{
  static std::map<int, vtkSmartPointer<vtkCurvedPlanarReformat>> filters;
  auto& filter = filters[interpolation];
  if (!filter)
  {
    const Task& task = MainTask();
    filter = MakeFilter(task, interpolation, 1, false);
    filter->Update();
    int dimensions[3];
    filter->GetOutput()->GetDimensions(dimensions);
    if (!std::equal(dimensions, dimensions + 3, task.Dimensions))
    {
      std::cerr << "The output is " << dimensions[0] << " x " << dimensions[1] << " x "
                << dimensions[2] << ", which is not what was wanted.\n";
      std::exit(EXIT_FAILURE);
    }
  }
  return filter->GetOutput();
}

void CountVoxels(benchmark::State& state, const Task& task)
{
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * task.Voxels());
}

//------------------------------------------------------------------------------
void RunOurs(benchmark::State& state, const Task& task, int interpolation, int threads, bool mask)
{
  const auto filter = MakeFilter(task, interpolation, threads, mask);
  for (auto _ : state)
  {
    task.Curve->Modified();
    filter->Update();
  }
  CountVoxels(state, task);
}

//------------------------------------------------------------------------------
vtkSmartPointer<vtkImageReslice> MakeReslice(const Task& task, int interpolation)
{
  auto reslice = vtkSmartPointer<vtkImageReslice>::New();
  reslice->SetInputData(task.Image);
  reslice->SetInterpolationMode(interpolation);
  reslice->SetOutputSpacing(task.Spacing, task.Spacing, task.Spacing);
  reslice->SetNumberOfThreads(1);
  return reslice;
}

void RunGrid(benchmark::State& state, int interpolation)
{
  const Task& task = MainTask();
  const double size[2] = { task.Dimensions[0] * task.Spacing, task.Dimensions[1] * task.Spacing };
  const SlicerGrid grid = MakeSlicerGrid(task.Frame, size, task.Spacing, Placement::AtOrigin);
  const auto reslice = MakeReslice(task, interpolation);
  reslice->SetResliceTransform(grid.Transform);
  reslice->SetOutputOrigin(task.Offset(0, 0), task.Offset(1, 0), 0.0);
  reslice->SetOutputExtent(
    0, task.Dimensions[0] - 1, 0, task.Dimensions[1] - 1, 0, task.Dimensions[2] - 1);
  for (auto _ : state)
  {
    reslice->Modified();
    reslice->Update();
  }
  CountVoxels(state, task);
  static bool checked[3] = {};
  if (!checked[interpolation])
  {
    checked[interpolation] = true;
    CheckAgreement(std::string("reslice+grid, ") + KernelNames[interpolation], task,
      Values(Reference(interpolation)), Values(reslice->GetOutput()), Anything);
  }
}

//------------------------------------------------------------------------------
void RunSlices(benchmark::State& state, int interpolation)
{
  const Task& task = MainTask();
  // One filter for all slices, and one copy of a slice: VMTK makes a pipeline a slice.
  const auto reslice = MakeReslice(task, interpolation);
  reslice->SetOutputDimensionality(2);
  reslice->SetOutputOrigin(task.Offset(0, 0), task.Offset(1, 0), 0.0);
  reslice->SetOutputExtent(0, task.Dimensions[0] - 1, 0, task.Dimensions[1] - 1, 0, 0);
  const std::size_t pixels = static_cast<std::size_t>(task.Dimensions[0]) * task.Dimensions[1];
  vtkSmartPointer<vtkImageData> volume;
  for (auto _ : state)
  {
    volume = nullptr;
    volume = vtkSmartPointer<vtkImageData>::New();
    volume->SetDimensions(task.Dimensions);
    volume->AllocateScalars(VTK_SHORT, 1);
    auto* out = static_cast<std::int16_t*>(volume->GetScalarPointer());
    for (const Slice& slice : task.Slices)
    {
      double t[3];
      vtkMath::Cross(slice.N, slice.B, t);
      reslice->SetResliceAxesDirectionCosines(slice.N, slice.B, t);
      reslice->SetResliceAxesOrigin(slice.C);
      reslice->Update();
      std::memcpy(out, Values(reslice->GetOutput()), pixels * sizeof(std::int16_t));
      out += pixels;
    }
  }
  CountVoxels(state, task);
  static bool checked[3] = {};
  if (!checked[interpolation])
  {
    checked[interpolation] = true;
    CheckAgreement(std::string("reslice slice by slice, ") + KernelNames[interpolation], task,
      Values(Reference(interpolation)), Values(volume), interpolation == 0 ? Neighbours : Rounding);
  }
}

//------------------------------------------------------------------------------
void RunProbe(benchmark::State& state)
{
  const Task& task = MainTask();
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(task.Voxels());
  vtkIdType index = 0;
  for (const Slice& slice : task.Slices)
  {
    for (int j = 0; j < task.Dimensions[1]; ++j)
    {
      for (int i = 0; i < task.Dimensions[0]; ++i)
      {
        double world[3];
        for (int axis = 0; axis < 3; ++axis)
        {
          world[axis] =
            slice.C[axis] + task.Offset(0, i) * slice.N[axis] + task.Offset(1, j) * slice.B[axis];
        }
        points->SetPoint(index++, world);
      }
    }
  }
  vtkNew<vtkStructuredGrid> grid;
  grid->SetDimensions(task.Dimensions);
  grid->SetPoints(points);
  vtkNew<vtkProbeFilter> probe;
  probe->SetInputData(grid);
  probe->SetSourceData(task.Image);
  for (auto _ : state)
  {
    probe->Modified();
    probe->Update();
  }
  CountVoxels(state, task);
  static bool checked = false;
  if (!checked)
  {
    checked = true;
    const auto* values = static_cast<const std::int16_t*>(
      probe->GetOutput()->GetPointData()->GetScalars()->GetVoidPointer(0));
    CheckAgreement("probe", task, Values(Reference(VTK_LINEAR_INTERPOLATION)), values, Rounding);
  }
}

//------------------------------------------------------------------------------
void RunGather(benchmark::State& state, Kernel kernel, bool fresh)
{
  const Task& task = MainTask();
  GatherImage image;
  image.Voxels = Values(task.Image);
  task.Image->GetDimensions(image.Dimensions);
  std::vector<GatherSlice> slices;
  for (const Slice& frame : task.Slices)
  {
    GatherSlice slice;
    for (int axis = 0; axis < 3; ++axis)
    {
      slice.ColumnStep[axis] = task.Spacing * frame.N[axis];
      slice.RowStep[axis] = task.Spacing * frame.B[axis];
      slice.First[axis] =
        frame.C[axis] + task.Offset(0, 0) * frame.N[axis] + task.Offset(1, 0) * frame.B[axis];
    }
    slices.push_back(slice);
  }
  // malloc, since a vector would write zeros first
  const std::size_t bytes = sizeof(std::int16_t) * static_cast<std::size_t>(task.Voxels());
  const auto allocate = [&]
  {
    return std::unique_ptr<std::int16_t, void (*)(void*)>(
      static_cast<std::int16_t*>(std::malloc(bytes)), std::free);
  };
  auto out = allocate();
  // not zeros, which the compiler would leave to calloc, and that to the kernel
  std::memset(out.get(), 1, bytes);
  benchmark::DoNotOptimize(out.get());
  for (auto _ : state)
  {
    if (fresh)
    {
      out.reset();
      out = allocate();
    }
    Gather(image, slices, kernel, task.Dimensions[0], task.Dimensions[1], out.get());
    benchmark::ClobberMemory();
  }
  CountVoxels(state, task);
  state.SetLabel(GatherForm());
  static bool checked[4] = {};
  if (!checked[static_cast<int>(kernel)])
  {
    checked[static_cast<int>(kernel)] = true;
    const int mode = kernel == Kernel::LinearByInstruction ? 1 : static_cast<int>(kernel);
    CheckAgreement(std::string("gather loop, ") + KernelNames[mode], task, Values(Reference(mode)),
      out.get(), mode == 0 ? Neighbours : Rounding);
  }
}

//------------------------------------------------------------------------------
void RunScaling(benchmark::State& state, int n)
{
  // one after the other, kept: eight gigabits of noise take a while
  static std::map<int, Task> tasks;
  if (!tasks.count(n))
  {
    tasks[n] = MakeScalingTask(n);
  }
  RunOurs(state, tasks[n], VTK_LINEAR_INTERPOLATION, 1, false);
}

template <typename Function>
void Register(const std::string& name, Function function)
{
  benchmark::RegisterBenchmark(name.c_str(), function)
    ->UseRealTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
}
}

//------------------------------------------------------------------------------
void RegisterReformat()
{
  using State = benchmark::State;
  for (int mode = 0; mode < 3; ++mode)
  {
    const std::string group = std::string("straighten/") + KernelNames[mode] + "/";
    Register(group + "ours", [=](State& s) { RunOurs(s, MainTask(), mode, 1, false); });
    Register(group + "ours with mask", [=](State& s) { RunOurs(s, MainTask(), mode, 1, true); });
    Register(group + "ours 2 threads", [=](State& s) { RunOurs(s, MainTask(), mode, 2, false); });
    Register(group + "reslice grid", [=](State& s) { RunGrid(s, mode); });
    Register(group + "reslice slices", [=](State& s) { RunSlices(s, mode); });
    const auto kernel = static_cast<Kernel>(mode);
    Register(group + "gather loop", [=](State& s) { RunGather(s, kernel, true); });
    Register(group + "gather loop used memory", [=](State& s) { RunGather(s, kernel, false); });
  }
  Register("straighten/linear/gather loop instruction",
    [](State& s) { RunGather(s, Kernel::LinearByInstruction, true); });
  Register("straighten/linear/probe", RunProbe);
  for (const int n : { 128, 256, 512, 1024 })
  {
    if (n > 128 && IsSmall())
    {
      break;
    }
    Register("input size/linear/" + std::to_string(n), [=](State& s) { RunScaling(s, n); });
  }
}
}
