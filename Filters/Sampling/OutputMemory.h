// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The memory that an output takes: whether there is enough, and how to get it quickly.
 */
#ifndef OutputMemory_h
#define OutputMemory_h

#include "vtkType.h"

#include <cstddef>
#include <string>

class vtkCellArray;
class vtkDataArray;

namespace curvedreformat
{
/** The voxels of an extent, which may be more than an integer holds; 0 of an empty one. */
double CountVoxels(const int extent[6]);

/**
 * An empty string when there may be memory for that many bytes, or the sentence that says how much
 * `what` would need, what there is, of the machine or left of the process's limit (`ulimit -v`),
 * and what to do.
 */
std::string CheckMemory(double bytes, const std::string& what = "Output",
  const std::string& advice = "choose a larger spacing or a smaller size, or ask for it in pieces");

/**
 * Memory for that many tuples of an array that is empty. Throws std::bad_alloc where there is none;
 * VTK's own arrays end the program then, unless they were built with NDEBUG.
 */
void AllocateTuples(vtkDataArray* array, vtkIdType tuples);

/** A copy of all values in an array that is empty, of the same type or another; with the same
 * exception. */
void CopyValues(vtkDataArray* from, vtkDataArray* to);

/** Memory for cells that are inserted after it, and for the ids of points of all of them; with the
 * same exception. */
void AllocateCells(vtkCellArray* cells, vtkIdType count, vtkIdType ids);

/**
 * Ask the system for large pages where it has them (Linux, where that is left to programs). Of a
 * quick interpolation a third of the time would go into getting pages of 4 kB one by one. A hint:
 * without effect elsewhere, or on memory that is in use already.
 */
void PreferLargePages(void* memory, std::size_t bytes);
}

#endif
