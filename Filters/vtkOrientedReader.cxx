// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedReader.h"

#include "ImageFiles/AxisOrder.h"
#include "ImageFiles/FileImage.h"
#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"
#include "Sampling/OutputMemory.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkPointData.h"

#include <algorithm>

using curvedreformat::AxisOrder;
using curvedreformat::ImageFileHeader;

struct vtkOrientedReader::Internals
{
  ImageFileHeader File;
  ImageFileHeader Output; ///< of the same values, in the order of the output
  AxisOrder Order;
};

//------------------------------------------------------------------------------
vtkOrientedReader::vtkOrientedReader()
  : Image(new Internals)
{
  this->SetNumberOfInputPorts(0);
}

//------------------------------------------------------------------------------
vtkOrientedReader::~vtkOrientedReader()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
vtkTypeBool vtkOrientedReader::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() { return this->Superclass::ProcessRequest(request, inputVector, outputVector); });
}

//------------------------------------------------------------------------------
int vtkOrientedReader::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  *this->Image = Internals();
  std::vector<std::string> remarks;
  const std::string error = this->FileName && *this->FileName
    ? this->ReadHeader(this->Image->File, remarks)
    : "FileName is empty; give the file to read.";
  if (!error.empty())
  {
    this->Image->File = ImageFileHeader();
    vtkErrorMacro(<< error);
    curvedreformat::SetEmptyWholeExtent(outputVector);
    return 0;
  }
  for (const std::string& remark : remarks)
  {
    vtkWarningMacro(<< remark);
  }
  if (this->CanonicalAxes)
  {
    double direction[9];
    std::copy_n(this->Image->File.Direction, 9, direction);
    if (this->WorldFrame != vtkWorldFrame::LPS) // which the header is in
    {
      vtkWorldFrame::FlipColumns(direction, 3);
    }
    this->Image->Order = curvedreformat::FindCanonicalOrder(direction);
  }
  this->Image->Output = curvedreformat::Reordered(this->Image->File, this->Image->Order);
  curvedreformat::SetImageInformation(
    this->Image->Output, this->WorldFrame, outputVector->GetInformationObject(0));
  return 1;
}

//------------------------------------------------------------------------------
int vtkOrientedReader::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  const Internals& image = *this->Image;
  if (image.File.ScalarType == 0)
  {
    output->Initialize(); // RequestInformation has said why; ParaView goes on nevertheless
    return 0;
  }
  int extent[6];
  curvedreformat::FindExtentToRead(image.Output, outInfo, extent);
  if (extent[1] < extent[0] || extent[3] < extent[2] || extent[5] < extent[4])
  {
    return 1; // a piece of nothing
  }
  const auto progress = [this](double done)
  {
    this->UpdateProgress(done);
    return !this->GetAbortExecute();
  };
  const std::string name = this->NameOfValues();
  std::string error =
    curvedreformat::MakeFileImage(image.Output, this->WorldFrame, extent, name.c_str(), output);
  error = error.empty() ? error : std::string(this->FileName) + ": " + error;
  if (error.empty())
  {
    void* values = output->GetPointData()->GetScalars()->GetVoidPointer(0);
    const int time = curvedreformat::TakeRequestedTime(image.Output, outInfo, output);
    int fileExtent[6];
    curvedreformat::FileExtentOf(image.File, image.Order, extent, fileExtent);
    if (image.Order.IsIdentity())
    {
      error = this->ReadValues(image.File, fileExtent, time, values, progress);
    }
    else
    {
      const auto voxels = static_cast<double>(output->GetNumberOfPoints());
      error = curvedreformat::CheckMemory(image.File.BytesOf(voxels),
        std::string(this->FileName) + ": Putting its axes into another order",
        "read it without CanonicalAxes, or a part of it");
      if (error.empty())
      {
        const std::unique_ptr<char[]> asStored(
          new char[static_cast<std::size_t>(image.File.BytesOf(voxels))]);
        error = this->ReadValues(image.File, fileExtent, time, asStored.get(), progress);
        curvedreformat::Reorder(image.Order, fileExtent, asStored.get(),
          static_cast<std::size_t>(image.File.BytesOf(1.0)), values);
      }
    }
  }
  if (!error.empty() || this->GetAbortExecute())
  {
    output->Initialize(); // nothing that looks like the image
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    return 0;
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkOrientedReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "CanonicalAxes: " << (this->CanonicalAxes ? "On" : "Off") << "\n";
}
