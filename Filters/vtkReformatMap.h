// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkReformatMap
 * @brief   what the axes of a reformatted image mean: straightened, stretched, projected, unfolded
 *
 * vtkReformatMap is the map between the coordinates of a reformatted image, one of the modes of
 * curved planar reformation, and the world. It belongs to a curve, a vtkMovingFrame with C, N, B,
 * T:
 *
 *  - Straightened (x, y, s): C(s) + x N(s) + y B(s).
 *  - Stretched (x, y, s): the surface that the vector of interest V sweeps along the curve,
 *    unrolled. x is the position along V, 0 in the middle of what the curve takes up; s the arc
 *    length of the curve's shadow, its projection along V onto a plane; y the offset off the
 *    surface, along T x V with the tangent T of the shadow. Lengths on the surface (y = 0) are
 *    true.
 *  - Projected (x, y, h): the same surface, seen without unrolling it. h is the position along the
 *    projection direction H from where the curve begins, y the depth off the surface along H x V.
 *    Where the curve goes back along H several sheets of the surface have the same h; there the map
 *    is not one-to-one.
 *  - Unfolded (angle, r, s): the angle in degrees from N (0) towards B (90), in (-180, 180], the
 *    distance from the curve, or from the wall, and the arc length.
 *  - Rotating (x, s, angle): the longitudinal section at an angle in degrees, in [0, 180), from N
 *    towards B; x is the offset from the curve in it.
 *
 * Lengths are in world units. The modes of A. Kanitsar, D. Fleischmann, R. Wegenkittl, P. Felkel,
 * M. E. Groller, "CPR - Curved Planar Reformation", IEEE Visualization 2002, doi
 * 10.1109/VISUAL.2002.1183754, for the volume around the surface and not for that alone.
 *
 * After Build() all const methods only read, and may be called from many threads at once.
 *
 * @sa vtkMovingFrame vtkCurvedPlanarReformat vtkStraighteningTransform
 */
#ifndef vtkReformatMap_h
#define vtkReformatMap_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkObject.h"

#include <memory> // For the map
#include <string> // For std::string

class vtkFieldData;
class vtkMovingFrame;

namespace curvedreformat
{
class CurveMap;
class CurveModel;
struct MapSettings;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkReformatMap : public vtkObject
{
public:
  static vtkReformatMap* New();
  vtkTypeMacro(vtkReformatMap, vtkObject);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkReformatMap(const vtkReformatMap&) = delete;
  void operator=(const vtkReformatMap&) = delete;

  /** See above. */
  enum Modes
  {
    Straightened = 0,
    Stretched = 1,
    Projected = 2,
    Unfolded = 3,
    Rotating = 4
  };

  ///@{
  /**
   * Set/Get which map it is. Default Straightened.
   */
  vtkSetClampMacro(Mode, int, Straightened, Rotating);
  vtkGetMacro(Mode, int);
  const char* GetModeAsString() const;
  ///@}

  ///@{
  /**
   * Set/Get the vector of interest of the modes Stretched and Projected, a world direction of any
   * length. It is turned about the main direction of the curve by the frame's RotationAngle, as in
   * Kanitsar's rotating CPR. Default (0, 0, 0): the normal of the plane that fits the curve best.
   */
  vtkSetVector3Macro(VectorOfInterest, double);
  vtkGetVector3Macro(VectorOfInterest, double);
  ///@}

  ///@{
  /**
   * Set/Get the world direction that the curve is projected onto in the mode Projected: the last
   * axis of the image. It is made perpendicular to the vector of interest, and must not be along
   * it, nor across the whole curve. Default (0, 0, 0): the direction that the curve extends
   * furthest along.
   */
  vtkSetVector3Macro(ProjectionDirection, double);
  vtkGetVector3Macro(ProjectionDirection, double);
  ///@}

  ///@{
  /**
   * Set/Get whether radii of the mode Unfolded count from the wall, negative inside, and not from
   * the curve. The curve needs a point array `Radius` or `MaximumInscribedSphereRadius` that says
   * where the wall is. Default off.
   */
  vtkSetMacro(RelativeToWall, vtkTypeBool);
  vtkGetMacro(RelativeToWall, vtkTypeBool);
  vtkBooleanMacro(RelativeToWall, vtkTypeBool);
  ///@}

  /** Take all the settings above from another map. */
  void CopySettings(vtkReformatMap* other);

  /**
   * Make the map of a curve that is built. Does nothing when neither has changed since. Returns
   * false, with a sentence in GetErrorMessage(), when a setting does not fit the curve: a vector of
   * interest along it, a projection direction across it, no radii where they are needed.
   */
  bool Build(vtkMovingFrame* curve);

  /** What was wrong in the last Build(), a full sentence, or an empty string. */
  std::string GetErrorMessage() const { return this->ErrorMessage; }

  /** Whether there is a map; without, points become NaN and nothing is owned. */
  bool IsBuilt() const { return this->Map != nullptr; }

  ///@{
  /** From the map's coordinates to the world, and back. */
  void MapToWorld(const double q[3], double world[3]) const;
  void WorldToMap(const double world[3], double q[3]) const;
  ///@}

  /** Whether WorldToMap() gives the point back, and no other point of the map has its place. */
  bool IsOwned(const double q[3]) const;

  ///@{
  /**
   * Put the settings into field data: the string array `ReformatMode` with the name of the mode,
   * and the array `ReformatMapSettings`. Neither is
   * there for Straightened.
   */
  void WriteSettings(vtkFieldData* data) const;
  static const char* ModeArrayName() { return "ReformatMode"; }
  static const char* SettingsArrayName() { return "ReformatMapSettings"; }
  ///@}

  /**
   * Take the settings from field data. Without the array `ReformatMode` they are those of
   * Straightened. Returns false, with a sentence in GetErrorMessage(), when they are damaged.
   */
  bool ReadSettings(vtkFieldData* data);

#ifndef __VTK_WRAP__
  /** The map itself, for the classes of this module. */
  const curvedreformat::CurveMap& GetMap() const
  {
    return *this->Map;
  }
  std::shared_ptr<const curvedreformat::CurveMap> ShareMap() const
  {
    return this->Map;
  }
#endif

protected:
  vtkReformatMap() = default;
  ~vtkReformatMap() override = default;

private:
  bool Fail(const std::string& message);

  int Mode = Straightened;
  double VectorOfInterest[3] = { 0.0, 0.0, 0.0 };
  double ProjectionDirection[3] = { 0.0, 0.0, 0.0 };
  vtkTypeBool RelativeToWall = 0;

  std::shared_ptr<const curvedreformat::CurveMap> Map;
  std::string ErrorMessage;

  // what the map was built from
  std::shared_ptr<const curvedreformat::CurveModel> Curve;
  vtkMTimeType SettingsTime = 0;
};

#endif
