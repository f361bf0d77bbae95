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
 * @sa vtkOrientedImageReader
 */
#ifndef vtkOrientedImageWriter_h
#define vtkOrientedImageWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkOrientedWriter.h"

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedImageWriter : public vtkOrientedWriter
{
public:
  static vtkOrientedImageWriter* New();
  vtkTypeMacro(vtkOrientedImageWriter, vtkOrientedWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedImageWriter(const vtkOrientedImageWriter&) = delete;
  void operator=(const vtkOrientedImageWriter&) = delete;

  ///@{
  /**
   * Set/Get the name of the point array to write. Default none: the active scalars, or the only
   * array.
   */
  vtkSetStringMacro(ArrayName);
  vtkGetStringMacro(ArrayName);
  ///@}

protected:
  vtkOrientedImageWriter() = default;
  ~vtkOrientedImageWriter() override;

  std::vector<std::string> Endings() const override;
  std::string FindValues(
    vtkImageData* image, vtkSmartPointer<vtkDataArray>& values, bool& vectors) override;

private:
  char* ArrayName = nullptr;
};

#endif
