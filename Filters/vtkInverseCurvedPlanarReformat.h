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
 * frames included. Where these are missing it must be given on port 1, with the frame settings that
 * were used; where both are there they must agree, or the curve is refused.
 *
 * The output has the grid (extent, origin, spacing, direction) of a reference image on port 2,
 * whose values are never read; or without one an axis-aligned grid that holds the tube. All point
 * and cell arrays of the straightened image come out, as vtkCurvedPlanarReformat describes. The
 * char point array `vtkValidPointMask` is 1 in the tube, else 0.
 *
 * Only world voxels near the curve are visited, and of the straightened image only the slices that
 * the requested extent can need are asked for.
 *
 * @sa vtkCurvedPlanarReformat vtkStraighteningTransform
 */
#ifndef vtkInverseCurvedPlanarReformat_h
#define vtkInverseCurvedPlanarReformat_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkThreadedImageAlgorithm.h"

#include <memory> // For the state of an execution
#include <string> // For messages

class vtkImageData;
class vtkPolyData;

namespace curvedreformat
{
struct SamplerSettings;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkInverseCurvedPlanarReformat
  : public vtkThreadedImageAlgorithm
{
public:
  static vtkInverseCurvedPlanarReformat* New();
  vtkTypeMacro(vtkInverseCurvedPlanarReformat, vtkThreadedImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkInverseCurvedPlanarReformat(const vtkInverseCurvedPlanarReformat&) = delete;
  void operator=(const vtkInverseCurvedPlanarReformat&) = delete;

  ///@{
  /**
   * Set the curve: a poly data with a line. The connection is port 1. Optional where the image's
   * field data hold the curve.
   */
  void SetCurveConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(1, output); }
  void SetCurveData(vtkPolyData* curve);
  ///@}

  ///@{
  /**
   * Set the image whose grid the output gets. The connection is port 2. Optional.
   */
  void SetReferenceConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(2, output); }
  void SetReferenceData(vtkImageData* image);
  ///@}

  /** The frame settings; see vtkMovingFrame. They are used only when the image's field data hold no
   * curve. */
  vtkMovingFrameSettingsMacro();

  ///@{
  /**
   * Set/Get the spacing of the output where there is no reference image, in world units. Default
   * (0, 0, 0): the smallest spacing of the straightened image.
   */
  vtkSetVector3Macro(OutputSpacing, double);
  vtkGetVector3Macro(OutputSpacing, double);
  ///@}

  ///@{
  /**
   * Set/Get how values between the voxels of the straightened image are found:
   * VTK_NEAREST_INTERPOLATION (for labels), VTK_LINEAR_INTERPOLATION (default) or
   * VTK_CUBIC_INTERPOLATION (Catmull-Rom).
   */
  vtkSetClampMacro(Interpolation, int, 0, 2);
  vtkGetMacro(Interpolation, int);
  void SetInterpolationToNearest() { this->SetInterpolation(0); }
  void SetInterpolationToLinear() { this->SetInterpolation(1); }
  void SetInterpolationToCubic() { this->SetInterpolation(2); }
  ///@}

  ///@{
  /**
   * Set/Get the value of voxels outside the tube, in every component of every array; rounded and
   * clamped for integers. Default 0.
   */
  vtkSetMacro(BackgroundValue, double);
  vtkGetMacro(BackgroundValue, double);
  ///@}

  ///@{
  /**
   * Set/Get whether the char point array `vtkValidPointMask` is made. Default on.
   */
  vtkSetMacro(GenerateMask, vtkTypeBool);
  vtkGetMacro(GenerateMask, vtkTypeBool);
  vtkBooleanMacro(GenerateMask, vtkTypeBool);
  ///@}

  vtkMTimeType GetMTime() override;

  void ThreadedRequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector, vtkImageData*** inData, vtkImageData** outData,
    int extent[6], int threadId) override;

protected:
  vtkInverseCurvedPlanarReformat();
  ~vtkInverseCurvedPlanarReformat() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int FillInputPortInformation(int port, vtkInformation* info) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void PrepareImageData(vtkInformationVector** inputVector, vtkInformationVector* outputVector,
    vtkImageData*** inDataObjects, vtkImageData** outDataObjects) override;

private:
  struct Execution;
  curvedreformat::SamplerSettings GetSamplerSettings() const;
  void GetNeededExtent(const int extent[6], int needed[6]) const;
  std::string FindCurve(vtkPolyData* curve, vtkImageData* straightened);
  std::string ChooseOutput();

  vtkNew<vtkMovingFrame> MovingFrame;
  double OutputSpacing[3] = { 0.0, 0.0, 0.0 };
  int Interpolation = 1;
  double BackgroundValue = 0.0;
  vtkTypeBool GenerateMask = 1;

  std::unique_ptr<Execution> State;
};

#endif
