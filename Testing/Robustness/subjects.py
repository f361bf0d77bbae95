# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What the table of bad inputs is tried on: every filter, reader and writer and the transform, each
with inputs and settings that are right."""

import math
import os

import curvedreformat as cr
import numpy as np
from lines import make_line
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkCompositeDataSet, vtkDataObject, vtkImageData, vtkTable
from vtkmodules.vtkFiltersGeneral import vtkTransformPolyDataFilter

FOLDER = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "BadInput")


def place(*parts):
    return os.path.join(FOLDER, *parts)


def make_curve(count=13):
    """Three quarters of a turn of a helix in the middle of make_image()."""
    t = np.linspace(0, 1.5 * math.pi, count)
    return make_line(np.stack([10 + 5 * np.cos(t), 10 + 5 * np.sin(t), 6 + 2 * t], axis=1))


def values(i, j, k):
    return 2 * i - 3 * j + k + 40


def make_image():
    """20 x 20 x 20 voxels of a linear function, so that any interpolation is exact."""
    image = vtkImageData()
    image.SetDimensions(20, 20, 20)
    k, j, i = np.mgrid[0:20, 0:20, 0:20]
    array = numpy_to_vtk(values(i, j, k).astype(np.float32).ravel(), deep=True)
    array.SetName("v")
    image.GetPointData().SetScalars(array)
    return image


_straightened = []


def make_straightened():
    """What make_image() is along make_curve(), with the curve in its field data."""
    if not _straightened:
        straighten = cr.vtkCurvedPlanarReformat()
        straighten.SetInputData(0, make_image())
        straighten.SetInputData(1, make_curve())
        straighten.SetSliceDimensions(5, 5)
        straighten.Update()
        _straightened.append(straighten.GetOutput())
    copy = vtkImageData()
    copy.DeepCopy(_straightened[0])
    return copy


def make_framed():
    """make_curve() with its frames, as Curve Frames gives it."""
    frames = cr.vtkCurveFrames()
    frames.SetInputData(make_curve())
    frames.Update()
    return frames.GetOutput()


def make_field():
    field = cr.vtkStraighteningDisplacementField()
    field.SetInputData(make_curve())
    field.SetSliceSize(4, 4)
    field.SetSpacing(1, 1, 1)
    field.SetTolerance(0)
    field.Update()
    return field.GetOutput()


def size_of(data):
    """How many points, or rows, a data object has."""
    if data is None:
        return 0
    if isinstance(data, vtkCompositeDataSet):
        return data.GetNumberOfPoints()
    if isinstance(data, vtkTable):
        return data.GetNumberOfRows()
    return data.GetNumberOfPoints()


class Subject:
    """A class under test. `inputs` are functions that make what is right for each of its ports, and
    `prepare` sets what is right; `names` say at which port the curve and the image are."""

    def __init__(self, cls, inputs=(), prepare=lambda algorithm: None, curve=None, image=None):
        self.cls = cls
        self.inputs = inputs
        self.prepare = prepare
        self.curve = curve
        self.image = image

    @property
    def name(self):
        return self.cls.__name__

    def make(self):
        algorithm = self.cls()
        self.prepare(algorithm)
        return algorithm

    def connect(self, algorithm, inputs):
        for port, data in enumerate(inputs):
            algorithm.SetInputData(port, data)

    def run(self, algorithm):
        """How many points have come out, of all ports."""
        algorithm.Update()
        # GetOutputDataObject() would make the pipeline look at its inputs once more
        ports = [algorithm.GetOutputInformation(port) for port in range(algorithm.GetNumberOfOutputPorts())]
        return sum(size_of(port.Get(vtkDataObject.DATA_OBJECT())) for port in ports)


class TransformSubject(Subject):
    """The transform, used by a filter of VTK. Points that could not be moved are NaN."""

    def connect(self, algorithm, inputs):
        algorithm.SetCurveData(inputs[0])

    def run(self, algorithm):
        move = vtkTransformPolyDataFilter()
        move.SetTransform(algorithm)
        move.SetInputData(make_curve())
        move.Update()
        points = move.GetOutput().GetPoints()
        return int(np.isfinite(vtk_to_numpy(points.GetData())).all(axis=1).sum()) if points else 0


class WriterSubject(Subject):
    """A writer: what has come out is the number of bytes in its file."""

    def run(self, algorithm):
        name = algorithm.GetFileName()
        if name and name.startswith(FOLDER) and os.path.isfile(name):
            os.remove(name)
        algorithm.Write()
        left = [f for f in os.listdir(FOLDER) if ".part" in f]
        assert not left, "half a file is left: %s" % left
        return os.path.getsize(name) if name and os.path.isfile(name) else 0


def small_slices(algorithm):
    algorithm.SetSliceDimensions(5, 5)


def field_settings(algorithm):
    algorithm.SetSliceSize(4, 4)
    algorithm.SetTolerance(0.5)


def on_any_grid(algorithm):
    algorithm.SetTolerance(0)  # else it warns of what this grid cannot hold


def named(name):
    return lambda algorithm: algorithm.SetFileName(place(name))


REFORMAT = Subject(cr.vtkCurvedPlanarReformat, (make_image, make_curve), small_slices, curve=1, image=0)
MULTI = Subject(cr.vtkMultiCurvePlanarReformat, (make_image, make_curve), small_slices, curve=1, image=0)
SECTION = Subject(cr.vtkCurveCrossSection, (make_image, make_curve), small_slices, curve=1, image=0)
INVERSE = Subject(
    cr.vtkInverseCurvedPlanarReformat, (make_straightened, make_curve, make_image), curve=1, image=0)
INVERSE_ALONE = Subject(cr.vtkInverseCurvedPlanarReformat, (make_straightened, make_curve), curve=1, image=0)
STRAIGHTEN = Subject(cr.vtkStraightenDataSet, (make_curve, make_curve), curve=1)
FRAMES = Subject(cr.vtkCurveFrames, (make_curve,), curve=0)
FIELD = Subject(cr.vtkStraighteningDisplacementField, (make_curve, make_image), on_any_grid, curve=0, image=1)
FIELD_ALONE = Subject(cr.vtkStraighteningDisplacementField, (make_curve,), field_settings, curve=0)
PROFILE = Subject(cr.vtkReformatProfile, (make_straightened,), image=0)
TRANSFORM = TransformSubject(cr.vtkStraighteningTransform, (make_curve,), curve=0)
WRITE_MATRICES = WriterSubject(cr.vtkSliceMatrixWriter, (make_straightened,), named("out.json"))
WRITE_MARKUPS = WriterSubject(cr.vtkMarkupsCurveWriter, (make_curve,), named("out.mrk.json"))
WRITE_IMAGE = WriterSubject(cr.vtkOrientedImageWriter, (make_image,), named("out.nrrd"), image=0)
WRITE_FIELD = WriterSubject(cr.vtkDisplacementFieldWriter, (make_field,), named("out.mha"))
READ_TEXT = Subject(cr.vtkTextCurveReader, (), named("good.csv"))
READ_MARKUPS = Subject(cr.vtkMarkupsCurveReader, (), named("good.mrk.json"))
READ_IMAGE = Subject(cr.vtkOrientedImageReader, (), named("good.nrrd"))
READ_DICOM = Subject(cr.vtkOrientedDICOMReader, (), named("good.dcm"))

ALONG_CURVE = (REFORMAT, MULTI, SECTION, INVERSE, STRAIGHTEN, FRAMES, FIELD, TRANSFORM)
OF_IMAGE = (REFORMAT, MULTI, SECTION)
OF_IMAGE_FILES = (READ_IMAGE, READ_DICOM, WRITE_IMAGE, WRITE_FIELD)
