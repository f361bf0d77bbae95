// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Markups of Slicer: the points that stand in the file, in the frame that is asked for, with their
// names, radii and axes.

#include "TestFiles.h"

#include "vtkCellData.h"
#include "vtkDoubleArray.h"
#include "vtkIdList.h"
#include "vtkIntArray.h"
#include "vtkMarkupsCurveReader.h"
#include "vtkPointData.h"
#include "vtkStringArray.h"

#include <limits>

using namespace testcurves;

namespace
{
struct Expected
{
  std::string Name;
  std::string Type;
  int Undefined;
  bool Closed;
  std::vector<Vec> Points; // RAS
};

void CheckLines(const std::string& fileName, int frame, const std::vector<Expected>& expected)
{
  vtkNew<vtkMarkupsCurveReader> reader;
  Watched watched(reader);
  reader->SetFileName(fileName.c_str());
  reader->SetWorldFrame(frame);
  reader->Update();
  watched.CheckError("", fileName);
  vtkPolyData* out = reader->GetOutput();
  CHECK(out->GetNumberOfLines() == static_cast<vtkIdType>(expected.size()),
    fileName << " has " << out->GetNumberOfLines() << " lines, expected " << expected.size());
  auto* names = vtkStringArray::SafeDownCast(out->GetCellData()->GetAbstractArray("Name"));
  auto* types = vtkStringArray::SafeDownCast(out->GetCellData()->GetAbstractArray("Type"));
  auto* undefined =
    vtkIntArray::SafeDownCast(out->GetCellData()->GetAbstractArray("UndefinedPoints"));
  CHECK(names && types && undefined, "cell arrays are missing");
  CHECK(out->GetPoints()->GetDataType() == VTK_DOUBLE, "the points are not double");
  if (Failures() > 0)
  {
    return;
  }
  const double sign = frame == 1 ? -1.0 : 1.0;
  for (std::size_t i = 0; i < expected.size(); ++i)
  {
    const Expected& line = expected[i];
    const auto id = static_cast<vtkIdType>(i);
    CHECK(names->GetValue(id) == line.Name,
      "name " << names->GetValue(id) << ", expected " << line.Name);
    CHECK(types->GetValue(id) == line.Type,
      "type " << types->GetValue(id) << ", expected " << line.Type);
    CHECK(undefined->GetValue(id) == line.Undefined,
      line.Name << ": " << undefined->GetValue(id) << " points left out, expected "
                << line.Undefined);
    vtkNew<vtkIdList> ids;
    out->GetCellPoints(id, ids);
    const std::size_t count = line.Points.size() + (line.Closed ? 1 : 0);
    CHECK(static_cast<std::size_t>(ids->GetNumberOfIds()) == count,
      line.Name << " has " << ids->GetNumberOfIds() << " ids, expected " << count);
    if (static_cast<std::size_t>(ids->GetNumberOfIds()) != count)
    {
      continue;
    }
    if (line.Closed)
    {
      CHECK(ids->GetId(0) == ids->GetId(ids->GetNumberOfIds() - 1),
        line.Name << " does not end where it begins");
    }
    for (std::size_t j = 0; j < line.Points.size(); ++j)
    {
      Vec p{};
      out->GetPoint(ids->GetId(static_cast<vtkIdType>(j)), p.v);
      const Vec q = { sign * line.Points[j][0], sign * line.Points[j][1], line.Points[j][2] };
      CHECK(p[0] == q[0] && p[1] == q[1] && p[2] == q[2],
        line.Name << " point " << j << " is " << p[0] << " " << p[1] << " " << p[2] << ", expected "
                  << q[0] << " " << q[1] << " " << q[2]);
    }
  }
}

/** The samples, number by number, in both frames. */
void TestSamples()
{
  for (const int frame : { 0, 1 })
  {
    CheckLines(DataFile("curve.mrk.json"), frame,
      { { "curve", "Curve", 2, false,
        { { 10.5, -20.25, 30.125 }, { -10, 2, 35 }, { -0.1, -0.2, 0.1 + 0.2 } } } });
    CheckLines(DataFile("several.mrk.json"), frame,
      { { "ring", "ClosedCurve", 0, true,
          { { 10, 0, 5 }, { 0, 10, 5 }, { -10, 0, 5 }, { 0, -10, 5 } } },
        { "ruler", "Line", 0, false, { { -1, -2, 3 }, { -4, -5, 6 } } },
        { "angle", "Angle", 0, false, { { -1, 0, 0 }, { 0, 0, 0 }, { 0, -1, 0 } } },
        { "several", "Fiducial", 0, false, { { 7, 8, 9 }, { 8, 9, 10 } } } });
    CheckLines(DataFile("points.fcsv"), frame,
      { { "points", "Fiducial", 1, false,
        { { 19.906699999999987, -13.9347, 29.442970822281154 },
          { 7.3939, 76.94990495817181, 17.552540297898375 },
          { -81.73332450520303, 42.9415, 9.625586614976527 } } } });
    CheckLines(DataFile("points-old.fcsv"), frame,
      { { "points-old", "Fiducial", 0, false, { { 1.5, 2.5, -3.5 }, { 4, 5, 6 } } } });
  }
}

/** What is no curve is left out with a warning, one each. */
void TestLeftOut()
{
  vtkNew<vtkMarkupsCurveReader> reader;
  Watched watched(reader);
  reader->SetFileName(DataFile("several.mrk.json").c_str());
  reader->Update();
  const std::string text = watched.Errors->GetWarningMessage();
  CHECK(CountOf(text, "Warning") == 2 && text.find("of type Plane") != std::string::npos &&
      text.find("Curve \"begun\" has 1 defined point; at least 2 are needed.") != std::string::npos,
    "two warnings expected, got " << text);
}

/** The radius loses the values of points that are not defined; axes turn with the frame. */
void TestArrays()
{
  for (const int frame : { 0, 1 })
  {
    vtkNew<vtkMarkupsCurveReader> reader;
    reader->SetFileName(DataFile("curve.mrk.json").c_str());
    reader->SetWorldFrame(frame);
    reader->Update();
    vtkPointData* data = reader->GetOutput()->GetPointData();
    vtkDataArray* radius = data->GetArray("Radius");
    CHECK(radius && radius->GetNumberOfTuples() == 3 && radius->GetComponent(0, 0) == 4.0 &&
        radius->GetComponent(1, 0) == 3.5 && radius->GetComponent(2, 0) == 3.0,
      "the radii are not 4, 3.5 and 3");
    CHECK(!data->GetArray("length"), "a measurement of the whole became an array of points");
    vtkDataArray* axes = data->GetArray("Orientation");
    CHECK(axes && axes->GetNumberOfComponents() == 9, "there are no axes");
    if (!axes)
    {
      continue;
    }
    // in RAS the first point has the world's axes, the second a quarter turn
    const double sign = frame == 1 ? -1.0 : 1.0;
    const double first[9] = { sign, 0, 0, 0, sign, 0, 0, 0, 1 };
    const double second[9] = { 0, -sign, 0, sign, 0, 0, 0, 0, 1 };
    for (int i = 0; i < 9; ++i)
    {
      CHECK(axes->GetComponent(0, i) == first[i],
        "axis value " << i << " is " << axes->GetComponent(0, i) << ", expected " << first[i]);
      CHECK(axes->GetComponent(1, i) == second[i],
        "axis value " << i << " is " << axes->GetComponent(1, i) << ", expected " << second[i]);
    }
  }
  // a line without radii beside one with radii
  const std::string point = "{\"position\": [1, 2, 3]}, {\"position\": [4, 5, 6]}";
  const std::string text = "{\"@schema\": \"\", \"markups\": [{\"type\": \"Curve\", "
                           "\"controlPoints\": [" +
    point +
    "], \"measurements\": [{\"name\": \"RADIUS\", \"units\": \"cm\", "
    "\"controlPointValues\": [0.25, 1]}]}, {\"type\": \"Line\", \"controlPoints\": [" +
    point + "]}]}";
  vtkNew<vtkMarkupsCurveReader> reader;
  reader->SetFileName(MakeFile("markups-radii.mrk.json", text).c_str());
  reader->Update();
  vtkDataArray* radius = reader->GetOutput()->GetPointData()->GetArray("Radius");
  CHECK(radius && radius->GetNumberOfTuples() == 4 && radius->GetComponent(0, 0) == 2.5 &&
      radius->GetComponent(1, 0) == 10.0 && std::isnan(radius->GetComponent(2, 0)) &&
      std::isnan(radius->GetComponent(3, 0)),
    "radii of 2.5 and 10 mm, and two that are not numbers, expected");
}

/** A closed line is a closed curve for the model, whose length is that of the polygon or more. */
void TestClosedIsClosed()
{
  vtkNew<vtkMarkupsCurveReader> reader;
  Watched watched(reader);
  reader->SetFileName(DataFile("several.mrk.json").c_str());
  reader->Update();
  vtkNew<vtkMovingFrame> model;
  model->SetCurveIndex(0);
  CHECK(model->Build(reader->GetOutput()), "refused: " << model->GetErrorMessage());
  CHECK(model->IsClosed(), "the ring is open");
  CHECK(model->GetLength() > 40.0 * std::sqrt(2.0) && model->GetLength() < 64.0,
    "the ring through a square of diagonal 20 is " << model->GetLength() << " long");
}

/** The second piece is empty, and files are known by their content. */
void TestPiecesAndFiles()
{
  vtkNew<vtkMarkupsCurveReader> reader;
  reader->SetFileName(DataFile("points.fcsv").c_str());
  reader->UpdatePiece(1, 2, 0);
  CHECK(reader->GetOutput()->GetNumberOfPoints() == 0, "the second piece has points");
  CHECK(reader->CanReadFile(DataFile("curve.mrk.json").c_str()), "curve.mrk.json is not known");
  CHECK(reader->CanReadFile(DataFile("points.fcsv").c_str()), "points.fcsv is not known");
  CHECK(!reader->CanReadFile(MakeFile("other.mrk.json", "{\"points\": []}").c_str()),
    "JSON without markups is taken");
  CHECK(!reader->CanReadFile("/none/none.fcsv") && !reader->CanReadFile(nullptr),
    "a file that is not there can be read");
}
}

int TestMarkupsReader(int, char*[])
{
  TestSamples();
  TestLeftOut();
  TestArrays();
  TestClosedIsClosed();
  TestPiecesAndFiles();
  return Verdict();
}
