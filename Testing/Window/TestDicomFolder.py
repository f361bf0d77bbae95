# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""File > Open takes a folder for a DICOM series, whatever its files are called."""

import os
import sys

import numpy as np
from curvedreformat import vtkOrientedDICOMReader
from window import Window

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Python"))
from dicom import write_slice  # noqa: E402

window = Window("DicomFolder")
folder = os.path.join(window.folder, "series")
os.makedirs(folder)
for k in range(6):
    values = np.fromfunction(lambda j, i, k=k: 300 * k + 10 * i + j, (20, 30)).astype(int)
    write_slice(os.path.join(folder, "slice%d" % (k * 5 % 6)), "1.2.3", (10, 20, 30 + 2 * k),
                (1, 0, 0, 0, 1, 0), (0.5, 0.75, 2), values)
if not vtkOrientedDICOMReader().CanReadFile(folder):
    print("built without ITK")
    sys.exit(125)

window.open_file(folder)
window.screenshot("folder")
window.python(
    """
reader = FindSource("series")
assert reader.GetXMLName() == "CurvedReformatDICOMReader", reader.GetXMLName()
information = reader.GetDataInformation()
assert information.GetExtent() == (0, 29, 0, 19, 0, 5), information.GetExtent()
assert information.GetBounds() == (-24.5, -10, -34.25, -20, 30, 40), information.GetBounds()
"""
)
window.play()
