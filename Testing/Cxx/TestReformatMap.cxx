// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The maps of the modes: closed forms, the way there and back, derivatives by differences, what is
// owned, and what is refused.

#include "TestCurves.h"

#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkMinimalStandardRandomSequence.h"
#include "vtkPointData.h"
#include "vtkReformatMap.h"
#include "vtkStraighteningTransform.h"
#include "vtkStringArray.h"

using namespace testcurves;

namespace
{
constexpr double Radius = 20.0;
constexpr double Rise = 10.0; // per radian

/** Points of a helix about z, 0.25 apart. */
std::vector<Vec> Helix(double turns)
{
  std::vector<Vec> points;
  const int count = static_cast<int>(turns * 2.0 * Pi * std::hypot(Radius, Rise) / 0.25);
  for (int i = 0; i <= count; ++i)
  {
    const double t = turns * 2.0 * Pi * i / count;
    points.push_back({ Radius * std::cos(t), Radius * std::sin(t), Rise * t });
  }
  return points;
}

/** z = height(x) in the plane y = 3, for x from 0 to 100. */
std::vector<Vec> Graph(const std::function<double(double)>& height)
{
  std::vector<Vec> points;
  for (int i = 0; i <= 400; ++i)
  {
    points.push_back({ 0.25 * i, 3.0, height(0.25 * i) });
  }
  return points;
}

Vec ToWorld(vtkReformatMap* map, const Vec& q)
{
  Vec p;
  map->MapToWorld(q.v, p.v);
  return p;
}

Vec FromWorld(vtkReformatMap* map, const Vec& p)
{
  Vec q;
  map->WorldToMap(p.v, q.v);
  return q;
}

bool BuildMap(vtkMovingFrame* frame, vtkReformatMap* map, const std::vector<Vec>& points)
{
  const bool built = Build(frame, points) && map->Build(frame);
  CHECK(built, "a map was refused: " << map->GetErrorMessage());
  return built;
}

// The shadow of a helix along its axis is a circle, whose arc length is Radius times the angle.
void TestStretchedHelix()
{
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Stretched);
  map->SetVectorOfInterest(0.0, 0.0, 3.0);
  if (!BuildMap(frame, map, Helix(0.75)))
  {
    return;
  }
  const double middle = 0.5 * Rise * 0.75 * 2.0 * Pi;
  double worst = 0.0;
  for (double t = 0.2; t < 4.5; t += 0.3)
  {
    for (const double x : { -70.0, 0.0, 12.5 })
    {
      for (const double y : { -8.0, 0.0, 15.0 })
      {
        // T x V = (-sin t, cos t, 0) x z = (cos t, sin t, 0): outwards
        const Vec expected = { (Radius + y) * std::cos(t), (Radius + y) * std::sin(t), middle + x };
        worst = std::max(worst, Norm(ToWorld(map, { x, y, Radius * t }) - expected));
      }
    }
  }
  CheckBelow(worst, 1e-6, "stretched helix: off the cylinder");

  // What lies on the surface keeps its lengths: any line drawn on it.
  double length = 0.0;
  Vec before = ToWorld(map, { -10.0, 0.0, 5.0 });
  constexpr int steps = 20000;
  for (int i = 1; i <= steps; ++i)
  {
    const double f = static_cast<double>(i) / steps;
    const Vec next = ToWorld(map, { -10.0 + 35.0 * f, 0.0, 5.0 + 60.0 * f });
    length += Norm(next - before);
    before = next;
  }
  CheckBelow(std::abs(length - std::hypot(35.0, 60.0)), 1e-5, "stretched helix: a drawn length");
}

// A curve in a plane: with the plane's normal, stretched is straightened with that as x.
void TestStretchedPlanar()
{
  const auto points = Graph([](double x) { return 12.0 * std::sin(x / 13.0); });
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> stretched;
  stretched->SetMode(vtkReformatMap::Stretched);
  vtkNew<vtkMovingFrame> upFrame;
  upFrame->SetFrameTypeToFixedUp();
  upFrame->SetUpVector(0.0, 1.0, 0.0);
  upFrame->SetRotationAngle(90.0); // y becomes x
  if (!BuildMap(frame, stretched, points) || !Build(upFrame, points))
  {
    return;
  }
  double worst = 0.0;
  for (double s = 1.0; s < upFrame->GetLength(); s += 3.7)
  {
    for (const double x : { -9.0, 4.0 })
    {
      for (const double y : { -5.0, 3.0 })
      {
        const Vec q = { x, y, s };
        Vec expected;
        upFrame->StraightenedToWorld(q.v, expected.v);
        worst = std::max(worst, Norm(ToWorld(stretched, q) - expected));
      }
    }
  }
  CheckBelow(worst, 1e-9, "stretched in a plane: from straightened with a fixed up vector");
}

// z = f(x) with the vector of interest y and the direction x: depth is along x cross y = z.
void TestProjectedGraph()
{
  const auto height = [](double x) { return 12.0 * std::sin(x / 13.0); };
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Projected);
  map->SetVectorOfInterest(0.0, 1.0, 0.0);
  map->SetProjectionDirection(5.0, 1.0, 0.0); // made perpendicular
  if (!BuildMap(frame, map, Graph(height)))
  {
    return;
  }
  double worst = 0.0;
  for (double h = 0.5; h < 100.0; h += 1.3)
  {
    const Vec q = { 7.0, -2.0, h };
    const Vec p = ToWorld(map, q);
    worst = std::max(worst, Norm(p - Vec{ h, 10.0, height(h) - 2.0 }));
    worst = std::max(worst, Norm(FromWorld(map, p) - q));
    CHECK(map->IsOwned(q.v), "a single sheet is not owned at " << h);
  }
  CheckBelow(worst, 1e-5, "projected graph");
}

// A hairpin: up to x = 50, and back. Its legs are two sheets; what is beyond the bend is none.
void TestProjectedSheets()
{
  std::vector<Vec> points;
  for (int i = 0; i <= 160; ++i)
  {
    const double a = -0.5 * Pi + Pi * i / 160.0;
    points.push_back({ 30.0 + 10.0 * std::cos(a), 0.0, 10.0 * std::sin(a) });
  }
  for (int i = 1; i <= 100; ++i)
  {
    points.insert(points.begin(), { 30.0 - 0.2 * i, 0.0, -10.0 });
    points.push_back({ 30.0 - 0.1 * i, 0.0, 10.0 });
  }
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Projected);
  map->SetVectorOfInterest(0.0, 1.0, 0.0);
  map->SetProjectionDirection(1.0, 0.0, 0.0);
  if (!BuildMap(frame, map, points))
  {
    return;
  }
  // one leg from x = 10, the other from x = 20; h counts from 10
  const Vec single = { 0.0, 1.0, 5.0 };
  const Vec both = { 0.0, 1.0, 15.0 };
  CHECK(map->IsOwned(single.v), "one leg alone is not owned");
  CHECK(!map->IsOwned(both.v), "two legs behind each other are owned");
  CheckBelow(Norm(ToWorld(map, both) - Vec{ 25.0, 0.0, -9.0 }), 1e-6, "the first of two sheets");
  // the closest of both: 1 above the upper leg
  CheckBelow(Norm(FromWorld(map, { 25.0, 0.0, 11.0 }) - both), 1e-6, "the closest of two sheets");
}

void TestAngles()
{
  std::vector<Vec> points;
  for (int i = 0; i <= 100; ++i)
  {
    points.push_back({ 1.0, 2.0, 0.5 * i });
  }
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Unfolded);
  if (!BuildMap(frame, map, points))
  {
    return;
  }
  // along z, N is x and B is y
  CheckBelow(Norm(ToWorld(map, { 90.0, 3.0, 7.0 }) - Vec{ 1.0, 5.0, 7.0 }), 1e-12, "unfolded, 90");
  CheckBelow(
    Norm(FromWorld(map, { -2.0, 2.0, 9.0 }) - Vec{ 180.0, 3.0, 9.0 }), 1e-12, "unfolded, back");
  const Vec onCurve = { 10.0, 0.0, 5.0 };
  CHECK(!map->IsOwned(onCurve.v), "a point of the curve has every angle, and yet is owned");

  map->SetMode(vtkReformatMap::Rotating);
  CHECK(map->Build(frame), map->GetErrorMessage());
  CheckBelow(Norm(ToWorld(map, { -3.0, 7.0, 90.0 }) - Vec{ 1.0, -1.0, 7.0 }), 1e-12, "rotating");
  CheckBelow(
    Norm(FromWorld(map, { 1.0, -1.0, 7.0 }) - Vec{ -3.0, 7.0, 90.0 }), 1e-12, "rotating, back");
}

// A ring has two sheets, which meet where it begins as they do on the other side.
void TestProjectedRing()
{
  std::vector<Vec> points;
  for (int i = 0; i <= 90; ++i)
  {
    const double t = 2.0 * Pi * (i % 90) / 90.0;
    points.push_back({ 10.0 * std::cos(t), 10.0 * std::sin(t), 0.0 });
  }
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Projected);
  map->SetVectorOfInterest(0.0, 0.0, 1.0);
  for (const double side : { -1.0, 1.0 })
  {
    map->SetProjectionDirection(side, 0.0, 0.0);
    if (!BuildMap(frame, map, points))
    {
      return;
    }
    CHECK(frame->IsClosed(), "the ring is not closed");
    // (10, 0, 0), where the ring begins, is where the projection begins or ends
    const double begin = side < 0.0 ? 0.0 : 20.0;
    const Vec there = FromWorld(map, { 10.0, 0.0, 0.0 });
    CheckBelow(std::abs(there[2] - begin), 1e-9, "the beginning of the ring, projected");
    for (const double h : { 0.0, there[2] })
    {
      const double q[3] = { 0.0, 0.0, h };
      CHECK(map->IsOwned(q), "one place at " << h << " is taken for two");
    }
    const double middle[3] = { 0.0, 0.0, 10.0 };
    CHECK(!map->IsOwned(middle), "two sheets are taken for one");
  }
}

// What is behind the curve but for rounding has the angle 180, and is owned.
void TestBehind()
{
  vtkNew<vtkMovingFrame> frame;
  frame->SetFrameTypeToFixedUp();
  frame->SetUpVector(0.0, 1.0, 0.0);
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Unfolded);
  if (!BuildMap(frame, map, { { 0.0, 0.0, 0.0 }, { 0.0, 0.0, 10.0 } }))
  {
    return;
  }
  const Vec n = ToWorld(map, { 0.0, 1.0, 5.0 }) - Vec{ 0.0, 0.0, 5.0 };
  for (const double y : { 0.0, -0.0, 1e-17, -1e-17, -1e-300 })
  {
    const Vec q = FromWorld(map, { -3.0 * n[0], y, 5.0 });
    CHECK(q[0] == 180.0, "y = " << y << " has the angle " << q[0]);
    CHECK(map->IsOwned(q.v), "y = " << y << " is not owned");
  }
}

// A wall whose radius grows along the curve, from arrays on the points.
void TestWall()
{
  std::vector<Vec> points;
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  for (int i = 0; i <= 50; ++i)
  {
    points.push_back({ 0.0, 0.0, 1.0 * i });
    radius->InsertNextValue(5.0 + 0.1 * i);
  }
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Unfolded);
  map->RelativeToWallOn();
  if (!Build(frame, points))
  {
    return;
  }
  CHECK(!map->Build(frame) && map->GetErrorMessage().find("Radius") != std::string::npos,
    "a wall without radii: " << map->GetErrorMessage());
  const auto curve = MakePolyline(points);
  curve->GetPointData()->AddArray(radius);
  CHECK(frame->Build(curve) && map->Build(frame), map->GetErrorMessage());
  CheckBelow(
    Norm(ToWorld(map, { 0.0, -1.0, 20.5 }) - Vec{ 6.05, 0.0, 20.5 }), 1e-12, "inside the wall");
  CheckBelow(
    Norm(FromWorld(map, { 0.0, 9.0, 30.0 }) - Vec{ 90.0, 1.0, 30.0 }), 1e-12, "outside the wall");

  // as saved, and as taken back
  vtkNew<vtkFieldData> data;
  frame->WriteModel(data);
  map->WriteSettings(data);
  vtkNew<vtkMovingFrame> savedFrame;
  vtkNew<vtkReformatMap> savedMap;
  CHECK(savedFrame->BuildFromFieldData(data) && savedMap->ReadSettings(data) &&
      savedMap->Build(savedFrame),
    "not taken back: " << savedMap->GetErrorMessage());
  CHECK(data->HasArray("ReformatMode"), "the mode is not saved");
  const Vec q = { 33.0, 0.7, 12.3 };
  CHECK(Norm(ToWorld(savedMap, q) - ToWorld(map, q)) == 0.0, "a saved map differs");
  map->SetMode(vtkReformatMap::Straightened);
  map->WriteSettings(data);
  CHECK(savedMap->ReadSettings(data) && savedMap->GetMode() == vtkReformatMap::Straightened &&
      !data->HasArray("ReformatMode"),
    "the mode of another image is left in field data");
}

// What is no radius is not known there; without any that is one there is no wall.
void TestDamagedRadii()
{
  std::vector<Vec> points;
  for (int i = 0; i <= 50; ++i)
  {
    points.push_back({ 0.0, 0.0, 1.0 * i });
  }
  const auto curve = MakePolyline(points);
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  radius->SetNumberOfValues(51);
  curve->GetPointData()->AddArray(radius);
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Unfolded);
  map->RelativeToWallOn();
  for (const double bad : { 0.0, -3.0, std::nan(""), HUGE_VAL })
  {
    radius->Fill(bad);
    radius->Modified();
    CHECK(frame->Build(curve) && !map->Build(frame) &&
        map->GetErrorMessage().find("Radius") != std::string::npos,
      "a wall of radius " << bad << ": " << map->GetErrorMessage());
    radius->SetValue(20, 4.0);
    radius->SetValue(30, 5.0);
    radius->Modified();
    CHECK(frame->Build(curve) && map->Build(frame), map->GetErrorMessage());
    CheckBelow(Norm(ToWorld(map, { 0.0, 1.0, 24.0 }) - Vec{ 5.4, 0.0, 24.0 }), 1e-12,
      "the wall between two radii");
    CheckBelow(Norm(ToWorld(map, { 0.0, 1.0, 10.0 }) - Vec{ 5.0, 0.0, 10.0 }), 1e-12,
      "the wall before the first radius");
  }
}

// The points of a framed curve have its saved radii, until somebody changes them.
void TestChangedRadii()
{
  const auto curve = MakePolyline(Helix(0.5));
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  for (vtkIdType i = 0; i < curve->GetNumberOfPoints(); ++i)
  {
    radius->InsertNextValue(3.0 + std::sin(0.1 * double(i)));
  }
  curve->GetPointData()->AddArray(radius);
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkMovingFrame> again;
  vtkNew<vtkPolyData> framed;
  CHECK(frame->Build(curve), frame->GetErrorMessage());
  frame->Sample(1.7, vtkIdType(frame->GetLength() / 1.7) + 1, framed);
  CHECK(again->Build(framed), again->GetErrorMessage());
  CHECK(again->GetLargestRadius() == frame->GetLargestRadius(),
    "a framed curve has the radius " << again->GetLargestRadius() << ", not "
                                     << frame->GetLargestRadius());
  vtkDataArray* own = framed->GetPointData()->GetArray("Radius");
  own->Fill(7.0);
  own->Modified();
  CHECK(again->Build(framed) && again->GetLargestRadius() == 7.0,
    "after the change to 7 the radius is " << again->GetLargestRadius());
}

// A map that has refused settings, or got no curve, is whole again with the next one.
void TestRecovery()
{
  vtkNew<vtkReformatMap> map;
  CHECK(!map->Build(nullptr) && !map->GetErrorMessage().empty(), "no curve is not refused");
  CHECK(map->ReadSettings(nullptr), "no field data are those of Straightened");
  vtkNew<vtkMovingFrame> frame;
  if (!BuildMap(frame, map, Helix(0.5)))
  {
    return;
  }
  vtkNew<vtkStringArray> mode;
  mode->SetName(vtkReformatMap::ModeArrayName());
  mode->InsertNextValue("Twisted");
  vtkNew<vtkFieldData> data;
  data->AddArray(mode);
  CHECK(!map->ReadSettings(data), "an unknown mode is taken");
  CHECK(map->Build(frame) && map->GetErrorMessage().empty(),
    "after settings that were refused: " << map->GetErrorMessage());
}

// A direction has no length, however large or small its components are.
void TestLengthOfVectors()
{
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  for (const int mode : { vtkReformatMap::Stretched, vtkReformatMap::Projected })
  {
    map->SetMode(mode);
    for (const double length : { 1e-200, 1.0, 1e200 })
    {
      map->SetVectorOfInterest(0.0, length, 0.0);
      map->SetProjectionDirection(0.0, length, 2.0 * length);
      if (!BuildMap(frame, map, Helix(0.5)))
      {
        return;
      }
      const Vec x = ToWorld(map, { 1.0, 0.0, 2.0 }) - ToWorld(map, { 0.0, 0.0, 2.0 });
      CheckBelow(Norm(x - Vec{ 0.0, 1.0, 0.0 }), 1e-12, "x along the vector of interest");
    }
  }
}

/** Settings of a map, to go through all of them. */
struct Case
{
  int Mode;
  Vec Interest;
  bool Wall;
};

// There and back, and the derivative, at random points around a helix of one and a half turns.
void TestRandomPoints()
{
  const std::vector<Vec> points = Helix(1.5);
  const auto curve = MakePolyline(points);
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("MaximumInscribedSphereRadius");
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    radius->InsertNextValue(6.0 + std::sin(0.02 * static_cast<double>(i)));
  }
  curve->GetPointData()->AddArray(radius);
  for (const Case& c : { Case{ vtkReformatMap::Straightened, {}, false },
         Case{ vtkReformatMap::Stretched, { 0.3, 0.1, 1.0 }, false },
         Case{ vtkReformatMap::Stretched, {}, false },
         Case{ vtkReformatMap::Projected, { 1.0, 0.2, 0.1 }, false },
         Case{ vtkReformatMap::Unfolded, {}, false }, Case{ vtkReformatMap::Unfolded, {}, true },
         Case{ vtkReformatMap::Rotating, {}, false } })
  {
    vtkNew<vtkStraighteningTransform> transform;
    transform->SetCurveData(curve);
    transform->SetRotationAngle(25.0);
    transform->SetMode(c.Mode);
    transform->SetVectorOfInterest(c.Interest.v);
    transform->SetRelativeToWall(c.Wall);
    transform->Update();
    vtkReformatMap* map = transform->GetReformatMap();
    vtkNew<vtkMinimalStandardRandomSequence> random;
    random->SetSeed(7);
    const auto next = [&](double low, double high)
    {
      random->Next();
      return random->GetRangeValue(low, high);
    };
    double back = 0.0;
    double slope = 0.0;
    int owned = 0;
    int checked = 0;
    for (int n = 0; n < 2000; ++n)
    {
      Vec q = { next(-6.0, 6.0), next(-6.0, 6.0), next(5.0, 150.0) };
      if (c.Mode == vtkReformatMap::Unfolded)
      {
        q[0] *= 29.0;
        q[1] = c.Wall ? q[1] * 0.3 : 7.0 + q[1];
      }
      else if (c.Mode == vtkReformatMap::Rotating)
      {
        q = { q[0], q[2], 15.0 * (q[1] + 6.0) };
      }
      double world[3];
      double derivative[3][3];
      transform->InternalTransformDerivative(q.v, world, derivative);
      const Vec p = { world[0], world[1], world[2] };
      // The derivative along every axis. Where a sheet ends there is none.
      const double h = 1e-4;
      double off = 0.0;
      for (int axis = 0; axis < 3; ++axis)
      {
        Vec low = q;
        Vec high = q;
        low[axis] -= h;
        high[axis] += h;
        const Vec difference = (ToWorld(map, high) - ToWorld(map, low)) * (0.5 / h);
        const Vec column = { derivative[0][axis], derivative[1][axis], derivative[2][axis] };
        off = std::max(off, Norm(difference - column) / std::max(1.0, Norm(column)));
      }
      if (c.Mode == vtkReformatMap::Projected
          ? Norm({ derivative[0][2], derivative[1][2], derivative[2][2] }) < 5.0
          : true)
      {
        slope = std::max(slope, off);
        ++checked;
      }
      if (map->IsOwned(q.v))
      {
        ++owned;
        Vec returned;
        transform->GetInverse()->TransformPoint(p.v, returned.v);
        back = std::max(back, Norm(returned - q));
      }
    }
    std::cout << map->GetModeAsString() << ": " << owned << " of 2000 owned, " << checked
              << " derivatives\n";
    CHECK(owned > 200, "hardly anything is owned");
    CHECK(checked > 1000, "hardly any derivative was looked at");
    CheckBelow(back, 1e-9, "there and back");
    CheckBelow(slope, 1e-5, "derivative");
  }
}

// Along a straight curve every mode is a plain change of axes.
void TestStraight()
{
  std::vector<Vec> points;
  for (int i = 0; i <= 100; ++i)
  {
    points.push_back({ 4.0, -1.0, 10.0 + 0.5 * i });
  }
  for (const int mode :
    { vtkReformatMap::Straightened, vtkReformatMap::Stretched, vtkReformatMap::Projected })
  {
    vtkNew<vtkMovingFrame> frame;
    vtkNew<vtkReformatMap> map;
    map->SetMode(mode);
    if (BuildMap(frame, map, points))
    {
      CheckBelow(Norm(ToWorld(map, { 2.0, 3.0, 5.0 }) - Vec{ 6.0, 2.0, 15.0 }), 1e-12,
        std::string("straight curve, ") + map->GetModeAsString());
    }
  }
}

// The normal of the plane, turned about the main direction by the rotation angle.
void TestChosenVector()
{
  std::vector<Vec> points; // a flat arc in the plane x = 2, longest along z
  for (int i = 0; i <= 200; ++i)
  {
    const double t = -1.0 + 0.01 * i;
    points.push_back({ 2.0, 8.0 * t * t, 50.0 * t });
  }
  vtkNew<vtkMovingFrame> frame;
  frame->SetRotationAngle(30.0);
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Projected);
  if (!BuildMap(frame, map, points))
  {
    return;
  }
  const Vec x = ToWorld(map, { 1.0, 0.0, 20.0 }) - ToWorld(map, { 0.0, 0.0, 20.0 });
  // x turned by 30 degrees about z, right-hand
  CheckBelow(Norm(x - Vec{ std::cos(Pi / 6.0), std::sin(Pi / 6.0), 0.0 }), 1e-9, "turned vector");
  const Vec z = ToWorld(map, { 0.0, 0.0, 101.0 }) - ToWorld(map, { 0.0, 0.0, 100.5 });
  CheckBelow(Norm(z - Vec{ 0.0, 0.0, 0.5 }), 1e-9, "the main direction, beyond the end");
}

// x is 0 in the middle of what the curve takes up along the vector, which it reaches between its
// points: three points with equal steps make the parabola (t, 1 - t^2, 0), nowhere along the
// vector.
void TestMiddle()
{
  for (const double degrees : { 66.0, 75.0, 88.0 })
  {
    const Vec v{ std::cos(degrees * Pi / 180.0), std::sin(degrees * Pi / 180.0), 0.0 };
    const auto place = [&](double t) { return t * v[0] + (1.0 - t * t) * v[1]; };
    const double middle = 0.5 * (place(0.5 * v[0] / v[1]) + std::min(place(-1.0), place(1.0)));
    for (const int mode : { vtkReformatMap::Stretched, vtkReformatMap::Projected })
    {
      vtkNew<vtkMovingFrame> frame;
      vtkNew<vtkReformatMap> map;
      map->SetMode(mode);
      map->SetVectorOfInterest(v.v);
      map->SetProjectionDirection(-v[1], v[0], 0.0);
      if (BuildMap(frame, map, { { -1, 0, 0 }, { 0, 1, 0 }, { 1, 0, 0 } }))
      {
        const Vec p = ToWorld(map, { 0.0, 0.0, 0.1 });
        CheckBelow(std::abs(Dot(p, v) - middle), 1e-12,
          std::string("middle of a parabola, ") + map->GetModeAsString());
      }
    }
  }
}

// A curve that runs along the vector for a while: its shadow stands still there.
void TestStandstill()
{
  std::vector<Vec> points;
  for (int i = 0; i < 80; ++i)
  {
    points.push_back({ 0.0, 0.0, -40.0 + 0.5 * i });
  }
  for (int i = 0; i <= 100; ++i)
  {
    const double a = std::min(0.5 * Pi, 0.05 * i); // a quarter circle of radius 10, and on along x
    const double on = std::max(0.0, 0.05 * i - 0.5 * Pi) * 10.0;
    points.push_back({ 10.0 - 10.0 * std::cos(a) + on, 0.0, 10.0 * std::sin(a) });
  }
  vtkNew<vtkMovingFrame> frame;
  vtkNew<vtkReformatMap> map;
  map->SetMode(vtkReformatMap::Stretched);
  map->SetVectorOfInterest(0.0, 0.0, 1.0);
  if (BuildMap(frame, map, points))
  {
    // the shadow begins at x = 0 and runs along x
    const double middle = -15.0; // from -40 to 10
    CheckBelow(Norm(ToWorld(map, { 5.0, 0.0, 20.0 }) - Vec{ 20.0, 0.0, middle + 5.0 }), 0.01,
      "beyond a standstill");
  }
}

void TestRefused()
{
  std::vector<Vec> straight;
  for (int i = 0; i <= 10; ++i)
  {
    straight.push_back({ 0.0, 0.0, 1.0 * i });
  }
  vtkNew<vtkMovingFrame> frame;
  if (!Build(frame, straight))
  {
    return;
  }
  const double nan = std::nan("");
  const struct
  {
    int Mode;
    Vec Interest, Projection;
    const char* Expected;
  } cases[] = {
    { vtkReformatMap::Stretched, { 0.0, 0.0, 2.0 }, {}, "VectorOfInterest that crosses" },
    { vtkReformatMap::Stretched, { nan, 0.0, 0.0 }, {}, "VectorOfInterest is (nan, 0, 0)" },
    { vtkReformatMap::Projected, { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 },
      "perpendicular to the whole curve" },
    { vtkReformatMap::Projected, { 1.0, 0.0, 0.0 }, { 2.0, 0.0, 0.0 },
      "runs along the vector of interest" },
    { vtkReformatMap::Projected, { 1.0, 0.0, 0.0 }, { 0.0, nan, 0.0 }, "ProjectionDirection is" },
  };
  for (const auto& c : cases)
  {
    vtkNew<vtkReformatMap> map;
    map->SetMode(c.Mode);
    map->SetVectorOfInterest(c.Interest[0], c.Interest[1], c.Interest[2]);
    map->SetProjectionDirection(c.Projection[0], c.Projection[1], c.Projection[2]);
    const bool built = map->Build(frame);
    const std::string said = map->GetErrorMessage();
    std::cout << said << "\n";
    CHECK(!built, "not refused: " << c.Expected);
    CHECK(said.find(c.Expected) != std::string::npos && said.back() == '.', "said: " << said);
    const Vec p = ToWorld(map, { 0.0, 0.0, 0.0 });
    CHECK(std::isnan(p[0]), "a point of a map that is none");
  }
}
}

int TestReformatMap(int, char*[])
{
  TestStretchedHelix();
  TestStretchedPlanar();
  TestProjectedGraph();
  TestProjectedSheets();
  TestAngles();
  TestProjectedRing();
  TestBehind();
  TestWall();
  TestDamagedRadii();
  TestChangedRadii();
  TestRecovery();
  TestLengthOfVectors();
  TestRandomPoints();
  TestStraight();
  TestChosenVector();
  TestMiddle();
  TestStandstill();
  TestRefused();
  return Verdict();
}
