// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkStraightenDataSet
 * @brief   take a model or mesh from the world into straightened coordinates, or back
 *
 * vtkStraightenDataSet moves the points of any vtkPointSet (port 0: models, vessel trees, flow
 * meshes) from the world to the straightened coordinates (x, y, s) of a curve (port 1), or from
 * there to the world. The map is that of vtkStraighteningTransform. In the other modes (see
 * vtkReformatMap) the coordinates are those of an image made by vtkCurvedPlanarReformat in that
 * mode.
 *
 * Of the point data, the active vectors, normals and tensors go along (see SetVectorMode()); all
 * other point arrays, and all cell data, stay as they are. Vectors, normals and tensors of integers
 * come out as doubles.
 *
 * The char point array `vtkValidPointMask` is 0 at points that are not owned: straightened points
 * beyond a fold, or nearer to another stretch of the curve, whose world points belong to other
 * straightened points. World points all have straightened coordinates of their own, so it is 1
 * everywhere in that direction, but for Projected where several sheets lie behind each other, and
 * on the curve itself where angles count. Cells are kept as they are; one whose points lie on both
 * sides of the place where two stretches of the curve are equally far gets stretched across it.
 *
 * Given the framed curve that vtkCurvedPlanarReformat or vtkCurveFrames have written, the
 * coordinates are those of the straightened image, whatever the frame settings were.
 *
 * With several processes each moves its own points, and the ranks without a curve take it from the
 * lowest one that has one.
 *
 * @sa vtkStraighteningTransform vtkCurvedPlanarReformat
 */
#ifndef vtkStraightenDataSet_h
#define vtkStraightenDataSet_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkPointSetAlgorithm.h"
#include "vtkReformatMapSettings.h" // For the mode and its settings

#include <memory> // For the shared curve

class vtkMultiProcessController;
class vtkPolyData;

namespace curvedreformat
{
class BlockWatch;
class SharedCurve;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkStraightenDataSet : public vtkPointSetAlgorithm
{
public:
  static vtkStraightenDataSet* New();
  vtkTypeMacro(vtkStraightenDataSet, vtkPointSetAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkStraightenDataSet(const vtkStraightenDataSet&) = delete;
  void operator=(const vtkStraightenDataSet&) = delete;

  ///@{
  /**
   * Set the curve: a poly data with a line. The connection is port 1.
   */
  void SetCurveConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(1, output); }
  void SetCurveData(vtkPolyData* curve);
  ///@}

  /** The frame settings; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  /** The mode, and its settings; see vtkReformatMap. */
  vtkReformatMapSettingsMacro();

  enum Directions
  {
    WorldToStraightened = 0,
    StraightenedToWorld = 1
  };

  ///@{
  /**
   * Set/Get which way the points go. Default WorldToStraightened.
   */
  vtkSetClampMacro(Direction, int, WorldToStraightened, StraightenedToWorld);
  vtkGetMacro(Direction, int);
  void SetDirectionToWorldToStraightened() { this->SetDirection(WorldToStraightened); }
  void SetDirectionToStraightenedToWorld() { this->SetDirection(StraightenedToWorld); }
  ///@}

  /**
   * What happens to vectors, normals and tensors, with J the derivative of the map at the point.
   *  - Jacobian: v becomes J v, n becomes J^-T n normalized, t becomes J t J^T, as with any
   * transform in VTK. Displacements stay displacements.
   *  - Rotation: only the turn of the frame is applied, R v, R n, R t R^T; lengths are kept. A
   * velocity becomes its in-plane components along N and B, and its axial component along T; in
   * other modes, those along the directions in which the mode's coordinates grow.
   */
  enum VectorModes
  {
    Jacobian = 0,
    Rotation = 1
  };

  ///@{
  /**
   * Set/Get how the active vectors, normals and tensors go along. Default Jacobian.
   */
  vtkSetClampMacro(VectorMode, int, Jacobian, Rotation);
  vtkGetMacro(VectorMode, int);
  void SetVectorModeToJacobian() { this->SetVectorMode(Jacobian); }
  void SetVectorModeToRotation() { this->SetVectorMode(Rotation); }
  ///@}

  ///@{
  /**
   * Set/Get the precision of the output's points: vtkAlgorithm::SINGLE_PRECISION, DOUBLE_PRECISION,
   * or DEFAULT_PRECISION, that of the input's points (default).
   */
  vtkSetClampMacro(OutputPointsPrecision, int, SINGLE_PRECISION, DEFAULT_PRECISION);
  vtkGetMacro(OutputPointsPrecision, int);
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
  vtkStraightenDataSet();
  ~vtkStraightenDataSet() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int FillInputPortInformation(int port, vtkInformation* info) override;
  int ExecuteInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int ComputeInputUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  vtkNew<vtkMovingFrame> MovingFrame;
  vtkNew<vtkReformatMap> ReformatMap;
  int Direction = WorldToStraightened;
  int VectorMode = Jacobian;
  int OutputPointsPrecision = DEFAULT_PRECISION;
  vtkMultiProcessController* Controller = nullptr;
  const std::unique_ptr<curvedreformat::SharedCurve> Curve;
  const std::unique_ptr<curvedreformat::BlockWatch> Watch;
};

#endif
