// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkOrientedWriter
 * @brief   what the writers of images with a place and an orientation have in common
 *
 * vtkOrientedWriter is the superclass of vtkOrientedImageWriter and vtkDisplacementFieldWriter.
 *
 * With several processes all of them ask for the whole image, and the first one writes it. A file
 * that cannot be written gives one sentence and an error code, and none is left behind. In a build
 * without ITK that is always so.
 *
 * @sa vtkOrientedImageWriter vtkDisplacementFieldWriter
 */
#ifndef vtkOrientedWriter_h
#define vtkOrientedWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkSmartPointer.h"                // For FindValues
#include "vtkWorldFrame.h"                  // For the frames
#include "vtkWriter.h"

#include <string> // For sentences
#include <vector> // For endings

class vtkDataArray;
class vtkImageData;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedWriter : public vtkWriter
{
public:
  vtkTypeMacro(vtkOrientedWriter, vtkWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedWriter(const vtkOrientedWriter&) = delete;
  void operator=(const vtkOrientedWriter&) = delete;

  /** Whether this build can write: whether it has ITK. */
  static bool CanWrite();

  ///@{
  /** Set/Get the name of the file, whose ending tells the format. Default none. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /** Set/Get the frame of the image's world coordinates, vtkWorldFrame::RAS (default) or LPS. The
   * file is in the frame of its format. */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  ///@{
  /**
   * Set/Get whether values are compressed in .nrrd and .mha. Default on. Of NIfTI files the ending
   * says it: .nii or .nii.gz.
   */
  vtkSetMacro(UseCompression, vtkTypeBool);
  vtkGetMacro(UseCompression, vtkTypeBool);
  vtkBooleanMacro(UseCompression, vtkTypeBool);
  ///@}

protected:
  vtkOrientedWriter() = default;
  ~vtkOrientedWriter() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void WriteData() override;
  int FillInputPortInformation(int port, vtkInformation* info) override;

  /** The endings of names that are written. */
  virtual std::vector<std::string> Endings() const = 0;

  /** The values to write; `vectors` where they are vectors in space, in the frame of the file.
   * Returns an empty string, or the sentence that says why there are none. */
  virtual std::string FindValues(
    vtkImageData* image, vtkSmartPointer<vtkDataArray>& values, bool& vectors) = 0;

private:
  std::string WriteFile(unsigned long& errorCode);

  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
  vtkTypeBool UseCompression = 1;
};

#endif
