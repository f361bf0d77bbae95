// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedImageWriter.h"

#include "ImageFiles/FileImage.h"
#include "ImageFiles/ImageFile.h"
#include "Input/PipelineInput.h"
#include "Parallel/Ranks.h"

#include "vtkDataArray.h"
#include "vtkErrorCode.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"
#include "vtkSmartPointer.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <string>

vtkStandardNewMacro(vtkOrientedImageWriter);

namespace
{
std::string NamesOfArrays(vtkPointData* data)
{
  std::string names;
  for (int i = 0; i < data->GetNumberOfArrays(); ++i)
  {
    const char* name = data->GetAbstractArray(i)->GetName();
    names += (i ? ", " : "") + std::string(name ? name : "(no name)");
  }
  return names.empty() ? "none" : names;
}

/** The array to write, or the sentence that says why there is none. */
vtkDataArray* FindValues(vtkImageData* image, const char* name, std::string& error)
{
  if (image->GetNumberOfPoints() < 1)
  {
    error = "Image is empty; give one with voxels.";
    return nullptr;
  }
  vtkPointData* data = image->GetPointData();
  const bool named = name && *name;
  vtkDataArray* values = named ? data->GetArray(name) : data->GetScalars();
  if (!named && !values && data->GetNumberOfArrays() == 1)
  {
    values = data->GetArray(0);
  }
  if (!values)
  {
    error = named ? "Image has no point array of numbers " + std::string(name)
                  : std::string("Image has no active scalars, and not one array alone");
    error += "; choose one of its point arrays: " + NamesOfArrays(data) + ".";
  }
  else if (values->GetDataType() == VTK_BIT)
  {
    error = "Array " + std::string(values->GetName() ? values->GetName() : "(no name)") +
      " is of bits, which files do not hold; make it unsigned char.";
    values = nullptr;
  }
  return values;
}
}

//------------------------------------------------------------------------------
vtkOrientedImageWriter::~vtkOrientedImageWriter()
{
  this->SetFileName(nullptr);
  this->SetArrayName(nullptr);
}

//------------------------------------------------------------------------------
bool vtkOrientedImageWriter::CanWrite()
{
  return curvedreformat::HasImageFiles();
}

//------------------------------------------------------------------------------
int vtkOrientedImageWriter::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkOrientedImageWriter::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  if (request->Has(vtkStreamingDemandDrivenPipeline::REQUEST_UPDATE_EXTENT()))
  {
    // also where nothing is written: what is upstream may need all processes
    curvedreformat::RequestImagePiece(0, 0, 1, inputVector);
    return 1;
  }
  return this->Superclass::ProcessRequest(request, inputVector, outputVector);
}

//------------------------------------------------------------------------------
void vtkOrientedImageWriter::WriteData()
{
  if (curvedreformat::Ranks(curvedreformat::GlobalController()).Mine() > 0)
  {
    return; // every process has the whole image, and one writes it
  }
  if (!this->FileName || !*this->FileName)
  {
    vtkErrorMacro(<< "FileName is empty; give the name of a file that ends in .nii, .nii.gz, .nrrd "
                     "or .mha.");
    this->SetErrorCode(vtkErrorCode::NoFileNameError);
    return;
  }
  auto* image = vtkImageData::SafeDownCast(this->GetInput());
  unsigned long code = vtkErrorCode::UnknownError;
  std::string error;
  vtkDataArray* values = FindValues(image, this->ArrayName, error);
  curvedreformat::ImageFileHeader header;
  error =
    error.empty() ? curvedreformat::HeaderOfImage(image, values, this->WorldFrame, header) : error;
  if (error.empty())
  {
    error = curvedreformat::WriteImageFile(
      this->FileName, header, values->GetVoidPointer(0), this->UseCompression != 0, code);
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(code);
  }
}

//------------------------------------------------------------------------------
void vtkOrientedImageWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "ArrayName: " << (this->ArrayName ? this->ArrayName : "(none)") << "\n";
  os << indent << "UseCompression: " << (this->UseCompression ? "On" : "Off") << "\n";
}
