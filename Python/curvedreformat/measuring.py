# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What vtkReformatProfile measures, as arrays."""

from vtkmodules.util import numpy_support

from .arrays import find_array
from .geometry import check_image, number, numbers, text, whole_number
from .pipeline import run
from .vtkCurvedReformatFilters import vtkReformatProfile


def _columns(table):
    """The columns of a table, by name, as arrays of their own."""
    columns = {}
    for c in range(table.GetNumberOfColumns()):
        values = table.GetColumn(c)
        columns[values.GetName()] = numpy_support.vtk_to_numpy(values).copy()
    return columns


def profile(
    straightened,
    name=None,
    component=0,
    radius=0.0,
    threshold=None,
    label=None,
    label_name=None,
    connected=True,
    progress=None,
):
    """Return what is measured of every slice of a straightened image, and of its curve: two dicts of
    arrays, whose names are those of the columns of vtkReformatProfile.

    name        of the point array. None: the active scalars, or the only array.
    component   of an array with several; -1 is the magnitude
    radius      how far from the curve voxels count, in world units; 0 is the whole slice
    threshold   (lowest, highest): the region whose area and diameters are measured is where the
                values are in this range
    label       the region is where the array ``label_name`` has this value
    connected   whether only the part of the region that holds the curve counts

    The second has one value each: Length, Tortuosity and so on; it is empty where the image has come
    without its curve. Errors are as straighten() has them.
    """
    values, is_cell = find_array(check_image(straightened, "straightened"), name)
    if is_cell:
        raise ValueError("The array %s is one of cells; a point array is expected." % values.GetName())
    if threshold is not None and label is not None:
        raise ValueError("threshold and label are both given; one region is measured.")
    if (label is None) != (label_name is None):
        raise ValueError("label is %r and label_name is %r; both are expected." % (label, label_name))
    algorithm = vtkReformatProfile()
    algorithm.SetInputDataObject(straightened)
    algorithm.SetInputArrayToProcess(0, 0, 0, 0, values.GetName())  # 0: of points
    algorithm.SetComponent(whole_number(component, "component"))
    algorithm.SetRadius(number(radius, "radius"))
    if threshold is not None:
        algorithm.SetRegionToThresholdRange()
        algorithm.SetThresholdRange(*limits(threshold))
    if label is not None:
        algorithm.SetRegionToLabel()
        algorithm.SetLabelArrayName(text(label_name, "label_name"))
        algorithm.SetLabelValue(whole_number(label, "label"))
    algorithm.SetConnectedToCurve(bool(connected))
    run(algorithm, algorithm.GetExecutive().Update, progress)
    return _columns(algorithm.GetOutput(0)), _columns(algorithm.GetOutput(1))


def limits(threshold):
    """Two numbers, which may be infinite; the filter says what else is wrong with them."""
    if hasattr(threshold, "__len__") and len(threshold) == 2 and not isinstance(threshold, str):
        return [v if v in (float("inf"), float("-inf")) else number(v, "threshold") for v in threshold]
    return numbers(threshold, "threshold", [(2,)]).tolist()
