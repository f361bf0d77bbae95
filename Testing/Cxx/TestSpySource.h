// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A source that makes just what it is asked for, and remembers what that was; and the comparison of
 * a part of an image with the whole.
 */
#ifndef TestSpySource_h
#define TestSpySource_h

#include "TestImages.h"

#include "vtkImageAlgorithm.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <array>

namespace testcurves
{
using Extent = std::array<int, 6>;

class SpySource : public vtkImageAlgorithm
{
public:
  static SpySource* New() { VTK_STANDARD_NEW_BODY(SpySource); }
  vtkTypeMacro(SpySource, vtkImageAlgorithm);

  Geometry Image;
  /** Adds the arrays of what is in memory. */
  std::function<void(vtkImageData*)> Fill;
  bool TellsDirection = true;
  int ScalarType = VTK_VOID; ///< that it tells beforehand; VTK_VOID for none
  std::vector<Extent> Requests;

protected:
  SpySource() { this->SetNumberOfInputPorts(0); }

  int RequestInformation(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    info->Set(vtkStreamingDemandDrivenPipeline::WHOLE_EXTENT(), this->Image.Extent, 6);
    info->Set(vtkDataObject::ORIGIN(), this->Image.Origin.v, 3);
    info->Set(vtkDataObject::SPACING(), this->Image.Spacing.v, 3);
    if (this->TellsDirection)
    {
      vtkNew<vtkImageData> image;
      PutDirection(this->Image, image);
      info->Set(vtkDataObject::DIRECTION(), image->GetDirectionMatrix()->GetData(), 9);
    }
    if (this->ScalarType != VTK_VOID)
    {
      vtkDataObject::SetPointDataActiveScalarInfo(info, this->ScalarType, 1);
    }
    info->Set(vtkAlgorithm::CAN_PRODUCE_SUB_EXTENT(), 1);
    return 1;
  }

  int RequestData(
    vtkInformation*, vtkInformationVector**, vtkInformationVector* outputVector) override
  {
    vtkInformation* info = outputVector->GetInformationObject(0);
    Extent wanted;
    info->Get(vtkStreamingDemandDrivenPipeline::UPDATE_EXTENT(), wanted.data());
    this->Requests.push_back(wanted);
    Geometry part = this->Image;
    std::copy(wanted.begin(), wanted.end(), part.Extent);
    const auto image = MakeImage(part);
    this->Fill(image);
    vtkImageData::GetData(outputVector)->ShallowCopy(image);
    return 1;
  }
};

/** How many voxels an extent has. */
inline double CountVoxels(const Extent& e)
{
  return (e[1] - e[0] + 1.0) * (e[3] - e[2] + 1.0) * (e[5] - e[4] + 1.0);
}

/** How many voxels of the part differ from the whole in any array. */
inline vtkIdType Differences(vtkImageData* whole, vtkImageData* part, const Extent& extent)
{
  vtkIdType different = 0;
  CHECK(part->GetPointData()->GetNumberOfArrays() == whole->GetPointData()->GetNumberOfArrays(),
    "a part has " << part->GetPointData()->GetNumberOfArrays() << " arrays");
  for (int a = 0; a < whole->GetPointData()->GetNumberOfArrays(); ++a)
  {
    vtkDataArray* w = whole->GetPointData()->GetArray(a);
    vtkDataArray* p = part->GetPointData()->GetArray(w->GetName());
    if (!p || p->GetDataType() != w->GetDataType())
    {
      return -1;
    }
    const auto bytes = static_cast<std::size_t>(w->GetNumberOfComponents()) * w->GetDataTypeSize();
    for (int k = extent[4]; k <= extent[5]; ++k)
    {
      for (int j = extent[2]; j <= extent[3]; ++j)
      {
        for (int i = extent[0]; i <= extent[1]; ++i)
        {
          int ijk[3] = { i, j, k };
          const auto* x = static_cast<const char*>(w->GetVoidPointer(0)) +
            bytes * static_cast<std::size_t>(whole->ComputePointId(ijk));
          const auto* y = static_cast<const char*>(p->GetVoidPointer(0)) +
            bytes * static_cast<std::size_t>(part->ComputePointId(ijk));
          different += std::memcmp(x, y, bytes) == 0 ? 0 : 1;
        }
      }
    }
  }
  return different;
}

inline Extent ExtentOf(vtkImageData* image)
{
  Extent e;
  image->GetExtent(e.data());
  return e;
}
}

#endif
