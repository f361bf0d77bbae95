// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the tests share: checks that say what was expected and what came, curves in closed form, and
 * oracles made from these alone.
 */
#ifndef TestCurves_h
#define TestCurves_h

#include "vtkCellArray.h"
#include "vtkMovingFrame.h"
#include "vtkNew.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

namespace testcurves
{
//------------------------------------------------------------------------------
// Checks

/** How many checks of this test have failed. */
inline int& Failures()
{
  static int failures = 0;
  return failures;
}

/** What a test returns. */
inline int Verdict()
{
  if (Failures() > 0)
  {
    std::cout << Failures() << " checks failed\n";
  }
  return Failures() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// The text is streamed: CHECK(n == 3, "3 points expected, got " << n). A test that goes wrong for
// every voxel says so a few times only.
#define CHECK(condition, text)                                                                     \
  do                                                                                               \
  {                                                                                                \
    if (!(condition) && ++testcurves::Failures() <= 50)                                            \
    {                                                                                              \
      std::cout << __FILE__ << ":" << __LINE__ << ": " << text << "\n";                            \
    }                                                                                              \
  } while (false)

/** Print a figure, and fail when it is not below the limit (or not a number). */
inline void CheckBelow(double value, double limit, const std::string& what)
{
  std::cout << what << ": " << value << " (limit " << limit << ")\n";
  CHECK(value < limit, what << " is " << value << ", expected below " << limit);
}

//------------------------------------------------------------------------------
// Vectors

constexpr double Pi = 3.14159265358979323846;
constexpr double Degrees = 180.0 / Pi;

struct Vec
{
  double v[3];
  double& operator[](int i) { return v[i]; }
  const double& operator[](int i) const { return v[i]; }
};

inline Vec operator+(const Vec& a, const Vec& b)
{
  return { a[0] + b[0], a[1] + b[1], a[2] + b[2] };
}
inline Vec operator-(const Vec& a, const Vec& b)
{
  return { a[0] - b[0], a[1] - b[1], a[2] - b[2] };
}
inline Vec operator*(const Vec& a, double f)
{
  return { a[0] * f, a[1] * f, a[2] * f };
}
inline double Dot(const Vec& a, const Vec& b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
inline Vec Cross(const Vec& a, const Vec& b)
{
  return { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
}
inline double Norm(const Vec& a)
{
  return std::sqrt(Dot(a, a));
}
inline Vec Unit(const Vec& a)
{
  return a * (1.0 / Norm(a));
}
/** The angle between two vectors, exact also when it is tiny. */
inline double AngleBetween(const Vec& a, const Vec& b)
{
  return std::atan2(Norm(Cross(a, b)), Dot(a, b));
}
/** The angle from a to b about the unit vector t, right-hand, in (-pi, pi]. */
inline double AngleAbout(const Vec& t, const Vec& a, const Vec& b)
{
  return std::atan2(Dot(t, Cross(a, b)), Dot(a, b) - Dot(a, t) * Dot(b, t));
}
/** `a` turned about the unit vector t, right-hand. */
inline Vec Turned(const Vec& a, const Vec& t, double angle)
{
  return a * std::cos(angle) + Cross(t, a) * std::sin(angle) +
    t * (Dot(a, t) * (1.0 - std::cos(angle)));
}

//------------------------------------------------------------------------------
// The model under test

struct Frame
{
  Vec C, N, B, T;
};

inline Frame FrameAt(vtkMovingFrame* model, double s)
{
  Frame f;
  model->EvaluateFrame(s, f.C.v, f.N.v, f.B.v, f.T.v);
  return f;
}

/** The largest deviation from orthonormal and right-handed, B = T x N. */
inline double OrthonormalityError(const Frame& f)
{
  const Vec b = Cross(f.T, f.N) - f.B;
  return std::max({ std::abs(Norm(f.T) - 1.0), std::abs(Norm(f.N) - 1.0), std::abs(Norm(f.B) - 1.0),
    std::abs(Dot(f.T, f.N)), std::abs(Dot(f.T, f.B)), std::abs(Dot(f.N, f.B)), Norm(b) });
}

inline vtkSmartPointer<vtkPolyData> MakePolyline(const std::vector<Vec>& points)
{
  auto curve = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> vtkpoints;
  vtkpoints->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell(static_cast<vtkIdType>(points.size()));
  for (const Vec& p : points)
  {
    lines->InsertCellPoint(vtkpoints->InsertNextPoint(p.v));
  }
  curve->SetPoints(vtkpoints);
  curve->SetLines(lines);
  return curve;
}

inline bool Build(vtkMovingFrame* model, const std::vector<Vec>& points)
{
  const auto curve = MakePolyline(points);
  const bool built = model->Build(curve);
  CHECK(built, "a curve was refused: " << model->GetErrorMessage());
  return built;
}

//------------------------------------------------------------------------------
// Curves in closed form

/** A curve C(t), t0 <= t <= t1, with its first two derivatives. */
struct ClosedForm
{
  std::string Name;
  std::function<Vec(double)> C;
  std::function<Vec(double)> D;
  std::function<Vec(double)> E;
  double T0 = 0.0;
  double T1 = 1.0;
  bool Closed = false;

  Vec Tangent(double t) const { return Unit(D(t)); }

  /** Simpson's rule for the length between two parameters. */
  double Length(double a, double b, int halves = 20) const
  {
    double sum = Norm(D(a)) + Norm(D(b));
    const double h = (b - a) / (2 * halves);
    for (int i = 1; i < 2 * halves; ++i)
    {
      sum += (i % 2 ? 4.0 : 2.0) * Norm(D(a + i * h));
    }
    return sum * h / 3.0;
  }
  double Length() const { return Length(T0, T1, 20000); }

  /** `spans` + 1 points, evenly spaced in the parameter; the last of a closed curve is the first.
   */
  std::vector<Vec> Points(int spans) const
  {
    std::vector<Vec> points;
    for (int i = 0; i <= spans; ++i)
    {
      points.push_back(C(T0 + (T1 - T0) * i / spans));
    }
    if (Closed)
    {
      points.back() = points.front();
    }
    return points;
  }

  /** The parameter of the point that is closest to p, near `t`. */
  double Closest(const Vec& p, double t) const
  {
    for (int i = 0; i < 20; ++i)
    {
      const Vec offset = C(t) - p;
      const Vec d = D(t);
      t -= Dot(offset, d) / (Dot(d, d) + Dot(offset, E(t)));
    }
    return t;
  }
};

inline ClosedForm Helix(double r, double c, double turns)
{
  ClosedForm f;
  f.Name = "helix";
  f.C = [=](double t) { return Vec{ r * std::cos(t), r * std::sin(t), c * t }; };
  f.D = [=](double t) { return Vec{ -r * std::sin(t), r * std::cos(t), c }; };
  f.E = [=](double t) { return Vec{ -r * std::cos(t), -r * std::sin(t), 0.0 }; };
  f.T1 = 2.0 * Pi * turns;
  return f;
}

inline ClosedForm Circle(double r)
{
  ClosedForm f = Helix(r, 0.0, 1.0);
  f.Name = "circle";
  f.Closed = true;
  return f;
}

/** The (2, 3) torus knot on a torus with radii 40 and 15: closed, and its frame comes back twisted.
 */
inline ClosedForm TorusKnot()
{
  ClosedForm f;
  f.Name = "torus knot";
  f.C = [](double t)
  {
    const double r = 40.0 + 15.0 * std::cos(3.0 * t);
    return Vec{ r * std::cos(2.0 * t), r * std::sin(2.0 * t), 15.0 * std::sin(3.0 * t) };
  };
  f.D = [](double t)
  {
    const double r = 40.0 + 15.0 * std::cos(3.0 * t);
    const double r1 = -45.0 * std::sin(3.0 * t);
    const double c = std::cos(2.0 * t);
    const double s = std::sin(2.0 * t);
    return Vec{ r1 * c - 2.0 * r * s, r1 * s + 2.0 * r * c, 45.0 * std::cos(3.0 * t) };
  };
  f.E = [](double t)
  {
    const double r = 40.0 + 15.0 * std::cos(3.0 * t);
    const double r1 = -45.0 * std::sin(3.0 * t);
    const double r2 = -135.0 * std::cos(3.0 * t);
    const double c = std::cos(2.0 * t);
    const double s = std::sin(2.0 * t);
    return Vec{ (r2 - 4.0 * r) * c - 4.0 * r1 * s, (r2 - 4.0 * r) * s + 4.0 * r1 * c,
      -135.0 * std::sin(3.0 * t) };
  };
  f.T1 = 2.0 * Pi;
  f.Closed = true;
  return f;
}

/** A sine in the plane z = 0, with inflections at every half period. */
inline ClosedForm Sine(double amplitude, double period, double periods)
{
  const double w = 2.0 * Pi / period;
  ClosedForm f;
  f.Name = "sine";
  f.C = [=](double t) { return Vec{ t, amplitude * std::sin(w * t), 0.0 }; };
  f.D = [=](double t) { return Vec{ 1.0, amplitude * w * std::cos(w * t), 0.0 }; };
  f.E = [=](double t) { return Vec{ 0.0, -amplitude * w * w * std::sin(w * t), 0.0 }; };
  f.T1 = period * periods;
  return f;
}

//------------------------------------------------------------------------------
// The rotation-minimizing frame of a closed form

/**
 * N' = -(T'.N) T, integrated with the classical Runge-Kutta method from `first` in `steps` even
 * steps of the parameter. Entry i belongs to T0 + i (T1 - T0) / steps.
 */
inline std::vector<Vec> RotationMinimizingNormals(const ClosedForm& f, const Vec& first, int steps)
{
  const auto slope = [&](double t, const Vec& n)
  {
    const Vec d = f.D(t);
    const Vec e = f.E(t);
    const double speed = Norm(d);
    const Vec tangent = d * (1.0 / speed);
    const Vec change = (e - tangent * Dot(e, tangent)) * (1.0 / speed);
    return tangent * -Dot(change, n);
  };
  std::vector<Vec> normals;
  const double h = (f.T1 - f.T0) / steps;
  const auto across = [&](const Vec& n, double t)
  {
    const Vec tangent = f.Tangent(t);
    return Unit(n - tangent * Dot(n, tangent));
  };
  normals.push_back(across(first, f.T0));
  for (int i = 0; i < steps; ++i)
  {
    const double t = f.T0 + i * h;
    const Vec n = normals.back();
    const Vec k1 = slope(t, n);
    const Vec k2 = slope(t + 0.5 * h, n + k1 * (0.5 * h));
    const Vec k3 = slope(t + 0.5 * h, n + k2 * (0.5 * h));
    const Vec k4 = slope(t + h, n + k3 * h);
    normals.push_back(across(n + (k1 + k2 * 2.0 + k3 * 2.0 + k4) * (h / 6.0), t + h));
  }
  return normals;
}

/** What the model is off from a closed form, in degrees and in units of length. */
struct Deviation
{
  double TiltInside = 0.0; ///< of T, away from the ends
  double TiltAtEnds = 0.0;
  double Twist = 0.0; ///< of N about T, against the rotation-minimizing frame
  double Distance = 0.0;
  double Orthonormality = 0.0;
};

/**
 * Compare with the closed form at `samples` places. `ends` is the length at both ends that counts
 * as end. For a closed curve the twist left over at the end is spread evenly.
 */
inline Deviation Compare(
  vtkMovingFrame* model, const ClosedForm& f, double ends, int samples = 4000)
{
  Deviation d;
  const std::vector<Vec> normals = RotationMinimizingNormals(f, FrameAt(model, 0.0).N, samples);
  const double closing =
    f.Closed ? AngleAbout(f.Tangent(f.T0), normals.back(), normals.front()) : 0.0;
  const double length = f.Length();
  double s = 0.0;
  for (int i = 0; i <= samples; ++i)
  {
    const double t = f.T0 + (f.T1 - f.T0) * i / samples;
    if (i > 0)
    {
      s += f.Length(t - (f.T1 - f.T0) / samples, t, 3);
    }
    const Frame frame = FrameAt(model, std::min(s, model->GetLength()));
    const double closest = f.Closest(frame.C, t);
    const double tilt = AngleBetween(f.Tangent(closest), frame.T) * Degrees;
    const bool end = !f.Closed && (s < ends || s > length - ends);
    double& worst = end ? d.TiltAtEnds : d.TiltInside;
    worst = std::max(worst, tilt);
    d.Distance = std::max(d.Distance, Norm(f.C(closest) - frame.C));
    const Vec n = Turned(normals[static_cast<std::size_t>(i)], f.Tangent(t), closing * s / length);
    d.Twist = std::max(d.Twist, std::abs(AngleAbout(frame.T, n, frame.N)) * Degrees);
    d.Orthonormality = std::max(d.Orthonormality, OrthonormalityError(frame));
  }
  return d;
}
}

#endif
