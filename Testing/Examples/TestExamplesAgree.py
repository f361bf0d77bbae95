# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The examples in C++, Python and ParaView make the same data; the aorta is in the middle of the
straightened image, and what was marked there comes back to the places where it is bright."""

import os
import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

names = sys.argv[1:]
assert len(names) == 3, "three languages are compared, %d were given" % len(names)


def read(file_name):
    reader = vtkXMLImageDataReader() if file_name.endswith(".vti") else vtkXMLPolyDataReader()
    reader.SetFileName(file_name)
    reader.Update()
    return reader.GetOutput()


def arrays(attributes):
    return {
        attributes.GetArrayName(i): vtk_to_numpy(attributes.GetArray(i))
        for i in range(attributes.GetNumberOfArrays())
    }


def geometry(data):
    if data.IsA("vtkImageData"):
        matrix = data.GetDirectionMatrix()
        return {
            "extent": np.array(data.GetExtent()),
            "spacing": np.array(data.GetSpacing()),
            "origin": np.array(data.GetOrigin()),
            "direction": np.array([matrix.GetElement(i // 3, i % 3) for i in range(9)]),
        }
    return {
        "points": vtk_to_numpy(data.GetPoints().GetData()),
        "polygons": vtk_to_numpy(data.GetPolys().GetConnectivityArray()),
    }


def same(suffix):
    """What the first language has made, when the others have made the same."""
    first = read(names[0] + suffix)
    for name in names[1:]:
        other = read(name + suffix)
        for what, expected, found in (
            ("geometry", geometry(first), geometry(other)),
            ("point data", arrays(first.GetPointData()), arrays(other.GetPointData())),
            ("field data", arrays(first.GetFieldData()), arrays(other.GetFieldData())),
        ):
            assert set(found) == set(expected), "%s: %s is %s, not %s" % (
                name + suffix,
                what,
                sorted(found),
                sorted(expected),
            )
            for key in expected:
                equal = found[key].dtype == expected[key].dtype
                equal = equal and np.array_equal(found[key], expected[key])
                message = "%s: %s of the %s differ from those in %s"
                assert equal, message % (name + suffix, key, what, names[0] + suffix)
    return first


# Testing/Data/README.md: the curve is 327.5 mm long, and the image is 324.6 +- 173.2 along it.
image = same(".vti")
assert image.GetDimensions() == (81, 81, 437), image.GetDimensions()
values = arrays(image.GetPointData())["HU"].reshape(437, 81, 81)
along = values[:, 40, 40]
assert abs(along.mean() - 324.6) < 2, "mean along the curve is %g, not 324.6" % along.mean()
assert abs(along.std() - 173.2) < 2, "deviation along the curve is %g, not 173.2" % along.std()
print("mean and deviation along the curve: %.1f, %.1f" % (along.mean(), along.std()))

# The label is what is bright in the straightened image, so it must be in the CT that it came from.
label = same("-label.vti")
ct = read(os.environ["CURVEDREFORMAT_TEST_DATA"] + "/totalseg-aorta/ct_cropped.vti")
for key, expected in geometry(ct).items():
    found = geometry(label)[key]
    assert np.array_equal(found, expected), "%s of the label is %s, not %s" % (key, found, expected)
inside = arrays(label.GetPointData())["Label"] == 1
hounsfield = arrays(ct.GetPointData())["HU"][inside]
assert inside.sum() > 8000, "the label has %d voxels" % inside.sum()
bright = (hounsfield > 350).mean()
assert bright > 0.97, "%.1f %% of the label is bright in the CT" % (100 * bright)
print("%d voxels of the label, %.1f %% of them bright" % (inside.sum(), 100 * bright))

# The model bends back and straightens to where it was drawn: within 15 mm, from 80 to 170 mm, but
# for half a voxel, 0.375 mm, by which a surface lies outside the centres of its voxels.
model = same("-model.vtp")
straight = vtk_to_numpy(same("-straight.vtp").GetPoints().GetData())
low, high = np.array(label.GetBounds()[::2]), np.array(label.GetBounds()[1::2])
points = vtk_to_numpy(model.GetPoints().GetData())
assert ((points > low) & (points < high)).all(), "the model is not in the image"
distance = np.hypot(straight[:, 0], straight[:, 1]).max()
assert 14 < distance < 15.4, "the straightened model is up to %g from the curve" % distance
span = straight[:, 2].min(), straight[:, 2].max()
assert abs(span[0] - 80.1) < 0.5 and abs(span[1] - 169.9) < 0.5, "it goes from %g to %g" % span
print("%d points of the model, up to %.2f mm from the curve" % (len(points), distance))
