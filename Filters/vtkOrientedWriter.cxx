// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedWriter.h"

#include "Files/TextFile.h"
#include "ImageFiles/FileImage.h"
#include "ImageFiles/ImageFile.h"
#include "Input/PipelineInput.h"
#include "Parallel/Ranks.h"

#include "vtkDataArray.h"
#include "vtkErrorCode.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkStreamingDemandDrivenPipeline.h"

#include <vtksys/SystemTools.hxx>

#include <algorithm>
#include <new>

//------------------------------------------------------------------------------
vtkOrientedWriter::~vtkOrientedWriter()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
bool vtkOrientedWriter::CanWrite()
{
  return curvedreformat::HasImageFiles();
}

//------------------------------------------------------------------------------
int vtkOrientedWriter::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkOrientedWriter::ProcessRequest(
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
void vtkOrientedWriter::WriteData()
{
  if (curvedreformat::Ranks(curvedreformat::GlobalController()).Mine() > 0)
  {
    return; // every process has the whole image, and one writes it
  }
  unsigned long code = vtkErrorCode::UnknownError;
  std::string error;
  try
  {
    error = this->WriteFile(code);
  }
  catch (const std::bad_alloc&)
  {
    error = "There is no memory to write the image; write a part of it.";
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(code);
  }
}

//------------------------------------------------------------------------------
std::string vtkOrientedWriter::WriteFile(unsigned long& errorCode)
{
  const std::vector<std::string> endings = this->Endings();
  std::string names;
  for (const std::string& ending : endings)
  {
    names += (names.empty() ? "" : ending == endings.back() ? " or " : ", ") + ending;
  }
  if (!this->FileName || !*this->FileName)
  {
    errorCode = vtkErrorCode::NoFileNameError;
    return "FileName is empty; give the name of a file that ends in " + names + ".";
  }
  const auto fits = [this](const std::string& ending)
  { return curvedreformat::HasEnding(this->FileName, ending.c_str()); };
  if (std::none_of(endings.begin(), endings.end(), fits))
  {
    errorCode = vtkErrorCode::UnrecognizedFileTypeError;
    return std::string(this->FileName) + " has the extension '" +
      vtksys::SystemTools::GetFilenameLastExtension(this->FileName) + "'; give a name with " +
      names + ".";
  }
  auto* image = vtkImageData::SafeDownCast(this->GetInput());
  vtkSmartPointer<vtkDataArray> values;
  bool vectors = false;
  std::string error = this->FindValues(image, values, vectors);
  if (!error.empty())
  {
    return error;
  }
  curvedreformat::ImageFileHeader header;
  error = curvedreformat::HeaderOfImage(image, values, this->WorldFrame, header);
  header.Vectors = vectors;
  return error.empty() ? curvedreformat::WriteImageFile(this->FileName, header,
                           values->GetVoidPointer(0), this->UseCompression != 0, errorCode)
                       : error;
}

//------------------------------------------------------------------------------
void vtkOrientedWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "UseCompression: " << (this->UseCompression ? "On" : "Off") << "\n";
}
