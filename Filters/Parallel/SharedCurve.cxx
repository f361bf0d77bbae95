// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SharedCurve.h"

#include "../Input/PipelineInput.h"
#include "BlockWatch.h"
#include "Ranks.h"

#include "vtkAlgorithm.h"
#include "vtkCompositeDataSet.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <cstring>
#include <sstream>

namespace curvedreformat
{
namespace
{
/** A number that tells curves apart: the FNV-1a hash of the points. */
long long HashPoints(vtkPolyData* curve)
{
  unsigned long long hash = 14695981039346656037ULL;
  for (vtkIdType i = 0; curve && i < curve->GetNumberOfPoints(); ++i)
  {
    double p[3];
    curve->GetPoint(i, p);
    unsigned char bytes[sizeof(p)];
    std::memcpy(bytes, p, sizeof(p));
    for (const unsigned char byte : bytes)
    {
      hash = (hash ^ byte) * 1099511628211ULL;
    }
  }
  return static_cast<long long>(hash);
}
}

//------------------------------------------------------------------------------
std::string SharedCurve::Share(const Ranks& ranks, vtkPolyData* own)
{
  this->Given = nullptr;
  if (!ranks.AreSeveral())
  {
    return std::string();
  }
  const std::vector<long long> curves = ranks.Gather(std::vector<long long>{
    static_cast<long long>(own ? own->GetNumberOfPoints() : 0), HashPoints(own) });
  int from = -1;
  bool any = false;
  for (int rank = 0; rank < ranks.Count(); ++rank)
  {
    const long long points = curves[2 * rank];
    if (points == 0)
    {
      any = true;
    }
    else if (from < 0)
    {
      from = rank;
    }
    else if (points != curves[2 * from] || curves[2 * rank + 1] != curves[2 * from + 1])
    {
      std::ostringstream text;
      text << "Curve has " << curves[2 * from] << " points on rank " << from << ", but " << points
           << (points == curves[2 * from] ? " others" : "") << " on rank " << rank
           << "; a curve cannot be put together from parts, give it whole, on one rank or on all.";
      return text.str();
    }
  }
  if (from < 0 || !any)
  {
    return std::string();
  }
  auto curve = vtkSmartPointer<vtkPolyData>::New();
  if (from == ranks.Mine())
  {
    curve->ShallowCopy(own);
  }
  ranks.Broadcast(curve, from);
  this->Given = curve;
  return std::string();
}

//------------------------------------------------------------------------------
std::string SharedCurve::ShareInput(vtkMultiProcessController* controller, const BlockWatch& watch,
  vtkAlgorithm* self, int port, vtkInformationVector** inputVector,
  vtkInformationVector* outputVector)
{
  if (watch.IsInBlock())
  {
    return std::string(); // all has been said for all blocks
  }
  const Ranks ranks(vtkCompositeDataSet::GetData(inputVector[port]) ? nullptr : controller);
  vtkPolyData* own = nullptr;
  if (ranks.AreSeveral())
  {
    outputVector->GetInformationObject(0)->Set(
      vtkStreamingDemandDrivenPipeline::TIME_DEPENDENT_INFORMATION(), 1);
    own = UpdateCurve(self, port, inputVector);
  }
  // also alone, which forgets what others gave before
  return this->Share(ranks, own);
}

//------------------------------------------------------------------------------
vtkPolyData* SharedCurve::Get(vtkPolyData* own) const
{
  return (own && own->GetNumberOfPoints() > 0) || !this->Given ? own : this->Given.Get();
}
}
