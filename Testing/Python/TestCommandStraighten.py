# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command straighten: lengths and values are those of the image, slice k is at point k of the
curve, and each option does what the parameter of straighten() does, to the last bit."""

import csv
import json
import os

import numpy as np
from commands import DATA, make_folder, refuse, succeed
from curvedreformat import affine, from_numpy, read_curve, read_image, save, straighten, to_numpy
from curvedreformat.pipeline import make_curve
from grids import DIRECTIONS
from vtkmodules.vtkCommonCore import vtkStringArray
from vtkmodules.vtkIOImage import vtkPNGReader
from vtkmodules.vtkIOLegacy import vtkPolyDataWriter
from vtkmodules.vtkIOXML import vtkXMLPolyDataWriter

folder, place = make_folder("command-straighten")
random = np.random.default_rng(17)


def save_curve(points, file_name):
    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(make_curve(points))
    writer.SetFileName(file_name)
    writer.SetDataModeToBinary()
    assert writer.Write() == 1


def bits(image):
    arrays = image.GetPointData()
    found = {arrays.GetArrayName(i): to_numpy(image, arrays.GetArrayName(i)) for i in range(arrays.GetNumberOfArrays())}
    return {name: (str(a.dtype), a.shape, a.tobytes()) for name, a in found.items()}, affine(image).tolist()


# The ruler: voxels of 0.3 mm, and a curve through the centres of voxels.
SPACING = 0.3
dims = np.array([9, 7, 11])
volume = random.integers(-1000, 3000, dims[::-1]).astype(np.int16)
compared = 0
for number, (name, direction) in enumerate(DIRECTIONS.items()):
    image = from_numpy(volume, (-8, 5, 3), (SPACING,) * 3, direction, name="HU")
    save(image, place("ruler.vti"))
    matrix = affine(image)
    along = number % 3
    x, y = (along + 1) % 3, (along + 2) % 3
    if np.linalg.det(direction) < 0:
        x, y = y, x
    index = np.tile(np.append((dims - 1) / 2.0, 1), (dims[along], 1))
    index[:, along] = np.arange(dims[along])
    points = (index @ matrix.T)[:, :3]
    save_curve(points, place("ruler.vtp"))
    said = succeed(
        "straighten", place("ruler.vti"), place("ruler.vtp"), "-o", place("ruled.vti"), "--npy", "--transforms",
        place("ruled.csv"), "--dimensions", dims[x], dims[y], "--spacing", SPACING, "--labels", "--frame", "fixed-up",
        "--up", *("%r" % float(v) for v in direction[:, y]))
    assert said == [place("ruled.vti"), place("ruled.npy"), place("ruled.npy.json"), place("ruled.csv")], said
    expected = volume.transpose(2, 1, 0).transpose(along, y, x)
    found = np.load(place("ruled.npy"), allow_pickle=False)
    assert found.dtype == volume.dtype and np.array_equal(found, expected), "%s: %d values differ" % (
        name, (found != expected).sum() if found.shape == expected.shape else -1)
    compared += found.size
    with open(place("ruled.npy.json"), encoding="utf-8") as file:
        told = json.load(file)
    assert np.allclose(told["spacing"], SPACING, rtol=1e-12) and told["world_frame"] == "RAS", told
    with open(place("ruled.csv"), encoding="utf-8") as file:
        rows = np.array(list(csv.reader(file))[1:], dtype=float)
    assert len(rows) == len(points)
    error = abs(rows[:, 2:].reshape(-1, 4, 4)[:, :3, 3] - points).max()
    assert error < 1e-9, "%s: slices are %g off the points" % (name, error)
    assert abs(rows[:, 1] - SPACING * np.arange(len(points))).max() < 1e-9

# Every option, on an image with two arrays and a bent curve with a frame of its own.
volume = random.integers(-1000, 1000, (30, 30, 30)).astype(np.int16)
scan = from_numpy(volume, (-20, -20, 0), (1.5, 1.5, 1.5), name="HU")
second = from_numpy(random.random((30, 30, 30)), name="other").GetPointData().GetArray("other")
scan.GetPointData().AddArray(second)
save(scan, place("scan.vti"))
scan = read_image(place("scan.vti"))
curve = np.array([[-10, -10, 5], [0, -8, 15], [5, 0, 25], [8, 8, 35]], dtype=float)
save_curve(curve, place("curve.vtp"))
BASE = {"size": 9, "spacing": (0.75, 0.75, 4)}
WORDS = ["--size", "9", "--spacing", "0.75", "0.75", "4"]
CASES = [
    ([], {}),
    (["--mode", "stretched", "--vector-of-interest", "0", "1", "0"], {
        "mode": "stretched", "vector_of_interest": (0, 1, 0)}),
    (["--mode", "projected", "--vector-of-interest", "0", "1", "0", "--projection-direction", "0", "0", "1", "--slab",
      "max", "3"], {
          "mode": "projected", "vector_of_interest": (0, 1, 0), "projection_direction": (0, 0, 1), "slab": ("max", 3)}),
    (["--mode=unfolded", "--radius-range", "1", "4.5"], {"mode": "unfolded", "radius_range": (1, 4.5)}),
    (["--mode", "rotating", "--angles", "5"], {"mode": "rotating", "number_of_angles": 5}),
    (["--slab", "mean", "2.5", "curve", "--slab-center", "-1"], {"slab": ("mean", 2.5, "curve"), "slab_center": -1}),
    (["--slab", "sum", "4", "x"], {"slab": ("sum", 4, "x")}),
    (["--frame", "fixed-up", "--up", "0", "-1", "1e-1", "--second-up", "1", "0", "0"], {
        "frame": "fixed up", "up": (0, -1, 0.1), "second_up": (1, 0, 0)}),
    (["--frame", "frenet", "--angle", "-33.5"], {"frame": "frenet", "angle": -33.5}),
    (["--smoothing", "2", "--curve-index", "0"], {"smoothing": 2}),
    (["--slices", "7"], {"number_of_slices": 7}),
    (["--interpolation", "cubic", "--background", "-1024"], {"interpolation": "cubic", "background": -1024}),
    (["--labels", "--background", "-1e3"], {"interpolation": "nearest", "background": -1000}),
    (["--fill-unowned", "--array", "other", "--threads", "1"], {"fill_unowned": True, "arrays": "other"}),
]
for number, (words, parameters) in enumerate(CASES):
    # options before and behind the names of files
    command = ["straighten", *words, *WORDS, place("scan.vti"), place("curve.vtp"), "-o", place("option.vti")]
    if number % 2:
        command = ["straighten", place("scan.vti"), *WORDS, place("curve.vtp"), "--output=" + place("option.vti"), *words]
    assert succeed(*command, "--quiet") == [], words
    found, expected = bits(read_image(place("option.vti"))), bits(straighten(scan, curve, **dict(BASE, **parameters)))
    assert found == expected, "%s: %s, not %s" % (words, found[1], expected[1])
for words, parameters in (
    (["--dimensions", "12", "8", "--spacing", "0.5"], {"dimensions": (12, 8), "spacing": 0.5}),
    (["--dimensions", "10", "--size", "8,6", "--spacing=1"], None),
    (["--size", "8", "6", "--spacing", "1"], {"size": (8, 6), "spacing": 1}),
    (["--dimensions", "10"], {"dimensions": 10}),
):
    command = ["straighten", *words, place("scan.vti"), place("curve.vtp"), "-o", place("option.vti")]
    if parameters is None:
        refuse(2, "any two", *command)
        continue
    succeed(*command)
    assert bits(read_image(place("option.vti"))) == bits(straighten(scan, curve, **parameters)), words

# Pictures: one a slice, through the window, as NumPy has it.
said = succeed("straighten", place("scan.vti"), place("curve.vtp"), "--png", place("slice.png"), "--array", "HU",
               "--window", "-1000", "500", *WORDS, "--labels")
straightened = straighten(scan, curve, interpolation="nearest", **BASE)
array = to_numpy(straightened, "HU").astype(float)
names = [place("slice-%04d.png" % k) for k in range(len(array))]
assert said == ["%s ... %s (%d)" % (names[0], names[-1], len(names))] and len(names) > 4, said
assert sorted(n for n in os.listdir(folder) if n.startswith("slice-")) == [os.path.basename(n) for n in names]
few = succeed("straighten", place("scan.vti"), place("curve.vtp"), "--png", place("few.png"), "--array", "HU", "--size", "9",
              "--slices", "4", "--dimensions", "9")
assert few == [place("few-%04d.png" % k) for k in range(4)], few
for k, file_name in enumerate(names):
    reader = vtkPNGReader()
    reader.SetFileName(file_name)
    reader.Update()
    expected = np.rint(np.clip((array[k] + 1000) / 1500, 0, 1) * 255)
    assert np.array_equal(to_numpy(reader.GetOutput())[0], expected), file_name

# Frames: a curve in markups says its own, and a table is in that of --world.
markups = os.path.join(DATA, "markups", "curve.mrk.json")
assert np.allclose(np.array(read_curve(markups, "LPS").GetBounds())[:4].reshape(2, 2),
                   -np.array(read_curve(markups, "RAS").GetBounds())[:4].reshape(2, 2)[:, ::-1])
# and models of 3D Slicer do, too, in a header or in the field data
model = make_curve(curve)
writer = vtkPolyDataWriter()
writer.SetInputData(model)
writer.SetHeader("3D Slicer output. SPACE=LPS")
writer.SetFileName(place("model.vtk"))
assert writer.Write() == 1
space = vtkStringArray()
space.SetName("SPACE")
space.InsertNextValue("LPS")
model.GetFieldData().AddArray(space)
writer = vtkXMLPolyDataWriter()
writer.SetInputData(model)
writer.SetFileName(place("model.vtp"))
writer.SetDataModeToBinary()
assert writer.Write() == 1
for name in "model.vtk", "model.vtp":
    for world, sign in ("LPS", 1), ("RAS", -1):
        points = read_curve(place(name), world).GetPoints()
        found = [points.GetPoint(n) for n in range(points.GetNumberOfPoints())]
        assert np.allclose(found, curve * (sign, sign, 1)), "%s in %s: %s" % (name, world, found)
with open(place("table.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n" + "".join("%r,%r,%r\n" % tuple(p) for p in curve.tolist()))
matrices = {}
for world in "RAS", "LPS":
    succeed("straighten", place("scan.vti"), place("table.csv"), "-o", place("t.vti"), "--transforms", place("t.json"),
            "--world", world, *WORDS)
    assert bits(read_image(place("t.vti"))) == bits(straighten(scan, curve, **BASE)), world
    with open(place("t.json"), encoding="utf-8") as file:
        told = json.load(file)
    assert told["world_frame"] == world
    matrices[world] = [s["matrix"] for s in told["slices"]]
assert matrices["RAS"] == matrices["LPS"]  # of the world that the .vti is in, whatever its name

# What was there is replaced.
before = os.stat(place("t.vti")).st_mtime_ns
succeed("straighten", place("scan.vti"), place("curve.vtp"), "-o", place("t.vti"), "--size", "4", "--spacing", "1")
assert os.stat(place("t.vti")).st_mtime_ns > before and read_image(place("t.vti")).GetDimensions()[:2] == (4, 4)
left = [n for n in os.listdir(folder) if n.startswith(".")]
assert not left, left
print("%d values of the ruler, %d options" % (compared, len(CASES)))
