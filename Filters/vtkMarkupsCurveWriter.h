// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkMarkupsCurveWriter
 * @brief   writes curves for 3D Slicer
 *
 * vtkMarkupsCurveWriter writes the lines of a poly data as markups of 3D Slicer, JSON after its
 * schema `markups-schema-v1.0.3`: each line a Curve, or a ClosedCurve when its last point is its
 * first. All points are control points, with as many digits as it takes to read the same numbers
 * again. Loose segments that meet end to end are joined and consecutive coincident points count
 * once, as in all filters of this module.
 *
 * Coordinates are written in LPS and millimetres, as Slicer does itself; WorldFrame says which
 * frame the input is in. With the point arrays `Normals`, `Binormals` and `Tangents` (the output of
 * vtkCurveFrames) the orientation of each control point has these as its x, y and z axes; else with
 * a point array `Orientation` of 9 components, as vtkMarkupsCurveReader makes it, that is written.
 * `Radius`, else `MaximumInscribedSphereRadius`, becomes the measurement `Radius` when it is finite
 * on the whole line.
 *
 * Names are those of a string cell array `Name`, `Names`, `Label` or `Labels`, else the file's.
 *
 * The file holds the control points and no rule for what runs between them: Slicer draws a cardinal
 * spline through them unless told otherwise, which is close to, but not, the curve of
 * vtkMovingFrame. Sample a curve with vtkCurveFrames first to have both agree.
 *
 * An input without a line, and a file that cannot be written, are errors with one sentence and an
 * error code (vtkErrorCode). There never is half a file: it is written beside its place first.
 *
 * @sa vtkMarkupsCurveReader vtkCurveFrames
 */
#ifndef vtkMarkupsCurveWriter_h
#define vtkMarkupsCurveWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkWorldFrame.h"                  // For the frames
#include "vtkWriter.h"

class vtkPolyData;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkMarkupsCurveWriter : public vtkWriter
{
public:
  static vtkMarkupsCurveWriter* New();
  vtkTypeMacro(vtkMarkupsCurveWriter, vtkWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkMarkupsCurveWriter(const vtkMarkupsCurveWriter&) = delete;
  void operator=(const vtkMarkupsCurveWriter&) = delete;

  ///@{
  /** Set/Get the file to write; Slicer knows it by the ending .mrk.json. Default nullptr. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /** Set/Get the frame of the input's coordinates: RAS, the default (NIfTI, Slicer's scene), or LPS
   * (DICOM, ITK). */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

protected:
  vtkMarkupsCurveWriter();
  ~vtkMarkupsCurveWriter() override;

  int FillInputPortInformation(int port, vtkInformation* info) override;
  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void WriteData() override;

private:
  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
};

#endif
