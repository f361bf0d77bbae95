# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curves for the tests."""

from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData


def polyline(points):
    vtk_points = vtkPoints()
    vtk_points.SetDataTypeToDouble()
    lines = vtkCellArray()
    lines.InsertNextCell(len(points))
    for p in points:
        lines.InsertCellPoint(vtk_points.InsertNextPoint(p))
    result = vtkPolyData()
    result.SetPoints(vtk_points)
    result.SetLines(lines)
    return result
