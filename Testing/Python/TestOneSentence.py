# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What goes wrong is said in one sentence, once, however often VTK goes through its passes; VTK's
own dumps of requests are left out, and Update() of the executive still returns 0."""

from curvedreformat import (
    vtkCurveCrossSection,
    vtkCurvedPlanarReformat,
    vtkCurveFrames,
    vtkInverseCurvedPlanarReformat,
    vtkMarkupsCurveReader,
    vtkMultiCurvePlanarReformat,
    vtkOrientedDICOMReader,
    vtkReformatProfile,
    vtkStraightenDataSet,
    vtkStraighteningDisplacementField,
    vtkTextCurveReader,
)
from vtkmodules.util.misc import calldata_type
from vtkmodules.util.vtkConstants import VTK_STRING
from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData
from vtkmodules.vtkImagingCore import vtkRTAnalyticSource

vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)  # these errors are expected
source = vtkRTAnalyticSource()
usual = vtkOutputWindow.GetInstance()


def give_no_curve(bad):
    """An image, or what is moved, along a curve without points."""
    if bad.IsA("vtkImageAlgorithm"):
        bad.SetInputConnection(source.GetOutputPort())
    else:
        bad.SetInputData(vtkPolyData())
    bad.SetInputData(1, vtkPolyData())


def give_no_points(bad):
    bad.SetInputData(vtkPolyData())


def give_empty_image(bad):
    bad.SetInputData(vtkImageData())


def give_no_file(bad):
    bad.SetFileName("there is no such file")


CASES = {
    vtkCurvedPlanarReformat: (give_no_curve, "Curve is empty"),
    vtkMultiCurvePlanarReformat: (give_no_curve, "Curve is empty"),
    vtkCurveCrossSection: (give_no_curve, "Curve is empty"),
    vtkInverseCurvedPlanarReformat: (give_no_curve, "Curve is empty"),
    vtkStraightenDataSet: (give_no_curve, "Curve is empty"),
    vtkCurveFrames: (give_no_points, "Curve is empty"),
    vtkStraighteningDisplacementField: (give_no_points, "Curve is empty"),
    vtkReformatProfile: (give_empty_image, "empty"),
    vtkMarkupsCurveReader: (give_no_file, "cannot be read"),
    vtkTextCurveReader: (give_no_file, "cannot be read"),
    vtkOrientedDICOMReader: (give_no_file, "no file or folder"),
}
for cls, (spoil, sentence) in CASES.items():
    window = vtkStringOutputWindow()
    vtkOutputWindow.SetInstance(window)
    bad = cls()
    spoil(bad)
    returned = bad.GetExecutive().Update()
    said = window.GetOutput()
    vtkOutputWindow.SetInstance(usual)
    assert returned == 0, "%s: Update() returned %s" % (cls.__name__, returned)
    assert said.count("): ") == 1 and sentence in said, "%s said\n%s" % (cls.__name__, said)
    assert "returned failure" not in said, "%s said\n%s" % (cls.__name__, said)

    # other errors of the executive are shown, but not when somebody listens, who hears all
    heard = []

    @calldata_type(VTK_STRING)
    def hear(caller, event, text):
        heard.append(text)

    for listens in False, True:
        if listens:
            bad.GetExecutive().AddObserver("ErrorEvent", hear)
            bad.AddObserver("ErrorEvent", lambda *ignored: None)
            bad.Modified()
            bad.GetExecutive().Update()
            assert any("returned failure" in text for text in heard), "%s: heard were %s" % (cls.__name__, heard)
        window = vtkStringOutputWindow()
        vtkOutputWindow.SetInstance(window)
        for repeated in range(2):
            bad.GetExecutive().GetOutputData(7)
        said = window.GetOutput()
        vtkOutputWindow.SetInstance(usual)
        assert said.count("port index 7") == (0 if listens else 2), "%s: shown is\n%s" % (cls.__name__, said)
    assert sum("port index 7" in text for text in heard) == 2, "%s: heard were %s" % (cls.__name__, heard)
print("one sentence each")
