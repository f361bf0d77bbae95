// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedImageReader.h"

#include "ImageFiles/FileImage.h"
#include "ImageFiles/ImageFile.h"
#include "Input/FailureSilencer.h"
#include "Input/PipelineInput.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"

#include <string>
#include <vector>

vtkStandardNewMacro(vtkOrientedImageReader);

struct vtkOrientedImageReader::Internals
{
  curvedreformat::ImageFileHeader Header;
};

//------------------------------------------------------------------------------
vtkOrientedImageReader::vtkOrientedImageReader()
  : File(new Internals)
{
  this->SetNumberOfInputPorts(0);
  this->SetScalarArrayName("ImageFile");
}

//------------------------------------------------------------------------------
vtkOrientedImageReader::~vtkOrientedImageReader()
{
  this->SetFileName(nullptr);
  this->SetScalarArrayName(nullptr);
}

//------------------------------------------------------------------------------
bool vtkOrientedImageReader::CanRead()
{
  return curvedreformat::HasImageFiles();
}

//------------------------------------------------------------------------------
int vtkOrientedImageReader::CanReadFile(const char* fileName)
{
  return fileName && curvedreformat::CanReadImageFile(fileName) ? 1 : 0;
}

//------------------------------------------------------------------------------
int vtkOrientedImageReader::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  curvedreformat::SilenceFailures(this);
  if (!this->FileName || !*this->FileName)
  {
    vtkErrorMacro(<< "FileName is empty; give the file to read.");
    curvedreformat::SetEmptyWholeExtent(outputVector);
    return 0;
  }
  curvedreformat::ImageFileChoices choices;
  choices.PreferQForm = this->PreferQForm != 0;
  std::vector<std::string> remarks;
  const std::string error =
    curvedreformat::ReadImageHeader(this->FileName, choices, this->File->Header, remarks);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    curvedreformat::SetEmptyWholeExtent(outputVector);
    return 0;
  }
  for (const std::string& remark : remarks)
  {
    vtkWarningMacro(<< remark);
  }
  curvedreformat::SetImageInformation(
    this->File->Header, this->WorldFrame, outputVector->GetInformationObject(0));
  return 1;
}

//------------------------------------------------------------------------------
int vtkOrientedImageReader::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  vtkInformation* outInfo = outputVector->GetInformationObject(0);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  const curvedreformat::ImageFileHeader& header = this->File->Header;
  int extent[6];
  curvedreformat::FindExtentToRead(header, outInfo, extent);
  if (extent[1] < extent[0] || extent[3] < extent[2] || extent[5] < extent[4])
  {
    return 1; // a piece of nothing
  }
  std::string error =
    curvedreformat::MakeFileImage(header, this->WorldFrame, extent, this->ScalarArrayName, output);
  error = error.empty() ? error : std::string(this->FileName) + ": " + error;
  if (error.empty())
  {
    const int time = curvedreformat::TakeRequestedTime(header, outInfo, output);
    error = curvedreformat::ReadImageValues(this->FileName, header, extent, time,
      output->GetPointData()->GetScalars()->GetVoidPointer(0),
      [this](double done)
      {
        this->UpdateProgress(done);
        return !this->GetAbortExecute();
      });
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
void vtkOrientedImageReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "PreferQForm: " << (this->PreferQForm ? "On" : "Off") << "\n";
  os << indent << "ScalarArrayName: " << (this->ScalarArrayName ? this->ScalarArrayName : "(none)")
     << "\n";
}
