# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Uses an installation as it is: the module in Python, and in pvpython the plugin, by its name.

    use_installed.py [FOLDER]

FOLDER has the Python package; it is not needed where Python looks by itself."""

import os
import sys

sys.path[:0] = sys.argv[1:]

import curvedreformat
from curvedreformat import vtkCurvedPlanarReformat
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData

if sys.argv[1:]:
    assert os.path.realpath(curvedreformat.__file__).startswith(os.path.realpath(sys.argv[1]) + os.sep)

# The value of a voxel is its x, and the curve runs along x: slice by slice the value is the place.
image = vtkImageData()
image.SetDimensions(21, 9, 9)
image.AllocateScalars(11, 1)  # VTK_DOUBLE
for k in range(9):
    for j in range(9):
        for i in range(21):
            image.SetScalarComponentFromDouble(i, j, k, 0, i)

points = vtkPoints()
line = vtkCellArray()
line.InsertNextCell(4)
for x in 2, 7, 12, 18:
    line.InsertCellPoint(points.InsertNextPoint(x, 4, 4))
curve = vtkPolyData()
curve.SetPoints(points)
curve.SetLines(line)

reformat = vtkCurvedPlanarReformat()
reformat.SetInputData(image)
reformat.SetCurveData(curve)
reformat.SetSpacing(1, 1, 1)
reformat.SetSliceDimensions(3, 3)
assert reformat.GetExecutive().Update(), "nothing was made"
output = reformat.GetOutput()
assert output.GetDimensions() == (3, 3, 17), output.GetDimensions()
for k in range(17):
    value = output.GetScalarComponentAsDouble(1, 1, k, 0)
    assert abs(value - (2 + k)) < 1e-6, "slice %d has %r" % (k, value)
print("the module works")

try:
    from paraview import simple
except ImportError:
    raise SystemExit(0)  # VTK alone

simple.LoadDistributedPlugin("CurvedPlanarReformat", ns=globals())
reformat = CurvedPlanarReformat(
    Input=simple.Wavelet(WholeExtent=[-10, 10, -10, 10, -10, 10]),
    Curve=simple.PolyLineSource(Points=[-3, 0, -8, 0, 2, 0, 3, 0, 8]),
)
reformat.UpdatePipeline()
assert reformat.PointData["RTData"].GetRange()[1] > 100, "the filter makes no image"
print("the plugin is found by its name, and works")
