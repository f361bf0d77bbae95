// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * All lines of a poly data, each as a curve of its own, with frames that agree where lines share
 * points.
 */
#ifndef CurveSet_h
#define CurveSet_h

#include "LineMessages.h"

#include "vtkPolyData.h"
#include "vtkSmartPointer.h"

#include <string>
#include <vector>

class vtkMovingFrame;

namespace curvedreformat
{
class CurveSet
{
public:
  /** The point array of a curve that gives its normals, where it takes over those of others. */
  static const char* NormalsName() { return "SharedTrunkNormals"; }

  struct Curve
  {
    std::string Name;
    vtkSmartPointer<vtkPolyData> Line; ///< one line, with the point data of its points
    bool TakesOver = false; ///< its frame type is FromArray, with the array NormalsName()
    double Length = 0.0;
  };

  /**
   * Take the lines of a poly data, with the settings of a moving frame (its CurveIndex does not
   * count). Lines take over the normals of earlier ones at the points that they share, when the
   * frame type is RotationMinimizing and the poly data carry no saved curve. Lines that are no
   * curves are left out, and `leftOut` says why. Returns an empty string, or the sentence that says
   * why there is no line; it is empty, too, when all have been left out.
   */
  std::string Take(vtkPolyData* lines, const vtkMovingFrame* settings, LineMessages& leftOut);

  const std::vector<Curve>& GetCurves() const { return this->Curves; }

  /** Of all lines that are curves; 0 without an array of radii. */
  double GetLargestRadius() const { return this->LargestRadius; }

private:
  std::vector<Curve> Curves;
  double LargestRadius = 0.0;
};
}

#endif
