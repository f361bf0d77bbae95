// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkStraighteningTransform
 * @brief   straightened coordinates to world along a curve, and exactly back
 *
 * The forward transform takes straightened coordinates (x, y, s), those of
 * vtkCurvedPlanarReformat's output, to the world:
 *
 *     F(x, y, s) = C(s) + x N(s) + y B(s),
 *
 * with the curve C and its frame N, B, T of vtkMovingFrame. Inverse() turns it into the transform
 * from the world to straightened coordinates: s is that of the globally closest point of the curve
 * (the smaller one where two are equally close), x and y are the offsets from it along N and B.
 * (That is the mode Straightened. In the other modes the coordinates are those that vtkReformatMap
 * describes, of an image that vtkCurvedPlanarReformat makes in that mode.)
 *
 * There is no iteration on a 3-vector and no start value: a bounding hierarchy finds the stretches
 * of the curve that can hold the closest point, and a scalar root search polishes it, so that every
 * owned point (see vtkMovingFrame::IsOwned) comes back to where it was, to rounding.
 *
 * Both are defined everywhere: beyond the ends the curve runs straight on, and a closed curve goes
 * around again. The derivatives are exact; beyond a fold the forward one has a negative
 * determinant.
 *
 * It works wherever VTK takes a vtkAbstractTransform: vtkTransformPolyDataFilter,
 * vtkTransformFilter, vtkImageReslice::SetResliceTransform, vtkGeneralTransform. After Update()
 * transforming only reads, and is safe from many threads at once. TransformPoints() runs in several
 * threads itself.
 *
 * InverseTolerance and InverseIterations of the superclass have no effect, since nothing is
 * iterated to a tolerance.
 *
 * In a parallel program the curve has to be on every rank, as drawn curves and those from files
 * are: where a rank has no points to transform VTK does not update the transform, and so it cannot
 * share the curve. vtkCurveFrames does; put it before, and update it on all ranks.
 *
 * Without a valid curve, which is reported as an error, points become NaN.
 *
 * @sa vtkMovingFrame vtkCurvedPlanarReformat vtkStraightenDataSet
 */
#ifndef vtkStraighteningTransform_h
#define vtkStraighteningTransform_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkReformatMapSettings.h"         // For the mode and its settings
#include "vtkSmartPointer.h"                // For vtkSmartPointer
#include "vtkWarpTransform.h"

#include <memory> // For the map

class vtkAlgorithm;
class vtkAlgorithmOutput;
class vtkPolyData;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkStraighteningTransform : public vtkWarpTransform
{
public:
  static vtkStraighteningTransform* New();
  vtkTypeMacro(vtkStraighteningTransform, vtkWarpTransform);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkStraighteningTransform(const vtkStraighteningTransform&) = delete;
  void operator=(const vtkStraighteningTransform&) = delete;

  ///@{
  /**
   * Set/Get the curve: a poly data with a line. With a connection, Update() brings it up to date.
   */
  void SetCurveConnection(vtkAlgorithmOutput* output);
  void SetCurveData(vtkPolyData* curve);
  vtkPolyData* GetCurve();
  ///@}

  /** The frame settings; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  /** The mode, and its settings; see vtkReformatMap. */
  vtkReformatMapSettingsMacro();

  /**
   * Set the inverse flag, which Inverse() turns over: off (default) from straightened coordinates
   * to the world, on from the world to straightened coordinates.
   */
  void SetInverseFlag(vtkTypeBool inverse);

  /** Make another transform of this class. */
  vtkAbstractTransform* MakeTransform() override;

  /** Transform points and append them to `outPts`, in several threads. */
  void TransformPoints(vtkPoints* inPts, vtkPoints* outPts) override;

  vtkMTimeType GetMTime() override;

protected:
  vtkStraighteningTransform();
  ~vtkStraighteningTransform() override;

  void InternalDeepCopy(vtkAbstractTransform* transform) override;
  void InternalUpdate() override;

  ///@{
  /** Straightened coordinates to world, with the derivative d out / d in. */
  void ForwardTransformPoint(const float in[3], float out[3]) override;
  void ForwardTransformPoint(const double in[3], double out[3]) override;
  void ForwardTransformDerivative(const float in[3], float out[3], float derivative[3][3]) override;
  void ForwardTransformDerivative(
    const double in[3], double out[3], double derivative[3][3]) override;
  ///@}

  ///@{
  /** World to straightened coordinates. The derivative is that of the forward transform at `out`.
   */
  void InverseTransformPoint(const float in[3], float out[3]) override;
  void InverseTransformPoint(const double in[3], double out[3]) override;
  void InverseTransformDerivative(const float in[3], float out[3], float derivative[3][3]) override;
  void InverseTransformDerivative(
    const double in[3], double out[3], double derivative[3][3]) override;
  ///@}

private:
  vtkNew<vtkMovingFrame> MovingFrame;
  vtkNew<vtkReformatMap> ReformatMap;
  vtkSmartPointer<vtkAlgorithm> ConnectionHolder;

  // what transforming reads, empty without a valid curve
  std::shared_ptr<const curvedreformat::CurveMap> Map;
};

#endif
