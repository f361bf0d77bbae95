# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What ParaView's undo takes back and redo brings again: filters, their inputs and their settings."""

import os
import sys

from paraview import servermanager, simple
from paraview.modules.vtkRemotingServerManager import vtkSMProxyManager, vtkSMUndoStack, vtkSMUndoStackBuilder

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pipeline import bits_of  # noqa: E402

stack, builder = vtkSMUndoStack(), vtkSMUndoStackBuilder()
builder.SetUndoStack(stack)
vtkSMProxyManager.GetProxyManager().SetUndoStackBuilder(builder)

scan = simple.Wavelet(registrationName="Scan", WholeExtent=[0, 20, 0, 20, 0, 20])
line = simple.PolyLineSource(registrationName="Line", Points=[4, 4, 2, 9, 12, 8, 15, 14, 17])
straight = simple.CurvedPlanarReformat(registrationName="Straight", Input=scan, Curve=line, SliceSize=[6, 6])
ball = simple.Sphere(registrationName="Ball", Center=[9, 10, 8], Radius=3)
CASES = {
    "CurvedPlanarReformat": ({"Input": scan, "Curve": line}, {"Mode": "Stretched", "SliceSize": [7.0, 5.0]}),
    "MultiCurvePlanarReformat": ({"Input": scan, "Curve": line}, {"SliceSize": [7.0, 5.0], "SlabThickness": 2.5}),
    "CurveCrossSection": ({"Input": scan, "Curve": line}, {"ArcLength": 7.5, "FrameType": "Frenet"}),
    "CurveFrames": ({"Input": line}, {"SampleSpacing": 0.75, "RotationAngle": 12.5}),
    "InverseCurvedPlanarReformat": ({"Input": straight, "Reference": scan}, {"BackgroundValue": -3.0}),
    "ReformatProfile": ({"Input": straight}, {"Radius": 2.5}),
    "StraightenDataSet": ({"Input": ball, "Curve": line}, {"VectorMode": "Rotation", "Direction": "Straightened To World"}),
}


def step(label, action):
    builder.Begin(label)
    action()
    builder.End()
    builder.PushToStack()


def bits(name):
    source = simple.FindSource(name)
    source.UpdatePipeline()
    return bits_of(servermanager.Fetch(source, 0, idx=0))


def settings(name, keys):
    properties = {key: simple.FindSource(name).SMProxy.GetProperty(key) for key in keys}
    return {k: [p.GetElement(i) for i in range(p.GetNumberOfElements())] for k, p in properties.items()}


def change(name, values):
    for key, value in values.items():
        setattr(simple.FindSource(name), key, value)


for kind, (inputs, values) in CASES.items():
    name = "My " + kind
    step("create", lambda: getattr(simple, kind)(registrationName=name, **inputs))
    defaults, first = settings(name, values), bits(name)
    step("change", lambda: change(name, values))
    changed, second = settings(name, values), bits(name)
    assert all(changed[k] != defaults[k] for k in values) and first != second, "%s: %s" % (kind, changed)
    stack.Undo()
    assert settings(name, values) == defaults, "%s: undone it has %s" % (kind, settings(name, values))
    assert bits(name) == first, "%s: undone it makes something else" % kind
    stack.Undo()
    assert simple.FindSource(name) is None, "%s is still there" % kind
    stack.Redo()
    stack.Redo()
    again = simple.FindSource(name)
    assert again, "%s does not come again" % kind
    for key, source in inputs.items():
        assert again.GetPropertyValue(key) == source, "%s: %s is %s" % (kind, key, again.GetPropertyValue(key))
    assert settings(name, values) == changed, "%s: done again it has %s" % (kind, settings(name, values))
    assert bits(name) == second, "%s: done again it makes something else" % kind
print("undone and done again:", *CASES)
