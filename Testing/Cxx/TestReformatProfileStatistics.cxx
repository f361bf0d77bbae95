// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The statistics of a slice are those of its owned voxels within the radius, whatever the type of
// the array; in pieces each slice comes once, and of the input only the slices of the piece are
// asked for.

#include "TestProfiles.h"
#include "TestSpySource.h"

#include "vtkUnsignedCharArray.h"

#include <limits>

using namespace testcurves;

namespace
{
struct Expected
{
  double Sum = 0.0;
  double Squares = 0.0;
  double Count = 0.0;
  double Minimum = std::numeric_limits<double>::infinity();
  double Maximum = -std::numeric_limits<double>::infinity();

  void Add(double v)
  {
    this->Sum += v;
    this->Squares += v * v;
    this->Count += 1.0;
    this->Minimum = std::min(this->Minimum, v);
    this->Maximum = std::max(this->Maximum, v);
  }

  void Check(vtkTable* table, vtkIdType row, const std::string& what) const
  {
    const double mean = this->Sum / this->Count;
    CHECK(Cell(table, "N Voxels", row) == this->Count,
      what << ": " << Cell(table, "N Voxels", row) << " voxels, expected " << this->Count);
    CheckNear(Cell(table, "Mean", row), mean, 1e-10, what + ", mean");
    CheckNear(Cell(table, "StandardDeviation", row),
      std::sqrt(this->Squares / this->Count - mean * mean), 1e-8, what + ", standard deviation");
    CHECK(Cell(table, "Minimum", row) == this->Minimum, what << ": minimum");
    CHECK(Cell(table, "Maximum", row) == this->Maximum, what << ": maximum");
  }
};

void TestTypes()
{
  Slices grid;
  const Geometry g = grid.Where();
  for (const int type :
    { VTK_UNSIGNED_CHAR, VTK_SHORT, VTK_INT, VTK_FLOAT, VTK_DOUBLE, VTK_LONG_LONG, VTK_BIT })
  {
    const auto image = MakeImage(g);
    const double high = type == VTK_BIT ? 2.0 : 200.0;
    vtkDataArray* values = AddArray(image, "v", type, type == VTK_BIT ? 1 : 3, Noise(0, high));
    const auto mask = Noise(0, 1);
    AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
      [&](int i, int j, int k, int c) { return mask(i, j, k, c + 7) < 0.8 ? 1.0 : 0.0; });
    const bool real = type == VTK_FLOAT || type == VTK_DOUBLE;
    if (real)
    {
      for (vtkIdType t = 0; t < values->GetNumberOfTuples(); t += 11)
      {
        const double bad = t % 2 ? std::numeric_limits<double>::quiet_NaN()
                                 : std::numeric_limits<double>::infinity();
        values->SetComponent(t, 1, bad);
      }
    }
    image->AllocatePointGhostArray();
    image->GetPointGhostArray()->SetValue(700, vtkDataSetAttributes::HIDDENPOINT);
    image->GetPointGhostArray()->SetValue(701, vtkDataSetAttributes::DUPLICATEPOINT);
    for (const int component : { 0, 1, -1 })
    {
      if (component >= values->GetNumberOfComponents())
      {
        continue;
      }
      for (const double radius : { 0.0, 5.0, 7.77 })
      {
        vtkNew<vtkReformatProfile> profile;
        profile->SetInputData(image);
        profile->SetComponent(component);
        profile->SetRadius(radius);
        profile->Update();
        CHECK(profile->GetOutput()->GetNumberOfColumns() == 6,
          profile->GetOutput()->GetNumberOfColumns() << " columns without a region");
        std::vector<Expected> expected(3);
        ForEachVoxel(image,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            const Vec p = g.World({ double(i), double(j), double(k) });
            double v = component >= 0 ? values->GetComponent(tuple, component) : 0.0;
            for (int c = 0; component < 0 && c < values->GetNumberOfComponents(); ++c)
            {
              v = std::hypot(v, values->GetComponent(tuple, c));
            }
            if (component < 0)
            {
              double squares = 0.0;
              for (int c = 0; c < values->GetNumberOfComponents(); ++c)
              {
                squares += values->GetComponent(tuple, c) * values->GetComponent(tuple, c);
              }
              v = std::sqrt(squares);
            }
            const bool near = radius == 0.0 || p[0] * p[0] + p[1] * p[1] <= radius * radius;
            if (Masked(image, tuple) && near && std::isfinite(v) && tuple != 700)
            {
              expected[static_cast<std::size_t>(k)].Add(v);
            }
          });
        for (vtkIdType row = 0; row < 3; ++row)
        {
          expected[static_cast<std::size_t>(row)].Check(profile->GetOutput(), row,
            std::string(values->GetDataTypeAsString()) + ", component " +
              std::to_string(component) + ", radius " + std::to_string(radius));
        }
      }
    }
  }
}

/** Another array than the active one, and an image whose extent starts anywhere. */
void TestNamedArrayAndExtent()
{
  Geometry g;
  const int extent[6] = { -3, 7, 4, 20, 5, 14 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 1.0, 1.0, 0.75 };
  g.Origin = { -2.0, -12.0, 0.5 };
  const auto image = MakeImage(g);
  AddArray(image, "active", VTK_FLOAT, 1, [](int, int, int, int) { return -1.0; });
  AddArray(image, "other", VTK_SHORT, 1, [](int i, int j, int k, int) { return i + 2 * j + k; });
  vtkNew<vtkReformatProfile> profile;
  profile->SetInputData(image);
  profile->SetInputArrayToProcess(0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, "other");
  profile->Update();
  vtkTable* table = profile->GetOutput();
  CHECK(table->GetNumberOfRows() == 10, table->GetNumberOfRows() << " rows for 10 slices");
  for (vtkIdType row = 0; row < 10; ++row)
  {
    const double k = 5.0 + static_cast<double>(row);
    CHECK(Cell(table, "arc_length", row) == 0.5 + 0.75 * k,
      "row " << row << " is at " << Cell(table, "arc_length", row));
    CheckNear(Cell(table, "Mean", row), 2.0 + 2.0 * 12.0 + k, 1e-12, "mean of a linear field");
  }
}

void TestPieces()
{
  vtkNew<SpySource> source;
  const Slices grid;
  source->Image = grid.Where();
  source->Image.Extent[5] = 22;
  source->Fill = [](vtkImageData* image) { AddArray(image, "v", VTK_SHORT, 1, Noise(0, 1000)); };
  vtkNew<vtkReformatProfile> whole;
  whole->SetInputConnection(source->GetOutputPort());
  whole->SetRegionToThresholdRange();
  whole->SetThresholdRange(200.0, 700.0);
  whole->SetConnectedToCurve(0);
  whole->Update();
  CHECK(whole->GetOutput()->GetNumberOfRows() == 23, "the whole has not 23 rows");
  for (const int pieces : { 1, 2, 3, 7, 23, 40 })
  {
    vtkIdType row = 0;
    for (int piece = 0; piece < pieces; ++piece)
    {
      vtkNew<vtkReformatProfile> part;
      part->SetInputConnection(source->GetOutputPort());
      part->SetRegionToThresholdRange();
      part->SetThresholdRange(200.0, 700.0);
      part->SetConnectedToCurve(0);
      source->Requests.clear();
      source->Modified();
      part->UpdatePiece(piece, pieces, 0);
      vtkTable* table = part->GetOutput();
      CHECK(source->Requests.size() == 1, source->Requests.size() << " requests for a piece");
      const Extent asked = source->Requests.back();
      const vtkIdType slices = asked[5] - asked[4] + 1;
      CHECK(asked[1] == source->Image.Extent[1] && asked[3] == source->Image.Extent[3] &&
          slices == std::max<vtkIdType>(table->GetNumberOfRows(), 1),
        slices << " slices asked for to make " << table->GetNumberOfRows() << " rows");
      for (vtkIdType r = 0; r < table->GetNumberOfRows(); ++r, ++row)
      {
        for (vtkIdType c = 0; c < table->GetNumberOfColumns(); ++c)
        {
          CHECK(table->GetValue(r, c) == whole->GetOutput()->GetValue(row, c),
            "row " << row << " differs in pieces, column " << table->GetColumnName(c));
        }
      }
    }
    CHECK(row == 23, row << " rows in " << pieces << " pieces");
  }
}
}

int TestReformatProfileStatistics(int, char*[])
{
  TestTypes();
  TestNamedArrayAndExtent();
  TestPieces();
  return Verdict();
}
