// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Each frame type, and each setting beside it, does what it promises.

#include "TestCurves.h"

#include "vtkDoubleArray.h"
#include "vtkPointData.h"

#include <random>

using namespace testcurves;

namespace
{
constexpr double Exact = 1e-12;

/** The largest turn of the frame between `samples` even places, in degrees. */
double LargestStep(vtkMovingFrame* model, int samples)
{
  double largest = 0.0;
  Frame before = FrameAt(model, 0.0);
  for (int i = 1; i <= samples; ++i)
  {
    const Frame f = FrameAt(model, model->GetLength() * i / samples);
    largest = std::max({ largest, AngleBetween(before.N, f.N), AngleBetween(before.B, f.B) });
    before = f;
  }
  return largest * Degrees;
}

/** The part of `v` across the tangent, as a unit vector. */
Vec Across(const Vec& v, const Frame& f)
{
  return Unit(v - f.T * Dot(v, f.T));
}

/** Everywhere on curves that stay away from it, the up vector's projection is +y. */
void TestFixedUp()
{
  double worst = 0.0;
  const auto check = [&](const std::vector<Vec>& points, const Vec& up)
  {
    vtkNew<vtkMovingFrame> model;
    model->SetFrameTypeToFixedUp();
    model->SetUpVector(up.v);
    Build(model, points);
    for (int i = 0; i <= 500; ++i)
    {
      const Frame f = FrameAt(model, model->GetLength() * i / 500);
      worst = std::max({ worst, Norm(Across(up, f) - f.B), OrthonormalityError(f) });
    }
  };
  check(Helix(20.0, 10.0, 2.0).Points(280), { 0, 0, 1 });
  check(Helix(20.0, 10.0, 2.0).Points(280), { 0, 0, -3 }); // any length
  check(Helix(20.0, 3.0, 2.0).Points(280), { 0.1, -0.2, 5 });
  check(Circle(30.0).Points(100), { 0, 0, 1 });
  check(Sine(20.0, 100.0, 1.0).Points(100), { 0.3, 0.0, 1 });
  check({ { 0, 0, 0 }, { 10, 0, 0 } }, { 0, 1, 0 });
  check({ { 0, 0, 0 }, { 0, 0, -7 } }, { 1, 1, 1 });
  CheckBelow(worst, Exact, "fixed up, projection of the up vector against +y");
}

/**
 * An arc that runs along the up vector, or past it at a small angle: the frame turns over, but
 * never jumps. Far from up the up vector rules, where up cannot the second one does.
 */
void TestFixedUpAlongTheCurve()
{
  const double r = 50.0;
  double largest = 0.0;
  for (const double past : { 0.0, 1e-9, 1e-4, 0.01, 0.5, 2.0, 4.99, 5.01, 8.0, 15.0, 19.9, 25.0 })
  {
    // tangents on a great circle that passes up at `past` degrees
    const Vec e1 = { std::cos(past / Degrees), 0.0, 0.0 };
    std::vector<Vec> points;
    const Vec up{ 0, 0, 1 };
    const Vec side{ 0, 1, 0 };
    const Vec nearest = up * std::cos(past / Degrees) + side * std::sin(past / Degrees);
    for (int i = 0; i <= 120; ++i)
    {
      const double a = (i - 60) * Pi / 180.0;
      points.push_back((nearest * std::sin(a) - Vec{ 1, 0, 0 } * std::cos(a)) * r + e1);
    }
    for (const bool secondGiven : { false, true })
    {
      vtkNew<vtkMovingFrame> model;
      model->SetFrameTypeToFixedUp();
      Vec second{ 1, 0, 0 };
      if (secondGiven)
      {
        second = { 1, 1, 4 };
        model->SetSecondUpVector(second.v);
      }
      Build(model, points);
      const int samples = 40000;
      largest = std::max(largest, LargestStep(model, samples));
      double blended = 0.0;
      for (int i = 0; i <= 2000; ++i)
      {
        const Frame f = FrameAt(model, model->GetLength() * i / 2000);
        CHECK(OrthonormalityError(f) < Exact, "frame is not orthonormal");
        const double angle = AngleBetween(f.T, up) * Degrees;
        if (angle > 20.001)
        {
          CHECK(Norm(Across(up, f) - f.B) < Exact,
            "at " << angle << " degrees from the up vector that is not +y");
        }
        else if (angle < 4.999)
        {
          // the second vector less its part along up
          const Vec level{ second[0], second[1], 0.0 };
          CHECK(Norm(Across(level, f) - f.B) < Exact,
            "at " << angle << " degrees from the up vector the second one is not +y");
        }
        else
        {
          blended = std::max(blended, AngleBetween(Across(up, f), f.B) * Degrees);
        }
      }
      CHECK(past > 15.0 || blended > 0.1, "there is no blend at " << past << " degrees");
    }
  }
  // 120 degrees of arc in 40000 steps are 0.003 degrees a step; at most one turn happens within 15
  // degrees of arc, at 2.5 times the mean rate of its blend.
  CheckBelow(largest, 0.5, "fixed up past the up vector, largest step of the frame, degrees");

  // Around in a plane that holds the up vector, along it and against it: closed at any place, also
  // in the middle of the blend, and many times around, where every pass is like the first.
  largest = 0.0;
  for (const double seam : { 0.0, 30.0, 70.0, 78.0, 87.0, 90.0, 93.0, 102.0, 110.0, 260.0, 275.0 })
  {
    for (const double tilt : { 0.0, 7.0 })
    {
      const Vec e1{ 1, 0, 0 };
      const Vec e2{ 0, std::sin(tilt / Degrees), std::cos(tilt / Degrees) };
      std::vector<Vec> ring;
      for (int i = 0; i < 180; ++i)
      {
        const double a = (seam - 90.0 + 2.0 * i) / Degrees;
        ring.push_back(e1 * (r * std::cos(a)) + e2 * (r * std::sin(a)));
      }
      ring.push_back(ring.front());
      vtkNew<vtkMovingFrame> model;
      model->SetFrameTypeToFixedUp();
      Build(model, ring);
      const Frame start = FrameAt(model, 0.0);
      const Frame end = FrameAt(model, model->GetLength());
      CHECK(model->IsClosed() && Norm(start.N - end.N) + Norm(start.B - end.B) < 1e-9,
        "fixed up on a ring closed at " << seam << " degrees does not come back");
      largest = std::max(largest, LargestStep(model, 40000));
    }
  }
  std::vector<Vec> coil;
  for (const Vec& p : Helix(r, 1.0, 6.0).Points(720))
  {
    coil.push_back({ p[0], p[2], p[1] });
  }
  vtkNew<vtkMovingFrame> model;
  model->SetFrameTypeToFixedUp();
  Build(model, coil);
  largest = std::max(largest, LargestStep(model, 240000));
  CheckBelow(largest, 0.5, "fixed up around rings that hold the up vector, largest step, degrees");

  vtkNew<vtkMovingFrame> refused;
  refused->SetFrameTypeToFixedUp();
  refused->SetUpVector(0, 1, 1);
  refused->SetSecondUpVector(0, -2, -2);
  const auto curve = MakePolyline({ { 0, 0, 0 }, { 1, 0, 0 } });
  CHECK(!refused->Build(curve) && !refused->IsBuilt() &&
      refused->GetErrorMessage().find("SecondUpVector is parallel to UpVector") == 0,
    "a parallel second vector was accepted: \"" << refused->GetErrorMessage() << "\"");
  refused->SetSecondUpVector(0, 0, 0);
  refused->SetUpVector(0, 0, 0);
  CHECK(!refused->Build(curve) && refused->GetErrorMessage().find("UpVector is zero") == 0,
    "an up vector of zero was accepted: \"" << refused->GetErrorMessage() << "\"");
  refused->SetUpVector(0, 1, 0);
  CHECK(refused->Build(curve), "a valid up vector was refused: " << refused->GetErrorMessage());
}

/** N points to the centre of curvature. */
void TestFrenet()
{
  vtkNew<vtkMovingFrame> circle;
  circle->SetFrameTypeToFrenet();
  Build(circle, Circle(40.0).Points(250));
  double angle = 0.0;
  for (int i = 0; i <= 1000; ++i)
  {
    const Frame f = FrameAt(circle, circle->GetLength() * i / 1000);
    angle = std::max(angle, AngleBetween(f.N, f.C * -1.0) * Degrees);
    CHECK(OrthonormalityError(f) < Exact, "frame is not orthonormal");
  }
  CheckBelow(angle, 1e-3, "Frenet on a circle, N against the centre, degrees");

  std::vector<double> errors;
  for (const int spans : { 140, 280, 560 })
  {
    const ClosedForm helix = Helix(20.0, 10.0, 2.0);
    vtkNew<vtkMovingFrame> model;
    model->SetFrameTypeToFrenet();
    Build(model, helix.Points(spans));
    double worst = 0.0;
    for (int i = 0; i <= 2000; ++i)
    {
      const Frame f = FrameAt(model, model->GetLength() * i / 2000);
      const double t = f.C[2] / 10.0;
      // not-a-knot ends give the curvature there to the second order with a larger constant
      if (i > 100 && i < 1900)
      {
        worst = std::max(worst, AngleBetween(f.N, { -std::cos(t), -std::sin(t), 0.0 }) * Degrees);
      }
    }
    errors.push_back(worst);
  }
  CheckBelow(errors[1], 0.05, "Frenet on the helix at 1 mm, N against the axis, degrees");
  for (std::size_t i = 1; i < errors.size(); ++i)
  {
    const double order = std::log2(errors[i - 1] / errors[i]);
    CHECK(order > 0.9, "Frenet normal falls with order " << order << ", at least 1 expected");
  }

  // On both sides of an inflection N points to the inside; it changes sides there.
  const ClosedForm sine = Sine(20.0, 100.0, 2.0);
  vtkNew<vtkMovingFrame> model;
  model->SetFrameTypeToFrenet();
  Build(model, sine.Points(400));
  for (int i = 1; i < 1000; ++i)
  {
    const Frame f = FrameAt(model, model->GetLength() * i / 1000);
    const double phase = std::sin(2.0 * Pi * f.C[0] / 100.0);
    if (std::abs(phase) > 0.05)
    {
      const Vec inside{ 0.0, phase > 0.0 ? -1.0 : 1.0, 0.0 };
      CHECK(Norm(Across(inside, f) - f.N) < 1e-6, "N does not point inside at x = " << f.C[0]);
    }
  }

  // A straight stretch carries the normal on: an arc in the plane z = 0, then a line.
  std::vector<Vec> points;
  for (int i = 0; i < 40; ++i)
  {
    points.push_back({ 20.0 * std::sin(i * Pi / 80.0), 20.0 - 20.0 * std::cos(i * Pi / 80.0), 0 });
  }
  for (int i = 0; i < 60; ++i)
  {
    points.push_back({ 20.0, 20.0 + i, 0.0 });
  }
  vtkNew<vtkMovingFrame> line;
  line->SetFrameTypeToFrenet();
  Build(line, points);
  for (const double s : { 70.0, 80.0, line->GetLength() })
  {
    const Frame f = FrameAt(line, s);
    CHECK(std::abs(std::abs(f.N[0]) - 1.0) < 1e-9,
      "on the line the normal left the plane: " << f.N[0] << " " << f.N[1] << " " << f.N[2]);
  }
  vtkNew<vtkMovingFrame> straight;
  straight->SetFrameTypeToFrenet();
  Build(straight, { { 0, 0, 0 }, { 0, 0, 4 }, { 0, 0, 9 } });
  CHECK(OrthonormalityError(FrameAt(straight, 3.0)) < Exact, "a line has a frame all the same");
}

/** The normals of an array are taken: as a vector, or as the first column of a matrix. */
void TestFromArray()
{
  const ClosedForm helix = Helix(20.0, 10.0, 2.0);
  const std::vector<Vec> points = helix.Points(200);
  // a frame that turns steadily against Frenet's, and vectors that are neither unit nor across
  std::vector<Vec> wanted;
  double worst = 0.0;
  for (const int components : { 3, 9, 16 })
  {
    const auto curve = MakePolyline(points);
    vtkNew<vtkDoubleArray> array;
    array->SetName("My normals");
    array->SetNumberOfComponents(components);
    wanted.clear();
    for (std::size_t i = 0; i < points.size(); ++i)
    {
      const double t = helix.T1 * static_cast<double>(i) / 200.0;
      const Vec tangent = helix.Tangent(t);
      const Vec n = Turned({ -std::cos(t), -std::sin(t), 0.0 }, tangent, 0.3 * t + 0.5);
      const Vec given = n * 2.5 + tangent * (components == 3 ? 0.7 : 0.0);
      wanted.push_back(given);
      std::vector<double> tuple(static_cast<std::size_t>(components), 0.25);
      const int step = components == 16 ? 4 : (components == 9 ? 3 : 1);
      for (int row = 0; row < 3; ++row)
      {
        tuple[static_cast<std::size_t>(row * step)] = given[row];
      }
      array->InsertNextTuple(tuple.data());
    }
    curve->GetPointData()->AddArray(array);
    vtkNew<vtkMovingFrame> model;
    model->SetFrameTypeToFromArray();
    model->SetNormalsArrayName("My normals");
    CHECK(model->Build(curve), "array refused: " << model->GetErrorMessage());
    for (std::size_t i = 0; i < points.size(); ++i)
    {
      double xys[3];
      model->WorldToStraightened(points[i].v, xys);
      const Frame f = FrameAt(model, xys[2]);
      worst = std::max({ worst, Norm(Across(wanted[i], f) - f.N), OrthonormalityError(f) });
    }
    CHECK(LargestStep(model, 5000) < 1.0, "the frame jumps between the points");

    // Without a name no array of this name is found; under a usual name it is.
    model->SetNormalsArrayName(nullptr);
    CHECK(!model->Build(curve) &&
        model->GetErrorMessage().find("Curve has no point array of normals") == 0,
      "normals were found where none are: " << model->GetErrorMessage());
    array->SetName("ParallelTransportNormals");
    curve->Modified();
    CHECK(model->Build(curve), "usual name not found: " << model->GetErrorMessage());
    double xys[3];
    model->WorldToStraightened(points[77].v, xys);
    const Frame f = FrameAt(model, xys[2]);
    CHECK(Norm(Across(wanted[77], f) - f.N) < 1e-9, "wrong array taken");
  }
  CheckBelow(worst, 1e-8, "normals from arrays of 3, 9, 16 components");

  // Missing normals (zero, along the curve, not a number) are bridged by the frame without twist.
  const auto curve = MakePolyline(points);
  vtkNew<vtkDoubleArray> sparse;
  sparse->SetName("Normals");
  sparse->SetNumberOfComponents(3);
  const Vec first{ -1.0, 0.0, 0.0 };
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    const double t = helix.T1 * static_cast<double>(i) / 200.0;
    const Vec along = helix.Tangent(t) * 1e-12;
    const Vec nan{ std::nan(""), 0, 0 };
    const Vec none{ 0, 0, 0 };
    sparse->InsertNextTuple(
      i == 0 ? first.v : (i % 3 == 0 ? nan.v : (i % 3 == 1 ? none.v : along.v)));
  }
  curve->GetPointData()->AddArray(sparse);
  vtkNew<vtkMovingFrame> model;
  model->SetFrameTypeToFromArray();
  // The exact tangent is off the spline's by 1e-5; what is left of it across is no normal.
  CHECK(model->Build(curve), "sparse normals refused: " << model->GetErrorMessage());
  const double w = std::sqrt(500.0);
  double twist = 0.0;
  for (int i = 0; i <= 100 && model->IsBuilt(); ++i)
  {
    const double s = 4.0 * Pi * w * i / 100;
    const Frame f = FrameAt(model, s);
    const double t = s / w;
    const Vec n = Turned({ -std::cos(t), -std::sin(t), 0.0 }, helix.Tangent(t), -10.0 / 500.0 * s);
    twist = std::max(twist, std::abs(AngleAbout(f.T, n, f.N)) * Degrees);
  }
  CheckBelow(twist, 1e-3, "one given normal, twist against the rotation-minimizing frame, degrees");

  // What cannot be taken is named.
  model->SetNormalsArrayName("Nowhere");
  CHECK(!model->Build(curve) &&
      model->GetErrorMessage().find("Curve has no point array \"Nowhere\"") == 0,
    "a missing array gave: " << model->GetErrorMessage());
  vtkNew<vtkDoubleArray> four;
  four->SetName("Four");
  four->SetNumberOfComponents(4);
  four->SetNumberOfTuples(curve->GetNumberOfPoints());
  four->Fill(1.0);
  curve->GetPointData()->AddArray(four);
  model->SetNormalsArrayName("Four");
  CHECK(!model->Build(curve) && model->GetErrorMessage().find("4 components") != std::string::npos,
    "an array of 4 components gave: " << model->GetErrorMessage());
}

/**
 * Of a line smoothing leaves a line, and every point where it is: N is what is given there, also
 * where the smoothed line has no point, and turns evenly in between.
 */
void TestFromArrayWhenSmoothed()
{
  const std::vector<double> z{ 0.0, 0.3, 2.0, 2.2, 5.0, 9.0, 9.1, 12.0 };
  const std::vector<double> angle{ 0.0, 2.0, 0.5, -2.0, 0.8, 3.0, 5.5, 3.0 };
  std::vector<Vec> points;
  vtkNew<vtkDoubleArray> normals;
  normals->SetName("Normals");
  normals->SetNumberOfComponents(3);
  for (std::size_t i = 0; i < z.size(); ++i)
  {
    points.push_back({ 0.0, 0.0, z[i] });
    normals->InsertNextTuple3(std::cos(angle[i]), std::sin(angle[i]), 0.0);
  }
  const auto curve = MakePolyline(points);
  curve->GetPointData()->AddArray(normals);
  vtkNew<vtkMovingFrame> model;
  model->SetFrameTypeToFromArray();
  for (const double smoothing : { 0.1, 1.0, 3.0 })
  {
    model->SetSmoothingLength(smoothing);
    CHECK(model->Build(curve), "refused: " << model->GetErrorMessage());
    double worst = 0.0;
    for (std::size_t i = 0; i + 1 < z.size() && model->IsBuilt(); ++i)
    {
      for (const double f : { 0.0, 0.2, 0.7, 1.0 })
      {
        const double a = angle[i] + f * (angle[i + 1] - angle[i]);
        const Frame frame = FrameAt(model, z[i] + f * (z[i + 1] - z[i]));
        worst = std::max(worst, Norm(frame.N - Vec{ std::cos(a), std::sin(a), 0.0 }));
      }
    }
    CheckBelow(worst, 1e-9, "normals of a smoothed line");
  }
}

/** RotationAngle turns N towards B, on top of every rule. */
void TestRotationAngle()
{
  const std::vector<Vec> points = Helix(20.0, 10.0, 1.0).Points(100);
  const auto curve = MakePolyline(points);
  vtkNew<vtkDoubleArray> normals;
  normals->SetName("Normals");
  normals->SetNumberOfComponents(3);
  for (const Vec& p : points)
  {
    normals->InsertNextTuple3(-p[0], -p[1], 0.0);
  }
  curve->GetPointData()->AddArray(normals);
  double worst = 0.0;
  for (int type = vtkMovingFrame::RotationMinimizing; type <= vtkMovingFrame::FromArray; ++type)
  {
    vtkNew<vtkMovingFrame> plain;
    plain->SetFrameType(type);
    CHECK(plain->Build(curve), plain->GetErrorMessage());
    for (const double degrees : { 90.0, -30.0, 180.0, 725.0 })
    {
      vtkNew<vtkMovingFrame> turned;
      turned->SetFrameType(type);
      turned->SetRotationAngle(degrees);
      CHECK(turned->Build(curve), turned->GetErrorMessage());
      for (int i = 0; i <= 50; ++i)
      {
        const double s = plain->GetLength() * i / 50;
        const Frame a = FrameAt(plain, s);
        const Frame b = FrameAt(turned, s);
        const Vec n = a.N * std::cos(degrees / Degrees) + a.B * std::sin(degrees / Degrees);
        worst = std::max({ worst, Norm(n - b.N), Norm(a.T - b.T), Norm(a.C - b.C) });
      }
    }
  }
  CheckBelow(worst, Exact, "RotationAngle, N against N cos + B sin");
}

/** Ends stay, a line stays, noise goes, the shape stays. */
void TestSmoothing()
{
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0.0, 0.3);
  const ClosedForm helix = Helix(40.0, 15.0, 1.0);
  std::vector<Vec> points = helix.Points(270);
  for (Vec& p : points)
  {
    p = p + Vec{ noise(random), noise(random), noise(random) };
  }
  const auto rms = [&](double smoothing, double& curvature)
  {
    vtkNew<vtkMovingFrame> model;
    model->SetSmoothingLength(smoothing);
    Build(model, points);
    CHECK(Norm(FrameAt(model, 0.0).C - points.front()) < Exact &&
        Norm(FrameAt(model, model->GetLength()).C - points.back()) < 1e-10,
      "smoothing moved an end");
    double sum = 0.0;
    curvature = 0.0;
    for (int i = 100; i <= 900; ++i)
    {
      const double s = model->GetLength() * i / 1000;
      const Frame f = FrameAt(model, s);
      const double t = helix.Closest(f.C, f.C[2] / 15.0);
      const double d = Norm(helix.C(t) - f.C);
      sum += d * d;
      curvature = std::max(curvature, model->EvaluateCurvature(s));
    }
    return std::sqrt(sum / 801);
  };
  double rough = 0.0;
  double smooth = 0.0;
  const double before = rms(0.0, rough);
  const double after = rms(4.0, smooth);
  std::cout << "smoothing: distance " << before << " to " << after << ", largest curvature "
            << rough << " to " << smooth << "\n";
  // Half the square of the deviation times the curvature is what any curve is pulled inwards; of
  // the noise a Gaussian over 4 points leaves 1 / sqrt(2 sqrt(pi) 4).
  const double inwards = 0.5 * 16.0 * 40.0 / (1600.0 + 225.0);
  const double left = before / std::sqrt(8.0 * std::sqrt(Pi));
  const double expected = std::hypot(inwards, left);
  CHECK(std::abs(after / expected - 1.0) < 0.2,
    "noise of " << before << " became " << after << ", " << expected << " expected");
  CHECK(smooth < 0.1 * rough && smooth < 3.0 * 40.0 / (1600.0 + 225.0),
    "curvature of " << rough << " became " << smooth);

  std::vector<Vec> line;
  for (int i = 0; i <= 30; ++i)
  {
    line.push_back(Vec{ 1, 2, 3 } + Vec{ 2, -1, 1 } * (i + 0.3 * std::sin(i)));
  }
  vtkNew<vtkMovingFrame> straight;
  straight->SetSmoothingLength(7.0);
  Build(straight, line);
  CHECK(std::abs(straight->GetLength() - Norm(line.back() - line.front())) < 1e-10,
    "smoothing changed the length of a line to " << straight->GetLength());
  for (int i = 0; i <= 100; ++i)
  {
    const Frame f = FrameAt(straight, straight->GetLength() * i / 100);
    CHECK(AngleBetween(f.T, { 2, -1, 1 }) < 1e-10, "smoothing bent a line");
  }
  // a closed curve stays closed, and a circle a concentric circle
  vtkNew<vtkMovingFrame> ring;
  ring->SetSmoothingLength(10.0);
  Build(ring, Circle(50.0).Points(200));
  CHECK(ring->IsClosed(), "smoothing opened a closed curve");
  // a Gaussian of 10 along a circle of 50 shrinks it by exp(-(10 / 50)^2 / 2)
  const double shrunk = 50.0 * std::exp(-0.5 * 0.04);
  for (int i = 0; i < 50; ++i)
  {
    const double r = Norm(FrameAt(ring, ring->GetLength() * i / 50).C);
    CHECK(std::abs(r - shrunk) < 1e-3, "smoothed circle has radius " << r << ", not " << shrunk);
  }
}

/** On a closed curve the frame comes back, and the missing turn is spread evenly. */
void TestClosedCurves()
{
  const ClosedForm knot = TorusKnot();
  const std::vector<Vec> points = knot.Points(600);
  const auto curve = MakePolyline(points);
  vtkNew<vtkDoubleArray> array;
  array->SetName("Normals");
  array->SetNumberOfComponents(3);
  for (const Vec& p : points)
  {
    const Vec axis = Vec{ p[0], p[1], 0.0 } * (40.0 / std::hypot(p[0], p[1]));
    const Vec out = p - axis;
    array->InsertNextTuple(out.v);
  }
  curve->GetPointData()->AddArray(array);
  for (int type = vtkMovingFrame::RotationMinimizing; type <= vtkMovingFrame::FromArray; ++type)
  {
    vtkNew<vtkMovingFrame> model;
    model->SetFrameType(type);
    CHECK(
      model->Build(curve) && model->IsClosed(), "no closed curve: " << model->GetErrorMessage());
    const Frame a = FrameAt(model, 0.0);
    const Frame b = FrameAt(model, model->GetLength());
    const double apart =
      std::max({ Norm(a.C - b.C), Norm(a.N - b.N), Norm(a.B - b.B), Norm(a.T - b.T) });
    CheckBelow(apart, 1e-9, "closed curve, frame type " + std::to_string(type) + ", 0 against L");
    CHECK(LargestStep(model, 20000) < 1.0, "frame type " << type << " jumps on a closed curve");
    // around again
    const Frame c = FrameAt(model, 12.5);
    const Frame d = FrameAt(model, 12.5 + model->GetLength());
    const Frame e = FrameAt(model, 12.5 - model->GetLength());
    CHECK(Norm(c.C - d.C) + Norm(c.N - d.N) + Norm(c.C - e.C) + Norm(c.N - e.N) < 1e-9,
      "frame type " << type << " is not periodic");
  }
  // The turn about T a length, from differences of the frame, is the same everywhere, not zero.
  vtkNew<vtkMovingFrame> model;
  model->Build(curve);
  double lowest = 1e9;
  double highest = -1e9;
  const double step = 1e-3;
  for (int i = 0; i < 200; ++i)
  {
    const double s = model->GetLength() * (i + 0.37) / 200;
    const Frame a = FrameAt(model, s - step);
    const Frame m = FrameAt(model, s);
    const Frame b = FrameAt(model, s + step);
    const double twist = Dot(b.N - a.N, m.B) / (2.0 * step);
    lowest = std::min(lowest, twist);
    highest = std::max(highest, twist);
  }
  const double total = AngleAbout(knot.Tangent(0.0),
    RotationMinimizingNormals(knot, FrameAt(model, 0.0).N, 20000).back(), FrameAt(model, 0.0).N);
  std::cout << "torus knot, closing turn " << total * Degrees << " degrees; per length " << lowest
            << " to " << highest << "\n";
  CHECK(std::abs(total) > 0.1, "this curve should not close by itself");
  CheckBelow(std::abs(lowest / (total / knot.Length()) - 1.0), 1e-4, "closing turn, lowest");
  CheckBelow(std::abs(highest / (total / knot.Length()) - 1.0), 1e-4, "closing turn, highest");
}

/** Lines are counted; loose segments, in any order and either way around, are joined first. */
void TestSelectingALine()
{
  vtkNew<vtkPolyData> curves;
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  const double lengths[3] = { 10.0, 20.0, 30.0 };
  for (const double length : lengths)
  {
    lines->InsertNextCell(4);
    for (int i = 0; i < 4; ++i)
    {
      lines->InsertCellPoint(points->InsertNextPoint(length * i / 3.0, length, 0.0));
    }
  }
  curves->SetPoints(points);
  curves->SetLines(lines);
  vtkNew<vtkMovingFrame> model;
  for (int i = 0; i < 3; ++i)
  {
    model->SetCurveIndex(i);
    CHECK(model->Build(curves) && std::abs(model->GetLength() - lengths[i]) < 1e-5,
      "line " << i << " is not the one of length " << lengths[i]);
  }
  for (const int wrong : { 3, -1 })
  {
    model->SetCurveIndex(wrong);
    CHECK(!model->Build(curves) &&
        model->GetErrorMessage().find("the curve has 3 lines") != std::string::npos,
      "CurveIndex " << wrong << " gave: " << model->GetErrorMessage());
  }

  // the segments of one helix, shuffled and turned around
  const std::vector<Vec> helix = Helix(20.0, 10.0, 1.0).Points(90);
  vtkNew<vtkPolyData> loose;
  vtkNew<vtkPoints> loosePoints;
  loosePoints->SetDataTypeToDouble();
  for (const Vec& p : helix)
  {
    loosePoints->InsertNextPoint(p.v);
  }
  std::vector<vtkIdType> order;
  for (vtkIdType i = 0; i < 90; ++i)
  {
    order.push_back(i);
  }
  std::mt19937 random(3);
  std::shuffle(order.begin(), order.end(), random);
  vtkNew<vtkCellArray> segments;
  for (const vtkIdType i : order)
  {
    const bool turned = random() % 2 == 1;
    const vtkIdType ids[2] = { turned ? i + 1 : i, turned ? i : i + 1 };
    segments->InsertNextCell(2, ids);
  }
  loose->SetPoints(loosePoints);
  loose->SetLines(segments);
  vtkNew<vtkMovingFrame> whole;
  Build(whole, helix);
  vtkNew<vtkMovingFrame> joined;
  CHECK(joined->Build(loose), "loose segments refused: " << joined->GetErrorMessage());
  CHECK(std::abs(joined->GetLength() - whole->GetLength()) < 1e-9,
    "joined segments are " << joined->GetLength() << " long, not " << whole->GetLength());
  for (int i = 0; i <= 100; ++i)
  {
    // either end may be the first
    const double s = whole->GetLength() * i / 100;
    const Vec c = FrameAt(whole, s).C;
    const double apart =
      std::min(Norm(FrameAt(joined, s).C - c), Norm(FrameAt(joined, whole->GetLength() - s).C - c));
    CHECK(apart < 1e-9, "joined segments are " << apart << " away");
  }
}

/** As long as there is no curve every number is none, and nothing crashes. */
void TestWithoutACurve()
{
  vtkNew<vtkMovingFrame> none;
  const double place[3] = { 1, 2, 3 };
  const auto isNone = [](const double* numbers, int count)
  { return std::all_of(numbers, numbers + count, [](double x) { return std::isnan(x); }); };
  double c[3];
  double n[3];
  double b[3];
  double t[3];
  none->EvaluatePosition(1.0, c);
  CHECK(isNone(c, 3), "a point without a curve");
  none->EvaluateFrame(1.0, c, n, b, t);
  CHECK(isNone(c, 3) && isNone(n, 3) && isNone(b, 3) && isNone(t, 3), "a frame without a curve");
  double derivative[3][3];
  none->StraightenedToWorld(place, c);
  none->StraightenedToWorld(place, n, derivative);
  CHECK(isNone(c, 3) && isNone(n, 3) && isNone(derivative[0], 9), "a map without a curve");
  none->WorldToStraightened(place, c);
  CHECK(isNone(c, 3) && !none->IsOwned(place), "an inverse without a curve");
  CHECK(std::isnan(none->EvaluateCurvature(1.0)) && std::isnan(none->EvaluateTorsion(1.0)),
    "curvature without a curve");
  CHECK(none->GetLength() == 0.0 && !none->IsClosed(), "a length without a curve");
}
}

int TestMovingFrameTypes(int, char*[])
{
  TestWithoutACurve();
  TestFixedUp();
  TestFixedUpAlongTheCurve();
  TestFrenet();
  TestFromArray();
  TestFromArrayWhenSmoothed();
  TestRotationAngle();
  TestSmoothing();
  TestClosedCurves();
  TestSelectingALine();
  return Verdict();
}
