// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Images for the tests, with geometry of their own: where a voxel is, and which one is where, is
 * computed here and not asked of VTK or of the code under test.
 */
#ifndef TestImages_h
#define TestImages_h

#include "TestCurves.h"

#include "vtkCurvedPlanarReformat.h"
#include "vtkDataArray.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkMatrix3x3.h"
#include "vtkPointData.h"

#include <cstdint>
#include <cstring>
#include <functional>
#include <random>

namespace testcurves
{
struct Geometry
{
  int Extent[6] = { 0, 19, 0, 19, 0, 19 };
  Vec Origin{ 0, 0, 0 };
  Vec Spacing{ 1, 1, 1 };
  Vec Axis[3] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }; ///< directions of i, j, k, orthonormal

  int Dimension(int axis) const { return Extent[2 * axis + 1] - Extent[2 * axis] + 1; }

  Vec World(const Vec& ijk) const
  {
    Vec p = Origin;
    for (int axis = 0; axis < 3; ++axis)
    {
      p = p + Axis[axis] * (ijk[axis] * Spacing[axis]);
    }
    return p;
  }
  Vec Index(const Vec& world) const
  {
    Vec ijk;
    for (int axis = 0; axis < 3; ++axis)
    {
      ijk[axis] = Dot(world - Origin, Axis[axis]) / Spacing[axis];
    }
    return ijk;
  }
  Vec Centre() const
  {
    return World({ 0.5 * (Extent[0] + Extent[1]), 0.5 * (Extent[2] + Extent[3]),
      0.5 * (Extent[4] + Extent[5]) });
  }
  /** How far the index is outside of the box of the voxel centres, in voxels; negative inside. */
  double Outside(const Vec& ijk) const
  {
    double out = -1e99;
    for (int axis = 0; axis < 3; ++axis)
    {
      out = std::max({ out, Extent[2 * axis] - ijk[axis], ijk[axis] - Extent[2 * axis + 1] });
    }
    return out;
  }
};

/** An odd geometry: extent not from 0, three different spacings. */
inline Geometry OddGeometry()
{
  Geometry g;
  const int extent[6] = { 3, 23, -2, 15, 5, 29 };
  std::copy_n(extent, 6, g.Extent);
  g.Origin = { 11.5, -40.25, 7.125 };
  g.Spacing = { 0.7, 1.1, 0.9 };
  return g;
}

/** The same with turned axes; left-handed ones too. */
inline Geometry TurnedGeometry(bool leftHanded)
{
  Geometry g = OddGeometry();
  const Vec about = Unit({ 1, 2, 3 });
  for (Vec& axis : g.Axis)
  {
    axis = Turned(axis, about, 0.6);
  }
  if (leftHanded)
  {
    g.Axis[1] = g.Axis[1] * -1.0;
  }
  return g;
}

/** The same over another extent. */
inline Geometry TurnedGeometry(bool leftHanded, const std::array<int, 6>& extent)
{
  Geometry g = TurnedGeometry(leftHanded);
  std::copy(extent.begin(), extent.end(), g.Extent);
  return g;
}

/** Call `call` with a value of every scalar type, VTK's number for it, and its name. */
template <typename Call>
void ForScalarTypes(Call call)
{
  call(char(), VTK_CHAR, "char");
  call(static_cast<signed char>(0), VTK_SIGNED_CHAR, "signed char");
  call(static_cast<unsigned char>(0), VTK_UNSIGNED_CHAR, "unsigned char");
  call(short(), VTK_SHORT, "short");
  call(static_cast<unsigned short>(0), VTK_UNSIGNED_SHORT, "unsigned short");
  call(int(), VTK_INT, "int");
  call(0u, VTK_UNSIGNED_INT, "unsigned int");
  call(0l, VTK_LONG, "long");
  call(0ul, VTK_UNSIGNED_LONG, "unsigned long");
  call(0ll, VTK_LONG_LONG, "long long");
  call(0ull, VTK_UNSIGNED_LONG_LONG, "unsigned long long");
  call(vtkIdType(), VTK_ID_TYPE, "vtkIdType");
  call(0.0f, VTK_FLOAT, "float");
  call(0.0, VTK_DOUBLE, "double");
}

inline void PutDirection(const Geometry& g, vtkImageData* image)
{
  double direction[9];
  for (int row = 0; row < 3; ++row)
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      direction[3 * row + axis] = g.Axis[axis][row];
    }
  }
  image->SetDirectionMatrix(direction);
}

inline vtkSmartPointer<vtkImageData> MakeImage(const Geometry& g)
{
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetExtent(const_cast<int*>(g.Extent));
  image->SetOrigin(g.Origin.v);
  image->SetSpacing(g.Spacing.v);
  PutDirection(g, image);
  return image;
}

/** Add a point array with a value for every voxel index and component. */
inline vtkDataArray* AddArray(vtkImageData* image, const char* name, int type, int components,
  const std::function<double(int, int, int, int)>& value)
{
  auto array = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  array->SetName(name);
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(image->GetNumberOfPoints());
  int e[6];
  image->GetExtent(e);
  vtkIdType tuple = 0;
  for (int k = e[4]; k <= e[5]; ++k)
  {
    for (int j = e[2]; j <= e[3]; ++j)
    {
      for (int i = e[0]; i <= e[1]; ++i, ++tuple)
      {
        for (int c = 0; c < components; ++c)
        {
          array->SetComponent(tuple, c, value(i, j, k, c));
        }
      }
    }
  }
  image->GetPointData()->AddArray(array);
  if (!image->GetPointData()->GetScalars())
  {
    image->GetPointData()->SetActiveScalars(name);
  }
  return array;
}

/** Values without any order, the same every time. */
inline std::function<double(int, int, int, int)> Noise(double low, double high)
{
  return [=](int i, int j, int k, int c)
  {
    // splitmix64
    std::uint64_t x = static_cast<std::uint64_t>(i + 1000) +
      4000ull * static_cast<std::uint64_t>(j + 1000) +
      16000000ull * static_cast<std::uint64_t>(k + 1000) +
      64000000000ull * static_cast<std::uint64_t>(c + 1);
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    x ^= x >> 31;
    return low + (high - low) * (static_cast<double>(x >> 11) / 9007199254740992.0);
  };
}

/** A straight curve's frame as documented: N is the world axis after the one along the tangent. */
inline Frame StraightFrame(const Vec& start, const Vec& direction)
{
  Frame f;
  f.C = start;
  f.T = Unit(direction);
  int along = 0;
  for (int axis = 1; axis < 3; ++axis)
  {
    along = std::abs(f.T[axis]) > std::abs(f.T[along]) ? axis : along;
  }
  f.N = { 0, 0, 0 };
  f.N[(along + 1) % 3] = 1.0;
  f.N = Unit(f.N - f.T * Dot(f.N, f.T));
  f.B = Cross(f.T, f.N);
  return f;
}

/** The frame of a slice, from the field data of the output. */
inline Frame SliceFrame(vtkImageData* output, int k)
{
  double m[16];
  output->GetFieldData()->GetArray("SliceToWorld")->GetTuple(k, m);
  return { { m[3], m[7], m[11] }, { m[0], m[4], m[8] }, { m[1], m[5], m[9] },
    { m[2], m[6], m[10] } };
}

/** World point of voxel (i, j) of the slice with this frame: samples are centred. */
inline Vec SampleAt(const Frame& f, vtkImageData* output, int i, int j)
{
  const int* e = output->GetExtent();
  const double* d = output->GetSpacing();
  const double x = (i - 0.5 * (e[0] + e[1])) * d[0];
  const double y = (j - 0.5 * (e[2] + e[3])) * d[1];
  return f.C + f.N * x + f.B * y;
}

/** A call for every voxel of an image: its index and its tuple. */
inline void ForEachVoxel(
  vtkImageData* image, const std::function<void(int, int, int, vtkIdType)>& call)
{
  int e[6];
  image->GetExtent(e);
  vtkIdType tuple = 0;
  for (int k = e[4]; k <= e[5]; ++k)
  {
    for (int j = e[2]; j <= e[3]; ++j)
    {
      for (int i = e[0]; i <= e[1]; ++i, ++tuple)
      {
        call(i, j, k, tuple);
      }
    }
  }
}

/** The mask, which must be there. */
inline bool Masked(vtkImageData* output, vtkIdType tuple)
{
  return output->GetPointData()->GetArray("vtkValidPointMask")->GetComponent(tuple, 0) == 1.0;
}
}

#endif
