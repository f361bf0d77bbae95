// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The model of any polyline: right-handed orthonormal frames at finite places, or a sentence; and
 * its inverse: the closest point, from which the way back leads to where it began.
 */
#include "FuzzChecks.h"
#include "FuzzTargets.h"

#include "Model/CurveModel.h"

#include "vtkCellArray.h"
#include "vtkDoubleArray.h"
#include "vtkMovingFrame.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"

#include <vector>

using namespace curvedreformat;

namespace
{
constexpr double Orthonormal = 1e-9;
// Relative to the size of what there is.
constexpr double RoundTrip = 1e-7;
// How well an arc length is known, relative to the length: the convex side of a hairpin sees a fan
// of points from almost the same place.
constexpr double Resolution = 1e-12;

/** A polyline whose last point may be its first. */
void MakeCurve(const std::vector<Vector3>& points, bool closed, vtkPolyData* curve)
{
  vtkNew<vtkPoints> places;
  places->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  lines->InsertNextCell(static_cast<int>(points.size()) + (closed ? 1 : 0));
  for (const Vector3& p : points)
  {
    lines->InsertCellPoint(places->InsertNextPoint(p.X, p.Y, p.Z));
  }
  if (closed)
  {
    lines->InsertCellPoint(0);
  }
  curve->SetPoints(places);
  curve->SetLines(lines);
}

void CheckFrame(const CurveFrame& frame, double s)
{
  FUZZ_REQUIRE(frame.C.IsFinite() && frame.N.IsFinite() && frame.B.IsFinite() && frame.T.IsFinite(),
    "at " << s << " C " << frame.C << " N " << frame.N << " B " << frame.B << " T " << frame.T);
  const double errors[] = { frame.N.Norm() - 1.0, frame.B.Norm() - 1.0, frame.T.Norm() - 1.0,
    frame.N.Dot(frame.B), frame.B.Dot(frame.T), frame.T.Dot(frame.N),
    frame.N.Cross(frame.B).Dot(frame.T) - 1.0 };
  for (const double error : errors)
  {
    FUZZ_REQUIRE(std::abs(error) <= Orthonormal,
      "at " << s << " no frame, off by " << error << ": N " << frame.N << " B " << frame.B << " T "
            << frame.T);
  }
}
}

//------------------------------------------------------------------------------
void FuzzCurve(const std::uint8_t* data, std::size_t size)
{
  FuzzBytes bytes(data, size);
  vtkNew<vtkMovingFrame> frames;
  const std::uint8_t what = bytes.Kind();
  const bool closed = (what & 1U) != 0;
  frames->SetFrameType((what >> 1U) & 3U);
  if ((what & 8U) != 0)
  {
    frames->SetRotationAngle(bytes.Any());
    frames->SetSmoothingLength(bytes.Any());
  }
  if ((what & 16U) != 0)
  {
    double up[2][3];
    for (double* v : { up[0], up[1] })
    {
      for (int c = 0; c < 3; ++c)
      {
        v[c] = bytes.Any();
      }
    }
    frames->SetUpVector(up[0]);
    frames->SetSecondUpVector(up[1]);
  }
  const bool usual = (what & 32U) != 0;
  const bool normals = (what & 64U) != 0;
  std::vector<Vector3> points;
  vtkNew<vtkDoubleArray> array;
  array->SetName("Normals");
  array->SetNumberOfComponents(3);
  constexpr std::size_t MostPoints = 12;
  while (!bytes.IsEmpty() && points.size() < MostPoints)
  {
    Vector3 p;
    double n[3] = { 0.0, 0.0, 0.0 };
    for (int c = 0; c < 3; ++c)
    {
      p[c] = usual ? bytes.Usual() : bytes.Any();
      n[c] = normals ? bytes.Any() : 0.0;
    }
    points.push_back(p);
    array->InsertNextTuple(n);
  }
  vtkNew<vtkPolyData> curve;
  MakeCurve(points, closed, curve);
  if (normals)
  {
    curve->GetPointData()->SetNormals(array);
  }
  if (!frames->Build(curve))
  {
    RequireSentence(frames->GetErrorMessage());
    return;
  }
  const CurveModel& model = frames->GetModel();
  const double length = model.GetLength();
  FUZZ_REQUIRE(length > 0.0 && std::isfinite(length), "length " << length);
  constexpr int Steps = 8;
  for (int i = -2; i <= Steps + 2; ++i)
  {
    const double s = length * i / Steps;
    CheckFrame(model.Frame(s), s);
    const double curvature = model.Curvature(s);
    FUZZ_REQUIRE(curvature >= 0.0, "curvature " << curvature << " at " << s);
  }
  for (const CurveKnot& knot : model.GetKnots())
  {
    CheckFrame(model.Frame(knot.S), knot.S);
  }
}

//------------------------------------------------------------------------------
void FuzzInverse(const std::uint8_t* data, std::size_t size)
{
  FuzzBytes bytes(data, size);
  vtkNew<vtkMovingFrame> frames;
  const std::uint8_t what = bytes.Kind();
  frames->SetFrameType((what >> 1U) & 1U);
  const std::size_t count = 2 + (what >> 2U) % 8;
  std::vector<Vector3> points;
  while (points.size() < count)
  {
    const double x = bytes.Usual(), y = bytes.Usual(), z = bytes.Usual();
    points.emplace_back(x, y, z);
  }
  vtkNew<vtkPolyData> curve;
  MakeCurve(points, (what & 1U) != 0, curve);
  if (!frames->Build(curve))
  {
    RequireSentence(frames->GetErrorMessage());
    return;
  }
  const CurveModel& model = frames->GetModel();
  const double length = model.GetLength();
  constexpr int MostTries = 4;
  double hint = 0.0;
  for (int tries = 0; tries < MostTries && !bytes.IsEmpty(); ++tries)
  {
    const double x = bytes.Usual(), y = bytes.Usual(), z = bytes.Usual();
    const Vector3 p(x, y, z);
    const double tolerance = RoundTrip * (length + p.Norm());
    const CurvePoint q = model.FromWorld(p);
    FUZZ_REQUIRE(std::isfinite(q.X) && std::isfinite(q.Y) && std::isfinite(q.S),
      p << " becomes " << Vector3(q.X, q.Y, q.S));
    const double away = (model.ToWorld(q) - p).Norm();
    const double turned = model.Curvature(q.S) * std::hypot(q.X, q.Y);
    FUZZ_REQUIRE(away <= tolerance + Resolution * length * turned || !model.IsOwned(q),
      p << " becomes " << Vector3(q.X, q.Y, q.S) << ", which is owned, and is " << model.ToWorld(q)
        << "; the curve of length " << length << " has the curvature " << model.Curvature(q.S)
        << " there");
    // No point of the curve is closer.
    const double distance = (model.Position(q.S) - p).Norm();
    constexpr int Steps = 12;
    for (int i = 0; i <= Steps; ++i)
    {
      const double s = length * i / Steps;
      FUZZ_REQUIRE(distance <= (model.Position(s) - p).Norm() + tolerance,
        p << " is " << distance << " from the curve at " << q.S << ", and closer to it at " << s);
    }
    // A hint changes the speed only.
    const CurvePoint hinted = model.FromWorld(p, &hint);
    FUZZ_REQUIRE(std::abs((model.Position(hinted.S) - p).Norm() - distance) <= tolerance,
      p << " becomes " << Vector3(hinted.X, hinted.Y, hinted.S) << " with the hint " << hint
        << ", and " << Vector3(q.X, q.Y, q.S) << " without");
    hint = q.S;
    // What is owned comes back, whether or not that is where a fold begins.
    const CurvePoint at{ x / 4.0, y / 4.0, length * (0.5 + z / 256.0) };
    const Vector3 there = model.ToWorld(at);
    FUZZ_REQUIRE(there.IsFinite(), Vector3(at.X, at.Y, at.S) << " becomes " << there);
    if (model.IsOwned(at))
    {
      const double back = (model.ToWorld(model.FromWorld(there)) - there).Norm();
      const double fan = Resolution * length * model.Curvature(at.S) * std::hypot(at.X, at.Y);
      FUZZ_REQUIRE(back <= RoundTrip * (length + there.Norm()) + fan,
        Vector3(at.X, at.Y, at.S) << " is owned and comes back " << back
                                  << " away; the curvature is " << model.Curvature(at.S));
    }
  }
}
