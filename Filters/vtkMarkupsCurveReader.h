// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkMarkupsCurveReader
 * @brief   reads curves that were drawn in 3D Slicer
 *
 * vtkMarkupsCurveReader reads the markups of 3D Slicer: JSON after Slicer's schema
 * `markups-schema-v1` (`.mrk.json`), and the older fiducial lists (`.fcsv`). Each markup of type
 * Curve, ClosedCurve, Line, Angle or Fiducial becomes one line through its control points, in their
 * order: the points that were placed, not the smooth curve that Slicer draws through them, which
 * the file does not hold. The line of a ClosedCurve ends with the id of its first point. Planes,
 * regions of interest, and what has fewer than 2 points (closed: 3) are left out, with a warning
 * when something else is left.
 *
 * The coordinate system that the file names, LPS or RAS, is honoured; a markup in JSON without one
 * is in LPS, as the schema says, and a list without one is an error. Lists of older Slicers have
 * the numbers 0 for RAS and 1 for LPS. The points come in double precision, in millimetres (nm, um,
 * mm, cm, dm and m are known) and in the frame that WorldFrame says.
 *
 * Control points whose status is not "defined", and those without a position, are left out.
 *
 * The output has
 *  - the cell arrays `Name` (of the markup, else of the file), `Type`, and `UndefinedPoints`, how
 *    many points were left out;
 *  - a point array for every measurement that has a value for each control point; not a number on
 *    lines without it. One called radius, in capital or small letters, becomes `Radius`, in
 *    millimetres, and so the radius for all filters of this module;
 *  - the point array `Orientation`, 9 components, row by row, where all points have one: its
 *    columns are the axes of the point. Slicer writes one always, the world's axes unless something
 *    else was set. As normals array of a moving frame its first column counts.
 *
 * A file that cannot be read, of more than 128 MiB or 16 million values, or with something wrong in
 * it, is an error with one sentence, and there is no output.
 *
 * @sa vtkMarkupsCurveWriter vtkTextCurveReader vtkMovingFrame
 */
#ifndef vtkMarkupsCurveReader_h
#define vtkMarkupsCurveReader_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkPolyDataAlgorithm.h"
#include "vtkWorldFrame.h" // For the frames

class VTKCURVEDREFORMATFILTERS_EXPORT vtkMarkupsCurveReader : public vtkPolyDataAlgorithm
{
public:
  static vtkMarkupsCurveReader* New();
  vtkTypeMacro(vtkMarkupsCurveReader, vtkPolyDataAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkMarkupsCurveReader(const vtkMarkupsCurveReader&) = delete;
  void operator=(const vtkMarkupsCurveReader&) = delete;

  ///@{
  /** Set/Get the file to read. Default nullptr. What does not end with .fcsv is read as JSON. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /**
   * Set/Get the frame in which the points are given out, that of the world coordinates of the image
   * that they are for: RAS, the default (NIfTI, Slicer's scene), or LPS (DICOM, ITK). The frame
   * that the file is in comes from the file.
   */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  /** 1 for a list (.fcsv) and for JSON with markups in its first 64 KiB, whatever it is called. */
  int CanReadFile(const char* fileName);

protected:
  vtkMarkupsCurveReader();
  ~vtkMarkupsCurveReader() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(vtkInformation*, vtkInformationVector**, vtkInformationVector*) override;
  int RequestData(vtkInformation*, vtkInformationVector**, vtkInformationVector*) override;

private:
  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
};

#endif
