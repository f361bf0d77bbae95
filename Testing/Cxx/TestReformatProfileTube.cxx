// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A tube with a wall, bent along a helix and straightened: the lumen and the wall have the areas of
// the circles that they were made of, in every slice, and the second output tells the curve.

#include "TestProfiles.h"

using namespace testcurves;

namespace
{
constexpr double Lumen = 6.0;
constexpr double Outer = 9.0;

/** Distance of a point from a helix about z. */
double Distance(const ClosedForm& helix, const Vec& p)
{
  double best = 1e99;
  double nearest = 0.0;
  for (int i = 0; i <= 400; ++i)
  {
    const double t = helix.T0 + (helix.T1 - helix.T0) * i / 400;
    const double d = Norm(helix.C(t) - p);
    if (d < best)
    {
      best = d;
      nearest = t;
    }
  }
  return best > 2.0 * Outer ? best : Norm(helix.C(helix.Closest(p, nearest)) - p);
}
}

int TestReformatProfileTube(int, char*[])
{
  ClosedForm helix = Helix(25.0, 8.0, 1.0);
  // the tube goes on beyond the curve that is followed
  ClosedForm longer = helix;
  longer.T0 = -0.8;
  longer.T1 = helix.T1 + 0.8;
  Geometry g;
  const int extent[6] = { 0, 71, 0, 71, 0, 74 };
  std::copy_n(extent, 6, g.Extent);
  g.Origin = { -35.5, -35.5, -12.0 };
  const auto image = MakeImage(g);
  // the edges are two voxels wide, as those of a scanner are
  const auto edge = [](double d) { return std::min(std::max(0.5 * d + 0.5, 0.0), 1.0); };
  AddArray(image, "HU", VTK_FLOAT, 1,
    [&](int i, int j, int k, int)
    {
      const double d = Distance(longer, g.World({ double(i), double(j), double(k) }));
      return 1000.0 * edge(d - Lumen) * edge(Outer - d);
    });
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(MakePolyline(helix.Points(200)));
  reformat->SetSpacing(0.5, 0.5, 1.0);
  reformat->SetSliceDimensions(47, 47);

  const auto check = [&](vtkTable* table, double area, const std::string& what)
  {
    double worst = 0.0;
    double offset = 0.0;
    CHECK(table->GetNumberOfRows() > 150, what << ": " << table->GetNumberOfRows() << " rows");
    for (vtkIdType row = 0; row < table->GetNumberOfRows(); ++row)
    {
      worst = std::max(worst, std::abs(Cell(table, "Area", row) / area - 1.0));
      offset = std::max(offset, Cell(table, "CentroidOffset", row));
    }
    CheckBelow(worst, 0.01, what + ", area against the circle's");
    CheckBelow(offset, 0.05, what + ", centroid off the curve");
  };
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputConnection(reformat->GetOutputPort());
  profile->SetRegionToThresholdRange();
  // Around the tube it is as dark as in it; the wall keeps that away.
  profile->SetThresholdRange(-1000.0, 500.0);
  profile->Update();
  check(profile->GetOutput(), Pi * Lumen * Lumen, "lumen");
  double width = 0.0;
  for (vtkIdType row = 0; row < profile->GetOutput()->GetNumberOfRows(); ++row)
  {
    for (const char* name : { "SmallestDiameter", "LargestDiameter", "EquivalentDiameter" })
    {
      width =
        std::max(width, std::abs(Cell(profile->GetOutput(), name, row) / (2.0 * Lumen) - 1.0));
    }
  }
  CheckBelow(width, 0.02, "lumen, all diameters against the circle's");
  profile->SetThresholdRange(500.0, 2000.0);
  profile->Update();
  check(profile->GetOutput(), Pi * (Outer * Outer - Lumen * Lumen), "wall");
  vtkDataArray* where = reformat->GetOutput()->GetFieldData()->GetArray("ArcLength");
  for (vtkIdType row = 0; row < profile->GetOutput()->GetNumberOfRows(); ++row)
  {
    CHECK(Cell(profile->GetOutput(), "arc_length", row) == where->GetComponent(row, 0),
      "arc length of row " << row);
  }

  // the curve: of a helix with radius r that rises 2 pi c a turn
  auto* curve = vtkTable::SafeDownCast(profile->GetOutputDataObject(1));
  CHECK(curve->GetNumberOfRows() == 1, curve->GetNumberOfRows() << " rows of the curve");
  const double square = 25.0 * 25.0 + 8.0 * 8.0;
  const double length = 2.0 * Pi * std::sqrt(square);
  const double chord = 2.0 * Pi * 8.0;
  CheckNear(Cell(curve, "Length", 0), length, 1e-6, "length");
  CheckNear(Cell(curve, "Chord", 0), chord, 1e-9, "chord");
  CheckNear(Cell(curve, "Tortuosity", 0), length / chord, 1e-6, "tortuosity");
  CheckNear(Cell(curve, "TotalCurvature", 0), 25.0 / square * length, 1e-4, "total curvature");
  CheckNear(Cell(curve, "LargestCurvature", 0), 25.0 / square, 1e-2, "largest curvature");
  CheckNear(Cell(curve, "SmallestRadiusOfCurvature", 0), square / 25.0, 1e-2, "smallest radius");
  CHECK(Cell(curve, "Closed", 0) == 0.0, "a helix is closed");

  // an image that has lost its field data still has its profile
  vtkNew<vtkImageData> bare;
  bare->ShallowCopy(reformat->GetOutput());
  vtkNew<vtkFieldData> none;
  bare->SetFieldData(none);
  vtkNew<vtkReformatProfile> again;
  again->SetInputData(bare);
  again->SetRegionToThresholdRange();
  again->SetThresholdRange(500.0, 2000.0);
  again->Update();
  vtkTable* table = again->GetOutput();
  CHECK(table->GetNumberOfRows() == profile->GetOutput()->GetNumberOfRows(), "rows are missing");
  for (vtkIdType row = 0; row < table->GetNumberOfRows(); ++row)
  {
    for (vtkIdType c = 0; c < table->GetNumberOfColumns(); ++c)
    {
      CHECK(table->GetValue(row, c) == profile->GetOutput()->GetValue(row, c),
        "without field data row " << row << " differs");
    }
  }
  CHECK(vtkTable::SafeDownCast(again->GetOutputDataObject(1))->GetNumberOfRows() == 0,
    "there is a curve without field data");
  return Verdict();
}
