// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurveSliceAlgorithm
 * @brief   superclass of filters that sample an image on slices across a curve
 *
 * It is the superclass of this module's own filters, and cannot be derived from elsewhere.
 *
 * An image on port 0, a curve (a poly data with a line) on port 1, and an image out whose slices
 * lie across the curve: pixel (i, j) of a slice at arc length s holds the image at
 *
 *     C(s) + x N(s) + y B(s),   x = (i - (ni - 1)/2) dx,  y = (j - (nj - 1)/2) dy,
 *
 * with the curve C and its frame N, B, T of vtkMovingFrame. This class has the settings of the
 * curve, the slice and the sampling, and does the sampling; subclasses say which slices there are,
 * and where the output lies.
 *
 * Every point array is interpolated and comes out under its name and type; the active scalars stay
 * active. Every cell array becomes a point array with the value of the cell that holds the sample
 * (under its name, with `_cell` after it where a point array has that name). Integers are rounded
 * and clamped; Nearest is exact for every type. Samples within half a voxel of the image's border
 * take the border's value; further out they get BackgroundValue.
 *
 * Field data of the output: the input's, `SliceToWorld` (16 components, a row-major matrix with the
 * columns N, B, T, C, one tuple a slice), `ArcLength` (one value a slice), and the whole curve (see
 * vtkMovingFrame::WriteModel).
 *
 * Of the image only the bounding extent of the requested slices is asked for, and any sub-extent,
 * number of threads or pieces gives the same bits.
 *
 * @sa vtkMovingFrame vtkCurvedPlanarReformat vtkCurveCrossSection
 */
#ifndef vtkCurveSliceAlgorithm_h
#define vtkCurveSliceAlgorithm_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkSmartPointer.h"                // For vtkSmartPointer
#include "vtkThreadedImageAlgorithm.h"

#include <memory> // For the state of an execution
#include <string> // For messages

class vtkAbstractImageInterpolator;
class vtkPolyData;

namespace curvedreformat
{
struct GridContext;
struct GridRequest;
struct ReformatGrid;
struct SamplerSettings;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurveSliceAlgorithm : public vtkThreadedImageAlgorithm
{
public:
  vtkTypeMacro(vtkCurveSliceAlgorithm, vtkThreadedImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurveSliceAlgorithm(const vtkCurveSliceAlgorithm&) = delete;
  void operator=(const vtkCurveSliceAlgorithm&) = delete;

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
  vtkCurveSliceAlgorithm();
  ~vtkCurveSliceAlgorithm() override;

  /** Complete the grid (of which the slice is given in `request`), or return the sentence that says
   * what is wrong. */
  virtual std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) = 0;

  /** Arc length of slice k. */
  virtual double GetSliceArcLength(const curvedreformat::ReformatGrid& grid, int k) const = 0;

  /** Origin and direction matrix of the output. */
  virtual void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const = 0;

  /** The grid of the last RequestInformation. */
  const curvedreformat::ReformatGrid& GetGrid() const;

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

  vtkNew<vtkMovingFrame> MovingFrame;

private:
  struct Execution;
  curvedreformat::SamplerSettings GetSamplerSettings() const;
  void GetNeededExtent(const int extent[6], int needed[6]) const;
  void Disown(vtkIdType tuple, vtkIdType count);
  void WarnOutside();
  void WriteFieldData(vtkImageData* image, vtkImageData* output);

  double SliceSize[2] = { 0.0, 0.0 };
  int SliceDimensions[2] = { 0, 0 };
  double Spacing[3] = { 0.0, 0.0, 0.0 };
  int Interpolation = 1;
  vtkSmartPointer<vtkAbstractImageInterpolator> Interpolator;
  double BackgroundValue = 0.0;
  vtkTypeBool GenerateMask = 1;
  vtkTypeBool FillUnowned = 0;

  std::unique_ptr<Execution> State;
};

#endif
