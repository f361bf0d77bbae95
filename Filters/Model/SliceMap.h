// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Maps whose slices are the planes across a curve: straightened along the curve itself, or
 * stretched along its shadow.
 */
#ifndef SliceMap_h
#define SliceMap_h

#include "CurveMap.h"
#include "MapDirections.h"

namespace curvedreformat
{
/** Straightened: (x, y, s), the offsets along N and B and the arc length. */
class SliceMap : public CurveMap
{
public:
  explicit SliceMap(std::shared_ptr<const CurveModel> curve)
    : CurveMap(std::move(curve))
    , Model(this->Curve)
  {
  }

  Vector3 ToWorld(const Vector3& q, double (*derivative)[3]) const override;
  Vector3 FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const override;
  bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const override;
  bool IsOwned(const Vector3& q) const override;
  void GetAxes(const Vector3& q, Vector3 axes[3]) const override;
  double GetLength() const override { return this->Model->GetLength(); }
  bool IsLinear(int axis) const override { return axis < 2; }
  double GetPeriod(int axis) const override
  {
    return axis == 2 && this->Model->IsClosed() ? this->Model->GetLength() : 0.0;
  }
  void GetPlanes(double along, std::vector<CurveFrame>& planes) const override;
  const CurveModel* GetOwner() const override { return this->Model.get(); }
  bool FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const override;
  bool IsNear(const Box3& world, const Box3& region, double margin) const override;

protected:
  void GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const override;

  std::shared_ptr<const CurveModel> Model; ///< whose slices these are
};

/**
 * Stretched: (x, y, s), the position along the vector of interest (0 in the middle of the curve),
 * the offset off the surface that the vector sweeps along the curve, and the arc length of the
 * curve's shadow along the vector. Unrolled without stretching: lengths on that surface are true.
 *
 * It is the straightened map of the shadow, a plane curve, with the vector as N everywhere.
 */
class StretchedMap : public SliceMap
{
public:
  using SliceMap::SliceMap;

  std::string Build(const MapSettings& settings);

  Vector3 FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const override;
  bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const override;
  double GetWidth() const override { return this->Directions.Width; }

private:
  /** The part of p along the vector of interest, as far as it is off the plane of the shadow. */
  double TakeOff(Vector3& p) const;

  MapDirections Directions;
};
}

#endif
