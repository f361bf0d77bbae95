// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Bad input gives one clear sentence and no output, never a crash.

#include "TestImages.h"

#include "vtkCurveFrames.h"
#include "vtkExecutive.h"
#include "vtkMultiBlockDataSet.h"
#include "vtkTestErrorObserver.h"

#include <limits>

using namespace testcurves;

namespace
{
/** What a case does to a good set-up. */
struct Setup
{
  vtkSmartPointer<vtkImageData> Image;
  vtkSmartPointer<vtkPolyData> Curve;
  vtkNew<vtkCurvedPlanarReformat> Reformat;
};

struct Case
{
  const char* What;
  std::function<void(Setup&)> Spoil;
  /** parts of the one sentence */
  std::vector<std::string> Sentence;
};

Geometry GoodGeometry()
{
  Geometry g;
  const int extent[6] = { 0, 29, 0, 29, 0, 29 };
  std::copy_n(extent, 6, g.Extent);
  return g;
}

std::vector<Vec> GoodPoints()
{
  std::vector<Vec> points = Helix(8.0, 2.0, 1.0).Points(40);
  for (Vec& p : points)
  {
    p = p + Vec{ 15, 15, 8 };
  }
  return points;
}

void GoodSetup(Setup& s)
{
  s.Image = MakeImage(GoodGeometry());
  AddArray(s.Image, "v", VTK_SHORT, 1, [](int i, int j, int k, int) { return i + j + k + 1; });
  s.Curve = MakePolyline(GoodPoints());
  s.Reformat->SetSliceDimensions(5, 5);
}

std::vector<Case> Cases()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const auto setPoint = [](int i, const Vec& p)
  { return [=](Setup& s) { s.Curve->GetPoints()->SetPoint(i, p[0], p[1], p[2]); }; };
  const auto curve = [](const std::vector<Vec>& points)
  { return [=](Setup& s) { s.Curve = MakePolyline(points); }; };
  return {
    { "no array chosen", [](Setup& s) { s.Reformat->ProcessAllArraysOff(); },
      { "No array is chosen; add one, or switch on ProcessAllArrays." } },
    { "arrays chosen that are not there",
      [](Setup& s)
      {
        s.Reformat->ProcessAllArraysOff();
        s.Reformat->AddArray("w");
        s.Reformat->AddArray("x y");
      },
      { "no array of numbers with a chosen name (w, x y)" } },
    { "a radius range that is empty",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetRadiusRange(4, 4);
      },
      { "RadiusRange is (4, 4), which is empty" } },
    { "a radius range that is turned round",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetRadiusRange(4, 2);
      },
      { "RadiusRange is (4, 2), which is empty" } },
    { "a negative radius",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetRadiusRange(-1, 3);
      },
      { "RadiusRange begins at -1", "give 0 or more" } },
    { "a radius that is no number",
      [nan](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetRadiusRange(nan, 3);
      },
      { "RadiusRange is (nan, 3)" } },
    { "a wall without radii",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->RelativeToWallOn();
      },
      { "RelativeToWall is on, but the curve has no point array Radius" } },
    { "a slab of angles",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetSlabAxisToX();
        s.Reformat->SetSlabThickness(3);
      },
      { "SlabAxis is X, which is the angle" } },
    { "a slab through the curve",
      [](Setup& s)
      {
        s.Reformat->SetModeToUnfolded();
        s.Reformat->SetSlabThickness(3);
      },
      { "Slab begins at the radius -1.5", "SlabCenter of at least 1.5" } },
    { "no angles",
      [](Setup& s)
      {
        s.Reformat->SetModeToRotating();
        s.Reformat->SetNumberOfAngles(0);
      },
      { "NumberOfAngles is 0" } },
    { "a vector of interest along the whole curve",
      [](Setup& s)
      {
        s.Curve = MakePolyline({ { 15, 15, 5 }, { 15, 15, 15 }, { 15, 15, 25 } });
        s.Reformat->SetModeToStretched();
        s.Reformat->SetVectorOfInterest(0, 0, -2);
      },
      { "Vector of interest (0, 0, -1) runs along the curve" } },
    { "a projection direction across the whole curve",
      [](Setup& s)
      {
        s.Curve = MakePolyline({ { 15, 15, 5 }, { 15, 15, 15 }, { 15, 15, 25 } });
        s.Reformat->SetModeToProjected();
        s.Reformat->SetVectorOfInterest(1, 0, 0);
        s.Reformat->SetProjectionDirection(0, 1, 0);
      },
      { "Projection direction (0, 1, 0) is perpendicular to the whole curve" } },
    { "no curve", [](Setup& s) { s.Curve = nullptr; }, { "No curve is given" } },
    { "empty curve", [](Setup& s) { s.Curve = vtkSmartPointer<vtkPolyData>::New(); },
      { "Curve is empty" } },
    { "points without a line", [](Setup& s) { s.Curve->SetLines(nullptr); },
      { "Curve has no line through its points (points: 41" } },
    { "a line of no points",
      [](Setup& s)
      {
        vtkNew<vtkCellArray> lines;
        lines->InsertNextCell(0);
        s.Curve->SetLines(lines);
      },
      { "line is empty" } },
    { "a line to a point that is not there",
      [](Setup& s)
      {
        vtkNew<vtkCellArray> lines;
        const vtkIdType ids[3] = { 0, 1, 41 };
        lines->InsertNextCell(3, ids);
        s.Curve->SetLines(lines);
      },
      { "names point 41, but there are 41 points" } },
    { "segments to a point that is not there",
      [](Setup& s)
      {
        vtkNew<vtkCellArray> lines;
        for (vtkIdType i = 0; i < 3; ++i)
        {
          const vtkIdType ids[2] = { i, i + 39 };
          lines->InsertNextCell(2, ids);
        }
        s.Curve->SetLines(lines);
      },
      { "names point 41, but there are 41 points" } },
    { "one point", curve({ { 15, 15, 15 } }), { "Curve has 1 distinct point" } },
    { "one point many times", curve({ { 15, 15, 15 }, { 15, 15, 15 }, { 15, 15, 15 } }),
      { "Curve has 1 distinct point" } },
    { "there and back", curve({ { 10, 15, 15 }, { 20, 15, 15 }, { 10, 15, 15 } }),
      { "Closed curve has 2 distinct points" } },
    { "an exact reversal",
      curve({ { 5, 15, 15 }, { 10, 15, 15 }, { 15, 15, 15 }, { 20, 15, 15 }, { 15, 15, 15 },
        { 10, 15, 15 }, { 7, 15, 15 } }),
      { "Curve turns back on itself at (" } },
    { "a reversal after three points", curve({ { 5, 15, 15 }, { 20, 15, 15 }, { 8, 15, 15 } }),
      { "Curve turns back on itself at (" } },
    { "NaN in the curve", setPoint(7, { 1, nan, 3 }), { "Curve point 7 is (1, nan, 3)" } },
    { "infinity in the curve", setPoint(0, { inf, 0, 0 }), { "Curve point 0 is (inf, 0, 0)" } },
    { "coordinates out of range", setPoint(3, { 0, 1e60, 0 }), { "out of range" } },
    { "CurveIndex too large", [](Setup& s) { s.Reformat->SetCurveIndex(1); },
      { "CurveIndex is 1, but the curve has 1 line" } },
    { "CurveIndex negative", [](Setup& s) { s.Reformat->SetCurveIndex(-1); },
      { "CurveIndex is -1" } },
    { "no array of normals", [](Setup& s) { s.Reformat->SetFrameTypeToFromArray(); },
      { "no point array of normals" } },
    { "SmoothingLength negative", [](Setup& s) { s.Reformat->SetSmoothingLength(-1); },
      { "SmoothingLength is -1" } },
    { "RotationAngle not a number", [=](Setup& s) { s.Reformat->SetRotationAngle(nan); },
      { "RotationAngle is nan" } },
    { "parallel up vectors",
      [](Setup& s)
      {
        s.Reformat->SetFrameTypeToFixedUp();
        s.Reformat->SetSecondUpVector(0, 0, 4);
      },
      { "SecondUpVector is parallel" } },
    { "up vector of zero",
      [](Setup& s)
      {
        s.Reformat->SetFrameTypeToFixedUp();
        s.Reformat->SetUpVector(0, 0, 0);
      },
      { "UpVector is zero" } },
    { "negative spacing", [](Setup& s) { s.Reformat->SetSpacing(1, 1, -1); },
      { "Spacing in z is -1" } },
    { "spacing that makes too many slices", [](Setup& s) { s.Reformat->SetSpacing(1, 1, 1e-12); },
      { "in z makes", "slices of a curve" } },
    { "spacing that makes too many pixels",
      [](Setup& s)
      {
        s.Reformat->SetSliceDimensions(0, 0);
        s.Reformat->SetSpacing(1e-12, 1, 1);
      },
      { "in x make", "pixels" } },
    { "slab thickness negative", [](Setup& s) { s.Reformat->SetSlabThickness(-2); },
      { "SlabThickness is -2; give a length above 0" } },
    { "slab thickness not a number", [=](Setup& s) { s.Reformat->SetSlabThickness(nan); },
      { "SlabThickness is nan" } },
    { "slab thickness infinite", [=](Setup& s) { s.Reformat->SetSlabThickness(inf); },
      { "SlabThickness is inf" } },
    { "slab of too many samples",
      [](Setup& s)
      {
        s.Reformat->SetSlabAxisToCurve();
        s.Reformat->SetSlabThickness(1e12);
      },
      { "SlabThickness 1e+12 makes", "samples of Spacing 1 a voxel" } },
    { "slab center not a number",
      [=](Setup& s)
      {
        s.Reformat->SetSlabThickness(2);
        s.Reformat->SetSlabCenter(nan);
      },
      { "SlabCenter is nan; give the distance of the slab's middle from the curve" } },
    { "image spacing of zero", [](Setup& s) { s.Image->SetSpacing(1, 0, 1); },
      { "Image has spacing (1, 0, 1)" } },
    { "image spacing negative", [](Setup& s) { s.Image->SetSpacing(1, 1, -2); },
      { "Image has spacing (1, 1, -2)" } },
    { "image spacing not a number", [=](Setup& s) { s.Image->SetSpacing(nan, 1, 1); },
      { "Image has spacing (nan, 1, 1)" } },
    { "image origin not a number", [=](Setup& s) { s.Image->SetOrigin(0, nan, 0); },
      { "Image has origin (0, nan, 0)" } },
    { "image direction singular",
      [](Setup& s) { s.Image->SetDirectionMatrix(1, 0, 0, 0, 1, 0, 0, 1, 0); },
      { "direction matrix with determinant 0" } },
    { "image without arrays", [](Setup& s) { s.Image->GetPointData()->Initialize(); },
      { "Image has no point data and no cell data" } },
    { "empty image", [](Setup& s) { s.Image = vtkSmartPointer<vtkImageData>::New(); },
      { "Image is empty" } },
    // 60000^2 pixels, 51 slices, 3 bytes: 551 GB
    { "too large for the memory",
      [](Setup& s)
      {
        s.Reformat->SetSliceDimensions(60000, 60000);
        s.Reformat->SetNumberOfSlices(51);
      },
      { "Output would need 551 GB of memory" } },
    { "much too large for the memory",
      [](Setup& s)
      {
        s.Reformat->SetSliceDimensions(2000000000, 2000000000);
        s.Reformat->SetNumberOfSlices(2);
      },
      { "GB of memory" } },
    { "too many slices for the memory",
      [](Setup& s)
      {
        s.Reformat->SetSliceDimensions(512, 512);
        s.Reformat->SetSpacing(0, 0, 1e-5);
      },
      { "GB of memory" } },
  };
}

void TestTable()
{
  for (const Case& c : Cases())
  {
    Setup s;
    GoodSetup(s);
    c.Spoil(s);
    s.Reformat->SetInputData(s.Image);
    s.Reformat->SetCurveData(s.Curve);
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive; // that the algorithm failed
    s.Reformat->AddObserver(vtkCommand::AnyEvent, errors);
    s.Reformat->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    s.Reformat->Update();
    const std::string message = errors->GetErrorMessage();
    std::size_t count = 0;
    for (std::size_t at = message.find("ERROR"); at != std::string::npos;
         at = message.find("ERROR", at + 1))
    {
      ++count;
    }
    CHECK(count == 1, c.What << ": " << count << " errors instead of one: \"" << message << "\"");
    for (const std::string& part : c.Sentence)
    {
      CHECK(message.find(part) != std::string::npos,
        c.What << ": \"" << part << "\" expected, got \"" << message << "\"");
    }
    CHECK(s.Reformat->GetOutput()->GetNumberOfPoints() == 0,
      c.What << ": there is an output of " << s.Reformat->GetOutput()->GetNumberOfPoints()
             << " points");
    auto* curve = vtkPolyData::SafeDownCast(s.Reformat->GetOutputDataObject(1));
    CHECK(!curve || curve->GetNumberOfPoints() == 0, c.What << ": there is an output curve");

    // After the mistake is mended the filter works.
    Setup good;
    GoodSetup(good);
    vtkCurvedPlanarReformat* r = s.Reformat;
    r->SetInputData(good.Image);
    r->SetCurveData(good.Curve);
    r->SetSliceDimensions(5, 5);
    r->SetSpacing(0, 0, 0);
    r->SetNumberOfSlices(0);
    r->SetCurveIndex(0);
    r->ProcessAllArraysOn();
    r->SetFrameTypeToRotationMinimizing();
    r->SetSmoothingLength(0);
    r->SetRotationAngle(0);
    r->SetModeToStraightened();
    r->SetSlabThickness(0);
    r->SetSlabCenter(0);
    errors->Clear();
    r->Update();
    CHECK(!errors->GetError() && r->GetOutput()->GetNumberOfPoints() > 1000,
      c.What << ": still broken when mended: \"" << errors->GetErrorMessage() << "\"");
  }
}

/** A curve far outside the image: background, mask 0, a warning that says where both are. */
void TestFarOutside()
{
  Setup s;
  GoodSetup(s);
  std::vector<Vec> points = GoodPoints();
  for (Vec& p : points)
  {
    p = p + Vec{ 1e6, 0, 0 };
  }
  s.Reformat->SetInputData(s.Image);
  s.Reformat->SetCurveData(MakePolyline(points));
  s.Reformat->SetBackgroundValue(-1024);
  vtkNew<vtkTest::ErrorObserver> observer;
  s.Reformat->AddObserver(vtkCommand::ErrorEvent, observer);
  s.Reformat->AddObserver(vtkCommand::WarningEvent, observer);
  s.Reformat->Update();
  CHECK(!observer->GetError(), "an error: " << observer->GetErrorMessage());
  CHECK(observer->GetWarningMessage().find("the curve lies outside the image") != std::string::npos,
    "no warning: \"" << observer->GetWarningMessage() << "\"");
  CHECK(observer->GetWarningMessage().find("negated") == std::string::npos,
    "another frame is blamed: \"" << observer->GetWarningMessage() << "\"");
  vtkImageData* out = s.Reformat->GetOutput();
  CHECK(out->GetNumberOfPoints() > 1000, "no output");
  for (vtkIdType i = 0; i < out->GetNumberOfPoints(); ++i)
  {
    CHECK(out->GetPointData()->GetArray("v")->GetComponent(i, 0) == -1024 && !Masked(out, i),
      "voxel " << i << " is not background");
  }
}

/** A curve in the other of the frames RAS and LPS: the warning says so where at least half of it
 * would lie inside. */
void TestOtherFrame()
{
  for (const double inside : { 1.0, 0.6, 0.4 })
  {
    Setup s;
    GoodSetup(s);
    double bounds[6];
    s.Image->GetBounds(bounds);
    CHECK(bounds[0] >= 0.0 && bounds[2] >= 0.0 && bounds[4] >= 0.0,
      "the image and what it is with x and y negated overlap");
    // straight along z, in the middle of x and y, with this part of its length in the image
    const double length = bounds[5] - bounds[4];
    const double from = bounds[4] + (1.0 - inside) * length;
    std::vector<Vec> points;
    for (int i = 0; i <= 20; ++i)
    {
      points.push_back({ -0.5 * (bounds[0] + bounds[1]), -0.5 * (bounds[2] + bounds[3]),
        from + i / 20.0 * length });
    }
    s.Reformat->SetInputData(s.Image);
    s.Reformat->SetCurveData(MakePolyline(points));
    vtkNew<vtkTest::ErrorObserver> observer;
    s.Reformat->AddObserver(vtkCommand::WarningEvent, observer);
    s.Reformat->Update();
    const std::string said = observer->GetWarningMessage();
    CHECK(said.find("the curve lies outside the image") != std::string::npos,
      inside << ": no warning: \"" << said << "\"");
    CHECK((said.find("; with x and y negated it would lie inside: curve and image are in different "
                     "frames (RAS and LPS), see WorldFrame of the readers.") !=
            std::string::npos) == (inside > 0.5),
      inside << " of the curve would lie inside: \"" << said << "\"");
  }
}

/** A 2D image is one voxel thick: half a voxel to both sides. */
void TestFlatImage()
{
  for (int axis = 0; axis < 3; ++axis)
  {
    Geometry g = GoodGeometry();
    g.Extent[2 * axis] = g.Extent[2 * axis + 1] = 4;
    const auto image = MakeImage(g);
    AddArray(image, "v", VTK_DOUBLE, 1,
      [=](int i, int j, int k, int)
      {
        const int n[3] = { i, j, k };
        return n[(axis + 1) % 3] + 100.0 * n[(axis + 2) % 3];
      });
    Vec from{ 5, 5, 5 };
    from[axis] = 4;
    Vec to = from;
    to[(axis + 1) % 3] += 10;
    for (int mode = 0; mode < 3; ++mode)
    {
      vtkNew<vtkCurvedPlanarReformat> reformat;
      reformat->SetInputData(image);
      reformat->SetCurveData(MakePolyline({ from, to }));
      reformat->SetSliceDimensions(5, 5);
      reformat->SetSpacing(0.4, 0.4, 1.0);
      reformat->SetInterpolation(mode);
      reformat->SetBackgroundValue(-1);
      reformat->Update();
      vtkImageData* out = reformat->GetOutput();
      CHECK(out->GetNumberOfPoints() == 275, out->GetNumberOfPoints() << " points, 275 expected");
      const Frame f = StraightFrame(from, to - from);
      ForEachVoxel(out,
        [&](int i, int j, int k, vtkIdType tuple)
        {
          const Vec p = SampleAt({ f.C + f.T * k, f.N, f.B, f.T }, out, i, j);
          const bool inside = std::abs(p[axis] - 4.0) < 0.5;
          const Vec q = mode == 0
            ? Vec{ std::floor(p[0] + 0.5), std::floor(p[1] + 0.5), std::floor(p[2] + 0.5) }
            : p;
          const double expected = inside ? q[(axis + 1) % 3] + 100.0 * q[(axis + 2) % 3] : -1.0;
          const double got = out->GetPointData()->GetArray("v")->GetComponent(tuple, 0);
          CHECK(std::abs(got - expected) < 1e-9 && Masked(out, tuple) == inside,
            "flat along " << axis << ", interpolation " << mode << ": " << got << ", " << expected
                          << " expected");
        });
    }
  }
}

void TestCurveFramesRefuses()
{
  const auto refused = [](vtkPolyData* curve, double spacing, const char* sentence)
  {
    vtkNew<vtkCurveFrames> frames;
    frames->SetInputData(curve);
    frames->SetSampleSpacing(spacing);
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive;
    frames->AddObserver(vtkCommand::ErrorEvent, errors);
    frames->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    frames->Update();
    CHECK(errors->GetErrorMessage().find(sentence) != std::string::npos,
      "\"" << sentence << "\" expected, got \"" << errors->GetErrorMessage() << "\"");
    CHECK(frames->GetOutput()->GetNumberOfPoints() == 0, sentence << ": there is an output");
  };
  const auto good = MakePolyline(GoodPoints());
  vtkNew<vtkPolyData> empty;
  refused(empty, 0.0, "Curve is empty");
  refused(good, -1.0, "SampleSpacing is -1");
  refused(good, std::nan(""), "SampleSpacing is nan");
  refused(good, 1e-12, "SampleSpacing is 1e-12");
  refused(MakePolyline({ { 1, 1, 1 } }), 0.0, "1 distinct point");
}

/** A curve in blocks is a curve that is connected. */
void TestCurveInBlocks()
{
  Setup s;
  GoodSetup(s);
  vtkNew<vtkMultiBlockDataSet> blocks;
  blocks->SetBlock(0, s.Curve);
  s.Reformat->SetInputData(s.Image);
  s.Reformat->SetInputDataObject(1, blocks);
  vtkNew<vtkTest::ErrorObserver> errors;
  vtkNew<vtkTest::ErrorObserver> executive;
  s.Reformat->AddObserver(vtkCommand::ErrorEvent, errors);
  s.Reformat->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
  s.Reformat->Update();
  CHECK(errors->GetErrorMessage().find("Curve is a composite data set") != std::string::npos,
    "a curve in blocks: got \"" << errors->GetErrorMessage() << "\"");
}
}

int TestReformatBadInput(int, char*[])
{
  TestTable();
  TestFarOutside();
  TestOtherFrame();
  TestFlatImage();
  TestCurveFramesRefuses();
  TestCurveInBlocks();
  return Verdict();
}
