// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedDICOMReader.h"

#include "Files/DicomSeries.h"
#include "ImageFiles/FileImage.h"
#include "Input/FailureSilencer.h"
#include "Input/PipelineInput.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkInformation.h"
#include "vtkInformationVector.h"
#include "vtkObjectFactory.h"
#include "vtkPointData.h"

#include <cstring>
#include <string>
#include <vector>

vtkStandardNewMacro(vtkOrientedDICOMReader);

struct vtkOrientedDICOMReader::Found
{
  curvedreformat::DicomHeaders Headers;
  curvedreformat::DicomSeries Series;
};

namespace
{
using curvedreformat::DicomSeries;

/** The bytes of one voxel. */
std::size_t VoxelSize(const curvedreformat::ImageFileHeader& header)
{
  return static_cast<std::size_t>(vtkDataArray::GetDataTypeSize(header.ScalarType)) *
    static_cast<std::size_t>(header.Components);
}

/** Slice k of an extent, through a whole slice where the extent is only part of it. */
std::string ReadInto(
  const DicomSeries& series, int k, const int extent[6], std::vector<char>& whole, char* values)
{
  const int columns = series.Header.Dimensions[0];
  const int rows = series.Header.Dimensions[1];
  const int width = extent[1] - extent[0] + 1;
  const int height = extent[3] - extent[2] + 1;
  if (width == columns && height == rows)
  {
    return curvedreformat::ReadDicomSlice(series, k, values);
  }
  const std::size_t voxel = VoxelSize(series.Header);
  whole.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * voxel);
  std::string mistake = curvedreformat::ReadDicomSlice(series, k, whole.data());
  const std::size_t bytes = static_cast<std::size_t>(width) * voxel;
  for (int j = 0; j < height && mistake.empty(); ++j)
  {
    const std::size_t from =
      static_cast<std::size_t>(extent[2] + j) * static_cast<std::size_t>(columns) +
      static_cast<std::size_t>(extent[0]);
    std::memcpy(values + static_cast<std::size_t>(j) * bytes, whole.data() + from * voxel, bytes);
  }
  return mistake;
}
}

//------------------------------------------------------------------------------
vtkOrientedDICOMReader::vtkOrientedDICOMReader()
  : Series(std::make_unique<Found>())
{
  this->SetNumberOfInputPorts(0);
}

//------------------------------------------------------------------------------
vtkOrientedDICOMReader::~vtkOrientedDICOMReader()
{
  this->SetFileName(nullptr);
  this->SetSeriesUID(nullptr);
}

//------------------------------------------------------------------------------
int vtkOrientedDICOMReader::CanReadFile(const char* fileName)
{
  return fileName && curvedreformat::HasDicomFiles() && curvedreformat::HasDicom(fileName) ? 1 : 0;
}

//------------------------------------------------------------------------------
int vtkOrientedDICOMReader::RequestInformation(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  curvedreformat::SilenceFailures(this);
  DicomSeries& series = this->Series->Series;
  const std::string error = curvedreformat::FindDicomSeries(this->FileName ? this->FileName : "",
    this->SeriesUID ? this->SeriesUID : "", this->Tolerance, this->Series->Headers, series);
  if (!error.empty())
  {
    vtkErrorMacro(<< error);
    curvedreformat::SetEmptyWholeExtent(outputVector);
    return 0;
  }
  curvedreformat::SetImageInformation(
    series.Header, this->WorldFrame, outputVector->GetInformationObject(0));
  return 1;
}

//------------------------------------------------------------------------------
int vtkOrientedDICOMReader::RequestData(vtkInformation* vtkNotUsed(request),
  vtkInformationVector** vtkNotUsed(inputVector), vtkInformationVector* outputVector)
{
  const DicomSeries& series = this->Series->Series;
  vtkInformation* info = outputVector->GetInformationObject(0);
  vtkImageData* output = vtkImageData::GetData(outputVector);
  if (series.Slices.empty())
  {
    output->Initialize(); // RequestInformation has said why; ParaView goes on nevertheless
    return 0;
  }
  int extent[6];
  curvedreformat::FindExtentToRead(series.Header, info, extent);
  if (extent[1] < extent[0] || extent[3] < extent[2] || extent[5] < extent[4])
  {
    return 1; // a piece of nothing
  }
  const std::string tooMuch = curvedreformat::MakeFileImage(series.Header, this->WorldFrame, extent,
    series.Description.empty() ? "DICOM" : series.Description.c_str(), output);
  if (!tooMuch.empty())
  {
    vtkErrorMacro(<< tooMuch);
    output->Initialize();
    return 0;
  }
  const int slices = extent[5] - extent[4] + 1;
  const std::size_t sliceBytes =
    static_cast<std::size_t>(output->GetNumberOfPoints() / slices) * VoxelSize(series.Header);
  auto* bytes = static_cast<char*>(output->GetPointData()->GetScalars()->GetVoidPointer(0));
  std::vector<char> whole;
  for (int k = 0; k < slices; ++k)
  {
    const std::string error = ReadInto(
      series, extent[4] + k, extent, whole, bytes + static_cast<std::size_t>(k) * sliceBytes);
    if (!error.empty())
    {
      vtkErrorMacro(<< error);
      output->Initialize();
      return 0;
    }
    this->UpdateProgress(static_cast<double>(k + 1) / slices);
    if (this->GetAbortExecute())
    {
      output->Initialize();
      return 1;
    }
  }
  return 1;
}

//------------------------------------------------------------------------------
void vtkOrientedDICOMReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "FileName: " << (this->FileName ? this->FileName : "(none)") << "\n";
  os << indent << "SeriesUID: " << (this->SeriesUID ? this->SeriesUID : "(none)") << "\n";
  os << indent << "WorldFrame: " << vtkWorldFrame::GetName(this->WorldFrame) << "\n";
  os << indent << "Tolerance: " << this->Tolerance << "\n";
}
