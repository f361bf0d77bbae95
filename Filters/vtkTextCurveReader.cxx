// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkTextCurveReader.h"

#include "Files/DelimitedCurve.h"
#include "Files/Numbers.h"
#include "Files/TextFile.h"
#include "Input/FailedRequest.h"
#include "Input/PipelineInput.h"

#include "vtkAlgorithm.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPolyData.h"

#include <exception>
#include <string>

vtkStandardNewMacro(vtkTextCurveReader);

namespace
{
constexpr char DelimiterCharacters[] = { '\0', ',', ';', '\t', ' ' };

const char* Given(const char* text)
{
  return text ? text : "";
}
}

//------------------------------------------------------------------------------
vtkTextCurveReader::vtkTextCurveReader()
{
  this->SetNumberOfInputPorts(0);
}

//------------------------------------------------------------------------------
vtkTextCurveReader::~vtkTextCurveReader()
{
  this->SetFileName(nullptr);
  this->SetXColumn(nullptr);
  this->SetYColumn(nullptr);
  this->SetZColumn(nullptr);
}

//------------------------------------------------------------------------------
int vtkTextCurveReader::CanReadFile(const char* fileName)
{
  for (const char* ending :
    { ".curve.csv", ".curve.txt", ".curve.tsv", ".curve.dat", ".curve.xyz" })
  {
    if (curvedreformat::HasEnding(fileName, ending))
    {
      return 1;
    }
  }
  return 0;
}

//------------------------------------------------------------------------------
vtkTypeBool vtkTextCurveReader::ProcessRequest(
  vtkInformation* request, vtkInformationVector** inputVector, vtkInformationVector* outputVector)
{
  return curvedreformat::CarryOut(this, request, outputVector,
    [&]() { return this->Superclass::ProcessRequest(request, inputVector, outputVector); });
}

//------------------------------------------------------------------------------
int vtkTextCurveReader::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  outputVector->GetInformationObject(0)->Set(vtkAlgorithm::CAN_HANDLE_PIECE_REQUEST(), 1);
  return 1;
}

//------------------------------------------------------------------------------
int vtkTextCurveReader::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  if (curvedreformat::IsLaterPiece(outputVector->GetInformationObject(0)))
  {
    return 1; // the curve is in the first piece
  }
  std::string text;
  const std::string unreadable = curvedreformat::ReadTextFile(this->FileName, text);
  if (!unreadable.empty())
  {
    vtkErrorMacro(<< unreadable);
    return 0;
  }
  curvedreformat::DelimitedSettings settings;
  settings.Delimiter = DelimiterCharacters[this->Delimiter];
  settings.Columns = { Given(this->XColumn), Given(this->YColumn), Given(this->ZColumn) };
  curvedreformat::FileCurves curves;
  std::string error;
  try
  {
    error = curvedreformat::ReadDelimitedCurve(text, settings, curves);
  }
  catch (const std::exception&)
  {
    error = "There is no memory for what it holds.";
  }
  if (!error.empty())
  {
    vtkErrorMacro(<< this->FileName << ": " << curvedreformat::Printable(error));
    return 0;
  }
  curves.Curves.front().Frame = this->FileFrame;
  curvedreformat::MakeLines(curves, this->WorldFrame, curvedreformat::NameOfFile(this->FileName),
    vtkPolyData::GetData(outputVector));
  return 1;
}

//------------------------------------------------------------------------------
void vtkTextCurveReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "Delimiter: " << this->Delimiter << "\n";
  os << indent << "XColumn: " << (this->XColumn ? this->XColumn : "(none)") << "\n";
  os << indent << "YColumn: " << (this->YColumn ? this->YColumn : "(none)") << "\n";
  os << indent << "ZColumn: " << (this->ZColumn ? this->ZColumn : "(none)") << "\n";
  os << indent << "FileFrame: " << vtkWorldFrame::GetName(this->FileFrame) << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
}
