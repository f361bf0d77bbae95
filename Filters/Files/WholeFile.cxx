// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "WholeFile.h"

#include "Numbers.h"

#include "vtkErrorCode.h"

#include <fstream>
#include <system_error>

namespace curvedreformat
{
namespace
{
/** With the extension before it where it says that the file is compressed: .nii.gz. */
std::string EndingOf(const std::filesystem::path& path)
{
  const std::string last = path.extension().u8string();
  return SmallLetters(last) == ".gz" ? path.stem().extension().u8string() + last : last;
}
}

//------------------------------------------------------------------------------
std::filesystem::path PathOf(const std::string& fileName)
{
  return std::filesystem::u8path(fileName);
}

//------------------------------------------------------------------------------
std::string WriteWholeFile(
  const std::string& fileName, const FileWriter& write, unsigned long& errorCode)
{
  std::error_code error;
  std::filesystem::path path = PathOf(fileName);
  constexpr int mostLinks = 40; // as Linux has it; they may lead in a circle
  for (int i = 0; i < mostLinks && std::filesystem::is_symlink(path, error); ++i)
  {
    // What it leads to is written, which need not be there yet, not the link.
    path = path.parent_path() / std::filesystem::read_symlink(path, error);
  }
  std::filesystem::path part = path;
  part += ".part";
  part += SmallLetters(EndingOf(PathOf(fileName)));
  errorCode = vtkErrorCode::CannotOpenFileError;
  if (std::filesystem::is_directory(path, error))
  {
    return fileName + " is a folder; give the file to write.";
  }
  if (!std::ofstream(part, std::ios::binary | std::ios::trunc))
  {
    return fileName +
      " cannot be written; give a file in a folder that exists and may be written to.";
  }
  errorCode = vtkErrorCode::NoError;
  std::string why = write(part, errorCode);
  if (why.empty())
  {
    const std::filesystem::file_status old = std::filesystem::status(path, error);
    if (std::filesystem::is_regular_file(old))
    {
      std::filesystem::permissions(part, old.permissions(), error);
    }
    std::filesystem::rename(part, path, error);
    if (!error)
    {
      return std::string();
    }
    errorCode = vtkErrorCode::CannotOpenFileError;
    why = error.message();
  }
  std::filesystem::remove(part, error);
  return fileName + " cannot be written (" + why + "); give another place.";
}
}
