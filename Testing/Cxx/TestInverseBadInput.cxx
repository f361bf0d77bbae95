// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What cannot be bent back gives one clear sentence and no output, never a crash, and once it is
// mended the filter works.

#include "TestOwnership.h"

#include "vtkDoubleArray.h"
#include "vtkExecutive.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkTestErrorObserver.h"

#include <limits>

using namespace testcurves;

namespace
{
struct Setup
{
  vtkSmartPointer<vtkImageData> Image; ///< straightened, with its field data
  vtkSmartPointer<vtkPolyData> Curve;  ///< on port 1, at first none
  vtkSmartPointer<vtkImageData> Reference;
  vtkNew<vtkInverseCurvedPlanarReformat> Bend;
};

struct Case
{
  const char* What;
  std::function<void(Setup&)> Spoil;
  /** parts of the one sentence */
  std::vector<std::string> Sentence;
};

std::vector<Vec> Points(const Vec& offset, double turns = 1.0)
{
  std::vector<Vec> points = PointsPerUnit(Helix(10, 3, turns));
  for (Vec& p : points)
  {
    p = p + offset;
  }
  return points;
}

void GoodSetup(Setup& s)
{
  vtkNew<vtkMovingFrame> model;
  Build(model, Points({ 0, 0, 0 }));
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(ImageAround(model, 6));
  reformat->SetCurveData(MakePolyline(Points({ 0, 0, 0 })));
  reformat->SetSliceDimensions(7, 7);
  reformat->SetSpacing(1, 1, 1);
  reformat->Update();
  s.Image = vtkSmartPointer<vtkImageData>::New();
  s.Image->DeepCopy(reformat->GetOutput());
  Geometry g;
  const int extent[6] = { -15, 15, -15, 15, -5, 25 };
  std::copy_n(extent, 6, g.Extent);
  s.Reference = MakeImage(g);
  AddArray(s.Reference, "unused", VTK_CHAR, 1, [](int, int, int, int) { return 1.0; });
}

void RemoveCurve(Setup& s)
{
  s.Image->GetFieldData()->RemoveArray(vtkMovingFrame::KnotsArrayName());
  s.Image->GetFieldData()->RemoveArray(vtkMovingFrame::SettingsArrayName());
}

vtkDataArray* Knots(Setup& s)
{
  return s.Image->GetFieldData()->GetArray(vtkMovingFrame::KnotsArrayName());
}

vtkDataArray* SavedSettings(Setup& s)
{
  return s.Image->GetFieldData()->GetArray(vtkMovingFrame::SettingsArrayName());
}

void Replace(Setup& s, const char* name, int components, int tuples)
{
  vtkNew<vtkDoubleArray> array;
  array->SetName(name);
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(tuples);
  array->Fill(1.0);
  s.Image->GetFieldData()->RemoveArray(name);
  s.Image->GetFieldData()->AddArray(array);
}

std::vector<Case> Cases()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const char* knots = vtkMovingFrame::KnotsArrayName();
  const char* settings = vtkMovingFrame::SettingsArrayName();
  // the helix is 2 pi sqrt(109) = 65.598 long; of half a turn the half
  return {
    { "no curve anywhere", RemoveCurve, { "no curve", "port 1" } },
    { "a curve without a line",
      [](Setup& s)
      {
        RemoveCurve(s);
        s.Curve = MakePolyline(Points({ 0, 0, 0 }));
        s.Curve->SetLines(nullptr);
      },
      { "no line" } },
    { "one point",
      [](Setup& s)
      {
        RemoveCurve(s);
        s.Curve = MakePolyline({ { 1, 2, 3 } });
      },
      { "1 distinct point" } },
    { "another length beside field data",
      [](Setup& s) {
        s.Curve = MakePolyline(Points({ 0, 0, 0 }, 0.5));
      },
      { "32.79", "65.59" } },
    { "the same length elsewhere",
      [](Setup& s) {
        s.Curve = MakePolyline(Points({ 3, 0, 0 }));
      },
      { "up to 3 away" } },
    { "backwards",
      [](Setup& s)
      {
        auto points = Points({ 0, 0, 0 });
        std::reverse(points.begin(), points.end());
        s.Curve = MakePolyline(points);
      },
      { "away" } },
    { "too short, without field data",
      [](Setup& s)
      {
        RemoveCurve(s);
        s.Curve = MakePolyline(Points({ 0, 0, 0 }, 0.5));
      },
      { "arc length 65", "32.79" } },
    { "frame settings that are wrong",
      [=](Setup& s)
      {
        RemoveCurve(s);
        s.Curve = MakePolyline(Points({ 0, 0, 0 }));
        s.Bend->SetSmoothingLength(-2);
      },
      { "SmoothingLength is -2" } },
    { "knots with 5 components", [=](Setup& s) { Replace(s, knots, 5, 10); },
      { "knots of the wrong size" } },
    { "no knots at all", [=](Setup& s) { Replace(s, knots, 13, 0); }, { "fewer than 2 knots" } },
    { "one knot", [=](Setup& s) { Replace(s, knots, 13, 1); }, { "fewer than 2 knots" } },
    { "knots that are all the same", [=](Setup& s) { Replace(s, knots, 13, 10); },
      { "damaged at knot 0" } },
    { "NaN in a knot", [=](Setup& s) { Knots(s)->SetComponent(7, 2, nan); },
      { "damaged at knot 7" } },
    { "infinity in a knot", [=](Setup& s) { Knots(s)->SetComponent(3, 8, inf); },
      { "damaged at knot 3" } },
    { "knots out of order",
      [](Setup& s) { Knots(s)->SetComponent(5, 7, Knots(s)->GetComponent(8, 7)); },
      { "damaged at knot 6" } },
    { "the last knot missing",
      [](Setup& s) { Knots(s)->SetNumberOfTuples(Knots(s)->GetNumberOfTuples() - 1); },
      { "long, but was 65.59" } },
    { "knots without settings", [=](Setup& s) { s.Image->GetFieldData()->RemoveArray(settings); },
      { "MovingFrameSettings" } },
    { "settings with 2 components", [=](Setup& s) { Replace(s, settings, 2, 1); },
      { "settings have the wrong size" } },
    { "settings without a tuple", [=](Setup& s) { Replace(s, settings, 10, 0); },
      { "settings have the wrong size" } },
    { "a version to come", [](Setup& s) { SavedSettings(s)->SetComponent(0, 0, 99); },
      { "version", "99" } },
    { "NaN in the settings", [=](Setup& s) { SavedSettings(s)->SetComponent(0, 3, nan); },
      { "settings are damaged" } },
    { "a frame rule that is not there", [](Setup& s) { SavedSettings(s)->SetComponent(0, 2, 17); },
      { "settings are damaged" } },
    { "OutputSpacing negative",
      [](Setup& s)
      {
        s.Reference = nullptr;
        s.Bend->SetOutputSpacing(1, -1, 1);
      },
      { "OutputSpacing is (1, -1, 1)" } },
    { "OutputSpacing not a number",
      [=](Setup& s)
      {
        s.Reference = nullptr;
        s.Bend->SetOutputSpacing(nan, 1, 1);
      },
      { "OutputSpacing is (nan, 1, 1)" } },
    { "OutputSpacing that makes too many voxels",
      [](Setup& s)
      {
        s.Reference = nullptr;
        s.Bend->SetOutputSpacing(1e-9, 1, 1);
      },
      { "OutputSpacing 1e-09" } },
    { "too large for the memory",
      [](Setup& s)
      {
        s.Reference = nullptr;
        s.Bend->SetOutputSpacing(1e-3, 1e-3, 1e-3);
      },
      { "GB of memory" } },
    { "an empty image", [](Setup& s) { s.Image = vtkSmartPointer<vtkImageData>::New(); },
      { "Image is empty" } },
    { "an image without arrays", [](Setup& s) { s.Image->GetPointData()->Initialize(); },
      { "Image has no point data and no cell data" } },
    { "an empty reference", [](Setup& s) { s.Reference = vtkSmartPointer<vtkImageData>::New(); },
      { "empty" } },
    { "a reference with spacing 0", [](Setup& s) { s.Reference->SetSpacing(1, 0, 1); },
      { "spacing (1, 0, 1)" } },
    { "a reference with a singular direction",
      [](Setup& s) { s.Reference->SetDirectionMatrix(1, 0, 0, 0, 1, 0, 0, 1, 0); },
      { "direction matrix with determinant 0" } },
  };
}

int Count(const std::string& message, const char* what)
{
  int count = 0;
  for (std::size_t at = message.find(what); at != std::string::npos;
       at = message.find(what, at + 1))
  {
    ++count;
  }
  return count;
}

void Connect(Setup& s)
{
  s.Bend->SetInputData(s.Image);
  s.Bend->SetCurveData(s.Curve);
  s.Bend->SetReferenceData(s.Reference);
}

void TestTable()
{
  for (const Case& c : Cases())
  {
    Setup s;
    GoodSetup(s);
    c.Spoil(s);
    Connect(s);
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive; // that the algorithm failed
    s.Bend->AddObserver(vtkCommand::AnyEvent, errors);
    s.Bend->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    s.Bend->Update();
    const std::string message = errors->GetErrorMessage();
    CHECK(Count(message, "ERROR") == 1,
      c.What << ": " << Count(message, "ERROR") << " errors instead of one: \"" << message << "\"");
    for (const std::string& part : c.Sentence)
    {
      CHECK(message.find(part) != std::string::npos,
        c.What << ": \"" << part << "\" expected, got \"" << message << "\"");
    }
    CHECK(s.Bend->GetOutput()->GetNumberOfPoints() == 0,
      c.What << ": there is an output of " << s.Bend->GetOutput()->GetNumberOfPoints()
             << " points");

    Setup good;
    GoodSetup(good);
    vtkInverseCurvedPlanarReformat* bend = s.Bend;
    bend->SetInputData(good.Image);
    bend->SetCurveData(nullptr);
    bend->SetReferenceData(good.Reference);
    bend->SetOutputSpacing(0, 0, 0);
    bend->SetSmoothingLength(0);
    errors->Clear();
    bend->Update();
    CHECK(!errors->GetError() && bend->GetOutput()->GetNumberOfPoints() > 1000,
      c.What << ": still broken when mended: \"" << errors->GetErrorMessage() << "\"");
  }
}

/** A reference away from the tube: background, mask 0, one warning that says where both are. */
void TestAway()
{
  Setup s;
  GoodSetup(s);
  s.Reference->SetOrigin(500, 0, 0);
  Connect(s);
  s.Bend->SetBackgroundValue(9);
  vtkNew<vtkTest::ErrorObserver> observer;
  s.Bend->AddObserver(vtkCommand::ErrorEvent, observer);
  s.Bend->AddObserver(vtkCommand::WarningEvent, observer);
  s.Bend->Update();
  CHECK(!observer->GetError(), "an error: " << observer->GetErrorMessage());
  const std::string message = observer->GetWarningMessage();
  CHECK(Count(message, "Warning:") == 1, "one warning expected, got \"" << message << "\"");
  CHECK(message.find("away from the straightened tube") != std::string::npos &&
      message.find("485") != std::string::npos,
    "another warning: \"" << message << "\"");
  vtkImageData* out = s.Bend->GetOutput();
  CHECK(out->GetNumberOfPoints() == 31 * 31 * 31, "no output");
  for (vtkIdType i = 0; i < out->GetNumberOfPoints(); ++i)
  {
    CHECK(out->GetPointData()->GetArray("v")->GetComponent(i, 0) == 9 && !Masked(out, i),
      "voxel " << i << " is not background");
  }

  // a part without the tube of a reference that has it: no warning
  Setup part;
  GoodSetup(part);
  Connect(part);
  vtkNew<vtkTest::ErrorObserver> quiet;
  part.Bend->AddObserver(vtkCommand::WarningEvent, quiet);
  part.Bend->AddObserver(vtkCommand::ErrorEvent, quiet);
  int corner[6] = { -15, -14, -15, -14, -5, -4 };
  part.Bend->UpdateExtent(corner);
  CHECK(!quiet->GetWarning() && !quiet->GetError(),
    "a corner warns: \"" << quiet->GetWarningMessage() << quiet->GetErrorMessage() << "\"");
}
}

int TestInverseBadInput(int, char*[])
{
  TestTable();
  TestAway();
  return Verdict();
}
