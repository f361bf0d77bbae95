// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A million random points come back to where they were, both ways round, and which ones are owned
// is what a search through all of a densely sampled curve says.

#include "TestOwnership.h"

#include "vtkStraighteningTransform.h"

using namespace testcurves;

namespace
{
struct Set
{
  ClosedForm Curve;
  double Radius;
  vtkIdType Points;
  double LeastOwned; ///< share of the points
};

std::vector<Set> Sets()
{
  ClosedForm half = Helix(40, 0, 0.5);
  half.Name = "half circle";
  ClosedForm most = Helix(10, 0, 0.75);
  most.Name = "3/4 circle";
  return {
    // inside the radius of curvature and away from other stretches: everything is owned
    { Helix(20, 10, 2), 5, 250000, 1.0 },
    { half, 20, 250000, 1.0 },
    { Sine(20, 300, 1), 15, 250000, 1.0 },
    { most, 5, 125000, 1.0 },
    { most, 9, 125000, 1.0 },
    // and far beyond the folds
    { Helix(20, 10, 2), 45, 20000, 0.3 },
    { half, 70, 20000, 0.3 },
    { Sine(20, 300, 1), 200, 20000, 0.3 },
    { most, 18, 20000, 0.3 },
  };
}

vtkSmartPointer<vtkPoints> Transformed(vtkAbstractTransform* transform, vtkPoints* in)
{
  vtkNew<vtkPoints> out;
  out->SetDataTypeToDouble();
  transform->TransformPoints(in, out);
  return out;
}

Vec At(vtkPoints* points, vtkIdType i)
{
  Vec p;
  points->GetPoint(i, p.v);
  return p;
}

void TestSet(const Set& set, unsigned seed)
{
  const auto curve = MakePolyline(PointsPerUnit(set.Curve));
  vtkNew<vtkMovingFrame> model;
  model->Build(curve);
  const double length = model->GetLength();
  const double tolerance = 1e-9 * length;
  vtkNew<vtkStraighteningTransform> transform;
  transform->SetCurveData(curve);
  const SampledCurve sampled(model, 0.1, 3.0 * set.Radius);

  // straightened -> world -> straightened -> world
  Random random(seed);
  vtkNew<vtkPoints> straight;
  straight->SetDataTypeToDouble();
  for (vtkIdType i = 0; i < set.Points; ++i)
  {
    straight->InsertNextPoint(random.InTube(set.Radius, 0.0, length).v);
  }
  const auto world = Transformed(transform, straight);
  const auto back = Transformed(transform->GetInverse(), world);
  const auto again = Transformed(transform, back);
  vtkIdType owned = 0;
  vtkIdType compared = 0;
  vtkIdType unsure = 0;
  double worst = 0.0;
  double worstWorld = 0.0;
  for (vtkIdType i = 0; i < set.Points; ++i)
  {
    const Vec q = At(straight, i);
    const Vec r = At(back, i);
    const bool isOwned = model->IsOwned(q.v);
    if (isOwned)
    {
      ++owned;
      worst = std::max(worst, Norm(r - q));
    }
    else
    {
      CHECK(std::hypot(r[0], r[1]) <= std::hypot(q[0], q[1]) + tolerance,
        "a point that is not owned came back further from the curve");
    }
    worstWorld = std::max(worstWorld, Norm(At(again, i) - At(world, i)));
    if (i % 20 == 0)
    {
      const SampledCurve::Answer expected = sampled.Owned(q);
      ++compared;
      if (expected == SampledCurve::Answer::Unsure)
      {
        ++unsure;
      }
      else
      {
        CHECK(isOwned == (expected == SampledCurve::Answer::Yes),
          "(" << q[0] << ", " << q[1] << ", " << q[2] << ") is "
              << (isOwned ? "owned" : "not owned") << ", brute force says otherwise");
      }
    }
  }
  const std::string name = set.Curve.Name + ", r <= " + std::to_string(int(set.Radius));
  std::cout << name << ": owned " << 100.0 * double(owned) / double(set.Points) << " %, "
            << compared << " compared with brute force, " << unsure << " of them ties\n";
  CheckBelow(worst / length, 1e-9, name + ": error straight to straight / length");
  CheckBelow(worstWorld / length, 1e-9, name + ": error world to world / length");
  CHECK(double(owned) >= set.LeastOwned * double(set.Points), owned << " points are owned");
  CHECK(set.LeastOwned == 1.0 || owned < set.Points, "no point lies beyond a fold");
  CHECK(unsure < compared / 50, unsure << " of " << compared << " could not be told");

  // world -> straightened -> world, near the curve and far away
  double worstFar = 0.0;
  vtkIdType foreign = 0;
  double bounds[6];
  curve->GetBounds(bounds);
  for (int i = 0; i < 20000; ++i)
  {
    const Vec p{ random.Between(bounds[0] - 20, bounds[1] + 20),
      random.Between(bounds[2] - 20, bounds[3] + 20),
      random.Between(bounds[4] - 20, bounds[5] + 20) };
    Vec q;
    transform->GetInverse()->TransformPoint(p.v, q.v);
    Vec r;
    transform->TransformPoint(q.v, r.v);
    worstFar = std::max(worstFar, Norm(r - p));
    foreign += model->IsOwned(q.v) ? 0 : 1;
    if (i % 20 == 0)
    {
      const double d = sampled.Distance(p);
      CHECK(std::hypot(q[0], q[1]) <= d + 1e-9 && d < 200,
        "a point of the curve is at " << d << ", the inverse says " << std::hypot(q[0], q[1]));
    }
  }
  CheckBelow(worstFar / length, 1e-9, name + ": error world to world, all around / length");
  CHECK(foreign == 0, foreign << " world points have coordinates that are not owned");
}

/** The mask of the filter, slices a few units apart, on a square that reaches over the radius. */
void TestMask(const Set& set)
{
  const auto curve = MakePolyline(PointsPerUnit(set.Curve));
  vtkNew<vtkMovingFrame> model;
  model->Build(curve);
  const double half = 1.3 * set.Radius;
  const auto image = ImageAround(model, 1.5 * half);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(21, 17);
  reformat->SetSpacing(half / 10.0, half / 8.0, 2.7);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  const SampledCurve sampled(model, 0.1, 3.0 * half);
  vtkIdType owned = 0;
  vtkIdType unsure = 0;
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Vec q{ (i - 10) * half / 10.0, (j - 8) * half / 8.0, k * 2.7 };
      const SampledCurve::Answer expected = sampled.Owned(q);
      owned += Masked(out, tuple) ? 1 : 0;
      unsure += expected == SampledCurve::Answer::Unsure ? 1 : 0;
      CHECK(expected == SampledCurve::Answer::Unsure ||
          Masked(out, tuple) == (expected == SampledCurve::Answer::Yes),
        set.Curve.Name << ": voxel " << i << " " << j << " " << k << " has mask "
                       << Masked(out, tuple) << ", brute force says otherwise");
    });
  std::cout << set.Curve.Name << ": mask 1 in " << owned << " of " << out->GetNumberOfPoints()
            << " voxels, " << unsure << " ties\n";
  CHECK(unsure < out->GetNumberOfPoints() / 20, unsure << " voxels could not be told");
}
}

int TestTransformRoundTrip(int, char*[])
{
  unsigned seed = 1;
  for (const Set& set : Sets())
  {
    TestSet(set, seed++);
    TestMask(set);
  }
  return Verdict();
}
