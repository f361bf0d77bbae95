# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Several curves: every rank makes its piece of each image, with the bits of one process. An image
whose pieces live on their ranks is refused, on all of them."""

import numpy as np
from curvedreformat import vtkMultiCurvePlanarReformat
from ranks import *
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkCompositeDataSet, vtkPolyData
from vtkmodules.vtkImagingCore import vtkRTAnalyticSource


def make_tree():
    """A trunk along the diagonal of x and y, and a branch to each side; a line apart from them."""
    points, cells = vtkPoints(), vtkCellArray()
    points.SetDataTypeToDouble()
    t = np.arange(16.0)
    u = np.arange(1.0, 13.0)
    lines = [np.column_stack((np.append(t, 15 + u + side * (0.3 * u + 0.03 * u**2)),
                              np.append(t, 15 + u - side * (0.3 * u + 0.03 * u**2)),
                              0.02 * np.append(t, 15 + u) ** 2)) for side in (1, -1)]
    lines.append(np.column_stack((0 * t, 2 * t, 20 - t)))
    for line in lines:
        cells.InsertNextCell(len(line))
        for p in line:
            cells.InsertCellPoint(points.InsertNextPoint(p))
    tree = vtkPolyData()
    tree.SetPoints(points)
    tree.SetLines(cells)
    return tree


def configure(curve):
    filter_ = vtkMultiCurvePlanarReformat()
    filter_.SetCurveData(curve)
    filter_.SetSliceDimensions(13, 15)
    return filter_


def read(filter_):
    """A source that can be asked for any part."""
    filter_.source = vtkRTAnalyticSource()
    filter_.source.SetWholeExtent(-10, 40, -10, 40, -10, 40)
    filter_.SetInputConnection(filter_.source.GetOutputPort())
    return filter_


alone = None
if rank == 0:
    alone = read(configure(make_tree()))
    alone.SetController(None)
    alone.Update()

for what, curve in (
    ("a curve on every rank", make_tree()),
    ("a curve on the last rank", make_tree() if rank == count - 1 else vtkPolyData()),
):
    filter_ = read(configure(curve))
    filter_.UpdatePiece(rank, count, 0)
    images, curves = filter_.GetOutput(0), filter_.GetOutput(1)
    for collection in images, curves:
        blocks = collection.GetNumberOfPartitionedDataSets()
        check(blocks == 3, "%s: %d blocks" % (what, blocks))
        names = [collection.GetMetaData(i).Get(vtkCompositeDataSet.NAME()) for i in range(blocks)]
        check(names == ["Line 0", "Line 1", "Line 2"], "%s: names %s" % (what, names))
    for block in range(3):
        expected = alone.GetOutput(0).GetPartition(block, 0) if rank == 0 else None
        check_same(expected, images.GetPartition(block, 0), "%s, line %d" % (what, block))
        framed = curves.GetPartition(block, 0)
        check((framed is not None) == (rank == 0), "%s: the curve of line %d" % (what, block))

# In pieces that live on their ranks.
source = vtkRTAnalyticSource()
whole = [-10, 40, -10, 40, -10, 40]
source.SetWholeExtent(*whole)
source.Update()
piece = producer(crop(source.GetOutput(), piece_extent(whole, rank, count)))
refused = configure(make_tree())
refused.SetInputConnection(piece.GetOutputPort())
said = []


def hear(caller, event, text):
    said.append(text)


hear.CallDataType = "string0"
refused.AddObserver("ErrorEvent", hear)
refused.GetExecutive().AddObserver("ErrorEvent", lambda *arguments: None)  # that it has failed
refused.UpdatePiece(rank, count, 0)
blocks = refused.GetOutput().GetNumberOfPartitionedDataSets()
if count == 1:
    check(not said and blocks == 3, "one rank has the whole, but %s" % said)
else:
    check(len(said) == 1 and "Image is in pieces on its ranks" in said[0], "it said %s" % said)
    check(blocks == 0, "there is an output of %d blocks" % blocks)

verdict()
