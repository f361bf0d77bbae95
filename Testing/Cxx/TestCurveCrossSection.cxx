// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A cross-section is the slice of vtkCurvedPlanarReformat at its arc length, bit for bit, it lies
// in the world where its values come from, and it asks for no more of the image than it covers.

#include "TestOwnership.h"
#include "TestSpySource.h"

#include "vtkCurveCrossSection.h"
#include "vtkExecutive.h"
#include "vtkPoints.h"
#include "vtkProbeFilter.h"
#include "vtkTestErrorObserver.h"

#include <limits>

using namespace testcurves;

namespace
{
/** Two turns of a helix in the middle of the image. */
std::vector<Vec> CurvePoints(const Geometry& g)
{
  std::vector<Vec> points = PointsPerUnit(Helix(9, 2, 2));
  for (Vec& p : points)
  {
    p = p + g.Centre() - Vec{ 0, 0, 12 };
  }
  return points;
}

std::vector<Geometry> Geometries()
{
  std::vector<Geometry> geometries;
  for (Geometry g : { OddGeometry(), TurnedGeometry(false), TurnedGeometry(true) })
  {
    const int extent[6] = { -3, 46, 4, 43, 10, 64 };
    std::copy_n(extent, 6, g.Extent);
    geometries.push_back(g);
  }
  return geometries;
}

void AddArrays(vtkImageData* image)
{
  AddArray(image, "real", VTK_DOUBLE, 1, Noise(-1, 1));
  AddArray(image, "vector", VTK_FLOAT, 3, Noise(0, 1e6));
  AddArray(image, "label", VTK_UNSIGNED_SHORT, 1, Noise(0, 65535));
}

template <typename Filter>
void Configure(Filter* filter, vtkPolyData* curve, int mode)
{
  filter->SetCurveData(curve);
  filter->SetSliceDimensions(33, 25);
  filter->SetSpacing(0.8, 0.9, 1.5);
  filter->SetInterpolation(mode);
  filter->SetBackgroundValue(-3);
  filter->SetRotationAngle(20);
}

/** The slices of the straightened image, each as an image of its own. */
void TestSlices()
{
  for (const Geometry& g : Geometries())
  {
    const auto image = MakeImage(g);
    AddArrays(image);
    const auto curve = MakePolyline(CurvePoints(g));
    for (int mode = 0; mode < 3; ++mode)
    {
      vtkNew<vtkCurvedPlanarReformat> reformat;
      reformat->SetInputData(image);
      Configure(reformat.Get(), curve, mode);
      reformat->Update();
      vtkImageData* whole = reformat->GetOutput();
      vtkNew<vtkCurveCrossSection> section;
      section->SetInputData(image);
      Configure(section.Get(), curve, mode);
      const int slices = whole->GetDimensions()[2];
      vtkIdType inside = 0;
      vtkIdType all = 0;
      for (int k = 0; k < slices; k += 3)
      {
        section->SetArcLength(k * 1.5);
        section->Update();
        vtkImageData* out = section->GetOutput();
        const int* d = out->GetDimensions();
        CHECK(d[0] == 33 && d[1] == 25 && d[2] == 1, "a section of " << d[2] << " slices");
        vtkIdType different = 0;
        for (const char* name : { "real", "vector", "label", "vtkValidPointMask" })
        {
          vtkDataArray* a = out->GetPointData()->GetArray(name);
          vtkDataArray* b = whole->GetPointData()->GetArray(name);
          if (!a || a->GetDataType() != b->GetDataType())
          {
            CHECK(false, name << " is missing or of another type");
            continue;
          }
          const auto bytes =
            static_cast<std::size_t>(a->GetNumberOfComponents()) * a->GetDataTypeSize() * 33 * 25;
          different +=
            std::memcmp(a->GetVoidPointer(0),
              static_cast<const char*>(b->GetVoidPointer(0)) + bytes * static_cast<std::size_t>(k),
              bytes) == 0
            ? 0
            : 1;
        }
        CHECK(different == 0,
          "slice " << k << ", interpolation " << mode << ": " << different << " arrays differ");
        CHECK(out->GetPointData()->GetScalars()->GetName() == std::string("real"),
          "other active scalars");

        // and its place: i, j, k along N, B, T, the middle on the curve
        const Frame f = SliceFrame(whole, k);
        const double* m = out->GetDirectionMatrix()->GetData();
        double turned = 0.0;
        for (int row = 0; row < 3; ++row)
        {
          turned = std::max({ turned, std::abs(m[3 * row] - f.N[row]),
            std::abs(m[3 * row + 1] - f.B[row]), std::abs(m[3 * row + 2] - f.T[row]) });
        }
        double corner[3];
        out->TransformIndexToPhysicalPoint(0, 0, 0, corner);
        const Vec expected = SampleAt(f, whole, 0, 0);
        CHECK(turned < 1e-15 && Norm(Vec{ corner[0], corner[1], corner[2] } - expected) < 1e-12 &&
            out->GetSpacing()[0] == 0.8 && out->GetSpacing()[1] == 0.9,
          "slice " << k << " lies elsewhere");
        const Frame own = SliceFrame(out, 0);
        CHECK(Norm(own.C - f.C) + Norm(own.N - f.N) == 0.0 &&
            out->GetFieldData()->GetArray("ArcLength")->GetComponent(0, 0) == k * 1.5,
          "slice " << k << " has other field data");

        if (mode != 1)
        {
          continue;
        }
        // What is at the points of the output, says vtkProbeFilter.
        vtkNew<vtkPoints> points;
        points->SetDataTypeToDouble();
        for (vtkIdType i = 0; i < out->GetNumberOfPoints(); ++i)
        {
          points->InsertNextPoint(out->GetPoint(i));
        }
        vtkNew<vtkPolyData> where;
        where->SetPoints(points);
        vtkNew<vtkProbeFilter> probe;
        probe->SetInputData(where);
        probe->SetSourceData(image);
        probe->Update();
        vtkDataArray* probed = probe->GetOutput()->GetPointData()->GetArray("real");
        vtkDataArray* valid = probe->GetOutput()->GetPointData()->GetArray("vtkValidPointMask");
        for (vtkIdType i = 0; i < out->GetNumberOfPoints(); ++i)
        {
          Vec p;
          points->GetPoint(i, p.v);
          ++all;
          if (g.Outside(g.Index(p)) > -1.0)
          {
            continue; // the border, where vtkProbeFilter stops
          }
          ++inside;
          const double got = out->GetPointData()->GetArray("real")->GetComponent(i, 0);
          CHECK(
            valid->GetComponent(i, 0) == 1.0 && std::abs(probed->GetComponent(i, 0) - got) < 1e-9,
            "at its own point a pixel is " << got << ", vtkProbeFilter finds "
                                           << probed->GetComponent(i, 0));
        }
      }
      CHECK(mode != 1 || (inside > all / 2 && inside < all), inside << " of " << all << " inside");
    }
  }
}

/** Beyond the ends straight on, around again when closed. */
void TestBeyond()
{
  Geometry g;
  const int extent[6] = { 0, 59, 0, 59, 0, 29 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArrays(image);
  std::vector<Vec> circle = PointsPerUnit(Circle(15));
  for (Vec& p : circle)
  {
    p = p + Vec{ 29.5, 29.5, 15 };
  }
  vtkNew<vtkCurveCrossSection> section;
  section->SetInputData(image);
  Configure(section.Get(), MakePolyline(circle), 1);
  section->SetArcLength(10);
  section->Update();
  vtkNew<vtkImageData> first;
  first->DeepCopy(section->GetOutput());
  section->SetArcLength(10 + section->GetMovingFrame()->GetLength());
  section->Update();
  double worst = 0.0;
  for (vtkIdType i = 0; i < first->GetNumberOfPoints(); ++i)
  {
    worst = std::max(worst,
      std::abs(first->GetPointData()->GetArray("real")->GetComponent(i, 0) -
        section->GetOutput()->GetPointData()->GetArray("real")->GetComponent(i, 0)));
  }
  CheckBelow(worst, 1e-9, "once around a closed curve");

  const Vec from{ 20, 30, 15 };
  vtkNew<vtkCurveCrossSection> line;
  line->SetInputData(image);
  Configure(line.Get(), MakePolyline({ from, from + Vec{ 10, 0, 0 } }), 1);
  for (const double s : { -4.0, 3.0, 17.0 })
  {
    line->SetArcLength(s);
    line->Update();
    const Frame f = SliceFrame(line->GetOutput(), 0);
    CHECK(Norm(f.C - from - Vec{ s, 0, 0 }) < 1e-12, "a line at " << s << " is elsewhere");
  }
}

/** Of an image of any size only the bounding extent of the slice is asked for. */
void TestRequests()
{
  std::vector<Vec> points = PointsPerUnit(Helix(60, 20, 1));
  for (Vec& p : points)
  {
    p = p + Vec{ 1000, 40000, 70000 };
  }
  for (int mode = 0; mode < 3; ++mode)
  {
    for (const bool tellsDirection : { true, false })
    {
      for (const double s : { 0.0, 111.1, 300.0 })
      {
        vtkNew<SpySource> source;
        // 8e15 voxels
        const int extent[6] = { -100000, 100000, 0, 199999, 0, 199999 };
        std::copy_n(extent, 6, source->Image.Extent);
        source->Image.Spacing = { 0.5, 0.5, 0.5 };
        source->Fill = [](vtkImageData* image)
        { AddArray(image, "real", VTK_DOUBLE, 1, Noise(-1, 1)); };
        source->TellsDirection = tellsDirection;
        vtkNew<vtkCurveCrossSection> section;
        section->SetInputConnection(source->GetOutputPort());
        section->SetCurveData(MakePolyline(points));
        section->SetSliceDimensions(31, 21);
        section->SetSpacing(0.6, 0.6, 1);
        section->SetInterpolation(mode);
        section->SetArcLength(s);
        section->Update();
        CHECK(source->Requests.size() == (tellsDirection ? 1u : 2u),
          source->Requests.size() << " requests");
        double low[3] = { 1e99, 1e99, 1e99 };
        double high[3] = { -1e99, -1e99, -1e99 };
        const Frame f = SliceFrame(section->GetOutput(), 0);
        for (int corner = 0; corner < 4; ++corner)
        {
          const Vec index = source->Image.Index(
            f.C + f.N * (corner % 2 ? 9.0 : -9.0) + f.B * (corner / 2 ? 6.0 : -6.0));
          for (int axis = 0; axis < 3; ++axis)
          {
            low[axis] = std::min(low[axis], index[axis]);
            high[axis] = std::max(high[axis], index[axis]);
          }
        }
        const int support = mode == 2 ? 2 : 1;
        const Extent& slab = source->Requests.back();
        for (int axis = 0; axis < 3; ++axis)
        {
          CHECK(slab[2 * axis] >= std::floor(low[axis] - 1e-6) - support &&
              slab[2 * axis + 1] <= std::ceil(high[axis] + 1e-6) + support,
            "axis " << axis << ": " << slab[2 * axis] << " to " << slab[2 * axis + 1]
                    << " was asked for, samples lie in " << low[axis] << " to " << high[axis]);
        }
        for (vtkIdType i = 0; i < section->GetOutput()->GetNumberOfPoints(); ++i)
        {
          CHECK(Masked(section->GetOutput(), i), "a sample outside");
        }
      }
    }
  }
}

void TestBadInput()
{
  Geometry g;
  const auto image = MakeImage(g);
  AddArrays(image);
  const auto good = MakePolyline({ { 5, 5, 5 }, { 15, 15, 15 } });
  const auto refused = [&](vtkPolyData* curve, double s, const char* sentence)
  {
    vtkNew<vtkCurveCrossSection> section;
    section->SetInputData(image);
    section->SetCurveData(curve);
    section->SetArcLength(s);
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive;
    section->AddObserver(vtkCommand::ErrorEvent, errors);
    section->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    section->Update();
    CHECK(errors->GetErrorMessage().find(sentence) != std::string::npos,
      "\"" << sentence << "\" expected, got \"" << errors->GetErrorMessage() << "\"");
    CHECK(section->GetOutput()->GetNumberOfPoints() == 0, sentence << ": there is an output");
    section->SetCurveData(good);
    section->SetArcLength(3);
    errors->Clear();
    section->Update();
    CHECK(!errors->GetError() && section->GetOutput()->GetNumberOfPoints() > 0,
      sentence << ": still broken when mended");
  };
  refused(good, std::numeric_limits<double>::quiet_NaN(), "ArcLength is nan");
  refused(good, std::numeric_limits<double>::infinity(), "ArcLength is inf");
  refused(nullptr, 0.0, "No curve is given");
  refused(MakePolyline({ { 1, 1, 1 } }), 0.0, "1 distinct point");
}
}

int TestCurveCrossSection(int, char*[])
{
  TestSlices();
  TestBeyond();
  TestRequests();
  TestBadInput();
  return Verdict();
}
