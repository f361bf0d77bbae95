// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A displacement field, linearly interpolated by other code, is the map within the error that it
// states; that error is no less than what is there, hardly more, and within the tolerance.

#include "TestDisplacement.h"

#include "vtkGridTransform.h"

using namespace testcurves;

namespace
{
struct CurveCase
{
  std::string Name;
  vtkSmartPointer<vtkPolyData> Curve;
  double Size; ///< of slices
};

std::vector<CurveCase> Curves()
{
  std::vector<CurveCase> curves;
  curves.push_back({ "helix", MakePolyline(PointsPerUnit(Helix(20, 10, 1))), 20 });
  curves.push_back({ "torus knot", MakePolyline(PointsPerUnit(TorusKnot())), 12 });
  curves.push_back({ "tangle", MakePolyline(RandomCurve(3, 40, 200)), 15 });
  curves.push_back({ "aorta", ReadCurve("totalseg-aorta/aorta-centerline.vtp"), 30 });
  return curves;
}

double Error(vtkStraighteningDisplacementField* field)
{
  field->Update();
  const double stated = StatedError(field->GetOutput());
  CHECK(stated == field->GetMeasuredError(), "the array and the method state another error");
  return stated;
}

//------------------------------------------------------------------------------
// Straightened to world: everywhere on the grid, against the transform, in VTK's own grid
// transform.
void TestStraightened(const CurveCase& c, double tolerance)
{
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(c.Curve);
  field->SetSliceSize(c.Size, 0.5 * c.Size);
  field->SetTolerance(tolerance);
  const double stated = Error(field);
  CHECK(stated <= tolerance, c.Name << ": error " << stated << " with tolerance " << tolerance);
  vtkNew<vtkStraighteningTransform> exact;
  exact->SetCurveData(c.Curve);
  vtkNew<vtkGridTransform> grid;
  grid->SetDisplacementGridData(field->GetOutput());
  grid->SetInterpolationModeToLinear();
  const Geometry g = GeometryOf(field->GetOutput());
  const Vec low = g.World({ double(g.Extent[0]), double(g.Extent[2]), double(g.Extent[4]) });
  const Vec high = g.World({ double(g.Extent[1]), double(g.Extent[3]), double(g.Extent[5]) });
  vtkNew<vtkMovingFrame> model;
  model->Build(c.Curve);
  CHECK(low[0] <= -0.5 * c.Size && high[0] >= 0.5 * c.Size && low[1] <= -0.25 * c.Size &&
      high[1] >= 0.25 * c.Size && low[2] <= 0.0 && high[2] >= model->GetLength(),
    c.Name << ": the field does not reach the ends of the slices and of the curve");

  std::mt19937 random(1);
  double largest = 0.0;
  for (int i = 0; i < 20000; ++i)
  {
    const Vec p = RandomIn(random, low, high);
    largest = std::max(largest, Norm(Apply(grid, p) - Apply(exact, p)));
  }
  // where it is largest: at the corners of the slices, between the samples
  const int cells = g.Extent[5] - g.Extent[4];
  for (int step = 0; step < 37 * cells; ++step)
  {
    const double s = low[2] + (high[2] - low[2]) * (step + 0.5) / (37 * cells);
    for (const double x : { low[0], high[0] })
    {
      for (const double y : { low[1], high[1] })
      {
        const Vec p{ x, y, s };
        largest = std::max(largest, Norm(Apply(grid, p) - Apply(exact, p)));
      }
    }
  }
  std::cout << c.Name << ", " << cells + 1 << " samples along: ";
  CheckBelow(largest, stated * (1 + 1e-9) + 1e-12, c.Name + ": the largest error, and that stated");
  CHECK(largest > 0.95 * stated, c.Name << ": " << stated << " is stated, there is " << largest);
}

/** Half the tolerance, more samples; a 4th of it, about twice as many. */
void TestTolerance(const CurveCase& c)
{
  int samples[3];
  double errors[3];
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(c.Curve);
  field->SetSliceSize(c.Size, c.Size);
  for (int i = 0; i < 3; ++i)
  {
    field->SetTolerance(0.1 * std::pow(0.5, i));
    errors[i] = Error(field);
    samples[i] = field->GetOutput()->GetDimensions()[2];
    CHECK(errors[i] <= field->GetTolerance(), c.Name << ": " << errors[i]);
    CHECK(
      field->GetOutput()->GetDimensions()[0] < 10 && field->GetOutput()->GetDimensions()[1] < 10,
      c.Name << ": many samples across, where the map is linear");
    CHECK(i == 0 || samples[i] > 1.2 * samples[i - 1],
      c.Name << ": half the tolerance makes " << samples[i] << " samples of " << samples[i - 1]);
  }
  CHECK(samples[2] < 4 * samples[0], c.Name << ": " << samples[0] << " to " << samples[2]);
}

//------------------------------------------------------------------------------
using Distance = std::function<double(const Vec&, const Vec&, const Vec&)>;

/** The largest error in the cells that count: at random points and in the middle of all of them,
 * and on a fine lattice in those that were worst. */
double LargestInValidCells(
  vtkImageData* output, vtkAbstractTransform* exact, const Distance& distance, vtkIdType& cells)
{
  const TestField field(output);
  const auto errorAt = [&](const Vec& at, bool& valid)
  {
    const Vec p = field.Where.World(at);
    Vec target = {};
    valid = false;
    valid = field.Move(p, target, valid) && valid;
    return valid ? distance(p, target, Apply(exact, p)) : 0.0;
  };
  const int* e = field.Where.Extent;
  std::vector<std::pair<double, std::array<int, 3>>> found;
  std::mt19937 random(2);
  for (int k = e[4]; k < e[5]; ++k)
  {
    for (int j = e[2]; j < e[3]; ++j)
    {
      for (int i = e[0]; i < e[1]; ++i)
      {
        const Vec corner{ double(i), double(j), double(k) };
        double error = 0.0;
        bool valid = true;
        for (int place = 0; place < 3 && valid; ++place)
        {
          error = std::max(error,
            errorAt(place == 0 ? corner + Vec{ 0.5, 0.5, 0.5 }
                               : RandomIn(random, corner, corner + Vec{ 1, 1, 1 }),
              valid));
        }
        if (valid)
        {
          found.push_back({ error, { i, j, k } });
        }
      }
    }
  }
  cells = static_cast<vtkIdType>(found.size());
  std::sort(found.rbegin(), found.rend());
  double largest = found.empty() ? 0.0 : found.front().first;
  for (std::size_t n = 0; n < std::min<std::size_t>(found.size(), 120); ++n)
  {
    constexpr int steps = 11; // not those of the filter
    for (int place = 0; place < steps * steps * steps; ++place)
    {
      const auto part = [](int index) { return 0.0001 + 0.9998 * index / (steps - 1); };
      const Vec at{ found[n].second[0] + part(place % steps),
        found[n].second[1] + part(place / steps % steps),
        found[n].second[2] + part(place / steps / steps) };
      bool valid = false;
      largest = std::max(largest, errorAt(at, valid));
    }
  }
  return largest;
}

double Length(const Vec&, const Vec& target, const Vec& right)
{
  return Norm(target - right);
}

/** World to straightened: in the cells that count. */
void TestWorld(const CurveCase& c, double tolerance)
{
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(c.Curve);
  field->SetDirectionToWorldToStraightened();
  field->SetSliceSize(c.Size, c.Size);
  field->SetTolerance(tolerance);
  const double stated = Error(field);
  CHECK(stated <= tolerance, c.Name << ": error " << stated << " with tolerance " << tolerance);
  vtkNew<vtkStraighteningTransform> exact;
  exact->SetCurveData(c.Curve);
  exact->Inverse();
  vtkIdType cells = 0;
  const double largest = LargestInValidCells(field->GetOutput(), exact, Length, cells);
  std::cout << c.Name << ", " << cells << " cells: ";
  CheckBelow(
    largest, stated * (1 + 1e-9) + 1e-12, c.Name + ", from the world: error, and that stated");
  CHECK(largest > 0.95 * stated, c.Name << ": " << stated << " is stated, there is " << largest);
  CHECK(cells > 1000, c.Name << ": only " << cells << " cells count");
}

/** Where the curve bends gently every point of the tube is in a cell that counts. */
void TestCoverage()
{
  const auto curve = MakePolyline(PointsPerUnit(Helix(40, 12, 0.6)));
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(curve);
  field->SetDirectionToWorldToStraightened();
  field->SetSliceSize(16, 10);
  field->SetTolerance(0.1);
  field->Update();
  const TestField samples(field->GetOutput());
  vtkNew<vtkMovingFrame> model;
  model->Build(curve);
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i)
  {
    const Vec q = RandomIn(random, { -8, -5, 0 }, { 8, 5, model->GetLength() });
    Vec target = {};
    bool valid = false;
    const bool inside = samples.Move(ToWorld(model, q), target, valid);
    CHECK(inside && valid, "no valid cell at " << q[0] << " " << q[1] << " " << q[2]);
    CHECK(Norm(target - q) <= field->GetMeasuredError(), "another place than " << q[0]);
  }
}

//------------------------------------------------------------------------------
/** All modes, both ways. */
void TestModes()
{
  const auto curve = MakePolyline(PointsPerUnit(Helix(60, 40, 0.3)));
  for (int mode = vtkReformatMap::Straightened; mode <= vtkReformatMap::Rotating; ++mode)
  {
    for (const bool toWorld : { true, false })
    {
      vtkNew<vtkStraighteningDisplacementField> field;
      field->SetInputData(curve);
      field->SetMode(mode);
      field->SetDirection(toWorld ? vtkStraighteningDisplacementField::StraightenedToWorld
                                  : vtkStraighteningDisplacementField::WorldToStraightened);
      field->SetSliceSize(toWorld ? 30 : 16, 16);
      field->SetTolerance(toWorld ? 0.02 : 0.2);
      const double stated = Error(field);
      vtkNew<vtkStraighteningTransform> exact;
      exact->SetCurveData(curve);
      exact->SetMode(mode);
      exact->Update();
      auto* back = static_cast<vtkAbstractTransform*>(exact);
      if (!toWorld)
      {
        back = exact->GetInverse();
      }
      const std::string what = std::string(field->GetReformatMap()->GetModeAsString()) +
        (toWorld ? ", to the world" : ", from the world");
      CHECK(stated <= field->GetTolerance(), what << ": error " << stated);
      // of places in the map with angles, how far apart they are in the world
      const bool angles = mode == vtkReformatMap::Unfolded || mode == vtkReformatMap::Rotating;
      const auto distance = [&](const Vec& p, const Vec& target, const Vec& right)
      { return angles && !toWorld ? Norm(Apply(exact, target) - p) : Norm(target - right); };
      vtkIdType cells = 0;
      const double largest = LargestInValidCells(field->GetOutput(), back, distance, cells);
      std::cout << what << ", " << cells << " cells: ";
      CheckBelow(largest, stated * (1 + 1e-9) + 1e-12, "error, and that stated");
      CHECK(cells > 100, what << ": only " << cells << " cells count");
      CHECK(toWorld || largest > 0.95 * stated, what << ": " << stated << " stated, " << largest);
    }
  }
}

//------------------------------------------------------------------------------
/** A reference image lends its grid; at its voxels the field is exact. */
void TestReference()
{
  const auto curve = MakePolyline(PointsPerUnit(Helix(6, 4, 1)));
  vtkNew<vtkStraighteningTransform> exact;
  exact->SetCurveData(curve);
  for (const bool leftHanded : { false, true })
  {
    for (const bool toWorld : { true, false })
    {
      const Geometry g = TurnedGeometry(leftHanded);
      const auto reference = MakeImage(g);
      vtkNew<vtkStraighteningDisplacementField> field;
      field->SetInputData(curve);
      field->SetReferenceData(reference);
      field->SetDirection(toWorld);
      field->Update();
      vtkImageData* output = field->GetOutput();
      CHECK(std::equal(g.Extent, g.Extent + 6, output->GetExtent()), "another extent");
      const Geometry got = GeometryOf(output);
      CHECK(Norm(got.World({ 5, 6, 7 }) - g.World({ 5, 6, 7 })) < 1e-12, "another place");
      vtkAbstractTransform* transform =
        toWorld ? static_cast<vtkAbstractTransform*>(exact) : exact->GetInverse();
      double largest = 0.0;
      ForEachVoxel(output,
        [&](int i, int j, int k, vtkIdType tuple)
        {
          Vec u;
          output->GetPointData()->GetArray("Displacement")->GetTuple(tuple, u.v);
          const Vec p = g.World({ double(i), double(j), double(k) });
          largest = std::max(largest, Norm(p + u - Apply(transform, p)));
        });
      CheckBelow(largest, 1e-9, "at the voxels of a reference");
    }
  }
}

/** Of a straightened image, its curve, frames and mode count, and its extent. */
void TestImage()
{
  vtkNew<vtkMovingFrame> model;
  Build(model, PointsPerUnit(Helix(20, 10, 0.5)));
  for (const int mode : { vtkReformatMap::Straightened, vtkReformatMap::Stretched })
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(ImageAround(model, 10));
    reformat->SetCurveData(MakePolyline(PointsPerUnit(Helix(20, 10, 0.5))));
    reformat->SetRotationAngle(40);
    reformat->SetMode(mode);
    reformat->SetSliceDimensions(9, 7);
    reformat->SetSpacing(2, 2, 1.5);
    vtkNew<vtkStraighteningDisplacementField> field;
    field->SetInputConnection(reformat->GetOutputPort());
    field->Update();
    CHECK(field->GetMeasuredError() > 0.0 && field->GetMeasuredError() <= 0.15,
      "the error is " << field->GetMeasuredError() << ", more than a tenth of a voxel");
    vtkNew<vtkStraighteningTransform> exact;
    exact->SetCurveData(MakePolyline(PointsPerUnit(Helix(20, 10, 0.5))));
    exact->SetRotationAngle(40);
    exact->SetMode(mode);
    const TestField samples(field->GetOutput());
    const Geometry voxels = GeometryOf(reformat->GetOutput());
    double largest = 0.0;
    ForEachVoxel(reformat->GetOutput(),
      [&](int i, int j, int k, vtkIdType)
      {
        const Vec q = voxels.World({ double(i), double(j), double(k) });
        Vec target = {};
        bool valid = false;
        CHECK(samples.Move(q, target, valid), "a voxel is not in the field");
        largest = std::max(largest, Norm(target - Apply(exact, q)));
      });
    CheckBelow(largest, field->GetMeasuredError(), "at the voxels of a straightened image");
  }
}

/** Around the seam of a closed curve, where arc length jumps, nothing counts; elsewhere it does. */
void TestSeam()
{
  const auto curve = MakePolyline(PointsPerUnit(Circle(30)));
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(curve);
  field->SetDirectionToWorldToStraightened();
  field->SetSliceSize(10, 10);
  field->SetTolerance(0.2);
  field->Update();
  const TestField samples(field->GetOutput());
  for (int degree = 0; degree < 360; ++degree)
  {
    const double angle = degree / Degrees;
    Vec target = {};
    bool valid = false;
    CHECK(
      samples.Move({ 30 * std::cos(angle), 30 * std::sin(angle), 0 }, target, valid), "outside");
    const bool atSeam = degree == 0;
    const bool nearSeam = std::min(degree, 360 - degree) < 12;
    CHECK(nearSeam || valid, "at " << degree << " degrees no cell counts");
    CHECK(!atSeam || !valid, "the seam counts");
    CHECK(!valid || std::abs(target[2] - 30 * angle) < 0.25,
      "at " << degree << " degrees s is " << target[2] << ", not " << 30 * angle);
  }
}
}

int TestDisplacementField(int, char*[])
{
  for (const CurveCase& c : Curves())
  {
    TestStraightened(c, 0.05);
    TestTolerance(c);
    TestWorld(c, c.Name == "aorta" ? 1.5 : 0.6);
  }
  TestCoverage();
  TestModes();
  TestReference();
  TestImage();
  TestSeam();
  return Verdict();
}
