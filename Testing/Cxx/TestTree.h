// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Trees of lines for the tests, and what comes out of a filter that follows all of them.
 */
#ifndef TestTree_h
#define TestTree_h

#include "TestImages.h"

#include "vtkCellData.h"
#include "vtkCompositeDataSet.h"
#include "vtkInformation.h"
#include "vtkMultiCurvePlanarReformat.h"
#include "vtkPartitionedDataSet.h"
#include "vtkPartitionedDataSetCollection.h"
#include "vtkStringArray.h"

namespace testcurves
{
using Line = std::vector<Vec>;

/** Lines that have their own points each, as VMTK writes them. */
inline vtkSmartPointer<vtkPolyData> MakeTree(const std::vector<Line>& tree)
{
  auto result = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  for (const Line& line : tree)
  {
    lines->InsertNextCell(static_cast<int>(line.size()));
    for (const Vec& p : line)
    {
      lines->InsertCellPoint(points->InsertNextPoint(p.v));
    }
  }
  result->SetPoints(points);
  result->SetLines(lines);
  return result;
}

/** The same with one id for points that are the same. */
inline vtkSmartPointer<vtkPolyData> MakeTreeOfSharedPoints(const std::vector<Line>& tree)
{
  auto result = vtkSmartPointer<vtkPolyData>::New();
  vtkNew<vtkPoints> points;
  points->SetDataTypeToDouble();
  vtkNew<vtkCellArray> lines;
  std::vector<Vec> known;
  for (const Line& line : tree)
  {
    lines->InsertNextCell(static_cast<int>(line.size()));
    for (const Vec& p : line)
    {
      const auto at =
        std::find_if(known.begin(), known.end(), [&](const Vec& q) { return Norm(p - q) == 0.0; });
      lines->InsertCellPoint(at - known.begin());
      if (at == known.end())
      {
        known.push_back(p);
        points->InsertNextPoint(p.v);
      }
    }
  }
  result->SetPoints(points);
  result->SetLines(lines);
  return result;
}

inline int CountBlocks(vtkPartitionedDataSetCollection* blocks)
{
  return static_cast<int>(blocks->GetNumberOfPartitionedDataSets());
}

inline std::string BlockName(vtkPartitionedDataSetCollection* blocks, int block)
{
  const auto index = static_cast<unsigned int>(block);
  vtkInformation* data = blocks->HasMetaData(index) ? blocks->GetMetaData(index) : nullptr;
  return data && data->Has(vtkCompositeDataSet::NAME()) ? data->Get(vtkCompositeDataSet::NAME())
                                                        : "";
}

/** The only data set of a block; nullptr where the block is empty. */
template <class T>
T* Block(vtkPartitionedDataSetCollection* blocks, int block)
{
  vtkPartitionedDataSet* parts = block < CountBlocks(blocks)
    ? blocks->GetPartitionedDataSet(static_cast<unsigned int>(block))
    : nullptr;
  CHECK(!parts || parts->GetNumberOfPartitions() < 2, "block " << block << " has several parts");
  return parts && parts->GetNumberOfPartitions() == 1 ? T::SafeDownCast(parts->GetPartition(0u))
                                                      : nullptr;
}

inline vtkImageData* Straightened(vtkMultiCurvePlanarReformat* reformat, int block)
{
  return Block<vtkImageData>(reformat->GetOutput(), block);
}

inline vtkPolyData* Framed(vtkMultiCurvePlanarReformat* reformat, int block)
{
  return Block<vtkPolyData>(reformat->GetOutput(1), block);
}

/** How many bytes of arrays, point and field data, differ; -1 where there is not even the same. */
inline vtkIdType DifferentBytes(vtkDataSet* a, vtkDataSet* b)
{
  if (!a || !b || a->GetNumberOfPoints() != b->GetNumberOfPoints() ||
    a->GetPointData()->GetNumberOfArrays() != b->GetPointData()->GetNumberOfArrays() ||
    a->GetFieldData()->GetNumberOfArrays() != b->GetFieldData()->GetNumberOfArrays())
  {
    return -1;
  }
  vtkIdType different = 0;
  vtkFieldData* const of[2][2] = { { a->GetPointData(), b->GetPointData() },
    { a->GetFieldData(), b->GetFieldData() } };
  for (const auto& both : of)
  {
    for (int i = 0; i < both[0]->GetNumberOfArrays(); ++i)
    {
      if (auto* text = vtkStringArray::SafeDownCast(both[0]->GetAbstractArray(i)))
      {
        auto* other = vtkStringArray::SafeDownCast(both[1]->GetAbstractArray(text->GetName()));
        if (!other || other->GetNumberOfValues() != 1 || text->GetNumberOfValues() != 1 ||
          other->GetValue(0) != text->GetValue(0))
        {
          return -1;
        }
        continue;
      }
      vtkDataArray* x = both[0]->GetArray(i);
      vtkDataArray* y = both[1]->GetArray(x->GetName());
      if (!y || x->GetDataType() != y->GetDataType() || x->GetDataSize() != y->GetDataSize())
      {
        return -1;
      }
      const auto* p = static_cast<const char*>(x->GetVoidPointer(0));
      const auto* q = static_cast<const char*>(y->GetVoidPointer(0));
      for (vtkIdType byte = 0; byte < x->GetDataSize() * x->GetDataTypeSize(); ++byte)
      {
        different += p[byte] == q[byte] ? 0 : 1;
      }
    }
  }
  return different;
}

/** A linear function of the place, which linear interpolation gives back. */
inline double LinearAt(const Vec& p)
{
  return 3.0 + 0.5 * p[0] - 0.25 * p[1] + 1.5 * p[2];
}

/** An image of that function from `low` to `high`, with a voxel a unit. */
inline vtkSmartPointer<vtkImageData> MakeLinearImage(int low, int high)
{
  Geometry g;
  const int extent[6] = { low, high, low, high, low, high };
  std::copy_n(extent, 6, g.Extent);
  auto image = MakeImage(g);
  AddArray(image, "linear", VTK_DOUBLE, 1,
    [](int i, int j, int k, int) {
      return LinearAt({ 1.0 * i, 1.0 * j, 1.0 * k });
    });
  return image;
}
}

#endif
