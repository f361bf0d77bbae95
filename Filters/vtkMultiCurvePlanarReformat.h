// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkMultiCurvePlanarReformat
 * @brief   straighten an image along all lines of a poly data
 *
 * vtkMultiCurvePlanarReformat does for every line of the poly data on port 1 what
 * vtkCurvedPlanarReformat does for one, with the same settings (CurveIndex alone has no meaning).
 * Output port 0 is a vtkPartitionedDataSetCollection with one straightened image a line, in the
 * order of the lines; output port 1 is likewise the framed curves, poly data. Both have the names
 * of the lines in their metadata. Lines are counted as vtkMovingFrame counts them: loose segments
 * that meet end to end are one line; vertices and polygons are none.
 *
 * Names come from the string cell array called `Name`, `Names`, `Label` or `Labels` (in small or
 * capital letters), else from the first string cell array there is. A line without a name is "Line
 * 0", "Line 1" and so on, by its number. Names that are given more than once get a number, so that
 * all are different: "Iliac", "Iliac 2".
 *
 * Frames agree where lines share points, as the branches of a tree share its trunk. With the frame
 * type RotationMinimizing, a line that has points of earlier lines (the same ids, or coordinates
 * within 1e-6 of the longest line's length) takes over their normals there, by the smallest
 * rotation that takes one tangent to the other; elsewhere its frame does not turn about it, but
 * for the difference between two stretches that are taken over from different lines, which is
 * spread evenly between them. Where a line runs a shared stretch the other way, the
 * normals are the same and the binormals opposite: the slices are mirror images, as seen from the
 * other side. Lines that share nothing start as vtkMovingFrame says. The other frame types depend
 * on nothing but the curve, the up vector or the array, and agree wherever these do. Curves of a
 * framed poly data (see vtkMovingFrame::WriteModel) keep their frames. RotationAngle comes on top.
 *
 * All images have the same slices: what is 0 of their size is chosen by the largest radius on all
 * lines. The number of slices is each line's own, and so is their distance when NumberOfSlices is
 * given, and what a mode other than Straightened chooses by the shape or the radii of a line.
 *
 * A line that is no curve (fewer than 2 distinct points, an exact reversal) is left out, with a
 * warning that names it. When a line cannot be straightened for another reason, such as an output
 * that does not fit into memory, a warning says so, and its block stays empty. When no line is left
 * there is an error, and no output.
 *
 * The image is asked for as a whole, and the outputs cannot be asked for by extent:
 * ComputeInputExtent() returns false. With several processes each needs the whole image, and makes
 * its piece of every output image; the curves are on the first. An image whose pieces live on their
 * ranks is refused.
 *
 * @sa vtkCurvedPlanarReformat vtkMovingFrame
 */
#ifndef vtkMultiCurvePlanarReformat_h
#define vtkMultiCurvePlanarReformat_h

#include "vtkCurvedPlanarReformat.h"
#include "vtkCurvedReformatFiltersModule.h" // For export macro

class vtkPartitionedDataSetCollection;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkMultiCurvePlanarReformat : public vtkCurvedPlanarReformat
{
public:
  static vtkMultiCurvePlanarReformat* New();
  vtkTypeMacro(vtkMultiCurvePlanarReformat, vtkCurvedPlanarReformat);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkMultiCurvePlanarReformat(const vtkMultiCurvePlanarReformat&) = delete;
  void operator=(const vtkMultiCurvePlanarReformat&) = delete;

  ///@{
  /** The straightened images (port 0), or the framed curves (port 1). */
  vtkPartitionedDataSetCollection* GetOutput();
  vtkPartitionedDataSetCollection* GetOutput(int port);
  ///@}

protected:
  vtkMultiCurvePlanarReformat() = default;
  ~vtkMultiCurvePlanarReformat() override = default;

  int FillOutputPortInformation(int port, vtkInformation* info) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  bool Planned = false; // the last RequestInformation went well
};

#endif
