# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Images and curves from files, all in one world frame. The ending of a file says what it is."""

import contextlib
import json
import os
import re
import warnings

import numpy
from vtkmodules.vtkCommonCore import (
    vtkIntArray,
    vtkLogger,
    vtkOutputWindow,
    vtkStringArray,
    vtkStringOutputWindow,
)
from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline
from vtkmodules.vtkCommonTransforms import vtkTransform
from vtkmodules.vtkFiltersGeneral import vtkTransformFilter
from vtkmodules.vtkIOLegacy import vtkPolyDataReader
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPolyDataReader

from . import vtkCurvedReformatFilters as classes
from .arrays import from_numpy
from .geometry import FRAMES, check_frame, flip, number, numbers
from .pipeline import run, sentence
from .saving import ending_of
from .terminal import one_line

ORIENTED = (".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd")
TABLES = (".csv", ".txt", ".tsv", ".dat", ".xyz")
IMAGE_ENDINGS = (".vti",) + ORIENTED + (".npy", ".dcm")
CURVE_ENDINGS = (".vtp", ".vtk", ".mrk.json", ".json", ".fcsv") + TABLES

# No compression makes a file smaller than that.
LARGEST_COMPRESSION = 10000


def is_dicom(file_name):
    """Whether a file has DICOM's mark, or is a folder, where a series may be."""
    if os.path.isdir(file_name):
        return True
    try:
        with open(file_name, "rb") as file:
            return file.read(132)[128:] == b"DICM"
    except OSError:
        return False


def check_file(file_name, what):
    """Return the name as a str when there is such a file (or folder) that may be read."""
    if not isinstance(file_name, (str, os.PathLike)):
        raise TypeError("file_name is %r; a str or a path is expected." % (file_name,))
    file_name = os.fspath(file_name)
    if not os.path.exists(file_name):
        raise FileNotFoundError("There is no %s %s." % (what, file_name))
    if not os.path.isdir(file_name):
        try:
            with open(file_name, "rb"):
                pass
        except OSError as error:
            raise OSError("%s cannot be read: %s." % (file_name, error.strerror)) from error
    return file_name


def _wrong_ending(file_name, what, endings):
    ending = ending_of(file_name)
    found = "ends with %s" % ending if ending else "has no ending"
    return ValueError("%r %s; %s end with %s." % (file_name, found, what, ", ".join(endings)))


def check_image_name(file_name):
    """Refuse what read_image() cannot read, without reading it."""
    file_name = check_file(file_name, "image")
    if not is_dicom(file_name) and ending_of(file_name) not in IMAGE_ENDINGS:
        raise _wrong_ending(file_name, "images", IMAGE_ENDINGS + ("or are folders of DICOM",))
    return file_name


def check_curve_name(file_name):
    """Refuse what read_curve() cannot read, without reading it."""
    file_name = check_file(file_name, "curve")
    if os.path.isdir(file_name):
        raise IsADirectoryError("%s is a folder; the file of a curve is expected." % file_name)
    if ending_of(file_name) not in CURVE_ENDINGS:
        raise _wrong_ending(file_name, "curves", CURVE_ENDINGS)
    return file_name


@contextlib.contextmanager
def _quiet():
    """The parsers inside VTK's readers print what is wrong; the exception says it, and that is enough."""
    window, verbosity = vtkOutputWindow.GetInstance(), vtkLogger.GetCurrentVerbosityCutoff()
    vtkOutputWindow.SetInstance(vtkStringOutputWindow())
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
    try:
        yield
    finally:
        vtkLogger.SetStderrVerbosity(verbosity)
        vtkOutputWindow.SetInstance(window)


def _read(reader, file_name, progress, check=None):
    """Update a reader; an OSError has VTK's sentence, and the name of the file."""
    try:
        with _quiet():
            if check is not None:
                run(reader, reader.GetExecutive().UpdateInformation)
                check(reader)
            run(reader, reader.GetExecutive().Update, progress)
    except RuntimeError as error:
        reason = one_line(sentence(str(error)))
        if os.path.basename(file_name) not in reason:
            reason = "%s cannot be read: %s" % (file_name, reason)
        raise OSError(reason) from None
    return reader.GetOutput()


def _check_size(file_name):
    """Refuse an image that is larger than what its file can hold, before memory is asked for."""

    def check(reader):
        information = reader.GetOutputInformation(0)
        extent = information.Get(vtkStreamingDemandDrivenPipeline.WHOLE_EXTENT())
        if not extent:
            raise RuntimeError("it does not say how large the image is.")
        count = 1
        for first, last in zip(extent[::2], extent[1::2]):
            count *= max(last - first + 1, 0)
        if count > LARGEST_COMPRESSION * max(os.path.getsize(file_name), 1):
            raise RuntimeError(
                "it declares %d voxels, but has only %d bytes." % (count, os.path.getsize(file_name)))

    return check


def _check_points(file_name):
    """Refuse a .vtk with more points than it can hold; VTK's reader would ask for the memory."""
    with open(file_name, "rb") as file:
        declared = re.search(rb"^POINTS +(\d+)", file.read(1 << 16), re.M)
    size = os.path.getsize(file_name)
    if declared and int(declared.group(1)) > size:
        raise OSError(
            "%s cannot be read: it declares %s points, but has only %d bytes."
            % (file_name, declared.group(1).decode(), size)
        )


def _explain_xml(file_name):
    """What VTK does not say of an XML file that it cannot read."""
    with open(file_name, "rb") as file:
        start = file.read(1 << 16)
    if b"<VTKFile" not in start:
        return "it is not a file of VTK in XML."
    if b'format="appended"' in start:
        return "it is damaged, or this VTK cannot read appended data; save it with the data mode binary."
    return "it is damaged."


def _read_xml(reader, file_name, progress, check=None):
    reader.SetFileName(file_name)
    try:
        result = _read(reader, file_name, progress, check)
    except OSError as error:
        if "declares" in str(error):
            raise
        raise OSError("%s cannot be read: %s" % (file_name, _explain_xml(file_name))) from None
    if reader.GetErrorCode():
        raise OSError("%s cannot be read: %s" % (file_name, _explain_xml(file_name)))
    return result


def _read_npy(file_name, world):
    """What save() has written: an array, and its geometry beside it."""
    description = file_name + ".json"
    if not os.path.exists(description):
        raise FileNotFoundError(
            "There is no %s, which says where the array of %s is; save() writes both." % (description, file_name))
    try:
        with open(description, encoding="utf-8") as file:
            told = json.load(file)
        frame = check_frame(told["world_frame"], "world_frame")
        origin = numbers(told["origin"], "origin", [(3,)])
        direction = numbers(told["direction"], "direction", [(3, 3)])
        values = numpy.load(file_name, allow_pickle=False)
        if list(values.shape) != told["shape"]:
            raise ValueError("the array has the shape %s, not %s" % (list(values.shape), told["shape"]))
        if frame != world:
            origin, direction = flip(origin), flip(direction)
        return from_numpy(values, origin, told["spacing"], direction, told["axes"], told["name"])
    except KeyError as error:
        raise OSError("%s cannot be read: it has no %s." % (description, error)) from None
    except (ValueError, TypeError, EOFError) as error:
        raise OSError("%s cannot be read: %s." % (file_name, str(error).rstrip("."))) from None


def _choose_volume(file_name, volume):
    """Ask a reader for one of the volumes of an image with time."""

    def check(reader):
        information = reader.GetOutputInformation(0)
        key = vtkStreamingDemandDrivenPipeline.TIME_STEPS()
        times = information.Get(key) if information.Has(key) else ()
        count = max(len(times), 1)
        if volume is None and count > 1:
            raise ValueError("%s has %d volumes; say which one, 0 to %d." % (file_name, count, count - 1))
        if volume is not None and not 0 <= volume < count:
            raise ValueError("volume is %d; %s has the volumes 0 to %d." % (volume, file_name, count - 1))
        if volume is not None and times:
            information.Set(vtkStreamingDemandDrivenPipeline.UPDATE_TIME_STEP(), times[volume])

    return check


def read_image(file_name, world="RAS", series=None, volume=None, progress=None, tolerance=None):
    """Return a vtkImageData from a file, with origin, spacing and direction in a world frame.

    .vti                            as it is, with its field data: VTK's files do not say which frame
                                    they are in, so that ``world`` changes nothing
    .nii, .nii.gz, .nrrd, .nhdr,    in ``world``, whatever the file is in (vtkOrientedImageReader)
    .mha, .mhd
    a folder, or a file of DICOM    the series, in ``world`` (vtkOrientedDICOMReader)
    .npy                            what save() has written, with the .npy.json beside it, in ``world``

    world     "RAS" or "LPS"
    series    the UID of a DICOM series, where a folder has several
    volume    which one, from 0, of a NIfTI, NRRD or MetaImage file with time
    progress  a function that is called with numbers from 0 to 1; what it raises ends the work
    tolerance how far slices of DICOM may be from their places in an even grid, 0 to 0.5, as a part of
              the step from slice to slice; None: 0.01

    A ValueError says that an ending is unknown, an OSError why a file could not be read.
    """
    check_frame(world)
    file_name = check_image_name(file_name)
    if tolerance is not None and not 0 <= number(tolerance, "tolerance") <= 0.5:
        raise ValueError("tolerance is %g; 0 to 0.5 is expected." % tolerance)
    ending = ending_of(file_name)
    if is_dicom(file_name):
        if not hasattr(classes, "vtkOrientedDICOMReader"):
            raise OSError("%s cannot be read: this build has no reader of DICOM." % file_name)
        reader = classes.vtkOrientedDICOMReader()
        reader.SetFileName(file_name)
        reader.SetWorldFrame(FRAMES.index(world))
        if series is not None:
            reader.SetSeriesUID(series)
        if tolerance is not None:
            reader.SetTolerance(tolerance)
        return _read(reader, file_name, progress)
    if series is not None:
        raise ValueError("series is %r, but %s is no DICOM series." % (series, file_name))
    if tolerance is not None:
        raise ValueError("tolerance is %g, but %s is no DICOM series." % (tolerance, file_name))
    if ending in ORIENTED:
        reader = classes.vtkOrientedImageReader()
        reader.SetFileName(file_name)
        reader.SetWorldFrame(FRAMES.index(world))
        return _read(reader, file_name, progress, _choose_volume(file_name, volume))
    if volume not in (None, 0):
        raise ValueError("volume is %r, but %s has one volume." % (volume, file_name))
    if ending == ".vti":
        return _read_xml(vtkXMLImageDataReader(), file_name, progress, _check_size(file_name))
    if ending == ".npy":
        return _read_npy(file_name, world)
    raise OSError("%s cannot be read: it is not a file of DICOM." % file_name)


def count_volumes(file_name):
    """How many volumes an image has, which is 1 for all but those with time."""
    if is_dicom(file_name) or ending_of(file_name) not in ORIENTED:
        return 1
    reader = classes.vtkOrientedImageReader()
    reader.SetFileName(file_name)
    try:
        # what is wrong or not sure is said by who reads it
        with _quiet(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            run(reader, reader.GetExecutive().UpdateInformation)
    except RuntimeError:
        return 1
    information = reader.GetOutputInformation(0)
    key = vtkStreamingDemandDrivenPipeline.TIME_STEPS()
    return max(len(information.Get(key)), 1) if information.Has(key) else 1


def list_series(folder):
    """The series in a folder of DICOM, each with its UID, description and number of slices."""
    reader = classes.vtkOrientedDICOMReader()
    reader.SetFileName(folder)
    uids, descriptions, slices = vtkStringArray(), vtkStringArray(), vtkIntArray()
    with _quiet():
        count = reader.FindSeries(uids, descriptions, slices)
    return [
        {"uid": uids.GetValue(n), "description": descriptions.GetValue(n), "slices": slices.GetValue(n)}
        for n in range(count)
    ]


def _space_of(data, header):
    """The frame that 3D Slicer notes in its models, or None."""
    space = data.GetFieldData().GetAbstractArray("SPACE")
    if space is not None and space.IsA("vtkStringArray") and space.GetNumberOfValues():
        header = "SPACE=" + space.GetValue(0)
    for frame in FRAMES:
        if "SPACE=" + frame in (header or ""):
            return frame
    return None


def _to_world(data, frame, world):
    """A poly data in the other frame, with its vectors."""
    if frame in (None, world):
        return data
    turn = vtkTransform()
    turn.Scale(-1, -1, 1)
    turned = vtkTransformFilter()
    turned.SetInputData(data)
    turned.SetTransform(turn)
    turned.TransformAllInputVectorsOn()
    run(turned, turned.GetExecutive().Update)
    return turned.GetOutput()


def read_curve(file_name, world="RAS", progress=None):
    """Return a vtkPolyData with a curve from a file, in a world frame.

    .vtp, .vtk                  as it is; in ``world`` where the file says which frame it is in, as
                                models of 3D Slicer do (SPACE=LPS)
    .mrk.json, .json, .fcsv     markups of 3D Slicer, in ``world`` (vtkMarkupsCurveReader)
    .csv, .txt, .tsv, .dat,     a table with x, y, z (vtkTextCurveReader), taken to be in ``world``
    .xyz

    world     "RAS" or "LPS"
    progress  a function that is called with numbers from 0 to 1; what it raises ends the work

    A ValueError says that an ending is unknown, an OSError why a file could not be read.
    """
    check_frame(world)
    file_name = check_curve_name(file_name)
    ending = ending_of(file_name)
    if ending == ".vtp":
        data = _read_xml(vtkXMLPolyDataReader(), file_name, progress)
        return _to_world(data, _space_of(data, None), world)
    if ending == ".vtk":
        reader = vtkPolyDataReader()
        reader.SetFileName(file_name)
        with _quiet():
            is_poly_data = reader.IsFilePolyData() == 1
        if not is_poly_data:
            raise OSError("%s cannot be read: it is not a file of VTK with a poly data." % file_name)
        _check_points(file_name)
        data = _read(reader, file_name, progress)
        return _to_world(data, _space_of(data, reader.GetHeader()), world)
    if ending in (".mrk.json", ".json", ".fcsv"):
        reader = classes.vtkMarkupsCurveReader()
    else:
        reader = classes.vtkTextCurveReader()
        reader.SetFileFrame(FRAMES.index(world))
    reader.SetFileName(file_name)
    reader.SetWorldFrame(FRAMES.index(world))
    return _read(reader, file_name, progress)
