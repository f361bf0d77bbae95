# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Of the arrays that are chosen an output has what it has when all are sampled, and no others; the
image's own mask counts all the same. ParaView offers all arrays that there are."""

import numpy as np
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData

random = np.random.default_rng(3)
size = (16, 17, 18)
image = vtkImageData()
image.SetDimensions(size)


def add(data, name, values):
    array = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    array.SetName(name)
    data.AddArray(array)


points, cells = np.prod(size), np.prod([n - 1 for n in size])
add(image.GetPointData(), "density", random.integers(-500, 900, points).astype(np.int16))
add(image.GetPointData(), "velocity", random.random((points, 3)))
add(image.GetPointData(), "both", random.random(points))
add(image.GetPointData(), "vtkValidPointMask", random.integers(0, 2, points).astype(np.int8))
add(image.GetCellData(), "both", random.random(cells))
add(image.GetCellData(), "tissue", random.integers(0, 9, cells).astype(np.uint8))
image.GetPointData().SetActiveScalars("density")
scan = simple.TrivialProducer()
scan.GetClientSideObject().SetOutput(image)
scan.UpdatePipeline()
line = simple.PolyLineSource(Points=[4, 4, 2, 8, 10, 8, 12, 11, 14])
straight = simple.CurvedPlanarReformat(Input=scan, Curve=line, SliceSize=[6, 6])
straight.UpdatePipeline()

CASES = {
    "straightened": simple.CurvedPlanarReformat(Input=scan, Curve=line, SliceSize=[6, 6]),
    "slab": simple.CurvedPlanarReformat(Input=scan, Curve=line, SliceSize=[6, 6], SlabThickness=3, SlabMode="Maximum"),
    "unfolded": simple.CurvedPlanarReformat(Input=scan, Curve=line, Mode="Unfolded", RadiusRange=[1, 3]),
    "all lines": simple.MultiCurvePlanarReformat(Input=scan, Curve=line, SliceSize=[6, 6]),
    "section": simple.CurveCrossSection(Input=scan, Curve=line, ArcLength=6, SliceSize=[8, 8]),
    "bent back": simple.InverseCurvedPlanarReformat(Input=straight, Reference=scan),
}
ALL = {"density", "velocity", "both", "both_cell", "tissue", "vtkValidPointMask"}


def arrays_of(filter_):
    filter_.UpdatePipeline()
    data = servermanager.Fetch(filter_, 0, idx=0)
    data = data.GetPartition(0, 0) if data.IsA("vtkPartitionedDataSetCollection") else data
    arrays = data.GetPointData()
    found = {arrays.GetArrayName(i): vtk_to_numpy(arrays.GetArray(i)).copy() for i in range(arrays.GetNumberOfArrays())}
    return found, arrays.GetScalars() and arrays.GetScalars().GetName()


for what, filter_ in CASES.items():
    offered = filter_.GetProperty("Arrays").GetDomain("array_list")
    offered = {offered.GetString(i) for i in range(offered.GetNumberOfStrings())}
    expected = {"density", "velocity", "both", "both_cell", "tissue"} if what == "bent back" else {
        "density", "velocity", "both", "tissue"}
    assert offered == expected | {"vtkValidPointMask"}, "%s offers %s" % (what, offered)
    whole, active = arrays_of(filter_)
    assert set(whole) == ALL and active == "density", "%s has %s, active is %s" % (what, set(whole), active)
    mask = whole["vtkValidPointMask"]
    assert 0.02 < mask.mean() < 0.98, "%s: the mask is %g" % (what, mask.mean())
    choices = {("velocity", "tissue"): {"velocity", "tissue"}, ("density", "not there"): {"density"},
               ("both",): {"both"} if what == "bent back" else {"both", "both_cell"}}
    for choice, names in choices.items():
        filter_.ProcessAllArrays = 0
        filter_.Arrays = list(choice)
        some, active = arrays_of(filter_)
        assert set(some) == names | {"vtkValidPointMask"}, "%s of %s has %s" % (what, choice, set(some))
        assert active == ("density" if "density" in names else None), "%s of %s: %s is active" % (what, choice, active)
        for name, values in some.items():
            assert values.tobytes() == whole[name].tobytes(), "%s of %s: %s differs" % (what, choice, name)
    filter_.ProcessAllArrays = 1
    assert set(arrays_of(filter_)[0]) == ALL, "%s: not all arrays come back" % what
print("chosen arrays are the same:", *CASES)
