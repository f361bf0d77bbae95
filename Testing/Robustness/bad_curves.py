# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curves: what is wrong with them, and what is said. Rows without a sentence are legal curves, and
have a property to hold."""

import math

import numpy as np
from lines import make_line
from rows import Row, holds_the_world, orthonormal
from subjects import (
    ALONG_CURVE, FRAMES, INVERSE, MULTI, REFORMAT, SECTION, STRAIGHTEN, TRANSFORM, make_curve)
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkMultiBlockDataSet, vtkPolyData

NAN, INF = math.nan, math.inf


def changed(change):
    """make_curve(), changed."""

    def make():
        curve = make_curve()
        change(curve)
        return curve

    return make


def with_point(at, point):
    return changed(lambda curve: curve.GetPoints().SetPoint(at, point))


def line(*points, ids=None):
    return lambda: make_line(points, ids)


def cells_instead(kind):
    """Points with other cells than lines."""

    def change(curve):
        cells = vtkCellArray()
        cells.InsertNextCell(3)
        for i in range(3):
            cells.InsertCellPoint(i)
        curve.SetLines(None)
        getattr(curve, kind)(cells)

    return changed(change)


def with_normals(*vector):
    def change(curve):
        normals = numpy_to_vtk(np.tile(np.array(vector, dtype=float), (curve.GetNumberOfPoints(), 1)), deep=True)
        normals.SetName("Normals")
        curve.GetPointData().AddArray(normals)

    return changed(change)


def with_short_array(name, components=1):
    """An array for three of the points; values of others would be read beyond its end."""

    def change(curve):
        array = numpy_to_vtk(np.ones((3, components)), deep=True)
        array.SetName(name)
        curve.GetPointData().AddArray(array)

    return changed(change)


def in_blocks():
    blocks = vtkMultiBlockDataSet()
    blocks.SetBlock(0, make_curve())
    return blocks


def spread(step):
    """make_curve()'s form, with its points so far apart."""
    return lambda: make_line(np.stack([np.arange(5) * step, np.cos(np.arange(5)) * step, np.zeros(5)], axis=1))


def ten_million():
    t = np.linspace(0, 1.5 * math.pi, 10**7)
    return make_line(np.stack([10 + 5 * np.cos(t), 10 + 5 * np.sin(t), 6 + 2 * t], axis=1))


ANY = tuple(s for s in ALONG_CURVE if s is not INVERSE)  # whose image says how long its curve is
ONE_LINE = tuple(s for s in ALONG_CURVE if s is not MULTI)
ANY_LINE = tuple(s for s in ANY if s is not MULTI)
GRIDS = (REFORMAT, MULTI)
FRAMED = {"FrameType": 3}

def framed_world(algorithm, inputs):
    if not algorithm.IsA("vtkMultiCurvePlanarReformat"):  # which has one a line
        orthonormal(algorithm, inputs)
    if algorithm.IsA("vtkCurveSliceAlgorithm"):
        holds_the_world(algorithm, inputs)


ROWS = [
    Row("no points", ALONG_CURVE, ["Curve is empty", "give a poly data with a polyline"], curve=vtkPolyData),
    Row("no line", ALONG_CURVE, ["Curve has no line through its points (points: 13", "give a poly data with a polyline"],
        curve=changed(lambda curve: curve.SetLines(None))),
    Row("a vertex", ALONG_CURVE, ["no line", "vertices: 1"], curve=cells_instead("SetVerts")),
    Row("a polygon", ALONG_CURVE, ["no line", "polygons: 1"], curve=cells_instead("SetPolys")),
    Row("a strip of triangles", ALONG_CURVE, ["no line", "points: 13"], curve=cells_instead("SetStrips")),
    Row("a line of no points", ALONG_CURVE, ["Curve line is empty; at least 2 distinct points are needed"],
        curve=line((1, 1, 1), (2, 2, 2), ids=())),
    Row("one point", ALONG_CURVE, ["Curve has 1 distinct point; at least 2 are needed"], curve=line((10, 10, 10))),
    Row("the same point four times", ALONG_CURVE, ["Curve has 1 distinct point; at least 2 are needed"],
        curve=line(*[(10, 10, 10)] * 4)),
    Row("there and back", ALONG_CURVE, ["Closed curve has 2 distinct points; at least 3 are needed"],
        curve=line((5, 10, 10), (15, 10, 10), (5, 10, 10))),
    Row("an exact reversal", ALONG_CURVE, ["Curve turns back on itself at (15"],
        curve=line((5, 10, 10), (15, 10, 10), (8, 10, 10))),
    Row("NaN", ALONG_CURVE, ["Curve point 4 is (1, nan, 3), which is not finite; remove it"],
        curve=with_point(4, (1, NAN, 3))),
    Row("infinity", ALONG_CURVE, ["Curve point 0 is (inf, 1, 2), which is not finite; remove it"],
        curve=with_point(0, (INF, 1, 2))),
    Row("coordinates whose squares overflow", ALONG_CURVE,
        ["Curve point 2 is (0, 1e+200, 0), which is out of range; coordinates may be up to 1e50"],
        curve=with_point(2, (0, 1e200, 0))),
    Row("a point that is not there", ALONG_CURVE, ["names point 2, but there are 2 points; give a valid poly data"],
        curve=line((5, 5, 5), (9, 9, 9), ids=(0, 1, 2))),
    Row("a negative point", ALONG_CURVE, ["names point -1, but there are 3 points; give a valid poly data"],
        curve=line((5, 5, 5), (9, 9, 9), (12, 12, 12), ids=(0, 1, -1))),
    Row("blocks", (REFORMAT, MULTI, SECTION, INVERSE), ["Curve is a composite data set; extract the block with the line"],
        curve=in_blocks),
    Row("no normals", ALONG_CURVE, ["no point array of normals"], settings=FRAMED),
    Row("normals by a name that is not there", ALONG_CURVE, ['Curve has no point array "up"'],
        settings={"FrameType": 3, "NormalsArrayName": "up"}),
    Row("normals of two components", ALONG_CURVE, ['Array of normals "Normals" has 2 components'],
        curve=with_normals(1, 0), settings=FRAMED),
    Row("normals of zero", ALONG_CURVE, ["Array of normals has no vector that is across the curve"],
        curve=with_normals(0, 0, 0), settings=FRAMED),
    Row("normals that are no numbers", ALONG_CURVE, ["Array of normals has no vector that is across the curve"],
        curve=with_normals(NAN, 0, 1), settings=FRAMED),
    Row("normals for three points", ONE_LINE,
        ['Array of normals "Normals" has 3 tuples, but the curve has 13 points; give an array with one for each'],
        curve=with_short_array("Normals", 3), settings=FRAMED),
    Row("points 1e30 apart", GRIDS, ["slices of a curve", "e+30 long; give a larger one"], curve=spread(1e30)),

    Row("points 1e30 apart, without an image", (FRAMES, TRANSFORM, STRAIGHTEN), curve=spread(1e30), holds=orthonormal),
    Row("points 1e30 apart, off the image", SECTION, curve=spread(1e30), warns=["the curve lies outside the image"]),
    Row("points 1e-30 apart", tuple(s for s in ANY if s not in GRIDS), curve=spread(1e-30)),
    Row("points 1e-30 apart", GRIDS, curve=spread(1e-30), warns=["there is only one; check that image and curve are in"]),
    Row("a curve that crosses itself", ANY, holds=framed_world,
        curve=line((5, 5, 8), (10, 10, 10), (15, 15, 12), (15, 8, 12), (10, 10, 10), (5, 14, 8))),
    Row("a cusp of 170 degrees", ANY, holds=framed_world,
        curve=line((4, 8, 10), (10, 8, 10), (15, 8, 10), (10, 8 + 5 * math.tan(math.radians(10)), 10), (5, 9.8, 10))),
    *[Row("an array %s for three points" % name, ANY_LINE, curve=with_short_array(name), holds=framed_world,
          warns=["Arrays of the curve left out, since they do not have a value for every point: %s." % name])
      for name in ("Radius", "ArcLength", "other")],
    Row("an array for three points", MULTI, curve=with_short_array("Radius"), holds=framed_world),
    Row("normals for three points", MULTI, ["normals"], curve=with_short_array("Normals", 3), settings=FRAMED),
    Row("a corner of 90 degrees", ANY, curve=line((5, 5, 10), (15, 5, 10), (15, 15, 10)), holds=framed_world),
    Row("a point twice", ANY, curve=line((4, 10, 10), (10, 10, 10), (10, 10, 10), (16, 10, 12)), holds=framed_world),
    Row("two points", ANY, curve=line((4, 10, 10), (16, 10, 12)), holds=framed_world),
]

# Minutes, so only on demand.
LARGE = [Row("ten million points", (FRAMES, TRANSFORM), curve=ten_million, holds=orthonormal)]
