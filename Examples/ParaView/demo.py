# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Straightens an aorta with the ParaView plugin, marks its stent in the straightened image, bends
that label back onto the grid of the CT, writes the results and draws four pictures of them.

    Utilities/demo.sh                                       (installs and builds what is missing)
    Utilities/with-display.sh Utilities/run.sh pvpython Examples/ParaView/demo.py [FOLDER]

FOLDER (default: output) gets

    aorta-straightened.vti        the straightened image, with the frames in its field data
    aorta-straightened-label.vti  the stent, marked there
    aorta-label.vti               the stent, bent back onto the grid of the CT
    aorta-curve.vtp               the curve with its frame
    aorta-curve.png               the curve and some of its cross-sections, where they stand
    aorta-straightened.png        longitudinal sections and cross-sections of the straightened aorta
    aorta-label.png               the label where it was drawn, and where it belongs
    aorta-cross-section.png       one slice of the CT across the curve, among slices of the CT
"""

import os
import sys
import time

import numpy as np
from curvedreformat import vtkMovingFrame, vtkStraightenDataSet
from paraview import servermanager, simple
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger
from vtkmodules.vtkCommonDataModel import vtkPlane
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkFiltersCore import (
    vtkCutter,
    vtkFlyingEdges3D,
    vtkPolyDataConnectivityFilter,
    vtkTubeFilter,
    vtkWindowedSincPolyDataFilter,
)
from vtkmodules.vtkImagingGeneral import vtkImageGaussianSmooth
from vtkmodules.vtkIOXML import vtkXMLImageDataWriter

from pictures import (
    CROSS_SECTIONS,
    INK,
    INLINE,
    bar,
    color_of,
    gray_slice,
    in_voxels,
    label,
    look_at_sheet,
    new_renderer,
    outline,
    surface,
    write_picture,
)

DATA = os.path.join(os.path.dirname(__file__), "..", "..", "Testing", "Data", "totalseg-aorta")
SPACING = 0.75  # mm
PIXELS = 81  # odd, so that the curve runs through the middle pixel
CORNERS = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
STENT = (73, 178.5)  # arc lengths in mm between which the stent lies
SECTIONS = ((0, -19), (1, 114))  # axes (right, front, head) and positions in mm
MARK = (1.00, 0.62, 0.05)  # the label


# ------------------------------------------------------------------ the filters


def straighten(folder):
    """Straightens the aorta; returns the straightened image, the curve, the CT, and the readers."""
    ct = simple.XMLImageDataReader(FileName=[os.path.join(DATA, "ct_cropped.vti")])
    centerline = simple.XMLPolyDataReader(FileName=[os.path.join(DATA, "aorta-centerline.vtp")])
    for reader in ct, centerline:
        reader.UpdatePipeline()

    reformat = simple.CurvedPlanarReformat(Input=ct, Curve=centerline)
    reformat.Spacing = [SPACING, SPACING, SPACING]
    reformat.SliceDimensions = [PIXELS, PIXELS]
    reformat.BackgroundValue = -1024  # air, in Hounsfield units
    start = time.perf_counter()
    reformat.UpdatePipeline()
    seconds = time.perf_counter() - start

    simple.SaveData(os.path.join(folder, "aorta-straightened.vti"), proxy=reformat, **INLINE)
    curve_port = simple.OutputPort(reformat, 1)
    simple.SaveData(os.path.join(folder, "aorta-curve.vtp"), proxy=curve_port, **INLINE)

    # Fetch looks at idx only, not at the port of its first argument.
    image, curve = servermanager.Fetch(reformat), servermanager.Fetch(reformat, idx=1)
    volume, points = servermanager.Fetch(ct), servermanager.Fetch(centerline)
    frame = vtkMovingFrame()
    frame.Build(points)
    voxels = "%d x %d x %d voxels of %g mm"
    print("image         " + voxels % (*volume.GetDimensions(), volume.GetSpacing()[0]))
    print("curve         %d points, %.1f mm" % (points.GetNumberOfPoints(), frame.GetLength()))
    print("straightened  " + voxels % (*image.GetDimensions(), image.GetSpacing()[0]))
    print("time          %.2f s, without reading and writing" % seconds)
    return image, curve, volume, ct, centerline


def distance_from(y):
    """The distance of the pixels of a slice from the point (0, y) in it; the curve is at (0, 0)."""
    offsets = (np.arange(PIXELS) - (PIXELS - 1) / 2) * SPACING
    return np.hypot(offsets[None, :], offsets[:, None] - y)


def smoothed(image, deviation):
    smooth = vtkImageGaussianSmooth()
    smooth.SetInputData(image)
    smooth.SetStandardDeviations(deviation, deviation, deviation)
    smooth.Update()
    # VTK 9.2 drops the direction of the image on the way.
    smooth.GetOutput().SetDirectionMatrix(image.GetDirectionMatrix())
    return smooth.GetOutput()


def mark_stent(image):
    """A label map on the grid of the straightened image, where a stent is a straight tube."""
    marked = image.NewInstance()
    marked.CopyStructure(image)
    marked.GetFieldData().ShallowCopy(image.GetFieldData())  # the curve, for the way back
    values = vtk_to_numpy(smoothed(image, 1.0).GetPointData().GetScalars())
    bright = values.reshape(-1, PIXELS, PIXELS) > 400  # metal, and the contrast within it
    inside = np.zeros(bright.shape, dtype=np.uint8)
    for k in range(slice_at(STENT[0]), slice_at(STENT[1]) + 1):
        # the stent drifts away from the curve, which runs through the middle of the whole vessel
        drift = -7 * (k * SPACING - STENT[0]) / (STENT[1] - STENT[0])
        inside[k] = bright[k] & (distance_from(drift) < 15)
    array = numpy_to_vtk(inside.ravel(), deep=True)
    array.SetName("Stent")
    marked.GetPointData().SetScalars(array)
    return marked


def bend_back(marked, ct, folder):
    """Takes the label map to the grid of the CT. Its own file is all that this needs."""
    drawn = os.path.join(folder, "aorta-straightened-label.vti")
    writer = vtkXMLImageDataWriter()
    writer.SetInputData(marked)
    writer.SetFileName(drawn)
    writer.SetDataModeToBinary()
    writer.Write()

    straight = simple.XMLImageDataReader(FileName=[drawn])
    straight.UpdatePipeline()
    inverse = simple.InverseCurvedPlanarReformat(Input=straight, Reference=ct)
    inverse.Interpolation = "Nearest"
    start = time.perf_counter()
    inverse.UpdatePipeline()
    seconds = time.perf_counter() - start
    simple.SaveData(os.path.join(folder, "aorta-label.vti"), proxy=inverse, **INLINE)

    label_map = servermanager.Fetch(inverse)
    values = vtk_to_numpy(label_map.GetPointData().GetArray("Stent"))
    millilitres = values.sum() * np.prod(label_map.GetSpacing()) / 1000
    print("stent         %.1f ml, bent back in %.2f s" % (millilitres, seconds))
    return label_map


def slice_to_world(image):
    """The matrices with the columns N, B, T, C, one a slice."""
    return vtk_to_numpy(image.GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)


def curve_length(image):
    return vtk_to_numpy(image.GetFieldData().GetArray("ArcLength"))[-1]


def slice_at(arc_length):
    return round(arc_length / SPACING)


# ------------------------------------------------------------------ drawing


def curve_tube(curve):
    tube = vtkTubeFilter()
    tube.SetInputData(curve)
    tube.SetRadius(1.1)
    tube.SetNumberOfSides(24)
    tube.CappingOn()
    return surface(tube, (0.85, 0.10, 0.10))


# ------------------------------------------------------------------ the curve in the body


def surroundings(volume):
    """The surface of heart, vessels and bone, as far as it is in one piece."""
    contour = vtkFlyingEdges3D()
    contour.SetInputData(smoothed(volume, 0.8))
    contour.SetValue(0, 220)
    largest = vtkPolyDataConnectivityFilter()
    largest.SetInputConnection(contour.GetOutputPort())
    largest.SetExtractionModeToLargestRegion()
    return largest


def vessel(image, curve, radius=21.0):
    """The surface of the contrast-filled vessel: contoured in the straightened image, bent back."""
    near = image.NewInstance()
    near.DeepCopy(image)
    values = vtk_to_numpy(near.GetPointData().GetScalars())
    values.reshape(-1, PIXELS, PIXELS)[:, distance_from(0) > radius] = -1024
    contour = vtkFlyingEdges3D()
    contour.SetInputData(smoothed(near, 1.5))
    contour.SetValue(0, 150)
    contour.ComputeNormalsOff()
    bent = vtkStraightenDataSet()
    bent.SetInputConnection(contour.GetOutputPort())
    bent.SetCurveData(curve)
    bent.SetDirectionToStraightenedToWorld()
    return bent


def seen_at(camera, point, size):
    """The pixel at which a camera shows a point of the world."""
    projection = camera.GetCompositeProjectionTransformMatrix(size[0] / size[1], -1, 1)
    x, y, _, w = projection.MultiplyPoint((*point, 1.0))
    return (x / w + 1) * size[0] / 2, (y / w + 1) * size[1] / 2


def look_at_body(camera, curve):
    """From the left, the front and a little above, in a body whose axes are right, front, head."""
    middle = np.reshape(curve.GetBounds(), (3, 2)).mean(axis=1) + (0, 0, 15)
    azimuth, elevation = np.radians(60), np.radians(28)
    towards = (
        -np.sin(azimuth) * np.cos(elevation),
        np.cos(azimuth) * np.cos(elevation),
        np.sin(elevation),
    )
    camera.SetFocalPoint(*middle)
    camera.SetPosition(*(middle + 700 * np.array(towards)))
    camera.SetViewUp(0, 0, 1)
    camera.SetViewAngle(22.5)
    camera.SetClippingRange(300, 1100)


def draw_curve(image, curve, volume, file_name):
    width, height = 1300, 1200
    renderer = new_renderer()
    renderer.UseDepthPeelingOn()
    renderer.SetMaximumNumberOfPeels(12)
    camera = renderer.GetActiveCamera()
    look_at_body(camera, curve)
    length = curve_length(image)

    renderer.AddActor(surface(surroundings(volume), (0.78, 0.74, 0.66), 0.07))
    renderer.AddActor(surface(vessel(image, curve), (0.82, 0.25, 0.20), 0.10))

    renderer.AddActor(curve_tube(curve))

    half = 0.5 * PIXELS * SPACING
    for s in CROSS_SECTIONS:
        k = slice_at(s)
        matrix = slice_to_world(image)[k]
        # The slice lies at z = k * spacing in the straightened image; the matrix is for z = 0.
        moved = matrix.copy()
        moved[:, 3] -= matrix[:, 2] * k * SPACING
        renderer.AddViewProp(gray_slice(image, 2, k, moved))
        corners = [(matrix @ (x * half, y * half, 0, 1))[:3] for x, y in CORNERS]
        renderer.AddActor(outline(corners, color_of(s, length), 5))
        # written beside the corner that is furthest out
        seen = [seen_at(camera, corner, (width, height)) for corner in corners]
        right = sum(x for x, _ in seen[:4]) / 4 > width / 2
        x, y = max(seen) if right else min(seen)
        text = label("%d mm" % s, x + (12 if right else -12), y - 12, size=32, bold=True)
        text.GetTextProperty().SetColor(*color_of(s, length))
        if not right:
            text.GetTextProperty().SetJustificationToRight()
        renderer.AddViewProp(text)

    write_picture([renderer], (width, height), file_name)


# ------------------------------------------------------------------ the straightened aorta


def longitudinal_section(image, axis, x, y, scale):
    """The section y = 0 (axis 1) or x = 0 (axis 0), s to the right, and its matrix."""
    matrix = np.zeros((4, 4))
    matrix[0] = 0, 0, scale, x
    matrix[1, 1 - axis] = scale
    matrix[1, 3] = y
    matrix[2, axis] = 1
    matrix[3, 3] = 1
    return gray_slice(image, axis, (PIXELS - 1) // 2, matrix), matrix


def draw_straightened(image, file_name):
    """A sheet whose coordinates are pixels: everything is placed by a matrix from millimetres."""
    width, height = 1600, 1010
    left, strip = 90, 4.4  # left margin, and pixels a mm of the longitudinal sections
    length = curve_length(image)
    half = 0.5 * PIXELS * SPACING
    renderer = new_renderer()

    # The longitudinal sections, s to the right: x upwards in the plane y = 0, then y in x = 0.
    for bottom, axis, name in ((680, 1, "x"), (372, 0, "y")):
        center, top = bottom + half * strip, bottom + 2 * half * strip
        renderer.AddViewProp(longitudinal_section(image, axis, left, center, strip)[0])
        renderer.AddViewProp(label(name, left - 42, center - 12, size=34, bold=True))
        for s in CROSS_SECTIONS:
            x = left + slice_at(s) * SPACING * strip
            for y in bottom - 12, top:
                tick = outline([(x, y, 50), (x, y + 12, 50)], color_of(s, length), 5)
                renderer.AddActor(tick)

    # The cross-sections, x to the right and y upwards.
    scale = 3.15
    side = 2 * half * scale
    gap = (length * strip - len(CROSS_SECTIONS) * side) / (len(CROSS_SECTIONS) - 1)
    for i, s in enumerate(CROSS_SECTIONS):
        x = left + i * (side + gap)
        y = 82
        k = slice_at(s)
        matrix = np.diag([scale, scale, 1.0, 1.0])
        matrix[:3, 3] = x + side / 2, y + side / 2, -k * SPACING
        renderer.AddViewProp(gray_slice(image, 2, k, matrix))
        corners = [(x + side * (a + 1) / 2, y + side * (b + 1) / 2, 50) for a, b in CORNERS]
        renderer.AddActor(outline(corners, color_of(s, length), 5))
        text = "%d mm" % s if i else "s = %d mm" % s
        renderer.AddViewProp(label(text, x + side / 2, y + side + 14, centered=True))
        # from the section to its place along the curve
        mark = left + k * SPACING * strip
        renderer.AddActor(
            outline([(mark, 360, 50), (x + side / 2, y + side + 46, 50)], color_of(s, length), 2)
        )

    bar(renderer, left, 34, 50, strip, "50 mm (sections along the curve)")
    bar(renderer, left + 760, 34, 50, scale, "50 mm (sections across the curve)")
    look_at_sheet(renderer, width, height)
    write_picture([renderer], (width, height), file_name)


# ------------------------------------------------------------------ the label


def label_surface(image):
    """The border of the label, as it is in the voxels."""
    contour = vtkFlyingEdges3D()
    contour.SetInputData(image)
    contour.SetValue(0, 0.5)
    contour.ComputeNormalsOff()
    contour.Update()
    return contour.GetOutput()


def label_border(mesh, origin, normal, matrix):
    """Where a plane cuts the label, moved by a matrix and lifted off the picture."""
    plane = vtkPlane()
    plane.SetOrigin(*origin)
    plane.SetNormal(*normal)
    cut = vtkCutter()
    cut.SetInputData(mesh)
    cut.SetCutFunction(plane)
    actor = surface(cut, MARK)
    actor.GetProperty().SetLineWidth(3)
    actor.GetProperty().LightingOff()
    moved = vtkMatrix4x4()
    moved.DeepCopy(np.asarray(matrix, dtype=float).ravel())
    lift = vtkMatrix4x4()
    lift.SetElement(2, 3, 50)
    vtkMatrix4x4.Multiply4x4(lift, moved, moved)
    actor.SetUserMatrix(moved)
    return actor


def draw_label(image, marked, curve, volume, label_map, file_name):
    width, height = 1600, 1070
    left, strip, scale = 76, 4.4, 2.55
    half = 0.5 * PIXELS * SPACING
    sheet = new_renderer()
    sheet.AddViewProp(label("Marked in the straightened image", left, height - 46, size=30))
    middle = height - 66 - half * strip
    section, matrix = longitudinal_section(image, 1, left, middle, strip)
    sheet.AddViewProp(section)
    sheet.AddActor(label_border(label_surface(marked), (0, 0, 0), (0, 1, 0), matrix))
    below = middle - half * strip - 58
    sheet.AddViewProp(label("Bent back onto the grid of the CT", left, below, size=30))

    # Sections of the CT, with the head or the front up: the body's axes are right, front, head.
    voxels, to_world = in_voxels(volume)
    bent = label_surface(label_map)
    bounds = np.reshape(volume.GetBounds(), (3, 2))
    x = 609
    for across, at in SECTIONS:
        right, up = [axis for axis in range(3) if axis != across]
        point = bounds.mean(axis=1)
        point[across] = at
        index = np.linalg.solve(to_world, np.append(point, 1))
        axis = int(np.argmax(np.abs(np.linalg.inv(to_world)[:3, across])))
        index[axis] = round(index[axis])
        point = (to_world @ index)[:3]
        matrix = np.zeros((4, 4))
        matrix[0, right] = matrix[1, up] = scale
        matrix[0, 3] = x - scale * bounds[right, 0]
        matrix[1, 3] = below - 16 - scale * bounds[up, 1]
        matrix[2, across] = 1
        matrix[2, 3] = -point[across]
        matrix[3, 3] = 1
        sheet.AddViewProp(gray_slice(voxels, axis, int(index[axis]), matrix @ to_world))
        sheet.AddActor(label_border(bent, point, np.eye(3)[across], matrix))
        x += scale * (bounds[right, 1] - bounds[right, 0]) + 26
    look_at_sheet(sheet, width, height)

    body = new_renderer()
    body.SetViewport(0, 0, 600 / width, (below - 16) / height)
    body.UseDepthPeelingOn()
    body.AddActor(surface(surroundings(volume), (0.78, 0.74, 0.66), 0.07))
    body.AddActor(surface(vessel(image, curve), (0.82, 0.25, 0.20), 0.12))
    rounded = vtkWindowedSincPolyDataFilter()
    rounded.SetInputData(bent)
    body.AddActor(surface(rounded, MARK))
    look_at_body(body.GetActiveCamera(), curve)
    write_picture([sheet, body], (width, height), file_name)


# ------------------------------------------------------------------ one cross-section


def placed_slice(volume, axis, index, color):
    """A slice of an image where it lies in the world, and a line around it."""
    voxels, to_world = in_voxels(volume)
    extent = np.reshape(volume.GetExtent(), (3, 2))
    across = [other for other in range(3) if other != axis]
    corners = []
    for u, v in CORNERS:
        corner = np.array([0, 0, 0, 1], dtype=float)
        corner[axis] = index
        for other, side in zip(across, (u, v)):
            corner[other] = extent[other].mean() + side * (np.ptp(extent[other]) + 1) / 2
        corners.append((to_world @ corner)[:3])
    return gray_slice(voxels, axis, index, to_world), outline(corners, color, 4)


def draw_cross_section(ct, centerline, curve, volume, file_name):
    section = simple.CurveCrossSection(Input=ct, Curve=centerline)
    section.ArcLength = 106
    section.Spacing = [SPACING, SPACING, SPACING]
    section.SliceDimensions = [PIXELS, PIXELS]
    section.BackgroundValue = -1024
    slice_image = servermanager.Fetch(section)

    renderer = new_renderer()
    look_at_body(renderer.GetActiveCamera(), curve)
    for image, axis, index, color in (
        (volume, 2, 62, INK),
        (volume, 0, 30, INK),
        (slice_image, 2, 0, MARK),
    ):
        for prop in placed_slice(image, axis, index, color):
            renderer.AddViewProp(prop)
    renderer.AddActor(curve_tube(curve))
    write_picture([renderer], (1100, 1000), file_name)


# ------------------------------------------------------------------ all of it


def main():
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_WARNING)  # vtkCutter reports each cut
    folder = sys.argv[1] if len(sys.argv) > 1 else "output"
    os.makedirs(folder, exist_ok=True)
    image, curve, volume, ct, centerline = straighten(folder)
    marked = mark_stent(image)
    label_map = bend_back(marked, ct, folder)
    draw_curve(image, curve, volume, os.path.join(folder, "aorta-curve.png"))
    draw_straightened(image, os.path.join(folder, "aorta-straightened.png"))
    draw_label(image, marked, curve, volume, label_map, os.path.join(folder, "aorta-label.png"))
    section_file = os.path.join(folder, "aorta-cross-section.png")
    draw_cross_section(ct, centerline, curve, volume, section_file)


main()
