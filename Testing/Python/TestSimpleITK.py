# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images of SimpleITK come in and go out with all voxels where it says that they are.

SimpleITK itself is not needed: a stand-in has the part of its documented interface that counts here,
as strict about types as its wrapping is. Where SimpleITK is installed it is tested, too."""

import importlib.util
import sys
import types

import numpy as np
from curvedreformat import affine, from_numpy, from_sitk, to_numpy, to_sitk
from grids import DIRECTIONS, ORIGIN, SPACING, check_places, matrix_of, refused


class Image:
    """SimpleITK.Image: LPS, sizes and indices i, j, k, the direction row by row."""

    def __init__(self, array, dimension, components):
        self.array, self.dimension, self.components = array, dimension, components
        self.origin, self.spacing = (0.0,) * dimension, (1.0,) * dimension
        self.direction = tuple(np.eye(dimension).ravel())

    @staticmethod
    def _doubles(values, count):
        if len(values) != count or not all(type(v) is float for v in values):
            raise TypeError("a sequence of %d floats is needed, not %r" % (count, values))
        return tuple(values)

    def GetDimension(self):
        return self.dimension

    def GetSize(self):
        return self.array.shape[: self.dimension][::-1]

    def GetNumberOfComponentsPerPixel(self):
        return self.components

    def GetOrigin(self):
        return self.origin

    def GetSpacing(self):
        return self.spacing

    def GetDirection(self):
        return self.direction

    def SetOrigin(self, values):
        self.origin = self._doubles(values, self.dimension)

    def SetSpacing(self, values):
        self.spacing = self._doubles(values, self.dimension)

    def SetDirection(self, values):
        self.direction = self._doubles(values, self.dimension**2)

    def TransformIndexToPhysicalPoint(self, index):
        steps = [s * n for s, n in zip(self.spacing, index)]
        rows = [self.direction[self.dimension * r :][: self.dimension] for r in range(self.dimension)]
        return tuple(o + sum(d * s for d, s in zip(row, steps)) for o, row in zip(self.origin, rows))


def GetImageFromArray(arr, isVector=None):
    arr = np.asarray(arr)
    if isVector is None:
        isVector = arr.ndim == 4
    return Image(arr.copy(), arr.ndim - bool(isVector), arr.shape[-1] if isVector else 1)


def GetArrayFromImage(image):
    return image.array.copy()


def check(sitk):
    flip = np.diag([-1.0, -1.0, 1.0, 1.0])
    values = np.arange(60, dtype=np.int16).reshape(4, 3, 5)
    for array in values, np.stack([values, -values, values + 7], axis=-1).astype(np.float32):
        for name, direction in DIRECTIONS.items():
            there = sitk.GetImageFromArray(array, isVector=array.ndim == 4)
            there.SetOrigin(ORIGIN.tolist())
            there.SetSpacing(SPACING.tolist())
            there.SetDirection(np.ravel(direction).tolist())
            for world, to_world in ("LPS", np.eye(4)), ("RAS", flip):
                image = from_sitk(there, world=world)
                check_places(image, array, to_world @ matrix_of(direction), "%s, %s" % (name, world))
                for index in (0, 0, 0), (4, 2, 3), (1, 2, 0):
                    expected = to_world[:3, :3] @ there.TransformIndexToPhysicalPoint(index)
                    error = np.abs(image.GetPoint(image.ComputePointId(index)) - expected).max()
                    assert error < 1e-12 * 100, "%s, %s: voxel %s is %g away" % (name, world, index, error)
                back = to_sitk(image, world=world)
                assert back.GetSize() == (5, 3, 4) and back.GetDimension() == 3
                assert back.GetNumberOfComponentsPerPixel() == there.GetNumberOfComponentsPerPixel()
                found = sitk.GetArrayFromImage(back)
                assert found.dtype == array.dtype and np.array_equal(found, array), name
                for what in "Origin", "Spacing", "Direction":
                    was, came = getattr(there, "Get" + what)(), getattr(back, "Get" + what)()
                    assert was == came, "%s: %s is %s, not %s" % (name, what, came, was)
    # an extent that does not begin with 0
    image = from_numpy(values, ORIGIN, SPACING, DIRECTIONS["oblique"])
    image.SetExtent(3, 7, -1, 1, 2, 5)
    point = to_sitk(image, world="LPS").TransformIndexToPhysicalPoint((1, 0, 2))
    assert np.abs(np.array(point) - image.GetPoint(image.ComputePointId((4, -1, 4)))).max() < 1e-12 * 100
    assert np.array_equal(to_numpy(from_sitk(to_sitk(image))), values)
    assert np.abs(affine(from_sitk(to_sitk(image))) - affine(image)).max() < 1e-12 * 100

    refused(ValueError, "2 dimensions", from_sitk, sitk.GetImageFromArray(values[0]))
    refused(TypeError, "image is a ndarray", from_sitk, values)
    refused(TypeError, "vtkImageData", to_sitk, values)
    refused(ValueError, 'world is 1', to_sitk, image, world=1)


real = importlib.util.find_spec("SimpleITK") is not None
if real:
    import SimpleITK

    check(SimpleITK)
else:
    refused(ImportError, "SimpleITK is not installed", to_sitk, from_numpy(np.zeros((2, 2, 2))))
stand_in = types.ModuleType("SimpleITK")
stand_in.GetImageFromArray, stand_in.GetArrayFromImage = GetImageFromArray, GetArrayFromImage
sys.modules["SimpleITK"] = stand_in
check(stand_in)
print("SimpleITK's interface agrees%s" % (", and SimpleITK" if real else ""))
