# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import sys

from paraview.simple import *

straightened_file, image_file, curve_file, label_file, model_file, straight_file = sys.argv[1:]
curve = OpenDataFile(curve_file)

# Draw in the straightened image: what is bright within 15 mm of the curve, from 80 to 170 mm.
drawn = Calculator(Input=OpenDataFile(straightened_file), ResultArrayName="Label")
drawn.Function = "(HU > 400) * (coordsX^2 + coordsY^2 < 225) * (coordsZ > 80) * (coordsZ < 170)"
drawn.ResultArrayType = "Unsigned Char"

# Bend it back onto the grid of the image. The curve comes with the straightened image.
label = InverseCurvedPlanarReformat(Input=drawn, Reference=OpenDataFile(image_file))
label.Interpolation = "Nearest"  # labels stay labels
SaveData(label_file, proxy=label, DataMode="Binary")

# Bend its surface back, too: a model of the label in the world.
surface = Contour(Input=drawn, ContourBy=["POINTS", "Label"], Isosurfaces=[0.5], ComputeNormals=0)
model = StraightenDataSet(Input=surface, Curve=curve)
model.Direction = "Straightened To World"
SaveData(model_file, proxy=model, DataMode="Binary")

# And the other way, as any model of the world: into the straightened image.
straight = StraightenDataSet(Input=model, Curve=curve)
SaveData(straight_file, proxy=straight, DataMode="Binary")
