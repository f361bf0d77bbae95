// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurvedPlanarReformat
 * @brief   straighten an image along a curve
 *
 * vtkCurvedPlanarReformat samples an image (port 0) on slices across a curve (a polyline of the
 * poly data on port 1) and stacks them: the straightened image of curved planar reformation. The
 * curve and its frame N, B, T are those of vtkMovingFrame. Voxel (i, j, k) of the output holds the
 * image at
 *
 *     C(s) + x N(s) + y B(s),   x = (i - (ni - 1)/2) dx,  y = (j - (nj - 1)/2) dy,  s = k dz.
 *
 * So i, j, k run along N, B, T; slice k lies at arc length k dz, the curve sits in the middle of
 * every slice, and the output's own coordinates are (x, y, s) in world units: origin, spacing and
 * (identity) direction say so. Nothing is mirrored, whatever the input's direction matrix is,
 * left-handed ones included.
 *
 * All arrays of the image come out; how, and with which field data, says vtkCurveSliceAlgorithm. A
 * saved straightened image holds its curve, and can be bent back without another file. Output port
 * 1 is the framed curve as vtkCurveFrames makes it, one point a slice.
 *
 * The method: A. Kanitsar, D. Fleischmann, R. Wegenkittl, P. Felkel, M. E. Groller, "CPR - Curved
 * Planar Reformation", IEEE Visualization 2002, doi 10.1109/VISUAL.2002.1183754 (the straightened
 * one).
 *
 * @warning
 * A curve in the image's neighbourhood is looked up by world coordinates. Readers that drop the
 * image's orientation (of NIfTI, MetaImage and NRRD files) put the image elsewhere.
 *
 * @sa vtkCurveSliceAlgorithm vtkMovingFrame vtkCurveFrames vtkInverseCurvedPlanarReformat
 */
#ifndef vtkCurvedPlanarReformat_h
#define vtkCurvedPlanarReformat_h

#include "vtkCurveSliceAlgorithm.h"
#include "vtkCurvedReformatFiltersModule.h" // For export macro

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurvedPlanarReformat : public vtkCurveSliceAlgorithm
{
public:
  static vtkCurvedPlanarReformat* New();
  vtkTypeMacro(vtkCurvedPlanarReformat, vtkCurveSliceAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurvedPlanarReformat(const vtkCurvedPlanarReformat&) = delete;
  void operator=(const vtkCurvedPlanarReformat&) = delete;

  ///@{
  /**
   * Set/Get the number of slices, the first at the beginning of the curve and the last at its end;
   * they are length / (n - 1) apart, and the third Spacing is not used. Negative numbers are an
   * error. Default 0: floor(length / spacing) + 1 slices.
   */
  vtkSetMacro(NumberOfSlices, int);
  vtkGetMacro(NumberOfSlices, int);
  ///@}

protected:
  vtkCurvedPlanarReformat();
  ~vtkCurvedPlanarReformat() override = default;

  std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) override;
  double GetSliceArcLength(const curvedreformat::ReformatGrid& grid, int k) const override;
  void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const override;

  int FillOutputPortInformation(int port, vtkInformation* info) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  int NumberOfSlices = 0;
};

#endif
