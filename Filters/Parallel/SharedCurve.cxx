// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SharedCurve.h"

#include "Ranks.h"

#include "vtkAlgorithm.h"
#include "vtkCompositeDataSet.h"
#include "vtkInformationVector.h"

#include <sstream>

namespace curvedreformat
{
//------------------------------------------------------------------------------
std::string SharedCurve::Share(const Ranks& ranks, vtkPolyData* own)
{
  this->Given = nullptr;
  if (!ranks.AreSeveral())
  {
    return std::string();
  }
  const std::vector<long long> points = ranks.Gather(
    std::vector<long long>{ static_cast<long long>(own ? own->GetNumberOfPoints() : 0) });
  int from = -1;
  bool any = false;
  for (int rank = 0; rank < ranks.Count(); ++rank)
  {
    if (points[rank] == 0)
    {
      any = true;
    }
    else if (from < 0)
    {
      from = rank;
    }
    else if (points[rank] != points[from])
    {
      std::ostringstream text;
      text << "Curve has " << points[from] << " points on rank " << from << ", but " << points[rank]
           << " on rank " << rank
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
vtkPolyData* SharedCurve::Get(vtkPolyData* own) const
{
  return (own && own->GetNumberOfPoints() > 0) || !this->Given ? own : this->Given.Get();
}

//------------------------------------------------------------------------------
bool HasCompositeInput(vtkAlgorithm* self, vtkInformationVector** inputVector, int port)
{
  for (int i = 0; i < self->GetNumberOfInputPorts(); ++i)
  {
    if (i != port && self->GetNumberOfInputConnections(i) > 0 &&
      vtkCompositeDataSet::GetData(inputVector[i]))
    {
      return true;
    }
  }
  return false;
}
}
