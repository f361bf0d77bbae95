// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkOrientedImageWriter
 * @brief   writes an image as NIfTI, NRRD or MetaImage, with its orientation
 *
 * vtkOrientedImageWriter writes one point array of an image as `.nii`, `.nii.gz`, `.nrrd` or
 * `.mha`, with origin, spacing and direction matrix, also a left-handed one, so that 3D Slicer,
 * ITK-SNAP and others open it where it is here. Written with ITK and the libraries of the formats
 * that come with it; a build without it has this class, too, which says so.
 *
 * WorldFrame says which frame the image's world is in; the file's is the format's own. What is
 * read by vtkOrientedImageReader with the same WorldFrame is the same image: every value to the
 * last bit; the geometry exactly in MetaImage, to rounding of doubles in NRRD, and of floats in
 * NIfTI, which has no doubles. NIfTI has up to 32767 voxels along an axis. Field data, masks and
 * other arrays do not fit into these files: what is to be bent back is kept as `.vti`, too.
 *
 * With several processes all of them ask for the whole image, and the first one writes it.
 *
 * A file that cannot be written gives one sentence and an error code, and none is left behind.
 *
 * @sa vtkOrientedImageReader
 */
#ifndef vtkOrientedImageWriter_h
#define vtkOrientedImageWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkWorldFrame.h"                  // For the frames
#include "vtkWriter.h"

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedImageWriter : public vtkWriter
{
public:
  static vtkOrientedImageWriter* New();
  vtkTypeMacro(vtkOrientedImageWriter, vtkWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedImageWriter(const vtkOrientedImageWriter&) = delete;
  void operator=(const vtkOrientedImageWriter&) = delete;

  /** Whether this build can write: whether it has ITK. */
  static bool CanWrite();

  ///@{
  /** Set/Get the name of the file, which ends in .nii, .nii.gz, .nrrd or .mha. Default none. */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /**
   * Set/Get the frame of the image's world coordinates, vtkWorldFrame::RAS (default) or LPS.
   */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  ///@{
  /**
   * Set/Get the name of the point array to write. Default none: the active scalars, or the only
   * array.
   */
  vtkSetStringMacro(ArrayName);
  vtkGetStringMacro(ArrayName);
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
  vtkOrientedImageWriter() = default;
  ~vtkOrientedImageWriter() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void WriteData() override;
  int FillInputPortInformation(int port, vtkInformation* info) override;

private:
  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
  char* ArrayName = nullptr;
  vtkTypeBool UseCompression = 1;
};

#endif
