# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Files: those that cannot be read, and places that cannot be written to."""

import os
import struct
import sys

import numpy as np
from lines import make_line
from rows import Row
from subjects import (
    READ_DICOM, READ_IMAGE, READ_MARKUPS, READ_TEXT, WRITE_FIELD, WRITE_IMAGE, WRITE_MARKUPS, WRITE_MATRICES,
    make_image, place)
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Python"))
from dicom import write_slice  # noqa: E402

NRRD = "NRRD0004\ntype: %s\ndimension: 3\nspace: RAS\nsizes: %s\nspace directions: %s\nencoding: raw\n\n"
MARKUPS = '{"markups": [{"type": "Curve", "coordinateSystem": "%s", "controlPoints": [%s]}]}'
POINTS = ", ".join('{"position": [%d, %d, 0]}' % (i, i * i) for i in range(4))
FILES = {
    "good.csv": "x,y,z\n1,2,3\n4,5,6\n7,9,9\n",
    "empty.csv": "",
    "words.csv": "x,y,z\n1,2,3\n4,five,6\n",
    "columns.csv": "x,y,z\n1,2,3\n4,5\n",
    "two.csv": "a,b\n1,2\n3,4\n",
    "binary.csv": bytes(range(256)) * 4,
    "huge.csv": "x,y,z\n1,2,1e999\n4,5,6\n",
    "good.mrk.json": MARKUPS % ("LPS", POINTS),
    "empty.mrk.json": "",
    "cut.mrk.json": (MARKUPS % ("LPS", POINTS))[:60],
    "none.mrk.json": '{"markups": []}',
    "other.json": "[1, 2, 3]",
    "frame.mrk.json": MARKUPS % ("XYZ", POINTS),
    "word.mrk.json": MARKUPS % ("LPS", '{"position": [1, "two", 3]}'),
    "deep.mrk.json": "[" * 100000,
    "good.nrrd": (NRRD % ("uint8", "2 3 4", "(1,0,0) (0,1,0) (0,0,1)")).encode() + bytes(range(24)),
    "cut.nrrd": (NRRD % ("uint8", "2 3 4", "(1,0,0) (0,1,0) (0,0,1)")).encode() + bytes(20),
    "lying.nrrd": (NRRD % ("uint8", "90000 90000 90000", "(1,0,0) (0,1,0) (0,0,1)")).encode() + bytes(20),
    "shear.nrrd": (NRRD % ("uint8", "2 3 4", "(1,0,0) (1,1,0) (0,0,1)")).encode() + bytes(range(24)),
    "flat.nrrd": (NRRD % ("uint8", "2 3 4", "(1,0,0) (0,0,0) (0,0,1)")).encode() + bytes(range(24)),
    "unended.nhdr": (NRRD % ("uint8", "2 3 4", "(1,0,0) (0,1,0) (0,0,1)")).rstrip("\n") + "\ndata file: values.raw",
    "text.nrrd": "nothing of an image",
    "empty.nii": "",
    "zeros.nii": bytes(352),
    "cut.nii.gz": b"\x1f\x8b\x08\0\0\0\0\0",
    "list.mhd": "ObjectType = Image\nNDims = 3\nDimSize = 2 3 4\nElementType = MET_UCHAR\nElementDataFile = LIST 3\nvalues.raw\n",
    "values.raw": bytes(range(24)),
    "text.mha": "ObjectType = Image\nNDims = three\n",
    "image.bmp": b"BM" + bytes(100),
    "text.dcm": "nothing of DICOM",
    "empty.dcm": "",
}


def write_files():
    for name, content in FILES.items():
        with open(place(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    # Patients' folders hold files without pixels, too.
    write_slice(place("good.dcm"), "1.2.3", (0, 0, 0), (1, 0, 0, 0, 1, 0), (1, 1, 1), np.full((4, 5), 1000))
    with open(place("good.dcm"), "rb") as file:
        good = file.read()
    for folder, content in (("cut-dicom", good[:-10]), ("no-pixels", good[: good.index(struct.pack("<HH", 0x7FE0, 0x10))])):
        os.makedirs(place(folder), exist_ok=True)
        with open(place(folder, "slice.dcm"), "wb") as file:
            file.write(content)
    os.makedirs(place("nothing"), exist_ok=True)
    os.makedirs(place("folder.csv"), exist_ok=True)


def reads(subject, says):
    return [Row("read %s" % (name or "a file of no name"), subject, parts if isinstance(parts, list) else [parts],
                settings={"FileName": place(name) if name else name}) for name, parts in says]


def to(name):
    return {"FileName": name}


WRITERS = (WRITE_MATRICES, WRITE_MARKUPS, WRITE_IMAGE, WRITE_FIELD)


def ended(subject, folder):
    """A file of the ending that the writer takes, in a folder."""
    return os.path.join(folder, {WRITE_MATRICES: "a.json", WRITE_MARKUPS: "a.mrk.json",
                                 WRITE_IMAGE: "a.nrrd", WRITE_FIELD: "a.mha"}[subject])


ROWS = [
    *reads(READ_TEXT, [
        ("", "FileName is empty; give the file to read"), ("none.csv", "cannot be read; give a file that exists"),
        ("folder.csv", "is a folder; give the file to read"), ("empty.csv", ["empty.csv", "."]),
        ("words.csv", ["words.csv", "ine 3", '"five"']), ("columns.csv", ["columns.csv", "ine 3"]),
        ("two.csv", "two.csv"), ("binary.csv", "binary.csv"), ("huge.csv", ["huge.csv", "1e999"]),
    ]),
    *reads(READ_MARKUPS, [
        ("", "FileName is empty; give the file to read"), ("none.json", "cannot be read; give a file that exists"),
        ("folder.csv", "is a folder; give the file to read"), ("empty.mrk.json", ["empty.mrk.json", "JSON"]),
        ("cut.mrk.json", ["It is no valid JSON: line 1 (byte "]),
        ("none.mrk.json", "There is no curve in it; at least 2 points are needed"),
        ("other.json", ["It holds an array and no markups; give a file"]), ("frame.mrk.json", ['"XYZ"']),
        ("word.mrk.json", ["Value 1 of the position of control point 0 of markup 0 is a string; 3 numbers are needed"]), ("deep.mrk.json", ["deep.mrk.json"]),
    ]),
    *reads(READ_IMAGE, [
        ("", "FileName is empty; give the file to read"), ("none.nrrd", ["none.nrrd"]), ("nothing", ["nothing"]),
        ("cut.nrrd", ["cut.nrrd", "24 bytes|24 values|not 24", "20"]), ("lying.nrrd", ["lying.nrrd"]),
        ("shear.nrrd", ["shear.nrrd", "It has a shear"]), ("flat.nrrd", ["flat.nrrd", "axis|spacing"]),
        ("list.mhd", "Its list is of files with 3 dimensions, as many as it has; give the name of its one file"),
        ("unended.nhdr", "Its header ends within a line, which may be cut short; end it with a line break"),
        ("text.nrrd", ["text.nrrd"]), ("empty.nii", ["empty.nii"]), ("zeros.nii", ["zeros.nii"]),
        ("cut.nii.gz", ["cut.nii.gz"]), ("text.mha", ["text.mha", "It has three dimensions; images with up to 3 are read"]), ("image.bmp", ["image.bmp"]),
    ]),
    *reads(READ_DICOM, [
        ("", "FileName is empty; give the file to read"), ("none.dcm", "There is no file or folder"),
        ("text.dcm", "is no DICOM file"), ("empty.dcm", "is no DICOM file"), ("nothing", "nothing"),
        ("cut-dicom", "cut short"), ("no-pixels", ["no-pixels"]),
    ]),

    *[Row("write to no name", s, ["FileName is empty; give"], settings=to("")) for s in WRITERS],
    *[Row("write to a folder that there is not", s, ["cannot be written; give a file in a folder that exists"],
          settings=to(ended(s, place("there", "is", "none")))) for s in WRITERS],
    *[Row("write below a file", s, ["cannot be written; give a file in a folder that exists"],
          settings=to(ended(s, place("good.csv")))) for s in WRITERS],
    *[Row("write where nobody may", s, ["cannot be written; give a file in a folder that exists and may be written to"],
          settings=to(ended(s, "/proc"))) for s in WRITERS],
    *[Row("write to a full disk", s, ["cannot be written", "give another place"], limit=("FSIZE", 100))
      for s in WRITERS],
    *[Row("write over a folder", s, ["is a folder; give the file to write"], settings=to(place("folder.csv")))
      for s in (WRITE_MATRICES, WRITE_MARKUPS)],
    Row("an image of an ending that is not known", WRITE_IMAGE, ["out.bmp", ".nrrd"], settings=to(place("out.bmp"))),
    Row("a field of an ending that is not known", WRITE_FIELD, ["'.nii'; give a name with .mha or .nrrd"],
        settings=to(place("out.nii"))),
    Row("matrices of what has none", WRITE_MATRICES, ["SliceToWorld"],
        settings=lambda algorithm: algorithm.SetInputData(make_image())),
    Row("markups of no points", WRITE_MARKUPS, ["empty|no line|no point"],
        settings=lambda algorithm: algorithm.SetInputData(vtkPolyData())),
    Row("markups of NaN", WRITE_MARKUPS, ["nan"],
        settings=lambda algorithm: algorithm.SetInputData(make_line([(1, 2, 3), (float("nan"), 0, 0)]))),
    Row("a field that is none", WRITE_FIELD, ["vector|components"],
        settings=lambda algorithm: algorithm.SetInputData(make_image())),
    Row("a field of no voxels", WRITE_FIELD, ["empty"],
        settings=lambda algorithm: algorithm.SetInputData(vtkImageData())),
]
