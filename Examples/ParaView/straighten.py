# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import sys

from paraview.simple import *

image_file, curve_file, output_file = sys.argv[1:]

reformat = CurvedPlanarReformat(Input=OpenDataFile(image_file), Curve=OpenDataFile(curve_file))
reformat.Spacing = [0.75, 0.75, 0.75]  # mm
reformat.SliceDimensions = [81, 81]  # pixels
reformat.BackgroundValue = -1024  # air
SaveData(output_file, proxy=reformat, DataMode="Binary")
