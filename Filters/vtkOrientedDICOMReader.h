// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkOrientedDICOMReader
 * @brief   reads a DICOM series as an image that lies where the scanner says
 *
 * vtkOrientedDICOMReader makes one image of the files of a DICOM series. Slices are put in order by
 * their Image Position (Patient) along the normal of their Image Orientation (Patient), never by
 * names or numbers. i runs along the rows of the files and j down their columns, with the Pixel
 * Spacing; k runs along the normal, i x j, so that the direction matrix is right-handed; its
 * spacing comes from the positions. The origin is the position of the first slice. All is in
 * millimetres, and in the frame that WorldFrame says; CanonicalAxes puts the axes into the order of
 * the world's.
 *
 * FileName is the folder of the series, or one of its files: then the series is that of this file,
 * with all others of it in the same folder. Folders within are not searched, and files that are no
 * DICOM, or no images, do no harm.
 *
 * Nothing is guessed. A series is refused, with a sentence that names the slices, when one is
 * missing or there twice, when the steps are uneven beyond Tolerance, when the slices are not
 * straight above each other (a tilted gantry), when they differ in size, orientation, pixel spacing
 * or kind of pixels, and when a file is damaged. A single slice takes its spacing along k from
 * Spacing Between Slices or Slice Thickness, else 1 mm.
 *
 * Values are those of the modality, with Rescale Slope and Rescale Intercept applied (Hounsfield
 * units for CT), in the type that ITK gives them; double where the slices would have different
 * types. Colours have three components. The array is called as the series is (Series Description),
 * else DICOM. Nothing about the patient gets into the output.
 *
 * Headers alone are read for the pipeline's information, and again only for files that are new or
 * have changed; of the pixels only the slices that are asked for. UpdateProgress and AbortExecute
 * count after each file.
 *
 * Files must begin with a preamble and DICM (DICOM PS3.10). Files with several frames, deflated
 * ones, and pixels of less than 8 bits are refused. Errors are one sentence, and there is no
 * output. A build without ITK reads nothing and says so. While a file is read, the messages of ITK
 * and GDCM are off, for all threads.
 *
 * @sa vtkOrientedImageReader
 */
#ifndef vtkOrientedDICOMReader_h
#define vtkOrientedDICOMReader_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkOrientedReader.h"

class vtkIntArray;
class vtkStringArray;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedDICOMReader : public vtkOrientedReader
{
public:
  static vtkOrientedDICOMReader* New();
  vtkTypeMacro(vtkOrientedDICOMReader, vtkOrientedReader);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedDICOMReader(const vtkOrientedDICOMReader&) = delete;
  void operator=(const vtkOrientedDICOMReader&) = delete;

  ///@{
  /**
   * Set/Get the Series Instance UID of the series to read. Default: none, which is the series of
   * the file, or the only one in the folder. If there are several, the error lists them.
   */
  vtkSetStringMacro(SeriesUID);
  vtkGetStringMacro(SeriesUID);
  ///@}

  ///@{
  /**
   * Set/Get how far a slice may be from its place in an even grid, along the normal or across it,
   * as a part of the step from slice to slice. Default 0.01; range 0 to 0.5. Up to 0.01 mm, or a
   * tenth of a step if that is less, is taken for rounding in any case. More is for files whose
   * positions have few digits.
   */
  vtkSetClampMacro(Tolerance, double, 0.0, 0.5);
  vtkGetMacro(Tolerance, double);
  ///@}

  /** 1 for a DICOM file, and for a folder with one directly in it. */
  int CanReadFile(const char* fileName);

  /**
   * Find the series in FileName, or beside it where it is a file, without reading one: one value in
   * each array for each series, ordered by their UIDs. Arrays that are nullptr are left out.
   * Descriptions may be empty. Returns the number of series, 0 also where nothing can be read.
   */
  int FindSeries(vtkStringArray* uids, vtkStringArray* descriptions, vtkIntArray* slices);

protected:
  vtkOrientedDICOMReader();
  ~vtkOrientedDICOMReader() override;

  std::string ReadHeader(
    curvedreformat::ImageFileHeader& header, std::vector<std::string>& remarks) override;
  std::string ReadValues(const curvedreformat::ImageFileHeader& header, const int* extent, int time,
    void* values, const std::function<bool(double)>& progress) override;
  std::string NameOfValues() const override;

private:
  struct Found;

  char* SeriesUID = nullptr;
  double Tolerance = 0.01;
  std::unique_ptr<Found> Series;
};

#endif
