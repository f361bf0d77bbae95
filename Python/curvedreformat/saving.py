# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images as files. There never is half a file: each is written beside its place first."""

import contextlib
import errno
import functools
import json
import os
import shutil
import tempfile

import numpy
from vtkmodules.vtkCommonMisc import vtkErrorCode
from vtkmodules.vtkIOImage import vtkPNGWriter
from vtkmodules.vtkIOXML import vtkXMLImageDataWriter

from .arrays import find_array, from_numpy, point_array
from .geometry import FRAMES, affine, check_frame, check_image, get_geometry, numbers
from .pipeline import run
from .vtkCurvedReformatFilters import vtkOrientedImageWriter, vtkSliceMatrixWriter

ENDINGS = {
    ".vti": "the image with all arrays and field data",
    ".nii": "one array, with its place in the world, as NIfTI",
    ".nii.gz": "the same, compressed",
    ".nrrd": "as NRRD",
    ".mha": "as MetaImage",
    ".npy": "one array, with the geometry in NAME.npy.json beside it",
    ".png": "one array as pictures, one a slice",
    ".csv": "the slices' matrices",
    ".json": "the slices' matrices",
}


ORIENTED = (".nii", ".nii.gz", ".nrrd", ".mha")


def ending_of(file_name):
    """The ending in small letters, with both parts of .nii.gz and .mrk.json."""
    name = os.path.basename(file_name).lower()
    for double in ".nii.gz", ".mrk.json":
        if name.endswith(double):
            return double
    return os.path.splitext(name)[1]


def check_ending(file_name):
    """Return the ending when save() has a format for it that this build can write."""
    ending = ending_of(file_name)
    if ending not in ENDINGS:
        known = ", ".join("%s (%s)" % item for item in ENDINGS.items())
        found = "ends with %s" % ending if ending else "has no ending"
        raise ValueError("%r %s; the endings are %s." % (file_name, found, known))
    if ending in ORIENTED and not vtkOrientedImageWriter.CanWrite():
        raise OSError("%s cannot be written: this build has no ITK, which %s needs." % (file_name, ending))
    return ending


def _write(writes):
    """Write files: for each name a function ``write(partial)`` that writes it beside its place. When
    all are there they are moved to their places."""
    # what a link leads to is written, not the link
    places = {name: os.path.realpath(name) for name in writes}
    for file_name, place in places.items():
        folder = os.path.dirname(place)
        if not os.path.isdir(folder):
            raise FileNotFoundError("There is no folder %s to write %s to." % (folder, os.path.basename(file_name)))
    # In folders of their own: with the usual permissions, and with their own endings.
    try:
        with contextlib.ExitStack() as stack:
            beside, partials = {}, {}
            for file_name, write in writes.items():
                if os.path.isdir(file_name):
                    raise IsADirectoryError("%s is a folder; the name of a file is expected." % file_name)
                folder = os.path.dirname(places[file_name])
                if folder not in beside:
                    beside[folder] = stack.enter_context(
                        tempfile.TemporaryDirectory(prefix=".curvedreformat-", dir=folder))
                partials[file_name] = os.path.join(beside[folder], os.path.basename(file_name))
                write(partials[file_name])
                if not os.path.isfile(partials[file_name]):
                    raise OSError("%s could not be written." % file_name)
            for file_name, partial in partials.items():
                if os.path.exists(places[file_name]):
                    shutil.copymode(places[file_name], partial)
                os.replace(partial, places[file_name])
    except OSError as error:
        if error.errno is None:  # a sentence of our own
            raise
        raise OSError("%s could not be written: %s." % (file_name, error.strerror)) from error
    return list(writes)


def _bytes_writer(content):
    def write(partial):
        with open(partial, "wb") as file:
            file.write(content)

    return write


def write_bytes(file_name, content):
    """Write a file of these bytes."""
    _write({file_name: _bytes_writer(content)})


def _run_writer(writer, file_name, partial, progress=None):
    writer.SetFileName(partial)
    try:
        run(writer, writer.Write, progress)
    except RuntimeError as error:
        if writer.IsA("vtkImageWriter") and writer.GetErrorCode() == vtkErrorCode.OutOfDiskSpaceError:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None  # VTK tells of what it deletes
        reason = " ".join(str(error).replace(partial, file_name).split())
        if not reason.startswith(file_name):
            reason = "%s could not be written: %s" % (file_name, reason)
        raise OSError(reason) from None
    if writer.GetErrorCode():
        reason = vtkErrorCode.GetStringFromErrorCode(writer.GetErrorCode())
        raise OSError("%s could not be written: %s." % (file_name, reason))


def _save_vti(image, file_name, progress):
    writer = vtkXMLImageDataWriter()
    writer.SetInputData(image)
    writer.SetDataModeToBinary()  # what every ParaView reads; appended data not
    writer.SetHeaderTypeToUInt64()
    return _write({file_name: lambda partial: _run_writer(writer, file_name, partial, progress)})


def _save_oriented(image, file_name, name, world, progress):
    writer = vtkOrientedImageWriter()
    writer.SetInputData(image)
    writer.SetArrayName(find_array(image, name)[0].GetName())
    writer.SetWorldFrame(FRAMES.index(world))
    return _write({file_name: lambda partial: _run_writer(writer, file_name, partial, progress)})


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

    def write_array(partial):
        try:
            with open(partial, "wb") as file:
                numpy.save(file, array, allow_pickle=False)
        except OSError as error:
            if error.errno is None:  # NumPy counts, and does not say why
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
            raise

    text = json.dumps(description, indent=2) + "\n"
    return _write({file_name: write_array, file_name + ".json": _bytes_writer(text.encode())})


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


def _save_png(image, file_name, name, window, progress):
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

    def write_picture(number, one, partial):
        if progress is not None:
            progress(number / len(pictures))
        writer = vtkPNGWriter()
        writer.SetInputData(from_numpy(pictures[number][numpy.newaxis]))
        _run_writer(writer, one, partial)

    writes = {}
    for number in range(len(pictures)):
        one = file_name if len(pictures) == 1 else "%s-%0*d.png" % (base, digits, number)
        writes[one] = functools.partial(write_picture, number, one)
    return _write(writes)


def _save_matrices(image, file_name, world, output_world):
    writer = vtkSliceMatrixWriter()
    writer.SetInputData(image)
    writer.SetWorldFrame(FRAMES.index(world))
    writer.SetOutputFrame(FRAMES.index(output_world))
    return _write({file_name: lambda partial: _run_writer(writer, file_name, partial)})


def save(image, file_name, name=None, window=None, world="RAS", output_world=None, progress=None):
    """Write an image to a file, and return the names of the files that were written.

    The ending decides:

    .vti          the image with all arrays and field data, geometry included (what bend_back() takes)
    .nii, .nii.gz, .nrrd, .mha   one array with its place in the world, by vtkOrientedImageWriter,
                  which needs ITK; without field data, so that bend_back() needs the curve
    .npy          one array[k, j, i], and its geometry as JSON in FILE.npy.json, with the names of
                  from_numpy()'s parameters
    .png          one array as pictures. One of several slices makes NAME-0000.png, NAME-0001.png and
                  so on; the j axis runs upwards in them, as ParaView shows it.
    .csv, .json   the matrices of the slices of a straightened image, as vtkSliceMatrixWriter has it

    name          of the point array for files of one. None: the active scalars, or the only array.
    window        (black, white) for .png. None: 8 and 16 bits without a sign as they are, all else
                  from the smallest to the largest value, in 8 bits.
    world         the frame of the image's world, "RAS" or "LPS", for all but .vti and .png
    output_world  the frame to which the matrices lead. None: that of the image
    progress      a function that is called with numbers from 0 to 1; what it raises ends the work

    An existing file is replaced. An OSError says why a file could not be written.
    """
    check_image(image)
    check_frame(world)
    output_world = check_frame(world if output_world is None else output_world, "output_world")
    if not isinstance(file_name, (str, os.PathLike)):
        raise TypeError("file_name is %r; a str or a path is expected." % (file_name,))
    file_name = os.fspath(file_name)
    ending = check_ending(file_name)
    if ending == ".vti":
        return _save_vti(image, file_name, progress)
    if ending in ORIENTED:
        return _save_oriented(image, file_name, name, world, progress)
    if ending == ".npy":
        return _save_npy(image, file_name, name, world)
    if ending == ".png":
        return _save_png(image, file_name, name, window, progress)
    return _save_matrices(image, file_name, world, output_world)
