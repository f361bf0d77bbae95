# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The state file of the fly-through, played in a new process: the camera is on the curve that the
file holds and looks along it, up is +y of the cross-section ahead, nothing rolls, and the frames
show something."""

import math
import os
import sys

import numpy as np
from curvedreformat import vtkMovingFrame
from paraview import servermanager
from paraview.simple import *
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGReader
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

folder, curve_file, frames = sys.argv[1], sys.argv[2], int(sys.argv[3])


def angle(a, b):
    return math.atan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b))


def transported(up, before, after):
    """`up` turned as little as takes the direction `before` to `after`: Rodrigues' formula."""
    axis = np.cross(before, after)
    sine, cosine = np.linalg.norm(axis), np.dot(before, after)
    if sine < 1e-12:
        return up
    axis = axis / sine
    return up * cosine + np.cross(axis, up) * sine + axis * np.dot(axis, up) * (1 - cosine)


reader = vtkXMLPolyDataReader()
reader.SetFileName(curve_file)
reader.Update()
points = vtk_to_numpy(reader.GetOutput().GetPoints().GetData()).astype(float)
model = vtkMovingFrame()
assert model.Build(reader.GetOutput()), model.GetErrorMessage()


def distance_from_line(p):
    """From the straight segments between the points of the file."""
    a, b = points[:-1], points[1:]
    t = np.clip(((p - a) * (b - a)).sum(1) / ((b - a) ** 2).sum(1), 0, 1)
    return np.linalg.norm(p - (a + t[:, None] * (b - a)), axis=1).min()


LoadState(os.path.join(folder, "fly_through.pvsm"))
scene = GetAnimationScene()
track, = (cue for cue in scene.Cues if cue.GetXMLName() == "CameraAnimationCue")
view = track.AnimatedProxy
section, = (s for s in GetSources().values() if s.GetXMLName() == "CurveCrossSection")
begin, end = scene.StartTime, scene.EndTime
assert abs(end - model.GetLength()) < 1e-9, "the last time is %g, the curve is %g long" % (end, model.GetLength())
assert 0 < begin < 0.25 * end + 1e-9, "the section begins %g ahead" % begin
keyframes = len(track.KeyFrames)
assert (keyframes - 1) % (frames - 1) == 0, "%d keyframes are none for each of %d frames" % (keyframes, frames)

# At the keyframes, which are those of the frames and some between.
before = None
rolled = 0.0
for i in range(keyframes):
    time = begin + (end - begin) * i / (keyframes - 1)
    scene.AnimationTime = time
    position, focus, up = (np.array(v) for v in (view.CameraPosition, view.CameraFocalPoint, view.CameraViewUp))
    ahead = (focus - position) / np.linalg.norm(focus - position)
    assert distance_from_line(position) < 0.05, "at %g the camera is %g beside the curve" % (
        time, distance_from_line(position))
    c, n, b, t = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
    model.EvaluateFrame(time - begin, c, n, b, t)
    assert np.linalg.norm(position - c) < 1e-6, "at %g the camera is at %s, not %s" % (time, position, c)
    assert angle(ahead, t) < 1e-6, "at %g it looks %g degrees aside" % (time, math.degrees(angle(ahead, t)))
    assert angle(up, b) < 1e-6, "at %g up is %g degrees off" % (time, math.degrees(angle(up, b)))
    if before:
        assert angle(before[1], position - before[0]) < 0.2, "at %g it does not fly where it looks" % time
        rolled += angle(transported(before[2], before[1], ahead), up)
    before = position, ahead, up
assert math.degrees(rolled) < 0.5, "the camera has rolled by %g degrees" % math.degrees(rolled)

# The cross-section is that of the time; seen from the camera its y runs up and its x to the left.
for time in (begin, 0.6 * end, end):
    scene.AnimationTime = time
    Render(view)
    image = servermanager.Fetch(section)
    shown = image.GetFieldData().GetArray("ArcLength").GetTuple1(0)
    assert abs(shown - time) < 1e-9, "at %g the section is at %g" % (time, shown)
    matrix = np.array(image.GetFieldData().GetArray("SliceToWorld").GetTuple(0)).reshape(4, 4)
    position, focus, up = (np.array(v) for v in (view.CameraPosition, view.CameraFocalPoint, view.CameraViewUp))
    right = np.cross(focus - position, up)
    assert np.dot(up, matrix[:3, 1]) > 0 > np.dot(right, matrix[:3, 0]), "at %g the section is upside down" % time

# The frames that were saved.
last = None
for i in range(frames):
    name = os.path.join(folder, "frame.%04d.png" % i)
    assert os.path.exists(name), "there is no %s" % name
    png = vtkPNGReader()
    png.SetFileName(name)
    png.Update()
    values = vtk_to_numpy(png.GetOutput().GetPointData().GetScalars()).astype(float)
    assert png.GetOutput().GetDimensions()[:2] == (640, 480), "%s has another size" % name
    assert values.std() > 10, "%s shows nothing" % name
    assert last is None or np.abs(values - last).mean() > 2, "%s is as the one before" % name
    last = values
print("%d keyframes, rolled by %g degrees" % (keyframes, math.degrees(rolled)))
