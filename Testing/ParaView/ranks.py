# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the tests with several ranks share. They run in `pvbatch --sym`: every rank runs the script.

The pieces of an output are gathered on rank 0, put together by their extents, and compared with the
output of one process, which a filter without a controller makes on rank 0 alone.
"""

import sys

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonExecutionModel import vtkTrivialProducer
from vtkmodules.vtkParallelCore import vtkMultiProcessController

controller = vtkMultiProcessController.GetGlobalController()
rank = controller.GetLocalProcessId()
count = controller.GetNumberOfProcesses()
failures = []


def check(condition, text):
    """Failures are kept: a rank that stopped at one would leave the others waiting."""
    if not condition:
        failures.append("rank %d of %d: %s" % (rank, count, text))
        print("FAILED, " + failures[-1], flush=True)


def verdict():
    """At the end: exit code 1 on all ranks when anything has failed on any."""
    mine = numpy_to_vtk(np.array([len(failures)], dtype=np.int32), deep=1)
    all_ = numpy_to_vtk(np.zeros(1, dtype=np.int32), deep=1)
    controller.AllReduce(mine, all_, 2)  # the sum
    total = int(all_.GetTuple1(0))
    if rank == 0:
        print("%d ranks: %d failures" % (count, total), flush=True)
    if total:
        sys.exit(1)  # without one, pvbatch ends as MPI wants it


def gather(data_set):
    """The data sets of all ranks, on rank 0; on the others nothing. The direction stays behind."""
    if rank != 0:
        copy = data_set.NewInstance()
        copy.ShallowCopy(data_set)
        controller.Send(copy, 0, 31415)
        return []
    return [data_set] + [controller.ReceiveDataObject(r, 31415) for r in range(1, count)]


def cells_of(extent):
    return [v - (1 if i % 2 and extent[i] > extent[i - 1] else 0) for i, v in enumerate(extent)]


def shape_of(extent):
    return tuple(max(extent[2 * a + 1] - extent[2 * a] + 1, 0) for a in (2, 1, 0))


def array_on(data, array, extent):
    values = vtk_to_numpy(array)
    return values.reshape(shape_of(extent) + values.shape[1:])


def part_of(extent, whole):
    return tuple(slice(extent[2 * a] - whole[2 * a], extent[2 * a + 1] - whole[2 * a] + 1)
                 for a in (2, 1, 0))


def check_same(whole, part, what, parallel=True):
    """Every voxel of `whole` (on rank 0) is on some rank, with the same bits in every array.

    Returns how many voxels the rank has.
    """
    extent = part.GetExtent()
    some = part.GetNumberOfPoints() > 0
    pieces = gather(part)
    if rank == 0:
        all_ = whole.GetExtent()
        covered = np.zeros(shape_of(all_), dtype=bool)
        for r, piece in enumerate(pieces):
            if piece.GetNumberOfPoints() == 0:
                continue
            e = piece.GetExtent()
            covered[part_of(e, all_)] = True
            check(parallel is False or count == 1 or e != all_, "%s: rank %d has all" % (what, r))
            names = [sorted(d.GetPointData().GetArrayName(i)
                            for i in range(d.GetPointData().GetNumberOfArrays()))
                     for d in (whole, piece)]
            check(names[0] == names[1], "%s: rank %d has the arrays %s, not %s" % (what, r, names[1], names[0]))
            for name in names[0]:
                expected = whole.GetPointData().GetArray(name)
                got = piece.GetPointData().GetArray(name)
                if got is None:
                    continue
                check(expected.GetDataType() == got.GetDataType(), "%s: type of %s" % (what, name))
                a = array_on(whole, expected, all_)[part_of(e, all_)]
                b = array_on(piece, got, e)
                different = (np.ascontiguousarray(a).view(np.uint8)
                             != np.ascontiguousarray(b).view(np.uint8)).sum()
                check(different == 0, "%s: %d bytes of %s differ on rank %d" % (what, different, name, r))
            for name in ("SliceToWorld", "ArcLength", "CurveLength"):
                expected = whole.GetFieldData().GetArray(name)
                if expected:
                    got = piece.GetFieldData().GetArray(name)
                    check(got is not None and np.array_equal(vtk_to_numpy(expected), vtk_to_numpy(got)),
                          "%s: field array %s differs on rank %d" % (what, name, r))
        check(covered.all(), "%s: %d voxels are on no rank" % (what, (~covered).sum()))
    return part.GetNumberOfPoints() if some else 0


def output_of(proxy, port=0):
    """The rank's own part."""
    return proxy.GetClientSideObject().GetOutputDataObject(port)


def piece_extent(whole, piece, pieces, ghosts=0, axis=2):
    """Slabs that share a layer of voxels, as VTK's pieces do."""
    first, last = whole[2 * axis], whole[2 * axis + 1]
    cells = last - first
    extent = list(whole)
    extent[2 * axis] = max(first + cells * piece // pieces - ghosts, first)
    extent[2 * axis + 1] = min(first + cells * (piece + 1) // pieces + ghosts, last)
    return extent


def producer(data):
    result = vtkTrivialProducer()
    result.SetOutput(data)
    return result


def crop(image, extent):
    """A part of an image, with all its arrays."""
    part = vtkImageData()
    part.ShallowCopy(image)
    part.Crop(extent)
    return part
