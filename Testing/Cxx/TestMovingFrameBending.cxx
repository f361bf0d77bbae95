// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Chord, tortuosity, total and largest curvature of curves whose own are known in closed form.

#include "TestCurves.h"

#include <limits>

using namespace testcurves;

namespace
{
constexpr double Infinity = std::numeric_limits<double>::infinity();

struct Numbers
{
  double Chord, Tortuosity, Total, Largest;
};

/** `share` is how far off they may be, of themselves. */
void Check(vtkMovingFrame* model, const Numbers& expected, double share, double shareOfLargest,
  const std::string& name)
{
  const auto near = [&](double got, double value, double limit, const char* what)
  {
    const bool same = got == value; // infinite ones
    CHECK(same || std::abs(got - value) <= limit * std::max(std::abs(value), 1e-12),
      name << ": " << what << " is " << got << ", expected " << value << " within " << limit);
  };
  near(model->GetChord(), expected.Chord, share, "chord");
  near(model->GetTortuosity(), expected.Tortuosity, share, "tortuosity");
  near(model->GetTotalCurvature(), expected.Total, share, "total curvature");
  near(model->GetLargestCurvature(), expected.Largest, shareOfLargest, "largest curvature");
  // nowhere is it larger, and where it is said to be it is
  const double where = model->GetLargestCurvatureArcLength();
  near(model->EvaluateCurvature(where), model->GetLargestCurvature(), 1e-9, "curvature there");
  double most = 0.0;
  for (int i = 0; i <= 20000; ++i)
  {
    most = std::max(most, model->EvaluateCurvature(model->GetLength() * i / 20000));
  }
  CHECK(most <= model->GetLargestCurvature() * (1.0 + 1e-9),
    name << ": curvature " << most << " is larger than the largest, "
         << model->GetLargestCurvature());
}
}

int TestMovingFrameBending(int, char*[])
{
  vtkNew<vtkMovingFrame> model;
  CHECK(model->GetChord() == 0.0 && std::isnan(model->GetTortuosity()) &&
      std::isnan(model->GetTotalCurvature()) && std::isnan(model->GetLargestCurvature()) &&
      std::isnan(model->GetLargestCurvatureArcLength()),
    "there are numbers without a curve");

  Build(model, { { 1, 2, 3 }, { 4, 6, 15 } });
  Check(model, { 13.0, 1.0, 0.0, 0.0 }, 1e-12, 1e-12, "line");

  // y = x^2 through three points is a parabola exactly: the tangent turns from -2 to 2
  Build(model, { { -1, 1, 0 }, { 0, 0, 0 }, { 1, 1, 0 } });
  const double arc = std::sqrt(5.0) + 0.5 * std::asinh(2.0);
  Check(model, { 2.0, arc / 2.0, 2.0 * std::atan(2.0), 2.0 }, 1e-9, 1e-9, "parabola");
  CHECK(std::abs(model->GetLargestCurvatureArcLength() - 0.5 * arc) < 1e-6,
    "the vertex of a parabola is at " << model->GetLargestCurvatureArcLength());

  // a sharp one: steep arms, all of the bend in a tenth of its width
  Build(model, { { -1, 20, 0 }, { 0, 0, 0 }, { 1, 20, 0 } });
  const double sharp = std::sqrt(1601.0) + std::asinh(40.0) / 40.0;
  Check(model, { 2.0, sharp / 2.0, 2.0 * std::atan(40.0), 40.0 }, 1e-9, 1e-9, "sharp parabola");

  const double turn = std::sqrt(20.0 * 20.0 + 10.0 * 10.0);
  Build(model, Helix(20.0, 10.0, 2.0).Points(600));
  Check(model,
    { 40.0 * Pi, turn / 10.0, 20.0 / (turn * turn) * 4.0 * Pi * turn, 20.0 / (turn * turn) }, 1e-6,
    2e-3, "helix");

  ClosedForm half = Circle(30.0);
  half.T1 = Pi;
  half.Closed = false;
  Build(model, half.Points(300));
  Check(model, { 60.0, 0.5 * Pi, Pi, 1.0 / 30.0 }, 1e-6, 2e-3, "half a circle");

  Build(model, Circle(30.0).Points(400));
  Check(model, { 0.0, Infinity, 2.0 * Pi, 1.0 / 30.0 }, 1e-6, 1e-4, "circle");

  // inflections, where the curvature has a kink: from slope a to -a and back
  const double amplitude = 10.0;
  const double period = 50.0;
  const double slope = amplitude * 2.0 * Pi / period;
  const ClosedForm sine = Sine(amplitude, period, 3.0);
  Build(model, sine.Points(3000));
  Check(model,
    { 3.0 * period, sine.Length() / (3.0 * period), 3.0 * 4.0 * std::atan(slope),
      slope * 2.0 * Pi / period },
    1e-5, 1e-3, "sine");
  return Verdict();
}
