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

straightened_file, image_file, curve_file, label_file, model_file, straight_file = sys.argv[1:]


def read(reader, file_name):
    reader.SetFileName(file_name)
    return reader


def write(writer, source, file_name):
    writer.SetInputConnection(source.GetOutputPort())
    writer.SetFileName(file_name)
    writer.SetDataModeToBinary()
    writer.Write()


straightened = read(vtkXMLImageDataReader(), straightened_file)
image = read(vtkXMLImageDataReader(), image_file)
curve = read(vtkXMLPolyDataReader(), curve_file)

# Draw in the straightened image: what is bright within 15 mm of the curve, from 80 to 170 mm.
drawn = vtkArrayCalculator()
drawn.SetInputConnection(straightened.GetOutputPort())
drawn.AddScalarArrayName("HU")
for axis, name in enumerate(("coordsX", "coordsY", "coordsZ")):
    drawn.AddCoordinateScalarVariable(name, axis)
drawn.SetFunction("(HU > 400) * (coordsX^2 + coordsY^2 < 225) * (coordsZ > 80) * (coordsZ < 170)")
drawn.SetResultArrayName("Label")
drawn.SetResultArrayType(VTK_UNSIGNED_CHAR)

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
