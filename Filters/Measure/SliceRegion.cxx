// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SliceRegion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace curvedreformat
{
namespace
{
/** A corner of a polygon with the two functions that clip it, linear in between. */
struct Vertex
{
  Point2 P;
  double Value;
  double Distance; // from the curve
};

/** A triangle that is clipped three times has at most six corners. */
struct Polygon
{
  std::array<Vertex, 8> Corners;
  int Count = 0;

  void Add(const Vertex& v) { this->Corners[static_cast<std::size_t>(this->Count++)] = v; }
  const Vertex& operator[](int i) const { return this->Corners[static_cast<std::size_t>(i)]; }
};

Vertex Between(const Vertex& a, const Vertex& b, double f)
{
  const auto mix = [f](double u, double v) { return u + f * (v - u); };
  return { { mix(a.P.X, b.P.X), mix(a.P.Y, b.P.Y) }, mix(a.Value, b.Value),
    mix(a.Distance, b.Distance) };
}

/** The part of the polygon where `inside`, linear along the sides, is 0 or more. */
template <typename Inside>
void Clip(Polygon& polygon, Inside inside)
{
  Polygon kept;
  for (int i = 0; i < polygon.Count; ++i)
  {
    const Vertex& a = polygon[i];
    const Vertex& b = polygon[(i + 1) % polygon.Count];
    const double fa = inside(a);
    const double fb = inside(b);
    if (fa >= 0.0)
    {
      kept.Add(a);
    }
    if ((fa >= 0.0) != (fb >= 0.0))
    {
      kept.Add(Between(a, b, fa / (fa - fb)));
    }
  }
  polygon = kept;
}

/** A square of four pixel centres; of those beyond the border of the slice none is valid. */
struct Cell
{
  // 0: low x and y; 1: high x; 2: high y; 3: both
  std::array<std::size_t, 4> Pixel;
  std::array<Vertex, 4> Corner;
  std::array<bool, 4> Valid;
  int CountValid = 0;
};

/** Adds up the region, cell by cell. */
class RegionSum
{
public:
  RegionSum(const SlicePixels& slice, const RegionLimits& limits, const std::vector<char>& inside,
    bool onlyInside)
    : Slice(slice)
    , Limits(limits)
    , Inside(inside)
    , OnlyInside(onlyInside)
  {
  }

  RegionSize Measure()
  {
    for (int j = -1; j < this->Slice.Height; ++j)
    {
      for (int i = -1; i < this->Slice.Width; ++i)
      {
        this->AddCell(this->MakeCell(i, j));
      }
      this->EndRun();
    }
    RegionSize size;
    if (this->Area > 0.0)
    {
      size.Area = this->Area;
      size.Centroid[0] = this->Moment.X / this->Area;
      size.Centroid[1] = this->Moment.Y / this->Area;
      size.Diameters = HullWidths(ConvexHull(this->Points));
    }
    return size;
  }

private:
  Cell MakeCell(int i, int j) const
  {
    Cell cell;
    for (int c = 0; c < 4; ++c)
    {
      const auto n = static_cast<std::size_t>(c);
      const int column = i + (c & 1);
      const int row = j + (c >> 1);
      const bool there =
        column >= 0 && column < this->Slice.Width && row >= 0 && row < this->Slice.Height;
      const Point2 p = { this->Slice.X(column), this->Slice.Y(row) };
      cell.Pixel[n] = there ? static_cast<std::size_t>(row) * this->Slice.Width + column : 0;
      cell.Valid[n] = there && this->Slice.Valid[cell.Pixel[n]];
      cell.Corner[n] = { p, cell.Valid[n] ? this->Slice.Values[cell.Pixel[n]] : 0.0,
        std::hypot(p.X, p.Y) };
      cell.CountValid += cell.Valid[n] ? 1 : 0;
    }
    return cell;
  }

  bool IsInside(const Cell& cell, std::size_t corner) const
  {
    return cell.Valid[corner] && this->Inside[cell.Pixel[corner]];
  }

  void AddCell(const Cell& cell)
  {
    if (cell.CountValid == 0)
    {
      this->EndRun();
      return;
    }
    int below = 0;
    int above = 0;
    int beyond = 0;
    for (std::size_t c = 0; c < 4; ++c)
    {
      below += cell.Valid[c] && cell.Corner[c].Value < this->Limits.Lower ? 1 : 0;
      above += cell.Valid[c] && cell.Corner[c].Value > this->Limits.Upper ? 1 : 0;
      beyond += cell.Corner[c].Distance > this->Limits.Radius ? 1 : 0;
    }
    if (cell.CountValid == 4 && below == 0 && above == 0 && beyond == 0)
    {
      this->AddWhole(cell);
      return;
    }
    this->EndRun();
    if (below == cell.CountValid || above == cell.CountValid)
    {
      return;
    }
    for (std::size_t c = 0; c < 4; ++c)
    {
      if (cell.Valid[c])
      {
        this->AddTriangle(cell, c, c ^ 1);
        this->AddTriangle(cell, c, c ^ 2);
      }
    }
  }

  /** All of a cell is in the region. */
  void AddWhole(const Cell& cell)
  {
    if (this->OnlyInside && !this->IsInside(cell, 0))
    {
      this->EndRun();
      return;
    }
    const double area = this->Slice.PixelArea();
    this->Area += area;
    this->Moment.X += area * 0.5 * (cell.Corner[0].P.X + cell.Corner[3].P.X);
    this->Moment.Y += area * 0.5 * (cell.Corner[0].P.Y + cell.Corner[3].P.Y);
    // of a run of such cells only the ends can be corners of the hull
    if (!this->Running)
    {
      this->Points.push_back(cell.Corner[0].P);
      this->Points.push_back(cell.Corner[2].P);
    }
    this->RunEnd = { cell.Corner[1].P, cell.Corner[3].P };
    this->Running = true;
  }

  void EndRun()
  {
    if (this->Running)
    {
      this->Points.insert(this->Points.end(), this->RunEnd.begin(), this->RunEnd.end());
      this->Running = false;
    }
  }

  /** Whether what is in the triangle belongs to a pixel that is inside. */
  bool IsOurs(const Cell& cell, std::size_t corner, std::size_t neighbour) const
  {
    if (!this->OnlyInside)
    {
      return true;
    }
    // Pixels in the region that share a side are of the same group. So without one on its own side
    // the triangle belongs to the group that has the pixels on the other side.
    for (const std::size_t c : { corner, neighbour, corner ^ 3, neighbour ^ 3 })
    {
      if (this->IsInRegion(cell, c))
      {
        return this->IsInside(cell, c);
      }
    }
    return false;
  }

  bool IsInRegion(const Cell& cell, std::size_t corner) const
  {
    const Vertex& v = cell.Corner[corner];
    return cell.Valid[corner] && v.Value >= this->Limits.Lower && v.Value <= this->Limits.Upper &&
      v.Distance <= this->Limits.Radius;
  }

  /** The triangle of a pixel, the middle of the side to a neighbour, and the centre of the cell. */
  void AddTriangle(const Cell& cell, std::size_t corner, std::size_t neighbour)
  {
    if (!this->IsOurs(cell, corner, neighbour))
    {
      return;
    }
    const Vertex& a = cell.Corner[corner];
    const Vertex& b = cell.Corner[neighbour];
    Vertex middle = Between(a, b, 0.5);
    if (!cell.Valid[neighbour])
    {
      middle.Value = a.Value;
    }
    Vertex centre = Between(cell.Corner[0], cell.Corner[3], 0.5);
    centre.Value = 0.0;
    for (std::size_t c = 0; c < 4; ++c)
    {
      centre.Value += cell.Valid[c] ? cell.Corner[c].Value : 0.0;
    }
    centre.Value /= cell.CountValid;
    middle.Distance = std::hypot(middle.P.X, middle.P.Y);
    centre.Distance = std::hypot(centre.P.X, centre.P.Y);

    Polygon polygon;
    polygon.Add(a);
    polygon.Add(middle);
    polygon.Add(centre);
    const RegionLimits& limits = this->Limits;
    Clip(polygon, [&](const Vertex& v) { return v.Value - limits.Lower; });
    Clip(polygon, [&](const Vertex& v) { return limits.Upper - v.Value; });
    Clip(polygon, [&](const Vertex& v) { return limits.Radius - v.Distance; });
    this->AddPolygon(polygon);
  }

  void AddPolygon(const Polygon& polygon)
  {
    double sum = 0.0;
    for (int i = 2; i < polygon.Count; ++i)
    {
      const Point2& o = polygon[0].P;
      const Point2& p = polygon[i - 1].P;
      const Point2& q = polygon[i].P;
      const double area = 0.5 * std::abs((p.X - o.X) * (q.Y - o.Y) - (p.Y - o.Y) * (q.X - o.X));
      sum += area;
      this->Moment.X += area * (o.X + p.X + q.X) / 3.0;
      this->Moment.Y += area * (o.Y + p.Y + q.Y) / 3.0;
    }
    // a point or a line that is just on a limit is no part of the shape
    for (int i = 0; sum > 0.0 && i < polygon.Count; ++i)
    {
      this->Points.push_back(polygon[i].P);
    }
    this->Area += sum;
  }

  const SlicePixels& Slice;
  const RegionLimits& Limits;
  const std::vector<char>& Inside;
  const bool OnlyInside;
  double Area = 0.0;
  Point2 Moment;
  std::vector<Point2> Points;
  std::array<Point2, 2> RunEnd;
  bool Running = false;
};
}

//------------------------------------------------------------------------------
std::vector<char> FindRegion(const SlicePixels& slice, const RegionLimits& limits)
{
  std::vector<char> inside(slice.Count(), 0);
  std::size_t n = 0;
  for (int j = 0; j < slice.Height; ++j)
  {
    for (int i = 0; i < slice.Width; ++i, ++n)
    {
      inside[n] = slice.Valid[n] && slice.Values[n] >= limits.Lower &&
          slice.Values[n] <= limits.Upper && std::hypot(slice.X(i), slice.Y(j)) <= limits.Radius
        ? 1
        : 0;
    }
  }
  return inside;
}

//------------------------------------------------------------------------------
void KeepPartAtCurve(const SlicePixels& slice, std::vector<char>& inside)
{
  const std::size_t none = inside.size();
  std::size_t nearest = none;
  double smallest = std::numeric_limits<double>::infinity();
  std::size_t n = 0;
  for (int j = 0; j < slice.Height; ++j)
  {
    for (int i = 0; i < slice.Width; ++i, ++n)
    {
      const double distance = std::hypot(slice.X(i), slice.Y(j));
      if (inside[n] && distance < smallest)
      {
        smallest = distance;
        nearest = n;
      }
    }
  }
  std::vector<char> kept(inside.size(), 0);
  std::vector<std::size_t> front;
  const auto visit = [&](std::size_t pixel)
  {
    if (inside[pixel] && !kept[pixel])
    {
      kept[pixel] = 1;
      front.push_back(pixel);
    }
  };
  if (nearest != none)
  {
    visit(nearest);
  }
  const auto width = static_cast<std::size_t>(slice.Width);
  while (!front.empty())
  {
    const std::size_t pixel = front.back();
    front.pop_back();
    const std::size_t column = pixel % width;
    if (column > 0)
    {
      visit(pixel - 1);
    }
    if (column + 1 < width)
    {
      visit(pixel + 1);
    }
    if (pixel >= width)
    {
      visit(pixel - width);
    }
    if (pixel + width < inside.size())
    {
      visit(pixel + width);
    }
  }
  inside = kept;
}

//------------------------------------------------------------------------------
SliceStatistics MeasurePixels(const std::vector<double>& values, const std::vector<char>& inside)
{
  SliceStatistics statistics;
  double sum = 0.0;
  for (std::size_t n = 0; n < values.size(); ++n)
  {
    if (inside[n])
    {
      const double v = values[n];
      statistics.Minimum = statistics.Count > 0 ? std::min(statistics.Minimum, v) : v;
      statistics.Maximum = statistics.Count > 0 ? std::max(statistics.Maximum, v) : v;
      sum += v;
      ++statistics.Count;
    }
  }
  if (statistics.Count > 0)
  {
    const auto count = static_cast<double>(statistics.Count);
    statistics.Mean = sum / count;
    double squares = 0.0;
    for (std::size_t n = 0; n < values.size(); ++n)
    {
      const double d = inside[n] ? values[n] - statistics.Mean : 0.0;
      squares += d * d;
    }
    statistics.StandardDeviation = std::sqrt(squares / count);
  }
  return statistics;
}

//------------------------------------------------------------------------------
RegionSize MeasureRegion(const SlicePixels& slice, const RegionLimits& limits,
  const std::vector<char>& inside, bool onlyInside)
{
  return RegionSum(slice, limits, inside, onlyInside).Measure();
}

//------------------------------------------------------------------------------
RegionSize MeasureLabel(const SlicePixels& slice, const RegionLimits& limits,
  const std::vector<char>& inside, bool onlyInside)
{
  RegionSize size = MeasureRegion(slice, limits, inside, onlyInside);
  std::size_t count = 0;
  Point2 sum;
  std::size_t n = 0;
  for (int j = 0; j < slice.Height; ++j)
  {
    for (int i = 0; i < slice.Width; ++i, ++n)
    {
      if (inside[n])
      {
        sum.X += slice.X(i);
        sum.Y += slice.Y(j);
        ++count;
      }
    }
  }
  if (count == 0)
  {
    return RegionSize();
  }
  size.Area = static_cast<double>(count) * slice.PixelArea();
  size.Centroid[0] = sum.X / static_cast<double>(count);
  size.Centroid[1] = sum.Y / static_cast<double>(count);
  return size;
}
}
