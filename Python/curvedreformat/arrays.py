# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images from NumPy's arrays, and back.

VTK's order in memory is that of a C-contiguous array[k, j, i] or array[k, j, i, component], the one
that SimpleITK has, too: ``axes="zyx"``. ``axes="xyz"`` is array[i, j, k], as nibabel has it; that is
the same memory where the array is in Fortran order.

Where types and order allow, memory is shared and not copied; ``copy`` says whether it may be:

    None   share where possible, else copy (the default)
    False  share, and refuse with a ValueError where that is not possible
    True   copy always

``numpy.shares_memory(array, to_numpy(image))`` tells afterwards. Shared memory lives as long as any
image or array that uses it.
"""

import numpy
from vtkmodules.util import numpy_support
from vtkmodules.vtkCommonCore import VTK_BIT, VTK_UNSIGNED_CHAR, vtkDataArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from .geometry import check_geometry, check_image, set_geometry, text

AXES = ("zyx", "xyz")
DEFAULT_NAME = "Values"
MASK_NAME = "vtkValidPointMask"  # of the filters; nobody means it who names no array


def check_axes(axes):
    if axes not in AXES:
        raise ValueError('axes is %r; "zyx" (array[k, j, i]) or "xyz" (array[i, j, k]) is expected.' % (axes,))
    return axes


def _check_array(array, what="array"):
    """Return the array as a plain one of a type that VTK has, or say why there is none."""
    if isinstance(array, numpy.ma.MaskedArray):
        raise TypeError("%s is masked, and images have no masked values; give %s.filled(value)." % (what, what))
    if not isinstance(array, numpy.ndarray) and not hasattr(array, "__array__"):
        raise TypeError("%s is a %s; a numpy.ndarray is expected." % (what, type(array).__name__))
    array = numpy.asarray(array)
    kind, size = array.dtype.kind, array.dtype.itemsize
    if not (kind in "iu" and size in (1, 2, 4, 8)) and not (kind == "f" and size in (4, 8)):
        hints = {
            "b": "give %s.astype(numpy.uint8)" % what,
            "c": "give its real and its imaginary part, or its modulus",
            "f": "give %s.astype(%s)" % (what, "numpy.float32" if size < 4 else "numpy.float64"),
        }
        raise TypeError(
            "%s is of the type %s, which images cannot hold; %s. Integers of 8 to 64 bits, float32 and float64 are"
            " expected." % (what, array.dtype, hints.get(kind, "convert it to one of numbers"))
        )
    if array.size == 0:
        raise ValueError("%s is empty: its shape is %s." % (what, array.shape))
    return array


def _make_array(voxels, name, copy):
    """A VTK array of voxels[k, j, i, component]."""
    if copy not in (None, True, False):
        raise ValueError("copy is %r; None, True or False is expected." % (copy,))
    native = numpy.dtype("%s%d" % (voxels.dtype.kind, voxels.dtype.itemsize))
    reasons = [
        reason
        for is_so, reason in (
            (voxels.dtype != native, "its bytes are in the order of another machine"),
            (not voxels.flags.c_contiguous, "its memory is in another order than i, j, k with components together"),
            (not voxels.flags.aligned, "its memory is not aligned"),
            (not voxels.flags.writeable, "it is read-only, and VTK's arrays are not"),
        )
        if is_so
    ]
    if reasons and copy is False:
        raise ValueError("array cannot be shared: %s. Give copy=None to copy it." % ", and ".join(reasons))
    values = vtkDataArray.CreateDataArray(numpy_support.get_vtk_array_type(native))
    values.SetName(text(name, "name"))
    values.SetNumberOfComponents(voxels.shape[3])
    if copy or reasons:
        # Into memory of VTK's own, in one go.
        values.SetNumberOfTuples(voxels.size // voxels.shape[3])
        numpy_support.vtk_to_numpy(values).reshape(voxels.shape)[...] = voxels
        return values
    flat = voxels.reshape(-1)
    values.SetVoidArray(flat, flat.size, 1)  # 1: VTK does not free it
    # The observer lives exactly as long as the VTK array, wherever that goes, and the memory with it.
    # (An attribute of the Python object would stay until VTK looks for such leftovers.)
    values.AddObserver("DeleteEvent", lambda *_, memory=flat: None)
    return values


def _by_index(array, axes, components):
    """A view of array[k, j, i] or array[i, j, k] as voxels[k, j, i, component]."""
    voxels = array if components else array[..., numpy.newaxis]
    return voxels if axes == "zyx" else voxels.transpose(2, 1, 0, 3)


def _letters(axes):
    return "[%s]" % ", ".join({"x": "i", "y": "j", "z": "k"}[a] for a in axes)


def from_numpy(
    array,
    origin=(0.0, 0.0, 0.0),
    spacing=(1.0, 1.0, 1.0),
    direction=None,
    axes="zyx",
    name=DEFAULT_NAME,
    copy=None,
):
    """Return a vtkImageData with the values of an array of three axes, or of four with components last.

    origin     world point (x, y, z) of the voxel i = j = k = 0
    spacing    distance of voxels along i, j and k (whatever ``axes`` is), or one number for all
    direction  3 x 3; its columns are the unit vectors along which i, j and k run. Left-handed ones
               are fine, shears are not. None: along the world's axes.
    axes       "zyx" for array[k, j, i], "xyz" for array[i, j, k]
    name       of the point array
    copy       None: share the memory where possible; False: or refuse; True: never

    A TypeError or ValueError says what was expected.
    """
    check_axes(axes)
    geometry = check_geometry(origin, spacing, direction)
    array = _check_array(array)
    if array.ndim not in (3, 4):
        raise ValueError(
            "array has the shape %s; three axes %s, or four with components last, are expected%s."
            % (array.shape, _letters(axes), ", and like() puts one slice into an image" if array.ndim == 2 else "")
        )
    voxels = _by_index(array, axes, array.ndim == 4)
    image = vtkImageData()
    image.SetDimensions(*voxels.shape[2::-1])
    set_geometry(image, *geometry)
    image.GetPointData().SetScalars(_make_array(voxels, name, copy))
    return image


def find_array(image, name=None):
    """Return an array of an image, and whether it is one of cells.

    Without a name that is the active scalars, or the only point array, or the only cell array.
    """
    names = []
    for is_cell, data in enumerate((image.GetPointData(), image.GetCellData())):
        arrays = [data.GetArray(i) for i in range(data.GetNumberOfArrays())]
        arrays = [a for a in arrays if a is not None]  # None: of strings
        found = data.GetArray(name) if name is not None else data.GetScalars()
        if found is None and name is None:
            others = [a for a in arrays if a.GetName() != MASK_NAME]
            found = others[0] if len(others) == 1 and not names else None
        if found is not None:
            elements = image.GetNumberOfCells() if is_cell else image.GetNumberOfPoints()
            if found.GetNumberOfTuples() != elements:
                raise ValueError(
                    "The array %s of the image has %d values, but the image has %d %s."
                    % (found.GetName(), found.GetNumberOfTuples(), elements, "cells" if is_cell else "points")
                )
            return found, bool(is_cell)
        names += [a.GetName() or "(without a name)" for a in arrays]
    if not names:
        raise ValueError("The image has no array.")
    if name is None:
        raise ValueError("The image has several arrays, and none is active; name one of them: %s." % ", ".join(names))
    raise ValueError("The image has no array %s; it has %s." % (name, ", ".join(names)))


def to_numpy(image, name=None, axes="zyx", copy=None):
    """Return an array of an image as array[k, j, i] or, with more than one component, array[k, j, i, component].

    name  of a point or cell array. None: the active scalars, or the only array.
    axes  "zyx" for array[k, j, i], "xyz" for array[i, j, k]
    copy  None: the array is a view of the image's memory, so that what is written into it is
          written into the image (then call its Modified()), unless VTK's array is of an unusual
          kind; False: or refuse; True: a copy

    A view keeps the memory alive; resize no VTK array that has one.
    """
    check_axes(axes)
    values, is_cell = find_array(check_image(image), name)
    usual = values.HasStandardMemoryLayout() and values.GetDataType() != VTK_BIT
    if not usual:
        if copy is False:
            raise ValueError(
                "The array %s of the image is a %s, whose memory cannot be shared; give copy=None to copy it."
                % (values.GetName(), values.GetClassName())
            )
        is_bits = values.GetDataType() == VTK_BIT
        plain = vtkDataArray.CreateDataArray(VTK_UNSIGNED_CHAR if is_bits else values.GetDataType())
        plain.DeepCopy(values)
        values = plain
    shape = [max(n - 1, 1) if is_cell else n for n in image.GetDimensions()[::-1]]
    components = values.GetNumberOfComponents()
    if components > 1:
        shape.append(components)
    array = numpy_support.vtk_to_numpy(values).reshape(shape)
    if axes == "xyz":
        array = array.transpose(2, 1, 0, *range(3, array.ndim))
    return array.copy(order="K") if copy and usual else array


def point_array(image, name, axes="zyx"):
    """An array of the image's points; those of cells are not where the geometry says."""
    array = to_numpy(image, name, axes)
    sizes = array.shape[:3] if axes == "xyz" else array.shape[2::-1]
    if sizes != image.GetDimensions():
        raise ValueError(
            "The array is one of cells, which lie between the points; make a point array of it with"
            " vtkCellDataToPointData."
        )
    return array


def _slice_axis(axis, axes):
    """The number of the axis in arrays [k, j, i], from a letter or from its number in ``axes``."""
    if isinstance(axis, str) and axis in ("x", "y", "z"):
        return "zyx".index(axis)
    if not isinstance(axis, (bool, str)) and axis in (0, 1, 2):
        return "zyx".index(axes[int(axis)])
    raise ValueError(
        'axis is %r; "x", "y" or "z" (across i, j or k), or its number in the array, 0 to 2, is expected.' % (axis,)
    )


def like(image, array, axis=None, index=None, axes="zyx", name=DEFAULT_NAME, copy=None):
    """Return a vtkImageData with the geometry of an image and the values of another array.

    The array has the shape of ``to_numpy(image, axes=axes)``, or one axis more, with components. Or
    it is one slice: ``to_numpy(image).take(index, axis)``, and what was made of it. It then lies
    where this slice is: the result is as thick as one voxel.

    axis   of a slice: its number in the array, as numpy.take() has it, or "x", "y" or "z", across
           which the slice is (with axes="zyx" "x" is 2)
    index  of a slice, along that axis; negative ones count from the end

    ``axes``, ``name`` and ``copy`` are those of from_numpy(). The field data come along, so that a
    label drawn on a straightened image can be bent back.
    """
    check_axes(axes)
    dimensions = check_image(image).GetDimensions()
    shape = dimensions[::-1] if axes == "zyx" else dimensions
    array = _check_array(array)
    extent = list(image.GetExtent())
    if axis is None:
        if index is not None:
            raise ValueError("index is %r, but axis is not given; both say which slice it is." % (index,))
        if array.shape[:3] != shape or array.ndim > 4:
            hint = ""
            if array.ndim == 2:
                hint = " For a slice give axis and index."
            elif array.shape[:3] == shape[::-1]:
                hint = ' Give axes="%s" where that is meant.' % axes[::-1]
            raise ValueError(
                "array has the shape %s, but the image has %s %s.%s" % (array.shape, shape, _letters(axes), hint)
            )
        voxels = _by_index(array, axes, array.ndim == 4)
    else:
        across = _slice_axis(axis, axes)  # in [k, j, i]
        place = across if axes == "zyx" else 2 - across  # in the array
        count = shape[place]
        if isinstance(index, bool) or not hasattr(index, "__index__"):
            raise ValueError("index is %r; the number of the slice, 0 to %d, is expected." % (index, count - 1))
        number = index.__index__()
        if not -count <= number < count:
            raise ValueError("index is %d, but the image has %d slices along %s." % (number, count, axes[place]))
        number %= count
        rest = shape[:place] + shape[place + 1 :]
        if array.shape[:2] != rest or array.ndim not in (2, 3):
            hint = " Give its transpose, array.T, where that is meant." if array.shape == rest[::-1] else ""
            raise ValueError(
                "array has the shape %s, but slices across %s have %s %s.%s"
                % (array.shape, axes[place], rest, _letters(axes.replace(axes[place], "")), hint)
            )
        voxels = _by_index(numpy.expand_dims(array, place), axes, array.ndim == 3)
        first = 2 * (2 - across)
        extent[first] += number
        extent[first + 1] = extent[first]
    result = vtkImageData()
    result.SetExtent(*extent)
    result.SetOrigin(*image.GetOrigin())
    result.SetSpacing(*image.GetSpacing())
    result.SetDirectionMatrix(image.GetDirectionMatrix())
    result.GetPointData().SetScalars(_make_array(voxels, name, copy))
    result.GetFieldData().ShallowCopy(image.GetFieldData())
    return result
