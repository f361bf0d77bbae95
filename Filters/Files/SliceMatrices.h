// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The matrices of slices as text for other programs.
 */
#ifndef SliceMatrices_h
#define SliceMatrices_h

#include <array>
#include <string>
#include <vector>

class vtkImageData;
class vtkPolyData;

namespace curvedreformat
{
struct SliceMatrices
{
  std::vector<std::array<double, 16>> Matrices; ///< row-major, columns N, B, T, C
  std::vector<double> ArcLengths;
  bool OfImage = false;
  ///@{
  /** Of the image's first pixel, all its pixels, and their spacing; of an image only. */
  std::array<double, 3> Origin{};
  std::array<int, 3> Dimensions{};
  std::array<double, 3> Spacing{};
  ///@}
};

///@{
/** Find them in the field data of an image, or in the frames of a curve. Returns an empty string,
 * or the sentence that says what is missing. */
std::string FindSliceMatrices(vtkImageData* image, const int wholeExtent[6], SliceMatrices& slices);
std::string FindSliceMatrices(vtkPolyData* curve, SliceMatrices& slices);
///@}

/** Take the world from one frame to the other. */
void FlipSliceMatrices(SliceMatrices& slices);

///@{
/** As text; `frame` is one of vtkWorldFrame, in which they are. */
std::string WriteSlicesAsCsv(const SliceMatrices& slices);
std::string WriteSlicesAsJson(const SliceMatrices& slices, int frame);
///@}
}

#endif
