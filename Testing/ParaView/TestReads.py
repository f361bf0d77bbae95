# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Of an image that can be asked for in parts each rank reads what its own slab needs, and no more."""

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat
from ranks import *
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.util.vtkAlgorithm import VTKPythonAlgorithmBase
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkDataObject, vtkImageData, vtkPolyData
from vtkmodules.vtkCommonExecutionModel import vtkAlgorithm, vtkStreamingDemandDrivenPipeline
from vtkmodules.vtkFiltersCore import vtkArrayCalculator

WHOLE = [0, 59, 0, 49, 0, 119]


class Reader(VTKPythonAlgorithmBase):
    """Makes just what it is asked for, and remembers what that was."""

    def __init__(self):
        super().__init__(nInputPorts=0, nOutputPorts=1, outputType="vtkImageData")
        self.asked = []

    def RequestInformation(self, request, inInfo, outInfo):
        info = outInfo.GetInformationObject(0)
        info.Set(vtkStreamingDemandDrivenPipeline.WHOLE_EXTENT(), WHOLE, 6)
        info.Set(vtkDataObject.ORIGIN(), [0.0, 0.0, 0.0], 3)
        info.Set(vtkDataObject.SPACING(), [1.0, 1.0, 1.0], 3)
        info.Set(vtkDataObject.DIRECTION(), [1.0, 0, 0, 0, 1, 0, 0, 0, 1], 9)
        info.Set(vtkAlgorithm.CAN_PRODUCE_SUB_EXTENT(), 1)
        return 1

    def RequestData(self, request, inInfo, outInfo):
        extent = [0] * 6
        outInfo.GetInformationObject(0).Get(vtkStreamingDemandDrivenPipeline.UPDATE_EXTENT(), extent)
        self.asked.append(extent)
        image = vtkImageData()
        image.SetExtent(extent)
        k, j, i = np.meshgrid(*[np.arange(extent[2 * a], extent[2 * a + 1] + 1) for a in (2, 1, 0)],
                              indexing="ij")
        array = numpy_to_vtk(((i * 7919 + j * 104729 + k * 1299709) % 4001).astype(np.int16).ravel(), deep=1)
        array.SetName("HU")
        image.GetPointData().SetScalars(array)
        vtkImageData.GetData(outInfo).ShallowCopy(image)
        return 1


t = np.linspace(0, 1, 80)
points = vtkPoints()
lines = vtkCellArray()
lines.InsertNextCell(len(t))
for x in np.column_stack((30 + 14 * np.sin(5 * t), 25 + 9 * np.cos(4 * t), 5 + 110 * t)):
    lines.InsertCellPoint(points.InsertNextPoint(x))
curve = vtkPolyData()
curve.SetPoints(points)
curve.SetLines(lines)


def configure(mode):
    filter_ = vtkCurvedPlanarReformat()
    filter_.SetCurveData(curve)
    filter_.SetSliceDimensions(13, 15)
    filter_.SetSpacing(1.0, 1.0, 1.0)
    filter_.SetInterpolation(mode)
    return filter_


for mode in (1, 2):
    for behind in (False, True):
        reader = Reader()
        filter_ = configure(mode)
        last = reader
        if behind:
            # a filter that hands on what is asked of it
            last = vtkArrayCalculator()
            last.SetInputConnection(reader.GetOutputPort())
            last.AddScalarArrayName("HU")
            last.SetFunction("HU * 2")
            last.SetResultArrayName("twice")
        filter_.SetInputConnection(last.GetOutputPort())
        filter_.UpdatePiece(rank, count, 0)
        output = filter_.GetOutput()
        expected = None
        if rank == 0:
            alone = configure(mode)
            alone.SetController(None)
            other = Reader()
            source = other
            if behind:
                source = vtkArrayCalculator()
                source.SetInputConnection(other.GetOutputPort())
                source.AddScalarArrayName("HU")
                source.SetFunction("HU * 2")
                source.SetResultArrayName("twice")
            alone.SetInputConnection(source.GetOutputPort())
            alone.Update()
            expected = alone.GetOutput()
        what = "interpolation %d%s" % (mode, ", behind a filter" if behind else "")
        check_same(expected, output, what)

        # The corners of the rank's own slices, and what the interpolation reads around them.
        e = output.GetExtent()
        matrices = vtk_to_numpy(output.GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)
        corners = []
        for k in range(e[4], e[5] + 1):
            for i in (e[0], e[1]):
                for j in (e[2], e[3]):
                    corners.append((matrices[k] @ [i - 6.0, j - 7.0, 0, 1])[:3])
        corners = np.array(corners)
        margin = 2 if mode == 2 else 1
        slab = reader.asked[-1]
        for asked in reader.asked[:-1]:
            sizes = [asked[2 * a + 1] - asked[2 * a] for a in range(3)]
            check(max(sizes) <= 1, "%s: %s was read to look at the image" % (what, asked))
        for a in range(3):
            low = max(np.floor(corners[:, a].min()) - margin, WHOLE[2 * a])
            high = min(np.ceil(corners[:, a].max()) + margin, WHOLE[2 * a + 1])
            check(slab[2 * a] >= low and slab[2 * a + 1] <= high,
                  "%s: read %s, %g to %g would do along %d" % (what, slab, low, high, a))
        print("rank %d of %d read %s for slices %d to %d" % (rank, count, slab, e[4], e[5]), flush=True)

verdict()
