# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images of nibabel come in and go out with all voxels where nibabel says that they are."""

import os
import sys

try:
    import nibabel
except ImportError:
    print("nibabel is not installed")
    sys.exit(125)

import numpy as np
from curvedreformat import affine, from_nibabel, from_numpy, to_nibabel, to_numpy
from grids import DIRECTIONS, ORIGIN, SPACING, check_places, matrix_of, refused
from nibabel.affines import apply_affine

output = os.environ["CURVEDREFORMAT_TEST_OUTPUT"]
random = np.random.default_rng(7)
LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
values = random.integers(-1000, 1000, (5, 3, 4)).astype(np.int16)  # i, j, k

for name, direction in DIRECTIONS.items():
    matrix = matrix_of(direction)
    there = nibabel.Nifti1Image(values, matrix)
    for world, to_world in ("RAS", np.eye(4)), ("LPS", LPS):
        image = from_nibabel(there, world=world)
        check_places(image, values.transpose(2, 1, 0), to_world @ matrix, "%s, %s" % (name, world))
        back = to_nibabel(image, world=world)
        assert np.array_equal(np.asanyarray(back.dataobj), values) and back.get_data_dtype() == values.dtype
        assert np.abs(back.affine - matrix).max() < 1e-13 * abs(matrix).max(), "%s: %s" % (name, back.affine)
        again = from_nibabel(back, world=world)
        assert np.abs(affine(again) - affine(image)).max() < 1e-13 * abs(matrix).max()

    # through a file, whose affine has single precision; sform and qform both
    for form in "sform", "qform":
        for ending in ".nii", ".nii.gz":
            file_name = os.path.join(output, "nibabel" + ending)
            written = to_nibabel(from_nibabel(there))
            if form == "qform":
                written.header.set_sform(None, code=0)
                written = nibabel.Nifti1Image(np.asanyarray(written.dataobj), None, written.header)
            nibabel.save(written, file_name)
            read = nibabel.load(file_name)
            assert read.header.get_xyzt_units()[0] == "mm" and read.header["qform_code"] == 1
            image = from_nibabel(read)
            assert np.array_equal(to_numpy(image, axes="xyz"), values), "%s, %s%s" % (name, form, ending)
            voxels = np.array(list(np.ndindex(values.shape)))
            points = np.array([image.GetPoint(image.ComputePointId(tuple(v))) for v in voxels])
            error = np.abs(points - apply_affine(read.affine, voxels)).max()
            assert error < 1e-12 * abs(matrix).max(), "%s, %s%s: %g from nibabel's" % (name, form, ending, error)
            error = np.abs(points - apply_affine(matrix, voxels)).max()
            assert error < 1e-5, "%s, %s%s: %g from what was written" % (name, form, ending, error)

# Memory is shared with what nibabel makes from a file, and in between.
nibabel.save(nibabel.Nifti1Image(values, np.eye(4)), os.path.join(output, "shared.nii"))
for file_name in "shared.nii", "nibabel.nii.gz":
    from_nibabel(nibabel.load(os.path.join(output, file_name)), copy=False)
image = from_numpy(values.transpose(2, 1, 0).copy(), ORIGIN, SPACING, copy=False)
assert np.shares_memory(to_numpy(from_nibabel(to_nibabel(image), copy=False)), to_numpy(image))

# All types; scaled values; components; colours; time; units; a plane.
for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split():
    array = random.integers(0, 100, (2, 3, 4)).astype(kind)
    back = to_nibabel(from_nibabel(nibabel.Nifti1Image(array, np.eye(4), dtype=array.dtype)))
    nibabel.save(back, os.path.join(output, "type.nii"))
    found = to_numpy(from_nibabel(nibabel.load(os.path.join(output, "type.nii"))), axes="xyz")
    assert found.dtype == array.dtype and np.array_equal(found, array), "%s became %s" % (kind, found.dtype)
scaled = nibabel.Nifti1Image(values, np.eye(4))
scaled.header.set_slope_inter(0.25, -3)
nibabel.save(scaled, os.path.join(output, "scaled.nii"))
read = nibabel.load(os.path.join(output, "scaled.nii"))
assert np.array_equal(to_numpy(from_nibabel(read), axes="xyz"), read.get_fdata())
vectors = random.standard_normal((4, 3, 5, 3))
back = to_nibabel(from_numpy(vectors))
assert back.shape == (5, 3, 4, 1, 3) and back.header.get_intent()[0] == "vector"
assert np.array_equal(to_numpy(from_nibabel(back)), vectors)
colours = np.zeros((5, 3, 4), dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
colours["R"], colours["G"], colours["B"] = 1, 2, np.arange(4)
found = to_numpy(from_nibabel(nibabel.Nifti1Image(colours, np.eye(4))), axes="xyz")
assert found.shape == (5, 3, 4, 3) and (found[..., 0] == 1).all() and (found[..., 2] == np.arange(4)).all()
times = nibabel.Nifti1Image(np.stack([values, values + 1, values + 2], axis=-1), np.eye(4))
assert np.array_equal(to_numpy(from_nibabel(times, volume=1), axes="xyz"), values + 1)
assert np.array_equal(to_numpy(from_nibabel(times, volume=-1), axes="xyz"), values + 2)
refused(ValueError, ["3 volumes", "0 to 2"], from_nibabel, times)
refused(ValueError, "volume is 3", from_nibabel, times, volume=3)
for unit, millimetres in ("meter", 1000), ("micron", 0.001), ("mm", 1):
    header = nibabel.Nifti1Header()
    header.set_xyzt_units(unit)
    image = from_nibabel(nibabel.Nifti1Image(values, np.diag([2.0, 3, 4, 1]), header))
    assert np.allclose(image.GetSpacing(), np.array([2, 3, 4]) * millimetres, rtol=1e-14), unit
assert from_nibabel(nibabel.Nifti1Image(values[..., 0], np.eye(4))).GetDimensions() == (5, 3, 1)

# What is wrong is said.
shear = np.eye(4)
shear[0, 1] = 0.1
refused(ValueError, ["shear", "i and j", "84.29 degrees", "resample"], from_nibabel, nibabel.Nifti1Image(values, shear))
for wrong, sentence in ([1.0, 0, 1, 1], "column of zeros"), ([1.0, np.nan, 1, 1], "not finite"), ([1.0, 1, 1, 2], "row"):
    refused(ValueError, sentence, from_nibabel, nibabel.spatialimages.SpatialImage(values, np.diag(wrong)))
refused(ValueError, "no affine", from_nibabel, nibabel.spatialimages.SpatialImage(values, None))
refused(ValueError, 'world is \'ras\'', from_nibabel, there, world="ras")
refused(TypeError, "image is a ndarray", from_nibabel, values)
refused(TypeError, "complex64", from_nibabel, nibabel.Nifti1Image(values.astype(np.complex64), np.eye(4)))
refused(TypeError, "vtkImageData", to_nibabel, values)
print("nibabel agrees")
