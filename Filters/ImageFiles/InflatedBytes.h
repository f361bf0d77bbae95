// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What is compressed in a file, by gzip or zlib.
 */
#ifndef InflatedBytes_h
#define InflatedBytes_h

#include <vtk_zlib.h>

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

namespace curvedreformat
{
/**
 * Reads the bytes in their order. (zlib's gzread() would do, but since 1.3.2 it takes a file that
 * is cut short for one that ends there.)
 */
class InflatedBytes
{
public:
  /** Of the file from this byte on. */
  explicit InflatedBytes(const std::string& fileName, double offset = 0.0);
  ~InflatedBytes();
  InflatedBytes(const InflatedBytes&) = delete;
  void operator=(const InflatedBytes&) = delete;

  /** How many bytes there were: fewer than `count` at the end, or where the file is damaged. */
  std::size_t Read(char* bytes, std::size_t count);

  /** Whether what has been read up to now is cut short or not what was written. The check sum is
   * looked at when somebody reads beyond the last byte. */
  bool IsDamaged() const { return this->Damaged; }

  /** Read what is left, and with it the check sum. Whether all that has been read is what was
   * written. */
  bool CheckToEnd();

  static bool IsGzip(const std::string& fileName);

private:
  void Fill();
  void GoOn();

  std::ifstream Stream;
  std::vector<char> Compressed;
  z_stream State{};
  bool Ended = false;
  bool Damaged = false;
};
}

#endif
