// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The slices of a straightened image as plain numbers, whatever type its arrays have.
 */
#ifndef SliceReader_h
#define SliceReader_h

#include "SliceRegion.h"

class vtkDataArray;
class vtkImageData;

namespace curvedreformat
{
class SliceReader
{
public:
  /** The image must live on. Its directions are taken to be those of the axes. */
  explicit SliceReader(vtkImageData* image);

  /**
   * The pixels of slice k (of the extent): a component of a point array, its magnitude for -1.
   * Valid are those whose values are finite, that are 1 in `vtkValidPointMask` where the image has
   * one, and that are not blanked. May be called from many threads.
   */
  void Read(int k, vtkDataArray* array, int component, SlicePixels& slice) const;

  /** Only whether the pixels are valid but for their values, with all values 0. */
  void ReadValid(int k, SlicePixels& slice) const;

  /** The numbers of one component of slice k, as they are; of -1 the magnitude. */
  std::vector<double> ReadNumbers(int k, vtkDataArray* array, int component) const;

private:
  vtkImageData* Image;
  int Extent[6];
  vtkDataArray* Mask;
  vtkDataArray* Ghosts;
};
}

#endif
