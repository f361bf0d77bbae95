// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// A displacement field that was written is read by ITK's own readers and is a transform there: of
// points, and of images, whose voxels are those of our own filters within the error that is stated.
// Images are oblique and left-handed, and ITK has them in its frame, LPS.

#include "TestDisplacement.h"

#include "vtkDisplacementFieldWriter.h"
#include "vtkInverseCurvedPlanarReformat.h"
#include "vtkMetaImageReader.h"
#include "vtkXMLImageDataReader.h"

#include <itkDisplacementFieldTransform.h>
#include <itkImageFileReader.h>
#include <itkLinearInterpolateImageFunction.h>
#include <itkMetaImageIO.h>
#include <itkNrrdImageIO.h>
#include <itkResampleImageFilter.h>

#include <filesystem>
#include <fstream>

using namespace testcurves;

namespace
{
using FieldImage = itk::Image<itk::Vector<double, 3>, 3>;
using Scalars = itk::Image<double, 3>;
using Transform = itk::DisplacementFieldTransform<double, 3>;

/** From RAS to LPS, or as it is. */
Vec ToLPS(const Vec& p, bool ras)
{
  return ras ? Vec{ -p[0], -p[1], p[2] } : p;
}

FieldImage::Pointer ReadField(const std::string& name)
{
  auto reader = itk::ImageFileReader<FieldImage>::New();
  reader->SetFileName(name);
  if (name.find(".mha") != std::string::npos)
  {
    reader->SetImageIO(itk::MetaImageIO::New());
  }
  else
  {
    reader->SetImageIO(itk::NrrdImageIO::New());
  }
  reader->Update();
  return reader->GetOutput();
}

FieldImage::Pointer WriteAndRead(
  vtkImageData* field, const char* name, bool ras, bool compressed, std::uintmax_t& size)
{
  const std::string path = std::string(CURVEDREFORMAT_TEST_OUTPUT "/") + name;
  std::filesystem::remove(path);
  vtkNew<vtkDisplacementFieldWriter> writer;
  writer->SetInputData(field);
  writer->SetFileName(path.c_str());
  writer->SetWorldFrame(ras ? vtkWorldFrame::RAS : vtkWorldFrame::LPS);
  writer->SetUseCompression(compressed);
  writer->Write();
  CHECK(writer->GetErrorCode() == 0 && std::filesystem::exists(path), name << " is not written");
  CHECK(!std::filesystem::exists(path + ".part" + path.substr(path.rfind('.'))), "parts are left");
  size = std::filesystem::file_size(path);
  return ReadField(path);
}

Transform::Pointer MakeTransform(FieldImage* field)
{
  auto transform = Transform::New();
  transform->SetDisplacementField(field);
  return transform;
}

Vec Apply(Transform* transform, const Vec& p)
{
  const Transform::OutputPointType q = transform->TransformPoint(Transform::InputPointType(p.v));
  return { q[0], q[1], q[2] };
}

/** The grid of an image in ITK, in LPS. */
template <typename Image>
void PutGrid(const Geometry& g, bool ras, Image* image)
{
  typename Image::SpacingType spacing;
  typename Image::DirectionType direction;
  typename Image::SizeType size;
  const Vec first =
    ToLPS(g.World({ double(g.Extent[0]), double(g.Extent[2]), double(g.Extent[4]) }), ras);
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    spacing[axis] = g.Spacing[static_cast<int>(axis)];
    size[axis] = static_cast<itk::SizeValueType>(g.Dimension(static_cast<int>(axis)));
    const Vec a = ToLPS(g.Axis[axis], ras);
    for (unsigned int row = 0; row < 3; ++row)
    {
      direction(row, axis) = a[static_cast<int>(row)];
    }
  }
  image->SetRegions(size);
  image->SetSpacing(spacing);
  image->SetOrigin(typename Image::PointType(first.v));
  image->SetDirection(direction);
}

Scalars::Pointer ToITK(vtkImageData* image, vtkDataArray* values, bool ras)
{
  auto made = Scalars::New();
  PutGrid(GeometryOf(image), ras, made.GetPointer());
  made->Allocate();
  for (vtkIdType i = 0; i < values->GetNumberOfTuples(); ++i)
  {
    made->GetBufferPointer()[i] = values->GetComponent(i, 0);
  }
  return made;
}

/** ITK's resampling, linear, onto the grid of an image; NaN outside. */
Scalars::Pointer Resample(Scalars* image, Transform* transform, vtkImageData* grid, bool ras)
{
  auto reference = Scalars::New();
  PutGrid(GeometryOf(grid), ras, reference.GetPointer());
  auto resample = itk::ResampleImageFilter<Scalars, Scalars>::New();
  resample->SetInput(image);
  resample->SetTransform(transform);
  resample->SetInterpolator(itk::LinearInterpolateImageFunction<Scalars, double>::New());
  resample->SetUseReferenceImage(true);
  resample->SetReferenceImage(reference);
  resample->SetDefaultPixelValue(std::nan(""));
  resample->Update();
  return resample->GetOutput();
}

/**
 * No linear interpolation of the image changes faster than that per unit of length, within a voxel
 * and a half of an index; negative where that is not inside. Where `mask` is given, all of it must
 * have 1.
 */
double Steepest(vtkImageData* image, vtkDataArray* values, vtkDataArray* mask, const Vec& index)
{
  const Geometry g = GeometryOf(image);
  int low[3];
  for (int axis = 0; axis < 3; ++axis)
  {
    low[axis] = static_cast<int>(std::floor(index[axis])) - 1;
    if (low[axis] < g.Extent[2 * axis] || low[axis] + 3 > g.Extent[2 * axis + 1])
    {
      return -1.0;
    }
  }
  const auto tuple = [&](int i, int j, int k)
  {
    const int at[3] = { i, j, k };
    return image->ComputePointId(const_cast<int*>(at));
  };
  double steepest[3] = { 0, 0, 0 };
  for (int k = low[2]; k < low[2] + 4; ++k)
  {
    for (int j = low[1]; j < low[1] + 4; ++j)
    {
      for (int i = low[0]; i < low[0] + 4; ++i)
      {
        if (mask && mask->GetComponent(tuple(i, j, k), 0) != 1.0)
        {
          return -1.0;
        }
        const double here = values->GetComponent(tuple(i, j, k), 0);
        const int at[3] = { i, j, k };
        for (int axis = 0; axis < 3; ++axis)
        {
          int next[3] = { i, j, k };
          ++next[axis];
          if (at[axis] < low[axis] + 3)
          {
            steepest[axis] = std::max(steepest[axis],
              std::abs(values->GetComponent(tuple(next[0], next[1], next[2]), 0) - here) /
                g.Spacing[axis]);
          }
        }
      }
    }
  }
  return Norm({ steepest[0], steepest[1], steepest[2] });
}

struct Scan
{
  std::string Name;
  vtkSmartPointer<vtkImageData> Image;
  vtkSmartPointer<vtkPolyData> Curve;
};

void MakeDouble(vtkImageData* image)
{
  vtkDataArray* scalars = image->GetPointData()->GetScalars();
  const vtkSmartPointer<vtkDataArray> values =
    vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(VTK_DOUBLE));
  values->DeepCopy(scalars);
  values->SetName("value");
  image->GetPointData()->Initialize();
  image->GetPointData()->SetScalars(values);
}

double Handedness(vtkImageData* image)
{
  return image->GetDirectionMatrix()->Determinant();
}

std::vector<Scan> Scans()
{
  std::vector<Scan> scans;
  vtkNew<vtkXMLImageDataReader> reader;
  reader->SetFileName(CURVEDREFORMAT_TEST_DATA "/sct-cervical-cord/t2.vti");
  reader->Update();
  scans.push_back(
    { "cord", reader->GetOutput(), ReadCurve("sct-cervical-cord/cord-centerline.vtp") });
  for (const bool leftHanded : { true, false })
  {
    const Geometry g = TurnedGeometry(leftHanded, { 3, 72, -2, 41, 5, 64 });
    const auto image = MakeImage(g);
    AddArray(image, "value", VTK_DOUBLE, 1,
      [](int i, int j, int k, int)
      { return 100 * std::sin(0.3 * i) * std::cos(0.2 * j + 0.1 * k) + 3.0 * k; });
    std::vector<Vec> points;
    for (int n = 0; n <= 50; ++n)
    {
      const double t = n / 50.0;
      points.push_back(
        g.World({ 10 + 55 * t, 20 + 6 * std::sin(5 * t), 35 + 9 * std::cos(4 * t) }));
    }
    scans.push_back({ leftHanded ? "left-handed" : "oblique", image, MakePolyline(points) });
  }
  CHECK(Handedness(scans[0].Image) < 0 && Handedness(scans[1].Image) < 0 &&
      Handedness(scans[2].Image) > 0,
    "these images are to test directions");
  for (const Scan& scan : scans)
  {
    MakeDouble(scan.Image);
  }
  return scans;
}

//------------------------------------------------------------------------------
void TestStraighten(const Scan& scan, const char* file, bool ras, bool compressed)
{
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(scan.Image);
  reformat->SetCurveData(scan.Curve);
  reformat->SetSliceSize(14, 12);
  reformat->Update();
  vtkImageData* straightened = reformat->GetOutput();
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(straightened);
  field->Update();
  const double stated = field->GetMeasuredError();
  std::uintmax_t size = 0;
  const auto read = WriteAndRead(field->GetOutput(), file, ras, compressed, size);
  CHECK(compressed || size > 24u * static_cast<unsigned>(field->GetOutput()->GetNumberOfPoints()),
    file << " has " << size << " bytes");
  const auto transform = MakeTransform(read);

  // points
  vtkNew<vtkStraighteningTransform> exact;
  exact->SetCurveData(scan.Curve);
  const Geometry g = GeometryOf(straightened);
  const Vec low = g.World({ double(g.Extent[0]), double(g.Extent[2]), double(g.Extent[4]) });
  const Vec high = g.World({ double(g.Extent[1]), double(g.Extent[3]), double(g.Extent[5]) });
  std::mt19937 random(7);
  double largest = 0.0;
  for (int i = 0; i < 5000; ++i)
  {
    const Vec p = RandomIn(random, low, high);
    const Vec q = Apply(transform, ToLPS(p, ras));
    largest = std::max(largest, Norm(q - ToLPS(testcurves::Apply(exact, p), ras)));
  }
  const std::string what = scan.Name + ", " + file + (ras ? ", RAS" : ", LPS");
  CheckBelow(largest, stated + 1e-9, what + ": points");

  // voxels
  vtkDataArray* values = scan.Image->GetPointData()->GetScalars();
  const auto resampled = Resample(ToITK(scan.Image, values, ras), transform, straightened, ras);
  const Geometry voxels = GeometryOf(scan.Image);
  vtkIdType compared = 0;
  double worst = 0.0; // as a part of what may be
  ForEachVoxel(straightened,
    [&](int i, int j, int k, vtkIdType tuple)
    {
      const Vec world = testcurves::Apply(exact, g.World({ double(i), double(j), double(k) }));
      const double steep = Steepest(scan.Image, values, nullptr, voxels.Index(world));
      if (steep < 0.0)
      {
        return;
      }
      ++compared;
      const double ours = straightened->GetPointData()->GetScalars()->GetComponent(tuple, 0);
      const double difference = std::abs(resampled->GetBufferPointer()[tuple] - ours);
      const double may = steep * stated + 1e-7;
      CHECK(difference <= may,
        what << ": " << difference << " apart at " << i << " " << j << " " << k << ", at most "
             << may);
      worst = std::max(worst, difference / may);
    });
  CHECK(compared > straightened->GetNumberOfPoints() / 3,
    what << ": only " << compared << " voxels compared");
  std::cout << what << ": " << compared << " voxels, the worst at " << worst << " of its bound\n";
}

//------------------------------------------------------------------------------
/** Back onto the scan: with a field on its grid, which is exact there, and with one of its own. */
void TestBendBack(const Scan& scan, bool onReference)
{
  vtkNew<vtkCurvedPlanarReformat> reformat;
  reformat->SetInputData(scan.Image);
  reformat->SetCurveData(scan.Curve);
  reformat->SetSliceSize(14, 12);
  reformat->SetGenerateMask(1);
  reformat->Update();
  vtkImageData* straightened = reformat->GetOutput();
  vtkNew<vtkInverseCurvedPlanarReformat> bend;
  bend->SetInputData(straightened);
  bend->SetReferenceData(scan.Image);
  bend->Update();
  vtkNew<vtkStraighteningDisplacementField> field;
  field->SetInputData(straightened);
  field->SetDirectionToWorldToStraightened();
  if (onReference)
  {
    field->SetReferenceData(scan.Image);
  }
  else
  {
    field->SetTolerance(0.3); // of a grid of its own
  }
  field->Update();
  std::uintmax_t size = 0;
  const auto transform =
    MakeTransform(WriteAndRead(field->GetOutput(), "bend.nrrd", true, true, size));
  vtkDataArray* values = straightened->GetPointData()->GetArray("value");
  vtkDataArray* mask = straightened->GetPointData()->GetArray("vtkValidPointMask");
  const auto resampled = Resample(ToITK(straightened, values, true), transform, scan.Image, true);
  vtkNew<vtkStraighteningTransform> exact;
  exact->SetCurveData(scan.Curve);
  const Geometry world = GeometryOf(scan.Image);
  const Geometry g = GeometryOf(straightened);
  const TestField samples(field->GetOutput());
  const double stated = onReference ? 0.0 : field->GetMeasuredError();
  vtkIdType compared = 0;
  double worst = 0.0;
  ForEachVoxel(bend->GetOutput(),
    [&](int i, int j, int k, vtkIdType tuple)
    {
      if (!Masked(bend->GetOutput(), tuple))
      {
        return;
      }
      const Vec p = world.World({ double(i), double(j), double(k) });
      const Vec q = testcurves::Apply(exact->GetInverse(), p);
      const double steep = Steepest(straightened, values, mask, g.Index(q));
      Vec target;
      bool valid = false;
      if (steep < 0.0 || !samples.Move(p, target, valid) || (!onReference && !valid))
      {
        return;
      }
      ++compared;
      const double ours =
        bend->GetOutput()->GetPointData()->GetArray("value")->GetComponent(tuple, 0);
      const double difference = std::abs(resampled->GetBufferPointer()[tuple] - ours);
      const double may = steep * stated + 1e-7;
      CHECK(difference <= may,
        scan.Name << ", back: " << difference << " apart at " << i << " " << j << " " << k
                  << ", at most " << may);
      worst = std::max(worst, difference / may);
    });
  CHECK(compared > 500, scan.Name << ", back: only " << compared << " voxels compared");
  std::cout << scan.Name << (onReference ? ", back on its grid: " : ", back: ") << compared
            << " voxels, the worst at " << worst << " of its bound\n";
}

//------------------------------------------------------------------------------
/** What is written is read again to the last bit, by ITK and, as far as it goes, by VTK; and NRRD's
 * header calls it vectors in LPS, by which Slicer knows a transform. */
void TestFiles()
{
  const Geometry g = TurnedGeometry(true);
  for (const int type : { VTK_DOUBLE, VTK_FLOAT })
  {
    const auto image = MakeImage(g);
    AddArray(image, "Displacement", type, 3, Noise(-50, 50));
    for (const char* file : { "noise.mha", "noise.nrrd" })
    {
      for (const bool compressed : { false, true })
      {
        std::uintmax_t size = 0;
        const auto read = WriteAndRead(image, file, true, compressed, size);
        ForEachVoxel(image,
          [&](int i, int j, int k, vtkIdType tuple)
          {
            Vec u;
            image->GetPointData()->GetArray("Displacement")->GetTuple(tuple, u.v);
            const FieldImage::IndexType index = { { i - g.Extent[0], j - g.Extent[2],
              k - g.Extent[4] } };
            const auto got = read->GetPixel(index);
            CHECK(
              got[0] == -u[0] && got[1] == -u[1] && got[2] == u[2], file << " has other values");
            FieldImage::PointType place;
            read->TransformIndexToPhysicalPoint(index, place);
            const Vec p = ToLPS(g.World({ double(i), double(j), double(k) }), true);
            CHECK(Norm(p - Vec{ place[0], place[1], place[2] }) < 1e-12,
              file << " has a voxel in another place");
          });
      }
    }
    std::ifstream nrrd(CURVEDREFORMAT_TEST_OUTPUT "/noise.nrrd", std::ios::binary);
    std::string header;
    for (std::string line; std::getline(nrrd, line) && !line.empty();)
    {
      header += line + "\n";
    }
    for (const char* part :
      { "space: left-posterior-superior", "kinds: vector domain domain domain",
        type == VTK_DOUBLE ? "type: double" : "type: float" })
    {
      CHECK(header.find(part) != std::string::npos, "\"" << part << "\" expected in " << header);
    }
    vtkNew<vtkMetaImageReader> meta;
    meta->SetFileName(CURVEDREFORMAT_TEST_OUTPUT "/noise.mha");
    meta->Update();
    vtkImageData* seen = meta->GetOutput();
    CHECK(seen->GetNumberOfPoints() == image->GetNumberOfPoints() &&
        seen->GetNumberOfScalarComponents() == 3 && seen->GetScalarType() == type,
      "VTK reads another image");
    const double* spacing = seen->GetSpacing();
    CHECK(Norm(Vec{ spacing[0], spacing[1], spacing[2] } - g.Spacing) < 1e-12, "another spacing");
    Vec u;
    Vec got;
    image->GetPointData()->GetArray("Displacement")->GetTuple(100, u.v);
    seen->GetPointData()->GetScalars()->GetTuple(100, got.v);
    CHECK(got[0] == -u[0] && got[1] == -u[1] && got[2] == u[2], "VTK reads other values");
  }
}
}

int TestDisplacementFieldInITK(int, char*[])
{
  for (const Scan& scan : Scans())
  {
    TestStraighten(scan, "field.mha", true, true);
    TestStraighten(scan, "field.nrrd", true, false);
    TestStraighten(scan, "field.nrrd", false, true);
    TestBendBack(scan, true);
    TestBendBack(scan, false);
  }
  TestFiles();
  return Verdict();
}
