// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The way back: points and images from the world to straightened coordinates, by our inverse, by
 * that of Slicer's grid transform, and by the iteration that every vtkWarpTransform inherits.
 *
 * Every competitor inverts its own forward map, so that what it gets wrong is the inverse's doing:
 * a point is wrong when it comes back more than 0.1 from where it was.
 */
#include "BenchmarkData.h"
#include "SlicerGrid.h"

#include "vtkCurvedPlanarReformat.h"
#include "vtkImageReslice.h"
#include "vtkInformation.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkMath.h"
#include "vtkMatrix4x4.h"
#include "vtkObjectFactory.h"
#include "vtkStraighteningTransform.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

namespace benchmarks
{
namespace
{
constexpr double Wrong = 0.1;

/** Our forward map, placed as Slicer places its grid, with VTK's own inverse. */
class StockInverse : public vtkWarpTransform
{
public:
  static StockInverse* New();
  vtkTypeMacro(StockInverse, vtkWarpTransform);

  void Set(vtkMovingFrame* frame, const SlicerGrid& placement)
  {
    this->Frame = frame;
    this->Placement = placement;
    this->Modified();
  }

  vtkAbstractTransform* MakeTransform() override { return StockInverse::New(); }

protected:
  StockInverse() = default;

  void ForwardTransformPoint(const double in[3], double out[3]) override
  {
    double derivative[3][3];
    this->ForwardTransformDerivative(in, out, derivative);
  }

  void ForwardTransformDerivative(
    const double in[3], double out[3], double derivative[3][3]) override
  {
    double straightened[3];
    double world[3];
    double matrix[3][3];
    vtkMath::Subtract(in, this->Placement.Origin, straightened);
    this->Frame->StraightenedToWorld(straightened, world, matrix);
    this->Placement.ToTurned(world, out);
    vtkMath::Multiply3x3(this->Placement.Axes, matrix, derivative);
  }

  void ForwardTransformPoint(const float in[3], float out[3]) override
  {
    float derivative[3][3];
    this->ForwardTransformDerivative(in, out, derivative);
  }

  void ForwardTransformDerivative(const float in[3], float out[3], float derivative[3][3]) override
  {
    const double p[3] = { in[0], in[1], in[2] };
    double q[3];
    double d[3][3];
    this->ForwardTransformDerivative(p, q, d);
    for (int axis = 0; axis < 3; ++axis)
    {
      out[axis] = static_cast<float>(q[axis]);
      for (int j = 0; j < 3; ++j)
      {
        derivative[axis][j] = static_cast<float>(d[axis][j]);
      }
    }
  }

private:
  vtkSmartPointer<vtkMovingFrame> Frame;
  SlicerGrid Placement;
};
vtkStandardNewMacro(StockInverse);

//------------------------------------------------------------------------------
/** A curve and the tube around it that points are taken from. */
struct Tube
{
  std::string Name;
  vtkSmartPointer<vtkPolyData> Curve;
  double Radius;
};

std::vector<Tube> MakeTubes()
{
  const double pi = vtkMath::Pi();
  const auto circle = [](double r, double angle)
  {
    return MakePolyline(SampleCurve(
      [=](double t) {
        return Point{ r * std::cos(t), r * std::sin(t), 0.0 };
      },
      0.0, angle, static_cast<int>(std::ceil(r * angle))));
  };
  const auto helix =
    MakePolyline(MakeHelix(20.0, 10.0, 4.0 * pi * std::hypot(20.0, 10.0), { 0.0, 0.0, 0.0 }));
  const auto sine = MakePolyline(SampleCurve(
    [=](double t) {
      return Point{ t, 20.0 * std::sin(2.0 * pi * t / 300.0), 0.0 };
    },
    0.0, 300.0, 300));
  return { { "helix R 20 c 10, r 5", helix, 5.0 },
    { "half circle R 40, r 20", circle(40.0, pi), 20.0 }, { "sine A 20 P 300, r 15", sine, 15.0 },
    { "three quarter circle R 10, r 5", circle(10.0, 1.5 * pi), 5.0 },
    { "three quarter circle R 10, r 9", circle(10.0, 1.5 * pi), 9.0 },
    { "aorta, r 8", ReadAorta(), 8.0 } };
}

/** Random points of a tube, evenly in every cross-section, those that are owned. */
std::vector<Point> MakePoints(vtkMovingFrame* frame, double radius, int count)
{
  std::mt19937 random(1);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  std::vector<Point> points;
  while (static_cast<int>(points.size()) < count)
  {
    const double r = radius * std::sqrt(unit(random));
    const double angle = 2.0 * vtkMath::Pi() * unit(random);
    const Point p = { r * std::cos(angle), r * std::sin(angle), frame->GetLength() * unit(random) };
    if (frame->IsOwned(p.data()))
    {
      points.push_back(p);
    }
  }
  return points;
}

enum class Inverse
{
  Ours,
  Grid,
  Stock
};

void RunPoints(benchmark::State& state, const Tube& tube, Inverse which)
{
  vtkNew<vtkMovingFrame> frame;
  frame->Build(tube.Curve);
  const double size[2] = { 2.0 * tube.Radius, 2.0 * tube.Radius };
  SlicerGrid grid;
  vtkSmartPointer<vtkWarpTransform> transform;
  if (which == Inverse::Ours)
  {
    auto ours = vtkSmartPointer<vtkStraighteningTransform>::New();
    ours->SetCurveData(tube.Curve);
    transform = ours;
  }
  else
  {
    grid = MakeSlicerGrid(frame, size, 1.0, Placement::AsSlicer);
    transform = grid.Transform;
    if (which == Inverse::Stock)
    {
      auto stock = vtkSmartPointer<StockInverse>::New();
      stock->Set(frame, grid);
      transform = stock;
    }
  }
  transform->Update();

  std::vector<Point> points = MakePoints(frame, tube.Radius, IsSmall() ? 100 : 5000);
  std::vector<Point> bent(points.size());
  std::vector<Point> back(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    vtkMath::Add(points[i].data(), grid.Origin, points[i].data());
    transform->InternalTransformPoint(points[i].data(), bent[i].data());
  }
  transform->Inverse();
  transform->Update();
  for (auto _ : state)
  {
    for (std::size_t i = 0; i < points.size(); ++i)
    {
      transform->InternalTransformPoint(bent[i].data(), back[i].data());
    }
    benchmark::ClobberMemory();
  }
  transform->Inverse();
  int wrong = 0;
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    // not a number is wrong, too
    wrong += !(vtkMath::Distance2BetweenPoints(points[i].data(), back[i].data()) <= Wrong * Wrong);
  }
  const auto count = static_cast<double>(points.size());
  state.SetItemsProcessed(
    static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * points.size()));
  state.counters["wrong_percent"] = 100.0 * wrong / count;
}

//------------------------------------------------------------------------------
/** A straightened image, and the grid in the world that it is bent back to. */
struct BackTask
{
  vtkSmartPointer<vtkImageData> Straightened;
  vtkSmartPointer<vtkImageData> Reference;
  vtkSmartPointer<vtkMovingFrame> Frame;
};

BackTask MakeBackTask(vtkPolyData* curve, double radius, double step, double worldStep)
{
  BackTask task;
  task.Frame = vtkSmartPointer<vtkMovingFrame>::New();
  task.Frame->Build(curve);
  // What is in the image does not matter to the speed, where it is does.
  const int pixels = static_cast<int>(std::ceil(2.0 * radius / step));
  const auto any = MakeImage(8, 8, 8);
  vtkNew<vtkCurvedPlanarReformat> filter;
  filter->SetInputData(any);
  filter->SetCurveData(curve);
  filter->SetSliceDimensions(pixels, pixels);
  filter->SetSpacing(step, step, step);
  filter->SetGenerateMask(false);
  filter->Update();
  task.Straightened = filter->GetOutput();
  vtkNew<vtkInverseCurvedPlanarReformat> back;
  back->SetInputData(task.Straightened);
  back->SetOutputSpacing(worldStep, worldStep, worldStep);
  back->UpdateInformation();
  int extent[6];
  back->GetOutputInformation(0)->Get(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), extent);
  task.Reference = vtkSmartPointer<vtkImageData>::New();
  task.Reference->SetExtent(extent);
  task.Reference->SetSpacing(worldStep, worldStep, worldStep);
  task.Reference->SetOrigin(back->GetOutputInformation(0)->Get(vtkDataObject::ORIGIN()));
  return task;
}

const BackTask& AortaBack()
{
  static const BackTask task = MakeBackTask(ReadAorta(), 15.0, 0.75, IsSmall() ? 8.0 : 1.5);
  return task;
}

const BackTask& HelixBack()
{
  static const BackTask task = MakeBackTask(MakeTubes()[0].Curve, 5.0, 0.5, IsSmall() ? 4.0 : 1.0);
  return task;
}

void CountReference(benchmark::State& state, const BackTask& task)
{
  state.SetItemsProcessed(
    static_cast<std::int64_t>(state.iterations()) * task.Reference->GetNumberOfPoints());
}

void RunOurImage(benchmark::State& state, const BackTask& task)
{
  vtkNew<vtkInverseCurvedPlanarReformat> back;
  back->SetInputData(task.Straightened);
  back->SetReferenceData(task.Reference);
  back->SetGenerateMask(false);
  back->SetNumberOfThreads(1);
  for (auto _ : state)
  {
    back->Modified();
    back->Update();
  }
  CountReference(state, task);
}

void RunGridImage(benchmark::State& state, const BackTask& task)
{
  const double* step = task.Straightened->GetSpacing();
  const int* pixels = task.Straightened->GetDimensions();
  const double size[2] = { pixels[0] * step[0], pixels[1] * step[1] };
  const SlicerGrid grid = MakeSlicerGrid(task.Frame, size, step[2], Placement::AsSlicer);
  vtkNew<vtkImageData> placed;
  placed->ShallowCopy(task.Straightened);
  double origin[3];
  vtkMath::Add(task.Straightened->GetOrigin(), grid.Origin, origin);
  placed->SetOrigin(origin);
  vtkNew<vtkMatrix4x4> turn;
  for (int row = 0; row < 3; ++row)
  {
    for (int column = 0; column < 3; ++column)
    {
      turn->SetElement(row, column, grid.Axes[row][column]);
    }
  }
  grid.Transform->Inverse();
  vtkNew<vtkImageReslice> reslice;
  reslice->SetInputData(placed);
  reslice->SetResliceAxes(turn);
  reslice->SetResliceTransform(grid.Transform);
  reslice->SetInterpolationModeToLinear();
  reslice->SetOutputExtent(task.Reference->GetExtent());
  reslice->SetOutputSpacing(task.Reference->GetSpacing());
  reslice->SetOutputOrigin(task.Reference->GetOrigin());
  reslice->SetNumberOfThreads(1);
  for (auto _ : state)
  {
    reslice->Modified();
    reslice->Update();
  }
  CountReference(state, task);
}
}

//------------------------------------------------------------------------------
void RegisterInverse()
{
  using State = benchmark::State;
  const auto add = [](const std::string& name, const auto& function)
  {
    benchmark::RegisterBenchmark(name.c_str(), function)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->Iterations(1);
  };
  for (const Tube& tube : MakeTubes())
  {
    const std::string group = "points back/" + tube.Name + "/";
    add(group + "ours", [=](State& s) { RunPoints(s, tube, Inverse::Ours); });
    add(group + "grid inverse", [=](State& s) { RunPoints(s, tube, Inverse::Grid); });
    add(group + "stock inverse", [=](State& s) { RunPoints(s, tube, Inverse::Stock); });
  }
  add("image back/aorta/ours", [](State& s) { RunOurImage(s, AortaBack()); });
  add("image back/aorta/grid inverse", [](State& s) { RunGridImage(s, AortaBack()); });
  add("image back/helix/ours", [](State& s) { RunOurImage(s, HelixBack()); });
  add("image back/helix/grid inverse", [](State& s) { RunGridImage(s, HelixBack()); });
}
}
