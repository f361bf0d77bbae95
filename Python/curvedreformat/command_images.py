# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The commands straighten and bend-back."""

import os
import warnings

import numpy
from vtkmodules.vtkCommonDataModel import vtkImageData

from .arrays import MASK_NAME
from .command_world import record_world
from .geometry import affine
from .pipeline import bend_back, straighten
from .reading import check_curve_name, check_image_name
from .saving import ENDINGS, check_ending, ending_of, save

# So many pictures are named one by one.
MOST_PICTURES = 4


def _base(file_name):
    """The name without its ending."""
    return file_name[: len(file_name) - len(ending_of(file_name))]


def check_output(work, file_name, inputs, endings):
    """Refuse what cannot be written, before there is work for nothing."""
    ending = ending_of(file_name)
    if ending not in endings:
        found = "ends with %s" % ending if ending else "has no ending"
        work.refuse("%s %s; the endings of what is written are %s" % (file_name, found, ", ".join(endings)))
    for name in inputs:
        if name and os.path.exists(name) and os.path.realpath(name) == os.path.realpath(file_name):
            work.refuse("%s is an input; a file is not overwritten with what is made from it" % file_name)
    check_ending(file_name)
    folder = os.path.dirname(os.path.abspath(file_name))
    if not os.path.isdir(folder):
        raise FileNotFoundError("There is no folder %s to write %s to." % (folder, os.path.basename(file_name)))
    if os.path.isdir(file_name):
        raise IsADirectoryError("%s is a folder; the name of a file is expected." % file_name)


def check_outputs(work, outputs, inputs, endings):
    if not outputs:
        work.refuse("no output is given; -o OUT is expected")
    for file_name in outputs:
        check_output(work, file_name, inputs, endings)
    places = [os.path.realpath(name) for name in outputs]
    for file_name, place in zip(outputs, places):
        if places.count(place) > 1:
            work.refuse("%s is to be written twice" % file_name)


def check_inputs(images, curves):
    """Refuse files that are not there or cannot be read, before one is."""
    for check, names in (check_image_name, images), (check_curve_name, curves):
        for name in names:
            if name:
                check(name)


def interpolation(work):
    """Nearest for labels, else what is asked for, else linear."""
    options = work.options
    if options.labels and options.interpolation not in (None, "nearest"):
        work.refuse("--labels and --interpolation %s contradict each other" % options.interpolation)
    return "nearest" if options.labels else options.interpolation or "linear"


def single(values):
    """One number of a list of one, which counts for all axes; else the list, and None for none."""
    return values[0] if values is not None and len(values) == 1 else values


def frame_settings(options):
    """What straighten() and bend_back() both know of the curve."""
    return {
        "frame": options.frame.replace("-", " "),
        "up": options.up,
        "second_up": options.second_up,
        "angle": options.angle,
        "smoothing": options.smoothing,
        "curve_index": options.curve_index,
        "normals": options.normals,
    }


def map_settings(options):
    return {
        "mode": options.mode,
        "vector_of_interest": options.vector_of_interest,
        "projection_direction": options.projection_direction,
        "relative_to_wall": options.relative_to_wall,
    }


def grid_settings(options):
    return {
        "spacing": single(options.spacing),
        "size": single(options.size),
        "dimensions": single(options.dimensions),
        "number_of_slices": options.slices,
    }


def sampling_settings(work, progress):
    options = work.options
    return {
        "interpolation": interpolation(work),
        "background": options.background,
        "arrays": options.array,
        "threads": options.threads,
        "progress": progress,
    }


def make(function, *arguments, **settings):
    """Call straighten() or bend_back(), and refuse a result that is background everywhere."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        image = function(*arguments, **settings)
    said = [str(one.message) for one in warned]
    mask = image.GetPointData().GetArray(MASK_NAME)
    if mask is not None and mask.GetNumberOfTuples() and mask.GetRange()[1] == 0:
        reasons = [one for one in said if "all background" in one or "not overlap" in one]
        raise RuntimeError(
            "Nothing was written, since the result would be background everywhere: %s"
            % (reasons[0] if reasons else "nothing of the image is where the curve is."))
    for one in said:
        warnings.warn(one, RuntimeWarning, stacklevel=2)
    return image


def _write(work, image, outputs, window=None):
    record_world(image, work.world)
    for file_name in outputs:
        names = save(
            image, file_name, name=work.options.array, window=window, world=work.world, progress=work.step("writing"))
        if ending_of(file_name) == ".png" and len(names) > MOST_PICTURES:
            names = ["%s ... %s (%d)" % (names[0], names[-1], len(names))]
        for name in names:
            work.say(name)


def _outputs(work):
    """All files that straighten is to write."""
    options = work.options
    outputs = list(options.output)
    for ending, file_name in ((".npy", options.npy), (".png", options.png)):
        if file_name is None:
            continue
        if not file_name and not options.output:
            work.refuse("--%s has no name, and there is no -o to name it after" % ending[1:])
        file_name = file_name or _base(options.output[0]) + ending
        if ending_of(file_name) != ending:
            work.refuse("--%s is %s; a name that ends with %s is expected" % (ending[1:], file_name, ending))
        outputs.append(file_name)
    if options.transforms is not None:
        if ending_of(options.transforms) not in (".csv", ".json"):
            work.refuse("--transforms is %s; a name that ends with .csv or .json is expected" % options.transforms)
        outputs.append(options.transforms)
    return outputs


def straighten_files(work):
    """IMAGE CURVE -o OUT"""
    options = work.options
    outputs = _outputs(work)
    check_outputs(work, outputs, (options.image, options.curve), ENDINGS)
    if options.spacing and options.size and options.dimensions:
        work.refuse("--spacing, --size and --dimensions are all given; any two of them say the third")
    if options.window and not options.window[0] < options.window[1]:
        work.refuse("--window is %g %g; black and white are expected, the smaller first" % tuple(options.window))
    if options.slab is None and options.slab_center:
        work.refuse("--slab-center is given, but no --slab")
    interpolation(work)
    check_inputs([options.image], [options.curve])
    image = work.read_image(options.image, options.volume)
    curve = work.read_curve(options.curve)
    straightened = make(
        straighten, image, curve, slab=options.slab, slab_center=options.slab_center, radius_range=options.radius_range,
        number_of_angles=options.angles, fill_unowned=options.fill_unowned, **map_settings(options),
        **grid_settings(options), **frame_settings(options), **sampling_settings(work, work.step("straightening")))
    _write(work, straightened, outputs, options.window)


def _on_grid_of(image, file_name, carrier, carrier_name):
    """The values of an image on the very same grid, and with the curve, of a straightened one."""
    if carrier.GetFieldData().GetAbstractArray("MovingFrameKnots") is None:
        raise ValueError("%s has no curve; a .vti that straighten has written is expected." % carrier_name)
    if image.GetDimensions() != carrier.GetDimensions():
        raise ValueError("%s has %s voxels, but %s has %s; labels have to be on the grid of the straightened image." % (
            file_name, " x ".join(map(str, image.GetDimensions())),
            carrier_name, " x ".join(map(str, carrier.GetDimensions()))))
    # All corners, so that nothing adds up.
    last = numpy.array(image.GetDimensions()) - 1
    corners = numpy.array([[*(last * bits), 1] for bits in numpy.ndindex(2, 2, 2)])
    there, here = corners @ affine(carrier).T, corners @ affine(image).T
    distance = float(numpy.linalg.norm(there - here, axis=1).max())
    if distance > 0.01 * min(carrier.GetSpacing()):
        raise ValueError(
            "%s is up to %.3g mm off the grid of %s; labels have to be on the grid of the straightened image,"
            " and --world has to be what it was when that was made." % (file_name, distance, carrier_name))
    result = vtkImageData()
    result.CopyStructure(carrier)
    result.GetPointData().ShallowCopy(image.GetPointData())
    result.GetFieldData().ShallowCopy(carrier.GetFieldData())
    return result


def bend_back_files(work):
    """STRAIGHTENED -o OUT"""
    options = work.options
    outputs = list(options.output)
    check_outputs(
        work, outputs, (options.image, options.reference, options.straightened, options.curve),
        [e for e in ENDINGS if e not in (".csv", ".json")])
    if options.reference and options.spacing:
        work.refuse("--reference and --spacing are both given; the grid of the reference has a spacing")
    interpolation(work)
    check_inputs([options.image, options.straightened, options.reference], [options.curve])
    # first what may say which frame the others are to be in
    carrier = work.read_image(options.straightened) if options.straightened else None
    image = work.read_image(options.image, options.volume)
    if carrier is not None:
        image = _on_grid_of(image, options.image, carrier, options.straightened)
    curve = work.read_curve(options.curve) if options.curve else None
    if curve is None and image.GetFieldData().GetAbstractArray("MovingFrameKnots") is None:
        raise ValueError(
            "%s has no curve, which only a .vti of straighten has; give it with --straightened, or the curve itself"
            " with --curve." % options.image)
    reference = work.read_image(options.reference) if options.reference else None
    bent = make(
        bend_back, image, reference=reference, spacing=single(options.spacing), curve=curve, **map_settings(options),
        **frame_settings(options), **sampling_settings(work, work.step("bending back")))
    _write(work, bent, outputs)
