// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Where lines share points their frames agree: on a shared trunk, from the middle of a line, and
// where a line runs the other way.

#include "TestTree.h"

using namespace testcurves;

namespace
{
constexpr int TrunkPoints = 16;

/**
 * A trunk along the diagonal of x and y, where either may be the axis that the first tangent is
 * closest to, and two branches, to the side of x and to the side of y.
 */
std::vector<Line> Fork()
{
  Line trunk;
  for (int i = 0; i < TrunkPoints; ++i)
  {
    trunk.push_back({ 1.0 * i, 1.0 * i, 0.02 * i * i });
  }
  std::vector<Line> tree;
  for (const double side : { 1.0, -1.0 })
  {
    Line line = trunk;
    for (int i = 1; i <= 12; ++i)
    {
      const double t = TrunkPoints - 1.0 + i;
      const double aside = side * (0.3 * i + 0.03 * i * i);
      line.push_back({ t + aside, t - aside, 0.02 * t * t });
    }
    tree.push_back(line);
  }
  return tree;
}

/** The smallest rotation that takes one tangent to the other, or to its opposite when that is
 * nearer; by an axis and an angle. */
Vec Carried(const Vec& n, const Vec& from, const Vec& to)
{
  const Vec there = Dot(from, to) < 0.0 ? to * -1.0 : to;
  const Vec axis = Cross(from, there);
  return Norm(axis) > 0.0 ? Turned(n, Unit(axis), AngleBetween(from, there)) : n;
}

/** The model of a framed curve. */
vtkSmartPointer<vtkMovingFrame> ModelOf(vtkPolyData* framed)
{
  auto model = vtkSmartPointer<vtkMovingFrame>::New();
  const bool built = framed && model->BuildFromFieldData(framed->GetFieldData());
  CHECK(built, "a framed curve has no model");
  return model;
}

Frame FrameNear(vtkMovingFrame* model, const Vec& p)
{
  double xys[3];
  model->WorldToStraightened(p.v, xys);
  CHECK(
    std::hypot(xys[0], xys[1]) < 1e-9, "the curve misses a point by " << xys[0] << " " << xys[1]);
  return FrameAt(model, xys[2]);
}

vtkSmartPointer<vtkMultiCurvePlanarReformat> Run(vtkPolyData* tree)
{
  auto reformat = vtkSmartPointer<vtkMultiCurvePlanarReformat>::New();
  reformat->SetInputData(MakeLinearImage(-20, 60));
  reformat->SetCurveData(tree);
  reformat->SetSliceDimensions(9, 7);
  reformat->Update();
  return reformat;
}

/** What each line would do alone. */
void TestTheyWouldDiffer(const std::vector<Line>& tree)
{
  vtkNew<vtkMovingFrame> a;
  vtkNew<vtkMovingFrame> b;
  a->Build(MakePolyline(tree[0]));
  b->Build(MakePolyline(tree[1]));
  const Frame atStart[2] = { FrameAt(a, 0.0), FrameAt(b, 0.0) };
  CHECK(AngleBetween(atStart[0].T, atStart[1].T) < 1e-3, "the trunks have different tangents");
  const double angle = AngleBetween(atStart[0].N, atStart[1].N) * Degrees;
  CHECK(angle > 85.0, "frames made one by one differ by " << angle << " degrees only");
}

void TestFork(vtkPolyData* curve, const std::vector<Line>& tree, const std::string& what)
{
  const auto reformat = Run(curve);
  CHECK(CountBlocks(reformat->GetOutput()) == 2,
    what << ": " << CountBlocks(reformat->GetOutput()) << " blocks");
  const auto a = ModelOf(Framed(reformat, 0));
  const auto b = ModelOf(Framed(reformat, 1));
  CHECK(!Framed(reformat, 1)->GetPointData()->HasArray("SharedTrunkNormals"),
    what << ": an array of ours is left in the output");

  // The first line is as it is alone.
  vtkNew<vtkMovingFrame> alone;
  alone->Build(MakePolyline(tree[0]));
  CHECK(Norm(FrameAt(a, 0.0).N - FrameAt(alone, 0.0).N) == 0.0,
    what << ": the first line has another frame than alone");

  // Where tangents agree to 1e-7, the smallest rotation turns a normal by no more: N.N is off 1 by
  // half the square of that.
  int agreeing = 0;
  for (int i = 0; i < TrunkPoints; ++i)
  {
    const Frame f = FrameNear(a, tree[0][static_cast<std::size_t>(i)]);
    const Frame g = FrameNear(b, tree[0][static_cast<std::size_t>(i)]);
    const Vec expected = Carried(f.N, f.T, g.T);
    CHECK(Norm(g.N - expected) < 1e-9,
      what << ": the normal at point " << i << " is off the first line's by "
           << Norm(g.N - expected));
    if (AngleBetween(f.T, g.T) < 1e-7)
    {
      ++agreeing;
      CHECK(Dot(f.N, g.N) > 1.0 - 1e-12,
        what << ": normals at point " << i << " differ, " << 1.0 - Dot(f.N, g.N));
    }
  }
  CHECK(agreeing >= 3, what << ": tangents agree at " << agreeing << " points only");

  // From the fork on, the branch turns no more than it does alone.
  alone->Build(MakePolyline(tree[1]));
  double low = 1e9;
  double high = -1e9;
  double xys[3];
  b->WorldToStraightened(tree[0][TrunkPoints - 1].v, xys);
  for (int i = 0; i <= 100; ++i)
  {
    const double s = xys[2] + (b->GetLength() - xys[2]) * i / 100;
    const Frame f = FrameAt(b, s);
    const double angle = AngleAbout(f.T, FrameAt(alone, s).N, f.N);
    low = std::min(low, angle);
    high = std::max(high, angle);
  }
  CheckBelow(high - low, 1e-9, what + ": turn of the branch against the rotation-minimizing frame");

  // The images hold the function, and are alike on the trunk.
  vtkImageData* images[2] = { Straightened(reformat, 0), Straightened(reformat, 1) };
  for (vtkImageData* image : images)
  {
    CHECK(image, what << ": an image is missing");
    ForEachVoxel(image,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const double expected = LinearAt(SampleAt(SliceFrame(image, k), image, i, j));
        const double got = image->GetPointData()->GetArray("linear")->GetComponent(tuple, 0);
        CHECK(
          std::abs(got - expected) < 1e-9, what << ": " << got << ", " << expected << " expected");
      });
  }
  // Up to the fifth point tangents and arc lengths differ by less than 1e-4 (each point nearer to
  // the fork shows it 2 + sqrt(3) times more), and voxels are within 5 units of the curve.
  for (vtkIdType i = 0; i < 9 * 7 * 6; ++i)
  {
    const double x = images[0]->GetPointData()->GetArray("linear")->GetComponent(i, 0);
    const double y = images[1]->GetPointData()->GetArray("linear")->GetComponent(i, 0);
    CHECK(
      std::abs(x - y) < 1e-3, what << ": voxel " << i << " of the trunk is " << x << " and " << y);
  }
}

/** RotationAngle, on top of what is taken over. */
void TestRotationAngle(const std::vector<Line>& tree)
{
  const auto reformat = Run(MakeTree(tree));
  const auto before = ModelOf(Framed(reformat, 1));
  reformat->SetRotationAngle(30.0);
  reformat->Update();
  const auto after = ModelOf(Framed(reformat, 1));
  for (int i = 0; i <= 20; ++i)
  {
    const Frame f = FrameAt(before, before->GetLength() * i / 20);
    const Frame g = FrameAt(after, before->GetLength() * i / 20);
    CHECK(Norm(Turned(f.N, f.T, 30.0 / Degrees) - g.N) < 1e-12, "RotationAngle is not on top");
  }
}

/** The other rules are not touched. */
void TestOtherFrameTypes(const std::vector<Line>& tree)
{
  const auto reformat = Run(MakeTree(tree));
  reformat->SetFrameTypeToFixedUp();
  reformat->SetUpVector(0.3, 0.1, 1.0);
  reformat->Update();
  const auto model = ModelOf(Framed(reformat, 1));
  for (int i = 0; i <= 20; ++i)
  {
    const Frame f = FrameAt(model, model->GetLength() * i / 20);
    const Vec up{ 0.3, 0.1, 1.0 };
    CHECK(Norm(f.B - Unit(up - f.T * Dot(up, f.T))) < 1e-12, "FixedUp does not point up");
  }
}

/** A quarter of a circle between two straight lines, in the plane z = 0: from along x to along y.
 * Its first normal is along y, and stays in the plane. */
Line Corner()
{
  Line line;
  for (int i = 0; i < 12; ++i)
  {
    line.push_back({ 1.0 * i, 0, 0 });
  }
  for (int i = 0; i <= 12; ++i)
  {
    const double a = 0.5 * Pi * i / 12;
    line.push_back({ 12.0 + 8.0 * std::sin(a), 8.0 - 8.0 * std::cos(a), 0 });
  }
  for (int i = 1; i <= 12; ++i)
  {
    line.push_back({ 20, 8.0 + i, 0 });
  }
  return line;
}

/** Straight branches at a right angle, from the middle of a line: the normal is turned with the
 * tangent. */
void TestRightAngle()
{
  const Line main = { { 0, 0, 0 }, { 5, 0, 0 }, { 10, 0, 0 }, { 15, 0, 0 } };
  const Line aside = { { 5, 0, 0 }, { 5, 4, 0 }, { 5, 9, 0 } };
  const Line up = { { 10, 0, 0 }, { 10, 0, 4 }, { 10, 0, 9 } };
  // the main line has N along y; alone, the first branch would have it along z, the second along x
  const auto reformat = Run(MakeTree({ main, aside, up }));
  const Vec expected[3] = { { 0, 1, 0 }, { -1, 0, 0 }, { 0, 1, 0 } };
  for (int i = 0; i < 3; ++i)
  {
    const Vec n = FrameAt(ModelOf(Framed(reformat, i)), 3.0).N;
    CHECK(Norm(n - expected[i]) < 1e-12,
      "line " << i << " has the normal " << n[0] << " " << n[1] << " " << n[2]);
  }
}

/** A line that runs a part of another one the other way; and one that joins it at its end. */
void TestOtherWay()
{
  const Line corner = Corner();
  Line back(corner.rbegin(), corner.rbegin() + 12); // alone, a line along -y has N along z
  const auto reformat = Run(MakeTree({ corner, back }));
  const auto forward = ModelOf(Framed(reformat, 0));
  const auto backward = ModelOf(Framed(reformat, 1));
  for (const Vec& p : back)
  {
    const Frame f = FrameNear(forward, p);
    const Frame g = FrameNear(backward, p);
    CHECK(Dot(f.T, g.T) < -0.99, "the other way is not the other way");
    CHECK(Norm(g.N - Carried(f.N, f.T, g.T)) < 1e-9, "normals differ on the way back");
    CHECK(Dot(f.B, g.B) < -0.99, "binormals are not opposite");
  }

  Line joining = { { 30, 14, 6 }, { 28, 14.2, 4 }, { 26, 14.4, 2.5 }, { 23, 14.8, 0.5 } };
  joining.insert(joining.end(), corner.end() - 5, corner.end());
  const auto joined = Run(MakeTree({ corner, joining }));
  const auto model = ModelOf(Framed(joined, 1));
  for (auto p = corner.end() - 5; p != corner.end(); ++p)
  {
    const Frame f = FrameNear(forward, *p);
    const Frame g = FrameNear(model, *p);
    CHECK(Norm(g.N - Carried(f.N, f.T, g.T)) < 1e-9, "normals differ where a line joins");
  }
  vtkNew<vtkMovingFrame> alone;
  alone->Build(MakePolyline(joining));
  double turn[2];
  for (int i = 0; i < 2; ++i)
  {
    const double s = 6.0 * i; // before it joins
    turn[i] = AngleAbout(FrameAt(model, s).T, FrameAt(alone, s).N, FrameAt(model, s).N);
  }
  CHECK(std::abs(turn[0] - turn[1]) < 1e-9, "the line turns before it joins");
}

/** A tree of three generations: each line takes over from the first that was there. */
void TestGenerations(const std::vector<Line>& tree)
{
  std::vector<Line> three = tree;
  Line twig(tree[1].begin() + 8, tree[1].begin() + 22); // starts on the trunk, leaves the branch
  const Vec from = twig.back();
  for (int i = 1; i < 8; ++i)
  {
    twig.push_back(from + Vec{ -0.5 * i, 0.2 * i, 1.0 * i });
  }
  three.push_back(twig);
  const auto reformat = Run(MakeTree(three));
  const auto trunk = ModelOf(Framed(reformat, 0));
  const auto branch = ModelOf(Framed(reformat, 1));
  const auto last = ModelOf(Framed(reformat, 2));
  for (std::size_t i = 0; i < 14; ++i)
  {
    const bool onTrunk = i + 8 < TrunkPoints;
    const Frame f = FrameNear(onTrunk ? trunk : branch, twig[i]);
    const Frame g = FrameNear(last, twig[i]);
    CHECK(Norm(g.N - Carried(f.N, f.T, g.T)) < 1e-9, "the twig differs at its point " << i);
  }
}

/** A framed curve keeps its frame, though an earlier line might have another. */
void TestFramedCurveKeepsItsFrame(const std::vector<Line>& tree)
{
  const auto reformat = Run(MakeTree(tree));
  const auto again = Run(Framed(reformat, 1));
  CHECK(DifferentBytes(Straightened(reformat, 1), Straightened(again, 0)) == 0,
    "a framed curve given again makes another image");
}
}

int TestMultiCurveTrunk(int, char*[])
{
  const std::vector<Line> tree = Fork();
  TestTheyWouldDiffer(tree);
  TestFork(MakeTree(tree), tree, "own points");
  TestFork(MakeTreeOfSharedPoints(tree), tree, "shared points");
  TestRotationAngle(tree);
  TestOtherFrameTypes(tree);
  TestRightAngle();
  TestOtherWay();
  TestGenerations(tree);
  TestFramedCurveKeepsItsFrame(tree);
  return Verdict();
}
