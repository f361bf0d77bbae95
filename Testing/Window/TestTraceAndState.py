# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What is done in the window, traced as Python and saved as a state, gives in a new process the same
voxels and the same picture."""

import os
import subprocess

from window import Window, pixels

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "fnndsc-avf")

window = Window("TraceAndState")
trace = os.path.join(window.folder, "trace.py")
states = {ending: os.path.join(window.folder, "state." + ending) for ending in ("pvsm", "py")}
window.python("from paraview import smtrace; smtrace.start_trace()")
window.open_file(os.path.join(data, "avf_float_32.vti"))
window.open_file(os.path.join(data, "fistula-centerline.vtp"))
window.filter("CurvedPlanarReformat", 0, 1)
window.set("Interpolation/ComboBox", "Cubic")
window.set("FrameType/ComboBox", "Frenet")
window.apply()
window.event("representationToolbar/displayRepresentation/1QComboBox0", "set_string", "Slice")
window.filter("CurveCrossSection", 0, 1)
window.apply()
window.python(
    """
with open(%r, "w") as file:
    file.write(smtrace.stop_trace())
Render()
SaveState(%r)
from paraview import smstate
with open(%r, "w") as file:
    file.write(smstate.get_state())
"""
    % (trace, states["pvsm"], states["py"])
)
window.screenshot("window")

# In the window and in the other processes alike.
report = """
import hashlib, os
from paraview import servermanager
from paraview.simple import *
names = ["CurvedPlanarReformat1", "CurveCrossSection1"]
lines = []
for name in names:
    image = servermanager.Fetch(FindSource(name))
    data = image.GetPointData()
    lines += [str(image.GetDimensions()), str(image.GetOrigin()), str(image.GetSpacing())]
    for i in range(data.GetNumberOfArrays()):
        array = data.GetArray(i)
        lines.append("%%s %%s" %% (array.GetName(), hashlib.sha256(memoryview(array)).hexdigest()))
with open(%r, "w") as file:
    file.write("\\n".join(lines) + "\\n")
view = GetActiveViewOrCreate("RenderView")
view.ResetCamera()
# ParaView 5.13 draws them for the size of the window that they were in before.
view.OrientationAxesVisibility = 0
SaveScreenshot(%r, view, ImageResolution=[300, 300])
"""


def reported(name):
    return [os.path.join(window.folder, name + ending) for ending in (".txt", ".png")]


window.python(report % tuple(reported("window-view")))
window.play()
text = open(trace, encoding="utf-8").read()
for expected in "CurvedPlanarReformat(", "Curve=", "Interpolation='Cubic'", "CurveCrossSection(":
    # with spaces or without, which differs between versions
    assert expected in text.replace(" ", ""), "%s is not in the trace:\n%s" % (expected, text)


def contents(file_name):
    with open(file_name, encoding="utf-8") as file:
        return file.read()


expected_text, expected_picture = reported("window-view")
assert contents(expected_text).count("\n") == 10, contents(expected_text)
scripts = {
    "trace": text,
    "pvsm": "from paraview.simple import *\nLoadState(%r)\n" % states["pvsm"],
    "py": contents(states["py"]),
}
for name, script in scripts.items():
    file_name = os.path.join(window.folder, "again-%s.py" % name)
    with open(file_name, "w", encoding="utf-8") as file:
        file.write(script + report % tuple(reported(name)))
    pvpython = os.environ.get("CURVEDREFORMAT_PVPYTHON", "pvpython")
    subprocess.run(
        [pvpython, "--dr", "--force-offscreen-rendering", file_name], check=True, timeout=120
    )
    values, picture = reported(name)
    assert contents(values) == contents(expected_text), name
    difference = abs(pixels(picture) - pixels(expected_picture)).max()
    print("%s: pictures differ by %g" % (name, difference))
    assert difference == 0, "%s: %g" % (name, difference)
