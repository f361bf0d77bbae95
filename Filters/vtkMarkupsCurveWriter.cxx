// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkMarkupsCurveWriter.h"

#include "Files/MarkupsFile.h"
#include "Files/TextFile.h"
#include "Input/CurveLine.h"
#include "Input/LineNames.h"
#include "Input/PipelineInput.h"
#include "Input/WholeArrays.h"
#include "Parallel/Ranks.h"

#include "vtkCellData.h"
#include "vtkDataArray.h"
#include "vtkErrorCode.h"
#include "vtkInformation.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"
#include "vtkStreamingDemandDrivenPipeline.h"
#include "vtkStringArray.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <string>

vtkStandardNewMacro(vtkMarkupsCurveWriter);

namespace
{
vtkDataArray* GetArray(vtkPolyData* curve, const char* name, int components)
{
  vtkDataArray* array = curvedreformat::FindWholeArray(curve, name);
  return array && array->GetNumberOfComponents() == components ? array : nullptr;
}

/** The axes of the points: from the frames, else from the array that the reader makes. */
class Orientations
{
public:
  explicit Orientations(vtkPolyData* curve)
    : Axes{ GetArray(curve, "Normals", 3), GetArray(curve, "Binormals", 3),
      GetArray(curve, "Tangents", 3) }
    , Rows(GetArray(curve, "Orientation", 9))
    , Framed(this->Axes[0] && this->Axes[1] && this->Axes[2])
  {
  }

  bool Exist() const { return this->Framed || this->Rows; }

  std::array<double, 9> Get(vtkIdType id) const
  {
    std::array<double, 9> rows{};
    if (!this->Framed)
    {
      this->Rows->GetTuple(id, rows.data());
      return rows;
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
      rows[i] = this->Axes[i % 3]->GetComponent(id, static_cast<int>(i / 3));
    }
    return rows;
  }

private:
  vtkDataArray* Axes[3];
  vtkDataArray* Rows;
  bool Framed;
};

bool AllFinite(const std::vector<double>& values)
{
  return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

bool HasNames(vtkPolyData* curve)
{
  for (const char* name : { "Name", "Names", "Label", "Labels" })
  {
    if (vtkStringArray::SafeDownCast(curve->GetCellData()->GetAbstractArray(name)))
    {
      return true;
    }
  }
  return false;
}

/** A line as the file has it: in LPS. */
std::string MakeCurve(vtkPolyData* input, const curvedreformat::CurveLine& line, int frame,
  curvedreformat::FileCurve& curve)
{
  const Orientations orientations(input);
  vtkDataArray* radius = GetArray(input, "Radius", 1);
  radius = radius ? radius : GetArray(input, "MaximumInscribedSphereRadius", 1);
  const bool flip = frame != vtkWorldFrame::LPS;
  std::vector<double> radii;
  curve.Type = line.Closed ? "ClosedCurve" : "Curve";
  curve.Frame = vtkWorldFrame::LPS;
  for (std::size_t i = 0; i + (line.Closed ? 1 : 0) < line.Points.size(); ++i)
  {
    double p[3];
    line.Points[i].CopyTo(p);
    vtkWorldFrame::Convert(frame, vtkWorldFrame::LPS, p);
    curve.Points.emplace_back(p);
    if (orientations.Exist())
    {
      std::array<double, 9> rows = orientations.Get(line.Ids[i]);
      if (flip)
      {
        vtkWorldFrame::FlipColumns(rows.data(), 3);
      }
      if (!std::all_of(rows.begin(), rows.end(), [](double v) { return std::isfinite(v); }))
      {
        return "Point " + std::to_string(line.Ids[i]) +
          " has axes that are not finite; compute them again with Curve Frames, or remove the "
          "arrays.";
      }
      curve.Orientations.push_back(rows);
    }
    if (radius)
    {
      radii.push_back(radius->GetComponent(line.Ids[i], 0));
    }
  }
  if (radius && AllFinite(radii))
  {
    curve.Values.emplace_back("Radius", std::move(radii));
  }
  return std::string();
}

std::string MakeCurves(
  vtkPolyData* input, int frame, const std::string& fileName, curvedreformat::FileCurves& curves)
{
  curvedreformat::CurveLines lines;
  std::string error = curvedreformat::FindCurveLines(input, lines);
  if (!error.empty())
  {
    return error;
  }
  const std::vector<std::string> names = curvedreformat::FindLineNames(input, lines);
  for (int i = 0; i < lines.Count() && error.empty(); ++i)
  {
    curvedreformat::CurveLine line;
    error = curvedreformat::ReadCurveLine(input, lines, i, line);
    if (error.empty())
    {
      curvedreformat::FileCurve curve;
      curve.Name = HasNames(input) || lines.Count() > 1
        ? names[static_cast<std::size_t>(i)]
        : curvedreformat::NameOfFile(fileName.c_str());
      error = MakeCurve(input, line, frame, curve);
      curves.Curves.push_back(std::move(curve));
    }
  }
  return error;
}
}

//------------------------------------------------------------------------------
vtkMarkupsCurveWriter::vtkMarkupsCurveWriter() = default;

//------------------------------------------------------------------------------
vtkMarkupsCurveWriter::~vtkMarkupsCurveWriter()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
int vtkMarkupsCurveWriter::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  curvedreformat::FillCurvePortInformation(info);
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkMarkupsCurveWriter::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_UPDATE_EXTENT()))
  {
    curvedreformat::RequestWholeCurve(0, inputVector);
    return 1;
  }
  return this->Superclass::ProcessRequest(request, inputVector, outputVector);
}

//------------------------------------------------------------------------------
void vtkMarkupsCurveWriter::WriteData()
{
  if (curvedreformat::Ranks(curvedreformat::GlobalController()).Mine() > 0)
  {
    return; // every process has the whole curve, and one writes it
  }
  unsigned long code = vtkErrorCode::UserError;
  std::string error;
  try
  {
    curvedreformat::FileCurves curves;
    const std::string name = this->FileName ? this->FileName : "";
    error = MakeCurves(vtkPolyData::SafeDownCast(this->GetInput()), this->WorldFrame, name, curves);
    if (error.empty())
    {
      error =
        curvedreformat::WriteTextFile(name.c_str(), curvedreformat::WriteMarkups(curves), code);
    }
  }
  catch (const std::exception&)
  {
    code = vtkErrorCode::UserError;
    error = "There is no memory for the text of the file; write fewer points.";
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(code);
  }
}

//------------------------------------------------------------------------------
void vtkMarkupsCurveWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
}
