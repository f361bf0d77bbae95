// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FileMistake.h"
#include "MarkupsFile.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace curvedreformat
{
namespace
{
/** The fields of a line: commas within quotes do not separate. */
std::vector<std::string> SplitFields(std::string_view line)
{
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i)
  {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
    {
      fields.back().push_back(c);
      ++i;
    }
    else if (c == '"' && (quoted || fields.back().empty()))
    {
      quoted = !quoted;
    }
    else if (c == ',' && !quoted)
    {
      fields.emplace_back();
    }
    else
    {
      fields.back().push_back(c);
    }
  }
  return fields;
}

struct FiducialHeader
{
  int Frame = -1;
  std::array<std::size_t, 3> Columns = { 1, 2, 3 };
  std::size_t Status = 0; ///< column of the position's status; 0: there is none

  void Read(std::string_view comment)
  {
    const std::size_t equals = comment.find('=');
    if (equals == std::string_view::npos)
    {
      return;
    }
    const std::string name = SmallLetters(Trimmed(comment.substr(0, equals)));
    const std::string value(Trimmed(comment.substr(equals + 1)));
    if (name == "coordinatesystem")
    {
      this->Frame = FrameOf(value, "the list");
    }
    else if (name == "columns")
    {
      const std::vector<std::string> columns = SplitFields(value);
      for (std::size_t i = 0; i < columns.size(); ++i)
      {
        const std::string column = SmallLetters(Trimmed(columns[i]));
        if (column == "x" || column == "y" || column == "z")
        {
          this->Columns[static_cast<std::size_t>(column[0] - 'x')] = i;
        }
        else if (column == "positionstatus")
        {
          this->Status = i;
        }
      }
      // Slicer 5 writes the status behind the last column that it names.
      if (this->Status == 0 && SmallLetters(Trimmed(columns.back())) == "associatednodeid")
      {
        this->Status = columns.size();
      }
    }
  }
};

void ReadFiducialLine(
  std::string_view line, long long number, const FiducialHeader& header, FileCurve& curve)
{
  const std::vector<std::string> fields = SplitFields(line);
  // 2 is "defined" in Slicer's own numbers
  if (header.Status > 0 && header.Status < fields.size() &&
    !Trimmed(fields[header.Status]).empty() && Trimmed(fields[header.Status]) != "2")
  {
    ++curve.UndefinedPoints;
    return;
  }
  Vector3 point;
  for (int i = 0; i < 3; ++i)
  {
    const std::size_t column = header.Columns[static_cast<std::size_t>(i)];
    if (column >= fields.size())
    {
      Fail("Line ", number, " has ", fields.size(), " columns; ", "xyz"[i], " is column ",
        column + 1, ".");
    }
    if (!ParseNumber(fields[column], point[i]) || !std::isfinite(point[i]))
    {
      Fail("Line ", number, " has \"", fields[column].substr(0, 40), "\" as ", "xyz"[i],
        "; a finite number is needed.");
    }
  }
  curve.Points.push_back(point);
}

void ReadFiducialLines(const std::string& text, FileCurves& curves)
{
  FileCurve curve;
  curve.Type = "Fiducial";
  FiducialHeader header;
  long long number = 0;
  for (std::size_t begin = 0; begin < text.size();)
  {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = Trimmed(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
    ++number;
    if (line.empty())
    {
      continue;
    }
    if (line[0] == '#')
    {
      header.Read(line.substr(1));
      continue;
    }
    if (header.Frame < 0)
    {
      Fail("There is no coordinate system before line ", number,
        "; put in the line \"# CoordinateSystem = LPS\" or, for Slicer before 4.11, \"# "
        "CoordinateSystem = RAS\".");
    }
    curve.Frame = header.Frame;
    ReadFiducialLine(line, number, header, curve);
  }
  curves.Curves.push_back(std::move(curve));
}
}

//------------------------------------------------------------------------------
std::string ReadFiducials(const std::string& text, FileCurves& curves) noexcept
{
  return RunReader([&]() { ReadFiducialLines(text, curves); }, curves);
}
}
