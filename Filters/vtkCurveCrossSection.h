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

protected:
  vtkCurveCrossSection() = default;
  ~vtkCurveCrossSection() override = default;

  std::string ChooseGrid(curvedreformat::GridRequest& request,
    const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid) override;
  double GetSliceArcLength(const curvedreformat::ReformatGrid& grid, int k) const override;
  void PlaceOutput(
    const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const override;

private:
  double ArcLength = 0.0;
};

#endif
