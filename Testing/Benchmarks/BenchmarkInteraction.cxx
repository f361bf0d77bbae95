// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What somebody waits for who drags a point of the curve, or the slider of the arc length: the
 * update of the whole pipeline, from the source of the curve to the image, with the settings that a
 * new filter has (the mask is made), in two threads.
 */
#include "BenchmarkData.h"

#include "vtkCurveCrossSection.h"
#include "vtkCurvedPlanarReformat.h"
#include "vtkPolyLineSource.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace benchmarks
{
namespace
{
/** A helix along which points are given; every so many units one. */
struct Curve
{
  const char* Name;
  double Radius;
  double Rise;
  int Step;
};
// As drawn by hand, as centrelines are, and one whose slices overlap, so that the mask has to be
// found row by row.
constexpr Curve Curves[] = { { "drawn curve", 60.0, 32.0, 16 }, { "centreline", 60.0, 32.0, 1 },
  { "tight centreline", 20.0, 8.0, 1 } };

struct Scene
{
  vtkSmartPointer<vtkImageData> Image;
  double Scale; ///< of the curves
  double Length;
  int Dimensions[3];
};

const Scene& GetScene()
{
  static const Scene scene = []
  {
    const int n = IsSmall() ? 64 : 512;
    Scene s;
    s.Image = MakeImage(n, n, n);
    s.Scale = n / 512.0;
    s.Length = 255.6 * s.Scale;
    s.Dimensions[0] = s.Dimensions[1] = IsSmall() ? 16 : 128;
    s.Dimensions[2] = IsSmall() ? 64 : 512;
    return s;
  }();
  return scene;
}

std::vector<Point> MakePoints(const Curve& curve)
{
  const Scene& scene = GetScene();
  const double middle = 255.5 * scene.Scale;
  const std::vector<Point> all = MakeHelix(
    curve.Radius * scene.Scale, curve.Rise * scene.Scale, scene.Length, { middle, middle, middle });
  std::vector<Point> points;
  for (std::size_t i = 0; i < all.size(); i += static_cast<std::size_t>(curve.Step))
  {
    points.push_back(all[i]);
  }
  return points;
}

/** As ParaView's Poly Line Source makes it. */
vtkSmartPointer<vtkPolyLineSource> MakeSource(const std::vector<Point>& points)
{
  auto source = vtkSmartPointer<vtkPolyLineSource>::New();
  source->Resize(static_cast<vtkIdType>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    source->SetPoint(static_cast<vtkIdType>(i), points[i][0], points[i][1], points[i][2]);
  }
  return source;
}

vtkSmartPointer<vtkCurveSliceAlgorithm> MakeFilter(bool straighten, vtkPolyLineSource* curve)
{
  const Scene& scene = GetScene();
  vtkSmartPointer<vtkCurveSliceAlgorithm> filter;
  if (straighten)
  {
    auto reformat = vtkSmartPointer<vtkCurvedPlanarReformat>::New();
    reformat->SetNumberOfSlices(scene.Dimensions[2]);
    filter = reformat;
  }
  else
  {
    auto section = vtkSmartPointer<vtkCurveCrossSection>::New();
    section->SetArcLength(0.4 * scene.Length);
    filter = section;
  }
  filter->SetInputData(scene.Image);
  filter->SetCurveConnection(curve->GetOutputPort());
  filter->SetSliceDimensions(scene.Dimensions[0], scene.Dimensions[1]);
  filter->SetSpacing(0.5, 0.5, 0.0);
  filter->SetNumberOfThreads(2);
  filter->Update();
  return filter;
}

void CheckOutput(benchmark::State& state, vtkCurveSliceAlgorithm* filter, int slices)
{
  const Scene& scene = GetScene();
  int dimensions[3];
  filter->GetOutput()->GetDimensions(dimensions);
  if (dimensions[0] != scene.Dimensions[0] || dimensions[1] != scene.Dimensions[1] ||
    dimensions[2] != slices)
  {
    state.SkipWithError("the output is of another size");
  }
}

void RunDrag(benchmark::State& state, bool straighten, const Curve& curve)
{
  const std::vector<Point> points = MakePoints(curve);
  const auto source = MakeSource(points);
  const auto filter = MakeFilter(straighten, source);
  const std::size_t middle = points.size() / 2;
  static int count = 0;
  for (auto _ : state)
  {
    // to and fro, so that every update has a curve that there was not before
    const Point& p = points[middle];
    source->SetPoint(static_cast<vtkIdType>(middle), p[0] + 0.2 * std::sin(++count), p[1], p[2]);
    filter->Update();
  }
  CheckOutput(state, filter, straighten ? GetScene().Dimensions[2] : 1);
}

void RunSlide(benchmark::State& state, const Curve& curve)
{
  const auto source = MakeSource(MakePoints(curve));
  const auto filter = MakeFilter(false, source);
  auto* section = vtkCurveCrossSection::SafeDownCast(filter);
  static int count = 0;
  for (auto _ : state)
  {
    section->SetArcLength(GetScene().Length * (0.5 + 0.4 * std::sin(++count)));
    section->Update();
  }
  CheckOutput(state, section, 1);
}
}

//------------------------------------------------------------------------------
void RegisterInteraction()
{
  using State = benchmark::State;
  const auto add = [](const std::string& name, const auto& function)
  {
    benchmark::RegisterBenchmark(name.c_str(), function)
      ->Unit(benchmark::kMillisecond)
      ->UseRealTime()
      ->Iterations(1);
  };
  for (const Curve& curve : Curves)
  {
    const std::string name = std::string("/") + curve.Name;
    add("interaction/straightened, point dragged" + name,
      [&curve](State& s) { RunDrag(s, true, curve); });
    add("interaction/cross-section, point dragged" + name,
      [&curve](State& s) { RunDrag(s, false, curve); });
    add("interaction/cross-section, arc length moved" + name,
      [&curve](State& s) { RunSlide(s, curve); });
  }
}
}
