// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Markups with something wrong in them: one sentence each and no output; no prefix of a file, and
// no file with a wrong value anywhere, does any harm.

#include "TestFiles.h"

#include "vtkMarkupsCurveReader.h"

#include <filesystem>

using namespace testcurves;

namespace
{
/** What the reader says of a file; it says at most one thing, and then there is no output. */
std::string ErrorOf(const std::string& fileName)
{
  vtkNew<vtkMarkupsCurveReader> reader;
  Watched watched(reader);
  reader->SetFileName(fileName.c_str());
  reader->Update();
  const std::string message = watched.Errors->GetErrorMessage();
  CHECK(CountOf(message, "ERROR") <= 1, "more than one error: " << message);
  if (watched.Errors->GetError())
  {
    CHECK(reader->GetOutput()->GetNumberOfPoints() == 0, "there are points after " << message);
    CHECK(CountOf(message, "json.exception") == 0, "not a sentence: " << message);
  }
  else
  {
    CHECK(reader->GetOutput()->GetNumberOfLines() > 0, "neither an error nor a line");
  }
  return watched.Errors->GetError() ? message : std::string();
}

void CheckText(const std::string& text, const std::string& sentence,
  const std::string& name = "markups-bad.mrk.json")
{
  const std::string message = ErrorOf(MakeFile(name, text));
  CHECK(message.find(sentence) != std::string::npos && (sentence.empty() == message.empty()),
    "\"" << sentence << "\" expected of " << text.substr(0, 100) << ", got \"" << message << "\"");
}

/** A file with one markup, and two points in it, but for what is replaced. */
std::string Markups(const std::string& markup)
{
  return "{\"@schema\": \"x/markups-schema-v1.0.3.json#\", \"markups\": [" + markup + "]}";
}
std::string Points(const std::string& points)
{
  return Markups("{\"type\": \"Curve\", \"controlPoints\": [" + points + "]}");
}
std::string Member(const std::string& member)
{
  return Markups("{\"type\": \"Curve\", " + member +
    ", \"controlPoints\": [{\"position\": [1, 2, 3]}, {\"position\": [4, 5, 6]}]}");
}

void TestContents()
{
  CheckText(Member("\"name\": \"good\""), "");
  CheckText("", "no valid JSON: line 1 (byte");
  CheckText("{", "no valid JSON: line 1 (byte 1 of 1)");
  CheckText("{\"markups\":\n [\n{]}", "no valid JSON: line 3 (byte 17 of 18)");
  CheckText("[1, 2]", "It holds an array and no markups");
  CheckText("null", "It holds null and no markups");
  CheckText("{}", "It has no markups");
  CheckText("{\"markups\": {}}", "The markups of the file is an object; an array is needed.");
  CheckText("{\"markups\": []}", "There is no curve in it");
  CheckText("{\"@schema\": 3, \"markups\": []}", "The @schema of the file is a number");
  CheckText("{\"@schema\": \"markups-schema-v2.0.0.json#\", \"markups\": []}",
    "only markups-schema-v1 is known");
  CheckText(Markups("7"), "The markup 0 is a number; an object is needed.");
  CheckText(Markups("{}"), "The markup 0 has no type");
  CheckText(Markups("{\"type\": 1}"), "The type of markup 0 is a number; a string is needed.");
  CheckText(Markups("{\"type\": \"Plane\"}"), "the markup 0 is of type Plane");
  CheckText(Markups("{\"type\": \"Curve\"}"), "Curve has 0 defined points; at least 2 are needed.");
  CheckText(Markups("{\"type\": \"Curve\", \"controlPoints\": {}}"),
    "The controlPoints of markup 0 is an object; an array is needed.");
  CheckText(Member("\"coordinateSystem\": \"SAR\""), "is \"SAR\"; only RAS and LPS are known.");
  CheckText(Member("\"coordinateSystem\": 2"), "is \"2\"; only RAS and LPS are known.");
  CheckText(Member("\"coordinateSystem\": 0"), "");
  CheckText(Member("\"coordinateSystem\": null"), "The coordinateSystem of markup 0 is null");
  CheckText(Member("\"coordinateUnits\": \"inch\""), "are \"inch\"; nm, um, mm");
  CheckText(Member("\"coordinateUnits\": [\"mm\"]"), "The coordinateUnits of markup 0 is an array");
  CheckText(Member("\"name\": []"), "The name of markup 0 is an array; a string is needed.");
  CheckText(Member("\"measurements\": 1"), "The measurements of markup 0 is a number");
  CheckText(Member("\"measurements\": [1]"), "The measurement 0 of markup 0 is a number");
  CheckText(Member("\"measurements\": [{\"name\": \"a\", \"controlPointValues\": [1, null]}]"),
    "Value 1 of measurement 0 of markup 0 is null; a number is needed.");
  CheckText(Points("1"), "The control point 0 of markup 0 is a number; an object is needed.");
  CheckText(Points("{\"position\": null}"), "is null; 3 numbers are needed.");
  CheckText(Points("{\"position\": \"1 2 3\"}"), "is a string; 3 numbers are needed.");
  CheckText(Points("{\"position\": [1, 2]}"), "is an array of 2 values; 3 numbers are needed.");
  CheckText(Points("{\"position\": [1, 2, \"3\"]}"), "3 numbers are needed.");
  CheckText(Points("{\"position\": [1, 2, [3]]}"), "3 numbers are needed.");
  CheckText(Points("{\"position\": [1, 2, NaN]}"), "It is no valid JSON");
  CheckText(Points("{\"position\": [1, 2, 1e999]}"), "a number that is out of range");
  CheckText(Points("{\"position\": [1, 2, 3], \"orientation\": [1, 0, 0]}"),
    "The orientation of control point 0 of markup 0 is an array of 3 values; 9 numbers are "
    "needed.");
  CheckText(Points("{\"position\": [1, 2, 3], \"positionStatus\": \"lost\"}"),
    "is \"lost\"; defined, undefined, preview and missing are known.");
  CheckText(Points("{\"position\": [1, 2, 3]}, {\"positionStatus\": \"undefined\"}, {}"),
    "Curve has 1 defined point and 2 without a position; at least 2 are needed.");
  CheckText(Points("{\"position\": [1, 2, 3], \"name\": \"\xff\xfe\"}"), "no valid JSON");
}

void TestLists()
{
  const std::string head = "# CoordinateSystem = LPS\n";
  const std::string name = "markups-bad.fcsv";
  CheckText(head + "a,1,2,3\nb,4,5,6", "", name);
  CheckText("", "There is no curve in it", name);
  CheckText("a,1,2,3\nb,4,5,6\n", "There is no coordinate system before line 1", name);
  CheckText("# CoordinateSystem = IJK\n", "is \"IJK\"; only RAS and LPS are known.", name);
  CheckText(head + "a,1,2\n", "Line 2 has 3 columns; z is column 4.", name);
  CheckText(head + "a,1,two,3\n", "Line 2 has \"two\" as y; a finite number is needed.", name);
  CheckText(head + "a,1,nan,3\n", "Line 2 has \"nan\" as y", name);
  CheckText(head + "a,1,2,3\n", "Fiducial has 1 defined point; at least 2", name);
  CheckText(
    head + std::string("a,1,\0,3\n", 8), "Line 2 has \"?\" as y; a finite number is needed.", name);
}

void TestFiles()
{
  CHECK(
    ErrorOf(OutputFile("none.mrk.json")).find("none.mrk.json cannot be read") != std::string::npos,
    "a file that is not there");
  CHECK(ErrorOf(CURVEDREFORMAT_TEST_OUTPUT).find("is a folder") != std::string::npos, "a folder");
  CHECK(ErrorOf("").find("FileName is empty") != std::string::npos, "no name");
  // a hole of a quarter of a gigabyte takes no room on the disk
  const std::string huge = MakeFile("markups-huge.mrk.json", "{");
  std::filesystem::resize_file(huge, std::uintmax_t(1) << 28U);
  CHECK(ErrorOf(huge).find("has 268435456 bytes, which is no curve; at most 134217728 are read.") !=
      std::string::npos,
    "a huge file");
  std::filesystem::remove(huge);
}

/** Nesting: neither the stack nor the memory is used up by it. */
void TestDeep()
{
  const std::string deep(5000000, '[');
  CheckText(deep, "no valid JSON");
  CheckText(
    "{\"markups\": " + deep + std::string(deep.size(), ']') + "}", "The markup 0 is an array");
  CheckText(Member("\"display\": " + deep + std::string(deep.size(), ']')), "");
  CheckText(Points("{\"position\": " + deep + std::string(deep.size(), ']') + "}"),
    "3 numbers are needed.");
}

/** What is read costs no more than a limit, and time only in proportion. */
void TestMany()
{
  std::string arrays = "{\"markups\": [";
  for (int i = 0; i < 16000001; ++i)
  {
    arrays += "0,";
  }
  CheckText(arrays + "0]}", "It has more than 16000000 values, which is no curve");
  std::string points = "{\"position\": [0, 0, 0]}";
  for (int i = 1; i < 200000; ++i)
  {
    points += ", {\"position\": [" + std::to_string(i) + ", 0, 0], \"label\": \"a\"}";
  }
  CheckText(Points(points), "");
}

/** Every prefix of a file, and every byte of it replaced. */
void TestEveryByte()
{
  const std::string text = Markups("{\"type\": \"ClosedCurve\", \"coordinateSystem\": \"RAS\", "
                                   "\"coordinateUnits\": [\"mm\", \"UCUM\", \"mm\"], "
                                   "\"controlPoints\": [{\"position\": [1, 2, 3.5], "
                                   "\"orientation\": [1,0,0,0,1,0,0,0,1], \"positionStatus\": "
                                   "\"defined\"}, {\"position\": [4, 5, 6]}, "
                                   "{\"position\": [-7e1, 5, 6]}], \"measurements\": "
                                   "[{\"name\": \"a\", \"controlPointValues\": [1, 2, 3]}]}");
  for (std::size_t size = 0; size < text.size(); ++size)
  {
    CheckText(text.substr(0, size), "no valid JSON");
  }
  for (std::size_t at = 0; at < text.size(); ++at)
  {
    for (const char c : { '\0', '"', '[', '}', '-', '9', ',', '\xff' })
    {
      std::string changed = text;
      changed[at] = c;
      ErrorOf(MakeFile("markups-changed.mrk.json", changed));
    }
  }
  const std::string list = ContentOf(DataFile("points.fcsv"));
  for (std::size_t size = 0; size < list.size(); ++size)
  {
    ErrorOf(MakeFile("markups-cut.fcsv", list.substr(0, size)));
  }
}
}

int TestMarkupsBadInput(int, char*[])
{
  TestContents();
  TestLists();
  TestFiles();
  TestDeep();
  TestMany();
  TestEveryByte();
  return Verdict();
}
