# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command, with what it cannot do: one line that begins with its name, the exit code, and no
file. Of arguments and files there is more in Testing/Python/TestCommandErrors.py."""

import os
import subprocess
import sys

import bad_files
import numpy as np
from curvedreformat import from_numpy, save, vtkOrientedImageReader
from subjects import FOLDER, place

os.makedirs(FOLDER, exist_ok=True)
bad_files.write_files()
save(from_numpy(np.arange(8000, dtype=np.int16).reshape(20, 20, 20), name="HU"), place("scan.vti"))
with open(place("line.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n5,5,5\n9,9,9\n12,9,14\n")
SCAN, LINE, OUT = place("scan.vti"), place("line.csv"), place("out.vti")
S = ["straighten", SCAN, LINE, "-o", OUT]
MOST = str(2**31 - 1)

# what, words, exit code, parts of the sentence
ROWS = [
    ("nothing", [], 2, ["no command"]),
    ("a word that is none", ["bend"], 2, ["invalid choice: 'bend'"]),
    ("no curve", ["straighten", SCAN], 2, ["required: CURVE"]),
    ("no output", ["straighten", SCAN, LINE], 2, ["no output"]),
    ("an output that is the input", ["straighten", SCAN, LINE, "-o", SCAN], 2, ["scan.vti is an input"]),
    ("an output of no known kind", ["straighten", SCAN, LINE, "-o", place("out.bmp")], 2, ["ends with .bmp"]),
    ("spacing 0", S + ["--spacing", "0"], 2, ["more than 0"]),
    ("negative spacing", S + ["--spacing", "-1"], 2, ["more than 0"]),
    ("spacing NaN", S + ["--spacing", "nan"], 2, ["'nan' is given"]),
    ("infinite spacing", S + ["--spacing", "inf"], 2, ["'inf' is given"]),
    ("spacing that is too small", S + ["--spacing", "1e-300"], 1, ["--spacing 1e-300"]),
    ("2^31 - 1 slices", S + ["--slices", MOST, "--size", "9"], 1, ["GB of memory"]),
    ("2^31 slices", S + ["--slices", str(2**31)], 1, ["number_of_slices is 2147483648; a whole number below"]),
    ("a number of 400 digits", S + ["--slices", "9" * 400], 1, ["number_of_slices has a number beyond 1.8e308; give"]),
    ("size, dimensions and spacing", S + ["--size", "9", "--dimensions", "9", "--spacing", "1"], 2, ["any two"]),
    ("a curve of no points", ["straighten", SCAN, place("empty.csv"), "-o", OUT], 1, ["empty.csv"]),
    ("a damaged image", ["straighten", place("cut.nrrd"), LINE, "-o", OUT], 1, ["cut.nrrd"]),
    ("a folder of no DICOM", ["straighten", place("nothing"), LINE, "-o", OUT], 1, ["nothing"]),
    ("a folder that there is not", ["straighten", SCAN, LINE, "-o", place("there", "out.vti")], 1, ["no folder|cannot be"]),
    ("a folder that nobody may write to", ["straighten", SCAN, LINE, "-o", "/proc/out.nrrd"], 1, ["could not be written"]),
    ("an image that was not straightened", ["bend-back", SCAN, "-o", OUT], 1, ["has no curve"]),
    ("a profile of it", ["profile", SCAN, "-o", place("out.csv")], 1, ["not a straightened"]),
]


def names():
    return {os.path.join(folder, name) for folder, _, files in os.walk(FOLDER) for name in files}


if not vtkOrientedImageReader.CanRead():
    ROWS = [row for row in ROWS if not any(str(word).endswith(".nrrd") or word == place("nothing") for word in row[1])]
before = names()
for what, words, code, parts in ROWS:
    program = [sys.executable, "-m", "curvedreformat"]
    done = subprocess.run(program + words, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    said = "%s: exit code %d\n%s\n%s" % (what, done.returncode, done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert done.returncode == code and not done.stdout, said
    assert len(lines) == 1 and lines[0].startswith("curvedreformat: ") and lines[0].endswith("."), said
    assert all(any(p in lines[0] for p in part.split("|")) for part in parts), "%s\nexpected: %s" % (said, parts)
    assert names() == before, "%s: written was %s" % (what, names() - before)
done = subprocess.run([sys.executable, "-m", "curvedreformat"] + S + ["--size", "5"], capture_output=True, timeout=120)
assert done.returncode == 0 and os.path.getsize(OUT) > 0, done.stderr
print("tried %d bad commands" % len(ROWS))
