// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Whether files can hold what their header says that they hold: before memory is taken for it.
 */
#ifndef StoredBytes_h
#define StoredBytes_h

#include <string>
#include <vector>

namespace curvedreformat
{
enum class ValueEncoding
{
  Raw,      ///< as in memory
  Deflated, ///< by zlib or gzip
  Text,     ///< numbers as text
  Other     ///< not known
};

/** Where the values of an image are, by its header. */
struct StoredValues
{
  std::vector<std::string> Files; ///< together they hold the values, each as many as the others
  ValueEncoding Encoding = ValueEncoding::Other;
  double Offset = 0.0;  ///< bytes before the values, in each file
  double Encoded = 0.0; ///< the bytes that they take in the file, where it says so
  double Values = 0.0;  ///< how many numbers
  double Bytes = 0.0;   ///< what they take in memory, in the type that the file has
};

/**
 * Check the pattern of the names of numbered files before a library prints numbers with it: the
 * only % in it must be that of a %d, with two digits at most, such as slice%03d.raw. Returns an
 * empty string, or the sentence that says what is wrong.
 */
std::string CheckPattern(const std::string& pattern);

/** The file of a name in a header, which is relative to the header. */
std::string InFolderOf(const std::string& headerName, const std::string& name);

/** Numbered files, by a pattern that has been checked: up to the last, or the first one that is not
 * there. `step` is not 0. */
std::vector<std::string> NumberedFiles(
  const std::string& headerName, const std::string& pattern, int first, int last, int step);

/** An empty string, or the sentence that says that a file is not there, or what is too short. */
std::string CheckStored(const StoredValues& stored);

/** Whether what is compressed is whole, by its check sum: an empty string, or the sentence that
 * says that it is not. Neither MetaIO nor NrrdIO look at it. */
std::string CheckDeflated(const StoredValues& stored);
}

#endif
