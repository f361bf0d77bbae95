// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The region of a threshold range or a label has the area, the diameters and the centroid of the
// shape that it was made from: discs, ellipses, annuli, strips, in the middle and off it.

#include "TestProfiles.h"

#include <limits>

using namespace testcurves;

namespace
{
struct Ellipse
{
  double A, B;   ///< half axes, A the longer one
  double X, Y;   ///< centre
  double Angle;  ///< of the longer axis from x
  double Height; ///< of the values

  /** Height in the middle, 0 on the outline, and below outside; smooth. */
  double Value(double x, double y) const
  {
    const double u = (x - X) * std::cos(Angle) + (y - Y) * std::sin(Angle);
    const double v = (y - Y) * std::cos(Angle) - (x - X) * std::sin(Angle);
    return Height * (1.0 - u * u / (A * A) - v * v / (B * B));
  }
};

void TestEllipses()
{
  const Slices grid;
  const Ellipse ellipses[] = { { 7, 7, 0, 0, 0, 100 }, { 3.1, 3.1, 0.13, -0.22, 0, 1 },
    { 4, 4, 4.5, -3.7, 0, 500 }, { 8, 5, 0, 0, 0, 100 }, { 8, 3, 0.7, 1.1, 0.6, 30 },
    { 6, 2.5, -1.3, 2.2, 2.4, 30 } };
  for (const Ellipse& e : ellipses)
  {
    for (const bool inverted : { false, true })
    {
      const auto image = grid.Make(VTK_DOUBLE,
        [&](double x, double y, double) { return (inverted ? -1.0 : 1.0) * e.Value(x, y); });
      vtkNew<vtkReformatProfile> profile;
      profile->SetInputData(image);
      profile->SetRegionToThresholdRange();
      if (inverted)
      {
        profile->SetThresholdRange(-2.0 * e.Height, 0.0);
      }
      else
      {
        profile->SetThresholdRange(0.0, std::numeric_limits<double>::infinity());
      }
      profile->Update();
      vtkTable* table = profile->GetOutput();
      CHECK(table->GetNumberOfRows() == 3, table->GetNumberOfRows() << " rows for 3 slices");
      // between pixels at distance h a parabola is at most h^2/8 of its curvature off
      const double share = 0.12 / (e.B * e.B);
      std::string what = "half axes " + std::to_string(e.A) + " and " + std::to_string(e.B) + ": ";
      for (vtkIdType row = 0; row < 3; ++row)
      {
        CHECK(Cell(table, "arc_length", row) == 2.0 * double(row), "arc length of row " << row);
        CheckNear(Cell(table, "Area", row), Pi * e.A * e.B, share, what + "area");
        CheckNear(Cell(table, "EquivalentDiameter", row), 2.0 * std::sqrt(e.A * e.B), share,
          what + "equivalent diameter");
        CheckNear(Cell(table, "SmallestDiameter", row), 2.0 * e.B, share, what + "smallest");
        CheckNear(Cell(table, "LargestDiameter", row), 2.0 * e.A, share, what + "largest");
        CHECK(std::abs(Cell(table, "CentroidX", row) - e.X) < 0.01 &&
            std::abs(Cell(table, "CentroidY", row) - e.Y) < 0.01,
          what << "centroid at " << Cell(table, "CentroidX", row) << ", "
               << Cell(table, "CentroidY", row));
        CHECK(std::abs(Cell(table, "CentroidOffset", row) - std::hypot(e.X, e.Y)) < 0.01,
          what << "offset " << Cell(table, "CentroidOffset", row));
      }
    }
  }
}

/** The error of the area falls with the square of the pixels. */
void TestOrder()
{
  double error[2];
  for (int fine = 0; fine < 2; ++fine)
  {
    Slices grid;
    grid.Dimensions[0] = grid.Dimensions[1] = fine ? 81 : 41;
    grid.Spacing = { fine ? 0.25 : 0.5, fine ? 0.25 : 0.5, 1 };
    const Ellipse e = { 7.3, 4.9, 0.31, 0.17, 0.4, 1 };
    vtkNew<vtkReformatProfile> profile;
    profile->SetInputData(
      grid.Make(VTK_DOUBLE, [&](double x, double y, double) { return e.Value(x, y); }));
    profile->SetRegionToThresholdRange();
    profile->SetThresholdRange(0.0, 2.0);
    profile->Update();
    error[fine] = std::abs(Cell(profile->GetOutput(), "Area", 0) / (Pi * e.A * e.B) - 1.0);
  }
  CheckBelow(error[0], 5e-3, "area of an ellipse at pixels of 0.5");
  CheckBelow(error[1] / error[0], 0.35, "the same at half of it, as a share of that");
}

/** A band of a cone is an annulus, and both limits cut. */
void TestAnnulus()
{
  Slices grid;
  grid.Dimensions[2] = 1;
  const auto image =
    grid.Make(VTK_FLOAT, [](double x, double y, double) { return std::hypot(x, y); });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->SetThresholdRange(4.0, 7.0);
  for (const int connected : { 0, 1 })
  {
    profile->SetConnectedToCurve(connected);
    profile->Update();
    vtkTable* table = profile->GetOutput();
    CheckNear(Cell(table, "Area", 0), Pi * (49.0 - 16.0), 5e-3, "area of an annulus");
    CheckNear(Cell(table, "SmallestDiameter", 0), 14.0, 5e-3, "its smallest diameter");
    CheckNear(Cell(table, "LargestDiameter", 0), 14.0, 5e-3, "its largest diameter");
    CHECK(Cell(table, "CentroidOffset", 0) < 1e-6, "its centroid is off");
    CHECK(Cell(table, "Minimum", 0) >= 4.0 && Cell(table, "Maximum", 0) <= 7.0,
      "the statistics are not those of the region");
  }
}

/** A linear function is interpolated exactly, and a strip ends half a pixel beyond the centres. */
void TestStrip()
{
  Slices grid;
  const auto image = grid.Make(VTK_DOUBLE, [](double x, double, double) { return 3.0 * x; });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  const double height = grid.Dimensions[1] * grid.Spacing[1];
  for (const double low : { -6.0, -1.234, 0.1 })
  {
    for (const double width : { 0.2, 0.5, 4.321 })
    {
      profile->SetConnectedToCurve(0); // a narrow strip may have no pixel of its own
      profile->SetThresholdRange(3.0 * low, 3.0 * (low + width));
      profile->Update();
      vtkTable* table = profile->GetOutput();
      CheckNear(Cell(table, "Area", 1), width * height, 1e-12, "area of a strip");
      CheckNear(Cell(table, "CentroidX", 1), low + 0.5 * width, 1e-12, "middle of a strip");
      CHECK(std::abs(Cell(table, "CentroidY", 1)) < 1e-12, "a strip is not centred");
      CheckNear(Cell(table, "SmallestDiameter", 1), width, 1e-12, "width of a strip");
      CheckNear(
        Cell(table, "LargestDiameter", 1), std::hypot(width, height), 1e-12, "diagonal of a strip");
    }
  }
}

/**
 * Strips at any angle, whose sides are straight but for rounding, cut off by the radius: the width
 * is that of the strip, and the ends touch the circle.
 */
void TestTurnedStrip()
{
  Slices grid;
  grid.Dimensions[0] = 61;
  grid.Dimensions[1] = 51;
  grid.Dimensions[2] = 180;
  grid.Spacing[2] = 1.0;
  const auto image = grid.Make(VTK_DOUBLE,
    [](double x, double y, double z)
    {
      const double angle = (z + 0.05) * Pi / 180.0;
      return x * std::cos(angle) + y * std::sin(angle);
    });
  const double width = 3.0;
  const double radius = 10.0;
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->SetThresholdRange(-0.5 * width, 0.5 * width);
  profile->SetRadius(radius);
  profile->Update();
  for (vtkIdType row = 0; row < 180; ++row)
  {
    const std::string what = " of a strip at " + std::to_string(row) + " degrees";
    vtkTable* table = profile->GetOutput();
    CheckNear(Cell(table, "SmallestDiameter", row), width, 1e-12, "width" + what);
    CheckNear(Cell(table, "LargestDiameter", row), 2.0 * radius, 1e-3, "length" + what);
  }
}

/** A region that holds all has the area of the pixels; of those that are valid, with a mask. */
void TestEverything()
{
  Slices grid;
  const auto image = grid.Make(VTK_SHORT, [](double x, double, double) { return x; });
  const double pixels = grid.Dimensions[0] * grid.Dimensions[1];
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->Update();
  CheckNear(Cell(profile->GetOutput(), "Area", 2), pixels * grid.PixelArea(), 1e-12, "all pixels");
  CheckNear(Cell(profile->GetOutput(), "LargestDiameter", 2),
    std::hypot(grid.Dimensions[0] * grid.Spacing[0], grid.Dimensions[1] * grid.Spacing[1]), 1e-12,
    "diagonal of a slice");

  // a mask, without any order
  const auto order = Noise(0, 1);
  double owned = 0.0;
  AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
    [&](int i, int j, int k, int)
    {
      const double m = order(i, j, k, 0) < 0.6 ? 1.0 : 0.0;
      owned += k == 2 ? m : 0.0;
      return m;
    });
  profile->SetConnectedToCurve(0);
  profile->Update();
  CheckNear(Cell(profile->GetOutput(), "Area", 2), owned * grid.PixelArea(), 1e-12, "owned pixels");
  CHECK(Cell(profile->GetOutput(), "N Voxels", 2) == owned, "other voxels than the owned ones");
  CHECK(owned > 500 && owned < pixels - 500, owned << " pixels owned");

  // half of the slice owned: a disc is cut off half a pixel beyond the last owned centre
  const Ellipse e = { 6, 6, 0, 0, 0, 1 };
  const auto half =
    grid.Make(VTK_DOUBLE, [&](double x, double y, double) { return e.Value(x, y); });
  const Geometry g = grid.Where();
  AddArray(half, "vtkValidPointMask", VTK_CHAR, 1,
    [&](int i, int, int, int) {
      return g.World({ double(i), 0, 0 })[0] < 2.1 ? 1.0 : 0.0;
    });
  profile->SetInputData(half);
  profile->SetThresholdRange(0.0, 2.0);
  profile->Update();
  const double cut = 2.25; // the last owned centre is 2
  const double segment = 36.0 * std::acos(cut / 6.0) - cut * std::sqrt(36.0 - cut * cut);
  CheckNear(Cell(profile->GetOutput(), "Area", 0), Pi * 36.0 - segment, 5e-3, "a disc cut off");
}

/** What is below, between and above two values adds up to all, without any order and with gaps. */
void TestPartition()
{
  Slices grid;
  const auto noise = Noise(0, 1);
  const auto image = MakeImage(grid.Where());
  AddArray(image, "v", VTK_DOUBLE, 1, noise);
  double owned = 0.0;
  AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
    [&](int i, int j, int k, int)
    {
      const double m = noise(i, j, k, 5) < 0.7 ? 1.0 : 0.0;
      owned += k == 1 ? m : 0.0;
      return m;
    });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->ConnectedToCurveOff();
  const double limits[4] = { 0.0, 0.35, 0.6, 1.0 };
  double sum = 0.0;
  for (int part = 0; part < 3; ++part)
  {
    profile->SetThresholdRange(limits[part], limits[part + 1]);
    profile->Update();
    const double area = Cell(profile->GetOutput(), "Area", 1);
    CHECK(area > 0.1 * owned * grid.PixelArea(), "part " << part << " has area " << area);
    sum += area;
  }
  CheckNear(sum, owned * grid.PixelArea(), 1e-12, "all parts together");
}

void TestRadius()
{
  Slices grid;
  const auto image = grid.Make(VTK_SHORT, [](double, double, double) { return 7.0; });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->SetThresholdRange(0.0, 10.0);
  for (const double radius : { 1.0, 3.3, 8.0 })
  {
    profile->SetRadius(radius);
    profile->Update();
    vtkTable* table = profile->GetOutput();
    const double share = 0.1 / (radius * radius);
    CheckNear(Cell(table, "Area", 0), Pi * radius * radius, share, "area within a radius");
    CheckNear(Cell(table, "LargestDiameter", 0), 2.0 * radius, share, "its largest diameter");
    CheckNear(Cell(table, "SmallestDiameter", 0), 2.0 * radius, share, "its smallest diameter");
  }
  // so small a circle that it is within four pixels
  Slices even = grid;
  even.Dimensions[0] = even.Dimensions[1] = 40;
  profile->SetInputData(even.Make(VTK_SHORT, [](double, double, double) { return 7.0; }));
  profile->SetRadius(0.2);
  profile->SetConnectedToCurve(0);
  profile->Update();
  const double area = Cell(profile->GetOutput(), "Area", 0);
  CHECK(area > 0.0 && area <= Pi * 0.04, "a circle of radius 0.2 has area " << area);
}

/** Of two discs of the same brightness the one with the curve in it, or the nearer one. */
void TestConnected()
{
  Slices grid;
  const Ellipse near = { 3, 3, 1.0, 0, 0, 100 };
  const Ellipse far = { 3.5, 3.5, -6.2, 0, 0, 100 };
  const auto image = grid.Make(VTK_DOUBLE,
    [&](double x, double y, double z)
    {
      // in the last slice the curve is in neither
      const double shift = z > 3.0 ? 3.0 : 0.0;
      return std::max(near.Value(x - shift, y), far.Value(x, y));
    });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToThresholdRange();
  profile->SetThresholdRange(0.0, 200.0);
  profile->Update();
  vtkTable* table = profile->GetOutput();
  CheckNear(Cell(table, "Area", 0), 9.0 * Pi, 0.02, "the disc with the curve in it");
  CheckNear(Cell(table, "CentroidX", 0), 1.0, 0.01, "its centroid");
  CheckNear(Cell(table, "Area", 2), 9.0 * Pi, 0.02, "the nearer disc");
  CheckNear(Cell(table, "CentroidX", 2), 4.0, 0.01, "its centroid");
  profile->ConnectedToCurveOff();
  profile->Update();
  CheckNear(Cell(profile->GetOutput(), "Area", 0), (9.0 + 12.25) * Pi, 0.02, "both discs");
  CheckNear(Cell(profile->GetOutput(), "LargestDiameter", 0), 13.7, 0.02, "both discs, width");
  // nothing
  profile->SetThresholdRange(300.0, 400.0);
  profile->Update();
  table = profile->GetOutput();
  for (const char* name : { "Area", "N Voxels" })
  {
    CHECK(Cell(table, name, 1) == 0.0, name << " of nothing is " << Cell(table, name, 1));
  }
  for (const char* name : { "Mean", "StandardDeviation", "Minimum", "Maximum", "EquivalentDiameter",
         "SmallestDiameter", "LargestDiameter", "CentroidX", "CentroidY", "CentroidOffset" })
  {
    CHECK(std::isnan(Cell(table, name, 1)), name << " of nothing is " << Cell(table, name, 1));
  }
}

void TestLabels()
{
  Slices grid;
  const Geometry g = grid.Where();
  const auto image = grid.Make(VTK_DOUBLE, [](double x, double, double) { return x; });
  const auto label = [&](int i, int j, int k)
  {
    const Vec p = g.World({ double(i), double(j), double(k) });
    const double r = std::hypot(p[0] - 1.0, p[1] + 2.0);
    const bool stray = i == 2 && j == 2;
    return r < 5.0 ? 3.0 : (stray ? 3.0 : (r < 8.0 ? 4.0 : 0.0));
  };
  AddArray(image, "labels", VTK_UNSIGNED_CHAR, 1,
    [&](int i, int j, int k, int) { return label(i, j, k); });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetRegionToLabel();
  profile->SetLabelArrayName("labels");
  for (const bool connected : { true, false })
  {
    for (const int value : { 3, 4 })
    {
      profile->SetLabelValue(value);
      profile->SetConnectedToCurve(connected ? 1 : 0);
      profile->Update();
      double count = 0.0;
      Vec sum{ 0, 0, 0 };
      double mean = 0.0;
      for (int j = 0; j < grid.Dimensions[1]; ++j)
      {
        for (int i = 0; i < grid.Dimensions[0]; ++i)
        {
          const bool stray = i == 2 && j == 2;
          if (label(i, j, 1) == value && !(connected && stray))
          {
            const Vec p = g.World({ double(i), double(j), 1.0 });
            count += 1.0;
            sum = sum + p;
            mean += p[0];
          }
        }
      }
      vtkTable* table = profile->GetOutput();
      const std::string what = "label " + std::to_string(value) + ", ";
      CheckNear(Cell(table, "Area", 1), count * grid.PixelArea(), 1e-12, what + "area");
      CheckNear(Cell(table, "CentroidX", 1), sum[0] / count, 1e-12, what + "centroid");
      CheckNear(Cell(table, "CentroidY", 1), sum[1] / count, 1e-12, what + "centroid");
      CheckNear(Cell(table, "Mean", 1), mean / count, 1e-12, what + "mean of the other array");
      if (connected)
      {
        const double diameter = value == 3 ? 10.0 : 16.0;
        for (const char* name : { "SmallestDiameter", "LargestDiameter" })
        {
          CHECK(std::abs(Cell(table, name, 1) - diameter) < 0.6,
            what << name << " " << Cell(table, name, 1) << ", of a disc " << diameter << " wide");
        }
      }
    }
  }
  profile->SetLabelValue(9);
  profile->Update();
  CHECK(Cell(profile->GetOutput(), "Area", 0) == 0.0, "a label that is nowhere has an area");
}
}

int TestReformatProfileShapes(int, char*[])
{
  TestEllipses();
  TestOrder();
  TestAnnulus();
  TestStrip();
  TestTurnedStrip();
  TestEverything();
  TestPartition();
  TestRadius();
  TestConnected();
  TestLabels();
  return Verdict();
}
