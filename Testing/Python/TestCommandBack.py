# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The commands bend-back, profile and info: what is bent back and measured is what the functions and
NumPy have, and what is told of files is what they were made with."""

import csv
import json
import math
import os

import numpy as np
from commands import DATA, make_folder, refuse, run, succeed
from curvedreformat import bend_back, from_numpy, like, read_curve, read_image, save, straighten, to_numpy
from curvedreformat.describing import axis_codes
from curvedreformat.pipeline import make_curve
from vtkmodules.vtkIOXML import vtkXMLPolyDataWriter

folder, place = make_folder("command-back")
random = np.random.default_rng(23)


def table(file_name):
    with open(file_name, encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return dict(zip(rows[0], np.array(rows[1:], dtype=float).T))


def values(file_name, name):
    return to_numpy(read_image(file_name), name)


# A bright tube of 6 mm in radius about an arc of 40 mm, in an image in LPS order.
angles = np.linspace(0, np.pi / 2, 60)
curve = np.stack([40 * np.cos(angles), 40 * np.sin(angles), np.full(60, 15.0)], axis=1)
writer = vtkXMLPolyDataWriter()
writer.SetInputData(make_curve(curve))
writer.SetFileName(place("arc.vtp"))
writer.SetDataModeToBinary()
assert writer.Write() == 1
k, j, i = np.indices((31, 61, 61))
x, y, z = 55.0 - i, 55.0 - j, 1.0 * k
off = np.hypot(np.hypot(x, y) - 40, z - 15)
volume = np.round(300 * np.clip(6.5 - off, 0, 1) - 50).astype(np.int16)
scan = from_numpy(volume, (55, 55, 0), (1, 1, 1), [[-1, 0, 0], [0, -1, 0], [0, 0, 1]], name="HU")
save(scan, place("scan.vti"))
save(from_numpy((off < 6).astype(np.uint8), (55, 55, 0), (1, 1, 1), [[-1, 0, 0], [0, -1, 0], [0, 0, 1]], name="tube"),
     place("tube.vti"))
GRID = ["--size", "24", "--spacing", "0.5"]
succeed("straighten", place("scan.vti"), place("arc.vtp"), "-o", place("straight.vti"), *GRID)
straightened = straighten(scan, read_curve(place("arc.vtp")), size=24, spacing=0.5)

# Back: the functions' bits, on the grid of the scan and on one of its own.
succeed("bend-back", place("straight.vti"), "--reference", place("scan.vti"), "-o", place("back.vti"), "--background=-50")
expected = to_numpy(bend_back(straightened, reference=scan, background=-50), "HU")
assert np.array_equal(values(place("back.vti"), "HU"), expected)
inside = off < 3  # nothing outside the tube has been mixed in there
assert (abs(expected[inside & (x > 2) & (y > 2)].astype(int) - 250) <= 3).all()
succeed("bend-back", place("straight.vti"), "--spacing", "2", "2", "3", "-o", place("own.vti"), "--labels", "--array", "HU")
own = bend_back(straightened, spacing=(2, 2, 3), interpolation="nearest", arrays="HU")
assert np.array_equal(values(place("own.vti"), "HU"), to_numpy(own, "HU"))

# What was painted in a file that cannot hold the curve: with the straightened image, or with the curve.
label = (to_numpy(straightened, "HU") > 100).astype(np.uint8)
label[:40] = 0
painted = like(straightened, label, name="label")
painted.GetFieldData().Initialize()
save(painted, place("painted.npy"))
expected = to_numpy(bend_back(like(straightened, label, name="label"), reference=scan, interpolation="nearest"), "label")
for words in ["--straightened", place("straight.vti")], ["--curve", place("arc.vtp")]:
    succeed("bend-back", place("painted.npy"), "--labels", "--reference", place("scan.vti"), "-o", place("label.vti"), *words)
    found = values(place("label.vti"), "label")
    assert found.dtype == np.uint8 and np.array_equal(found, expected), words
along = 40 * np.arctan2(y, x)  # the first 40 slices, 20 mm, were left out
assert expected[(off < 5) & (along > 21) & (along < 62)].all() and not expected[(off > 7) | (along < 19)].any()
refuse(1, ["painted.npy has no curve", "--straightened", "--curve"], "bend-back", place("painted.npy"), "-o", place("no.vti"))
moved = like(straightened, label, name="label")
moved.GetFieldData().Initialize()
moved.SetOrigin(np.array(moved.GetOrigin()) + (0, 0.5, 0))
save(moved, place("moved.npy"))
refuse(1, ["moved.npy is up to 0.5 mm off", "--world"], "bend-back", place("moved.npy"), "-o", place("no.vti"),
       "--straightened", place("straight.vti"))
save(from_numpy(label[1:], name="label"), place("shorter.npy"))
refuse(1, ["voxels", "on the grid"], "bend-back", place("shorter.npy"), "-o", place("no.vti"), "--straightened",
       place("straight.vti"))
refuse(1, "scan.vti has no curve", "bend-back", place("painted.npy"), "-o", place("no.vti"), "--straightened",
       place("scan.vti"))
# The settings of the frame do count: others put half a label on the other side, or do not fit.
half = label.copy()
half[:, :, 21:] = 0  # not at the centres of voxels of the scan
painted = like(straightened, half, name="label")
# (on a grid whose voxels lie on no border between pixels)
apart = from_numpy(volume, (55.03, 55.07, 0.13), (1, 1, 1), [[-1, 0, 0], [0, -1, 0], [0, 0, 1]])
save(apart, place("apart.vti"))
turned, unturned = (
    to_numpy(bend_back(like(straightened, array, name="label"), reference=apart, interpolation="nearest"))
    for array in (np.ascontiguousarray(half[:, ::-1, ::-1]), half))
painted.GetFieldData().Initialize()
save(painted, place("half.npy"))
succeed("bend-back", place("half.npy"), "--labels", "--reference", place("apart.vti"), "-o", place("label.vti"), "--curve",
        place("arc.vtp"), "--angle", "180")
found = values(place("label.vti"), "label")
assert np.array_equal(found, turned) and (found != unturned).sum() > turned.sum() > 500, (found != turned).sum()
refuse(1, "slices up to arc length", "bend-back", place("painted.npy"), "-o", place("no.vti"), "--curve", place("arc.vtp"),
       "--smoothing", "9")

# The frame goes with the .vti: the way back needs no --world, and refuses another one.
with open(place("lps.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n" + "".join("%r,%r,%r\n" % tuple(p) for p in (curve * (-1, -1, 1)).tolist()))
save(scan, place("scan.npy"))  # which says RAS
succeed("straighten", place("scan.npy"), place("lps.csv"), "-o", place("L.vti"), "--world", "LPS", *GRID)
notes = read_image(place("L.vti")).GetFieldData().GetAbstractArray("WorldFrame")
assert notes.IsA("vtkStringArray") and notes.GetNumberOfValues() == 1 and notes.GetValue(0) == "LPS", notes
for words in [], ["--world", "LPS"]:
    succeed("bend-back", place("L.vti"), "--reference", place("scan.npy"), "-o", place("back.npy"), *words)
    found, in_ras = np.load(place("back.npy")), to_numpy(bend_back(straightened, reference=scan), "HU")
    # the same but for the digits of the curve's other frame
    assert abs(found.astype(int) - in_ras).max() <= 1 and (in_ras > 200).sum() > 1000
save(painted, place("painted.npy"), world="LPS")
succeed("bend-back", place("painted.npy"), "--straightened", place("L.vti"), "--reference", place("scan.npy"), "--labels", "-o",
        place("label.npy"))
assert np.load(place("label.npy")).sum() > 100
for words in (["bend-back", place("L.vti"), "--reference", place("scan.npy")],
              ["bend-back", place("painted.npy"), "--straightened", place("L.vti")]):
    refuse(1, ["L.vti was made with --world LPS", "--world says RAS"], *words, "--world", "RAS", "-o", place("no.npy"))
refuse(1, "made with --world LPS", "profile", place("L.vti"), "-o", place("no.csv"), "--world", "RAS")
succeed("profile", place("L.vti"), "-o", place("l.csv"))
# what is in the frame of the default is not mixed with it
refuse(1, ["L.vti was made with --world LPS", "default of --world says RAS", "give --world LPS"], "bend-back",
       place("painted.npy"), "--curve", place("arc.vtp"),
       "--reference", place("L.vti"), "-o", place("no.npy"))
assert "  world: LPS" in succeed("info", place("L.vti")), succeed("info", place("L.vti"))
assert json.loads("\n".join(succeed("info", "--json", "--world", "RAS", place("L.vti"))))[0]["world"] == "LPS"

# A reference elsewhere: background everywhere is a failure, and no file.
save(from_numpy(np.zeros((5, 5, 5)), (500, 0, 0)), place("elsewhere.vti"))
refuse(1, ["background everywhere", "lies away from the straightened tube"], "bend-back", place("straight.vti"), "--reference",
       place("elsewhere.vti"), "-o", place("no.vti"))
assert not [name for name in os.listdir(folder) if name.startswith("no.")], os.listdir(folder)

# Profile: NumPy's mean, and the area of a disk.
said = succeed("profile", place("scan.vti"), place("arc.vtp"), "-o", place("p.csv"), "--curve-output", place("c.csv"),
               "--threshold", "100", "inf", *GRID)
assert said == [place("p.csv"), place("c.csv")], said
found, of_curve = table(place("p.csv")), table(place("c.csv"))
assert abs(found["arc_length"] - 0.5 * np.arange(len(label))).max() < 1e-9
assert abs(found["Area"] / (math.pi * 36) - 1).max() < 0.02, found["Area"]
assert abs(of_curve["Length"][0] - 20 * math.pi) < 1e-3 and of_curve["Closed"][0] == 0, of_curve
succeed("profile", place("scan.vti"), place("arc.vtp"), "-o", place("p.csv"), *GRID)
found, array = table(place("p.csv")), to_numpy(straightened, "HU").astype(float)
mask = to_numpy(straightened, "vtkValidPointMask").astype(bool)
for number in range(len(array)):
    valid = array[number][mask[number]]
    for name, value in ("Mean", valid.mean()), ("StandardDeviation", valid.std()), ("Minimum", valid.min()), (
            "Maximum", valid.max()), ("N Voxels", valid.size):
        assert abs(found[name][number] - value) < 1e-9, "slice %d: %s is %r" % (number, name, found[name][number])
# the same from the straightened file alone, and from labels of the scan
succeed("profile", place("straight.vti"), "-o", place("q.csv"))
with open(place("p.csv"), "rb") as one, open(place("q.csv"), "rb") as other:
    assert one.read() == other.read()
succeed("profile", place("scan.vti"), place("arc.vtp"), "-o", place("p.csv"), "--label", "1", "--label-image",
        place("tube.vti"), *GRID)
found = table(place("p.csv"))
disk = (to_numpy(straighten(read_image(place("tube.vti")), read_curve(place("arc.vtp")), size=24, spacing=0.5,
                            interpolation="nearest"), "tube") * mask).sum(axis=(1, 2)) * 0.25
assert np.allclose(found["Area"], disk) and abs(disk.mean() / (math.pi * 36) - 1) < 0.03, disk
refuse(1, "not a straightened .vti", "profile", place("scan.vti"), "-o", place("p.csv"))

# Info: what the files were made with.
(told,) = json.loads("\n".join(succeed("info", "--json", place("scan.vti"))))
assert told["kind"] == "image" and told["dimensions"] == [61, 61, 31] and told["origin"] == [55, 55, 0], told
assert told["axes"] == "LPS" and told["world"] == "RAS" and not told["oblique"], told
assert told["arrays"] == [{"name": "HU", "of": "points", "type": "int16", "components": 1, "ranges": [
    [int(volume.min()), int(volume.max())]]}], told
(told,) = json.loads("\n".join(succeed("info", "--json", place("scan.vti"), "--world", "LPS")))
assert told["axes"] == "RAS", told
several = json.loads("\n".join(succeed("info", place("straight.vti"), place("arc.vtp"), "--json")))
assert [one["kind"] for one in several] == ["straightened image", "curve"], several
assert abs(several[0]["curve"]["length"] - 20 * math.pi) < 1e-3 and several[0]["mode"] == "straightened"
assert len(several[1]["lines"]) == 1 and several[1]["points"] == 60 and not several[1]["lines"][0]["closed"]
lines, warned = run("info", os.path.join(DATA, "markups", "several.mrk.json"), "--json")
assert len(json.loads("\n".join(lines))[0]["lines"]) > 1, lines
assert len(warned) == 2 and all(line.startswith("curvedreformat: warning: ") for line in warned), warned
nan = from_numpy(np.array([[[np.nan, 2.5, np.inf]]]), name="holes")
save(nan, place("nan.vti"))
text = succeed("info", place("nan.vti"), place("straight.vti"))
assert text[0] == place("nan.vti") and "  array holes: points, float64, 2.5 to 2.5" in text, text
assert any(line.startswith("  curve: 62.83") and line.endswith(", open") for line in text), text
# letters: nibabel's own, for all directions, oblique ones too
try:
    from nibabel.orientations import aff2axcodes
except ImportError:
    aff2axcodes = None
checked = 0
for _ in range(200 if aff2axcodes else 0):
    direction = np.linalg.qr(random.normal(size=(3, 3)))[0]
    if min(np.sort(abs(direction), axis=0)[2] - np.sort(abs(direction), axis=0)[1]) < 0.25:
        continue  # which axis is nearest is a matter of taste
    letters, exact = axis_codes(direction, "RAS")
    assert letters == "".join(aff2axcodes(np.block([[direction, np.zeros((3, 1))], [np.zeros(3), 1]]))) and not exact
    flipped = np.diag([-1, -1, 1]) @ direction
    assert axis_codes(flipped, "LPS") == (letters, exact)
    checked += 1
left = [n for n in os.listdir(folder) if n.startswith(".")]
assert not left, left
print("%d slices measured, %d directions" % (len(array), checked))
