// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// vtkStraighteningTransform behaves as a vtkAbstractTransform should, and works wherever VTK takes
// one: filters of poly data and of point sets, vtkImageReslice, vtkGeneralTransform.

#include "TestOwnership.h"

#include "vtkCurveFrames.h"
#include "vtkGeneralTransform.h"
#include "vtkImageReslice.h"
#include "vtkStraighteningTransform.h"
#include "vtkStructuredGrid.h"
#include "vtkTestErrorObserver.h"
#include "vtkTransform.h"
#include "vtkTransformFilter.h"
#include "vtkTransformPolyDataFilter.h"

#include <sstream>

using namespace testcurves;

namespace
{
vtkSmartPointer<vtkPolyData> HelixCurve()
{
  return MakePolyline(PointsPerUnit(Helix(20, 10, 1)));
}

Vec Apply(vtkAbstractTransform* transform, const Vec& p)
{
  Vec q;
  transform->TransformPoint(p.v, q.v);
  return q;
}

const Vec Straight{ 3.0, -4.0, 50.0 };

void TestFlags()
{
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(HelixCurve());
  const Vec world = Apply(transform, Straight);
  vtkNew<vtkMovingFrame> model;
  Build(model, PointsPerUnit(Helix(20, 10, 1)));
  CHECK(Norm(world - ToWorld(model, Straight)) == 0.0, "the transform is not the map of the frame");

  // Inverse() and back
  CHECK(transform->GetInverseFlag() == 0, "a new transform goes to the world");
  transform->Inverse();
  CHECK(transform->GetInverseFlag() == 1, "Inverse() does not show");
  CHECK(Norm(Apply(transform, world) - Straight) < 1e-11, "Inverse() does not invert");
  transform->Inverse();
  CHECK(Norm(Apply(transform, Straight) - world) == 0.0, "Inverse() twice is not the transform");
  transform->SetInverseFlag(1);
  transform->SetInverseFlag(1);
  CHECK(Norm(Apply(transform, world) - Straight) < 1e-11, "SetInverseFlag(1) twice");
  transform->SetInverseFlag(0);

  // GetInverse() follows its transform
  vtkAbstractTransform* inverse = transform->GetInverse();
  CHECK(inverse->GetInverse() == transform.Get(), "the inverse of the inverse is another object");
  CHECK(Norm(Apply(inverse, world) - Straight) < 1e-11, "GetInverse() does not invert");
  transform->SetRotationAngle(90.0);
  const Vec turned = Apply(inverse, world);
  // the frame turns by 90 degrees, so the coordinates turn back
  CHECK(Norm(turned - Vec{ Straight[1], -Straight[0], Straight[2] }) < 1e-11,
    "the inverse has not seen a changed setting: " << turned[0] << " " << turned[1]);
  transform->SetRotationAngle(0.0);
  CHECK(Norm(Apply(inverse, world) - Straight) < 1e-11, "the inverse has not seen it change back");

  // MakeTransform and DeepCopy
  auto made = vtk::TakeSmartPointer(transform->MakeTransform());
  CHECK(std::string(made->GetClassName()) == "vtkStraighteningTransform",
    "MakeTransform makes a " << made->GetClassName());
  for (const bool inverted : { false, true })
  {
    transform->SetInverseFlag(inverted);
    transform->SetRotationAngle(30.0);
    transform->SetSmoothingLength(2.0);
    made->DeepCopy(transform);
    auto* copy = static_cast<vtkStraighteningTransform*>(made.Get());
    CHECK(copy->GetInverseFlag() == transform->GetInverseFlag(), "the copy has another direction");
    CHECK(copy->GetRotationAngle() == 30.0 && copy->GetSmoothingLength() == 2.0 &&
        copy->GetCurve() == transform->GetCurve(),
      "the copy has other settings");
    const Vec p = inverted ? world : Straight;
    CHECK(Norm(Apply(copy, p) - Apply(transform, p)) == 0.0, "the copy is another transform");
    const Vec before = Apply(copy, p);
    transform->SetRotationAngle(0.0);
    CHECK(Norm(Apply(copy, p) - before) == 0.0, "the copy changes with the original");
    CHECK(Norm(Apply(transform, p) - before) > 1.0, "the original does not change");
  }
  std::ostringstream text;
  transform->Print(text);
  CHECK(
    text.str().find("RotationAngle") != std::string::npos, "it prints \"" << text.str() << "\"");
}

void TestChanges()
{
  // a data set that is changed in place
  const auto curve = HelixCurve();
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(curve);
  const Vec before = Apply(transform, Straight);
  const vtkMTimeType time = transform->GetMTime();
  CHECK(Norm(Apply(transform, Straight) - before) == 0.0 && transform->GetMTime() == time,
    "the transform changes by itself");
  for (vtkIdType i = 0; i < curve->GetNumberOfPoints(); ++i)
  {
    double p[3];
    curve->GetPoint(i, p);
    curve->GetPoints()->SetPoint(i, p[0] + 7.0, p[1], p[2]);
  }
  curve->GetPoints()->Modified();
  CHECK(transform->GetMTime() > time, "a moved curve does not show in the time");
  CHECK(Norm(Apply(transform, Straight) - before - Vec{ 7, 0, 0 }) < 1e-12,
    "a moved curve is not seen");
  CHECK(Norm(Apply(transform->GetInverse(), before + Vec{ 7, 0, 0 }) - Straight) < 1e-11,
    "a moved curve is not seen by the inverse");

  // another one
  transform->SetCurveData(HelixCurve());
  CHECK(Norm(Apply(transform, Straight) - before) == 0.0, "a curve that was set is not seen");

  // a connection, and what is upstream of it
  vtkNew<vtkTransform> move;
  vtkNew<vtkTransformPolyDataFilter> mover;
  mover->SetInputData(HelixCurve());
  mover->SetTransform(move);
  mover->SetOutputPointsPrecision(vtkAlgorithm::DOUBLE_PRECISION);
  vtkNew<vtkStraighteningTransform> connected;
  connected->SetCurveConnection(mover->GetOutputPort());
  CHECK(Norm(Apply(connected, Straight) - before) < 1e-12, "a connection gives another curve");
  move->Translate(0, 5, 0);
  CHECK(Norm(Apply(connected, Straight) - before - Vec{ 0, 5, 0 }) < 1e-12,
    "a change upstream is not seen");

  // settings, one after the other
  const std::vector<std::function<void(vtkStraighteningTransform*)>> settings = {
    [](vtkStraighteningTransform* t) { t->SetFrameTypeToFixedUp(); },
    [](vtkStraighteningTransform* t) { t->SetUpVector(1, 0, 0); },
    [](vtkStraighteningTransform* t) { t->SetUpVector(0.1, 1, 0); },
    [](vtkStraighteningTransform* t) { t->SetFrameTypeToFrenet(); },
    [](vtkStraighteningTransform* t) { t->SetRotationAngle(10); },
    [](vtkStraighteningTransform* t) { t->SetSmoothingLength(3); },
  };
  Vec last = Apply(connected, Straight);
  for (std::size_t i = 0; i < settings.size(); ++i)
  {
    settings[i](connected);
    const Vec now = Apply(connected, Straight);
    CHECK(Norm(now - last) > 1e-6, "setting " << i << " is not seen");
    last = now;
  }
}

void TestFilters()
{
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(HelixCurve());
  Random random(5);
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> vertices;
  for (int n = 0; n < 12 * 13 * 14; ++n)
  {
    const vtkIdType id = points->InsertNextPoint(random.InTube(10.0, -5.0, 130.0).v);
    vertices->InsertNextCell(1, &id);
  }
  vtkNew<vtkPolyData> cloud;
  cloud->SetPoints(points);
  cloud->SetVerts(vertices);
  vtkNew<vtkStructuredGrid> grid;
  grid->SetDimensions(12, 13, 14);
  grid->SetPoints(points);

  for (const bool inverted : { false, true })
  {
    transform->SetInverseFlag(inverted);
    vtkNew<vtkTransformPolyDataFilter> polyDataFilter;
    polyDataFilter->SetInputData(cloud);
    polyDataFilter->SetTransform(transform);
    polyDataFilter->Update();
    vtkNew<vtkTransformFilter> filter;
    filter->SetInputData(grid);
    filter->SetTransform(transform);
    filter->Update();
    double worst = 0.0;
    for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i)
    {
      Vec p;
      points->GetPoint(i, p.v);
      const Vec expected = Apply(transform, p);
      Vec a;
      polyDataFilter->GetOutput()->GetPoint(i, a.v);
      Vec b;
      filter->GetOutput()->GetPoint(i, b.v);
      worst = std::max({ worst, Norm(a - expected), Norm(b - expected) });
    }
    CheckBelow(worst, 1e-15, std::string("filters, inverse ") + (inverted ? "on" : "off"));
  }
}

/** Between a translation and a scaling, both ways. */
void TestGeneralTransform()
{
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(HelixCurve());
  vtkNew<vtkTransform> before;
  before->Translate(0, 0, 12);
  vtkNew<vtkTransform> after;
  after->Scale(2, 2, 2);
  vtkNew<vtkGeneralTransform> general;
  general->PostMultiply();
  general->Concatenate(before);
  general->Concatenate(transform);
  general->Concatenate(after);
  Random random(9);
  for (int n = 0; n < 1000; ++n)
  {
    const Vec q = random.InTube(10.0, -12.0, 110.0);
    const Vec p = Apply(general, q);
    const Vec expected = Apply(transform, q + Vec{ 0, 0, 12 }) * 2.0;
    CHECK(Norm(p - expected) < 1e-12, "concatenated it is elsewhere");
    CHECK(Norm(Apply(general->GetInverse(), p) - q) < 1e-10, "the concatenation does not invert");
  }
  // a concatenation that contains the inverse cancels it
  vtkNew<vtkGeneralTransform> nothing;
  nothing->Concatenate(transform);
  nothing->Concatenate(transform->GetInverse());
  const Vec p{ 25, 3, 20 };
  CHECK(Norm(Apply(nothing, p) - p) < 1e-12, "transform and inverse do not cancel");
}

/** Resliced through the transform an image is what vtkCurvedPlanarReformat makes of it. */
void TestReslice()
{
  Geometry g;
  const int extent[6] = { 0, 69, 0, 69, 0, 99 };
  std::copy_n(extent, 6, g.Extent);
  g.Origin = { -34.5, -34.5, -20 };
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(-1, 1));
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(HelixCurve());
  reformat->SetSliceDimensions(21, 19);
  reformat->SetSpacing(0.7, 0.8, 1.1);
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveConnection(reformat->GetOutputPort(1));
  for (int mode = 0; mode < 3; ++mode)
  {
    reformat->SetInterpolation(mode);
    reformat->Update();
    vtkImageData* expected = reformat->GetOutput();
    vtkNew<vtkImageReslice> reslice;
    reslice->SetInputData(image);
    reslice->SetResliceTransform(transform);
    reslice->SetInterpolationMode(mode == 0 ? VTK_RESLICE_NEAREST
        : mode == 1                         ? VTK_RESLICE_LINEAR
                                            : VTK_RESLICE_CUBIC);
    reslice->SetOutputExtent(expected->GetExtent());
    reslice->SetOutputOrigin(expected->GetOrigin());
    reslice->SetOutputSpacing(expected->GetSpacing());
    reslice->Update();
    vtkDataArray* got = reslice->GetOutput()->GetPointData()->GetScalars();
    vtkDataArray* want = expected->GetPointData()->GetArray("v");
    CHECK(got->GetNumberOfTuples() == want->GetNumberOfTuples(), "grids differ");
    // vtkImageReslice transforms in single precision: coordinates of up to 100 are off by some
    // 1e-5, and noise rises by up to 2 from voxel to voxel
    double worst = 0.0;
    vtkIdType different = 0;
    ForEachVoxel(expected,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        CHECK(Masked(expected, tuple), "a voxel outside");
        const double difference =
          std::abs(got->GetComponent(tuple, 0) - want->GetComponent(tuple, 0));
        if (mode > 0)
        {
          worst = std::max(worst, difference);
        }
        else if (difference > 0.0)
        {
          const Vec index = g.Index(SampleAt(SliceFrame(expected, k), expected, i, j));
          double tie = 1.0;
          for (int axis = 0; axis < 3; ++axis)
          {
            tie = std::min(tie, std::abs(index[axis] - std::floor(index[axis]) - 0.5));
          }
          different += tie > 2e-5 ? 1 : 0;
        }
      });
    CHECK(different == 0, different << " voxels differ from vtkImageReslice, nearest");
    CheckBelow(worst, 1e-4, "difference from vtkImageReslice, mode " + std::to_string(mode));
  }
}

void TestNoCurve()
{
  struct Case
  {
    const char* What;
    vtkSmartPointer<vtkPolyData> Curve;
    const char* Sentence;
  };
  for (const Case& c : { Case{ "no curve", nullptr, "No curve is given" },
         Case{ "an empty curve", vtkSmartPointer<vtkPolyData>::New(), "Curve is empty" },
         Case{ "one point", MakePolyline({ { 1, 2, 3 } }), "1 distinct point" } })
  {
    for (const bool inverted : { false, true })
    {
      vtkNew<vtkStraighteningTransform> transform;
      int count = 0;
      vtkNew<vtkTest::ErrorObserver> errors;
      transform->AddObserver(vtkCommand::ErrorEvent, errors);
      if (c.Curve)
      {
        transform->SetCurveData(c.Curve);
      }
      transform->SetInverseFlag(inverted);
      for (int n = 0; n < 10; ++n)
      {
        const Vec p = Apply(transform, Straight);
        CHECK(std::isnan(p[0]) && std::isnan(p[1]) && std::isnan(p[2]),
          c.What << ": a point becomes " << p[0] << " " << p[1] << " " << p[2]);
      }
      vtkNew<vtkPoints> in;
      in->InsertNextPoint(1, 2, 3);
      vtkNew<vtkPoints> out;
      transform->TransformPoints(in, out);
      CHECK(std::isnan(out->GetPoint(0)[1]), c.What << ": TransformPoints gives a number");
      double derivative[3][3];
      Vec p;
      transform->InternalTransformDerivative(Straight.v, p.v, derivative);
      CHECK(std::isnan(p[0]) && std::isnan(derivative[1][2]), c.What << ": a derivative");
      const float fromFloat[3] = { 1, 2, 3 };
      float toFloat[3];
      transform->InternalTransformPoint(fromFloat, toFloat);
      CHECK(std::isnan(toFloat[0]), c.What << ": a float");
      const std::string message = errors->GetErrorMessage();
      for (std::size_t at = message.find("ERROR"); at != std::string::npos;
           at = message.find("ERROR", at + 1))
      {
        ++count;
      }
      CHECK(count == 1, c.What << ": " << count << " errors, one expected: " << message);
      CHECK(message.find(c.Sentence) != std::string::npos,
        c.What << ": \"" << c.Sentence << "\" expected, got \"" << message << "\"");

      // and it works once there is one
      transform->SetCurveData(HelixCurve());
      CHECK(!std::isnan(Apply(transform, Straight)[0]), c.What << ": still NaN with a curve");
      transform->SetCurveData(nullptr);
      CHECK(transform->GetCurve() == nullptr, "the curve cannot be taken away");
    }
  }
}

/** What is appended goes behind what is there; a curve with an upstream works in threads, too. */
void TestAppending()
{
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(HelixCurve());
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveConnection(frames->GetOutputPort());
  for (const int type : { VTK_FLOAT, VTK_DOUBLE })
  {
    for (const int count : { 0, 1, 5, 30000 })
    {
      Random random(2);
      vtkNew<vtkPoints> in;
      in->SetDataType(type);
      for (int n = 0; n < count; ++n)
      {
        in->InsertNextPoint(random.InTube(9.0, 0.0, 130.0).v);
      }
      vtkNew<vtkPoints> out;
      out->SetDataType(type);
      out->InsertNextPoint(-1, -2, -3);
      transform->TransformPoints(in, out);
      CHECK(out->GetNumberOfPoints() == count + 1, "not appended");
      CHECK(out->GetPoint(0)[2] == -3.0, "what was there has changed");
      for (int n = 0; n < count; ++n)
      {
        Vec p;
        in->GetPoint(n, p.v);
        const Vec expected = Apply(transform, p);
        Vec got;
        out->GetPoint(n + 1, got.v);
        for (int c = 0; c < 3; ++c)
        {
          CHECK(got[c] == (type == VTK_FLOAT ? double(float(expected[c])) : expected[c]),
            "point " << n << " of many is not the point alone");
        }
      }
    }
  }
}
}

int TestTransformInVTK(int, char*[])
{
  TestFlags();
  TestChanges();
  TestFilters();
  TestGeneralTransform();
  TestReslice();
  TestNoCurve();
  TestAppending();
  return Verdict();
}
