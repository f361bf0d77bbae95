// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * A displacement field as the tests read it: interpolated here, from its samples alone.
 */
#ifndef TestDisplacement_h
#define TestDisplacement_h

#include "TestOwnership.h"

#include "vtkStraighteningDisplacementField.h"
#include "vtkStraighteningTransform.h"
#include "vtkXMLPolyDataReader.h"

namespace testcurves
{
inline vtkSmartPointer<vtkPolyData> ReadCurve(const char* name)
{
  vtkNew<vtkXMLPolyDataReader> reader;
  reader->SetFileName((std::string(CURVEDREFORMAT_TEST_DATA "/") + name).c_str());
  reader->Update();
  CHECK(reader->GetOutput()->GetNumberOfPoints() > 1, name << " cannot be read");
  return reader->GetOutput();
}

/** The geometry of an image that this code makes no use of VTK for. */
inline Geometry GeometryOf(vtkImageData* image)
{
  Geometry g;
  image->GetExtent(g.Extent);
  image->GetOrigin(g.Origin.v);
  image->GetSpacing(g.Spacing.v);
  for (int axis = 0; axis < 3; ++axis)
  {
    for (int row = 0; row < 3; ++row)
    {
      g.Axis[axis][row] = image->GetDirectionMatrix()->GetElement(row, axis);
    }
  }
  return g;
}

class TestField
{
public:
  explicit TestField(vtkImageData* image)
    : Where(GeometryOf(image))
    , Vectors(image->GetPointData()->GetArray("Displacement"))
    , Mask(image->GetPointData()->GetArray("vtkValidPointMask"))
  {
  }

  vtkIdType Tuple(const int at[3]) const
  {
    const int* e = this->Where.Extent;
    return (at[0] - e[0]) +
      static_cast<vtkIdType>(e[1] - e[0] + 1) *
      ((at[1] - e[2]) + static_cast<vtkIdType>(e[3] - e[2] + 1) * (at[2] - e[4]));
  }

  /** Where a point goes, and whether the eight samples around it are valid; false outside. */
  bool Move(const Vec& p, Vec& target, bool& valid) const
  {
    const Vec index = this->Where.Index(p);
    int first[3];
    double part[3];
    for (int axis = 0; axis < 3; ++axis)
    {
      const int low = this->Where.Extent[2 * axis];
      const int high = this->Where.Extent[2 * axis + 1];
      if (!(index[axis] >= low && index[axis] <= high))
      {
        return false;
      }
      first[axis] = std::min(static_cast<int>(std::floor(index[axis])), high - 1);
      part[axis] = index[axis] - first[axis];
    }
    target = p;
    valid = true;
    for (int corner = 0; corner < 8; ++corner)
    {
      double weight = 1.0;
      int at[3];
      for (int axis = 0; axis < 3; ++axis)
      {
        const int far = corner >> axis & 1;
        at[axis] = first[axis] + far;
        weight *= far ? part[axis] : 1.0 - part[axis];
      }
      Vec u;
      this->Vectors->GetTuple(this->Tuple(at), u.v);
      target = target + u * weight;
      valid = valid && this->Mask->GetComponent(this->Tuple(at), 0) == 1.0;
    }
    return true;
  }

  const Geometry Where;

private:
  vtkDataArray* Vectors;
  vtkDataArray* Mask;
};

inline double StatedError(vtkImageData* field)
{
  vtkDataArray* stated = field->GetFieldData()->GetArray("DisplacementError");
  CHECK(stated && stated->GetNumberOfTuples() == 1, "no error is stated");
  return stated ? stated->GetComponent(0, 0) : -1.0;
}

inline Vec Apply(vtkAbstractTransform* transform, const Vec& p)
{
  Vec q;
  transform->TransformPoint(p.v, q.v);
  return q;
}

inline Vec RandomIn(std::mt19937& random, const Vec& low, const Vec& high)
{
  Vec p;
  for (int axis = 0; axis < 3; ++axis)
  {
    p[axis] = low[axis] + (high[axis] - low[axis]) * (static_cast<double>(random()) / 4294967295.0);
  }
  return p;
}
}

#endif
