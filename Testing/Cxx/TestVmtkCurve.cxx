// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Centrelines as VMTK writes them: several lines from one root, each with points of its own, and
// arrays that are known by their names.

#include "TestFiles.h"

#include "vtkDoubleArray.h"
#include "vtkPointData.h"
#include "vtkXMLPolyDataReader.h"
#include "vtkXMLPolyDataWriter.h"

using namespace testcurves;

namespace
{
/** Two branches of an arch in the plane y = 0, 20 mm apart at their ends. */
Vec Point(int line, double t)
{
  return { 30.0 * t, line * 20.0 * t * t, 25.0 * t * (1.0 - t) };
}

vtkNew<vtkDoubleArray> MakeArray(const char* name, int components)
{
  vtkNew<vtkDoubleArray> array;
  array->SetName(name);
  array->SetNumberOfComponents(components);
  return array;
}

vtkSmartPointer<vtkPolyData> ReadCentrelines()
{
  const int count = 41;
  std::vector<Vec> points;
  auto radius = MakeArray("MaximumInscribedSphereRadius", 1);
  auto frenet = MakeArray("FrenetNormal", 3);
  auto transport = MakeArray("ParallelTransportNormals", 3);
  for (int line = 0; line < 2; ++line)
  {
    for (int i = 0; i < count; ++i)
    {
      const double t = i / (count - 1.0);
      points.push_back(Point(line, t));
      radius->InsertNextValue(2.0 + line + t);
      const double across[3] = { 0.0, 1.0, 0.0 };
      const double up[3] = { 0.0, 0.0, 1.0 };
      transport->InsertNextTuple(across);
      frenet->InsertNextTuple(up);
    }
  }
  const auto lines = MakePolyline(points);
  vtkNew<vtkCellArray> cells;
  for (int line = 0; line < 2; ++line)
  {
    cells->InsertNextCell(count);
    for (int i = 0; i < count; ++i)
    {
      cells->InsertCellPoint(line * count + i);
    }
  }
  lines->SetLines(cells);
  // VMTK's order: the radius, then what geometry adds
  lines->GetPointData()->AddArray(radius);
  lines->GetPointData()->AddArray(frenet);
  lines->GetPointData()->AddArray(transport);
  vtkNew<vtkXMLPolyDataWriter> writer;
  writer->SetInputData(lines);
  writer->SetDataModeToBinary();
  writer->SetFileName(OutputFile("vmtk.vtp").c_str());
  writer->Write();
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName(OutputFile("vmtk.vtp").c_str());
  reader->Update();
  return reader->GetOutput();
}
}

int TestVmtkCurve(int, char*[])
{
  const auto lines = ReadCentrelines();
  for (int line = 0; line < 2; ++line)
  {
    vtkNew<vtkMovingFrame> model;
    model->SetCurveIndex(line);
    model->SetFrameTypeToFromArray();
    CHECK(model->Build(lines), model->GetErrorMessage());
    CHECK(model->GetLargestRadius() == 3.0 + line,
      "line " << line << ": the largest radius is " << model->GetLargestRadius() << ", expected "
              << 3.0 + line);
    // the normals of parallel transport, not those of Frenet: across the curve and towards y
    const Frame start = FrameAt(model, 0.0);
    const Vec t = Unit({ 30.0, 0.0, 25.0 });
    CheckBelow(AngleBetween(start.T, t) * Degrees, 0.2, "tilt at the root, degrees");
    CheckBelow(AngleBetween(start.N, { 0, 1, 0 }) * Degrees, 0.2, "turn at the root, degrees");
    const Frame end = FrameAt(model, model->GetLength());
    CheckBelow(Norm(end.C - Point(line, 1.0)), 1e-9, "distance of the end");
    const Vec tangent = Unit({ 30.0, line * 40.0, -25.0 });
    const Vec y = { 0, 1, 0 };
    CheckBelow(AngleBetween(end.N, Unit(y - tangent * Dot(y, tangent))) * Degrees, 0.5,
      "turn at the end, degrees");

    // asked for by name, the others
    model->SetNormalsArrayName("FrenetNormal");
    CHECK(model->Build(lines), model->GetErrorMessage());
    const Vec z = { 0, 0, 1 };
    CheckBelow(AngleBetween(FrameAt(model, 0.0).N, Unit(z - t * Dot(z, t))) * Degrees, 0.2,
      "turn at the root with the other array, degrees");
  }
  return Verdict();
}
