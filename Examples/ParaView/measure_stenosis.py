# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

import numpy as np
from paraview import servermanager
from paraview.simple import *
from vtkmodules.util.numpy_support import vtk_to_numpy

if len(sys.argv) != 10:
    sys.exit("""Usage: measure_stenosis.py image.vti curve.vtp LOWER UPPER RADIUS FROM TO BEGIN END
  values of the channel, how far from the curve it may be, the reference and where to search (arc lengths)""")
image_file, curve_file = sys.argv[1:3]
lower, upper, radius, *ranges = map(float, sys.argv[3:])
for file_name in image_file, curve_file:
    if not os.path.isfile(file_name):
        sys.exit("There is no file %s." % file_name)

reformat = CurvedPlanarReformat(Input=OpenDataFile(image_file), Curve=OpenDataFile(curve_file))
reformat.SliceSize = [3 * radius] * 2
reformat.Spacing = [0.0375 * radius] * 3
reformat.BackgroundValue = -1024
profile = ReformatProfile(Input=reformat, Region="Threshold Range")
profile.ThresholdRange = [lower, upper]
profile.Radius = radius
profile.ConnectedToCurve = False  # the channel is beside the curve, and a speck may be nearer
table = servermanager.Fetch(profile)
if not table or not table.GetNumberOfRows():
    sys.exit("The image could not be measured.")  # an error message has said why

s, area = (vtk_to_numpy(table.GetColumnByName(name)) for name in ("arc_length", "Area"))
reference, search = (
    np.flatnonzero((s >= first) & (s <= last)) for first, last in (ranges[:2], ranges[2:])
)
if not reference.size or not search.size or not area[reference].any():
    sys.exit("There is nothing to measure between these arc lengths; the curve is %g long." % s[-1])
healthy = area[reference].mean()
narrowest = search[np.argmin(area[search])]
print("reference %.1f, narrowest %.1f at %.2f, stenosis %.1f %%"
      % (healthy, area[narrowest], s[narrowest], 100 * (1 - area[narrowest] / healthy)))
