// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "BenchmarkData.h"

#include "vtkCellArray.h"
#include "vtkPoints.h"
#include "vtkXMLPolyDataReader.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <iostream>

namespace benchmarks
{
namespace
{
bool Small = false;

Task MakeTask(vtkImageData* image, vtkPolyData* curve, int columns, int rows, int slices, double h)
{
  Task task;
  task.Image = image;
  task.Curve = curve;
  task.Frame = vtkSmartPointer<vtkMovingFrame>::New();
  if (!task.Frame->Build(curve))
  {
    std::cerr << task.Frame->GetErrorMessage() << "\n";
    std::exit(EXIT_FAILURE);
  }
  task.Dimensions[0] = columns;
  task.Dimensions[1] = rows;
  task.Dimensions[2] = slices;
  task.Spacing = h;
  for (int k = 0; k < slices; ++k)
  {
    Slice slice;
    double t[3];
    task.Frame->EvaluateFrame(k * h, slice.C, slice.N, slice.B, t);
    task.Slices.push_back(slice);
  }
  return task;
}
}

//------------------------------------------------------------------------------
void UseSmallData()
{
  Small = true;
}

//------------------------------------------------------------------------------
bool IsSmall()
{
  return Small;
}

//------------------------------------------------------------------------------
vtkSmartPointer<vtkImageData> MakeImage(int ni, int nj, int nk)
{
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(ni, nj, nk);
  image->AllocateScalars(VTK_SHORT, 1);
  auto* voxel = static_cast<std::int16_t*>(image->GetScalarPointer());
  const auto wave = [](int n, double period)
  {
    std::vector<int> values(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
    {
      values[static_cast<std::size_t>(i)] = static_cast<int>(300.0 * std::sin(i / period));
    }
    return values;
  };
  const std::vector<int> x = wave(ni, 7.0);
  const std::vector<int> y = wave(nj, 11.0);
  const std::vector<int> z = wave(nk, 9.0);
  std::uint32_t noise = 1;
  for (const int c : z)
  {
    for (const int b : y)
    {
      for (const int a : x)
      {
        noise = noise * 1664525u + 1013904223u;
        *voxel++ = static_cast<std::int16_t>(a + b + c + static_cast<int>(noise >> 25));
      }
    }
  }
  return image;
}

//------------------------------------------------------------------------------
vtkSmartPointer<vtkPolyData> MakePolyline(const std::vector<Point>& points)
{
  auto curve = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> positions;
  positions->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell(static_cast<vtkIdType>(points.size()));
  for (const Point& point : points)
  {
    lines->InsertCellPoint(positions->InsertNextPoint(point.data()));
  }
  curve->SetPoints(positions);
  curve->SetLines(lines);
  return curve;
}

//------------------------------------------------------------------------------
std::vector<Point> SampleCurve(
  const std::function<Point(double)>& curve, double t0, double t1, int spans)
{
  std::vector<Point> points;
  for (int i = 0; i <= spans; ++i)
  {
    points.push_back(curve(t0 + (t1 - t0) * i / spans));
  }
  return points;
}

//------------------------------------------------------------------------------
std::vector<Point> MakeHelix(double r, double c, double length, const Point& centre)
{
  const double end = length / std::hypot(r, c);
  return SampleCurve(
    [&](double t)
    {
      return Point{ centre[0] + r * std::cos(t), centre[1] + r * std::sin(t),
        centre[2] + c * (t - 0.5 * end) };
    },
    0.0, end, static_cast<int>(std::ceil(length)));
}

//------------------------------------------------------------------------------
vtkSmartPointer<vtkPolyData> ReadAorta()
{
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(CURVEDREFORMAT_TEST_DATA "/totalseg-aorta/aorta-centerline.vtp");
  reader->Update();
  return reader->GetOutput();
}

//------------------------------------------------------------------------------
const Task& MainTask()
{
  static const Task task = []
  {
    if (Small)
    {
      const auto curve = MakeHelix(14.0, 4.0, 15.6, { 31.5, 31.5, 31.5 });
      return MakeTask(MakeImage(64, 64, 64), MakePolyline(curve), 32, 32, 32, 0.5);
    }
    const auto curve = MakeHelix(60.0, 32.0, 255.6, { 255.5, 255.5, 127.5 });
    return MakeTask(MakeImage(512, 512, 256), MakePolyline(curve), 128, 128, 512, 0.5);
  }();
  return task;
}

//------------------------------------------------------------------------------
Task MakeScalingTask(int n)
{
  const double middle = 0.5 * (n - 1);
  const auto curve = MakeHelix(30.0, 12.0, 127.6, { middle, middle, middle });
  return MakeTask(MakeImage(n, n, n), MakePolyline(curve), 64, 64, 256, 0.5);
}
}
