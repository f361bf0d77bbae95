// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Between the header of an image file, which is in LPS, and an image of VTK, which is in the frame
 * that somebody has chosen (vtkWorldFrame).
 */
#ifndef FileImage_h
#define FileImage_h

#include "ImageFileHeader.h"

#include <string>

class vtkDataArray;
class vtkImageData;
class vtkInformation;

namespace curvedreformat
{
/** For RequestInformation of a reader: grid, type and times. Any extent can be asked for. */
void SetImageInformation(const ImageFileHeader& header, int worldFrame, vtkInformation* outInfo);

/** For RequestData of a reader: the number of the time that was asked for, the nearest there is,
 * which the output is told. */
int TakeRequestedTime(const ImageFileHeader& header, vtkInformation* outInfo, vtkImageData* output);

/**
 * For RequestData of a reader: the extent to read. What was asked for; or the whole image where the
 * file gives all or nothing, unless others have pieces of it or there are several ranks.
 */
void FindExtentToRead(const ImageFileHeader& header, vtkInformation* outInfo, int extent[6]);

/**
 * Make an image of this extent, with one array for the values to be put in, its active scalars.
 * Returns an empty string, or the sentence that says that there is no memory for it.
 */
std::string MakeFileImage(const ImageFileHeader& header, int worldFrame, const int extent[6],
  const char* arrayName, vtkImageData* output);

/**
 * For a writer: the header of an image in memory with these values, which are no vectors. Returns
 * an empty string, or the sentence that says what is wrong with the image.
 */
std::string HeaderOfImage(
  vtkImageData* image, vtkDataArray* values, int worldFrame, ImageFileHeader& header);
}

#endif
