// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What an image file says of its values: the grid, and what a value is. Positions and directions
 * are in ITK's frame, LPS, and in millimetres, whatever the format has.
 */
#ifndef ImageFileHeader_h
#define ImageFileHeader_h

#include <cstddef>
#include <string>

namespace curvedreformat
{
struct ImageFileHeader
{
  int Dimensions[3] = { 1, 1, 1 };
  double Origin[3] = { 0.0, 0.0, 0.0 };                                  ///< of the first voxel
  double Spacing[3] = { 1.0, 1.0, 1.0 };                                 ///< above 0
  double Direction[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 }; ///< columns are axes
  int ScalarType = 0;                                                    ///< VTK's number
  int Components = 1;
  bool Vectors = false; ///< the components are those of a vector in space, and not of a colour
  // an image for each point of time, where there are several
  int Times = 1;
  double FirstTime = 0.0; ///< seconds where the format has a unit, and as all of these
  double TimeStep = 1.0;  ///< above 0
  bool Streams = false;   ///< a part of the values can be read without the rest

  /** The bytes of the values of that many voxels. */
  double BytesOf(double voxels) const;
  /** The bytes of all values, at all times. */
  double Bytes() const;
};

/** Whether the values of two headers take the same memory in the same way: same dimensions, times,
 * type and components. Where the voxels lie does not count. */
bool HaveSameValues(const ImageFileHeader& a, const ImageFileHeader& b);

/** Whether two headers say the same of everything. */
bool operator==(const ImageFileHeader& a, const ImageFileHeader& b);

/**
 * Spacing and direction from the edges of a voxel, the columns of a matrix: lengths and unit
 * vectors. What has no length keeps it, for CheckHeader() to find.
 */
void SetEdges(const double edges[9], ImageFileHeader& header);

/**
 * Check what a file has said. Axes of negative spacing are turned round, which leaves every voxel
 * where it is. Returns an empty string, or the sentence that says what is wrong: with the
 * dimensions, a number that is not finite, a spacing of 0, or axes that are not at right angles.
 */
std::string CheckHeader(ImageFileHeader& header);
}

#endif
