// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Images of more than 2^31 voxels: one that is never in memory as a whole, and one that is.

#include "TestSpySource.h"

#include "vtkAOSDataArrayTemplate.h"
#include "vtkCurveCrossSection.h"
#include "vtkExecutive.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkTestErrorObserver.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

using namespace testcurves;

namespace
{
/** Linear in the index: interpolation between voxels is exact. */
double Field(double i, double j, double k)
{
  return 3.0 * i - 2.0 * j + 5.0 * k;
}

/** A source of any part of an image of that field. */
vtkSmartPointer<SpySource> MakeSource(const int size[3])
{
  auto source = vtkSmartPointer<SpySource>::New();
  for (int axis = 0; axis < 3; ++axis)
  {
    source->Image.Extent[2 * axis] = 0;
    source->Image.Extent[2 * axis + 1] = size[axis] - 1;
  }
  source->ScalarType = VTK_FLOAT;
  source->Fill = [](vtkImageData* image)
  {
    AddArray(image, "field", VTK_FLOAT, 1, [](int i, int j, int k, int) { return Field(i, j, k); });
  };
  return source;
}

double VoxelsMade(SpySource* source)
{
  double voxels = 0.0;
  for (const Extent& extent : source->Requests)
  {
    voxels += CountVoxels(extent);
  }
  return voxels;
}

/** An arc that ends in the last voxel but `margin` of an image of that size, bent in three
 * directions. */
std::vector<Vec> ArcAtTheFarEnd(const int size[3], double margin)
{
  std::vector<Vec> points;
  for (int n = 0; n <= 60; ++n)
  {
    const double t = n / 60.0;
    points.push_back({ size[0] - 1 - margin - 40.0 * (1.0 - t),
      size[1] - 1 - margin - 25.0 * (1.0 - t) * (1.0 - t),
      size[2] - 1 - margin - 60.0 * (1.0 - t) + 8.0 * std::sin(3.0 * t) - 8.0 * std::sin(3.0) });
  }
  return points;
}

/** 6e9 voxels, straightened at the far end: a source makes what is needed, and the field comes out.
 */
void TestVirtualImage()
{
  const int size[3] = { 3000, 2000, 1000 };
  const auto source = MakeSource(size);
  const std::vector<Vec> points = ArcAtTheFarEnd(size, 12.0);
  for (int mode = 0; mode < 3; ++mode)
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputConnection(source->GetOutputPort());
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetSliceDimensions(13, 11);
    reformat->SetSpacing(0.8, 0.7, 0.9);
    reformat->SetInterpolation(mode);
    reformat->Update();
    vtkImageData* output = reformat->GetOutput();
    CHECK(output->GetDimensions()[2] > 60, output->GetDimensions()[2] << " slices");
    vtkDataArray* field = output->GetPointData()->GetArray("field");
    double worst = 0.0;
    ForEachVoxel(output,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        Vec p = SampleAt(SliceFrame(output, k), output, i, j);
        if (mode == 0)
        {
          p = { std::floor(p[0] + 0.5), std::floor(p[1] + 0.5), std::floor(p[2] + 0.5) };
        }
        worst = std::max(worst, std::abs(field->GetComponent(tuple, 0) - Field(p[0], p[1], p[2])));
        CHECK(Masked(output, tuple), "voxel " << i << " " << j << " " << k << " is masked");
      });
    // a float of 10000
    CheckBelow(worst, 2e-3, "deviation from the field, interpolation " + std::to_string(mode));
    const Vec first = SliceFrame(output, 0).C;
    CheckBelow(Norm(first - points.front()), 1e-9, "distance of the first slice from the curve");

    // and the last slice alone, in its place
    vtkNew<vtkCurveCrossSection> section;
    section->SetInputConnection(source->GetOutputPort());
    section->SetCurveData(MakePolyline(points));
    section->SetSliceDimensions(9, 9);
    section->SetSpacing(0.8, 0.7, 0.9);
    section->SetInterpolation(mode);
    section->SetArcLength(0.9 * (output->GetDimensions()[2] - 1));
    section->Update();
    const vtkIdType centre = 4 + 9 * 4;
    double p[3];
    section->GetOutput()->GetPoint(centre, p);
    if (mode == 0)
    {
      for (double& x : p)
      {
        x = std::floor(x + 0.5);
      }
    }
    CheckBelow(
      std::abs(section->GetOutput()->GetPointData()->GetArray("field")->GetComponent(centre, 0) -
        Field(p[0], p[1], p[2])),
      2e-3, "deviation of the cross-section");
  }
  CheckBelow(VoxelsMade(source), 1e6, "voxels made");
}

/** A brick that does not fit is refused before a source tries to make it. */
void TestBrickTooLarge()
{
  const int size[3] = { 100000, 100000, 100000 };
  const auto source = MakeSource(size);
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputConnection(source->GetOutputPort());
  const double end = 99990;
  reformat->SetCurveData(MakePolyline({ { 10, 10, 10 }, { end, end, end } }));
  reformat->SetSliceDimensions(3, 3);
  reformat->SetSpacing(1, 1, 100);
  vtkNew<vtkTest::ErrorObserver> errors;
  vtkNew<vtkTest::ErrorObserver> executive;
  reformat->AddObserver(vtkCommand::ErrorEvent, errors);
  reformat->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, executive);
  reformat->Update();
  // 99981^3 voxels of 4 bytes
  CHECK(errors->GetErrorMessage().find(
          "Output and the part of the image under it would need 3.99e+06 GB of memory") !=
      std::string::npos,
    "no sentence about the memory: \"" << errors->GetErrorMessage() << "\"");
  CHECK(VoxelsMade(source) < 100.0, VoxelsMade(source) << " voxels were made all the same");

  // but slice by slice it goes
  const int slice[6] = { 0, 2, 0, 2, 1000, 1000 };
  reformat->UpdateExtent(const_cast<int*>(slice));
  const Vec p = SliceFrame(reformat->GetOutput(), 1000).C;
  CheckBelow(std::abs(reformat->GetOutput()->GetPointData()->GetScalars()->GetComponent(4, 0) -
               Field(p[0], p[1], p[2])),
    0.1, "deviation of one slice of 1e15 voxels"); // a float of 300000
}

#if defined(__linux__)
/**
 * 1300^3 voxels in one array, of which memory is used only where something is written: around the
 * curve, at the far end, where offsets do not fit into 32 bits.
 */
template <typename T>
void TestLargeArray(int components)
{
  const int size = 1300;
  const int sizes[3] = { size, size, size };
  const auto edge = static_cast<std::size_t>(size);
  const auto perVoxel = static_cast<std::size_t>(components);
  const std::size_t count = edge * edge * edge * perVoxel;
  const std::size_t bytes = count * sizeof(T);
  void* memory = mmap(
    nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
  {
    CHECK(false, "no address space for " << bytes << " bytes");
    return;
  }
  auto* voxels = static_cast<T*>(memory);
  const auto at = [&](int i, int j, int k) -> T*
  {
    const auto row = static_cast<std::size_t>(j) + edge * static_cast<std::size_t>(k);
    return voxels + perVoxel * (static_cast<std::size_t>(i) + edge * row);
  };

  // linear where it is above 0
  const std::vector<Vec> points = ArcAtTheFarEnd(sizes, 9.0);
  const auto value = [&](double i, double j, double k)
  { return 250.0 - (size - 1 - i) - 0.5 * (size - 1 - j) - 1.5 * (size - 1 - k); };
  const int from[3] = { size - 75, size - 60, size - 100 };
  for (int k = from[2]; k < size; ++k)
  {
    for (int j = from[1]; j < size; ++j)
    {
      for (int i = from[0]; i < size; ++i)
      {
        const double rounded = std::max(std::floor(value(i, j, k) + 0.5), 0.0);
        std::fill_n(at(i, j, k), components, static_cast<T>(rounded));
      }
    }
  }
  vtkNew<vtkAOSDataArrayTemplate<T>> array;
  array->SetName("v");
  array->SetNumberOfComponents(components);
  array->SetArray(voxels, static_cast<vtkIdType>(count), 1); // stays ours
  vtkNew<vtkImageData> image;
  image->SetDimensions(sizes);
  image->GetPointData()->SetScalars(array);

  for (int mode = 0; mode < 3; ++mode)
  {
    vtkNew<vtkCurvedPlanarReformat> reformat;
    reformat->SetInputData(image);
    reformat->SetCurveData(MakePolyline(points));
    reformat->SetSliceDimensions(7, 7);
    reformat->SetSpacing(1, 1, 1);
    reformat->SetInterpolation(mode);
    reformat->Update();
    vtkImageData* output = reformat->GetOutput();
    vtkDataArray* found = output->GetPointData()->GetArray("v");
    double worst = 0.0;
    int bright = 0;
    ForEachVoxel(output,
      [&](int i, int j, int k, vtkIdType tuple)
      {
        const Vec p = SampleAt(SliceFrame(output, k), output, i, j);
        const double v = found->GetComponent(tuple, components - 1);
        bright += v > 50 ? 1 : 0;
        if (mode == 0)
        {
          const T* nearest = at(static_cast<int>(p[0] + 0.5), static_cast<int>(p[1] + 0.5),
            static_cast<int>(p[2] + 0.5));
          CHECK(v == static_cast<double>(*nearest), "the nearest voxel is another one");
        }
        else if (value(p[0], p[1], p[2]) > 10) // not clamped
        {
          worst = std::max(worst, std::abs(v - value(p[0], p[1], p[2])));
        }
      });
    CHECK(bright > 1000, "only " << bright << " voxels say anything");
    // voxels are rounded, and the result again: cubic weights overshoot a little
    CheckBelow(worst, mode == 2 ? 1.6 : 1.01, "deviation, interpolation " + std::to_string(mode));

    // the way back, onto a part of the grid that lies there
    vtkNew<vtkInverseCurvedPlanarReformat> bend;
    bend->SetInputConnection(reformat->GetOutputPort());
    bend->SetReferenceData(image);
    bend->SetInterpolation(mode);
    bend->SetGenerateMask(true);
    const Vec middle = points[40];
    Geometry around;
    for (int axis = 0; axis < 3; ++axis)
    {
      around.Extent[2 * axis] = static_cast<int>(middle[axis]) - 2;
      around.Extent[2 * axis + 1] = static_cast<int>(middle[axis]) + 2;
    }
    bend->UpdateExtent(around.Extent);
    vtkDataArray* back = bend->GetOutput()->GetPointData()->GetArray("v");
    int inside = 0;
    ForEachVoxel(bend->GetOutput(),
      [&](int i, int j, int k, vtkIdType tuple)
      {
        if (Masked(bend->GetOutput(), tuple))
        {
          ++inside;
          CHECK(std::abs(back->GetComponent(tuple, 0) - value(i, j, k)) < 3.5,
            "voxel " << i << " " << j << " " << k << " has come back as "
                     << back->GetComponent(tuple, 0) << ", not " << value(i, j, k));
        }
      });
    CHECK(inside > 50, inside << " voxels have come back");
  }
  munmap(memory, bytes);
}
#endif
}

int TestLargeImage(int, char*[])
{
  TestVirtualImage();
  TestBrickTooLarge();
#if defined(__linux__)
  TestLargeArray<unsigned char>(1);
  TestLargeArray<unsigned char>(3);
  TestLargeArray<short>(1);
  TestLargeArray<float>(1);
  TestLargeArray<double>(1);
#endif
  return Verdict();
}
