// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What cannot be measured gives one clear sentence and no rows.

#include "TestProfiles.h"

#include "vtkCellData.h"
#include "vtkCurveCrossSection.h"
#include "vtkDoubleArray.h"
#include "vtkExecutive.h"
#include "vtkStringArray.h"
#include "vtkTestErrorObserver.h"

#include <limits>

using namespace testcurves;

namespace
{
struct Setup
{
  vtkSmartPointer<vtkImageData> Image;
  vtkNew<vtkReformatProfile> Profile;
};

struct Case
{
  const char* What;
  std::function<void(Setup&)> Spoil;
  std::string Sentence; ///< a part of it
};

void PutMode(vtkImageData* image, const char* mode)
{
  vtkNew<vtkStringArray> text;
  text->SetName("ReformatMode");
  text->InsertNextValue(mode);
  image->GetFieldData()->AddArray(text);
}

std::vector<Case> Cases()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  const auto radius = [](double r) { return [=](Setup& s) { s.Profile->SetRadius(r); }; };
  const auto range = [](double low, double high)
  {
    return [=](Setup& s)
    {
      s.Profile->SetRegionToThresholdRange();
      s.Profile->SetThresholdRange(low, high);
    };
  };
  const auto component = [](int c) { return [=](Setup& s) { s.Profile->SetComponent(c); }; };
  return {
    { "radius below 0", radius(-1.5), "Radius is -1.5; give a length" },
    { "radius NaN", radius(nan), "Radius is nan; give a length" },
    { "radius infinite", radius(inf), "Radius is inf; give a length" },
    { "range reversed", range(5, 2), "ThresholdRange is (5, 2); give two numbers" },
    { "range NaN", range(nan, 2), "ThresholdRange is (nan, 2); give two numbers" },
    { "range to NaN", range(1, nan), "ThresholdRange is (1, nan); give two numbers" },
    { "component too large", component(1), "Component is 1, but the last one of the array is 0" },
    { "component too small", component(-2), "Component is -2, but the last one" },
    { "no label array", [](Setup& s) { s.Profile->SetRegionToLabel(); },
      "Label array has no name; give the name" },
    { "a label array that is not there",
      [](Setup& s)
      {
        s.Profile->SetRegionToLabel();
        s.Profile->SetLabelArrayName("nowhere");
      },
      "Label array is nowhere, but the image has no such point array" },
    { "a label array of strings",
      [](Setup& s)
      {
        s.Profile->SetRegionToLabel();
        s.Profile->SetLabelArrayName("text");
      },
      "Label array is text, but the image has no such point array of numbers" },
    { "the area of a slab",
      [](Setup& s)
      {
        s.Profile->SetRegionToThresholdRange();
        s.Image->SetDimensions(1, s.Image->GetDimensions()[1],
          s.Image->GetDimensions()[0] * s.Image->GetDimensions()[2]);
        s.Image->GetFieldData()->Initialize(); // so many slices are not those of its curve
      },
      "Image is one voxel thick along x, as a slab is" },
    { "no scalars", [](Setup& s) { s.Image->GetPointData()->SetActiveScalars(nullptr); },
      "Image has no active scalars" },
    { "an array that is not there",
      [](Setup& s) {
        s.Profile->SetInputArrayToProcess(
          0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, "nowhere");
      },
      "Image has no point array nowhere" },
    { "an array of strings",
      [](Setup& s) {
        s.Profile->SetInputArrayToProcess(0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_POINTS, "text");
      },
      "Array text does not hold numbers" },
    { "a cell array",
      [](Setup& s)
      {
        vtkNew<vtkDoubleArray> cells;
        cells->SetName("cells");
        cells->SetNumberOfTuples(s.Image->GetNumberOfCells());
        cells->Fill(1.0);
        s.Image->GetCellData()->AddArray(cells);
        s.Profile->SetInputArrayToProcess(0, 0, 0, vtkDataObject::FIELD_ASSOCIATION_CELLS, "cells");
      },
      "Array cells is not a point array" },
    { "an empty image", [](Setup& s) { s.Image = vtkSmartPointer<vtkImageData>::New(); },
      "Image is empty" },
    { "another mode", [](Setup& s) { PutMode(s.Image, "Stretched"); },
      "Image was made in the mode Stretched" },
    { "a turned image", [](Setup& s) { PutDirection(TurnedGeometry(false), s.Image); },
      "Image has a direction matrix" },
    { "slices elsewhere",
      [](Setup& s)
      {
        vtkNew<vtkDoubleArray> arcs;
        arcs->SetName("ArcLength");
        arcs->InsertNextValue(0.0);
        arcs->InsertNextValue(4.0);
        s.Image->GetFieldData()->AddArray(arcs);
        s.Image->SetOrigin(0, 0, 50);
      },
      "Image has slices from z = 50 to 54, but its field array ArcLength goes from 0 to 4" },
    { "a slice that stands in the world",
      [](Setup& s)
      {
        vtkNew<vtkCurveCrossSection> section;
        section->SetInputData(s.Image);
        section->SetCurveData(MakePolyline({ { -2, 1, 0.5 }, { 3, 0, 1.5 }, { 4, 2, 4 } }));
        section->SetArcLength(2.0);
        section->SetSliceDimensions(5, 5);
        section->Update();
        s.Image->ShallowCopy(section->GetOutput());
      },
      "Image has a direction matrix" },
  };
}

void GoodSetup(Setup& s)
{
  s.Image = Slices().Make(VTK_SHORT, [](double x, double y, double) { return x + y; });
  vtkNew<vtkStringArray> text;
  text->SetName("text");
  text->SetNumberOfValues(s.Image->GetNumberOfPoints());
  s.Image->GetPointData()->AddArray(text);
}

void Run(const Case& c)
{
  Setup s;
  GoodSetup(s);
  vtkNew<vtkTest::ErrorObserver> observer;
  vtkNew<vtkTest::ErrorObserver> pipeline;
  s.Profile->AddObserver(vtkCommand::ErrorEvent, observer);
  s.Profile->AddObserver(vtkCommand::WarningEvent, observer);
  s.Profile->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, pipeline);
  s.Profile->SetInputData(s.Image);
  s.Profile->Update();
  CHECK(!observer->GetError() && s.Profile->GetOutput()->GetNumberOfRows() == 3,
    c.What << ": the good set-up fails: " << observer->GetErrorMessage());
  // what was there before must not stay
  c.Spoil(s);
  s.Profile->SetInputData(s.Image);
  s.Profile->Update();
  const std::string said = observer->GetError() ? observer->GetErrorMessage() : std::string();
  int errors = 0;
  for (auto at = said.find("ERROR:"); at != std::string::npos; at = said.find("ERROR:", at + 1))
  {
    ++errors;
  }
  CHECK(errors == 1, c.What << ": " << errors << " errors instead of one: " << said);
  CHECK(said.find(c.Sentence) != std::string::npos,
    c.What << ": '" << c.Sentence << "' expected, got: " << said);
  CHECK(s.Profile->GetOutput()->GetNumberOfRows() == 0 &&
      vtkTable::SafeDownCast(s.Profile->GetOutputDataObject(1))->GetNumberOfRows() == 0,
    c.What << ": there are rows");
}
}

int TestReformatProfileBadInput(int, char*[])
{
  for (const Case& c : Cases())
  {
    Run(c);
  }

  // the mode of a straightened image is right, and limits may be infinite
  Setup s;
  GoodSetup(s);
  PutMode(s.Image, "Straightened");
  s.Profile->SetInputData(s.Image);
  s.Profile->SetRegionToThresholdRange();
  s.Profile->SetThresholdRange(
    -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity());
  s.Profile->Update();
  CHECK(s.Profile->GetOutput()->GetNumberOfRows() == 3, "a straightened image is refused");

  // A damaged curve is told, and the profile is there without it.
  vtkNew<vtkDoubleArray> knots;
  knots->SetName(vtkMovingFrame::KnotsArrayName());
  knots->InsertNextValue(1.0);
  s.Image->GetFieldData()->AddArray(knots);
  vtkNew<vtkTest::ErrorObserver> observer;
  s.Profile->AddObserver(vtkCommand::WarningEvent, observer);
  s.Image->Modified();
  s.Profile->Update();
  CHECK(observer->GetWarning(), "a damaged curve gives no warning");
  CHECK(s.Profile->GetOutput()->GetNumberOfRows() == 3, "a damaged curve spoils the profile");
  return Verdict();
}
