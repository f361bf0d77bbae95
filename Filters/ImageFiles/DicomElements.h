// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The header of a DICOM file and where its pixels are, for files of which nothing can be believed
 * (DICOM PS3.5, chapter 7, and PS3.10, chapter 7). GDCM, as Debian builds it, ends the program at
 * the first element that is not as it should be, and gets memory for whatever length one says, up
 * to 4 GiB. So it gets to see pixels alone, and those only when they and all before them fit into
 * the file.
 *
 * Nor does DCMTK do, tried in 3.6.7 as Debian 12 has it. Files cut anywhere, other bytes and
 * lengths that lie did not harm its parser; but that calls itself for each sequence within another,
 * and so overruns the stack at 6000 of them (216 kB), and it keeps 250 bytes for each empty item
 * of 8. Of its decoders, that of RLE reads beyond its memory where a few bytes are wrong, and that
 * of JPEG-LS ends the program by an assertion.
 */
#ifndef DicomElements_h
#define DicomElements_h

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace curvedreformat
{
struct DicomElements
{
  std::uintmax_t FileSize = 0;
  std::string Syntax;  ///< Transfer Syntax UID
  std::string Storage; ///< UID of what kind of thing it is

  /** Short values that are not in sequences, as they are in the file, by group and element. */
  std::map<std::uint32_t, std::string> Values;

  bool Pixels = false;       ///< there are some
  bool Encapsulated = false; ///< in fragments, as compressed ones are
  /** Where the pixels are in the file, and how many bytes: one part, or the fragments. */
  std::vector<std::pair<std::uintmax_t, std::uint32_t>> Parts;
  std::uintmax_t PixelBytes = 0; ///< of all parts

  /** A value without padding; empty where there is none. */
  std::string Text(std::uint32_t tag) const;
  /** A value that is one number of 16 bits; -1 where it is not. */
  int Number(std::uint32_t tag) const;
};

/** Whether a file begins as DICOM's do: with DICM after 128 bytes. */
bool IsDicomFile(const std::string& fileName);

/**
 * Read the elements of such a file up to its pixels. Returns an empty string, or the sentence that
 * says what is wrong, to go on after the file's name; the elements before that are there.
 */
std::string ReadDicomElements(const std::string& fileName, DicomElements& elements);
}

#endif
