// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Every world point of the tube has one owner, also where a knot, a coil and a hairpin touch
// themselves, and the mask that is found row by row is the one that is found point by point.

#include "TestOwnership.h"

using namespace testcurves;

namespace
{
struct Tube
{
  std::string Name;
  std::vector<Vec> Points;
  double Radius; ///< wide enough that the tube meets itself
};

std::vector<Tube> Tubes()
{
  // turns 6 apart, and legs 16 apart
  return { { "trefoil knot", PointsPerUnit(TorusKnot()), 19 },
    { "touching coil", PointsPerUnit(Helix(9, 6.0 / (2.0 * Pi), 4)), 5 },
    { "hairpin", Hairpin(8, 30), 12 }, { "tangle", RandomCurve(5, 30, 300), 14 } };
}

/**
 * Random world points of the tube: of all the straightened points that lie there, found by their
 * sign changes, one is owned, and it is the one that the inverse gives.
 */
void TestOneOwner(const Tube& tube)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, tube.Points);
  const double length = model->GetLength();
  const SampledCurve sampled(model, 0.05, 4.0 * tube.Radius);
  Random random(21);
  int several = 0;
  int points = 0;
  for (int n = 0; n < 4000; ++n)
  {
    const Vec p = ToWorld(model, random.InTube(tube.Radius, 0.0, length));
    const Vec q = FromWorld(model, p);
    CHECK(model->IsOwned(q.v), tube.Name << ": the inverse gives a point that is not owned");
    CHECK(Norm(ToWorld(model, q) - p) < 1e-9 * length,
      tube.Name << ": forward misses the point by " << Norm(ToWorld(model, q) - p));
    const std::vector<Vec> candidates = sampled.Preimages(p, 1.0001 * tube.Radius);
    int owners = 0;
    double nearest = 1e99;
    double owner = 1e99;
    double second = 1e99;
    for (const Vec& candidate : candidates)
    {
      const double d = std::hypot(candidate[0], candidate[1]);
      second = std::min(std::max(d, nearest), second);
      nearest = std::min(d, nearest);
    }
    if (second - nearest < 1e-6)
    {
      continue; // a bisection cannot tell ties
    }
    for (const Vec& candidate : candidates)
    {
      if (model->IsOwned(candidate.v))
      {
        ++owners;
        owner = std::hypot(candidate[0], candidate[1]);
        CHECK(Norm(candidate - q) < 1e-6, tube.Name << ": the inverse gives another point");
      }
    }
    ++points;
    several += candidates.size() > 1 ? 1 : 0;
    CHECK(owners == 1 && owner == nearest,
      tube.Name << ": " << owners << " owners among " << candidates.size()
                << " straightened points of (" << p[0] << ", " << p[1] << ", " << p[2]
                << "), nearest " << nearest << ", owner " << owner);
  }
  std::cout << tube.Name << ": one owner for each of " << points << " world points, " << several
            << " of which lie at several straightened points\n";
  CHECK(several > points / 20, tube.Name << ": the tube does not meet itself");
}

/**
 * The world volume of the owned voxels is the volume of the tube: if two owned voxels shared a
 * place it would be larger, if one went without an owner, smaller.
 */
void TestVolume(const Tube& tube)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, tube.Points);
  const double length = model->GetLength();
  const SampledCurve sampled(model, 0.25, 4.0 * tube.Radius);

  // Straightened: the mean of the Jacobian determinant over random points, 0 where not owned. By
  // differences of the frame, N and B do not turn: det = 1 - offset . T'.
  Random random(4);
  const int count = 200000;
  double sum = 0.0;
  double squares = 0.0;
  for (int n = 0; n < count; ++n)
  {
    const Vec q = random.InTube(tube.Radius, 0.0, length);
    if (model->IsOwned(q.v))
    {
      const double h = 1e-4;
      const Frame f = FrameAt(model, q[2]);
      const Vec slope = (FrameAt(model, q[2] + h).T - FrameAt(model, q[2] - h).T) * (0.5 / h);
      const double jacobian = 1.0 - Dot(f.N * q[0] + f.B * q[1], slope);
      sum += jacobian;
      squares += jacobian * jacobian;
    }
  }
  const double straight = Pi * tube.Radius * tube.Radius * length;
  const double volume = straight * sum / count;
  const double mean = sum / count;
  const double deviation = straight * std::sqrt((squares / count - mean * mean) / count);

  // World: the share of a box that is within the radius of the curve, without what belongs to the
  // straight continuations.
  double low[3] = { 1e99, 1e99, 1e99 };
  double high[3] = { -1e99, -1e99, -1e99 };
  double box = 1.0;
  for (int axis = 0; axis < 3; ++axis)
  {
    for (const Vec& p : tube.Points)
    {
      low[axis] = std::min(low[axis], p[axis] - tube.Radius);
      high[axis] = std::max(high[axis], p[axis] + tube.Radius);
    }
    box *= high[axis] - low[axis];
  }
  const int shots = 60000;
  int hits = 0;
  for (int n = 0; n < shots; ++n)
  {
    const Vec p{ random.Between(low[0], high[0]), random.Between(low[1], high[1]),
      random.Between(low[2], high[2]) };
    const double s = sampled.NearestSample(p);
    hits += sampled.Distance(p) < tube.Radius && s >= 0.0 && s <= length ? 1 : 0;
  }
  const double share = double(hits) / shots;
  const double tubeVolume = box * share;
  const double tubeDeviation = box * std::sqrt(share * (1.0 - share) / shots);
  std::cout << tube.Name << ": owned volume " << volume << " +- " << deviation << ", tube "
            << tubeVolume << " +- " << tubeDeviation << ", straightened " << straight << "\n";
  // random, but the same every time
  CHECK(std::abs(volume - tubeVolume) < 4.0 * std::hypot(deviation, tubeDeviation),
    tube.Name << ": owned volume " << volume << ", the tube has " << tubeVolume);
  CHECK(volume < 0.97 * straight, tube.Name << ": the tube does not meet itself");
}

/** The mask against vtkMovingFrame::IsOwned, voxel by voxel, and against brute force. */
void TestMask(const Tube& tube, int pixels, double spacing, bool brute)
{
  vtkNew<vtkMovingFrame> model;
  if (!Build(model, tube.Points))
  {
    return;
  }
  const auto curve = MakePolyline(tube.Points);
  const auto image = ImageAround(model, 1.5 * tube.Radius);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(pixels, pixels);
  const double step = 2.0 * tube.Radius / (pixels - 1);
  reformat->SetSpacing(step, step, spacing);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  const SampledCurve sampled(model, 0.1, 4.0 * tube.Radius);
  vtkIdType owned = 0;
  vtkIdType different = 0;
  vtkIdType ties = 0;
  vtkIdType unsure = 0;
  vtkIdType compared = 0;
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      // the same bits as the filter's: half way through the hairpin that decides
      const double first = -0.5 * (pixels - 1) * step;
      const Vec q{ first + i * step, first + j * step, k * spacing };
      const bool mask = Masked(out, tuple);
      owned += mask ? 1 : 0;
      if (mask != model->IsOwned(q.v))
      {
        // the filter tests the ends of a row, and rounding decides a row that is a tie as a whole
        const Vec back = FromWorld(model, ToWorld(model, q));
        const double tie = std::abs(std::hypot(back[0], back[1]) - std::hypot(q[0], q[1]));
        ++(tie < 1e-10 ? ties : different);
      }
      if (brute && tuple % 7 == 0)
      {
        const SampledCurve::Answer answer = sampled.Owned(q);
        ++compared;
        unsure += answer == SampledCurve::Answer::Unsure ? 1 : 0;
        CHECK(
          answer == SampledCurve::Answer::Unsure || mask == (answer == SampledCurve::Answer::Yes),
          tube.Name << ": voxel " << i << " " << j << " " << k << " has mask " << mask
                    << ", brute force says otherwise");
      }
    });
  const double share = double(owned) / double(out->GetNumberOfPoints());
  std::cout << tube.Name << ": " << 100.0 * share << " % of " << out->GetNumberOfPoints()
            << " voxels owned, " << compared << " compared with brute force, " << unsure
            << " of them ties\n";
  CHECK(ties < out->GetNumberOfPoints() / 1000, tube.Name << ": " << ties << " ties");
  CHECK(different == 0, tube.Name << ": the mask of " << different << " voxels is not IsOwned");
  CHECK(share > 0.1 && share < 0.97, tube.Name << ": " << share << " owned is no test");
  CHECK(unsure <= compared / 20, unsure << " of " << compared << " could not be told");
}

void TestRandomMasks()
{
  for (unsigned seed = 100; seed < 130; ++seed)
  {
    TestMask(
      { "random curve " + std::to_string(seed), RandomCurve(seed, 25, 150), 6.0 + seed % 5 * 3.0 },
      23, 2.3, false);
  }
}

/** Exactly half way between the legs of a hairpin the first leg is the owner. */
void TestTies()
{
  vtkNew<vtkMovingFrame> model;
  const double radius = 8.0;
  Build(model, Hairpin(radius, 30));
  const double length = model->GetLength();
  int tested = 0;
  for (double s = 0.0; s < 28.0; s += 0.37)
  {
    for (double z = -6.0; z <= 6.0; z += 1.5)
    {
      // the plane x = 0, in the coordinates of both legs
      const double sides[2] = { s, length - s };
      bool owned[2];
      Vec q[2];
      for (int leg = 0; leg < 2; ++leg)
      {
        const Frame f = FrameAt(model, sides[leg]);
        // at the height z the offset that ends in the plane
        const Vec across = Unit(Cross(f.T, { 0, 0, 1 }));
        const Vec up = Unit(Cross(across, f.T));
        const double d = (-f.C[0] - up[0] * z) / across[0];
        const Vec offset = across * d + up * z;
        q[leg] = { Dot(offset, f.N), Dot(offset, f.B), sides[leg] };
        owned[leg] = model->IsOwned(q[leg].v);
      }
      const Vec p = ToWorld(model, q[0]);
      const Vec back = FromWorld(model, p);
      ++tested;
      CHECK(std::abs(p[0]) < 1e-13, "the point lies beside the middle");
      CHECK(owned[0] && !owned[1],
        "half way at s " << s << ": the first leg is " << (owned[0] ? "" : "not ")
                         << "owner, the second is " << (owned[1] ? "" : "not "));
      CHECK(std::abs(back[2] - s) < 1e-9, "the inverse gives s " << back[2] << " for " << s);
      // a little to either side it is the leg of that side
      for (int leg = 0; leg < 2; ++leg)
      {
        const Vec off = q[leg] * 1.0;
        for (const double f : { 1.0 - 1e-7, 1.0 + 1e-7 })
        {
          const Vec near{ off[0] * f, off[1] * f, off[2] };
          // scaling moves along the offset, also up and down, which changes no side
          CHECK(model->IsOwned(near.v) == (f < 1.0),
            "leg " << leg << ", " << f << " of the way: owned " << model->IsOwned(near.v));
        }
      }
    }
  }
  std::cout << "hairpin: " << tested << " ties go to the first leg\n";
}

/** A closed curve: s = L is s = 0, which owns what is there. */
void TestClosed()
{
  vtkNew<vtkMovingFrame> model;
  Build(model, PointsPerUnit(Circle(20)));
  const double length = model->GetLength();
  for (const double s : { 0.0, 1e-9, 0.3 * length, length - 1e-4, length, length + 1.0, -1.0 })
  {
    const double q[3] = { 1.0, 2.0, s };
    CHECK(model->IsOwned(q) == (s >= 0.0 && s < length),
      "closed, s " << s << ": owned " << model->IsOwned(q));
  }
  const double centre[3] = { 0, 0, 3 };
  double q[3];
  model->WorldToStraightened(centre, q);
  CHECK(std::abs(std::hypot(q[0], q[1]) - std::hypot(20.0, 3.0)) < 1e-3, "the centre of a circle");
}
}

int TestOwnedSet(int, char*[])
{
  for (const Tube& tube : Tubes())
  {
    TestOneOwner(tube);
    TestVolume(tube);
    TestMask(tube, 31, 2.1, true);
  }
  TestRandomMasks();
  TestTies();
  TestClosed();
  return Verdict();
}
