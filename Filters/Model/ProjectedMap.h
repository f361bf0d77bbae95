// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The projected map: the surface that the vector of interest sweeps along the curve, seen without
 * unrolling it.
 */
#ifndef ProjectedMap_h
#define ProjectedMap_h

#include "CurveMap.h"
#include "MapDirections.h"

#include <cstddef>

namespace curvedreformat
{
/**
 * Projected: (x, y, h), the position along the vector of interest V (0 in the middle of the curve),
 * the depth off the surface along H x V, and the position along the projection direction H,
 * perpendicular to V, from where the curve begins along that direction.
 *
 * Where the curve goes back along H several sheets of the surface have the same h. There the map is
 * not one-to-one and owns nothing: ToWorld() takes the first sheet along the curve, FromWorld() the
 * one that is closest. Beyond what the curve takes up along H the surface goes on flat.
 */
class ProjectedMap : public CurveMap
{
public:
  explicit ProjectedMap(std::shared_ptr<const CurveModel> curve)
    : CurveMap(std::move(curve))
  {
  }

  std::string Build(const MapSettings& settings);

  Vector3 ToWorld(const Vector3& q, double (*derivative)[3]) const override;
  Vector3 FromWorld(const Vector3& p, double* hint, double (*derivative)[3]) const override;
  bool FromWorldWithin(
    const Vector3& p, const Box3& region, double* hint, Vector3& q) const override;
  bool IsOwned(const Vector3& q) const override;
  void GetAxes(const Vector3& q, Vector3 axes[3]) const override;
  double GetLength() const override { return this->High - this->Low; }
  double GetWidth() const override { return this->Directions.Width; }
  bool IsLinear(int axis) const override { return axis < 2; }
  bool IsOneToOne() const override { return this->Sheets.size() == 1; }
  double GetPeriod(int) const override { return 0.0; }
  void GetPlanes(double along, std::vector<CurveFrame>& planes) const override;
  const CurveModel* GetOwner() const override { return nullptr; }
  bool FindPart(const Box3& world, const Box3& region, double margin, Box3& part) const override;
  bool IsNear(const Box3& world, const Box3& region, double margin) const override;

  /** No slice has more sheets. */
  int GetMostSheets() const { return static_cast<int>(this->Sheets.size()); }

protected:
  void GetPlaneRectangle(const Box3& region, double low[2], double high[2]) const override;

private:
  /** A piece of a span along which the position along H only rises or only falls. */
  struct Piece
  {
    CubicCurve Curve; ///< X: along H, Y: depth, Z: not used
    double T0, T1;
    double From, To; ///< positions along H at T0 and T1
  };
  /** Pieces after each other that rise or fall alike: a sheet of the surface. */
  struct Sheet
  {
    std::size_t First, Last; ///< pieces, the last one excluded
    double From, To;
  };

  /** The depth of a sheet at a position along H within it, and its slope. */
  double DepthOf(const Sheet& sheet, double h, double* slope) const;

  /** Call `body(depth, slope)` for every sheet at h, in the order of the curve, until it returns
   * false. */
  template <typename Body>
  void ForSheets(double h, bool slopes, Body body) const;

  MapDirections Directions;
  Vector3 Depth; ///< unit vector H x V
  double Low = 0.0;
  double High = 0.0;
  std::vector<Piece> Pieces;
  std::vector<Sheet> Sheets;
};
}

#endif
