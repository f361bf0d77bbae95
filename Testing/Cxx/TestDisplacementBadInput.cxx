// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What no displacement field can be made of, or written, gives one clear sentence and no output.

#include "TestDisplacement.h"

#include "vtkDisplacementFieldWriter.h"
#include "vtkErrorCode.h"
#include "vtkExecutive.h"
#include "vtkTestErrorObserver.h"

#include <cmath>
#include <filesystem>
#include <limits>

#ifdef __unix__
#include <csignal>
#include <sys/resource.h>
#endif

using namespace testcurves;

namespace
{
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

void CheckSentence(
  const char* what, const std::string& message, const std::vector<std::string>& sentence)
{
  CHECK(Count(message, "ERROR") == 1,
    what << ": " << Count(message, "ERROR") << " errors instead of one: \"" << message << "\"");
  for (const std::string& part : sentence)
  {
    CHECK(message.find(part) != std::string::npos,
      what << ": \"" << part << "\" expected, got \"" << message << "\"");
  }
}

//------------------------------------------------------------------------------
using Field = vtkStraighteningDisplacementField;

struct Case
{
  const char* What;
  std::function<void(Field*)> Spoil;
  std::vector<std::string> Sentence;
};

std::vector<Case> Cases()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  return {
    { "no line",
      [](Field* f)
      {
        vtkNew<vtkPolyData> curve;
        f->SetInputData(curve);
      },
      { "Curve" } },
    { "one point",
      [](Field* f) {
        f->SetInputData(MakePolyline({ { 1, 2, 3 } }));
      },
      { "1 distinct point" } },
    { "an image without a curve", [](Field* f) { f->SetInputData(MakeImage(OddGeometry())); },
      { "no curve", "Curved Planar Reformat" } },
    { "an empty image",
      [](Field* f)
      {
        vtkNew<vtkImageData> image;
        f->SetInputData(image);
      },
      { "empty" } },
    { "a negative tolerance", [](Field* f) { f->SetTolerance(-0.5); }, { "Tolerance is -0.5" } },
    { "a tolerance that is no number", [nan](Field* f) { f->SetTolerance(nan); },
      { "Tolerance is nan" } },
    { "a negative size", [](Field* f) { f->SetSliceSize(4, -3); }, { "SliceSize is (4, -3)" } },
    { "a negative spacing", [](Field* f) { f->SetSpacing(1, -2, 1); },
      { "Spacing is (1, -2, 1)" } },
    { "a spacing too small", [](Field* f) { f->SetSpacing(0, 0, 1e-9); }, { "Spacing 1e-09" } },
    { "a tolerance too small", [](Field* f) { f->SetTolerance(1e-14); },
      { "Tolerance 1e-14", "larger" } },
    { "a tolerance too small, from the world",
      [](Field* f)
      {
        f->SetTolerance(1e-5);
        f->SetDirectionToWorldToStraightened();
      },
      { "larger" } },
    { "a curve that goes back",
      [](Field* f)
      {
        f->SetInputData(MakePolyline(PointsPerUnit(Helix(10, 3, 2))));
        f->SetModeToProjected();
        f->SetVectorOfInterest(1, 0, 0);
        f->SetProjectionDirection(0, 1, 0);
      },
      { "goes back", "ProjectionDirection" } },
    { "a vector of interest along the curve",
      [](Field* f)
      {
        f->SetInputData(MakePolyline({ { 0, 0, 0 }, { 0, 0, 5 } }));
        f->SetModeToStretched();
        f->SetVectorOfInterest(0, 0, 1);
      },
      { "Vector of interest" } },
    { "a wall without radii",
      [](Field* f)
      {
        f->SetModeToUnfolded();
        f->SetRelativeToWall(1);
      },
      { "Radius" } },
    { "a reference with spacing 0",
      [](Field* f)
      {
        const auto image = MakeImage(OddGeometry());
        image->SetSpacing(1, 0, 1);
        f->SetReferenceData(image);
      },
      { "Reference image", "spacing (1, 0, 1)" } },
    { "a reference too large",
      [](Field* f)
      {
        vtkNew<vtkImageData> image;
        image->SetDimensions(100000, 100000, 100);
        f->SetReferenceData(image);
      },
      { "GB of memory", "100000" } },
  };
}

void TestFilter()
{
  for (const Case& c : Cases())
  {
    vtkNew<Field> field;
    const auto curve = MakePolyline(PointsPerUnit(Helix(10, 3, 0.5)));
    field->SetInputData(curve);
    c.Spoil(field);
    vtkNew<vtkTest::ErrorObserver> errors;
    vtkNew<vtkTest::ErrorObserver> executive; // that the algorithm failed
    field->AddObserver(vtkCommand::AnyEvent, errors);
    field->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
    field->Update();
    CheckSentence(c.What, errors->GetErrorMessage(), c.Sentence);
    CHECK(field->GetOutput()->GetNumberOfPoints() == 0, c.What << ": there is an output");

    field->SetInputData(curve);
    field->SetReferenceData(nullptr);
    field->SetDirectionToStraightenedToWorld();
    field->SetModeToStraightened();
    field->SetTolerance(0);
    field->SetSliceSize(0, 0);
    field->SetSpacing(0, 0, 0);
    errors->Clear();
    field->Update();
    CHECK(!errors->GetError() && field->GetOutput()->GetNumberOfPoints() > 50,
      c.What << ": still broken when mended: \"" << errors->GetErrorMessage() << "\"");
  }
}

/** A grid that is too coarse for the tolerance that was asked for warns. */
void TestCoarse()
{
  vtkNew<Field> field;
  field->SetInputData(MakePolyline(PointsPerUnit(Helix(10, 3, 0.5))));
  field->SetTolerance(1e-3);
  field->SetSpacing(0, 0, 4);
  vtkNew<vtkTest::ErrorObserver> observer;
  field->AddObserver(vtkCommand::WarningEvent, observer);
  field->AddObserver(vtkCommand::ErrorEvent, observer);
  field->Update();
  CHECK(Count(observer->GetWarningMessage(), "Warning:") == 1 && !observer->GetError() &&
      observer->GetWarningMessage().find("0.001") != std::string::npos,
    "one warning expected, got \"" << observer->GetWarningMessage() << "\"");
}

//------------------------------------------------------------------------------
void TestWriter()
{
  const std::string good = CURVEDREFORMAT_TEST_OUTPUT "/bad-input.mha";
  std::filesystem::remove(good);
  struct WriterCase
  {
    const char* What;
    std::string FileName;
    std::function<void(vtkImageData*)> Spoil;
    std::vector<std::string> Sentence;
    unsigned long Code = vtkErrorCode::UnknownError;
  };
  const auto nothing = [](vtkImageData*) {};
  const auto replace = [](int type, int components)
  {
    return [=](vtkImageData* image)
    {
      image->GetPointData()->RemoveArray("Displacement");
      AddArray(image, "Displacement", type, components, [](int, int, int, int) { return 1.0; });
    };
  };
  std::vector<WriterCase> cases = {
    { "no name", "", nothing, { "FileName is empty" }, vtkErrorCode::NoFileNameError },
    { "no vectors", good,
      [](vtkImageData* image) { image->GetPointData()->RemoveArray("Displacement"); },
      { "no point array Displacement" } },
    { "two components", good, replace(VTK_DOUBLE, 2), { "Displacement has 2 components" } },
    { "integers", good, replace(VTK_INT, 3), { "of type int" } },
    { "an empty image", good, [](vtkImageData* image) { image->Initialize(); }, { "empty" } },
    { "a negative spacing", good, [](vtkImageData* image) { image->SetSpacing(1, -1, 1); },
      { "spacing (1, -1, 1)" } },
  };
  if (vtkDisplacementFieldWriter::CanWrite())
  {
    cases.push_back({ "another extension", good + ".png", nothing, { "'.png'", ".nrrd" },
      vtkErrorCode::UnrecognizedFileTypeError });
    cases.push_back({ "no such folder", CURVEDREFORMAT_TEST_OUTPUT "/nowhere/f.nrrd", nothing,
      { "cannot be written", "nowhere", "a folder that exists" },
      vtkErrorCode::CannotOpenFileError });
    cases.push_back({ "a folder in its place", CURVEDREFORMAT_TEST_OUTPUT "/folder.mha", nothing,
      { "is a folder" }, vtkErrorCode::CannotOpenFileError });
    std::filesystem::create_directories(CURVEDREFORMAT_TEST_OUTPUT "/folder.mha/inside");
  }
  else
  {
    cases.push_back({ "no ITK", good, nothing, { "built without ITK", "install" },
      vtkErrorCode::UnrecognizedFileTypeError });
  }
  for (const WriterCase& c : cases)
  {
    const auto image = MakeImage(OddGeometry());
    AddArray(image, "Displacement", VTK_DOUBLE, 3, [](int, int, int, int) { return 1.0; });
    c.Spoil(image);
    vtkNew<vtkDisplacementFieldWriter> writer;
    writer->SetInputData(image);
    writer->SetFileName(c.FileName.c_str());
    vtkNew<vtkTest::ErrorObserver> errors;
    writer->AddObserver(vtkCommand::AnyEvent, errors);
    writer->Write();
    CheckSentence(c.What, errors->GetErrorMessage(), c.Sentence);
    CHECK(writer->GetErrorCode() == c.Code,
      c.What << ": error code " << writer->GetErrorCode() << ", expected " << c.Code);
    CHECK(!std::filesystem::is_regular_file(c.FileName) &&
        !std::filesystem::exists(c.FileName + ".part.mha"),
      c.What << ": there is a file " << c.FileName);
  }
}
//------------------------------------------------------------------------------
/** A place that takes only so many bytes, as a disk that is full: no file that looks like one. */
void TestNoRoom()
{
#ifdef __unix__
  if (!vtkDisplacementFieldWriter::CanWrite())
  {
    return;
  }
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  for (const char* ending : { ".mha", ".nrrd" })
  {
    for (const int compressed : { 0, 1 })
    {
      for (const rlim_t room : { 100, 2000 })
      {
        const std::string fileName = std::string(CURVEDREFORMAT_TEST_OUTPUT "/no-room") + ending;
        std::filesystem::remove(fileName);
        const auto image = MakeImage(OddGeometry());
        AddArray(image, "Displacement", VTK_DOUBLE, 3,
          [](int i, int j, int k, int c) { return std::sin(1e5 * i + 1e3 * j + 17 * k + c); });
        vtkNew<vtkDisplacementFieldWriter> writer;
        writer->SetInputData(image);
        writer->SetFileName(fileName.c_str());
        writer->SetUseCompression(compressed);
        vtkNew<vtkTest::ErrorObserver> errors;
        writer->AddObserver(vtkCommand::AnyEvent, errors);
        rlimit limit = before;
        limit.rlim_cur = room;
        setrlimit(RLIMIT_FSIZE, &limit);
        writer->Write();
        setrlimit(RLIMIT_FSIZE, &before);
        const std::string what = std::to_string(room) + " bytes for " + ending;
        CheckSentence(what.c_str(), errors->GetErrorMessage(), { "cannot be written" });
        CHECK(writer->GetErrorCode() != vtkErrorCode::NoError, what << ": no error code");
        CHECK(!std::filesystem::exists(fileName), what << ": there is a file");
      }
    }
  }
#endif
}
}

int TestDisplacementBadInput(int, char*[])
{
  TestNoRoom();
  TestFilter();
  TestCoarse();
  TestWriter();
  return Verdict();
}
