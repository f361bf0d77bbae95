// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * The arrays of a piece: what other ranks have to know of them, and their bytes.
 */
#ifndef PieceArrays_h
#define PieceArrays_h

#include "PieceExtents.h"

#include "vtkDataArray.h"
#include "vtkImageData.h"
#include "vtkSmartPointer.h"

#include <string>
#include <vector>

class vtkDataSetAttributes;
class vtkUnsignedCharArray;

namespace curvedreformat
{
vtkDataSetAttributes* DataOf(vtkImageData* image, int kind);

/** How far a copy of a voxel is to be trusted. */
enum Trust : unsigned char
{
  None = 0,
  Hidden = 1,
  Duplicate = 2,
  Real = 3
};

Trust TrustIn(unsigned char ghost, int kind);

/** The ghost flags of a piece, where any says that a voxel is not to be trusted; else nullptr. */
vtkUnsignedCharArray* FlagsOf(vtkImageData* piece, int kind, vtkIdType count);

/** What must be known of an array to make another one like it. */
struct Description
{
  std::string Name;
  bool Named = false;
  int Kind = Points;
  int Type = 0;
  int Components = 1;
  int Attribute = -1;
  bool Usable = false; // a number for every voxel
  std::vector<std::string> ComponentNames;

  double TupleSize() const
  {
    return static_cast<double>(this->Components) * vtkDataArray::GetDataTypeSize(this->Type);
  }

  bool IsLike(const Description& other) const
  {
    return this->Name == other.Name && this->Named == other.Named && this->Kind == other.Kind &&
      this->Type == other.Type && this->Components == other.Components;
  }
};

std::string Write(const std::vector<Description>& arrays);

std::vector<Description> Read(const std::string& text);

/** The name of an array; of one without, where it stands. */
std::string NameOf(vtkDataSetAttributes* data, int i);

std::vector<Description> Describe(vtkImageData* piece, const vtkIdType counts[2]);

/** Whether the numbers of an array lie in memory one after the other. */
bool IsPlain(vtkDataArray* array, int type);

/** The array, or a copy that is plain. */
vtkSmartPointer<vtkDataArray> Plain(vtkDataArray* array, int type);

unsigned char* BytesOf(vtkDataArray* array);
}

#endif
