# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The example straighten.py fails with a sentence, and writes nothing, where the curve misses the image;
it takes a folder of DICOM as the image."""

import os
import shutil
import subprocess
import sys

import numpy as np
from curvedreformat import from_numpy, save, vtkOrientedImageReader
from vtkmodules.vtkIOXML import vtkXMLPolyDataWriter
from curvedreformat.pipeline import make_curve

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Python"))
from dicom import write_slice

pvpython, example = sys.argv[1:]
folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "straighten-refuses")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(os.path.join(folder, "dicom"))


def place(name):
    return os.path.join(folder, name)


def write_curve(points, name):
    writer = vtkXMLPolyDataWriter()
    writer.SetInputData(make_curve(points))
    writer.SetFileName(place(name))
    writer.SetDataModeToBinary()
    assert writer.Write() == 1


def run(image, curve, output):
    done = subprocess.run([pvpython, "--dr", example, place(image), place(curve), place(output)], capture_output=True,
                          text=True, timeout=200, stdin=subprocess.DEVNULL)
    return done.returncode, done.stderr


# The slices of the example are 60 mm wide: away is farther than that.
save(from_numpy(np.full((40, 40, 40), 7.0), name="v"), place("scan.vti"))
write_curve([[20, 20, 5], [20, 20, 35]], "curve.vtp")
write_curve([[220, 20, 5], [220, 20, 35]], "away.vtp")
code, said = run("scan.vti", "curve.vtp", "good.vti")
assert code == 0 and os.path.exists(place("good.vti")), said
code, said = run("scan.vti", "away.vtp", "bad.vti")
assert code == 1 and "The curve misses the image" in said.splitlines()[-1], (code, said)
code, said = run("nowhere.vti", "curve.vtp", "bad.vti")
assert code == 1 and "There is no file" in said, (code, said)
assert not os.path.exists(place("bad.vti"))
if vtkOrientedImageReader.CanRead():
    for k in range(40):  # in LPS, where the reader's frame is RAS
        write_slice(place(os.path.join("dicom", str(k))), "1.2.3", (0, 0, float(k)), (-1, 0, 0, 0, -1, 0), (1, 1),
                    np.full((40, 40), 1100))
    code, said = run("dicom", "curve.vtp", "from-dicom.vti")
    assert code == 0 and os.path.exists(place("from-dicom.vti")), (code, said)
print("refused with a sentence")
