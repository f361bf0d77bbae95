// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which points of a grid on a slice are owned, row by row, with few questions to the curve.
 *
 * The owned part of a slice is convex (see CurveModel::OwnedInterval). So what lies between owned
 * points of two rows is owned without being asked for, and what one row has found to bound it
 * bounds the others. Rows are taken in blocks that depend on nothing but their numbers: whoever
 * asks for which rows, in whatever order, gets the same.
 */
#ifndef OwnedSlice_h
#define OwnedSlice_h

#include "CurveModel.h"

#include <vector>

namespace curvedreformat
{
class OwnedSlice
{
public:
  /** Points at First + i Step, 0 <= i < Count. */
  struct Axis
  {
    double First;
    double Step;
    int Count;

    double At(int i) const { return this->First + i * this->Step; }
  };

  OwnedSlice(
    const CurveModel& model, const CurveFrame& frame, double s, const Axis& x, const Axis& y);

  /** The owned points of row j: first <= i < last. */
  void GetRow(int j, int& first, int& last);

private:
  static constexpr int RowsInBlock = 32;

  /** Owned: Low <= i <= High. */
  struct Interval
  {
    int Low;
    int High;
  };

  void FindBlock(int block);
  void FindBetween(int first, int last);
  Interval FindRow(int j, Interval known);

  const CurveModel& Model;
  const CurveFrame Frame;
  const double S;
  const Axis X;
  const Axis Y;
  int Block = -1; ///< the one that Rows belong to
  Interval Rows[RowsInBlock] = {};
  std::vector<CurveModel::HalfPlane> Planes; ///< that bound the owned part, found in this block
  double Tolerance; ///< what rounding may make of the two sides of a half-plane
};
}

#endif
