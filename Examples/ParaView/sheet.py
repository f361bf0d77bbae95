# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Straightens any image along any curve and draws the result on one sheet, to check it by eye.

    Utilities/run.sh pvpython Examples/ParaView/sheet.py IMAGE.vti CURVE.vtp PICTURE.png [NAME=VALUE ...]

NAME=VALUE sets properties of Curved Planar Reformat, for example

    FrameType="Fixed Up" UpVector=0,0,-1 SliceSize=60,90

The sheet shows the two longitudinal sections through the curve and six cross-sections, all with the
curve in red, and the share of voxels that are owned. Needs matplotlib.
"""

import sys

import matplotlib
import numpy as np
from paraview import simple
from vtkmodules.util.numpy_support import vtk_to_numpy

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (after the choice of the back end)

CROSS_SECTIONS = 6


def parse(value):
    """A number, a list of numbers, or a string as it is."""
    try:
        numbers = [float(v) for v in value.split(",")]
    except ValueError:
        return value
    return numbers if len(numbers) > 1 else numbers[0]


def straighten(image_file, curve_file, settings):
    simple.LoadDistributedPlugin("CurvedPlanarReformat", remote=False, ns=globals())
    image = simple.XMLImageDataReader(FileName=[image_file])
    curve = simple.XMLPolyDataReader(FileName=[curve_file])
    reformat = CurvedPlanarReformat(Input=image, Curve=curve, **settings)  # noqa: F821
    reformat.UpdatePipeline()
    output = reformat.GetClientSideObject().GetOutputDataObject(0)
    shape = output.GetDimensions()[::-1]
    data = output.GetPointData()
    voxels = vtk_to_numpy(data.GetScalars()).reshape(shape)
    mask = vtk_to_numpy(data.GetArray("vtkValidPointMask")).reshape(shape)
    return voxels, mask, np.array(output.GetSpacing()), np.array(output.GetOrigin())


def draw(voxels, mask, spacing, origin, picture):
    low, high = np.percentile(voxels[mask == 1], [1, 99.7])
    gray = {"cmap": "gray", "vmin": low, "vmax": high, "origin": "lower", "interpolation": "nearest"}
    slices, rows, columns = voxels.shape
    x, y = (abs(origin[a]) + 0.5 * spacing[a] for a in (0, 1))
    length = (slices - 0.5) * spacing[2]
    figure = plt.figure(figsize=(14, 8), layout="constrained")
    grid = figure.add_gridspec(3, CROSS_SECTIONS)

    sections = (
        (0, "x", x, 0.5 * (voxels[:, (rows - 1) // 2, :] + 1.0 * voxels[:, rows // 2, :])),
        (1, "y", y, 0.5 * (voxels[:, :, (columns - 1) // 2] + 1.0 * voxels[:, :, columns // 2])),
    )
    for row, name, half, section in sections:
        axes = figure.add_subplot(grid[row, :])
        axes.imshow(section.T, extent=(-0.5 * spacing[2], length, -half, half), **gray)
        axes.axhline(0.0, color="red", linewidth=0.6)
        axes.set_xlabel("s")
        axes.set_ylabel(name, rotation=0)
    for i in range(CROSS_SECTIONS):
        k = round((i + 0.5) / CROSS_SECTIONS * (slices - 1))
        axes = figure.add_subplot(grid[2, i])
        axes.imshow(voxels[k], extent=(-x, x, -y, y), **gray)
        axes.plot(0.0, 0.0, "+", color="red")
        axes.set_title("s = %.0f" % (k * spacing[2]))
    figure.suptitle(
        "%d x %d x %d voxels of %.3g x %.3g x %.3g, %.1f %% owned"
        % (columns, rows, slices, *spacing, 100.0 * mask.mean())
    )
    figure.savefig(picture, dpi=80)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    settings = dict(argument.split("=", 1) for argument in sys.argv[4:])
    settings = {name: parse(value) for name, value in settings.items()}
    draw(*straighten(sys.argv[1], sys.argv[2], settings), sys.argv[3])


main()
