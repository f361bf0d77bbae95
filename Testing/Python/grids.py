# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the tests of the package's functions share: geometries, their closed form, refusals."""

import numpy as np

ORIGIN = np.array([-31.25, 12.5, 7.0])
SPACING = np.array([0.3, 0.7, 1.9])


def rotation(axis, degrees):
    """Rodrigues' formula."""
    x, y, z = np.array(axis, dtype=float) / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


DIRECTIONS = {
    "identity": np.eye(3),
    "flipped": np.diag([-1.0, -1.0, 1.0]),
    "permuted": np.array([[0.0, 0, 1], [0, 1, 0], [1, 0, 0]]),  # an odd permutation
    "oblique": rotation([1, 2, -0.5], 37),
    "oblique, left-handed": rotation([-2, 1, 3], 113) @ np.diag([1.0, -1.0, 1.0]),
}
assert abs(np.linalg.det(DIRECTIONS["permuted"]) + 1) < 1e-12


def matrix_of(direction, origin=ORIGIN, spacing=SPACING):
    """The 4 x 4 matrix from i, j, k to the world: x = origin + direction (i dx, j dy, k dz)."""
    matrix = np.eye(4)
    for column in range(3):
        matrix[:3, column] = np.asarray(direction)[:, column] * spacing[column]
    matrix[:3, 3] = origin
    return matrix


def check_places(image, array, matrix, what):
    """Every voxel of the image is where the matrix says, with the value of array[k, j, i]. By VTK's
    own points and tuples, which know nothing of NumPy."""
    values = image.GetPointData().GetScalars()
    array = array.reshape(array.shape[:3] + (-1,))
    assert image.GetNumberOfPoints() == values.GetNumberOfTuples() == array[..., 0].size, what
    extent = image.GetExtent()
    scale = np.abs(matrix).max()
    for k in range(array.shape[0]):
        for j in range(array.shape[1]):
            for i in range(array.shape[2]):
                at = image.ComputePointId((extent[0] + i, extent[2] + j, extent[4] + k))
                expected = matrix @ (i, j, k, 1)
                found = image.GetPoint(at)
                error = np.abs(expected[:3] - found).max()
                assert error < 1e-12 * scale, "%s: voxel %d %d %d is at %s, not %s" % (
                    what, i, j, k, found, expected[:3])
                for c in range(array.shape[3]):
                    assert values.GetComponent(at, c) == float(array[k, j, i, c]), (
                        "%s: voxel %d %d %d is %s, not %s" % (
                            what, i, j, k, values.GetTuple(at), array[k, j, i]))


def refused(kind, parts, function, *arguments, **options):
    """The call raises this exception, in one sentence or two that have all the parts."""
    try:
        function(*arguments, **options)
    except kind as error:
        text = str(error)
        for part in [parts] if isinstance(parts, str) else parts:
            assert part in text, "%r is not in: %s" % (part, text)
        assert text.endswith(".") and "\n" not in text and "0x" not in text, "not a sentence: %r" % text
        return
    raise AssertionError("%s%s was not refused" % (function.__name__, (arguments, options)))
