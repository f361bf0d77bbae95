// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A row of samples, evenly spaced on a line through the index space of an image, and where it lies
 * inside a box.
 *
 * Index space counts from the first voxel of the image's whole extent, so that a position has the
 * same bits whichever part of the image is in memory. Sample i lies at Start + i Step, computed
 * just so everywhere.
 */
#ifndef SampleRow_h
#define SampleRow_h

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
struct SampleRow
{
  double Start[3];
  double Step[3];

  double At(int axis, int i) const { return this->Start[axis] + i * this->Step[axis]; }
};

/** The samples First <= i < Last. */
struct SampleRange
{
  int First = 0;
  int Last = 0;
};

/** The part of the range that lies in [low, high], limits included; decided by the sample positions
 * themselves. */
inline SampleRange ClipRow(
  const SampleRow& row, SampleRange range, const double low[3], const double high[3])
{
  for (int axis = 0; axis < 3; ++axis)
  {
    const auto inside = [&](int i)
    {
      const double x = row.At(axis, i);
      return x >= low[axis] && x <= high[axis];
    };
    // Positions rise or fall with i, so where both ends are inside, all are: the usual case.
    if (range.First < range.Last && inside(range.First) && inside(range.Last - 1))
    {
      continue;
    }
    const double step = row.Step[axis];
    if (step == 0.0)
    {
      if (range.First < range.Last && !inside(range.First))
      {
        range.Last = range.First;
      }
    }
    else
    {
      // A first guess by division, then moved to where the samples say.
      const double a = ((step > 0.0 ? low[axis] : high[axis]) - row.Start[axis]) / step;
      const double b = ((step > 0.0 ? high[axis] : low[axis]) - row.Start[axis]) / step;
      if (std::isnan(a) || std::isnan(b))
      {
        return { range.First, range.First };
      }
      const double first = range.First;
      const double last = range.Last;
      const int enter = static_cast<int>(std::min(std::max(std::ceil(a), first), last));
      const int leave = static_cast<int>(std::min(std::max(std::floor(b) + 1.0, first), last));
      SampleRange part{ enter, std::max(enter, leave) };
      while (part.First > range.First && inside(part.First - 1))
      {
        --part.First;
      }
      while (part.First < part.Last && !inside(part.First))
      {
        ++part.First;
      }
      while (part.Last < range.Last && inside(part.Last))
      {
        ++part.Last;
      }
      while (part.Last > part.First && !inside(part.Last - 1))
      {
        --part.Last;
      }
      range = part;
    }
    if (range.First >= range.Last)
    {
      return { range.First, range.First };
    }
  }
  return range;
}
}

#endif
