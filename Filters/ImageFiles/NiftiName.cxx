// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "NiftiName.h"

#include "../Files/TextFile.h"
#include "../Files/WholeFile.h"

#include <random>
#include <stdexcept>
#include <system_error>

namespace curvedreformat
{
//------------------------------------------------------------------------------
NiftiName::NiftiName(const std::string& fileName)
  : Name(fileName)
{
  static const std::string compressed = ".gz";
  if (!HasEnding(fileName.c_str(), ".nii.gz"))
  {
    return;
  }
  const std::string plain = fileName.substr(0, fileName.size() - compressed.size());
  std::error_code error;
  if (!std::filesystem::exists(PathOf(plain), error))
  {
    return;
  }
  std::random_device random;
  this->Folder = std::filesystem::temp_directory_path(error);
  this->Folder /= "curvedreformat-" + std::to_string(random()) + "-" + std::to_string(random());
  const std::filesystem::path link = this->Folder / "image.nii.gz";
  if (std::filesystem::create_directory(this->Folder, error))
  {
    std::filesystem::create_symlink(
      std::filesystem::absolute(PathOf(fileName)), link, error);
  }
  if (error)
  {
    std::filesystem::remove(this->Folder, error);
    throw std::runtime_error("NIfTI's library would read the values of " + plain +
      " instead, and no link to this file can be made in the folder for temporary files; move one "
      "of the two files.");
  }
  this->Name = link.u8string();
}

//------------------------------------------------------------------------------
NiftiName::~NiftiName()
{
  if (!this->Folder.empty())
  {
    std::error_code error;
    std::filesystem::remove_all(this->Folder, error); // the link, not what it leads to
  }
}
}
