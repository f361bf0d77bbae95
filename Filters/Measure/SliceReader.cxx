// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SliceReader.h"

#include "../Input/WholeArrays.h"

#include "vtkArrayDispatch.h"
#include "vtkDataArray.h"
#include "vtkDataArrayRange.h"
#include "vtkDataSetAttributes.h"
#include "vtkImageData.h"
#include "vtkPointData.h"
#include "vtkUnsignedCharArray.h"

#include <algorithm>
#include <cmath>

namespace curvedreformat
{
namespace
{
struct CopyNumbers
{
  template <typename ArrayType>
  void operator()(ArrayType* array, vtkIdType first, int component, std::vector<double>& numbers)
  {
    const auto last = first + static_cast<vtkIdType>(numbers.size());
    auto number = numbers.begin();
    for (const auto tuple : vtk::DataArrayTupleRange(array, first, last))
    {
      if (component >= 0)
      {
        *number = static_cast<double>(tuple[component]);
      }
      else
      {
        double squares = 0.0;
        for (const auto value : tuple)
        {
          squares += static_cast<double>(value) * static_cast<double>(value);
        }
        *number = std::sqrt(squares);
      }
      ++number;
    }
  }
};
}

//------------------------------------------------------------------------------
SliceReader::SliceReader(vtkImageData* image)
  : Image(image)
  , Mask(image->GetPointData()->GetArray("vtkValidPointMask"))
  , Ghosts(image->GetPointGhostArray())
{
  image->GetExtent(this->Extent);
  for (vtkDataArray** array : { &this->Mask, &this->Ghosts })
  {
    if (*array && !IsWhole(*array, image->GetNumberOfPoints()))
    {
      *array = nullptr; // it does not say anything about every voxel
    }
  }
}

//------------------------------------------------------------------------------
std::vector<double> SliceReader::ReadNumbers(int k, vtkDataArray* array, int component) const
{
  const vtkIdType pixels = static_cast<vtkIdType>(this->Extent[1] - this->Extent[0] + 1) *
    (this->Extent[3] - this->Extent[2] + 1);
  const vtkIdType first = pixels * (k - this->Extent[4]);
  std::vector<double> numbers(static_cast<std::size_t>(pixels));
  CopyNumbers copy;
  if (!vtkArrayDispatch::Dispatch::Execute(array, copy, first, component, numbers))
  {
    copy(array, first, component, numbers);
  }
  return numbers;
}

//------------------------------------------------------------------------------
void SliceReader::ReadValid(int k, SlicePixels& slice) const
{
  const double* origin = this->Image->GetOrigin();
  const double* spacing = this->Image->GetSpacing();
  slice.Width = this->Extent[1] - this->Extent[0] + 1;
  slice.Height = this->Extent[3] - this->Extent[2] + 1;
  for (int axis = 0; axis < 2; ++axis)
  {
    slice.Origin[axis] = origin[axis] + spacing[axis] * this->Extent[2 * axis];
    slice.Spacing[axis] = spacing[axis];
  }
  const std::size_t pixels = static_cast<std::size_t>(slice.Width) * slice.Height;
  slice.Values.assign(pixels, 0.0);
  slice.Valid.assign(pixels, 1);
  if (this->Mask)
  {
    const std::vector<double> mask = this->ReadNumbers(k, this->Mask, 0);
    std::transform(
      mask.begin(), mask.end(), slice.Valid.begin(), [](double m) -> char { return m != 0.0; });
  }
  if (this->Ghosts)
  {
    const std::vector<double> ghosts = this->ReadNumbers(k, this->Ghosts, 0);
    for (std::size_t n = 0; n < pixels; ++n)
    {
      if (static_cast<int>(ghosts[n]) & vtkDataSetAttributes::HIDDENPOINT)
      {
        slice.Valid[n] = 0;
      }
    }
  }
}

//------------------------------------------------------------------------------
void SliceReader::Read(int k, vtkDataArray* array, int component, SlicePixels& slice) const
{
  this->ReadValid(k, slice);
  slice.Values = this->ReadNumbers(k, array, component);
  for (std::size_t n = 0; n < slice.Count(); ++n)
  {
    if (!std::isfinite(slice.Values[n]))
    {
      slice.Valid[n] = 0;
    }
  }
}
}
