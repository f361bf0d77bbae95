# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The selection in the pipeline browser fills both inputs of a filter with a curve; what it does
not fill the dialog does; other filters are as they were; and all of it can be undone."""

import os

from window import Window

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
OK = "SelectInputDialog/buttonBox/1QPushButton0"
CANCEL = "SelectInputDialog/buttonBox/1QPushButton1"

window = Window("Selection")
window.open_file(os.path.join(data, "ct_cropped.vti"))
window.open_file(os.path.join(data, "aorta-centerline.vtp"))

# The image first and the curve second, without a dialog; undone and done again.
window.filter("CurvedPlanarReformat", 0, 1)
window.apply()
window.undo()
window.undo()
window.redo()
window.redo()
window.python(
    """
image, curve = FindSource("ct_cropped.vti"), FindSource("aorta-centerline.vtp")

def inputs_are(name, first, second):
    proxy = FindSource(name)
    assert proxy, "%s is not there, only %s" % (name, [key[0] for key in GetSources()])
    for label, expected in ("Input", first), ("Curve", second):
        chosen = proxy.GetProperty(label)[0].SMProxy
        assert chosen == expected.SMProxy, "%s of %s is %s" % (label, name, chosen)

inputs_are("CurvedPlanarReformat1", image, curve)
assert len(GetSources()) == 3, GetSources()
assert FindSource("CurvedPlanarReformat1").PointData.keys() == ["HU", "vtkValidPointMask"]
"""
)
window.screenshot("straightened")
window.python("Delete(FindSource('CurvedPlanarReformat1'))")

# Undone for good.
window.filter("MultiCurvePlanarReformat", 0, 1)
window.undo()
window.python("assert len(GetSources()) == 2, GetSources()")

# The curve first, the image second.
window.filter("CurveCrossSection", 1, 0)
window.python("inputs_are('CurveCrossSection1', image, curve)")
window.python("Delete(FindSource('CurveCrossSection1'))")

# One of them, and the only thing that can be the other.
for selected in 0, 1:
    window.filter("CurveCrossSection", selected)
    window.event(OK, "activate")
    window.python("inputs_are('CurveCrossSection1', image, curve)")
    window.python("Delete(FindSource('CurveCrossSection1'))")

# With two curves to choose from there is none until the user chooses, nor after giving up.
window.python("other = PolyLineSource(registrationName='other'); other.UpdatePipeline(); Show()")
window.filter("CurveCrossSection", 0)
window.screenshot("two-curves")
window.event(OK, "activate")
window.event("1QMessageBox0/qt_msgbox_buttonbox/1QPushButton0", "activate")
window.event(CANCEL, "activate")
window.python("assert len(GetSources()) == 3, GetSources()")

# A model and a curve could both be either: what was selected last is the curve.
window.python("model = Sphere(registrationName='model'); model.UpdatePipeline(); Show()")
for first, last in (3, 1), (1, 3):
    window.filter("StraightenDataSet", first, last)
    names = {1: "curve", 3: "model"}
    window.python("inputs_are('StraightenDataSet1', %s, %s)" % (names[first], names[last]))
    window.python("Delete(FindSource('StraightenDataSet1'))")

# ParaView's own, with one input and with two.
window.filter("Cut", 0)
window.python("assert FindSource('Slice1').Input == image")
window.python("Delete(FindSource('Slice1'))")
window.filter("ResampleWithDataset", 0)
window.event(CANCEL, "activate")
window.python("assert len(GetSources()) == 4, GetSources()")
window.play()
