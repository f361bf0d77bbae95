// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Any part of an image of slabs, with any number of threads, has the bits of the whole, and asks
// for no more of the image than lies under its slabs.

#include "TestSpySource.h"

using namespace testcurves;

namespace
{
Geometry ImageGeometry()
{
  return TurnedGeometry(true, { -3, 46, 4, 43, 10, 64 });
}

void AddArrays(vtkImageData* image)
{
  AddArray(image, "real", VTK_FLOAT, 1, Noise(-1, 1));
  AddArray(image, "label", VTK_UNSIGNED_SHORT, 2, Noise(0, 65535));
}

vtkSmartPointer<SpySource> MakeSource()
{
  auto source = vtkSmartPointer<SpySource>::New();
  source->Image = ImageGeometry();
  source->Fill = AddArrays;
  return source;
}

/** A helix that leaves the image at its end, or a circle. */
vtkSmartPointer<vtkPolyData> MakeCurve(bool closed)
{
  std::vector<Vec> points = closed ? Circle(8.0).Points(60) : Helix(8.0, 4.0, 1.4).Points(70);
  for (Vec& p : points)
  {
    p = p + ImageGeometry().Centre() - Vec{ 0, 0, closed ? 0.0 : 10.0 };
  }
  if (closed)
  {
    points.back() = points.front();
  }
  return MakePolyline(points);
}

struct Case
{
  const char* Name;
  int Axis;
  double Thickness;
  double Centre;
  bool Closed;
};

const Case Cases[] = { { "y", 1, 9.0, 0.0, false }, { "x, aside", 0, 3.2, -4.0, false },
  { "7 slices", 2, 7 * 1.3, 0.0, false }, { "2.2 slices, further on", 2, 2.2 * 1.3, 5.0, false },
  { "6 slices, around", 2, 6 * 1.3, -2.0, true } };

constexpr double Spacings[3] = { 0.9, 1.1, 1.3 };

void Configure(vtkCurvedPlanarReformat* reformat, const Case& c, vtkAlgorithm* source)
{
  reformat->SetInputConnection(source->GetOutputPort());
  reformat->SetCurveData(MakeCurve(c.Closed));
  reformat->SetSliceDimensions(23, 19);
  reformat->SetSpacing(Spacings[0], Spacings[1], Spacings[2]);
  reformat->SetSlabAxis(c.Axis);
  reformat->SetSlabThickness(c.Thickness);
  reformat->SetSlabCenter(c.Centre);
  reformat->SetBackgroundValue(3);
}

/** That what was asked for are the samples' voxels, and no more; of all samples, one by one. */
void CheckBrick(const Case& c, vtkImageData* whole, const Extent& wanted, const Extent& brick)
{
  vtkNew<vtkMovingFrame> model;
  model->Build(MakeCurve(c.Closed));
  const Geometry g = ImageGeometry();
  const double length = model->GetLength();
  const int samples = static_cast<int>(std::ceil(c.Thickness / Spacings[c.Axis] - 1e-6));
  double low[3] = { 1e99, 1e99, 1e99 };
  double high[3] = { -1e99, -1e99, -1e99 };
  const double* origin = whole->GetOrigin();
  const double* spacing = whole->GetSpacing();
  for (int k = wanted[4]; k <= wanted[5]; ++k)
  {
    for (int m = 0; m < samples; ++m)
    {
      const double offset = c.Centre + (m - 0.5 * (samples - 1)) * c.Thickness / samples;
      double s = k * spacing[2] + (c.Axis == 2 ? offset : 0.0);
      if (!c.Closed && (s < -1e-6 || s > length + 1e-6))
      {
        continue;
      }
      s -= c.Closed ? length * std::floor(s / length) : 0.0;
      const Frame f = FrameAt(model, s);
      for (int corner = 0; corner < 4; ++corner)
      {
        const double x = c.Axis == 0 ? offset : origin[0] + wanted[corner % 2] * spacing[0];
        const double y = c.Axis == 1 ? offset : origin[1] + wanted[2 + corner / 2] * spacing[1];
        const Vec index = g.Index(f.C + f.N * x + f.B * y);
        for (int axis = 0; axis < 3; ++axis)
        {
          low[axis] = std::min(low[axis], index[axis]);
          high[axis] = std::max(high[axis], index[axis]);
        }
      }
    }
  }
  bool meets = true;
  for (int axis = 0; axis < 3; ++axis)
  {
    meets =
      meets && high[axis] > g.Extent[2 * axis] - 0.5 && low[axis] < g.Extent[2 * axis + 1] + 0.5;
  }
  for (int axis = 0; axis < 3 && meets; ++axis)
  {
    const auto clamp = [&](double v)
    { return std::min(std::max(static_cast<int>(v), g.Extent[2 * axis]), g.Extent[2 * axis + 1]); };
    const int first = clamp(std::floor(low[axis]));
    const int last = clamp(std::ceil(high[axis]));
    // one more for rounding, or where one layer alone would have no cells
    CHECK(brick[2 * axis] <= first && brick[2 * axis] >= first - 1 && brick[2 * axis + 1] >= last &&
        brick[2 * axis + 1] <= last + 1,
      c.Name << ", axis " << axis << ": " << brick[2 * axis] << " to " << brick[2 * axis + 1]
             << " was asked for, samples need " << first << " to " << last);
  }
}

void TestCase(const Case& c, int mode)
{
  const auto all = MakeSource();
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, c, all);
  reformat->SetSlabMode(mode);
  reformat->SetEnableSMP(false);
  reformat->SetNumberOfThreads(1);
  reformat->Update();
  vtkNew<vtkImageData> whole;
  whole->DeepCopy(reformat->GetOutput());
  const Extent extent = ExtentOf(whole);
  CheckBrick(c, whole, extent, all->Requests.back());

  for (const int threads : { 2, 5 })
  {
    for (const bool smp : { false, true })
    {
      reformat->SetEnableSMP(smp);
      reformat->SetNumberOfThreads(threads);
      reformat->Modified();
      reformat->Update();
      CHECK(Differences(whole, reformat->GetOutput(), extent) == 0,
        c.Name << ": " << threads << " threads give other bits");
    }
  }

  std::mt19937 random(static_cast<unsigned>(c.Axis + 7));
  for (int n = 0; n < 25; ++n)
  {
    Extent wanted;
    for (int axis = 0; axis < 3; ++axis)
    {
      const int size = extent[2 * axis + 1] + 1;
      const int a = static_cast<int>(random() % static_cast<unsigned>(size));
      const int b = n % 5 == 0 ? a : static_cast<int>(random() % static_cast<unsigned>(size));
      wanted[2 * axis] = std::min(a, b);
      wanted[2 * axis + 1] = std::max(a, b);
    }
    const auto source = MakeSource();
    vtkNew<vtkCurvedPlanarReformat> part;
    Configure(part, c, source);
    part->SetSlabMode(mode);
    part->SetNumberOfThreads(1 + n % 3);
    part->UpdateExtent(wanted.data());
    CHECK(ExtentOf(part->GetOutput()) == wanted, c.Name << ": another extent than asked for");
    const vtkIdType different = Differences(whole, part->GetOutput(), wanted);
    CHECK(different == 0, c.Name << ": " << different << " voxels of a part differ");
    CHECK(source->Requests.size() == 1, source->Requests.size() << " requests to the source");
    CheckBrick(c, whole, wanted, source->Requests.back());
  }
}
}

int TestReformatSlabExtents(int, char*[])
{
  for (const Case& c : Cases)
  {
    for (int mode = 0; mode < 4; ++mode)
    {
      TestCase(c, mode);
    }
  }
  return Verdict();
}
