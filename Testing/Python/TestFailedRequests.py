# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What is wrong in ParaView is said once and leaves nothing in the data and in the view; once it is
mended, both are what they would be had it never been wrong."""

import os

from paraview import simple
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow
from vtkmodules.vtkRenderingCore import vtkWindowToImageFilter

vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)  # these errors are expected
data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
usual = vtkOutputWindow.GetInstance()

curve_file = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "failed-requests.csv")
with open(curve_file, "w") as stream:
    stream.write("x,y,z\n0,0,0\n1,2,3\n4,4,5\n")

image = simple.XMLImageDataReader(FileName=[os.path.join(data, "ct_cropped.vti")])
line = simple.XMLPolyDataReader(FileName=[os.path.join(data, "aorta-centerline.vtp")])
straight = simple.CurvedPlanarReformat(Input=image, Curve=line)
sphere = simple.Sphere()


def elements(proxy):
    information = proxy.GetDataInformation()
    return information.GetNumberOfPoints() + information.GetNumberOfRows()


def update(proxy):
    """How many elements there are, and the sentences that are said."""
    window = vtkStringOutputWindow()
    vtkOutputWindow.SetInstance(window)
    proxy.UpdatePipeline()
    count = elements(proxy)
    vtkOutputWindow.SetInstance(usual)
    return count, window.GetOutput()


def value_of(proxy, name):
    """Now; what ParaView gives for a vector is what it is later on."""
    value = getattr(proxy, name)
    return [value[i] for i in range(len(value))] if type(value).__name__ == "VectorProperty" else value


def change(proxy, values):
    for name, value in values.items():
        setattr(proxy, name, value)


# what is made, the settings that are wrong, words of what is said
CASES = [
    (lambda: simple.CurvedPlanarReformat(Input=image, Curve=line), {"Spacing": [-1, 0, 0]}, "Spacing in x is -1"),
    (lambda: simple.CurvedPlanarReformat(Input=image, Curve=line), {"NumberOfSlices": 2000000000}, "of memory"),
    (lambda: simple.CurvedPlanarReformat(Input=image, Curve=line), {"Curve": sphere}, "Curve has no line"),
    (lambda: simple.CurvedPlanarReformat(Input=image, Curve=line), {"CurveIndex": 7}, "CurveIndex is 7"),
    (lambda: simple.MultiCurvePlanarReformat(Input=image, Curve=line), {"SliceSize": [-5, 0]}, "SliceSize in x is -5"),
    (lambda: simple.CurveCrossSection(Input=image, Curve=line), {"Spacing": [-1, 0, 0]}, "Spacing in x is -1"),
    (lambda: simple.CurveCrossSection(Input=image, Curve=line), {"SliceDimensions": [2000000, 2000000]}, "of memory"),
    (lambda: simple.InverseCurvedPlanarReformat(Input=straight), {"OutputSpacing": [1e-4] * 3}, "of memory"),
    (lambda: simple.CurveFrames(Input=line), {"SampleSpacing": -1}, "SampleSpacing is -1"),
    (lambda: simple.StraightenDataSet(Input=line, Curve=line), {"SmoothingLength": -1}, "SmoothingLength is -1"),
    (lambda: simple.StraighteningDisplacementField(Input=line), {"Tolerance": -1}, "Tolerance is -1"),
    (lambda: simple.ReformatProfile(Input=straight), {"Input": image}, "straightened"),
    (lambda: simple.TextCurveReader(FileName=curve_file), {"FileName": "none.csv"}, "none.csv"),
]

for make, wrong, words in CASES:
    proxy = make()
    what = "%s with %s" % (proxy.GetXMLName(), wrong)
    expected, said = update(proxy)
    assert expected > 0 and not said, "%s is not right to begin with: %d, %s" % (what, expected, said)
    right = {name: value_of(proxy, name) for name in wrong}
    for attempt in "first", "second":
        change(proxy, wrong)
        count, said = update(proxy)
        assert said.count("): ") == 1 and words in said, "%s, the %s time, said:\n%s" % (what, attempt, said)
        assert count == 0, "%s, the %s time, leaves %d points" % (what, attempt, count)
        change(proxy, right)
        count, said = update(proxy)
        assert count == expected and not said, "%s, mended: %d of %d; %s" % (what, count, expected, said)
    simple.Delete(proxy)
    print(what)


def picture(view):
    window = vtkStringOutputWindow()
    vtkOutputWindow.SetInstance(window)
    simple.Render(view)
    vtkOutputWindow.SetInstance(usual)
    capture = vtkWindowToImageFilter()
    capture.SetInput(view.GetRenderWindow())
    capture.ReadFrontBufferOff()
    capture.Update()
    return vtk_to_numpy(capture.GetOutput().GetPointData().GetScalars()).astype(int)


def show(proxy, kind):
    view = simple.CreateView("RenderView")
    view.ViewSize = [120, 120]
    view.OrientationAxesVisibility = 0
    simple.Show(proxy, view).SetRepresentationType(kind)
    simple.ColorBy(simple.GetDisplayProperties(proxy, view), None)
    simple.ResetCamera(view)
    picture(view)
    return view


for kind in "Surface", "Slice", "Outline":
    proxy = simple.CurvedPlanarReformat(Input=image, Curve=line)
    view = show(proxy, kind)
    good = picture(view)
    background = good[0]
    assert (good != background).any(), "%s: nothing is shown" % kind
    proxy.Spacing = [-1, 0, 0]
    bad = picture(view)
    assert (bad == background).all(), "%s: what was there before is still shown" % kind
    proxy.Spacing = [0, 0, 0]
    assert (picture(view) == good).all(), "%s: the view does not come back" % kind
    proxy.Mode = "Unfolded"
    assert (picture(view) != good).any(), "%s: the view does not follow" % kind
    simple.Delete(view)
    simple.Delete(proxy)
    print(kind)
