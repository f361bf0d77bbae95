# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Makes a picture of every mode of Curved Planar Reformat, of the panorama of a jaw and of a spine,
with the ParaView plugin, and keeps the images that they show.

    Utilities/demo.sh                                       (installs and builds what is missing)
    Utilities/with-display.sh Utilities/run.sh pvpython Examples/ParaView/gallery.py [FOLDER]

FOLDER (default: output) gets

    mode-stretched.png     an aorta, the surface through it unrolled, thin and as a thick slab
    mode-projected.png     the same, not unrolled: where the arch turns back two sheets meet
    mode-unfolded.png      the wall of the aorta, and its stent, unrolled
    mode-unfolded-ring.png the bone of a skull, unfolded along a closed curve
    mode-rotating.png      longitudinal sections of the aorta at six angles
    mode-spine.png         a lumbar spine, straightened
    mode-panorama.png      the panorama of a jaw

and the images in them as mode-*.vti.
"""

import os
import sys

import numpy as np
from curvedreformat import vtkMovingFrame
from paraview import servermanager, simple
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

from pictures import (
    CROSS_SECTIONS,
    INK,
    INLINE,
    WINDOW,
    bar,
    color_of,
    gray_slice,
    in_voxels,
    label,
    look_at_sheet,
    new_renderer,
    outline,
    write_picture,
)

DATA = os.path.join(os.path.dirname(__file__), "..", "..", "Testing", "Data")
METAL = (-150, 1500)  # Hounsfield units, to see a stent in contrast
RED = (0.85, 0.10, 0.10)
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "output"


# ------------------------------------------------------------------ data


def read(folder, image, curve):
    """Readers of an image and of the curve beside it."""
    image = simple.XMLImageDataReader(FileName=[os.path.join(DATA, folder, image)])
    curve = simple.XMLPolyDataReader(FileName=[os.path.join(DATA, folder, curve)])
    for reader in image, curve:
        reader.UpdatePipeline()
    return image, curve


def reformat(image, curve, name, **settings):
    """Runs the filter, keeps its output as FOLDER/mode-NAME.vti, and returns it."""
    made = simple.CurvedPlanarReformat(Input=image, Curve=curve, **settings)
    made.UpdatePipeline()
    result = servermanager.Fetch(made)
    if not result.GetPointData().GetNumberOfArrays():
        sys.exit("The image of %s could not be made." % name)  # an error message has said why
    simple.SaveData(os.path.join(FOLDER, "mode-%s.vti" % name), proxy=made, **INLINE)
    print("%-18s %4d x %3d x %3d" % (name, *result.GetDimensions()))
    return result


def points_of(data):
    return vtk_to_numpy(data.GetPoints().GetData()).astype(float)


def in_mode(data, curve, **settings):
    """Points of the world in the coordinates of a mode."""
    moved = simple.StraightenDataSet(Input=data, Curve=curve, **settings)
    return points_of(servermanager.Fetch(moved))


def curve_of(points):
    """A source with the line through points."""
    data, cells, places = vtkPolyData(), vtkCellArray(), vtkPoints()
    places.SetData(numpy_to_vtk(np.ascontiguousarray(points), deep=True))
    cells.InsertNextCell(len(points))
    for i in range(len(points)):
        cells.InsertCellPoint(i)
    data.SetPoints(places)
    data.SetLines(cells)
    source = simple.TrivialProducer()
    source.GetClientSideObject().SetOutput(data)
    source.UpdatePipeline()
    return source


def length_of(curve):
    frame = vtkMovingFrame()
    frame.Build(servermanager.Fetch(curve))
    return frame.GetLength()


def along(curve, points):
    """Arc lengths at the points of a curve, which are evenly spaced in all of these data."""
    return np.linspace(0, length_of(curve), len(points))


# ------------------------------------------------------------------ the sheet


class Section:
    """A section of an image on a sheet. `right` and `up` name the axes of the image that run there,
    "z" or, the other way round, "-z"; `left` and `top` say where on the sheet it is, and `scale` is
    in pixels a unit, one number or one for each."""

    def __init__(self, image, right, up, left, top, scale, index=None, window=WINDOW):
        bounds = np.reshape(image.GetBounds(), (3, 2))
        bounds += np.outer(np.array(image.GetSpacing()) / 2, (-1, 1))  # out to the voxels' edges
        extent = np.reshape(image.GetExtent(), (3, 2))
        self.matrix = np.zeros((4, 4))
        self.matrix[3, 3] = 1
        axes = ["xyz".index(name[-1]) for name in (right, up)]
        scales = np.broadcast_to(scale, 2)
        width, height = scales * np.ptp(bounds[axes], axis=1)
        self.left, self.top = left, top
        self.right, self.bottom = left + width, top - height
        for row, (name, start) in enumerate(((right, left), (up, self.bottom))):
            sign = -1 if name[0] == "-" else 1
            self.matrix[row, axes[row]] = sign * scales[row]
            low = bounds[axes[row], int(sign < 0)]
            self.matrix[row, 3] = start - sign * scales[row] * low
        across = 3 - sum(axes)
        index = int(extent[across].mean()) if index is None else index
        position = image.GetOrigin()[across] + index * image.GetSpacing()[across]
        self.matrix[2, across] = 1
        self.matrix[2, 3] = -position
        self.slice = gray_slice(image, across, index, self.matrix, window)

    def at(self, point):
        """Where on the sheet a point of the image is, in front of the picture."""
        x, y = (self.matrix @ (*point, 1))[:2]
        return x, y, 50

    def show(self, renderer, title):
        renderer.AddViewProp(self.slice)
        middle = (self.left + self.right) / 2
        renderer.AddViewProp(label(title, middle, self.top + 12, 22, centered=True))


def draw_curve(renderer, section, points, lengths, width=3):
    """A curve in a section, coloured by arc length as in the pictures of the demo."""
    pieces = 40
    ends = np.linspace(0, len(points) - 1, pieces + 1).astype(int)
    for first, last in zip(ends[:-1], ends[1:]):
        line = [section.at(p) for p in points[first : last + 1]]
        color = color_of(lengths[(first + last) // 2], lengths[-1])
        renderer.AddActor(outline(line, color, width))


def draw_marks(renderer, section, points, lengths):
    """Names the arc lengths of CROSS_SECTIONS on the left of a section, at the height of the curve there."""
    for s in CROSS_SECTIONS:
        x, y, z = section.at(points[np.argmin(np.abs(lengths - s))])
        color = color_of(s, lengths[-1])
        renderer.AddActor(outline([(section.left - 14, y, z), (section.left - 2, y, z)], color, 5))
        text = label("%d mm" % s, section.left - 20, y - 8, 22, color, bold=True)
        text.GetTextProperty().SetJustificationToRight()
        renderer.AddViewProp(text)


def finish(renderer, width, height, name):
    look_at_sheet(renderer, width, height)
    file_name = os.path.join(FOLDER, "mode-%s.png" % name)
    write_picture([renderer], (width, height), file_name, compression=6)


# ------------------------------------------------------------------ the aorta


def draw_stretched(ct, centerline):
    renderer = new_renderer()
    scale, first, top = 1.75, 110, 650
    left = first
    common = {"BackgroundValue": -1024, "Spacing": [0.75, 0.75, 0.75], "Mode": "Stretched"}
    for view, vector in (("", [0, 0, 0]), ("-front", [1, 0, 0])):
        common["VectorOfInterest"] = vector
        curve = in_mode(centerline, centerline, Mode="Stretched", VectorOfInterest=vector)
        lengths = along(centerline, curve)
        begin = left
        for thickness, mode, title in ((0.75, "Mean", "thin"), (30, "Maximum", "30 mm, maximum")):
            name = "stretched" + view + ("-thick" if thickness > 1 else "")
            image = reformat(
                ct, centerline, name, SlabThickness=thickness, SlabMode=mode, **common
            )
            # s downwards, x to the left: the head is up where the aorta goes down
            section = Section(image, "-x", "-z", left, top, scale)
            section.show(renderer, title)
            if thickness < 1:
                draw_curve(renderer, section, curve, lengths, 2)
            if left == first:
                draw_marks(renderer, section, curve, lengths)
            left = section.right + 16
        middle = (begin + left - 16) / 2
        title = "Vector Of Interest %g %g %g" % tuple(vector)
        renderer.AddViewProp(label(title, middle, top + 46, 22, bold=True, centered=True))
        left += 24
    bar(renderer, first, 36, 50, scale, "50 mm, along and across")
    finish(renderer, int(left), top + 84, "stretched")


def draw_projected(ct, centerline):
    renderer = new_renderer()
    scale, left, top = 3.2, 50, 690
    mode = {"VectorOfInterest": [-1, 0, 0], "ProjectionDirection": [0, 0, 1], "Mode": "Projected"}
    common = {"BackgroundValue": -1024, "Spacing": [0.75] * 3, "SliceDimensions": [0, 1], **mode}
    images = {
        slab: reformat(ct, centerline, "projected-" + slab.lower(), SlabMode=slab, **common)
        for slab in ("Mean", "Maximum")
    }

    # The shadow of the curve along the vector of interest, from the patient's right: front to the
    # left, height to height with the pictures beside it.
    points = points_of(servermanager.Fetch(centerline))
    lengths = along(centerline, points)
    depth, height = points[:, 1], points[:, 2]
    bounds = images["Mean"].GetBounds()
    bottom = top - scale * (bounds[5] - bounds[4] + 0.75)
    side = [(left + scale * (depth.max() - y), bottom + scale * (h - height.min() + 0.375), 50)
            for y, h in zip(depth, height)]  # fmt: skip
    pieces = np.linspace(0, len(side) - 1, 60).astype(int)
    for first, last in zip(pieces[:-1], pieces[1:]):
        color = color_of(lengths[(first + last) // 2], lengths[-1])
        piece = outline(side[first : last + 1], color, 6)
        piece.GetProperty().RenderLinesAsTubesOn()  # no gaps where pieces meet
        renderer.AddActor(piece)
    width = scale * np.ptp(depth)
    mask = vtk_to_numpy(images["Mean"].GetPointData().GetArray("vtkValidPointMask"))
    single = mask.reshape(images["Mean"].GetDimensions()[::-1])[:, 0, :].any(axis=1)
    border = bottom + scale * 0.75 * np.argmin(single)
    for y, x, text in (
        ((border + top) / 2, left + 0.5 * width, "two sheets,\nmask 0"),
        ((bottom + border) / 2, left + 0.25 * width, "one sheet,\nmask 1"),
    ):
        renderer.AddViewProp(label(text, x, y - 20, 24, centered=True))
    title = label("the curve from the side", left + width / 2, top + 12, 22, centered=True)
    renderer.AddViewProp(title)

    begin = left = left + width + 60
    for slab, image in images.items():
        section = Section(image, "x", "z", left, top, scale)
        section.show(renderer, slab)
        left = section.right + 24
    for x in np.arange(30, left - 24, 24):
        dash = [(x, border, 50), (min(x + 12, left - 24), border, 50)]
        renderer.AddActor(outline(dash, RED, 3))
    bar(renderer, begin, bottom - 38, 50, scale, "50 mm")
    finish(renderer, int(left), top + 50, "projected")


def stent_axis(ct, centerline):
    """A curve through the middle of the stent: that of the metal in slices of the straightened
    aorta, bent back."""
    straight = simple.CurvedPlanarReformat(Input=ct, Curve=centerline, BackgroundValue=-1024)
    straight.Spacing = [0.75, 0.75, 1.5]
    straight.SliceDimensions = [61, 61]
    image = servermanager.Fetch(straight)
    metal = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(-1, 61, 61) > 700
    offsets = (np.arange(61) - 30) * 0.75
    y, x = np.meshgrid(offsets, offsets, indexing="ij")
    lengths = np.arange(78, 175.5, 1.5)
    middles = []
    for s in lengths:
        ring = metal[round(s / 1.5)] & (np.hypot(x, y) < 21)
        # the middle of what it takes up, which a strut more on one side does not move
        middles.append([(v[ring].min() + v[ring].max()) / 2 for v in (x, y)])
    beyond = np.arange(66, 183, 1.5)
    fits = [np.polyval(np.polyfit(lengths, m, 2), beyond) for m in np.transpose(middles)]
    points = curve_of(np.transpose([*fits, beyond]))
    bent = simple.StraightenDataSet(
        Input=points, Curve=centerline, Direction="Straightened To World"
    )
    bent.UpdatePipeline()
    return bent


def draw_unfolded(ct, centerline):
    renderer = new_renderer()
    common = {"Mode": "Unfolded", "BackgroundValue": -1024, "SlabAxis": "Y", "SlabMode": "Maximum"}
    wall = reformat(
        ct, centerline, "unfolded", RelativeToWall=1, SlabCenter=-2, SlabThickness=6,
        Spacing=[2.5, 0.75, 0.75], RotationAngle=-120, **common,
    )  # fmt: skip
    stent = reformat(
        ct, stent_axis(ct, centerline), "unfolded-stent", SlabCenter=13, SlabThickness=10,
        Spacing=[2, 0.5, 0.5], Interpolation="Cubic", **common,
    )  # fmt: skip
    radii = vtk_to_numpy(servermanager.Fetch(centerline).GetPointData().GetArray("Radius"))
    left, top, height = 60, 680, 590
    for image, radius, title, unit, window in (
        (wall, radii.mean(), "5 mm inside the wall\nto 1 mm outside", 30, METAL),
        (stent, 13.0, "8 to 18 mm from the axis of the stent", 10, (200, 2200)),
    ):
        scale = height / (image.GetDimensions()[2] * image.GetSpacing()[2])
        degree = np.radians(1) * radius * scale
        section = Section(image, "x", "-z", left, top, (degree, scale), window=window)
        section.show(renderer, title)
        for angle in (-180, 0, 180) if image is wall else (-180, -90, 0, 90, 180):
            x = left + (angle + 180) * degree
            renderer.AddActor(
                outline([(x, section.bottom - 10, 50), (x, section.bottom, 50)], INK, 3)
            )
            text = "%d\N{DEGREE SIGN}" % angle
            renderer.AddViewProp(label(text, x, section.bottom - 34, 20, centered=True))
        bar(renderer, left, 26, unit, scale, "%d mm" % unit)
        left = section.right + 110
    finish(renderer, int(left - 70), top + 74, "unfolded")


def draw_rotating(ct, centerline):
    renderer = new_renderer()
    scale, left, top = 1.55, 110, 596
    image = reformat(
        ct, centerline, "rotating", Mode="Rotating", NumberOfAngles=6, BackgroundValue=-1024,
        Spacing=[0.75, 0.75, 0.75], SliceDimensions=[91, 0],
    )  # fmt: skip
    lengths = along(centerline, points_of(servermanager.Fetch(centerline)))
    line = np.stack([0 * lengths, lengths, 0 * lengths], axis=-1)
    for k in range(image.GetDimensions()[2]):
        section = Section(image, "x", "-y", left, top, scale, k)
        section.show(renderer, "%g\N{DEGREE SIGN}" % (k * image.GetSpacing()[2]))
        if k == 0:
            draw_marks(renderer, section, line, lengths)
        left = section.right + 16
    bar(renderer, 110, section.bottom - 38, 50, scale, "50 mm, along and across")
    finish(renderer, int(left), top + 50, "rotating")


# ------------------------------------------------------------------ skull, spine and jaw


def draw_ring():
    ct, ring = read("niivue-ct-pitch", "CT_pitch.vti", "skull-ring.vtp")
    volume = servermanager.Fetch(ct)
    matrix = volume.GetDirectionMatrix()
    up = [matrix.GetElement(row, 2) for row in range(3)]  # across the plane of the ring
    image = reformat(
        ct, ring, "unfolded-ring", Mode="Unfolded", RadiusRange=[0, 12], FrameType="Fixed Up",
        UpVector=up, Spacing=[4, 1, 0.8125],
    )  # fmt: skip
    renderer = new_renderer()
    window = (0, 255)

    # the slice that the ring lies in, from below, with the ring
    voxels, to_world = in_voxels(volume)
    top = 500
    points = points_of(servermanager.Fetch(ring))
    inside = np.linalg.solve(to_world, np.vstack([points.T, np.ones(len(points))]))[:3].T
    plane = Section(voxels, "-x", "y", 30, top, 2.1 * volume.GetSpacing()[0], 38, window)
    plane.show(renderer, "the ring")
    draw_curve(renderer, plane, inside, along(ring, points))

    # It comes around again: what lies right of the red line is the beginning once more.
    length, step = length_of(ring), image.GetSpacing()[2]
    left, scale, gap = plane.right + 90, 2.1, 60
    height = (plane.top - plane.bottom - 2 * gap) / 3
    for radius in 3, 6, 10:
        section = Section(image, "z", "x", left, top, (scale, height / 360), radius, window)
        section.show(renderer, "%d mm from the ring" % radius)
        seam = section.at((0, 0, length))[0] - scale * step / 2
        more = Section(
            crop(image, 2, 0, 60), "z", "x", seam, top, (scale, height / 360), radius, window
        )
        renderer.AddViewProp(more.slice)
        low = section.bottom
        renderer.AddActor(outline([(seam, low - 8, 50), (seam, top + 8, 50)], RED, 3))
        for angle in (-90, 0, 90):
            y = section.at((angle, 0, 0))[1]
            renderer.AddActor(outline([(left - 10, y, 50), (left, y, 50)], INK, 3))
            text = label("%d\N{DEGREE SIGN}" % angle, left - 16, y - 8, 20)
            text.GetTextProperty().SetJustificationToRight()
            renderer.AddViewProp(text)
        for s in range(0, int(length), 50):
            x = section.at((0, 0, s))[0]
            line = [(x, low - 7, 50), (x, low, 50)]
            renderer.AddActor(outline(line, color_of(s, length), 5))
        top = low - gap
    bar(renderer, left, section.bottom - 40, 50, scale, "50 mm")
    finish(renderer, int(more.right + 30), 550, "unfolded-ring")


def crop(image, axis, first, last):
    """The voxels with these indices along an axis."""
    part = image.NewInstance()
    part.ShallowCopy(image)
    extent = list(image.GetExtent())
    extent[2 * axis : 2 * axis + 2] = first, last
    part.Crop(extent)
    return part


def draw_spine():
    mr, canal = read("sct-lumbar-canal", "t2_lumbar.vti", "spinal-canal-centerline.vtp")
    image = reformat(
        mr, canal, "spine", FrameType="Fixed Up", UpVector=[0, 1, 0], SliceSize=[34, 120],
        Spacing=[0.75, 0.75, 0.75],
    )  # fmt: skip
    renderer = new_renderer()
    scale, top, window = 2.7, 620, (0, 320)
    volume = servermanager.Fetch(mr)
    points = points_of(servermanager.Fetch(canal))
    lengths = along(canal, points)
    line = np.stack([0 * lengths, 0 * lengths, lengths], axis=-1)

    # the front to the left, and the patient's right to the left
    before = Section(crop(volume, 1, 0, 170), "-y", "z", 30, top, scale, window=window)
    sagittal = Section(image, "-y", "z", before.right + 30, top, scale, window=window)
    coronal = Section(image, "-x", "z", sagittal.right + 20, top, scale, window=window)
    for section, curve, title in (
        (before, points, "the scan, one sagittal slice"),
        (sagittal, line, "straightened, x = 0"),
        (coronal, line, "y = 0"),
    ):
        section.show(renderer, title)
        draw_curve(renderer, section, curve, lengths, 2)
    bar(renderer, 30, before.bottom - 38, 50, scale, "50 mm")
    finish(renderer, int(coronal.right + 30), top + 50, "spine")


def draw_panorama():
    ct, arch = read("cthead", "cthead-jaw.vti", "mandible-arch.vtp")
    thickness = 16
    image = reformat(
        ct, arch, "panorama", FrameType="Fixed Up", UpVector=[0, 0, -1], SliceSize=[0, 96],
        Spacing=[0.5, 0.5, 0.5], SlabAxis="X", SlabThickness=thickness, SlabMode="Mean",
    )  # fmt: skip
    renderer = new_renderer()
    window, top = (400, 2400), 530
    points = points_of(servermanager.Fetch(arch))
    lengths = along(arch, points)

    # Both as seen facing the head. The slice of the arch, from below, with the slab; in these data
    # y grows to the back.
    volume = servermanager.Fetch(ct)
    index = round((points[0, 2] - volume.GetOrigin()[2]) / volume.GetSpacing()[2])
    plane = Section(volume, "-x", "-y", 30, top, 3.0, index, window)
    plane.show(renderer, "the arch and the slab")
    draw_curve(renderer, plane, points, lengths, 4)
    across = np.cross(np.gradient(points, axis=0), (0, 0, 1))
    across *= thickness / 2 / np.linalg.norm(across, axis=1)[:, None]
    for side in -1, 1:
        line = [plane.at(p) for p in points + side * across]
        renderer.AddActor(outline(line, (0.95, 0.65, 0.05), 2))

    panorama = Section(image, "-z", "y", plane.right + 30, top, 4.7, window=window)
    panorama.show(renderer, "panorama: the mean over %g across the arch" % thickness)
    for s in range(0, 161, 40):
        x, color = panorama.at((0, 0, s))[0], color_of(s, lengths[-1])
        low = panorama.bottom
        renderer.AddActor(outline([(x, low - 10, 50), (x, low, 50)], color, 5))
        renderer.AddViewProp(label("%d" % s, x, low - 36, 22, color, True, True))
    finish(renderer, int(panorama.right + 30), top + 50, "panorama")


# ------------------------------------------------------------------ all of it


def main():
    os.makedirs(FOLDER, exist_ok=True)
    ct, centerline = read("totalseg-aorta", "ct_cropped.vti", "aorta-centerline.vtp")
    draw_stretched(ct, centerline)
    draw_projected(ct, centerline)
    draw_unfolded(ct, centerline)
    draw_rotating(ct, centerline)
    draw_ring()
    draw_spine()
    draw_panorama()


main()
