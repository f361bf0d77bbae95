// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "SlicerGrid.h"

#include "vtkImageData.h"
#include "vtkMath.h"
#include "vtkMovingFrame.h"
#include "vtkNew.h"

#include <algorithm>
#include <cmath>

namespace benchmarks
{
namespace
{
constexpr double SlicesPerNode = 5.0;

void PlaceAsSlicer(vtkMovingFrame* frame, int nodes, double nodeStep, SlicerGrid& grid)
{
  const double length = frame->GetLength();
  double centre[3] = { 0.0, 0.0, 0.0 };
  double normal[3] = { 0.0, 0.0, 0.0 };
  double first[3];
  double last[3];
  frame->EvaluatePosition(0.0, first);
  frame->EvaluatePosition(length, last);
  for (int k = 0; k < nodes; ++k)
  {
    double c[3];
    double n[3];
    double b[3];
    double t[3];
    frame->EvaluateFrame(std::min(k * nodeStep, length), c, n, b, t);
    for (int axis = 0; axis < 3; ++axis)
    {
      centre[axis] += c[axis] / nodes;
      normal[axis] += n[axis];
    }
  }
  double* x = grid.Axes[0];
  double* y = grid.Axes[1];
  double* z = grid.Axes[2];
  vtkMath::Subtract(last, first, z);
  vtkMath::Normalize(z);
  vtkMath::Cross(z, normal, y);
  vtkMath::Normalize(y);
  vtkMath::Cross(y, z, x);
  grid.ToTurned(centre, grid.Origin);
  grid.Origin[2] -= 0.5 * length;
}
}

//------------------------------------------------------------------------------
SlicerGrid MakeSlicerGrid(
  vtkMovingFrame* frame, const double size[2], double step, Placement placement)
{
  SlicerGrid grid;
  const double nodeStep = SlicesPerNode * step;
  // one more than Slicer has, so that the last slices are mapped, too
  const int nodes = static_cast<int>(std::ceil(frame->GetLength() / nodeStep)) + 1;
  if (placement == Placement::AsSlicer)
  {
    PlaceAsSlicer(frame, nodes, nodeStep, grid);
  }
  vtkNew<vtkImageData> displacements;
  displacements->SetDimensions(2, 2, nodes);
  displacements->SetSpacing(size[0], size[1], nodeStep);
  displacements->SetOrigin(
    grid.Origin[0] - 0.5 * size[0], grid.Origin[1] - 0.5 * size[1], grid.Origin[2]);
  displacements->AllocateScalars(VTK_DOUBLE, 3);
  auto* displacement = static_cast<double*>(displacements->GetScalarPointer());
  for (int k = 0; k < nodes; ++k)
  {
    for (int j = 0; j < 2; ++j)
    {
      for (int i = 0; i < 2; ++i, displacement += 3)
      {
        const double straightened[3] = { (i - 0.5) * size[0], (j - 0.5) * size[1], k * nodeStep };
        double world[3];
        double turned[3];
        frame->StraightenedToWorld(straightened, world);
        grid.ToTurned(world, turned);
        for (int axis = 0; axis < 3; ++axis)
        {
          displacement[axis] = turned[axis] - straightened[axis] - grid.Origin[axis];
        }
      }
    }
  }
  grid.Transform = vtkSmartPointer<vtkGridTransform>::New();
  grid.Transform->SetDisplacementGridData(displacements);
  grid.Transform->SetInterpolationModeToLinear();
  grid.Transform->Update();
  return grid;
}
}
