# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A DICOM series through ParaView: opened by its folder and by a file of it, chosen among two, in an
error and after it. The files are written byte by byte."""

import os
import shutil
import struct
import sys

import numpy as np
from curvedreformat import vtkOrientedDICOMReader
from dicom import element, item, sequence, write_slice
from paraview import servermanager
from paraview.simple import CurvedPlanarReformat, OpenDataFile, OrientedDICOMReader, PolyLineSource
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger

output = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "dicom-paraview")
shutil.rmtree(output, ignore_errors=True)


random = np.random.default_rng(5)
values = random.integers(0, 2000, (9, 8, 10))  # k, j, i
spacing = np.array([0.5, 0.75, 2.0])
origin = np.array([20.0, -30.0, 40.0])
axes = np.array([[0, 1, 0], [0, 0, -1], [-1, 0, 0]], float)  # sagittal: of i, j, k, in LPS
assert np.allclose(np.cross(axes[0], axes[1]), axes[2])


def write_series(folder, series="1.2.3", slices=range(9), sequences=b""):
    os.makedirs(folder, exist_ok=True)
    for k in slices:
        write_slice(os.path.join(folder, f"{(k * 5) % 9}{series}"), series,
                    origin + axes[2] * spacing[2] * k, np.ravel(axes[:2]), spacing, values[k], sequences)


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
assert reader.GetXMLName() == "CurvedReformatDICOMReader", reader.GetXMLName()
check_image(reader, ras)
reader.WorldFrame = "LPS"
check_image(reader, np.ones(3))
reader = OpenDataFile(os.path.join(one, sorted(os.listdir(one))[3]))  # without an extension
assert reader.GetXMLName() == "CurvedReformatDICOMReader", reader.GetXMLName()
check_image(reader, ras)

# Sequences of undefined length, as scanners write them, within one another and of items with a
# length and without. What they say of sizes is not the image's.
other_sizes = element(0x20, 0x32, "DS", "7\\7\\7") + element(0x28, 0x10, "US", 99)
inner = sequence(8, 0x1199, "SQ", [item(other_sizes, undefined=True), item(b"")])
unknown = struct.pack("<HHI", 0x28, 0x11, 2) + struct.pack("<H", 77)  # without its kind
nested = os.path.join(output, "nested")
write_series(nested, sequences=sequence(8, 0x1115, "SQ", [
    item(other_sizes + inner, undefined=True), item(other_sizes), item(inner, undefined=True)])
    + sequence(9, 0x1001, "UN", [item(unknown, undefined=True), item(unknown)]))
check_image(OrientedDICOMReader(FileName=nested), ras)

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
