// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The images and curves that are measured, the same for every competitor, and the functions that
 * register the benchmarks, one for each subject.
 */
#ifndef BenchmarkData_h
#define BenchmarkData_h

#include "vtkImageData.h"
#include "vtkMovingFrame.h"
#include "vtkNew.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace benchmarks
{
using Point = std::array<double, 3>;

/** An int16 image like a CT: smooth structures and noise, spacing 1, origin 0. */
vtkSmartPointer<vtkImageData> MakeImage(int ni, int nj, int nk);

vtkSmartPointer<vtkPolyData> MakePolyline(const std::vector<Point>& points);

/** The curve of C(t), t0 <= t <= t1, at `spans` + 1 values of t, the same distance apart. */
std::vector<Point> SampleCurve(
  const std::function<Point(double)>& curve, double t0, double t1, int spans);

/** (r cos t, r sin t, c t) from t = 0 on, `length` long, moved so that `centre` is the middle of
 * its axis. A point every unit of length. */
std::vector<Point> MakeHelix(double r, double c, double length, const Point& centre);

/** The line in Testing/Data of a contrast-filled aorta. */
vtkSmartPointer<vtkPolyData> ReadAorta();

/** A slice with its frame. */
struct Slice
{
  double C[3];
  double N[3];
  double B[3];
};

/** An image to be straightened, and what the output shall be: samples a given spacing apart along
 * all three axes, as many as Dimensions says. */
struct Task
{
  vtkSmartPointer<vtkImageData> Image;
  vtkSmartPointer<vtkPolyData> Curve;
  vtkSmartPointer<vtkMovingFrame> Frame;
  int Dimensions[3];
  double Spacing;
  std::vector<Slice> Slices;

  double Offset(int axis, int i) const { return (i - 0.5 * (Dimensions[axis] - 1)) * Spacing; }
  long long Voxels() const
  {
    return static_cast<long long>(Dimensions[0]) * Dimensions[1] * Dimensions[2];
  }
};

/**
 * 512 x 512 x 256 to 128 x 128 x 512, samples half a voxel apart, along a helix. It is steep enough
 * for its frame to turn by a hundred degrees, so that rows and columns run along all axes of the
 * image. Every sample is well inside, and owned.
 */
const Task& MainTask();

/** The same small job, 64 x 64 x 256 samples, half a voxel apart, in the middle of a cube of n
 * voxels a side. */
Task MakeScalingTask(int n);

/** For a test that everything runs: tiny images. */
void UseSmallData();
bool IsSmall();

void RegisterReformat();
void RegisterSlabs();
void RegisterInverse();
void RegisterFrames();
void RegisterInteraction();
void RegisterMemory();
}

#endif
