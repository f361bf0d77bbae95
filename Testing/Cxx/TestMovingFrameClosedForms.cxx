// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Curve, tangent, rotation-minimizing frame and arc length agree with closed forms, and approach
// them with the step of the points as cubic splines do.

#include "TestCurves.h"

using namespace testcurves;

namespace
{
/** The helix of radius 20 and pitch 2 pi 10, two turns, 281 long, with points at different steps.
 */
void TestHelix()
{
  const ClosedForm helix = Helix(20.0, 10.0, 2.0);
  const double w = std::sqrt(500.0);
  const double length = 4.0 * Pi * w;
  std::vector<Deviation> deviations;
  std::vector<double> lengthErrors;
  const std::vector<double> steps = { 4.0, 2.0, 1.0, 0.5 };
  for (const double step : steps)
  {
    const int spans = static_cast<int>(std::round(length / step));
    vtkNew<vtkMovingFrame> model;
    Build(model, helix.Points(spans));
    deviations.push_back(Compare(model, helix, 20.0));
    lengthErrors.push_back(std::abs(model->GetLength() - length));
    const Deviation& d = deviations.back();
    std::cout << "helix, step " << step << ": tilt inside " << d.TiltInside << ", at the ends "
              << d.TiltAtEnds << ", twist " << d.Twist << " degrees, distance " << d.Distance
              << ", length " << lengthErrors.back() << "\n";
    CHECK(d.Orthonormality < 1e-12, "frame is orthonormal only to " << d.Orthonormality);

    // The closed form of the same frame: against the Frenet frame it turns by minus the torsion.
    double worst = 0.0;
    const Vec first = FrameAt(model, 0.0).N;
    const auto rotated = [&](double s, double angle)
    {
      const double t = s / w;
      const Vec normal{ -std::cos(t), -std::sin(t), 0.0 };
      const Vec binormal = Cross(helix.Tangent(t), normal);
      return normal * std::cos(angle) + binormal * std::sin(angle);
    };
    const double start = AngleAbout(helix.Tangent(0.0), rotated(0.0, 0.0), first);
    for (int i = 0; i <= 1000; ++i)
    {
      const double s = length * i / 1000;
      const Frame f = FrameAt(model, std::min(s, model->GetLength()));
      const Vec expected = rotated(s, start - 10.0 / 500.0 * s);
      worst = std::max(worst, std::abs(AngleAbout(f.T, expected, f.N)) * Degrees);
    }
    if (step == 1.0)
    {
      CheckBelow(worst, 1e-4, "helix at 1 mm, twist against the closed form, degrees");
    }
    CHECK(std::abs(worst - d.Twist) < 0.02 * d.Twist,
      "two oracles of the twist differ: " << worst << " and " << d.Twist);
  }
  CheckBelow(deviations[2].TiltInside, 1e-4, "helix at 1 mm, tilt inside, degrees");
  CheckBelow(deviations[2].TiltAtEnds, 1e-3, "helix at 1 mm, tilt at the ends, degrees");
  CheckBelow(deviations[2].Twist, 1e-4, "helix at 1 mm, twist, degrees");
  for (std::size_t i = 1; i < steps.size(); ++i)
  {
    const auto order = [&](double coarse, double fine) { return std::log2(coarse / fine); };
    const Deviation& a = deviations[i - 1];
    const Deviation& b = deviations[i];
    const double inside = order(a.TiltInside, b.TiltInside);
    const double ends = order(a.TiltAtEnds, b.TiltAtEnds);
    const double twist = order(a.Twist, b.Twist);
    const double distance = order(a.Distance, b.Distance);
    const double arc = order(lengthErrors[i - 1], lengthErrors[i]);
    std::cout << "helix, from step " << steps[i - 1] << " to " << steps[i]
              << ", orders: tilt inside " << inside << ", at the ends " << ends << ", twist "
              << twist << ", distance " << distance << ", length " << arc << "\n";
    CHECK(inside > 2.8, "tilt inside falls with order " << inside << ", 3 expected");
    CHECK(ends > 2.7, "tilt at the ends falls with order " << ends << ", 3 expected");
    CHECK(twist > 3.7, "twist falls with order " << twist << ", 4 expected");
    CHECK(distance > 3.7, "distance falls with order " << distance << ", 4 expected");
    CHECK(arc > 3.7, "error of the length falls with order " << arc << ", 4 expected");
  }
}

void TestCircle()
{
  const double r = 40.0;
  const ClosedForm circle = Circle(r);
  for (const int spans : { 60, 4000 })
  {
    vtkNew<vtkMovingFrame> model;
    Build(model, circle.Points(spans));
    CHECK(model->IsClosed(), "a circle is closed");
    const double error = std::abs(model->GetLength() / (2.0 * Pi * r) - 1.0);
    // The spline's own length differs by the fourth power of the step.
    const double step = 2.0 * Pi / spans;
    CheckBelow(error, spans == 4000 ? 1e-9 : 0.01 * std::pow(step, 4.0),
      "circle of " + std::to_string(spans) + " points, relative error of the length");
    const Deviation d = Compare(model, circle, 0.0);
    // An even fourth-order spline: the tilt is of the third order, the plane is kept exactly.
    CheckBelow(d.TiltInside, 0.05 * std::pow(step, 3.0) * Degrees + 1e-12, "circle, tilt, degrees");
    CheckBelow(d.Twist, 1e-6, "circle, twist, degrees");
    CHECK(d.Orthonormality < 1e-12, "frame is orthonormal only to " << d.Orthonormality);
    const double out = FrameAt(model, 0.0).N[2];
    for (int i = 0; i <= 500; ++i)
    {
      const double s = model->GetLength() * i / 500;
      const Frame f = FrameAt(model, s);
      CHECK(std::abs(f.N[2] - out) < 1e-10,
        "N out of the circle's plane is " << f.N[2] << " at " << s << ", at 0 it is " << out);
      CHECK(std::abs(model->EvaluateCurvature(s) * r - 1.0) < 0.2 * step * step + 1e-9,
        "curvature is " << model->EvaluateCurvature(s) << " at " << s << ", 1/40 expected");
    }
  }
}

void TestTorusKnot()
{
  const ClosedForm knot = TorusKnot();
  std::vector<Deviation> deviations;
  for (const int spans : { 500, 1000, 2000 })
  {
    vtkNew<vtkMovingFrame> model;
    Build(model, knot.Points(spans));
    CHECK(model->IsClosed(), "a torus knot is closed");
    deviations.push_back(Compare(model, knot, 0.0, 8000));
    const Deviation& d = deviations.back();
    std::cout << "torus knot of " << spans << " points: tilt " << d.TiltInside << ", twist "
              << d.Twist << " degrees, distance " << d.Distance << ", relative error of the length "
              << std::abs(model->GetLength() / knot.Length() - 1.0) << "\n";
    CHECK(d.Orthonormality < 1e-12, "frame is orthonormal only to " << d.Orthonormality);
    CHECK(std::abs(model->GetLength() / knot.Length() - 1.0) < 1e-6, "length is wrong");
  }
  for (std::size_t i = 1; i < deviations.size(); ++i)
  {
    const double tilt = std::log2(deviations[i - 1].TiltInside / deviations[i].TiltInside);
    const double twist = std::log2(deviations[i - 1].Twist / deviations[i].Twist);
    CHECK(tilt > 2.8, "tilt on the torus knot falls with order " << tilt << ", 3 expected");
    CHECK(twist > 3.6, "twist on the torus knot falls with order " << twist << ", 4 expected");
  }
  CheckBelow(deviations[1].Twist, 1e-3, "torus knot, twist, degrees");
}

/** Lines in every direction, of two points and of many, with the promised first normal. */
void TestStraightLines()
{
  const double a = std::sqrt(1.0 / 3.0);
  const std::vector<Vec> directions = { { 1, 0, 0 }, { -1, 0, 0 }, { 0, 1, 0 }, { 0, -1, 0 },
    { 0, 0, 1 }, { 0, 0, -1 }, { a, a, a }, Unit({ 1, -2, 0.5 }) };
  const Vec start{ 5.0, -7.0, 11.0 };
  const double length = 60.0;
  double worst = 0.0;
  for (const Vec& t : directions)
  {
    // the axis after the one that is nearest to the tangent, made perpendicular
    int along = 0;
    for (int axis = 1; axis < 3; ++axis)
    {
      along = std::abs(t[axis]) > std::abs(t[along]) ? axis : along;
    }
    Vec n{ 0, 0, 0 };
    n[(along + 1) % 3] = 1.0;
    n = Unit(n - t * Dot(n, t));
    const bool tie = t[0] == t[1]; // then rounding decides
    for (const int spans : { 1, 2, 3, 4, 31 })
    {
      std::vector<Vec> points;
      for (int i = 0; i <= spans; ++i)
      {
        points.push_back(start + t * (length * i / spans));
      }
      vtkNew<vtkMovingFrame> model;
      Build(model, points);
      CHECK(std::abs(model->GetLength() - length) < 1e-12 * length,
        "length is " << model->GetLength() << ", " << length << " expected");
      // also beyond both ends, where the line goes on
      for (const double s : { -13.0, 0.0, 1.7, 29.0, 59.9, length, 75.0 })
      {
        const Frame f = FrameAt(model, s);
        worst = std::max({ worst, Norm(f.C - (start + t * s)) / length, Norm(f.T - t),
          tie ? 0.0 : Norm(f.N - n), OrthonormalityError(f) });
        CHECK(std::abs(model->EvaluateCurvature(s)) < 1e-12, "a line has no curvature");
      }
    }
  }
  CheckBelow(worst, 1e-12, "straight lines, position and frame");
}

/** Three points are a parabola: with equal chords y = k x^2, whose length is known. */
void TestParabola()
{
  for (const double height : { 1.0, 10.0, 50.0 })
  {
    const double half = 30.0;
    const double k = height / (half * half);
    vtkNew<vtkMovingFrame> model;
    Build(model, { { -half, height, 3.0 }, { 0.0, 0.0, 3.0 }, { half, height, 3.0 } });
    const double x = 2.0 * k * half;
    const double length = (x * std::sqrt(1.0 + x * x) + std::asinh(x)) / (2.0 * k);
    CheckBelow(std::abs(model->GetLength() / length - 1.0), 1e-10,
      "parabola, height " + std::to_string(height) + ", relative error of the length");
    double tilt = 0.0;
    double position = 0.0;
    double arc = 0.0;
    double plane = 0.0;
    const double out = FrameAt(model, 0.0).N[2];
    for (int i = 0; i <= 300; ++i)
    {
      const double s = length * i / 300;
      const Frame f = FrameAt(model, std::min(s, model->GetLength()));
      position = std::max(position, std::abs(f.C[1] - k * f.C[0] * f.C[0]));
      tilt = std::max(tilt, AngleBetween(f.T, { 1.0, 2.0 * k * f.C[0], 0.0 }) * Degrees);
      const double u = 2.0 * k * f.C[0];
      arc = std::max(
        arc, std::abs((u * std::sqrt(1.0 + u * u) + std::asinh(u)) / (4.0 * k) + 0.5 * length - s));
      plane = std::max(plane, std::abs(f.N[2] - out));
      CHECK(OrthonormalityError(f) < 1e-12, "frame is not orthonormal");
    }
    CheckBelow(position, 1e-12 * half, "parabola, distance");
    CheckBelow(tilt, 1e-9, "parabola, tilt, degrees");
    CheckBelow(arc, 1e-9 * length, "parabola, arc length of a point");
    CheckBelow(plane, 1e-10, "parabola, N against its plane");
  }
  // Three points with unequal chords: the parabola in the chord length, by Lagrange's formula.
  const Vec p[3] = { { 1, 2, 3 }, { 8, -4, 5 }, { 9, 3, 20 } };
  const double u[3] = { 0.0, Norm(p[1] - p[0]), Norm(p[1] - p[0]) + Norm(p[2] - p[1]) };
  vtkNew<vtkMovingFrame> model;
  Build(model, { p[0], p[1], p[2] });
  for (int i = 0; i <= 100; ++i)
  {
    const double v = u[2] * i / 100;
    Vec c{ 0, 0, 0 };
    for (int a = 0; a < 3; ++a)
    {
      const int b = (a + 1) % 3;
      const int d = (a + 2) % 3;
      c = c + p[a] * ((v - u[b]) * (v - u[d]) / ((u[a] - u[b]) * (u[a] - u[d])));
    }
    double xys[3];
    model->WorldToStraightened(c.v, xys);
    CHECK(std::hypot(xys[0], xys[1]) < 1e-12 * u[2],
      "the parabola is left by " << std::hypot(xys[0], xys[1]));
  }
}

/** Points that repeat change nothing, to the last bit. */
void TestRepeatedPoints()
{
  const std::vector<Vec> once = Helix(20.0, 10.0, 1.0).Points(40);
  std::vector<Vec> often;
  for (std::size_t i = 0; i < once.size(); ++i)
  {
    for (std::size_t n = 0; n <= i % 4; ++n)
    {
      often.push_back(once[i]);
    }
  }
  often.insert(often.begin(), 3, once.front());
  often.insert(often.end(), 2, once.back());
  vtkNew<vtkMovingFrame> a;
  vtkNew<vtkMovingFrame> b;
  Build(a, once);
  Build(b, often);
  CHECK(a->GetLength() == b->GetLength(), "repeated points change the length");
  for (int i = 0; i <= 200; ++i)
  {
    double m[16];
    double n[16];
    a->EvaluateMatrix(a->GetLength() * i / 200, m);
    b->EvaluateMatrix(a->GetLength() * i / 200, n);
    CHECK(std::equal(m, m + 16, n), "repeated points change the frame at sample " << i);
  }
  // also where a closed curve closes
  std::vector<Vec> ring = Circle(10.0).Points(24);
  vtkNew<vtkMovingFrame> c;
  Build(c, ring);
  ring.push_back(ring.back());
  ring.insert(ring.begin(), ring.front());
  vtkNew<vtkMovingFrame> d;
  Build(d, ring);
  CHECK(d->IsClosed() && c->GetLength() == d->GetLength(), "repeated points change a closed curve");
}

/** Inflections do not disturb the frame: in a plane, N keeps its angle to it. */
void TestInflection()
{
  const ClosedForm sine = Sine(20.0, 100.0, 2.0);
  vtkNew<vtkMovingFrame> model;
  Build(model, sine.Points(300));
  const Deviation d = Compare(model, sine, 15.0);
  CheckBelow(d.TiltInside, 2e-3, "sine, tilt inside, degrees");
  CheckBelow(d.TiltAtEnds, 2e-2, "sine, tilt at the ends, degrees");
  CheckBelow(d.Twist, 1e-7, "sine, twist, degrees");
  CheckBelow(d.Orthonormality, 1e-12, "sine, orthonormality");
  CheckBelow(std::abs(model->GetLength() / sine.Length() - 1.0), 1e-6, "sine, length");
}

/** Two quarter circles with a straight stretch of 60 between them, in a tilted plane. */
void TestStraightStretch()
{
  const Vec e1 = Unit({ 1, 2, 2 });
  const Vec e2 = Unit(Cross({ 0, 0, 1 }, e1));
  const Vec out = Cross(e1, e2);
  const double r = 30.0;
  std::vector<Vec> points;
  const auto place = [&](double x, double y) { return e1 * x + e2 * y + Vec{ 10, 20, 30 }; };
  for (int i = 0; i < 47; ++i)
  {
    const double a = 0.5 * Pi * (1.0 - i / 47.0);
    points.push_back(place(-r * std::sin(a), r * (1.0 - std::cos(a))));
  }
  for (int i = 0; i < 60; ++i)
  {
    points.push_back(place(i, 0.0));
  }
  for (int i = 0; i <= 47; ++i)
  {
    const double a = 0.5 * Pi * i / 47.0;
    points.push_back(place(60.0 + r * std::sin(a), r * (1.0 - std::cos(a))));
  }
  vtkNew<vtkMovingFrame> model;
  Build(model, points);
  const double length = Pi * r + 60.0;
  CheckBelow(
    std::abs(model->GetLength() / length - 1.0), 1e-5, "straight stretch, error of the length");
  const double across = Dot(FrameAt(model, 0.0).N, out);
  double plane = 0.0;
  double tilt = 0.0;
  for (int i = 0; i <= 1000; ++i)
  {
    const double s = model->GetLength() * i / 1000;
    const Frame f = FrameAt(model, s);
    plane = std::max(plane, std::abs(Dot(f.N, out) - across));
    CHECK(OrthonormalityError(f) < 1e-12, "frame is not orthonormal");
    // the spline forgets the jump of the curvature by a factor of 3.7 a point
    if (s > 0.5 * Pi * r + 20.0 && s < 0.5 * Pi * r + 40.0)
    {
      tilt = std::max(tilt, AngleBetween(f.T, e1) * Degrees);
    }
  }
  CheckBelow(plane, 1e-7, "straight stretch, N against the plane");
  CheckBelow(tilt, 1e-9, "straight stretch, tilt in its middle, degrees");
}

/** s is arc length: the chords of fine samples add up to differences of s. */
void TestArcLengthOfTheSpline()
{
  vtkNew<vtkMovingFrame> model;
  Build(model, TorusKnot().Points(40)); // coarse: far from the knot, but a curve all the same
  const double length = model->GetLength();
  const auto chords = [&](double from, double to, int n)
  {
    double sum = 0.0;
    Vec before = FrameAt(model, from).C;
    for (int i = 1; i <= n; ++i)
    {
      const Vec c = FrameAt(model, from + (to - from) * i / n).C;
      sum += Norm(c - before);
      before = c;
    }
    return sum;
  };
  double worst = 0.0;
  for (const auto& part : std::vector<std::pair<double, double>>{
         { 0.0, 1.0 }, { 0.1, 0.6 }, { 0.333, 0.334 }, { 0.9, 1.0 } })
  {
    const double from = part.first * length;
    const double to = part.second * length;
    // chords are short by the square of their length; Romberg's table takes that out
    const double a = chords(from, to, 2000);
    const double b = chords(from, to, 4000);
    worst = std::max(worst, std::abs((4.0 * b - a) / 3.0 - (to - from)) / length);
  }
  CheckBelow(worst, 1e-9, "arc length of the spline against its chords, relative");
}
}

int TestMovingFrameClosedForms(int, char*[])
{
  TestHelix();
  TestCircle();
  TestTorusKnot();
  TestStraightLines();
  TestParabola();
  TestRepeatedPoints();
  TestInflection();
  TestStraightStretch();
  TestArcLengthOfTheSpline();
  return Verdict();
}
