// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "RowSampler.h"

#include "InterpolationKernels.h"
#include "SampleChunk.h"
#include "VectorKernels.h"

#include "vtkAbstractImageInterpolator.h"
#include "vtkDataArray.h"
#include "vtkSmartPointer.h"

#include <algorithm>
#include <type_traits>

namespace curvedreformat
{
namespace
{
/** The grid that arrays lie on, the positions at which all their voxels are in memory, and where
 * these are. */
struct Placement
{
  SampleGrid Grid;
  VoxelSteps Steps;
  double Shift; ///< added to positions: cells are counted from half a voxel further on
  double Low[3];
  double High[3];

  template <typename Kernel>
  void Set(const SampleGrid& grid, double shift)
  {
    this->Grid = grid;
    this->Shift = shift;
    std::int64_t step = 1;
    this->Steps.Origin = 0;
    for (int axis = 0; axis < 3; ++axis)
    {
      this->Steps.Step[axis] = step;
      this->Steps.Origin -= step * grid.First[axis];
      step *= grid.Last[axis] - grid.First[axis] + 1;
      this->Low[axis] = grid.First[axis] + Kernel::Before;
      // With more than one tap the next voxel counts, too, so the last position is just below it.
      const double last = grid.Last[axis] - std::max(Kernel::Taps - 2 - Kernel::Before, 0);
      this->High[axis] = Kernel::Taps == 1 ? last : std::nextafter(last, -1.0);
    }
  }
};

//------------------------------------------------------------------------------
/** One array and its output; plain loops, and the vector kernels where there are some. */
class ArrayKernel
{
public:
  virtual ~ArrayKernel() = default;

  virtual void SampleEdge(const SampleRow& row, SampleRange range, vtkIdType tuple) const = 0;
  virtual void SampleInside(const SampleRow& row, SampleRange range, vtkIdType tuple) const = 0;
  virtual void SamplePoint(const double position[3], bool inside, vtkIdType tuple) const = 0;

  /** Sample a chunk; false when there is no such loop for this type. */
  virtual bool SampleVector(
    const VectorKernels& kernels, const SampleChunk& chunk, vtkIdType tuple) const = 0;

  virtual void Fill(vtkIdType tuple, vtkIdType count) const = 0;
};

/** The type of fixed size for which there may be vector kernels. */
template <typename T>
struct FixedSize
{
  using Signed = std::conditional_t<sizeof(T) == 1, std::int8_t,
    std::conditional_t<sizeof(T) == 2, std::int16_t, std::int32_t>>;
  using Type = std::conditional_t<std::is_floating_point<T>::value, T,
    std::conditional_t<std::is_signed<T>::value, Signed, std::make_unsigned_t<Signed>>>;
  static constexpr bool HasVectors = std::is_floating_point<T>::value || sizeof(T) <= 4;
};

template <typename T, typename Kernel, int FixedComponents>
class TypedArrayKernel : public ArrayKernel
{
public:
  TypedArrayKernel(
    const Placement& placement, const T* in, T* out, int components, double background)
    : Place(placement)
    , In(in)
    , Out(out)
    , Components(FixedComponents ? FixedComponents : components)
    , Background(FromReal<T>(background))
  {
    for (int axis = 0; axis < 3; ++axis)
    {
      this->Stride[axis] = placement.Steps.Step[axis] * components;
    }
  }

  void SampleEdge(const SampleRow& row, SampleRange range, vtkIdType tuple) const override
  {
    T* out = this->Out + tuple * this->Components;
    for (int i = range.First; i < range.Last; ++i, out += this->Components)
    {
      this->AtEdge(row.At(0, i), row.At(1, i), row.At(2, i), out);
    }
  }

  void SampleInside(const SampleRow& row, SampleRange range, vtkIdType tuple) const override
  {
    T* out = this->Out + tuple * this->Components;
    for (int i = range.First; i < range.Last; ++i, out += this->Components)
    {
      this->Inside(row.At(0, i), row.At(1, i), row.At(2, i), out);
    }
  }

  void SamplePoint(const double position[3], bool inside, vtkIdType tuple) const override
  {
    T* out = this->Out + tuple * this->Components;
    if (inside)
    {
      this->Inside(position[0], position[1], position[2], out);
    }
    else
    {
      this->AtEdge(position[0], position[1], position[2], out);
    }
  }

  bool SampleVector(
    const VectorKernels& kernels, const SampleChunk& chunk, vtkIdType tuple) const override
  {
    T* const out = this->Out + tuple * this->Components;
    if constexpr (Taps == 1)
    {
      const int components = FixedComponents ? FixedComponents : this->Components;
      for (int i = 0; i < chunk.Count; ++i)
      {
        const T* const voxel = this->In + chunk.Base[i] * components;
        for (int c = 0; c < components; ++c)
        {
          out[i * components + c] = voxel[c];
        }
      }
      return true;
    }
    else if constexpr (FixedSize<T>::HasVectors)
    {
      using Fixed = typename FixedSize<T>::Type;
      const auto& typed = std::get<TypedKernels<Fixed>>(kernels.Types);
      (Taps == 2 ? typed.Linear : typed.Cubic)(reinterpret_cast<const Fixed*>(this->In),
        this->Components, this->Place.Steps, chunk, reinterpret_cast<Fixed*>(out));
      return true;
    }
    return false;
  }

  void Fill(vtkIdType tuple, vtkIdType count) const override
  {
    T* out = this->Out + tuple * this->Components;
    std::fill(out, out + count * this->Components, this->Background);
  }

private:
  using Real = RealFor<T>;
  static constexpr int Taps = Kernel::Taps;
  static constexpr int Parts = Taps == 4 ? 2 : 1;

  /** All taps are in memory. */
  void Inside(double x, double y, double z, T* out) const
  {
    const double p[3] = { x, y, z };
    Real w[3][Taps];
    std::int64_t offset[3][Taps];
    std::int64_t start = this->Place.Steps.Origin * this->Components;
    for (int axis = 0; axis < 3; ++axis)
    {
      const int base = Kernel::Base(p[axis]);
      Kernel::Weights(p[axis], base, w[axis]);
      start += (base - Kernel::Before) * this->Stride[axis];
      for (int tap = 0; tap < Taps; ++tap)
      {
        offset[axis][tap] = tap * this->Stride[axis];
      }
    }
    this->Sum(this->In + start, offset, w, out);
  }

  /** Taps outside the grid count as the voxel at its border. */
  void AtEdge(double x, double y, double z, T* out) const
  {
    const double p[3] = { x, y, z };
    const SampleGrid& grid = this->Place.Grid;
    Real w[3][Taps];
    std::int64_t offset[3][Taps];
    for (int axis = 0; axis < 3; ++axis)
    {
      const double last = grid.Dimensions[axis] - 1;
      const double clamped = std::min(std::max(p[axis], 0.0), last);
      const int base = Kernel::Base(clamped);
      Kernel::Weights(clamped, base, w[axis]);
      for (int tap = 0; tap < Taps; ++tap)
      {
        offset[axis][tap] = this->Stride[axis] *
          std::min(std::max(base - Kernel::Before + tap, grid.First[axis]), grid.Last[axis]);
      }
    }
    this->Sum(this->In + this->Place.Steps.Origin * this->Components, offset, w, out);
  }

  // With a weight of 0 a number takes no part, even if it is none: that of a neighbour on whose
  // side of the voxel the sample does not lie. Integers are always numbers.
  static Real Term(Real weight, Real value)
  {
    if constexpr (std::is_floating_point<T>::value)
    {
      return weight == Real(0) ? Real(0) : weight * value;
    }
    else
    {
      return weight * value;
    }
  }

  // One order of summing everywhere, and the same in the vector kernels, so that a voxel has the
  // same bits whichever part of the image is in memory, and on every processor: along y, z, then x;
  // of four lines the even and the odd ones apart.
  void Sum(const T* voxel, const std::int64_t offset[3][Taps], const Real w[3][Taps], T* out) const
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
        Real volume[Parts][Taps] = {};
        for (int k = 0; k < Taps; ++k)
        {
          Real plane[Parts][Taps] = {};
          for (int j = 0; j < Taps; ++j)
          {
            const T* const line = voxel + offset[2][k] + offset[1][j];
            for (int i = 0; i < Taps; ++i)
            {
              const Real term = Term(w[1][j], static_cast<Real>(line[offset[0][i]]));
              Real& part = plane[j % Parts][i];
              part = j < Parts ? term : part + term;
            }
          }
          for (int part = 0; part < Parts; ++part)
          {
            for (int i = 0; i < Taps; ++i)
            {
              const Real term = Term(w[2][k], plane[part][i]);
              volume[part][i] = k == 0 ? term : volume[part][i] + term;
            }
          }
        }
        Real sum = 0;
        for (int i = 0; i < Taps; ++i)
        {
          const Real line = Parts == 1 ? volume[0][i] : volume[0][i] + volume[Parts - 1][i];
          const Real term = Term(w[0][i], line);
          sum = i == 0 ? term : sum + term;
        }
        out[c] = FromReal<T>(sum);
      }
    }
  }

  const Placement& Place;
  const T* const In;
  T* const Out;
  const int Components;
  std::int64_t Stride[3];
  const T Background;
};

//------------------------------------------------------------------------------
/** All arrays of a grid, with one interpolation. */
class GridSampler : public RowSampler
{
public:
  GridSampler(const SampleGrid& grid, const std::vector<SampledArray>& arrays,
    Interpolation interpolation, double shift, double background)
    : Vectors(GetVectorSet().Kernels)
  {
    switch (interpolation)
    {
      case Interpolation::Nearest:
        this->Add<NearestKernel>(grid, shift, arrays, background);
        this->Locate = this->Vectors ? this->Vectors->LocateNearest : nullptr;
        break;
      case Interpolation::Cubic:
        this->Add<CubicKernel>(grid, shift, arrays, background);
        this->Locate = this->Vectors ? this->Vectors->LocateCubic : nullptr;
        break;
      case Interpolation::Linear:
      default:
        this->Add<LinearKernel>(grid, shift, arrays, background);
        this->Locate = this->Vectors ? this->Vectors->LocateLinear : nullptr;
        break;
    }
  }

  void SampleRange(
    const SampleRow& given, curvedreformat::SampleRange range, vtkIdType tuple) const override
  {
    SampleRow row = given;
    for (double& start : row.Start)
    {
      start += this->Place.Shift;
    }
    const auto inner = ClipRow(row, range, this->Place.Low, this->Place.High);
    if (inner.First > range.First || inner.Last < range.Last)
    {
      for (const auto& array : this->Arrays)
      {
        array->SampleEdge(row, { range.First, inner.First }, tuple);
        array->SampleEdge(row, { inner.Last, range.Last }, tuple + (inner.Last - range.First));
      }
    }
    if (!this->Vectors)
    {
      for (const auto& array : this->Arrays)
      {
        array->SampleInside(row, inner, tuple + (inner.First - range.First));
      }
      return;
    }
    SampleChunk chunk;
    for (int i = inner.First; i < inner.Last; i += chunk.Count)
    {
      chunk.Count = std::min(inner.Last - i, SampleChunk::Size);
      this->Locate(row, i, this->Place.Steps, chunk);
      const vtkIdType at = tuple + (i - range.First);
      for (const auto& array : this->Arrays)
      {
        if (!array->SampleVector(*this->Vectors, chunk, at))
        {
          array->SampleInside(row, { i, i + chunk.Count }, at);
        }
      }
    }
  }

  void SamplePoints(
    const double* positions, vtkIdType count, const vtkIdType* tuples) const override
  {
    for (vtkIdType i = 0; i < count; ++i, positions += 3)
    {
      double p[3];
      bool inside = true;
      for (int axis = 0; axis < 3; ++axis)
      {
        p[axis] = positions[axis] + this->Place.Shift;
        inside = inside && p[axis] >= this->Place.Low[axis] && p[axis] <= this->Place.High[axis];
      }
      for (const auto& array : this->Arrays)
      {
        array->SamplePoint(p, inside, tuples[i]);
      }
    }
  }

  void Fill(vtkIdType tuple, vtkIdType count) const override
  {
    for (const auto& array : this->Arrays)
    {
      array->Fill(tuple, count);
    }
  }

private:
  template <typename Kernel>
  void Add(const SampleGrid& grid, double shift, const std::vector<SampledArray>& arrays,
    double background)
  {
    this->Place.Set<Kernel>(grid, shift);
    for (const SampledArray& array : arrays)
    {
      switch (array.In->GetDataType())
      {
        vtkTemplateMacro((this->AddTyped<VTK_TT, Kernel>(array, background)));
        default:
          break;
      }
    }
  }

  template <typename T, typename Kernel>
  void AddTyped(const SampledArray& array, double background)
  {
    const auto* in = static_cast<const T*>(array.In->GetVoidPointer(0));
    auto* out = static_cast<T*>(array.Out->GetVoidPointer(0));
    const int components = array.In->GetNumberOfComponents();
    if (components == 1)
    {
      this->Arrays.push_back(std::make_unique<TypedArrayKernel<T, Kernel, 1>>(
        this->Place, in, out, components, background));
    }
    else
    {
      this->Arrays.push_back(std::make_unique<TypedArrayKernel<T, Kernel, 0>>(
        this->Place, in, out, components, background));
    }
  }

  Placement Place;
  const VectorKernels* const Vectors;
  VectorKernels::Locate Locate = nullptr;
  std::vector<std::unique_ptr<ArrayKernel>> Arrays;
};

//------------------------------------------------------------------------------
/** Any interpolator: a virtual call a voxel, in double arithmetic. */
template <typename T>
class InterpolatorSampler : public RowSampler
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
std::unique_ptr<RowSampler> MakePointSampler(const SampleGrid& grid,
  const std::vector<SampledArray>& arrays, Interpolation interpolation, double background)
{
  return std::make_unique<GridSampler>(grid, arrays, interpolation, 0.0, background);
}

//------------------------------------------------------------------------------
std::unique_ptr<RowSampler> MakeCellSampler(
  const SampleGrid& grid, const std::vector<SampledArray>& arrays, double background)
{
  // Cell i lies between the points i and i + 1: it is the nearest of the cells, seen from half a
  // voxel on. An image one voxel thick has one layer of cells.
  SampleGrid cells = grid;
  for (int axis = 0; axis < 3; ++axis)
  {
    cells.Dimensions[axis] = std::max(grid.Dimensions[axis] - 1, 1);
    cells.Last[axis] = std::max(grid.Last[axis] - 1, grid.First[axis]);
  }
  return std::make_unique<GridSampler>(cells, arrays, Interpolation::Nearest, -0.5, background);
}

//------------------------------------------------------------------------------
std::unique_ptr<RowSampler> MakeInterpolatorSampler(vtkAbstractImageInterpolator* interpolator,
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
