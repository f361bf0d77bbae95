// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Lines that are no curves are left out, by name, and the others come; one clear sentence and no
// output when there is nothing to do.

#include "TestTree.h"

#include "vtkExecutive.h"
#include "vtkMultiBlockDataSet.h"
#include "vtkTestErrorObserver.h"

#include <limits>

using namespace testcurves;

namespace
{
const Line Good = { { 1, 1, 2 }, { 5, 1.2, 3 }, { 8, 1, 5 } };
const Line Other = { { 1, 4, 2 }, { 5, 4.2, 3 }, { 8, 4, 5 } };
const Line Point = { { 3, 3, 3 }, { 3, 3, 3 } };
const Line Reversal = { { 1, 7, 1 }, { 6, 7, 1 }, { 8, 7, 1 }, { 6, 7, 1 }, { 2, 7, 1 } };
const Line Endless = { { 1, 4, 2 }, { 5, 4.2, 3 }, { 8e12, 4, 5 } };

int CountOf(const std::string& text, const std::string& word)
{
  int count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
  {
    ++count;
  }
  return count;
}

struct Result
{
  vtkNew<vtkMultiCurvePlanarReformat> Filter;
  vtkNew<vtkTest::ErrorObserver> Errors;
  vtkNew<vtkTest::ErrorObserver> Executive; // that the algorithm failed

  Result()
  {
    this->Filter->SetInputData(MakeLinearImage(0, 10));
    this->Filter->SetSliceDimensions(3, 3);
    this->Filter->AddObserver(vtkCommand::AnyEvent, this->Errors);
    this->Filter->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, this->Executive);
  }
};

void CheckFails(Result& r, const std::string& sentence)
{
  r.Filter->Update();
  const std::string message = r.Errors->GetErrorMessage();
  CHECK(CountOf(message, "ERROR") == 1 && message.find(sentence) != std::string::npos,
    "one error with \"" << sentence << "\" expected, got \"" << message << "\"");
  CHECK(!r.Errors->GetWarning(), "a warning besides: " << r.Errors->GetWarningMessage());
  for (int port = 0; port < 2; ++port)
  {
    vtkPartitionedDataSetCollection* out = r.Filter->GetOutput(port);
    CHECK(!out || CountBlocks(out) == 0, "there is an output after \"" << sentence << "\"");
  }
  // After the mistake is mended the filter works.
  r.Errors->Clear();
  r.Filter->SetInputData(MakeLinearImage(0, 10));
  r.Filter->SetCurveData(MakeTree({ Good }));
  r.Filter->SetSpacing(0, 0, 0);
  r.Filter->SetFrameTypeToRotationMinimizing();
  r.Filter->Update();
  CHECK(!r.Errors->GetError() && CountBlocks(r.Filter->GetOutput()) == 1,
    "still broken when \"" << sentence << "\" is mended: " << r.Errors->GetErrorMessage());
}

void CheckWarns(
  Result& r, const std::vector<std::string>& sentences, const std::vector<std::string>& names)
{
  r.Filter->Update();
  const std::string message = r.Errors->GetWarningMessage();
  CHECK(!r.Errors->GetError(), "an error: " << r.Errors->GetErrorMessage());
  CHECK(CountOf(message, "Warning") == static_cast<int>(sentences.size()),
    sentences.size() << " warnings expected, got \"" << message << "\"");
  for (const std::string& sentence : sentences)
  {
    CHECK(message.find(sentence) != std::string::npos,
      "\"" << sentence << "\" expected, got \"" << message << "\"");
  }
  CHECK(CountBlocks(r.Filter->GetOutput()) == static_cast<int>(names.size()),
    CountBlocks(r.Filter->GetOutput()) << " blocks, " << names.size() << " expected");
  for (std::size_t i = 0; i < names.size(); ++i)
  {
    const std::string name = BlockName(r.Filter->GetOutput(), static_cast<int>(i));
    CHECK(name == names[i], "block " << i << " is \"" << name << "\", not \"" << names[i] << "\"");
  }
}

void TestSomeAreBad()
{
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Good, Point, Other }));
    CheckWarns(r,
      { "Line \"Line 1\" is left out: Curve has 1 distinct point; at least 2 are needed." },
      { "Line 0", "Line 2" });
    CHECK(Straightened(r.Filter, 1), "a good line has no image");
  }
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Point, Good, Point, Reversal }));
    CheckWarns(r,
      { "Lines \"Line 0\" and \"Line 2\" are left out: Curve has 1 distinct point",
        "Line \"Line 3\" is left out: Curve turns back on itself at (" },
      { "Line 1" });
  }
  {
    Result r;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    r.Filter->SetCurveData(MakeTree({ { { 1, 2, 3 }, { 2, nan, 4 }, { 3, 3, 3 } }, Good }));
    CheckWarns(r, { "Line \"Line 0\" is left out: Curve point 1 is (2, nan, 4)" }, { "Line 1" });
  }
  {
    // that of a line which is a curve, but cannot be straightened, stays empty
    Result r;
    r.Filter->SetCurveData(MakeTree({ Good, Endless }));
    CheckWarns(r, { "Line \"Line 1\" is empty: Spacing 1 in z makes 8e+12 slices of a curve" },
      { "Line 0", "Line 1" });
    CHECK(Straightened(r.Filter, 0) && !Straightened(r.Filter, 1) && !Framed(r.Filter, 1),
      "the wrong block is empty");
  }
  {
    // What is true of a line is said of that line; what is true of all, once.
    Result r;
    Line outside = Good;
    for (Vec& p : outside)
    {
      p = p + Vec{ 1000, 0, 0 };
    }
    r.Filter->SetCurveData(MakeTree({ Good, outside }));
    CheckWarns(r, { "Line \"Line 1\": Check the coordinates: the curve lies outside the image" },
      { "Line 0", "Line 1" });
  }
  {
    Result r;
    const auto image = MakeLinearImage(0, 10);
    vtkNew<vtkStringArray> strings;
    strings->SetName("strings");
    strings->SetNumberOfValues(image->GetNumberOfPoints());
    image->GetPointData()->AddArray(strings);
    r.Filter->SetInputData(image);
    r.Filter->SetCurveData(MakeTree({ Good, Other }));
    CheckWarns(r, { "): Arrays left out" }, { "Line 0", "Line 1" });
  }
}

void TestNothingToDo()
{
  {
    Result r;
    CheckFails(r, "No curve is given");
  }
  {
    Result r;
    r.Filter->SetCurveData(vtkNew<vtkPolyData>());
    CheckFails(r, "Curve is empty");
  }
  {
    Result r;
    const auto points = MakeTree({ Good });
    points->SetLines(nullptr);
    r.Filter->SetCurveData(points);
    CheckFails(r, "Curve has no line through its points (points: 3");
  }
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Point, Point }));
    CheckFails(r, "No line can be straightened: Curve has 1 distinct point");
  }
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Good, Other }));
    r.Filter->SetSpacing(1, -1, 1);
    CheckFails(r, "No line can be straightened: Spacing in y is -1");
  }
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Good, Other }));
    r.Filter->SetFrameTypeToFixedUp();
    r.Filter->SetUpVector(0, 0, 0);
    CheckFails(r, "UpVector is zero");
  }
  {
    Result r;
    r.Filter->SetCurveData(MakeTree({ Good, Other }));
    r.Filter->SetInputData(vtkNew<vtkImageData>());
    CheckFails(r, "Image is empty");
  }
  {
    Result r;
    vtkNew<vtkMultiBlockDataSet> blocks;
    blocks->SetBlock(0, MakeTree({ Good }));
    r.Filter->SetInputDataObject(1, blocks);
    CheckFails(r, "Curve is a composite data set; extract the block with the lines.");
  }
  {
    Result r;
    vtkNew<vtkMultiBlockDataSet> blocks;
    blocks->SetBlock(0, MakeLinearImage(0, 10));
    r.Filter->SetInputDataObject(0, blocks);
    r.Filter->SetCurveData(MakeTree({ Good }));
    CheckFails(r, "Input is a composite data set; extract the block with the image.");
  }
}

/** No extent of the output can be asked for. */
void TestNoExtents()
{
  Result r;
  r.Filter->SetCurveData(MakeTree({ Good }));
  int needed[6];
  const int extent[6] = { 0, 1, 0, 1, 0, 1 };
  CHECK(!r.Filter->ComputeInputExtent(extent, needed), "there is an extent to ask for");
}
}

int TestMultiCurveBadInput(int, char*[])
{
  TestSomeAreBad();
  TestNothingToDo();
  TestNoExtents();
  return Verdict();
}
