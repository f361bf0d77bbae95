# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The examples in C++, Python and ParaView measure the same stenosis, and NumPy, which counts voxels,
about the same; what cannot be measured ends with one sentence."""

import re
import subprocess
import sys

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

pvpython, cxx, python, paraview, image_file, curve_file = sys.argv[1:]
programs = [[cxx], [pvpython, "--dr", python], [pvpython, "--dr", paraview]]


def run(program, *arguments):
    return subprocess.run(
        program + [image_file, curve_file] + [str(a) for a in arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, timeout=120)


said = []
for program in programs:
    done = run(program, 420, 3500, 20, 110, 170, 190, 300)
    assert done.returncode == 0, done.stdout
    said.append(re.search(r"^reference.*$", done.stdout, re.M).group(0))
print("\n".join(said))
assert said[0] == said[1] == said[2], said
reference, narrowest, place, degree = map(float, re.findall(r"[\d.]+(?=[ ,]|$)", said[0]))

# Slices of another size and spacing, and every voxel above the limit within the radius.
readers = vtkXMLImageDataReader(), vtkXMLPolyDataReader()
for reader, name in zip(readers, (image_file, curve_file)):
    reader.SetFileName(name)
    reader.Update()
reformat = vtkCurvedPlanarReformat()
reformat.SetInputData(readers[0].GetOutput())
reformat.SetCurveData(readers[1].GetOutput())
reformat.SetSliceSize(50, 50)
reformat.SetSpacing(0.5, 0.5, 0.5)
reformat.SetBackgroundValue(-1024)
reformat.Update()
image = reformat.GetOutput()
nx, ny, nz = image.GetDimensions()
values = vtk_to_numpy(image.GetPointData().GetArray("HU")).reshape(nz, ny, nx)
x, y = ((np.arange(n) - (n - 1) / 2) * 0.5 for n in (nx, ny))
inside = (values >= 420) & (x[None, :] ** 2 + y[:, None] ** 2 <= 400)
area = inside.sum(axis=(1, 2)) * 0.25
s = np.arange(nz) * 0.5
counted = area[(s >= 110) & (s <= 170)].mean()
assert abs(reference / counted - 1) < 0.02, (reference, counted)
near = area[np.abs(s - place) < 1].mean()
assert abs(narrowest - near) < 0.1 * near, (narrowest, near)
assert 190 <= place <= 300 and abs(degree - 100 * (1 - narrowest / reference)) < 0.1

for program in programs:
    for arguments in ((420, 3500, 20, 9000, 9001, 190, 300), (420, 3500, 20, 110, 170, 9000, 9001)):
        done = run(program, *arguments)
        assert done.returncode != 0 and done.stdout.count("There is nothing to measure") == 1, done
    assert "Usage" in run(program, 420).stdout
