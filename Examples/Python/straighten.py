# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import sys

from curvedreformat import vtkCurvedPlanarReformat
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLImageDataWriter, vtkXMLPolyDataReader

image_file, curve_file, output_file = sys.argv[1:]

image = vtkXMLImageDataReader()
image.SetFileName(image_file)
curve = vtkXMLPolyDataReader()
curve.SetFileName(curve_file)

reformat = vtkCurvedPlanarReformat()
reformat.SetInputConnection(image.GetOutputPort())
reformat.SetCurveConnection(curve.GetOutputPort())
reformat.SetSpacing(0.75, 0.75, 0.75)  # mm
reformat.SetSliceDimensions(81, 81)  # pixels
reformat.SetBackgroundValue(-1024)  # air, for a CT; leave out otherwise
if not reformat.GetExecutive().Update():
    sys.exit("The image could not be straightened.")  # an error message has said why

writer = vtkXMLImageDataWriter()
writer.SetInputConnection(reformat.GetOutputPort())
writer.SetFileName(output_file)
writer.SetDataModeToBinary()
writer.Write()
if writer.GetErrorCode():
    sys.exit("%s could not be written." % output_file)
