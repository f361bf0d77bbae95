# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The examples in C++, Python and ParaView make the same image, and the aorta is in its middle."""

import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLImageDataReader

images = []
for file_name in sys.argv[1:]:
    reader = vtkXMLImageDataReader()
    reader.SetFileName(file_name)
    reader.Update()
    images.append(reader.GetOutput())
assert len(images) == 3, "three files are compared, %d were given" % len(images)


def arrays(attributes):
    return {
        attributes.GetArrayName(i): vtk_to_numpy(attributes.GetArray(i))
        for i in range(attributes.GetNumberOfArrays())
    }


first = images[0]
for file_name, image in zip(sys.argv[1:], images):
    for what in "GetDimensions", "GetSpacing", "GetOrigin":
        expected, found = getattr(first, what)(), getattr(image, what)()
        assert found == expected, "%s: %s is %s, not %s" % (file_name, what, found, expected)
    for expected, found in (
        (arrays(first.GetPointData()), arrays(image.GetPointData())),
        (arrays(first.GetFieldData()), arrays(image.GetFieldData())),
    ):
        assert set(found) == set(expected), "%s: arrays %s, not %s" % (
            file_name,
            sorted(found),
            sorted(expected),
        )
        for name in expected:
            same = np.array_equal(found[name], expected[name])
            assert same, "%s: values of %s differ from those in %s" % (file_name, name, sys.argv[1])

# Testing/Data/README.md: the curve is 327.5 mm long, and the image is 324.6 +- 173.2 along it.
assert first.GetDimensions() == (81, 81, 437), first.GetDimensions()
values = arrays(first.GetPointData())["HU"].reshape(437, 81, 81)
along = values[:, 40, 40]
assert abs(along.mean() - 324.6) < 2, "mean along the curve is %g, not 324.6" % along.mean()
assert abs(along.std() - 173.2) < 2, "deviation along the curve is %g, not 173.2" % along.std()
print("mean and deviation along the curve: %.1f, %.1f" % (along.mean(), along.std()))
