# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What images and curves are, as dicts of plain numbers and text."""

import numpy
from vtkmodules.util import numpy_support

from .geometry import TOLERANCE, get_geometry
from .vtkCurvedReformatFilters import vtkMovingFrame

# The ends of the axes x, y and z of a frame: behind which letters coordinates grow, and fall.
_ENDS = {"RAS": ("RL", "AP", "SI"), "LPS": ("LR", "PA", "SI")}


def axis_codes(direction, world):
    """Where i, j and k run to, in letters as nibabel has them ("RAS": to the right, to the front, up),
    and whether that is exact. Each letter is that of the nearest axis that is left."""
    direction = numpy.asarray(direction, dtype=float)
    codes, left = [""] * 3, {0, 1, 2}
    # The axis that is nearest to one of the world comes first.
    for column in sorted(range(3), key=lambda c: -abs(direction[:, c]).max()):
        row = max(left, key=lambda r: abs(direction[r, column]))
        left.discard(row)
        codes[column] = _ENDS[world][row][0 if direction[row, column] > 0 else 1]
    exact = bool((abs(direction).max(axis=0) > 1 - TOLERANCE).all())
    return "".join(codes), exact


def _range(values):
    """The smallest and the largest finite value, for each component."""
    array = numpy_support.vtk_to_numpy(values).reshape(values.GetNumberOfTuples(), -1)
    ranges = []
    for component in array.T:
        if component.dtype.kind == "f":
            component = component[numpy.isfinite(component)]
        ranges.append([component.min().item(), component.max().item()] if component.size else None)
    return ranges


def _arrays(data):
    """All arrays of points and cells."""
    found = []
    for kind, attributes in (("points", data.GetPointData()), ("cells", data.GetCellData())):
        for i in range(attributes.GetNumberOfArrays()):
            values = attributes.GetAbstractArray(i)
            one = {"name": values.GetName() or "", "of": kind, "type": "text", "components": values.GetNumberOfComponents()}
            if attributes.GetArray(i) is not None:
                one["type"] = str(numpy_support.get_numpy_array_type(values.GetDataType())().dtype)
                one["ranges"] = _range(values)
            found.append(one)
    return found


def _describe_curve(frame):
    return {"length": frame.GetLength(), "closed": bool(frame.IsClosed())}


def _text_of(image, name):
    values = image.GetFieldData().GetAbstractArray(name)
    return values.GetValue(0) if values is not None and values.GetNumberOfValues() else None


def describe_image(image, world):
    """What an image is. The direction has the axes of i, j and k as columns."""
    origin, spacing, direction = get_geometry(image)
    told = {
        "kind": "image",
        "dimensions": list(image.GetDimensions()),
        "spacing": spacing.tolist(),
        "origin": origin.tolist(),
        "direction": direction.tolist(),
    }
    frame = vtkMovingFrame()
    if image.GetFieldData().GetAbstractArray("MovingFrameKnots") is not None and frame.BuildFromFieldData(
            image.GetFieldData()):
        told["kind"] = "straightened image"
        told["mode"] = (_text_of(image, "ReformatMode") or "Straightened").lower()
        told["curve"] = _describe_curve(frame)
    else:
        told["world"] = world
        told["axes"], exact = axis_codes(direction, world)
        told["oblique"] = not exact
    told["arrays"] = _arrays(image)
    return told


def describe_curve(data, world):
    """What a poly data with curves is."""
    told = {"kind": "curve", "world": world, "points": data.GetNumberOfPoints(), "lines": []}
    if not data.GetNumberOfPoints():
        told["kind"] = "poly data without points"
        return told
    frame = vtkMovingFrame()
    for index in range(data.GetNumberOfCells()):
        frame.SetCurveIndex(index)
        if not frame.Build(data):
            if index == 0:
                told["kind"] = "poly data without a curve"
                told["reason"] = frame.GetMessage()
            break
        told["lines"].append(_describe_curve(frame))
    told["bounds"] = list(data.GetBounds())
    told["arrays"] = _arrays(data)
    return told
