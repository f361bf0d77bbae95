# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Straightens a volume that may be larger than the memory: piece by piece along the curve, of which
each one needs a small brick of the volume only, into one file."""

import os
import sys

from curvedreformat import vtkCurvedPlanarReformat
from vtkmodules import vtkCommonCore
from vtkmodules.vtkCommonExecutionModel import (
    vtkExtentTranslator,
    vtkStreamingDemandDrivenPipeline,
)
from vtkmodules.vtkIOImage import vtkImageReader
from vtkmodules.vtkIOXML import vtkXMLImageDataWriter, vtkXMLPolyDataReader

types = {
    "int8": vtkCommonCore.VTK_SIGNED_CHAR,
    "uint8": vtkCommonCore.VTK_UNSIGNED_CHAR,
    "int16": vtkCommonCore.VTK_SHORT,
    "uint16": vtkCommonCore.VTK_UNSIGNED_SHORT,
    "int32": vtkCommonCore.VTK_INT,
    "uint32": vtkCommonCore.VTK_UNSIGNED_INT,
    "float32": vtkCommonCore.VTK_FLOAT,
    "float64": vtkCommonCore.VTK_DOUBLE,
}
most_pieces = 4096  # more are only slow

if len(sys.argv) not in (12, 13):
    sys.exit("""Usage: straighten_large.py
  volume.raw columns rows slices type dx dy dz curve.vtp straightened.vti megabytes [pixels]
  type: int8 uint8 int16 uint16 int32 uint32 float32 float64, low byte first
  dx dy dz: the spacing; the first voxel lies at (0, 0, 0)
  megabytes: of memory for voxels
  pixels: width and height of the slices; else as the curve's Radius or the volume suggest""")
volume_file, type_name, curve_file, output_file = (sys.argv[i] for i in (1, 5, 9, 10))
size = [int(text) for text in sys.argv[2:5]]
spacing = [float(text) for text in sys.argv[6:9]]
memory = 1e6 * float(sys.argv[11])
pixels = int(sys.argv[12]) if len(sys.argv) > 12 else 0
if type_name not in types:
    sys.exit("There is no type %s." % type_name)
bytes_per_voxel = vtkCommonCore.vtkAbstractArray.GetDataTypeSize(types[type_name])
if (
    not os.path.isfile(volume_file)
    or os.path.getsize(volume_file) != size[0] * size[1] * size[2] * bytes_per_voxel
):
    sys.exit("%s is not a file of that many voxels of that type." % volume_file)

volume = vtkImageReader()
volume.SetFileName(volume_file)
volume.SetFileDimensionality(3)
volume.SetDataExtent(0, size[0] - 1, 0, size[1] - 1, 0, size[2] - 1)
volume.SetDataScalarType(types[type_name])
volume.SetDataByteOrderToLittleEndian()
volume.FileLowerLeftOn()  # rows follow each other upwards in y
volume.SetDataSpacing(spacing)
volume.ReleaseDataFlagOn()  # a brick goes when it has been straightened

curve = vtkXMLPolyDataReader()
curve.SetFileName(curve_file)

reformat = vtkCurvedPlanarReformat()
reformat.SetInputConnection(volume.GetOutputPort())
reformat.SetCurveConnection(curve.GetOutputPort())
reformat.SetSliceDimensions(pixels, pixels)


def voxels(extent):
    return (
        (extent[1] - extent[0] + 1) * (extent[3] - extent[2] + 1) * (extent[5] - extent[4] + 1)
    )


def largest_piece(pieces):
    """What is in memory at once when the output is made in so many pieces: of the largest one, its
    voxels with their mask, and the brick of the volume under it."""
    translator = vtkExtentTranslator()  # as the pipeline cuts its pieces
    translator.SetWholeExtent(whole)
    translator.SetNumberOfPieces(pieces)
    largest = 0
    for piece in range(pieces):
        translator.SetPiece(piece)
        if translator.PieceToExtent():
            slab = translator.GetExtent()
            brick = [0] * 6
            reformat.ComputeInputExtent(slab, brick)
            largest = max(
                largest, voxels(slab) * (bytes_per_voxel + 1) + voxels(brick) * bytes_per_voxel
            )
    return largest


if not reformat.ComputeInputExtent([0] * 6, [0] * 6):
    sys.exit("The volume cannot be straightened.")  # an error message has said why
whole = vtkStreamingDemandDrivenPipeline.GetWholeExtent(reformat.GetOutputInformation(0))

# Where the curve turns, a slab of a few slices may lie over a large brick, so that the number of
# pieces follows from the bricks and not from the size of the output.
pieces = 1
while largest_piece(pieces) > memory:
    if pieces == most_pieces:
        sys.exit(
            "Even in %d pieces the largest takes %g MB; give more memory or fewer pixels."
            % (pieces, largest_piece(pieces) / 1e6)
        )
    pieces *= 2
print(
    "%d x %d x %d voxels; pieces: %d, of at most %g MB"
    % (whole[1] + 1, whole[3] + 1, whole[5] + 1, pieces, largest_piece(pieces) / 1e6)
)

writer = vtkXMLImageDataWriter()
writer.SetInputConnection(reformat.GetOutputPort())
writer.SetFileName(output_file)
writer.SetDataModeToBinary()
writer.SetNumberOfPieces(pieces)

done = 0


def count_piece(*_):
    global done
    done += 1
    print("\r%d" % done, end="", flush=True)


reformat.AddObserver("EndEvent", count_piece)
writer.Write()
print(" pieces are done")
if writer.GetErrorCode():
    sys.exit("%s could not be written." % output_file)
if reformat.GetOutput().GetNumberOfPoints() == 0:
    sys.exit("The volume could not be straightened.")  # an error message has said why
