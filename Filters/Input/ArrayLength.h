// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Whether an array of an image is as long as the image says. VTK does not see to that: programs
 * may add any array to an image, and change its extent afterwards.
 */
#ifndef ArrayLength_h
#define ArrayLength_h

#include "vtkDataArray.h"
#include "vtkImageData.h"

#include <string>

namespace curvedreformat
{
/** An empty string when a point array has a tuple for every voxel, or the sentence that says how
 * many are missing. */
inline std::string CheckArrayLength(vtkDataArray* array, vtkImageData* image)
{
  const vtkIdType tuples = array->GetNumberOfTuples();
  const vtkIdType voxels = image->GetNumberOfPoints();
  return tuples >= voxels
    ? std::string()
    : "Array " + std::string(array->GetName() ? array->GetName() : "(no name)") + " has " +
      std::to_string(tuples) + " tuples, but the image has " + std::to_string(voxels) +
      " voxels; give an array with one for each.";
}
}

#endif
