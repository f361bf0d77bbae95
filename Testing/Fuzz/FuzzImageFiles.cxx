// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Readers of images: a grid that VTK can have and all of its values, or a sentence. The values go
 * into memory of just their size.
 */
#include "FuzzChecks.h"
#include "FuzzTargets.h"

#include "ImageFiles/DicomFile.h"
#include "ImageFiles/ImageFile.h"

#include "vtkDataArray.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

using namespace curvedreformat;

namespace
{
// Files may promise more than this, which is then not read.
constexpr double LargestReading = 1 << 20;

/** A folder with files of some bytes, in memory where there is a file system for that, while there
 * is one. */
class FolderInMemory
{
public:
  FolderInMemory()
  {
    std::error_code error;
    std::filesystem::path folder = "/dev/shm";
    if (!std::filesystem::is_directory(folder, error))
    {
      folder = std::filesystem::temp_directory_path();
    }
    this->Folder = folder / ("curvedreformat-fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directory(this->Folder);
  }
  ~FolderInMemory()
  {
    std::error_code error;
    std::filesystem::remove_all(this->Folder, error);
  }
  FolderInMemory(const FolderInMemory&) = delete;
  void operator=(const FolderInMemory&) = delete;

  std::string Write(const char* name, const std::uint8_t* data, std::size_t size) const
  {
    const std::string path = (this->Folder / name).string();
    std::FILE* file = std::fopen(path.c_str(), "wb");
    FUZZ_REQUIRE(file, path << " cannot be written");
    FUZZ_REQUIRE(std::fwrite(data, 1, size, file) == size, path << " is not written");
    std::fclose(file);
    return path;
  }

private:
  std::filesystem::path Folder;
};

void CheckImageFile(const std::string& fileName, bool qform = false)
{
  ImageFileChoices choices;
  choices.PreferQForm = qform;
  ImageFileHeader header;
  std::vector<std::string> remarks;
  CanReadImageFile(fileName);
  std::string error = ReadImageHeader(fileName, choices, header, remarks);
  for (const std::string& remark : remarks)
  {
    RequireSentence(remark);
  }
  if (!error.empty())
  {
    RequireSentence(error);
    return;
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    FUZZ_REQUIRE(header.Dimensions[axis] >= 1, "dimension " << header.Dimensions[axis]);
    FUZZ_REQUIRE(std::isfinite(header.Origin[axis]), "origin " << header.Origin[axis]);
    FUZZ_REQUIRE(header.Spacing[axis] > 0.0 && std::isfinite(header.Spacing[axis]),
      "spacing " << header.Spacing[axis]);
  }
  for (const double d : header.Direction)
  {
    FUZZ_REQUIRE(std::isfinite(d), "direction " << d);
  }
  FUZZ_REQUIRE(header.Times >= 1 && header.Components >= 1,
    header.Times << " times, " << header.Components << " components");

  const double voxels =
    static_cast<double>(header.Dimensions[0]) * header.Dimensions[1] * header.Dimensions[2];
  if (header.Bytes() > LargestReading)
  {
    return;
  }
  const auto progress = [](double done)
  {
    FUZZ_REQUIRE(done >= 0.0 && done <= 1.0, "progress " << done);
    return true;
  };
  // The whole at the last time, and its middle.
  int extent[6];
  for (int axis = 0; axis < 3; ++axis)
  {
    extent[2 * axis] = 0;
    extent[2 * axis + 1] = header.Dimensions[axis] - 1;
  }
  const std::unique_ptr<char[]> whole(new char[static_cast<std::size_t>(header.BytesOf(voxels))]);
  error =
    ReadImageValues(fileName, header, choices, extent, header.Times - 1, whole.get(), progress);
  if (!error.empty())
  {
    RequireSentence(error);
    return;
  }
  for (int axis = 0; axis < 3; ++axis)
  {
    extent[2 * axis] = extent[2 * axis + 1] = header.Dimensions[axis] / 2;
  }
  const auto bytes = static_cast<std::size_t>(header.BytesOf(1.0));
  const std::unique_ptr<char[]> one(new char[bytes]);
  error = ReadImageValues(fileName, header, choices, extent, header.Times - 1, one.get(), progress);
  FUZZ_REQUIRE(error.empty(), "the whole is read and a part is not: " << error);
  const std::size_t at = (static_cast<std::size_t>(extent[4]) * header.Dimensions[1] + extent[2]) *
      header.Dimensions[0] +
    extent[0];
  FUZZ_REQUIRE(std::memcmp(one.get(), &whole[at * bytes], bytes) == 0,
    "a voxel read alone is not that of the whole");
}

/** A header, and behind a 0 the values that it may look for in `values`, `values.1` and `values.2`.
 */
void CheckHeaderAndValues(const char* name, const std::uint8_t* data, std::size_t size)
{
  const FolderInMemory folder;
  const std::uint8_t* end = std::find(data, data + size, 0);
  const std::uint8_t* values = std::min(end + 1, data + size);
  for (const char* place : { "values", "values.1", "values.2" })
  {
    folder.Write(place, values, data + size - values);
  }
  CheckImageFile(folder.Write(name, data, end - data));
}
}

//------------------------------------------------------------------------------
void FuzzNifti(const std::uint8_t* data, std::size_t size)
{
  const bool packed = size > 1 && data[0] == 0x1f && data[1] == 0x8b;
  const FolderInMemory folder;
  CheckImageFile(folder.Write(packed ? "fuzz.nii.gz" : "fuzz.nii", data, size), size % 2 == 1);
}

//------------------------------------------------------------------------------
void FuzzNrrd(const std::uint8_t* data, std::size_t size)
{
  const FolderInMemory folder;
  CheckImageFile(folder.Write("fuzz.nrrd", data, size));
}

//------------------------------------------------------------------------------
void FuzzNrrdHeader(const std::uint8_t* data, std::size_t size)
{
  CheckHeaderAndValues("fuzz.nhdr", data, size);
}

//------------------------------------------------------------------------------
void FuzzMeta(const std::uint8_t* data, std::size_t size)
{
  const FolderInMemory folder;
  CheckImageFile(folder.Write("fuzz.mha", data, size));
}

//------------------------------------------------------------------------------
void FuzzMetaHeader(const std::uint8_t* data, std::size_t size)
{
  CheckHeaderAndValues("fuzz.mhd", data, size);
}

//------------------------------------------------------------------------------
void FuzzDicom(const std::uint8_t* data, std::size_t size)
{
  const FolderInMemory folder;
  const DicomFile header = ReadDicomHeader(folder.Write("fuzz.dcm", data, size));
  for (const std::string& sentence : { header.Damage, header.Mistake })
  {
    if (!sentence.empty())
    {
      RequireSentence(sentence);
    }
  }
  if (!header.Image || !header.Damage.empty() || !header.Mistake.empty())
  {
    return;
  }
  FUZZ_REQUIRE(header.Dimensions[0] >= 1 && header.Dimensions[1] >= 1 && header.Components >= 1,
    header.Dimensions[0] << " columns, " << header.Dimensions[1] << " rows, " << header.Components
                         << " components");
  for (int axis = 0; axis < 2; ++axis)
  {
    FUZZ_REQUIRE(header.Spacing[axis] > 0.0 && std::isfinite(header.Spacing[axis]),
      "spacing " << header.Spacing[axis]);
  }
  for (const double coordinate : header.Position)
  {
    FUZZ_REQUIRE(std::isfinite(coordinate), "position " << coordinate);
  }
  const double bytes = static_cast<double>(header.Dimensions[0]) * header.Dimensions[1] *
    header.Components * vtkDataArray::GetDataTypeSize(header.ScalarType);
  if (bytes > LargestReading)
  {
    return;
  }
  const std::unique_ptr<char[]> values(new char[static_cast<std::size_t>(bytes)]);
  const std::string error = ReadDicomPixels(header, values.get());
  if (!error.empty())
  {
    RequireSentence(error);
  }
}
