// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// What is no image on an even grid is refused with one sentence, which names the slices; so are
// damaged files, wherever they are cut, whatever their lengths say, and without much memory.

#include "TestDicomFiles.h"
#include "TestMemory.h"

#include "vtkImageData.h"
#include "vtkOrientedDICOMReader.h"
#include "vtkPointData.h"

#include <chrono>
#include <functional>
#include <random>

using namespace testcurves;

namespace
{
using Change = std::function<void(DicomElementsToWrite& file, int k)>;

/** A series with one thing wrong: what is said of it. */
void Refused(const std::string& name, const Change& change, const std::string& sentence,
  const DicomGrid& grid = DicomGrid())
{
  const std::string folder = EmptyFolder("bad-" + name);
  for (int k = 0; k < grid.Slices; ++k)
  {
    DicomElementsToWrite file = grid.Slice(k);
    change(file, k);
    if (!file.Elements.empty())
    {
      file.Write(FileOf(folder, k));
    }
  }
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  Watched watched(reader);
  reader->Update();
  watched.CheckError(sentence, name);
  CHECK(reader->GetOutput()->GetNumberOfPoints() == 0, name << ": there is output");
}

std::string NameOf(int k)
{
  return FileOf("", k).substr(1);
}

void TestGeometry()
{
  const DicomGrid grid;
  const Vec up = grid.K() * grid.Spacing[2];
  Refused(
    "missing",
    [](DicomElementsToWrite& file, int k)
    {
      if (k == 3)
      {
        file.Elements.clear();
      }
    },
    "1 slice is missing: from " + NameOf(2) + " (at -97.5 mm) to " + NameOf(4) +
      " (at -95 mm) it is 2.5 mm, where others are 1.25 mm apart.");
  DicomGrid longer;
  longer.Slices = 9;
  Refused(
    "missing three",
    [](DicomElementsToWrite& file, int k)
    {
      if (k == 1 || k == 5 || k == 6)
      {
        file.Elements.clear();
      }
    },
    "3 slices are missing: from " + NameOf(0), longer);
  const auto onTop = [&](DicomElementsToWrite& file, int k)
  {
    if (k == 3)
    {
      DicomGrid::Move(file, grid.World(0, 0, 2));
    }
  };
  Refused("doubled", onTop,
    "Two slices of the series are at the same place: " + NameOf(3) + " (at -97.5 mm) and " +
      NameOf(2) + ". Leave one");
  Refused(
    "the same twice",
    [&](DicomElementsToWrite& file, int k)
    {
      onTop(file, k);
      file.Set(tags::Instance, gdcm::VR::UI, k == 2 || k == 3 ? "1.2" : "1.2.3");
    },
    "they are the same image twice");
  Refused(
    "echoes",
    [&](DicomElementsToWrite& file, int k)
    {
      DicomGrid::Move(file, grid.World(0, 0, k / 2));
      file.Set(tags::EchoNumber, gdcm::VR::IS, std::to_string(k % 2 + 1));
    },
    "with the Echo Number ");
  Refused(
    "all in one place",
    [&](DicomElementsToWrite& file, int) { DicomGrid::Move(file, grid.Origin); },
    "are at the same place");
  Refused(
    "tilted by 12 degrees",
    [&](DicomElementsToWrite& file, int k)
    {
      const double aside = std::tan(12.0 * 3.14159265358979323846 / 180.0);
      DicomGrid::Move(file, grid.Origin + (up + grid.J * (aside * Norm(up))) * double(k));
    },
    "a gantry that is tilted by 12 degrees");
  Refused(
    "uneven",
    [&](DicomElementsToWrite& file, int k)
    {
      DicomGrid::Move(file, grid.Origin + up * (k + 0.04 * k * k)); // steps of 1.3 to 1.7 mm
    },
    "not evenly spaced: the steps are from 1.3 mm to 1.7 mm");
  const auto second = [](std::uint32_t tag, gdcm::VR::VRType kind, const std::string& value)
  {
    return [=](DicomElementsToWrite& file, int k)
    {
      if (k == 1)
      {
        file.Set(tag, kind, value);
      }
    };
  };
  Refused("spacing differs", second(tags::Spacing, gdcm::VR::DS, "0.5\\0.76"),
    "differ in their pixel spacing");
  Refused("orientation differs", second(tags::Orientation, gdcm::VR::DS, "0\\1\\0\\0\\0\\-1"),
    "differ in their orientation");
  Refused(
    "size differs",
    [](DicomElementsToWrite& file, int k) { file.SetNumber(tags::Rows, k == 1 ? 4 : 5); },
    "differ in their size");
  Refused(
    "kind differs",
    [&](DicomElementsToWrite& file, int k)
    {
      if (k == 1)
      {
        file.SetNumber(tags::Samples, 3);
        file.SetNumber(tags::Planar, 0);
        file.Set(tags::Colours, gdcm::VR::CS, "RGB");
        file.Set(tags::Pixels, gdcm::VR::OW, std::string(6 * 5 * 7, '\1'));
      }
    },
    "differ in their kind of pixels");
  Refused("frames", second(tags::Frames, gdcm::VR::IS, "2"), "has 2 frames in one file");

  for (const char* value :
    { "", "nan\\0\\0", "0\\0", "0\\0\\0\\0", "0\\0\\inf", "a\\b\\c", "1e999\\0\\0" })
  {
    Refused("position", second(tags::Position, gdcm::VR::DS, value),
      std::string("has the Image Position (Patient) \"") + value + "\"");
  }
  for (const char* value : { "", "0\\0\\0\\0\\0\\0", "nan\\0\\0\\0\\1\\0", "1\\0\\0\\1\\0\\0",
         "2\\0\\0\\0\\1\\0", "1\\0\\0\\0\\1" })
  {
    Refused("orientation", second(tags::Orientation, gdcm::VR::DS, value),
      std::string("has the Image Orientation (Patient) \"") + value + "\"");
  }
  for (const char* value : { "", "0\\0.5", "-1\\1", "nan\\1", "0.5" })
  {
    Refused("pixel spacing", second(tags::Spacing, gdcm::VR::DS, value),
      std::string("has the Pixel Spacing \"") + value + "\"");
  }
  for (const std::uint32_t tag : { tags::Position, tags::Orientation, tags::Spacing, tags::Pixels })
  {
    Refused(
      "without",
      [&](DicomElementsToWrite& file, int k)
      {
        if (k == 1)
        {
          file.Remove(tag);
        }
      },
      FileOf("", 1).substr(1) + " has ");
  }
  for (const char* value : { "nan", "0" })
  {
    Refused("slope", second(tags::Slope, gdcm::VR::DS, value), "Rescale Slope");
  }
  for (const std::uint32_t tag : { tags::Rows, tags::Columns })
  {
    Refused(
      "none", [&](DicomElementsToWrite& file, int) { file.SetNumber(tag, 0); }, "it is damaged");
  }
}

void TestPaths()
{
  const auto refused = [](const std::string& path, const std::string& sentence)
  {
    vtkNew<vtkOrientedDICOMReader> reader;
    reader->SetFileName(path.empty() ? nullptr : path.c_str());
    Watched watched(reader);
    reader->Update();
    watched.CheckError(sentence, path);
  };
  refused("", "FileName is empty");
  refused("/nowhere/at all", "There is no file or folder /nowhere/at all.");
  refused(MakeFile("dicom/notes.dcm", std::string(500, 'x')), "is no DICOM file");
  const std::string folder = EmptyFolder("no DICOM");
  refused(folder, "has no DICOM images directly in it");
  MakeFile("dicom/no DICOM/notes.txt", "notes");
  std::filesystem::create_directories(folder + "/within");
  DicomGrid().Slice(0).Write(folder + "/within/a.dcm");
  refused(folder, "has no DICOM images directly in it");
  const std::string series = WriteSeries(DicomGrid(), "other UID");
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(series.c_str());
  reader->SetSeriesUID("1.2.9");
  Watched watched(reader);
  reader->Update();
  watched.CheckError(
    "has no series with the SeriesUID 1.2.9, but these: 1.2.3.4, 6 slices", "another UID");
}

/** No crash: either the image that was written, or one sentence. */
void TestDamage(bool measured)
{
  DicomGrid grid;
  grid.Slices = 3;
  const std::string folder = WriteSeries(grid, "damaged");
  const std::string name = FileOf(folder, 1);
  const std::string whole = ContentOf(name);
  const double before = Status("VmHWM");
  int images = 0;
  const auto read = [&](const std::string& content, bool mayRead, const std::string& what)
  {
    std::filesystem::remove(name); // for a time of its own
    std::ofstream(name, std::ios::binary) << content;
    vtkNew<vtkOrientedDICOMReader> reader;
    reader->SetFileName(folder.c_str());
    Watched watched(reader);
    reader->Update();
    const bool failed = watched.Errors->GetError();
    images += failed ? 0 : 1;
    if (failed)
    {
      watched.CheckError("ERROR", what);
    }
    CHECK(failed || mayRead, what << " is read");
    CHECK(failed == (reader->GetOutput()->GetNumberOfPoints() == 0), what << ": output and errors");
  };
  read(whole, true, "the file as it was");
  CHECK(images == 1, "the file as it was is read");
  for (std::size_t size = 132; size < whole.size(); ++size)
  {
    read(whole.substr(0, size), false, "cut after " + std::to_string(size) + " bytes");
  }
  // A file too short to be told from others: its slice is missing, or as here beyond the ends.
  read("", true, "an empty file");

  // lengths that lie
  for (std::size_t at = 132; at + 4 <= whole.size(); ++at)
  {
    std::string content = whole;
    content.replace(at, 4, std::string("\xf0\xff\xff\x7f", 4));
    read(content, true, "2 GiB at " + std::to_string(at));
  }
  std::mt19937 random(11);
  for (int n = 0; n < 1500; ++n)
  {
    std::string content = whole;
    for (int changes = 0; changes < 1 + n % 3; ++changes)
    {
      content[132 + random() % (content.size() - 132)] = static_cast<char>(random() % 256);
    }
    read(content, true, "with other bytes, " + std::to_string(n));
  }

  // absurd sizes
  DicomElementsToWrite file = grid.Slice(1);
  file.SetNumber(tags::Rows, 65535);
  file.SetNumber(tags::Columns, 65535);
  for (int k = 0; k < grid.Slices; ++k)
  {
    DicomGrid::Move(file, grid.World(0, 0, k));
    file.Write(FileOf(folder, k));
  }
  vtkNew<vtkOrientedDICOMReader> reader;
  reader->SetFileName(folder.c_str());
  Watched watched(reader);
  reader->Update();
  watched.CheckError("has 70 bytes of pixels, and 65535 x 65535 of them would take", "absurd");
  if (measured)
  {
    CheckBelow(Status("VmHWM") - before, 50e6 + PeakRounding(), "memory for damaged files");
  }
  std::cout << images << " of the damaged files were read\n";
}

/** No crash, no large memory. Other values are not always noticed; other sizes and lengths are. */
void TestCompressedDamage(bool measured)
{
  DicomGrid grid;
  grid.Slices = 1;
  grid.Columns = 64;
  grid.Rows = 48;
  const double before = Status("VmHWM");
  for (const auto syntax : Compressions)
  {
    const std::string name = std::string("damaged-") + gdcm::TransferSyntax::GetTSString(syntax);
    const std::string file = FileOf(WriteSeries(grid, name), 0);
    Compress(file, syntax);
    const std::string whole = ContentOf(file);
    const std::size_t pixels = whole.find(std::string("\xe0\x7f\x10\x00OB", 6));
    CHECK(pixels < whole.size(), "the pixels are found");
    const auto read = [&](const std::string& content, const std::string& what)
    {
      std::ofstream(file, std::ios::binary) << content;
      vtkNew<vtkOrientedDICOMReader> reader;
      reader->SetFileName(file.c_str());
      Watched watched(reader);
      reader->Update();
      const bool failed = watched.Errors->GetError();
      if (failed)
      {
        watched.CheckError("ERROR", what);
      }
      CHECK(
        failed == (reader->GetOutput()->GetNumberOfPoints() == 0), what << ": output and errors");
      return !failed;
    };
    CHECK(read(whole, name), name << " is read");
    for (std::size_t size = pixels; size < whole.size(); size += 97)
    {
      CHECK(!read(whole.substr(0, size), name), name << " is read, cut after " << size);
    }
    // another number of columns or rows in the header than in what is compressed
    for (const std::uint32_t tag : { tags::Rows, tags::Columns })
    {
      for (const char size : { 1, 47, 65, 120 })
      {
        std::string content = whole;
        const char bytes[] = { 0x28, 0, static_cast<char>(tag & 255U), 0, 'U', 'S', 2, 0 };
        const std::size_t at = content.find(std::string(bytes, 8));
        CHECK(at < pixels, "the size is found");
        content[at + 8] = size;
        CHECK(!read(content, name), name << " is read with another size");
      }
    }
    std::mt19937 random(3);
    for (int n = 0; n < 150; ++n)
    {
      std::string content = whole;
      for (int changes = 0; changes < 1 + n % 4; ++changes)
      {
        content[pixels + 20 + random() % (content.size() - pixels - 20)] =
          static_cast<char>(random() % 256);
      }
      read(content, name + " with other bytes");
    }
  }
  if (measured)
  {
    CheckBelow(Status("VmHWM") - before, 100e6 + PeakRounding(), "memory for damaged compression");
  }
}
}

int TestDicomBadInput(int, char*[])
{
  const bool measured = MeasurePeaks();
  TestGeometry();
  TestPaths();
  TestDamage(measured);
  TestCompressedDamage(measured);
  return Verdict();
}
