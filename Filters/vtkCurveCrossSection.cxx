// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
#include "vtkCurveCrossSection.h"

#include "Sampling/ReformatGrid.h"

#include "vtkObjectFactory.h"

#include <cmath>
#include <sstream>

vtkStandardNewMacro(vtkCurveCrossSection);

//------------------------------------------------------------------------------
std::string vtkCurveCrossSection::ChooseGrid(curvedreformat::GridRequest& request,
  const curvedreformat::GridContext& context, curvedreformat::ReformatGrid& grid)
{
  if (!std::isfinite(this->ArcLength))
  {
    std::ostringstream text;
    text << "ArcLength is " << this->ArcLength << "; give a length from 0 to "
         << context.CurveLength << ".";
    return text.str();
  }
  if (!this->MovingFrame->IsClosed() &&
    (this->ArcLength < 0.0 || this->ArcLength > context.CurveLength))
  {
    vtkWarningMacro(<< "ArcLength " << this->ArcLength << " is beyond the curve, which is "
                    << context.CurveLength
                    << " long; the slice lies on its straight continuation.");
  }
  grid.Dimensions[2] = 1;
  return curvedreformat::ChooseSliceGrid(request, context, grid);
}

//------------------------------------------------------------------------------
double vtkCurveCrossSection::GetSliceArcLength(
  const curvedreformat::ReformatGrid& vtkNotUsed(grid), int vtkNotUsed(k)) const
{
  return this->ArcLength;
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::PlaceOutput(
  const curvedreformat::ReformatGrid& grid, double origin[3], double direction[9]) const
{
  double c[3];
  double n[3];
  double b[3];
  double t[3];
  this->MovingFrame->EvaluateFrame(this->ArcLength, c, n, b, t);
  for (int row = 0; row < 3; ++row)
  {
    origin[row] = c[row] + grid.Origin[0] * n[row] + grid.Origin[1] * b[row];
    direction[3 * row] = n[row];
    direction[3 * row + 1] = b[row];
    direction[3 * row + 2] = t[row];
  }
}

//------------------------------------------------------------------------------
void vtkCurveCrossSection::PrintSelf(ostream& os, vtkIndent indent)
{
  this->Superclass::PrintSelf(os, indent);
  os << indent << "ArcLength: " << this->ArcLength << "\n";
}
