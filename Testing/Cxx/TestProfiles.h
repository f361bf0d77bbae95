// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * Straightened images made from formulas, and the columns of their profiles.
 */
#ifndef TestProfiles_h
#define TestProfiles_h

#include "TestImages.h"

#include "vtkReformatProfile.h"
#include "vtkTable.h"

namespace testcurves
{
/** A straightened image whose slices are centred on the curve, with values of (x, y, z). */
struct Slices
{
  int Dimensions[3] = { 41, 37, 3 };
  Vec Spacing{ 0.5, 0.6, 2.0 };

  Geometry Where() const
  {
    Geometry g;
    for (int axis = 0; axis < 3; ++axis)
    {
      g.Extent[2 * axis] = 0;
      g.Extent[2 * axis + 1] = this->Dimensions[axis] - 1;
      g.Origin[axis] = axis == 2 ? 0.0 : -0.5 * (this->Dimensions[axis] - 1) * this->Spacing[axis];
    }
    g.Spacing = this->Spacing;
    return g;
  }
  double PixelArea() const { return this->Spacing[0] * this->Spacing[1]; }

  vtkSmartPointer<vtkImageData> Make(
    int type, const std::function<double(double, double, double)>& value) const
  {
    const Geometry g = this->Where();
    auto image = MakeImage(g);
    AddArray(image, "v", type, 1,
      [&](int i, int j, int k, int)
      {
        const Vec p = g.World({ double(i), double(j), double(k) });
        return value(p[0], p[1], p[2]);
      });
    return image;
  }
};

inline double Cell(vtkTable* table, const char* column, vtkIdType row)
{
  auto* array = vtkArrayDownCast<vtkDataArray>(table->GetColumnByName(column));
  CHECK(array && row < array->GetNumberOfTuples(), "there is no " << column << " in row " << row);
  return array && row < array->GetNumberOfTuples() ? array->GetComponent(row, 0) : 1e99;
}

/** Within a share of the expected value. */
inline void CheckNear(double got, double expected, double share, const std::string& what)
{
  CHECK(std::abs(got - expected) <= share * std::abs(expected),
    what << " is " << got << ", expected " << expected << " within " << share);
}
}

#endif
