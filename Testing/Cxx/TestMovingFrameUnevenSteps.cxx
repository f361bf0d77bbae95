// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Very uneven steps, 1 to 100, on a smooth curve make no loops, not at the ends either.

#include "TestCurves.h"

#include <random>

using namespace testcurves;

namespace
{
/** Points of the closed form at parameters whose steps have the given proportions. */
std::vector<Vec> PointsAt(const ClosedForm& f, const std::vector<double>& steps)
{
  double sum = 0.0;
  for (const double step : steps)
  {
    sum += step;
  }
  std::vector<Vec> points{ f.C(f.T0) };
  double t = 0.0;
  for (const double step : steps)
  {
    t += step;
    points.push_back(f.C(f.T0 + (f.T1 - f.T0) * t / sum));
  }
  return points;
}

struct Worst
{
  double Length = 0.0;
  double Chord = 0.0;
  double Distance = 0.0;
};

void Check(
  const ClosedForm& f, const std::vector<double>& steps, const std::string& what, Worst& worst)
{
  const std::vector<Vec> points = PointsAt(f, steps);
  vtkNew<vtkMovingFrame> model;
  if (!Build(model, points))
  {
    return;
  }
  const double length = std::abs(model->GetLength() / f.Length() - 1.0);
  worst.Length = std::max(worst.Length, length);
  CHECK(length < 0.01,
    what << " on the " << f.Name << ": length " << model->GetLength() << ", not " << f.Length());
  double s = 0.0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
  {
    const Vec chord = points[i + 1] - points[i];
    double xys[3];
    model->WorldToStraightened(points[i + 1].v, xys);
    const double next = f.Closed && i + 2 == points.size() ? model->GetLength() : xys[2];
    CHECK(next > s, what << " on the " << f.Name << ": point " << i + 1 << " is not after " << i);
    for (int n = 0; n <= 20; ++n)
    {
      const Frame frame = FrameAt(model, s + (next - s) * n / 20);
      const double angle = AngleBetween(frame.T, chord) * Degrees;
      worst.Chord = std::max(worst.Chord, angle);
      CHECK(angle < 90.0,
        what << " on the " << f.Name << ": tangent and chord of span " << i << " of "
             << points.size() - 1 << " are " << angle << " degrees apart");
      CHECK(OrthonormalityError(frame) < 1e-12, "frame is not orthonormal");
      double nearest = 1e99;
      for (int k = 0; k <= 200; ++k)
      {
        const double t = f.T0 + (f.T1 - f.T0) * k / 200;
        nearest = std::min(nearest, Norm(f.C(f.Closest(frame.C, t)) - frame.C));
        if (nearest < 0.5)
        {
          break;
        }
      }
      worst.Distance = std::max(worst.Distance, nearest > 0.5 ? nearest : 0.0);
    }
    s = next;
  }
}
}

int TestMovingFrameUnevenSteps(int, char*[])
{
  std::vector<std::pair<std::string, std::vector<double>>> patterns;
  std::vector<double> steps;
  for (int i = 0; i < 40; ++i)
  {
    steps.push_back(i % 2 ? 1.0 : 100.0);
  }
  patterns.emplace_back("alternating, long first", steps);
  std::rotate(steps.begin(), steps.begin() + 1, steps.end());
  patterns.emplace_back("alternating, short first", steps);
  for (const int position : { 0, 1, 2, 20, 38, 39 })
  {
    steps.assign(40, 1.0);
    steps[static_cast<std::size_t>(position)] = 100.0;
    // the rest is so short that the long step would be most of the curve: fill up with long ones
    steps.insert(steps.begin() + 20, 20, 30.0);
    patterns.emplace_back("one long at " + std::to_string(position), steps);
    steps.assign(40, 100.0);
    steps[static_cast<std::size_t>(position)] = 1.0;
    patterns.emplace_back("one short at " + std::to_string(position), steps);
  }
  steps.assign(40, 100.0);
  for (const std::size_t i : { 1, 2, 3, 36, 37, 38 })
  {
    steps[i] = 1.0;
  }
  patterns.emplace_back("long ends, short neighbours", steps);
  steps.clear();
  for (int i = 0; i < 100; ++i)
  {
    steps.push_back(std::pow(100.0, i / 99.0));
  }
  patterns.emplace_back("growing", steps);
  std::reverse(steps.begin(), steps.end());
  patterns.emplace_back("shrinking", steps);
  std::mt19937 random(7);
  std::uniform_real_distribution<double> exponent(0.0, 2.0);
  for (int n = 0; n < 20; ++n)
  {
    steps.clear();
    for (int i = 0; i < 80; ++i)
    {
      steps.push_back(std::pow(10.0, exponent(random)));
    }
    patterns.emplace_back("random " + std::to_string(n), steps);
  }

  Worst worst;
  for (const auto& pattern : patterns)
  {
    Check(Helix(20.0, 10.0, 1.0), pattern.second, pattern.first, worst);
    Check(Sine(15.0, 120.0, 1.0), pattern.second, pattern.first, worst);
    Check(Circle(30.0), pattern.second, pattern.first, worst);
  }
  CheckBelow(worst.Length, 0.01, "uneven steps, relative error of the length");
  CheckBelow(worst.Chord, 90.0, "uneven steps, tangent against chord, degrees");
  CheckBelow(worst.Distance, 1.0, "uneven steps, distance from the curve");

  // The same at the ends with a kink of the points, as clicking by hand leaves: the spline may
  // bulge, but the length stays in proportion.
  for (const double ratio : { 1.0, 10.0, 100.0 })
  {
    vtkNew<vtkMovingFrame> model;
    const std::vector<Vec> points = { { -ratio, 0, 0 }, { 0, 0, 0 }, { 1, 0.2, 0 }, { 2, 0, 0 },
      { 2 + ratio, 0, 0 } };
    if (Build(model, points))
    {
      double polyline = 0.0;
      for (std::size_t i = 1; i < points.size(); ++i)
      {
        polyline += Norm(points[i] - points[i - 1]);
      }
      CHECK(model->GetLength() < 1.1 * polyline,
        "a kink between long ends: curve " << model->GetLength() << ", polyline " << polyline);
    }
  }

  // A sharp corner is a curve, too, wherever it lies: rounding of large coordinates is no reason to
  // refuse it.
  for (const double place : { 0.0, 30.0, 1000.0, 1e6 })
  {
    for (const double degrees : { 45.0, 90.0, 150.0, 170.0, 179.0 })
    {
      const double angle = degrees / Degrees;
      std::vector<Vec> points;
      for (int i = -20; i <= 20; ++i)
      {
        const Vec ahead{ std::cos(angle), std::sin(angle), 0.0 };
        points.push_back(
          Vec{ place, place, place } + (i < 0 ? Vec{ double(i), 0, 0 } : ahead * double(i)));
      }
      vtkNew<vtkMovingFrame> model;
      if (Build(model, points))
      {
        const double length = model->GetLength();
        CHECK(length > 40.0 && length < 43.0,
          "a corner of " << degrees << " degrees at " << place << ": length " << length);
        double worstFrame = 0.0;
        for (int i = 0; i <= 1000; ++i)
        {
          worstFrame =
            std::max(worstFrame, OrthonormalityError(FrameAt(model, length * i / 1000.0)));
        }
        CHECK(
          worstFrame < 1e-14, "a corner of " << degrees << " degrees: frame off by " << worstFrame);
      }
    }
  }
  return Verdict();
}
