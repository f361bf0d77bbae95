# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A program with a time-varying image, whose pieces live on their ranks, and the script of Catalyst
in Examples: every step's straightened image has the bits of one process without ParaView."""

import os
import shutil
import sys
import tempfile

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat
from curves import polyline
from paraview.catalyst import bridge
from ranks import check, check_same, controller, count, piece_extent, rank, verdict
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkIOXML import vtkXMLPImageDataReader, vtkXMLPolyDataWriter

script = sys.argv[1]
STEPS = 3
WHOLE = (-12, 30, 3, 40, 0, 50)
folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "catalyst-%d" % count)


def make_image(extent, step):
    """Values that depend on place and time, the same on whichever rank they are made."""
    image = vtkImageData()
    image.SetExtent(*extent)
    image.SetSpacing(0.7, 0.8, 0.9)
    k, j, i = np.meshgrid(*(np.arange(extent[2 * a], extent[2 * a + 1] + 1) for a in (2, 1, 0)), indexing="ij")
    values = (1000 * np.sin(0.3 * i + 0.1 * step) + 700 * np.cos(0.2 * j) * np.sin(0.17 * k + step)).ravel()
    array = numpy_to_vtk(values.astype(np.float32), deep=1)
    array.SetName("temperature")
    image.GetPointData().SetScalars(array)
    return image


z = np.linspace(4, 40, 60)
points = np.column_stack((6 + 5 * np.sin(z / 7), 16 + 6 * np.cos(z / 6), z))
if rank == 0:
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(polyline(points))
    writer.SetFileName(os.path.join(folder, "curve.vtp"))
    writer.SetDataModeToBinary()
    writer.Write()
controller.Barrier()
os.environ["CURVE"] = os.path.join(folder, "curve.vtp")
os.environ["EXTRACTS"] = folder

bridge.initialize()
bridge.add_pipeline(script, 2)
for step in range(STEPS):
    piece = make_image(piece_extent(WHOLE, rank, count), step)
    bridge.coprocess(0.5 * step, step, piece, name="input", wholeExtent=WHOLE)
bridge.finalize()
controller.Barrier()

if rank == 0:
    seen = []
    for step in range(STEPS):
        alone = vtkCurvedPlanarReformat()
        alone.SetController(None)
        alone.SetInputData(make_image(WHOLE, step))
        alone.SetCurveData(polyline(points))
        alone.SetSliceDimensions(33, 33)
        alone.SetSpacing(0.5, 0.5, 0.5)
        alone.Update()
        expected = vtk_to_numpy(alone.GetOutput().GetPointData().GetArray("temperature"))
        name = os.path.join(folder, "straightened_%04d.pvti" % step)
        check(os.path.exists(name), "there is no %s, but %s" % (name, sorted(os.listdir(folder))))
        reader = vtkXMLPImageDataReader()
        reader.SetFileName(name)
        reader.Update()
        array = reader.GetOutput().GetPointData().GetArray("temperature")
        check(array is not None, "step %d has no array" % step)
        got = vtk_to_numpy(array) if array else np.zeros(0)
        check(reader.GetOutput().GetExtent() == alone.GetOutput().GetExtent(), "step %d has another extent" % step)
        check(got.shape == expected.shape and np.array_equal(got.view(np.uint8), expected.view(np.uint8)),
              "step %d differs" % step)
        check(not any(np.array_equal(got, other) for other in seen), "step %d is as one before" % step)
        seen.append(got)
verdict()
