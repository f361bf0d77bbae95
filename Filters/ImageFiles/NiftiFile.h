// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * NIfTI-1 files, read with niftilib, the format's own library, which comes with ITK. ITK's reader
 * on top of it is not used, since ITK 5.2 does not scale the origin by the unit of length,
 * straightens a shear without a word, takes a sform only where it calls itself that of a scanner,
 * reads no file in metres, and writes beyond the memory of a part of an image of vectors; nor is
 * niftilib's reading of values, which makes 0 of what is not a number, and takes the values of
 * `scan.nii` for those of a `scan.nii.gz` beside it. ITK's writer is not used because its qform is
 * wrong in the fourth digit where axes are turned by half a turn.
 *
 * Source: https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h
 */
#ifndef NiftiFile_h
#define NiftiFile_h

#include "ImageFile.h"
#include "StoredBytes.h"

#include <string>

namespace curvedreformat
{
struct NiftiFile
{
  ImageFileHeader Header;
  StoredValues Stored;
  int StoredType = 0;   ///< VTK's number; the type of Header is another one where there is a scale
  bool Planar = false;  ///< components are stored one after the other, and not side by side
  bool Swapped = false; ///< the other order of bytes
  bool Scaled = false;
  double Slope = 1.0;
  double Intercept = 0.0;
  std::string Remark; ///< a sentence on what is not sure
};

// All return an empty string, or the sentence that says what is wrong.

std::string ReadNiftiHeader(
  const std::string& fileName, const ImageFileChoices& choices, NiftiFile& file);

/** As ReadImageValues(). */
std::string ReadNiftiValues(const std::string& fileName, const ImageFileHeader& header,
  const ImageFileChoices& choices, const int extent[6], int time, void* values,
  const ImageFileProgress& progress);

/** Write a file, compressed where its name ends so, and look whether all got there; `full` where it
 * did not. */
std::string WriteNiftiFile(
  const std::string& fileName, const ImageFileHeader& header, const void* values, bool& full);
}

#endif
