# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images as files. There never is half a file: each is written beside its place first."""

import json
import os
import tempfile

import numpy
from vtkmodules.vtkCommonMisc import vtkErrorCode
from vtkmodules.vtkIOImage import vtkPNGWriter
from vtkmodules.vtkIOXML import vtkXMLImageDataWriter

from .arrays import find_array, from_numpy, point_array
from .geometry import FRAMES, affine, check_frame, check_image, get_geometry, numbers
from .pipeline import run
from .vtkCurvedReformatFilters import vtkSliceMatrixWriter

ENDINGS = {
    ".vti": "the image with all arrays and field data",
    ".npy": "one array, with the geometry in NAME.npy.json beside it",
    ".png": "one array as pictures, one a slice",
    ".csv": "the slices' matrices",
    ".json": "the slices' matrices",
}


def _write(file_name, write):
    """Let ``write(name)`` write a file beside its place, then move it there."""
    folder = os.path.dirname(os.path.abspath(file_name))
    if not os.path.isdir(folder):
        raise FileNotFoundError("There is no folder %s to write %s to." % (folder, os.path.basename(file_name)))
    if os.path.isdir(file_name):
        raise IsADirectoryError("%s is a folder; the name of a file is expected." % file_name)
    # In a folder of its own: with the usual permissions, and with its own ending.
    try:
        with tempfile.TemporaryDirectory(prefix=".curvedreformat-", dir=folder) as beside:
            partial = os.path.join(beside, os.path.basename(file_name))
            write(partial)
            if not os.path.isfile(partial):
                raise OSError("%s could not be written." % file_name)
            os.replace(partial, file_name)
    except OSError as error:
        if error.errno is None:  # a sentence of our own
            raise
        raise OSError("%s could not be written: %s." % (file_name, error.strerror)) from error


def _run_writer(writer, file_name, partial):
    writer.SetFileName(partial)
    try:
        run(writer, writer.Write)
    except RuntimeError as error:
        raise OSError("%s could not be written: %s" % (file_name, str(error).replace(partial, file_name))) from None
    if writer.GetErrorCode():
        reason = vtkErrorCode.GetStringFromErrorCode(writer.GetErrorCode())
        raise OSError("%s could not be written: %s." % (file_name, reason))


def _save_vti(image, file_name):
    writer = vtkXMLImageDataWriter()
    writer.SetInputData(image)
    writer.SetDataModeToBinary()  # what every ParaView reads; appended data not
    writer.SetHeaderTypeToUInt64()
    _write(file_name, lambda partial: _run_writer(writer, file_name, partial))
    return [file_name]


def _save_npy(image, file_name, name, world):
    values, _ = find_array(image, name)
    array = point_array(image, name)
    origin, spacing, direction = get_geometry(image)
    description = {
        "axes": "zyx",
        "shape": list(array.shape),
        "dtype": str(array.dtype),
        "name": values.GetName(),
        "world_frame": world,
        "units": "mm",
        "origin": origin.tolist(),
        "spacing": spacing.tolist(),
        "direction": direction.tolist(),
        "affine": affine(image).tolist(),
    }

    def write_description(partial):
        with open(partial, "w", encoding="utf-8") as file:
            json.dump(description, file, indent=2)
            file.write("\n")

    def write_array(partial):
        with open(partial, "wb") as file:
            numpy.save(file, array, allow_pickle=False)

    _write(file_name, write_array)
    _write(file_name + ".json", write_description)
    return [file_name, file_name + ".json"]


def _grey_values(array, window):
    """The array as what PNG holds: 8 or 16 bits without a sign."""
    if window is None and array.dtype in (numpy.uint8, numpy.uint16):
        return array
    if window is None:
        finite = array[numpy.isfinite(array)]
        window = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        low, high = window
    else:
        low, high = numbers(window, "window", [(2,)])
        if low >= high:
            raise ValueError("window is (%g, %g); (black, white) is expected, the smaller first." % (low, high))
    width = high - low or 1.0
    scaled = numpy.clip((array.astype(float) - low) / width, 0.0, 1.0)
    return numpy.nan_to_num(numpy.rint(255 * scaled)).astype(numpy.uint8)


def _save_png(image, file_name, name, window):
    array = point_array(image, name)
    components = array.shape[3] if array.ndim == 4 else 1
    if components > 4:
        raise ValueError("The array has %d components; PNG has 1 to 4." % components)
    # Across the axis of one voxel, where there is one, such as that of a slice from like().
    thin = [a for a in range(3) if array.shape[a] == 1]
    across = thin[0] if len(thin) == 1 else 0
    pictures = numpy.moveaxis(_grey_values(array, window), across, 0)
    base = os.path.splitext(file_name)[0]
    digits = max(4, len(str(len(pictures) - 1)))
    file_names = []
    for number, picture in enumerate(pictures):
        one = file_name if len(pictures) == 1 else "%s-%0*d.png" % (base, digits, number)
        writer = vtkPNGWriter()
        writer.SetInputData(from_numpy(picture[numpy.newaxis]))
        _write(one, lambda partial, writer=writer, one=one: _run_writer(writer, one, partial))
        file_names.append(one)
    return file_names


def _save_matrices(image, file_name, world, output_world):
    writer = vtkSliceMatrixWriter()
    writer.SetInputData(image)
    writer.SetWorldFrame(FRAMES.index(world))
    writer.SetOutputFrame(FRAMES.index(output_world))
    _write(file_name, lambda partial: _run_writer(writer, file_name, partial))
    return [file_name]


def save(image, file_name, name=None, window=None, world="RAS", output_world=None):
    """Write an image to a file, and return the names of the files that were written.

    The ending decides:

    .vti          the image with all arrays and field data, geometry included (what bend_back() takes)
    .npy          one array[k, j, i], and its geometry as JSON in FILE.npy.json, with the names of
                  from_numpy()'s parameters
    .png          one array as pictures. One of several slices makes NAME-0000.png, NAME-0001.png and
                  so on; the j axis runs upwards in them, as ParaView shows it.
    .csv, .json   the matrices of the slices of a straightened image, as vtkSliceMatrixWriter has it

    name          of the point array for .npy and .png. None: the active scalars, or the only array.
    window        (black, white) for .png. None: 8 and 16 bits without a sign as they are, all else
                  from the smallest to the largest value, in 8 bits.
    world         the frame of the image's world, "RAS" or "LPS", for .npy.json, .csv and .json
    output_world  the frame to which the matrices lead. None: that of the image

    An existing file is replaced. An OSError says why a file could not be written.
    """
    check_image(image)
    check_frame(world)
    output_world = check_frame(world if output_world is None else output_world, "output_world")
    if not isinstance(file_name, (str, os.PathLike)):
        raise TypeError("file_name is %r; a str or a path is expected." % (file_name,))
    file_name = os.fspath(file_name)
    ending = os.path.splitext(file_name)[1].lower()
    if ending == ".vti":
        return _save_vti(image, file_name)
    if ending == ".npy":
        return _save_npy(image, file_name, name, world)
    if ending == ".png":
        return _save_png(image, file_name, name, window)
    if ending in (".csv", ".json"):
        return _save_matrices(image, file_name, world, output_world)
    known = ", ".join("%s (%s)" % item for item in ENDINGS.items())
    found = "ends with %s" % ending if ending else "has no ending"
    raise ValueError("%r %s; the endings are %s." % (file_name, found, known))
