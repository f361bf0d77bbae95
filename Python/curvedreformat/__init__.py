# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curved planar reformation for VTK and ParaView.

The classes are in ``curvedreformat.vtkCurvedReformatFilters`` and, for short, here::

    from curvedreformat import vtkMovingFrame
"""

from .vtkCurvedReformatFilters import *  # noqa: F401,F403
