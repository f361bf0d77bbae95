# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What is wrong is said in one line, with exit code 2 for wrong arguments and 1 for work that failed;
nothing is written then, and what was there stays. read_image() and read_curve() raise the same."""

import json
import os
import shutil

import numpy as np
from commands import COMMAND, make_folder, refuse, run, succeed
from curvedreformat import from_numpy, read_curve, read_image, save
from curvedreformat.command_words import with_options
from grids import refused
from vtkmodules.vtkCommonCore import vtkOutputWindow, vtkStringOutputWindow

shown = vtkStringOutputWindow()  # what VTK shows: nothing
vtkOutputWindow.SetInstance(shown)
folder, place = make_folder("command-errors")
save(from_numpy(np.arange(1000, dtype=np.int16).reshape(10, 10, 10), name="HU"), place("scan.vti"))
with open(place("curve.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n2,2,2\n4,4,4\n6,5,7\n")
with open(place("lines.txt"), "w", encoding="utf-8") as file:
    file.write("x y z\n1 2 3\n")
with open(place("no-ending"), "w", encoding="utf-8") as file:
    file.write("nothing")
with open(place("kept.vti"), "w", encoding="utf-8") as file:
    file.write("what was there")
scan, curve, out = place("scan.vti"), place("curve.csv"), place("out.vti")
before = set(os.listdir(folder))

# Arguments that are wrong by themselves.
S = ["straighten", scan, curve, "-o", out]
ARGUMENTS = [
    ([], "no command"),
    (["unbend"], "invalid choice: 'unbend'"),
    (["straighten"], "required: IMAGE, CURVE"),
    (["straighten", scan], "required: CURVE"),
    (["straighten", scan, curve], "no output"),
    (["straighten", scan, curve, "-o"], "expected one argument"),
    (["straighten", scan, curve, "-o", place("out.bmp")], ["out.bmp ends with .bmp", ".vti", ".nii.gz", ".png"]),
    (["straighten", scan, curve, "-o", place("out")], "has no ending"),
    (["straighten", scan, curve, "-o", scan], "scan.vti is an input"),
    (["straighten", scan, curve, "-o", os.path.join(folder, ".", "curve.csv")], "curve.csv is an input"),
    (["straighten", scan, curve, "-o", out, "-o", out], "out.vti is to be written twice"),
    (["straighten", scan, curve, "--npy"], "--npy has no name"),
    (S + ["--npy=" + place("a.vti")], "a name that ends with .npy"),
    (S + ["--transforms", place("a.txt")], "ends with .csv or .json"),
    (S + ["third.vti"], "unrecognized arguments: third.vti"),
    (S + ["--sise", "3"], "unrecognized arguments: --sise"),
    (S + ["--mode", "bent"], "invalid choice: 'bent'"),
    (S + ["--spacing", "small"], "'small' is given; 1 or 3 numbers are expected"),
    (S + ["--spacing", "1", "2"], "1 or 3 numbers"),
    (S + ["--spacing", "-0.5"], "more than 0"),
    (S + ["--spacing", "nan"], "'nan' is given"),
    (S + ["--size", "0"], "more than 0"),
    (S + ["--dimensions", "12.5"], "whole number"),
    (S + ["--dimensions", "9", "--size", "9", "--spacing", "1"], "any two"),
    (S + ["--slices", "-3"], "more than 0"),
    (S + ["--slab", "max"], "'max' is given"),
    (S + ["--slab", "most", "3"], "min, max, mean or sum"),
    (S + ["--slab", "max", "-3"], "the thickness"),
    (S + ["--slab-center", "3"], "no --slab"),
    (S + ["--up", "0", "-1"], "3 numbers are expected"),
    (S + ["--smoothing", "-1"], "0 or more"),
    (S + ["--labels", "--interpolation", "cubic"], "contradict"),
    (S + ["--window", "5", "3"], "--window is 5 3"),
    (S + ["--world", "XYZ"], "invalid choice: 'XYZ'"),
    (S + ["--threads", "0"], "more than 0"),
    (S + ["--tolerance", "0.6"], "0 to 0.5 is expected"),
    (S + ["--quiet=yes"], "--quiet"),
    (["bend-back", scan], "no output"),
    (["bend-back", scan, "-o", place("a.csv")], "ends with .csv"),
    (["bend-back", scan, "-o", out, "--straightened", scan, "--curve", curve], "not allowed with"),
    (["bend-back", scan, "-o", out, "--reference", scan, "--spacing", "1"], "--reference and --spacing"),
    (["profile", scan, curve, "-o", out], "ends with .vti"),
    (["profile", scan, curve, "-o", place("a.csv"), "-o", place("b.csv")], "-o is given 2 times"),
    (["profile", scan, curve, "-o", place("a.csv"), "--threshold", "3", "1"], "--threshold is 3 1"),
    (["profile", scan, curve, "-o", place("a.csv"), "--label", "3"], "only used together"),
    (["profile", scan, curve, "-o", place("a.csv"), "--label", "3", "--threshold", "1", "2"], "not allowed with"),
    (["info"], "required: FILE"),
    (["info", scan, "--spacing", "3"], "unrecognized"),
]
# pvpython takes seconds to start: there only some of them.
is_slow = "pvpython" in COMMAND[0]
for words, parts in ARGUMENTS[:: 6 if is_slow else 1]:
    refuse(2, parts, *words)

# Files that are not there, or are something else.
with open(place("damaged.vti"), "w", encoding="utf-8") as file:
    file.write('<?xml version="1.0"?><VTKFile type="ImageData"><ImageData WholeExt')
with open(scan, "rb") as file:
    content = file.read()
with open(place("short.vti"), "wb") as file:
    file.write(content[: len(content) // 2])
with open(place("lying.vti"), "wb") as file:
    file.write(content.replace(b"0 9 0 9 0 9", b"0 9 0 9 0 999999999"))
with open(place("text.vti"), "wb") as file:
    file.write(b"nothing of VTK")
appended = b'<VTKFile type="ImageData" version="1.0"><ImageData WholeExtent="0 1 0 1 0 1" Origin="0 0 0" Spacing="1 1 1">' \
    b'<Piece Extent="0 1 0 1 0 1"><PointData><DataArray type="Int8" Name="a" format="appended" offset="0"/>' \
    b'</PointData></Piece></ImageData><AppendedData encoding="raw">_\x01\xff<&'
with open(place("appended.vti"), "wb") as file:
    file.write(appended)
for name, text in (
    ("damaged.vtp", '<?xml version="1.0"?><VTKFile type="PolyData"><PolyData><Piece NumberOfP'),
    ("grid.vtk", "# vtk DataFile Version 3.0\nx\nASCII\nDATASET STRUCTURED_POINTS\nDIMENSIONS 1 1 1\n"),
    ("lying.vtk", "# vtk DataFile Version 3.0\nx\nASCII\nDATASET POLYDATA\nPOINTS 9000000000 float\n1 2 3\n"),
    ("damaged.mrk.json", '{"markups": [{"type": "Curve", "controlPoi'),
    ("other.json", '{"slices": []}'),
    ("words.csv", "a,b,c\n1,2,three\n"),
):
    with open(place(name), "w", encoding="utf-8") as file:
        file.write(text)
np.save(place("alone.npy"), np.zeros((2, 2, 2)))
np.save(place("flat.npy"), np.zeros((2, 2)))
save(from_numpy(np.zeros((2, 2, 2))), place("wrong.npy"))
with open(place("wrong.npy.json"), encoding="utf-8") as file:
    told = json.load(file)
with open(place("wrong.npy.json"), "w", encoding="utf-8") as file:
    json.dump(dict(told, shape=[2, 2, 3]), file)
shutil.copyfile(scan, place("not.dcm"))
os.makedirs(place("folder.vtp"), exist_ok=True)
BAD_IMAGES = [
    ("nowhere.vti", FileNotFoundError, "There is no image"),
    ("no-ending", ValueError, ["has no ending", ".nii.gz", ".vti"]),
    ("curve.csv", ValueError, "ends with .csv"),
    ("damaged.vti", OSError, ["damaged.vti cannot be read", "damaged"]),
    ("short.vti", OSError, "short.vti cannot be read"),
    ("lying.vti", OSError, ["lying.vti cannot be read", "declares 100000000000 voxels"]),
    ("text.vti", OSError, "not a file of VTK"),
    ("appended.vti", OSError, "appended data"),
    ("alone.npy", FileNotFoundError, "alone.npy.json"),
    ("wrong.npy", OSError, "wrong.npy cannot be read"),
    ("not.dcm", OSError, "not a file of DICOM"),
]
BAD_CURVES = [
    ("nowhere.vtp", FileNotFoundError, "There is no curve"),
    ("scan.vti", ValueError, ["ends with .vti", ".mrk.json", ".csv"]),
    ("folder.vtp", IsADirectoryError, "is a folder"),
    ("damaged.vtp", OSError, "damaged.vtp cannot be read"),
    ("grid.vtk", OSError, "poly data"),
    ("lying.vtk", OSError, "declares 9000000000 points"),
    ("damaged.mrk.json", OSError, "damaged.mrk.json"),
    ("other.json", OSError, "other.json"),
    ("words.csv", OSError, "words.csv"),
    ("lines.txt", OSError, "lines.txt"),
]
before = set(os.listdir(folder))
for number, (name, kind, parts) in enumerate(BAD_IMAGES):
    if not is_slow or number % 4 == 0:
        refuse(1, parts, "straighten", place(name), curve, "-o", out)
    refused(kind, parts, read_image, place(name))
for number, (name, kind, parts) in enumerate(BAD_CURVES):
    if not is_slow or number % 4 == 0:
        refuse(1, parts, "straighten", scan, place(name), "-o", out)
    refused(kind, parts, read_curve, place(name))
assert not shown.GetOutput(), shown.GetOutput()
refused(ValueError, "world is 'XYZ'", read_image, scan, "XYZ")
refused(ValueError, "no DICOM series", read_image, scan, series="1.2.3")
refused(ValueError, "no DICOM series", read_image, scan, tolerance=0.1)
refused(ValueError, "0 to 0.5", read_image, scan, tolerance=0.6)
refused(TypeError, "file_name is 3", read_curve, 3)

# What the filters find, and what cannot be written.
refuse(1, "nothing", "straighten", scan, curve, "-o", out, "--array", "nothing")
refuse(1, "--curve-index", "straighten", scan, curve, "-o", out, "--curve-index", "5")
refuse(1, "no folder", "straighten", scan, curve, "-o", place("nowhere", "out.vti"))
refuse(1, "memory", "straighten", scan, curve, "-o", out, "--dimensions", "400000", "400000", "--spacing", "0.001")
refuse(1, "scan.vti has no curve", "bend-back", scan, "-o", out)
refuse(1, "not a straightened", "profile", scan, "-o", place("a.csv"))
refuse(1, "--component is 4", "profile", scan, curve, "-o", place("a.csv"), "--component", "4")
refuse(1, "kept.vti", "straighten", place("kept.vti"), curve, "-o", out)
# All background is a failure, and nothing is written; the sentence says whose fault it may be.
with open(place("away.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n102,2,2\n104,4,4\n")
said = refuse(1, ["background everywhere", "the curve lies outside the image"], "straighten", scan, place("away.csv"), "-o",
              out, "--size", "3", "--spacing", "1")
assert "negated" not in said, said
refuse(1, "background everywhere", "profile", scan, place("away.csv"), "-o", place("a.csv"), "--size", "3", "--spacing", "1")
with open(place("away.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n-2,-2,2\n-4,-4,4\n-6,-5,7\n")
said = refuse(1, ["with x and y negated it would lie inside", "see --world"], "straighten", scan, place("away.csv"), "-o", out,
              "--size", "3", "--spacing", "1")
assert "WorldFrame" not in said, said
# a warning is one line, and no failure: slices that touch the image, though the curve does not
with open(place("away.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n11,5,2\n11,5,7\n")
out_lines, err = run("straighten", scan, place("away.csv"), "-o", out, "--size", "6", "--spacing", "1")
assert out_lines == [out] and len(err) == 1 and err[0].startswith("curvedreformat: warning: "), err
assert "slices touch it" in err[0], err
os.remove(out)
os.remove(place("away.csv"))

# Properties of the classes have the names of options, but files keep theirs.
for sentence, expected in (
    ("a has 2 series; set SeriesUID to one of them: 1.2, 3 slices.", "set --series to"),
    ("Resample the series elsewhere, or set Tolerance if this is but rounding.", "set --tolerance if"),
    ("Spacing 0.001 in z makes 8e+12 slices of a curve", "--spacing 0.001 in z"),
    ("Spacing in x is -1; give", "--spacing in x"),
    ("OutputSpacing is (1, -1, 1); give", "--spacing is (1"),
    ("UpVector is zero or not finite; give a direction", "--up is zero"),
    ("array, or another FrameType.", "another --frame."),
    ("give the scan as Reference, or an OutputSpacing.", "as --reference, or"),
):
    assert expected in with_options(sentence), with_options(sentence)
for sentence in (
    "There is no file or folder /data/Spacing is/SeriesUID.",
    "/data/CurveIndex/UpVector.vti cannot be read: it is damaged.",
    'x has the Pixel Spacing "0"; two numbers above 0 are needed.',
    "The radius and Tolerances of SeriesUIDs",
):
    assert with_options(sentence) == sentence, with_options(sentence)

# One bad file of several does not keep info from the others.
lines, err = run("info", scan, place("nowhere.vti"), curve, code=1)
assert len(err) == 1 and "nowhere.vti" in err[0] and scan in lines and curve in lines, (lines, err)
# The old file stays where the new one fails.
refuse(1, "--curve-index", "straighten", scan, curve, "-o", place("kept.vti"), "--curve-index", "5")
with open(place("kept.vti"), encoding="utf-8") as file:
    assert file.read() == "what was there"
after = set(os.listdir(folder))
assert after == before, "written: %s" % sorted(after - before)
succeed(*S)
print("%d wrong arguments, %d files" % (len(ARGUMENTS), len(BAD_IMAGES) + len(BAD_CURVES)))
