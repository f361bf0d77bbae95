// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkOrientedImageReader
 * @brief   reads NIfTI, NRRD and MetaImage files with their orientation
 *
 * vtkOrientedImageReader reads images whose voxels have a place in the patient or in the room, and
 * gives them out there: with the origin, the spacing and the direction matrix that the file says,
 * also a left-handed one. VTK's own readers of these formats lose the direction, and some the
 * origin, so that images do not meet their curves. Files are read with ITK and the libraries of the
 * formats that come with it; a build without it has this class, too, which says so.
 *
 * The place of the voxels comes from
 * - NIfTI-1 (`.nii`, `.nii.gz`): the sform, else the qform with its qfac; in its unit (m, mm, um)
 * - NRRD (`.nrrd`, `.nhdr`): space (RAS, LAS, LPS), space directions, space origin
 * - MetaImage (`.mha`, `.mhd`): TransformMatrix, Offset, ElementSpacing
 *
 * The world is in millimetres, in the frame that WorldFrame says: RAS (default) or LPS.
 * CanonicalAxes puts the axes into the order of the world's. Values come as they are stored, with
 * NIfTI's slope and intercept applied; the components of vectors are not turned. Axes of a negative
 * spacing are turned round, with every voxel where it was.
 *
 * Files that do not say where they are have the axes of LPS, as ITK has it. For NIfTI files that is
 * worth a warning, and so is a MetaImage whose AnatomicalOrientation is not that of its matrix.
 * Units of length in NRRD and MetaImage files are not looked at, nor is NRRD's measurement frame.
 *
 * A fourth dimension is time: an image for each of TIME_STEPS. A fifth one of NIfTI has components.
 *
 * Parts: of raw values only those that are asked for are read, in slabs with progress, between
 * which the reader can be aborted. Compressed files, and NRRD, give all or nothing: then the whole
 * image is the output, also where less was asked for, so that the next part is there already;
 * unless it is asked for in pieces, or there are several ranks.
 *
 * Errors, with one sentence and no output: files that are cut short or say that they hold more than
 * they can, before memory is taken for it; numbers that are not finite, spacings of 0, axes that
 * are not at right angles to each other (a shear); more than 4 dimensions; NIfTI-2.
 *
 * @sa vtkOrientedDICOMReader vtkOrientedImageWriter
 */
#ifndef vtkOrientedImageReader_h
#define vtkOrientedImageReader_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkOrientedReader.h"

class VTKCURVEDREFORMATFILTERS_EXPORT vtkOrientedImageReader : public vtkOrientedReader
{
public:
  static vtkOrientedImageReader* New();
  vtkTypeMacro(vtkOrientedImageReader, vtkOrientedReader);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkOrientedImageReader(const vtkOrientedImageReader&) = delete;
  void operator=(const vtkOrientedImageReader&) = delete;

  /** Whether this build can read: whether it has ITK. */
  static bool CanRead();

  /** 1 for a file of one of the formats, by its ending and its first bytes. */
  int CanReadFile(const char* fileName);

  ///@{
  /**
   * Set/Get whether a NIfTI file that has both a sform and a qform is placed by its qform, the
   * place in the scanner. Default off: by its sform, as nibabel does.
   */
  vtkSetMacro(PreferQForm, vtkTypeBool);
  vtkGetMacro(PreferQForm, vtkTypeBool);
  vtkBooleanMacro(PreferQForm, vtkTypeBool);
  ///@}

  ///@{
  /** Set/Get the name of the point array with the values. Default ImageFile, as in VTK's readers.
   */
  vtkSetStringMacro(ScalarArrayName);
  vtkGetStringMacro(ScalarArrayName);
  ///@}

protected:
  vtkOrientedImageReader();
  ~vtkOrientedImageReader() override;

  std::string ReadHeader(
    curvedreformat::ImageFileHeader& header, std::vector<std::string>& remarks) override;
  std::string ReadValues(const curvedreformat::ImageFileHeader& header, const int* extent, int time,
    void* values, const std::function<bool(double)>& progress) override;
  std::string NameOfValues() const override;

private:
  vtkTypeBool PreferQForm = 0;
  char* ScalarArrayName = nullptr;
};

#endif
