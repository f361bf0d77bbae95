// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A slab is the thick straightened image, reduced: for every type, mode, axis and interpolation,
// with invalid samples left out. The reduction is done here.

#include "TestImages.h"

#include "vtkCellData.h"
#include "vtkImageSincInterpolator.h"
#include "vtkImageSlab.h"

#include <limits>

using namespace testcurves;

namespace
{
Geometry SmallGeometry()
{
  Geometry g = TurnedGeometry(true);
  const int extent[6] = { 2, 16, -3, 10, 1, 14 };
  std::copy_n(extent, 6, g.Extent);
  return g;
}

/** Half a circle, so tight that slices fold, and beyond it the border of the image. */
std::vector<Vec> TightArc(const Geometry& g)
{
  std::vector<Vec> points;
  for (int i = 0; i <= 24; ++i)
  {
    const double t = Pi * i / 24.0;
    points.push_back(
      g.Centre() + Vec{ 2.8 * std::cos(t), 2.8 * std::sin(t), 0.9 * t } + Vec{ 0.3, -1.0, -1.0 });
  }
  return points;
}

/** A slab, and the thick image that has its samples. */
struct Case
{
  const char* Name;
  int Axis;
  double Thickness; ///< in spacings
  double Centre;    ///< in spacings
  int Samples;      ///< of a voxel
  // Sample m of voxel k along the axis is the thick image's (Stride k + First + Jump m).
  int Pixels;    ///< of the thick image along the axis; not used along the curve
  double Refine; ///< its spacing there, in spacings
  int Stride;
  int First;
  int Jump;
  /** The thick image has the very same positions, to the last bit. */
  bool SameBits;
};

const Case Cases[] = {
  { "4 rows of y", 1, 4.0, 0.0, 4, 4, 1.0, 0, 0, 1, true },
  { "5 columns of x", 0, 5.0, 0.0, 5, 5, 1.0, 0, 0, 1, false },
  { "5 slices", 2, 5.0, 0.0, 5, 0, 1.0, 1, -2, 1, true },
  { "4 slices, half way", 2, 4.0, 0.0, 4, 0, 0.5, 2, -3, 2, true },
  // as many samples as are no further apart than the spacing
  { "2.5 rows of y", 1, 2.5, 0.0, 3, 3, 2.5 / 3.0, 0, 0, 1, false },
  { "2.5 slices", 2, 2.5, 0.0, 3, 0, 1.0 / 6.0, 6, -5, 5, false },
  { "a third of a row", 1, 1.0 / 3.0, 0.0, 1, 1, 1.0, 0, 0, 1, false },
  // off the curve: rows 0 to 3 of nine, whose middle lies 2.5 rows below the curve
  { "4 rows of y, below", 1, 4.0, -2.5, 4, 9, 1.0, 0, 0, 1, false },
  { "3 columns of x, above", 0, 3.0, 3.0, 3, 9, 1.0, 0, 6, 1, false },
  { "3 slices, further on", 2, 3.0, 4.0, 3, 0, 1.0, 1, 3, 1, false },
};

constexpr double Spacings[3] = { 0.57, 0.61, 0.53 };
constexpr int Pixels[2] = { 25, 21 };

void Configure(vtkCurvedPlanarReformat* reformat, vtkImageData* image, vtkPolyData* curve)
{
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(Pixels[0], Pixels[1]);
  reformat->SetSpacing(Spacings[0], Spacings[1], Spacings[2]);
  reformat->SetBackgroundValue(-77.0);
}

void MakeThick(vtkCurvedPlanarReformat* reformat, const Case& c)
{
  int pixels[2] = { Pixels[0], Pixels[1] };
  double spacings[3] = { Spacings[0], Spacings[1], Spacings[2] };
  spacings[c.Axis] *= c.Refine;
  if (c.Axis < 2)
  {
    pixels[c.Axis] = c.Pixels;
  }
  reformat->SetSliceDimensions(pixels[0], pixels[1]);
  reformat->SetSpacing(spacings);
}

void MakeSlab(vtkCurvedPlanarReformat* reformat, const Case& c, int mode)
{
  reformat->SetSlabAxis(c.Axis);
  reformat->SetSlabThickness(c.Thickness * Spacings[c.Axis]);
  reformat->SetSlabCenter(c.Centre * Spacings[c.Axis]);
  reformat->SetSlabMode(mode);
}

/** How often the three kinds of voxels have come: with no, some, and only valid samples. */
struct Kinds
{
  int None = 0, Some = 0, All = 0;
};

/** The sum of a type's samples must be exact. */
template <typename T>
using Wide = std::conditional_t<std::is_integral<T>::value && sizeof(T) == 8, long double, double>;

template <typename T>
T Rounded(Wide<T> value)
{
  if (std::is_floating_point<T>::value)
  {
    return static_cast<T>(value);
  }
  // of sums of 64 bits the mean may be rounded beyond the type's limits
  const auto low = static_cast<Wide<T>>(std::numeric_limits<T>::lowest());
  const auto high = static_cast<Wide<T>>(std::numeric_limits<T>::max());
  const Wide<T> down = std::floor(value);
  return static_cast<T>(std::min(std::max(value - down < 0.5 ? down : down + 1, low), high));
}

const char* const ModeNames[] = { "minimum", "maximum", "mean", "sum" };

/** The samples of one voxel, reduced. */
template <typename T>
void Expected(const std::vector<T>& samples, int mode, T& typed, double& sum)
{
  Wide<T> total = 0;
  for (const T sample : samples)
  {
    total += static_cast<Wide<T>>(sample);
  }
  sum = static_cast<double>(total);
  typed = mode == 0 ? *std::min_element(samples.begin(), samples.end())
    : mode == 1     ? *std::max_element(samples.begin(), samples.end())
                    : Rounded<T>(total / static_cast<Wide<T>>(samples.size()));
}

/** All voxels and components of a slab against the thick image. `tolerance` is that of a sample. */
template <typename T>
void Compare(const std::string& what, const Case& c, int mode, vtkImageData* slab,
  vtkImageData* thick, vtkDataArray* mask, long double tolerance, Kinds& kinds)
{
  vtkDataArray* got = slab->GetPointData()->GetScalars();
  vtkDataArray* from = thick->GetPointData()->GetScalars();
  const int type = from->GetDataType();
  CHECK(got && got->GetDataType() == (mode == 3 ? VTK_DOUBLE : type) &&
      got->GetNumberOfComponents() == from->GetNumberOfComponents(),
    what << ": wrong type or components");
  if (!got || got->GetDataType() != (mode == 3 ? VTK_DOUBLE : type))
  {
    return;
  }
  int dimensions[3];
  slab->GetDimensions(dimensions);
  CHECK(c.Axis == 2 || dimensions[c.Axis] == 1,
    what << ": " << dimensions[c.Axis] << " voxels along the axis of the slab");
  const T* const values = static_cast<const T*>(from->GetVoidPointer(0));
  const int components = from->GetNumberOfComponents();
  int thickDimensions[3];
  thick->GetDimensions(thickDimensions);
  ForEachVoxel(slab,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      int at[3] = { i, j, k };
      const int voxel = at[c.Axis];
      std::vector<vtkIdType> tuples;
      for (int m = 0; m < c.Samples; ++m)
      {
        at[c.Axis] = c.Stride * voxel + c.First + c.Jump * m;
        if (at[c.Axis] >= 0 && at[c.Axis] < thickDimensions[c.Axis])
        {
          const vtkIdType id = thick->ComputePointId(at);
          if (mask->GetComponent(id, 0) == 1.0)
          {
            tuples.push_back(id);
          }
        }
      }
      const bool any = !tuples.empty();
      kinds.None += !any;
      kinds.Some += any && static_cast<int>(tuples.size()) < c.Samples;
      kinds.All += static_cast<int>(tuples.size()) == c.Samples;
      vtkDataArray* valid = slab->GetPointData()->GetArray("vtkValidPointMask");
      CHECK(!valid || valid->GetComponent(tuple, 0) == (any ? 1.0 : 0.0),
        what << ": the mask is " << valid->GetComponent(tuple, 0) << " with " << tuples.size()
             << " valid samples");
      for (int component = 0; component < components; ++component)
      {
        const vtkIdType value = tuple * components + component;
        if (!any)
        {
          const double background = mode != 3 && std::is_unsigned<T>::value ? 0.0 : -77.0;
          CHECK(got->GetComponent(tuple, component) == background,
            what << ": " << got->GetComponent(tuple, component) << " where no sample is valid");
          continue;
        }
        std::vector<T> samples;
        samples.reserve(tuples.size());
        for (const vtkIdType id : tuples)
        {
          samples.push_back(values[id * components + component]);
        }
        T typed;
        double sum;
        Expected(samples, mode, typed, sum);
        long double difference;
        if (mode == 3)
        {
          const double result = static_cast<const double*>(got->GetVoidPointer(0))[value];
          difference = static_cast<long double>(result) - static_cast<long double>(sum);
          difference /= static_cast<long double>(samples.size());
        }
        else
        {
          const T result = static_cast<const T*>(got->GetVoidPointer(0))[value];
          difference = static_cast<long double>(result) - static_cast<long double>(typed);
        }
        CHECK(std::abs(difference) <= tolerance,
          what << " at " << i << " " << j << " " << k << ": off by " << double(difference)
               << ", of " << samples.size() << " samples");
      }
    });
}

template <typename T>
void FillValues(vtkDataArray* array)
{
  T* const values = static_cast<T*>(array->GetVoidPointer(0));
  std::mt19937_64 random(static_cast<unsigned>(array->GetDataType()));
  for (vtkIdType i = 0; i < array->GetNumberOfValues(); ++i)
  {
    const auto bits = random();
    values[i] = std::is_integral<T>::value
      // over the whole range, often at its ends
      ? (bits % 5 == 0 ? std::numeric_limits<T>::max()
                       : (bits % 5 == 1 ? std::numeric_limits<T>::lowest() : static_cast<T>(bits)))
      : static_cast<T>(static_cast<double>(bits >> 11) / 1e12 - 4000.0);
  }
}

/** One type, in all cases, modes and interpolations. */
template <typename T>
void TestType(int type, const char* name)
{
  const Geometry g = SmallGeometry();
  const auto curve = MakePolyline(TightArc(g));
  const int components = type == VTK_SHORT || type == VTK_FLOAT ? 3 : 1;
  const auto image = MakeImage(g);
  auto array = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  array->SetName("values");
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(image->GetNumberOfPoints());
  FillValues<T>(array);
  image->GetPointData()->SetScalars(array);
  const long double range = std::is_integral<T>::value
    ? static_cast<long double>(std::numeric_limits<T>::max()) -
      static_cast<long double>(std::numeric_limits<T>::lowest())
    : 10000.0L;
  for (const Case& c : Cases)
  {
    for (int interpolation = 0; interpolation < 3; ++interpolation)
    {
      vtkNew<vtkCurvedPlanarReformat> thick;
      Configure(thick, image, curve);
      thick->SetInterpolation(interpolation);
      MakeThick(thick, c);
      thick->Update();
      // positions that differ in their last bits: so do real values, and integers by a rounding
      long double tolerance = 0.0L;
      if (!c.SameBits && interpolation > 0)
      {
        tolerance = 1e-11L * range +
          (std::is_integral<T>::value
              ? 1.0L
              : 1e4L * static_cast<long double>(std::numeric_limits<T>::epsilon()));
      }
      vtkNew<vtkCurvedPlanarReformat> slab;
      Configure(slab, image, curve);
      slab->SetInterpolation(interpolation);
      for (int mode = 0; mode < 4; ++mode)
      {
        MakeSlab(slab, c, mode);
        slab->Update();
        Kinds kinds;
        const std::string what = std::string(name) + ", " + ModeNames[mode] + " of " + c.Name +
          ", interpolation " + std::to_string(interpolation);
        Compare<T>(what, c, mode, slab->GetOutput(), thick->GetOutput(),
          thick->GetOutput()->GetPointData()->GetArray("vtkValidPointMask"), tolerance, kinds);
        CHECK(kinds.None > 5 && kinds.All > 5 && (kinds.Some > 5 || c.Samples == 1),
          what << " has " << kinds.None << " voxels without a valid sample, " << kinds.Some
               << " with some and " << kinds.All << " with all: no test");
      }
    }
  }
}

/** What is valid does not depend on the settings of the mask; the image's own mask counts. */
void TestMasks()
{
  const Geometry g = SmallGeometry();
  const auto curve = MakePolyline(TightArc(g));
  const auto image = MakeImage(g);
  AddArray(image, "values", VTK_SHORT, 2, Noise(-3000, 3000));
  AddArray(image, "vtkValidPointMask", VTK_CHAR, 1,
    [](int i, int j, int k, int) { return (i / 2 + j / 3 + k) % 3 != 0; });
  for (const Case& c : Cases)
  {
    vtkNew<vtkCurvedPlanarReformat> thick;
    Configure(thick, image, curve);
    MakeThick(thick, c);
    thick->Update();
    for (const bool generate : { true, false })
    {
      for (const bool fill : { true, false })
      {
        vtkNew<vtkCurvedPlanarReformat> slab;
        Configure(slab, image, curve);
        MakeSlab(slab, c, 2);
        slab->SetGenerateMask(generate);
        slab->SetFillUnowned(fill);
        slab->Update();
        if (!generate)
        {
          // then it is an array like any other
          slab->GetOutput()->GetPointData()->RemoveArray("vtkValidPointMask");
        }
        Kinds kinds;
        Compare<short>(std::string("own mask, ") + c.Name, c, 2, slab->GetOutput(),
          thick->GetOutput(), thick->GetOutput()->GetPointData()->GetArray("vtkValidPointMask"),
          c.SameBits ? 0.0L : 1.0L, kinds);
        CHECK(kinds.Some > 50 || c.Samples == 1,
          c.Name << ": only " << kinds.Some << " voxels with some valid samples");
      }
    }
  }
}

/** All arrays, of cells too, and the user's interpolator. */
void TestArraysAndInterpolator()
{
  const Geometry g = SmallGeometry();
  const auto curve = MakePolyline(TightArc(g));
  const auto image = MakeImage(g);
  AddArray(image, "first", VTK_DOUBLE, 1, Noise(-3, 3));
  AddArray(image, "second", VTK_UNSIGNED_CHAR, 4, Noise(0, 255));
  Geometry cellGeometry = g;
  for (const int i : { 1, 3, 5 })
  {
    --cellGeometry.Extent[i];
  }
  image->GetCellData()->AddArray(
    AddArray(MakeImage(cellGeometry), "cells", VTK_INT, 1, Noise(-1e6, 1e6)));
  vtkNew<vtkImageSincInterpolator> sinc;
  for (const Case& c : { Cases[0], Cases[1], Cases[2] })
  {
    for (const char* name : { "first", "second", "cells" })
    {
      vtkNew<vtkCurvedPlanarReformat> thick;
      Configure(thick, image, curve);
      MakeThick(thick, c);
      thick->SetInterpolator(sinc);
      thick->Update();
      vtkNew<vtkCurvedPlanarReformat> slab;
      Configure(slab, image, curve);
      MakeSlab(slab, c, 1);
      slab->SetInterpolator(sinc);
      slab->Update();
      CHECK(slab->GetOutput()->GetPointData()->GetNumberOfArrays() == 4,
        slab->GetOutput()->GetPointData()->GetNumberOfArrays() << " arrays, 4 expected");
      thick->GetOutput()->GetPointData()->SetActiveScalars(name);
      slab->GetOutput()->GetPointData()->SetActiveScalars(name);
      vtkDataArray* mask = thick->GetOutput()->GetPointData()->GetArray("vtkValidPointMask");
      Kinds kinds;
      const std::string what = std::string(name) + ", " + c.Name;
      if (std::string(name) == "first")
      {
        Compare<double>(what, c, 1, slab->GetOutput(), thick->GetOutput(), mask,
          c.SameBits ? 0.0L : 1e-10L, kinds);
      }
      else if (std::string(name) == "second")
      {
        Compare<unsigned char>(
          what, c, 1, slab->GetOutput(), thick->GetOutput(), mask, c.SameBits ? 0.0L : 1.0L, kinds);
      }
      else
      {
        Compare<int>(what, c, 1, slab->GetOutput(), thick->GetOutput(), mask, 0.0L, kinds);
      }
    }
  }
}

/** Slabs of a closed curve go around. */
void TestClosed()
{
  const auto circle = Circle(20.0);
  Geometry g;
  g.Origin = { -30, -30, -10 };
  const int extent[6] = { 0, 60, 0, 60, 0, 20 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_DOUBLE, 1, Noise(0, 1));
  const auto curve = MakePolyline(circle.Points(120));
  const int slices = 60;
  const auto configure = [&](vtkCurvedPlanarReformat* reformat)
  {
    reformat->SetInputData(image);
    reformat->SetCurveData(curve);
    reformat->SetSliceDimensions(9, 7);
    reformat->SetSpacing(1, 1, 1);
    reformat->SetNumberOfSlices(slices + 1); // the last one is the first
  };
  vtkNew<vtkCurvedPlanarReformat> thin;
  configure(thin);
  thin->Update();
  for (const double centre : { 0.0, -3.0, 100.0 })
  {
    vtkNew<vtkCurvedPlanarReformat> slab;
    configure(slab);
    const double step = thin->GetOutput()->GetSpacing()[2];
    slab->SetSlabAxisToCurve();
    slab->SetSlabModeToSum();
    slab->SetSlabThickness(5 * step);
    slab->SetSlabCenter(centre * step);
    slab->Update();
    double most = 0.0;
    ForEachVoxel(slab->GetOutput(),
      [&](int i, int j, int k, vtkIdType tuple)
      {
        double sum = 0.0;
        for (int m = -2; m <= 2; ++m)
        {
          const int around = k + m + static_cast<int>(centre) + 10 * slices;
          int at[3] = { i, j, around % slices };
          sum += thin->GetOutput()->GetPointData()->GetScalars()->GetComponent(
            thin->GetOutput()->ComputePointId(at), 0);
        }
        CHECK(Masked(slab->GetOutput(), tuple), "a slice of a closed curve is masked");
        most = std::max(most,
          std::abs(slab->GetOutput()->GetPointData()->GetScalars()->GetComponent(tuple, 0) - sum));
      });
    CheckBelow(most, 1e-9, "slabs of 5 slices of a circle, against its slices");
  }
}

/** VTK's own slabs of the thick image, where all samples are valid. */
void TestAgainstImageSlab()
{
  Geometry g;
  const int extent[6] = { 0, 40, 0, 40, 0, 40 };
  std::copy_n(extent, 6, g.Extent);
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_SHORT, 1, Noise(-1000, 1000));
  std::vector<Vec> points = Helix(9.0, 2.0, 0.9).Points(60);
  for (Vec& p : points)
  {
    p = p + Vec{ 20, 20, 14 };
  }
  const auto curve = MakePolyline(points);
  for (int axis = 0; axis < 2; ++axis)
  {
    for (int mode = 0; mode < 4; ++mode)
    {
      vtkNew<vtkCurvedPlanarReformat> thick;
      thick->SetInputData(image);
      thick->SetCurveData(curve);
      thick->SetSliceDimensions(7, 9);
      thick->SetSpacing(1, 1, 1);
      thick->SetInterpolationToNearest();
      vtkNew<vtkImageSlab> theirs;
      theirs->SetInputConnection(thick->GetOutputPort());
      theirs->SetOrientation(axis);
      theirs->SetOperation(mode);
      theirs->SetOutputScalarTypeToDouble();
      theirs->Update();
      vtkNew<vtkCurvedPlanarReformat> ours;
      ours->SetInputData(image);
      ours->SetCurveData(curve);
      ours->SetSliceDimensions(axis == 0 ? 0 : 7, axis == 1 ? 0 : 9);
      ours->SetSpacing(1, 1, 1);
      ours->SetInterpolationToNearest();
      ours->SetSlabAxis(axis);
      ours->SetSlabMode(mode);
      ours->SetSlabThickness(axis == 0 ? 7 : 9);
      ours->Update();
      vtkDataArray* a = ours->GetOutput()->GetPointData()->GetScalars();
      vtkDataArray* b = theirs->GetOutput()->GetPointData()->GetScalars();
      CHECK(a->GetNumberOfTuples() == b->GetNumberOfTuples() && a->GetNumberOfTuples() > 100,
        a->GetNumberOfTuples() << " voxels, vtkImageSlab has " << b->GetNumberOfTuples());
      for (vtkIdType i = 0; i < std::min(a->GetNumberOfTuples(), b->GetNumberOfTuples()); ++i)
      {
        const double off = std::abs(a->GetComponent(i, 0) - b->GetComponent(i, 0));
        CHECK(off <= (mode == 2 ? 0.5 : 0.0),
          ModeNames[mode] << " along axis " << axis << " is off vtkImageSlab's by " << off);
      }
    }
  }
}
}

int TestReformatSlab(int, char*[])
{
  ForScalarTypes(
    [](auto value, int type, const char* name) { TestType<decltype(value)>(type, name); });
  TestMasks();
  TestArraysAndInterpolator();
  TestClosed();
  TestAgainstImageSlab();
  return Verdict();
}
