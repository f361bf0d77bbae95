// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkMovingFrame.h"

#include "Model/CurveModel.h"

#include "vtkCellArray.h"
#include "vtkDoubleArray.h"
#include "vtkFieldData.h"
#include "vtkIdList.h"
#include "vtkMath.h"
#include "vtkNew.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <sstream>
#include <vector>

using curvedreformat::CurveFrame;
using curvedreformat::CurveKnot;
using curvedreformat::CurveModel;
using curvedreformat::CurvePoint;
using curvedreformat::CurveSpline;
using curvedreformat::FrameRule;
using curvedreformat::FrameSettings;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkMovingFrame);

//------------------------------------------------------------------------------
// One line of the poly data: its points in order, consecutive coincident ones once.
struct vtkMovingFrame::Polyline
{
  std::vector<Vector3> Points;
  std::vector<vtkIdType> Ids;
  bool Closed = false;
  std::vector<Vector3> Normals; // empty unless the frame is to follow them
};

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
};

namespace
{
// The layout of the two field arrays; the version is the first number of the settings.
constexpr double SavedVersion = 1.0;
constexpr int NumberOfSavedSettings = 10;

// How far a point of a framed curve may be from the model in its field data, relative to the
// curve's length, before it counts as moved: what seven written digits leave.
constexpr double MovedTolerance = 1e-6;

std::string Sentence(std::ostringstream& text)
{
  return text.str();
}

bool AllSegments(vtkCellArray* lines)
{
  return lines->GetNumberOfCells() > 1 && lines->GetMaxCellSize() == 2;
}

/**
 * Segments joined to lines at the points where exactly two of them meet. The lines come in the
 * order of their first segments and run the way of these. (vtkStripper goes on from a segment in
 * one direction only, so that in shuffled segments it finds a line in pieces.)
 */
void JoinSegments(vtkCellArray* segments, vtkIdType numberOfPoints, vtkCellArray* lines)
{
  using Segment = std::array<vtkIdType, 2>;
  std::vector<Segment> ends;
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
    }
    else if (segment[0] != segment[1])
    {
      for (const vtkIdType id : segment)
      {
        meeting[static_cast<std::size_t>(id)].push_back(ends.size());
      }
      ends.push_back(segment);
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
    lines->InsertNextCell(static_cast<int>(line.size()));
    for (const vtkIdType id : line)
    {
      lines->InsertCellPoint(id);
    }
  }
}

vtkDataArray* FindNormals(vtkPointData* data, const char* name)
{
  if (name && *name)
  {
    return data->GetArray(name);
  }
  for (const char* usual :
    { "Normals", "ParallelTransportNormals", "FrenetNormal", "Orientation", "Direction" })
  {
    if (vtkDataArray* array = data->GetArray(usual))
    {
      return array;
    }
  }
  for (vtkDataArray* active : { data->GetNormals(), data->GetVectors(), data->GetTensors() })
  {
    if (active)
    {
      return active;
    }
  }
  return nullptr;
}

Vector3 NormalOfTuple(vtkDataArray* array, vtkIdType tuple)
{
  // the vector, or the first column of a row-major matrix
  const int components = array->GetNumberOfComponents();
  const int step = components == 16 ? 4 : (components == 9 ? 3 : 1);
  return { array->GetComponent(tuple, 0), array->GetComponent(tuple, step),
    array->GetComponent(tuple, 2 * step) };
}

std::vector<CurveKnot> ReadKnots(vtkDataArray* array)
{
  std::vector<CurveKnot> knots(static_cast<std::size_t>(array->GetNumberOfTuples()));
  double v[CurveKnot::NumberOfComponents];
  for (std::size_t i = 0; i < knots.size(); ++i)
  {
    array->GetTuple(static_cast<vtkIdType>(i), v);
    knots[i] = { v[0], Vector3(v + 1), Vector3(v + 4), v[7], Vector3(v + 8), v[11], v[12] };
  }
  return knots;
}

/** The saved settings, or why they are none. */
std::string ReadSettings(vtkDataArray* array, FrameSettings& settings, bool& closed)
{
  double v[NumberOfSavedSettings];
  if (array->GetNumberOfTuples() != 1 || array->GetNumberOfComponents() != NumberOfSavedSettings)
  {
    return "Saved curve settings have the wrong size; compute them again with Curve Frames.";
  }
  array->GetTuple(0, v);
  if (v[0] != SavedVersion)
  {
    std::ostringstream text;
    text << "Saved curve has format version " << v[0] << ", but only version " << SavedVersion
         << " is known; compute it again with Curve Frames.";
    return Sentence(text);
  }
  const bool known = v[2] == 0.0 || v[2] == 1.0 || v[2] == 2.0 || v[2] == 3.0;
  if (!known ||
    !std::all_of(v, v + NumberOfSavedSettings, [](double x) { return std::isfinite(x); }))
  {
    return "Saved curve settings are damaged; compute them again with Curve Frames.";
  }
  closed = v[1] != 0.0;
  settings.Rule = static_cast<FrameRule>(static_cast<int>(v[2]));
  settings.Angle = v[3];
  settings.Up = Vector3(v + 4);
  settings.SecondUp = Vector3(v + 7);
  return std::string();
}

/** The model in field data, or why there is none. */
std::string ReadModel(
  vtkFieldData* data, double extraAngle, std::shared_ptr<const CurveModel>& model)
{
  vtkDataArray* knots = data->GetArray(vtkMovingFrame::KnotsArrayName());
  vtkDataArray* saved = data->GetArray(vtkMovingFrame::SettingsArrayName());
  if (!knots || !saved)
  {
    std::ostringstream text;
    text << "Field data have no arrays " << vtkMovingFrame::KnotsArrayName() << " and "
         << vtkMovingFrame::SettingsArrayName() << ", which hold the curve; give the curve itself.";
    return Sentence(text);
  }
  if (knots->GetNumberOfComponents() != CurveKnot::NumberOfComponents)
  {
    return "Saved curve has knots of the wrong size; compute it again with Curve Frames.";
  }
  FrameSettings settings;
  bool closed = false;
  std::string error = ReadSettings(saved, settings, closed);
  if (error.empty())
  {
    settings.Angle += extraAngle;
    auto made = std::make_shared<CurveModel>();
    error = made->Build(ReadKnots(knots), closed, settings);
    if (error.empty())
    {
      model = made;
    }
  }
  return error;
}

FrameSettings SettingsOf(vtkMovingFrame* self)
{
  FrameSettings settings;
  settings.Rule = static_cast<FrameRule>(self->GetFrameType());
  settings.Angle = vtkMath::RadiansFromDegrees(self->GetRotationAngle());
  settings.Up = Vector3(self->GetUpVector());
  settings.SecondUp = Vector3(self->GetSecondUpVector());
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
void vtkMovingFrame::CopySettings(vtkMovingFrame* other)
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
  this->LargestRadius = 0.0;
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
  return Sentence(text);
}

//------------------------------------------------------------------------------
std::string vtkMovingFrame::SelectLine(vtkPolyData* curve, Polyline& line) const
{
  std::ostringstream text;
  if (!curve || curve->GetNumberOfPoints() == 0)
  {
    return "Curve is empty; give a poly data with a polyline of at least 2 distinct points.";
  }
  vtkSmartPointer<vtkCellArray> lines = curve->GetLines();
  if (lines && AllSegments(lines))
  {
    // Slices, contours and feature edges are loose segments; joined they are the line that one
    // sees.
    lines = vtkSmartPointer<vtkCellArray>::New();
    JoinSegments(curve->GetLines(), curve->GetNumberOfPoints(), lines);
  }
  const vtkIdType count = lines ? lines->GetNumberOfCells() : 0;
  if (count == 0)
  {
    text << "Curve has " << curve->GetNumberOfPoints() << " points but no line through them ("
         << curve->GetNumberOfVerts() << " vertices, " << curve->GetNumberOfPolys()
         << " polygons); give a poly data with a polyline.";
    return Sentence(text);
  }
  if (this->CurveIndex < 0 || this->CurveIndex >= count)
  {
    text << "CurveIndex is " << this->CurveIndex << ", but the curve has " << count
         << (count == 1 ? " line" : " lines") << "; give a number from 0 to " << count - 1 << ".";
    return Sentence(text);
  }
  vtkNew<vtkIdList> ids;
  lines->GetCellAtId(this->CurveIndex, ids);

  std::vector<Vector3> points(static_cast<std::size_t>(ids->GetNumberOfIds()));
  for (std::size_t i = 0; i < points.size(); ++i)
  {
    const vtkIdType id = ids->GetId(static_cast<vtkIdType>(i));
    if (id < 0 || id >= curve->GetNumberOfPoints())
    {
      text << "Curve line " << this->CurveIndex << " names point " << id << ", but there are "
           << curve->GetNumberOfPoints() << " points; give a valid poly data.";
      return Sentence(text);
    }
    double p[3];
    curve->GetPoint(id, p);
    points[i] = Vector3(p);
    if (!points[i].IsFinite())
    {
      text << "Curve point " << id << " is (" << p[0] << ", " << p[1] << ", " << p[2]
           << "), which is not finite; remove it.";
      return Sentence(text);
    }
    // squares of larger coordinates overflow, those of smaller differences vanish
    if (std::max({ std::abs(p[0]), std::abs(p[1]), std::abs(p[2]) }) > 1e50)
    {
      text << "Curve point " << id << " is (" << p[0] << ", " << p[1] << ", " << p[2]
           << "), which is out of range; coordinates may be up to 1e50.";
      return Sentence(text);
    }
  }
  if (points.empty())
  {
    return "Curve line is empty; at least 2 distinct points are needed.";
  }
  line.Closed = curvedreformat::IsClosedPolyline(points);
  const std::vector<std::size_t> kept = curvedreformat::DistinctPoints(points, line.Closed);
  const std::size_t distinct = kept.size() - (line.Closed ? 1 : 0);
  if (distinct < 2)
  {
    text << "Curve has " << distinct << " distinct point; at least 2 are needed.";
    return Sentence(text);
  }
  if (line.Closed && distinct < 3)
  {
    text << "Closed curve has " << distinct << " distinct points; at least 3 are needed.";
    return Sentence(text);
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

  if (this->FrameType == FromArray)
  {
    vtkDataArray* array = FindNormals(curve->GetPointData(), this->NormalsArrayName);
    if (!array)
    {
      if (this->NormalsArrayName && *this->NormalsArrayName)
      {
        text << "Curve has no point array \"" << this->NormalsArrayName
             << "\"; name one with 3, 9 or 16 components in NormalsArrayName.";
      }
      else
      {
        text << "Curve has no point array of normals; name one with 3, 9 or 16 components in "
                "NormalsArrayName, or choose another FrameType.";
      }
      return Sentence(text);
    }
    const int components = array->GetNumberOfComponents();
    if (components != 3 && components != 9 && components != 16)
    {
      text << "Array of normals \"" << (array->GetName() ? array->GetName() : "") << "\" has "
           << components << " components; 3, 9 or 16 are needed.";
      return Sentence(text);
    }
    for (const vtkIdType id : line.Ids)
    {
      line.Normals.push_back(NormalOfTuple(array, id));
    }
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string vtkMovingFrame::BuildFromPolyline(const Polyline& line)
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
bool vtkMovingFrame::TakeSavedModel(vtkPolyData* curve, const Polyline& line)
{
  vtkFieldData* data = curve->GetFieldData();
  vtkDataArray* arcLength = curve->GetPointData()->GetArray("ArcLength");
  if (!data->HasArray(KnotsArrayName()) || !arcLength || this->SmoothingLength > 0.0)
  {
    return false;
  }
  const FrameSettings settings = SettingsOf(this);
  std::shared_ptr<const CurveModel> saved;
  const std::string error = ReadModel(data, settings.Angle, saved);
  if (!error.empty())
  {
    vtkWarningMacro(<< error << " The points of the curve are used instead.");
    return false;
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
      return false;
    }
  }
  const bool whole = std::abs(where.front()) <= tolerance &&
    saved->GetLength() - where.back() <= 1.001 * (where[1] - where[0]) + tolerance;
  if (line.Closed != saved->IsClosed() || !whole)
  {
    return false;
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
      this->Fail(failure);
      return true;
    }
    saved = reframed;
  }
  this->Model = saved;
  this->Source->ArcLengths = std::move(where);
  return true;
}

//------------------------------------------------------------------------------
void vtkMovingFrame::RememberInput(vtkPolyData* curve, const Polyline& line)
{
  this->Source->Ids = line.Ids;
  this->Source->PointData->ShallowCopy(curve->GetPointData());
  this->LargestRadius = 0.0;
  for (const char* name : { "Radius", "MaximumInscribedSphereRadius" })
  {
    if (vtkDataArray* radius = curve->GetPointData()->GetArray(name))
    {
      for (const vtkIdType id : line.Ids)
      {
        const double r = radius->GetComponent(id, 0);
        this->LargestRadius =
          std::isfinite(r) ? std::max(this->LargestRadius, r) : this->LargestRadius;
      }
      return;
    }
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

  Polyline line;
  std::string error = this->CheckSettings();
  if (error.empty())
  {
    error = this->SelectLine(curve, line);
  }
  if (error.empty() && !this->TakeSavedModel(curve, line))
  {
    vtkDataArray* framed = curve->GetFieldData()->HasArray(KnotsArrayName())
      ? curve->GetPointData()->GetArray("Normals")
      : nullptr;
    if (framed && framed->GetNumberOfComponents() == 3 && this->FrameType == RotationMinimizing &&
      this->SmoothingLength == 0.0)
    {
      // moved, or a part of a framed curve: it takes its frames along
      for (const vtkIdType id : line.Ids)
      {
        line.Normals.push_back(NormalOfTuple(framed, id));
      }
    }
    error = this->BuildFromPolyline(line);
  }
  if (!error.empty())
  {
    return this->Fail(error);
  }
  if (this->IsBuilt())
  {
    this->RememberInput(curve, line);
  }
  return this->IsBuilt();
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::BuildFromFieldData(vtkFieldData* data)
{
  *this->Source = Input();
  this->Fail(std::string());
  std::string error = this->CheckSettings();
  if (error.empty())
  {
    error = data ? ReadModel(data, vtkMath::RadiansFromDegrees(this->RotationAngle), this->Model)
                 : "There are no field data to take the curve from; give the curve itself.";
  }
  return error.empty() ? true : this->Fail(error);
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetLength() const
{
  return this->Model->GetLength();
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::IsClosed() const
{
  return this->Model->IsClosed();
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluatePosition(double s, double c[3]) const
{
  this->Model->Position(s).CopyTo(c);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluateFrame(
  double s, double c[3], double n[3], double b[3], double t[3]) const
{
  const CurveFrame frame = this->Model->Frame(s);
  frame.C.CopyTo(c);
  frame.N.CopyTo(n);
  frame.B.CopyTo(b);
  frame.T.CopyTo(t);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::EvaluateMatrix(double s, double matrix[16]) const
{
  const CurveFrame frame = this->Model->Frame(s);
  for (int row = 0; row < 3; ++row)
  {
    matrix[4 * row] = frame.N[row];
    matrix[4 * row + 1] = frame.B[row];
    matrix[4 * row + 2] = frame.T[row];
    matrix[4 * row + 3] = frame.C[row];
    matrix[12 + row] = 0.0;
  }
  matrix[15] = 1.0;
}

//------------------------------------------------------------------------------
double vtkMovingFrame::EvaluateCurvature(double s) const
{
  return this->Model->Curvature(s);
}

//------------------------------------------------------------------------------
double vtkMovingFrame::EvaluateTorsion(double s) const
{
  return this->Model->Torsion(s);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::StraightenedToWorld(const double xys[3], double world[3]) const
{
  this->Model->ToWorld({ xys[0], xys[1], xys[2] }).CopyTo(world);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::StraightenedToWorld(
  const double xys[3], double world[3], double derivative[3][3]) const
{
  this->Model->ToWorld({ xys[0], xys[1], xys[2] }, derivative).CopyTo(world);
}

//------------------------------------------------------------------------------
void vtkMovingFrame::WorldToStraightened(const double world[3], double xys[3]) const
{
  const CurvePoint q = this->Model->FromWorld(Vector3(world));
  xys[0] = q.X;
  xys[1] = q.Y;
  xys[2] = q.S;
}

//------------------------------------------------------------------------------
bool vtkMovingFrame::IsOwned(const double xys[3]) const
{
  return this->Model->IsOwned({ xys[0], xys[1], xys[2] });
}

//------------------------------------------------------------------------------
double vtkMovingFrame::GetMeanPointSpacing() const
{
  const std::size_t points = this->Source->ArcLengths.size();
  return points > 1 ? this->GetLength() / static_cast<double>(points - 1) : this->GetLength();
}

//------------------------------------------------------------------------------
void vtkMovingFrame::Sample(double spacing, vtkIdType numberOfPoints, vtkPolyData* output) const
{
  output->Initialize();
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  points->SetNumberOfPoints(numberOfPoints);
  const auto makeArray = [&](const char* name, int components)
  {
    auto array = vtkSmartPointer<vtkDoubleArray>::New();
    array->SetName(name);
    array->SetNumberOfComponents(components);
    array->SetNumberOfTuples(numberOfPoints);
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
    const double s = spacing * static_cast<double>(i);
    const CurveFrame frame = this->Model->Frame(s);
    const double kappa = this->Model->Curvature(s);
    points->SetPoint(i, frame.C[0], frame.C[1], frame.C[2]);
    tangents->SetTuple3(i, frame.T[0], frame.T[1], frame.T[2]);
    normals->SetTuple3(i, frame.N[0], frame.N[1], frame.N[2]);
    binormals->SetTuple3(i, frame.B[0], frame.B[1], frame.B[2]);
    arcLength->SetValue(i, s);
    curvature->SetValue(i, kappa);
    torsion->SetValue(i, this->Model->Torsion(s));
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

  vtkNew<vtkCellArray> lines;
  vtkNew<vtkIdList> line;
  for (vtkIdType i = 0; i < numberOfPoints; ++i)
  {
    line->InsertNextId(i);
  }
  const double last = spacing * static_cast<double>(numberOfPoints - 1);
  if (this->IsClosed() && last < this->GetLength() * (1.0 - 1e-9))
  {
    line->InsertNextId(0);
  }
  lines->InsertNextCell(line);
  output->SetPoints(points);
  output->SetLines(lines);
  this->WriteModel(output->GetFieldData());
}

//------------------------------------------------------------------------------
void vtkMovingFrame::WriteModel(vtkFieldData* data) const
{
  const std::vector<CurveKnot>& knots = this->Model->GetKnots();
  vtkNew<vtkDoubleArray> saved;
  saved->SetName(KnotsArrayName());
  saved->SetNumberOfComponents(CurveKnot::NumberOfComponents);
  saved->SetNumberOfTuples(static_cast<vtkIdType>(knots.size()));
  for (std::size_t i = 0; i < knots.size(); ++i)
  {
    const CurveKnot& k = knots[i];
    const double v[CurveKnot::NumberOfComponents] = { k.U, k.P[0], k.P[1], k.P[2], k.D[0], k.D[1],
      k.D[2], k.S, k.N[0], k.N[1], k.N[2], k.Angle, k.Torsion };
    saved->SetTuple(static_cast<vtkIdType>(i), v);
  }
  data->AddArray(saved);

  const FrameSettings& f = this->Model->GetSettings();
  const double v[NumberOfSavedSettings] = { SavedVersion, this->IsClosed() ? 1.0 : 0.0,
    static_cast<double>(f.Rule), f.Angle, f.Up[0], f.Up[1], f.Up[2], f.SecondUp[0], f.SecondUp[1],
    f.SecondUp[2] };
  vtkNew<vtkDoubleArray> settings;
  settings->SetName(SettingsArrayName());
  settings->SetNumberOfComponents(NumberOfSavedSettings);
  settings->InsertNextTuple(v);
  data->AddArray(settings);
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
