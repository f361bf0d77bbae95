// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "OutputMemory.h"

#include "vtkAbstractArray.h"
#include "vtkCellArray.h"
#include "vtkDataArray.h"
#include "vtkIdTypeArray.h"
#include "vtkNew.h"

#include <vtksys/SystemInformation.hxx>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <new>
#include <sstream>

#ifdef __linux__
#include <cstdint>
#include <fstream>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace curvedreformat
{
namespace
{
std::string Gigabytes(double bytes)
{
  std::ostringstream text;
  text.precision(3);
  text << bytes / 1e9 << " GB";
  return text.str();
}

/** What is left of a limit on the process's address space. Programs like ParaView take much of it
 * before they do anything. */
double LeftOfLimit()
{
#ifdef __linux__
  rlimit limit{};
  double pages = 0.0;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
    std::ifstream("/proc/self/statm") >> pages)
  {
    return static_cast<double>(limit.rlim_cur) - pages * static_cast<double>(sysconf(_SC_PAGESIZE));
  }
#endif
  return std::numeric_limits<double>::infinity();
}
}

//------------------------------------------------------------------------------
double CountVoxels(const int extent[6])
{
  double voxels = 1.0;
  for (int axis = 0; axis < 3; ++axis)
  {
    const double first = extent[2 * axis];
    voxels *= std::max(extent[2 * axis + 1] - first + 1.0, 0.0);
  }
  return voxels;
}

//------------------------------------------------------------------------------
std::string CheckMemory(double bytes, const std::string& what, const std::string& advice)
{
  const double left = LeftOfLimit();
  // asking the system for more takes a while, and small images fit
  if (bytes < 1e8 && bytes <= left)
  {
    return std::string();
  }
  vtksys::SystemInformation system;
  const double machine = 1024.0 * static_cast<double>(system.GetProcMemoryAvailable(""));
  if (bytes <= machine && bytes <= left)
  {
    return std::string();
  }
  return what + " would need " + Gigabytes(bytes) + " of memory, but " +
    (left < machine ? "this process has " + Gigabytes(left) + " left of its limit"
                    : "this machine has " + Gigabytes(machine)) +
    "; " + advice + ".";
}

//------------------------------------------------------------------------------
void AllocateTuples(vtkDataArray* array, vtkIdType tuples)
{
  if (tuples > 0 && array->HasStandardMemoryLayout() && array->GetDataType() != VTK_BIT)
  {
    const vtkIdType values = tuples * array->GetNumberOfComponents();
    void* memory = std::malloc(
      static_cast<std::size_t>(values) * static_cast<std::size_t>(array->GetDataTypeSize()));
    if (!memory)
    {
      throw std::bad_alloc();
    }
    array->SetVoidArray(memory, values, 0, vtkAbstractArray::VTK_DATA_ARRAY_FREE);
    return;
  }
  array->SetNumberOfTuples(tuples);
}

//------------------------------------------------------------------------------
void CopyValues(vtkDataArray* from, vtkDataArray* to)
{
  to->SetNumberOfComponents(from->GetNumberOfComponents());
  AllocateTuples(to, from->GetNumberOfTuples());
  to->DeepCopy(from); // which finds the memory there
}

//------------------------------------------------------------------------------
void AllocateCells(vtkCellArray* cells, vtkIdType count, vtkIdType ids)
{
  vtkNew<vtkIdTypeArray> offsets;
  AllocateTuples(offsets, count + 1);
  offsets->Reset();
  offsets->InsertNextValue(0);
  vtkNew<vtkIdTypeArray> connectivity;
  AllocateTuples(connectivity, ids);
  connectivity->Reset();
  cells->SetData(offsets, connectivity);
}

//------------------------------------------------------------------------------
void PreferLargePages(void* memory, std::size_t bytes)
{
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // only the whole ones within, so that no page reaches beyond
  constexpr std::uintptr_t page = std::uintptr_t(1) << 21;
  const auto start = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t first = (start + page - 1) / page * page;
  const std::uintptr_t last = (start + bytes) / page * page;
  if (first < last)
  {
    // what it answers does not matter: it is a hint
    static_cast<void>(madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE));
  }
#else
  static_cast<void>(memory);
  static_cast<void>(bytes);
#endif
}
}
