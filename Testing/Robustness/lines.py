# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curves out of their points."""

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData


def make_line(points, ids=None):
    """A poly data with one polyline."""
    points = np.asarray(points, dtype=float)
    held = vtkPoints()
    held.SetData(numpy_to_vtk(points, deep=True))
    ids = range(len(points)) if ids is None else ids
    lines = vtkCellArray()
    lines.InsertNextCell(len(ids))
    for i in ids:
        lines.InsertCellPoint(i)
    line = vtkPolyData()
    line.SetPoints(held)
    line.SetLines(lines)
    return line
