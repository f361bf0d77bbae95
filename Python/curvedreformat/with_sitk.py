# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images from SimpleITK, and back. SimpleITK is imported when it is needed and not before.

SimpleITK's images are in LPS; ``world`` says which frame the VTK image is in.
"""

from .arrays import DEFAULT_NAME, from_numpy, point_array
from .geometry import check_frame, flip, get_geometry, numbers


def _sitk():
    try:
        import SimpleITK
    except ImportError as error:
        raise ImportError("SimpleITK is not installed in this Python (%s)." % error) from error
    return SimpleITK


def from_sitk(image, world="RAS", name=DEFAULT_NAME):
    """Return a vtkImageData with the voxels and the geometry of a SimpleITK image of three dimensions.

    world  the frame of the result, "RAS" or "LPS". Voxels stay in their order; origin and direction
           change.
    name   of the point array

    The voxels are copied once, by SimpleITK.
    """
    check_frame(world)
    if not hasattr(image, "GetDimension") or not hasattr(image, "GetDirection"):
        raise TypeError("image is a %s; a SimpleITK.Image is expected." % type(image).__name__)
    if image.GetDimension() != 3:
        raise ValueError("image has %d dimensions; 3 are expected." % image.GetDimension())
    origin = numbers(image.GetOrigin(), "origin", [(3,)])
    direction = numbers(image.GetDirection(), "direction", [(9,)]).reshape(3, 3)
    if world == "RAS":
        origin, direction = flip(origin), flip(direction)
    array = _sitk().GetArrayFromImage(image)
    return from_numpy(array, origin, image.GetSpacing(), direction, name=name)


def to_sitk(image, name=None, world="RAS"):
    """Return a SimpleITK image with an array and the geometry of a vtkImageData.

    name   of the point array. None: the active scalars, or the only array.
    world  the frame that the vtkImageData is in, "RAS" or "LPS"

    The voxels are copied once, by SimpleITK.
    """
    check_frame(world)
    sitk = _sitk()
    array = point_array(image, name)
    origin, spacing, direction = get_geometry(image)
    if world == "RAS":
        origin, direction = flip(origin), flip(direction)
    result = sitk.GetImageFromArray(array, isVector=array.ndim == 4)
    result.SetOrigin([float(x) for x in origin])
    result.SetSpacing([float(x) for x in spacing])
    result.SetDirection([float(x) for x in direction.ravel()])
    return result
