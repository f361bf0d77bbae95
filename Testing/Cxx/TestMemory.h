// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What the tests of memory share: figures of this process, and an image of which only the size
 * counts.
 */
#ifndef TestMemory_h
#define TestMemory_h

#include "vtkImageData.h"
#include "vtkNew.h"
#include "vtkPointData.h"
#include "vtkShortArray.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace testcurves
{
inline void FillWithShorts(vtkImageData* image)
{
  vtkNew<vtkShortArray> values;
  values->SetName("v");
  values->SetNumberOfTuples(image->GetNumberOfPoints());
  std::fill_n(values->GetPointer(0), values->GetNumberOfTuples(), short(7));
  image->GetPointData()->SetScalars(values);
}

/** A figure of this process, in bytes; 0 where the system does not tell. */
inline double Status(const std::string& name)
{
  std::ifstream file("/proc/self/status");
  std::string word;
  double kilobytes = 0.0;
  while (file >> word)
  {
    if (word == name + ":")
    {
      file >> kilobytes;
      break;
    }
  }
  return 1024.0 * kilobytes;
}
}

#endif
