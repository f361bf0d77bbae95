// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkMovingFrame
 * @brief   a smooth curve through a polyline, with a moving frame, by arc length
 *
 * vtkMovingFrame is the model of the curve that all filters and transforms of this module read.
 * From a polyline it makes a C2 curve C(s), s its arc length from 0 to GetLength(), with an
 * orthonormal right-handed frame N(s), B(s), T(s): T is the exact tangent, and B = T x N. It
 * defines the map from straightened coordinates (x, y, s) to the world,
 *
 *     F(x, y, s) = C(s) + x N(s) + y B(s),
 *
 * and back: the s of the globally closest point of the curve, and the offsets from it along N and
 * B. Beyond the ends of an open curve C runs straight on; a closed curve goes around again. All
 * lengths are in the units of the points.
 *
 * The curve is the interpolating cubic spline through the points, with the chord length as its
 * parameter and not-a-knot ends (periodic when the curve is closed). Two points give a line, three
 * a parabola. Consecutive coincident points count once. A polyline is closed when its last point
 * is, or lies on, its first.
 *
 * The frame follows one of four rules, see SetFrameType(). The rotation-minimizing one is computed
 * by double reflection: W. Wang, B. Juttler, D. Zheng, Y. Liu, "Computation of rotation minimizing
 * frames", ACM Transactions on Graphics 27 (2008), doi 10.1145/1330511.1330513, in steps so short
 * that the twist is right to 1e-6 rad.
 *
 * After Build() all const methods only read, and may be called from many threads at once.
 *
 * A curve that vtkCurveFrames has written carries the whole model in its field data
 * (KnotsArrayName(), SettingsArrayName()) and gives back the same frames, bit for bit. Of the
 * settings, RotationAngle is added to them; a FrameType other than RotationMinimizing makes new
 * frames along the same curve, and a SmoothingLength above 0 a new curve. When its points have been
 * moved since, the field data no longer fit: they are ignored, and the point array `Normals` is
 * followed instead.
 *
 * @sa vtkCurveFrames vtkCurvedPlanarReformat
 */
#ifndef vtkMovingFrame_h
#define vtkMovingFrame_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkObject.h"

#include <memory> // For the model
#include <string> // For std::string
#include <vector> // For arc lengths

class vtkAlgorithm;
class vtkFieldData;
class vtkPolyData;

namespace curvedreformat
{
class CurveModel;
struct CurveFrame;
struct CurveLine;
struct RadiusProfile;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkMovingFrame : public vtkObject
{
public:
  static vtkMovingFrame* New();
  vtkTypeMacro(vtkMovingFrame, vtkObject);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkMovingFrame(const vtkMovingFrame&) = delete;
  void operator=(const vtkMovingFrame&) = delete;

  /**
   * How N is chosen in the plane across the curve.
   *  - RotationMinimizing (default): N does not turn about the curve. It starts along the world
   * axis that follows, in the order x, y, z, x, the one closest to the first tangent: a curve along
   * z starts with N along x and B along y. Along a closed curve the turn that is missing at the end
   * is spread evenly.
   *  - FixedUp: B is the projection of UpVector across the curve. Within 20 degrees of UpVector the
   *    SecondUpVector takes over, smoothly, and rules alone within 5 degrees.
   *  - Frenet: N points to the centre of curvature. It jumps to the other side at an inflection;
   * along a straight stretch the normal before it is carried on.
   *  - FromArray: N is a point array of the curve, see SetNormalsArrayName().
   */
  enum FrameTypes
  {
    RotationMinimizing = 0,
    FixedUp = 1,
    Frenet = 2,
    FromArray = 3
  };

  ///@{
  /**
   * Set/Get the rule for the frame. Default RotationMinimizing.
   */
  vtkSetClampMacro(FrameType, int, RotationMinimizing, FromArray);
  vtkGetMacro(FrameType, int);
  void SetFrameTypeToRotationMinimizing() { this->SetFrameType(RotationMinimizing); }
  void SetFrameTypeToFixedUp() { this->SetFrameType(FixedUp); }
  void SetFrameTypeToFrenet() { this->SetFrameType(Frenet); }
  void SetFrameTypeToFromArray() { this->SetFrameType(FromArray); }
  ///@}

  ///@{
  /**
   * Set/Get the world direction whose projection into every slice is +y (along B) when the frame
   * type is FixedUp. Any length but 0. Default (0, 0, 1).
   */
  vtkSetVector3Macro(UpVector, double);
  vtkGetVector3Macro(UpVector, double);
  ///@}

  ///@{
  /**
   * Set/Get the direction that takes the place of UpVector where the curve runs along that. Must
   * not be parallel to it. Default (0, 0, 0): the world axis furthest from UpVector.
   */
  vtkSetVector3Macro(SecondUpVector, double);
  vtkGetVector3Macro(SecondUpVector, double);
  ///@}

  ///@{
  /**
   * Set/Get the name of the curve's point array that gives N when the frame type is FromArray. It
   * has 3 components (a vector, made perpendicular to the curve), 9 (a row-major 3 x 3 matrix) or
   * 16 (a row-major 4 x 4 matrix, as in the field array `SliceToWorld`) whose first column is N.
   * Between the points the turn against the rotation-minimizing frame is interpolated linearly;
   * vectors that are zero or along the curve are skipped. Default nullptr or "": the first there is
   * of `Normals`, `ParallelTransportNormals`, `FrenetNormal`, `Orientation`, `Direction`, the
   * active normals, the active vectors, the active tensors.
   */
  vtkSetStringMacro(NormalsArrayName);
  vtkGetStringMacro(NormalsArrayName);
  ///@}

  ///@{
  /**
   * Set/Get the angle in degrees, right-hand about the tangent, by which the frame is turned on top
   * of its rule. Default 0.
   */
  vtkSetMacro(RotationAngle, double);
  vtkGetMacro(RotationAngle, double);
  ///@}

  ///@{
  /**
   * Set/Get the standard deviation, in world units along the curve, of the Gaussian that the points
   * are smoothed with first. End points stay. Default 0, no smoothing; usual is one to a few times
   * the distance of the points.
   */
  vtkSetMacro(SmoothingLength, double);
  vtkGetMacro(SmoothingLength, double);
  ///@}

  ///@{
  /**
   * Set/Get which line of the poly data is the curve, counted from 0. Where all lines are single
   * segments, those that meet end to end are joined first, and the joined lines are counted.
   * Default 0; Build() fails for a number that no line has.
   */
  vtkSetMacro(CurveIndex, int);
  vtkGetMacro(CurveIndex, int);
  ///@}

  /** Take all the settings above from another moving frame. */
  void CopySettings(const vtkMovingFrame* other);

  /**
   * Make the model from a line of the poly data. Does nothing when neither the poly data nor the
   * settings have changed since. Returns false, with a sentence in GetErrorMessage(), when that
   * line is no curve: no lines, fewer than 2 distinct points, points that are not finite, an exact
   * reversal; or a setting is out of range. There is no model then.
   */
  bool Build(vtkPolyData* curve);

  /**
   * Take the model that WriteModel() has put into field data. Returns false, with a sentence in
   * GetErrorMessage(), when there is none or it is damaged. Of the settings only RotationAngle
   * counts; it is added.
   */
  bool BuildFromFieldData(vtkFieldData* data);

  /** Whether there is a model; without, the methods below give 0, false or NaN. */
  bool IsBuilt() const { return this->Model != nullptr; }

  /** What was wrong in the last Build(), a full sentence, or an empty string. */
  std::string GetErrorMessage() const { return this->ErrorMessage; }

  /** Length of the curve in world units; right to 1e-10 of itself. */
  double GetLength() const;

  /** Distance between the ends of the curve in world units; 0 when it is closed. */
  double GetChord() const;

  /** Length over chord: 1 for a straight line, infinite when the curve is closed. */
  double GetTortuosity() const;

  /** The angle in radians that the tangent turns through from end to end of the curve, the integral
   * of the curvature: 2 pi for a circle. Right to 1e-10 times the number of points. */
  double GetTotalCurvature() const;

  ///@{
  /** The largest curvature 1/R of the curve, and the arc length of where it is (the first place of
   * several). Curvature is that of the spline itself: points that scatter make it large; see
   * SetSmoothingLength(). */
  double GetLargestCurvature() const;
  double GetLargestCurvatureArcLength() const;
  ///@}

  /** Whether the curve is closed: C(0) = C(GetLength()), with the same frame. */
  bool IsClosed() const;

  /** The point of the curve at arc length s. */
  void EvaluatePosition(double s, double c[3]) const;

  /** The point and the frame at arc length s; orthonormal to 1e-15. */
  void EvaluateFrame(double s, double c[3], double n[3], double b[3], double t[3]) const;

  /** The frame as a row-major 4 x 4 matrix with the columns N, B, T, C: straightened (x, y, 0, 1)
   * to world. */
  void EvaluateMatrix(double s, double matrix[16]) const;

  /** Curvature 1/R at arc length s, of the spline itself; 0 beyond the ends. */
  double EvaluateCurvature(double s) const;

  /** Torsion at arc length s, interpolated between that of the points; 0 beyond the ends. */
  double EvaluateTorsion(double s) const;

  /** World point of the straightened coordinates (x, y, s). */
  void StraightenedToWorld(const double xys[3], double world[3]) const;

  /**
   * The same with the derivative d world / d (x, y, s), row-major.
   */
  void StraightenedToWorld(const double xys[3], double world[3], double derivative[3][3]) const;

  /**
   * Straightened coordinates of a world point: those with the smallest distance from the curve, and
   * of several equally near the smallest s.
   */
  void WorldToStraightened(const double world[3], double xys[3]) const;

  /**
   * Whether the point is owned: WorldToStraightened() gives it back, since no other stretch of the
   * curve is as near to its world point. On the owned points the map is one-to-one.
   */
  bool IsOwned(const double xys[3]) const;

  /** The largest value of `Radius`, else `MaximumInscribedSphereRadius`, on the points of the
   * curve; 0 without. */
  double GetLargestRadius() const;

  /** Mean distance of the points given, along the curve. */
  double GetMeanPointSpacing() const;

  /**
   * The curve at arc length 0, spacing, ... as one polyline of double precision points with the
   * double arrays `Tangents`, `Normals` (the active normals), `Binormals` (3 components each),
   * `ArcLength`, `Curvature`, `Torsion`, `FoldRadius` (1 / curvature, infinite where straight), the
   * point arrays of the poly data that the model was built from, linearly interpolated, and the
   * model in the field data. Of a closed curve the point that repeats the first is not stored
   * again; the line's last id is the first. An algorithm that is given tells of the progress, and
   * when it is stopped (AbortExecute), the output is empty.
   */
  void Sample(double spacing, vtkIdType numberOfPoints, vtkPolyData* output,
    vtkAlgorithm* algorithm = nullptr) const;

  ///@{
  /**
   * Put the model into field data: an array of one tuple a knot, one of the settings, the length as
   * `CurveLength`, and the radii, where the curve has any, as `CurveRadius` (arc length and radius
   * a tuple).
   */
  void WriteModel(vtkFieldData* data) const;
  static const char* KnotsArrayName() { return "MovingFrameKnots"; }
  static const char* SettingsArrayName() { return "MovingFrameSettings"; }
  static const char* RadiiArrayName() { return "CurveRadius"; }
  ///@}

#ifndef __VTK_WRAP__
  /** The model itself, for the classes of this module. */
  const curvedreformat::CurveModel& GetModel() const
  {
    return *this->Model;
  }
  std::shared_ptr<const curvedreformat::CurveModel> ShareModel() const
  {
    return this->Model;
  }
  /** The radii along the curve; empty without such an array. */
  const curvedreformat::RadiusProfile& GetRadii() const;
  /** Where on the curve the points of the line that Build() was given lie: one arc length each. */
  const std::vector<double>& GetPointArcLengths() const;
#endif

protected:
  vtkMovingFrame();
  ~vtkMovingFrame() override;

private:
  bool Fail(const std::string& message);
  std::string CheckSettings() const;
  std::string BuildFromPolyline(const curvedreformat::CurveLine& line);
  curvedreformat::CurveFrame GetFrame(double s) const;
  /** Sets the model when the curve carries one that fits; otherwise there is none, and no error. */
  std::string TakeSavedModel(vtkPolyData* curve, const curvedreformat::CurveLine& line);
  void RememberInput(vtkPolyData* curve, const curvedreformat::CurveLine& line);

  int FrameType = RotationMinimizing;
  double UpVector[3] = { 0.0, 0.0, 1.0 };
  double SecondUpVector[3] = { 0.0, 0.0, 0.0 };
  char* NormalsArrayName = nullptr;
  double RotationAngle = 0.0;
  double SmoothingLength = 0.0;
  int CurveIndex = 0;

  std::shared_ptr<const curvedreformat::CurveModel> Model;
  std::string ErrorMessage;

  // what the model was built from
  struct Input;
  std::unique_ptr<Input> Source;
};

#endif
