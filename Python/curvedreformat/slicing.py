# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The slices of a straightened image, each with its place in the world."""

from collections import namedtuple

import numpy
from vtkmodules.util import numpy_support

from .arrays import point_array
from .geometry import affine, check_image, get_geometry


class Slice(namedtuple("Slice", "array matrix arc_length")):
    """One slice of a straightened image.

    array          array[j, i] or array[j, i, component], a view of the image's memory
    matrix         4 x 4: matrix @ (x, y, 0, 1) is in the world where (x, y) is in the slice, in the
                   coordinates of the straightened image, which are lengths from the curve. Its
                   columns are the slice's axes x and y, the tangent, and the point of the curve.
    arc_length     of that point, in world units
    pixel_matrix   4 x 4: pixel_matrix @ (i, j, 0, 1) is where the pixel array[j, i] is in the world
    """

    def __new__(cls, array, matrix, arc_length, pixel_matrix):
        self = super().__new__(cls, array, matrix, arc_length)
        self.pixel_matrix = pixel_matrix
        return self


def _field(image, name, components):
    values = image.GetFieldData().GetArray(name)
    if values is None:
        raise ValueError("The image has no field array %s; a straightened image is expected." % name)
    if values.GetNumberOfComponents() != components or values.GetNumberOfTuples() == 0:
        raise ValueError(
            "The field array %s has %d values of %d components; at least one of %d is expected."
            % (name, values.GetNumberOfTuples(), values.GetNumberOfComponents(), components)
        )
    return numpy.array(numpy_support.vtk_to_numpy(values), dtype=float)


def _is_cross_section(image, matrix):
    """Whether an image of one slice is one of vtkCurveCrossSection, which stands where it is in the world."""
    _, spacing, direction = get_geometry(image)
    if image.GetDimensions()[2] != 1 or abs(direction - matrix[:3, :3]).max() > 1e-6:
        return False
    middle = affine(image) @ (*((n - 1) / 2 for n in image.GetDimensions()), 1)
    return not numpy.array_equal(direction, numpy.eye(3)) or (
        abs(middle - matrix[:, 3]).max() < 1e-3 * spacing.min())


def slices(straightened, name=None):
    """Return an iterator over the slices of a straightened image, from the first that it has.

    name  of the point array. None: the active scalars, or the only array.

    Each is a Slice, and a tuple (array, matrix, arc_length). Images of the mode straightened have
    such slices, a part of one has those of its part, and an image of vtkCurveCrossSection has one.
    """
    array = point_array(check_image(straightened, "straightened"), name)
    matrices = _field(straightened, "SliceToWorld", 16).reshape(-1, 4, 4)
    lengths = _field(straightened, "ArcLength", 1)
    if len(matrices) != len(lengths):
        raise ValueError("The image has %d matrices, but %d arc lengths." % (len(matrices), len(lengths)))
    modes = straightened.GetFieldData().GetAbstractArray("ReformatMode")
    if modes and modes.GetNumberOfValues() and modes.GetValue(0) != "Straightened":
        raise ValueError(
            "The image was made in the mode %s, whose slices are not across the curve; a straightened image is"
            " expected." % modes.GetValue(0)
        )
    origin, spacing, direction = get_geometry(straightened)
    count = array.shape[0]
    if len(matrices) == 1 and _is_cross_section(straightened, matrices[0]):
        return iter([Slice(array[0], matrices[0], float(lengths[0]), affine(straightened))])
    if not numpy.array_equal(direction, numpy.eye(3)):
        raise ValueError("The image has a direction matrix, so that it stands in the world; a straightened one has none.")
    # By its arc length, and not by its number: that is right for any part of the image.
    places = origin[2] + spacing[2] * numpy.arange(count)
    after = numpy.clip(numpy.searchsorted(lengths, places), 1, max(len(lengths) - 1, 1))
    before = after - 1
    after = numpy.minimum(after, len(lengths) - 1)
    numbers = numpy.where(abs(lengths[before] - places) <= abs(lengths[after] - places), before, after)
    wrong = numpy.flatnonzero(abs(lengths[numbers] - places) > 1e-3 * spacing[2])
    if wrong.size:
        raise ValueError(
            "Slice %d of the image is at z = %g, but there is no matrix of a slice with this arc length; give an image"
            " that was neither moved nor sampled anew." % (wrong[0], places[wrong[0]])
        )
    to_slice = numpy.diag([spacing[0], spacing[1], 1.0, 1.0])
    to_slice[:2, 3] = origin[:2]
    return (Slice(array[k], matrices[n], float(lengths[n]), matrices[n] @ to_slice) for k, n in enumerate(numbers))
