// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkMarkupsCurveReader.h"

#include "Files/MarkupsFile.h"
#include "Files/Numbers.h"
#include "Files/TextFile.h"
#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"

#include "vtkAlgorithm.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"

#include <vtksys/FStream.hxx>

#include <string>

vtkStandardNewMacro(vtkMarkupsCurveReader);

namespace
{
bool IsList(const char* fileName)
{
  return curvedreformat::HasEnding(fileName, ".fcsv");
}
}

//------------------------------------------------------------------------------
vtkMarkupsCurveReader::vtkMarkupsCurveReader()
{
  this->SetNumberOfInputPorts(0);
}

//------------------------------------------------------------------------------
vtkMarkupsCurveReader::~vtkMarkupsCurveReader()
{
  this->SetFileName(nullptr);
}

//------------------------------------------------------------------------------
int vtkMarkupsCurveReader::CanReadFile(const char* fileName)
{
  vtksys::ifstream file(fileName ? fileName : "", std::ios::binary);
  std::string head(1U << 16U, ' ');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (file.gcount() == 0)
  {
    return 0;
  }
  head.resize(static_cast<std::size_t>(file.gcount()));
  return IsList(fileName) || head.find("\"markups\"") != std::string::npos ? 1 : 0;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkMarkupsCurveReader::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() { return this->Superclass::ProcessRequest(request, inputVector, outputVector); });
}

//------------------------------------------------------------------------------
int vtkMarkupsCurveReader::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  outputVector->GetInformationObject(0)->Set(vtkAlgorithm::CAN_HANDLE_PIECE_REQUEST(), 1);
  return 1;
}

//------------------------------------------------------------------------------
int vtkMarkupsCurveReader::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  if (curvedreformat::IsLaterPiece(outputVector->GetInformationObject(0)))
  {
    return 1; // the curves are in the first piece
  }
  std::string text;
  const std::string unreadable = curvedreformat::ReadTextFile(this->FileName, text);
  if (!unreadable.empty())
  {
    vtkErrorMacro(<< unreadable);
    return 0;
  }
  curvedreformat::FileCurves curves;
  const std::string error = IsList(this->FileName) ? curvedreformat::ReadFiducials(text, curves)
                                                   : curvedreformat::ReadMarkups(text, curves);
  if (!error.empty())
  {
    vtkErrorMacro(<< this->FileName << ": " << curvedreformat::Printable(error));
    return 0;
  }
  for (const std::string& sentence : curves.LeftOut)
  {
    vtkWarningMacro(<< this->FileName << ": " << curvedreformat::Printable(sentence)
                    << " It is left out.");
  }
  curvedreformat::MakeLines(curves, this->WorldFrame, curvedreformat::NameOfFile(this->FileName),
    vtkPolyData::GetData(outputVector));
  return 1;
}

//------------------------------------------------------------------------------
void vtkMarkupsCurveReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
}
