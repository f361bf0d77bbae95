// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkOrientedDICOMReader.h"

#include "ImageFiles/DicomSeries.h"

#include "vtkIntArray.h"
#include "vtkObjectFactory.h"
#include "vtkStringArray.h"

#include <cstring>
#include <initializer_list>
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
  const std::size_t voxel = static_cast<std::size_t>(series.Header.BytesOf(1.0));
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
}

//------------------------------------------------------------------------------
vtkOrientedDICOMReader::~vtkOrientedDICOMReader()
{
  this->SetSeriesUID(nullptr);
}

//------------------------------------------------------------------------------
int vtkOrientedDICOMReader::CanReadFile(const char* fileName)
{
  return fileName && curvedreformat::HasDicomFiles() && curvedreformat::HasDicom(fileName) ? 1 : 0;
}

//------------------------------------------------------------------------------
int vtkOrientedDICOMReader::FindSeries(
  vtkStringArray* uids, vtkStringArray* descriptions, vtkIntArray* slices)
{
  for (vtkAbstractArray* array :
    std::initializer_list<vtkAbstractArray*>{ uids, descriptions, slices })
  {
    if (array)
    {
      array->Initialize();
    }
  }
  std::vector<curvedreformat::DicomSeriesSummary> found;
  if (!this->GetFileName() || !*this->GetFileName() ||
    !curvedreformat::ListDicomSeries(this->GetFileName(), this->Series->Headers, found).empty())
  {
    return 0;
  }
  for (const curvedreformat::DicomSeriesSummary& series : found)
  {
    if (uids)
    {
      uids->InsertNextValue(series.UID);
    }
    if (descriptions)
    {
      descriptions->InsertNextValue(series.Description);
    }
    if (slices)
    {
      slices->InsertNextValue(series.Slices);
    }
  }
  return static_cast<int>(found.size());
}

//------------------------------------------------------------------------------
std::string vtkOrientedDICOMReader::ReadHeader(
  curvedreformat::ImageFileHeader& header, std::vector<std::string>& vtkNotUsed(remarks))
{
  std::string error =
    curvedreformat::FindDicomSeries(this->GetFileName(), this->SeriesUID ? this->SeriesUID : "",
      this->Tolerance, this->Series->Headers, this->Series->Series);
  header = this->Series->Series.Header;
  return error;
}

//------------------------------------------------------------------------------
std::string vtkOrientedDICOMReader::ReadValues(const curvedreformat::ImageFileHeader& header,
  const int* extent, int vtkNotUsed(time), void* values,
  const std::function<bool(double)>& progress)
{
  const int slices = extent[5] - extent[4] + 1;
  const auto sliceBytes = static_cast<std::size_t>(
    header.BytesOf(static_cast<double>(extent[1] - extent[0] + 1) * (extent[3] - extent[2] + 1)));
  auto* bytes = static_cast<char*>(values);
  std::vector<char> whole;
  for (int k = 0; k < slices; ++k, bytes += sliceBytes)
  {
    std::string error = ReadInto(this->Series->Series, extent[4] + k, extent, whole, bytes);
    if (!error.empty() || !progress(static_cast<double>(k + 1) / slices))
    {
      return error;
    }
  }
  return std::string();
}

//------------------------------------------------------------------------------
std::string vtkOrientedDICOMReader::NameOfValues() const
{
  const std::string& description = this->Series->Series.Description;
  return description.empty() ? "DICOM" : description;
}

//------------------------------------------------------------------------------
void vtkOrientedDICOMReader::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "SeriesUID: " << (this->SeriesUID ? this->SeriesUID : "(none)") << "\n";
  os << indent << "Tolerance: " << this->Tolerance << "\n";
}
