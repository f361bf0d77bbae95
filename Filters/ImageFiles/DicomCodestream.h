// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Whether compressed pixels are what the header of their file says, before a decoder gets them that
 * ends the program, or gets memory for another image, where they are not: the markers of JPEG
 * (ITU-T T.81), JPEG-LS (T.87) and JPEG 2000 (T.800), and the header of DICOM's RLE (PS3.5, annex
 * G).
 */
#ifndef DicomCodestream_h
#define DicomCodestream_h

#include <string>

namespace curvedreformat
{
struct CodedImage
{
  int Columns = 0;
  int Rows = 0;
  int Samples = 1;
  int BitsAllocated = 16;
};

/** Returns an empty string, or the sentence that says what is wrong, to go on after the file's
 * name. Transfer syntaxes other than those named are refused. */
std::string CheckCodestream(
  const std::string& syntax, const std::string& bytes, const CodedImage& image);
}

#endif
