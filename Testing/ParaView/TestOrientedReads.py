# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Image files with their orientation, read by several ranks: each reads what its slab needs, of raw
and of compressed files, and the straightened image has the same bits; one rank writes."""

import os
import sys

from curvedreformat import vtkCurvedPlanarReformat, vtkOrientedImageReader, vtkOrientedImageWriter
from ranks import *
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

if not vtkOrientedImageReader.CanRead():
    print("built without ITK")
    sys.exit(125)

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "sct-cervical-cord")
output = os.environ["CURVEDREFORMAT_TEST_OUTPUT"]
curve = vtkXMLPolyDataReader()
curve.SetFileName(os.path.join(data, "cord-centerline.vtp"))
curve.Update()


def read(file_name, canonical):
    reader = vtkOrientedImageReader()
    reader.SetFileName(file_name)
    reader.SetCanonicalAxes(canonical)
    return reader


def straightened(reader):
    filter_ = vtkCurvedPlanarReformat()
    filter_.SetInputConnection(reader.GetOutputPort())
    filter_.SetCurveData(curve.GetOutput())
    filter_.SetSliceDimensions(21, 17)
    filter_.SetSpacing(1.0, 1.0, 1.0)
    return filter_


original = os.path.join(data, "t2.nii.gz")
files = [original] + [os.path.join(output, "ranks-%d%s" % (count, e)) for e in (".nii", ".mha", ".nrrd")]
source = read(original, False)  # which an output port does not keep alive
for file_name in files[1:]:
    writer = vtkOrientedImageWriter()
    writer.SetInputConnection(source.GetOutputPort())
    writer.SetFileName(file_name)
    writer.SetUseCompression(False)
    writer.Write()
controller.Barrier()

alone = straightened(source)
if rank == 0:
    alone.SetController(None)
    alone.Update()
for file_name in files:
    for canonical in False, True:
        reader = read(file_name, canonical)
        filter_ = straightened(reader)
        filter_.UpdatePiece(rank, count, 0)
        # to the last bit where the geometry is the same: axes in another order are rounded otherwise
        what = "%s%s" % (os.path.basename(file_name), ", canonical" if canonical else "")
        if not canonical:
            check_same(alone.GetOutput(), filter_.GetOutput(), what)
        else:
            same = read(file_name, True)
            one = straightened(same)
            if rank == 0:
                one.SetController(None)
                one.Update()
            check_same(one.GetOutput(), filter_.GetOutput(), what)
        part = reader.GetOutput().GetNumberOfPoints()
        print("rank %d of %d read %d voxels of %s" % (rank, count, part, what), flush=True)
        check(count == 1 or part < 60 * 55 * 52, "%s: all of it was read" % what)

verdict()
