# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The window as the client of a server of two ranks, with the plugin on both sides and a curve drawn
in the window: the same voxels as without a server."""

import os
import sys

import numpy as np
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLPImageDataReader

from window import Window

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "ParaView"))
from server import start_server, stop  # noqa: E402

image = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "fnndsc-avf", "avf_float_32.vti")
mpiexec, pvserver = sys.argv[1:]
NAMES = ["CurvedPlanarReformat1", "CurveCrossSection1"]


def play(name, arguments):
    window = Window(name)
    result = os.path.join(window.folder, "ranks.txt")
    window.open_file(image)
    window.source("PolyLineSource")
    window.python(
        "b = FindSource('avf_float_32.vti').GetDataInformation().GetBounds()\n"
        "FindSource('PolyLineSource1').Points = [\n"
        "    b[2 * j] + (b[2 * j + 1] - b[2 * j]) * f\n"
        "    for line in ((.2, .3, .4), (.4, .6, .5), (.6, .5, .6), (.8, .7, .4))\n"
        "    for j, f in enumerate(line)\n"
        "]"
    )
    window.apply()
    window.filter("CurvedPlanarReformat", 0, 1)
    window.apply()
    window.filter("CurveCrossSection", 0, 1)
    window.apply()
    # Fetching would bring what the first rank has.
    window.python(
        """
import os
from paraview import servermanager
for name in %r:
    SaveData(os.path.join(%r, name + ".pvti"), FindSource(name), DataMode="Binary")
with open(%r, "w") as file:
    file.write(str(servermanager.ActiveConnection.GetNumberOfDataPartitions()))
"""
        % (NAMES, window.folder, result)
    )
    window.screenshot("window")
    window.play(arguments)
    images = []
    for filter_name in NAMES:
        reader = vtkXMLPImageDataReader()
        reader.SetFileName(os.path.join(window.folder, filter_name + ".pvti"))
        reader.Update()
        images.append(reader.GetOutput())
    with open(result, encoding="utf-8") as file:
        return int(file.read()), images


ranks_alone, alone = play("ServerNone", [])
server, port = start_server(mpiexec, pvserver, os.environ["CURVEDREFORMAT_TEST_OUTPUT"])
try:
    ranks_served, served = play("Server", ["--server-url=cs://localhost:%d" % port])
finally:
    stop(server)

assert (ranks_alone, ranks_served) == (1, 2), (ranks_alone, ranks_served)
for one, other in zip(alone, served):
    assert one.GetDimensions() == other.GetDimensions(), (one.GetExtent(), other.GetExtent())
    assert one.GetNumberOfPoints() > 1
    for i in range(one.GetPointData().GetNumberOfArrays()):
        name = one.GetPointData().GetArrayName(i)
        voxels = vtk_to_numpy(one.GetPointData().GetArray(name))
        assert voxels.any(), name
        assert np.array_equal(voxels, vtk_to_numpy(other.GetPointData().GetArray(name))), name
