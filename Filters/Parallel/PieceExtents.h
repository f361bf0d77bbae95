// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Extents of pieces, and who sends what to whom. Every rank works it out for all, from the same
 * numbers.
 */
#ifndef PieceExtents_h
#define PieceExtents_h

#include "../Sampling/ImageGeometry.h"
#include "../Sampling/ImageSampler.h"

#include "vtkType.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace curvedreformat
{
using Extent = std::array<int, 6>;

constexpr Extent NoExtent{ { 0, -1, 0, -1, 0, -1 } };

bool IsEmpty(const Extent& e);

Extent Common(const Extent& a, const Extent& b);

Extent Joined(const Extent& a, const Extent& b);

bool Holds(const Extent& a, const Extent& b);

vtkIdType CountOf(const Extent& e);

/** What is left of some extents without another one. */
std::vector<Extent> Without(const std::vector<Extent>& some, const Extent& other);

/** Calls the function with every row of an extent: its first index, length, and tuples in two
 * images. */
template <typename Function>
void ForRows(const Extent& extent, const Extent& a, const Extent& b, Function function)
{
  TupleIndex inA;
  TupleIndex inB;
  std::copy(a.begin(), a.end(), inA.Extent);
  std::copy(b.begin(), b.end(), inB.Extent);
  for (int k = extent[4]; k <= extent[5]; ++k)
  {
    for (int j = extent[2]; j <= extent[3]; ++j)
    {
      function(inA(extent[0], j, k), inB(extent[0], j, k), extent[1] - extent[0] + 1);
    }
  }
}

/** Points and cells of an image are alike but for their extents. */
enum Kinds
{
  Points = 0,
  Cells = 1
};

/** The cells between points. An image that is one voxel thick as a whole has cells all the same; a
 * piece that happens to be has none of the whole's. */
Extent ExtentOf(const Extent& points, int kind, const ImageGeometry& whole);

struct Piece
{
  Extent Has[2] = { NoExtent, NoExtent };   // points and cells that the rank holds
  Extent Needs[2] = { NoExtent, NoExtent }; // and those that it needs
  bool Flagged[2] = { false, false };
};

struct Transfer
{
  int From;
  int Kind;
  Extent Part;
};

/** What a rank takes, from itself first. What a rank holds without a doubt is taken from no other.
 */
std::vector<Transfer> TransfersTo(int rank, const std::vector<Piece>& pieces, bool cells);

/** The sentence that says what no rank holds of what one of them needs. */
std::string FindGap(const std::vector<Piece>& pieces, bool cells);
}

#endif
