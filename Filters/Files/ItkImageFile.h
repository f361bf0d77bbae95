// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Image files through ITK: a grid with its direction, and values of any type and number of
 * components. What is ITK's stays behind this header, its exceptions and warnings, too. A build
 * without ITK has the same functions, which say so.
 */
#ifndef ItkImageFile_h
#define ItkImageFile_h

#include <string>

namespace curvedreformat
{
/** What an image file says of its values. Positions and directions are in ITK's frame, LPS. */
struct ImageFileHeader
{
  int Dimensions[3] = { 1, 1, 1 };
  double Origin[3] = { 0.0, 0.0, 0.0 };                                  ///< of the first voxel
  double Spacing[3] = { 1.0, 1.0, 1.0 };                                 ///< above 0
  double Direction[9] = { 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0 }; ///< columns are axes
  int ScalarType = 0;                                                    ///< VTK's number
  int Components = 1;
  bool Vectors = false; ///< the components are those of a vector in space, and not of a colour
};

/** Whether this build can write image files. */
bool HasImageFiles();

/**
 * Write an image in the format that the extension tells: .mha or .nrrd. The values are in VTK's
 * order, components first, then i, j, k. Returns an empty string, or the sentence that says what is
 * wrong; then there is no new file, and an old one is as it was. `errorCode` gets one of
 * vtkErrorCode.
 */
std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& header,
  const void* values, bool compressed, unsigned long& errorCode);
}

#endif
