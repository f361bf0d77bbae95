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
#include <iostream>
#include <string>

#if defined(__GLIBC__)
#include <malloc.h>
#include <unistd.h>
#endif

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

/**
 * Begin to measure peaks. Returns false, after saying why, where the system or the build does not
 * tell them.
 */
inline bool MeasurePeaks()
{
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  std::cout << "this system or build does not tell what memory is used for\n";
  return false;
#else
  if (Status("VmHWM") == 0.0)
  {
    std::cout << "the system does not tell the peak\n";
    return false;
  }
  // What is freed goes back to the system: else the peak is that of malloc's own policy.
  mallopt(M_MMAP_THRESHOLD, 1 << 16);
  mallopt(M_TRIM_THRESHOLD, 1 << 16);
  return true;
#endif
}

/** What a peak may be wrong by, in bytes: the kernel counts pages for each processor, and sums them
 * up now and then. */
inline double PeakRounding()
{
#if defined(__GLIBC__)
  return 0.25e6 * static_cast<double>(sysconf(_SC_NPROCESSORS_ONLN));
#else
  return 0.0;
#endif
}
}

#endif
