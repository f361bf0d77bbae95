// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurveFrames
 * @brief   the curve through a polyline, evenly sampled, with its moving frame
 *
 * vtkCurveFrames makes the curve of vtkMovingFrame through a line of the input poly data, and
 * writes it as one polyline whose points are evenly spaced by arc length, both ends included, in
 * double precision. The point arrays, all double, are
 *  - `Tangents`, `Normals` (the active normals), `Binormals`: the frame T, N, B, orthonormal and
 *    right-handed, B = T x N;
 *  - `ArcLength`, from 0 to the length of the curve, in world units;
 *  - `Curvature` (1 / length), `Torsion` (1 / length) and `FoldRadius` = 1 / Curvature (infinite
 * where the curve is straight): across the curve, towards the centre of curvature, neighbouring
 * slices meet at this distance;
 *  - the input's own point arrays, linearly interpolated.
 *
 * Of a closed curve the repeated first point is not written; the line's last id is the first.
 *
 * The field data hold the exact curve, so that the output, saved as `.vtp` in double precision,
 * gives every class of this module the same curve and frames, to the last bit.
 *
 * With several processes, the ranks without a curve take it from the lowest one that has one, and
 * the first one has the output, unless each asks for all of it.
 *
 * @sa vtkMovingFrame vtkCurvedPlanarReformat
 */
#ifndef vtkCurveFrames_h
#define vtkCurveFrames_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkPolyDataAlgorithm.h"

#include <memory> // For the shared curve

class vtkMultiProcessController;

namespace curvedreformat
{
class BlockWatch;
class SharedCurve;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurveFrames : public vtkPolyDataAlgorithm
{
public:
  static vtkCurveFrames* New();
  vtkTypeMacro(vtkCurveFrames, vtkPolyDataAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurveFrames(const vtkCurveFrames&) = delete;
  void operator=(const vtkCurveFrames&) = delete;

  /** The frame settings; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  ///@{
  /**
   * Set/Get the distance of the output's points along the curve, in world units. It is made a
   * little smaller so that both ends are points. Default 0: the mean distance of the input's
   * points. Negative values are an error.
   */
  vtkSetMacro(SampleSpacing, double);
  vtkGetMacro(SampleSpacing, double);
  ///@}

  ///@{
  /**
   * Set/Get the controller of a parallel program, through which its processes share the curve.
   * Default the global one. When there are several processes, all of them must run this, with the
   * same settings; nullptr for what only one of them runs. When the curve has changed on one of
   * them only, call Modified() on all: one that sees no change does not update, and the others
   * would wait for it.
   */
  void SetController(vtkMultiProcessController* controller);
  vtkGetObjectMacro(Controller, vtkMultiProcessController);
  ///@}

  vtkMTimeType GetMTime() override;

protected:
  vtkCurveFrames();
  ~vtkCurveFrames() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(vtkInformation*, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(
    vtkInformation*, vtkInformationVector** inputVector, vtkInformationVector*) override;
  int RequestData(vtkInformation*, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  vtkNew<vtkMovingFrame> MovingFrame;
  double SampleSpacing = 0.0;
  vtkMultiProcessController* Controller = nullptr;
  const std::unique_ptr<curvedreformat::SharedCurve> Curve;
  const std::unique_ptr<curvedreformat::BlockWatch> Watch;
};

#endif
