// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "RowCompositor.h"

#include "../Model/CurveModel.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
//------------------------------------------------------------------------------
RowCompositor::RowCompositor(const Job& job, const int extent[6], const TupleIndex& tupleAt)
  : Task(job)
  , TupleAt(tupleAt)
  , Line(job.Rows.LineOf(extent))
  , OuterAxis(job.Rows.SlicesInside ? 1 - job.Rows.LineAxis : 2)
  , InnerAxis(job.Rows.SlicesInside ? 2 : 1 - job.Rows.LineAxis)
  , AsksOwner(!job.Rows.Counts.Unowned || job.Output.GetMask())
  , Kept(job.Rows.GetKept(extent))
  , Planes(this->Kept.Planes)
  , Sampled(this->Kept.Rows, RowPlace{ -1, 0.0 })
  , Reducer(job.Output, job.Rows.Counts, this->Line, this->Kept.Rows)
{
  std::copy_n(extent, 6, this->Extent);
}

//------------------------------------------------------------------------------
const RowCompositor::Plane& RowCompositor::GetPlane(std::int64_t number)
{
  Plane& plane = this->Planes[static_cast<std::size_t>(number) % this->Planes.size()];
  if (plane.Number != number)
  {
    // in a plane the map to index space is affine
    const SliceRows& rows = this->Task.Rows;
    const ImageGeometry& image = this->Task.Image;
    plane.Number = number;
    plane.Place = rows.GetPlane(number);
    const CurveFrame& frame = plane.Place.Frame;
    plane.Centre = image.ToIndex(frame.C);
    plane.Along = image.ToIndexVector(frame.N);
    plane.Across = image.ToIndexVector(frame.B);
    // of whole lines, so that it does not depend on the extent that was asked for; not for a single
    // row, whose interval is found as quickly
    plane.OwnedAsWhole = !this->AsksOwner || plane.Place.Rule == SamplePlane::Ownership::All ||
      (plane.Place.Rule == SamplePlane::Ownership::Curve && rows.Reach > 0.0 &&
        this->Task.Model.IsRectangleOwned(frame, plane.Place.S, rows.ReachAlong, rows.Reach));
  }
  return plane;
}

//------------------------------------------------------------------------------
void RowCompositor::Sample(std::size_t slot, const RowPlace& place)
{
  const SliceRows& rows = this->Task.Rows;
  const Plane& plane = this->GetPlane(place.Plane);
  const double start = rows.First + place.Start;
  Vector3 along = plane.Along;
  Vector3 across = plane.Across;
  if (place.Turn != 0.0)
  {
    const double c = std::cos(place.Turn * Degree);
    const double n = std::sin(place.Turn * Degree);
    along = plane.Along * c + plane.Across * n;
    across = plane.Across * c - plane.Along * n;
  }
  SampleRow row;
  (plane.Centre + along * start + across * place.Across).CopyTo(row.Start);
  (along * rows.Step).CopyTo(row.Step);
  const SampleRange inside = this->Task.Output.Clip(row, this->Line);
  SampleRange owned = inside;
  if (inside.First < inside.Last)
  {
    this->AnyInside = true;
    while (rows.SharesAxis && this->AsksOwner && owned.First < owned.Last &&
      !(start + owned.First * rows.Step > 0.0))
    {
      ++owned.First;
    }
    if (plane.Place.Rule == SamplePlane::Ownership::None && this->AsksOwner)
    {
      owned.Last = owned.First;
    }
    else if (!plane.OwnedAsWhole)
    {
      SampleRange interval;
      this->Task.Model.OwnedInterval(TurnedFrame(plane.Place.Frame, place.Turn), plane.Place.S,
        place.Across, start, rows.Step, rows.Count, interval.First, interval.Last);
      owned.First = std::min(std::max(owned.First, interval.First), inside.Last);
      owned.Last = std::max(std::min(interval.Last, inside.Last), owned.First);
    }
  }
  // one sample a voxel shows what the mask says to be invalid; of several it takes no part
  const bool alone = plane.Place.Rule != SamplePlane::Ownership::None;
  this->Reducer.Sample(slot, row, inside, owned, alone);
}

//------------------------------------------------------------------------------
void RowCompositor::MakeLine(int outer, int inner)
{
  const SliceRows& rows = this->Task.Rows;
  const int index = rows.SlicesInside ? outer : inner;
  const int k = rows.SlicesInside ? inner : outer;
  rows.GetRows(index, k, this->Rows);
  this->Reducer.Begin();
  for (const RowPlace& place : this->Rows)
  {
    const std::size_t slot = static_cast<std::size_t>(place.Plane) % this->Sampled.size();
    if (!(this->Sampled[slot] == place))
    {
      this->Sample(slot, place);
      this->Sampled[slot] = place;
    }
    this->Reducer.Add(slot);
  }
  const bool alongX = rows.LineAxis == 0;
  const int begin = this->Extent[2 * rows.LineAxis];
  const vtkIdType first = alongX ? this->TupleAt(begin, index, k) : this->TupleAt(index, begin, k);
  if (rows.Folded)
  {
    this->Reducer.FinishFolded(first);
    return;
  }
  const vtkIdType stride = alongX ? 1 : this->TupleAt.Extent[1] - this->TupleAt.Extent[0] + 1;
  this->Reducer.Finish(first, stride);
}
}
