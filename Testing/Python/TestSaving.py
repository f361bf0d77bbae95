# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""save() writes what is read back the same, with VTK's readers, NumPy and json; it says which endings
there are and why a file could not be written, and leaves what was there."""

import csv
import json
import os
import pathlib
import shutil

import numpy as np
from curvedreformat import (
    affine, bend_back, from_numpy, like, save, slices, straighten, to_numpy, vtkOrientedImageWriter)
from grids import DIRECTIONS, ORIGIN, SPACING, refused
from vtkmodules.vtkIOImage import vtkPNGReader
from vtkmodules.vtkIOXML import vtkXMLImageDataReader

try:
    import resource
except ImportError:  # not on Windows
    resource = None

folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "saving")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
random = np.random.default_rng(3)


def place(name):
    return os.path.join(folder, name)


def read_vti(file_name):
    reader = vtkXMLImageDataReader()
    reader.SetFileName(file_name)
    reader.Update()
    return reader.GetOutput()


def read_png(file_name):
    """array[row from the bottom, column(, component)]"""
    reader = vtkPNGReader()
    reader.SetFileName(file_name)
    reader.Update()
    return to_numpy(reader.GetOutput())[0]


# .vti and .npy: every type, every orientation
for direction in DIRECTIONS.values():
    for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split():
        array = random.integers(0, 120, (4, 3, 5)).astype(kind)
        if array.dtype.kind == "f":
            array += array.dtype.type(1) / 3
            array[0, 0, 0] = np.nan
        image = from_numpy(array, ORIGIN, SPACING, direction, name="kept")
        image.SetExtent(2, 6, -1, 1, 0, 3)
        assert save(image, place("a.vti")) == [place("a.vti")]
        read = read_vti(place("a.vti"))
        assert read.GetExtent() == image.GetExtent() and np.array_equal(affine(read), affine(image)), affine(read)
        assert to_numpy(read, "kept").dtype == array.dtype and to_numpy(read, "kept").tobytes() == array.tobytes()

        assert save(image, pathlib.Path(place("a.npy"))) == [place("a.npy"), place("a.npy.json")]
        read = np.load(place("a.npy"), allow_pickle=False)
        assert read.dtype == array.dtype and read.shape == array.shape and read.tobytes() == array.tobytes()
        with open(place("a.npy.json"), encoding="utf-8") as file:
            told = json.load(file)
        assert told["shape"] == [4, 3, 5] and told["dtype"] == array.dtype.name and told["world_frame"] == "RAS", told
        assert np.array_equal(told["affine"], affine(image))
        again = from_numpy(read, told["origin"], told["spacing"], told["direction"], told["axes"], told["name"])
        assert np.array_equal(affine(again), affine(image)) and again.GetPointData().GetArray("kept")

# A straightened image, and all that it has: from the file alone it is bent back with the same bits.
volume = random.integers(-1000, 1000, (30, 30, 30)).astype(np.int16)
scan = from_numpy(volume, (-20, -20, 0), (1.5, 1.5, 1.5))
curve = [[-10, -10, 5], [0, -8, 15], [5, 0, 25], [8, 8, 35]]
straightened = straighten(scan, curve, size=9, spacing=(0.75, 0.75, 4), interpolation="nearest")
save(straightened, place("straightened.vti"))
with open(place("straightened.vti"), "rb") as file:
    text = file.read()
assert b'format="binary"' in text and b"appended" not in text and b"ascii" not in text
from_file = to_numpy(bend_back(read_vti(place("straightened.vti")), reference=scan))
assert from_file.tobytes() == to_numpy(bend_back(straightened, reference=scan)).tobytes()
assert len(np.unique(from_file)) > 100

# nearest, exact: what is in the .npy is what the scan has at the voxel under the slice's pixel
save(straightened, place("straightened.npy"))
saved = np.load(place("straightened.npy"))
to_voxel = np.linalg.inv(affine(scan))
compared = 0
for one, plane in zip(slices(straightened), saved):
    for j in range(plane.shape[0]):
        for i in range(plane.shape[1]):
            voxel = (to_voxel @ one.pixel_matrix @ (i, j, 0, 1))[:3]
            nearest = np.rint(voxel).astype(int)
            if np.abs(np.abs(voxel - nearest) - 0.5).min() > 1e-6 and (nearest >= 0).all() and (nearest < 30).all():
                compared += 1
                assert plane[j, i] == volume[tuple(nearest[::-1])], (one.arc_length, i, j)
assert compared > 500 and len(saved) == len(list(slices(straightened)))

# matrices
for frame, sign in ("RAS", 1), ("LPS", -1):
    save(straightened, place("matrices.json"), output_world=frame)
    save(straightened, place("matrices.csv"), output_world=frame)
    with open(place("matrices.json"), encoding="utf-8") as file:
        told = json.load(file)
    with open(place("matrices.csv"), encoding="utf-8") as file:
        rows = np.array(list(csv.reader(file))[1:], dtype=float)
    assert told["world_frame"] == frame and len(told["slices"]) == len(rows) == len(saved)
    for k, one in enumerate(slices(straightened)):
        expected = np.diag([sign, sign, 1, 1]) @ one.matrix
        assert np.array_equal(told["slices"][k]["matrix"], expected), "slice %d" % k
        assert np.array_equal(rows[k, 2:].reshape(4, 4), expected) and rows[k, 1] == one.arc_length

# .png: 8 and 16 bits as they are, j upwards; others through a window; one a slice
for kind in "u1", "u2":
    array = random.integers(0, np.iinfo(kind).max, (3, 4, 5), endpoint=True).astype(kind)
    names = save(from_numpy(array), place("grey-%s.png" % kind))
    assert [os.path.basename(n) for n in names] == ["grey-%s-%04d.png" % (kind, k) for k in range(3)], names
    for k, file_name in enumerate(names):
        found = read_png(file_name)
        assert found.dtype == array.dtype and np.array_equal(found, array[k]), file_name
    assert not os.path.exists(place("grey-%s.png" % kind))
colours = random.integers(0, 255, (1, 4, 5, 3)).astype(np.uint8)
assert save(from_numpy(colours), place("colours.png")) == [place("colours.png")]
assert np.array_equal(read_png(place("colours.png")), colours[0])
ct = np.array([[[-2000, -1000, 0, 1000, 3000]]], dtype=np.int16)
ct = np.repeat(ct, 2, axis=1)
save(from_numpy(ct), place("window.png"), window=(-1000, 1000))
assert read_png(place("window.png")).tolist() == [[0, 0, 128, 255, 255]] * 2
save(from_numpy(ct.astype(float)), place("whole.png"))  # from -2000 to 3000: 51 a thousand
assert read_png(place("whole.png")).tolist() == [[0, 51, 102, 153, 255]] * 2
save(like(scan, (volume[:, :, 3] > 0).astype(np.uint8), axis="x", index=3), place("across.png"))
assert np.array_equal(read_png(place("across.png")), volume[:, :, 3] > 0)

# What is wrong is said, and what was there stays.
refused(ValueError, ["a.nii.bz2' ends with .bz2", ".vti", ".nii.gz", ".npy", ".png", ".csv", ".json"], save, scan,
        place("a.nii.bz2"))
refused(ValueError, "no ending", save, scan, place("a"))
refused(TypeError, "image is a ndarray", save, volume, place("a.npy"))
refused(FileNotFoundError, "no folder", save, scan, os.path.join(folder, "nowhere", "a.vti"))
if os.path.isdir("/proc"):  # where nobody can make a file
    refused(OSError, "x.vti could not be written: ", save, scan, "/proc/x.vti")
refused(TypeError, "file_name is 3", save, scan, 3)
os.makedirs(place("folder.vti"), exist_ok=True)
refused(IsADirectoryError, "is a folder", save, scan, place("folder.vti"))
refused(ValueError, "window is (5, 3)", save, scan, place("a.png"), window=(5, 3))
refused(ValueError, "5 components", save, from_numpy(np.zeros((2, 2, 2, 5))), place("a.png"))
refused(ValueError, "no array nothing", save, scan, place("a.npy"), name="nothing")
refused(ValueError, "output_world is 'XYZ'", save, scan, place("a.csv"), output_world="XYZ")
with open(place("matrices.csv"), encoding="utf-8") as file:
    before = file.read()
refused(OSError, ["matrices.csv could not be written", "SliceToWorld"], save, scan, place("matrices.csv"))
with open(place("matrices.csv"), encoding="utf-8") as file:
    assert file.read() == before

# On a full disk (a limit on the size of files) nothing is left, of several files none.
noise = from_numpy(random.integers(0, 255, (3, 90, 90)).astype(np.uint8))
noise.GetPointData().GetScalars().SetName("noise")
there = sorted(os.listdir(folder))
if resource:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, usual[1]))
    endings = [".vti", ".npy", ".png"]
    endings += [".nii", ".nii.gz", ".nrrd", ".mha"] if vtkOrientedImageWriter.CanWrite() else []
    for ending in endings:
        refused(OSError, ["disk", " be written"], save, noise, place("disk" + ending))
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert sorted(os.listdir(folder)) == there, set(os.listdir(folder)) - set(there)

# A file that is written again stays what it was for others: the link to it, and who may read it.
os.makedirs(place("elsewhere"))
for ending in ".npy", ".csv":
    target = os.path.join("elsewhere", "target" + ending)
    try:
        os.symlink(target, place("link" + ending))
    except OSError:
        break  # a system that has none, or lets not everybody make them
    with open(place(target), "w", encoding="utf-8"):
        pass
    os.chmod(place(target), 0o604)
    names = save(straightened, place("link" + ending))
    assert os.path.islink(place("link" + ending)) and os.path.getsize(place(target)) > 100
    assert os.stat(place(target)).st_mode & 0o777 == 0o604 and all(map(os.path.isfile, names))
    assert os.listdir(place("elsewhere")).count("target" + ending) == 1
assert all(name.startswith("target") for name in os.listdir(place("elsewhere")))
left = [n for n in os.listdir(folder) if n.startswith(".")]
assert not left, left
print("%d files, %d pixels compared" % (len(os.listdir(folder)), compared))
