# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A DICOM series through ParaView: opened by its folder and by a file of it, chosen among two, in an
error and after it. The files are written here, byte by byte."""

import os
import shutil
import struct
import sys

import numpy as np
from curvedreformat import vtkOrientedDICOMReader
from paraview import servermanager
from paraview.simple import CurvedPlanarReformat, OpenDataFile, OrientedDICOMReader, PolyLineSource
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger

output = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "dicom-paraview")
shutil.rmtree(output, ignore_errors=True)


def element(group, number, kind, value):
    if isinstance(value, int):
        value = struct.pack("<H", value)
    elif isinstance(value, str):
        value = value.encode()
    value += (b"\0" if kind in ("UI", "OW", "OB") else b" ") * (len(value) % 2)
    head = struct.pack("<HH2s", group, number, kind.encode())
    size = struct.pack("<HI", 0, len(value)) if kind in ("OB", "OW") else struct.pack("<H", len(value))
    return head + size + value


def write(name, series, position, orientation, spacing, values):
    """A slice of CT, explicit little-endian; values has rows of columns, without the offset -1000."""
    storage = "1.2.840.10008.5.1.4.1.1.2"
    meta = element(2, 1, "OB", b"\0\1") + element(2, 2, "UI", storage)
    meta += element(2, 3, "UI", "1.2.3.1") + element(2, 0x10, "UI", "1.2.840.10008.1.2.1")
    numbers = lambda values: "\\".join(repr(float(v)) for v in values)
    data = b"".join([
        element(8, 0x16, "UI", storage),
        element(8, 0x18, "UI", series + "." + str(abs(hash(name)) % 10**6)),
        element(0x10, 0x10, "PN", "Secret^Name"),
        element(0x20, 0xE, "UI", series),
        element(0x20, 0x32, "DS", numbers(position)),
        element(0x20, 0x37, "DS", numbers(orientation)),
        element(0x28, 2, "US", 1),
        element(0x28, 4, "CS", "MONOCHROME2"),
        element(0x28, 0x10, "US", values.shape[0]),
        element(0x28, 0x11, "US", values.shape[1]),
        element(0x28, 0x30, "DS", numbers(spacing[1::-1])),
        element(0x28, 0x100, "US", 16),
        element(0x28, 0x101, "US", 16),
        element(0x28, 0x102, "US", 15),
        element(0x28, 0x103, "US", 0),
        element(0x28, 0x1052, "DS", "-1000"),
        element(0x28, 0x1053, "DS", "1"),
        element(0x7FE0, 0x10, "OW", values.astype("<u2").tobytes()),
    ])
    with open(name, "wb") as file:
        file.write(bytes(128) + b"DICM" + element(2, 0, "UL", struct.pack("<I", len(meta))) + meta + data)


random = np.random.default_rng(5)
values = random.integers(0, 2000, (9, 8, 10))  # k, j, i
spacing = np.array([0.5, 0.75, 2.0])
origin = np.array([20.0, -30.0, 40.0])
axes = np.array([[0, 1, 0], [0, 0, -1], [-1, 0, 0]], float)  # sagittal: of i, j, k, in LPS
assert np.allclose(np.cross(axes[0], axes[1]), axes[2])


def write_series(folder, series="1.2.3", slices=range(9)):
    os.makedirs(folder, exist_ok=True)
    for k in slices:
        write(os.path.join(folder, f"{(k * 5) % 9}{series}"), series, origin + axes[2] * spacing[2] * k,
              np.ravel(axes[:2]), spacing, values[k])


def check_image(reader, frame):
    reader.UpdatePipeline()
    image = servermanager.Fetch(reader)
    assert image.GetDimensions() == (10, 8, 9), image.GetDimensions()
    assert np.array_equal(vtk_to_numpy(image.GetPointData().GetScalars()).reshape(9, 8, 10), values - 1000)
    for i, j, k in np.ndindex(10, 8, 9):
        expected = frame * (origin + np.array([i, j, k]) * spacing @ axes)
        got = np.zeros(3)
        image.TransformIndexToPhysicalPoint(i, j, k, got)
        assert np.abs(got - expected).max() < 1e-12, (got, expected)
    assert image.GetFieldData().GetNumberOfArrays() == 0


ras = np.array([-1.0, -1.0, 1.0])
one = os.path.join(output, "one")
write_series(one)
if not vtkOrientedDICOMReader().CanReadFile(one):
    print("built without ITK")
    sys.exit(125)
reader = OpenDataFile(one)
assert reader.GetXMLName() == "OrientedDICOMReader", reader.GetXMLName()
check_image(reader, ras)
reader.WorldFrame = "LPS"
check_image(reader, np.ones(3))
reader = OpenDataFile(os.path.join(one, sorted(os.listdir(one))[3]))  # without an extension
assert reader.GetXMLName() == "OrientedDICOMReader", reader.GetXMLName()
check_image(reader, ras)

# the image can be straightened where it lies
curve = PolyLineSource(Points=np.ravel([ras * (origin + np.array(p) * spacing @ axes)
                                        for p in ([5, 4, 1], [5, 4, 4], [5, 4, 7])]).tolist())
straightened = CurvedPlanarReformat(Input=reader, Curve=curve)
straightened.UpdatePipeline()
bounds = straightened.GetDataInformation().GetBounds()
assert abs(bounds[5] - bounds[4] - 12.0) < 1e-9, bounds  # 6 slices of 2 mm

# two series: the error says so, nothing comes of going on, and the choice helps
vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)  # the errors are expected
two = os.path.join(output, "two")
write_series(two)
write_series(two, "1.2.77")
reader = OrientedDICOMReader(FileName=two)
for _ in range(2):
    reader.UpdatePipeline()
    assert reader.GetDataInformation().GetNumberOfPoints() == 0
reader.SeriesUID = "1.2.77"
check_image(reader, ras)
reader.SeriesUID = "no such series"
reader.UpdatePipeline()
assert reader.GetDataInformation().GetNumberOfPoints() == 0

# a slice that was missing is there
gap = os.path.join(output, "gap")
write_series(gap, slices=[0, 1, 2, 4, 5, 6, 7, 8])
reader = OrientedDICOMReader(FileName=gap)
reader.UpdatePipeline()
assert reader.GetDataInformation().GetNumberOfPoints() == 0
write_series(gap, slices=[3])
reader.Tolerance = 0.02
check_image(reader, ras)

# other files and folders are left to other readers
assert not vtkOrientedDICOMReader().CanReadFile(output)
print("a DICOM series opens as it lies")
