// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkStraightenDataSet.h"

#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Input/WholeArrays.h"
#include "Model/CurveMap.h"
#include "Parallel/BlockWatch.h"
#include "Parallel/Ranks.h"
#include "Parallel/SharedCurve.h"
#include "Parallel/Threads.h"
#include "Sampling/ImageSampler.h"
#include "Sampling/OutputMemory.h"

#include "vtkCharArray.h"
#include "vtkDataArray.h"
#include "vtkDoubleArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkMath.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkPointSet.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"
#include "vtkSmartPointer.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <algorithm>
#include <vector>

using curvedreformat::CurveMap;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkStraightenDataSet);

namespace
{
// Points a thread should at least have to be worth starting.
constexpr vtkIdType PointsPerThread = 2000;

// Points between two looks at whether the user has had enough.
constexpr vtkIdType PointsPerCheck = 1000;

/** The linear map of one point's vectors, and of its normals. */
struct LinearMaps
{
  double Vectors[3][3];
  double Normals[3][3];
};

/** From the matrix that takes vectors of the map's axes to the world. */
LinearMaps MakeLinearMaps(const double toWorldMap[3][3], bool toWorld)
{
  LinearMaps maps;
  double inverse[3][3] = {};
  if (vtkMath::Determinant3x3(toWorldMap) != 0.0)
  {
    // exactly on a fold there is no inverse: what went through it becomes 0
    vtkMath::Invert3x3(toWorldMap, inverse);
  }
  std::copy_n(toWorld ? toWorldMap[0] : inverse[0], 9, maps.Vectors[0]);
  vtkMath::Transpose3x3(toWorld ? inverse : toWorldMap, maps.Normals);
  return maps;
}

/** An active array on its way: it is read from one array and written to another. */
class AttributeMap
{
public:
  enum class Kind
  {
    Vectors,
    Normals,
    Tensors
  };

  AttributeMap(Kind kind, vtkDataArray* in)
    : Is(kind)
    , In(in)
  {
    const bool real = in->GetDataType() == VTK_FLOAT || in->GetDataType() == VTK_DOUBLE;
    this->Out =
      vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(real ? in->GetDataType() : VTK_DOUBLE));
    this->Out->SetName(in->GetName());
    this->Out->SetNumberOfComponents(in->GetNumberOfComponents());
    this->Out->CopyComponentNames(in);
    curvedreformat::AllocateTuples(this->Out, in->GetNumberOfTuples());
  }

  /** Take the place of the array that was read. */
  void SetOn(vtkPointData* data) const
  {
    switch (this->Is)
    {
      case Kind::Vectors:
        data->SetVectors(this->Out);
        break;
      case Kind::Normals:
        data->SetNormals(this->Out);
        break;
      case Kind::Tensors:
        data->SetTensors(this->Out);
        break;
    }
  }

  void Map(vtkIdType i, const LinearMaps& maps) const
  {
    double v[9];
    this->In->GetTuple(i, v);
    if (this->Is == Kind::Vectors)
    {
      vtkMath::Multiply3x3(maps.Vectors, v, v);
    }
    else if (this->Is == Kind::Normals)
    {
      vtkMath::Multiply3x3(maps.Normals, v, v);
      vtkMath::Normalize(v);
    }
    else
    {
      this->MapTensor(v, maps.Vectors);
    }
    this->Out->SetTuple(i, v);
  }

private:
  void MapTensor(double v[9], const double m[3][3]) const
  {
    // symmetric tensors have the six components XX YY ZZ XY YZ XZ
    static constexpr int symmetric[9] = { 0, 3, 5, 3, 1, 4, 5, 4, 2 };
    const bool six = this->In->GetNumberOfComponents() == 6;
    double t[3][3];
    double transposed[3][3];
    for (int i = 0; i < 9; ++i)
    {
      t[i / 3][i % 3] = v[six ? symmetric[i] : i];
    }
    vtkMath::Multiply3x3(m, t, t);
    vtkMath::Transpose3x3(m, transposed);
    vtkMath::Multiply3x3(t, transposed, t);
    for (int i = 0; i < 9; ++i)
    {
      v[six ? symmetric[i] : i] = t[i / 3][i % 3];
    }
  }

  Kind Is;
  vtkDataArray* In;
  vtkSmartPointer<vtkDataArray> Out;
};
}

//------------------------------------------------------------------------------
vtkStraightenDataSet::vtkStraightenDataSet()
  : Curve(new curvedreformat::SharedCurve)
  , Watch(new curvedreformat::BlockWatch(this))
{
  this->SetNumberOfInputPorts(2);
  this->SetController(curvedreformat::GlobalController());
}

//------------------------------------------------------------------------------
vtkStraightenDataSet::~vtkStraightenDataSet()
{
  this->SetController(nullptr);
}

//------------------------------------------------------------------------------
void vtkStraightenDataSet::SetController(vtkMultiProcessController* controller)
{
  if (curvedreformat::ReplaceController(this->Controller, controller, this))
  {
    this->Modified();
  }
}

//------------------------------------------------------------------------------
vtkTypeBool vtkStraightenDataSet::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() -> int
    {
      vtkDataObject* input = vtkDataObject::GetData(inputVector[0]);
      if (request->Has(vtkDemandDrivenPipeline::REQUEST_DATA_OBJECT()) &&
        vtkImageData::SafeDownCast(input))
      {
        vtkErrorMacro(
          << "Input is an image, which has no points to move; straighten it with Curved "
             "Planar Reformat, bend it back with Inverse Curved Planar Reformat.");
        return 0;
      }
      if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_TIME_DEPENDENT_INFORMATION()))
      {
        // another time, another curve to share
        return this->ExecuteInformation(request, inputVector, outputVector);
      }
      return this->Superclass::ProcessRequest(request, inputVector, outputVector);
    });
}

//------------------------------------------------------------------------------
void vtkStraightenDataSet::SetCurveData(vtkPolyData* curve)
{
  this->SetInputData(1, curve);
}

//------------------------------------------------------------------------------
vtkMTimeType vtkStraightenDataSet::GetMTime()
{
  return std::max(
    { this->Superclass::GetMTime(), this->MovingFrame->GetMTime(), this->ReformatMap->GetMTime() });
}

//------------------------------------------------------------------------------
int vtkStraightenDataSet::FillInputPortInformation(int port, vtkInformation* info)
{
  if (port == 0)
  {
    return this->Superclass::FillInputPortInformation(port, info);
  }
  curvedreformat::FillCurvePortInformation(info);
  return 1;
}

//------------------------------------------------------------------------------
int vtkStraightenDataSet::ExecuteInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  curvedreformat::TakeTimeSteps(1, inputVector, outputVector->GetInformationObject(0));
  const std::string error =
    this->Curve->ShareInput(this->Controller, *this->Watch, this, 1, inputVector, outputVector);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  return 1;
}

//------------------------------------------------------------------------------
int vtkStraightenDataSet::ComputeInputUpdateExtent(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  this->Superclass::ComputeInputUpdateExtent(request, inputVector, outputVector);
  curvedreformat::RequestWholeCurve(1, inputVector);
  return 1;
}

//------------------------------------------------------------------------------
int vtkStraightenDataSet::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  vtkPointSet* input = vtkPointSet::GetData(inputVector[0]);
  vtkPointSet* output = vtkPointSet::GetData(outputVector);
  vtkPolyData* curve = this->Curve->Get(curvedreformat::GetCurve(1, inputVector));
  if (!curve)
  {
    vtkErrorMacro(<< curvedreformat::NoCurveMessage());
    return 0;
  }
  if (!this->MovingFrame->Build(curve))
  {
    vtkErrorMacro(<< this->MovingFrame->GetErrorMessage());
    return 0;
  }
  if (!this->ReformatMap->Build(this->MovingFrame))
  {
    vtkErrorMacro(<< this->ReformatMap->GetErrorMessage());
    return 0;
  }
  output->ShallowCopy(input);
  const vtkIdType count = input->GetNumberOfPoints();
  if (count == 0)
  {
    return 1; // an empty piece
  }

  vtkNew<vtkPoints> points;
  points->SetDataType(this->OutputPointsPrecision == SINGLE_PRECISION ? VTK_FLOAT
      : this->OutputPointsPrecision == DOUBLE_PRECISION               ? VTK_DOUBLE
                                                        : input->GetPoints()->GetDataType());
  curvedreformat::AllocateTuples(points->GetData(), count);
  vtkNew<vtkCharArray> mask;
  mask->SetName(curvedreformat::ValidPointMaskName);
  curvedreformat::AllocateTuples(mask, count);
  std::vector<AttributeMap> attributes;
  vtkPointData* data = input->GetPointData();
  const auto isWhole = [count](vtkDataArray* array)
  { return array && curvedreformat::IsWhole(array, count); };
  if (isWhole(data->GetVectors()) && data->GetVectors()->GetNumberOfComponents() == 3)
  {
    attributes.emplace_back(AttributeMap::Kind::Vectors, data->GetVectors());
  }
  if (isWhole(data->GetNormals()) && data->GetNormals()->GetNumberOfComponents() == 3)
  {
    attributes.emplace_back(AttributeMap::Kind::Normals, data->GetNormals());
  }
  if (isWhole(data->GetTensors()))
  {
    attributes.emplace_back(AttributeMap::Kind::Tensors, data->GetTensors());
  }

  const CurveMap& map = this->ReformatMap->GetMap();
  const bool toWorld = this->Direction == StraightenedToWorld;
  const bool rotation = this->VectorMode == Rotation;
  // where the way back takes what is closest, its answer is owned
  const bool alwaysOwned = this->ReformatMap->GetMode() == vtkReformatMap::Straightened ||
    this->ReformatMap->GetMode() == vtkReformatMap::Stretched;
  curvedreformat::ParallelFor(count, PointsPerThread,
    [&](vtkIdType first, vtkIdType last)
    {
      double p[3];
      double derivative[3][3];
      double s = 0.0;
      for (vtkIdType i = first; i < last; ++i)
      {
        if ((i - first) % PointsPerCheck == 0)
        {
          if (first == 0)
          {
            this->UpdateProgress(static_cast<double>(i) / static_cast<double>(last));
          }
          if (this->GetAbortExecute())
          {
            return;
          }
        }
        input->GetPoint(i, p);
        Vector3 q(p);
        if (toWorld)
        {
          map.ToWorld(q, derivative).CopyTo(p);
          mask->SetValue(i, map.IsOwned(q) ? 1 : 0);
        }
        else
        {
          // points of a mesh follow each other in space
          q = map.FromWorld(q, &s, derivative);
          q.CopyTo(p);
          mask->SetValue(i, alwaysOwned || map.IsOwned(q) ? 1 : 0);
        }
        points->SetPoint(i, p);
        if (!attributes.empty())
        {
          if (rotation)
          {
            Vector3 axes[3];
            map.GetAxes(q, axes);
            for (int column = 0; column < 3; ++column)
            {
              curvedreformat::SetColumn(derivative, column, axes[column]);
            }
          }
          const LinearMaps maps = MakeLinearMaps(derivative, toWorld);
          for (const AttributeMap& attribute : attributes)
          {
            attribute.Map(i, maps);
          }
        }
      }
    });

  if (this->GetAbortExecute())
  {
    output->Initialize(); // points that were not reached are nowhere
    return 1;
  }
  output->SetPoints(points);
  for (const AttributeMap& attribute : attributes)
  {
    attribute.SetOn(output->GetPointData());
  }
  output->GetPointData()->AddArray(mask);
  return 1;
}

//------------------------------------------------------------------------------
void vtkStraightenDataSet::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Direction: "
     << (this->Direction == WorldToStraightened ? "world to straightened" : "straightened to world")
     << "\n";
  os << indent << "VectorMode: " << (this->VectorMode == Jacobian ? "Jacobian" : "Rotation")
     << "\n";
  os << indent << "OutputPointsPrecision: " << this->OutputPointsPrecision << "\n";
  os << indent << "Controller: " << this->Controller << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
  os << indent << "ReformatMap:\n";
  this->ReformatMap->PrintSelf(os, indent.GetNextIndent());
}
