# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A NIfTI file and a curve, opened with File > Open, meet; what is made of them is saved with File >
Save Data as NIfTI, opened again, and lies where it was; the reader's panel says the world's frame."""

import os
import sys

from curvedreformat import vtkOrientedImageReader
from window import Window

if not vtkOrientedImageReader.CanRead():
    print("built without ITK")
    sys.exit(125)

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "sct-cervical-cord")
window = Window("ImageFiles")
saved = {
    "straight.nii.gz": "CurvedPlanarReformat1",
    "bent.nrrd": "InverseCurvedPlanarReformat1",
}

window.open_file(os.path.join(data, "t2.nii.gz"))
window.check("propertiesDock/propertiesPanel/scrollArea/qt_scrollarea_viewport/scrollAreaWidgetContents/"
             "PropertiesFrame/ProxyPanel/WorldFrame/ComboBox", "currentText", "RAS")
window.screenshot("opened")
window.open_file(os.path.join(data, "cord-centerline.vtp"))
window.filter("CurvedPlanarReformat", 0, 1)
window.apply()
window.screenshot("straightened")
window.python(
    """
from paraview import servermanager
import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
assert FindSource("t2.nii.gz").GetXMLName() == "CurvedReformatImageReader"
straight = servermanager.Fetch(FindSource("CurvedPlanarReformat1"))
n = straight.GetDimensions()
values = vtk_to_numpy(straight.GetPointData().GetArray("ImageFile")).reshape(n[::-1])
# the samples on the curve, by the data's own page, have a mean of 321, and all of the image has 131
middle = values[:, n[1] // 2 - 1:n[1] // 2 + 1, n[0] // 2 - 1:n[0] // 2 + 1].mean()
assert abs(middle - 321) < 30, middle
"""
)
window.filter("InverseCurvedPlanarReformat", (0, 0))
window.apply()
for name, source in saved.items():
    file_name = os.path.join(window.folder, name)
    window.python("SetActiveSource(FindSource(%r))" % source)
    window.menu("menu_File", "actionFileSaveData")
    window.event("FileSaveDialog", "filesSelected", file_name)
    window.event("WriterSettingsDialog/widget/OKButton", "activate")
    window.python(
        """
before = servermanager.Fetch(FindSource(%r))
reader = OrientedImageReader(FileNames=[%r])
after = servermanager.Fetch(reader)
assert after.GetDimensions() == before.GetDimensions()
for corner in range(8):
    ijk = [(corner >> a & 1) * (n - 1) for a, n in enumerate(before.GetDimensions())]
    places = []
    for image in before, after:
        place = [0.0, 0.0, 0.0]
        extent = image.GetExtent()
        image.TransformIndexToPhysicalPoint([i + e for i, e in zip(ijk, extent[::2])], place)
        places.append(place)
    assert np.abs(np.subtract(*places)).max() < 1e-4, places
a, b = (vtk_to_numpy(image.GetPointData().GetScalars()) for image in (before, after))
assert np.array_equal(a, b) and a.std() > 1
"""
        % (source, file_name)
    )
window.screenshot("saved")
window.play()
assert all(os.path.getsize(os.path.join(window.folder, name)) > 1000 for name in saved)
