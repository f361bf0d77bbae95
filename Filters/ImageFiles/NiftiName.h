// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The name under which niftilib, and so ITK, finds the values of a NIfTI file. It searches for them
 * by the name without its ending: of `scan.nii.gz` beside a `scan.nii` it takes the header of the
 * one and the values of the other. Where there are both, the file is read through a link in a
 * folder of its own.
 */
#ifndef NiftiName_h
#define NiftiName_h

#include <filesystem>
#include <string>

namespace curvedreformat
{
class NiftiName
{
public:
  /** Throws std::runtime_error where a link is needed and cannot be made. */
  explicit NiftiName(const std::string& fileName);
  ~NiftiName();
  NiftiName(const NiftiName&) = delete;
  void operator=(const NiftiName&) = delete;

  const std::string& Get() const { return this->Name; }

private:
  std::string Name;
  std::filesystem::path Folder; ///< of the link; empty where there is none
};
}

#endif
