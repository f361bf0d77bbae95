# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Flies along a curve: the camera on it, looking where it goes, a cross-section ahead.

    fly_through.py image.vti curve.vtp FOLDER [--frames N] [--wall VALUE] [--window=LOW,HIGH]

FOLDER gets the frames, frame.0000.png and so on, and fly_through.pvsm, a state file for ParaView
with the animation in it, to be played or changed there. --wall draws the surface where the image
has that value, such as the wall of a vessel with contrast agent; --window is the range of values
from black to white.
"""
import argparse
import math
import os
import sys

from paraview import servermanager
from paraview.simple import *
from vtkmodules.util.numpy_support import vtk_to_numpy

LEAST_KEYFRAMES = 200  # between them ParaView interpolates


def camera_keyframes(curve, length, count, ahead):
    """`count` of them on the curve, with the frame's B up and T ahead, the first at its beginning, the
    last `ahead` steps before its end."""
    framed = CurveFrames(Input=curve, SampleSpacing=length / (count - 1 + ahead))
    data = servermanager.Fetch(framed)
    points = vtk_to_numpy(data.GetPoints().GetData())
    tangents, binormals = (vtk_to_numpy(data.GetPointData().GetArray(n)) for n in ("Tangents", "Binormals"))
    Delete(framed)
    keyframes = []
    for i in range(count):
        keyframe = CameraKeyFrame()
        servermanager.ProxyManager().RegisterProxy("animation", "Camera%d" % i, keyframe)  # for the state file
        keyframe.KeyTime = i / (count - 1)
        keyframe.Position = points[i]
        keyframe.FocalPoint = points[i] + tangents[i]
        keyframe.ViewUp = binormals[i]
        keyframe.ViewAngle = 80  # degrees
        keyframes.append(keyframe)
    return keyframes


def show_section(image, curve, view, window):
    """The cross-section whose arc length is the time of the animation."""
    section = CurveCrossSection(Input=image, Curve=curve, FollowTime=1)
    section.UpdatePipeline()
    if not section.PointData.keys():
        sys.exit("The image could not be sliced.")  # an error message has said why
    section.UpdatePipelineInformation()
    shown = Show(section, view)
    name = section.PointData[0].GetName()
    ColorBy(shown, ("POINTS", name))
    colors = GetColorTransferFunction(name)
    colors.ApplyPreset("Grayscale", True)
    colors.RescaleTransferFunction(*(window or image.PointData[name].GetRange()))
    shown.SetRepresentationType("Slice")
    shown.SetScalarBarVisibility(view, False)
    return section


def show_wall(image, curve, view, value):
    """Around the curve only: the surface is found in the straightened image and bent back."""
    straightened = CurvedPlanarReformat(Input=image, Curve=curve)
    straightened.UpdatePipeline()
    name = straightened.PointData[0].GetName()
    surface = Contour(Input=straightened, ContourBy=["POINTS", name], Isosurfaces=[value])
    wall = StraightenDataSet(Input=surface, Curve=curve, Direction="Straightened To World")
    shown = Show(wall, view)
    shown.ColorArrayName = ["POINTS", ""]
    shown.Ambient = 0.25
    shown.AmbientColor = shown.DiffuseColor = [0.85, 0.55, 0.45]


def build(image, curve, view, frames, wall=None, window=None):
    """The pipeline and the animation: `frames` pictures of the given view."""
    section = show_section(image, curve, view, window)
    if wall is not None:
        show_wall(image, curve, view, wall)
    length = section.GetPropertyValue("ArcLengthRange")[1]
    # A keyframe for each picture, and some between them.
    steps = (frames - 1) * math.ceil(LEAST_KEYFRAMES / (frames - 1))
    # The section is so far ahead of the camera that most of it is seen, and what lies around it.
    bounds = section.GetDataInformation().GetBounds()
    distance = min(0.3 * math.dist(bounds[::2], bounds[1::2]), 0.25 * length)
    ahead = max(round(steps * distance / (length - distance)), 1)

    scene = GetAnimationScene()
    scene.PlayMode = "Sequence"
    scene.NumberOfFrames = frames
    scene.StartTime = length * ahead / (steps + ahead)  # the arc length of the section, not of the camera
    scene.EndTime = length
    track = GetCameraTrack(view=view)
    track.Mode = "Interpolate Camera"
    track.KeyFrames = camera_keyframes(curve, length, steps + 1, ahead)
    scene.GoToFirst()
    return scene


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image")
    parser.add_argument("curve")
    parser.add_argument("folder")
    parser.add_argument("--frames", type=int, default=100)
    parser.add_argument("--wall", type=float)
    parser.add_argument("--window", type=lambda text: [float(v) for v in text.split(",")])
    arguments = parser.parse_args()
    for file_name in arguments.image, arguments.curve:
        if not os.path.isfile(file_name):
            sys.exit("There is no file %s." % file_name)
    if arguments.frames < 2:
        sys.exit("%d frames make no animation; give 2 or more." % arguments.frames)
    os.makedirs(arguments.folder, exist_ok=True)

    view = CreateView("RenderView")
    view.ViewSize = [640, 480]
    view.OrientationAxesVisibility = 0
    view.UseColorPaletteForBackground = 0
    view.Background = [0.0, 0.0, 0.0]
    image = OpenDataFile(os.path.abspath(arguments.image))
    curve = OpenDataFile(os.path.abspath(arguments.curve))
    build(image, curve, view, arguments.frames, arguments.wall, arguments.window)
    SaveState(os.path.join(arguments.folder, "fly_through.pvsm"))
    SaveAnimation(os.path.join(arguments.folder, "frame.png"), view, ImageResolution=[640, 480],
                  FrameWindow=[0, arguments.frames - 1], SuffixFormat=".%04d")


if __name__ == "__main__":
    main()
