// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Every scalar type, number of components and array comes through, rounded and clamped as promised;
// and so it does through other interpolators.

#include "TestImages.h"

#include "vtkBitArray.h"
#include "vtkCellData.h"
#include "vtkDataSetAttributes.h"
#include "vtkImageBSplineCoefficients.h"
#include "vtkImageBSplineInterpolator.h"
#include "vtkImageInterpolator.h"
#include "vtkImageReslice.h"
#include "vtkImageSincInterpolator.h"
#include "vtkLongLongArray.h"
#include "vtkPoints.h"
#include "vtkPolyData.h"
#include "vtkProbeFilter.h"
#include "vtkSOADataArrayTemplate.h"
#include "vtkStringArray.h"
#include "vtkTestErrorObserver.h"
#include "vtkUnsignedLongLongArray.h"

#include <limits>

using namespace testcurves;

namespace
{
Geometry SmallGeometry()
{
  Geometry g = TurnedGeometry(true);
  const int extent[6] = { 2, 14, -3, 8, 1, 12 };
  std::copy_n(extent, 6, g.Extent);
  return g;
}

/** A reformat along an oblique line through the image, beyond both its ends. */
void Configure(vtkCurvedPlanarReformat* reformat, vtkImageData* image, const Geometry& g, int mode)
{
  const Vec t = Unit({ 0.3, -0.5, 0.9 });
  reformat->SetInputData(image);
  reformat->SetCurveData(MakePolyline({ g.Centre() - t * 8.0, g.Centre() + t * 8.0 }));
  reformat->SetSliceDimensions(19, 23);
  reformat->SetSpacing(0.57, 0.61, 0.83);
  reformat->SetInterpolation(mode);
}

/** Interpolated by the formulas, in long double; indices beyond the border count as the border. */
template <typename T>
long double Interpolated(
  const T* values, const Geometry& g, const Vec& index, int mode, int components, int component)
{
  const int n[3] = { g.Dimension(0), g.Dimension(1), g.Dimension(2) };
  const int reach = mode == 2 ? 2 : 1;
  long double sum = 0;
  double x[3];
  int base[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    x[axis] = std::min(std::max(index[axis] - g.Extent[2 * axis], 0.0), n[axis] - 1.0);
    base[axis] = static_cast<int>(std::floor(x[axis]));
  }
  const auto kernel = [mode](double distance) -> long double
  {
    const long double d = std::abs(distance);
    if (mode == 1)
    {
      return d < 1 ? 1 - d : 0;
    }
    // Keys' cubic convolution with a = -1/2
    return d < 1 ? 1.5L * d * d * d - 2.5L * d * d + 1
                 : (d < 2 ? -0.5L * d * d * d + 2.5L * d * d - 4 * d + 2 : 0);
  };
  for (int k = 1 - reach; k <= reach; ++k)
  {
    for (int j = 1 - reach; j <= reach; ++j)
    {
      for (int i = 1 - reach; i <= reach; ++i)
      {
        const int tap[3] = { base[0] + i, base[1] + j, base[2] + k };
        std::int64_t at = 0;
        long double weight = 1;
        for (int axis = 2; axis >= 0; --axis)
        {
          at = at * n[axis] + std::min(std::max(tap[axis], 0), n[axis] - 1);
          weight *= kernel(x[axis] - tap[axis]);
        }
        sum += weight * static_cast<long double>(values[at * components + component]);
      }
    }
  }
  return sum;
}

/**
 * One type, with values over its whole range (so that cubic interpolation leaves it), in all
 * interpolations, against the formulas.
 */
template <typename T>
void TestType(int type, const char* name)
{
  const Geometry g = SmallGeometry();
  for (const int components : { 1, 3, 4 })
  {
    const auto image = MakeImage(g);
    auto array = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
    CHECK(array->GetDataTypeSize() == sizeof(T), name << " has another size");
    array->SetName("values");
    array->SetNumberOfComponents(components);
    array->SetNumberOfTuples(image->GetNumberOfPoints());
    T* values = static_cast<T*>(array->GetVoidPointer(0));
    std::mt19937_64 random(static_cast<unsigned>(type * 10 + components));
    for (vtkIdType i = 0; i < array->GetNumberOfValues(); ++i)
    {
      if (std::is_integral<T>::value)
      {
        // half of the values at the limits of the type, or near
        const std::uint64_t bits = random();
        const auto small = static_cast<T>(random() % 4);
        values[i] = bits % 4 == 0
          ? static_cast<T>(std::numeric_limits<T>::max() - small)
          : (bits % 4 == 1 ? static_cast<T>(std::numeric_limits<T>::lowest() + small)
                           : static_cast<T>(random()));
      }
      else
      {
        values[i] = static_cast<T>(static_cast<double>(random() >> 11) / 1e12 - 4000.0);
      }
    }
    image->GetPointData()->SetScalars(array);
    for (int mode = 0; mode < 3; ++mode)
    {
      vtkNew<vtkCurvedPlanarReformat> reformat;
      Configure(reformat, image, g, mode);
      reformat->SetBackgroundValue(-1e30); // clamped, for integers
      reformat->Update();
      vtkImageData* out = reformat->GetOutput();
      vtkDataArray* got = out->GetPointData()->GetScalars();
      CHECK(got && got->GetDataType() == type && got->GetNumberOfComponents() == components &&
          std::string(got->GetName()) == "values",
        name << " did not keep type, components or name");
      if (!got)
      {
        return;
      }
      const T* results = static_cast<const T*>(got->GetVoidPointer(0));
      vtkIdType inside = 0;
      vtkIdType clamped = 0;
      ForEachVoxel(out,
        [&](int i, int j, int k, vtkIdType tuple)
        {
          const Vec index = g.Index(SampleAt(SliceFrame(out, k), out, i, j));
          const double outside = g.Outside(index);
          for (int c = 0; c < components; ++c)
          {
            const T result = results[tuple * components + c];
            if (outside > 0.5)
            {
              const T background = std::is_integral<T>::value ? std::numeric_limits<T>::lowest()
                                                              : static_cast<T>(-1e30);
              CHECK(result == background, name << ": background is " << +result);
              continue;
            }
            ++inside;
            if (mode == 0)
            {
              std::int64_t at = 0;
              for (int axis = 2; axis >= 0; --axis)
              {
                const int n = g.Dimension(axis);
                const int nearest =
                  static_cast<int>(std::floor(index[axis] - g.Extent[2 * axis] + 0.5));
                at = at * n + std::min(std::max(nearest, 0), n - 1);
              }
              CHECK(result == values[at * components + c],
                name << ": nearest is " << +result << ", not " << +values[at * components + c]);
              continue;
            }
            const long double exact = Interpolated(values, g, index, mode, components, c);
            const auto low = static_cast<long double>(std::numeric_limits<T>::lowest());
            const auto high = static_cast<long double>(std::numeric_limits<T>::max());
            clamped += exact < low || exact > high ? 1 : 0;
            // the positions are known to 1e-13 of a voxel
            const long double position =
              1e-12L * (std::is_integral<T>::value ? high - low : static_cast<long double>(8000));
            const long double rounding = std::is_integral<T>::value
              ? 0.5L
              : std::numeric_limits<T>::epsilon() * std::abs(exact);
            const long double expected = std::min(std::max(exact, low), high);
            CHECK(
              std::abs(static_cast<long double>(result) - expected) <= rounding + position + 1e-9L,
              name << ", interpolation " << mode << ": " << +result << ", " << expected
                   << " expected");
          }
        });
      CHECK(inside > 1000, "only " << inside << " values inside");
      CHECK(!std::is_integral<T>::value || mode != 2 || clamped > 10,
        name << ": only " << clamped << " overshoots, no test of clamping");
    }
  }
}

/** Sums near the limits of 64 bits: one value everywhere comes back exactly, and steps in between.
 */
template <typename Array, typename T>
void TestLimits(const std::vector<T>& some)
{
  const Geometry g = SmallGeometry();
  for (const T value : some)
  {
    const auto image = MakeImage(g);
    vtkNew<Array> array;
    array->SetName("big");
    array->SetNumberOfTuples(image->GetNumberOfPoints());
    array->FillValue(value);
    image->GetPointData()->SetScalars(array);
    for (int mode = 0; mode < 3; ++mode)
    {
      vtkNew<vtkCurvedPlanarReformat> reformat;
      Configure(reformat, image, g, mode);
      reformat->Update();
      auto* got = Array::SafeDownCast(reformat->GetOutput()->GetPointData()->GetScalars());
      CHECK(got, "no 64-bit array");
      for (vtkIdType i = 0; got && i < got->GetNumberOfTuples(); ++i)
      {
        if (Masked(reformat->GetOutput(), i))
        {
          // weights add up to 1 but for rounding, which is a few units of 2^-64
          const T result = got->GetValue(i);
          const T off = result > value ? result - value : value - result;
          CHECK(off <= (mode == 0 ? T(0) : T(16)),
            "interpolation " << mode << " of " << value << " everywhere is " << result);
        }
      }
    }
  }
}

/** Several arrays at once, a cell array, names, the active one, what cannot be interpolated. */
void TestArrays()
{
  const Geometry g = SmallGeometry();
  const auto image = MakeImage(g);
  AddArray(image, "first", VTK_FLOAT, 1, Noise(0, 1));
  AddArray(image, "second", VTK_SHORT, 3, Noise(-100, 100))->SetComponentName(1, "green");
  AddArray(image, "third", VTK_DOUBLE, 4, Noise(5, 6));
  image->GetPointData()->SetActiveScalars("third");
  image->GetPointData()->SetActiveVectors("second");
  Geometry cellGeometry = g;
  for (const int i : { 1, 3, 5 })
  {
    --cellGeometry.Extent[i];
  }
  const auto cells = MakeImage(cellGeometry);
  image->GetCellData()->AddArray(AddArray(cells, "material", VTK_INT, 1, Noise(0, 1e6)));
  image->GetCellData()->AddArray(AddArray(cells, "first", VTK_DOUBLE, 2, Noise(0, 1)));
  vtkNew<vtkStringArray> text;
  text->SetName("text");
  text->SetNumberOfValues(1);
  image->GetFieldData()->AddArray(text);

  vtkNew<vtkCurvedPlanarReformat> reformat;
  Configure(reformat, image, g, VTK_LINEAR_INTERPOLATION);
  reformat->SetBackgroundValue(-3);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  vtkPointData* data = out->GetPointData();
  CHECK(data->GetNumberOfArrays() == 6, data->GetNumberOfArrays() << " arrays, 6 expected");
  for (const char* name :
    { "first", "second", "third", "material", "first_cell", "vtkValidPointMask" })
  {
    CHECK(data->GetArray(name), "no array " << name);
  }
  CHECK(data->GetScalars() == data->GetArray("third"), "the active scalars changed");
  CHECK(data->GetVectors() == data->GetArray("second"), "the active vectors changed");
  CHECK(data->GetArray("second")->GetComponentName(1) &&
      std::string(data->GetArray("second")->GetComponentName(1)) == "green",
    "the name of a component is lost");
  CHECK(data->GetArray("vtkValidPointMask")->GetDataType() == VTK_CHAR, "the mask is not of char");
  CHECK(out->GetFieldData()->GetAbstractArray("text"), "the image's field data are lost");

  // vtkProbeFilter puts cell data into point data, too
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  std::vector<Vec> indices;
  ForEachVoxel(out,
    [&](int i, int j, int k, vtkIdType)
    {
      const Vec p = SampleAt(SliceFrame(out, k), out, i, j);
      points->InsertNextPoint(p.v);
      indices.push_back(g.Index(p));
    });
  vtkNew<vtkPolyData> where;
  where->SetPoints(points);
  image->GetCellData()->GetArray("first")->SetName("other");
  vtkNew<vtkProbeFilter> probe;
  probe->SetInputData(where);
  probe->SetSourceData(image);
  probe->Update();
  vtkPointData* expected = probe->GetOutput()->GetPointData();
  vtkIdType compared = 0;
  for (vtkIdType i = 0; i < points->GetNumberOfPoints(); ++i)
  {
    const Vec& index = indices[static_cast<std::size_t>(i)];
    if (expected->GetArray("vtkValidPointMask")->GetComponent(i, 0) == 1.0)
    {
      ++compared;
      CHECK(data->GetArray("material")->GetComponent(i, 0) ==
          expected->GetArray("material")->GetComponent(i, 0),
        "another cell than vtkProbeFilter's");
      for (int c = 0; c < 2; ++c)
      {
        CHECK(data->GetArray("first_cell")->GetComponent(i, c) ==
            expected->GetArray("other")->GetComponent(i, c),
          "another cell than vtkProbeFilter's, second array");
      }
    }
    if (g.Outside(index) < 0.5)
    {
      // the cell that holds the sample, at the border the one inside
      int ijk[3];
      for (int axis = 0; axis < 3; ++axis)
      {
        ijk[axis] = std::min(
          std::max(static_cast<int>(std::floor(index[axis])), cellGeometry.Extent[2 * axis]),
          cellGeometry.Extent[2 * axis + 1]);
      }
      CHECK(data->GetArray("material")->GetComponent(i, 0) ==
          image->GetCellData()->GetArray("material")->GetComponent(cells->ComputePointId(ijk), 0),
        "not the cell at " << index[0] << " " << index[1] << " " << index[2]);
    }
    else
    {
      CHECK(data->GetArray("material")->GetComponent(i, 0) == -3 &&
          data->GetArray("third")->GetComponent(i, 2) == -3,
        "no background outside");
    }
  }
  CHECK(compared > 1000, "only " << compared << " samples compared with vtkProbeFilter");

  // only cell data
  const auto cellsOnly = MakeImage(g);
  cellsOnly->GetCellData()->SetScalars(cells->GetPointData()->GetArray(0));
  vtkNew<vtkCurvedPlanarReformat> onlyCells;
  Configure(onlyCells, cellsOnly, g, VTK_LINEAR_INTERPOLATION);
  onlyCells->SetGenerateMask(false);
  onlyCells->Update();
  CHECK(onlyCells->GetOutput()->GetPointData()->GetNumberOfArrays() == 1 &&
      onlyCells->GetOutput()->GetPointData()->GetArray("material"),
    "an image of cell data alone gives "
      << onlyCells->GetOutput()->GetPointData()->GetNumberOfArrays() << " arrays");
}

/** Bits, arrays in another memory layout, ghost flags, and what holds no numbers. */
void TestUnusualArrays()
{
  const Geometry g = SmallGeometry();
  const auto image = MakeImage(g);
  vtkDataArray* plain = AddArray(image, "plain", VTK_FLOAT, 3, Noise(-1, 1));
  vtkDataArray* bytes = AddArray(image, "bytes", VTK_UNSIGNED_CHAR, 1,
    [](int i, int j, int k, int) { return (i * 7 + j * 3 + k) % 2; });
  vtkNew<vtkBitArray> bits;
  bits->SetName("bits");
  bits->DeepCopy(bytes);
  bits->SetName("bits");
  image->GetPointData()->AddArray(bits);
  vtkNew<vtkSOADataArrayTemplate<float>> layout;
  layout->SetNumberOfComponents(3);
  layout->SetNumberOfTuples(plain->GetNumberOfTuples());
  for (vtkIdType i = 0; i < plain->GetNumberOfTuples(); ++i)
  {
    layout->SetTuple(i, plain->GetTuple(i));
  }
  layout->SetName("layout");
  image->GetPointData()->AddArray(layout);
  vtkNew<vtkStringArray> words;
  words->SetName("words");
  words->SetNumberOfValues(image->GetNumberOfPoints());
  image->GetPointData()->AddArray(words);
  image->AllocatePointGhostArray();

  for (int mode = 0; mode < 3; ++mode)
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    Configure(reformat, image, g, mode);
    vtkNew<vtkTest::ErrorObserver> observer;
    reformat->AddObserver(vtkCommand::ErrorEvent, observer);
    reformat->AddObserver(vtkCommand::WarningEvent, observer);
    reformat->Update();
    CHECK(!observer->GetError() &&
        observer->GetWarningMessage().find("Arrays left out") != std::string::npos &&
        observer->GetWarningMessage().find("words") != std::string::npos,
      "strings gave: \"" << observer->GetErrorMessage() << observer->GetWarningMessage() << "\"");
    vtkPointData* data = reformat->GetOutput()->GetPointData();
    CHECK(data->GetNumberOfArrays() == 5, data->GetNumberOfArrays() << " arrays, 5 expected");
    CHECK(!data->HasArray(vtkDataSetAttributes::GhostArrayName()), "ghost flags came through");
    for (const auto& pair : { std::make_pair("plain", "layout"), std::make_pair("bytes", "bits") })
    {
      vtkDataArray* a = data->GetArray(pair.first);
      vtkDataArray* b = data->GetArray(pair.second);
      CHECK(a && b, pair.second << " is missing");
      for (vtkIdType i = 0; a && b && i < a->GetNumberOfTuples(); ++i)
      {
        for (int c = 0; c < a->GetNumberOfComponents(); ++c)
        {
          CHECK(a->GetComponent(i, c) == b->GetComponent(i, c),
            pair.second << " is " << b->GetComponent(i, c) << ", not " << a->GetComponent(i, c));
        }
      }
    }
  }
}

/** Any interpolator: a constant stays, and along an axis it is what vtkImageReslice makes of it. */
void TestInterpolators()
{
  Geometry g = OddGeometry();
  g.Spacing = { 0.5, 1.0, 0.25 };
  const auto noise = MakeImage(g);
  AddArray(noise, "v", VTK_DOUBLE, 1, Noise(-100, 100));
  AddArray(noise, "three", VTK_FLOAT, 3, Noise(-100, 100));
  vtkNew<vtkImageBSplineCoefficients> coefficients;
  coefficients->SetInputData(noise);
  coefficients->SetOutputScalarTypeToDouble();
  coefficients->Update();
  vtkNew<vtkImageSincInterpolator> sinc;
  sinc->SetWindowFunctionToLanczos();
  vtkNew<vtkImageBSplineInterpolator> spline;
  spline->SetSplineDegree(3);
  vtkNew<vtkImageInterpolator> linear;
  linear->SetInterpolationModeToLinear();
  struct Case
  {
    const char* Name;
    vtkAbstractImageInterpolator* Interpolator;
    vtkImageData* Image;
    double Tolerance;
  };
  for (const Case& c :
    { Case{ "sinc", sinc, noise, 1e-9 }, Case{ "spline", spline, coefficients->GetOutput(), 1e-9 },
      Case{ "linear", linear, noise, 1e-9 } })
  {
    const auto constant = MakeImage(g);
    AddArray(constant, "c", VTK_DOUBLE, 1, [](int, int, int, int) { return 12.25; });
    AddArray(constant, "i", VTK_LONG_LONG, 2, [](int, int, int, int) { return 77.0; });
    vtkNew<vtkCurvedPlanarReformat> flat;
    Configure(flat, constant, g, VTK_LINEAR_INTERPOLATION);
    flat->SetInterpolator(c.Interpolator);
    flat->SetBackgroundValue(12.25);
    flat->Update();
    double most = 0.0;
    vtkDataArray* values = flat->GetOutput()->GetPointData()->GetArray("c");
    for (vtkIdType i = 0; i < values->GetNumberOfTuples(); ++i)
    {
      most = std::max(most, std::abs(values->GetComponent(i, 0) - 12.25));
      if (Masked(flat->GetOutput(), i))
      {
        CHECK(flat->GetOutput()->GetPointData()->GetArray("i")->GetComponent(i, 1) == 77.0,
          c.Name << ": a constant 64-bit integer changed");
      }
    }
    // the sinc's weights are from a table
    CheckBelow(most, c.Interpolator == sinc ? 1e-4 : 1e-9,
      std::string(c.Name) + " interpolator, a constant image");

    // obliquely, on turned axes: the interpolator itself at the index of each sample
    const Geometry turned = SmallGeometry();
    const auto image = MakeImage(turned);
    AddArray(image, "v", VTK_DOUBLE, 1, Noise(-100, 100));
    vtkNew<vtkCurvedPlanarReformat> oblique;
    Configure(oblique, image, turned, VTK_LINEAR_INTERPOLATION);
    oblique->SetInterpolator(c.Interpolator);
    oblique->Update();
    c.Interpolator->Initialize(image);
    vtkDataArray* sampled = oblique->GetOutput()->GetPointData()->GetArray("v");
    most = 0.0;
    vtkIdType compared = 0;
    ForEachVoxel(oblique->GetOutput(),
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const Frame f = SliceFrame(oblique->GetOutput(), k);
        const Vec index = turned.Index(SampleAt(f, oblique->GetOutput(), i, j));
        if (turned.Outside(index) < 0.5)
        {
          double expected = 0.0;
          c.Interpolator->InterpolateIJK(index.v, &expected);
          ++compared;
          most = std::max(most, std::abs(sampled->GetComponent(tuple, 0) - expected));
        }
      });
    c.Interpolator->ReleaseData();
    CHECK(compared > 1000, "only " << compared << " samples inside");
    CheckBelow(most, 1e-9, std::string(c.Name) + " interpolator, against calling it");

    const double odd = 1.0 / 1024.0;
    const Frame f = StraightFrame(
      g.World({ 13, 7, 17 }) + Vec{ 0.5, 3.0, 0.25 } * odd - Vec{ 0, 2, 0 }, { 0, 1, 0 });
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(c.Image);
    reformat->SetCurveData(MakePolyline({ f.C, f.C + f.T * 4.0 }));
    reformat->SetSliceDimensions(7, 7);
    reformat->SetSpacing(0.25, 0.4375, 0.40625);
    reformat->SetInterpolator(c.Interpolator);
    reformat->Update();
    vtkImageData* out = reformat->GetOutput();
    vtkNew<vtkImageReslice> reslice;
    reslice->SetInputData(c.Image);
    reslice->SetInterpolationModeToLinear(); // it changes that of a vtkImageInterpolator
    reslice->SetInterpolator(c.Interpolator);
    reslice->SetResliceAxesDirectionCosines(f.N.v, f.B.v, f.T.v);
    reslice->SetResliceAxesOrigin(f.C.v);
    reslice->SetOutputExtent(out->GetExtent());
    reslice->SetOutputSpacing(out->GetSpacing());
    reslice->SetOutputOrigin(out->GetOrigin());
    reslice->Update();
    most = 0.0;
    vtkIdType moved = 0;
    vtkDataArray* got = out->GetPointData()->GetScalars();
    vtkDataArray* expected = reslice->GetOutput()->GetPointData()->GetScalars();
    for (vtkIdType i = 0; i < got->GetNumberOfTuples(); ++i)
    {
      most = std::max(most, std::abs(got->GetComponent(i, 0) - expected->GetComponent(i, 0)));
      moved += std::abs(expected->GetComponent(i, 0)) > 1.0 ? 1 : 0;
    }
    CHECK(moved > got->GetNumberOfTuples() / 2, "the image is empty there");
    CheckBelow(most, c.Tolerance, std::string(c.Name) + " interpolator, against vtkImageReslice");
    if (c.Image == noise)
    {
      vtkDataArray* three = out->GetPointData()->GetArray("three");
      CHECK(three && three->GetNumberOfComponents() == 3 && three->GetDataType() == VTK_FLOAT,
        c.Name << ": the second array is lost");
    }
  }
}
}

int TestReformatTypes(int, char*[])
{
  ForScalarTypes(
    [](auto value, int type, const char* name) { TestType<decltype(value)>(type, name); });
  TestLimits<vtkLongLongArray, long long>({ std::numeric_limits<long long>::max(),
    std::numeric_limits<long long>::min(), (1ll << 53) + 1, -(1ll << 62) - 3 });
  TestLimits<vtkUnsignedLongLongArray, unsigned long long>(
    { std::numeric_limits<unsigned long long>::max(), (1ull << 63) + 1, 0ull });
  TestArrays();
  TestUnusualArrays();
  TestInterpolators();
  return Verdict();
}
