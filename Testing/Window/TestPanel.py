# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The panel shows what counts in a mode and hides the rest, the slider of the arc length is as long as
the curve, the files of 3D Slicer open, and a button brings the defaults back."""

import os

from window import PROPERTIES, Window

data = os.environ["CURVEDREFORMAT_TEST_DATA"]

# What the panel shows of the settings that depend on the mode.
SHOWN = {
    "Straightened": {"SliceSize", "FrameType"},
    "Stretched": {"SliceSize", "VectorOfInterest"},
    "Projected": {"SliceSize", "VectorOfInterest", "ProjectionDirection"},
    "Unfolded": {"FrameType", "RadiusRange"},
    "Rotating": {"SliceSize", "FrameType", "NumberOfAngles"},
}
CONTENTS = PROPERTIES.split("PropertiesFrame")[0]
SLIDER = "ArcLength/DoubleRangeWidget/Slider"
DEPENDENT = sorted(set.union(*SHOWN.values()))

window = Window("Panel", size=(1400, 1200))
window.open_file(os.path.join(data, "totalseg-aorta", "ct_cropped.vti"))
window.open_file(os.path.join(data, "totalseg-aorta", "aorta-centerline.vtp"))
window.filter("CurvedPlanarReformat", 0, 1)
for mode, shown in SHOWN.items():
    window.set("Mode/ComboBox", mode)
    for name in DEPENDENT:
        window.check(PROPERTIES + name, "visible", name in shown)
    window.screenshot(mode)

# A slab brings its settings, the button takes all of it back.
window.set("Mode/ComboBox", "Straightened")
window.check(PROPERTIES + "SlabAxis", "visible", False)
window.set("SlabThickness/DoubleRangeWidget/DoubleLineEdit", "3")
window.check(PROPERTIES + "SlabAxis", "visible", True)
window.screenshot("slab")
window.apply()
window.python(
    "reformat = GetActiveSource()\n"
    "assert reformat.SlabThickness == 3, reformat.SlabThickness\n"
    "assert reformat.PointData.keys()"
)
window.event(CONTENTS + "PropertiesButtons/PropertiesRestoreDefaults", "activate")
window.check(PROPERTIES + "SlabAxis", "visible", False)
window.apply()
window.python("assert reformat.SlabThickness == 0 and reformat.Mode == 'Straightened'")

# Fewer slices: ParaView would go on showing one that is not there any more.
window.event("representationToolbar/displayRepresentation/1QComboBox0", "set_string", "Slice")
window.python("GetDisplayProperties(reformat).Slice = 150; Render()")
window.set("NumberOfSlices/LineEdit0", "20")
window.apply()
window.python(
    "shown = GetDisplayProperties(reformat)\n"
    "assert reformat.GetDataInformation().GetExtent()[5] == 19\n"
    "assert shown.Slice == 9, shown.Slice"
)
window.screenshot("fewer")

# The slider ends where the curve does; its text is what is applied.
window.filter("CurveCrossSection", 0, 1)
window.apply()
window.check(PROPERTIES + SLIDER, "minimum", 0)
window.set(SLIDER, 50)
window.apply()
window.python(
    """
section = FindSource("CurveCrossSection1")
length = section.GetProperty('ArcLengthRange')[1]
assert 320 < length < 330, length
assert abs(section.ArcLength - length / 2) < 0.02 * length, section.ArcLength
"""
)
window.screenshot("slider")

# Curves drawn in 3D Slicer, with File > Open.
for name in "curve.mrk.json", "points.fcsv":
    window.open_file(os.path.join(data, "markups", name))
    window.python(
        """
reader = FindSource(%r)
assert type(reader).__name__.startswith("MarkupsCurveReader"), reader
assert reader.GetDataInformation().GetNumberOfPoints() > 1
"""
        % name
    )
window.screenshot("markups")
window.play()
