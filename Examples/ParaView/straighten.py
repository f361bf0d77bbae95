# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

from paraview.simple import *

image_file, curve_file, output_file = sys.argv[1:]
for file_name in image_file, curve_file:
    if not os.path.exists(file_name):  # a folder may hold a DICOM series
        sys.exit("There is no file %s." % file_name)

reformat = CurvedPlanarReformat(Input=OpenDataFile(image_file), Curve=OpenDataFile(curve_file))
reformat.Spacing = [0.75, 0.75, 0.75]  # mm
reformat.SliceDimensions = [81, 81]  # pixels
reformat.BackgroundValue = -1024  # air, for a CT; leave out otherwise
reformat.UpdatePipeline()
if not reformat.PointData.keys():
    sys.exit("The image could not be straightened.")  # an error message has said why
if reformat.PointData["vtkValidPointMask"].GetRange()[1] == 0:
    sys.exit("The curve misses the image, so that there is nothing to save; check their coordinates.")

if os.path.exists(output_file):
    os.remove(output_file)
SaveData(output_file, proxy=reformat, DataMode="Binary", CompressorType="ZLib")
if not os.path.exists(output_file):
    sys.exit("%s could not be written." % output_file)
