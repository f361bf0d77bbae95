# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Where the voxels of an image are: origin, spacing and direction, and the affine matrix that they
make. Numbers of a point are always in the order x, y, z, those of a voxel i, j, k.

Medical programs use two frames, which differ in the signs of x and y: RAS (NIfTI, nibabel, Slicer's
scene) and LPS (DICOM, ITK, SimpleITK). VTK's images do not say which one their world is in, so that
functions that cross to other programs have a parameter ``world`` for it, with RAS as default.
"""

import numpy

FRAMES = ("RAS", "LPS")

# The cosine of the angle between two axes, and the error of an axis' length, up to which a matrix
# is taken for orthonormal. Files round to 6 digits; a real shear is far larger.
TOLERANCE = 1e-4


def check_image(image, what="image"):
    """Return the image when it is one, with at least one voxel."""
    if not hasattr(image, "IsA") or not image.IsA("vtkImageData"):
        raise TypeError("%s is a %s; a vtkImageData is expected." % (what, type(image).__name__))
    if min(image.GetDimensions()) < 1:
        raise ValueError("%s is empty: its dimensions are %s x %s x %s." % (what, *image.GetDimensions()))
    return image


def check_frame(world, what="world"):
    """Return "RAS" or "LPS"."""
    if world not in FRAMES:
        raise ValueError('%s is %r; "RAS" or "LPS" is expected.' % (what, world))
    return world


def flip(matrix):
    """From RAS to LPS or back: the rows of x and y change their signs."""
    matrix = numpy.array(matrix, dtype=float)
    matrix[:2] *= -1
    matrix += 0.0  # no negative zeros
    return matrix


def numbers(values, what, shapes):
    """The values as an array of finite doubles of one of the shapes; the first says what is expected."""
    try:
        array = numpy.array(values, dtype=float)
    except (TypeError, ValueError):
        array = None
    except OverflowError:
        raise ValueError("%s has a number beyond 1.8e308; give a smaller one." % what) from None
    if array is None or array.shape not in shapes:
        found = "of the shape %s" % (array.shape,) if array is not None else "%r" % (values,)
        expected = " x ".join(str(n) for n in shapes[0]) + " numbers are" if shapes[0] else "a number is"
        raise ValueError("%s is %s; %s expected." % (what, found, expected))
    if not numpy.isfinite(array).all():
        raise ValueError("%s has a value that is not finite: %s." % (what, array.tolist()))
    return array


def number(value, what):
    """The value as a finite double."""
    return float(numbers(value, what, [()]))


def whole_number(value, what):
    """The value as an int that VTK takes."""
    value = number(value, what)
    if value != int(value) or abs(value) >= 1 << 31:
        raise ValueError("%s is %.17g; a whole number below 2147483648 is expected." % (what, value))
    return int(value)


def text(value, what):
    """The value, which has to be a str."""
    if not isinstance(value, str):
        raise TypeError("%s is %r; a str is expected." % (what, value))
    return value


def check_geometry(origin, spacing, direction):
    """Return origin (3), spacing (3) and direction (3 x 3) as arrays; direction None is the identity."""
    origin = numbers(origin, "origin", [(3,)])
    spacing = numpy.broadcast_to(numbers(spacing, "spacing", [(3,), ()]), 3)
    if (spacing <= 0).any():
        raise ValueError(
            "spacing is %s; it has to be positive, and axes that run backwards belong into direction."
            % spacing.tolist()
        )
    if direction is None:
        return origin, spacing, numpy.eye(3)
    direction = numbers(direction, "direction", [(3, 3), (9,)]).reshape(3, 3)
    lengths = numpy.linalg.norm(direction, axis=0)
    if (abs(lengths - 1) > TOLERANCE).any():
        raise ValueError(
            "direction has columns of the lengths %s; axes have the length 1, and spacing says how far voxels are"
            " apart." % lengths.tolist()
        )
    check_angles(direction, "direction")
    return origin, spacing, direction


def check_angles(axes, what):
    """Refuse unit axes (columns) that are not at right angles to each other."""
    products = axes.T @ axes
    for a, b in (0, 1), (0, 2), (1, 2):
        if abs(products[a, b]) > TOLERANCE:
            degrees = numpy.degrees(numpy.arccos(numpy.clip(products[a, b], -1, 1)))
            raise ValueError(
                "%s has a shear: its axes %s and %s are at %.4g degrees, and images have right angles;"
                " resample the image onto a grid without shear." % (what, "ijk"[a], "ijk"[b], degrees)
            )


def split_affine(matrix, what="affine"):
    """Return origin, spacing and direction of a 4 x 4 matrix from voxels to the world."""
    matrix = numbers(matrix, what, [(4, 4)])
    if not (matrix[3] == (0, 0, 0, 1)).all():
        raise ValueError("%s has the last row %s; 0 0 0 1 is expected." % (what, matrix[3].tolist()))
    spacing = numpy.linalg.norm(matrix[:3, :3], axis=0)
    if (spacing <= 0).any():
        raise ValueError("%s has a column of zeros: %s." % (what, matrix.tolist()))
    direction = matrix[:3, :3] / spacing
    check_angles(direction, what)
    return matrix[:3, 3], spacing, direction


def set_geometry(image, origin, spacing, direction):
    image.SetOrigin(*origin)
    image.SetSpacing(*spacing)
    image.SetDirectionMatrix([float(d) for d in numpy.ravel(direction)])


def get_geometry(image):
    """Return origin (of the first voxel of the extent), spacing and direction of an image."""
    matrix = image.GetDirectionMatrix()
    direction = numpy.array([[matrix.GetElement(r, c) for c in range(3)] for r in range(3)])
    spacing = numpy.array(image.GetSpacing())
    first = numpy.array(image.GetExtent()[::2])
    origin = numpy.array(image.GetOrigin())
    if first.any():
        origin = origin + direction @ (spacing * first)
    return origin, spacing, direction


def affine(image):
    """The 4 x 4 matrix from voxels of an image to the world.

    ``affine(image) @ (i, j, k, 1)`` is the world point of ``to_numpy(image)[k, j, i]``: voxels are
    counted from the first one that the image has, also where its extent does not begin with 0.
    """
    origin, spacing, direction = get_geometry(check_image(image))
    matrix = numpy.eye(4)
    matrix[:3, :3] = direction * spacing
    matrix[:3, 3] = origin
    return matrix
