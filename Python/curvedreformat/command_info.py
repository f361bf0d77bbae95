# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command info."""

import json
import math
import os

from .command_world import recorded_world
from .describing import describe_curve, describe_image
from .reading import CURVE_ENDINGS, IMAGE_ENDINGS, check_file, count_volumes, is_dicom, list_series, read_image
from .saving import ending_of


def _describe(work, file_name):
    check_file(file_name, "file")
    ending = ending_of(file_name)
    if not is_dicom(file_name):
        if ending in CURVE_ENDINGS:
            return describe_curve(work.read_curve(file_name), work.world)
        if ending not in IMAGE_ENDINGS:
            found = "ends with %s" % ending if ending else "has no ending"
            raise ValueError("%r %s; images and curves end with %s, or are folders of DICOM." % (
                file_name, found, ", ".join(IMAGE_ENDINGS + CURVE_ENDINGS)))
    if os.path.isdir(file_name) and work.options.series is None:
        series = list_series(file_name)
        if len(series) > 1:
            return {"kind": "folder of several DICOM series", "series": series}
    volume, volumes = work.options.volume, count_volumes(file_name)
    if ending == ".vti":  # told in the frame that it is in
        image = read_image(file_name, volume=volume, progress=work.step("reading"))
    else:
        image = work.read_image(file_name, 0 if volume is None and volumes > 1 else volume)
    frame = recorded_world(image)
    told = describe_image(image, frame or work.world)
    if frame is not None:
        told["world"] = frame
    if volumes > 1:
        told.update(volumes=volumes, volume=volume or 0)
    return told


def _series_line(series):
    count = series["slices"]
    line = "series: %s, %d %s" % (series["uid"] or "(no UID)", count, "slice" if count == 1 else "slices")
    return line + (', "%s"' % series["description"] if series["description"] else "")


def _numbers(values):
    return " ".join("%.9g" % v for v in values)


def _array_line(array):
    line = "array %s: %s, %s" % (array["name"], array["of"], array["type"])
    if array["components"] != 1:
        line += ", %d components" % array["components"]
    ranges = [r for r in array.get("ranges", ()) if r]
    if ranges:
        line += ", " + "; ".join("%.9g to %.9g" % tuple(r) for r in ranges)
    return line


def _curve_line(curve):
    return "%.9g, %s" % (curve["length"], "closed" if curve["closed"] else "open")


def _lines(told):
    """What is told, one `name: value` a line."""
    yield "kind: %s" % told["kind"]
    for name in "reason", "mode", "points":
        if name in told:
            yield "%s: %s" % (name, told[name])
    for series in told.get("series", ()):
        yield _series_line(series)
    if "volumes" in told:
        yield "volumes: %d, of which %d is told" % (told["volumes"], told["volume"])
    if "dimensions" in told:
        yield "dimensions: " + " ".join(map(str, told["dimensions"]))
        yield "spacing: " + _numbers(told["spacing"])
        yield "origin: " + _numbers(told["origin"])
        yield "direction: " + _numbers(v for row in told["direction"] for v in row)
    if "axes" in told:
        yield "axes: %s%s, in %s" % ("oblique, nearest " if told["oblique"] else "", told["axes"], told["world"])
    elif "bounds" not in told and "world" in told:
        yield "world: %s" % told["world"]
    if "bounds" in told:
        yield "bounds: %s, in %s" % (_numbers(told["bounds"]), told["world"])
    if "curve" in told:
        yield "curve: " + _curve_line(told["curve"])
    for number, line in enumerate(told.get("lines", ())):
        yield "line %d: %s" % (number, _curve_line(line))
    for array in told.get("arrays", ()):
        yield _array_line(array)


def _finite(value):
    """JSON has no infinite numbers."""
    if isinstance(value, dict):
        return {key: _finite(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_finite(v) for v in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def describe_files(work):
    """FILE..."""
    found = []
    for file_name in work.options.files:
        try:
            told = _describe(work, file_name)
        except (OSError, ValueError, RuntimeError) as error:
            work.fail(error)
            continue
        if work.options.json:
            found.append(_finite(dict(file=file_name, **told)))
        else:
            work.say("%s" % file_name)
            for line in _lines(told):
                work.say("  " + line)
    if work.options.json:
        work.say(json.dumps(found, indent=2))
