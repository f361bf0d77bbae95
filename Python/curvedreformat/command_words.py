# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Sentences of the classes in the words of the command: options where they name properties."""

import re

# Words that are also plain English only count where the classes say them of the property.
_OPTIONS = {
    "SeriesUID": "--series", "Tolerance": "--tolerance", "WorldFrame of the readers": "--world",
    "CurveIndex": "--curve-index", "FrameType": "--frame", "UpVector": "--up", "SecondUpVector": "--second-up",
    "NormalsArrayName": "--normals", "RotationAngle": "--angle", "SmoothingLength": "--smoothing",
    "VectorOfInterest": "--vector-of-interest", "ProjectionDirection": "--projection-direction",
    "RelativeToWall": "--relative-to-wall", "RadiusRange": "--radius-range", "NumberOfAngles": "--angles",
    "Spacing": "--spacing", "OutputSpacing": "--spacing", "SliceSize": "--size", "SliceDimensions": "--dimensions",
    "NumberOfSlices": "--slices", "SlabThickness": "--slab", "SlabAxis": "--slab", "SlabCenter": "--slab-center",
    "Component": "--component", "Radius": "--radius", "Reference": "--reference",
}
_AMBIGUOUS = {
    "Tolerance": r"(?<=\bset )Tolerance",
    "Spacing": r"(?<!Pixel )Spacing(?= (?:in [xyz] is|is \(|\S+ makes|\S+ in [xyz]|[-+.\d]+\S* are))",
    "Component": r"Component(?= is )",
    "Radius": r"Radius(?= is )",
    "Reference": r"(?<=\bas )Reference(?=,)",
}
_PROPERTY = re.compile("|".join(  # no part of a word, nor of a file's name
    r"(?<![^\s(])(?:%s)(?=[\s,;:)]|\.?\Z|\.\s)" % _AMBIGUOUS.get(name, name)
    for name in sorted(_OPTIONS, key=len, reverse=True)))


def with_options(message):
    """A message with the names of options where it has those of properties."""
    return _PROPERTY.sub(lambda found: _OPTIONS[found.group()], str(message))
