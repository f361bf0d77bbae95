// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Curves in tables of text: every usual way to write the same table is the same curve, and what is
// wrong is named with its line.

#include "TestFiles.h"

#include "vtkDataArray.h"
#include "vtkPointData.h"
#include "vtkTextCurveReader.h"

using namespace testcurves;

namespace
{
struct Reading
{
  vtkNew<vtkTextCurveReader> Reader;
  Watched Messages{ this->Reader };

  explicit Reading(const std::string& text, const std::string& name = "text.csv")
  {
    this->Reader->SetFileName(MakeFile(name, text).c_str());
  }

  vtkPolyData* Read()
  {
    this->Reader->Update();
    return this->Reader->GetOutput();
  }

  /** The line is these points; radii are 7, 8 and 9. */
  void CheckPoints(const std::string& what, double sign = 1.0, const char* radius = "Radius")
  {
    const double expected[3][3] = { { 1, 2, 3.5 }, { -4, 5e1, 6 }, { 0.25, -8, 9 } };
    vtkPolyData* out = this->Read();
    this->Messages.CheckError("", what);
    CHECK(out->GetNumberOfPoints() == 3 && out->GetNumberOfLines() == 1,
      what << ": " << out->GetNumberOfPoints() << " points, " << out->GetNumberOfLines()
           << " lines, expected 3 and 1");
    if (out->GetNumberOfPoints() != 3)
    {
      return;
    }
    for (vtkIdType i = 0; i < 3; ++i)
    {
      double p[3];
      out->GetPoint(i, p);
      CHECK(
        p[0] == sign * expected[i][0] && p[1] == sign * expected[i][1] && p[2] == expected[i][2],
        what << ": point " << i << " is " << p[0] << " " << p[1] << " " << p[2]);
    }
    vtkDataArray* array = radius ? out->GetPointData()->GetArray(radius) : nullptr;
    CHECK(!radius || (array && array->GetComponent(0, 0) == 7 && array->GetComponent(2, 0) == 9),
      what << ": no array " << radius);
  }
};

void TestFormats()
{
  Reading("x,y,z,radius\n1,2,3.5,7\n-4,5e1,6,8\n.25,-8,9,9\n").CheckPoints("CSV");
  Reading("\xEF\xBB\xBFX;Y;Z;Radius\r\n1;2;3,5;7\r\n-4;50;6;8\r\n0,25;-8;9;9\r\n")
    .CheckPoints("decimal commas, Windows");
  Reading("x\ty\tz\tRADIUS\n1\t2\t3.5\t7\n-4\t50\t6\t8\n0.25\t-8\t9\t9").CheckPoints("tabs");
  Reading("r\tx\ty\tz\tradius\tlast\n\t1\t2\t3.5\t7\t\n2\t-4\t50\t6\t8\t5\n\t0.25\t-8\t9\t9\t")
    .CheckPoints("tabs next to empty fields");
  Reading("  1   2 \t 3.5  7\n-4 50 6 8\n\n+0.25 -8 9 9 \n").CheckPoints("blanks", 1, "Column 3");
  Reading("# x y z radius\n1 2 3.5 7\n-4 50 6 8\n0.25 -8 9 9\n").CheckPoints("as NumPy writes");
  Reading("% made by hand\n// twice\nname,z,\"radius\",y,x\np,3.5,7,2,1\n\"q, r\",6,8,50,-4\n# "
          "between\ns,9,9,-8,.25\n")
    .CheckPoints("other columns, quotes and remarks");
  Reading("\"Points:0\",\"Points:1\",\"Points:2\",radius\n1,2,3.5,7\n-4,50,6,8\n.25,-8,9,9\n")
    .CheckPoints("as ParaView writes");
  Reading("1,2,3.5,7\r-4,50,6,8\r0.25,-8,9,9").CheckPoints("old Macintosh", 1, "Column 3");
}

void TestSettings()
{
  const std::string text = "i,u,v,w,radius\n0,1,2,3.5,7\n1,-4,50,6,8\n2,.25,-8,9,9\n";
  for (const auto& columns : std::vector<std::array<const char*, 3>>{
         { "u", "v", "w" }, { "U", "v", "W" }, { "1", "2", "3" }, { "u", "2", "w" } })
  {
    Reading r(text);
    r.Reader->SetXColumn(columns[0]);
    r.Reader->SetYColumn(columns[1]);
    r.Reader->SetZColumn(columns[2]);
    r.CheckPoints(std::string("columns ") + columns[0] + columns[1] + columns[2]);
  }
  for (const int file : { 0, 1 })
  {
    for (const int world : { 0, 1 })
    {
      Reading r("x,y,z,radius\n1,2,3.5,7\n-4,50,6,8\n.25,-8,9,9\n");
      r.Reader->SetFileFrame(file);
      r.Reader->SetWorldFrame(world);
      r.CheckPoints("frames", file == world ? 1.0 : -1.0);
    }
  }
  Reading r("1 2 3.5,7\n-4 50 6,8\n.25 -8 9,9\n");
  r.Reader->SetDelimiterToBlanks();
  r.Read();
  r.Messages.CheckError(
    "No columns are called x, y and z but \"1\", \"2\", \"3.5,7\"; name them", "given delimiter");
}

/** Names with units and words, behind an index that is no coordinate. */
void TestNamesWithUnits()
{
  for (const char* names :
    { "id;X (mm);Y (mm);Z (mm)", "id;pos_x;pos_y;pos_z", "id;x [mm];y [mm];z [mm]",
      "id;Points:0;Points:1;Points:2", "id;Start X;Start Y;Start Z", "fox;x;y;z" })
  {
    Reading r(std::string(names) + ";radius\n7;1;2;3.5;7\n8;-4;50;6;8\n9;.25;-8;9;9\n");
    r.CheckPoints(names, 1.0);
  }
}

/** Text in other columns, and fields left empty. */
void TestOtherColumns()
{
  Reading r("x,y,z,name,value\n1,2,3,a,1\n4,5,6,b,\n7,8,9,,3\n");
  vtkPointData* data = r.Read()->GetPointData();
  CHECK(!data->GetAbstractArray("name"), "text became an array");
  vtkDataArray* value = data->GetArray("value");
  CHECK(value && value->GetComponent(0, 0) == 1 && std::isnan(value->GetComponent(1, 0)) &&
      value->GetComponent(2, 0) == 3,
    "1, not a number and 3 expected");
}

void CheckFails(const std::string& text, const std::string& sentence)
{
  Reading r(text);
  CHECK(r.Read()->GetNumberOfPoints() == 0, "there are points after " << sentence);
  r.Messages.CheckError(sentence, text.substr(0, 60));
}

void TestBadInput()
{
  CheckFails("", "There is no point in it");
  CheckFails("x,y,z\n", "There is no point in it");
  CheckFails("# nothing\n\n", "There is no point in it");
  CheckFails("1,2,3\n", "Text has 1 defined point; at least 2 are needed.");
  CheckFails("1,2,3\n\n4,5\n", "Line 3 has 2 columns, those before it have 3");
  CheckFails("x,y,z\n1,2,3\n4,,6\n", "Line 3 has \"\" as y; a finite number is needed.");
  CheckFails("x,y,z\n1,2,3\n4,five,6\n", "Line 3 has \"five\" as y");
  CheckFails("x,y,z\n1,2,3\n4,nan,6\n", "Line 3 has \"nan\" as y");
  CheckFails("x,y,z\n1,2,3\n4,1e999,6\n", "Line 3 has \"1e999\" as y");
  CheckFails("1,2\n3,4\n", "There are no columns of numbers for x, y and z among the 2");
  CheckFails(std::string("\0\xff\x01\0\n\0\0", 7), "No columns are called x, y and z but");
  CheckFails("id,u,v,w\n0,1,2,3\n1,2,3,4\n",
    "No columns are called x, y and z but \"id\", \"u\", \"v\", \"w\"; name them in XColumn");
  // a point that is told apart by text is not to be lost as if it were names
  CheckFails(
    "a,1,2,3.5\nb,-4,50,6\nc,.25,-8,9\n", "No columns are called x, y and z but \"a\", \"1\"");
  CheckFails("xx,yy,zz\n1,2,3\n4,5,6\n", "No columns are called x, y and z");
  CheckFails("a_x,b_y,a_z\n1,2,3\n4,5,6\n", "No columns are called x, y and z");
  Reading named("x,y,z\n1,2,3\n4,5,6\n");
  named.Reader->SetYColumn("why");
  named.Read();
  named.Messages.CheckError(
    "YColumn is \"why\", which is no column; give a name, or a number from 0 to 2.", "a name");
  Reading twice("x,y,z\n1,2,3\n4,5,6\n");
  twice.Reader->SetYColumn("x");
  twice.Read();
  twice.Messages.CheckError("Column 0 would be both x and y", "a column twice");
}

/** No prefix of a file does harm. */
void TestPrefixes()
{
  const std::string text = "# remark\nlabel;x;y;\"z\";radius\na;1,5;2;3;4\n\"b;\";5;6;7;8\n";
  for (std::size_t size = 0; size <= text.size(); ++size)
  {
    Reading r(text.substr(0, size));
    r.Read();
    CHECK(CountOf(r.Messages.Errors->GetErrorMessage(), "ERROR") <= 1, "more than one error");
    CHECK(r.Messages.Errors->GetError() || r.Reader->GetOutput()->GetNumberOfLines() == 1,
      "neither an error nor a line after " << size << " bytes");
  }
}

/** ParaView is told that tables are not meant, but for those that say so. */
void TestNames()
{
  vtkNew<vtkTextCurveReader> reader;
  CHECK(!reader->CanReadFile("data.csv") && !reader->CanReadFile(".curve.csv") &&
      !reader->CanReadFile(nullptr),
    "a table is taken for a curve");
  CHECK(reader->CanReadFile("a.curve.csv") && reader->CanReadFile("/x/B.Curve.XYZ"),
    "a curve is not known by its name");
}
}

int TestTextCurve(int, char*[])
{
  TestFormats();
  TestSettings();
  TestNamesWithUnits();
  TestOtherColumns();
  TestBadInput();
  TestPrefixes();
  TestNames();
  return Verdict();
}
