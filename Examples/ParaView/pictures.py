# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the pictures of demo.py and gallery.py are drawn with: sections of images, lines and words
on a sheet whose coordinates are pixels."""

import numpy as np
from vtkmodules.vtkCommonCore import vtkLookupTable, vtkPoints
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkFiltersSources import vtkLineSource
from vtkmodules.vtkIOImage import vtkPNGWriter
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkColorTransferFunction,
    vtkImageSlice,
    vtkImageSliceMapper,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkTextActor,
    vtkWindowToImageFilter,
)

# What a picture needs at run time: the implementations of rendering and of text.
import vtkmodules.vtkRenderingFreeType  # noqa: F401
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401

WINDOW = (-150, 650)  # Hounsfield units, for CT angiography
CROSS_SECTIONS = [12, 62, 106, 146, 196, 250, 308]  # arc lengths along the aorta in mm
INLINE = {"DataMode": "Binary", "CompressorType": "ZLib"}  # XML that every ParaView can read
INK = (0.13, 0.14, 0.17)


def color_of(arc_length, length):
    """One colour an arc length, the same in all pictures."""
    colors = vtkColorTransferFunction()
    for x, rgb in (
        (0.00, (0.16, 0.40, 0.93)),
        (0.25, (0.00, 0.66, 0.78)),
        (0.45, (0.20, 0.70, 0.25)),
        (0.65, (0.95, 0.65, 0.05)),
        (0.82, (0.90, 0.25, 0.15)),
        (1.00, (0.78, 0.15, 0.65)),
    ):
        colors.AddRGBPoint(x, *rgb)
    return colors.GetColor(arc_length / length)


def gray_slice(image, axis, index, matrix, window=WINDOW):
    """A slice of the image across an axis, moved by a 4 x 4 matrix."""
    gray = vtkLookupTable()
    gray.SetRange(*window)
    gray.SetSaturationRange(0, 0)
    gray.SetValueRange(0, 1)
    gray.Build()
    mapper = vtkImageSliceMapper()
    mapper.SetInputData(image)
    mapper.SetOrientation(axis)
    mapper.SetSliceNumber(index)
    mapper.BorderOn()  # out to the edges of the border pixels, not to their centres
    picture = vtkImageSlice()
    picture.SetMapper(mapper)
    picture.GetProperty().SetLookupTable(gray)
    picture.GetProperty().UseLookupTableScalarRangeOn()
    picture.GetProperty().SetInterpolationTypeToLinear()
    moved = vtkMatrix4x4()
    moved.DeepCopy(np.asarray(matrix, dtype=float).ravel())
    picture.SetUserMatrix(moved)
    return picture


def in_voxels(volume):
    """The image in its own index space, and the matrix from there to the world."""
    image = volume.NewInstance()
    image.ShallowCopy(volume)
    image.SetOrigin(0, 0, 0)
    image.SetSpacing(1, 1, 1)
    image.SetDirectionMatrix(1, 0, 0, 0, 1, 0, 0, 0, 1)
    matrix = volume.GetIndexToPhysicalMatrix()
    return image, np.array([[matrix.GetElement(r, c) for c in range(4)] for r in range(4)])


def surface(source, color, opacity=1.0):
    """An actor for poly data, or for the output of a filter."""
    mapper = vtkPolyDataMapper()
    if source.IsA("vtkAlgorithm"):
        mapper.SetInputConnection(source.GetOutputPort())
    else:
        mapper.SetInputData(source)
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetColor(*color)
    actor.GetProperty().SetOpacity(opacity)
    return actor


def outline(points, color, width):
    """A line through points."""
    through = vtkPoints()
    for point in points:
        through.InsertNextPoint(*point)
    source = vtkLineSource()
    source.SetPoints(through)
    actor = surface(source, color)
    actor.GetProperty().SetLineWidth(width)
    actor.GetProperty().LightingOff()
    return actor


def label(text, x, y, size=26, color=INK, bold=False, centered=False):
    actor = vtkTextActor()
    actor.SetInput(text)
    actor.SetPosition(x, y)
    style = actor.GetTextProperty()
    style.SetFontSize(size)
    style.SetColor(*color)
    style.SetBold(bold)
    if centered:
        style.SetJustificationToCentered()
    return actor


def new_renderer():
    renderer = vtkRenderer()
    renderer.SetBackground(1, 1, 1)
    renderer.UseFXAAOn()
    return renderer


def write_picture(renderers, size, file_name, compression=5):
    window = vtkRenderWindow()
    window.SetOffScreenRendering(True)
    window.SetMultiSamples(0)
    window.SetSize(*size)
    for renderer in renderers:
        window.AddRenderer(renderer)
    window.Render()
    grab = vtkWindowToImageFilter()
    grab.SetInput(window)
    grab.ReadFrontBufferOff()
    writer = vtkPNGWriter()
    writer.SetInputConnection(grab.GetOutputPort())
    writer.SetFileName(file_name)
    writer.SetCompressionLevel(compression)
    writer.Write()


def look_at_sheet(renderer, width, height):
    camera = renderer.GetActiveCamera()
    camera.ParallelProjectionOn()
    camera.SetFocalPoint(width / 2, height / 2, 0)
    camera.SetPosition(width / 2, height / 2, 1000)
    camera.SetParallelScale(height / 2)
    camera.SetClippingRange(100, 2000)


def bar(renderer, x, y, millimetres, scale, text):
    right = x + millimetres * scale
    for points in ((x, y), (right, y)), ((x, y - 9), (x, y + 9)), ((right, y - 9), (right, y + 9)):
        renderer.AddActor(outline([(*p, 50) for p in points], INK, 4))
    renderer.AddViewProp(label(text, right + 20, y - 10))
