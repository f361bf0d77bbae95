// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "OwnedSlice.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
// Those that bound one block are few: what is found later seldom cuts anything off.
constexpr std::size_t MostPlanes = 12;

// Between owned points of two rows a point counts as owned when it is inside by this part of a
// step. On the very line between them rounding decides, if they are as far from another stretch of
// the curve: then every point is asked for.
constexpr double Inside = 1e-3;
}

//------------------------------------------------------------------------------
OwnedSlice::OwnedSlice(
  const CurveModel& model, const CurveFrame& frame, double s, const Axis& x, const Axis& y)
  : Model(model)
  , Frame(frame)
  , S(s)
  , X(x)
  , Y(y)
{
  const double reach = std::hypot(std::max(std::abs(x.At(0)), std::abs(x.At(x.Count - 1))),
    std::max(std::abs(y.At(0)), std::abs(y.At(y.Count - 1))));
  const double scale =
    reach + std::max({ std::abs(frame.C.X), std::abs(frame.C.Y), std::abs(frame.C.Z) });
  // several times what CurveModel::IsOwned() makes up for
  this->Tolerance = 1e-11 * reach * reach + 2e-14 * reach * scale;
}

//------------------------------------------------------------------------------
void OwnedSlice::GetRow(int j, int& first, int& last)
{
  const int block = j / RowsInBlock;
  if (block != this->Block)
  {
    this->FindBlock(block);
  }
  const Interval& row = this->Rows[j - block * RowsInBlock];
  first = row.Low;
  last = std::max(row.Low, row.High + 1);
}

//------------------------------------------------------------------------------
void OwnedSlice::FindBlock(int block)
{
  this->Block = block;
  this->Planes.clear();
  const int begin = block * RowsInBlock;
  const int rows = std::min(RowsInBlock, this->Y.Count - begin);
  const Interval none = { 0, -1 };
  this->Rows[0] = this->FindRow(begin, none);
  this->Rows[rows - 1] = this->FindRow(begin + rows - 1, none);
  this->FindBetween(0, rows - 1);
}

//------------------------------------------------------------------------------
void OwnedSlice::FindBetween(int first, int last)
{
  const int middle = first + (last - first) / 2;
  if (middle == first)
  {
    return;
  }
  const Interval& a = this->Rows[first];
  const Interval& b = this->Rows[last];
  Interval known = { 0, -1 };
  if (a.Low <= a.High && b.Low <= b.High)
  {
    const double f = static_cast<double>(middle - first) / (last - first);
    known.Low = static_cast<int>(std::ceil(a.Low + f * (b.Low - a.Low) + Inside));
    known.High = static_cast<int>(std::floor(a.High + f * (b.High - a.High) - Inside));
  }
  this->Rows[middle] = this->FindRow(this->Block * RowsInBlock + middle, known);
  this->FindBetween(first, middle);
  this->FindBetween(middle, last);
}

//------------------------------------------------------------------------------
OwnedSlice::Interval OwnedSlice::FindRow(int j, Interval known)
{
  const double y = this->Y.At(j);
  int low = 0;
  int high = this->X.Count - 1;
  const auto cut = [&](const CurveModel::HalfPlane& plane)
  {
    // Only what is beyond the limit by more than rounding is cut off; the others are asked for.
    const double tolerance =
      this->Tolerance + 1e-12 * (std::abs(plane.Limit) + std::abs(plane.Y * y));
    const double limit = plane.Limit - plane.Y * y + tolerance;
    if (plane.X == 0.0)
    {
      high = limit < 0.0 ? -1 : high;
      return;
    }
    const double bound = std::min(
      std::max((limit / plane.X - this->X.First) / this->X.Step, -1.0), double(this->X.Count));
    constexpr double slack = 1e-6;
    if (plane.X > 0.0)
    {
      high = std::min(high, static_cast<int>(std::floor(bound + slack)));
    }
    else
    {
      low = std::max(low, static_cast<int>(std::ceil(bound - slack)));
    }
  };
  for (const CurveModel::HalfPlane& plane : this->Planes)
  {
    cut(plane);
  }
  CurveModel::HalfPlane violated;
  const auto isOwned = [&](int i)
  {
    return (known.Low <= i && i <= known.High) ||
      this->Model.IsOwned(this->Frame, { this->X.At(i), y, this->S }, &violated);
  };
  const auto learn = [&]
  {
    cut(violated);
    if (this->Planes.size() < MostPlanes)
    {
      this->Planes.push_back(violated);
    }
  };
  while (low <= high && !isOwned(low))
  {
    ++low;
    learn();
  }
  while (low <= high && !isOwned(high))
  {
    --high;
    learn();
  }
  return { low, high };
}
}
