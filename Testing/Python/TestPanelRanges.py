# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Sliders have ranges from the data and lists have the arrays that fit, but no default is changed by
data; what is reset is as in the XML; the panel's groups are whole."""

import os
import sys

import numpy as np
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from panel import groups_of, properties_of  # noqa: E402

manager = servermanager.ProxyManager().SMProxyManager
FILTERS = ["CurvedPlanarReformat", "MultiCurvePlanarReformat", "CurveCrossSection", "CurveFrames", "StraightenDataSet",
           "InverseCurvedPlanarReformat", "ReformatProfile"]


def give(data):
    source = simple.TrivialProducer()
    source.GetClientSideObject().SetOutput(data)
    source.UpdatePipeline()
    return source


def values_of(proxy):
    return {name: [prop.GetElement(i) for i in range(prop.GetNumberOfElements())]
            for name, prop in properties_of(proxy) if hasattr(prop, "GetNumberOfElements") and prop.GetCommand()}


image = vtkImageData()
image.SetDimensions(11, 21, 41)
image.AllocateScalars(10, 1)
image.GetPointData().GetScalars().Fill(1)
curve = vtkPolyData()
line = simple.PolyLineSource(Points=[5, 10, 2, 5, 12, 20, 5, 10, 32]).SMProxy
line.UpdatePipeline()
curve.ShallowCopy(line.GetClientSideObject().GetOutput())
for name, components in ("Radius", 1), ("pair", 2), ("aside", 3), ("matrix", 16):
    array = numpy_to_vtk(np.tile(np.eye(4).ravel()[:components], (3, 1)), deep=True)
    array.SetName(name)
    curve.GetPointData().AddArray(array)
scan, way = give(image), give(curve)
straight = simple.CurvedPlanarReformat(Input=scan, Curve=way)
straight.UpdatePipeline()

# What the input suggests changes nothing that the XML says, but for what stands for no choice.
for name in FILTERS:
    of = {"CurveFrames": way, "StraightenDataSet": way}.get(name, scan)
    of = straight if name in ("InverseCurvedPlanarReformat", "ReformatProfile") else of
    needs_curve = manager.GetPrototypeProxy("filters", name).GetProperty("Curve")
    filter_ = getattr(simple, name)(Input=of, **({"Curve": way} if needs_curve else {}))
    filter_.UpdatePipeline()
    expected = values_of(manager.NewProxy("filters", name))
    got = values_of(filter_.SMProxy)
    different = {k for k in expected if got[k] != expected[k]}
    allowed = {"Scalars", "ThresholdRange"} if name == "ReformatProfile" else {"Arrays"}
    allowed |= {key for key, prop in properties_of(filter_.SMProxy) if prop.GetInformationOnly()}
    assert different <= allowed, "%s: the data set %s to %s" % (name, different, [got[k] for k in different])

    # all is changed, and all is reset
    for key, prop in properties_of(filter_.SMProxy):
        if key in got and key not in allowed and not prop.GetInformationOnly():
            for i in range(prop.GetNumberOfElements()):
                prop.SetElement(i, prop.GetElement(i) + 1 if not isinstance(prop.GetElement(i), str) else "other")
    changed = values_of(filter_.SMProxy)
    assert all(changed[k] != expected[k] for k in expected if k not in allowed), changed
    filter_.SMProxy.ResetPropertiesToDefault()
    reset = values_of(filter_.SMProxy)
    different = {k for k in expected if reset[k] != expected[k]} - allowed
    assert not different, "%s: %s are not reset, but %s" % (name, different, [reset[k] for k in different])


def largest(filter_, name, index=0):
    domain = filter_.GetProperty(name).GetDomain("range")
    assert domain.GetMaximumExists(index) and domain.GetMinimumExists(index), "%s has no range" % name
    return domain.GetMaximum(index)


multi = simple.MultiCurvePlanarReformat(Input=scan, Curve=way)
for filter_ in straight, multi:
    # a quarter of the image's longest side, 40, and a tenth of that of the curve, 30
    for name, expected in ("SlabThickness", 10), ("SmoothingLength", 3), ("RotationAngle", 180):
        assert abs(largest(filter_, name) - expected) < 1e-9, "%s goes to %g, not %g" % (
            name, largest(filter_, name), expected)
    half = 0.5 * np.sqrt(10**2 + 20**2 + 40**2)
    assert abs(largest(filter_, "SlabCenter") - half) < 1e-9, largest(filter_, "SlabCenter")
frames = simple.CurveFrames(Input=way)
assert abs(largest(frames, "SampleSpacing") - 3) < 1e-9, largest(frames, "SampleSpacing")

# Normals have 3, 9 or 16 components.
for filter_ in straight, multi, frames:
    domain = filter_.GetProperty("NormalsArrayName").GetDomain("array_list")
    names = [domain.GetString(i) for i in range(domain.GetNumberOfStrings())]
    assert sorted(names) == ["", "aside", "matrix"], "the list of normals has %s" % names

# All properties of the filters with many are in a group, those of a group stand together, and what
# stands first is not advanced: its header would come and go.
for name in "CurvedPlanarReformat", "MultiCurvePlanarReformat":
    proxy = manager.NewProxy("filters", name)
    group_of = {}
    for group in groups_of(proxy):
        for i in range(group.GetNumberOfProperties()):
            group_of[group.GetProperty(i).GetXMLName()] = group.GetXMLLabel()
    order = [name for name, prop in properties_of(proxy) if name in group_of]
    labels = []
    for key in order:
        if not labels or labels[-1] != group_of[key]:
            labels.append(group_of[key])
    assert labels == ["Mode", "Slices (0 is automatic)", "Orientation", "Curve", "Slab", "Sampling"], labels
    lost = set(values_of(proxy)) - set(group_of)
    assert not lost, "%s are in no group" % lost
print("ranges and defaults agree")
