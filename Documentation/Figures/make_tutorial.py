# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Does in ParaView's window what Documentation/Tutorial.md tells, and takes the pictures that it shows.

    make_tutorial.py [FOLDER]

The pictures tutorial-*.png go into FOLDER, if there is one. It ends with the numbers that the
tutorial names, and fails when they have changed.
"""

import os
import re
import subprocess
import sys

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.path.insert(0, os.path.join(root, "Testing", "Window"))
from window import Window  # noqa: E402

data = os.path.join(root, "Testing", "Data", "totalseg-aorta")
window = Window("Tutorial")

# 1. Open the scan and the centreline.
window.open_file(os.path.join(data, "ct_cropped.vti"))
window.open_file(os.path.join(data, "aorta-centerline.vtp"))
window.python(
    """
ct, line = FindSource("ct_cropped.vti"), FindSource("aorta-centerline.vtp")
scan = GetActiveView()
Show(line).LineWidth = 4
scan.CameraFocalPoint = [0, 0, 0]
scan.CameraPosition = [-4, -5, 7]
scan.CameraViewUp = [0, 0, 1]
ResetCamera()
"""
)
window.select(0)
window.select(1, add=True)
window.event("menubar", "activate", "menuFilters")
window.event("menubar/menuFilters", "activate", "Curved Reformat")
window.screenshot("tutorial-menu")
# The menu would stay open in the pictures that follow.
window.event("menubar/menuFilters", "keyEvent", "6,16777216,0,,0,1")

# 2. Straighten.
window.filter("CurvedPlanarReformat")
for i in 0, 1:
    window.set("SliceSize/DoubleLineEdit%d" % i, "60")
for i in 0, 1, 2:
    window.set("Spacing/DoubleLineEdit%d" % i, "0.75")
window.set("FrameType/ComboBox", "Fixed Up")
window.set("UpVector/DoubleLineEdit0", "1")
window.set("UpVector/DoubleLineEdit2", "0")
window.set("BackgroundValue/DoubleLineEdit0", "-1024")
window.apply()
window.python(
    """
reformat = FindSource("CurvedPlanarReformat1")
assert list(reformat.Spacing) == [0.75] * 3 and list(reformat.SliceSize) == [60, 60]
assert reformat.BackgroundValue == -1024 and list(reformat.UpVector) == [1, 0, 0]
Hide(ct, scan)
Hide(OutputPort(reformat, 0), scan)
ResetCamera(scan)
layout = GetLayout()
straight = CreateRenderView()
AssignViewToLayout(straight, layout, hint=0)
display = Show(OutputPort(reformat, 0), straight)
assert display.Representation == "Slice", display.Representation
display.SliceMode = "YZ Plane"
display.Slice = reformat.GetDataInformation().GetExtent()[1] // 2
colors = GetColorTransferFunction("HU")
colors.ApplyPreset("Grayscale", True)
colors.RescaleTransferFunction(-200, 600)
display.SetScalarBarVisibility(straight, False)
straight.CameraParallelProjection = 1
straight.ResetActiveCameraToPositiveX()
straight.CameraViewUp = [0, 1, 0]
straight.OrientationAxesVisibility = 0
ResetCamera(straight)
"""
)
window.screenshot("tutorial-straightened")

# 3. Measure.
window.filter("ReformatProfile", (2, 0))
window.set("Region/ComboBox", "Threshold Range")
window.set("Radius/DoubleLineEdit0", "20")
window.set("ConnectedToCurve/CheckBox", False)
window.apply()
window.python(
    """
profile = FindSource("ReformatProfile1")
assert profile.Radius == 20 and not profile.ConnectedToCurve
profile.ThresholdRange = [420, 3500]
profile.UpdatePipeline()
chart = [v for v in GetViews() if v.GetXMLName() == "XYChartView"][0]
shown = GetDisplayProperties(profile, chart)
shown.SeriesVisibility = ["Area"]
chart.LeftAxisTitle = "Area (mm²)"
chart.BottomAxisTitle = "arc length (mm)"
chart.ShowLegend = 0
Render(chart)
ResetCamera(scan)
straight.CameraParallelScale = 110
colors.RescaleTransferFunction(-200, 600)
"""
)
window.screenshot("tutorial-profile")

# 4. The degree of the stenosis.
window.python(
    """
import numpy as np
from paraview import servermanager
from vtkmodules.util.numpy_support import vtk_to_numpy
table = servermanager.Fetch(profile)
s, area, smallest = (vtk_to_numpy(table.GetColumnByName(n)) for n in ("arc_length", "Area", "SmallestDiameter"))
stent = (s >= 110) & (s <= 170)
below = (s >= 190) & (s <= 300)
narrow = np.flatnonzero(below)[np.argmin(area[below])]
numbers = "reference %%.0f mm2, narrowest %%.0f mm2 at %%.0f mm, stenosis %%.0f %%%%" %% (
    area[stent].mean(), area[narrow], s[narrow], 100 * (1 - area[narrow] / area[stent].mean()))
with open(%r, "w") as file:
    file.write(numbers)
"""
    % os.path.join(window.folder, "numbers.txt")
)

# 5. Look at the place, in the scan.
window.python(
    """
SetActiveView(scan)
section = CurveCrossSection(registrationName="CurveCrossSection1", Input=ct, Curve=line)
section.ArcLength = float(s[narrow])
section.SliceSize = [60, 60]
section.FrameType = "Fixed Up"
section.UpVector = [1, 0, 0]
display = Show(section, scan)
ColorBy(display, ("POINTS", "HU"))
display.SetScalarBarVisibility(scan, False)
ResetCamera(scan)
scan.GetActiveCamera().Zoom(1.3)
colors.RescaleTransferFunction(-200, 600)
SetActiveSource(section)
"""
)
window.screenshot("tutorial-section")
window.play()

with open(os.path.join(window.folder, "numbers.txt"), encoding="utf-8") as file:
    numbers = file.read()
print(numbers)
with open(os.path.join(root, "Documentation", "Tutorial.md"), encoding="utf-8") as file:
    told = file.read()
for number in re.findall(r"\d+ (?:mm2|mm\b|%)", numbers):
    if number.replace("mm2", "mm²") not in told:
        sys.exit("Documentation/Tutorial.md does not say %s" % number)

if len(sys.argv) > 1:
    for name in sorted(os.listdir(window.folder)):
        if name.startswith("tutorial-") and name.endswith(".png"):
            subprocess.run(
                ["convert", os.path.join(window.folder, name), "-strip", "-colors", "128"]
                + ["PNG8:" + os.path.join(sys.argv[1], name)],
                check=True,
            )
