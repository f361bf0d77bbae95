# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The help of each command is complete, and the tables of its page say the same; the choices are those
of the functions, and the version is that of the project."""

import os
import re

from commands import DATA, succeed
from curvedreformat import command_line, pipeline

os.environ["COLUMNS"] = "1000"  # each option in one line
root = os.path.dirname(os.path.dirname(DATA))
with open(os.path.join(root, "Documentation", "Command.md"), encoding="utf-8") as file:
    page = file.read()
with open(os.path.join(root, "CMakeLists.txt"), encoding="utf-8") as file:
    version = re.search(r"^  VERSION +([\d.]+)$", file.read(), re.M).group(1)

assert succeed("--version") == ["curvedreformat " + version]
top = "\n".join(succeed("--help"))
count = 0
for name in "straighten", "bend-back", "profile", "info":
    assert re.search(r"^ +%s\b" % name, top, re.M), top
    text = succeed(name, "--help")
    assert text == succeed(name, "-h"), name
    assert text[0].startswith("usage: curvedreformat %s " % name), text[0]
    assert text[-1].startswith("  curvedreformat %s " % name) and text[-2] == "example:", text[-2:]
    # `  --name VALUES   what it is (default: this)`, where long ones have a line for themselves
    options, last = {}, None
    for line in text[:-2]:
        begins = re.match(r"  (-\S.*?)(?:   *(\S.*))?$", line)
        if begins:
            # Python since 3.13 has the value once, at the end
            last = re.sub(r"^(-\w), (--\S+) (.+)$", r"\1 \3, \2 \3", begins.group(1))
            options[last] = begins.group(2) or ""
        elif last and line.startswith("     "):
            options[last] = (options[last] + " " + line.strip()).strip()
        else:
            last = None
    assert len(options) > 3 and all(options.values()), options
    table = re.search(r"^## %s\n(.*?)(?=^## )" % name, page, re.M | re.S).group(1)
    rows = re.findall(r"^\| `(-[^`]*)` \| (.*?) \| (.*?) \|$", table, re.M)
    found = {option: (default, what) for option, default, what in rows}
    assert len(found) == len(rows), "%s: a row is there twice" % name
    for option, what in options.items():
        default = re.search(r" ?\(default: (.*)\)$", what)
        expected = (default.group(1) if default else "", what[: default.start()] if default else what)
        row = tuple(cell.strip() for cell in found.pop(option, ("", "no row")))
        assert row == expected, "%s %s: the page has %s, and the help %s" % (name, option, row, expected)
        count += 1
    assert not found, "%s: the page has %s, and the help has not" % (name, sorted(found))
    # the example of the help is one that the options allow
    words = text[-1].split()[1:]
    assert command_line.parse(words)[0] == name

assert command_line.MODES == pipeline.MODES and command_line.INTERPOLATIONS == pipeline.INTERPOLATIONS
assert command_line.SLAB_MODES == pipeline.SLAB_MODES and command_line.SLAB_AXES == pipeline.SLAB_AXES
assert tuple(n.replace("-", " ") for n in command_line.FRAME_TYPES) == pipeline.FRAME_TYPES

# Numbers are no options: negative ones, with exponents, and as pvpython hands on whole ones.
for word, value in ("-5", -5), ("-1024", -1024), ("--1024", -1024), ("-1e-3", -1e-3), ("-.5", -0.5), ("--1e3", -1000), (
        "+3.", 3):
    for words in (["--background", word], ["--background=%s" % word.replace("--", "-")]):
        options = command_line.parse(["straighten", "a.vti", *words, "b.vtp", "-o", "c.vti"])[1]
        assert options.background == value and (options.image, options.curve) == ("a.vti", "b.vtp"), (words, options)
for words, spacing in (["--spacing", "1", "2", "3"], [1, 2, 3]), (["--spacing", "0.5"], [0.5]), (["--spacing=1,2,3"], [1, 2, 3]):
    options = command_line.parse(["straighten", *words, "--up", "-1", "-0.5", "1e2", "a", "b", "-o", "c"]
                                 + ["--png"])[1]
    assert options.spacing == spacing and options.up == [-1, -0.5, 100] and options.image == "a", options
    assert options.output == ["c"] and options.png == "" and options.npy is None, options
options = command_line.parse(["straighten", "a", "b", "--png", "p.png", "--npy", "--slab", "max", "20", "-o", "c"])[1]
assert options.png == "p.png" and options.npy == "" and options.slab == ("max", 20, "y"), options
options = command_line.parse(["straighten", "--slab", "sum", "3", "curve", "--", "-a", "-b"])[1]
assert options.slab == ("sum", 3, "curve") and (options.image, options.curve) == ("-a", "-b"), options
print("%d options" % count)
