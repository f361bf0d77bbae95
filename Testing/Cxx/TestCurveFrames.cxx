// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// vtkCurveFrames samples a curve evenly with its frame, and what it writes is the curve itself:
// read again it gives the same frames to the last bit, moved it takes its frames along.

#include "TestCurves.h"

#include "vtkCurveFrames.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkFloatArray.h"
#include "vtkIdList.h"
#include "vtkIntArray.h"
#include "vtkPointData.h"
#include "vtkTransform.h"
#include "vtkTransformFilter.h"
#include "vtkXMLPolyDataReader.h"
#include "vtkXMLPolyDataWriter.h"

using namespace testcurves;

namespace
{
Vec Tuple(vtkPolyData* data, const char* name, vtkIdType i)
{
  Vec v{ 0, 0, 0 };
  data->GetPointData()->GetArray(name)->GetTuple(i, v.v);
  return v;
}

/** Whether all frames of two models have the same bits, at the ends, beyond and in between. */
void CheckSameBits(vtkMovingFrame* a, vtkMovingFrame* b, const std::string& what)
{
  CHECK(a->IsBuilt() && b->IsBuilt(),
    what << ": no model: " << a->GetErrorMessage() << b->GetErrorMessage());
  if (!a->IsBuilt() || !b->IsBuilt())
  {
    return;
  }
  CHECK(a->GetLength() == b->GetLength() && a->IsClosed() == b->IsClosed(),
    what << ": length " << b->GetLength() << ", not " << a->GetLength());
  int different = 0;
  for (int i = -20; i <= 1020; ++i)
  {
    const double s = a->GetLength() * i / 1000;
    double m[16];
    double n[16];
    a->EvaluateMatrix(s, m);
    b->EvaluateMatrix(s, n);
    different += std::equal(m, m + 16, n) && a->EvaluateCurvature(s) == b->EvaluateCurvature(s) &&
        a->EvaluateTorsion(s) == b->EvaluateTorsion(s)
      ? 0
      : 1;
  }
  CHECK(different == 0, what << ": " << different << " of 1041 frames differ");
}

void TestArrays()
{
  const ClosedForm helix = Helix(20.0, 10.0, 2.0);
  const int spans = 281;
  const auto curve = MakePolyline(helix.Points(spans));
  const double length = helix.Length();
  vtkNew<vtkFloatArray> radius;
  radius->SetName("Radius");
  vtkNew<vtkDoubleArray> pair;
  pair->SetName("Pair");
  pair->SetNumberOfComponents(2);
  vtkNew<vtkIntArray> label;
  label->SetName("Label");
  for (int i = 0; i <= spans; ++i)
  {
    const double s = length * i / spans;
    radius->InsertNextValue(static_cast<float>(2.0 + 0.01 * s));
    pair->InsertNextTuple2(s, -3.0 * s);
    label->InsertNextValue(7);
  }
  for (vtkDataArray* array : { static_cast<vtkDataArray*>(radius), static_cast<vtkDataArray*>(pair),
         static_cast<vtkDataArray*>(label) })
  {
    curve->GetPointData()->AddArray(array);
  }
  for (const double spacing : { 0.0, 0.5, 3.3 })
  {
    vtkNew<vtkCurveFrames> frames;
    frames->SetInputData(curve);
    frames->SetSampleSpacing(spacing);
    frames->Update();
    vtkPolyData* out = frames->GetOutput();
    const vtkIdType n = out->GetNumberOfPoints();
    // never wider than asked for, and only as much narrower as both ends need
    const double wanted = spacing > 0.0 ? spacing : length / spans;
    const auto expected = static_cast<vtkIdType>(std::ceil(length / wanted - 1e-6)) + 1;
    CHECK(n == expected, n << " points at spacing " << spacing << ", " << expected << " expected");
    CHECK(out->GetNumberOfLines() == 1 && out->GetCell(0)->GetNumberOfPoints() == n,
      "the output is not one line through all points");
    CHECK(out->GetPoints()->GetDataType() == VTK_DOUBLE, "points are not of double precision");
    for (const char* name :
      { "Tangents", "Normals", "Binormals", "ArcLength", "Curvature", "Torsion", "FoldRadius" })
    {
      vtkDataArray* array = out->GetPointData()->GetArray(name);
      CHECK(array && array->GetDataType() == VTK_DOUBLE && array->GetNumberOfTuples() == n,
        "no double array " << name);
    }
    CHECK(out->GetPointData()->GetNormals() == out->GetPointData()->GetArray("Normals"),
      "Normals are not the active normals");
    CHECK(out->GetPointData()->GetArray("Radius")->GetDataType() == VTK_FLOAT &&
        out->GetPointData()->GetArray("Label")->GetDataType() == VTK_INT,
      "the input's arrays changed their type");
    vtkMovingFrame* model = frames->GetMovingFrame();
    double even = 0.0;
    double interpolated = 0.0;
    double curvature = 0.0;
    double torsion = 0.0;
    double tangent = 0.0;
    double fold = 0.0;
    for (vtkIdType i = 0; i < n; ++i)
    {
      const double s = Tuple(out, "ArcLength", i)[0];
      even = std::max(even,
        std::abs(s - model->GetLength() * static_cast<double>(i) / static_cast<double>(n - 1)));
      const Frame f = FrameAt(model, s);
      Frame g;
      out->GetPoint(i, g.C.v);
      g.N = Tuple(out, "Normals", i);
      g.B = Tuple(out, "Binormals", i);
      g.T = Tuple(out, "Tangents", i);
      CHECK(OrthonormalityError(g) < 1e-12, "the frame of point " << i << " is not orthonormal");
      CHECK(Norm(g.C - f.C) + Norm(g.N - f.N) + Norm(g.B - f.B) + Norm(g.T - f.T) == 0.0,
        "point " << i << " is not the model's at its arc length");
      tangent = std::max(tangent, AngleBetween(g.T, helix.Tangent(g.C[2] / 10.0)) * Degrees);
      interpolated = std::max({ interpolated, std::abs(Tuple(out, "Radius", i)[0] - 2.0 - 0.01 * s),
        std::abs(Tuple(out, "Pair", i)[0] - s), std::abs(Tuple(out, "Pair", i)[1] + 3.0 * s) });
      CHECK(Tuple(out, "Label", i)[0] == 7.0, "a constant array of integers changed");
      const double kappa = Tuple(out, "Curvature", i)[0];
      fold = std::max(fold, std::abs(Tuple(out, "FoldRadius", i)[0] * kappa - 1.0));
      if (s > 10.0 && s < length - 10.0)
      {
        curvature = std::max(curvature, std::abs(kappa / (20.0 / 500.0) - 1.0));
        torsion = std::max(torsion, std::abs(Tuple(out, "Torsion", i)[0] / (10.0 / 500.0) - 1.0));
      }
    }
    const std::string at = " at spacing " + std::to_string(spacing);
    CheckBelow(even, 1e-10, "even spacing" + at);
    CheckBelow(interpolated, 2e-4, "interpolated arrays" + at);
    CheckBelow(tangent, 1e-3, "tangents, degrees" + at);
    CheckBelow(curvature, 1e-3, "helix, relative error of the curvature" + at);
    CheckBelow(torsion, 1e-2, "helix, relative error of the torsion" + at);
    CheckBelow(fold, 1e-15, "FoldRadius times Curvature against 1" + at);
  }

  vtkNew<vtkCurveFrames> line;
  line->SetInputData(MakePolyline({ { 0, 0, 0 }, { 3, 0, 4 } }));
  line->Update();
  CHECK(line->GetOutput()->GetNumberOfPoints() == 2, "a line of two points has two");
  CHECK(Tuple(line->GetOutput(), "Curvature", 0)[0] == 0.0 &&
      std::isinf(Tuple(line->GetOutput(), "FoldRadius", 1)[0]),
    "a line has curvature " << Tuple(line->GetOutput(), "Curvature", 0)[0] << " and folds at "
                            << Tuple(line->GetOutput(), "FoldRadius", 1)[0]);
}

/** The curves that the next two tests save and move, with their frame types. */
struct Example
{
  std::string Name;
  vtkSmartPointer<vtkPolyData> Curve;
  int FrameType;
  double RotationAngle;
};

std::vector<Example> Examples()
{
  std::vector<Example> examples;
  for (int type = vtkMovingFrame::RotationMinimizing; type <= vtkMovingFrame::FromArray; ++type)
  {
    for (const ClosedForm& f : { Helix(20.0, 10.0, 2.0), TorusKnot() })
    {
      const std::vector<Vec> points = f.Points(f.Closed ? 300 : 200);
      const auto curve = MakePolyline(points);
      vtkNew<vtkDoubleArray> given;
      given->SetName("Given");
      given->SetNumberOfComponents(3);
      for (const Vec& p : points)
      {
        given->InsertNextTuple3(0.3 * p[0] + 1.0, p[1], 5.0);
      }
      curve->GetPointData()->AddArray(given);
      curve->GetPointData()->SetActiveVectors("Given");
      examples.push_back(
        { f.Name + ", frame type " + std::to_string(type), curve, type, type == 0 ? 0.0 : 25.0 });
    }
  }
  examples.push_back({ "line", MakePolyline({ { 1, 2, 3 }, { -4, 9, 11.5 } }), 0, 40.0 });
  examples.push_back({ "parabola", MakePolyline({ { 1, 2, 3 }, { 4, 9, 1 }, { 5, 5, 5 } }), 0, 0 });
  return examples;
}

/** The output is the saved curve: the same frames to the last bit, also from a file. */
void TestSavedCurve()
{
  for (const Example& example : Examples())
  {
    vtkNew<vtkCurveFrames> frames;
    frames->SetInputData(example.Curve);
    frames->SetFrameType(example.FrameType);
    frames->SetRotationAngle(example.RotationAngle);
    frames->SetSampleSpacing(2.7);
    frames->Update();
    vtkPolyData* out = frames->GetOutput();
    vtkNew<vtkMovingFrame> again;
    again->Build(out);
    CheckSameBits(frames->GetMovingFrame(), again, example.Name + ", output as curve");

    const std::string file = std::string(CURVEDREFORMAT_TEST_OUTPUT) + "/TestCurveFrames.vtp";
    vtkNew<vtkXMLPolyDataWriter> writer;
    writer->SetInputData(out);
    writer->SetFileName(file.c_str());
    writer->SetDataModeToBinary();
    CHECK(writer->Write() == 1, "cannot write " << file);
    vtkNew<vtkXMLPolyDataReader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    CHECK(reader->GetOutput()->GetNumberOfPoints() == out->GetNumberOfPoints(), "cannot read");
    vtkNew<vtkMovingFrame> read;
    read->Build(reader->GetOutput());
    CheckSameBits(frames->GetMovingFrame(), read, example.Name + ", from a file");
    vtkNew<vtkMovingFrame> fromFields;
    CHECK(fromFields->BuildFromFieldData(reader->GetOutput()->GetFieldData()),
      "field data refused: " << fromFields->GetErrorMessage());
    CheckSameBits(frames->GetMovingFrame(), fromFields, example.Name + ", from field data");

    // sampled again, with any spacing, it still is the same curve
    vtkNew<vtkCurveFrames> second;
    second->SetInputData(reader->GetOutput());
    second->SetSampleSpacing(5.0);
    second->Update();
    vtkNew<vtkMovingFrame> third;
    third->Build(second->GetOutput());
    CheckSameBits(frames->GetMovingFrame(), third, example.Name + ", sampled again");

    // the angle is added to the saved frames
    vtkNew<vtkMovingFrame> turned;
    turned->SetRotationAngle(90.0);
    CHECK(turned->Build(out), turned->GetErrorMessage());
    for (int i = 0; i <= 20; ++i)
    {
      const double s = again->GetLength() * i / 20;
      const Vec apart = FrameAt(turned, s).N - FrameAt(again, s).B;
      CHECK(Norm(apart) < 1e-12, example.Name << ": RotationAngle is not added to saved frames");
    }
  }
}

/** A rigid motion of the points takes the frames along. */
void TestMovedCurve()
{
  vtkNew<vtkTransform> transform;
  transform->Translate(100.0, -30.0, 7.0);
  transform->RotateWXYZ(77.0, 1.0, -2.0, 0.7);
  double worst = 0.0;
  for (const Example& example : Examples())
  {
    vtkNew<vtkCurveFrames> frames;
    frames->SetInputData(example.Curve);
    frames->SetFrameType(example.FrameType);
    frames->SetRotationAngle(example.RotationAngle);
    frames->Update();
    frames->SetSampleSpacing(frames->GetMovingFrame()->GetLength() / 800);
    frames->Update();
    vtkNew<vtkTransformFilter> mover;
    mover->SetInputConnection(frames->GetOutputPort());
    mover->SetTransform(transform);
    mover->Update();
    vtkNew<vtkMovingFrame> moved;
    CHECK(moved->Build(mover->GetPolyDataOutput()),
      example.Name << ", moved: " << moved->GetErrorMessage());
    vtkMovingFrame* model = frames->GetMovingFrame();
    CHECK(std::abs(moved->GetLength() / model->GetLength() - 1.0) < 1e-7,
      example.Name << ": moving changed the length to " << moved->GetLength());
    double most = 0.0;
    for (int i = 0; i <= 500; ++i)
    {
      const double s = std::min(model->GetLength(), moved->GetLength()) * i / 500;
      const Frame f = FrameAt(model, s);
      const Frame g = FrameAt(moved, s);
      Frame expected;
      transform->TransformPoint(f.C.v, expected.C.v);
      transform->TransformVector(f.N.v, expected.N.v);
      transform->TransformVector(f.B.v, expected.B.v);
      most = std::max({ most, Norm(g.C - expected.C) / model->GetLength(), Norm(g.N - expected.N),
        Norm(g.B - expected.B) });
      CHECK(OrthonormalityError(g) < 1e-12, "the moved frame is not orthonormal");
    }
    // Frenet's normals and given ones have kinks at the points of the first curve, which samples of
    // it cannot keep.
    const bool kinks =
      example.FrameType == vtkMovingFrame::Frenet || example.FrameType == vtkMovingFrame::FromArray;
    CHECK(most < (kinks ? 1e-2 : 1e-4),
      example.Name << ": frames do not follow the moved points, by " << most);
    worst = std::max(worst, most);
  }
  std::cout << "moved curves, frame against the moved frame: " << worst << "\n";

  // A part of a saved curve is that part, not the whole.
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(Examples().front().Curve);
  frames->Update();
  vtkNew<vtkPolyData> part;
  part->ShallowCopy(frames->GetOutput());
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell(50);
  for (vtkIdType i = 20; i < 70; ++i)
  {
    lines->InsertCellPoint(i);
  }
  part->SetLines(lines);
  vtkNew<vtkMovingFrame> model;
  CHECK(model->Build(part), model->GetErrorMessage());
  const double from = Tuple(frames->GetOutput(), "ArcLength", 20)[0];
  const double expected = Tuple(frames->GetOutput(), "ArcLength", 69)[0] - from;
  const Vec turned = FrameAt(model, 0.0).N - FrameAt(frames->GetMovingFrame(), from).N;
  CHECK(Norm(turned) < 1e-2, "a part of a curve lost its frame by " << Norm(turned));
  CHECK(std::abs(model->GetLength() - expected) < 1e-3,
    "a part " << expected << " long became " << model->GetLength());
}

void TestClosedCurve()
{
  const double r = 30.0;
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(MakePolyline(Circle(r).Points(400)));
  frames->SetSampleSpacing(1.0);
  frames->Update();
  vtkPolyData* out = frames->GetOutput();
  const vtkIdType n = out->GetNumberOfPoints();
  CHECK(n == 189, n << " points on a circle of length 188.5 at spacing 1, 189 expected");
  vtkIdList* ids = out->GetCell(0)->GetPointIds();
  CHECK(ids->GetNumberOfIds() == n + 1 && ids->GetId(n) == ids->GetId(0),
    "the line of a closed curve does not come back to its first point");
  for (vtkIdType i = 0; i < n; ++i)
  {
    Vec p;
    Vec q;
    out->GetPoint(i, p.v);
    out->GetPoint((i + 1) % n, q.v);
    const double chord = 2.0 * r * std::sin(Pi / static_cast<double>(n));
    CHECK(std::abs(Norm(p - q) - chord) < 1e-6,
      "chord " << i << " of a closed curve is " << Norm(p - q) << ", " << chord << " expected");
  }
}

/** Damaged field data are told, and the points are used instead. */
void TestDamagedFieldData()
{
  vtkNew<vtkMovingFrame> model;
  vtkNew<vtkFieldData> none;
  CHECK(!model->BuildFromFieldData(none) && !model->IsBuilt() &&
      model->GetErrorMessage().find("Field data have no arrays") == 0,
    "empty field data gave: " << model->GetErrorMessage());
  CHECK(!model->BuildFromFieldData(nullptr) && !model->GetErrorMessage().empty(),
    "no field data gave no error");

  vtkNew<vtkMovingFrame> good;
  Build(good, Helix(20.0, 10.0, 1.0).Points(50));
  for (const double bad : { std::nan(""), -1e9, 0.0 })
  {
    for (int component = 0; component < 13; ++component)
    {
      vtkNew<vtkFieldData> data;
      good->WriteModel(data);
      vtkDataArray* knots = data->GetArray(vtkMovingFrame::KnotsArrayName());
      knots->SetComponent(7, component, bad);
      const bool built = model->BuildFromFieldData(data);
      CHECK(built || model->GetErrorMessage().find("damaged at knot 7") != std::string::npos,
        "component " << component << " damaged: " << model->GetErrorMessage());
      CHECK(!built || bad == bad, "not a number in component " << component << " was accepted");
    }
  }
  for (int component = 0; component < 10; ++component)
  {
    vtkNew<vtkFieldData> data;
    good->WriteModel(data);
    data->GetArray(vtkMovingFrame::SettingsArrayName())->SetComponent(0, component, std::nan(""));
    CHECK(!model->BuildFromFieldData(data) && !model->GetErrorMessage().empty(),
      "not a number in setting " << component << " was accepted");
  }
}
}

int TestCurveFrames(int, char*[])
{
  TestArrays();
  TestSavedCurve();
  TestMovedCurve();
  TestClosedCurve();
  TestDamagedFieldData();
  return Verdict();
}
