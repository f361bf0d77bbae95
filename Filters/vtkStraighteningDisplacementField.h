// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkStraighteningDisplacementField
 * @brief   the map along a curve as a displacement field, as resamplers take it
 *
 * vtkStraighteningDisplacementField samples the map of vtkStraighteningTransform on a grid: an
 * image with the vectors `Displacement`, in double precision, that linear interpolation makes a
 * transform. ITK, Slicer, ANTs and vtkGridTransform take such fields; vtkDisplacementFieldWriter
 * writes them.
 *
 * The input (port 0) is a curve, a poly data with a line, or a straightened image made by
 * vtkCurvedPlanarReformat, whose field data hold the curve, its frames and the mode, and whose
 * extent says what is to be covered.
 *
 * Direction tells what the vectors are.
 *  - StraightenedToWorld: at straightened points p the vector F(p) - p. A resampler that makes the
 *    straightened image asks for this one: it needs to know where in the scan each of its voxels
 *    comes from.
 *  - WorldToStraightened: at world points w the vector F^-1(w) - w. A resampler that bends a
 *    straightened image back onto the scan needs this one, as does one that moves points of the
 *    scan to the straightened image.
 *
 * The spacing is chosen so that linear interpolation is within Tolerance of the map. How good it is
 * is then measured between the samples and stated: GetMeasuredError(), and the field array
 * `DisplacementError`. It is the length of the largest difference from the exact displacement, in
 * world units. (From the world to coordinates that are angles it is the distance in the world of
 * the place meant from the place found.) In straightened coordinates, x and y are linear in the
 * map, so that a few samples across the curve are enough.
 *
 * With a reference image on port 1 the field has its grid, and Tolerance says nothing; its values
 * are never read. At its voxels the field is exact.
 *
 * The char point array `vtkValidPointMask` says which samples count. Of StraightenedToWorld these
 * are the owned ones (see vtkMovingFrame::IsOwned); the stated error is that of all cells. Of
 * WorldToStraightened it is 1 within the tube that the slices cover, and a cell around it, where no
 * cell next to the sample jumps; the stated error is that of the cells whose eight samples have 1.
 * A cell jumps where its corners belong to stretches of the curve that are far from each other, so
 * that nothing between them means anything: on the far side of a fold, between two turns, at the
 * seam of a closed curve. A cell counts as such when two of its corners are further apart in
 * straightened coordinates than twice its diagonal (of angles: 30 degrees). Vectors are those
 * of the nearest stretch everywhere, also outside the tube.
 *
 * The grid is chosen when the pipeline asks for information, which can take seconds; it is kept
 * while curve and settings are the same. AbortExecute ends that, too, and there is no output then.
 *
 * The field is made as a whole, in several threads; with several processes, by the first.
 *
 * @sa vtkDisplacementFieldWriter vtkStraighteningTransform vtkCurvedPlanarReformat
 */
#ifndef vtkStraighteningDisplacementField_h
#define vtkStraighteningDisplacementField_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkImageAlgorithm.h"
#include "vtkMovingFrameSettings.h" // For the frame settings
#include "vtkNew.h"                 // For vtkNew
#include "vtkReformatMapSettings.h" // For the mode and its settings

#include <memory> // For the plan
#include <string> // For messages

class vtkMultiProcessController;
class vtkPolyData;

namespace curvedreformat
{
class BlockWatch;
class CurveMap;
class SharedCurve;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkStraighteningDisplacementField : public vtkImageAlgorithm
{
public:
  static vtkStraighteningDisplacementField* New();
  vtkTypeMacro(vtkStraighteningDisplacementField, vtkImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkStraighteningDisplacementField(const vtkStraighteningDisplacementField&) = delete;
  void operator=(const vtkStraighteningDisplacementField&) = delete;

  ///@{
  /**
   * Set the image whose grid the field gets. The connection is port 1. Optional.
   */
  void SetReferenceConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(1, output); }
  void SetReferenceData(vtkImageData* image);
  ///@}

  enum Directions
  {
    WorldToStraightened = 0,
    StraightenedToWorld = 1
  };

  ///@{
  /**
   * Set/Get where the vectors lead. Default StraightenedToWorld.
   */
  vtkSetClampMacro(Direction, int, WorldToStraightened, StraightenedToWorld);
  vtkGetMacro(Direction, int);
  void SetDirectionToWorldToStraightened() { this->SetDirection(WorldToStraightened); }
  void SetDirectionToStraightenedToWorld() { this->SetDirection(StraightenedToWorld); }
  ///@}

  ///@{
  /**
   * Set/Get how far linear interpolation of the field may be off, in world units. Negative numbers
   * are an error. Default 0: a tenth of the smallest spacing of the straightened image, or, with a
   * curve, a 500th of the smaller side of its slices; of WorldToStraightened, where all three axes
   * need samples, five times that.
   */
  vtkSetMacro(Tolerance, double);
  vtkGetMacro(Tolerance, double);
  ///@}

  ///@{
  /**
   * Set/Get width and height of the slices that the field covers, in world units, where the input
   * is a curve. Negative numbers are an error. Of unfolded images half the height is the largest
   * radius. Default (0, 0): 4 times the largest `Radius` or `MaximumInscribedSphereRadius` of the
   * curve's points, or, without these arrays, a fifth of the curve's length. Straightened images
   * have a size of their own.
   */
  vtkSetVector2Macro(SliceSize, double);
  vtkGetVector2Macro(SliceSize, double);
  ///@}

  ///@{
  /**
   * Set/Get the distance of the samples along the axes of the grid, in world units or degrees,
   * where there is no reference image. Negative numbers are an error. Default (0, 0, 0): chosen for
   * Tolerance.
   */
  vtkSetVector3Macro(Spacing, double);
  vtkGetVector3Macro(Spacing, double);
  ///@}

  /** The frame settings, where the input is a curve; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  /** The mode, and its settings, where the input is a curve; see vtkReformatMap. */
  vtkReformatMapSettingsMacro();

  /** The error that was measured when the field was made, in world units; 0 before. */
  vtkGetMacro(MeasuredError, double);

  /** The name of the point array with the vectors. */
  static const char* DisplacementArrayName() { return "Displacement"; }
  /** The name of the field array with the measured error. */
  static const char* ErrorArrayName() { return "DisplacementError"; }

  ///@{
  /**
   * Set/Get the controller of a parallel program, through which a curve that not all processes have
   * gets to the others; see vtkStraightenDataSet. Default the global one.
   */
  void SetController(vtkMultiProcessController* controller);
  vtkGetObjectMacro(Controller, vtkMultiProcessController);
  ///@}

  vtkMTimeType GetMTime() override;

protected:
  vtkStraighteningDisplacementField();
  ~vtkStraighteningDisplacementField() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int FillInputPortInformation(int port, vtkInformation* info) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

private:
  struct Plan;
  std::string CheckSettings() const;
  std::string MakePlan(vtkInformationVector** inputVector, vtkInformationVector* outputVector);
  std::string UseCurve(vtkPolyData* curve);
  std::string UseImage(vtkInformationVector** inputVector);
  std::string ChooseGrid();
  std::string CheckSize() const;

  vtkNew<vtkMovingFrame> MovingFrame;
  vtkNew<vtkReformatMap> ReformatMap;
  int Direction = StraightenedToWorld;
  double Tolerance = 0.0;
  double SliceSize[2] = { 0.0, 0.0 };
  double Spacing[3] = { 0.0, 0.0, 0.0 };
  double MeasuredError = 0.0;
  vtkMultiProcessController* Controller = nullptr;
  const std::unique_ptr<Plan> Field;
  const std::unique_ptr<curvedreformat::SharedCurve> Curve;
  const std::unique_ptr<curvedreformat::BlockWatch> Watch;
};

#endif
