// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkOrientedReader
 * @brief   what the readers of images with a place and an orientation have in common
 *
 * vtkOrientedReader is the superclass of vtkOrientedImageReader and vtkOrientedDICOMReader: the
 * frame of the world, the order of the axes, and the passes of the pipeline.
 *
 * While a header or a part of a file is read, the messages of the libraries below are off, and with
 * them std::cerr, for all threads. After an abort AbortExecute is to be cleared and the reader to
 * be Modified() before it reads again.
 *
 * @sa vtkOrientedImageReader vtkOrientedDICOMReader
 */
#ifndef vtkOrientedReader_h
#define vtkOrientedReader_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkImageAlgorithm.h"
#include "vtkWorldFrame.h" // For the frames

#include <functional> // For ReadValues
#include <memory>     // For Image
#include <string>     // For sentences
#include <vector>     // For sentences

namespace curvedreformat
{
struct ImageFileHeader;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedReader : public vtkImageAlgorithm
{
public:
  vtkTypeMacro(vtkOrientedReader, vtkImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedReader(const vtkOrientedReader&) = delete;
  void operator=(const vtkOrientedReader&) = delete;

  ///@{
  /** Set/Get the file to read. Default nullptr. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /**
   * Set/Get the frame of the output's world coordinates: vtkWorldFrame::RAS (default; NIfTI,
   * Slicer's scene) or LPS (DICOM, ITK). The frame that the file is in comes from the file.
   */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  ///@{
  /**
   * Set/Get whether the axes of the image are put into the order of the world's, and reversed where
   * they run the other way, so that the direction matrix is as near to the identity as it can be
   * without resampling: the identity itself for all images that are not oblique. Every voxel keeps
   * its place and its value. Some filters of VTK before 9.3, the contour filter among them, do not
   * know of direction matrices, and are right then. Default off: axes as in the file.
   *
   * Reading takes the memory of the values twice for a while.
   */
  vtkSetMacro(CanonicalAxes, vtkTypeBool);
  vtkGetMacro(CanonicalAxes, vtkTypeBool);
  vtkBooleanMacro(CanonicalAxes, vtkTypeBool);
  ///@}

protected:
  vtkOrientedReader();
  ~vtkOrientedReader() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;

  // What subclasses say. The first two return an empty string, or the sentence that says what is
  // wrong.

  /** Read what the file says of its values; `remarks` gets sentences on what is not sure. */
  virtual std::string ReadHeader(
    curvedreformat::ImageFileHeader& header, std::vector<std::string>& remarks) = 0;

  /** Read the values of an extent of the file, at the time of that number. `progress` is told how
   * much is done, 0 to 1; when it returns false the reading stops, which is no error. */
  virtual std::string ReadValues(const curvedreformat::ImageFileHeader& header, const int* extent,
    int time, void* values, const std::function<bool(double)>& progress) = 0;

  /** The name of the array with the values. */
  virtual std::string NameOfValues() const = 0;

private:
  struct Internals;

  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
  vtkTypeBool CanonicalAxes = 0;
  std::unique_ptr<Internals> Image;
};

#endif
