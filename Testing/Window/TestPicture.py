# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Both inputs from the selection, settings from the panel, Apply, Slice: the picture in the view is
the one that was looked at, as far as that holds on other graphics drivers."""

import os

import numpy as np

from window import PROPERTIES, Window, pixels

root = os.environ["CURVEDREFORMAT_TEST_DATA"]
data = os.path.join(root, "totalseg-aorta")

window = Window("Picture")
window.open_file(os.path.join(data, "ct_cropped.vti"))
window.open_file(os.path.join(data, "aorta-centerline.vtp"))
window.filter("CurvedPlanarReformat", 0, 1)
window.set("SliceSize/DoubleLineEdit0", "60")
window.set("SliceSize/DoubleLineEdit1", "60")
window.set("FrameType/ComboBox", "Fixed Up")
window.check(PROPERTIES + "UpVector", "visible", True)
window.set("UpVector/DoubleLineEdit0", "1")
window.set("UpVector/DoubleLineEdit2", "0")
window.apply()
window.event("representationToolbar/displayRepresentation/1QComboBox0", "set_string", "Slice")
picture = os.path.join(window.folder, "view.png")
window.python(
    """
reformat = FindSource("CurvedPlanarReformat1")
assert list(reformat.SliceSize) == [60, 60], reformat.SliceSize
assert reformat.FrameType == "Fixed Up" and list(reformat.UpVector) == [1, 0, 0]
for name in "ct_cropped.vti", "aorta-centerline.vtp":
    Hide(FindSource(name))
Hide(OutputPort(reformat, 1))
display = GetDisplayProperties(reformat)
assert display.Representation == "Slice", display.Representation
display.SliceMode = "YZ Plane"
display.Slice = reformat.GetDataInformation().GetExtent()[1] // 2
ColorBy(display, ("POINTS", "HU"))
colors = GetColorTransferFunction("HU")
colors.ApplyPreset("Grayscale", True)
colors.RescaleTransferFunction(-200, 800)
display.SetScalarBarVisibility(GetActiveView(), False)
view = GetActiveView()
view.ResetActiveCameraToPositiveX()
view.OrientationAxesVisibility = 0
ResetCamera()
view.CameraParallelProjection = 1
view.CameraParallelScale = 165
SaveScreenshot(%r, view, ImageResolution=[120, 420], OverrideColorPalette="BlackBackground")
"""
    % picture
)
window.screenshot("window")
window.play()


def blocks(file_name):
    # Edges differ from driver to driver; means over blocks hardly do.
    return pixels(file_name).reshape(70, 6, 20, 6).mean(axis=(1, 3))


baseline = blocks(os.path.join(root, "Baseline", "StraightenedAorta.png"))
seen = blocks(picture)
difference = np.abs(seen - baseline).mean()
print("mean difference %.2f grey levels" % difference)
assert difference < 4, difference
# The comparison would have noticed.
for name, wrong in ("mirrored", seen[:, ::-1]), ("upside down", seen[::-1]), ("moved", np.roll(seen, 2, axis=1)):
    assert np.abs(wrong - baseline).mean() > 10, (name, np.abs(wrong - baseline).mean())
