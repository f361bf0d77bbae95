// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveFile.h"

#include "Numbers.h"

#include "../Sampling/OutputMemory.h"
#include "../vtkWorldFrame.h"

#include "vtkCellArray.h"
#include "vtkCellData.h"
#include "vtkDoubleArray.h"
#include "vtkIntArray.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"
#include "vtkStringArray.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace curvedreformat
{
namespace
{
std::size_t CountPoints(const FileCurves& curves)
{
  std::size_t count = 0;
  for (const FileCurve& curve : curves.Curves)
  {
    count += curve.Points.size();
  }
  return count;
}

/** The names of all values, in the order of their first appearance. */
std::vector<std::string> NamesOfValues(const FileCurves& curves)
{
  std::vector<std::string> names;
  for (const FileCurve& curve : curves.Curves)
  {
    for (const auto& values : curve.Values)
    {
      if (std::find(names.begin(), names.end(), values.first) == names.end())
      {
        names.push_back(values.first);
      }
    }
  }
  return names;
}

void AddValues(const FileCurves& curves, const std::string& name, vtkPointData* data)
{
  vtkNew<vtkDoubleArray> array;
  array->SetName(name.c_str());
  AllocateTuples(array, static_cast<vtkIdType>(CountPoints(curves)));
  vtkIdType at = 0;
  for (const FileCurve& curve : curves.Curves)
  {
    const auto found = std::find_if(curve.Values.begin(), curve.Values.end(),
      [&](const auto& values) { return values.first == name; });
    for (std::size_t i = 0; i < curve.Points.size(); ++i)
    {
      array->SetValue(at++,
        found == curve.Values.end() ? std::numeric_limits<double>::quiet_NaN() : found->second[i]);
    }
  }
  data->AddArray(array);
}

void AddOrientations(const FileCurves& curves, int frame, vtkPointData* data)
{
  if (std::any_of(curves.Curves.begin(), curves.Curves.end(),
        [](const FileCurve& curve) { return curve.Orientations.empty(); }))
  {
    return;
  }
  vtkNew<vtkDoubleArray> array;
  array->SetName("Orientation");
  array->SetNumberOfComponents(9);
  AllocateTuples(array, static_cast<vtkIdType>(CountPoints(curves)));
  vtkIdType at = 0;
  for (const FileCurve& curve : curves.Curves)
  {
    for (std::array<double, 9> rows : curve.Orientations)
    {
      if (curve.Frame != frame)
      {
        vtkWorldFrame::FlipColumns(rows.data(), 3);
      }
      array->SetTuple(at++, rows.data());
    }
  }
  data->AddArray(array);
}
}

//------------------------------------------------------------------------------
std::string KeepLines(FileCurves& curves)
{
  std::vector<FileCurve> kept;
  for (FileCurve& curve : curves.Curves)
  {
    const std::size_t needed = curve.Closed ? 3 : 2;
    if (curve.Points.size() >= needed)
    {
      kept.push_back(std::move(curve));
      continue;
    }
    std::ostringstream text;
    text << curve.Type << (curve.Name.empty() ? "" : " \"" + curve.Name + "\"") << " has "
         << curve.Points.size()
         << (curve.Points.size() == 1 ? " defined point" : " defined points");
    if (curve.UndefinedPoints > 0)
    {
      text << " and " << curve.UndefinedPoints << " without a position";
    }
    text << "; at least " << needed << " are needed.";
    curves.LeftOut.push_back(Printable(text.str()));
  }
  curves.Curves = std::move(kept);
  if (curves.Curves.empty())
  {
    if (curves.LeftOut.empty())
    {
      return "There is no curve in it; at least 2 points are needed.";
    }
    // What begins with a name keeps its letters.
    std::string reason = curves.LeftOut.front();
    reason[0] = reason.compare(0, 4, "The ") == 0 ? 't' : reason[0];
    return "There is no curve in it: " + reason;
  }
  return std::string();
}

//------------------------------------------------------------------------------
void MakeLines(const FileCurves& curves, int frame, const std::string& name, vtkPolyData* output)
{
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  const auto count = static_cast<vtkIdType>(CountPoints(curves));
  AllocateTuples(points->GetData(), count);
  vtkIdType next = 0;
  vtkNew<vtkCellArray> lines;
  const auto cells = static_cast<vtkIdType>(curves.Curves.size());
  AllocateCells(lines, cells, count + cells);
  vtkNew<vtkStringArray> names;
  names->SetName("Name");
  vtkNew<vtkStringArray> types;
  types->SetName("Type");
  vtkNew<vtkIntArray> undefined;
  undefined->SetName("UndefinedPoints");
  for (const FileCurve& curve : curves.Curves)
  {
    const vtkIdType first = next;
    lines->InsertNextCell(static_cast<vtkIdType>(curve.Points.size()) + (curve.Closed ? 1 : 0));
    for (const Vector3& point : curve.Points)
    {
      double p[3];
      point.CopyTo(p);
      vtkWorldFrame::Convert(curve.Frame, frame, p);
      points->SetPoint(next, p);
      lines->InsertCellPoint(next++);
    }
    if (curve.Closed)
    {
      lines->InsertCellPoint(first);
    }
    names->InsertNextValue(curve.Name.empty() ? name : curve.Name);
    types->InsertNextValue(curve.Type);
    undefined->InsertNextValue(curve.UndefinedPoints);
  }
  output->SetPoints(points);
  output->SetLines(lines);
  output->GetCellData()->AddArray(names);
  output->GetCellData()->AddArray(types);
  output->GetCellData()->AddArray(undefined);
  for (const std::string& values : NamesOfValues(curves))
  {
    AddValues(curves, values, output->GetPointData());
  }
  AddOrientations(curves, frame, output->GetPointData());
}
}
