# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The examples straighten a volume of 3.1 GB with 1.5 GB of address space: the values are those of a
closed form, C++ and Python write the same file, and without pieces there is one clear sentence."""

import math
import os
import resource
import subprocess
import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataWriter

program, script, python = sys.argv[1:]
limit = 1500 * 10**6
base = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "large")
files = {name: base + suffix for name, suffix in (
    ("volume", ".raw"), ("curve", ".vtp"), ("Cxx", "-Cxx.vti"), ("Python", "-Python.vti"))}

# A turn of a helix through nearly all of the volume: its bounding box does not fit into the limit.
size = np.array([1024, 1024, 1500])
spacing = np.array([0.5, 0.5, 0.8])
radius, bottom, top = 230.0, 20.0, 1180.0
slope = (top - bottom) / (2 * math.pi)
speed = math.hypot(radius, slope)
pixels = 48
reach = 18.0  # of a slice: half its diagonal, which is 17 long, and a voxel
tilt = 14.0  # how much of that is along z


def position(s):
    t = s / speed
    return np.stack(
        [256 + radius * np.cos(t), 256 + radius * np.sin(t), bottom + slope * t], axis=-1
    )


def tangent(s):
    t = s / speed
    return (
        np.stack([-radius * np.sin(t), radius * np.cos(t), np.full_like(t, slope)], axis=-1) / speed
    )


def field(index):
    """Linear, so that it is exact between voxels, too."""
    return 3 * index[..., 0] + 2 * index[..., 1] + index[..., 2]


def make_volume():
    """A sparse file: zero but in three stretches along the curve, the last one at its far end."""
    with open(files["volume"], "wb") as file:
        file.truncate(2 * int(size.prod()))
    volume = np.memmap(files["volume"], dtype="<i2", mode="r+", shape=tuple(size[::-1]))
    stretches = [(4.0, 50.0), (580.0, 625.0), (1150.0, 1196.0)]
    for first, last in stretches:
        middle = np.linspace(max(first + tilt, bottom), min(last - tilt, top), 50)
        near = position((middle - bottom) / slope * speed)
        low = np.append(near.min(axis=0)[:2] - reach, first) / spacing
        high = np.append(near.max(axis=0)[:2] + reach, last) / spacing
        low, high = np.floor(low).astype(int), np.ceil(high).astype(int)
        assert (low >= 0).all() and (high < size).all()
        k, j, i = np.meshgrid(*(np.arange(low[a], high[a] + 1) for a in (2, 1, 0)), indexing="ij")
        box = tuple(slice(low[a], high[a] + 1) for a in (2, 1, 0))
        volume[box] = field(np.stack([i, j, k], axis=-1))
    volume.flush()
    return stretches


def make_curve():
    points = vtkPoints()
    points.SetDataTypeToDouble()
    cells = vtkCellArray()
    s = np.linspace(0, 2 * math.pi * speed, 3000)
    cells.InsertNextCell(len(s))
    for p in position(s):
        cells.InsertCellPoint(points.InsertNextPoint(p))
    curve = vtkPolyData()
    curve.SetPoints(points)
    curve.SetLines(cells)
    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(curve)
    writer.SetFileName(files["curve"])
    writer.SetDataModeToBinary()
    writer.Write()


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # threads of a machine with many cores would reserve more than they use
    resource.setrlimit(resource.RLIMIT_STACK, (2**21, 2**21))


def run(command, output, megabytes):
    arguments = [files["volume"], *(str(n) for n in size), "int16", *(str(d) for d in spacing)]
    arguments += [files["curve"], output, str(megabytes), str(pixels)]
    return subprocess.run(
        command + arguments,
        preexec_fn=limit_memory,
        env=dict(os.environ, MALLOC_ARENA_MAX="2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
    )


def check(output, stretches):
    reader = vtkXMLImageDataReader()
    reader.SetFileName(output)
    reader.Update()
    image = reader.GetOutput()
    ni, nj, nk = image.GetDimensions()
    assert (ni, nj) == (pixels, pixels), image.GetDimensions()
    assert nk == int(2 * math.pi * speed / 0.5) + 1, "%d slices" % nk
    values = vtk_to_numpy(image.GetPointData().GetScalars()).reshape(nk, nj, ni)
    assert values.dtype == np.int16
    matrices = vtk_to_numpy(image.GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)

    # where the slices are, and that they lie across the curve
    s = 0.5 * np.arange(nk)
    centre = position(s)
    assert abs(matrices[:, :3, 3] - centre).max() < 1e-4
    assert abs(matrices[:, :3, 2] - tangent(s)).max() < 1e-4
    turn = matrices[:, :3, :3]
    assert abs(turn.transpose(0, 2, 1) @ turn - np.eye(3)).max() < 1e-12

    # what is in them
    offset = 0.5 * (np.arange(pixels) - 0.5 * (pixels - 1))
    counted = 0
    zero = np.ones(nk, dtype=bool)
    for first, last in stretches:
        zero &= (centre[:, 2] < first - tilt) | (centre[:, 2] > last + tilt)
        whole = (centre[:, 2] >= first + tilt) & (centre[:, 2] <= last - tilt)
        for k in np.flatnonzero(whole):
            y, x = np.meshgrid(offset, offset, indexing="ij")
            world = centre[k] + x[..., None] * turn[k, :, 0] + y[..., None] * turn[k, :, 1]
            worst = abs(values[k] - field(world / spacing)).max()
            assert worst < 0.51, "slice %d is %g off the field" % (k, worst)
            counted += 1
    assert counted > 80, "only %d slices hold the field" % counted
    assert not values[zero].any() and zero.sum() > 2000
    print("%d slices with the field, %d without" % (counted, zero.sum()))


try:
    stretches = make_volume()
    make_curve()
    for language, command in ("Cxx", [program]), ("Python", [python, "--dr", script]):
        done = run(command, files[language], 20)
        assert done.returncode == 0, (language, done.returncode, done.stderr)
        said, *progress = (line for line in done.stdout.splitlines() if line)
        counts = [int(line.split()[0]) for line in progress]
        assert len(counts) > 10 and counts == list(range(1, len(counts) + 1)), done.stdout
        print(language + ": " + said)
    check(files["Cxx"], stretches)
    with open(files["Cxx"], "rb") as one, open(files["Python"], "rb") as other:
        assert one.read() == other.read(), "C++ and Python have written different files"

    # in one piece: no memory for it, and no crash
    refused = run([program], files["Cxx"], 10**6)
    assert refused.returncode == 1, (refused.returncode, refused.stderr)
    assert "the part of the image under it would need" in refused.stderr, refused.stderr
    assert "The volume could not be straightened." in refused.stderr, refused.stderr
finally:
    for name in files.values():
        if os.path.exists(name):
            os.remove(name)
