// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Point arrays may be shorter than their data set; what they do not hold must not be read.
 */
#ifndef WholeArrays_h
#define WholeArrays_h

#include "vtkType.h"

#include <string>

class vtkAbstractArray;
class vtkDataArray;
class vtkDataSetAttributes;
class vtkImageData;
class vtkPolyData;

namespace curvedreformat
{
/** Whether an array has a value for each of so many points. */
bool IsWhole(vtkAbstractArray* array, vtkIdType points);

/** An empty string when a point array of an image has a value for each voxel, or the sentence that
 * says how many there are. */
std::string CheckVoxels(vtkDataArray* array, vtkImageData* image);

/** The point array of numbers of that name that has a value for every point, or null. */
vtkDataArray* FindWholeArray(vtkPolyData* data, const char* name);

/** Take away the arrays that do not have a value for each of so many points; answers their names.
 */
std::string RemoveShortArrays(vtkDataSetAttributes* data, vtkIdType points);
}

#endif
