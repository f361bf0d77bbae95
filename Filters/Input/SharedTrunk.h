// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The frames at the points of the lines so far, for lines that run through the same points: the
 * branches of a tree repeat their trunk.
 */
#ifndef SharedTrunk_h
#define SharedTrunk_h

#include "../Model/Vector3.h"

#include <array>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace curvedreformat
{
struct FramedPoint
{
  Vector3 P;
  Vector3 N, T;
};

class SharedTrunk
{
public:
  /** Points that are no further apart than `reach` are the same. */
  explicit SharedTrunk(double reach);

  /**
   * The normals that another line takes over from the lines so far (see CarriedNormal()), one for
   * each of its points; (0,0,0) where none of them was. Empty when none was at any. Of the line
   * only points and tangents are read.
   */
  std::vector<Vector3> NormalsOf(const std::vector<FramedPoint>& line) const;

  /** Add a line. Of points that were there already the frame stays that of the first line. */
  void Add(const std::vector<FramedPoint>& line);

private:
  // Cells as wide as `reach`; numbers that are whole, but may be too large for an integer.
  using Cell = std::array<double, 3>;
  struct CellHash
  {
    std::size_t operator()(const Cell& cell) const;
  };
  Cell CellOf(const Vector3& p) const;
  const FramedPoint* Find(const Vector3& p) const;

  double Reach;
  std::unordered_multimap<Cell, FramedPoint, CellHash> Points;
};
}

#endif
