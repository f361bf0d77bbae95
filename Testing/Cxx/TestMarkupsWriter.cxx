// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What is written for Slicer comes back to the last bit, and where nothing can be written nothing
// is left behind.

#include "TestFiles.h"

#include "vtkCellData.h"
#include "vtkCurveFrames.h"
#include "vtkDoubleArray.h"
#include "vtkErrorCode.h"
#include "vtkIdList.h"
#include "vtkMarkupsCurveReader.h"
#include "vtkMarkupsCurveWriter.h"
#include "vtkPointData.h"
#include "vtkStringArray.h"

#include <cstring>
#include <filesystem>
#include <limits>
#include <locale>
#include <system_error>

using namespace testcurves;

namespace
{
bool SameBits(double a, double b)
{
  return std::memcmp(&a, &b, sizeof a) == 0;
}

vtkSmartPointer<vtkPolyData> RoundTrip(vtkPolyData* curve, int frame, const std::string& name)
{
  vtkNew<vtkMarkupsCurveWriter> writer;
  Watched watched(writer);
  writer->SetInputData(curve);
  writer->SetWorldFrame(frame);
  writer->SetFileName(OutputFile(name).c_str());
  CHECK(writer->Write() == 1, name << " was not written");
  watched.CheckError("", name);
  CHECK(!Exists(OutputFile(name) + ".part.json"), "half a file is left");
  vtkNew<vtkMarkupsCurveReader> reader;
  Watched watchedReader(reader);
  reader->SetFileName(OutputFile(name).c_str());
  reader->SetWorldFrame(frame);
  reader->Update();
  watchedReader.CheckError("", name);
  return reader->GetOutput();
}

void CheckSamePoints(vtkPolyData* in, vtkPolyData* out, const std::string& what)
{
  CHECK(in->GetNumberOfPoints() == out->GetNumberOfPoints(),
    what << ": " << out->GetNumberOfPoints() << " points of " << in->GetNumberOfPoints());
  for (vtkIdType i = 0; i < std::min(in->GetNumberOfPoints(), out->GetNumberOfPoints()); ++i)
  {
    double p[3];
    double q[3];
    in->GetPoint(i, p);
    out->GetPoint(i, q);
    CHECK(SameBits(p[0], q[0]) && SameBits(p[1], q[1]) && SameBits(p[2], q[2]),
      what << ": point " << i << " has changed by " << p[0] - q[0] << " " << p[1] - q[1] << " "
           << p[2] - q[2]);
  }
}

/** Numbers of every size, and both zeros. */
void TestNumbers()
{
  const double tiny = std::numeric_limits<double>::denorm_min();
  const double least = std::numeric_limits<double>::min();
  const std::vector<Vec> small = { { 0.0, -0.0, 1.0 / 3.0 }, { 0.1, -1e-300, tiny },
    { -7, least, 1e-7 }, { 0.7, -tiny, 0.1 + 0.2 } };
  const std::vector<Vec> large = { { 123456789012345678.0, 1e49, 1e21 }, { 1.0, -1e48, 1e22 },
    { -0.0, 1e23, 9007199254740993.0 } };
  for (const auto& points : { small, large })
  {
    for (const int frame : { 0, 1 })
    {
      const auto curve = MakePolyline(points);
      CheckSamePoints(curve, RoundTrip(curve, frame, "numbers.mrk.json"), "numbers");
    }
  }
}

/** A framed curve: points, axes and radius are those of the input. */
void TestFramed(const ClosedForm& form)
{
  const auto input = MakePolyline(form.Points(400));
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  for (vtkIdType i = 0; i < input->GetNumberOfPoints(); ++i)
  {
    radius->InsertNextValue(1.0 + i / 7.0);
  }
  input->GetPointData()->AddArray(radius);
  vtkNew<vtkCurveFrames> frames;
  frames->SetInputData(input);
  frames->Update();
  vtkPolyData* framed = frames->GetOutput();
  const auto out = RoundTrip(framed, 0, form.Name + ".mrk.json");
  CheckSamePoints(framed, out, form.Name);
  vtkDataArray* axes = out->GetPointData()->GetArray("Orientation");
  vtkDataArray* radii = out->GetPointData()->GetArray("Radius");
  CHECK(axes && radii, form.Name << ": arrays are lost");
  const char* const names[3] = { "Normals", "Binormals", "Tangents" };
  for (vtkIdType i = 0; axes && radii && i < out->GetNumberOfPoints(); ++i)
  {
    for (int j = 0; j < 9; ++j)
    {
      const double expected =
        framed->GetPointData()->GetArray(names[j % 3])->GetComponent(i, j / 3);
      CHECK(axes->GetComponent(i, j) == expected,
        form.Name << ": axis value " << j << " is " << axes->GetComponent(i, j) << ", expected "
                  << expected);
    }
    CHECK(
      radii->GetComponent(i, 0) == framed->GetPointData()->GetArray("Radius")->GetComponent(i, 0),
      form.Name << ": the radius has changed");
  }
  vtkNew<vtkIdList> ids;
  out->GetCellPoints(0, ids);
  CHECK((ids->GetId(0) == ids->GetId(ids->GetNumberOfIds() - 1)) == form.Closed,
    form.Name << " is " << (form.Closed ? "no longer" : "now") << " closed");

  // read again, its axes are the frame of the same curve
  vtkNew<vtkMovingFrame> model;
  vtkNew<vtkMovingFrame> again;
  again->SetFrameTypeToFromArray();
  CHECK(model->Build(framed) && again->Build(out), again->GetErrorMessage());
  double worst = 0.0;
  for (vtkIdType i = 0; i < framed->GetNumberOfPoints(); ++i)
  {
    const double s = framed->GetPointData()->GetArray("ArcLength")->GetComponent(i, 0);
    worst = std::max(worst, AngleBetween(FrameAt(model, s).N, FrameAt(again, s).N));
  }
  CheckBelow(worst * Degrees, 0.05, form.Name + ": turn of the frame after the file, degrees");
}

/** Several lines keep their names, also those that JSON has to escape. */
void TestNames()
{
  auto curve = MakePolyline({ { 0, 0, 0 }, { 1, 2, 3 }, { 4, 5, 6 } });
  const vtkIdType second[2] = { 2, 0 };
  curve->GetLines()->InsertNextCell(2, second);
  vtkNew<vtkStringArray> names;
  names->SetName("Label");
  names->InsertNextValue("left \"A\\\n\xc3\xa4");
  names->InsertNextValue("right");
  curve->GetCellData()->AddArray(names);
  const auto out = RoundTrip(curve, 0, "names.mrk.json");
  auto* read = vtkStringArray::SafeDownCast(out->GetCellData()->GetAbstractArray("Name"));
  CHECK(out->GetNumberOfLines() == 2 && read && read->GetValue(0) == names->GetValue(0) &&
      read->GetValue(1) == "right",
    "names have changed");
  // a radius that is not known everywhere is not written: JSON has no word for it
  vtkNew<vtkDoubleArray> radius;
  radius->SetName("Radius");
  radius->InsertNextValue(1.0);
  radius->InsertNextValue(std::nan(""));
  radius->InsertNextValue(2.0);
  curve->GetPointData()->AddArray(radius);
  const auto partly = RoundTrip(curve, 0, "radii.mrk.json");
  vtkDataArray* radii = partly->GetPointData()->GetArray("Radius");
  CHECK(radii && std::isnan(radii->GetComponent(0, 0)) && radii->GetComponent(3, 0) == 2.0 &&
      radii->GetComponent(4, 0) == 1.0,
    "the radii of the second line alone expected");
}

void TestBadInput()
{
  const auto check = [](vtkPolyData* curve, const std::string& fileName, const std::string& error,
                       unsigned long code)
  {
    vtkNew<vtkMarkupsCurveWriter> writer;
    Watched watched(writer);
    writer->SetInputData(curve);
    writer->SetFileName(fileName.c_str());
    CHECK(writer->Write() == 0, fileName << " was written");
    CHECK(writer->GetErrorCode() == code,
      "error code " << writer->GetErrorCode() << ", expected " << code << " for " << error);
    watched.CheckError(error, error);
    CHECK(!Exists(fileName + ".part.json"), "half a file is left of " << fileName);
  };
  const auto line = MakePolyline({ { 0, 0, 0 }, { 1, 0, 0 } });
  check(line, OutputFile("no-folder/a.mrk.json"), "cannot be written",
    vtkErrorCode::CannotOpenFileError);
  check(line, CURVEDREFORMAT_TEST_OUTPUT, "is a folder", vtkErrorCode::CannotOpenFileError);
  check(line, "", "FileName is empty", vtkErrorCode::NoFileNameError);
  check(
    vtkNew<vtkPolyData>(), OutputFile("empty.mrk.json"), "Curve is empty", vtkErrorCode::UserError);
  check(MakePolyline({ { 0, 0, 0 }, { 0, 0, 0 } }), OutputFile("empty.mrk.json"),
    "Curve has 1 distinct point", vtkErrorCode::UserError);
  CHECK(!Exists(OutputFile("empty.mrk.json")), "an empty file is there");
  // what was there stays
  const std::string kept = MakeFile("kept.mrk.json", "kept");
  check(vtkNew<vtkPolyData>(), kept, "Curve is empty", vtkErrorCode::UserError);
  CHECK(ContentOf(kept) == "kept", "a file was lost");
}

/** A file that is written again stays what it was for others: the link to it, and who may read it.
 */
void TestWrittenAgain()
{
  namespace fs = std::filesystem;
  const auto line = MakePolyline({ { 0, 0, 0 }, { 1, 0, 0 } });
  const fs::path file = MakeFile("linked-to.mrk.json", "before");
  const fs::path link = OutputFile("link.mrk.json");
  fs::remove(link);
  std::error_code error;
  fs::create_symlink(file.filename(), link, error);
  if (error)
  {
    return; // a system that has none, or lets not everybody make them
  }
  const fs::perms readable =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read;
  fs::permissions(file, readable);
  const auto out = RoundTrip(line, 0, "link.mrk.json");
  CheckSamePoints(line, out, "through a link");
  CHECK(fs::is_symlink(link), "the link was lost");
  CHECK(ContentOf(file.string()) == ContentOf(link.string()), "another file was written");
  CHECK(fs::status(file).permissions() == readable, "others may not read it any more");

  fs::remove(file);
  RoundTrip(line, 0, "link.mrk.json");
  CHECK(fs::is_symlink(link), "the link to a file that is not there was lost");
  CHECK(fs::is_regular_file(file), "where the link leads there is no file");
}

/** Numbers have points, whatever the language of the program. */
void TestLocale()
{
  struct Commas : std::numpunct<char>
  {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Commas));
  const auto curve = MakePolyline({ { 1234567.5, 0.25, 1 }, { 1e6, 1000, 0.5 } });
  CheckSamePoints(curve, RoundTrip(curve, 0, "locale.mrk.json"), "another language");
  std::locale::global(before);
}
}

int TestMarkupsWriter(int, char*[])
{
  TestNumbers();
  TestFramed(Helix(20.0, 5.0, 1.5));
  TestFramed(TorusKnot());
  TestNames();
  TestBadInput();
  TestWrittenAgain();
  TestLocale();
  return Verdict();
}
