# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

from paraview.simple import *
from paraview import servermanager

straightened_file, direction, world_frame, output_file = sys.argv[1:]
if not os.path.isfile(straightened_file):
    sys.exit("There is no file %s." % straightened_file)
if direction not in ("make", "bend-back"):
    sys.exit("The direction is make or bend-back, not %s." % direction)

field = StraighteningDisplacementField(Input=OpenDataFile(straightened_file))
field.Direction = "Straightened To World" if direction == "make" else "World To Straightened"
field.UpdatePipeline()
if not field.PointData.keys():
    sys.exit("There is no field.")  # an error message has said why
error = servermanager.Fetch(field).GetFieldData().GetArray("DisplacementError").GetValue(0)

if os.path.exists(output_file):
    os.remove(output_file)
SaveData(output_file, proxy=field, WorldFrame=world_frame)
if not os.path.exists(output_file):
    sys.exit("%s could not be written." % output_file)
print("%s: right to %.3g in world units" % (output_file, error))
