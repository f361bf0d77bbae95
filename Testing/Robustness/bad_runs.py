# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What goes wrong while a pipeline runs: inputs that change between its requests, extents that there
are not, a stop, no memory. (Of inputs and settings nothing is wrong.)"""

from lines import make_line
from rows import Row, holds_the_world
from subjects import (
    FIELD, FIELD_ALONE, FRAMES, INVERSE, INVERSE_ALONE, MULTI, OF_IMAGE, PROFILE, REFORMAT, SECTION, STRAIGHTEN, TRANSFORM,
    make_curve, make_image)
from vtkmodules.vtkCommonDataModel import vtkPolyData


def changed(port, change):
    """The input of a port changes after the pipeline has told what it will make."""

    def run(subject, algorithm, inputs):
        algorithm.UpdateInformation()
        change(inputs[port])
        inputs[port].Modified()
        return subject.run(algorithm)

    return run


def no_line(curve):
    curve.SetLines(None)


def shorter(curve):
    curve.ShallowCopy(make_line([(4, 10, 10), (10, 10, 11), (16, 10, 10)]))


def no_arrays(image):
    image.GetPointData().Initialize()


def smaller(image):
    part = make_image()
    part.Crop([3, 15, 0, 19, 5, 19])
    image.ShallowCopy(part)


def outside(subject, algorithm, inputs):
    algorithm.UpdateExtent([100, 120, 0, 3, 0, 3])
    return algorithm.GetOutput().GetNumberOfPoints()


def stopped(subject, algorithm, inputs):
    """Told to stop by the first report of progress."""
    tag = algorithm.AddObserver("ProgressEvent", lambda *ignored: algorithm.SetAbortExecute(1))
    size = subject.run(algorithm)
    algorithm.RemoveObserver(tag)
    assert size == 0, "it was stopped, and there is an output of %d points" % size
    algorithm.SetAbortExecute(0)
    algorithm.Modified()
    return subject.run(algorithm)


def many_points():
    return make_curve(200000)


STOPPED = (REFORMAT, MULTI, SECTION, INVERSE, STRAIGHTEN, FIELD, PROFILE)

ROWS = [
    Row("the curve loses its line between two requests", (REFORMAT, MULTI, SECTION), ["no line through its points"],
        run=changed(1, no_line)),
    Row("the curve is emptied between two requests", (REFORMAT, MULTI, SECTION), ["Curve is empty"],
        run=changed(1, vtkPolyData.Initialize)),
    Row("the image loses its arrays between two requests", OF_IMAGE, ["no point data and no cell data to sample"],
        run=changed(0, no_arrays)),
    Row("the curve gets another between two requests", (REFORMAT, MULTI, SECTION), run=changed(1, shorter),
        holds=holds_the_world),
    Row("the image gets smaller between two requests", (REFORMAT, MULTI, SECTION), run=changed(0, smaller),
        holds=holds_the_world),
    # in the words of VTK, which does not ask the filter then
    Row("an extent that there is not", (REFORMAT, SECTION, INVERSE, FIELD),
        ["The update extent specified", "100 120 0 3 0 3, which is outside the whole extent"], run=outside),
    Row("told to stop", STOPPED, run=stopped),

    Row("no memory for the output", (REFORMAT, MULTI), ["GB of memory", "left of its limit", "choose a larger spacing"],
        settings={"SliceDimensions": (1500, 1500)}, limit=("AS", 50e6)),
    Row("no memory for the output", SECTION, ["GB of memory", "left of its limit", "choose a larger spacing"],
        settings={"SliceDimensions": (9000, 9000)}, limit=("AS", 50e6)),
    Row("no memory for the output", INVERSE_ALONE, ["GB of memory", "left of its limit"],
        settings={"OutputSpacing": (0.03, 0.03, 0.03)}, limit=("AS", 50e6)),
    Row("no memory for the points", FRAMES, ["Framed curve would need", "left of its limit; give a larger SampleSpacing"],
        settings={"SampleSpacing": 1e-5}, limit=("AS", 50e6)),
    Row("no memory for the field", FIELD_ALONE, ["memory"], settings={"Spacing": (0.02, 0.02, 0.02)},
        limit=("AS", 50e6)),
    Row("no memory for the curve", (FRAMES, TRANSFORM, REFORMAT, STRAIGHTEN, FIELD), ["memory"], curve=many_points,
        limit=("AS", 20e6)),
]
