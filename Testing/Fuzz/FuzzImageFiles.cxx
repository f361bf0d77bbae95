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

/** A file with these bytes, in memory where there is a file system for that, while there is one. */
class FileInMemory
{
public:
  FileInMemory(const char* ending, const std::uint8_t* data, std::size_t size)
  {
    std::error_code error;
    std::filesystem::path folder = "/dev/shm";
    if (!std::filesystem::is_directory(folder, error))
    {
      folder = std::filesystem::temp_directory_path();
    }
    this->Name = (folder / ("curvedreformat-fuzz-" + std::to_string(getpid()) + ending)).string();
    std::FILE* file = std::fopen(this->Name.c_str(), "wb");
    FUZZ_REQUIRE(file, this->Name << " cannot be written");
    FUZZ_REQUIRE(std::fwrite(data, 1, size, file) == size, this->Name << " is not written");
    std::fclose(file);
  }
  ~FileInMemory() { std::remove(this->Name.c_str()); }
  FileInMemory(const FileInMemory&) = delete;
  void operator=(const FileInMemory&) = delete;

  std::string Name;
};

void CheckImageFile(const char* ending, bool qform, const std::uint8_t* data, std::size_t size)
{
  const FileInMemory file(ending, data, size);
  ImageFileChoices choices;
  choices.PreferQForm = qform;
  ImageFileHeader header;
  std::vector<std::string> remarks;
  CanReadImageFile(file.Name);
  std::string error = ReadImageHeader(file.Name, choices, header, remarks);
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
    ReadImageValues(file.Name, header, choices, extent, header.Times - 1, whole.get(), progress);
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
  error =
    ReadImageValues(file.Name, header, choices, extent, header.Times - 1, one.get(), progress);
  FUZZ_REQUIRE(error.empty(), "the whole is read and a part is not: " << error);
  const std::size_t at = (static_cast<std::size_t>(extent[4]) * header.Dimensions[1] + extent[2]) *
      header.Dimensions[0] +
    extent[0];
  FUZZ_REQUIRE(std::memcmp(one.get(), &whole[at * bytes], bytes) == 0,
    "a voxel read alone is not that of the whole");
}
}

//------------------------------------------------------------------------------
void FuzzNifti(const std::uint8_t* data, std::size_t size)
{
  const bool packed = size > 1 && data[0] == 0x1f && data[1] == 0x8b;
  CheckImageFile(packed ? ".nii.gz" : ".nii", size % 2 == 1, data, size);
}

//------------------------------------------------------------------------------
void FuzzNrrd(const std::uint8_t* data, std::size_t size)
{
  CheckImageFile(".nrrd", false, data, size);
}

//------------------------------------------------------------------------------
void FuzzMeta(const std::uint8_t* data, std::size_t size)
{
  CheckImageFile(".mha", false, data, size);
}

//------------------------------------------------------------------------------
void FuzzDicom(const std::uint8_t* data, std::size_t size)
{
  const FileInMemory file(".dcm", data, size);
  const DicomFile header = ReadDicomHeader(file.Name);
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
