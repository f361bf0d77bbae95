# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images from nibabel, and back. nibabel is imported when it is needed and not before.

nibabel's images are in RAS; ``world`` says which frame the VTK image is in.
"""

import numpy

from .arrays import DEFAULT_NAME, from_numpy, point_array
from .geometry import affine, check_frame, check_image, flip, numbers, split_affine

# nibabel does not apply a header's unit of length; lengths here are millimetres.
MILLIMETRES = {"meter": 1000.0, "mm": 1.0, "micron": 0.001}


def _colours_as_components(array):
    """Colours, which nibabel has as records of bytes, as one axis more."""
    if not array.dtype.fields:
        return array
    types = {field[0] for field in array.dtype.fields.values()}
    if len(types) != 1:
        raise TypeError("The image's values are records of several types, %s; numbers are expected." % array.dtype)
    return array.view(numpy.dtype((types.pop(), (len(array.dtype.fields),))))


def from_nibabel(image, world="RAS", volume=None, name=DEFAULT_NAME, copy=None):
    """Return a vtkImageData with the voxels and the geometry of a nibabel image.

    world   the frame of the result, "RAS" or "LPS". Voxels stay in their order; origin and
            direction change.
    volume  which one, of an image with time (a fourth axis). The fifth axis of NIfTI, and colours,
            become components.
    name    of the point array
    copy    as that of from_numpy(). The values are those of ``image.dataobj``: of the type that the
            file has, scaled where it says so. Reading a file makes an array, which then is shared
            where it is in nibabel's usual order; compressed or not.

    An affine with a shear is refused: vtkImageData has right angles.
    """
    check_frame(world)
    if not hasattr(image, "dataobj") or not hasattr(image, "affine"):
        raise TypeError("image is a %s; an image of nibabel is expected." % type(image).__name__)
    if image.affine is None:
        raise ValueError("The image has no affine, so that it is unknown where it is.")
    matrix = numbers(image.affine, "affine", [(4, 4)])
    header = getattr(image, "header", None)
    unit = header.get_xyzt_units()[0] if hasattr(header, "get_xyzt_units") else "unknown"
    matrix[:3] *= MILLIMETRES.get(unit, 1.0)
    if world == "LPS":
        matrix = flip(matrix)
    origin, spacing, direction = split_affine(matrix)

    array = numpy.asanyarray(image.dataobj)
    if not 2 <= array.ndim <= 5:
        raise ValueError("The image has %d axes; 3 are expected, or 4 with time, or 5 with components." % array.ndim)
    array = array.reshape(array.shape + (1,) * (4 - array.ndim), order="A")
    times = array.shape[3]
    if volume is None and times > 1:
        raise ValueError("The image has %d volumes; say with volume which one, 0 to %d." % (times, times - 1))
    if volume is not None and (not hasattr(volume, "__index__") or not -times <= volume < times):
        raise ValueError("volume is %r; 0 to %d is expected." % (volume, times - 1))
    array = _colours_as_components(array[:, :, :, volume or 0])
    return from_numpy(array, origin, spacing, direction, axes="xyz", name=name, copy=copy)


def to_nibabel(image, name=None, world="RAS"):
    """Return a nibabel.Nifti1Image with an array and the geometry of a vtkImageData.

    name   of the point array. None: the active scalars, or the only array.
    world  the frame that the vtkImageData is in, "RAS" or "LPS"

    The voxels are a view of the image's memory; saving converts nothing. Components become the fifth
    axis, as NIfTI has it for vectors. sform and qform are both set (code 1, scanner), the unit is mm.
    """
    check_frame(world)
    try:
        import nibabel
    except ImportError as error:
        raise ImportError("nibabel is not installed in this Python (%s)." % error) from error
    array = point_array(check_image(image), name, "xyz")
    matrix = affine(image)
    if world == "LPS":
        matrix = flip(matrix)
    is_vector = array.ndim == 4
    if is_vector:
        array = array[:, :, :, numpy.newaxis, :]
    result = nibabel.Nifti1Image(array, matrix, dtype=array.dtype)
    # In the header alone: the image's own set_qform() would round its affine to single precision.
    result.header.set_qform(matrix, code=1)
    result.header.set_sform(matrix, code=1)
    result.header.set_xyzt_units("mm")
    if is_vector:
        result.header.set_intent("vector")
    return result
