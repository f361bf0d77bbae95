# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The gallery's pictures are drawn out to their edges and not cut off, and the images in them show
what they should: the struts of the stent at its radius, two sheets where the arch turns back, a
ring without a seam, and jaws that stand upright."""

import os
import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGReader
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

folder = sys.argv[1]
NAMES = "stretched projected unfolded unfolded-ring rotating spine panorama".split()


def read(name):
    reader = vtkXMLImageDataReader()
    reader.SetFileName(os.path.join(folder, "mode-%s.vti" % name))
    reader.Update()
    return reader.GetOutput()


def array(image, name=None):
    data = image.GetPointData()
    values = vtk_to_numpy(data.GetArray(name) if name else data.GetScalars())
    return values.reshape(image.GetDimensions()[::-1])


def coordinates(image, axis):
    n = image.GetDimensions()[axis]
    return image.GetOrigin()[axis] + image.GetSpacing()[axis] * np.arange(n)


def said(image):
    return image.GetFieldData().GetAbstractArray("ReformatMode").GetValue(0)


# Every picture has a white border, so that nothing is cut off, and much that is neither white nor
# one grey.
for name in NAMES:
    reader = vtkPNGReader()
    reader.SetFileName(os.path.join(folder, "mode-%s.png" % name))
    reader.Update()
    picture = reader.GetOutput()
    width, height, _ = picture.GetDimensions()
    pixels = vtk_to_numpy(picture.GetPointData().GetScalars()).reshape(height, width, 3)
    assert width > 700 and height > 500, "%s is %d x %d" % (name, width, height)
    for edge in pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]:
        assert (edge == 255).all(), "%s is cut off" % name
    drawn = (pixels != 255).any(axis=2)
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    margins = rows[0], height - 1 - rows[-1], columns[0], width - 1 - columns[-1]
    assert max(margins) < 60, "%s has margins of %s pixels" % (name, margins)
    levels = len(np.unique(pixels[drawn][:, 0]))
    assert drawn.mean() > 0.35 and levels > 200, (name, drawn.mean(), levels)
    print("%-14s %4d x %3d, %2.0f %% drawn" % (name, width, height, 100 * drawn.mean()))

# Stretched: as long as the shadow of the curve along x; a maximum is no less than the middle of its
# slab.
centerline = vtkXMLPolyDataReader()
centerline.SetFileName(
    os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta", "aorta-centerline.vtp")
)
centerline.Update()
points = vtk_to_numpy(centerline.GetOutput().GetPoints().GetData()).astype(float)
shadow = np.linalg.norm(np.diff(points[:, 1:], axis=0), axis=1).sum()
thin, thick = read("stretched-front"), read("stretched-front-thick")
length = coordinates(thin, 2)[-1]
assert said(thin) == "Stretched", said(thin)
assert shadow - 0.75 <= length < shadow + 0.2, "%g mm, the shadow has %g" % (length, shadow)
lower = (array(thick) < array(thin) - 50.0).mean()  # its samples lie half a pixel off the middle
assert lower < 0.005, "%.1f %% of the slab is below its middle" % (100 * lower)

# Projected: at each height as many sheets as the curve has points there, and where there are
# several the mask is 0.
image = read("projected-mean")
mean, greatest = array(image), array(read("projected-maximum"))
mask = array(image, "vtkValidPointMask")
heights = points[:, 2].min() + coordinates(image, 2)[:, None]
sheets = ((points[:-1, 2] < heights) != (points[1:, 2] < heights)).sum(axis=1)
differs = mask.reshape(len(mask), -1) != (sheets == 1)[:, None]
assert differs.any(axis=1).sum() <= 2, "%d rows" % differs.any(axis=1).sum()
border = int(np.argmax(sheets[1:] > 1))
assert (mean[:border] == greatest[:border]).all(), "one sheet is its own mean and maximum"
assert (mean[border:] <= greatest[border:]).all()
assert (mean[border + 2 :] < greatest[border + 2 :]).mean() > 0.9, "two sheets make no difference"
print("projected      %d rows with one sheet, %d with two" % (border, len(mask) - border))

# Unfolded: the stent is there at nearly every angle between its ends, and nowhere below it.
wall = read("unfolded")
s = coordinates(wall, 2)
metal = array(wall)[:, 0, :] > 900
inside, after = metal[(s > 80) & (s < 170)], metal[s > 200]
assert inside.mean() > 0.1 and after.mean() < 0.01, (inside.mean(), after.mean())
stent = array(read("unfolded-stent"))[:, 0, :] > 900
everywhere = stent.any(axis=0).mean()
assert everywhere > 0.95, "the stent is at %.0f %% of the angles" % (100 * everywhere)
# struts with gaps between them, in both directions
assert 0.1 < stent[60:180].mean() < 0.6, stent[60:180].mean()
print("unfolded       %.0f %% of the wall is metal in the stent, %.1f %% after it"
      % (100 * inside.mean(), 100 * after.mean()))  # fmt: skip


def seam(values, axis):
    """How much further the last is from the first than neighbours are from each other."""
    values = np.moveaxis(values.astype(float), axis, 0)
    inner = np.abs(np.diff(values, axis=0)).mean(axis=tuple(range(1, values.ndim)))
    return np.abs(values[-1] - values[0]).mean() / np.percentile(inner, 95)


ring = read("unfolded-ring")
valid = array(ring, "vtkValidPointMask") == 1
values = np.where(valid, array(ring), 0)[:, 3:, :]  # nearer to the curve there is bone only
assert seam(values, 2) < 1.5, "the seam of the angle: %g" % seam(values, 2)
assert seam(values, 0) < 1.5, "the seam of the ring: %g" % seam(values, 0)
cut = np.delete(values, np.s_[-40:], axis=0)
assert seam(cut, 0) > 1.5, "a ring that is cut open would not be noticed: %g" % seam(cut, 0)

# Rotating: one section every 30 degrees, all with the curve in their middle.
rotating = read("rotating")
assert np.allclose(coordinates(rotating, 2), np.arange(0, 180, 30)), coordinates(rotating, 2)
middle = array(rotating)[:, :, 45]
assert (middle == middle[0]).all(), "the sections differ on the curve"

# Panorama: one voxel across the jaw. Up are the teeth with the metal, then bone, below it air.
panorama = read("panorama")
assert panorama.GetDimensions()[0] == 1 and panorama.GetSpacing()[0] == 16
y = coordinates(panorama, 1)
values = array(panorama)[:, :, 0]
brightest = values.max(axis=0)
assert y[np.argmax(brightest)] > 8, "the brightest is at y = %g" % y[np.argmax(brightest)]
assert brightest[y < -40].max() < 500, "below the jaw there is %g" % brightest[y < -40].max()
assert np.median(values[100:220, np.abs(y) < 4]) > 1000, "there is no bone at the curve"

# Spine: the slices do not roll.
spine = read("spine")
frames = vtk_to_numpy(spine.GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)
tilt = np.degrees(np.arcsin(np.abs(frames[:, 1, 0]))).max()
assert tilt < 1e-6, "x of the slices leans by %g degrees" % tilt

print("all as it should be")
