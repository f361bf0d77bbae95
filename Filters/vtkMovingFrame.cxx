// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkMovingFrame.h"

#include "Input/CurveLine.h"
#include "Input/CurveNormals.h"
#include "Input/SavedCurve.h"
#include "Input/WholeArrays.h"
#include "Model/CurveModel.h"
#include "Model/RadiusProfile.h"
#include "Sampling/OutputMemory.h"

#include "vtkAlgorithm.h"
#include "vtkCellArray.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkMath.h"
#include "vtkNew.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <sstream>
#include <vector>

using curvedreformat::CurveFrame;
using curvedreformat::CurveLine;
using curvedreformat::CurveModel;
using curvedreformat::CurvePoint;
using curvedreformat::CurveSpline;
using curvedreformat::FrameRule;
using curvedreformat::FrameSettings;
using curvedreformat::RadiusProfile;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkMovingFrame);

//------------------------------------------------------------------------------
// What the last Build() saw.
struct vtkMovingFrame::Input
{
  vtkPolyData* Curve = nullptr; // to compare with only
  vtkMTimeType CurveTime = 0;
  vtkMTimeType SettingsTime = 0;

  // The points that the curve goes through: where they lie on it, and their data.
  std::vector<double> ArcLengths;
  std::vector<vtkIdType> Ids;
  vtkNew<vtkPointData> PointData;
  RadiusProfile Radii;
};

namespace
{
// How far a point of a framed curve may be from the model in its field data, relative to the
// curve's length, before it counts as moved: what seven written digits leave.
constexpr double MovedTolerance = 1e-6;

// Some milliseconds' work.
constexpr vtkIdType PointsBetweenLooks = 4096;

constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();

Vector3 NotAPoint()
{
  return { NotANumber, NotANumber, NotANumber };
}

FrameSettings SettingsOf(vtkMovingFrame* self)
{
  FrameSettings settings;
  settings.Rule = static_cast<FrameRule>(self->GetFrameType());
  settings.Angle = vtkMath::RadiansFromDegrees(self->GetRotationAngle());
  settings.Up = ScaledToOne(Vector3(self->GetUpVector()));
  settings.SecondUp = ScaledToOne(Vector3(self->GetSecondUpVector()));
  if (settings.SecondUp.SquaredNorm() == 0.0)
  {
    int furthest = 0;
    for (int c = 1; c < 3; ++c)
    {
      if (std::abs(settings.Up[c]) < std::abs(settings.Up[furthest]))
      {
        furthest = c;
      }
    }
    settings.SecondUp[furthest] = 1.0;
  }
  return settings;
}

/** The radii at points on a curve. What is no radius (0, negative, not a number) is not known. */
RadiusProfile RadiiOfPoints(
  vtkPolyData* curve, const std::vector<vtkIdType>& ids, const std::vector<double>& arcLengths)
{
  RadiusProfile radii;
  vtkDataArray* array = curvedreformat::FindWholeArray(curve, "Radius");
  array = array ? array : curvedreformat::FindWholeArray(curve, "MaximumInscribedSphereRadius");
  for (std::size_t i = 0; array && i < ids.size(); ++i)
  {
    const double s = arcLengths[i];
    const double r = array->GetComponent(ids[i], 0);
    if (r > 0.0 && std::isfinite(r) && (radii.S.empty() || s > radii.S.back()))
    {
      radii.S.push_back(s);
      radii.R.push_back(r);
    }
  }
  return radii;
}

/** Whether all radii are those of the other profile, as far as float numbers tell. */
bool IsWithin(const RadiusProfile& radii, const RadiusProfile& other)
{
  const double tolerance = 1e-6 * other.Largest();
  for (std::size_t i = 0; i < radii.S.size(); ++i)
  {
    double slope = 0.0;
    if (std::abs(radii.R[i] - other.Value(radii.S[i], slope)) > tolerance)
    {
      return false;
    }
  }
  return true;
}
}

//------------------------------------------------------------------------------
vtkMovingFrame::vtkMovingFrame()
  : Source(new Input)
{
}

//------------------------------------------------------------------------------
vtkMovingFrame::~vtkMovingFrame()
{
  this->SetNormalsArrayName(nullptr);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::CopySettings(const vtkMovingFrame* other)
{
  this->SetFrameType(other->FrameType);
  this->SetUpVector(other->UpVector);
  this->SetSecondUpVector(other->SecondUpVector);
  this->SetNormalsArrayName(other->NormalsArrayName);
  this->SetRotationAngle(other->RotationAngle);
  this->SetSmoothingLength(other->SmoothingLength);
  this->SetCurveIndex(other->CurveIndex);
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::Fail(const std::string& message)
{
  this->Model = nullptr;
  this->Source->Radii = RadiusProfile();
  this->ErrorMessage = message;
  return false;
}

//------------------------------------------------------------------------------
std::string vtkMovingFrame::CheckSettings() const
{
  std::ostringstream text;
  if (!std::isfinite(this->RotationAngle))
  {
    text << "RotationAngle is " << this->RotationAngle << "; give an angle in degrees.";
  }
  else if (!(this->SmoothingLength >= 0.0) || !std::isfinite(this->SmoothingLength))
  {
    text << "SmoothingLength is " << this->SmoothingLength
         << "; give a length of 0 (no smoothing) or more.";
  }
  return text.str();
}

//------------------------------------------------------------------------------
std::string vtkMovingFrame::BuildFromPolyline(const CurveLine& line)
{
  FrameSettings settings = SettingsOf(this);
  if (!line.Normals.empty())
  {
    settings.Rule = FrameRule::FromArray;
  }
  auto model = std::make_shared<CurveModel>();
  const CurveSpline through = curvedreformat::InterpolatePoints(line.Points, line.Closed);
  std::vector<double> where;
  std::string error;
  if (this->SmoothingLength > 0.0)
  {
    std::vector<double> u;
    const std::vector<Vector3> smooth =
      curvedreformat::SmoothPoints(through, this->SmoothingLength, u);
    const CurveSpline spline = curvedreformat::InterpolatePoints(smooth, line.Closed);
    FrameSettings first = settings;
    if (settings.Rule == FrameRule::FromArray)
    {
      // the normals belong to the points given, which are not those of the smoothed curve
      first.Rule = FrameRule::RotationMinimizing;
    }
    error = model->Build(spline, first);
    if (!error.empty())
    {
      return error;
    }
    // A point keeps its parameter: between two smoothed points, interpolate theirs.
    std::size_t i = 0;
    for (const double given : through.U)
    {
      while (i + 2 < u.size() && u[i + 1] < given)
      {
        ++i;
      }
      const double f = (given - u[i]) / (u[i + 1] - u[i]);
      where.push_back(model->ArcLengthAt(spline.U[i] + f * (spline.U[i + 1] - spline.U[i])));
    }
    if (settings.Rule == FrameRule::FromArray)
    {
      error = model->Reframe(settings, where, line.Normals);
    }
  }
  else
  {
    error = model->Build(through, settings, line.Normals);
    if (error.empty())
    {
      for (const double u : through.U)
      {
        where.push_back(model->ArcLengthAt(u));
      }
    }
  }
  if (error.empty())
  {
    this->Model = model;
    this->Source->ArcLengths = std::move(where);
  }
  return error;
}

//------------------------------------------------------------------------------
std::string vtkMovingFrame::TakeSavedModel(vtkPolyData* curve, const CurveLine& line)
{
  vtkFieldData* data = curve->GetFieldData();
  vtkDataArray* arcLength = curvedreformat::FindWholeArray(curve, "ArcLength");
  if (!data->HasArray(KnotsArrayName()) || !arcLength || this->SmoothingLength > 0.0)
  {
    return std::string();
  }
  const FrameSettings settings = SettingsOf(this);
  std::shared_ptr<const CurveModel> saved;
  const std::string error = curvedreformat::ReadSavedCurve(data, settings.Angle, saved);
  if (!error.empty())
  {
    vtkWarningMacro(<< error << " The points of the curve are used instead.");
    return std::string();
  }
  // The points may have been moved, or some taken away, since the model was written.
  const double tolerance = MovedTolerance * saved->GetLength();
  std::vector<double> where;
  for (std::size_t i = 0; i < line.Points.size(); ++i)
  {
    const bool again = line.Closed && i + 1 == line.Points.size();
    where.push_back(again ? saved->GetLength() : arcLength->GetComponent(line.Ids[i], 0));
    if (!((saved->Position(where.back()) - line.Points[i]).Norm() <= tolerance))
    {
      return std::string();
    }
  }
  const bool whole = std::abs(where.front()) <= tolerance &&
    saved->GetLength() - where.back() <= 1.001 * (where[1] - where[0]) + tolerance;
  if (line.Closed != saved->IsClosed() || !whole)
  {
    return std::string();
  }
  if (this->FrameType != RotationMinimizing)
  {
    auto reframed = std::make_shared<CurveModel>();
    std::string failure = reframed->Build(saved->GetKnots(), saved->IsClosed(), settings);
    if (failure.empty())
    {
      failure = reframed->Reframe(settings, where, line.Normals);
    }
    if (!failure.empty())
    {
      return failure;
    }
    saved = reframed;
  }
  this->Source->Radii = curvedreformat::ReadSavedRadii(data);
  this->Model = saved;
  this->Source->ArcLengths = std::move(where);
  return std::string();
}

//------------------------------------------------------------------------------
void vtkMovingFrame::RememberInput(vtkPolyData* curve, const CurveLine& line)
{
  this->Source->Ids = line.Ids;
  this->Source->PointData->ShallowCopy(curve->GetPointData());
  const std::string leftOut =
    curvedreformat::RemoveShortArrays(this->Source->PointData, curve->GetNumberOfPoints());
  if (!leftOut.empty())
  {
    vtkWarningMacro(
      << "Arrays of the curve left out, since they do not have a value for every point: " << leftOut
      << ".");
  }
  // Those of a saved model lie where they were given. The points of the framed curve lie elsewhere,
  // with radii in between, unless somebody has changed these.
  RadiusProfile& saved = this->Source->Radii;
  const RadiusProfile radii = RadiiOfPoints(curve, line.Ids, this->Source->ArcLengths);
  if (saved.IsEmpty() || !IsWithin(radii, saved))
  {
    saved = radii;
  }
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::Build(vtkPolyData* curve)
{
  Input& source = *this->Source;
  const vtkMTimeType curveTime = curve ? curve->GetMTime() : 0;
  if (source.Curve == curve && source.CurveTime == curveTime &&
    source.SettingsTime == this->GetMTime())
  {
    return this->IsBuilt();
  }
  source.Curve = curve;
  source.CurveTime = curveTime;
  source.SettingsTime = this->GetMTime();
  this->Fail(std::string());

  std::string error = this->CheckSettings();
  try
  {
    CurveLine line;
    if (error.empty())
    {
      error = curvedreformat::SelectCurveLine(curve, this->CurveIndex, line);
    }
    if (error.empty() && this->FrameType == FromArray)
    {
      error = curvedreformat::ReadCurveNormals(curve, this->NormalsArrayName, line);
    }
    if (error.empty())
    {
      error = this->TakeSavedModel(curve, line);
    }
    if (error.empty() && !this->IsBuilt())
    {
      if (curve->GetFieldData()->HasArray(KnotsArrayName()) &&
        curve->GetPointData()->HasArray("Normals") && this->FrameType == RotationMinimizing &&
        this->SmoothingLength == 0.0)
      {
        // moved, or a part of a framed curve: it takes its frames along
        error = curvedreformat::ReadCurveNormals(curve, "Normals", line);
      }
      error = error.empty() ? this->BuildFromPolyline(line) : error;
    }
    if (error.empty())
    {
      this->RememberInput(curve, line);
    }
  }
  catch (const std::bad_alloc&)
  {
    source.Curve = nullptr; // there may be some the next time
    error = "There is no memory for a curve of " + std::to_string(curve->GetNumberOfPoints()) +
      " points; give fewer.";
  }
  return error.empty() || this->Fail(error);
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::BuildFromFieldData(vtkFieldData* data)
{
  this->Source = std::make_unique<Input>();
  this->Fail(std::string());
  std::string error = this->CheckSettings();
  if (error.empty())
  {
    error = data ? curvedreformat::ReadSavedCurve(
                     data, vtkMath::RadiansFromDegrees(this->RotationAngle), this->Model)
                 : "There are no field data to take the curve from; give the curve itself.";
  }
  if (!error.empty())
  {
    return this->Fail(error);
  }
  this->Source->Radii = curvedreformat::ReadSavedRadii(data);
  return true;
}

//------------------------------------------------------------------------------
const RadiusProfile& vtkMovingFrame::GetRadii() const
{
  return this->Source->Radii;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetLargestRadius() const
{
  return std::max(this->Source->Radii.Largest(), 0.0);
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetLength() const
{
  return this->Model ? this->Model->GetLength() : 0.0;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetChord() const
{
  return this->Model ? this->Model->Chord() : 0.0;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetTortuosity() const
{
  return this->Model ? this->Model->GetLength() / this->Model->Chord() : NotANumber;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetTotalCurvature() const
{
  return this->Model ? this->Model->TotalCurvature() : NotANumber;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetLargestCurvature() const
{
  double s = 0.0;
  return this->Model ? this->Model->LargestCurvature(s) : NotANumber;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetLargestCurvatureArcLength() const
{
  double s = NotANumber;
  if (this->Model)
  {
    this->Model->LargestCurvature(s);
  }
  return s;
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::IsClosed() const
{
  return this->Model && this->Model->IsClosed();
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluatePosition(double s, double c[3]) const
{
  (this->Model ? this->Model->Position(s) : NotAPoint()).CopyTo(c);
}

//------------------------------------------------------------------------------
curvedreformat::CurveFrame vtkMovingFrame::GetFrame(double s) const
{
  if (this->Model)
  {
    return this->Model->Frame(s);
  }
  CurveFrame none;
  none.C = none.N = none.B = none.T = NotAPoint();
  return none;
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluateFrame(
  double s, double c[3], double n[3], double b[3], double t[3]) const
{
  const CurveFrame frame = this->GetFrame(s);
  frame.C.CopyTo(c);
  frame.N.CopyTo(n);
  frame.B.CopyTo(b);
  frame.T.CopyTo(t);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluateMatrix(double s, double matrix[16]) const
{
  curvedreformat::FrameMatrix(this->GetFrame(s), matrix);
}

//------------------------------------------------------------------------------
double vtkMovingFrame::EvaluateCurvature(double s) const
{
  return this->Model ? this->Model->Curvature(s) : NotANumber;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::EvaluateTorsion(double s) const
{
  return this->Model ? this->Model->Torsion(s) : NotANumber;
}

//------------------------------------------------------------------------------
void vtkMovingFrame::StraightenedToWorld(const double xys[3], double world[3]) const
{
  (this->Model ? this->Model->ToWorld({ xys[0], xys[1], xys[2] }) : NotAPoint()).CopyTo(world);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::StraightenedToWorld(
  const double xys[3], double world[3], double derivative[3][3]) const
{
  if (!this->Model)
  {
    NotAPoint().CopyTo(world);
    std::fill_n(derivative[0], 9, NotANumber);
    return;
  }
  this->Model->ToWorld({ xys[0], xys[1], xys[2] }, derivative).CopyTo(world);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::WorldToStraightened(const double world[3], double xys[3]) const
{
  if (!this->Model)
  {
    NotAPoint().CopyTo(xys);
    return;
  }
  const CurvePoint q = this->Model->FromWorld(Vector3(world));
  xys[0] = q.X;
  xys[1] = q.Y;
  xys[2] = q.S;
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::IsOwned(const double xys[3]) const
{
  return this->Model && this->Model->IsOwned({ xys[0], xys[1], xys[2] });
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetMeanPointSpacing() const
{
  const std::size_t points = this->Source->ArcLengths.size();
  return points > 1 ? this->GetLength() / static_cast<double>(points - 1) : this->GetLength();
}

//------------------------------------------------------------------------------
const std::vector<double>& vtkMovingFrame::GetPointArcLengths() const
{
  return this->Source->ArcLengths;
}

//------------------------------------------------------------------------------
void vtkMovingFrame::Sample(
  double spacing, vtkIdType numberOfPoints, vtkPolyData* output, vtkAlgorithm* algorithm) const
{
  output->Initialize();
  if (!this->Model || numberOfPoints < 1)
  {
    return;
  }
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  curvedreformat::AllocateTuples(points->GetData(), numberOfPoints);
  const auto makeArray = [&](const char* name, int components)
  {
    auto array = vtkSmartPointer<vtkDoubleArray>::New();
    array->SetName(name);
    array->SetNumberOfComponents(components);
    curvedreformat::AllocateTuples(array, numberOfPoints);
    return array;
  };
  const auto tangents = makeArray("Tangents", 3);
  const auto normals = makeArray("Normals", 3);
  const auto binormals = makeArray("Binormals", 3);
  const auto arcLength = makeArray("ArcLength", 1);
  const auto curvature = makeArray("Curvature", 1);
  const auto torsion = makeArray("Torsion", 1);
  const auto foldRadius = makeArray("FoldRadius", 1);

  const std::vector<double>& given = this->Source->ArcLengths;
  vtkPointData* out = output->GetPointData();
  if (!given.empty())
  {
    out->InterpolateAllocate(this->Source->PointData, numberOfPoints);
  }
  std::size_t before = 0;
  for (vtkIdType i = 0; i < numberOfPoints; ++i)
  {
    if (algorithm && i % PointsBetweenLooks == 0)
    {
      algorithm->UpdateProgress(static_cast<double>(i) / static_cast<double>(numberOfPoints));
      if (algorithm->GetAbortExecute())
      {
        return;
      }
    }
    const double s = spacing * static_cast<double>(i);
    double kappa = 0.0;
    double tau = 0.0;
    const CurveFrame frame = this->Model->Frame(s, kappa, tau);
    points->SetPoint(i, frame.C[0], frame.C[1], frame.C[2]);
    tangents->SetTuple3(i, frame.T[0], frame.T[1], frame.T[2]);
    normals->SetTuple3(i, frame.N[0], frame.N[1], frame.N[2]);
    binormals->SetTuple3(i, frame.B[0], frame.B[1], frame.B[2]);
    arcLength->SetValue(i, s);
    curvature->SetValue(i, kappa);
    torsion->SetValue(i, tau);
    foldRadius->SetValue(i, 1.0 / kappa);
    if (!given.empty())
    {
      while (before + 2 < given.size() && given[before + 1] < s)
      {
        ++before;
      }
      const double f = (s - given[before]) / (given[before + 1] - given[before]);
      out->InterpolateEdge(this->Source->PointData, i, this->Source->Ids[before],
        this->Source->Ids[before + 1], std::min(std::max(f, 0.0), 1.0));
    }
  }
  for (vtkDoubleArray* array : { tangents.Get(), normals.Get(), binormals.Get(), arcLength.Get(),
         curvature.Get(), torsion.Get(), foldRadius.Get() })
  {
    out->AddArray(array);
  }
  out->SetActiveNormals("Normals");

  const double last = spacing * static_cast<double>(numberOfPoints - 1);
  const bool closes = this->IsClosed() && last < this->GetLength() * (1.0 - 1e-9);
  vtkNew<vtkCellArray> lines;
  curvedreformat::AllocateCells(lines, 1, numberOfPoints + 1);
  lines->InsertNextCell(static_cast<int>(numberOfPoints) + (closes ? 1 : 0));
  for (vtkIdType i = 0; i < numberOfPoints; ++i)
  {
    lines->InsertCellPoint(i);
  }
  if (closes)
  {
    lines->InsertCellPoint(0);
  }
  output->SetPoints(points);
  output->SetLines(lines);
  this->WriteModel(output->GetFieldData());
}

//------------------------------------------------------------------------------
void vtkMovingFrame::WriteModel(vtkFieldData* data) const
{
  if (this->Model)
  {
    curvedreformat::WriteSavedCurve(*this->Model, data);
    curvedreformat::WriteSavedRadii(this->Source->Radii, data);
  }
}

//------------------------------------------------------------------------------
void vtkMovingFrame::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FrameType: " << this->FrameType << "\n";
  os << indent << "UpVector: " << this->UpVector[0] << " " << this->UpVector[1] << " "
     << this->UpVector[2] << "\n";
  os << indent << "SecondUpVector: " << this->SecondUpVector[0] << " " << this->SecondUpVector[1]
     << " " << this->SecondUpVector[2] << "\n";
  os << indent
     << "NormalsArrayName: " << (this->NormalsArrayName ? this->NormalsArrayName : "(automatic)")
     << "\n";
  os << indent << "RotationAngle: " << this->RotationAngle << "\n";
  os << indent << "SmoothingLength: " << this->SmoothingLength << "\n";
  os << indent << "CurveIndex: " << this->CurveIndex << "\n";
  if (this->IsBuilt())
  {
    os << indent << "Length: " << this->GetLength() << "\n";
    os << indent << "Closed: " << this->IsClosed() << "\n";
    os << indent << "Number Of Knots: " << this->Model->GetKnots().size() << "\n";
  }
  else
  {
    os << indent << "Not built. " << this->ErrorMessage << "\n";
  }
}
