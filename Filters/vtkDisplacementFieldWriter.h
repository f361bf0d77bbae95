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
 * @sa vtkStraighteningDisplacementField
 */
#ifndef vtkDisplacementFieldWriter_h
#define vtkDisplacementFieldWriter_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkOrientedWriter.h"

class VTKCURVEDREFORMATFILTERS_EXPORT vtkDisplacementFieldWriter : public vtkOrientedWriter
{
public:
  static vtkDisplacementFieldWriter* New();
  vtkTypeMacro(vtkDisplacementFieldWriter, vtkOrientedWriter);

  vtkDisplacementFieldWriter(const vtkDisplacementFieldWriter&) = delete;
  void operator=(const vtkDisplacementFieldWriter&) = delete;

protected:
  vtkDisplacementFieldWriter() = default;
  ~vtkDisplacementFieldWriter() override = default;

  std::vector<std::string> Endings() const override;
  std::string FindValues(
    vtkImageData* image, vtkSmartPointer<vtkDataArray>& values, bool& vectors) override;
};

#endif
