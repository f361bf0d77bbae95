// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "CurveSet.h"

#include "../Model/CurveModel.h"
#include "../Sampling/OutputMemory.h"
#include "../vtkMovingFrame.h"
#include "CurveLine.h"
#include "LineNames.h"
#include "SharedTrunk.h"
#include "WholeArrays.h"

#include "vtkCellArray.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkPoints.h"

#include <algorithm>
#include <cstddef>

namespace curvedreformat
{
namespace
{
// How far apart points may be that are the same, relative to the longest line: what seven written
// digits leave.
constexpr double SamePoint = 1e-6;

/** A poly data with one line, whose points are those of `line` in order. */
vtkSmartPointer<vtkPolyData> ExtractLine(vtkPolyData* from, const CurveLine& line)
{
  auto result = vtkSmartPointer<vtkPolyData>::New();
  const auto count = static_cast<vtkIdType>(line.Ids.size()) - (line.Closed ? 1 : 0);
  vtkNew<vtkPoints> points;
  points->SetDataType(from->GetPoints()->GetDataType());
  AllocateTuples(points->GetData(), count);
  vtkPointData* data = result->GetPointData();
  data->CopyAllOn();
  vtkNew<vtkPointData> given;
  given->ShallowCopy(from->GetPointData());
  RemoveShortArrays(given, from->GetNumberOfPoints());
  data->CopyAllocate(given, count);
  vtkNew<vtkCellArray> cells;
  cells->InsertNextCell(static_cast<int>(line.Ids.size()));
  for (vtkIdType i = 0; i < count; ++i)
  {
    const vtkIdType id = line.Ids[static_cast<std::size_t>(i)];
    points->SetPoint(i, from->GetPoint(id));
    data->CopyData(given, id, i);
    cells->InsertCellPoint(i);
  }
  if (line.Closed)
  {
    cells->InsertCellPoint(0);
  }
  result->SetPoints(points);
  result->SetLines(cells);
  result->GetFieldData()->ShallowCopy(from->GetFieldData());
  return result;
}

/** The frames at the points of a line. */
std::vector<FramedPoint> FramesAt(const vtkMovingFrame* frame, const CurveLine& line)
{
  const CurveModel& model = frame->GetModel();
  std::vector<FramedPoint> framed(line.Points.size());
  for (std::size_t i = 0; i < framed.size(); ++i)
  {
    const CurveFrame here = model.Frame(frame->GetPointArcLengths()[i]);
    framed[i] = { line.Points[i], here.N, here.T };
  }
  return framed;
}

void AddNormals(vtkPolyData* curve, const std::vector<Vector3>& normals)
{
  vtkNew<vtkDoubleArray> array;
  array->SetName(CurveSet::NormalsName());
  array->SetNumberOfComponents(3);
  AllocateTuples(array, curve->GetNumberOfPoints());
  for (vtkIdType i = 0; i < curve->GetNumberOfPoints(); ++i)
  {
    double n[3];
    normals[static_cast<std::size_t>(i)].CopyTo(n);
    array->SetTuple(i, n);
  }
  curve->GetPointData()->AddArray(array);
}
}

//------------------------------------------------------------------------------
std::string CurveSet::Take(
  vtkPolyData* lines, const vtkMovingFrame* settings, LineMessages& leftOut)
{
  this->Curves.clear();
  this->LargestRadius = 0.0;
  CurveLines found;
  std::string error = FindCurveLines(lines, found);
  if (!error.empty())
  {
    return error;
  }
  // The angle comes on top of what lines take over from each other.
  vtkNew<vtkMovingFrame> frame;
  frame->CopySettings(settings);
  frame->SetRotationAngle(0.0);
  frame->SetCurveIndex(0);

  const std::vector<std::string> names = FindLineNames(lines, found);
  std::vector<CurveLine> taken;
  std::vector<std::vector<FramedPoint>> frames;
  double longest = 0.0;
  for (int index = 0; index < found.Count(); ++index)
  {
    Curve curve;
    curve.Name = names[static_cast<std::size_t>(index)];
    CurveLine line;
    std::string trouble = ReadCurveLine(lines, found, index, line);
    if (trouble.empty())
    {
      curve.Line = ExtractLine(lines, line);
      trouble = frame->Build(curve.Line) ? std::string() : frame->GetErrorMessage();
    }
    if (!trouble.empty())
    {
      leftOut.Add(curve.Name, trouble);
      continue;
    }
    curve.Length = frame->GetLength();
    longest = std::max(longest, curve.Length);
    this->LargestRadius = std::max(this->LargestRadius, frame->GetLargestRadius());
    frames.push_back(FramesAt(frame, line));
    taken.push_back(std::move(line));
    this->Curves.push_back(std::move(curve));
  }

  // The other rules agree by themselves, and a curve that brings its frames keeps them.
  if (frame->GetFrameType() != vtkMovingFrame::RotationMinimizing || this->Curves.size() < 2 ||
    lines->GetFieldData()->HasArray(vtkMovingFrame::KnotsArrayName()))
  {
    return std::string();
  }
  SharedTrunk trunk(SamePoint * longest);
  frame->SetFrameTypeToFromArray();
  frame->SetNormalsArrayName(NormalsName());
  for (std::size_t i = 0; i < this->Curves.size(); ++i)
  {
    Curve& curve = this->Curves[i];
    const std::vector<Vector3> normals = trunk.NormalsOf(frames[i]);
    if (!normals.empty())
    {
      AddNormals(curve.Line, normals);
      curve.TakesOver = frame->Build(curve.Line);
      if (curve.TakesOver)
      {
        frames[i] = FramesAt(frame, taken[i]);
      }
    }
    trunk.Add(frames[i]);
  }
  return std::string();
}
}
