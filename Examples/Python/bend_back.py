# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import sys

from curvedreformat import vtkInverseCurvedPlanarReformat, vtkStraightenDataSet
from vtkmodules.vtkCommonCore import VTK_UNSIGNED_CHAR
from vtkmodules.vtkFiltersCore import vtkArrayCalculator, vtkContourFilter
from vtkmodules.vtkIOXML import (
    vtkXMLImageDataReader,
    vtkXMLImageDataWriter,
    vtkXMLPolyDataReader,
    vtkXMLPolyDataWriter,
)

if not 7 <= len(sys.argv) <= 12:
    sys.exit("""Usage: bend_back.py straightened.vti image.vti curve.vtp label.vti model.vtp straight-model.vtp
  [array [threshold [begin [end [radius]]]]], which are HU 400 80 170 15 unless given""")
straightened_file, image_file, curve_file, label_file, model_file, straight_file = sys.argv[1:7]
defaults = ["HU", "400", "80", "170", "15"]
array, threshold, begin, end, radius = sys.argv[7:] + defaults[len(sys.argv) - 7 :]


def read(reader, file_name):
    reader.SetFileName(file_name)
    if not reader.GetExecutive().Update() or reader.GetErrorCode():
        sys.exit("%s could not be read." % file_name)
    return reader


def write(writer, source, file_name):
    if not source.GetExecutive().Update():
        sys.exit("%s could not be made." % file_name)  # an error message has said why
    writer.SetInputConnection(source.GetOutputPort())
    writer.SetFileName(file_name)
    writer.SetDataModeToBinary()
    writer.Write()
    if writer.GetErrorCode():
        sys.exit("%s could not be written." % file_name)


straightened = read(vtkXMLImageDataReader(), straightened_file)
image = read(vtkXMLImageDataReader(), image_file)
curve = read(vtkXMLPolyDataReader(), curve_file)
if not straightened.GetOutput().GetPointData().GetArray(array):
    sys.exit('There is no point array "%s" in %s.' % (array, straightened_file))

# Draw in the straightened image: what is bright and near the curve, in a range along it.
drawn = vtkArrayCalculator()
drawn.SetInputConnection(straightened.GetOutputPort())
drawn.AddScalarVariable("value", array)
for axis, name in enumerate(("coordsX", "coordsY", "coordsZ")):
    drawn.AddCoordinateScalarVariable(name, axis)
drawn.SetFunction(
    "(value > %s) * (coordsX^2 + coordsY^2 < (%s)^2) * (coordsZ > %s) * (coordsZ < %s)"
    % (threshold, radius, begin, end)
)
drawn.SetResultArrayName("Label")
drawn.SetResultArrayType(VTK_UNSIGNED_CHAR)
drawn.Update()
result = drawn.GetOutput().GetPointData().GetArray("Label")
if not result or result.GetRange()[1] < 1:
    sys.exit("Nothing is drawn: no voxel is above the threshold, in the range and in the radius.")

# Bend it back onto the grid of the image. The curve comes with the straightened image.
label = vtkInverseCurvedPlanarReformat()
label.SetInputConnection(drawn.GetOutputPort())
label.SetReferenceConnection(image.GetOutputPort())
label.SetInterpolationToNearest()  # labels stay labels
write(vtkXMLImageDataWriter(), label, label_file)

# Bend its surface back, too: a model of the label in the world.
surface = vtkContourFilter()
surface.SetInputConnection(drawn.GetOutputPort())
surface.SetInputArrayToProcess(0, 0, 0, 0, "Label")
surface.SetValue(0, 0.5)
surface.ComputeNormalsOff()
model = vtkStraightenDataSet()
model.SetInputConnection(surface.GetOutputPort())
model.SetCurveConnection(curve.GetOutputPort())
model.SetDirectionToStraightenedToWorld()
write(vtkXMLPolyDataWriter(), model, model_file)

# And the other way, as any model of the world: into the straightened image.
straight = vtkStraightenDataSet()
straight.SetInputConnection(model.GetOutputPort())
straight.SetCurveConnection(curve.GetOutputPort())
write(vtkXMLPolyDataWriter(), straight, straight_file)
