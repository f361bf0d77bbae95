// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Readers of text with curves: lines with at least two points, all finite, and as many of anything
 * else as of points; or a sentence.
 */
#include "FuzzChecks.h"
#include "FuzzTargets.h"

#include "Files/CurveFile.h"
#include "Files/DelimitedCurve.h"
#include "Files/MarkupsFile.h"

#include "vtkNew.h"
#include "vtkPolyData.h"
#include "vtkWorldFrame.h"

#include <array>

using namespace curvedreformat;

namespace
{
std::string TextOf(const std::uint8_t* data, std::size_t size)
{
  return std::string(reinterpret_cast<const char*>(data), size);
}

void CheckCurves(const std::string& error, const FileCurves& curves)
{
  for (const std::string& sentence : curves.LeftOut)
  {
    RequireSentence(sentence);
  }
  if (!error.empty())
  {
    RequireSentence(error);
    return;
  }
  FUZZ_REQUIRE(!curves.Curves.empty(), "no error and no curve");
  vtkIdType points = 0;
  for (const FileCurve& curve : curves.Curves)
  {
    const std::size_t count = curve.Points.size();
    FUZZ_REQUIRE(count >= 2, "a line with " << count << " points");
    points += static_cast<vtkIdType>(count);
    for (const Vector3& p : curve.Points)
    {
      FUZZ_REQUIRE(p.IsFinite(), "the point " << p);
    }
    FUZZ_REQUIRE(curve.Orientations.empty() || curve.Orientations.size() == count,
      count << " points, " << curve.Orientations.size() << " orientations");
    for (const auto& values : curve.Values)
    {
      FUZZ_REQUIRE(values.second.size() == count,
        count << " points, " << values.second.size() << " values of " << values.first);
    }
  }
  const vtkNew<vtkPolyData> lines;
  MakeLines(curves, vtkWorldFrame::RAS, "name", lines);
  FUZZ_REQUIRE(lines->GetNumberOfPoints() == points, "points are lost on the way to poly data");
}

/** What is written as Markups, which is in LPS, comes back, point for point. */
void CheckWritten(FileCurves curves)
{
  for (FileCurve& curve : curves.Curves)
  {
    for (Vector3& p : curve.Points)
    {
      p = curve.Frame == vtkWorldFrame::LPS ? p : Vector3(-p.X, -p.Y, p.Z);
    }
    curve.Orientations.clear();
    curve.Values.clear(); // what is not finite is not written
  }
  FileCurves again;
  const std::string error = ReadMarkups(WriteMarkups(curves), again);
  FUZZ_REQUIRE(error.empty(), "cannot be read again: " << error);
  FUZZ_REQUIRE(again.Curves.size() == curves.Curves.size(), "lines are lost in writing");
  for (std::size_t i = 0; i < curves.Curves.size(); ++i)
  {
    const FileCurve& before = curves.Curves[i];
    const FileCurve& after = again.Curves[i];
    FUZZ_REQUIRE(after.Points.size() == before.Points.size(), "points are lost in writing");
    FUZZ_REQUIRE(after.Closed == before.Closed, "a closed line is written as an open one");
    for (std::size_t j = 0; j < before.Points.size(); ++j)
    {
      FUZZ_REQUIRE((after.Points[j] - before.Points[j]).Norm() == 0.0,
        "the point " << before.Points[j] << " is written as " << after.Points[j]);
    }
  }
}
}

//------------------------------------------------------------------------------
void FuzzMarkups(const std::uint8_t* data, std::size_t size)
{
  FileCurves curves;
  const std::string error = ReadMarkups(TextOf(data, size), curves);
  CheckCurves(error, curves);
  if (error.empty())
  {
    CheckWritten(curves);
  }
}

//------------------------------------------------------------------------------
void FuzzFiducials(const std::uint8_t* data, std::size_t size)
{
  FileCurves curves;
  CheckCurves(ReadFiducials(TextOf(data, size), curves), curves);
}

//------------------------------------------------------------------------------
void FuzzTable(const std::uint8_t* data, std::size_t size)
{
  // The first byte chooses the settings.
  constexpr std::array<char, 6> Delimiters = { 0, ' ', ',', ';', '\t', '|' };
  DelimitedSettings settings;
  const std::uint8_t choice = size > 0 ? data[0] : 0;
  settings.Delimiter = Delimiters[choice % Delimiters.size()];
  switch ((choice / Delimiters.size()) % 4)
  {
    case 1:
      settings.Columns = { "0", "1", "2" };
      break;
    case 2:
      settings.Columns = { "2", "x", "1" };
      break;
    case 3:
      settings.Columns = { "2147483648", "-1", "a" };
      break;
    default:
      break;
  }
  FileCurves curves;
  const std::string text = size > 0 ? TextOf(data + 1, size - 1) : std::string();
  CheckCurves(ReadDelimitedCurve(text, settings, curves), curves);
}
