# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Arrays become images and come back: every voxel where the affine says, with its value; memory is
shared where that can be, and lives as long as anybody uses it; wrong arrays are refused."""

import gc
import subprocess
import sys
import weakref

# before anything here imports NumPy
if len(sys.argv) > 1:
    code = (
        # the classes of VTK 9.6 import it themselves
        "import sys, vtkmodules.vtkCommonDataModel, vtkmodules.vtkImagingCore; vtks = 'numpy' in sys.modules;"
        " import curvedreformat as c; c.vtkMovingFrame; assert vtks or 'numpy' not in sys.modules, 'NumPy is imported';"
        " assert 'from_numpy' in dir(c) and 'like' in dir(c); c.from_numpy; assert 'numpy' in sys.modules;"
        " names = {}; exec('from curvedreformat import *', names); assert 'vtkMovingFrame' in names;"
        " assert not hasattr(c, 'no_such_name')"
    )
    subprocess.run([sys.argv[1], "-c", code], check=True)

import numpy as np
from curvedreformat import affine, from_numpy, like, to_numpy
from grids import DIRECTIONS, ORIGIN, SPACING, check_places, matrix_of, refused
from vtkmodules.vtkCommonCore import vtkBitArray, vtkFloatArray, vtkSOADataArrayTemplate
from vtkmodules.vtkCommonDataModel import vtkImageData

random = np.random.default_rng(20)
SHAPE = (4, 3, 5)  # k, j, i
counted = np.arange(60, dtype=np.int16).reshape(SHAPE)

# Places: the closed form of the affine, in every orientation, for both orders of axes.
for name, direction in DIRECTIONS.items():
    matrix = matrix_of(direction)
    for axes, array in ("zyx", counted), ("xyz", counted.transpose(2, 1, 0)):
        for given in direction, direction.ravel(), direction.tolist():
            image = from_numpy(array, ORIGIN, SPACING, given, axes=axes)
            check_places(image, counted, matrix, "%s, %s" % (name, axes))
        assert image.GetDimensions() == (5, 3, 4) and np.array_equal(to_numpy(image, axes=axes), array)
        assert np.array_equal(affine(image), matrix), "%s: %s" % (name, affine(image))
        assert tuple(image.GetOrigin()) == tuple(ORIGIN) and tuple(image.GetSpacing()) == tuple(SPACING)

# Types, components and orders in memory: values exactly, and shared exactly when they can be.
for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split():
    dtype = np.dtype(kind)
    if dtype.kind == "f":
        full = random.standard_normal(60 * 3)
        full[7], full[11], full[13] = np.nan, np.inf, -0.0
    else:
        limits = np.iinfo(dtype)
        full = random.integers(limits.min, limits.max, 60 * 3, dtype=dtype, endpoint=True)
        full[:2] = limits.min, limits.max
    full = full.astype(dtype)
    for components in 1, 3:
        plain = full[: 60 * components].reshape(SHAPE + ((3,) if components == 3 else ()))
        space = plain.repeat(2, axis=2)
        layouts = {
            "C": (plain.copy(order="C"), "zyx", True),
            "F": (plain.copy(order="F"), "zyx", False),
            "xyz of C": (np.moveaxis(plain, (0, 1, 2), (2, 1, 0)), "xyz", True),
            "xyz, copied to C": (np.moveaxis(plain, (0, 1, 2), (2, 1, 0)).copy(order="C"), "xyz", False),
            "xyz, copied to F": (
                np.moveaxis(plain, (0, 1, 2), (2, 1, 0)).copy(order="F"), "xyz", components == 1),
            "backwards": (plain[::-1, :, ::-1], "zyx", False),
            "every second": (space[:, :, ::2], "zyx", False),
            "the other bytes": (plain.astype(dtype.newbyteorder()), "zyx", dtype.itemsize == 1),
            "broadcast": (np.broadcast_to(plain[:1], plain.shape), "zyx", False),
        }
        for layout, (array, axes, shares) in layouts.items():
            what = "%s, %d components, %s" % (kind, components, layout)
            before = array.copy()
            expected = np.moveaxis(array, (0, 1, 2), (2, 1, 0)) if axes == "xyz" else array
            expected = np.ascontiguousarray(expected, dtype=dtype)
            for copy in None, True, False:
                if copy is False and not shares:
                    refused(ValueError, ["array cannot be shared: ", "copy=None"], from_numpy, array, axes=axes, copy=False)
                    continue
                image = from_numpy(array, axes=axes, copy=copy, name="here")
                found = to_numpy(image)
                assert found.dtype == dtype and found.shape == expected.shape, "%s: %s" % (what, found.dtype)
                assert found.tobytes() == expected.tobytes(), what
                assert np.shares_memory(found, array) == (shares and not copy), "%s, copy=%s" % (what, copy)
                again = to_numpy(image, "here", axes=axes)
                assert again.shape == array.shape and np.shares_memory(again, found), what
                assert image.GetPointData().GetScalars().GetDataTypeSize() == dtype.itemsize, what
            assert array.tobytes() == before.tobytes(), "%s: the array was changed" % what
        assert not np.shares_memory(to_numpy(image, copy=True), to_numpy(image))

# Read-only memory is copied, since VTK's arrays can be written to.
fixed = counted.copy()
fixed.flags.writeable = False
assert not np.shares_memory(to_numpy(from_numpy(fixed)), fixed) and to_numpy(from_numpy(fixed)).flags.writeable
refused(ValueError, "read-only", from_numpy, fixed, copy=False)

# Through VTK's tuples, one voxel at a time, with components in reach of a double.
vectors = random.integers(-99, 99, SHAPE + (3,)).astype(np.float32)
check_places(from_numpy(vectors, ORIGIN, SPACING, DIRECTIONS["oblique"]), vectors, matrix_of(DIRECTIONS["oblique"]), "vectors")

# Memory: what either side writes the other sees, and it lives while it is used and no longer.


class Watched(np.ndarray):
    pass


def watched():
    array = Watched(SHAPE, dtype=np.float32)  # which owns its memory, as a view would not
    array[...] = np.arange(60).reshape(SHAPE)
    return array, weakref.ref(array)


array, memory = watched()
image = from_numpy(array, copy=False)
array[2, 1, 3] = 100
assert image.GetScalarComponentAsDouble(3, 1, 2, 0) == 100
image.SetScalarComponentFromDouble(0, 0, 0, 0, -7)
assert array[0, 0, 0] == -7
del array
gc.collect()
assert memory() is not None, "the image's memory is gone"
other = vtkImageData()
other.ShallowCopy(image)
view = to_numpy(image)
del image
gc.collect()
assert memory() is not None, "the memory of a shallow copy is gone"
del other
gc.collect()
assert memory() is not None and view[0, 0, 0] == -7 and view[2, 1, 3] == 100, "the memory of a view is gone"
del view
gc.collect()
assert memory() is None, "the memory is kept for ever"

array, memory = watched()
image = from_numpy(array, copy=True)
del array
gc.collect()
assert memory() is None, "a copy keeps the array"
view = to_numpy(image)
del image
gc.collect()
np.full(1 << 16, 3.0)
assert np.array_equal(view, np.arange(60).reshape(SHAPE)), "a view of VTK's memory has outlived it"

# Arrays of all kinds that VTK has come out: by name, of cells, of bits.
image = from_numpy(counted, name="first")
single = vtkFloatArray()
single.SetName("second")
single.SetNumberOfTuples(60)
single.Fill(2.5)
image.GetPointData().AddArray(single)
assert (to_numpy(image) == counted).all() and (to_numpy(image, "second") == 2.5).all()
cells = vtkFloatArray()
cells.SetName("of cells")
for value in range(3 * 2 * 4):
    cells.InsertNextValue(value)
image.GetCellData().AddArray(cells)
assert np.array_equal(to_numpy(image, "of cells"), np.arange(24.0).reshape(3, 2, 4))
bits = vtkBitArray()
bits.SetName("bits")
for value in range(60):
    bits.InsertNextValue(value % 3 == 0)
image.GetPointData().AddArray(bits)
assert np.array_equal(to_numpy(image, "bits").ravel(), np.arange(60) % 3 == 0)
refused(ValueError, "cannot be shared", to_numpy, image, "bits", copy=False)
apart = vtkSOADataArrayTemplate["float32"]()
apart.SetName("apart")
apart.SetNumberOfComponents(3)
apart.SetNumberOfTuples(60)
for at in range(60):
    for c in range(3):
        apart.SetComponent(at, c, 10 * at + c)
image.GetPointData().AddArray(apart)
found = to_numpy(image, "apart")
assert np.array_equal(found.reshape(60, 3), 10 * np.arange(60)[:, None] + np.arange(3)), found
refused(ValueError, ["no array third", "first", "of cells"], to_numpy, image, "third")
image.GetPointData().SetActiveScalars(None)
refused(ValueError, ["several arrays", "second"], to_numpy, image)

# like: another array on the grid of an image, whole or one slice of it, where it belongs.
for name, direction in DIRECTIONS.items():
    image = from_numpy(counted, ORIGIN, SPACING, direction)
    image.SetExtent(-2, 2, 5, 7, 10, 13)  # no extent has to begin with 0
    matrix = affine(image)
    shifted = matrix_of(direction) @ (-2, 5, 10, 1)
    assert np.abs(matrix - matrix_of(direction, origin=shifted[:3])).max() < 1e-12 * abs(shifted).max(), matrix
    for axes in "zyx", "xyz":
        volume = to_numpy(image, axes=axes)
        whole = like(image, volume.astype(np.float32) + 0.5, axes=axes, name="more")
        check_places(whole, counted + 0.5, matrix, name)
        assert whole.GetExtent() == image.GetExtent()
        both = like(image, np.stack([volume, -volume], axis=-1), axes=axes)
        check_places(both, np.stack([counted, -counted], axis=-1), matrix, name)
        for number in range(3):
            letter = axes[number]
            for index in range(volume.shape[number]):
                one = volume.take(index, number)
                for axis, at in (number, index), (letter, index), (letter, index - volume.shape[number]), (
                    np.int64(number), np.uint8(index)):
                    lying = like(image, one, axis=axis, index=at, axes=axes)
                    offset = [0, 0, 0, 1]
                    offset["xyz".index(letter)] = index
                    moved = matrix.copy()
                    moved[:, 3] = matrix @ offset
                    cut = np.expand_dims(counted.take(index, "zyx".index(letter)), "zyx".index(letter))
                    check_places(lying, cut, moved, "%s, %s, slice %d across %s" % (name, axes, index, letter))
                    assert np.abs(affine(lying) - moved).max() < 1e-12 * abs(moved).max()
            colours = like(image, np.stack([one, one + 1, one + 2], axis=-1), axis=letter, index=0, axes=axes)
            assert colours.GetNumberOfScalarComponents() == 3

# The 60 x 512 pixels of a sagittal slice, with edges found in NumPy, on their slice.
volume = np.zeros((60, 512, 200), dtype=np.int16)
volume[20:40, 100:300, :] = 1000
scan = from_numpy(volume, (90, -80, 30), (0.5, 0.5, 3), np.diag([-1.0, 1, 1]))
sagittal = to_numpy(scan)[:, :, 77]
edges = (np.abs(np.diff(sagittal, axis=1, prepend=0)) > 500).astype(np.uint8)
assert edges.shape == (60, 512) and edges.sum() == 40
lying = like(scan, edges, axis="x", index=77)
bounds = lying.GetBounds()
assert bounds[0] == bounds[1] == 90 - 0.5 * 77, bounds
points = np.array([lying.GetPoint(n) for n in np.flatnonzero(to_numpy(lying))])
assert set(points[:, 1]) == {-80 + 0.5 * 100, -80 + 0.5 * 300}, set(points[:, 1])
assert set(points[:, 2]) == {30 + 3.0 * k for k in range(20, 40)}, set(points[:, 2])
refused(ValueError, ["(512, 60)", "(60, 512) [k, j]", "array.T"], like, scan, edges.T, axis="x", index=77)
refused(ValueError, ["(60, 512)", "give axis and index"], like, scan, edges)
refused(ValueError, "(60, 200) [k, i]", like, scan, edges, axis="y", index=77)
refused(ValueError, "200 slices along x", like, scan, edges, axis="x", index=200)
refused(ValueError, "index is None", like, scan, edges, axis="x")
refused(ValueError, "axis is not given", like, scan, edges, index=77)
refused(ValueError, "axis is 'w'", like, scan, edges, axis="w", index=0)
refused(ValueError, ["(200, 512, 60)", 'axes="xyz"'], like, scan, volume.T)

# What is wrong is said.
refused(TypeError, ["type bool", "numpy.uint8"], from_numpy, counted > 3)
refused(TypeError, ["complex128", "imaginary"], from_numpy, counted + 1j)
refused(TypeError, "type object", from_numpy, counted.astype(object))
refused(TypeError, ["float16", "numpy.float32"], from_numpy, counted.astype(np.float16))
refused(TypeError, ["numpy.float64"], from_numpy, counted.astype(np.longdouble))
refused(TypeError, "type <U", from_numpy, counted.astype(str))
refused(TypeError, "datetime64", from_numpy, counted.astype("M8[s]"))
refused(TypeError, "array is a list", from_numpy, counted.tolist())
refused(ValueError, "copy is 'no'", from_numpy, counted, copy="no")
refused(TypeError, "name is 3", from_numpy, counted, name=3)
refused(TypeError, "masked", from_numpy, np.ma.masked_less(counted, 3))
refused(ValueError, ["(4, 3)", "like()"], from_numpy, counted[..., 0])
refused(ValueError, "[k, j, i]", from_numpy, counted[None, None])
refused(ValueError, "[i, j, k]", from_numpy, counted.ravel(), axes="xyz")
refused(ValueError, "empty", from_numpy, counted[:0])
refused(ValueError, 'axes is \'xzy\'', from_numpy, counted, axes="xzy")
refused(ValueError, "3 numbers", from_numpy, counted, origin=(0, 0))
refused(ValueError, "not finite", from_numpy, counted, origin=(0, 0, float("nan")))
refused(ValueError, "positive", from_numpy, counted, spacing=(1, -1, 1))
refused(ValueError, "3 numbers", from_numpy, counted, spacing=(1.0, 1.0))
refused(ValueError, "positive", from_numpy, counted, spacing=0.0)
assert from_numpy(counted, spacing=0.5).GetSpacing() == (0.5, 0.5, 0.5)
refused(ValueError, "length", from_numpy, counted, direction=np.diag([1, 2, 1]))
refused(ValueError, "3 x 3 numbers", from_numpy, counted, direction=np.eye(4))
refused(ValueError, ["shear", "i and j"], from_numpy, counted, direction=[[1, 0.6, 0], [0, 0.8, 0], [0, 0, 1]])
refused(TypeError, "vtkImageData", to_numpy, counted)
refused(TypeError, "vtkImageData", like, counted, counted)
refused(ValueError, "empty", to_numpy, vtkImageData())
grid = vtkImageData()
grid.SetDimensions(2, 2, 2)
refused(ValueError, "no array", to_numpy, grid)
single.SetNumberOfTuples(7)
grid.GetPointData().AddArray(single)
refused(ValueError, ["7 values", "8 points"], to_numpy, grid)
print("arrays and images agree")
