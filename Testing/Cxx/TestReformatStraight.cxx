// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Along a straight curve the reformatted image is what indexing, vtkImageReslice and vtkProbeFilter
// give: along every axis and obliquely, on images with any direction matrix.

#include "TestImages.h"

#include "vtkCharArray.h"
#include "vtkImageReslice.h"
#include "vtkProbeFilter.h"

using namespace testcurves;

namespace
{
const std::vector<Vec>& Axes()
{
  static const std::vector<Vec> axes = { { 1, 0, 0 }, { -1, 0, 0 }, { 0, 1, 0 }, { 0, -1, 0 },
    { 0, 0, 1 }, { 0, 0, -1 } };
  return axes;
}

/** Samples on voxels: the output is a permutation of the image's voxels. */
void TestAgainstIndexing()
{
  for (const bool leftHanded : { false, true })
  {
    Geometry g = OddGeometry();
    if (leftHanded)
    {
      // a permutation with a flip, as scanners have them
      g.Axis[0] = { 0, -1, 0 };
      g.Axis[1] = { 0, 0, -1 };
      g.Axis[2] = { -1, 0, 0 };
    }
    const auto image = MakeImage(g);
    vtkDataArray* values = AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1000, 1000));
    for (const Vec& axis : Axes())
    {
      const Frame f = StraightFrame(g.World({ 13, 7, 17 }), axis);
      const auto step = [&](const Vec& v)
      {
        // the spacing of the image along one of its axes
        double length = 0.0;
        for (int a = 0; a < 3; ++a)
        {
          length += std::abs(Dot(v, g.Axis[a])) * g.Spacing[a];
        }
        return length;
      };
      const double along = step(f.T);
      for (const int mode :
        { VTK_NEAREST_INTERPOLATION, VTK_LINEAR_INTERPOLATION, VTK_CUBIC_INTERPOLATION })
      {
        vtkNew<vtkCurvedPlanarReformat> reformat;
        reformat->SetInputData(image);
        reformat->SetCurveData(MakePolyline({ f.C - f.T * (5 * along), f.C + f.T * (5 * along) }));
        reformat->SetSliceDimensions(9, 7);
        reformat->SetSpacing(step(f.N), step(f.B), along);
        reformat->SetInterpolation(mode);
        reformat->Update();
        vtkImageData* out = reformat->GetOutput();
        CHECK(out->GetDimensions()[2] == 11, out->GetDimensions()[2] << " slices, 11 expected");
        vtkDataArray* got = out->GetPointData()->GetArray("v");
        double worst = 0.0;
        ForEachVoxel(out,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            const Vec p = f.C + f.T * ((k - 5) * along) + f.N * ((i - 4) * step(f.N)) +
              f.B * ((j - 3) * step(f.B));
            const Vec index = g.Index(p);
            int ijk[3];
            for (int a = 0; a < 3; ++a)
            {
              ijk[a] = static_cast<int>(std::lround(index[a]));
            }
            const double expected = values->GetComponent(image->ComputePointId(ijk), 0);
            worst = std::max(worst, std::abs(got->GetComponent(tuple, 0) - expected));
            CHECK(Masked(out, tuple), "a voxel inside is masked");
          });
        CHECK(worst <= (mode == VTK_NEAREST_INTERPOLATION ? 0.0 : 1e-9),
          "interpolation " << mode << " along (" << axis[0] << ", " << axis[1] << ", " << axis[2]
                           << "): off the voxels by " << worst);
      }
    }
  }
}

/**
 * Samples between voxels and beyond the image: vtkImageReslice. That one rounds positions to 2^-17
 * of a voxel, so that everything here is a multiple of 1/1024 of a voxel, and never half of one.
 */
void TestAgainstReslice()
{
  Geometry g = OddGeometry();
  g.Spacing = { 0.5, 1.0, 0.25 };
  double worst[3] = { 0.0, 0.0, 0.0 };
  std::vector<vtkSmartPointer<vtkDataArray>> exact; // what vtkImageReslice makes of doubles
  std::size_t run = 0;
  double worstInteger = 0.0;
  for (const int type : { VTK_DOUBLE, VTK_SHORT })
  {
    const auto image = MakeImage(g);
    AddArray(image, "v", type, 1,
      [](int i, int j, int k, int c) { return std::floor(Noise(-1000, 1000)(i, j, k, c)); });
    for (const Vec& axis : Axes())
    {
      const double odd = 1.0 / 1024.0;
      const Frame f =
        StraightFrame(g.World({ 13, 7, 17 }) + Vec{ 0.5, 3.0, 0.25 } * odd - axis * 12.0, axis);
      for (int mode = 0; mode < 3; ++mode)
      {
        vtkNew<vtkCurvedPlanarReformat> reformat;
        reformat->SetInputData(image);
        reformat->SetCurveData(MakePolyline({ f.C, f.C + f.T * 24.0 }));
        reformat->SetSliceDimensions(61, 71);
        reformat->SetSpacing(0.40625, 0.375, 0.4375);
        reformat->SetInterpolation(mode);
        reformat->SetBackgroundValue(-5);
        reformat->Update();
        vtkImageData* out = reformat->GetOutput();

        vtkNew<vtkImageReslice> reslice;
        reslice->SetInputData(image);
        reslice->SetResliceAxesDirectionCosines(f.N.v, f.B.v, f.T.v);
        reslice->SetResliceAxesOrigin(f.C.v);
        reslice->SetOutputExtent(out->GetExtent());
        reslice->SetOutputSpacing(out->GetSpacing());
        reslice->SetOutputOrigin(out->GetOrigin());
        reslice->SetInterpolationMode(mode);
        reslice->SetBackgroundLevel(-5);
        reslice->Update();
        vtkDataArray* got = out->GetPointData()->GetScalars();
        if (type == VTK_DOUBLE)
        {
          exact.emplace_back(reslice->GetOutput()->GetPointData()->GetScalars());
        }
        // rounded to the nearest, no value is further off than a half
        vtkDataArray* expected = exact[run++ % 18];
        CHECK(
          got->GetDataType() == type && got->GetNumberOfTuples() == expected->GetNumberOfTuples(),
          "another type or size than vtkImageReslice's");
        vtkIdType inside = 0;
        ForEachVoxel(out,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            const Vec p = SampleAt({ f.C + f.T * (k * 0.4375), f.N, f.B, f.T }, out, i, j);
            const double outside = g.Outside(g.Index(p));
            inside += outside < 0.5 ? 1 : 0;
            CHECK(Masked(out, tuple) == (outside < 0.5), "mask at " << outside << " is wrong");
            // Where the kernel reaches over the border, vtkImageReslice makes it smaller.
            if (mode < 2 || outside < -1.0 || outside > 0.5)
            {
              const double value = expected->GetComponent(tuple, 0);
              if (type == VTK_DOUBLE)
              {
                worst[mode] = std::max(worst[mode], std::abs(got->GetComponent(tuple, 0) - value));
              }
              else
              {
                const double off = std::abs(got->GetComponent(tuple, 0) - value);
                worstInteger = std::max(worstInteger, off);
              }
            }
          });
        CHECK(inside > 10000 && inside < out->GetNumberOfPoints(),
          inside << " samples inside say nothing");
      }
    }
  }
  CHECK(worst[0] == 0.0, "nearest differs from vtkImageReslice by " << worst[0]);
  CheckBelow(worst[1], 1e-9, "linear against vtkImageReslice");
  CheckBelow(worst[2], 1e-9, "cubic against vtkImageReslice");
  CheckBelow(worstInteger, 0.5 + 1e-9, "rounded to short, against vtkImageReslice in double");
}

/** Any direction of the curve and of the image: vtkProbeFilter, which knows direction matrices. */
void TestAgainstProbe()
{
  double worst = 0.0;
  for (const Geometry& g : { OddGeometry(), TurnedGeometry(false), TurnedGeometry(true) })
  {
    const auto image = MakeImage(g);
    AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1000, 1000));
    AddArray(image, "w", VTK_FLOAT, 3, Noise(-1, 1));
    std::vector<Vec> directions = Axes();
    directions.push_back({ 1, 1.01, 0.99 });
    directions.push_back({ -0.3, 0.2, -1.0 });
    for (const Vec& direction : directions)
    {
      const Vec t = Unit(direction);
      const Frame f = StraightFrame(g.Centre() - t * 12.0, t);
      vtkNew<vtkCurvedPlanarReformat> reformat;
      reformat->SetInputData(image);
      reformat->SetCurveData(MakePolyline({ f.C, f.C + t * 7.0, f.C + t * 24.0 }));
      reformat->SetSliceDimensions(30, 25);
      reformat->SetSpacing(0.713, 0.837, 0.919);
      reformat->Update();
      vtkImageData* out = reformat->GetOutput();

      vtkNew<vtkPoints> points;
      points->SetDataTypeToDouble();
      std::vector<double> outside;
      ForEachVoxel(out,
        [&](int i, int j, int k, vtkIdType)
        {
          const Vec p = SampleAt({ f.C + t * (k * 0.919), f.N, f.B, t }, out, i, j);
          points->InsertNextPoint(p.v);
          outside.push_back(g.Outside(g.Index(p)));
        });
      vtkNew<vtkPolyData> where;
      where->SetPoints(points);
      vtkNew<vtkProbeFilter> probe;
      probe->SetInputData(where);
      probe->SetSourceData(image);
      probe->Update();
      vtkPointData* expected = probe->GetOutput()->GetPointData();
      vtkDataArray* valid = expected->GetArray("vtkValidPointMask");
      vtkIdType compared = 0;
      for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i)
      {
        const double distance = outside[static_cast<std::size_t>(i)];
        CHECK(Masked(out, i) == (distance < 0.5), "mask at " << distance << " is wrong");
        if (valid->GetComponent(i, 0) == 0.0)
        {
          continue;
        }
        ++compared;
        for (const char* name : { "v", "w" })
        {
          vtkDataArray* a = out->GetPointData()->GetArray(name);
          vtkDataArray* b = expected->GetArray(name);
          for (int c = 0; c < a->GetNumberOfComponents(); ++c)
          {
            const double off = std::abs(a->GetComponent(i, c) - b->GetComponent(i, c));
            worst = std::max(worst, name[0] == 'v' ? off : off * 1e-3);
          }
        }
      }
      CHECK(compared > 3000, "only " << compared << " samples compared with vtkProbeFilter");
    }
  }
  CheckBelow(worst, 1e-8, "any direction, against vtkProbeFilter");
}

/** Field data and the curve on port 1 say where the slices are. */
void TestSlicePlaces()
{
  const Geometry g = TurnedGeometry(true);
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_FLOAT, 1, Noise(0, 1));
  ClosedForm helix = Helix(6.0, 1.5, 1.3);
  std::vector<Vec> points = helix.Points(60);
  for (Vec& p : points)
  {
    p = p + g.Centre() - Vec{ 0, 0, 6.0 };
  }
  for (const int slices : { 0, 1, 2, 17 })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetSliceSize(8, 6);
    reformat->SetSpacing(0.5, 0.5, 0.8);
    reformat->SetNumberOfSlices(slices);
    reformat->Update();
    vtkImageData* out = reformat->GetOutput();
    auto* curve = vtkPolyData::SafeDownCast(reformat->GetOutputDataObject(1));
    vtkDataArray* matrices = out->GetFieldData()->GetArray("SliceToWorld");
    vtkDataArray* arc = out->GetFieldData()->GetArray("ArcLength");
    const int n = out->GetDimensions()[2];
    CHECK(matrices && matrices->GetNumberOfComponents() == 16 &&
        matrices->GetNumberOfTuples() == n && arc && arc->GetNumberOfComponents() == 1 &&
        arc->GetNumberOfTuples() == n,
      "field data are not one tuple a slice");
    CHECK(curve && curve->GetNumberOfPoints() == n, "port 1 has not one point a slice");
    CHECK(out->GetDirectionMatrix()->IsIdentity(), "the output's direction is not the identity");
    vtkNew<vtkMovingFrame> model;
    Build(model, points);
    const double dz = out->GetSpacing()[2];
    for (int k = 0; k < n; ++k)
    {
      CHECK(std::abs(arc->GetComponent(k, 0) - k * dz) < 1e-12, "slice " << k << " is not at k dz");
      const Frame slice = SliceFrame(out, k);
      CHECK(OrthonormalityError(slice) < 1e-12, "slice " << k << " has no right-handed frame");
      const Frame expected = FrameAt(model, k * dz);
      Vec c;
      curve->GetPoint(k, c.v);
      Vec normal;
      curve->GetPointData()->GetArray("Normals")->GetTuple(k, normal.v);
      CHECK(Norm(slice.C - expected.C) + Norm(slice.N - expected.N) + Norm(slice.T - expected.T) <
          1e-12,
        "slice " << k << " is not the curve's frame at k dz");
      CHECK(Norm(slice.C - c) + Norm(slice.N - normal) == 0.0,
        "slice " << k << " is not point " << k << " of port 1");
      double m[16];
      matrices->GetTuple(k, m);
      CHECK(m[12] == 0 && m[13] == 0 && m[14] == 0 && m[15] == 1, "the last row is not 0 0 0 1");
    }
    // a saved straightened image holds the curve
    vtkNew<vtkMovingFrame> saved;
    CHECK(saved->BuildFromFieldData(out->GetFieldData()), saved->GetErrorMessage());
    CHECK(saved->IsBuilt() && saved->GetLength() == model->GetLength(), "the saved curve differs");
  }
}
}

int TestReformatStraight(int, char*[])
{
  TestAgainstIndexing();
  TestAgainstReslice();
  TestAgainstProbe();
  TestSlicePlaces();
  return Verdict();
}
