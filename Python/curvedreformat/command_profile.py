# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command profile."""

import csv
import io

from .arrays import find_array
from .command_images import (
    check_inputs,
    check_outputs,
    frame_settings,
    grid_settings,
    interpolation,
    make,
    sampling_settings,
)
from .measuring import profile
from .pipeline import straighten
from .saving import write_bytes

LABELS = "Labels of --label-image"


def _table(columns):
    """CSV, with as many digits as it takes to read the same numbers again."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(columns)
    rows.writerows(zip(*(values.tolist() for values in columns.values())))
    return text.getvalue().encode()


def _straightened_image(work, image, curve):
    """The image, straightened, with the label map on the same grid."""
    options = work.options
    settings = dict(frame_settings(options), mask=True)
    sampling = sampling_settings(work, work.step("straightening"))
    if options.array is None:
        sampling["arrays"] = find_array(image)[0].GetName()
    straightened = make(straighten, image, curve, **settings, **grid_settings(options), **sampling)
    if options.label_image is None:
        return straightened
    labels = work.read_image(options.label_image)
    # What was chosen for the image holds for its labels.
    grid = {
        "spacing": straightened.GetSpacing(),
        "dimensions": straightened.GetDimensions()[:2],
        "number_of_slices": options.slices,
    }
    sampling = dict(sampling_settings(work, work.step("labels")), interpolation="nearest", arrays=None, background=0)
    labels = straighten(labels, curve, **settings, **grid, **sampling)
    if labels.GetDimensions() != straightened.GetDimensions():
        raise RuntimeError("The labels were straightened to %s voxels, and the image to %s." % (
            labels.GetDimensions(), straightened.GetDimensions()))
    values, _ = find_array(labels)
    values.SetName(LABELS)
    straightened.GetPointData().AddArray(values)
    return straightened


def profile_files(work):
    """IMAGE [CURVE] -o OUT.csv"""
    options = work.options
    outputs = list(options.output) + ([options.curve_output] if options.curve_output else [])
    inputs = (options.image, options.curve, options.label_image)
    if len(options.output) > 1:
        work.refuse("-o is given %d times; one table is written" % len(options.output))
    check_outputs(work, options.output, inputs, (".csv",))
    check_outputs(work, outputs, inputs, (".csv",))
    if (options.label is None) != (options.label_image is None):
        work.refuse("--label and --label-image are only used together")
    if options.threshold and not options.threshold[0] <= options.threshold[1]:
        work.refuse("--threshold is %g %g; the lowest and the highest value are expected" % tuple(options.threshold))
    if options.label_image and not options.curve:
        work.refuse("--label-image is for an image with a curve; CURVE is not given")
    if options.spacing and options.size and options.dimensions:
        work.refuse("--spacing, --size and --dimensions are all given; any two of them say the third")
    interpolation(work)
    check_inputs([options.image, options.label_image], [options.curve])
    image = work.read_image(options.image, options.volume)
    name = options.array
    if options.curve:
        name = name or find_array(image)[0].GetName()
        image = _straightened_image(work, image, work.read_curve(options.curve))
    elif image.GetFieldData().GetAbstractArray("SliceToWorld") is None:
        raise ValueError(
            "%s is not a straightened .vti, so that the curve is missing: profile IMAGE CURVE -o OUT.csv."
            % options.image)
    slices, curve = profile(
        image, name, component=options.component, radius=options.radius, threshold=options.threshold,
        label=options.label, label_name=LABELS if options.label is not None else None,
        connected=not options.not_connected, progress=work.step("measuring"))
    tables = [(options.output[0], slices)]
    if options.curve_output:
        if not curve:
            raise ValueError("%s has no curve to measure." % options.image)
        tables.append((options.curve_output, curve))
    for file_name, columns in tables:
        write_bytes(file_name, _table(columns))
        work.say(file_name)
