# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Profiles on several ranks: every slice comes once, in order, with the numbers of one process, also
where there are fewer slices than ranks."""

import os
import sys
import traceback

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat, vtkReformatProfile
from paraview import servermanager, simple
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
IMAGE = os.path.join(data, "ct_cropped.vti")
CURVE = os.path.join(data, "aorta-centerline.vtp")


def columns(table):
    return {table.GetColumnName(c): vtk_to_numpy(table.GetColumn(c)) for c in range(table.GetNumberOfColumns())}


def read(reader, name):
    reader.SetFileName(name)
    reader.Update()
    return reader.GetOutput()


def fetch(proxy, port):
    """The rows of all ranks, joined as ParaView's views join them. Fetch() has those of one rank."""
    joined = simple.ReductionFilter(Input=simple.OutputPort(proxy, port))
    joined.PostGatherHelperName = "vtkPVMergeTables"
    return servermanager.Fetch(joined, 0)


def check(expected, proxy, what):
    for port in (0, 1):
        a = columns(expected.GetOutputDataObject(port))
        b = columns(fetch(proxy, port))
        assert set(a) == set(b) and a, "%s, output %d: columns %s, not %s" % (what, port, list(b), list(a))
        for name in a:
            assert len(a[name]) == len(b[name]), "%s: %d rows of %s, not %d" % (
                what, len(b[name]), name, len(a[name]))
            assert np.array_equal(a[name], b[name], equal_nan=True), "%s: other values of %s" % (what, name)
    print("same: " + what, flush=True)


def run():
    reformat = simple.CurvedPlanarReformat(
        Input=simple.XMLImageDataReader(FileName=[IMAGE]), Curve=simple.XMLPolyDataReader(FileName=[CURVE]))
    reformat.Spacing = [1.5, 1.5, 2]
    # a filter in between, which passes on what it is asked for
    between = simple.Calculator(Input=reformat, Function="HU + 0", ResultArrayName="again")
    proxy = simple.ReformatProfile(Input=between)
    proxy.Scalars = ["POINTS", "again"]
    proxy.Region = "Threshold Range"
    proxy.ThresholdRange = [200, 3000]

    alone = vtkCurvedPlanarReformat()
    alone.SetController(None)
    alone.SetInputData(read(vtkXMLImageDataReader(), IMAGE))
    alone.SetCurveData(read(vtkXMLPolyDataReader(), CURVE))
    alone.SetSpacing(1.5, 1.5, 2)
    expected = vtkReformatProfile()
    expected.SetInputArrayToProcess(0, 0, 0, 0, "HU")
    expected.SetRegionToThresholdRange()
    expected.SetThresholdRange(200, 3000)
    for slices in (0, 3, 2, 1):
        reformat.NumberOfSlices = slices
        alone.SetNumberOfSlices(slices)
        alone.Update()
        expected.SetInputData(alone.GetOutput())
        expected.Update()
        assert expected.GetOutput().GetNumberOfRows() == (slices or 164), expected.GetOutput().GetNumberOfRows()
        check(expected, proxy, "%d slices" % expected.GetOutput().GetNumberOfRows())


try:
    run()
except Exception:
    traceback.print_exc()
    sys.exit(1)  # without one, pvbatch ends as MPI wants it
