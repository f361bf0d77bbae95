// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkSliceMatrixWriter
 * @brief   writes where the slices of a straightened image are in the world
 *
 * vtkSliceMatrixWriter writes the 4 x 4 matrix of every slice of a straightened image, for programs
 * that do not read VTK's files: from the field arrays `SliceToWorld` and `ArcLength` that all
 * filters of this module that straighten images make, or from a framed curve, the output of
 * vtkCurveFrames, each of whose points then is a slice. A point (x, y) of slice k, in the
 * coordinates of the straightened image, is matrix * (x, y, 0, 1) in the world. The columns are the
 * slice's x axis N, its y axis B, the tangent T, and the point C on the curve.
 *
 * The ending of the file decides on the format:
 *  - what ends with `json`: an object with `world_frame` ("RAS" or "LPS"), `units` ("mm"), of an
 *    image `dimensions`, `spacing` and `origin` (of its first pixel), and `slices`, an array of
 *    objects with `slice`, `arc_length` and `matrix`, four rows of four numbers;
 *  - all else: CSV with a line of names and one line a slice: slice, arc_length, m00, m01 and so on
 *    up to m33, row by row.
 * Numbers have as many digits as it takes to read the same numbers again. The arrays have a tuple
 * for every slice of the image as it was made: extracting a part of it takes none away.
 *
 * An input without these arrays, and a file that cannot be written, are errors with one sentence
 * and an error code (vtkErrorCode). There never is half a file: it is written beside its place
 * first. Of the image one voxel is asked for.
 *
 * @sa vtkCurvedPlanarReformat vtkCurveFrames
 */
#ifndef vtkSliceMatrixWriter_h
#define vtkSliceMatrixWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkWorldFrame.h"                  // For the frames
#include "vtkWriter.h"

class VTKCURVEDREFORMATFILTERS_EXPORT vtkSliceMatrixWriter : public vtkWriter
{
public:
  static vtkSliceMatrixWriter* New();
  vtkTypeMacro(vtkSliceMatrixWriter, vtkWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkSliceMatrixWriter(const vtkSliceMatrixWriter&) = delete;
  void operator=(const vtkSliceMatrixWriter&) = delete;

  ///@{
  /** Set/Get the file to write. Default nullptr. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /** Set/Get the frame of the world coordinates of the image that was straightened: RAS, the
   * default (NIfTI, Slicer's scene), or LPS (DICOM, ITK). */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  ///@{
  /** Set/Get the frame to which the written matrices lead: RAS, the default, or LPS. Where it is
   * WorldFrame they are written as they are. */
  vtkWorldFrameMacro(OutputFrame);
  ///@}

protected:
  vtkSliceMatrixWriter();
  ~vtkSliceMatrixWriter() override;

  int FillInputPortInformation(int port, vtkInformation* info) override;
  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void WriteData() override;

private:
  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
  int OutputFrame = vtkWorldFrame::RAS;
};

#endif
