// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "FirstTime.h"

#include "vtkInformation.h"
#include "vtkInformationDoubleVectorKey.h"
#include "vtkInformationVector.h"
#include "vtkStreamingDemandDrivenPipeline.h"

namespace curvedreformat
{
namespace
{
using Pipeline = vtkStreamingDemandDrivenPipeline;

/** Whether any input varies with time; and its first time. */
bool FindFirstTime(int ports, vtkInformationVector** inputVector, double& time)
{
  for (int port = 0; port < ports; ++port)
  {
    if (inputVector[port]->GetNumberOfInformationObjects() < 1)
    {
      continue;
    }
    vtkInformation* info = inputVector[port]->GetInformationObject(0);
    for (vtkInformationDoubleVectorKey* key : { Pipeline::TIME_STEPS(), Pipeline::TIME_RANGE() })
    {
      if (info->Has(key) && info->Length(key) > 0)
      {
        time = info->Get(key)[0];
        return true;
      }
    }
  }
  return false;
}

void SetTime(bool any, double time, vtkInformation* info)
{
  if (any)
  {
    info->Set(Pipeline::UPDATE_TIME_STEP(), time);
  }
  else
  {
    info->Remove(Pipeline::UPDATE_TIME_STEP());
  }
}
}

//------------------------------------------------------------------------------
void RequestFirstTime(int ports, vtkInformationVector** inputVector)
{
  double time = 0.0;
  const bool any = FindFirstTime(ports, inputVector, time);
  for (int port = 0; port < ports; ++port)
  {
    for (int i = 0; i < inputVector[port]->GetNumberOfInformationObjects(); ++i)
    {
      SetTime(any, time, inputVector[port]->GetInformationObject(i));
    }
  }
}

//------------------------------------------------------------------------------
FirstTimeAsked::FirstTimeAsked(
  int ports, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
  : Info(outputVector->GetInformationObject(0))
  , HadTime(Info->Has(Pipeline::UPDATE_TIME_STEP()) != 0)
{
  if (this->HadTime)
  {
    this->Time = this->Info->Get(Pipeline::UPDATE_TIME_STEP());
  }
  double first = 0.0;
  const bool any = FindFirstTime(ports, inputVector, first);
  SetTime(any, first, this->Info);
}

//------------------------------------------------------------------------------
FirstTimeAsked::~FirstTimeAsked()
{
  SetTime(this->HadTime, this->Time, this->Info);
}
}
