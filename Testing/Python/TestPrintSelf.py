# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What an object prints has each of its settings, by the name that its getter has."""

import re

import curvedreformat as cr


def own_settings(cls):
    """The names X for which there are GetX() and SetX(), but for those of VTK's own classes."""
    inherited = set()
    for base in cls.__mro__:
        if not hasattr(cr, base.__name__):
            inherited.update(dir(base))
    return [name[3:] for name in dir(cls)
            if name.startswith("Set") and hasattr(cls, "Get" + name[3:]) and name not in inherited]


tried = 0
for name in sorted(dir(cr)):
    cls = getattr(cr, name)
    if not name.startswith("vtk") or not isinstance(cls, type):
        continue
    try:
        text = str(cls())
    except TypeError:
        continue  # it is abstract
    for setting in own_settings(cls):
        assert re.search(r"^ +%s:" % setting, text, re.M), "%s does not print its %s:\n%s" % (name, setting, text)
        tried += 1
assert tried > 100, "only %d settings were found" % tried
