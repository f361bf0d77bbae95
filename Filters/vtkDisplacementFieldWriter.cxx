// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkDisplacementFieldWriter.h"

#include "Files/TextFile.h"
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

#include <vtksys/SystemTools.hxx>

#include <sstream>
#include <string>

vtkStandardNewMacro(vtkDisplacementFieldWriter);

namespace
{
/** The vectors to write, or the sentence that says why there are none. */
vtkDataArray* FindVectors(vtkImageData* image, std::string& error)
{
  vtkPointData* data = image->GetPointData();
  vtkDataArray* vectors = data->GetArray("Displacement");
  vectors = vectors ? vectors : data->GetVectors();
  std::ostringstream text;
  if (image->GetNumberOfPoints() < 1)
  {
    text << "Displacement field is empty; give an image with vectors.";
  }
  else if (!vectors)
  {
    text << "Image has no point array Displacement and no active vectors; give a displacement "
            "field, as Straightening Displacement Field makes it.";
  }
  else if (vectors->GetNumberOfComponents() != 3)
  {
    text << "Array " << vectors->GetName() << " has " << vectors->GetNumberOfComponents()
         << " components; the vectors of a displacement field have 3.";
  }
  else if (vectors->GetDataType() != VTK_DOUBLE && vectors->GetDataType() != VTK_FLOAT)
  {
    text << "Array " << vectors->GetName() << " is of type " << vectors->GetDataTypeAsString()
         << "; the vectors of a displacement field are of type float or double.";
  }
  error = text.str();
  return error.empty() ? vectors : nullptr;
}
}

//------------------------------------------------------------------------------
vtkDisplacementFieldWriter::~vtkDisplacementFieldWriter()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
bool vtkDisplacementFieldWriter::CanWrite()
{
  return curvedreformat::HasImageFiles();
}

//------------------------------------------------------------------------------
int vtkDisplacementFieldWriter::FillInputPortInformation(int vtkNotUsed(port), vtkInformation* info)
{
  info->Set(vtkAlgorithm::INPUT_REQUIRED_DATA_TYPE(), "vtkImageData");
  return 1;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkDisplacementFieldWriter::ProcessRequest(
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
void vtkDisplacementFieldWriter::WriteData()
{
  if (curvedreformat::Ranks(curvedreformat::GlobalController()).Mine() > 0)
  {
    return; // every process has the whole image, and one writes it
  }
  if (!this->FileName || !*this->FileName)
  {
    vtkErrorMacro(<< "FileName is empty; give the name of a file that ends in .mha or .nrrd.");
    this->SetErrorCode(vtkErrorCode::NoFileNameError);
    return;
  }
  if (!curvedreformat::HasEnding(this->FileName, ".mha") &&
    !curvedreformat::HasEnding(this->FileName, ".nrrd"))
  {
    // of vectors in NIfTI files it is not agreed which frame they are in
    vtkErrorMacro(<< this->FileName << " has the extension '"
                  << vtksys::SystemTools::GetFilenameLastExtension(this->FileName)
                  << "'; give a name with .mha or .nrrd.");
    this->SetErrorCode(vtkErrorCode::UnrecognizedFileTypeError);
    return;
  }
  auto* image = vtkImageData::SafeDownCast(this->GetInput());
  std::string error;
  vtkSmartPointer<vtkDataArray> vectors = FindVectors(image, error);
  curvedreformat::ImageFileHeader header;
  error =
    error.empty() ? curvedreformat::HeaderOfImage(image, vectors, this->WorldFrame, header) : error;
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(vtkErrorCode::UnknownError);
    return;
  }
  header.Vectors = true;
  if (this->WorldFrame != vtkWorldFrame::LPS)
  {
    const vtkSmartPointer<vtkDataArray> given = vectors;
    vectors = vtk::TakeSmartPointer(given->NewInstance());
    vectors->DeepCopy(given);
    double v[3];
    for (vtkIdType i = 0; i < vectors->GetNumberOfTuples(); ++i)
    {
      vectors->GetTuple(i, v);
      vtkWorldFrame::Flip(v);
      vectors->SetTuple(i, v);
    }
  }
  unsigned long code = vtkErrorCode::NoError;
  error = curvedreformat::WriteImageFile(
    this->FileName, header, vectors->GetVoidPointer(0), this->UseCompression != 0, code);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    this->SetErrorCode(code);
  }
}

//------------------------------------------------------------------------------
void vtkDisplacementFieldWriter::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "UseCompression: " << (this->UseCompression ? "On" : "Off") << "\n";
}
