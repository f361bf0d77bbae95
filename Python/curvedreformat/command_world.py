# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The frame of the world, noted in the field data of an image."""

from vtkmodules.vtkCommonCore import vtkStringArray

# The field array with the name of the frame that an image is in.
WORLD = "WorldFrame"


def recorded_world(image):
    """The frame that an image of this command is in, or None."""
    values = image.GetFieldData().GetAbstractArray(WORLD)
    if values is None or not values.IsA("vtkStringArray") or values.GetNumberOfValues() != 1:
        return None
    return values.GetValue(0) if values.GetValue(0) in ("RAS", "LPS") else None


def record_world(image, frame):
    """Let an image say which frame it is in."""
    values = vtkStringArray()
    values.SetName(WORLD)
    values.InsertNextValue(frame)
    image.GetFieldData().AddArray(values)
