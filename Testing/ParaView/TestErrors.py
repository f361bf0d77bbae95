# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What is wrong on one rank is said on every rank, and none waits for another for ever."""

import numpy as np
from curvedreformat import (
    vtkCurvedPlanarReformat,
    vtkCurveFrames,
    vtkStraightenDataSet,
    vtkStraighteningTransform,
)
from curves import polyline
from ranks import *
from vtkmodules.util.misc import calldata_type
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.util.vtkConstants import VTK_STRING
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersGeneral import vtkTransformPolyDataFilter


def make_image(extent=(0, 29, 0, 29, 0, 39)):
    image = vtkImageData()
    image.SetExtent(extent)
    values = numpy_to_vtk(np.arange(image.GetNumberOfPoints(), dtype=np.int32), deep=1)
    values.SetName("v")
    image.GetPointData().SetScalars(values)
    return image


def make_curve(count_=30):
    return polyline([(15 + 3 * np.sin(z / 9), 15, z) for z in np.linspace(2, 37, count_)])


def listen(filter_):
    messages = []

    @calldata_type(VTK_STRING)
    def hear(caller, event, text):
        messages.append(text)

    filter_.AddObserver("ErrorEvent", hear)
    filter_.GetExecutive().AddObserver("ErrorEvent", lambda *ignored: None)
    return messages


def expect(filter_, words, what):
    messages = listen(filter_)
    for attempt in (1, 2):
        del messages[:]
        filter_.UpdatePiece(rank, count, 0)
        if attempt == 1:
            check(any(words in m for m in messages),
                  "%s: %r expected, got %r" % (what, words, messages))
        check(filter_.GetOutputDataObject(0).GetNumberOfPoints() == 0, "%s: there is an output" % what)
        filter_.Modified()


def reformat(image, curve):
    filter_ = vtkCurvedPlanarReformat()
    filter_.SetSpacing(1, 1, 1)
    filter_.SetSliceDimensions(9, 9)
    filter_.sources = [producer(image), producer(curve)]
    filter_.SetInputConnection(filter_.sources[0].GetOutputPort())
    filter_.SetCurveConnection(filter_.sources[1].GetOutputPort())
    return filter_


whole = make_image()
WHOLE = list(whole.GetExtent())
mine = crop(whole, piece_extent(WHOLE, rank, count))

# no curve, on no rank
expect(reformat(mine, vtkPolyData()), "Curve", "no curve anywhere")
frames = vtkCurveFrames()
frames.SetInputData(vtkPolyData())
expect(frames, "Curve", "frames of no curve")
move = vtkStraightenDataSet()
move.SetInputData(make_curve())
move.SetCurveData(vtkPolyData())
expect(move, "Curve", "a model and no curve")

if count > 1:
    # parts of a curve
    expect(reformat(mine, make_curve(20 + rank)), "a curve cannot be put together from parts", "parts of a curve")
    moved = make_curve()
    moved.GetPoints().SetPoint(7, 14, 15, 9 + rank)
    expect(reformat(mine, moved), "others on rank 1; a curve cannot be put together", "other points on each rank")

    # a gap
    extent = piece_extent(WHOLE, rank, count)
    extent[5] -= 5 if rank == 0 else 0
    expect(reformat(crop(whole, extent), make_curve()), "Image has a gap", "a gap")

    # cells that no rank has
    with_cells = make_image()
    cells = numpy_to_vtk(np.arange(with_cells.GetNumberOfCells(), dtype=np.int32), deep=1)
    cells.SetName("c")
    with_cells.GetCellData().AddArray(cells)
    extent = piece_extent(WHOLE, rank, count)
    extent[5] -= 1 if rank == 0 else 0
    expect(reformat(crop(with_cells, extent), make_curve()), "there are cell arrays", "a gap of cells")

    # another spacing, origin, direction on one rank
    for name in ("spacing", "origin", "direction"):
        odd = vtkImageData()
        odd.ShallowCopy(mine)
        if rank == count - 1:
            if name == "spacing":
                odd.SetSpacing(1, 2, 1)
            elif name == "origin":
                odd.SetOrigin(0, 0, 1)
            else:
                odd.SetDirectionMatrix(0, 1, 0, -1, 0, 0, 0, 0, 1)
        expect(reformat(odd, make_curve()), name, "another " + name)

    # nothing at all
    expect(reformat(vtkImageData(), make_curve()), "no voxels on any rank", "no image anywhere")

    # An array that one rank has not is left out, with a warning, on all.
    some = vtkImageData()
    some.ShallowCopy(mine)
    extra = numpy_to_vtk(np.arange(some.GetNumberOfPoints(), dtype=np.float64), deep=1)
    extra.SetName("extra")
    if rank == 0:
        some.GetPointData().AddArray(extra)
    filter_ = reformat(some, make_curve())
    warnings = []
    filter_.AddObserver("WarningEvent", lambda *ignored: warnings.append(1))
    filter_.UpdatePiece(rank, count, 0)
    names = filter_.GetOutput().GetPointData()
    check(names.GetArray("v") and not names.GetArray("extra"), "an array of one rank")
    check(len(warnings) == 1, "%d warnings about it" % len(warnings))

# A curve of another rank is forgotten by a filter that is used alone.
for make, port in ((vtkCurveFrames, 0), (vtkStraightenDataSet, 1)):
    filter_ = make()
    filter_.SetInputData(make_curve())
    filter_.SetInputData(port, make_curve() if rank == count - 1 else vtkPolyData())
    filter_.Update()
    check(filter_.GetOutput().GetNumberOfPoints() > 0, "%s has no curve" % make.__name__)
    filter_.SetController(None)
    filter_.SetInputData(port, vtkPolyData())
    expect(filter_, "Curve is empty", "%s, alone and without a curve" % make.__name__)

# A transform is looked at by one rank alone, and used by one alone, whatever is upstream.
transform = vtkStraighteningTransform()
frames = vtkCurveFrames()
frames.SetInputData(make_curve() if rank == count - 1 else vtkPolyData())
transform.SetCurveConnection(frames.GetOutputPort())
if rank == 0:
    check("MovingFrame" in str(transform), "the transform is printed")
controller.Barrier()
frames.Update()
moved = vtkTransformPolyDataFilter()
moved.SetTransform(transform)
nothing = vtkPolyData()
nothing.SetPoints(vtkPoints())
moved.SetInputData(make_curve() if rank == 0 else nothing)
moved.Update()
if rank == 0:
    check(np.isfinite(moved.GetOutput().GetBounds()).all(), "the transform has no curve")

# What has changed on one rank is marked on all.
layers = WHOLE[5] + 1
slabs = [WHOLE[:4] + [layers * r // count, layers * (r + 1) // count - 1] for r in range(count)]
piece = vtkImageData()
piece.DeepCopy(crop(whole, slabs[rank]))
line = make_curve() if rank == count - 1 else vtkPolyData()
expected_image, expected_line = make_image(), make_curve()
changing = reformat(piece, line)
for change in ("nothing", "a piece", "the curve"):
    if change == "a piece":
        array_on(expected_image, expected_image.GetPointData().GetScalars(), WHOLE)[part_of(slabs[0], WHOLE)] += 1000000
        if rank == 0:
            vtk_to_numpy(piece.GetPointData().GetScalars())[:] += 1000000
            piece.Modified()
    elif change == "the curve":
        for has_it, other in ((True, expected_line), (rank == count - 1, line)):
            if has_it:
                other.GetPoints().SetPoint(3, 14, 17, 6)
                other.GetPoints().Modified()
                other.Modified()
    changing.Modified()
    changing.UpdatePiece(rank, count, 0)
    alone = reformat(expected_image, expected_line)
    if rank == 0:
        alone.SetController(None)
        alone.Update()
    check_same(alone.GetOutput(), changing.GetOutput(), "%s has changed on one rank" % change)

# After all that, what is right still works.
right = reformat(mine, make_curve() if rank == count - 1 else vtkPolyData())
right.UpdatePiece(rank, count, 0)
alone = reformat(whole, make_curve())
if rank == 0:
    alone.SetController(None)
    alone.Update()
check_same(alone.GetOutput(), right.GetOutput(), "a curve on the last rank only")
verdict()
