# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import sys

import numpy as np
from curvedreformat import vtkCurvedPlanarReformat, vtkReformatProfile
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

if len(sys.argv) != 10:
    sys.exit("""Usage: measure_stenosis.py image.vti curve.vtp LOWER UPPER RADIUS FROM TO BEGIN END
  values of the channel, how far from the curve it may be, the reference and where to search (arc lengths)""")
lower, upper, radius, *ranges = map(float, sys.argv[3:])

image = vtkXMLImageDataReader()
image.SetFileName(sys.argv[1])
curve = vtkXMLPolyDataReader()
curve.SetFileName(sys.argv[2])

reformat = vtkCurvedPlanarReformat()
reformat.SetInputConnection(image.GetOutputPort())
reformat.SetCurveConnection(curve.GetOutputPort())
reformat.SetSliceSize(3 * radius, 3 * radius)
reformat.SetSpacing(0.0375 * radius, 0.0375 * radius, 0.0375 * radius)
reformat.SetBackgroundValue(-1024)
profile = vtkReformatProfile()
profile.SetInputConnection(reformat.GetOutputPort())
profile.SetRegionToThresholdRange()
profile.SetThresholdRange(lower, upper)
profile.SetRadius(radius)
profile.SetConnectedToCurve(False)  # the channel is beside the curve, and a speck may be nearer
if not profile.GetExecutive().Update():
    sys.exit("The image could not be measured.")  # an error message has said why
table = profile.GetOutput()

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
