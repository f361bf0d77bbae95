// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkDisplacementFieldWriter
 * @brief   write a displacement field as .mha or .nrrd, as ITK, Slicer and ANTs read it
 *
 * vtkDisplacementFieldWriter writes the displacement field that vtkStraighteningDisplacementField
 * has made, or any image with vectors, as a MetaImage (.mha) or a NRRD file (.nrrd), through ITK,
 * with origin, spacing and direction matrix, also left-handed ones.
 *
 * ITK's frame is LPS. With WorldFrame RAS the grid and the vectors are turned into it: x and y
 * change their sign. Straightened coordinates are turned in the same way, so that a field and a
 * straightened image that are both written with the same WorldFrame stay together.
 *
 * The values keep their type; a field in double precision takes 24 bytes a sample before
 * compression. Vectors of a field are the point array `Displacement`, or, where there is none, the
 * active vectors.
 *
 * With several processes all of them ask for the whole image, and the first one writes it.
 *
 * A file that cannot be written gives one sentence and an error code, and none is left behind. In a
 * build without ITK that is always so.
 *
 * @sa vtkStraighteningDisplacementField
 */
#ifndef vtkDisplacementFieldWriter_h
#define vtkDisplacementFieldWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkWorldFrame.h"                  // For the frames
#include "vtkWriter.h"

class vtkImageData;

class VTKCURVEDREFORMATFILTERS_EXPORT vtkDisplacementFieldWriter : public vtkWriter
{
public:
  static vtkDisplacementFieldWriter* New();
  vtkTypeMacro(vtkDisplacementFieldWriter, vtkWriter);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkDisplacementFieldWriter(const vtkDisplacementFieldWriter&) = delete;
  void operator=(const vtkDisplacementFieldWriter&) = delete;

  /** Whether this build can write: whether it has ITK. */
  static bool CanWrite();

  ///@{
  /**
   * Set/Get the name of the file, which ends in .mha or .nrrd. Default none.
   */
  vtkSetFilePathMacro(FileName);
  vtkGetFilePathMacro(FileName);
  ///@}

  ///@{
  /**
   * Set/Get the frame of the field's coordinates, vtkWorldFrame::RAS (default) or LPS. The file is
   * in LPS.
   */
  vtkWorldFrameMacro(WorldFrame);
  ///@}

  ///@{
  /**
   * Set/Get whether the values are compressed. Default on.
   */
  vtkSetMacro(UseCompression, vtkTypeBool);
  vtkGetMacro(UseCompression, vtkTypeBool);
  vtkBooleanMacro(UseCompression, vtkTypeBool);
  ///@}

protected:
  vtkDisplacementFieldWriter() = default;
  ~vtkDisplacementFieldWriter() override;

  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void WriteData() override;
  int FillInputPortInformation(int port, vtkInformation* info) override;

private:
  char* FileName = nullptr;
  int WorldFrame = vtkWorldFrame::RAS;
  vtkTypeBool UseCompression = 1;
};

#endif
