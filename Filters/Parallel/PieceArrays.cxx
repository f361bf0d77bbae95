// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "PieceArrays.h"

#include "../Sampling/OutputMemory.h"

#include "vtkCellData.h"
#include "vtkDataSetAttributes.h"
#include "vtkPointData.h"
#include "vtkUnsignedCharArray.h"

#include <algorithm>
#include <sstream>

namespace curvedreformat
{
namespace
{
void Write(std::ostream& out, const std::string& text)
{
  out << text.size() << ' ' << text << ' ';
}

std::string ReadText(std::istream& in)
{
  std::size_t size = 0;
  in >> size;
  in.get();
  std::string text(size, ' ');
  in.read(text.data(), static_cast<std::streamsize>(size));
  return text;
}
}

//------------------------------------------------------------------------------
vtkDataSetAttributes* DataOf(vtkImageData* image, int kind)
{
  return kind == Points ? static_cast<vtkDataSetAttributes*>(image->GetPointData())
                        : static_cast<vtkDataSetAttributes*>(image->GetCellData());
}

//------------------------------------------------------------------------------
Trust TrustIn(unsigned char ghost, int kind)
{
  using Ghosts = vtkDataSetAttributes;
  const int hidden = kind == Points ? int(Ghosts::HIDDENPOINT) : int(Ghosts::HIDDENCELL);
  const int duplicate = kind == Points ? int(Ghosts::DUPLICATEPOINT) : int(Ghosts::DUPLICATECELL);
  return (ghost & hidden) ? Hidden : (ghost & duplicate) ? Duplicate : Real;
}

//------------------------------------------------------------------------------
vtkUnsignedCharArray* FlagsOf(vtkImageData* piece, int kind, vtkIdType count)
{
  auto* flags = vtkUnsignedCharArray::SafeDownCast(
    DataOf(piece, kind)->GetAbstractArray(vtkDataSetAttributes::GhostArrayName()));
  if (!flags || flags->GetNumberOfTuples() < count)
  {
    return nullptr;
  }
  const unsigned char* first = flags->GetPointer(0);
  return std::any_of(first, first + count,
           [kind](unsigned char ghost) { return TrustIn(ghost, kind) != Real; })
    ? flags
    : nullptr;
}

//------------------------------------------------------------------------------
std::string Write(const std::vector<Description>& arrays)
{
  std::ostringstream out;
  for (const Description& array : arrays)
  {
    out << array.Named << ' ';
    Write(out, array.Name);
    out << array.Kind << ' ' << array.Type << ' ' << array.Components << ' ' << array.Attribute
        << ' ' << array.Usable << ' ' << array.ComponentNames.size() << ' ';
    for (const std::string& name : array.ComponentNames)
    {
      Write(out, name);
    }
  }
  return out.str();
}

//------------------------------------------------------------------------------
std::vector<Description> Read(const std::string& text)
{
  std::istringstream in(text);
  std::vector<Description> arrays;
  Description array;
  while (in >> array.Named)
  {
    array.Name = ReadText(in);
    std::size_t names = 0;
    in >> array.Kind >> array.Type >> array.Components >> array.Attribute >> array.Usable >> names;
    array.ComponentNames.clear();
    for (std::size_t i = 0; i < names; ++i)
    {
      array.ComponentNames.push_back(ReadText(in));
    }
    arrays.push_back(array);
  }
  return arrays;
}

//------------------------------------------------------------------------------
std::string NameOf(vtkDataSetAttributes* data, int i)
{
  const char* name = data->GetAbstractArray(i)->GetName();
  return name ? std::string(name) : "array " + std::to_string(i);
}

//------------------------------------------------------------------------------
std::vector<Description> Describe(vtkImageData* piece, const vtkIdType counts[2])
{
  std::vector<Description> arrays;
  for (const int kind : { Points, Cells })
  {
    vtkDataSetAttributes* data = DataOf(piece, kind);
    for (int i = 0; i < data->GetNumberOfArrays(); ++i)
    {
      vtkAbstractArray* any = data->GetAbstractArray(i);
      Description array;
      array.Named = any->GetName() != nullptr;
      array.Name = NameOf(data, i);
      if (array.Name == vtkDataSetAttributes::GhostArrayName())
      {
        continue; // it says which copy to take, and nothing about the whole
      }
      array.Kind = kind;
      // bits cannot be sent one by one
      array.Type = any->GetDataType() == VTK_BIT ? VTK_UNSIGNED_CHAR : any->GetDataType();
      array.Components = any->GetNumberOfComponents();
      array.Attribute = data->IsArrayAnAttribute(i);
      array.Usable = vtkDataArray::SafeDownCast(any) && array.Components > 0 &&
        any->GetNumberOfTuples() >= counts[kind];
      for (int c = 0; c < array.Components && any->HasAComponentName(); ++c)
      {
        array.ComponentNames.emplace_back(any->GetComponentName(c) ? any->GetComponentName(c) : "");
      }
      arrays.push_back(array);
    }
  }
  return arrays;
}

//------------------------------------------------------------------------------
bool IsPlain(vtkDataArray* array, int type)
{
  return array->GetDataType() == type && array->HasStandardMemoryLayout();
}

//------------------------------------------------------------------------------
vtkSmartPointer<vtkDataArray> Plain(vtkDataArray* array, int type)
{
  if (IsPlain(array, type))
  {
    return array;
  }
  auto copy = vtk::TakeSmartPointer(vtkDataArray::CreateDataArray(type));
  CopyValues(array, copy);
  return copy;
}

//------------------------------------------------------------------------------
unsigned char* BytesOf(vtkDataArray* array)
{
  return static_cast<unsigned char*>(array->GetVoidPointer(0));
}
}
