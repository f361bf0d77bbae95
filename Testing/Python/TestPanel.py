# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the panel hides has no effect as the other settings are, and what it shows has one."""

import itertools
import os
import sys

import numpy as np
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersSources import vtkSphereSource

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from panel import is_shown, properties_of  # noqa: E402

manager = servermanager.ProxyManager().SMProxyManager
random = np.random.default_rng(5)


def add_array(data, name, values):
    array = numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    array.SetName(name)
    data.AddArray(array)


def give(data):
    source = simple.TrivialProducer()
    source.GetClientSideObject().SetOutput(data)
    source.UpdatePipeline()
    return source


image = vtkImageData()
size = (20, 21, 13)
image.SetDimensions(size)
image.SetSpacing(1.0, 0.95, 0.9)
add_array(image.GetPointData(), "values", random.integers(-999, 999, np.prod(size)).astype(np.int16))
add_array(image.GetPointData(), "vectors", random.random((np.prod(size), 3)))
add_array(image.GetPointData(), "labels", random.integers(0, 2, np.prod(size)).astype(np.uint8))
image.GetPointData().SetActiveScalars("values")

# Two lines with tight bends, so that slices overlap, and sheets behind one another along y; at the
# bends they run along x.
points, lines = vtkPoints(), vtkCellArray()
points.SetDataTypeToDouble()
u = np.linspace(0, 1, 60)
for shift in 0.0, 2.0:
    path = np.column_stack((1 + 17 * u, 9 + 5 * np.sin(3 * np.pi * u), 8 + u + shift))
    lines.InsertNextCell(len(path))
    for p in path:
        lines.InsertCellPoint(points.InsertNextPoint(p))
curve = vtkPolyData()
curve.SetPoints(points)
curve.SetLines(lines)
count = points.GetNumberOfPoints()
add_array(curve.GetPointData(), "Radius", 1.5 + 0.5 * np.cos(np.arange(count)))
add_array(curve.GetPointData(), "up", np.tile([0.1, 0.2, 1.0], (count, 1)))
add_array(curve.GetPointData(), "aside", np.tile([0.3, -0.4, 0.8], (count, 1)))
add_array(curve.GetPointData(), "pairs", random.random((count, 2)))
inputs = {"image": give(image), "curve": give(curve)}
sphere = vtkSphereSource()
sphere.SetCenter(9.5, 5, 9)
sphere.SetRadius(4)
sphere.Update()
inputs["mesh"] = give(sphere.GetOutput())
straight = simple.CurvedPlanarReformat(Input=inputs["image"], Curve=inputs["curve"])
straight.SliceSize = [6, 5]
straight.UpdatePipeline()
inputs["straight"] = straight
bare = vtkImageData()
bare.ShallowCopy(straight.GetClientSideObject().GetOutput())
bare.GetFieldData().Initialize()
inputs["bare"] = give(bare)


def bits(output):
    """All that an output is."""
    if output.IsA("vtkPartitionedDataSetCollection"):
        return [bits(output.GetPartition(i, 0)) for i in range(output.GetNumberOfPartitionedDataSets())]
    if output.IsA("vtkTable"):
        return [vtk_to_numpy(output.GetColumn(c)).tobytes() for c in range(output.GetNumberOfColumns())]
    arrays = [output.GetPointData(), output.GetCellData(), output.GetFieldData()]
    # the model that goes along in the field data has the frame in all modes
    found = {(i, d.GetArrayName(n)): vtk_to_numpy(d.GetArray(n)).tobytes()
             for i, d in enumerate(arrays) for n in range(d.GetNumberOfArrays())
             if d.GetArray(n) and not d.GetArrayName(n).startswith("MovingFrame")
             and d.GetArrayName(n) != "ReformatMapSettings"}
    if output.IsA("vtkImageData"):
        found["grid"] = output.GetExtent() + output.GetSpacing() + output.GetOrigin()
    elif output.IsA("vtkPointSet"):
        found["points"] = vtk_to_numpy(output.GetPoints().GetData()).tobytes()
    return found


def result_of(proxy):
    proxy.UpdateVTKObjects()
    algorithm = proxy.GetClientSideObject()
    if hasattr(algorithm, "SetNumberOfThreads"):
        algorithm.SetNumberOfThreads(1)  # each image is small
    if hasattr(algorithm, "GetOutputDataObject"):
        algorithm.GetOutputDataObject(0).Initialize()
    if algorithm.IsA("vtkAlgorithm"):
        algorithm.Update()
        return bits(algorithm.GetOutputDataObject(0))
    return [algorithm.TransformPoint(p) for p in ((3.0, 2.0, 5.94), (1.0, -2.0, 17.82), (2.0, 17.8, 29.7))]


def write(prop, value):
    if prop.IsA("vtkSMProxyProperty"):
        prop.RemoveAllProxies()
        if value:
            prop.AddInputConnection(inputs[value].SMProxy, 0)
        return
    for i, v in enumerate(value if isinstance(value, (list, tuple)) else [value]):
        prop.SetElement(i, v)


ON_MAP = {
    "Mode": [0, 4], "VectorOfInterest": [(0, 0.3, 1), (0.2, 0.1, 1)], "ProjectionDirection": [(0, 1, 0.2), (0.2, 1, 0)],
    "RelativeToWall": [0, 1], "FrameType": [0, 2], "UpVector": [(1, 0, 0), (1, 0.2, 0)],
    "SecondUpVector": [(0, 0, 1), (0, 1, 1)], "NormalsArrayName": ["up", "aside"], "RotationAngle": [10.0, 25.0],
    "SmoothingLength": [0.0, 1.5], "CurveIndex": [0, 1],
}
ON_SLICES = {
    "SliceSize": [(6, 5), (7, 6)], "SliceDimensions": [(0, 0), (7, 4)], "Spacing": [(0, 0, 0), (0.8, 0.7, 0.6)],
    "NumberOfSlices": [0, 19], "RadiusRange": [(1, 3), (0.5, 3.5)], "NumberOfAngles": [4, 5],
    "Interpolation": [1, 2], "BackgroundValue": [-7.0, -8.0], "GenerateMask": [1, 0], "FillUnowned": [0, 1],
    "Arrays": [["values"], ["vectors"]],
    "SlabThickness": [0.0, 1.5], "SlabMode": [2, 1], "SlabAxis": [1, 2], "SlabCenter": [2.0, 2.5], "ArcLength": [29.7, 29.6],
}
MODES = {"Mode": range(5), "FrameType": range(4)}

# proxy, its inputs, the settings to go through, what there is besides the common settings
CASES = [
    ("filters", "CurvedPlanarReformat", {"Input": "image", "Curve": "curve"},
     dict(MODES, SlabThickness=[0.0, 1.0], RadiusRange=[(0, 0), (1, 3)]), {"ProcessAllArrays": [1, 0]}),
    ("filters", "MultiCurvePlanarReformat", {"Input": "image", "Curve": "curve"},
     {"Mode": range(5), "SlabThickness": [0.0, 1.0], "ProcessAllArrays": [1, 0]}, {}),
    ("filters", "CurveCrossSection", {"Input": "image", "Curve": "curve"},
     {"FrameType": range(4), "ProcessAllArrays": [1, 0], "FollowTime": [0, 1]}, {}),
    ("filters", "CurveFrames", {"Input": "curve"}, {"FrameType": range(4)}, {"SampleSpacing": [0.5, 0.7]}),
    ("filters", "StraightenDataSet", {"Input": "mesh", "Curve": "curve"}, MODES,
     {"Direction": [0], "VectorMode": [0, 1], "OutputPointsPrecision": [0, 1]}),
    ("transforms", "StraighteningTransform", {"Curve": "curve"}, MODES, {"Inverse": [0, 1]}),
    ("filters", "InverseCurvedPlanarReformat", {"Input": "straight"}, {"Reference": [None, "image"], "ProcessAllArrays": [1, 0]},
     {"OutputSpacing": [(1, 1, 1), (1.5, 1.5, 1)], "Interpolation": [1, 0]}),
    ("filters", "InverseCurvedPlanarReformat", {"Input": "bare", "Curve": "curve"},
     {"Reference": [None, "image"], "FrameType": range(4)},
     {"ProcessAllArrays": [1, 0], "OutputSpacing": [(1, 1, 1), (1.5, 1.5, 1)], "Interpolation": [1, 0], "Mode": [0, 4], "SmoothingLength": [0.0, 0.2]}),
    ("filters", "ReformatProfile", {"Input": "straight"}, {"Region": range(3), "Scalars": ["values", "vectors"]},
     {"Component": [0, -1], "Radius": [0.0, 1.5], "ThresholdRange": [(0.5, 700), (0.6, 500)],
      "LabelArray": ["labels", "vtkValidPointMask"], "LabelValue": [1, 0], "ConnectedToCurve": [1, 0]}),
]

problems = []
tried = {True: 0, False: 0}
for group, name, connections, axes, own in CASES:
    proxy = manager.NewProxy(group, name)
    for key, value in connections.items():
        write(proxy.GetProperty(key), value)
    settings = {**ON_MAP, **ON_SLICES, **own}
    if name == "ReformatProfile":
        settings["Region"] = [0, 1]
    names = [n for n, p in properties_of(proxy) if p.GetPanelVisibility() != "never" and p.GetCommand()
             and not p.GetInformationOnly()]
    missing = [n for n in names if n not in settings and n not in connections and n not in axes
               and n not in ("Reference", "Curve")]
    assert not missing, "%s: nothing is known of %s" % (name, missing)

    def put(key, value):
        prop = proxy.GetProperty(key)
        if key == "Scalars":
            for i, v in enumerate(("0", "0", "0", "0", value)):
                prop.SetElement(i, v)
        elif prop:
            write(prop, value)

    for context in itertools.product(*axes.values()):
        now = dict(zip(axes, context))
        for key in names:
            if key in settings:
                put(key, settings[key][0])
        for key, value in now.items():
            put(key, value)
        before = result_of(proxy)
        for key in names:
            if key in connections or key in now or len(settings.get(key, [])) < 2:
                continue
            shown = is_shown(proxy, key)
            put(key, settings[key][1])
            changed = result_of(proxy) != before
            put(key, settings[key][0])
            tried[shown] += 1
            if shown != changed:
                problems.append("%s %s: %s is %s and %s" % (
                    name, now, key, "shown" if shown else "hidden", "counts" if changed else "does not count"))
print("%d shown and %d hidden settings tried" % (tried[True], tried[False]))
assert min(tried.values()) > 100, tried
assert not problems, "%d\n%s" % (len(problems), "\n".join(problems))
