// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PieceExtents.h"

#include <iterator>
#include <sstream>

namespace curvedreformat
{
namespace
{
std::string ToText(const Extent& e)
{
  std::ostringstream text;
  std::copy(e.begin(), e.end() - 1, std::ostream_iterator<int>(text, " "));
  text << e[5];
  return text.str();
}
}

//------------------------------------------------------------------------------
bool IsEmpty(const Extent& e)
{
  return e[0] > e[1] || e[2] > e[3] || e[4] > e[5];
}

//------------------------------------------------------------------------------
Extent Common(const Extent& a, const Extent& b)
{
  Extent c;
  for (int axis = 0; axis < 3; ++axis)
  {
    c[2 * axis] = std::max(a[2 * axis], b[2 * axis]);
    c[2 * axis + 1] = std::min(a[2 * axis + 1], b[2 * axis + 1]);
  }
  return c;
}

//------------------------------------------------------------------------------
Extent Joined(const Extent& a, const Extent& b)
{
  Extent c;
  for (int axis = 0; axis < 3; ++axis)
  {
    c[2 * axis] = std::min(a[2 * axis], b[2 * axis]);
    c[2 * axis + 1] = std::max(a[2 * axis + 1], b[2 * axis + 1]);
  }
  return c;
}

//------------------------------------------------------------------------------
bool Holds(const Extent& a, const Extent& b)
{
  return IsEmpty(b) || Common(a, b) == b;
}

//------------------------------------------------------------------------------
vtkIdType CountOf(const Extent& e)
{
  return IsEmpty(e)
    ? 0
    : static_cast<vtkIdType>(e[1] - e[0] + 1) * (e[3] - e[2] + 1) * (e[5] - e[4] + 1);
}

//------------------------------------------------------------------------------
std::vector<Extent> Without(const std::vector<Extent>& some, const Extent& other)
{
  std::vector<Extent> left;
  for (Extent e : some)
  {
    if (IsEmpty(Common(e, other)))
    {
      left.push_back(e);
      continue;
    }
    for (int axis = 0; axis < 3; ++axis)
    {
      Extent below = e;
      below[2 * axis + 1] = other[2 * axis] - 1;
      Extent above = e;
      above[2 * axis] = other[2 * axis + 1] + 1;
      for (const Extent& part : { below, above })
      {
        if (!IsEmpty(part))
        {
          left.push_back(part);
        }
      }
      e[2 * axis] = std::max(e[2 * axis], other[2 * axis]);
      e[2 * axis + 1] = std::min(e[2 * axis + 1], other[2 * axis + 1]);
    }
  }
  return left;
}

//------------------------------------------------------------------------------
Extent ExtentOf(const Extent& points, int kind, const ImageGeometry& whole)
{
  Extent e = points;
  for (int axis = 0; axis < 3 && kind == Cells && !IsEmpty(points); ++axis)
  {
    e[2 * axis + 1] -= whole.Dimensions[axis] > 1 ? 1 : 0;
  }
  return IsEmpty(e) ? NoExtent : e;
}

//------------------------------------------------------------------------------
std::vector<Transfer> TransfersTo(int rank, const std::vector<Piece>& pieces, bool cells)
{
  std::vector<Transfer> transfers;
  for (int kind = Points; kind <= (cells ? Cells : Points); ++kind)
  {
    std::vector<Extent> left;
    if (!IsEmpty(pieces[rank].Needs[kind]))
    {
      left.push_back(pieces[rank].Needs[kind]);
    }
    const int count = static_cast<int>(pieces.size());
    for (int i = -1; i < count && !left.empty(); ++i)
    {
      const int from = i < 0 ? rank : i;
      const Extent& has = pieces[from].Has[kind];
      if (i == rank || IsEmpty(has))
      {
        continue;
      }
      for (const Extent& e : left)
      {
        const Extent part = Common(e, has);
        if (!IsEmpty(part))
        {
          transfers.push_back({ from, kind, part });
        }
      }
      if (!pieces[from].Flagged[kind])
      {
        left = Without(left, has);
      }
    }
  }
  return transfers;
}

//------------------------------------------------------------------------------
std::string FindGap(const std::vector<Piece>& pieces, bool cells)
{
  for (const Piece& needs : pieces)
  {
    for (int kind = Points; kind <= (cells ? Cells : Points); ++kind)
    {
      std::vector<Extent> left;
      if (!IsEmpty(needs.Needs[kind]))
      {
        left.push_back(needs.Needs[kind]);
      }
      for (const Piece& holds : pieces)
      {
        left = Without(left, holds.Has[kind]);
      }
      if (!left.empty())
      {
        return kind == Points
          ? "Image has a gap: no rank holds the voxels with extent " + ToText(left.front()) +
            ", which are needed; give pieces that together cover the image."
          : "Image has a gap: no rank holds the cells from voxels " + ToText(left.front()) +
            " to the next, and there are cell arrays; give pieces that share the voxels between "
            "them.";
      }
    }
  }
  return std::string();
}
}
