// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkReformatProfile
 * @brief   measure every slice of a straightened image, and the curve
 *
 * vtkReformatProfile makes of a straightened image, the output of vtkCurvedPlanarReformat, a table
 * with one row a slice, in double precision (`N Voxels`: vtkIdType):
 *  - `arc_length`, the z of the slice: its arc length along the curve, in world units;
 *  - `Mean`, `StandardDeviation` (of all: divided by their number), `Minimum`, `Maximum` of the
 *    values, and `N Voxels`, how many there are.
 *
 * When a region is asked for, with SetRegion(), these are of the voxels whose centres are in it,
 * and there are, too,
 *  - `Area`, in square world units;
 *  - `EquivalentDiameter`, of the circle with that area;
 *  - `SmallestDiameter`, `LargestDiameter`: the smallest and the largest width of the region's
 *    convex hull, which are the axes of an ellipse;
 *  - `CentroidX`, `CentroidY`, in the coordinates of the slice, and `CentroidOffset`, the distance
 *    of the centroid from the curve.
 *
 * A slice with nothing has 0 as its `N Voxels` and `Area`; the others are not numbers. The arc
 * length has the name under which ParaView's line chart takes it as its x axis.
 *
 * Of each slice the voxels count that are no further than Radius from the curve (x = y = 0),
 * finite, not blanked, and owned: 1 in the point array `vtkValidPointMask`, where there is one.
 *
 * A region of a range of values has sub-pixel accuracy: between the voxels' centres values are
 * interpolated linearly on triangles, which are clipped by the limits, exactly, and by the radius,
 * whose circle becomes a polygon with its corners on it; of a radius of a few voxels that takes a
 * little of the area. A region of a label has the area of its voxels, and the diameters of the
 * outline half-way between them and those around. Where a region reaches the
 * border of the slice or of the mask it is cut off there, half a voxel beyond the centres of the
 * outermost ones.
 *
 * The second output has one row, of the curve that the image was straightened along: `Length`,
 * `Chord` (the distance of the ends), `Tortuosity` (length / chord), `TotalCurvature` (radians),
 * `LargestCurvature` with `LargestCurvatureArcLength`, `SmallestRadiusOfCurvature`, and `Closed` (0
 * or 1); see vtkMovingFrame. It is empty when the image's field data do not hold the curve, since
 * the image has come through a file format without them, for instance.
 *
 * Asked for in pieces, as by several processes, each piece has the rows of its own slices, and all
 * of them are in memory at once. The curve is in the first piece.
 *
 * @warning An image that has another value than "Straightened" in the field array `ReformatMode`,
 * or a direction matrix, is refused: its slices are not across the curve. So is the region of a
 * slab of one voxel along x or y.
 *
 * @sa vtkCurvedPlanarReformat vtkMovingFrame vtkCurveFrames
 */
#ifndef vtkReformatProfile_h
#define vtkReformatProfile_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkTableAlgorithm.h"

#include <string> // For messages

class vtkDataArray;
class vtkImageData;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkReformatProfile : public vtkTableAlgorithm
{
public:
  static vtkReformatProfile* New();
  vtkTypeMacro(vtkReformatProfile, vtkTableAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkReformatProfile(const vtkReformatProfile&) = delete;
  void operator=(const vtkReformatProfile&) = delete;

  /** What is measured of a slice; see SetRegion(). */
  enum Regions
  {
    RegionNone = 0,
    RegionThresholdRange = 1,
    RegionLabel = 2
  };

  ///@{
  /**
   * Set/Get which component of the array is measured, from 0, or -1 for the magnitude. Default 0.
   * One that the array does not have is an error. The array is chosen with
   * SetInputArrayToProcess(): a point array, by default the active scalars.
   */
  vtkSetMacro(Component, int);
  vtkGetMacro(Component, int);
  ///@}

  ///@{
  /**
   * Set/Get how far from the curve voxels count, in world units. Default 0: the whole slice.
   * Negative values are an error.
   */
  vtkSetMacro(Radius, double);
  vtkGetMacro(Radius, double);
  ///@}

  ///@{
  /**
   * Set/Get the region that is measured in each slice.
   *  - RegionNone (default): none; the voxels within the radius have statistics alone.
   *  - RegionThresholdRange: where the values are in ThresholdRange.
   *  - RegionLabel: where the array LabelArrayName has the value LabelValue.
   */
  vtkSetClampMacro(Region, int, RegionNone, RegionLabel);
  vtkGetMacro(Region, int);
  void SetRegionToNone() { this->SetRegion(RegionNone); }
  void SetRegionToThresholdRange() { this->SetRegion(RegionThresholdRange); }
  void SetRegionToLabel() { this->SetRegion(RegionLabel); }
  ///@}

  ///@{
  /**
   * Set/Get the lowest and the highest value of the region; both belong to it, and they may be
   * infinite. Default (VTK_DOUBLE_MIN, VTK_DOUBLE_MAX): all values. One that is not a number, and a
   * lowest above the highest, are errors. For labels, which cannot be interpolated, take
   * RegionLabel.
   */
  vtkSetVector2Macro(ThresholdRange, double);
  vtkGetVector2Macro(ThresholdRange, double);
  ///@}

  ///@{
  /**
   * Set/Get the name of the point array of labels; its first component counts. Default nullptr. One
   * that the image does not have is an error when the region is RegionLabel.
   */
  vtkSetStringMacro(LabelArrayName);
  vtkGetStringMacro(LabelArrayName);
  ///@}

  ///@{
  /** Set/Get the label of the region. Default 1. */
  vtkSetMacro(LabelValue, int);
  vtkGetMacro(LabelValue, int);
  ///@}

  ///@{
  /**
   * Set/Get whether only the part of the region counts that holds the curve: of voxels of the
   * region that share sides the group with the one nearest to the curve. Default on: the region is
   * a vessel with the curve in it, and neighbours that are as bright are none of it. Turn it off
   * for what is in several parts, such as the struts of a stent.
   */
  vtkSetMacro(ConnectedToCurve, vtkTypeBool);
  vtkGetMacro(ConnectedToCurve, vtkTypeBool);
  vtkBooleanMacro(ConnectedToCurve, vtkTypeBool);
  ///@}

protected:
  vtkReformatProfile();
  ~vtkReformatProfile() override;

  int FillInputPortInformation(int port, vtkInformation* info) override;
  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  struct Arrays
  {
    vtkDataArray* Values = nullptr;
    vtkDataArray* Labels = nullptr;
  };
  std::string CheckSettings() const;
  std::string ChooseArrays(vtkImageData* image, Arrays& arrays);
  /** Rows of the slices of the extent's k. */
  void MeasureSlices(
    vtkImageData* image, const Arrays& arrays, const int range[2], vtkTable* table);
  void MeasureCurve(vtkImageData* image, vtkTable* table);

  int Component = 0;
  double Radius = 0.0;
  int Region = RegionNone;
  double ThresholdRange[2] = { VTK_DOUBLE_MIN, VTK_DOUBLE_MAX };
  char* LabelArrayName = nullptr;
  int LabelValue = 1;
  vtkTypeBool ConnectedToCurve = 1;
};

#endif
