// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
// The grid of the output: any two of size, dimensions and spacing, the promised defaults, samples
// centred, and the number of slices.

#include "TestImages.h"

#include "vtkDoubleArray.h"
#include "vtkExecutive.h"
#include "vtkTestErrorObserver.h"

using namespace testcurves;

namespace
{
struct Request
{
  Vec Size{ 0, 0, 0 }; // the third is not used
  int Dimensions[2] = { 0, 0 };
  Vec Spacing{ 0, 0, 0 };
  int Slices = 0;
};

struct Grid
{
  int Dimensions[3];
  Vec Spacing;
};

const char* NoRadius = nullptr;

/** 40 x 30 x 24 voxels of 0.5 x 0.8 x 2: sides of 20, 24, 48, and a line 17.3 long. */
void Setup(vtkCurvedPlanarReformat* reformat, const Request& r, const char* radius,
  double length = 17.3, int thin = -1)
{
  Geometry g;
  const int extent[6] = { 0, 39, 0, 29, 0, 23 };
  std::copy_n(extent, 6, g.Extent);
  g.Spacing = { 0.5, 0.8, 2.0 };
  if (thin >= 0)
  {
    g.Extent[2 * thin + 1] = g.Extent[2 * thin];
  }
  const auto image = MakeImage(g);
  AddArray(image, "v", VTK_UNSIGNED_CHAR, 1, [](int, int, int, int) { return 1.0; });
  reformat->SetInputData(image);
  const Vec t{ 0.6, 0.0, 0.8 };
  const auto curve =
    MakePolyline({ g.Centre(), g.Centre() + t * (0.2 * length), g.Centre() + t * length });
  if (radius)
  {
    vtkNew<vtkDoubleArray> array;
    array->SetName(radius);
    array->InsertNextValue(1.0);
    array->InsertNextValue(2.5);
    array->InsertNextValue(std::nan(""));
    curve->GetPointData()->AddArray(array);
  }
  reformat->SetCurveData(curve);
  reformat->SetSliceSize(r.Size[0], r.Size[1]);
  reformat->SetSliceDimensions(r.Dimensions[0], r.Dimensions[1]);
  reformat->SetSpacing(r.Spacing[0], r.Spacing[1], r.Spacing[2]);
  reformat->SetNumberOfSlices(r.Slices);
}

void Check(const char* what, const Request& r, const char* radius, const Grid& expected,
  double length = 17.3, int thin = -1)
{
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Setup(reformat, r, radius, length, thin);
  reformat->Update();
  vtkImageData* out = reformat->GetOutput();
  for (int axis = 0; axis < 3; ++axis)
  {
    CHECK(out->GetDimensions()[axis] == expected.Dimensions[axis],
      what << ": dimension " << axis << " is " << out->GetDimensions()[axis] << ", "
           << expected.Dimensions[axis] << " expected");
    CHECK(std::abs(out->GetSpacing()[axis] - expected.Spacing[axis]) < 1e-12,
      what << ": spacing " << axis << " is " << out->GetSpacing()[axis] << ", "
           << expected.Spacing[axis] << " expected");
    // the curve is in the middle of the samples
    const double origin =
      axis == 2 ? 0.0 : -0.5 * (expected.Dimensions[axis] - 1) * expected.Spacing[axis];
    CHECK(std::abs(out->GetOrigin()[axis] - origin) < 1e-12,
      what << ": origin " << axis << " is " << out->GetOrigin()[axis] << ", " << origin
           << " expected");
    CHECK(out->GetExtent()[2 * axis] == 0, what << ": the extent does not start at 0");
  }
}

void CheckRefused(const char* what, const Request& r, const char* sentence)
{
  vtkNew<vtkCurvedPlanarReformat> reformat;
  Setup(reformat, r, NoRadius);
  vtkNew<vtkTest::ErrorObserver> errors;
  vtkNew<vtkTest::ErrorObserver> follow;
  reformat->AddObserver(vtkCommand::ErrorEvent, errors);
  reformat->GetExecutive()->AddObserver(vtkCommand::ErrorEvent, follow);
  reformat->Update();
  CHECK(errors->GetErrorMessage().find(sentence) != std::string::npos,
    what << ": \"" << sentence << "\" expected, got \"" << errors->GetErrorMessage() << "\"");
  CHECK(reformat->GetOutput()->GetNumberOfPoints() == 0, what << ": there is an output");
}
}

int TestReformatGrid(int, char*[])
{
  // 17.3 / 0.5 = 34.6: slices at 0, 0.5, ... 17.0
  Check("all chosen, with Radius", {}, "Radius", { { 20, 20, 35 }, { 0.5, 0.5, 0.5 } });
  Check("all chosen, with VMTK's radius", {}, "MaximumInscribedSphereRadius",
    { { 20, 20, 35 }, { 0.5, 0.5, 0.5 } });
  // a third of 20 is 6.67, 13.3 pixels
  Check("all chosen", {}, NoRadius, { { 13, 13, 35 }, { 0.5, 0.5, 0.5 } });
  Request r;
  r.Size = { 10, 6, 0 };
  Check("size", r, "Radius", { { 20, 12, 35 }, { 0.5, 0.5, 0.5 } });
  r.Spacing = { 0.25, 1.5, 2.0 };
  Check("size and spacing", r, NoRadius, { { 40, 4, 9 }, { 0.25, 1.5, 2.0 } });
  r.Spacing = { 0, 0, 0 };
  r.Dimensions[0] = 4;
  r.Dimensions[1] = 24;
  Check("size and dimensions", r, NoRadius, { { 4, 24, 35 }, { 2.5, 0.25, 0.5 } });
  r.Spacing = { 2.5, 0.25, 1.0 };
  Check("all three that agree", r, NoRadius, { { 4, 24, 18 }, { 2.5, 0.25, 1.0 } });
  r.Size = { 0, 0, 0 };
  r.Spacing = { 3, 0.1, 0.7 };
  Check("dimensions and spacing", r, "Radius", { { 4, 24, 25 }, { 3, 0.1, 0.7 } });
  r.Spacing = { 0, 0, 0 };
  Check("dimensions", r, "Radius", { { 4, 24, 35 }, { 0.5, 0.5, 0.5 } });
  r = Request();
  r.Spacing = { 0.2, 0.4, 0.1 };
  Check("spacing", r, "Radius", { { 50, 25, 174 }, { 0.2, 0.4, 0.1 } });
  r.Size = { 0, 7, 0 };
  Check("each axis for itself", r, "Radius", { { 50, 18, 174 }, { 0.2, 0.4, 0.1 } });
  r.Size = { 0.01, 0.01, 0 };
  Check("a size below a pixel", r, NoRadius, { { 1, 1, 174 }, { 0.2, 0.4, 0.1 } });

  // the number of slices: floor(L / dz) + 1, also where L / dz is whole but for rounding
  r = Request();
  r.Dimensions[0] = r.Dimensions[1] = 2;
  for (const double length : { 0.3, 1.0, 7.0, 16.1 })
  {
    r.Spacing = { 1, 1, 0.1 };
    const int whole = static_cast<int>(std::lround(length * 10)) + 1;
    Check("whole number of steps", r, NoRadius, { { 2, 2, whole }, { 1, 1, 0.1 } }, length);
  }
  r.Spacing = { 1, 1, 100 };
  Check("curve shorter than a step", r, NoRadius, { { 2, 2, 1 }, { 1, 1, 100 } });
  r.Spacing = { 1, 1, 0.1 };
  r.Slices = 1;
  Check("one slice", r, NoRadius, { { 2, 2, 1 }, { 1, 1, 0.1 } });
  r.Slices = 2;
  Check("two slices", r, NoRadius, { { 2, 2, 2 }, { 1, 1, 17.3 } });
  r.Slices = 101;
  Check("slices outright", r, NoRadius, { { 2, 2, 101 }, { 1, 1, 0.173 } });

  // an image one voxel thick: that voxel's spacing is no measure
  r = Request();
  Check("thin image, x", r, NoRadius, { { 10, 10, 22 }, { 0.8, 0.8, 0.8 } }, 17.3, 0);
  Check("thin image, z", r, NoRadius, { { 13, 13, 35 }, { 0.5, 0.5, 0.5 } }, 17.3, 2);

  r = Request();
  r.Size = { 10, 10, 0 };
  r.Dimensions[0] = r.Dimensions[1] = 10;
  r.Spacing = { 1, 2, 0 };
  CheckRefused("contradiction", r, "SliceSize in y is 10, but SliceDimensions 10 of Spacing 2");
  r = Request();
  r.Spacing = { 1, -1, 1 };
  CheckRefused("negative spacing", r, "Spacing in y is -1");
  r.Spacing = { 1, 1, std::nan("") };
  CheckRefused("spacing not a number", r, "Spacing in z is nan");
  r = Request();
  r.Size = { -4, 1, 0 };
  CheckRefused("negative size", r, "SliceSize in x is -4");
  r = Request();
  r.Dimensions[1] = -7;
  CheckRefused("negative dimensions", r, "SliceDimensions in y is -7");
  r = Request();
  r.Slices = -2;
  CheckRefused("negative slices", r, "NumberOfSlices is -2");
  return Verdict();
}
