// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Data sets of all kinds go to straightened coordinates and come back, and their vectors, normals
// and tensors go along as VTK's own transform filter takes them, or by the turn of the frame alone.

#include "TestOwnership.h"

#include "vtkCellData.h"
#include "vtkDoubleArray.h"
#include "vtkExecutive.h"
#include "vtkFloatArray.h"
#include "vtkStraightenDataSet.h"
#include "vtkStraighteningTransform.h"
#include "vtkStructuredGrid.h"
#include "vtkTestErrorObserver.h"
#include "vtkTransformFilter.h"
#include "vtkUnstructuredGrid.h"

using namespace testcurves;

namespace
{
const std::vector<Vec>& HelixPoints()
{
  static const std::vector<Vec> points = PointsPerUnit(Helix(20, 10, 1));
  return points;
}

double HelixLength()
{
  vtkNew<vtkMovingFrame> model;
  Build(model, HelixPoints());
  return model->GetLength();
}

constexpr int Count = 6 * 7 * 8;

/** Random points of the tube, in straightened coordinates or in the world. */
vtkSmartPointer<vtkPoints> MakePoints(bool world, int type = VTK_DOUBLE)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, HelixPoints());
  auto points = vtkSmartPointer<vtkPoints>::New();
  points->SetDataType(type);
  Random random(12);
  for (int n = 0; n < Count; ++n)
  {
    const Vec q = random.InTube(12.0, -3.0, HelixLength() + 3.0);
    points->InsertNextPoint((world ? ToWorld(model, q) : q).v);
  }
  return points;
}

vtkSmartPointer<vtkDoubleArray> RandomArray(const char* name, int components, unsigned seed)
{
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  array->SetName(name);
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(Count);
  Random random(seed);
  for (vtkIdType i = 0; i < Count * components; ++i)
  {
    array->SetValue(i, random.Between(-1, 1));
  }
  return array;
}

/** Poly data, an unstructured and a structured grid on the same points. */
std::vector<vtkSmartPointer<vtkPointSet>> DataSets(bool world)
{
  const auto points = MakePoints(world);
  vtkNew<vtkPolyData> cloud;
  cloud->SetPoints(points);
  vtkNew<vtkCellArray> vertices;
  vtkNew<vtkUnstructuredGrid> cells;
  cells->SetPoints(points);
  for (vtkIdType i = 0; i + 3 < Count; i += 4)
  {
    const vtkIdType ids[4] = { i, i + 1, i + 2, i + 3 };
    vertices->InsertNextCell(4, ids);
    cells->InsertNextCell(VTK_TETRA, 4, ids);
  }
  cloud->SetPolys(vertices);
  vtkNew<vtkStructuredGrid> grid;
  grid->SetDimensions(6, 7, 8);
  grid->SetPoints(points);
  std::vector<vtkSmartPointer<vtkPointSet>> sets{ cloud.Get(), cells.Get(), grid.Get() };
  for (const auto& set : sets)
  {
    set->GetPointData()->AddArray(RandomArray("other vectors", 3, 1));
    set->GetPointData()->AddArray(RandomArray("scalars", 1, 2));
    set->GetPointData()->SetVectors(RandomArray("velocity", 3, 3));
    set->GetPointData()->SetNormals(RandomArray("normals", 3, 4));
    set->GetPointData()->SetTensors(RandomArray("stress", 9, 5));
    auto cellVectors = vtkSmartPointer<vtkDoubleArray>::New();
    cellVectors->SetName("cell vectors");
    cellVectors->SetNumberOfComponents(3);
    for (vtkIdType i = 0; i < set->GetNumberOfCells(); ++i)
    {
      cellVectors->InsertNextTuple3(double(i), 1.0, 2.0);
    }
    set->GetCellData()->SetVectors(cellVectors);
  }
  return sets;
}

Vec Tuple(vtkDataArray* array, vtkIdType i)
{
  Vec v;
  array->GetTuple(i, v.v);
  return v;
}

Vec At(vtkPointSet* set, vtkIdType i)
{
  Vec p;
  set->GetPoint(i, p.v);
  return p;
}

bool SameValues(vtkDataArray* a, vtkDataArray* b)
{
  if (!a || !b || a->GetNumberOfTuples() != b->GetNumberOfTuples())
  {
    return false;
  }
  for (vtkIdType i = 0; i < a->GetNumberOfTuples(); ++i)
  {
    for (int c = 0; c < a->GetNumberOfComponents(); ++c)
    {
      if (a->GetComponent(i, c) != b->GetComponent(i, c))
      {
        return false;
      }
    }
  }
  return true;
}

vtkSmartPointer<vtkPointSet> Moved(vtkPointSet* set, bool toWorld, int vectorMode)
{
  vtkNew<vtkStraightenDataSet> filter;
  filter->SetInputData(set);
  filter->SetCurveData(MakePolyline(HelixPoints()));
  filter->SetDirection(toWorld ? vtkStraightenDataSet::StraightenedToWorld
                               : vtkStraightenDataSet::WorldToStraightened);
  filter->SetVectorMode(vectorMode);
  filter->Update();
  return filter->GetOutput();
}

/** Against vtkTransformFilter with the transform, and there and back. */
void TestAgainstTransformFilter(bool toWorld)
{
  for (const auto& set : DataSets(!toWorld))
  {
    const std::string name = std::string(set->GetClassName()) + (toWorld ? " to world" : "");
    vtkNew<vtkStraighteningTransform> transform;
    transform->SetCurveData(MakePolyline(HelixPoints()));
    transform->SetInverseFlag(!toWorld);
    vtkNew<vtkTransformFilter> expected;
    expected->SetInputData(set);
    expected->SetTransform(transform);
    expected->SetOutputPointsPrecision(vtkAlgorithm::DOUBLE_PRECISION);
    expected->Update();
    const auto moved = Moved(set, toWorld, vtkStraightenDataSet::Jacobian);
    CHECK(moved->GetDataObjectType() == set->GetDataObjectType(), name << " becomes another type");
    CHECK(
      moved->GetNumberOfPoints() == Count && moved->GetNumberOfCells() == set->GetNumberOfCells(),
      name << ": other points or cells");
    double points = 0.0;
    double vectors = 0.0;
    double normals = 0.0;
    vtkPointData* got = moved->GetPointData();
    vtkPointData* want = expected->GetOutput()->GetPointData();
    for (vtkIdType i = 0; i < Count; ++i)
    {
      points = std::max(points, Norm(At(moved, i) - At(expected->GetOutput(), i)));
      vectors = std::max(vectors, Norm(Tuple(got->GetVectors(), i) - Tuple(want->GetVectors(), i)));
      normals = std::max(normals, Norm(Tuple(got->GetNormals(), i) - Tuple(want->GetNormals(), i)));
    }
    CheckBelow(points, 1e-11, name + ": points");
    CheckBelow(vectors, 1e-12, name + ": vectors");
    CheckBelow(normals, 1e-12, name + ": normals");
    CHECK(got->GetVectors()->GetName() == std::string("velocity") &&
        got->GetNormals()->GetName() == std::string("normals") &&
        got->GetTensors()->GetName() == std::string("stress"),
      name << ": names of the active arrays");

    // tensors: J t J^T, by the derivative of the transform
    double tensors = 0.0;
    for (vtkIdType i = 0; i < Count; ++i)
    {
      double j[3][3];
      double t[9];
      double u[9];
      Vec p = At(set, i);
      transform->InternalTransformDerivative(p.v, p.v, j);
      set->GetPointData()->GetTensors()->GetTuple(i, t);
      got->GetTensors()->GetTuple(i, u);
      for (int row = 0; row < 3; ++row)
      {
        for (int column = 0; column < 3; ++column)
        {
          double sum = 0.0;
          for (int a = 0; a < 3; ++a)
          {
            for (int b = 0; b < 3; ++b)
            {
              sum += j[row][a] * t[3 * a + b] * j[column][b];
            }
          }
          tensors = std::max(tensors, std::abs(sum - u[3 * row + column]));
        }
      }
    }
    CheckBelow(tensors, 1e-11, name + ": tensors");

    // what is not marked stays
    CHECK(
      SameValues(got->GetArray("other vectors"), set->GetPointData()->GetArray("other vectors")) &&
        SameValues(got->GetArray("scalars"), set->GetPointData()->GetArray("scalars")),
      name << ": arrays that are not active have changed");
    CHECK(SameValues(moved->GetCellData()->GetVectors(), set->GetCellData()->GetVectors()),
      name << ": cell data have changed");
    vtkNew<vtkIdList> before;
    vtkNew<vtkIdList> after;
    set->GetCellPoints(3, before);
    moved->GetCellPoints(3, after);
    CHECK(
      before->GetNumberOfIds() == after->GetNumberOfIds() && before->GetId(1) == after->GetId(1),
      name << ": cells have changed");

    // there and back
    for (const int mode : { vtkStraightenDataSet::Jacobian, vtkStraightenDataSet::Rotation })
    {
      const auto there = Moved(set, toWorld, mode);
      const auto back = Moved(there, !toWorld, mode);
      double worst[4] = { 0, 0, 0, 0 };
      for (vtkIdType i = 0; i < Count; ++i)
      {
        vtkPointData* a = set->GetPointData();
        vtkPointData* b = back->GetPointData();
        worst[0] = std::max(worst[0], Norm(At(back, i) - At(set, i)));
        worst[1] = std::max(worst[1], Norm(Tuple(b->GetVectors(), i) - Tuple(a->GetVectors(), i)));
        // a normal comes back as a direction
        const Vec normal = Unit(Tuple(a->GetNormals(), i));
        worst[2] = std::max(worst[2], Norm(Tuple(b->GetNormals(), i) - normal));
        for (int c = 0; c < 9; ++c)
        {
          worst[3] = std::max(worst[3],
            std::abs(a->GetTensors()->GetComponent(i, c) - b->GetTensors()->GetComponent(i, c)));
        }
      }
      for (const double w : worst)
      {
        CHECK(w < 1e-10, name << ", mode " << mode << ": off by " << w << " there and back");
      }
    }
  }
}

/** Rotation keeps lengths, and turns the tangent into z. */
void TestRotation()
{
  vtkNew<vtkMovingFrame> model;
  Build(model, HelixPoints());
  // on the helix itself and off it, the field of tangents
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkDoubleArray> tangents;
  tangents->SetName("t");
  tangents->SetNumberOfComponents(3);
  const ClosedForm helix = Helix(20, 10, 1);
  Random random(2);
  for (int n = 0; n < 500; ++n)
  {
    // the world point of a straightened point, by the closed form of the tangent at its parameter:
    // on a helix arc length is proportional to it
    const Vec q = random.InTube(10.0, 5.0, model->GetLength() - 5.0);
    const Vec p = ToWorld(model, q);
    points->InsertNextPoint(p.v);
    tangents->InsertNextTuple(helix.Tangent(q[2] / std::hypot(20.0, 10.0)).v);
  }
  vtkNew<vtkPolyData> field;
  field->SetPoints(points);
  field->GetPointData()->SetVectors(tangents);
  const auto straight = Moved(field, false, vtkStraightenDataSet::Rotation);
  double worst = 0.0;
  for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i)
  {
    worst = std::max(
      worst, Norm(Tuple(straight->GetPointData()->GetVectors(), i) - Vec{ 0.0, 0.0, 1.0 }));
  }
  CheckBelow(worst, 1e-4, "the tangent of the helix becomes (0, 0, 1), off by");

  // lengths, and symmetric tensors keep their trace
  for (const bool toWorld : { false, true })
  {
    vtkNew<vtkPolyData> set;
    set->SetPoints(MakePoints(!toWorld));
    set->GetPointData()->SetVectors(RandomArray("v", 3, 8));
    set->GetPointData()->SetTensors(RandomArray("t", 9, 9));
    const auto moved = Moved(set, toWorld, vtkStraightenDataSet::Rotation);
    for (vtkIdType i = 0; i < Count; ++i)
    {
      const double before = Norm(Tuple(set->GetPointData()->GetVectors(), i));
      const double after = Norm(Tuple(moved->GetPointData()->GetVectors(), i));
      CHECK(std::abs(before - after) < 1e-13, "a vector of length " << before << " gets " << after);
      double trace[2] = { 0, 0 };
      for (int c = 0; c < 9; c += 4)
      {
        trace[0] += set->GetPointData()->GetTensors()->GetComponent(i, c);
        trace[1] += moved->GetPointData()->GetTensors()->GetComponent(i, c);
      }
      CHECK(std::abs(trace[0] - trace[1]) < 1e-12, "a tensor's trace changes");
    }
  }
}

/** Six components are XX YY ZZ XY YZ XZ of the nine. */
void TestSymmetricTensors()
{
  const int place[6] = { 0, 4, 8, 1, 5, 2 };
  for (const bool toWorld : { false, true })
  {
    for (const int mode : { vtkStraightenDataSet::Jacobian, vtkStraightenDataSet::Rotation })
    {
      vtkNew<vtkPolyData> six;
      six->SetPoints(MakePoints(!toWorld));
      const auto symmetric = RandomArray("t", 6, 7);
      six->GetPointData()->SetTensors(symmetric);
      vtkNew<vtkPolyData> nine;
      nine->SetPoints(six->GetPoints());
      vtkNew<vtkDoubleArray> full;
      full->SetName("t");
      full->SetNumberOfComponents(9);
      for (vtkIdType i = 0; i < Count; ++i)
      {
        double t[6];
        symmetric->GetTuple(i, t);
        const double m[9] = { t[0], t[3], t[5], t[3], t[1], t[4], t[5], t[4], t[2] };
        full->InsertNextTuple(m);
      }
      nine->GetPointData()->SetTensors(full);
      const auto a = Moved(six, toWorld, mode);
      const auto b = Moved(nine, toWorld, mode);
      double worst = 0.0;
      CHECK(
        a->GetPointData()->GetTensors()->GetNumberOfComponents() == 6, "six become another number");
      for (vtkIdType i = 0; i < Count; ++i)
      {
        for (int c = 0; c < 6; ++c)
        {
          worst = std::max(worst,
            std::abs(a->GetPointData()->GetTensors()->GetComponent(i, c) -
              b->GetPointData()->GetTensors()->GetComponent(i, place[c])));
        }
      }
      CheckBelow(worst, 1e-12, "six components against nine");
    }
  }
}

/** The mask is IsOwned, that is, brute force; in the world every point is owned. */
void TestMask()
{
  vtkNew<vtkMovingFrame> model;
  const std::vector<Vec> hairpin = Hairpin(8, 30);
  Build(model, hairpin);
  const SampledCurve sampled(model, 0.1, 40.0);
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  Random random(6);
  for (int n = 0; n < 2000; ++n)
  {
    points->InsertNextPoint(random.InTube(14.0, 0.0, model->GetLength()).v);
  }
  vtkNew<vtkPolyData> set;
  set->SetPoints(points);
  vtkNew<vtkStraightenDataSet> filter;
  filter->SetInputData(set);
  filter->SetCurveData(MakePolyline(hairpin));
  filter->SetDirectionToStraightenedToWorld();
  filter->Update();
  vtkPointSet* out = filter->GetOutput();
  vtkDataArray* mask = out->GetPointData()->GetArray("vtkValidPointMask");
  CHECK(mask && mask->GetDataType() == VTK_CHAR, "the mask is missing or no char array");
  int unowned = 0;
  for (vtkIdType i = 0; i < out->GetNumberOfPoints() && mask; ++i)
  {
    Vec q;
    points->GetPoint(i, q.v);
    const SampledCurve::Answer answer = sampled.Owned(q);
    unowned += answer == SampledCurve::Answer::No ? 1 : 0;
    CHECK(answer == SampledCurve::Answer::Unsure ||
        (mask->GetComponent(i, 0) == 1.0) == (answer == SampledCurve::Answer::Yes),
      "point " << i << " has mask " << mask->GetComponent(i, 0) << ", brute force says otherwise");
  }
  CHECK(unowned > 200, "only " << unowned << " points that are not owned");

  vtkNew<vtkStraightenDataSet> back;
  back->SetInputData(out);
  back->SetCurveData(MakePolyline(hairpin));
  back->Update();
  vtkDataArray* all = back->GetOutput()->GetPointData()->GetArray("vtkValidPointMask");
  for (vtkIdType i = 0; i < back->GetOutput()->GetNumberOfPoints(); ++i)
  {
    CHECK(all->GetComponent(i, 0) == 1.0, "a world point with mask " << all->GetComponent(i, 0));
  }
}

/** Types of points and arrays. */
void TestPrecision()
{
  for (const int type : { VTK_FLOAT, VTK_DOUBLE })
  {
    vtkNew<vtkPolyData> set;
    set->SetPoints(MakePoints(true, type));
    vtkNew<vtkFloatArray> vectors;
    vectors->SetName("v");
    vectors->SetNumberOfComponents(3);
    vectors->SetNumberOfTuples(Count);
    vectors->Fill(1.0);
    set->GetPointData()->SetVectors(vectors);
    auto* normals = vtkDataArray::CreateDataArray(VTK_SHORT);
    normals->SetName("n");
    normals->SetNumberOfComponents(3);
    normals->SetNumberOfTuples(Count);
    normals->Fill(2.0);
    set->GetPointData()->SetNormals(normals);
    normals->Delete();
    vtkNew<vtkStraightenDataSet> filter;
    filter->SetInputData(set);
    filter->SetCurveData(MakePolyline(HelixPoints()));
    CHECK(filter->GetOutputPointsPrecision() == vtkAlgorithm::DEFAULT_PRECISION, "another default");
    const std::pair<int, int> cases[] = { { vtkAlgorithm::DEFAULT_PRECISION, type },
      { vtkAlgorithm::SINGLE_PRECISION, VTK_FLOAT },
      { vtkAlgorithm::DOUBLE_PRECISION, VTK_DOUBLE } };
    for (const auto& c : cases)
    {
      filter->SetOutputPointsPrecision(c.first);
      filter->Update();
      CHECK(filter->GetOutput()->GetPoints()->GetDataType() == c.second,
        "precision " << c.first << " gives points of type "
                     << filter->GetOutput()->GetPoints()->GetDataType());
    }
    vtkPointData* data = filter->GetOutput()->GetPointData();
    CHECK(data->GetVectors()->GetDataType() == VTK_FLOAT, "float vectors become another type");
    CHECK(data->GetNormals()->GetDataType() == VTK_DOUBLE, "normals of integers are not doubles");
    CHECK(std::abs(Norm(Tuple(data->GetNormals(), 3)) - 1.0) < 1e-12, "a normal is not normalized");
  }
}

void TestEmptyAndBad()
{
  // empty pieces, with and without points
  for (const bool withPoints : { false, true })
  {
    vtkNew<vtkPolyData> empty;
    if (withPoints)
    {
      vtkNew<vtkPoints> none;
      empty->SetPoints(none);
    }
    vtkNew<vtkStraightenDataSet> filter;
    filter->SetInputData(empty);
    filter->SetCurveData(MakePolyline(HelixPoints()));
    filter->Update();
    CHECK(filter->GetOutput()->GetNumberOfPoints() == 0, "points out of nothing");
  }
  // no curve, or none that is one
  for (const bool given : { false, true })
  {
    vtkNew<vtkPolyData> set;
    set->SetPoints(MakePoints(true));
    vtkNew<vtkStraightenDataSet> filter;
    filter->SetInputData(set);
    if (given)
    {
      filter->SetCurveData(MakePolyline({ { 1, 1, 1 } }));
    }
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive;
    filter->AddObserver(vtkCommand::ErrorEvent, errors);
    filter->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    filter->Update();
    const std::string sentence = given ? "1 distinct point" : "No curve is given";
    CHECK(errors->GetErrorMessage().find(sentence) != std::string::npos,
      "\"" << sentence << "\" expected, got \"" << errors->GetErrorMessage() << "\"");
    CHECK(filter->GetOutput()->GetNumberOfPoints() == 0, "there is an output");
  }
}

/** The mesh of the straightened image: the curve's own points have x = y = 0 and their arc length.
 */
void TestCurveItself()
{
  vtkNew<vtkPolyData> line;
  line->DeepCopy(MakePolyline(HelixPoints()));
  const auto straight = Moved(line, false, vtkStraightenDataSet::Jacobian);
  const double step = std::hypot(20.0, 10.0) * 2.0 * Pi / double(HelixPoints().size() - 1);
  double worst = 0.0;
  for (vtkIdType i = 0; i < straight->GetNumberOfPoints(); ++i)
  {
    worst = std::max(worst, Norm(At(straight, i) - Vec{ 0.0, 0.0, step * double(i) }));
  }
  CheckBelow(worst, 1e-4, "the points of the helix become (0, 0, s), off by");
}
}

int TestStraightenDataSet(int, char*[])
{
  TestAgainstTransformFilter(false);
  TestAgainstTransformFilter(true);
  TestRotation();
  TestSymmetricTensors();
  TestMask();
  TestPrecision();
  TestEmptyAndBad();
  TestCurveItself();
  return Verdict();
}
