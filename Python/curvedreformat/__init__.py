# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curved planar reformation for VTK and ParaView.

The classes are in ``curvedreformat.vtkCurvedReformatFilters`` and, for short, here::

    from curvedreformat import vtkMovingFrame
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
