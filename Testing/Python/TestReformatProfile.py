# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The profile of the aorta through its proxy: statistics and labels against NumPy, the chart that
ParaView makes of it as it comes, and the numbers of the curve."""

import os

import numpy as np
from paraview import servermanager, simple
from vtkmodules.util.numpy_support import vtk_to_numpy

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
image = simple.XMLImageDataReader(FileName=[os.path.join(data, "ct_cropped.vti")])
curve = simple.XMLPolyDataReader(FileName=[os.path.join(data, "aorta-centerline.vtp")])
reformat = simple.CurvedPlanarReformat(Input=image, Curve=curve)
reformat.Spacing = [1, 1.25, 1.5]
reformat.SliceDimensions = [61, 51]
label = simple.Calculator(Input=reformat)
label.Function = "(HU > 250) + (HU > 500)"
label.ResultArrayName = "label"
label.ResultArrayType = "Unsigned Char"

straight = servermanager.Fetch(label)
nx, ny, nz = straight.GetDimensions()


def array(name):
    return vtk_to_numpy(straight.GetPointData().GetArray(name)).reshape(nz, ny, nx)


hu = array("HU").astype(float)
labels = array("label")
owned = array("vtkValidPointMask") == 1
x = straight.GetOrigin()[0] + np.arange(nx) * 1.0
y = straight.GetOrigin()[1] + np.arange(ny) * 1.25
from_curve = np.hypot(*np.meshgrid(x, y))


def columns(proxy, port=0):
    table = servermanager.Fetch(proxy, idx=port)
    return {table.GetColumnName(c): vtk_to_numpy(table.GetColumn(c)) for c in range(table.GetNumberOfColumns())}


def check_statistics(table, used, what):
    assert len(table["Mean"]) == nz, "%s: %d rows for %d slices" % (what, len(table["Mean"]), nz)
    assert np.array_equal(table["N Voxels"], used.sum(axis=(1, 2))), what + ": other voxels"
    for k in np.flatnonzero(used.any(axis=(1, 2))):
        values = hu[k][used[k]]
        got = [table[name][k] for name in ("Mean", "StandardDeviation", "Minimum", "Maximum")]
        expected = [values.mean(), values.std(), values.min(), values.max()]
        assert np.allclose(got, expected, rtol=1e-9, atol=1e-9), "%s: slice %d has %s, not %s" % (
            what, k, got, expected)
    empty = ~used.any(axis=(1, 2))
    assert np.isnan(table["Mean"][empty]).all(), what + ": a mean of nothing"


profile = simple.ReformatProfile(Input=label)
profile.Scalars = ["POINTS", "HU"]
table = columns(profile)
arc_length = vtk_to_numpy(straight.GetFieldData().GetArray("ArcLength"))
assert np.array_equal(table["arc_length"], arc_length), "the arc length of the slices"
check_statistics(table, owned, "whole slices")
assert "Area" not in table, "there is an area without a region"
profile.Radius = 9.5
check_statistics(columns(profile), owned & (from_curve <= 9.5), "within a radius")
profile.Radius = 0

# a label, in all its parts
profile.Region = "Label"
profile.LabelArray = "label"
profile.ConnectedToCurve = 0
for value in (1, 2):
    profile.LabelValue = value
    table = columns(profile)
    there = owned & (labels == value)
    assert there.any() and not there.all(), "nothing to compare"
    check_statistics(table, there, "label %d" % value)
    assert np.allclose(table["Area"], there.sum(axis=(1, 2)) * 1.25), "area of label %d" % value
    for k in np.flatnonzero(there.any(axis=(1, 2))):
        j, i = np.nonzero(there[k])
        centre = x[i].mean(), y[j].mean()
        got = table["CentroidX"][k], table["CentroidY"][k]
        assert np.allclose(got, centre, atol=1e-9), "slice %d: centroid %s, not %s" % (k, got, centre)
        assert np.isclose(table["CentroidOffset"][k], np.hypot(*centre)), "its offset"
        # no two pixels are further apart than the outline is wide
        apart = np.hypot(x[i][:, None] - x[i], y[j][:, None] - y[j]).max() if len(i) < 400 else 0
        assert table["LargestDiameter"][k] >= apart, "slice %d is wider" % k
        assert table["SmallestDiameter"][k] <= table["LargestDiameter"][k]


def part_at_curve(inside):
    """Pixels that share sides, from the one nearest to the curve."""
    j, i = np.nonzero(inside)
    start = np.argmin(from_curve[j, i])
    front = [(j[start], i[start])]
    part = np.zeros_like(inside)
    while front:
        j, i = front.pop()
        if 0 <= j < ny and 0 <= i < nx and inside[j, i] and not part[j, i]:
            part[j, i] = True
            front += [(j - 1, i), (j + 1, i), (j, i - 1), (j, i + 1)]
    return part


profile.ConnectedToCurve = 1
profile.LabelValue = 1
there = owned & (labels == 1)
part = np.array([part_at_curve(there[k]) if there[k].any() else there[k] for k in range(nz)])
assert part.sum() < there.sum(), "there is but one part"
table = columns(profile)
check_statistics(table, part, "the part at the curve")
assert np.allclose(table["Area"], part.sum(axis=(1, 2)) * 1.25), "its area"

# A threshold finds the voxels that it holds, and about their area.
profile.Region = "Threshold Range"
profile.ThresholdRange = [250, 3100]
profile.ConnectedToCurve = 0
table = columns(profile)
there = owned & (hu >= 250)
check_statistics(table, there, "threshold")
ratio = table["Area"].sum() / (there.sum() * 1.25)
assert 0.97 < ratio < 1.03, "the area of a threshold is %g of that of its voxels" % ratio

# As it comes it plots along the curve.
view = simple.CreateView("XYChartView")
display = simple.Show(profile, view)
assert display.XArrayName == "arc_length", "x is " + display.XArrayName
assert display.UseIndexForXAxis == 0, "x is the number of the row"
shown = list(display.SeriesVisibility)
assert "arc_length" not in shown and "N Voxels" not in shown, shown
assert {"Mean", "Area", "LargestDiameter"} <= set(shown), shown
controller = servermanager.vtkSMParaViewPipelineControllerWithRendering()
assert controller.GetPreferredViewType(profile.SMProxy, 0) == "XYChartView"

# the curve: longer than a polyline of its own frame, which has its ends
points = vtk_to_numpy(servermanager.Fetch(reformat, idx=1).GetPoints().GetData())
numbers = {name: column[0] for name, column in columns(profile, 1).items()}
steps = np.diff(points, axis=0)
along = np.linalg.norm(steps, axis=1)
tangents = steps / along[:, None]
turned = np.arccos(np.clip((tangents[1:] * tangents[:-1]).sum(1), -1, 1)).sum()
rest = numbers["Length"] - arc_length[-1]  # the last slice may be before the end
assert 0 <= numbers["Length"] / (along.sum() + rest) - 1 < 2e-3, "length %g" % numbers["Length"]
assert abs(numbers["Chord"] - np.linalg.norm(points[-1] - points[0])) <= abs(rest) + 1e-6, "chord"
assert np.isclose(numbers["Tortuosity"], numbers["Length"] / numbers["Chord"])
assert 0 <= numbers["TotalCurvature"] - turned < 0.05 * turned, "%g rad, polyline %g" % (
    numbers["TotalCurvature"], turned)
assert numbers["Closed"] == 0
assert np.isclose(numbers["SmallestRadiusOfCurvature"] * numbers["LargestCurvature"], 1)
