// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Coordinates along a curve: what the axes of a reformatted image mean, and the way to the world
 * and back. One class a kind of map; all of them read the curve's model.
 */
#ifndef CurveMap_h
#define CurveMap_h

#include "CurveModel.h"
#include "RadiusProfile.h"

#include <memory>
#include <string>
#include <vector>

namespace curvedreformat
{
/** The values are those of vtkReformatMap::Modes. */
enum class MapMode
{
  Straightened = 0, ///< (x, y, s): offsets along N and B, arc length
  Stretched = 1, ///< (x, y, s): position along a vector, offset, arc length of the projected curve
  Projected = 2, ///< (x, y, h): position along a vector, depth, position along a direction
  Unfolded = 3,  ///< (angle, radius, s), the angle in degrees from N towards B
  Rotating = 4   ///< (x, s, angle): offset in the section at an angle in degrees
};

struct MapSettings
{
  MapMode Mode = MapMode::Straightened;
  Vector3 VectorOfInterest;    ///< (0, 0, 0): chosen from the curve
  Vector3 ProjectionDirection; ///< (0, 0, 0): chosen from the curve
  bool RelativeToWall = false; ///< Unfolded: radii count from the wall
};

class CurveMap
{
public:
  virtual ~CurveMap() = default;
  CurveMap(const CurveMap&) = delete;
  CurveMap& operator=(const CurveMap&) = delete;

  /** Make the map of a curve. The radii are used by Unfolded relative to the wall. Returns an empty
   * string, or the sentence that says which setting is wrong. */
  static std::string Make(std::shared_ptr<const CurveModel> curve, const MapSettings& settings,
    const RadiusProfile& wall, std::shared_ptr<const CurveMap>& map);

  const CurveModel& GetCurve() const { return *this->Curve; }

  /** Map to world, and the derivative d world / d q, row-major, where it is asked for. */
  virtual Vector3 ToWorld(const Vector3& q, double (*derivative)[3] = nullptr) const = 0;

  /**
   * World to map. Where the map is not one-to-one the answer is that of the point of the curve, or
   * of the sheet, that is closest. `hint` is an arc length of the curve close to which the answer
   * may lie, and becomes that of the answer; it changes the speed only. The derivative is that of
   * ToWorld() at the answer.
   */
  virtual Vector3 FromWorld(
    const Vector3& p, double* hint = nullptr, double (*derivative)[3] = nullptr) const = 0;

  /** As above; may be false, sooner, where the answer is outside the box `region` of the map. */
  virtual bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const = 0;

  /** Whether FromWorld(ToWorld(q)) is q, and no other point of the map has that place. */
  virtual bool IsOwned(const Vector3& q) const = 0;

  /** The unit vectors that the axes run along at q, perpendicular to each other: those of the
   * frame. */
  virtual void GetAxes(const Vector3& q, Vector3 axes[3]) const = 0;

  /** The axis of the map that runs along the curve. */
  virtual int GetAlongAxis() const { return 2; }

  /** Where the curve ends along that axis; it begins at 0. */
  virtual double GetLength() const { return this->Curve->GetLength(); }

  /** How much of the first axis the curve itself takes up; it is centred at 0. */
  virtual double GetWidth() const { return 0.0; }

  /** Whether an axis is an angle in degrees, and not a length. */
  virtual bool IsAngle(int /*axis*/) const { return false; }

  /** Whether ToWorld() is a linear function of an axis where the two others stay. */
  virtual bool IsLinear(int axis) const = 0;

  /** Whether the curve lets every world point near it have one place in the map. */
  virtual bool IsOneToOne() const { return true; }

  /** After how much an axis comes around again, 0 where it does not. */
  virtual double GetPeriod(int axis) const = 0;

  /** The same place, one period less along an axis that has one. */
  virtual Vector3 Around(Vector3 q, int axis) const
  {
    q[axis] -= this->GetPeriod(axis);
    return q;
  }

  /**
   * The planes that a slice at `along` consists of: their C, N, B and T, with the offsets (0, 0) of
   * the map in C. Of projected maps there may be several, elsewhere it is one.
   */
  virtual void GetPlanes(double along, std::vector<CurveFrame>& planes) const = 0;

  /** The model by which points of these planes are owned; nullptr when all of them are, if there is
   * but one plane. */
  virtual const CurveModel* GetOwner() const = 0;

  /**
   * The part of `region`, a box in the map, where world points of a box can lie; false when there
   * is none. Conservative. `margin` is how far beyond the ends of the curve its last slice reaches.
   */
  virtual bool FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const = 0;

  /** Whether any world point of a box can lie in the region; as above, sooner. */
  virtual bool IsNear(const Box3& world, const Box3& region, double margin) const = 0;

  /** A box in the world around `region`, found at this many steps along the curve. */
  virtual Box3 GetWorldBounds(const Box3& region, int steps) const;

protected:
  explicit CurveMap(std::shared_ptr<const CurveModel> curve)
    : Curve(std::move(curve))
  {
  }

  /** The rectangle of the planes that holds `region`, by its corner of largest x and y. */
  virtual void GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const = 0;

  /**
   * For maps whose points lie in slices of `model` no further than `radius` from it: FindPart()
   * with the given axis restricted.
   */
  static bool FindPartAlong(const CurveModel& model, int axis, double radius, const Box3& world,
    const Box3& region, double margin, Box3& part);
  static bool IsNearCurve(const CurveModel& model, double radius, const Box3& world, double margin);

  std::shared_ptr<const CurveModel> Curve;
};

/** The largest distance from (0, 0) within a rectangle. */
inline double LargestRadius(const Box3& region)
{
  return std::hypot(std::max(std::abs(region.Low.X), std::abs(region.High.X)),
    std::max(std::abs(region.Low.Y), std::abs(region.High.Y)));
}

/** The derivatives of a map are columns. */
inline void SetColumn(double derivative[3][3], int column, const Vector3& v)
{
  for (int row = 0; row < 3; ++row)
  {
    derivative[row][column] = v[row];
  }
}

inline Vector3 GetColumn(const double derivative[3][3], int column)
{
  return { derivative[0][column], derivative[1][column], derivative[2][column] };
}
}

#endif
