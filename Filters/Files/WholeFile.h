// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Files that are whole or not there: nobody ever sees half of one.
 */
#ifndef WholeFile_h
#define WholeFile_h

#include <filesystem>
#include <functional>
#include <string>

namespace curvedreformat
{
/** The path of a file's name, which is UTF-8 in VTK, also where those of the system are not. */
std::filesystem::path PathOf(const std::string& fileName);

/** Writes a file of this name, which ends as that of the file, in small letters. Returns an empty
 * string, or why that cannot be; `errorCode` then gets one of vtkErrorCode. */
using FileWriter =
  std::function<std::string(const std::filesystem::path& part, unsigned long& errorCode)>;

/**
 * Write a file: under another name beside it first, which then takes the place of the file. Returns
 * an empty string, or the sentence that says why it cannot be written; then there is no new file,
 * and an old one is as it was. `errorCode` gets one of vtkErrorCode.
 */
std::string WriteWholeFile(
  const std::string& fileName, const FileWriter& write, unsigned long& errorCode);
}

#endif
