# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Every filter, reader and writer with ever more memory left, until it is enough: with less there is
one sentence and no output, and the program goes on.

    TestLittleMemory.py [--step FACTOR] [part of a subject's name]
"""

import argparse
import ctypes
import os
import resource
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Python"))

import curvedreformat as cr
import numpy as np
import subjects
from bad_files import write_files
from rows import Heard, limited
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData

LEAST, MOST = 1e6, 1e9  # bytes; with less there is none for a sentence
M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # of malloc.h


def many_points():
    return subjects.make_curve(50000)


def large_image():
    """As large as make_image() in the world."""
    image = vtkImageData()
    image.SetDimensions(100, 100, 100)
    image.SetSpacing(0.2, 0.2, 0.2)
    array = numpy_to_vtk(np.arange(1e6), deep=True)
    array.SetName("v")
    image.GetPointData().SetScalars(array)
    return image


def large_straightened():
    straighten = cr.vtkCurvedPlanarReformat()
    straighten.SetInputData(0, large_image())
    straighten.SetInputData(1, many_points())
    straighten.SetSliceDimensions(99, 99)
    straighten.Update()
    return straighten.GetOutput()


def large_field():
    field = cr.vtkStraighteningDisplacementField()
    field.SetInputData(subjects.make_curve())
    field.SetSliceSize(4, 4)
    field.SetSpacing(0.2, 0.2, 0.2)
    field.SetTolerance(0)
    field.Update()
    return field.GetOutput()


def wide_slabs(algorithm):
    """Each thread keeps rows, together more than the output."""
    algorithm.SetSliceSize(5, 5)
    algorithm.SetSliceDimensions(500000, 2)
    algorithm.SetNumberOfSlices(2)
    algorithm.SetSlabMode(2)
    algorithm.SetSlabThickness(3)
    algorithm.SetNumberOfThreads(4)


SLABS = subjects.Subject(cr.vtkCurvedPlanarReformat, (subjects.make_image, subjects.make_curve), wide_slabs)

LARGE = {
    subjects.make_curve: many_points,
    subjects.make_image: large_image,
    subjects.make_straightened: large_straightened,
    subjects.make_field: large_field,
}


def write_large_files():
    """Under the names that the subjects read."""
    image = cr.vtkOrientedImageWriter()
    image.SetInputData(large_image())
    image.SetFileName(subjects.place("good.nrrd"))
    image.Write()
    points = ["%d,%d,%d" % (i, i % 7, i % 11) for i in range(100000)]
    with open(subjects.place("good.csv"), "w", encoding="ascii") as file:
        file.write("x,y,z\n" + "\n".join(points))
    with open(subjects.place("good.mrk.json"), "w", encoding="ascii") as file:
        file.write('{"markups": [{"type": "Curve", "coordinateSystem": "LPS", "controlPoints": [%s]}]}'
                   % ", ".join('{"position": [%s]}' % point for point in points))


def outcome(subject, algorithm, limit):
    """In a process of its own: what is wrong, "" if nothing is; and whether there was an output."""
    there, here = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        with Heard() as heard:
            with limited(("AS", limit)):
                size = subject.run(algorithm)
        said = "%s%s" % (heard.said, heard.streams)
        wrong = ""
        if size == 0 and (len(heard.errors) != 1 or "memory" not in said):
            wrong = "one sentence on memory is expected, and said was\n%s" % said
        elif size > 0 and said:
            wrong = "there is an output, and said was\n%s" % said
        os.write(here, ("%d%s" % (size > 0, wrong))[:4000].encode())
        os._exit(0)
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        told = pipe.read().decode(errors="replace")
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name, False
    return (told[1:], told[0] == "1") if told else ("it ended with %d" % status, False)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--step", type=float, default=2.0)
    parser.add_argument("name", nargs="?", default="")
    options = parser.parse_args()
    # What is free must not lie in the process, where a limit has no part in it.
    ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, 1 << 16)
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    os.makedirs(subjects.FOLDER, exist_ok=True)
    write_files()
    write_large_files()
    failed = tried = 0
    for name, subject in [*vars(subjects).items(), ("SLABS", SLABS)]:
        if not isinstance(subject, subjects.Subject) or options.name not in name:
            continue
        if subject in subjects.OF_IMAGE_FILES and not subjects.READ_IMAGE.cls.CanRead():
            continue  # built without ITK
        algorithm = subject.make()
        subject.connect(algorithm, [LARGE.get(make, make)() for make in subject.inputs])
        limit, enough, refused = LEAST, 0, 0
        while limit < MOST and enough < 3:
            wrong, output = outcome(subject, algorithm, limit)
            if wrong:
                print("%s with %.1f MB: %s" % (name, limit / 1e6, wrong))
                failed += 1
            enough += output
            refused += not output
            tried += 1
            limit *= options.step
        if enough == 0:
            print("%s: %.1f MB are not enough" % (name, MOST / 1e6))
            failed += 1
        print("%s: refused %d times, tried up to %.1f MB" % (name, refused, limit / options.step / 1e6), flush=True)
    print("%d tried, %d failed" % (tried, failed))
    return failed > 0 or tried == 0


if __name__ == "__main__":
    sys.exit(main())
