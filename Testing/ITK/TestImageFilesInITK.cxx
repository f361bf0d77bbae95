// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Images that ITK has written come in with every voxel and every value where ITK has them, in four
// orientations and all formats, and what we write comes back to ITK in the same way.

#include "TestFiles.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkMatrix3x3.h"
#include "vtkOrientedImageReader.h"
#include "vtkOrientedImageWriter.h"
#include "vtkPointData.h"
#include "vtkVariant.h"

#include <itkImage.h>
#include <itkImageFileReader.h>
#include <itkImageFileWriter.h>
#include <itkImageRegionIteratorWithIndex.h>
#include <itkMetaImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <array>
#include <cmath>
#include <random>

using namespace testcurves;

namespace
{
using Image = itk::Image<short, 3>;

struct Orientation
{
  std::string Name;
  std::array<double, 9> Matrix;
};

const std::array<Orientation, 4> Orientations = { { { "identity", { 1, 0, 0, 0, 1, 0, 0, 0, 1 } },
  { "flipped", { -1, 0, 0, 0, 1, 0, 0, 0, -1 } },
  { "permuted, left-handed", { 0, 0, 1, 0, 1, 0, 1, 0, 0 } },
  // about (1, 2, 3) by 0.7 radians, by Rodrigues' formula
  { "oblique",
    { 0.78163917390702509, -0.48292928421421222, 0.39473979817379978, 0.55011723070435836,
      0.83203013377463464, -0.071392499417875857, -0.29395787843858057, 0.27295633888831433,
      0.91601506688731726 } } } };

/** Of a .nii.gz beside a .nii ITK would read the values of the other one. */
std::string FileOf(const std::string& name, const std::string& ending)
{
  return OutputFile(name + (ending == ".nii.gz" ? "-compressed" : "") + ending);
}

itk::ImageIOBase::Pointer MakeIO(const std::string& ending)
{
  if (ending == ".nii" || ending == ".nii.gz")
  {
    return itk::NiftiImageIO::New().GetPointer();
  }
  if (ending == ".nrrd" || ending == ".nhdr")
  {
    return itk::NrrdImageIO::New().GetPointer();
  }
  return itk::MetaImageIO::New().GetPointer();
}

Image::Pointer MakeImage(
  const std::array<double, 9>& matrix, Image::SizeType size = { { 5, 4, 3 } })
{
  auto image = Image::New();
  image->SetRegions(Image::RegionType(size));
  image->Allocate();
  const double spacing[3] = { 0.5, 0.75, 2.25 };
  const double origin[3] = { -12.5, 30.25, 7.125 };
  image->SetSpacing(spacing);
  image->SetOrigin(origin);
  Image::DirectionType direction;
  for (unsigned int i = 0; i < 9; ++i)
  {
    direction(i / 3, i % 3) = matrix[i];
  }
  image->SetDirection(direction);
  std::mt19937 random(11);
  std::uniform_int_distribution<int> value(-32768, 32767);
  itk::ImageRegionIteratorWithIndex<Image> at(image, image->GetLargestPossibleRegion());
  for (; !at.IsAtEnd(); ++at)
  {
    at.Set(static_cast<short>(value(random)));
  }
  return image;
}

/** The largest difference of the places of voxels, and whether all values are the same. */
void Compare(
  Image* there, vtkImageData* here, int worldFrame, double tolerance, const std::string& what)
{
  const auto size = there->GetLargestPossibleRegion().GetSize();
  int dimensions[3];
  here->GetDimensions(dimensions);
  CHECK(
    dimensions[0] == int(size[0]) && dimensions[1] == int(size[1]) && dimensions[2] == int(size[2]),
    what << ": " << dimensions[0] << " x " << dimensions[1] << " x " << dimensions[2]);
  double worst = 0.0;
  int wrong = 0;
  itk::ImageRegionIteratorWithIndex<Image> at(there, there->GetLargestPossibleRegion());
  for (; !at.IsAtEnd(); ++at)
  {
    Image::PointType p;
    there->TransformIndexToPhysicalPoint(at.GetIndex(), p);
    int ijk[3] = { int(at.GetIndex()[0]), int(at.GetIndex()[1]), int(at.GetIndex()[2]) };
    double q[3];
    here->TransformIndexToPhysicalPoint(ijk, q);
    const double sign = worldFrame == vtkWorldFrame::RAS ? -1.0 : 1.0;
    worst = std::max(
      { worst, std::abs(q[0] - sign * p[0]), std::abs(q[1] - sign * p[1]), std::abs(q[2] - p[2]) });
    const vtkIdType id = here->ComputePointId(ijk);
    wrong += here->GetPointData()->GetScalars()->GetTuple1(id) != at.Get() ? 1 : 0;
  }
  CHECK(worst <= tolerance, what << ": a voxel is " << worst << " from where ITK has it");
  CHECK(wrong == 0, what << ": " << wrong << " wrong values");
}

void FromITK(const Orientation& orientation, const std::string& ending, bool compressed)
{
  const std::string what = orientation.Name + ", " + ending + (compressed ? ", compressed" : "");
  const std::string file = FileOf("itk-to-us", ending);
  auto image = MakeImage(orientation.Matrix);
  auto writer = itk::ImageFileWriter<Image>::New();
  writer->SetInput(image);
  writer->SetImageIO(MakeIO(ending));
  writer->SetFileName(file);
  writer->SetUseCompression(compressed);
  writer->Update();
  // what is in the file, which has fewer digits than the image in some formats
  auto reader = itk::ImageFileReader<Image>::New();
  reader->SetImageIO(MakeIO(ending));
  reader->SetFileName(file);
  reader->Update();
  for (int frame : { vtkWorldFrame::RAS, vtkWorldFrame::LPS })
  {
    vtkNew<vtkOrientedImageReader> ours;
    Watched watched(ours);
    ours->SetFileName(file.c_str());
    ours->SetWorldFrame(frame);
    CHECK(ours->CanReadFile(file.c_str()) == 1, what << ": cannot be read");
    ours->Update();
    watched.CheckError("", what);
    // ITK 5.2 makes the directions of NIfTI files out of floats
    Compare(reader->GetOutput(), ours->GetOutput(), frame,
      ending.rfind(".nii", 0) == 0 ? 1e-5 : 1e-12, what);
    Compare(image, ours->GetOutput(), frame, 1e-4, what + ", against what was written");
    // a part of it
    int part[6] = { 1, 3, 2, 3, 1, 2 };
    vtkNew<vtkOrientedImageReader> some;
    some->SetFileName(file.c_str());
    some->UpdateExtent(part);
    for (int k = part[4]; k <= part[5]; ++k)
    {
      for (int j = part[2]; j <= part[3]; ++j)
      {
        for (int i = part[0]; i <= part[1]; ++i)
        {
          CHECK(some->GetOutput()->GetScalarComponentAsDouble(i, j, k, 0) ==
              image->GetPixel({ { i, j, k } }),
            what << ": value " << i << ", " << j << ", " << k << " of a part");
        }
      }
    }
  }
}

void ToITK(const Orientation& orientation, const std::string& ending, bool compressed,
  const Image::SizeType& size)
{
  const std::string what = "ours, " + orientation.Name + ", " + ending +
    (compressed ? ", compressed" : "") + ", " + std::to_string(size[0]) + " x " +
    std::to_string(size[1]) + " x " + std::to_string(size[2]);
  const std::string file = FileOf("us-to-itk", ending);
  auto image = MakeImage(orientation.Matrix, size);
  const auto voxels = static_cast<std::ptrdiff_t>(size[0] * size[1] * size[2]);
  for (int frame : { vtkWorldFrame::RAS, vtkWorldFrame::LPS })
  {
    // an image whose extent does not begin with 0
    vtkNew<vtkImageData> ours;
    ours->SetExtent(3, 2 + int(size[0]), -2, int(size[1]) - 3, 10, 9 + int(size[2]));
    ours->SetSpacing(image->GetSpacing().GetDataPointer());
    double direction[9];
    std::copy(orientation.Matrix.begin(), orientation.Matrix.end(), direction);
    Image::PointType origin = image->GetOrigin();
    for (int row = 0; row < 3; ++row)
    {
      // the voxel (3, -2, 10) is to lie at ITK's origin
      origin[row] -= 3 * direction[3 * row] * image->GetSpacing()[0] -
        2 * direction[3 * row + 1] * image->GetSpacing()[1] +
        10 * direction[3 * row + 2] * image->GetSpacing()[2];
    }
    if (frame == vtkWorldFrame::RAS)
    {
      vtkWorldFrame::Flip(origin.GetDataPointer());
      vtkWorldFrame::FlipColumns(direction, 3);
    }
    ours->SetOrigin(origin.GetDataPointer());
    ours->SetDirectionMatrix(direction);
    ours->AllocateScalars(VTK_SHORT, 1);
    std::copy_n(image->GetBufferPointer(), voxels, static_cast<short*>(ours->GetScalarPointer()));
    vtkNew<vtkOrientedImageWriter> writer;
    Watched watched(writer);
    writer->SetInputData(ours);
    writer->SetFileName(file.c_str());
    writer->SetWorldFrame(frame);
    writer->SetUseCompression(compressed);
    CHECK(writer->Write() == 1, what << " was not written");
    watched.CheckError("", what);
    auto reader = itk::ImageFileReader<Image>::New();
    reader->SetImageIO(MakeIO(ending));
    reader->SetFileName(file);
    reader->Update();
    double worst = 0.0;
    int wrong = 0;
    itk::ImageRegionIteratorWithIndex<Image> at(image, image->GetLargestPossibleRegion());
    for (; !at.IsAtEnd(); ++at)
    {
      Image::PointType p;
      Image::PointType q;
      image->TransformIndexToPhysicalPoint(at.GetIndex(), p);
      reader->GetOutput()->TransformIndexToPhysicalPoint(at.GetIndex(), q);
      worst = std::max(worst, p.EuclideanDistanceTo(q));
      wrong += reader->GetOutput()->GetPixel(at.GetIndex()) != at.Get() ? 1 : 0;
    }
    CHECK(worst < (ending.rfind(".nii", 0) == 0 ? 1e-5 : 1e-13),
      what << ": ITK has a voxel " << worst << " from its place");
    CHECK(wrong == 0, what << ": " << wrong << " wrong values");

    // and back to us: exactly where the format has doubles
    vtkNew<vtkOrientedImageReader> again;
    again->SetFileName(file.c_str());
    again->SetWorldFrame(frame);
    again->Update();
    vtkImageData* back = again->GetOutput();
    double difference = 0.0;
    for (int i = 0; i < 9; ++i)
    {
      difference =
        std::max(difference, std::abs(back->GetDirectionMatrix()->GetData()[i] - direction[i]));
    }
    for (int i = 0; i < 3; ++i)
    {
      difference = std::max(difference, std::abs(back->GetSpacing()[i] - ours->GetSpacing()[i]));
    }
    const double allowed = ending == ".mha" ? 0.0 : ending == ".nrrd" ? 1e-15 : 2.5e-7;
    CHECK(difference <= allowed, what << ": direction or spacing differ by " << difference);
    CHECK(std::equal(static_cast<short*>(back->GetScalarPointer()),
            static_cast<short*>(back->GetScalarPointer()) + voxels,
            static_cast<short*>(ours->GetScalarPointer())),
      what << ": values differ after a round trip");
  }
}

template <typename T>
void RoundTripOf(const std::string& ending, int components, const std::string& what)
{
  vtkNew<vtkImageData> image;
  image->SetDimensions(3, 4, 2);
  image->AllocateScalars(vtkTypeTraits<T>::VTK_TYPE_ID, components);
  vtkDataArray* values = image->GetPointData()->GetScalars();
  for (vtkIdType i = 0; i < values->GetNumberOfValues(); ++i)
  {
    static_cast<T*>(values->GetVoidPointer(0))[i] = i % 7 == 0 ? std::numeric_limits<T>::max()
      : i % 7 == 1                                             ? std::numeric_limits<T>::lowest()
                                                               : static_cast<T>(i + 0.5);
  }
  const std::string file = OutputFile("types" + ending);
  vtkNew<vtkOrientedImageWriter> writer;
  Watched watched(writer);
  writer->SetInputData(image);
  writer->SetFileName(file.c_str());
  writer->Write();
  watched.CheckError("", what);
  vtkNew<vtkOrientedImageReader> reader;
  Watched watchedReader(reader);
  reader->SetFileName(file.c_str());
  reader->Update();
  watchedReader.CheckError("", what);
  vtkDataArray* back = reader->GetOutput()->GetPointData()->GetScalars();
  CHECK(back && back->GetNumberOfComponents() == components &&
      back->GetDataTypeSize() == int(sizeof(T)) &&
      back->GetDataTypeMin() == values->GetDataTypeMin(),
    what << ": came back as " << (back ? back->GetDataTypeAsString() : "nothing"));
  const std::size_t bytes = values->GetNumberOfValues() * sizeof(T);
  CHECK(back && back->GetNumberOfValues() == values->GetNumberOfValues() &&
      std::memcmp(back->GetVoidPointer(0), values->GetVoidPointer(0), bytes) == 0,
    what << ": values differ after a round trip, such as " << back->GetVariantValue(2).ToString()
         << " instead of " << values->GetVariantValue(2).ToString());
}

void Types(const std::string& ending)
{
  for (int components : { 1, 2, 3, 4, 9 })
  {
    const std::string what = ending + " with " + std::to_string(components) + " components of ";
    RoundTripOf<signed char>(ending, components, what + "signed char");
    RoundTripOf<unsigned char>(ending, components, what + "unsigned char");
    RoundTripOf<short>(ending, components, what + "short");
    RoundTripOf<unsigned short>(ending, components, what + "unsigned short");
    RoundTripOf<int>(ending, components, what + "int");
    RoundTripOf<unsigned int>(ending, components, what + "unsigned int");
    RoundTripOf<long>(ending, components, what + "long");
    RoundTripOf<unsigned long long>(ending, components, what + "unsigned long long");
    RoundTripOf<float>(ending, components, what + "float");
    RoundTripOf<double>(ending, components, what + "double");
  }
}
}

int TestImageFilesInITK(int, char*[])
{
  for (const Orientation& orientation : Orientations)
  {
    for (const std::string ending : { ".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd" })
    {
      for (bool compressed : { false, true })
      {
        FromITK(orientation, ending, compressed);
        if (ending != ".nhdr" && ending != ".mhd")
        {
          // an image, and planes across each axis, which have a place, too
          for (const Image::SizeType size : { Image::SizeType{ { 5, 4, 3 } }, { { 5, 4, 1 } },
                 { { 5, 1, 3 } }, { { 1, 4, 3 } }, { { 5, 1, 1 } }, { { 1, 1, 1 } } })
          {
            ToITK(orientation, ending, compressed, size);
          }
        }
      }
    }
  }
  for (const std::string ending : { ".nii", ".nii.gz", ".nrrd", ".mha" })
  {
    Types(ending);
  }
  return Verdict();
}
