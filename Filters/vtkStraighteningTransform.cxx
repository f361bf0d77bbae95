// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkStraighteningTransform.h"

#include "Input/PipelineInput.h"
#include "Model/CurveMap.h"
#include "Parallel/Threads.h"

#include "vtkAlgorithm.h"
#include "vtkAlgorithmOutput.h"
#include "vtkDemandDrivenPipeline.h"
#include "vtkInformation.h"
#include "vtkObjectFactory.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"
#include "vtkTrivialProducer.h"

#include <algorithm>
#include <limits>

using curvedreformat::CurveMap;
using curvedreformat::Vector3;

vtkStandardNewMacro(vtkStraighteningTransform);

namespace
{
/** A transform is no algorithm; this one holds the connection for it, as in vtkGridTransform. */
class ConnectionHolderAlgorithm : public vtkAlgorithm
{
public:
  static ConnectionHolderAlgorithm* New();
  vtkTypeMacro(ConnectionHolderAlgorithm, vtkAlgorithm);

protected:
  ConnectionHolderAlgorithm() { this->SetNumberOfInputPorts(1); }

  int FillInputPortInformation(int, vtkInformation* info) override
  {
    info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkPolyData");
    info->Set(vtkAlgorithm::INPUT_IS_OPTIONAL(), 1);
    return 1;
  }
};
vtkStandardNewMacro(ConnectionHolderAlgorithm);

// Points a thread should at least have to be worth starting.
constexpr vtkIdType PointsPerThread = 2000;

void SetToNaN(double out[3])
{
  std::fill_n(out, 3, std::numeric_limits<double>::quiet_NaN());
}

void Forward(const CurveMap* map, const double in[3], double out[3])
{
  if (map)
  {
    map->ToWorld(Vector3(in)).CopyTo(out);
  }
  else
  {
    SetToNaN(out);
  }
}

void Backward(const CurveMap* map, const double in[3], double out[3])
{
  if (map)
  {
    map->FromWorld(Vector3(in)).CopyTo(out);
  }
  else
  {
    SetToNaN(out);
  }
}

void ForwardDerivative(
  const CurveMap* map, const double in[3], double out[3], double derivative[3][3])
{
  if (map)
  {
    map->ToWorld(Vector3(in), derivative).CopyTo(out);
  }
  else
  {
    SetToNaN(out);
    std::for_each(derivative, derivative + 3, SetToNaN);
  }
}

void BackwardDerivative(
  const CurveMap* map, const double in[3], double out[3], double derivative[3][3])
{
  if (map)
  {
    map->FromWorld(Vector3(in), nullptr, derivative).CopyTo(out);
  }
  else
  {
    SetToNaN(out);
    std::for_each(derivative, derivative + 3, SetToNaN);
  }
}

/** The float entry points: through double, and rounded. */
template <typename Function>
void InDouble(Function function, const CurveMap* map, const float in[3], float out[3])
{
  const double p[3] = { in[0], in[1], in[2] };
  double q[3];
  function(map, p, q);
  std::transform(q, q + 3, out, [](double v) { return static_cast<float>(v); });
}

template <typename Function>
void InDouble(
  Function function, const CurveMap* map, const float in[3], float out[3], float derivative[3][3])
{
  const double p[3] = { in[0], in[1], in[2] };
  double q[3];
  double d[3][3];
  function(map, p, q, d);
  const auto round = [](double v) { return static_cast<float>(v); };
  std::transform(q, q + 3, out, round);
  std::transform(d[0], d[0] + 9, derivative[0], round);
}
}

//------------------------------------------------------------------------------
vtkStraighteningTransform::vtkStraighteningTransform()
  : ConnectionHolder(vtkSmartPointer<ConnectionHolderAlgorithm>::New())
{
}

//------------------------------------------------------------------------------
vtkStraighteningTransform::~vtkStraighteningTransform() = default;

//------------------------------------------------------------------------------
void vtkStraighteningTransform::SetCurveConnection(vtkAlgorithmOutput* output)
{
  if (this->ConnectionHolder->GetNumberOfInputConnections(0) != (output ? 1 : 0) ||
    (output && this->ConnectionHolder->GetInputConnection(0, 0) != output))
  {
    this->ConnectionHolder->SetInputConnection(0, output);
    this->Modified();
  }
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::SetCurveData(vtkPolyData* curve)
{
  if (curve == this->GetCurve() && curve)
  {
    return;
  }
  if (!curve)
  {
    this->SetCurveConnection(nullptr);
    return;
  }
  vtkNew<vtkTrivialProducer> producer;
  producer->SetOutput(curve);
  this->SetCurveConnection(producer->GetOutputPort());
}

//------------------------------------------------------------------------------
vtkPolyData* vtkStraighteningTransform::GetCurve()
{
  if (this->ConnectionHolder->GetNumberOfInputConnections(0) < 1)
  {
    return nullptr;
  }
  return vtkPolyData::SafeDownCast(this->ConnectionHolder->GetInputDataObject(0, 0));
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::SetInverseFlag(vtkTypeBool inverse)
{
  if ((inverse != 0) != (this->InverseFlag != 0))
  {
    this->Inverse();
  }
}

//------------------------------------------------------------------------------
vtkMTimeType vtkStraighteningTransform::GetMTime()
{
  vtkMTimeType time = std::max(
    { this->Superclass::GetMTime(), this->MovingFrame->GetMTime(), this->ReformatMap->GetMTime() });
  if (this->ConnectionHolder->GetNumberOfInputConnections(0) > 0)
  {
    vtkAlgorithm* producer = this->ConnectionHolder->GetInputAlgorithm(0, 0);
    if (auto* pipeline = vtkDemandDrivenPipeline::SafeDownCast(producer->GetExecutive()))
    {
      // Nothing runs for it: one rank may ask alone, and what is upstream may wait for the others.
      pipeline->UpdatePipelineMTime();
      time = std::max(time, pipeline->GetPipelineMTime());
    }
    if (vtkPolyData* curve = this->GetCurve())
    {
      // a data set that was given as such may be changed in place
      time = std::max(time, curve->GetMTime());
    }
  }
  return time;
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InternalUpdate()
{
  this->Map = nullptr;
  if (this->ConnectionHolder->GetNumberOfInputConnections(0) < 1)
  {
    vtkErrorMacro("No curve is given; set a poly data with a polyline by SetCurveConnection() or "
                  "SetCurveData().");
    return;
  }
  curvedreformat::UpdateWholeCurve(this->ConnectionHolder->GetInputConnection(0, 0));
  if (!this->MovingFrame->Build(this->GetCurve()))
  {
    vtkErrorMacro(<< this->MovingFrame->GetErrorMessage());
    return;
  }
  if (!this->ReformatMap->Build(this->MovingFrame))
  {
    vtkErrorMacro(<< this->ReformatMap->GetErrorMessage());
    return;
  }
  this->Map = this->ReformatMap->ShareMap();
}

//------------------------------------------------------------------------------
vtkAbstractTransform* vtkStraighteningTransform::MakeTransform()
{
  return vtkStraighteningTransform::New();
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InternalDeepCopy(vtkAbstractTransform* transform)
{
  auto* other = static_cast<vtkStraighteningTransform*>(transform);
  this->SetInverseTolerance(other->InverseTolerance);
  this->SetInverseIterations(other->InverseIterations);
  this->SetCurveConnection(other->ConnectionHolder->GetNumberOfInputConnections(0) > 0
      ? other->ConnectionHolder->GetInputConnection(0, 0)
      : nullptr);
  this->MovingFrame->CopySettings(other->MovingFrame);
  this->ReformatMap->CopySettings(other->ReformatMap);
  this->SetInverseFlag(other->InverseFlag);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::TransformPoints(vtkPoints* inPts, vtkPoints* outPts)
{
  this->Update();
  const vtkIdType count = inPts->GetNumberOfPoints();
  const vtkIdType first = outPts->GetNumberOfPoints();
  outPts->Resize(first + count);
  outPts->SetNumberOfPoints(first + count);
  const CurveMap* map = this->Map.get();
  const auto transform = this->InverseFlag ? Backward : Forward;
  curvedreformat::ParallelFor(count, PointsPerThread,
    [&](vtkIdType begin, vtkIdType end)
    {
      double p[3];
      for (vtkIdType i = begin; i < end; ++i)
      {
        inPts->GetPoint(i, p);
        transform(map, p, p);
        outPts->SetPoint(first + i, p);
      }
    });
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::ForwardTransformPoint(const double in[3], double out[3])
{
  Forward(this->Map.get(), in, out);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::ForwardTransformPoint(const float in[3], float out[3])
{
  InDouble(Forward, this->Map.get(), in, out);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::ForwardTransformDerivative(
  const double in[3], double out[3], double derivative[3][3])
{
  ForwardDerivative(this->Map.get(), in, out, derivative);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::ForwardTransformDerivative(
  const float in[3], float out[3], float derivative[3][3])
{
  InDouble(ForwardDerivative, this->Map.get(), in, out, derivative);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InverseTransformPoint(const double in[3], double out[3])
{
  Backward(this->Map.get(), in, out);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InverseTransformPoint(const float in[3], float out[3])
{
  InDouble(Backward, this->Map.get(), in, out);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InverseTransformDerivative(
  const double in[3], double out[3], double derivative[3][3])
{
  BackwardDerivative(this->Map.get(), in, out, derivative);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::InverseTransformDerivative(
  const float in[3], float out[3], float derivative[3][3])
{
  InDouble(BackwardDerivative, this->Map.get(), in, out, derivative);
}

//------------------------------------------------------------------------------
void vtkStraighteningTransform::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "Curve: " << this->GetCurve() << "\n";
  os << indent << "MovingFrame:\n";
  this->MovingFrame->PrintSelf(os, indent.GetNextIndent());
  os << indent << "ReformatMap:\n";
  this->ReformatMap->PrintSelf(os, indent.GetNextIndent());
}
