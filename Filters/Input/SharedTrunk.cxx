// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SharedTrunk.h"

#include "../Model/CurveFraming.h"

#include <functional>

namespace curvedreformat
{
//------------------------------------------------------------------------------
SharedTrunk::SharedTrunk(double reach)
  : Reach(reach)
{
}

//------------------------------------------------------------------------------
std::size_t SharedTrunk::CellHash::operator()(const Cell& cell) const
{
  std::size_t hash = 0;
  for (const double c : cell)
  {
    hash = hash * 1000003u ^ std::hash<double>()(c);
  }
  return hash;
}

//------------------------------------------------------------------------------
SharedTrunk::Cell SharedTrunk::CellOf(const Vector3& p) const
{
  return { std::floor(p.X / this->Reach), std::floor(p.Y / this->Reach),
    std::floor(p.Z / this->Reach) };
}

//------------------------------------------------------------------------------
const FramedPoint* SharedTrunk::Find(const Vector3& p) const
{
  const FramedPoint* nearest = nullptr;
  double smallest = this->Reach * this->Reach;
  const Cell middle = this->CellOf(p);
  for (int i = 0; i < 27; ++i)
  {
    const int x = i % 3 - 1;
    const int y = i / 3 % 3 - 1;
    const int z = i / 9 - 1;
    const Cell cell{ middle[0] + x, middle[1] + y, middle[2] + z };
    const auto range = this->Points.equal_range(cell);
    for (auto at = range.first; at != range.second; ++at)
    {
      const double distance = (at->second.P - p).SquaredNorm();
      if (distance < smallest || (distance == smallest && !nearest))
      {
        smallest = distance;
        nearest = &at->second;
      }
    }
  }
  return nearest;
}

//------------------------------------------------------------------------------
std::vector<Vector3> SharedTrunk::NormalsOf(const std::vector<FramedPoint>& line) const
{
  std::vector<Vector3> normals;
  for (std::size_t i = 0; i < line.size(); ++i)
  {
    if (const FramedPoint* there = this->Find(line[i].P))
    {
      normals.resize(line.size(), Vector3(0.0, 0.0, 0.0));
      normals[i] = CarriedNormal(there->N, there->T, line[i].T);
    }
  }
  return normals;
}

//------------------------------------------------------------------------------
void SharedTrunk::Add(const std::vector<FramedPoint>& line)
{
  for (const FramedPoint& point : line)
  {
    if (!this->Find(point.P))
    {
      this->Points.emplace(this->CellOf(point.P), point);
    }
  }
}
}
