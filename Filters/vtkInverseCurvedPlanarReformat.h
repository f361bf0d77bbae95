// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkInverseCurvedPlanarReformat
 * @brief   bend a straightened image back into the world
 *
 * vtkInverseCurvedPlanarReformat takes a straightened image (port 0: a label map drawn there, a
 * filtered version, a probability) back to where it came from: every world voxel within the tube
 * that the straightened image covers is sampled at its straightened coordinates, found by the exact
 * inverse of vtkStraighteningTransform; all others get BackgroundValue. Voxels of the straightened
 * image that are not owned (see vtkMovingFrame::IsOwned) take no part, so nothing is written twice.
 *
 * The curve comes from the field data that vtkCurvedPlanarReformat put on the straightened image,
 * frames and mode included: stretched, projected, unfolded and rotating images are bent back, too,
 * where their maps are one-to-one. Where these are missing it must be given on port 1, with the
 * frame and mode settings that were used; where both are there they must agree, or the curve is
 * refused.
 *
 * The output has the grid (extent, origin, spacing, direction) of a reference image on port 2,
 * whose values are never read; or without one an axis-aligned grid that holds the tube. All point
 * and cell arrays of the straightened image come out, as vtkCurvedPlanarReformat describes. The
 * char point array `vtkValidPointMask` is 1 in the tube, else 0.
 *
 * Only world voxels near the curve are visited, and of the straightened image only the slices that
 * the requested extent can need are asked for.
 *
 * @sa vtkCurveImageAlgorithm vtkCurvedPlanarReformat vtkStraighteningTransform
 */
#ifndef vtkInverseCurvedPlanarReformat_h
#define vtkInverseCurvedPlanarReformat_h

#include "vtkCurveImageAlgorithm.h"
#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkReformatMapSettings.h"         // For the mode and its settings

#include <memory> // For the tube
#include <string> // For messages

class VTKCURVEDREFORMATFILTERS_EXPORT vtkInverseCurvedPlanarReformat : public vtkCurveImageAlgorithm
{
public:
  static vtkInverseCurvedPlanarReformat* New();
  vtkTypeMacro(vtkInverseCurvedPlanarReformat, vtkCurveImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkInverseCurvedPlanarReformat(const vtkInverseCurvedPlanarReformat&) = delete;
  void operator=(const vtkInverseCurvedPlanarReformat&) = delete;

  ///@{
  /**
   * Set the image whose grid the output gets. The connection is port 2. Optional.
   */
  void SetReferenceConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(2, output); }
  void SetReferenceData(vtkImageData* image);
  ///@}

  ///@{
  /**
   * Set/Get the spacing of the output where there is no reference image, in world units. Default
   * (0, 0, 0): the smallest spacing of the straightened image.
   */
  vtkSetVector3Macro(OutputSpacing, double);
  vtkGetVector3Macro(OutputSpacing, double);
  ///@}

  /** The mode, and its settings, for images whose field data do not say it; see vtkReformatMap. */
  vtkReformatMapSettingsMacro();

  vtkMTimeType GetMTime() override;

  void ThreadedRequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector, vtkImageData*** inData, vtkImageData** outData,
    int extent[6], int threadId) override;

protected:
  vtkInverseCurvedPlanarReformat();
  ~vtkInverseCurvedPlanarReformat() override;

  std::string Plan(vtkPolyData* curve, vtkImageData* sample) override;
  bool WantsSample() const override { return true; }
  std::string Refresh(vtkPolyData* curve, vtkImageData* image) override;
  void GetNeededExtent(const int extent[6], int needed[6]) const override;
  void Finish(vtkImageData* image, vtkImageData* output, bool whole) override;
  int FillInputPortInformation(int port, vtkInformation* info) override;

private:
  struct Tube;
  std::string FindCurve(vtkPolyData* curve, vtkImageData* straightened);
  std::string CompareCurve(const vtkMovingFrame& saved) const;
  std::string ChooseOutput();

  double OutputSpacing[3] = { 0.0, 0.0, 0.0 };
  vtkNew<vtkReformatMap> ReformatMap;
  const std::unique_ptr<Tube> Region;
};

#endif
