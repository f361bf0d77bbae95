// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * One DICOM file with one slice: what its header says, and its pixels. What is GDCM's stays
 * behind this header, with its exceptions and messages. A build without ITK, whose GDCM it is, has
 * the same functions, which say so.
 */
#ifndef DicomFile_h
#define DicomFile_h

#include <string>
#include <utility>
#include <vector>

namespace curvedreformat
{
/** Positions and directions are in DICOM's frame, LPS, and in millimetres. */
struct DicomFile
{
  std::string Name;
  bool Image = false;  ///< it has, or should have, pixels
  std::string Damage;  ///< why not even its series is known
  std::string Mistake; ///< why it is no slice; both are sentences that begin with the file's name

  std::string Series; ///< its UID
  std::string Description;
  std::string Instance; ///< the UID of this image
  /** What may tell images at the same place from each other, with its name. */
  std::vector<std::pair<std::string, std::string>> Times;

  int Dimensions[2] = { 0, 0 }; ///< columns, which i counts, and rows, which j counts
  int Components = 1;
  int ScalarType = 0; ///< VTK's number, of rescaled values
  int PixelSize = 1;  ///< bytes of a pixel as it is stored
  double Position[3] = { 0.0, 0.0, 0.0 };
  double Axes[2][3] = { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 } }; ///< unit vectors along i and j
  double Spacing[2] = { 1.0, 1.0 };
  double Thickness = 0.0; ///< from slice to slice as a single file says, 0 where it does not
};

/** Whether this build can read DICOM files. */
bool HasDicomFiles();

/** Read a header, and no pixels. What is no DICOM file at all is no image. */
DicomFile ReadDicomHeader(const std::string& fileName);

/**
 * Read pixels, rescaled, into memory for all values that the header promises, in the type of the
 * header. Returns an empty string, or the sentence that says what is wrong.
 */
std::string ReadDicomPixels(const DicomFile& file, void* values);
}

#endif
