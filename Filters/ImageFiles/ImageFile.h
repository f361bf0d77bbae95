// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Image files with their geometry: NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr) and MetaImage (.mha,
 * .mhd), read and written by ITK. What is ITK's stays behind this header, its exceptions and
 * warnings, too. A build without ITK has the same functions, which say so.
 *
 * All functions return an empty string, or the sentence that says what is wrong.
 */
#ifndef ImageFile_h
#define ImageFile_h

#include "ImageFileHeader.h"

#include <functional>
#include <string>
#include <vector>

namespace curvedreformat
{
/** Whether this build can read and write image files, DICOM included. */
bool HasImageFiles();

/** What may be chosen where a file says something twice. */
struct ImageFileChoices
{
  bool PreferQForm = false; ///< NIfTI: the qform rather than the sform, where there are both
};

/** Whether a file seems to be of one of the formats: by its ending and its first bytes. */
bool CanReadImageFile(const std::string& fileName);

/**
 * Read what a file says of its values, and none of them. A file that is too short for what it says
 * it holds is refused here. `remarks` gets sentences on what is not sure.
 */
std::string ReadImageHeader(const std::string& fileName, const ImageFileChoices& choices,
  ImageFileHeader& header, std::vector<std::string>& remarks);

/** Told how much is done, 0 to 1; false stops the reading, which is no error. */
using ImageFileProgress = std::function<bool(double)>;

/**
 * Read the values of an extent, at the time of that number, into memory in VTK's order: components
 * first, then i, j, k. The extent counts from 0 and is within the dimensions of the header, which
 * has been read with the same choices. A file that has got another header meanwhile is refused.
 */
std::string ReadImageValues(const std::string& fileName, const ImageFileHeader& header,
  const ImageFileChoices& choices, const int extent[6], int time, void* values,
  const ImageFileProgress& progress);

/**
 * Write an image in the format that the ending tells, which is .nii, .nii.gz, .nrrd or .mha:
 * .nhdr and .mhd are two files, which cannot take the place of old ones at once. The values are
 * in VTK's order. Where it fails there is no new file, and an old one is as it was. `errorCode`
 * gets one of vtkErrorCode.
 */
std::string WriteImageFile(const std::string& fileName, const ImageFileHeader& header,
  const void* values, bool compressed, unsigned long& errorCode);
}

#endif
