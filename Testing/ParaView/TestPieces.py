# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""An image whose pieces live on their ranks and cannot be asked for again gives the bits of one
process: every interpolation, type and arrangement, and there and back."""

import numpy as np
from curvedreformat import (
    vtkCurveCrossSection,
    vtkCurvedPlanarReformat,
    vtkInverseCurvedPlanarReformat,
)
from curves import polyline
from ranks import *
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkBitArray, vtkStringArray
from vtkmodules.vtkCommonDataModel import vtkImageData

WHOLE = [-3, 36, 4, 43, 10, 64]


def make_image():
    """Made on every rank, with the same numbers; a turned image with an extent that starts anywhere."""
    random = np.random.default_rng(5)
    image = vtkImageData()
    image.SetExtent(WHOLE)
    image.SetOrigin(11.0, -7.5, 3.25)
    image.SetSpacing(0.8, 1.1, 0.9)
    c, s = np.cos(0.3), np.sin(0.3)
    image.SetDirectionMatrix(c, -s, 0, s, c, 0, 0, 0, 1)

    def add(data, name, values):
        array = numpy_to_vtk(np.ascontiguousarray(values), deep=1)
        array.SetName(name)
        data.AddArray(array)
        return array

    n, m = image.GetNumberOfPoints(), image.GetNumberOfCells()
    points, cells = image.GetPointData(), image.GetCellData()
    add(points, "HU", random.integers(-1024, 3071, n, dtype=np.int16))
    add(points, "real", random.standard_normal(n))
    vectors = add(points, "vector", random.standard_normal((n, 3)).astype(np.float32))
    vectors.SetComponentName(0, "the first one")
    add(points, "long", random.integers(-(2**60), 2**60, n, dtype=np.int64))
    add(points, "vtkValidPointMask", (random.random(n) > 0.1).astype(np.int8))
    add(cells, "cell", random.integers(0, 255, m, dtype=np.uint8))
    add(cells, "real", random.standard_normal(m))
    points.SetActiveScalars("HU")
    points.SetActiveVectors("vector")
    add(image.GetFieldData(), "Dose", np.array([0.1, np.pi]))
    text = vtkStringArray()
    text.SetName("Patient")
    text.InsertNextValue("no one")
    image.GetFieldData().AddArray(text)
    return image


def make_curve(image):
    """A helix through all pieces, which leaves the image at its end."""
    b = image.GetBounds()
    centre = np.array([(b[0] + b[1]) / 2, (b[2] + b[3]) / 2, b[4]])
    t = np.linspace(0, 1, 60)
    helix = np.column_stack((8 * np.cos(7 * t), 8 * np.sin(7 * t), (b[5] - b[4]) * 1.1 * t))
    return polyline(helix + centre)


def configure(filter_, curve, mode=1):
    filter_.SetCurveData(curve)
    filter_.SetSliceDimensions(25, 21)
    filter_.SetSpacing(0.7, 0.9, 0.6)
    filter_.SetInterpolation(mode)
    filter_.SetBackgroundValue(-7)
    return filter_


def serial(filter_, connect):
    """The output of one process, on rank 0."""
    if rank != 0:
        return None
    filter_.SetController(None)
    connect(filter_)
    filter_.Update()
    return filter_.GetOutputDataObject(0)


def compare(what, whole, piece, make=vtkCurvedPlanarReformat, mode=1, curve=None, **settings):
    curve = curve or make_curve(whole)

    def new():
        filter_ = configure(make(), curve, mode)
        for name, value in settings.items():
            getattr(filter_, "Set" + name)(value)
        return filter_

    expected = serial(new(), lambda f: f.SetInputData(whole))
    parallel = new()
    source = producer(piece)
    parallel.SetInputConnection(source.GetOutputPort())
    check(parallel.GetController() is controller, "the global controller is not the default")
    parallel.UpdatePiece(rank, count, 0)
    if rank == 0 and make is vtkCurvedPlanarReformat and len(settings) < 2:
        mask = vtk_to_numpy(expected.GetPointData().GetArray("vtkValidPointMask"))
        check(0.2 < mask.mean() < 0.95, "%s: %g of the output is in the image" % (what, mask.mean()))
    check_same(expected, parallel.GetOutputDataObject(0), what, parallel=expected and expected.GetDimensions()[2] > 10)
    return parallel


image = make_image()
for mode in (0, 1, 2):
    for axis in (0, 1, 2):
        extent = piece_extent(WHOLE, rank, count, axis=axis)
        compare("slabs along %d, interpolation %d" % (axis, mode), image, crop(image, extent), mode=mode)

# Without point arrays, without cell arrays, without any shared layer; more than needed; all on one.
points_only = vtkImageData()
points_only.ShallowCopy(image)
points_only.GetCellData().Initialize()
last = WHOLE[5]
height = (last - WHOLE[4] + 1) // count
apart = WHOLE[:4] + [WHOLE[4] + rank * height, last if rank == count - 1 else WHOLE[4] + (rank + 1) * height - 1]
compare("pieces that share no voxels", points_only, crop(points_only, apart))
cells_only = vtkImageData()
cells_only.ShallowCopy(image)
cells_only.GetPointData().Initialize()
compare("cell arrays only", cells_only, crop(cells_only, piece_extent(WHOLE, rank, count)))
compare("pieces that overlap", image, crop(image, piece_extent(WHOLE, rank, count, ghosts=5)))
compare("a whole on every rank", image, image)
compare("a whole on the last rank", image, image if rank == count - 1 else vtkImageData())
compare("a whole on the first rank", image, image if rank == 0 else vtkImageData())
with_bits = vtkImageData()
with_bits.ShallowCopy(image)
bits = vtkBitArray()
bits.SetName("bits")
bits.SetNumberOfTuples(image.GetNumberOfPoints())
for i, v in enumerate(vtk_to_numpy(image.GetPointData().GetArray("HU"))):
    bits.SetValue(i, int(v) & 1)
with_bits.GetPointData().AddArray(bits)
compare("bits", with_bits, crop(with_bits, piece_extent(WHOLE, rank, count)))
compare("backwards", image, crop(image, piece_extent(WHOLE, count - 1 - rank, count)))
compare("unowned voxels filled", image, crop(image, piece_extent(WHOLE, rank, count)), FillUnowned=1)
compare("cross-section", image, crop(image, piece_extent(WHOLE, rank, count)), make=vtkCurveCrossSection, ArcLength=21.0)
compare("fewer slices than ranks", image, crop(image, piece_extent(WHOLE, rank, count)), NumberOfSlices=1,
        SliceDimensions=(1, 1))

# Copies that are marked hold nonsense: those of others count.
if count > 1:
    ghosts = 4
    extent = piece_extent(WHOLE, rank, count, ghosts=ghosts)
    own = piece_extent(WHOLE, rank, count)
    for hidden in (False, True):
        piece = vtkImageData()
        piece.DeepCopy(crop(image, extent))
        for data, e, o, flag in (
            (piece.GetPointData(), extent, own, 2 if hidden else 1),
            (piece.GetCellData(), cells_of(extent), cells_of(own), 32 if hidden else 1),
        ):
            marked = np.full(shape_of(e), flag, dtype=np.uint8)
            marked[part_of(o, e)] = 0
            for i in range(data.GetNumberOfArrays()):
                values = array_on(piece, data.GetArray(i), e)
                values[marked != 0] = 77
            array = numpy_to_vtk(marked.ravel(), deep=1)
            array.SetName("vtkGhostType")
            data.AddArray(array)
        compare("hidden copies" if hidden else "duplicates", image, piece)

# Asked again, for something else and for the same: nobody waits for anybody.
straight = configure(vtkCurvedPlanarReformat(), make_curve(image))
part = crop(image, piece_extent(WHOLE, rank, count))
source = producer(part)
straight.SetInputConnection(source.GetOutputPort())
for spacing in (0.6, 2.0, 2.0, 30.0):
    straight.SetSpacing(0.7, 0.9, spacing)
    straight.UpdatePiece(rank, count, 0)
    expected = configure(vtkCurvedPlanarReformat(), make_curve(image))
    expected.SetSpacing(0.7, 0.9, spacing)
    check_same(serial(expected, lambda f: f.SetInputData(image)), straight.GetOutput(), "spacing %g" % spacing)
straight.Update()  # all of it, on every rank
straight.UpdateExtent([0, 24, 0, 20, 1, 1])
straight.UpdatePiece(rank, count, 1)  # with ghosts
if rank == 0:
    print("updated again", flush=True)

# Framed curve: on one rank.
straight.SetSpacing(0.7, 0.9, 0.6)
straight.UpdatePiece(rank, count, 0)
points = straight.GetOutputDataObject(1).GetNumberOfPoints()
slices = straight.GetOutput().GetFieldData().GetArray("ArcLength").GetNumberOfTuples()
check(points == (slices if rank == 0 else 0), "the curve has %d points" % points)

# And back, from the pieces that are there, onto a reference that is in pieces, too.
whole_straight = serial(configure(vtkCurvedPlanarReformat(), make_curve(image)), lambda f: f.SetInputData(image))
for reference in ("none", "whole", "pieces"):
    for pieces in ("of the filter", "of a simulation"):
        def connect(f):
            f.SetInputData(whole_straight)
            if reference != "none":
                f.SetReferenceData(image)

        expected = serial(vtkInverseCurvedPlanarReformat(), connect)
        bent = vtkInverseCurvedPlanarReformat()
        if pieces == "of the filter":
            bent.SetInputConnection(straight.GetOutputPort())
        else:
            copy = vtkImageData()
            copy.DeepCopy(straight.GetOutput())
            if rank == count - 1 and count > 1:
                # Not everybody needs to have the curve.
                copy.GetFieldData().Initialize()
            copied = producer(copy)
            bent.SetInputConnection(copied.GetOutputPort())
            if count > 1:
                whole_extent = [0, 24, 0, 20, 0, slices - 1]
                copied.SetWholeExtent(whole_extent)
        if reference == "whole":
            bent.SetReferenceData(image)
        elif reference == "pieces":
            bent.SetReferenceConnection(source.GetOutputPort())
        bent.UpdatePiece(rank, count, 0)
        check_same(expected, bent.GetOutputDataObject(0),
                   "bent back, pieces %s, reference %s" % (pieces, reference))

verdict()
