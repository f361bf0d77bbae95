// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurveCrossSection
 * @brief   the slice of an image across a curve at one arc length, at its place in the world
 *
 * vtkCurveCrossSection samples an image (port 0) on the plane across a curve (port 1) at ArcLength:
 * what slice k of vtkCurvedPlanarReformat holds for k dz = ArcLength. The output is an image one
 * voxel thick whose origin and direction matrix put it where the plane is: its i, j, k axes are N,
 * B, T of vtkMovingFrame, its middle is the point of the curve. So it can be shown inside the
 * volume, and whatever is marked on it has world coordinates.
 *
 * Of the image only the bounding extent of this one slice is asked for.
 *
 * With FollowTime the output varies with time, and the time asked for is the arc length: whatever
 * plays time travels along the curve.
 *
 * @sa vtkCurveSliceAlgorithm vtkCurvedPlanarReformat vtkMovingFrame
 */
#ifndef vtkCurveCrossSection_h
#define vtkCurveCrossSection_h

#include "vtkCurveSliceAlgorithm.h"
#include "vtkCurvedReformatFiltersModule.h" // For export macro

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurveCrossSection : public vtkCurveSliceAlgorithm
{
public:
  static vtkCurveCrossSection* New();
  vtkTypeMacro(vtkCurveCrossSection, vtkCurveSliceAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurveCrossSection(const vtkCurveCrossSection&) = delete;
  void operator=(const vtkCurveCrossSection&) = delete;

  ///@{
  /**
   * Set/Get where on the curve the slice lies, in world units from its beginning. Below 0 and above
   * the length an open curve runs straight on, and a closed one around again. Must be finite.
   * Default 0.
   */
  vtkSetMacro(ArcLength, double);
  vtkGetMacro(ArcLength, double);
  ///@}

  ///@{
  /**
   * Set/Get whether the time that the pipeline is asked for is the arc length of the slice. The
   * output then has the time range 0 to the length of the curve, and a time step at every slice of
   * vtkCurvedPlanarReformat, Spacing[2] apart (the range alone where these are more than a
   * million). Times beyond the range give the slice at its end; where nobody asks for a time,
   * ArcLength counts. Arc lengths are no times of the inputs: those are asked for the first time
   * of the image, or, where it does not vary, of the curve. An image in blocks is an error. Default
   * off: inputs that vary with time are followed.
   */
  vtkSetMacro(FollowTime, vtkTypeBool);
  vtkGetMacro(FollowTime, vtkTypeBool);
  vtkBooleanMacro(FollowTime, vtkTypeBool);
  ///@}

  /**
   * From 0 to the length of the curve, in world units: where ArcLength can go without leaving the
   * curve. Known after UpdateInformation(); 0 to 0 without a curve, and of an image in blocks.
   */
  vtkGetVector2Macro(ArcLengthRange, double);

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

protected:
  vtkCurveCrossSection() = default;
  ~vtkCurveCrossSection() override = default;

  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) override;
  double GetSliceArcLength(const curvedreformat::ReformatGrid& grid, int k) const override;
  void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const override;
  void Finish(vtkImageData* image, vtkImageData* output, bool whole) override;

private:
  void TellTime(vtkInformation* outInfo) const;

  double ArcLength = 0.0;
  vtkTypeBool FollowTime = 0;
  double ArcLengthRange[2] = { 0.0, 0.0 };

  // what the output is asked for
  bool TimeAsked = false;
  double Time = 0.0;
  double SliceArcLength = 0.0;
};

#endif
