# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Of an image that can be asked for in parts each rank reads what its own slab needs, and no more.
Where the ranks of a reader open the file together, all read their pieces."""

import os

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat
from curves import polyline
from ranks import *
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.util.vtkAlgorithm import VTKPythonAlgorithmBase
from vtkmodules.vtkCommonDataModel import vtkDataObject, vtkImageData
from vtkmodules.vtkCommonExecutionModel import vtkAlgorithm, vtkStreamingDemandDrivenPipeline
from vtkmodules.vtkFiltersCore import vtkArrayCalculator

try:
    from vtkmodules.vtkIOMPIImage import vtkMPIImageReader
except ImportError:
    vtkMPIImageReader = None  # a VTK without MPI's files

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
curve = polyline(np.column_stack((30 + 14 * np.sin(5 * t), 25 + 9 * np.cos(4 * t), 5 + 110 * t)))


def doubled(source, name="HU"):
    """A filter behind it that hands on what is asked of it."""
    filter_ = vtkArrayCalculator()
    filter_.SetInputConnection(source.GetOutputPort())
    filter_.AddScalarArrayName(name)
    filter_.SetFunction(name + " * 2")
    filter_.SetResultArrayName("twice")
    return filter_


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
        last = doubled(reader) if behind else reader
        filter_.SetInputConnection(last.GetOutputPort())
        filter_.UpdatePiece(rank, count, 0)
        output = filter_.GetOutput()
        expected = None
        if rank == 0:
            alone = configure(mode)
            alone.SetController(None)
            other = Reader()
            source = doubled(other) if behind else other
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

# A reader whose ranks open the file together. After the change only the last rank needs other
# slices: a reader that was asked by that one alone would wait for the others for ever.
if vtkMPIImageReader:
    name = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "together-%d.raw" % count)
    if rank == 0:
        np.random.default_rng(2).integers(-1000, 1000, 60 * 50 * 120, dtype=np.int16).tofile(name)
    controller.Barrier()

    def read_together():
        reader = vtkMPIImageReader()
        reader.SetFileName(name)
        reader.SetDataScalarTypeToShort()
        reader.SetDataByteOrderToLittleEndian() if sys.byteorder == "little" else reader.SetDataByteOrderToBigEndian()
        reader.SetFileDimensionality(3)
        reader.FileLowerLeftOn()
        reader.SetDataExtent(WHOLE)
        reader.SetHeaderSize(0)
        return reader

    everything = vtkImageData()
    everything.SetExtent(WHOLE)
    values = numpy_to_vtk(np.fromfile(name, dtype=np.int16), deep=1)
    values.SetName("ImageFile")
    everything.GetPointData().SetScalars(values)
    for behind in (False, True):
        reader = read_together()
        last = doubled(reader, "ImageFile") if behind else reader
        filter_ = configure(1)
        filter_.SetInputConnection(last.GetOutputPort())
        for move in (0.0, 0.0, 1.2, -1.2):
            points = curve.GetPoints()
            p = points.GetPoint(79)
            points.SetPoint(79, p[0] + move, p[1], p[2])
            points.Modified()
            curve.Modified()
            filter_.UpdatePiece(rank, count, 0)
            alone = configure(1)
            if rank == 0:
                alone.SetController(None)
                source = everything
                if behind:
                    calculator = vtkArrayCalculator()
                    calculator.SetInputData(everything)
                    calculator.AddScalarArrayName("ImageFile")
                    calculator.SetFunction("ImageFile * 2")
                    calculator.SetResultArrayName("twice")
                    calculator.Update()
                    source = calculator.GetOutput()
                alone.SetInputData(source)
                alone.Update()
            check_same(alone.GetOutput(), filter_.GetOutput(),
                       "a reader of all ranks together%s, moved by %g" % (", behind a filter" if behind else "", move))

verdict()
