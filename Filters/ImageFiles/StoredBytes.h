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
  std::vector<std::string> Files; ///< together they hold the values
  ValueEncoding Encoding = ValueEncoding::Other;
  double Offset = 0.0;  ///< bytes before the values
  double Encoded = 0.0; ///< the bytes that they take in the file, where it says so
  double Values = 0.0;  ///< how many numbers
  double Bytes = 0.0;   ///< what they take in memory, in the type that the file has
};

/** An empty string, or the sentence that says that a file is not there, or what is too short. */
std::string CheckStored(const StoredValues& stored);
}

#endif
