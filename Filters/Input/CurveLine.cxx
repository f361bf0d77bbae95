// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveLine.h"

#include "../Model/CurveSpline.h"

#include "vtkCellArray.h"
#include "vtkIdList.h"
#include "vtkNew.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numeric>
#include <sstream>

namespace curvedreformat
{
namespace
{
bool AllSegments(vtkCellArray* lines)
{
  return lines->GetNumberOfCells() > 1 && lines->GetMaxCellSize() == 2;
}

/**
 * Segments joined to lines at the points where exactly two of them meet. The lines come in the
 * order of their first segments and run the way of these. (vtkStripper goes on from a segment in
 * one direction only, so that in shuffled segments it finds a line in pieces.) `firsts` gets the
 * number of each line's first segment.
 */
void JoinSegments(vtkCellArray* segments, vtkIdType numberOfPoints, vtkCellArray* lines,
  std::vector<vtkIdType>& firsts)
{
  using Segment = std::array<vtkIdType, 2>;
  std::vector<Segment> ends;
  std::vector<vtkIdType> cells; // of the ends
  std::vector<std::vector<std::size_t>> meeting(static_cast<std::size_t>(numberOfPoints));
  vtkNew<vtkIdList> ids;
  for (vtkIdType cell = 0; cell < segments->GetNumberOfCells(); ++cell)
  {
    segments->GetCellAtId(cell, ids);
    if (ids->GetNumberOfIds() != 2)
    {
      continue;
    }
    const Segment segment{ ids->GetId(0), ids->GetId(1) };
    const auto valid = [=](vtkIdType id) { return id >= 0 && id < numberOfPoints; };
    if (!valid(segment[0]) || !valid(segment[1]))
    {
      // kept, so that it can be complained about
      lines->InsertNextCell(ids);
      firsts.push_back(cell);
    }
    else if (segment[0] != segment[1])
    {
      for (const vtkIdType id : segment)
      {
        meeting[static_cast<std::size_t>(id)].push_back(ends.size());
      }
      ends.push_back(segment);
      cells.push_back(cell);
    }
  }
  std::vector<bool> used(ends.size(), false);
  for (std::size_t first = 0; first < ends.size(); ++first)
  {
    if (used[first])
    {
      continue;
    }
    used[first] = true;
    std::deque<vtkIdType> line{ ends[first][0], ends[first][1] };
    for (const bool forward : { true, false })
    {
      vtkIdType at = forward ? line.back() : line.front();
      while (meeting[static_cast<std::size_t>(at)].size() == 2)
      {
        const auto& both = meeting[static_cast<std::size_t>(at)];
        const std::size_t next = used[both[0]] ? both[1] : both[0];
        if (used[next])
        {
          break; // once around
        }
        used[next] = true;
        at = ends[next][0] == at ? ends[next][1] : ends[next][0];
        forward ? line.push_back(at) : line.push_front(at);
      }
    }
    firsts.push_back(cells[first]);
    lines->InsertNextCell(static_cast<int>(line.size()));
    for (const vtkIdType id : line)
    {
      lines->InsertCellPoint(id);
    }
  }
}
}

//------------------------------------------------------------------------------
std::string FindCurveLines(vtkPolyData* curve, CurveLines& lines)
{
  if (!curve || curve->GetNumberOfPoints() == 0)
  {
    return "Curve is empty; give a poly data with a polyline of at least 2 distinct points.";
  }
  lines.Lines = curve->GetLines();
  lines.Cells.clear();
  if (lines.Lines && AllSegments(lines.Lines))
  {
    // Slices, contours and feature edges are loose segments; joined they are the line that one
    // sees.
    lines.Lines = vtkSmartPointer<vtkCellArray>::New();
    JoinSegments(curve->GetLines(), curve->GetNumberOfPoints(), lines.Lines, lines.Cells);
  }
  else if (lines.Lines)
  {
    lines.Cells.resize(static_cast<std::size_t>(lines.Lines->GetNumberOfCells()));
    std::iota(lines.Cells.begin(), lines.Cells.end(), 0);
  }
  const vtkIdType before = curve->GetNumberOfVerts();
  std::for_each(lines.Cells.begin(), lines.Cells.end(), [=](vtkIdType& cell) { cell += before; });
  if (lines.Cells.empty())
  {
    std::ostringstream text;
    text << "Curve has no line through its points (points: " << curve->GetNumberOfPoints()
         << ", vertices: " << curve->GetNumberOfVerts()
         << ", polygons: " << curve->GetNumberOfPolys() << "); give a poly data with a polyline.";
    return text.str();
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string SelectCurveLine(vtkPolyData* curve, int index, CurveLine& line)
{
  CurveLines lines;
  const std::string error = FindCurveLines(curve, lines);
  return error.empty() ? ReadCurveLine(curve, lines, index, line) : error;
}

//------------------------------------------------------------------------------
std::string ReadCurveLine(vtkPolyData* curve, const CurveLines& lines, int index, CurveLine& line)
{
  std::ostringstream text;
  const int count = lines.Count();
  if (index < 0 || index >= count)
  {
    text << "CurveIndex is " << index << ", but the curve has " << count
         << (count == 1 ? " line" : " lines") << "; give a number from 0 to " << count - 1 << ".";
    return text.str();
  }
  vtkNew<vtkIdList> ids;
  lines.Lines->GetCellAtId(index, ids);

  std::vector<Vector3> points(static_cast<std::size_t>(ids->GetNumberOfIds()));
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    const vtkIdType id = ids->GetId(static_cast<vtkIdType>(i));
    if (id < 0 || id >= curve->GetNumberOfPoints())
    {
      text << "Curve line " << index << " names point " << id << ", but there are "
           << curve->GetNumberOfPoints() << " points; give a valid poly data.";
      return text.str();
    }
    double p[3];
    curve->GetPoint(id, p);
    points[i] = Vector3(p);
    if (!points[i].IsFinite())
    {
      text << "Curve point " << id << " is (" << p[0] << ", " << p[1] << ", " << p[2]
           << "), which is not finite; remove it.";
      return text.str();
    }
    // squares of larger coordinates overflow, those of smaller differences vanish
    if (std::max({ std::abs(p[0]), std::abs(p[1]), std::abs(p[2]) }) > 1e50)
    {
      text << "Curve point " << id << " is (" << p[0] << ", " << p[1] << ", " << p[2]
           << "), which is out of range; coordinates may be up to 1e50.";
      return text.str();
    }
  }
  if (points.empty())
  {
    return "Curve line is empty; at least 2 distinct points are needed.";
  }
  line.Closed = IsClosedPolyline(points);
  const std::vector<std::size_t> kept = DistinctPoints(points, line.Closed);
  const std::size_t distinct = kept.size() - (line.Closed ? 1 : 0);
  if (distinct < 2)
  {
    text << "Curve has " << distinct << " distinct point; at least 2 are needed.";
    return text.str();
  }
  if (line.Closed && distinct < 3)
  {
    text << "Closed curve has " << distinct << " distinct points; at least 3 are needed.";
    return text.str();
  }
  for (const std::size_t i : kept)
  {
    line.Points.push_back(points[i]);
    line.Ids.push_back(ids->GetId(static_cast<vtkIdType>(i)));
  }
  if (line.Closed)
  {
    line.Ids.back() = line.Ids.front();
  }
  return std::string();
}
}
