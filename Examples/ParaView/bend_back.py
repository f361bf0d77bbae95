# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

from paraview.simple import *

if not 7 <= len(sys.argv) <= 12:
    sys.exit("""Usage: bend_back.py straightened.vti image.vti curve.vtp label.vti model.vtp straight-model.vtp
  [array [threshold [begin [end [radius]]]]], which are HU 400 80 170 15 unless given
  (pvpython takes -200 for an option: write it as 0-200)""")
straightened_file, image_file, curve_file, label_file, model_file, straight_file = sys.argv[1:7]
defaults = ["HU", "400", "80", "170", "15"]
array, threshold, begin, end, radius = sys.argv[7:] + defaults[len(sys.argv) - 7 :]


def read(file_name):
    if not os.path.isfile(file_name):
        sys.exit("There is no file %s." % file_name)
    return OpenDataFile(file_name)


def write(source, file_name):
    source.UpdatePipeline()
    if not source.PointData.keys():
        sys.exit("%s could not be made." % file_name)  # an error message has said why
    if os.path.exists(file_name):
        os.remove(file_name)
    SaveData(file_name, proxy=source, DataMode="Binary", CompressorType="ZLib")
    if not os.path.exists(file_name):
        sys.exit("%s could not be written." % file_name)


straightened = read(straightened_file)
image = read(image_file)
curve = read(curve_file)
straightened.UpdatePipeline()
if array not in straightened.PointData.keys():
    sys.exit('There is no point array "%s" in %s.' % (array, straightened_file))

# Draw in the straightened image: what is bright and near the curve, in a range along it.
drawn = Calculator(Input=straightened, ResultArrayName="Label")
drawn.Function = '("%s" > %s)' % (array, threshold)
drawn.Function += " * (coordsX^2 + coordsY^2 < (%s)^2)" % radius
drawn.Function += " * (coordsZ > %s) * (coordsZ < %s)" % (begin, end)
drawn.ResultArrayType = "Unsigned Char"
drawn.UpdatePipeline()
if "Label" not in drawn.PointData.keys() or drawn.PointData["Label"].GetRange()[1] < 1:
    sys.exit("Nothing is drawn: no voxel is above the threshold, in the range and in the radius.")

# Bend it back onto the grid of the image. The curve comes with the straightened image.
label = InverseCurvedPlanarReformat(Input=drawn, Reference=image)
label.Interpolation = "Nearest"  # labels stay labels
write(label, label_file)

# Bend its surface back, too: a model of the label in the world.
surface = Contour(Input=drawn, ContourBy=["POINTS", "Label"], Isosurfaces=[0.5], ComputeNormals=0)
model = StraightenDataSet(Input=surface, Curve=curve)
model.Direction = "Straightened To World"
write(model, model_file)

# And the other way, as any model of the world: into the straightened image.
straight = StraightenDataSet(Input=model, Curve=curve)
write(straight, straight_file)
