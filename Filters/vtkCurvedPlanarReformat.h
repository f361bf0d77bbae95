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
 * 1 is the framed curve as vtkCurveFrames makes it, one point a slice (in the modes Stretched and
 * Projected, one every third Spacing).
 *
 * That is the mode Straightened. In the other modes (see vtkReformatMap, which has the formulas)
 * the output's own coordinates are
 *
 *  - Stretched: x along the vector of interest, y off the surface that it sweeps along the curve,
 *    z along that surface, unrolled. The image is as wide as the curve and a slice together.
 *  - Projected: x along the vector of interest, z along the projection direction, y the depth off
 *    the surface. Sheets of the surface that lie behind each other are composited by SlabMode, also
 *    without a slab, but for what the image's own mask says to be invalid; then such voxels have 0
 *    in the mask, since they have no single place.
 *  - Unfolded: x the angle about the curve in degrees, y the radius, z the arc length. Radii begin
 *    with RadiusRange.
 *  - Rotating: x the offset from the curve, y the arc length, z the angle in degrees of the
 *    longitudinal section, NumberOfAngles of them in half a turn. (The curve itself is in all of
 *    them.)
 *
 * Of the frame settings only RotationAngle, SmoothingLength and CurveIndex count for Stretched and
 * Projected.
 *
 * There the field data `ReformatMode` and `ReformatMapSettings` say which map it is (see
 * vtkReformatMap::WriteSettings); `SliceToWorld` and `ArcLength` then have one tuple for every
 * place along the curve, which in the mode Rotating is a j and not a k, and for Stretched and
 * Projected `ArcLength` is z. vtkInverseCurvedPlanarReformat takes all of them back.
 *
 * With a SlabThickness every voxel holds the maximum, minimum, mean or sum of several samples. It
 * has the value that the same reduction of a thick straightened image would have, but that image is
 * never made. Samples that are invalid take no part: those outside the image, those that are not
 * owned (see vtkMovingFrame::IsOwned), whatever FillUnowned says, and those where the nearest voxel
 * of the image is blanked, or is 0 in a `vtkValidPointMask` of the image's own. A voxel without a
 * valid sample gets BackgroundValue, and 0 in the mask.
 *
 * The method: A. Kanitsar, D. Fleischmann, R. Wegenkittl, P. Felkel, M. E. Groller, "CPR - Curved
 * Planar Reformation", IEEE Visualization 2002, doi 10.1109/VISUAL.2002.1183754.
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
#include "vtkReformatMapSettings.h"         // For the mode and its settings

namespace curvedreformat
{
struct Slab;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurvedPlanarReformat : public vtkCurveSliceAlgorithm
{
public:
  static vtkCurvedPlanarReformat* New();
  vtkTypeMacro(vtkCurvedPlanarReformat, vtkCurveSliceAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurvedPlanarReformat(const vtkCurvedPlanarReformat&) = delete;
  void operator=(const vtkCurvedPlanarReformat&) = delete;

  /** The mode, and its settings; see vtkReformatMap. */
  vtkReformatMapSettingsMacro();

  ///@{
  /**
   * Set/Get the first and the last radius of the mode Unfolded, in world units: distances from the
   * curve, or, with RelativeToWall, from the wall. The first must not be beyond the curve, and must
   * be less than the last. Default (0, 0): with a `Radius` or `MaximumInscribedSphereRadius` on the
   * curve, relative to the wall (RelativeToWall is then taken for on), from half of the smallest
   * radius inside to half of the largest outside; without, from 0 to half the usual slice size.
   */
  vtkSetVector2Macro(RadiusRange, double);
  vtkGetVector2Macro(RadiusRange, double);
  ///@}

  ///@{
  /**
   * Set/Get the number of sections of the mode Rotating, evenly spread over half a turn; at
   * least 1. Default 36.
   */
  vtkSetMacro(NumberOfAngles, int);
  vtkGetMacro(NumberOfAngles, int);
  ///@}

  ///@{
  /**
   * Set/Get the number of slices, the first at the beginning of the curve and the last at its end;
   * they are length / (n - 1) apart, and the third Spacing is not used. Negative numbers are an
   * error. Default 0: floor(length / spacing) + 1 slices.
   */
  vtkSetMacro(NumberOfSlices, int);
  vtkGetMacro(NumberOfSlices, int);
  ///@}

  vtkMTimeType GetMTime() override;

  ///@{
  /**
   * Set/Get the thickness of slabs along SlabAxis, in world units; negative numbers are an error,
   * as are more than 100 000 samples a voxel (the thickness by the spacing along SlabAxis). Usual:
   * a few millimetres, and for the panorama of a jaw the width of the jaw. Default 0: no slabs.
   */
  vtkSetMacro(SlabThickness, double);
  vtkGetMacro(SlabThickness, double);
  ///@}

  ///@{
  /**
   * Set/Get what a voxel holds of the samples in its slab: VTK_IMAGE_SLAB_MIN, VTK_IMAGE_SLAB_MAX,
   * VTK_IMAGE_SLAB_MEAN (default) or VTK_IMAGE_SLAB_SUM. Sums come out as double whatever the type
   * of the image is, all others in its type; the mean of integers is rounded.
   */
  vtkSetClampMacro(SlabMode, int, 0, 3);
  vtkGetMacro(SlabMode, int);
  void SetSlabModeToMin() { this->SetSlabMode(0); }
  void SetSlabModeToMax() { this->SetSlabMode(1); }
  void SetSlabModeToMean() { this->SetSlabMode(2); }
  void SetSlabModeToSum() { this->SetSlabMode(3); }
  ///@}

  /** What SlabAxis can be. */
  enum SlabAxes
  {
    SLAB_X = 0,
    SLAB_Y = 1,
    SLAB_CURVE = 2
  };

  ///@{
  /**
   * Set/Get the axis of slabs: SLAB_X (along N), SLAB_Y (along B, the default) or SLAB_CURVE. Along
   * x or y one slab makes a whole image: the output has one voxel there, as thick as the slab, and
   * the settings of the slice only say how far samples are apart. Along the curve the slices stay,
   * and each is a slab around it; beyond the ends of an open curve there are no samples.
   *
   * In the mode Unfolded y is the radius (and SlabCenter one), and there are no slabs along x, the
   * angle. In the mode Rotating y is across the section, which does not change the output's size.
   *
   * Samples are evenly spaced and no further apart than the spacing on that axis: n of them for a
   * thickness of n spacings.
   */
  vtkSetClampMacro(SlabAxis, int, 0, 2);
  vtkGetMacro(SlabAxis, int);
  void SetSlabAxisToX() { this->SetSlabAxis(SLAB_X); }
  void SetSlabAxisToY() { this->SetSlabAxis(SLAB_Y); }
  void SetSlabAxisToCurve() { this->SetSlabAxis(SLAB_CURVE); }
  ///@}

  ///@{
  /**
   * Set/Get where the middle of slabs lies on their axis, in world units: x or y of it, or, along
   * the curve, how far behind its slice. Must be finite. Default 0.
   */
  vtkSetMacro(SlabCenter, double);
  vtkGetMacro(SlabCenter, double);
  ///@}

  /** Take all settings from another filter; not its inputs. */
  void CopySettings(vtkCurvedPlanarReformat* other);

protected:
  vtkCurvedPlanarReformat();
  ~vtkCurvedPlanarReformat() override;

  std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) override;
  double GetSliceArcLength(const curvedreformat::ReformatGrid& grid, int k) const override;
  void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const override;
  std::unique_ptr<curvedreformat::SliceRows> MakeRows() const override;
  curvedreformat::SamplerSettings GetSamplerSettings() const override;

  std::string Refresh(vtkPolyData* curve, vtkImageData* image) override;
  void Finish(vtkImageData* image, vtkImageData* output, bool whole) override;
  const curvedreformat::CurveModel& GetSliceModel() const override;
  void GetSlicePlanes(std::vector<curvedreformat::SamplePlane>& planes) const override;
  bool IsCurveInside(const std::vector<curvedreformat::SamplePlane>& planes) const override;

  int FillOutputPortInformation(int port, vtkInformation* info) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  std::string ChooseMap();
  std::string CheckUnfoldedSlab() const;
  bool HasStraightRows() const;

  vtkNew<vtkReformatMap> ReformatMap;
  vtkNew<vtkReformatMap> UsedMap; // of the last RequestInformation, with what was chosen
  double RadiusRange[2] = { 0.0, 0.0 };
  int NumberOfAngles = 36;
  int NumberOfSlices = 0;
  double SlabThickness = 0.0;
  int SlabMode = 2;
  int SlabAxis = SLAB_Y;
  double SlabCenter = 0.0;

  std::unique_ptr<curvedreformat::Slab> Slab; // of the last RequestInformation
};

#endif
