// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurveSliceAlgorithm
 * @brief   superclass of filters that sample an image on slices across a curve
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
 * GenerateMask: the mask is 1 where a voxel is inside the image and owned, that is, where no other
 * stretch of the curve is as near to its world point (see vtkMovingFrame::IsOwned), else 0. It is
 * 0, too, where the image has such a mask of its own and its nearest voxel has 0.
 *
 * Field data of the output: the input's, `SliceToWorld` (16 components, a row-major matrix with the
 * columns N, B, T, C, one tuple a slice), `ArcLength` (one value a slice), and the whole curve (see
 * vtkMovingFrame::WriteModel).
 *
 * @sa vtkCurveImageAlgorithm vtkMovingFrame vtkCurvedPlanarReformat vtkCurveCrossSection
 */
#ifndef vtkCurveSliceAlgorithm_h
#define vtkCurveSliceAlgorithm_h

#include "vtkCurveImageAlgorithm.h"
#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkSmartPointer.h"                // For vtkSmartPointer

#include <memory> // For the grid
#include <string> // For messages
#include <vector> // For planes

class vtkAbstractImageInterpolator;

namespace curvedreformat
{
struct GridContext;
struct GridRequest;
struct ReformatGrid;
struct SamplePlane;
class SliceRows;
struct TupleIndex;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurveSliceAlgorithm : public vtkCurveImageAlgorithm
{
public:
  vtkTypeMacro(vtkCurveSliceAlgorithm, vtkCurveImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurveSliceAlgorithm(const vtkCurveSliceAlgorithm&) = delete;
  void operator=(const vtkCurveSliceAlgorithm&) = delete;

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
   * Set/Get an interpolator to use instead of Interpolation, as in vtkImageReslice: a windowed sinc
   * or B-spline, or one of your own. It works in double precision, on point arrays only. Default
   * nullptr.
   */
  void SetInterpolator(vtkAbstractImageInterpolator* interpolator);
  vtkAbstractImageInterpolator* GetInterpolator();
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

  /** Take all settings from another filter; not its inputs. */
  void CopySettings(vtkCurveSliceAlgorithm* other);

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

  /** The rows that the output is composed of; nullptr, the default, when it has a straight row of
   * samples for every row of the grid. With rows, the sampler's settings must ask for a reduction.
   */
  virtual std::unique_ptr<curvedreformat::SliceRows> MakeRows() const;

  /** Origin and direction matrix of the output. */
  virtual void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const = 0;

  /** The curve across which the slices lie: that of the moving frame, unless a subclass has
   * another. */
  virtual const curvedreformat::CurveModel& GetSliceModel() const;

  /** The planes that the field data describe, usually one a slice. */
  virtual void GetSlicePlanes(std::vector<curvedreformat::SamplePlane>& planes) const;

  /** Whether the curve is in the image anywhere; usually, where one of these planes crosses it. */
  virtual bool IsCurveInside(const std::vector<curvedreformat::SamplePlane>& planes) const;

  /** The grid of the last RequestInformation. */
  const curvedreformat::ReformatGrid& GetGrid() const;

  std::string Plan(vtkPolyData* curve, vtkImageData* sample) override;
  std::string Refresh(vtkPolyData* curve, vtkImageData* image) override;
  void GetNeededExtent(const int extent[6], int needed[6]) const override;
  void Finish(vtkImageData* image, vtkImageData* output, bool whole) override;
  curvedreformat::SamplerSettings GetSamplerSettings() const override;
  double GetOtherBytes() const override;

  bool IsFillingUnowned() const { return this->FillUnowned != 0; }

private:
  /** Whether at least half of the planes' centres would lie in the image if it were in the other of
   * the frames RAS and LPS. */
  bool IsInsideNegated(const std::vector<curvedreformat::SamplePlane>& planes) const;
  void ComposeRows(const curvedreformat::SliceRows& rows, const curvedreformat::TupleIndex& tupleAt,
    const int extent[6]);
  void Disown(vtkIdType tuple, vtkIdType count);

  double SliceSize[2] = { 0.0, 0.0 };
  int SliceDimensions[2] = { 0, 0 };
  double Spacing[3] = { 0.0, 0.0, 0.0 };
  vtkSmartPointer<vtkAbstractImageInterpolator> Interpolator;
  vtkTypeBool FillUnowned = 0;

  std::unique_ptr<curvedreformat::ReformatGrid> Grid;
};

#endif
