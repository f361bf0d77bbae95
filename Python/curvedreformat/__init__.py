# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curved planar reformation for VTK and ParaView.

The classes are in ``curvedreformat.vtkCurvedReformatFilters`` and, for short, here::

    from curvedreformat import vtkMovingFrame

So are functions for those who work with arrays (Documentation/Python.md)::

    import curvedreformat

    image = curvedreformat.from_numpy(volume, origin, spacing, direction)
    straightened = curvedreformat.straighten(image, points, spacing=0.5, size=40)
    for array, matrix, arc_length in curvedreformat.slices(straightened):
        ...

They need NumPy, which is imported when the first of them is asked for and not before.
"""

try:
    from .vtkCurvedReformatFilters import *  # noqa: F401,F403
except ImportError as error:
    import sys

    raise ImportError(
        "curvedreformat needs the VTK and the Python that it was built with, and %s (%d.%d) does not"
        " have them: %s. Utilities/run.sh python3 and pvpython take the right ones."
        % (sys.executable, *sys.version_info[:2], error)
    ) from error

# Which module has which function. None is imported here: who wants the classes alone does not wait
# for NumPy.
_MODULES = {
    "from_numpy": "arrays",
    "to_numpy": "arrays",
    "like": "arrays",
    "affine": "geometry",
    "from_sitk": "with_sitk",
    "to_sitk": "with_sitk",
    "from_nibabel": "with_nibabel",
    "to_nibabel": "with_nibabel",
    "straighten": "pipeline",
    "bend_back": "pipeline",
    "slices": "slicing",
    "Slice": "slicing",
    "save": "saving",
    "read_image": "reading",
    "read_curve": "reading",
    "profile": "measuring",
}


def __getattr__(name):
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError("module %r has no attribute %r" % (__name__, name))
    from importlib import import_module

    value = getattr(import_module("." + module, __name__), name)
    globals()[name] = value  # found at once the next time
    return value


def __dir__():
    return sorted(set(globals()) | set(_MODULES))
