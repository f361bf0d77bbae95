// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// Files of images that are damaged or lie give one sentence and no image, whatever is wrong with
// them: nothing crashes, nothing else is printed, and no memory is taken for what they say to hold.

#include "TestFiles.h"
#include "TestMemory.h"

#include "vtkImageData.h"
#include "vtkOrientedImageReader.h"
#include "vtkOrientedImageWriter.h"
#include "vtkPointData.h"
#include "vtkShortArray.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#ifdef __unix__
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace testcurves;

namespace
{
const std::vector<std::string> Endings = { ".nii", ".nii.gz", ".nrrd", ".mha" };

vtkSmartPointer<vtkImageData> MakeImage()
{
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(5, 4, 3);
  image->SetSpacing(0.5, 0.75, 2.0);
  image->SetOrigin(-3.0, 4.0, 5.0);
  const double direction[9] = { 0, 0, 1, -1, 0, 0, 0, 1, 0 };
  image->SetDirectionMatrix(direction);
  vtkNew<vtkShortArray> values;
  values->SetNumberOfTuples(60);
  for (int i = 0; i < 60; ++i)
  {
    values->SetValue(i, static_cast<short>(977 * i));
  }
  image->GetPointData()->SetScalars(values);
  return image;
}

std::string WriteGood(const std::string& name, bool compressed)
{
  vtkNew<vtkOrientedImageWriter> writer;
  writer->SetInputData(MakeImage());
  writer->SetFileName(OutputFile(name).c_str());
  writer->SetUseCompression(compressed);
  CHECK(writer->Write() == 1, name << " was not written");
  return ContentOf(OutputFile(name));
}

struct Outcome
{
  std::string Error; ///< empty for an image
  bool Same = false; ///< as the one that was written
  vtkIdType Points = 0;
};

/** Read a file; both an error and an image, or neither, or several errors are wrong. */
Outcome Read(const std::string& fileName, const std::string& what)
{
  vtkNew<vtkOrientedImageReader> reader;
  Watched watched(reader);
  vtkNew<vtkTest::ErrorObserver> warnings;
  reader->SetFileName(fileName.c_str());
  reader->CanReadFile(fileName.c_str());
  reader->Update();
  Outcome outcome;
  outcome.Error = watched.Errors->GetErrorMessage();
  vtkImageData* image = reader->GetOutput();
  outcome.Points = image->GetNumberOfPoints();
  vtkDataArray* values = image->GetPointData()->GetScalars();
  if (!outcome.Error.empty())
  {
    CHECK(CountOf(outcome.Error, "ERROR") == 1, what << ": not one error: " << outcome.Error);
    CHECK(outcome.Points == 0 && !values, what << ": an image in spite of " << outcome.Error);
    // ends as a sentence
    const std::size_t last = outcome.Error.find_last_not_of(" \n");
    CHECK(last != std::string::npos && outcome.Error[last] == '.', what << ": " << outcome.Error);
    return outcome;
  }
  CHECK(values && outcome.Points > 0, what << ": neither an image nor an error");
  const auto good = MakeImage();
  outcome.Same = values && values->GetDataType() == VTK_SHORT && outcome.Points == 60 &&
    std::memcmp(values->GetVoidPointer(0), good->GetScalarPointer(), 120) == 0;
  return outcome;
}

void TestCut(const std::string& ending, bool compressed)
{
  const std::string empty = Read(MakeFile("empty" + ending, ""), "an empty " + ending).Error;
  CHECK(empty.find("is empty") != std::string::npos, ending << " without a byte: " << empty);
  const std::string good = WriteGood("good" + ending, compressed);
  CHECK(Read(OutputFile("good" + ending), ending).Same,
    ending << ": the whole file is not right " << Read(OutputFile("good" + ending), ending).Error);
  int refused = 0;
  for (std::size_t length = 0; length < good.size(); ++length)
  {
    const std::string what =
      ending + " cut to " + std::to_string(length) + " bytes of " + std::to_string(good.size());
    const Outcome outcome = Read(MakeFile("cut" + ending, good.substr(0, length)), what);
    refused += outcome.Error.empty() ? 0 : 1;
    // the end of compressed files has a check sum after the values
    CHECK(!outcome.Error.empty() || outcome.Same, what << ": another image without an error");
  }
  CHECK(refused + 8 >= static_cast<int>(good.size()),
    ending << ": only " << refused << " of " << good.size() << " cuts were refused");
}

void TestMutations(const std::string& ending, bool compressed, unsigned int seed)
{
  const std::string good = WriteGood("mutated" + ending, compressed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> place(0, good.size() - 1);
  std::uniform_int_distribution<int> byte(0, 255);
  std::uniform_int_distribution<int> count(1, 4);
  int refused = 0;
  for (int run = 0; run < 1000; ++run)
  {
    std::string bad = good;
    for (int i = count(random); i > 0; --i)
    {
      // most of them in the header
      const std::size_t at = run % 4 ? place(random) % 352 % good.size() : place(random);
      bad[at] = static_cast<char>(byte(random));
    }
    refused += Read(MakeFile("mutated" + ending, bad),
                 ending + ", mutation " + std::to_string(run) + " of seed " + std::to_string(seed))
                 .Error.empty()
      ? 0
      : 1;
  }
  CHECK(refused > 50, ending << ": only " << refused << " mutations were refused");
  std::cout << ending << (compressed ? ", compressed" : "") << ": " << refused
            << " of 1000 mutations refused\n";
}

struct Lie
{
  const char* Name;
  std::string Was;
  std::string Is;
  std::vector<std::string> Sentence;
};

void TestText(const std::string& ending, bool compressed, const std::vector<Lie>& lies)
{
  const std::string good = WriteGood("lie" + ending, compressed);
  for (const Lie& lie : lies)
  {
    const std::string what = ending + ", " + lie.Name;
    const std::size_t at = good.find(lie.Was);
    CHECK(at != std::string::npos, what << ": there is no " << lie.Was << " to replace");
    if (at == std::string::npos)
    {
      continue;
    }
    std::string bad = good;
    bad.replace(at, lie.Was.size(), lie.Is);
    const std::string error = Read(MakeFile("lie" + ending, bad), what).Error;
    for (const std::string& part : lie.Sentence)
    {
      CHECK(
        error.find(part) != std::string::npos, what << ": \"" << part << "\" is not in: " << error);
    }
  }
}

template <typename T>
std::string Bytes(std::initializer_list<T> numbers)
{
  std::string text;
  for (T number : numbers)
  {
    text.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  return text;
}

/** At places of the header, after nifti1.h. */
void TestNifti()
{
  const std::string good = WriteGood("header.nii", false);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::string sformOnly = Bytes<std::int16_t>({ 0, 1 }); // qform_code, sform_code
  const std::string qformOnly = Bytes<std::int16_t>({ 1, 0 });
  struct Patch
  {
    std::size_t At;
    std::string Bytes;
  };
  struct Case
  {
    const char* Name;
    std::vector<Patch> Patches;
    std::vector<std::string> Sentence;
  };
  const std::vector<Case> cases = {
    { "NaN in the sform", { { 280, Bytes<float>({ nan }) } }, { "sform has nan" } },
    { "infinite offset of the sform",
      { { 292, Bytes<float>({ std::numeric_limits<float>::infinity() }) } }, { "sform has inf" } },
    { "NaN in the quaternion", { { 252, qformOnly }, { 256, Bytes<float>({ nan }) } },
      { "quaternion has nan" } },
    { "NaN in the qform's offset", { { 252, qformOnly }, { 268, Bytes<float>({ nan }) } },
      { "qoffset has nan" } },
    { "NaN in pixdim", { { 252, qformOnly }, { 80, Bytes<float>({ nan }) } },
      { "pixdim has nan" } },
    { "a spacing of 0", { { 252, qformOnly }, { 84, Bytes<float>({ 0.0F }) } },
      { "pixdim has 0 for the axis j" } },
    { "a sform of zeros", { { 252, sformOnly }, { 280, std::string(48, '\0') } },
      { "spacing (0, 0, 0)", "above 0" } },
    { "a column of zeros in the sform",
      { { 280, Bytes<float>({ 0.0F }) }, { 296, Bytes<float>({ 0.0F }) },
        { 312, Bytes<float>({ 0.0F }) } },
      { "spacing (0," } },
    { "a shear in the sform", { { 280, Bytes<float>({ 5.0F, 5.0F, 5.0F }) } }, { "shear" } },
    { "more voxels than bytes", { { 42, Bytes<std::int16_t>({ 32767, 32767, 32767 }) } },
      { "it is cut short, or its header is wrong" } },
    { "more voxels than a number holds",
      { { 40, Bytes<std::int16_t>({ 7, 32767, 32767, 32767, 32767, 32767, 32767, 32767 }) } },
      { "" } },
    { "negative dimensions", { { 42, Bytes<std::int16_t>({ -5, 4, 3 }) } }, { "" } },
    { "no dimension", { { 40, Bytes<std::int16_t>({ 0 }) } }, { "" } },
    { "300 dimensions", { { 40, Bytes<std::int16_t>({ 300 }) } }, { "" } },
    { "an unknown type", { { 70, Bytes<std::int16_t>({ 9999 }) } }, { "" } },
    { "a type of 128 bits", { { 70, Bytes<std::int16_t>({ 1536, 128 }) } }, { "FLOAT128" } },
    { "bits", { { 70, Bytes<std::int16_t>({ 1, 1 }) } }, { "" } },
    { "values far beyond the end", { { 108, Bytes<float>({ 1e9F }) } }, { "cut short" } },
    { "another magic", { { 344, "xx1" } }, { "no file of NIfTI-1" } },
    { "the magic of two files", { { 344, "ni1" } }, { "no file of NIfTI-1" } },
  };
  for (const Case& c : cases)
  {
    std::string bad = good;
    for (const Patch& patch : c.Patches)
    {
      bad.replace(patch.At, patch.Bytes.size(), patch.Bytes);
    }
    const std::string error = Read(MakeFile("header.nii", bad), c.Name).Error;
    CHECK(!error.empty(), c.Name << ": was read");
    for (const std::string& part : c.Sentence)
    {
      CHECK(error.find(part) != std::string::npos,
        c.Name << ": \"" << part << "\" is not in: " << error);
    }
  }
}

void TestText()
{
  const std::string cut = "it is cut short, or its header is wrong";
  for (bool compressed : { false, true })
  {
    TestText(".mha", compressed,
      { { "NaN spacing", "ElementSpacing = 0.5", "ElementSpacing = nan",
          { "Its ElementSpacing has nan, where a number is needed" } },
        { "no spacing", "ElementSpacing = 0.5", "ElementSpacing = 0", { "spacing (0, 0.75, 2)" } },
        { "NaN origin", "Offset = ", "Offset = nan ", { "Its Offset has nan" } },
        { "infinite origin", "Offset = 3", "Offset = 1e999", { "Its Offset has 1e999" } },
        { "a word for an origin", "Offset = 3", "Offset = three", { "Its Offset has three" } },
        { "a direction of zeros", "TransformMatrix = 0 1 0 0 0 1", "TransformMatrix = 0 0 0 0 0 1",
          { "direction of its axis i is (0, 0, 0)", "no unit vector" } },
        { "a shear", "TransformMatrix = 0 1 0 0 0 1", "TransformMatrix = 0 1 0 0 0.8 0.6",
          { "shear", "axes i and j are at 36.8699 degrees" } },
        { "a billion slices", "DimSize = 5 4 3", "DimSize = 5 4 1000000000", { cut } },
        { "more slices than VTK has", "DimSize = 5 4 3", "DimSize = 5 4 9000000000", { "." } },
        { "more voxels than bytes", "DimSize = 5 4 3", "DimSize = 5 4000 3000", { cut } },
        { "no slice", "DimSize = 5 4 3", "DimSize = 5 4 0", { "." } },
        { "negative slices", "DimSize = 5 4 3", "DimSize = 5 4 -3", { "." } },
        { "no dimensions", "NDims = 3", "NDims = 0", { "." } },
        { "many dimensions", "NDims = 3", "NDims = 1000000", { "." } },
        { "no type", "MET_SHORT", "MET_NOTHING", { "." } },
        { "many components", "ElementType", "ElementNumberOfChannels = 1000000\nElementType",
          { "." } },
        { "values elsewhere", "ElementDataFile = LOCAL", "ElementDataFile = gone.raw",
          { "gone.raw", "put that file there" } } });
    TestText(".nrrd", compressed,
      { { "NaN in a direction", "space directions: (0,", "space directions: (nan,", { "." } },
        { "NaN origin", "space origin: (", "space origin: (nan,", { "." } },
        { "a direction of zeros", "space directions: (0,0.5,0)", "space directions: (0,0,0)",
          { "." } },
        { "a shear", "space directions: (0,0.5,0)", "space directions: (0,0.5,0.5)", { "shear" } },
        { "a billion slices", "sizes: 5 4 3", "sizes: 5 4 1000000000", { cut } },
        { "more slices than VTK has", "sizes: 5 4 3", "sizes: 5 4 9000000000", { "." } },
        { "more voxels than bytes", "sizes: 5 4 3", "sizes: 5 4000 3000", { cut } },
        { "no slice", "sizes: 5 4 3", "sizes: 5 4 0", { "." } },
        { "negative slices", "sizes: 5 4 3", "sizes: 5 4 -3", { "." } },
        { "no dimensions", "dimension: 3", "dimension: 0", { "." } },
        { "many dimensions", "dimension: 3", "dimension: 4000", { "." } },
        { "no type", "type: ", "type: nothing ", { "." } },
        { "an unknown encoding", "encoding: ", "encoding: morse ", { "." } } });
  }
}

/** Values in several files: all must be there, and names are no formats for anything but numbers.
 */
void TestSeveralFiles()
{
  const std::string slice(5 * 4 * 2, 'x');
  for (int k = 0; k < 3; ++k)
  {
    MakeFile("slice" + std::to_string(k) + ".raw", slice);
  }
  MakeFile("tiny.raw", "x");
  const std::string meta = "NDims = 3\nBinaryData = True\nDimSize = 5 4 3\nElementType = "
                           "MET_SHORT\nElementDataFile = ";
  const std::string nrrd = "NRRD0005\ntype: short\ndimension: 3\nsizes: 5 4 3\nendian: little\n"
                           "encoding: raw\ndata file: ";
  struct Case
  {
    std::string Names;
    std::string Sentence; ///< empty for an image
  };
  const std::vector<Case> cases = { { "slice%d.raw 0 2 1", "" }, { "slice%01d.raw 0 2 1", "" },
    { "slice%d.raw 1 3 1", "slice3.raw" }, { "slice%s.raw 0 2 1", "one %d is needed" },
    { "slice%d%n.raw 0 2 1", "one %d is needed" }, { "slice%d%s.raw 0 2 1", "one %d is needed" },
    { "slice%99999d.raw 0 2 1", "one %d is needed" }, { "slice%d.raw 0 2 0", "." },
    { "slice%d.raw 0 1 1", "." }, { "LIST\nslice2.raw\nslice0.raw\nslice1.raw", "" },
    { "LIST\nslice0.raw\nslice1.raw", "." },
    { "LIST\nslice0.raw\nslice1.raw\ngone.raw", "gone.raw" },
    { "LIST\nslice0.raw\nslice1.raw\ntiny.raw", "tiny.raw has only 1" } };
  for (const std::string ending : { ".mhd", ".nhdr" })
  {
    for (const Case& c : cases)
    {
      const Outcome outcome = Read(
        MakeFile("several" + ending, (ending == ".mhd" ? meta : nrrd) + c.Names + "\n"), c.Names);
      CHECK(c.Sentence.empty() == outcome.Error.empty(),
        ending << ", " << c.Names << ": " << (c.Sentence.empty() ? outcome.Error : "was read"));
      CHECK(outcome.Error.find(c.Sentence) != std::string::npos,
        ending << ", " << c.Names << ": \"" << c.Sentence << "\" is not in: " << outcome.Error);
    }
  }
  // where MetaIO would divide by 0
  for (const std::string names : { "slice%d.raw 0\t2 1", "slice%d.raw 0 2 x", "slice%d.raw 0 2" })
  {
    const std::string error = Read(MakeFile("step.mhd", meta + names + "\n"), names).Error;
    CHECK(!error.empty(), names << ": was read");
  }
  // MetaIO would uncompress the header
  const std::string good = WriteGood("good.mha", true);
  const std::size_t at = good.find("CompressedDataSize");
  CHECK(at != std::string::npos, "no CompressedDataSize");
  const std::string error = Read(
    MakeFile("no-size.mha", good.substr(0, at) + good.substr(good.find('\n', at) + 1)), "no size")
                              .Error;
  CHECK(error.find("CompressedDataSize") != std::string::npos, "without its size: " << error);
}

/** Compressed values have a check sum, whatever the library below does with it. */
void TestFlippedBits()
{
  for (const std::string ending : { ".nii.gz", ".nrrd", ".mha" })
  {
    const std::string good = WriteGood("flipped" + ending, true);
    for (std::size_t back = 1; back <= 60; ++back)
    {
      std::string bad = good;
      bad[bad.size() - back] ^= 4;
      const std::string what =
        ending + ", a bit flipped " + std::to_string(back) + " bytes before its end";
      const Outcome outcome = Read(MakeFile("flipped" + ending, bad), what);
      CHECK(!outcome.Error.empty() || outcome.Same, what << ": another image without an error");
    }
  }
}

void TestNames()
{
  const auto check = [](const std::string& name, const std::string& part)
  {
    const std::string error = Read(name, name).Error;
    CHECK(error.find(part) != std::string::npos, name << ": " << error);
  };
  for (const std::string& ending : Endings)
  {
    check(OutputFile("there-is-none" + ending), "give a file that exists");
    check(MakeFile("empty" + ending, ""), ".");
    check(MakeFile("text" + ending, "This is no image.\n"), ".");
    check(MakeFile("zeros" + ending, std::string(1000, '\0')), ".");
  }
  check(CURVEDREFORMAT_TEST_OUTPUT, "is a folder");
  check(MakeFile("image.xyz", "x"), "ending that is not known");
}
}

int TestDamagedImageFiles(int, char*[])
{
#ifdef __unix__
  // what anybody prints beside VTK
  const std::string printed = OutputFile("printed.txt");
  const int before = dup(2);
  const int to = open(printed.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  dup2(to, 2);
#endif
  const bool peaks = MeasurePeaks();
  const double virtualBefore = Status("VmPeak");
  for (const std::string& ending : Endings)
  {
    TestCut(ending, false);
    TestMutations(ending, false, 3);
  }
  for (const std::string ending : { ".nrrd", ".mha" })
  {
    TestCut(ending, true);
    TestMutations(ending, true, 4);
  }
  TestNifti();
  TestText();
  TestNames();
  TestSeveralFiles();
  TestFlippedBits();
  const double grown = Status("VmPeak") - virtualBefore;
  CHECK(!peaks || grown < 300e6, "up to " << grown / 1e6 << " MB were taken");
#ifdef __unix__
  dup2(before, 2);
  close(to);
  CHECK(ContentOf(printed).empty(), "printed beside the errors: " << ContentOf(printed));
#endif
  return Verdict();
}
