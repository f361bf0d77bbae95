// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The kernels in vector instructions give the bits of the plain loops, whatever the processor: all
// types, numbers of components and interpolations, with not-a-numbers and infinities, and with
// samples that lie just on voxels. (What the plain values have to be is TestReformatTypes' matter,
// and that of TestReformatStraight.)

#include "TestImages.h"

#include "vtkCellData.h"
#include "vtkDataArray.h"

#include <cmath>
#include <cstdlib>
#include <limits>

using namespace testcurves;

namespace
{
void LimitTo(const char* set)
{
#ifdef _WIN32
  _putenv_s("CURVEDREFORMAT_SIMD", set);
#else
  setenv("CURVEDREFORMAT_SIMD", set, 1);
#endif
}

/** Random bits for integers, so that cubic interpolation leaves the range; small numbers for
 * others, with something that is no finite number in one of a hundred. */
template <typename T>
void FillRandom(vtkDataArray* array, unsigned seed)
{
  std::mt19937_64 random(seed);
  T* values = static_cast<T*>(array->GetVoidPointer(0));
  for (vtkIdType i = 0; i < array->GetNumberOfValues(); ++i)
  {
    if (std::is_integral<T>::value)
    {
      values[i] = static_cast<T>(random());
      continue;
    }
    const auto number = static_cast<T>(static_cast<double>(random() >> 11) / 1e13 - 400.0);
    const T others[4] = { std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(),
      -std::numeric_limits<T>::infinity(), std::numeric_limits<T>::denorm_min() };
    const unsigned which = random() % 400;
    values[i] = which < 4 ? others[which] : number;
  }
}

template <typename T>
void AddRandom(vtkImageData* image, int type, int components)
{
  auto array = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  array->SetName((std::to_string(type) + "x" + std::to_string(components)).c_str());
  array->SetNumberOfComponents(components);
  array->SetNumberOfTuples(image->GetNumberOfPoints());
  FillRandom<T>(array, static_cast<unsigned>(type * 10 + components));
  image->GetPointData()->AddArray(array);
}

/** Bytes that are equal, or not a number on both sides: which bits that has is not promised. */
template <typename T>
bool SameValues(vtkDataArray* a, vtkDataArray* b)
{
  const T* first = static_cast<const T*>(a->GetVoidPointer(0));
  const T* second = static_cast<const T*>(b->GetVoidPointer(0));
  for (vtkIdType i = 0; i < a->GetNumberOfValues(); ++i)
  {
    const bool none = first[i] != first[i] && second[i] != second[i];
    if (!none && std::memcmp(first + i, second + i, sizeof(T)) != 0)
    {
      std::cerr << "value " << i << ": " << +first[i] << " and " << +second[i] << "\n";
      return false;
    }
  }
  return true;
}

bool Same(vtkDataArray* a, vtkDataArray* b)
{
  if (a->GetNumberOfValues() != b->GetNumberOfValues() || a->GetDataType() != b->GetDataType())
  {
    return false;
  }
  switch (a->GetDataType())
  {
    vtkTemplateMacro(return SameValues<VTK_TT>(a, b));
    default:
      return false;
  }
}

vtkSmartPointer<vtkImageData> Straighten(
  vtkImageData* image, vtkPolyData* curve, int mode, const Vec& spacing, const char* set)
{
  LimitTo(set);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(image);
  reformat->SetCurveData(curve);
  reformat->SetSliceDimensions(45, 21); // a chunk of 32 samples, and one that is not full
  reformat->SetSpacing(spacing.v);
  reformat->SetFrameType(vtkMovingFrame::FixedUp);
  reformat->SetUpVector(0.0, 1.0, 0.0);
  reformat->SetInterpolation(mode);
  reformat->Update();
  auto copy = vtkSmartPointer<vtkImageData>::New();
  copy->DeepCopy(reformat->GetOutput());
  return copy;
}
}

int TestReformatVectors(int, char*[])
{
  LimitTo("off");
  CHECK(std::string(vtkCurvedPlanarReformat::GetInstructionSet()).empty(), "off is not off");
  LimitTo("");
  std::cout << "best: \"" << vtkCurvedPlanarReformat::GetInstructionSet() << "\"\n";

  // positions in this one are exact in binary
  Geometry g = OddGeometry();
  g.Origin = { 8.5, -3.0, 0.25 };
  g.Spacing = { 0.5, 1.0, 0.25 };
  const auto image = MakeImage(g);
  for (const int components : { 1, 2, 3, 5 })
  {
    AddRandom<char>(image, VTK_CHAR, components);
    AddRandom<signed char>(image, VTK_SIGNED_CHAR, components);
    AddRandom<unsigned char>(image, VTK_UNSIGNED_CHAR, components);
    AddRandom<short>(image, VTK_SHORT, components);
    AddRandom<unsigned short>(image, VTK_UNSIGNED_SHORT, components);
    AddRandom<int>(image, VTK_INT, components);
    AddRandom<unsigned int>(image, VTK_UNSIGNED_INT, components);
    AddRandom<long>(image, VTK_LONG, components);
    AddRandom<unsigned long>(image, VTK_UNSIGNED_LONG, components);
    AddRandom<long long>(image, VTK_LONG_LONG, components);
    AddRandom<unsigned long long>(image, VTK_UNSIGNED_LONG_LONG, components);
    AddRandom<float>(image, VTK_FLOAT, components);
    AddRandom<double>(image, VTK_DOUBLE, components);
  }
  auto cells = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(VTK_FLOAT));
  cells->SetName("cells");
  cells->SetNumberOfTuples(image->GetNumberOfCells());
  FillRandom<float>(cells, 77);
  image->GetCellData()->AddArray(cells);

  // an oblique line beyond both ends of the image, and one along its k axis through voxels
  const Vec oblique = Unit({ 0.3, -0.5, 0.9 });
  const auto corner = [&g](double i, double j, double k) {
    return g.World({ g.Extent[0] + i, g.Extent[2] + j, g.Extent[4] + k });
  };
  const struct
  {
    vtkSmartPointer<vtkPolyData> Curve;
    Vec Spacing;
  } cases[] = {
    { MakePolyline({ g.Centre() - oblique * 12.0, g.Centre() + oblique * 12.0 }),
      { 0.37, 0.61, 0.83 } },
    { MakePolyline({ corner(10, 8, 0), corner(10, 8, 24) }), g.Spacing },
  };
  int compared = 0;
  for (const auto& one : cases)
  {
    for (int mode = 0; mode < 3; ++mode)
    {
      const auto plain = Straighten(image, one.Curve, mode, one.Spacing, "off");
      for (const char* set : { "SSE4", "AVX2", "AVX-512", "NEON", "" })
      {
        LimitTo(set);
        const std::string used = vtkCurvedPlanarReformat::GetInstructionSet();
        if (*set && used != set)
        {
          continue; // this processor has not got it
        }
        const auto fast = Straighten(image, one.Curve, mode, one.Spacing, set);
        vtkPointData* expected = plain->GetPointData();
        for (int i = 0; i < expected->GetNumberOfArrays(); ++i)
        {
          const char* name = expected->GetArrayName(i);
          vtkDataArray* got = fast->GetPointData()->GetArray(name);
          CHECK(got && Same(expected->GetArray(i), got),
            "array " << name << ", interpolation " << mode << ", " << used
                     << ": not as the plain loops have it");
          ++compared;
        }
      }
    }
  }
  std::cout << compared << " arrays compared\n";
#ifdef CURVEDREFORMAT_WITH_HIGHWAY
  LimitTo("");
  CHECK(*vtkCurvedPlanarReformat::GetInstructionSet(), "built with vector kernels, but has none");
#endif
  CHECK(compared >= 2 * 3 * 54, "only " << compared << " arrays compared");
  return Verdict();
}
