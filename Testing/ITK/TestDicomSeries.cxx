// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// DICOM series, whose files say nothing by their names and numbers, come as the image that was
// written: each voxel at its place in the world, in both frames, with its value. And as
// itk::ImageSeriesReader has them when it is told the order.

#include "TestDicomFiles.h"

#include "vtkCallbackCommand.h"
#include "vtkFieldData.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkIntArray.h"
#include "vtkMatrix3x3.h"
#include "vtkOrientedDICOMReader.h"
#include "vtkPointData.h"
#include "vtkStreamingDemandDrivenPipeline.h"
#include "vtkStringArray.h"

#include <gdcmTrace.h>
#include <itkGDCMImageIO.h>
#include <itkImageSeriesReader.h>

#include <functional>

using namespace testcurves;

namespace
{
/** Where VTK has a voxel. */
Vec Place(vtkImageData* image, int i, int j, int k)
{
  Vec place;
  image->TransformIndexToPhysicalPoint(i, j, k, place.v);
  return place;
}

Vec InFrame(const Vec& lps, int frame)
{
  return frame == vtkWorldFrame::RAS ? Vec{ -lps[0], -lps[1], lps[2] } : lps;
}

using ValueAt = std::function<double(int i, int j, int k, int component)>;

double Hounsfield(int i, int j, int k, int /*component*/)
{
  return DicomGrid::Stored(i, j, k) - 1024;
}

void CheckImage(vtkImageData* image, const DicomGrid& grid, int frame, int type, int components,
  const ValueAt& value, const std::string& what)
{
  int dimensions[3];
  image->GetDimensions(dimensions);
  CHECK(dimensions[0] == grid.Columns && dimensions[1] == grid.Rows && dimensions[2] == grid.Slices,
    what << ": " << dimensions[0] << " x " << dimensions[1] << " x " << dimensions[2] << " voxels");
  vtkDataArray* values = image->GetPointData()->GetScalars();
  CHECK(values && values->GetDataType() == type && values->GetNumberOfComponents() == components,
    what << ": " << (values ? values->GetDataTypeAsString() : "no values"));
  if (!values || image->GetNumberOfPoints() != grid.Columns * grid.Rows * grid.Slices)
  {
    return;
  }
  CheckBelow(
    std::abs(image->GetDirectionMatrix()->Determinant() - 1.0), 1e-11, what + ": determinant");
  double farthest = 0.0;
  double largest = 0.0;
  vtkIdType tuple = 0;
  for (int k = 0; k < grid.Slices; ++k)
  {
    for (int j = 0; j < grid.Rows; ++j)
    {
      for (int i = 0; i < grid.Columns; ++i, ++tuple)
      {
        farthest =
          std::max(farthest, Norm(Place(image, i, j, k) - InFrame(grid.World(i, j, k), frame)));
        for (int c = 0; c < components; ++c)
        {
          largest = std::max(largest, std::abs(values->GetComponent(tuple, c) - value(i, j, k, c)));
        }
      }
    }
  }
  // the files have 14 digits, of numbers up to some hundreds
  CheckBelow(farthest, 1e-10, what + ": farthest voxel");
  CHECK(largest == 0.0, what << ": values are up to " << largest << " off");
}

void CheckAsITK(vtkImageData* image, const DicomGrid& grid, const std::string& folder)
{
  using Image = itk::Image<short, 3>;
  auto reader = itk::ImageSeriesReader<Image>::New();
  reader->SetImageIO(itk::GDCMImageIO::New());
  std::vector<std::string> names;
  for (int k = 0; k < grid.Slices; ++k)
  {
    names.push_back(FileOf(folder, k));
  }
  reader->SetFileNames(names);
  reader->Update();
  Image* expected = reader->GetOutput();
  const auto size = expected->GetLargestPossibleRegion().GetSize();
  CHECK(static_cast<int>(size[2]) == image->GetDimensions()[2], "ITK has another size");
  double farthest = 0.0;
  for (int k = 0; k < grid.Slices; ++k)
  {
    for (int j = 0; j < grid.Rows; ++j)
    {
      for (int i = 0; i < grid.Columns; ++i)
      {
        const Image::IndexType index = { { i, j, k } };
        Image::PointType place;
        expected->TransformIndexToPhysicalPoint(index, place);
        farthest =
          std::max(farthest, Norm(Place(image, i, j, k) - Vec{ place[0], place[1], place[2] }));
        CHECK(image->GetScalarComponentAsDouble(i, j, k, 0) == expected->GetPixel(index),
          "ITK has another value at " << i << " " << j << " " << k);
      }
    }
  }
  CheckBelow(farthest, 1e-10, "ITK's places");
}

std::vector<std::pair<std::string, DicomGrid>> Grids()
{
  std::vector<std::pair<std::string, DicomGrid>> grids(5);
  grids[0].first = "identity";
  grids[1].first = "flipped";
  grids[1].second.I = { -1, 0, 0 };
  grids[1].second.J = { 0, 1, 0 }; // so that k goes down
  grids[2].first = "coronal";
  grids[2].second.J = { 0, 0, -1 };
  grids[3].first = "sagittal";
  grids[3].second.I = { 0, 1, 0 };
  grids[3].second.J = { 0, 0, -1 };
  grids[4].first = "oblique";
  grids[4].second.I = { 2.0 / 3, 2.0 / 3, 1.0 / 3 };
  grids[4].second.J = { -2.0 / 3, 1.0 / 3, 2.0 / 3 };
  return grids;
}

void TestGrids()
{
  for (const auto& one : Grids())
  {
    const std::string folder = WriteSeries(one.second, one.first);
    for (const int frame : { vtkWorldFrame::RAS, vtkWorldFrame::LPS })
    {
      vtkNew<vtkOrientedDICOMReader> reader;
      CHECK(reader->GetWorldFrame() == vtkWorldFrame::RAS, "RAS is the default");
      reader->SetFileName(folder.c_str());
      reader->SetWorldFrame(frame);
      reader->Update();
      CheckImage(reader->GetOutput(), one.second, frame, VTK_SHORT, 1, Hounsfield,
        one.first + " " + vtkWorldFrame::GetName(frame));
      CHECK(reader->GetOutput()->GetPointData()->GetArray("Axial thin"), "the array's name");
      CHECK(reader->GetOutput()->GetFieldData()->GetNumberOfArrays() == 0, "field data");
      if (frame == vtkWorldFrame::LPS)
      {
        CheckAsITK(reader->GetOutput(), one.second, folder);
      }
    }
  }
}

/** A folder with all sorts of things, and one file of the series in place of it. */
void TestFolder()
{
  DicomGrid grid;
  const std::string folder = WriteSeries(grid, "mixed");
  MakeFile("dicom/mixed/notes.txt", "not DICOM");
  MakeFile("dicom/mixed/empty.dcm", "");
  MakeFile("dicom/mixed/blank.dcm", std::string(1000, '\0'));
  std::filesystem::create_directories(folder + "/within");
  grid.Slice(0).Write(folder + "/within/again.dcm");
  DicomElementsToWrite index; // no image
  index.Storage = "1.2.840.10008.1.3.10";
  index.Set(tags::StorageUID, gdcm::VR::UI, "1.2.840.10008.5.1.4.1.1.88.11");
  index.Set(tags::Instance, gdcm::VR::UI, "1.2.3.4.5");
  index.Set(tags::Series, gdcm::VR::UI, "1.2.3.77");
  index.Write(folder + "/DICOMDIR");
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "mixed");
  CHECK(reader->CanReadFile(folder.c_str()), "the folder can be read");
  CHECK(reader->CanReadFile(FileOf(folder, 2).c_str()), "a file can be read");
  CHECK(!reader->CanReadFile((folder + "/notes.txt").c_str()), "notes cannot be read");
  CHECK(!reader->CanReadFile(OutputFile("dicom").c_str()), "a folder of folders cannot be read");
  CHECK(!reader->CanReadFile("/nowhere") && !reader->CanReadFile(nullptr), "nothing");

  // two series
  DicomGrid other = Grids()[4].second;
  other.Series = "1.2.3.40";
  other.Description = "";
  other.Slices = 4;
  for (int k = 0; k < other.Slices; ++k)
  {
    other.Slice(k).Write(folder + "/other" + std::to_string(9 - k));
  }
  reader->SetFileName((folder + "/other7").c_str());
  reader->Update();
  CheckImage(reader->GetOutput(), other, 0, VTK_SHORT, 1, Hounsfield, "the series of a file");
  CHECK(reader->GetOutput()->GetPointData()->GetArray("DICOM"), "an array without description");
  reader->SetFileName(folder.c_str());
  reader->SetSeriesUID("1.2.3.4");
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "the series with a UID");
  reader->SetSeriesUID(nullptr);
  {
    Watched watched(reader);
    reader->Update();
    watched.CheckError("has 2 series; set SeriesUID to one of them: 1.2.3.4, 6 slices, \"Axial "
                       "thin\"; 1.2.3.40, 4 slices.",
      "two series");
  }
  // both are found without reading one, from the folder and from a file
  for (const std::string& name : { folder, folder + "/other7" })
  {
    vtkNew<vtkStringArray> uids;
    vtkNew<vtkStringArray> descriptions;
    vtkNew<vtkIntArray> slices;
    reader->SetFileName(name.c_str());
    CHECK(reader->FindSeries(uids, descriptions, slices) == 2, name << ": not two series");
    CHECK(reader->FindSeries(nullptr, nullptr, nullptr) == 2, name << ": without arrays");
    CHECK(uids->GetNumberOfValues() == 2 && uids->GetValue(0) == "1.2.3.4" &&
        uids->GetValue(1) == "1.2.3.40",
      name << ": the UIDs");
    CHECK(descriptions->GetNumberOfValues() == 2 && descriptions->GetValue(0) == "Axial thin" &&
        descriptions->GetValue(1).empty(),
      name << ": the descriptions");
    CHECK(slices->GetNumberOfValues() == 2 && slices->GetValue(0) == 6 && slices->GetValue(1) == 4,
      name << ": the slices");
  }
  reader->SetFileName("/nowhere/at/all");
  CHECK(reader->FindSeries(nullptr, nullptr, nullptr) == 0, "series in a folder that is not there");
}

/** Types of values, and what makes them. */
void TestTypes()
{
  DicomGrid grid;
  const auto read =
    [&](const std::string& name, const auto& change, int type, int components, const ValueAt& value)
  {
    const std::string folder = EmptyFolder(name);
    for (int k = 0; k < grid.Slices; ++k)
    {
      DicomElementsToWrite file = grid.Slice(k);
      change(file, k);
      file.Write(FileOf(folder, k));
    }
    vtkNew<vtkOrientedDICOMReader> reader;
    reader->SetFileName(folder.c_str());
    reader->Update();
    CheckImage(reader->GetOutput(), grid, 0, type, components, value, name);
  };
  const auto stored = [](int i, int j, int k, int) -> double { return DicomGrid::Stored(i, j, k); };
  const auto plain = [](DicomElementsToWrite& file)
  {
    file.Remove(tags::Slope);
    file.Remove(tags::Intercept);
  };
  read(
    "plain", [&](DicomElementsToWrite& file, int) { plain(file); }, VTK_UNSIGNED_SHORT, 1, stored);
  read(
    "signed",
    [&](DicomElementsToWrite& file, int)
    {
      plain(file);
      file.SetNumber(tags::Signed, 1);
      file.SetNumber(tags::BitsStored, 16);
      file.SetNumber(tags::HighBit, 15);
    },
    VTK_SHORT, 1, stored);
  read(
    "half", [](DicomElementsToWrite& file, int) { file.Set(tags::Slope, gdcm::VR::DS, "0.5"); },
    VTK_DOUBLE, 1,
    [](int i, int j, int k, int) { return 0.5 * DicomGrid::Stored(i, j, k) - 1024; });
  read(
    "slope of its own", // as in PET
    [](DicomElementsToWrite& file, int k)
    {
      file.Set(tags::Slope, gdcm::VR::DS, k == 2 ? "1" : Joined({ 0.25 * (k + 1) }));
      file.Set(tags::Intercept, gdcm::VR::DS, "0");
    },
    VTK_DOUBLE, 1,
    [](int i, int j, int k, int)
    { return (k == 2 ? 1.0 : 0.25 * (k + 1)) * DicomGrid::Stored(i, j, k); });
  read(
    "MR with a slope", // which GDCM alone would not apply
    [](DicomElementsToWrite& file, int)
    {
      file.Storage = "1.2.840.10008.5.1.4.1.1.4";
      file.Set(tags::StorageUID, gdcm::VR::UI, file.Storage);
      file.Set(tags::Modality, gdcm::VR::CS, "MR");
      file.Set(tags::Slope, gdcm::VR::DS, "2");
      file.Set(tags::Intercept, gdcm::VR::DS, "-10");
    },
    VTK_SHORT, 1, [](int i, int j, int k, int) { return 2.0 * DicomGrid::Stored(i, j, k) - 10; });
  read(
    "implicit",
    [](DicomElementsToWrite& file, int)
    { file.Syntax = gdcm::TransferSyntax::ImplicitVRLittleEndian; },
    VTK_SHORT, 1, Hounsfield);
  const auto colour = [](int i, int j, int k, int c) -> double
  { return (5 * i + 11 * j + 17 * k + 70 * c) % 256; };
  read(
    "colours",
    [&](DicomElementsToWrite& file, int k)
    {
      plain(file);
      file.SetNumber(tags::Samples, 3);
      file.SetNumber(tags::Planar, k % 2); // one colour after the other in every second slice
      file.Set(tags::Colours, gdcm::VR::CS, "RGB");
      file.SetNumber(tags::BitsAllocated, 8);
      file.SetNumber(tags::BitsStored, 8);
      file.SetNumber(tags::HighBit, 7);
      std::string pixels;
      const int count = grid.Columns * grid.Rows;
      for (int n = 0; n < 3 * count; ++n)
      {
        const int c = k % 2 == 0 ? n % 3 : n / count;
        const int pixel = k % 2 == 0 ? n / 3 : n % count;
        pixels += static_cast<char>(colour(pixel % grid.Columns, pixel / grid.Columns, k, c));
      }
      file.Set(tags::Pixels, gdcm::VR::OW, pixels);
    },
    VTK_UNSIGNED_CHAR, 3, colour);
}

void TestCompressed()
{
  for (const auto syntax : Compressions)
  {
    const std::string name = std::string("compressed-") + gdcm::TransferSyntax::GetTSString(syntax);
    DicomGrid grid;
    grid.Columns = 64; // GDCM's encoder for JPEG 2000 writes beyond its memory for smaller ones
    grid.Rows = 48;
    const std::string folder = WriteSeries(grid, name);
    for (int k = 0; k < grid.Slices; ++k)
    {
      Compress(FileOf(folder, k), syntax);
    }
    vtkNew<vtkOrientedDICOMReader> reader;
    reader->SetFileName(folder.c_str());
    reader->Update();
    CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, name);
  }
}

/** A part reads only its own files, and has the values of the whole. */
void TestParts()
{
  DicomGrid grid = Grids()[4].second;
  const std::string folder = WriteSeries(grid, "parts");
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  reader->UpdateInformation();
  for (const int k : { 0, 1, 4, 5 })
  {
    std::filesystem::remove(FileOf(folder, k));
  }
  int part[6] = { 2, 5, 1, 3, 2, 3 };
  reader->UpdateExtent(part);
  vtkImageData* image = reader->GetOutput();
  int extent[6];
  image->GetExtent(extent);
  CHECK(std::equal(extent, extent + 6, part), "the part that was asked for");
  for (int k = part[4]; k <= part[5]; ++k)
  {
    for (int j = part[2]; j <= part[3]; ++j)
    {
      for (int i = part[0]; i <= part[1]; ++i)
      {
        CHECK(image->GetScalarComponentAsDouble(i, j, k, 0) == Hounsfield(i, j, k, 0),
          "a part has another value at " << i << " " << j << " " << k);
        CheckBelow(Norm(Place(image, i, j, k) - InFrame(grid.World(i, j, k), 0)), 1e-10, "a part");
      }
    }
  }
}

/** Only what has changed is read again; progress and abort come between files. */
void TestAgain()
{
  DicomGrid grid;
  const std::string folder = WriteSeries(grid, "again");
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  reader->Update();
  std::filesystem::remove(FileOf(folder, 5));
  grid.Slices = 5;
  reader->Modified();
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "without the last");
  // other content of the same size, with a time of its own
  grid.Origin[0] = -13.5;
  for (int k = 0; k < grid.Slices; ++k)
  {
    const auto time = std::filesystem::last_write_time(FileOf(folder, k));
    grid.Slice(k).Write(FileOf(folder, k));
    std::filesystem::last_write_time(FileOf(folder, k), time + std::chrono::seconds(2));
  }
  reader->Modified();
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "written again");

  int calls = 0;
  const auto stop = vtkSmartPointer<vtkCallbackCommand>::New();
  stop->SetClientData(&calls);
  stop->SetCallback(
    [](vtkObject* caller, unsigned long, void* data, void*)
    {
      if (++*static_cast<int*>(data) == 2)
      {
        static_cast<vtkAlgorithm*>(caller)->SetAbortExecute(1);
      }
    });
  reader->AddObserver(vtkCommand::ProgressEvent, stop);
  reader->Modified();
  reader->Update();
  CHECK(reader->GetOutput()->GetNumberOfPoints() == 0, "there is output after an abort");
  CHECK(calls <= 3, calls << " reports of progress, after an abort at the second");
}

void TestOneSlice()
{
  DicomGrid grid;
  grid.Slices = 1;
  grid.Spacing[2] = 3.5;
  const std::string folder = EmptyFolder("one");
  DicomElementsToWrite file = grid.Slice(0);
  file.Set(tags::Thickness, gdcm::VR::DS, "3.5");
  file.Write(folder + "/a.dcm");
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "one slice");
  CHECK(reader->GetOutput()->GetSpacing()[2] == 3.5, "the thickness of the one slice");
}

/** Positions to a tenth of a millimetre are read with a larger tolerance. */
void TestTolerance()
{
  DicomGrid grid;
  grid.Spacing[2] = 0.625;
  grid.Slices = 9; // the last at 5.0 exactly
  const std::string folder = EmptyFolder("rounded");
  for (int k = 0; k < grid.Slices; ++k)
  {
    DicomElementsToWrite file = grid.Slice(k);
    Vec place = grid.World(0, 0, k);
    place[2] = std::round(place[2] * 10.0) / 10.0;
    DicomGrid::Move(file, place);
    file.Write(FileOf(folder, k));
  }
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  {
    Watched watched(reader);
    reader->Update();
    watched.CheckError("not evenly spaced: the steps are from 0.6 mm to 0.7 mm", "rounded");
  }
  reader->SetTolerance(0.1);
  reader->Update();
  CheckImage(reader->GetOutput(), grid, 0, VTK_SHORT, 1, Hounsfield, "rounded");
}
}

int TestDicomSeries(int, char*[])
{
  gdcm::Trace::SetWarning(true);
  TestGrids();
  TestFolder();
  TestTypes();
  TestCompressed();
  TestParts();
  TestAgain();
  TestOneSlice();
  TestTolerance();
  CHECK(gdcm::Trace::GetWarningFlag(), "GDCM's warnings stay off");
  CHECK(itk::Object::GetGlobalWarningDisplay(), "ITK's warnings stay off");
  return Verdict();
}
