// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "ArraySampler.h"

#include "InterpolationKernels.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkDataArray.h"
#include "vtkSmartPointer.h"

#include <vector>

namespace curvedreformat
{
namespace
{
/** Voxel (0, 0, 0) of the whole grid seen from the array in memory, and the steps between voxels.
 */
struct Layout
{
  vtkIdType Stride[3];
  vtkIdType Origin;

  Layout(const SampleGrid& grid, int components)
  {
    vtkIdType stride = components;
    this->Origin = 0;
    for (int axis = 0; axis < 3; ++axis)
    {
      this->Stride[axis] = stride;
      this->Origin -= stride * grid.First[axis];
      stride *= grid.Last[axis] - grid.First[axis] + 1;
    }
  }
};

template <typename T, typename Kernel, int FixedComponents>
class KernelSampler : public ArraySampler
{
public:
  // `shift` is added to the positions: cells are counted from half a voxel further on
  KernelSampler(
    const SampleGrid& grid, const T* in, T* out, int components, double shift, double background)
    : Grid(grid)
    , In(in)
    , Out(out)
    , Components(FixedComponents ? FixedComponents : components)
    , Strides(grid, components)
    , Shift(shift)
    , Background(FromReal<T>(background))
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      this->Low[axis] = grid.First[axis] + Kernel::Before;
      // With more than one tap the next voxel counts, too, so the last position is just below it.
      const double last = grid.Last[axis] - std::max(Taps - 2 - Kernel::Before, 0);
      this->High[axis] = Taps == 1 ? last : std::nextafter(last, -1.0);
    }
  }

  void SampleRange(
    const SampleRow& given, curvedreformat::SampleRange range, vtkIdType tuple) const override
  {
    SampleRow row = given;
    for (double& start : row.Start)
    {
      start += this->Shift;
    }
    const auto inner = ClipRow(row, range, this->Low, this->High);
    T* out = this->Out + tuple * this->Components;
    for (int i = range.First; i < inner.First; ++i, out += this->Components)
    {
      this->AtEdge(row.At(0, i), row.At(1, i), row.At(2, i), out);
    }
    for (int i = inner.First; i < inner.Last; ++i, out += this->Components)
    {
      this->Inside(row.At(0, i), row.At(1, i), row.At(2, i), out);
    }
    for (int i = inner.Last; i < range.Last; ++i, out += this->Components)
    {
      this->AtEdge(row.At(0, i), row.At(1, i), row.At(2, i), out);
    }
  }

  void SamplePoints(
    const double* positions, vtkIdType count, const vtkIdType* tuples) const override
  {
    for (vtkIdType i = 0; i < count; ++i, positions += 3)
    {
      const double x = positions[0] + this->Shift;
      const double y = positions[1] + this->Shift;
      const double z = positions[2] + this->Shift;
      T* out = this->Out + tuples[i] * this->Components;
      if (x >= this->Low[0] && x <= this->High[0] && y >= this->Low[1] && y <= this->High[1] &&
        z >= this->Low[2] && z <= this->High[2])
      {
        this->Inside(x, y, z, out);
      }
      else
      {
        this->AtEdge(x, y, z, out);
      }
    }
  }

  void Fill(vtkIdType tuple, vtkIdType count) const override
  {
    T* out = this->Out + tuple * this->Components;
    std::fill(out, out + count * this->Components, this->Background);
  }

private:
  using Real = RealFor<T>;
  static constexpr int Taps = Kernel::Taps;

  /**
   * The voxel that a tap reads, counted from the first: where it counts nothing, the one at the
   * position itself. Of a neighbour that is not a number, nothing would not be nothing.
   */
  static int Voxel(const Real weights[Taps], int tap)
  {
    if constexpr (std::is_floating_point<T>::value && Taps > 1)
    {
      return weights[tap] != Real(0) ? tap : Kernel::Before;
    }
    (void)weights;
    return tap;
  }

  /** All taps are in memory. */
  void Inside(double x, double y, double z, T* out) const
  {
    const double p[3] = { x, y, z };
    Real w[3][Taps];
    vtkIdType start = this->Strides.Origin;
    for (int axis = 0; axis < 3; ++axis)
    {
      const int base = Kernel::Base(p[axis]);
      Kernel::Weights(p[axis], base, w[axis]);
      start += (base - Kernel::Before) * this->Strides.Stride[axis];
    }
    vtkIdType offset[3][Taps];
    for (int axis = 0; axis < 3; ++axis)
    {
      for (int tap = 0; tap < Taps; ++tap)
      {
        offset[axis][tap] = Voxel(w[axis], tap) * this->Strides.Stride[axis];
      }
    }
    this->Sum(this->In + start, offset, w, out);
  }

  /** Taps outside the grid count as the voxel at its border. */
  void AtEdge(double x, double y, double z, T* out) const
  {
    const double p[3] = { x, y, z };
    Real w[3][Taps];
    vtkIdType offset[3][Taps];
    for (int axis = 0; axis < 3; ++axis)
    {
      const double last = this->Grid.Dimensions[axis] - 1;
      const double clamped = std::min(std::max(p[axis], 0.0), last);
      const int base = Kernel::Base(clamped);
      Kernel::Weights(clamped, base, w[axis]);
      for (int tap = 0; tap < Taps; ++tap)
      {
        const int voxel = base - Kernel::Before + Voxel(w[axis], tap);
        offset[axis][tap] = this->Strides.Stride[axis] *
          std::min(std::max(voxel, this->Grid.First[axis]), this->Grid.Last[axis]);
      }
    }
    this->Sum(this->In + this->Strides.Origin, offset, w, out);
  }

  // One order of summing for both, so that a voxel has the same bits whichever part of the image is
  // in memory.
  void Sum(const T* voxel, const vtkIdType offset[3][Taps], const Real w[3][Taps], T* out) const
  {
    const int components = FixedComponents ? FixedComponents : this->Components;
    for (int c = 0; c < components; ++c, ++voxel)
    {
      if constexpr (Taps == 1)
      {
        out[c] = voxel[offset[0][0] + offset[1][0] + offset[2][0]];
      }
      else
      {
        Real sum = 0;
        for (int k = 0; k < Taps; ++k)
        {
          Real plane = 0;
          for (int j = 0; j < Taps; ++j)
          {
            const T* line = voxel + offset[2][k] + offset[1][j];
            Real part = w[0][0] * static_cast<Real>(line[offset[0][0]]);
            for (int i = 1; i < Taps; ++i)
            {
              part += w[0][i] * static_cast<Real>(line[offset[0][i]]);
            }
            plane += w[1][j] * part;
          }
          sum += w[2][k] * plane;
        }
        out[c] = FromReal<T>(sum);
      }
    }
  }

  const SampleGrid Grid;
  const T* const In;
  T* const Out;
  const int Components;
  const Layout Strides;
  const double Shift;
  const T Background;
  double Low[3];
  double High[3];
};

template <typename T, typename Kernel>
std::unique_ptr<ArraySampler> MakeKernelSampler(
  const SampleGrid& grid, const T* in, T* out, int components, double shift, double background)
{
  if (components == 1)
  {
    return std::make_unique<KernelSampler<T, Kernel, 1>>(
      grid, in, out, components, shift, background);
  }
  return std::make_unique<KernelSampler<T, Kernel, 0>>(
    grid, in, out, components, shift, background);
}

template <typename T>
std::unique_ptr<ArraySampler> MakeTypedSampler(const SampleGrid& grid, const T* in, T* out,
  int components, Interpolation interpolation, double shift, double background)
{
  switch (interpolation)
  {
    case Interpolation::Nearest:
      return MakeKernelSampler<T, NearestKernel>(grid, in, out, components, shift, background);
    case Interpolation::Cubic:
      return MakeKernelSampler<T, CubicKernel>(grid, in, out, components, shift, background);
    case Interpolation::Linear:
    default:
      return MakeKernelSampler<T, LinearKernel>(grid, in, out, components, shift, background);
  }
}

std::unique_ptr<ArraySampler> MakeSampler(const SampleGrid& grid, vtkDataArray* in,
  vtkDataArray* out, Interpolation interpolation, double shift, double background)
{
  switch (in->GetDataType())
  {
    vtkTemplateMacro(
      return MakeTypedSampler(grid, static_cast<const VTK_TT*>(in->GetVoidPointer(0)),
        static_cast<VTK_TT*>(out->GetVoidPointer(0)), in->GetNumberOfComponents(), interpolation,
        shift, background));
    default:
      return nullptr;
  }
}

/** Any interpolator: a virtual call a voxel, in double arithmetic. */
template <typename T>
class InterpolatorSampler : public ArraySampler
{
public:
  InterpolatorSampler(vtkAbstractImageInterpolator* interpolator, const int firstVoxel[3], T* out,
    int components, double background)
    : Interpolator(interpolator)
    , FirstVoxel{ firstVoxel[0], firstVoxel[1], firstVoxel[2] }
    , Out(out)
    , Components(components)
    , Background(FromReal<T>(background))
  {
  }

  void SampleRange(
    const SampleRow& row, curvedreformat::SampleRange range, vtkIdType tuple) const override
  {
    std::vector<double> value(static_cast<std::size_t>(this->Components));
    for (int i = range.First; i < range.Last; ++i, ++tuple)
    {
      this->At(row.At(0, i), row.At(1, i), row.At(2, i), value.data(), tuple);
    }
  }

  void SamplePoints(
    const double* positions, vtkIdType count, const vtkIdType* tuples) const override
  {
    std::vector<double> value(static_cast<std::size_t>(this->Components));
    for (vtkIdType i = 0; i < count; ++i, positions += 3)
    {
      this->At(positions[0], positions[1], positions[2], value.data(), tuples[i]);
    }
  }

  void Fill(vtkIdType tuple, vtkIdType count) const override
  {
    T* out = this->Out + tuple * this->Components;
    std::fill(out, out + count * this->Components, this->Background);
  }

private:
  void At(double x, double y, double z, double* value, vtkIdType tuple) const
  {
    const double p[3] = { x + this->FirstVoxel[0], y + this->FirstVoxel[1],
      z + this->FirstVoxel[2] };
    this->Interpolator->InterpolateIJK(p, value);
    T* out = this->Out + tuple * this->Components;
    for (int c = 0; c < this->Components; ++c)
    {
      out[c] = FromReal<T>(value[c]);
    }
  }

  const vtkSmartPointer<vtkAbstractImageInterpolator> Interpolator;
  const int FirstVoxel[3];
  T* const Out;
  const int Components;
  const T Background;
};
}

//------------------------------------------------------------------------------
std::unique_ptr<ArraySampler> MakePointSampler(const SampleGrid& grid, vtkDataArray* in,
  vtkDataArray* out, Interpolation interpolation, double background)
{
  return MakeSampler(grid, in, out, interpolation, 0.0, background);
}

//------------------------------------------------------------------------------
std::unique_ptr<ArraySampler> MakeCellSampler(
  const SampleGrid& grid, vtkDataArray* in, vtkDataArray* out, double background)
{
  // Cell i lies between the points i and i + 1: it is the nearest of the cells, seen from half a
  // voxel on. An image one voxel thick has one layer of cells.
  SampleGrid cells = grid;
  for (int axis = 0; axis < 3; ++axis)
  {
    cells.Dimensions[axis] = std::max(grid.Dimensions[axis] - 1, 1);
    cells.Last[axis] = std::max(grid.Last[axis] - 1, grid.First[axis]);
  }
  return MakeSampler(cells, in, out, Interpolation::Nearest, -0.5, background);
}

//------------------------------------------------------------------------------
std::unique_ptr<ArraySampler> MakeInterpolatorSampler(vtkAbstractImageInterpolator* interpolator,
  const int firstVoxel[3], vtkDataArray* out, double background)
{
  switch (out->GetDataType())
  {
    vtkTemplateMacro(return std::make_unique<InterpolatorSampler<VTK_TT>>(interpolator, firstVoxel,
      static_cast<VTK_TT*>(out->GetVoidPointer(0)), out->GetNumberOfComponents(), background));
    default:
      return nullptr;
  }
}
}
