// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "AxisOrder.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace curvedreformat
{
//------------------------------------------------------------------------------
bool AxisOrder::IsIdentity() const
{
  return this->Axis[0] == 0 && this->Axis[1] == 1 && !this->Reversed[0] && !this->Reversed[1] &&
    !this->Reversed[2];
}

//------------------------------------------------------------------------------
AxisOrder FindCanonicalOrder(const double direction[9])
{
  AxisOrder order;
  int axes[3] = { 0, 1, 2 };
  double best = -1.0;
  do
  {
    const double sum = std::abs(direction[axes[0]]) + std::abs(direction[3 + axes[1]]) +
      std::abs(direction[6 + axes[2]]);
    if (sum > best)
    {
      best = sum;
      std::copy_n(axes, 3, order.Axis);
    }
  } while (std::next_permutation(axes, axes + 3));
  for (int axis = 0; axis < 3; ++axis)
  {
    order.Reversed[axis] = direction[3 * axis + order.Axis[axis]] < 0.0;
  }
  return order;
}

//------------------------------------------------------------------------------
ImageFileHeader Reordered(const ImageFileHeader& file, const AxisOrder& order)
{
  ImageFileHeader image = file;
  for (int axis = 0; axis < 3; ++axis)
  {
    const int from = order.Axis[axis];
    image.Dimensions[axis] = file.Dimensions[from];
    image.Spacing[axis] = file.Spacing[from];
    for (int row = 0; row < 3; ++row)
    {
      const double d = file.Direction[3 * row + from];
      image.Direction[3 * row + axis] = order.Reversed[axis] ? 0.0 - d : d;
      if (order.Reversed[axis])
      {
        // what was the last voxel is the first
        image.Origin[row] += d * file.Spacing[from] * (file.Dimensions[from] - 1);
      }
    }
  }
  return image;
}

//------------------------------------------------------------------------------
void FileExtentOf(
  const ImageFileHeader& file, const AxisOrder& order, const int extent[6], int fileExtent[6])
{
  for (int axis = 0; axis < 3; ++axis)
  {
    const int to = order.Axis[axis];
    const int last = file.Dimensions[to] - 1;
    fileExtent[2 * to] = order.Reversed[axis] ? last - extent[2 * axis + 1] : extent[2 * axis];
    fileExtent[2 * to + 1] = order.Reversed[axis] ? last - extent[2 * axis] : extent[2 * axis + 1];
  }
}

//------------------------------------------------------------------------------
void Reorder(const AxisOrder& order, const int fileExtent[6], const void* from,
  std::size_t voxelBytes, void* to)
{
  std::ptrdiff_t fileSteps[3];
  int fileSize[3];
  auto step = static_cast<std::ptrdiff_t>(voxelBytes);
  for (int axis = 0; axis < 3; ++axis)
  {
    fileSize[axis] = fileExtent[2 * axis + 1] - fileExtent[2 * axis] + 1;
    fileSteps[axis] = step;
    step *= fileSize[axis];
  }
  // from voxel to voxel of the image, in bytes of the file's values
  const char* first = static_cast<const char*>(from);
  std::ptrdiff_t steps[3];
  int size[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    const int a = order.Axis[axis];
    size[axis] = fileSize[a];
    steps[axis] = order.Reversed[axis] ? -fileSteps[a] : fileSteps[a];
    first += order.Reversed[axis] ? (size[axis] - 1) * fileSteps[a] : 0;
  }
  char* put = static_cast<char*>(to);
  for (int k = 0; k < size[2]; ++k)
  {
    for (int j = 0; j < size[1]; ++j)
    {
      const char* at = first + k * steps[2] + j * steps[1];
      for (int i = 0; i < size[0]; ++i, at += steps[0], put += voxelBytes)
      {
        std::memcpy(put, at, voxelBytes);
      }
    }
  }
}
}
