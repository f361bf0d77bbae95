// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Fields in closed form along a helix: a linear one comes out exactly, a quadratic one within the
// error of the interpolation, on an image with any direction matrix. And the border rule.

#include "TestImages.h"

#include "vtkFloatArray.h"

using namespace testcurves;

namespace
{
constexpr double R = 20.0;
constexpr double C = 10.0;

/** An image around the helix R 20, c 10, two turns, with room for slices of 10 x 10. */
Geometry HelixGeometry(bool leftHanded)
{
  Geometry g = TurnedGeometry(leftHanded);
  g.Origin = { 0, 0, 0 };
  const Vec middle{ 0, 0, 2.0 * Pi * C };
  const int extent[6] = { -5, 124, 7, 94, -60, 59 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 1.3, 1.9, 1.4 };
  g.Origin = middle - g.Centre();
  return g;
}

/** The helix's frame in closed form, with N turned to the model's at the start. */
Frame HelixFrame(double s, double turn)
{
  const double w = std::sqrt(R * R + C * C);
  const double t = s / w;
  Frame f;
  f.C = { R * std::cos(t), R * std::sin(t), C * t };
  f.T = Unit({ -R * std::sin(t), R * std::cos(t), C });
  const Vec n{ -std::cos(t), -std::sin(t), 0.0 };
  f.N = Turned(n, f.T, turn - C / (R * R + C * C) * s);
  f.B = Cross(f.T, f.N);
  return f;
}

struct Errors
{
  double Sampled = 0.0; ///< against the field at where the field data say the voxel is
  double Placed = 0.0;  ///< against the field at where the closed form says it is
};

Errors Run(const Geometry& g, int type, int mode, const std::function<double(const Vec&)>& field)
{
  const auto image = MakeImage(g);
  AddArray(image, "f", type, 1,
    [&](int i, int j, int k, int) {
      return field(g.World({ double(i), double(j), double(k) }));
    });
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(MakePolyline(Helix(R, C, 2.0).Points(281)));
  reformat->SetSliceDimensions(20, 17);
  reformat->SetSpacing(0.5, 0.6, 1.7);
  reformat->SetInterpolation(mode);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  const Frame first = SliceFrame(out, 0);
  const double turn = AngleAbout(HelixFrame(0, 0).T, HelixFrame(0, 0).N, first.N);
  Errors e;
  vtkDataArray* got = out->GetPointData()->GetArray("f");
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const double value = got->GetComponent(tuple, 0);
      const Vec there = SampleAt(SliceFrame(out, k), out, i, j);
      const Vec p = SampleAt(HelixFrame(k * out->GetSpacing()[2], turn), out, i, j);
      e.Sampled = std::max(e.Sampled, std::abs(value - field(there)));
      e.Placed = std::max(e.Placed, std::abs(value - field(p)));
      CHECK(g.Outside(g.Index(p)) < -2.0, "the image is too small for this test");
      CHECK(Masked(out, tuple), "a voxel inside the image and the fold radius is masked");
    });
  return e;
}

void TestLinearField()
{
  const auto field = [](const Vec& p) { return 3.0 * p[0] - 2.0 * p[1] + 0.5 * p[2] + 17.0; };
  for (const bool leftHanded : { false, true })
  {
    const Geometry g = HelixGeometry(leftHanded);
    for (const int mode : { VTK_LINEAR_INTERPOLATION, VTK_CUBIC_INTERPOLATION })
    {
      const Errors d = Run(g, VTK_DOUBLE, mode, field);
      const std::string what = std::string(mode == 1 ? "linear" : "cubic") +
        " interpolation of a linear field, " + (leftHanded ? "left-handed" : "turned") + " image";
      CheckBelow(d.Sampled, 1e-11, what + ", where the field data say");
      // the gradient is 3.6, the spline is off the helix by 1e-5
      CheckBelow(d.Placed, 2e-4, what + ", where the helix is");
      const Errors f = Run(g, VTK_FLOAT, mode, field);
      // voxels up to 500, rounded when stored and once more at the end
      CheckBelow(f.Sampled, 500 * 1.2e-7, what + ", single precision");
    }
  }
}

void TestQuadraticField()
{
  // f = |p - q|^2 / 10: the second derivative along every axis is 1/5
  const Vec q{ 5, 6, 7 };
  const auto field = [&](const Vec& p) { return Dot(p - q, p - q) / 10.0; };
  const Geometry g = HelixGeometry(true);
  const double h2 = Dot(g.Spacing, g.Spacing);
  const Errors linear = Run(g, VTK_DOUBLE, VTK_LINEAR_INTERPOLATION, field);
  const Errors cubic = Run(g, VTK_DOUBLE, VTK_CUBIC_INTERPOLATION, field);
  CheckBelow(linear.Sampled, h2 / 5.0 / 8.0 + 1e-9, "linear interpolation of a quadratic field");
  CHECK(linear.Sampled > 0.8 * h2 / 5.0 / 8.0,
    "linear interpolation of a quadratic field is too good: " << linear.Sampled);
  // cubic convolution reproduces quadratic polynomials
  CheckBelow(cubic.Sampled, 1e-9, "cubic interpolation of a quadratic field");
  const auto wave = [](const Vec& p)
  { return std::sin(p[0] / 4.0) * std::cos(p[1] / 5.0 + p[2] / 6.0); };
  const Errors a = Run(g, VTK_DOUBLE, VTK_LINEAR_INTERPOLATION, wave);
  const Errors b = Run(g, VTK_DOUBLE, VTK_CUBIC_INTERPOLATION, wave);
  std::cout << "a wave: linear " << a.Sampled << ", cubic " << b.Sampled << "\n";
  CHECK(b.Sampled < 0.3 * a.Sampled, "cubic is not better than linear");
  const Errors n = Run(g, VTK_DOUBLE, VTK_NEAREST_INTERPOLATION, wave);
  CHECK(a.Sampled < 0.5 * n.Sampled, "linear is not better than nearest");
}

/** Within half a voxel of the border the border's value, further out background and mask 0. */
void TestBorder()
{
  for (const bool leftHanded : { false, true })
  {
    const Geometry g = TurnedGeometry(leftHanded);
    const auto image = MakeImage(g);
    vtkDataArray* values = AddArray(image, "v", VTK_DOUBLE, 1, Noise(1, 2));
    for (int axis = 0; axis < 3; ++axis)
    {
      for (const int end : { 0, 1 })
      {
        for (const double beyond : { 0.0, 0.01, 0.3, 0.499999, 0.500001, 0.51, 2.0, 1e6 })
        {
          // a line along another axis through voxel centres of the face, or `beyond` voxels off it
          const int along = (axis + 1) % 3;
          Vec from{ 10, 3, 12 };
          from[axis] = g.Extent[2 * axis + end] + (end ? beyond : -beyond);
          Vec to = from;
          to[along] += 6;
          for (int mode = 0; mode < 3; ++mode)
          {
            vtkNew<vtkCurvedPlanarReformat> reformat;
            reformat->SetInputData(image);
            reformat->SetCurveData(MakePolyline({ g.World(from), g.World(to) }));
            reformat->SetSliceDimensions(1, 1);
            reformat->SetSpacing(1, 1, g.Spacing[along]);
            reformat->SetNumberOfSlices(7);
            reformat->SetInterpolation(mode);
            reformat->SetBackgroundValue(-7.5);
            const int warnings = vtkObject::GetGlobalWarningDisplay();
            vtkObject::SetGlobalWarningDisplay(0); // all outside is warned of
            reformat->Update();
            vtkObject::SetGlobalWarningDisplay(warnings);
            vtkImageData* out = reformat->GetOutput();
            CHECK(out->GetNumberOfPoints() == 7, "no output");
            for (int k = 0; k < out->GetDimensions()[2]; ++k)
            {
              int ijk[3] = { 10, 3, 12 };
              ijk[axis] = g.Extent[2 * axis + end];
              ijk[along] += k;
              const bool inside = beyond < 0.5;
              const double expected =
                inside ? values->GetComponent(image->ComputePointId(ijk), 0) : -7.5;
              const double got = out->GetPointData()->GetArray("v")->GetComponent(k, 0);
              CHECK(std::abs(got - expected) < 1e-9,
                beyond << " voxels beyond end " << end << " of axis " << axis << ", interpolation "
                       << mode << ": " << got << ", " << expected << " expected");
              CHECK(Masked(out, k) == inside, "mask " << Masked(out, k) << " at " << beyond);
            }
          }
        }
      }
    }
  }
}

/** Beyond the fold of a ring, and nearer to its other side, voxels are not owned. */
void TestOwnedMask()
{
  Geometry g;
  const int extent[6] = { -60, 60, -60, 60, -10, 10 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "one", VTK_UNSIGNED_CHAR, 1, [](int, int, int, int) { return 1.0; });
  // an arc of 270 degrees of radius 12: beyond its centre lies the other side's ground
  const double r = 12.0;
  std::vector<Vec> points;
  for (int i = 0; i <= 270; ++i)
  {
    points.push_back({ r * std::cos(i / Degrees), r * std::sin(i / Degrees), 0.0 });
  }
  for (const bool fill : { false, true })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetFrameTypeToFixedUp();
    reformat->SetSliceDimensions(41, 5);
    reformat->SetSpacing(1, 1, 0.7);
    reformat->SetFillUnowned(fill);
    reformat->SetBackgroundValue(9);
    reformat->Update();
    vtkImageData* out = reformat->GetOutput();
    vtkIdType notOwned = 0;
    ForEachVoxel(out,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const Frame f = SliceFrame(out, k);
        const Vec p = SampleAt(f, out, i, j);
        const double x = std::abs(i - 20);
        // closest point of the arc, or of the lines that go on from its ends, by brute force
        double nearest = 1e99;
        for (int a = 0; a <= 27000; a += 10)
        {
          const double t = a / 100.0 / Degrees;
          nearest = std::min(nearest, Norm(p - Vec{ r * std::cos(t), r * std::sin(t), 0.0 }));
        }
        const double before = std::min(p[1], 0.0);
        const double after = std::max(p[0], 0.0);
        nearest =
          std::min({ nearest, Norm(p - Vec{ r, before, 0.0 }), Norm(p - Vec{ after, -r, 0.0 }) });
        const double own = Norm(p - f.C);
        if (own - nearest > 0.02)
        {
          ++notOwned;
          CHECK(!Masked(out, tuple),
            "voxel " << i << " " << j << " " << k << " is " << own << " from its own place, but "
                     << nearest << " from another one, and not masked");
          CHECK(out->GetPointData()->GetArray("one")->GetComponent(tuple, 0) == (fill ? 9 : 1),
            "FillUnowned " << fill << " has another value");
        }
        else if (x < r - 1.0 && own - nearest < 1e-6)
        {
          CHECK(Masked(out, tuple), "an owned voxel " << i << " " << j << " " << k << " is masked");
        }
      });
    CHECK(notOwned > 1000, "only " << notOwned << " voxels are not owned: no test");
  }
}

/** A gentle coil whose turns are 6 apart: what is nearer to the next turn is not owned. */
void TestOwnedMaskOfCoil()
{
  const double pitch = 6.0;
  const ClosedForm coil = Helix(20.0, pitch / (2.0 * Pi), 3.0);
  Geometry g;
  const int extent[6] = { -35, 35, -35, 35, -15, 35 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "one", VTK_UNSIGNED_CHAR, 1, [](int, int, int, int) { return 1.0; });
  std::vector<Vec> fine;
  for (int i = 0; i <= 6000; ++i)
  {
    fine.push_back(coil.C(coil.T1 * i / 6000.0));
  }
  // straight on from the ends
  for (int i = 1; i <= 1000; ++i)
  {
    fine.push_back(coil.C(0.0) - coil.Tangent(0.0) * (0.06 * i));
    fine.push_back(coil.C(coil.T1) + coil.Tangent(coil.T1) * (0.06 * i));
  }
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(MakePolyline(coil.Points(360)));
  reformat->SetSliceDimensions(15, 15);
  reformat->SetSpacing(1, 1, 7.3);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  vtkIdType owned = 0;
  vtkIdType notOwned = 0;
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Frame f = SliceFrame(out, k);
      const Vec p = SampleAt(f, out, i, j);
      double nearest = 1e99;
      for (const Vec& c : fine)
      {
        nearest = std::min(nearest, Norm(p - c));
      }
      const double gain = Norm(p - f.C) - nearest;
      if (gain > 0.01)
      {
        ++notOwned;
        CHECK(!Masked(out, tuple), "slice " << k << ": another turn is nearer by " << gain);
      }
      else if (gain < 1e-6)
      {
        ++owned;
        CHECK(Masked(out, tuple), "slice " << k << ": no turn is nearer, yet it is masked");
      }
    });
  CHECK(owned > 1000 && notOwned > 1000, owned << " owned and " << notOwned << " not: no test");
}
}

int TestReformatFields(int, char*[])
{
  TestLinearField();
  TestQuadraticField();
  TestBorder();
  TestOwnedMask();
  TestOwnedMaskOfCoil();
  return Verdict();
}
