// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * An image whose pieces live on their ranks and cannot be asked for again: those of a simulation,
 * of a resampled mesh, or of a source that runs on one rank only. Each rank gets the voxels that it
 * needs from the ranks that hold them.
 */
#ifndef ImagePieces_h
#define ImagePieces_h

#include "../Sampling/ImageGeometry.h"

#include "vtkImageData.h"
#include "vtkSmartPointer.h"

#include <string>

class vtkAlgorithm;
class vtkInformationVector;

namespace curvedreformat
{
class Ranks;

class ImagePieces
{
public:
  /**
   * All ranks, in RequestInformation: find out whether the image on an input port is in pieces. One
   * that any part can be asked of, on any rank, is not: that of a reader. One whose ranks read
   * together is: all are asked for their pieces, always for the same.
   */
  bool Find(const Ranks& ranks, vtkAlgorithm* self, int port, vtkInformationVector** inputVector);

  /** What Find() has found. */
  bool AreThere() const { return this->There; }

  /** For RequestUpdateExtent: the rank's own piece. */
  void Request(const Ranks& ranks, int port, vtkInformationVector** inputVector) const;

  /**
   * All ranks, in RequestInformation: bring the pieces up to date, and set the geometry of the
   * whole, which is what the pieces cover together. Returns an empty string, or on all ranks the
   * sentence that says what is wrong.
   */
  std::string Locate(const Ranks& ranks, vtkAlgorithm* self, int port,
    vtkInformationVector** inputVector, ImageGeometry& geometry);

  /** An image of one voxel, with the field data of the whole but no other arrays. */
  vtkImageData* GetSample() const { return this->Sample; }

  /**
   * All ranks, in RequestData: bring the voxels of an extent, and all arrays. The image that comes
   * back holds at least that extent; it is the piece itself where that is enough. Of voxels that
   * several ranks hold one copy is taken; one that vtkGhostType marks as hidden or as a duplicate
   * only where there is no other. On an error, which all ranks have then, there is no image.
   */
  std::string Bring(const Ranks& ranks, vtkImageData* piece, const int needed[6],
    vtkSmartPointer<vtkImageData>& image) const;

private:
  bool There = false;
  ImageGeometry Geometry;
  vtkSmartPointer<vtkImageData> Sample;
};
}

#endif
