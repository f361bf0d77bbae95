// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Slabs of images in closed form: a ramp, and a bowl.

#include "TestImages.h"

using namespace testcurves;

namespace
{
Geometry BigGeometry()
{
  Geometry g = TurnedGeometry(false);
  const int extent[6] = { 0, 39, 0, 39, 0, 39 };
  std::copy_n(extent, 6, g.Extent);
  return g;
}

/** A ramp in the world: linear interpolation is exact. */
double Ramp(const Vec& p)
{
  return Dot(p, { 1.5, -2.25, 0.75 }) + 11.0;
}

/** A bowl, highest at `middle`: cubic convolution is exact for polynomials of the second degree. */
double Bowl(const Vec& p, const Vec& middle)
{
  return 100.0 - Dot(p - middle, p - middle);
}

std::vector<Vec> HelixInside(const Geometry& g)
{
  std::vector<Vec> points = Helix(5.0, 1.5, 1.0).Points(60);
  for (Vec& p : points)
  {
    p = p + g.Centre() - Vec{ 0, 0, 4 };
  }
  return points;
}

/**
 * Along x and y a slab is straight, so that the mean of a ramp is the ramp at its middle, whatever
 * the curve does; the largest and smallest value are those at its first and last sample.
 */
void TestRampAcross()
{
  const Geometry g = BigGeometry();
  const auto image = MakeImage(g);
  AddArray(image, "ramp", VTK_DOUBLE, 1,
    [&](int i, int j, int k, int) {
      return Ramp(g.World({ double(i), double(j), double(k) }));
    });
  for (int axis = 0; axis < 2; ++axis)
  {
    for (const double centre : { 0.0, 1.37, -0.8 })
    {
      for (int mode = 0; mode < 4; ++mode)
      {
        const double thickness = 3.3;
        const int samples = 7; // no further apart than 0.5
        const double half = 0.5 * (samples - 1) * thickness / samples;
        vtkNew<vtkCurvedPlanarReformat> reformat;
        reformat->SetInputData(image);
        reformat->SetCurveData(MakePolyline(HelixInside(g)));
        reformat->SetSpacing(0.5, 0.5, 0.5);
        reformat->SetSliceDimensions(axis == 0 ? 0 : 7, axis == 1 ? 0 : 7);
        reformat->SetSlabAxis(axis);
        reformat->SetSlabMode(mode);
        reformat->SetSlabThickness(thickness);
        reformat->SetSlabCenter(centre);
        reformat->Update();
        vtkImageData* out = reformat->GetOutput();
        CHECK(out->GetDimensions()[axis] == 1 && out->GetDimensions()[1 - axis] == 7 &&
            out->GetSpacing()[axis] == thickness && out->GetOrigin()[axis] == centre,
          "along axis " << axis << " the output has " << out->GetDimensions()[axis] << " voxels of "
                        << out->GetSpacing()[axis] << " at " << out->GetOrigin()[axis]);
        double most = 0.0;
        ForEachVoxel(out,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            const Frame f = SliceFrame(out, k);
            const double x = out->GetOrigin()[0] + i * out->GetSpacing()[0];
            const double y = out->GetOrigin()[1] + j * out->GetSpacing()[1];
            const Vec middle = f.C + f.N * x + f.B * y;
            const Vec along = (axis == 0 ? f.N : f.B) * half;
            const double a = Ramp(middle - along);
            const double b = Ramp(middle + along);
            const double expected = mode == 0 ? std::min(a, b)
              : mode == 1                     ? std::max(a, b)
                                              : Ramp(middle) * (mode == 3 ? samples : 1.0);
            CHECK(Masked(out, tuple), "a voxel inside is masked");
            most = std::max(
              most, std::abs(out->GetPointData()->GetScalars()->GetComponent(tuple, 0) - expected));
          });
        CheckBelow(most, 1e-10,
          "ramp, axis " + std::to_string(axis) + ", mode " + std::to_string(mode) + ", at " +
            std::to_string(centre));
      }
    }
  }
}

/** Along a straight curve the same; at its ends a slab has fewer samples. */
void TestRampAlong()
{
  const Geometry g = BigGeometry();
  const auto image = MakeImage(g);
  AddArray(image, "ramp", VTK_DOUBLE, 1,
    [&](int i, int j, int k, int) {
      return Ramp(g.World({ double(i), double(j), double(k) }));
    });
  const Vec direction = Unit({ 0.3, -0.5, 0.9 });
  const Vec start = g.Centre() - direction * 5.0;
  const double thickness = 2.0;
  for (const double centre : { 0.0, 0.75 })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline({ start, start + direction * 10.0 }));
    reformat->SetSpacing(0.5, 0.5, 0.5);
    reformat->SetSliceDimensions(5, 5);
    reformat->SetSlabAxisToCurve();
    reformat->SetSlabThickness(thickness);
    reformat->SetSlabCenter(centre);
    reformat->Update();
    vtkImageData* out = reformat->GetOutput();
    CHECK(out->GetDimensions()[2] == 21, out->GetDimensions()[2] << " slices, 21 expected");
    double most = 0.0;
    int fewer = 0;
    ForEachVoxel(out,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        double sum = 0.0;
        int count = 0;
        for (int m = 0; m < 4; ++m)
        {
          const double s = 0.5 * k + centre + (m - 1.5) * 0.5;
          if (s >= -1e-9 && s <= 10.0 + 1e-9)
          {
            Frame f = SliceFrame(out, k);
            f.C = start + direction * s;
            sum += Ramp(SampleAt(f, out, i, j));
            ++count;
          }
        }
        fewer += count > 0 && count < 4;
        CHECK(Masked(out, tuple) == (count > 0), "wrong mask with " << count << " samples");
        most = std::max(most,
          std::abs(out->GetPointData()->GetScalars()->GetComponent(tuple, 0) -
            (count > 0 ? sum / count : 0.0)));
      });
    CHECK(fewer >= 75, "only " << fewer << " voxels at the ends");
    CheckBelow(most, 1e-10, "ramp along a straight curve, at " + std::to_string(centre));
  }
}

/** The largest value of a bowl in a slab is at the sample nearest to its middle. */
void TestBowl()
{
  const Geometry g = BigGeometry();
  const Vec middle = g.Centre() + Vec{ 1.3, 0.7, -0.4 };
  const auto image = MakeImage(g);
  AddArray(image, "bowl", VTK_DOUBLE, 1,
    [&](int i, int j, int k, int) {
      return Bowl(g.World({ double(i), double(j), double(k) }), middle);
    });
  for (int axis = 0; axis < 2; ++axis)
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(HelixInside(g)));
    reformat->SetSpacing(0.4, 0.4, 0.4);
    reformat->SetSliceDimensions(9, 9);
    reformat->SetInterpolationToCubic();
    reformat->SetSlabAxis(axis);
    reformat->SetSlabModeToMax();
    reformat->SetSlabThickness(5.0); // 13 samples
    reformat->Update();
    vtkImageData* out = reformat->GetOutput();
    const double step = 5.0 / 13.0;
    double most = 0.0;
    ForEachVoxel(out,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const Frame f = SliceFrame(out, k);
        const Vec at = SampleAt(f, out, i, j);
        const Vec along = axis == 0 ? f.N : f.B;
        // where the slab's line is nearest to the middle, moved to a sample
        const double t = Dot(middle - at, along);
        const double m = std::min(std::max(std::round(t / step), -6.0), 6.0);
        most = std::max(most,
          std::abs(out->GetPointData()->GetScalars()->GetComponent(tuple, 0) -
            Bowl(at + along * (m * step), middle)));
      });
    CheckBelow(most, 1e-9, "the largest value of a bowl, axis " + std::to_string(axis));
  }
}
}

int TestReformatSlabClosedForms(int, char*[])
{
  TestRampAcross();
  TestRampAlong();
  TestBowl();
  return Verdict();
}
