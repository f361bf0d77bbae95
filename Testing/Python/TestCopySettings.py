# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""CopySettings() takes every setting that a filter has: all that can be set and got."""

import curvedreformat
from vtkmodules.vtkImagingCore import vtkImageSincInterpolator


def settings_of(cls):
    """Names of what the module's own classes can be asked for and told."""
    ours = [c for c in cls.__mro__ if hasattr(curvedreformat, c.__name__)]
    names = {n[3:] for c in ours for n in vars(c) if n.startswith("Set")}
    return sorted(n for n in names if hasattr(cls, "Get" + n)) + ["NumberOfThreads", "SplitMode", "EnableSMP"]


def change(filter_, name):
    """Set something else than what is there; false where there is nothing else."""
    before = getattr(filter_, "Get" + name)()
    if name == "Interpolator":
        candidates = [vtkImageSincInterpolator()]
    elif name == "Controller":
        candidates = [None]
    elif isinstance(before, bool):
        candidates = [not before]
    elif isinstance(before, (int, float)):
        candidates = [before + 1, before - 1]
    elif isinstance(before, (tuple, list)):
        candidates = [[v + 1 for v in before]]
    else:
        candidates = ["another"]
    for value in candidates:
        getattr(filter_, "Set" + name)(value)
        if getattr(filter_, "Get" + name)() != before:
            return True
    return False


for cls in curvedreformat.vtkCurvedPlanarReformat, curvedreformat.vtkMultiCurvePlanarReformat:
    names = settings_of(cls)
    for name in "CurveIndex", "FillUnowned", "GenerateMask", "Interpolator", "NumberOfSlices", "Spacing", "UpVector":
        assert name in names, "%s has no setting %s; it has %s" % (cls.__name__, name, names)
    changed, copy = cls(), cls()
    changeable = [name for name in names if change(changed, name)]
    same = sorted(set(names) - set(changeable))
    assert set(same) <= {"Controller"}, "%s cannot be changed" % same
    changed.AddArray("one")
    changed.AddArray("two")
    copy.AddArray("three")
    copy.CopySettings(changed)
    arrays = [copy.GetArrayName(i) for i in range(copy.GetNumberOfArrays())]
    assert arrays == ["one", "two"], "%s: the arrays are %s after CopySettings()" % (cls.__name__, arrays)
    for name in changeable:
        expected, got = (getattr(f, "Get" + name)() for f in (changed, copy))
        assert got == expected, "%s: %s is %s after CopySettings(), not %s" % (cls.__name__, name, got, expected)
    print(cls.__name__, "copies", *changeable)
