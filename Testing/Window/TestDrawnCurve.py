# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A curve drawn with ParaView's own sources and dragged in the view: the straightened image follows,
and is what the class makes of that curve."""

import os

from window import Window

image = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "fnndsc-avf", "avf_float_32.vti")

widgets = {
    "PolyLineSource": "InteractivePolyLine",
    "SplineSource": "ParametricFunction/ProxySelectionWidget/frame/ChosenProxyWidget/"
    "InteractiveSpline",
}

for source, widget in widgets.items():
    window = Window("Drawn" + source)
    window.open_file(image)
    window.source(source)
    window.apply()
    window.python(
        """
image = FindSource("avf_float_32.vti")
curve = FindSource("%s1")
b = image.GetDataInformation().GetBounds()
middle = [(b[i] + b[i + 1]) / 2 for i in (0, 2, 4)]

points_of = curve if hasattr(curve, "Points") else curve.ParametricFunction
line = []
for i in range(5):
    line += [b[0] + (b[1] - b[0]) * (0.2 + 0.15 * i), middle[1], middle[2]]
points_of.Points = line
curve.UpdatePipeline()
"""
        % source
    )
    window.filter("CurvedPlanarReformat", 0, 1)
    window.apply()
    window.python(
        """
import numpy as np
from curvedreformat import vtkCurvedPlanarReformat
from paraview import servermanager
from vtkmodules.util.numpy_support import vtk_to_numpy

from paraview.modules.vtkRemotingSettings import vtkPVGeneralSettings
vtkPVGeneralSettings.GetInstance().SetAutoApply(True)
vtkPVGeneralSettings.GetInstance().SetAutoApplyDelay(0)

reformat = FindSource("CurvedPlanarReformat1")

def voxels(image):
    return vtk_to_numpy(image.GetPointData().GetArray(0)).copy()

def shown():
    return voxels(servermanager.Fetch(reformat))

def independent():
    alone = vtkCurvedPlanarReformat()
    alone.SetInputData(servermanager.Fetch(image))
    alone.SetCurveData(servermanager.Fetch(curve))
    alone.Update()
    return voxels(alone.GetOutput())

before = shown()
assert np.array_equal(before, independent())
assert before.std() > 0

# The middle handle into the middle of the view, seen along z.
view = GetActiveView()
view.CameraParallelProjection = 1
view.CameraFocalPoint = middle
view.CameraPosition = [middle[0], middle[1], middle[2] + 500]
view.CameraViewUp = [0, 1, 0]
view.CameraParallelScale = 60
Render()
"""
    )
    window.select(1)
    window.set(widget + "/show3DWidget", True)
    window.screenshot("before")
    window.drag((0.5, 0.5), (0.5, 0.4))
    window.screenshot("after")
    window.python(
        """
moved = np.array(list(points_of.Points)).reshape(-1, 3) - np.array(line).reshape(-1, 3)
print(moved)
# Upwards, by a tenth of the height of the view, or a little less: the widget takes its time.
assert 6 < moved[2][1] < 12.5, moved
assert np.abs(np.delete(moved, 2, 0)).max() < 1e-6, moved
after = shown()
assert after.shape != before.shape or not np.array_equal(after, before)
assert np.array_equal(after, independent())
"""
    )
    window.play()
