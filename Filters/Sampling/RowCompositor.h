// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Makes the lines of an output of the rows that SliceRows names. One for each thread, with the
 * planes and the sampled rows that it may need again.
 */
#ifndef RowCompositor_h
#define RowCompositor_h

#include "ImageGeometry.h"
#include "SlabReducer.h"
#include "SliceRows.h"

#include <vector>

namespace curvedreformat
{
class CurveModel;

class RowCompositor
{
public:
  /** What it reads and writes; all of it must live as long. */
  struct Job
  {
    const SliceRows& Rows;
    const CurveModel& Model;
    const ImageGeometry& Image;
    const ImageSampler& Output; ///< made for a reduction
  };

  /** For this extent of an output whose arrays have the extent of `tupleAt`. Throws std::bad_alloc.
   */
  RowCompositor(const Job& job, const int extent[6], const TupleIndex& tupleAt);

  // The lines, in the best order: for each outer index all inner ones.
  int OuterFirst() const { return this->Extent[2 * this->OuterAxis]; }
  int OuterLast() const { return this->Extent[2 * this->OuterAxis + 1]; }
  int InnerFirst() const { return this->Extent[2 * this->InnerAxis]; }
  int InnerLast() const { return this->Extent[2 * this->InnerAxis + 1]; }

  void MakeLine(int outer, int inner);

  /** Whether any sample was inside the image. */
  bool IsAnyInside() const { return this->AnyInside; }

private:
  /** A plane, and how it lies in index space. */
  struct Plane
  {
    std::int64_t Number = -1;
    SamplePlane Place;
    Vector3 Centre;
    Vector3 Along;             ///< for x = 1
    Vector3 Across;            ///< for y = 1
    bool OwnedAsWhole = false; ///< within the reach of rows
  };

  const Plane& GetPlane(std::int64_t number);
  void Sample(std::size_t slot, const RowPlace& place);

  const Job Task;
  int Extent[6];
  const TupleIndex TupleAt;
  const SampleRange Line;
  const int OuterAxis;
  const int InnerAxis;
  const bool AsksOwner;
  const RowsKept Kept;
  std::vector<Plane> Planes;
  std::vector<RowPlace> Sampled; // what the slots of the reducer hold
  SlabReducer Reducer;
  std::vector<RowPlace> Rows; // of the line
  bool AnyInside = false;
};
}

#endif
