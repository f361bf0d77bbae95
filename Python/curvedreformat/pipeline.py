# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The filters as functions: image and curve in, image out, and an exception where VTK has an error."""

import re
import warnings

import numpy
from vtkmodules.util import numpy_support
from vtkmodules.util.misc import calldata_type
from vtkmodules.util.vtkConstants import VTK_STRING
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

from .geometry import check_image, number, numbers, text, whole_number
from .vtkCurvedReformatFilters import vtkCurvedPlanarReformat, vtkInverseCurvedPlanarReformat

MODES = ("straightened", "stretched", "projected", "unfolded", "rotating")
FRAME_TYPES = ("rotation minimizing", "fixed up", "frenet", "from array")
INTERPOLATIONS = ("nearest", "linear", "cubic")
SLAB_MODES = ("min", "max", "mean", "sum")
SLAB_AXES = ("x", "y", "curve")


def _number_of(value, names, what):
    """The place of a value among the names."""
    name = value.lower().replace("_", " ") if isinstance(value, str) else value
    if name not in names:
        raise ValueError("%s is %r; one of %s is expected." % (what, value, ", ".join(map(repr, names))))
    return names.index(name)


def _repeated(value, count, what):
    """One number for all axes, or one for each; None is 0, "chosen by the filter"."""
    if value is None:
        return [0.0] * count
    values = numbers(value, what, [(count,), ()])
    return numpy.broadcast_to(values, (count,)).tolist()


def sentence(message):
    """What VTK says, without the place in its sources and the address of the object."""
    message = re.sub(r"\A\s*(ERROR|Warning): In .*?, line \d+\s*", "", message, flags=re.S)
    message = re.sub(r"\A\w+ \((0x[0-9a-fA-F]+|nullptr)\): ", "", message)
    return message.strip()


def run(algorithm, update, progress=None):
    """Call ``update()``, of an algorithm; errors of VTK become a RuntimeError, warnings Python's own."""
    said = []
    raised = []

    @calldata_type(VTK_STRING)
    def on_error(_caller, _event, message):
        if "returned failure for request" not in message:  # of the executive, after a sentence
            said.append(sentence(message))

    @calldata_type(VTK_STRING)
    def on_warning(_caller, _event, message):
        warned.append(sentence(message))

    def on_progress(caller, _event):
        try:
            progress(caller.GetProgress())
        except BaseException as error:  # VTK would print it and go on
            raised.append(error)
            caller.SetAbortExecute(1)

    warned = []
    executive = algorithm.GetExecutive()
    observers = [
        (algorithm, algorithm.AddObserver("ErrorEvent", on_error)),
        (algorithm, algorithm.AddObserver("WarningEvent", on_warning)),
        (executive, executive.AddObserver("ErrorEvent", on_error)),
    ]
    if progress is not None:
        observers.append((algorithm, algorithm.AddObserver("ProgressEvent", on_progress)))
    try:
        succeeded = update()
    finally:
        for observed, observer in observers:
            observed.RemoveObserver(observer)
    if raised:
        raise raised[0]
    for message in warned:
        warnings.warn(message, RuntimeWarning, stacklevel=3)
    if said or succeeded == 0:  # None: what returns nothing
        raise RuntimeError(" ".join(said) or "%s has failed without saying why." % algorithm.GetClassName())


def make_curve(curve):
    """A poly data from one, or from an array of points (n x 3) in world coordinates."""
    if hasattr(curve, "IsA"):
        if curve.IsA("vtkPolyData"):
            return curve
        raise TypeError("curve is a %s; a vtkPolyData or points (n x 3) are expected." % curve.GetClassName())
    try:
        points = numpy.array(curve, dtype=float, order="C")
    except (TypeError, ValueError):
        points = None
    if points is None or points.ndim == 0:
        raise TypeError("curve is a %s; a vtkPolyData or points (n x 3) are expected." % type(curve).__name__)
    if points.ndim != 2 or points.shape[1] != 3:
        raise ValueError("curve has the shape %s; points (n x 3), one x, y, z a row, are expected." % (points.shape,))
    if len(points) < 2:
        raise ValueError("curve has %d points; at least 2 are expected." % len(points))
    wrong = numpy.flatnonzero(~numpy.isfinite(points).all(axis=1))
    if wrong.size:
        raise ValueError("Point %d of the curve is not finite: %s." % (wrong[0], points[wrong[0]].tolist()))
    data = vtkPolyData()
    coordinates = vtkPoints()
    coordinates.SetData(numpy_support.numpy_to_vtk(points, deep=1))
    data.SetPoints(coordinates)
    lines = vtkCellArray()
    lines.SetData(*(
        numpy_support.numpy_to_vtkIdTypeArray(numpy.array(ids, numpy_support.ID_TYPE_CODE), deep=1)
        for ids in ([0, len(points)], numpy.arange(len(points)))
    ))
    data.SetLines(lines)
    return data


def _set_map(algorithm, mode, vector_of_interest, projection_direction, relative_to_wall):
    algorithm.SetMode(_number_of(mode, MODES, "mode"))
    if vector_of_interest is not None:
        algorithm.SetVectorOfInterest(*numbers(vector_of_interest, "vector_of_interest", [(3,)]))
    if projection_direction is not None:
        algorithm.SetProjectionDirection(*numbers(projection_direction, "projection_direction", [(3,)]))
    algorithm.SetRelativeToWall(bool(relative_to_wall))


def _set_frame(algorithm, frame, up, second_up, angle, smoothing, curve_index, normals):
    algorithm.SetFrameType(_number_of(frame, FRAME_TYPES, "frame"))
    if up is not None:
        algorithm.SetUpVector(*numbers(up, "up", [(3,)]))
    if second_up is not None:
        algorithm.SetSecondUpVector(*numbers(second_up, "second_up", [(3,)]))
    if normals is not None:
        algorithm.SetNormalsArrayName(text(normals, "normals"))
    algorithm.SetRotationAngle(number(angle, "angle"))
    algorithm.SetSmoothingLength(number(smoothing, "smoothing"))
    algorithm.SetCurveIndex(whole_number(curve_index, "curve_index"))


def _set_sampling(algorithm, interpolation, background, mask, arrays, threads):
    algorithm.SetInterpolation(_number_of(interpolation, INTERPOLATIONS, "interpolation"))
    algorithm.SetBackgroundValue(number(background, "background"))
    algorithm.SetGenerateMask(bool(mask))
    if arrays is not None:
        algorithm.ProcessAllArraysOff()
        for name in [arrays] if isinstance(arrays, str) else arrays:
            algorithm.AddArray(text(name, "A name of arrays"))
    if threads is not None:
        algorithm.SetNumberOfThreads(whole_number(threads, "threads"))


def _set_slab(algorithm, slab, center):
    if slab is None:
        return
    if isinstance(slab, str) or not hasattr(slab, "__len__") or len(slab) not in (2, 3):
        raise ValueError('slab is %r; (mode, thickness) or (mode, thickness, axis) is expected: ("max", 20).' % (slab,))
    algorithm.SetSlabMode(_number_of(slab[0], SLAB_MODES, "The mode of slab"))
    algorithm.SetSlabThickness(number(slab[1], "The thickness of slab"))
    if len(slab) == 3:
        algorithm.SetSlabAxis(_number_of(slab[2], SLAB_AXES, "The axis of slab"))
    algorithm.SetSlabCenter(number(center, "slab_center"))


def straighten(
    image,
    curve,
    mode="straightened",
    size=None,
    spacing=None,
    dimensions=None,
    number_of_slices=None,
    slab=None,
    slab_center=0.0,
    frame="rotation minimizing",
    up=None,
    second_up=None,
    angle=0.0,
    smoothing=0.0,
    curve_index=0,
    normals=None,
    interpolation="linear",
    background=0.0,
    mask=True,
    fill_unowned=False,
    vector_of_interest=None,
    projection_direction=None,
    radius_range=None,
    relative_to_wall=False,
    number_of_angles=None,
    arrays=None,
    threads=None,
    progress=None,
):
    """Return an image, straightened along a curve: what vtkCurvedPlanarReformat makes.

    image             a vtkImageData
    curve             a vtkPolyData with a line, or points (n x 3) in the image's world
    mode              "straightened", "stretched", "projected", "unfolded" or "rotating"
    size              width and height of the slices in world units, or one number for both
    spacing           of the samples along x, y and the curve, or one number for all
    dimensions        width and height of the slices in pixels, or one number for both. Of size,
                      spacing and dimensions any two will do; what is missing is chosen.
    number_of_slices  spread over the whole curve, instead of the third spacing
    slab              (mode, thickness) or (mode, thickness, axis): "min", "max", "mean" or "sum", a
                      length in world units, and "x", "y" (the default) or "curve"
    slab_center       where the middle of the slab lies on its axis
    frame             "rotation minimizing", "fixed up" (with ``up``, and ``second_up`` where the
                      curve runs along that), "frenet", or "from array" (whose name is ``normals``)
    angle             degrees by which slices are turned about the curve
    smoothing         standard deviation of the smoothing along the curve, in world units
    curve_index       which line of the poly data
    interpolation     "nearest", "linear" or "cubic"
    background        the value outside the image
    mask              whether there is the array vtkValidPointMask
    fill_unowned      whether voxels that are nearer to another stretch of the curve get the
                      background, too
    vector_of_interest, projection_direction                 of stretched and projected images
    radius_range, relative_to_wall, number_of_angles         of unfolded and rotating ones
    arrays            the name of the array to sample, or names; None: all
    threads           how many; None: as many as there are cores
    progress          a function that is called with numbers from 0 to 1; what it raises ends the work

    What is wrong with an argument by itself is a TypeError or ValueError, what VTK finds wrong a
    RuntimeError with its sentence; its warnings are Python's.
    """
    algorithm = vtkCurvedPlanarReformat()
    algorithm.SetInputDataObject(check_image(image))
    algorithm.SetCurveData(make_curve(curve))
    _set_map(algorithm, mode, vector_of_interest, projection_direction, relative_to_wall)
    algorithm.SetSliceSize(*_repeated(size, 2, "size"))
    algorithm.SetSpacing(*_repeated(spacing, 3, "spacing"))
    algorithm.SetSliceDimensions(*(whole_number(n, "dimensions") for n in _repeated(dimensions, 2, "dimensions")))
    if number_of_slices is not None:
        algorithm.SetNumberOfSlices(whole_number(number_of_slices, "number_of_slices"))
    _set_slab(algorithm, slab, slab_center)
    _set_frame(algorithm, frame, up, second_up, angle, smoothing, curve_index, normals)
    _set_sampling(algorithm, interpolation, background, mask, arrays, threads)
    algorithm.SetFillUnowned(bool(fill_unowned))
    if radius_range is not None:
        algorithm.SetRadiusRange(*numbers(radius_range, "radius_range", [(2,)]))
    if number_of_angles is not None:
        algorithm.SetNumberOfAngles(whole_number(number_of_angles, "number_of_angles"))
    run(algorithm, algorithm.GetExecutive().Update, progress)
    return algorithm.GetOutput()


def bend_back(
    straightened,
    reference=None,
    spacing=None,
    interpolation="linear",
    background=0.0,
    mask=True,
    arrays=None,
    threads=None,
    progress=None,
    curve=None,
    mode="straightened",
    frame="rotation minimizing",
    up=None,
    second_up=None,
    angle=0.0,
    smoothing=0.0,
    curve_index=0,
    normals=None,
    vector_of_interest=None,
    projection_direction=None,
    relative_to_wall=False,
):
    """Return a straightened image, or what was drawn on it, back in the world.

    straightened   a result of straighten(), or one of like() with such an image, which has the curve
                   with it
    reference      a vtkImageData whose grid the result gets, usually the scan. None: a grid of its
                   own, along the world's axes
    spacing        of that grid. None: the smallest spacing of the straightened image
    interpolation  "nearest" for labels, "linear" or "cubic"
    background     the value away from the curve
    curve          of an image that has come without it, since its file format has no room: a
                   vtkPolyData with a line, or points (n x 3). ``mode`` and all that follows then have
                   to be what straighten() was given; for an image with its curve they do not count.

    All else, and errors, are as straighten() has them.
    """
    algorithm = vtkInverseCurvedPlanarReformat()
    algorithm.SetInputDataObject(check_image(straightened, "straightened"))
    if curve is not None:
        algorithm.SetCurveData(make_curve(curve))
    if reference is not None:
        algorithm.SetReferenceData(check_image(reference, "reference"))
    algorithm.SetOutputSpacing(*_repeated(spacing, 3, "spacing"))
    _set_map(algorithm, mode, vector_of_interest, projection_direction, relative_to_wall)
    _set_frame(algorithm, frame, up, second_up, angle, smoothing, curve_index, normals)
    _set_sampling(algorithm, interpolation, background, mask, arrays, threads)
    run(algorithm, algorithm.GetExecutive().Update, progress)
    return algorithm.GetOutput()
