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
 * Every point array is interpolated and comes out under its name and type; the active scalars stay
 * active. Every cell array becomes a point array with the value of the cell that holds the sample
 * (under its name, with `_cell` after it where a point array has that name). Integers are rounded
 * and clamped; Nearest is exact for every type. Samples within half a voxel of the image's border
 * take the border's value; further out they get BackgroundValue.
 *
 * Field data of the output: `SliceToWorld` (16 components, a row-major matrix with the columns N,
 * B, T, C, one tuple a slice), `ArcLength` (one value a slice), and the whole curve (see
 * vtkMovingFrame::WriteModel), so that a saved straightened image can be bent back without another
 * file. Output port 1 is the framed curve as vtkCurveFrames makes it, one point a slice.
 *
 * The filter streams: of the image only the bounding extent of the requested slices is asked for,
 * and any sub-extent, number of threads or pieces gives the same bits.
 *
 * The method: A. Kanitsar, D. Fleischmann, R. Wegenkittl, P. Felkel, M. E. Groller, "CPR - Curved
 * Planar Reformation", IEEE Visualization 2002, doi 10.1109/VISUAL.2002.1183754 (the straightened
 * one).
 *
 * @warning
 * A curve in the image's neighbourhood is looked up by world coordinates. Readers that drop the
 * image's orientation (of NIfTI, MetaImage and NRRD files) put the image elsewhere.
 *
 * @sa vtkMovingFrame vtkCurveFrames
 */
#ifndef vtkCurvedPlanarReformat_h
#define vtkCurvedPlanarReformat_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkSmartPointer.h"                // For vtkSmartPointer
#include "vtkThreadedImageAlgorithm.h"

#include <memory> // For the state of an execution

class vtkAbstractImageInterpolator;
class vtkPolyData;

namespace curvedreformat
{
struct SamplerSettings;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurvedPlanarReformat : public vtkThreadedImageAlgorithm
{
public:
  static vtkCurvedPlanarReformat* New();
  vtkTypeMacro(vtkCurvedPlanarReformat, vtkThreadedImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurvedPlanarReformat(const vtkCurvedPlanarReformat&) = delete;
  void operator=(const vtkCurvedPlanarReformat&) = delete;

  ///@{
  /**
   * Set the curve: a poly data with a line. The connection is port 1.
   */
  void SetCurveConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(1, output); }
  void SetCurveData(vtkPolyData* curve);
  ///@}

  /** The frame settings; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  // Any two of SliceSize, SliceDimensions and Spacing fix a slice; what is 0 is chosen. Three that
  // contradict each other are an error, as are negative numbers.

  ///@{
  /**
   * Set/Get width (along N) and height (along B) of the slices, in world units: pixels times
   * spacing. Default (0, 0): 4 times the largest `Radius` or `MaximumInscribedSphereRadius` of the
   * curve's points, or, without these arrays, a third of the image's smallest side.
   */
  vtkSetVector2Macro(SliceSize, double);
  vtkGetVector2Macro(SliceSize, double);
  ///@}

  ///@{
  /**
   * Set/Get the number of pixels of the slices along N and B. Default (0, 0): slice size / spacing,
   * rounded.
   */
  vtkSetVector2Macro(SliceDimensions, int);
  vtkGetVector2Macro(SliceDimensions, int);
  ///@}

  ///@{
  /**
   * Set/Get the distance of the samples along N, B and the curve, in world units. Default (0, 0,
   * 0): slice size / dimensions where both are given, else the smallest spacing of the image.
   */
  vtkSetVector3Macro(Spacing, double);
  vtkGetVector3Macro(Spacing, double);
  ///@}

  ///@{
  /**
   * Set/Get the number of slices, the first at the beginning of the curve and the last at its end;
   * they are length / (n - 1) apart, and the third Spacing is not used. Default 0: floor(length /
   * spacing) + 1 slices.
   */
  vtkSetMacro(NumberOfSlices, int);
  vtkGetMacro(NumberOfSlices, int);
  ///@}

  ///@{
  /**
   * Set/Get how values between voxels are found: VTK_NEAREST_INTERPOLATION,
   * VTK_LINEAR_INTERPOLATION (default) or VTK_CUBIC_INTERPOLATION (Catmull-Rom).
   */
  vtkSetClampMacro(Interpolation, int, 0, 2);
  vtkGetMacro(Interpolation, int);
  void SetInterpolationToNearest() { this->SetInterpolation(0); }
  void SetInterpolationToLinear() { this->SetInterpolation(1); }
  void SetInterpolationToCubic() { this->SetInterpolation(2); }
  ///@}

  ///@{
  /**
   * Set/Get an interpolator to use instead of Interpolation, as in vtkImageReslice: a windowed sinc
   * or B-spline, or one of your own. It works in double precision, on point arrays only. Default
   * nullptr.
   */
  void SetInterpolator(vtkAbstractImageInterpolator* interpolator);
  vtkAbstractImageInterpolator* GetInterpolator();
  ///@}

  ///@{
  /**
   * Set/Get the value of samples outside the image, in every component of every array; rounded and
   * clamped for integers. Default 0.
   */
  vtkSetMacro(BackgroundValue, double);
  vtkGetMacro(BackgroundValue, double);
  ///@}

  ///@{
  /**
   * Set/Get whether the char point array `vtkValidPointMask` is made: 1 where a voxel is inside the
   * image and owned, that is, where no other stretch of the curve is as near to its world point
   * (see vtkMovingFrame::IsOwned), else 0. Default on.
   */
  vtkSetMacro(GenerateMask, vtkTypeBool);
  vtkGetMacro(GenerateMask, vtkTypeBool);
  vtkBooleanMacro(GenerateMask, vtkTypeBool);
  ///@}

  ///@{
  /**
   * Set/Get whether voxels that are not owned get BackgroundValue, too: beyond a fold, or nearer to
   * another stretch of the curve. Default off: they show the image, which then is seen more than
   * once.
   */
  vtkSetMacro(FillUnowned, vtkTypeBool);
  vtkGetMacro(FillUnowned, vtkTypeBool);
  vtkBooleanMacro(FillUnowned, vtkTypeBool);
  ///@}

  vtkMTimeType GetMTime() override;

  void ThreadedRequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector, vtkImageData*** inData, vtkImageData** outData,
    int extent[6], int threadId) override;

protected:
  vtkCurvedPlanarReformat();
  ~vtkCurvedPlanarReformat() override;

  int FillInputPortInformation(int port, vtkInformation* info) override;
  int FillOutputPortInformation(int port, vtkInformation* info) override;
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
  static void GetRequestedExtent(vtkInformationVector* outputVector, int extent[6]);

  vtkNew<vtkMovingFrame> MovingFrame;
  double SliceSize[2] = { 0.0, 0.0 };
  int SliceDimensions[2] = { 0, 0 };
  double Spacing[3] = { 0.0, 0.0, 0.0 };
  int NumberOfSlices = 0;
  int Interpolation = 1;
  vtkSmartPointer<vtkAbstractImageInterpolator> Interpolator;
  double BackgroundValue = 0.0;
  vtkTypeBool GenerateMask = 1;
  vtkTypeBool FillUnowned = 0;

  std::unique_ptr<Execution> State;
};

#endif
