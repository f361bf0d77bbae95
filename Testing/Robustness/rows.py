# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The rows of the table of bad inputs, and how one is tried."""

import contextlib
import math
import os
import re
import resource
import signal
import tempfile

import numpy as np
from subjects import values
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow
from vtkmodules.vtkCommonDataModel import vtkCompositeDataSet, vtkDataObject, vtkDataSetAttributes, vtkImageData


class Row:
    """One line of the table.

    `on`        the subjects that it is tried on
    `says`      parts of the one sentence that has to come, any of several where | is between them;
                without it the input is legal
    `curve`     makes the curve in place of the right one; None for none
    `image`     makes the image in place of the right one; None for none
    `settings`  names and values of what is set; or a function of the algorithm
    `prepare`   what else is set beforehand, and stays when the input is mended
    `warns`     parts of the one warning that legal input gives
    `run`       what is done instead of one Update(): a function of the subject, the algorithm and its
                inputs, which answers how much has come out
    `limit`     what the process may use meanwhile: ("FSIZE", bytes a file) or ("AS", bytes more than now)
    `holds`     of legal input: a function of the algorithm and what it was given that asserts
    """

    USUAL = object()

    def __init__(self, what, on, says=None, curve=USUAL, image=USUAL, settings=None, prepare=None, warns=None,
                 run=None, limit=None, holds=None):
        self.what = what
        self.on = on if isinstance(on, tuple) else (on,)
        self.says = says
        self.curve = curve
        self.image = image
        self.settings = settings or {}
        self.prepare = prepare
        self.warns = warns
        self.runs_once = run is None and not limit
        self.run = run or (lambda subject, algorithm, inputs: subject.run(algorithm))
        self.limit = limit
        self.holds = holds


class Heard:
    """All that is said meanwhile: to VTK's output window, and on the streams of C."""

    def __enter__(self):
        self.usual = vtkOutputWindow.GetInstance()
        self.window = vtkStringOutputWindow()
        vtkOutputWindow.SetInstance(self.window)
        vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
        self.file = tempfile.TemporaryFile()
        self.kept = os.dup(2)
        os.dup2(self.file.fileno(), 2)
        return self

    def __exit__(self, *ignored):
        os.dup2(self.kept, 2)
        os.close(self.kept)
        vtkOutputWindow.SetInstance(self.usual)
        self.file.seek(0)
        self.streams = self.file.read().decode(errors="replace")
        self.file.close()
        self.said = self.window.GetOutput()
        self.errors = re.findall(r"^ERROR: .*\n(.*\): .*)", self.said, re.M)
        self.warnings = re.findall(r"^Warning: .*\n(.*\): .*)", self.said, re.M)


# Of the pipeline, or set by the table itself.
NOT_SETTINGS = ("FileName", "AbortExecute", "Progress", "ReleaseDataFlag")


def settings_of(algorithm):
    """What the getters of an algorithm's own numbers and names answer."""
    found = {}
    for name in dir(algorithm):
        getter = getattr(algorithm, "Get" + name[3:], None)
        if name.startswith("Set") and getter and name[3:] not in NOT_SETTINGS:
            try:
                value = getter()
            except TypeError:  # it wants an argument
                continue
            if value is None or isinstance(value, (int, float, str, tuple)):
                found[name] = value
    return found


def put(algorithm, settings):
    for name, value in settings.items():
        set_it = getattr(algorithm, name if name.startswith("Set") else "Set" + name)
        set_it(*value) if isinstance(value, tuple) else set_it(value)


def make_inputs(row, subject):
    makers = list(subject.inputs)
    for port, maker in ((subject.curve, row.curve), (subject.image, row.image)):
        if port is not None and maker is not Row.USUAL:
            makers[port] = maker
    return [make() if make else None for make in makers]


@contextlib.contextmanager
def limited(limit):
    """A limit of the process, and then what there was before."""
    if not limit:
        yield
        return
    kind = getattr(resource, "RLIMIT_" + limit[0])
    usual = resource.getrlimit(kind)
    most = limit[1]
    if limit[0] == "AS":
        with open("/proc/self/statm", encoding="ascii") as file:
            most += int(file.read().split()[0]) * resource.getpagesize()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(kind, (int(most), usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(kind, usual)


def try_row(row, subject):
    """Try a row on a subject; AssertionError says what is wrong."""
    algorithm = subject.make()
    if row.prepare:
        row.prepare(algorithm)
    before = settings_of(algorithm)
    file_name = algorithm.GetFileName() if hasattr(algorithm, "GetFileName") else None
    with Heard() as heard:
        inputs = make_inputs(row, subject)
        subject.connect(algorithm, inputs)
        if callable(row.settings):
            row.settings(algorithm)
        else:
            put(algorithm, row.settings)
        with limited(row.limit):
            size = row.run(subject, algorithm, inputs)
    said = "%s%s" % (heard.said, heard.streams)
    assert not heard.streams, "the streams of C got\n%s" % said
    if row.says is None:
        assert not heard.errors and len(heard.warnings) == bool(row.warns), "it is legal, and said was\n%s" % said
        for part in row.warns or []:
            assert part in heard.warnings[0], "%r is expected, and said was\n%s" % (part, said)
        assert size > 0, "it is legal, and nothing has come out"
        if row.holds:
            row.holds(algorithm, inputs)
    else:
        assert len(heard.errors) == 1 and not heard.warnings, "one sentence is expected, and said was\n%s" % said
        sentence = heard.errors[0].split("): ", 1)[1]
        for part in row.says:
            assert any(p in sentence for p in part.split("|")), "%r is expected, and said was\n%s" % (part, said)
        assert heard.said.strip().count("\n") == 1, "more than a sentence was said:\n%s" % said
        assert sentence.endswith("."), "no sentence: %s" % sentence
        assert size == 0, "there is an error, and an output of %d points" % size

    # The same object works when the input is mended.
    with Heard() as heard:
        for name, value in before.items():
            now = getattr(algorithm, "Get" + name[3:])()
            if repr(now) != repr(value):
                put(algorithm, {name: value})
        if file_name:
            algorithm.SetFileName(file_name)
        if hasattr(algorithm, "SetAbortExecute"):
            algorithm.SetAbortExecute(0)
        subject.connect(algorithm, [make() for make in subject.inputs])
        size = subject.run(algorithm)
    assert not heard.said and not heard.streams, "mended, and said was\n%s%s" % (heard.said, heard.streams)
    assert size > 0, "mended, and nothing has come out"

    # Nothing of that is left when the input is bad again.
    if row.says is not None and row.runs_once:
        with Heard() as heard:
            subject.connect(algorithm, make_inputs(row, subject))
            if callable(row.settings):
                row.settings(algorithm)
            else:
                put(algorithm, row.settings)
            size = subject.run(algorithm)
        assert size == 0 and heard.errors, "bad again, and there is an output of %d points; said was\n%s" % (
            size, heard.said)


# Properties of legal input.


def images_of(algorithm):
    """The images that have come out, alone or in parts of something."""
    data = [
        algorithm.GetOutputInformation(port).Get(vtkDataObject.DATA_OBJECT())
        for port in range(algorithm.GetNumberOfOutputPorts())
    ] if hasattr(algorithm, "GetNumberOfOutputPorts") else []
    images = []
    for one in data:
        if isinstance(one, vtkCompositeDataSet):
            parts = one.NewIterator()
            parts.InitTraversal()
            while not parts.IsDoneWithTraversal():
                images.append(parts.GetCurrentDataObject())
                parts.GoToNextItem()
        else:
            images.append(one)
    return [image for image in images if isinstance(image, vtkImageData)]


def orthonormal(algorithm, inputs):
    """The frames of the curve are orthonormal and right-handed."""
    frame = algorithm.GetMovingFrame()
    length = frame.GetLength()
    assert length > 0 and math.isfinite(length), "the length is %s" % length
    for at in np.linspace(0, length, 50):
        axes = [[0.0] * 3 for _ in range(4)]
        frame.EvaluateFrame(at, *axes)
        axes = np.array(axes[1:])
        worst = np.abs(axes @ axes.T - np.eye(3)).max()
        assert worst < 1e-12, "the frame at %s is %s off" % (at, worst)
        assert np.linalg.det(axes) > 0, "the frame at %s is left-handed" % at


def places_of(image):
    """The world points of an image's voxels: [k, j, i, xyz]. Of a straightened image, which says so
    in its field data, through its matrices, and of another where it lies itself."""
    size = image.GetDimensions()
    k, j, i = (n.ravel() for n in np.mgrid[0:size[2], 0:size[1], 0:size[0]])
    first = np.array(image.GetExtent()[::2])[:, None]
    direction = np.array([[image.GetDirectionMatrix().GetElement(r, c) for c in range(3)] for r in range(3)])
    index = np.stack([i, j, k]) + first
    own = direction @ (index * np.array(image.GetSpacing())[:, None]) + np.array(image.GetOrigin())[:, None]
    matrices = image.GetFieldData().GetArray("SliceToWorld")
    if matrices and np.array_equal(direction, np.eye(3)):
        own[2] = 0
        own = np.vstack([own, np.ones(own.shape[1])])
        own = np.einsum("nij,jn->in", vtk_to_numpy(matrices).reshape(-1, 4, 4)[k], own)[:3]
    return own.T


def holds_the_world(algorithm, inputs):
    """Where the images that come out are valid they have the values of the world at their places."""
    for image in images_of(algorithm):
        world = places_of(image)
        got, mask = (vtk_to_numpy(image.GetPointData().GetArray(name)) for name in ("v", "vtkValidPointMask"))
        bounds = np.array(inputs[0].GetBounds()) if isinstance(inputs[0], vtkImageData) else np.array([0, 19] * 3)
        inside = ((world >= bounds[::2]) & (world <= bounds[1::2])).all(axis=1) & (mask != 0)
        assert inside.sum() >= 10, "only %d voxels are valid" % inside.sum()
        wrong = np.abs(got - values(*world.T))[inside].max()
        assert wrong < 1e-3, "a voxel is %s off" % wrong


def leaves_out_what_is_hidden(algorithm, inputs):
    """The same, and what lies nearest to a blanked voxel of the image is not valid."""
    holds_the_world(algorithm, inputs)
    if algorithm.IsA("vtkInverseCurvedPlanarReformat"):
        return  # its image has places of its own
    ghosts = vtk_to_numpy(inputs[0].GetPointData().GetArray(vtkDataSetAttributes.GhostArrayName()))
    for image in images_of(algorithm):
        mask = vtk_to_numpy(image.GetPointData().GetArray("vtkValidPointMask"))
        found = np.array([inputs[0].FindPoint(list(place)) for place in places_of(image)])
        hidden = (found >= 0) & (ghosts[found] & vtkDataSetAttributes.HIDDENPOINT != 0)
        assert hidden.sum() >= 5, "only %d voxels are at blanked ones" % hidden.sum()
        assert not mask[hidden].any(), "%d voxels at blanked ones are valid" % mask[hidden].sum()
