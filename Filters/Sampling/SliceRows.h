// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Which samples an output image is made of, where that is more than a sample a voxel, or other than
 * straight slices.
 *
 * The output is made in lines along one of its axes. Every line is composed of rows of samples, as
 * long as it: voxel i of the line of sample i of every row. (Or of all samples of its rows, where a
 * line is one voxel, which a row crosses.) A row lies in a plane across the curve,
 * which may be turned about the tangent, and runs along the N of that plane. Implementations say
 * where the rows lie; RowCompositor samples them, and SlabReducer makes one line of many rows.
 */
#ifndef SliceRows_h
#define SliceRows_h

#include "../Model/CurveFraming.h"
#include "SampleRow.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace curvedreformat
{
/** The plane across the curve at arc length S. N and B may be turned about T. */
struct SamplePlane
{
  /** Which of its points are owned. */
  enum class Ownership
  {
    Curve, ///< those to which no other stretch of the curve is as near
    All,
    None ///< other planes lie behind it
  };

  CurveFrame Frame;
  double S = 0.0;
  Ownership Rule = Ownership::Curve;

  /** Turn by a right angle, exactly: x runs along B, y against N. */
  void TurnSideways()
  {
    const Vector3 n = this->Frame.N;
    this->Frame.N = this->Frame.B;
    this->Frame.B = n * -1.0;
  }
};

/** A row of a plane, along its N at y = Across along its B. */
struct RowPlace
{
  std::int64_t Plane; ///< its number, which only its SliceRows understands
  double Across;
  double Start = 0.0; ///< where it begins along N, on top of SliceRows::First
  double Turn = 0.0;  ///< in degrees: N and B are turned about T by that, right-hand

  bool operator==(const RowPlace& other) const
  {
    return this->Plane == other.Plane && this->Across == other.Across &&
      this->Start == other.Start && this->Turn == other.Turn;
  }
};

/** Which samples inside the image count for the value of a voxel. The mask is 1 only for what is
 * owned and has no 0 in the image's own mask, whatever this says. */
struct TakesPart
{
  bool Unowned = false; ///< what is nearer to another stretch of the curve
  bool Masked = false;  ///< where the image's own mask is 0
};

/** How many planes and rows are worth keeping: as many as come again, with numbers that follow one
 * another. At least one of each. */
struct RowsKept
{
  std::size_t Planes = 1;
  std::size_t Rows = 1;
};

class SliceRows
{
public:
  virtual ~SliceRows() = default;

  int LineAxis = 0; ///< of the output, that lines run along: 0 or 1

  // A whole line: sample i, 0 <= i < Count, lies at x = Start + First + i Step along the N of its
  // plane.
  double First = 0.0;
  double Step = 1.0;
  int Count = 1;

  /** The output has one voxel along lines, and all samples of a row are of that. */
  bool Folded = false;

  /** The samples of whole rows that an extent of the output takes. */
  SampleRange LineOf(const int extent[6]) const
  {
    return this->Folded
      ? SampleRange{ 0, this->Count }
      : SampleRange{ extent[2 * this->LineAxis], extent[2 * this->LineAxis + 1] + 1 };
  }

  double Reach = 0.0;      ///< no row is further across than that, to either side
  double ReachAlong = 0.0; ///< no sample is further along N than that, to either side

  /** x = 0 is one place for rows of all turns, which none of them owns. */
  bool SharesAxis = false;

  /** The lines of all slices at one index before those at the next one; else slice by slice. */
  bool SlicesInside = false;

  TakesPart Counts;

  virtual SamplePlane GetPlane(std::int64_t number) const = 0;

  /** The rows of the line at these indices of the output: `index` along the other one of its first
   * two axes, k along the third. There may be none. */
  virtual void GetRows(int index, int k, std::vector<RowPlace>& rows) const = 0;

  /** What is worth keeping while an extent of the output is made. */
  virtual RowsKept GetKept(const int extent[6]) const = 0;

  /** All planes that an extent of the output takes rows from, turned as these are, each with the
   * `Start` of its rows and the least and the greatest `Across`. */
  using Visitor = std::function<void(const SamplePlane&, double start, double low, double high)>;
  virtual void ForPlanes(const int extent[6], const Visitor& visit) const = 0;
};
}

#endif
