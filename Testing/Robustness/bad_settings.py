# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Settings: every number at 0, negative, NaN, infinite and huge, and settings that contradict each
other."""

import math

from lines import make_line
from rows import Row
from subjects import (
    FIELD_ALONE, FRAMES, INVERSE, INVERSE_ALONE, MULTI, OF_IMAGE, PROFILE, REFORMAT, SECTION, STRAIGHTEN, TRANSFORM, ALONG_CURVE)

NAN, INF = math.nan, math.inf
HUGE = 1e300
MOST = 2**31 - 1


def numbers(on, name, says, make=lambda value: value, **others):
    """Rows for one setting: a list of (value, sentence)."""
    return [
        Row("%s %s" % (name, make(value)), on, parts if parts is None or isinstance(parts, list) else [parts],
            settings=dict({name: make(value)}, **others))
        for value, parts in says
    ]


def along_z():
    return make_line([(10, 10, 4), (10, 10, 10), (10, 10, 16)])


LENGTH = "give a length above 0, or 0 to have it chosen"
GRIDS = (REFORMAT, MULTI)
ONE_LINE = tuple(s for s in ALONG_CURVE if s is not MULTI)  # which takes all

ROWS = [
    *numbers(OF_IMAGE, "SliceSize", [
        (0, None), (-1, ["SliceSize in x is -1", LENGTH]), (NAN, ["SliceSize in x is nan", LENGTH]),
        (INF, ["SliceSize in x is inf", LENGTH]), (HUGE, ["SliceSize 1e+300 and Spacing 1 in x make", "pixels; give"]),
    ], lambda v: (v, 4.0), SliceDimensions=(0, 0)),
    *numbers(OF_IMAGE, "SliceDimensions", [
        (0, None), (-1, ["SliceDimensions in x is -1", "give a number of pixels, or 0"]),
        (MOST, ["would need", "GB of memory"]),
    ], lambda v: (v, v)),
    *numbers(OF_IMAGE, "Spacing", [
        (0, None), (-1, ["Spacing in y is -1", LENGTH]), (NAN, ["Spacing in y is nan", LENGTH]),
        (INF, ["Spacing in y is inf", LENGTH]),
    ], lambda v: (1.0, v, 1.0)),
    *numbers(GRIDS, "Spacing", [
        (1e-300, ["Spacing 1e-300 in z makes", "slices of a curve", "give"]),
    ], lambda v: (1.0, 1.0, v)),
    Row("Spacing 1e+300 along the curve", GRIDS, settings={"Spacing": (1.0, 1.0, HUGE)},
        warns=["slices are 1e+300 apart, so that there is only one"]),
    *numbers(GRIDS, "NumberOfSlices", [
        (0, None), (1, None), (-1, ["NumberOfSlices is -1; give a number of slices, or 0"]),
        (MOST, ["would need", "GB of memory"]),
    ]),
    Row("2^31 - 1 slices of a pixel", REFORMAT, ["would need", "GB of memory"],
        settings={"NumberOfSlices": MOST, "SliceDimensions": (1, 1)}),
    Row("size, dimensions and spacing that contradict each other", OF_IMAGE,
        ["SliceSize in x is 30, but SliceDimensions 5 of Spacing 2 are 10; set one of the three to 0"],
        settings={"SliceSize": (30, 30), "SliceDimensions": (5, 5), "Spacing": (2, 2, 1)}),

    *numbers(ALONG_CURVE, "RotationAngle", [
        (0, None), (-1e6, None), (NAN, "RotationAngle is nan; give an angle in degrees"),
        (INF, "RotationAngle is inf; give an angle in degrees"), (HUGE, None),
    ]),
    *numbers(ALONG_CURVE, "SmoothingLength", [
        (0, None), (-1, "SmoothingLength is -1; give"), (NAN, "SmoothingLength is nan; give"),
        (INF, "SmoothingLength is inf; give"),
    ]),
    *numbers(ONE_LINE, "CurveIndex", [
        (0, None), (-1, "CurveIndex is -1, but the curve has 1 line; give a number from 0 to 0"),
        (MOST, "CurveIndex is 2147483647, but the curve has 1 line"),
    ]),
    *numbers(ALONG_CURVE, "UpVector", [
        (0, "UpVector is zero or not finite; give a direction"), (NAN, "UpVector is zero or not finite"),
        (INF, "UpVector is zero or not finite"), (-1, None), (HUGE, None), (1e-300, None),
    ], lambda v: (0.0, v, 0.0), FrameType=1),
    *numbers(ALONG_CURVE, "SecondUpVector", [
        (0, None), (NAN, "SecondUpVector is not finite; give"), (INF, "SecondUpVector is not finite; give"), (-1, "SecondUpVector is parallel to UpVector; give another direction"),
    ], lambda v: (0.0, 0.0, v), FrameType=1),

    *numbers(GRIDS, "SlabThickness", [
        (0, None), (-2, "SlabThickness is -2; give a length above 0"), (NAN, "SlabThickness is nan; give"),
        (INF, "SlabThickness is inf; give"), (1e8, ["SlabThickness 1e+08 makes", "at most 100000"]), (HUGE, ["SlabThickness 1e+300 makes", "samples"]),
    ]),
    *numbers(GRIDS, "SlabCenter", [
        (0, None), (NAN, "SlabCenter is nan; give"), (INF, "SlabCenter is inf; give"), (-1, None),
    ], SlabThickness=2),
    *numbers(REFORMAT, "RadiusRange", [
        (0, None), (-1, ["RadiusRange begins at -1", "give 0 or more"]), (NAN, "RadiusRange is (nan, 3)"),
        (INF, "RadiusRange is (inf, 3)"), (3, "RadiusRange is (3, 3), which is empty"),
        (HUGE, "RadiusRange is (1e+300, 3), which is empty"),
    ], lambda v: (v, 3.0), Mode=3, SliceDimensions=(0, 0)),
    *numbers(REFORMAT, "NumberOfAngles", [
        (0, "NumberOfAngles is 0; give a number of 1 or more"), (-1, "NumberOfAngles is -1"),
        (MOST, ["would need", "GB of memory"]),
    ], Mode=4),
    *numbers((REFORMAT, TRANSFORM, STRAIGHTEN), "VectorOfInterest", [
        (0, None), (NAN, ["ector of interest|VectorOfInterest"]), (INF, ["ector of interest|VectorOfInterest"]),
        (HUGE, None), (-1, None),
    ], lambda v: (0.0, v, 0.0), Mode=1),
    *numbers((REFORMAT, TRANSFORM, STRAIGHTEN), "ProjectionDirection", [
        (0, None), (NAN, ["rojection direction|ProjectionDirection"]), (INF, ["rojection direction|ProjectionDirection"]),
        (-1, None),
    ], lambda v: (0.0, 0.0, v), Mode=2, VectorOfInterest=(1.0, 0.0, 0.0)),
    Row("a vector of interest along the curve", (REFORMAT, TRANSFORM, STRAIGHTEN),
        ["Vector of interest (0, 0, 1) runs along the curve"], curve=along_z,
        settings={"Mode": 1, "VectorOfInterest": (0.0, 0.0, 1.0)}),
    Row("radii from a wall that there is not", (REFORMAT, TRANSFORM, STRAIGHTEN),
        ["RelativeToWall is on, but the curve has no point array Radius"], settings={"Mode": 3, "RelativeToWall": 1}),
    *numbers(OF_IMAGE + (INVERSE,), "BackgroundValue", [(0, None), (-1e9, None), (NAN, None), (INF, None), (HUGE, None)]),
    Row("arrays that the image does not have", OF_IMAGE + (INVERSE,),
        ["Image has no array of numbers with a chosen name (w); choose from: v"],
        settings=lambda algorithm: (algorithm.ProcessAllArraysOff(), algorithm.AddArray("w"))),
    Row("no array chosen", OF_IMAGE + (INVERSE,), ["No array is chosen; add one, or switch on ProcessAllArrays"],
        settings={"ProcessAllArrays": 0}),

    *numbers(SECTION, "ArcLength", [
        (0, None), (NAN, "ArcLength is nan; give a length from 0 to 25"), (INF, "ArcLength is inf; give"),
    ]),
    Row("ArcLength -1", SECTION, settings={"ArcLength": -1}, warns=["ArcLength -1 is beyond the curve", "continuation"]),
    *numbers(INVERSE_ALONE, "OutputSpacing", [
        (0, None), (-1, "OutputSpacing is (1, -1, 1)"), (NAN, "OutputSpacing is (1, nan, 1)"),
        (INF, "OutputSpacing is (1, inf, 1)"), (1e-300, ["OutputSpacing 1e-300 makes", "give"]),
    ], lambda v: (1.0, v, 1.0)),
    *numbers(FRAMES, "SampleSpacing", [
        (0, None), (-1, ["SampleSpacing is -1", "give"]), (NAN, ["SampleSpacing is nan", "give"]),
        (INF, ["SampleSpacing is inf", "give"]), (1e-300, ["SampleSpacing is 1e-300, which makes"]), (HUGE, None),
    ]),
    *numbers(FIELD_ALONE, "Tolerance", [
        (0, None), (-1, ["Tolerance is -1", "give"]), (NAN, ["Tolerance is nan", "give"]),
        (INF, ["Tolerance is inf", "give"]), (1e-300, ["Tolerance 1e-300 needs"]), (HUGE, None),
    ]),
    *numbers(FIELD_ALONE, "SliceSize", [
        (0, None), (-1, "SliceSize is (4, -1)"), (NAN, "SliceSize is (4, nan)"), (INF, "SliceSize is (4, inf)"),
    ], lambda v: (4.0, v)),
    *numbers(FIELD_ALONE, "Spacing", [
        (0, None), (-1, "Spacing is (1, -1, 1)"), (NAN, "Spacing is (1, nan, 1)"), (INF, "Spacing is (1, inf, 1)"),
        (1e-300, ["Spacing 1e-300 makes", "give"]),
    ], lambda v: (1.0, v, 1.0)),
    *numbers(PROFILE, "Component", [
        (0, None), (-2, "Component is -2"), (1, ["Component is 1, but the last one of the array is 0"]),
        (MOST, "Component is 2147483647"),
    ]),
    *numbers(PROFILE, "Radius", [
        (0, None), (-1, ["Radius is -1", "give"]), (NAN, ["Radius is nan", "give"]), (INF, ["Radius is inf", "give"]), (HUGE, None),
    ]),
    *numbers(PROFILE, "ThresholdRange", [
        (0, None), (NAN, ["ThresholdRange is (nan, 50)"]), (90, ["ThresholdRange is (90, 50)"]), (-HUGE, None),
    ], lambda v: (v, 50.0), Region=1),
    Row("labels by no name", PROFILE, ["Label array has no name; give the name"], settings={"Region": 2}),
    Row("labels by a name that is not there", PROFILE, ["Label array is w"],
        settings={"Region": 2, "LabelArrayName": "w"}),
]
