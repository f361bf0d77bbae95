// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A spline of a million points: built, evaluated, inverted, straightened along, sliced across, and
// bent back.

#include "TestImages.h"

#include "vtkCurveCrossSection.h"
#include "vtkInverseCurvedPlanarReformat.h"

#include <chrono>
#include <fstream>

using namespace testcurves;

namespace
{
constexpr int Count = 1000000;

/** A hundred turns; neighbouring ones are 4 apart, so what is nearer than 2 is owned. */
ClosedForm Coil()
{
  return Helix(20.0, 4.0 / (2.0 * Pi), 100.0);
}

/** Prints how long each part took: for the reader, nothing is tested. */
class Clock
{
public:
  void Say(const std::string& what)
  {
    const auto now = std::chrono::steady_clock::now();
    std::cout << what << ": " << std::chrono::duration<double>(now - this->Last).count() << " s";
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word)
    {
      if (word == "VmHWM:")
      {
        double kilobytes;
        status >> kilobytes;
        std::cout << ", peak so far " << kilobytes / 1e3 << " MB";
      }
    }
    std::cout << "\n";
    this->Last = std::chrono::steady_clock::now();
  }

private:
  std::chrono::steady_clock::time_point Last = std::chrono::steady_clock::now();
};

void TestModel(vtkPolyData* curve, Clock& clock)
{
  const ClosedForm coil = Coil();
  const double speed = Norm(coil.D(0.0));
  const double length = speed * coil.T1;
  vtkNew<vtkMovingFrame> model;
  CHECK(model->Build(curve), "a million points were refused: " << model->GetErrorMessage());
  clock.Say("model");
  CheckBelow(std::abs(model->GetLength() - length) / length, 1e-10, "relative error of the length");

  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  double position = 0.0;
  double tilt = 0.0;
  double orthonormality = 0.0;
  double back = 0.0;
  int owned = 0;
  for (int n = 0; n < 5000; ++n)
  {
    const double s = length * unit(random);
    const Frame f = FrameAt(model, s);
    position = std::max(position, Norm(f.C - coil.C(s / speed)));
    tilt = std::max(tilt, AngleBetween(f.T, coil.Tangent(s / speed)));
    orthonormality = std::max(orthonormality, OrthonormalityError(f));

    // to the world and back, no further off than half way to the neighbouring turns
    const double q[3] = { 2.4 * unit(random) - 1.2, 2.4 * unit(random) - 1.2, s };
    double p[3];
    double r[3];
    model->StraightenedToWorld(q, p);
    model->WorldToStraightened(p, r);
    back = std::max({ back, std::abs(r[0] - q[0]), std::abs(r[1] - q[1]), std::abs(r[2] - q[2]) });
    owned += model->IsOwned(q) ? 1 : 0;
    // and on the far side of the axis, where the curve has a nearer stretch
    const Vec inwards = Vec{ f.C[0], f.C[1], 0.0 } * -1.5;
    const double beyond[3] = { Dot(inwards, f.N), Dot(inwards, f.B), s };
    CHECK(!model->IsOwned(beyond), "a point beyond the axis of the coil is owned");
  }
  CheckBelow(position, 1e-10 * length, "deviation of positions");
  CheckBelow(tilt, 1e-5, "tilt in radians");
  CheckBelow(orthonormality, 1e-12, "deviation from orthonormal");
  CheckBelow(back, 1e-7, "deviation of what came back");
  CHECK(owned == 5000, owned << " of 5000 points near the curve are owned");
  clock.Say("5000 points evaluated, inverted and asked for their owner");
}
}

int TestMillionPoints(int, char*[])
{
  Clock clock;
  const ClosedForm coil = Coil();
  const auto curve = MakePolyline(coil.Points(Count - 1));
  clock.Say("points");
  TestModel(curve, clock);

  // an image around it, linear
  Geometry g;
  const int extent[6] = { -24, 24, -24, 24, -4, 404 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  const auto field = [](const Vec& p) { return p[0] - 2.0 * p[1] + 0.5 * p[2]; };
  AddArray(image, "field", VTK_FLOAT, 1,
    [&](int i, int j, int k, int) {
      return field({ double(i), double(j), double(k) });
    });
  clock.Say("image");

  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(7, 7);
  reformat->SetSpacing(0.45, 0.45, 0.5); // to the corners less than half way to the next turn
  reformat->Update();
  clock.Say("straightened");
  vtkImageData* straight = reformat->GetOutput();
  const double speed = Norm(coil.D(0.0));
  CHECK(straight->GetDimensions()[2] == static_cast<int>(speed * coil.T1 / 0.5) + 1,
    straight->GetDimensions()[2] << " slices");
  vtkDataArray* values = straight->GetPointData()->GetArray("field");
  double worst = 0.0;
  double tilt = 0.0;
  vtkIdType masked = 0;
  const vtkIdType perSlice = 49;
  for (int k = 0; k < straight->GetDimensions()[2]; ++k)
  {
    const Frame f = SliceFrame(straight, k);
    const double t = 0.5 * k / speed;
    tilt = std::max(tilt, AngleBetween(f.T, coil.Tangent(t)));
    worst = std::max(worst, Norm(f.C - coil.C(t)));
    for (vtkIdType n = 0; n < perSlice; ++n)
    {
      const Vec p = SampleAt(f, straight, static_cast<int>(n % 7), static_cast<int>(n / 7));
      worst =
        std::max(worst, std::abs(values->GetComponent(k * perSlice + n, 0) - field(p)) - 1e-4);
      masked += Masked(straight, k * perSlice + n) ? 1 : 0;
    }
  }
  CheckBelow(worst, 1e-6, "deviation of centres and values");
  CheckBelow(tilt, 1e-5, "tilt of the slices in radians");
  CHECK(masked == straight->GetNumberOfPoints(),
    masked << " of " << straight->GetNumberOfPoints() << " voxels are in the image and owned");
  clock.Say("compared");

  vtkNew<vtkCurveCrossSection> section;
  section->SetInputData(image);
  section->SetCurveData(curve);
  section->SetSliceDimensions(9, 9);
  section->SetSpacing(0.4, 0.4, 0.4);
  section->SetArcLength(0.5 * speed * coil.T1);
  section->Update();
  double centre[3];
  section->GetOutput()->GetPoint(40, centre);
  const Vec halfWay = coil.C(0.5 * coil.T1);
  CheckBelow(Norm(Vec{ centre[0], centre[1], centre[2] } - halfWay), 1e-6,
    "deviation of the cross-section's centre");
  CheckBelow(std::abs(section->GetOutput()->GetPointData()->GetArray("field")->GetComponent(40, 0) -
               field(halfWay)),
    1e-4, "deviation of the cross-section's value");
  clock.Say("cross-section");

  // back, with nothing but the straightened image
  vtkNew<vtkImageData> alone;
  alone->ShallowCopy(straight);
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(alone);
  bend->SetReferenceData(image);
  int part[6] = { 14, 24, -10, 10, 190, 200 };
  bend->UpdateExtent(part);
  vtkDataArray* bent = bend->GetOutput()->GetPointData()->GetArray("field");
  double off = 0.0;
  int inside = 0;
  ForEachVoxel(bend->GetOutput(),
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Vec p{ double(i), double(j), double(k) };
      const double angle = std::atan2(p[1], p[0]);
      const double turn = std::floor(p[2] / 4.0 - angle / (2.0 * Pi) + 0.5);
      // the outermost samples have no neighbour on one side
      if (Norm(coil.C(coil.Closest(p, angle + 2.0 * Pi * turn)) - p) < 1.3)
      {
        ++inside;
        CHECK(Masked(bend->GetOutput(), tuple), "a voxel in the tube has not come back");
        off = std::max(off, std::abs(bent->GetComponent(tuple, 0) - field(p)));
      }
    });
  CHECK(inside > 300, inside << " voxels were bent back");
  // slices are 0.5 apart, and bent with a radius of 20
  CheckBelow(off, 0.01, "deviation of what was bent back");
  clock.Say("bent back");
  return Verdict();
}
