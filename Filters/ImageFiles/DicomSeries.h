// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A series of DICOM files as one image: found in a folder, put in order by the positions of its
 * slices, and refused when these are no even grid. Names and numbers of files say nothing.
 */
#ifndef DicomSeries_h
#define DicomSeries_h

#include "DicomFile.h"
#include "ImageFileHeader.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace curvedreformat
{
struct DicomSeries
{
  std::string Description;
  ImageFileHeader Header;        ///< in LPS; k runs along the normal of the slices, i x j
  std::vector<DicomFile> Slices; ///< one for each k
};

/** Headers that have been read, so that only what is new or has changed is read again. */
class DicomHeaders
{
public:
  const DicomFile& Get(const std::string& fileName);

private:
  struct Known
  {
    std::uintmax_t Size = 0;
    std::int64_t Time = 0;
    DicomFile Header;
  };
  std::map<std::string, Known> Files;
};

/** Whether there is a DICOM file: this one, or one directly in this folder. */
bool HasDicom(const std::string& path);

/** Positions in files may have so many millimetres of rounding, but no more than a tenth of a step.
 */
constexpr double DicomRounding = 0.01;

/**
 * Find a series: in a folder, or that of a file among the files beside it. The one with this UID,
 * or for an empty one the only one. No slice may be farther from its place in an even grid than
 * `tolerance` steps from slice to slice, or DicomRounding. Returns an empty string, or the sentence
 * that says what is wrong.
 */
std::string FindDicomSeries(const std::string& path, const std::string& uid, double tolerance,
  DicomHeaders& headers, DicomSeries& series);

struct DicomSeriesSummary
{
  std::string UID;
  std::string Description;
  int Slices = 0;
};

/** What series there are: in a folder, or in that of a file. Returns an empty string, or the
 * sentence that says why none can be found. */
std::string ListDicomSeries(
  const std::string& path, DicomHeaders& headers, std::vector<DicomSeriesSummary>& series);

/** Read slice k, in the type of the series' header. Returns an empty string, or the sentence that
 * says what is wrong. */
std::string ReadDicomSlice(const DicomSeries& series, int k, void* values);
}

#endif
