// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What ITK does not tell of a file's header, or gets wrong, from the libraries of the formats that
 * ITK reads with: where the values are, and the place of the voxels.
 */
#ifndef FormatHeader_h
#define FormatHeader_h

#include "StoredBytes.h"

#include <string>

namespace curvedreformat
{
struct FormatHeader
{
  bool HasGrid = false;                 ///< else the grid of ITK counts
  double Origin[3] = { 0.0, 0.0, 0.0 }; ///< mm, LPS
  double Edges[9] = {};                 ///< of a voxel, the columns; mm, LPS
  bool AllOrNothing = false;            ///< no part can be read without the rest
  StoredValues Stored;
  std::string Remark; ///< a sentence on what is not sure
};

// Each returns an empty string, or the sentence that says why the file is not of its format.

/**
 * NRRD, from NrrdIO (http://teem.sourceforge.net/nrrd/format.html). ITK 5.2 turns the wrong axis of
 * a file in the space left-anterior-superior.
 */
std::string ReadNrrdHeader(const std::string& fileName, FormatHeader& header);

/**
 * MetaImage, from MetaIO (https://itk.org/Wiki/ITK/MetaIO/Documentation). The matrix counts; a
 * remark says where the anatomical orientation is another one.
 */
std::string ReadMetaHeader(const std::string& fileName, FormatHeader& header);
}

#endif
