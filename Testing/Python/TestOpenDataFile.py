# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""OpenDataFile, and so the first choice of File > Open, takes the readers that keep the orientation,
also where ParaView has its own; SaveData writes what they read."""

import os
import sys

from curvedreformat import from_numpy, save, vtkOrientedImageReader
from dicom import write_slice
from paraview.simple import *

import numpy as np

if not vtkOrientedImageReader.CanRead():
    print("built without ITK")
    sys.exit(125)

folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "open-data-file")
os.makedirs(folder, exist_ok=True)
values = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
direction = [[0, 0, 1], [-1, 0, 0], [0, 1, 0]]
image = from_numpy(values, (-30, 20, 10), (0.5, 0.75, 2), direction)
bounds = (-30, -26, 18, 20, 10, 12.25)  # 4 across z, 4 x 0.5 down along y, 3 x 0.75 along z
for ending in ".nii", ".nii.gz", ".nrrd", ".mha":
    name = os.path.join(folder, "image" + ending)
    save(image, name)
    reader = OpenDataFile(name)
    assert reader.GetXMLName() == "CurvedReformatImageReader", "%s: %s" % (ending, reader.GetXMLName())
    reader.UpdatePipeline()
    assert np.allclose(reader.GetDataInformation().GetBounds(), bounds), reader.GetDataInformation().GetBounds()
    saved = os.path.join(folder, "saved" + ending)
    SaveData(saved, proxy=reader)
    again = OrientedImageReader(FileNames=[saved])
    again.UpdatePipeline()
    assert np.allclose(again.GetDataInformation().GetBounds(), bounds), ending
    assert again.PointData["ImageFile"].GetRange() == (0, 59), ending

    # in the order of the world's axes filters that do not know of directions are right, too
    again.CanonicalAxes = 1
    contour = Contour(Input=again, ContourBy=["POINTS", "ImageFile"], Isosurfaces=[30])
    contour.UpdatePipeline()
    found = contour.GetDataInformation().GetBounds()
    assert all(b - 1e-4 <= f for b, f in zip(bounds[::2], found[::2])), found
    assert all(f <= b + 1e-4 for b, f in zip(bounds[1::2], found[1::2])), found
slices = os.path.join(folder, "slices")
os.makedirs(slices, exist_ok=True)
for k in range(3):
    write_slice(os.path.join(slices, "%d.dcm" % k), "1.2.3", (10, 20, 30 + 2 * k), (1, 0, 0, 0, 1, 0), (0.5, 0.75, 2),
                values[k].astype(int))
for name in slices, os.path.join(slices, "1.dcm"):
    assert OpenDataFile(name).GetXMLName() == "CurvedReformatDICOMReader", name
