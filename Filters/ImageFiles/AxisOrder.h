// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Another order of an image's axes, some of them reversed: every voxel keeps its place and its
 * value, and gets other indices.
 */
#ifndef AxisOrder_h
#define AxisOrder_h

#include "ImageFileHeader.h"

#include <cstddef>

namespace curvedreformat
{
struct AxisOrder
{
  int Axis[3] = { 0, 1, 2 };                  ///< of the file, for each axis of the image
  bool Reversed[3] = { false, false, false }; ///< whether it runs the other way

  bool IsIdentity() const;
};

/** The order in which the axes of a grid run along those of the world, as nearly as can be: the sum
 * of the cosines is the largest there is. Directions are the columns, in the frame of the world. */
AxisOrder FindCanonicalOrder(const double direction[9]);

/** The header of the image in this order. */
ImageFileHeader Reordered(const ImageFileHeader& file, const AxisOrder& order);

/** The extent of the file that an extent of the image is. */
void FileExtentOf(
  const ImageFileHeader& file, const AxisOrder& order, const int extent[6], int fileExtent[6]);

/** Put values of an extent of the file into the order of the image. */
void Reorder(const AxisOrder& order, const int fileExtent[6], const void* from,
  std::size_t voxelBytes, void* to);
}

#endif
