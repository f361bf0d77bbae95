// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The matrices of slices as text are those of the image, in the frame that is asked for, and where
// nothing can be written nothing is left behind.

#include "TestFiles.h"
#include "TestTree.h"

#include "vtkCurvedPlanarReformat.h"
#include "vtkErrorCode.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkSliceMatrixWriter.h"

#include <cmath>
#include <sstream>

using namespace testcurves;

namespace
{
vtkSmartPointer<vtkImageData> Straighten()
{
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(MakeLinearImage(0, 10));
  reformat->SetCurveData(MakePolyline({ { 1, 1, 2 }, { 5, 1.5, 3 }, { 8, 1, 5 }, { 8, 3, 7 } }));
  reformat->SetSliceDimensions(5, 4);
  reformat->SetSpacing(0.5, 0.25, 0.75);
  reformat->Update();
  return reformat->GetOutput();
}

/** The rows of numbers of a CSV file, which has a line of names. */
std::vector<std::vector<double>> Rows(const std::string& fileName)
{
  std::istringstream text(ContentOf(fileName));
  std::string line;
  std::getline(text, line);
  CHECK(line == "slice,arc_length,m00,m01,m02,m03,m10,m11,m12,m13,m20,m21,m22,m23,m30,m31,m32,m33",
    "the names are " << line);
  std::vector<std::vector<double>> rows;
  while (std::getline(text, line))
  {
    rows.emplace_back();
    std::istringstream fields(line);
    std::string field;
    while (std::getline(fields, field, ','))
    {
      rows.back().push_back(std::stod(field));
    }
  }
  return rows;
}

std::string WriteMatrices(vtkDataObject* data, const std::string& name, int world, int output,
  const std::string& error = "")
{
  vtkNew<vtkSliceMatrixWriter> writer;
  Watched watched(writer);
  writer->SetInputDataObject(0, data);
  writer->SetFileName(OutputFile(name).c_str());
  writer->SetWorldFrame(world);
  writer->SetOutputFrame(output);
  CHECK((writer->Write() == 1) == error.empty(), name << " was written, or not, by mistake");
  CHECK((writer->GetErrorCode() == vtkErrorCode::NoError) == error.empty(),
    "the error code is " << writer->GetErrorCode());
  watched.CheckError(error, name);
  return OutputFile(name);
}

void TestMatrices()
{
  const auto image = Straighten();
  vtkDataArray* matrices = image->GetFieldData()->GetArray("SliceToWorld");
  vtkDataArray* lengths = image->GetFieldData()->GetArray("ArcLength");
  for (const int world : { 0, 1 })
  {
    for (const int output : { 0, 1 })
    {
      const auto rows = Rows(WriteMatrices(image, "slices.csv", world, output));
      CHECK(static_cast<int>(rows.size()) == image->GetDimensions()[2],
        rows.size() << " rows, expected " << image->GetDimensions()[2]);
      for (std::size_t k = 0; k < rows.size(); ++k)
      {
        const auto id = static_cast<vtkIdType>(k);
        CHECK(rows[k].size() == 18 && rows[k][0] == static_cast<double>(k) &&
            rows[k][1] == lengths->GetComponent(id, 0),
          "row " << k << " begins wrongly");
        for (std::size_t i = 0; i < 16 && rows[k].size() == 18; ++i)
        {
          const double sign = world != output && i < 8 ? -1.0 : 1.0;
          CHECK(rows[k][i + 2] == sign * matrices->GetComponent(id, static_cast<int>(i)),
            "row " << k << " value " << i << " is " << rows[k][i + 2]);
        }
      }
    }
  }
  // the same from a framed curve with a point at each slice
  vtkNew<vtkMovingFrame> model;
  CHECK(Build(model, { { 1, 1, 2 }, { 5, 1.5, 3 }, { 8, 1, 5 }, { 8, 3, 7 } }), "no curve");
  vtkNew<vtkPolyData> framed;
  model->Sample(0.75, matrices->GetNumberOfTuples(), framed);
  const auto rows = Rows(WriteMatrices(framed, "framed.csv", 0, 0));
  double worst = 0.0;
  for (std::size_t k = 0; k < rows.size(); ++k)
  {
    for (std::size_t i = 0; i < 16; ++i)
    {
      worst = std::max(worst,
        std::abs(
          rows[k][i + 2] - matrices->GetComponent(static_cast<vtkIdType>(k), static_cast<int>(i))));
    }
  }
  CHECK(rows.size() == static_cast<std::size_t>(matrices->GetNumberOfTuples()),
    rows.size() << " rows of a framed curve");
  CheckBelow(worst, 1e-12, "matrices of the image and of the framed curve");
}

void TestBadInput()
{
  WriteMatrices(MakeLinearImage(0, 4), "none.csv", 0, 0,
    "Input has no field arrays SliceToWorld and ArcLength; give a straightened image.");
  WriteMatrices(MakePolyline({ { 0, 0, 0 }, { 1, 0, 0 } }), "none.csv", 0, 0,
    "Input has no point arrays Normals, Binormals, Tangents and ArcLength");
  const auto image = Straighten();
  vtkDataArray* matrices = image->GetFieldData()->GetArray("SliceToWorld");
  matrices->SetComponent(1, 3, std::nan(""));
  WriteMatrices(image, "none.json", 0, 0, "arc length of slice 1 has a value that is not finite");
  image->GetFieldData()->GetArray("ArcLength")->SetNumberOfTuples(1);
  WriteMatrices(image, "none.csv", 0, 0, "1 values in ArcLength");
  CHECK(!Exists(OutputFile("none.csv")) && !Exists(OutputFile("none.json")), "a file is there");
}
}

int TestSliceMatrixWriter(int, char*[])
{
  TestMatrices();
  TestBadInput();
  return Verdict();
}
