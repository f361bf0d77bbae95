# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""straighten(), bend_back() and slices(): lengths as in the image, no slice too many or too few,
every slice where its matrix says, and exceptions with VTK's sentence where VTK has an error."""

import warnings

import numpy as np
from curvedreformat import (
    affine,
    bend_back,
    from_numpy,
    like,
    slices,
    straighten,
    to_numpy,
    vtkCurveCrossSection,
    vtkCurvedPlanarReformat,
)
from curvedreformat.pipeline import make_curve
from grids import DIRECTIONS, refused
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData
from vtkmodules.vtkFiltersCore import vtkAppendPolyData

random = np.random.default_rng(5)

# The ruler. A curve through the centres of voxels, along one axis of the image: slices are the
# image's own, whatever its orientation; nearest values are exact, spacing and distances the same.
SPACING = 0.3
dims = np.array([13, 11, 17])  # i, j, k
volume = random.integers(-1000, 3000, dims[::-1]).astype(np.int16)
for name, direction in DIRECTIONS.items():
    image = from_numpy(volume, (-8, 5, 3), (SPACING,) * 3, direction)
    matrix = affine(image)
    for along in range(3):
        # the slice's axes: (x, y, along) has to be right-handed in the world
        handed = np.linalg.det(direction)
        x, y = (along + 1) % 3, (along + 2) % 3
        if handed < 0:
            x, y = y, x
        middle = (dims - 1) / 2.0
        index = np.tile(np.append(middle, 1), (dims[along], 1))
        index[:, along] = np.arange(dims[along])
        points = (index @ matrix.T)[:, :3]
        for exact in "nearest", "linear", "cubic":
            result = straighten(
                image, points, dimensions=dims[[x, y]], spacing=SPACING, frame="fixed up",
                up=direction[:, y], interpolation=exact)
            what = "%s, along %s, %s" % (name, "ijk"[along], exact)
            assert result.GetDimensions() == (dims[x], dims[y], dims[along]), "%s: %s" % (what, result.GetDimensions())
            assert np.allclose(result.GetSpacing(), SPACING, rtol=1e-12), "%s: %s" % (what, result.GetSpacing())
            expected = volume.transpose(2, 1, 0).transpose(along, y, x)  # slice, row, column
            found = to_numpy(result)
            assert found.dtype == volume.dtype and np.array_equal(found, expected), "%s: %d of %d values differ" % (
                what, (found != expected).sum(), expected.size)

        # slice k is at point k of the curve, each pixel at its voxel, and a distance a distance
        found = list(slices(result))
        assert len(found) == len(points)
        at = np.zeros(4)
        for k, (array, to_world, arc_length) in enumerate(found):
            assert np.abs(to_world[:3, 3] - points[k]).max() < 1e-9, "%s: slice %d" % (what, k)
            assert abs(arc_length - k * SPACING) < 1e-9, "%s: slice %d is at %g" % (what, k, arc_length)
            assert np.array_equal(array, expected[k]) and np.shares_memory(array, to_numpy(result))
            voxel = np.ones(4)
            voxel[[x, y, along]] = 2, 7, k
            pixel = found[k].pixel_matrix @ (2, 7, 0, 1)
            assert np.abs(pixel - matrix @ voxel).max() < 1e-9, "%s: slice %d, pixel at %s" % (what, k, pixel)
            flat = ((2 - (dims[x] - 1) / 2) * SPACING, (7 - (dims[y] - 1) / 2) * SPACING, 0, 1)
            assert np.abs(to_world @ flat - pixel).max() < 1e-9
        marks = np.array([[1, 2, 3], [9, 8, 10]])  # i, j, k of the straightened image
        inside = np.array([result.GetPoint(result.ComputePointId(tuple(map(int, m)))) for m in marks])
        world = np.array([found[m[2]].pixel_matrix @ (m[0], m[1], 0, 1) for m in marks])[:, :3]
        length = SPACING * np.linalg.norm(marks[1] - marks[0])
        for both in inside, world:
            assert abs(np.linalg.norm(both[1] - both[0]) - length) < 1e-9, "%s: the ruler says %g, not %g" % (
                what, np.linalg.norm(both[1] - both[0]), length)

# Lengths that are whole numbers of spacings in decimal, not in binary: a slice for each, none lost.
ramp = from_numpy(np.zeros((3, 3, 3), np.uint8), spacing=(40, 40, 40))
for step in 0.1, 0.3, 0.7, 1 / 3:
    for count in range(1, 60, 7):
        result = straighten(ramp, [[40, 40, 1], [40, 40, 1 + step * count]], size=4, spacing=step)
        assert result.GetDimensions()[2] == count + 1, "%d spacings of %g make %d slices" % (
            count, step, result.GetDimensions()[2])

# On a bent curve: every pixel has the value of the place to which its matrix leads, of a linear image.
k, j, i = np.mgrid[:40, :40, :40].astype(float)
field = from_numpy(3 * i - 2 * j + 0.5 * k, (0, 0, 0), (2, 2, 2), DIRECTIONS["flipped"])
angle = np.linspace(0, 2, 50)
curve = np.stack([-40 + 20 * np.cos(angle), -40 + 20 * np.sin(angle), 25 + 10 * angle], axis=1)
bent = straighten(field, curve, size=(12, 10), spacing=(0.5, 0.7, 0.9), angle=33)
assert bent.GetDimensions()[:2] == (24, 14)
from_world = np.linalg.inv(affine(field))
for one in slices(bent):
    jj, ii = np.indices(one.array.shape)
    pixels = np.stack([ii, jj, 0 * ii, 0 * ii + 1], axis=-1).reshape(-1, 4)
    voxels = pixels @ one.pixel_matrix.T @ from_world.T
    expected = voxels @ (3, -2, 0.5, 0)
    assert np.abs(one.array.ravel() - expected).max() < 1e-8, "slice at %g" % one.arc_length
    tangent = one.matrix[:3, 2]
    assert np.abs(one.matrix[:3, :3].T @ one.matrix[:3, :3] - np.eye(3)).max() < 1e-12 and tangent[2] > 0
length = np.hypot(20, 10) * 2
assert abs(one.arc_length - np.floor(length / 0.9) * 0.9) < 1e-9

# A part of it has the slices of its part, also when it begins with 0 again.
array = to_numpy(bent)
part = vtkImageData()
part.SetExtent(2, 20, 3, 9, 5, 11)
part.SetSpacing(bent.GetSpacing())
part.SetOrigin(bent.GetOrigin())
part.GetPointData().SetScalars(
    from_numpy(np.ascontiguousarray(array[5:12, 3:10, 2:21])).GetPointData().GetScalars())
part.GetFieldData().ShallowCopy(bent.GetFieldData())
again = from_numpy(array[5:12, 3:10, 2:21], affine(part)[:3, 3], part.GetSpacing())
again.GetFieldData().ShallowCopy(bent.GetFieldData())
whole = list(slices(bent))
for image in part, again:
    few = list(slices(image))
    assert len(few) == 7
    for n, one in enumerate(few):
        full = whole[5 + n]
        assert np.array_equal(one.matrix, full.matrix) and one.arc_length == full.arc_length
        assert np.array_equal(one.array, full.array[3:10, 2:21])
        assert np.abs(one.pixel_matrix @ (0, 0, 0, 1) - full.pixel_matrix @ (2, 3, 0, 1)).max() < 1e-12 * 100
again.SetOrigin(0, 0, 0.31)
refused(ValueError, "z = 0.31", slices, again)
again.SetOrigin(0, 0, 9)
again.SetDirectionMatrix(1, 0, 0, 0, 0, -1, 0, 1, 0)
refused(ValueError, "direction matrix", slices, again)

# A cross-section has one slice, in its place, also where it happens to lie along the world's axes.
for line in curve, [[-40, -40, 3], [-40, -40, 70]]:
    section = vtkCurveCrossSection()
    section.SetInputData(field)
    section.SetCurveData(make_curve(line))
    section.SetArcLength(7)
    section.SetSliceDimensions(9, 8)
    section.SetSpacing(0.5, 0.5, 0.5)
    section.Update()
    (one,) = slices(section.GetOutput())
    assert one.arc_length == 7 and np.array_equal(one.pixel_matrix, affine(section.GetOutput()))
    centre = one.pixel_matrix @ (4, 3.5, 0, 1)
    assert np.abs(centre - one.matrix[:, 3]).max() < 1e-9

# There and back: what is drawn with NumPy lands where the matrices say.
scan = from_numpy(np.zeros((40, 40, 40), np.int16), (-80, -80, 0), (2, 2, 2))
label = np.zeros(array.shape, np.uint8)
label[10:20, 4:10, 8:16] = 5
back = bend_back(like(bent, label, name="label"), reference=scan, interpolation="nearest")
assert back.GetDimensions() == scan.GetDimensions() and affine(back).tolist() == affine(scan).tolist()
found = to_numpy(back, "label")
assert set(np.unique(found)) == {0, 5}
drawn = np.array([
    one.pixel_matrix @ (i, j, 0, 1)
    for k, one in enumerate(slices(bent)) for j in range(14) for i in range(24) if label[k, j, i]])[:, :3]
marked = np.argwhere(found == 5)[:, ::-1] * 2.0 + (-80, -80, 0)
distance = np.array([np.linalg.norm(drawn - m, axis=1).min() for m in marked])
reach = 0.5 * np.linalg.norm((0.5, 0.7, 0.9)) * 1.3  # half a voxel, stretched on the outside of the bend
assert len(marked) > 10 and distance.max() < reach, "a marked voxel is %g from all that was drawn" % distance.max()
volume_drawn = label.astype(bool).sum() * 0.5 * 0.7 * 0.9
assert abs(len(marked) * 8 / volume_drawn - 1) < 0.2, "%g mm3 were drawn, %g came back" % (
    volume_drawn, len(marked) * 8)
one_slice = bend_back(like(bent, label[15], axis="z", index=15), reference=scan, interpolation="nearest")
assert one_slice.GetDimensions() == scan.GetDimensions()
free = bend_back(bent, spacing=1.5)
assert np.allclose(free.GetSpacing(), 1.5)

# The options are the filter's: the same bits as from the class, and other ones than without them.
one_line, other_line = make_curve(curve), make_curve(curve[::-1] + (1, 2, -3))
both_lines = vtkAppendPolyData()
both_lines.AddInputData(one_line)
both_lines.AddInputData(other_line)
both_lines.Update()
both_lines = both_lines.GetOutput()
for name, values in ("Radius", np.linspace(2, 3, 100)), ("Across", np.tile([0.1, 0.2, 1], (100, 1))):
    both_lines.GetPointData().AddArray(numpy_to_vtk(values, deep=1))
    both_lines.GetPointData().GetArray(both_lines.GetPointData().GetNumberOfArrays() - 1).SetName(name)
field.GetPointData().AddArray(numpy_to_vtk(to_numpy(field).ravel() ** 2, deep=1))
field.GetPointData().GetArray(1).SetName("squares")
usual = dict(size=8, spacing=1.25)
unfolded = dict(mode="unfolded", radius_range=(-1, 4), size=None)
up = dict(frame="fixed up", up=(0, 0.1, 1), size=(9, 7))
along = (-20 * np.sin(1), 20 * np.cos(1), 10)  # as the curve runs in its middle
projected = dict(mode="projected", vector_of_interest=(0, 1, 0.1), slab=("max", 3), size=20)
for options, set_up, base in (
    (dict(size=(30, 9)), [("SliceSize", 30, 9)], {}),
    (dict(spacing=(1, 2, 1.5)), [("Spacing", 1, 2, 1.5)], {}),
    (dict(spacing=None, dimensions=(11, 12)), [("Spacing", 0, 0, 0), ("SliceDimensions", 11, 12)], {}),
    (dict(number_of_slices=9), [("NumberOfSlices", 9)], {}),
    (dict(mode="stretched"), [("ModeToStretched",)], {}),
    (dict(mode="Stretched", vector_of_interest=(1, 0.2, 0)), [("ModeToStretched",), ("VectorOfInterest", 1, 0.2, 0)],
     dict(mode="stretched")),
    (projected, [("ModeToProjected",), ("VectorOfInterest", 0, 1, 0.1), ("SlabModeToMax",), ("SlabThickness", 3),
                 ("SliceSize", 20, 20)], {}),
    (dict(projected, projection_direction=(0.3, -0.1, 1)), [
        ("ModeToProjected",), ("VectorOfInterest", 0, 1, 0.1), ("SlabModeToMax",), ("SlabThickness", 3),
        ("SliceSize", 20, 20), ("ProjectionDirection", 0.3, -0.1, 1)], projected),
    (dict(unfolded, relative_to_wall=True), [
        ("ModeToUnfolded",), ("RadiusRange", -1, 4), ("SliceSize", 0, 0), ("RelativeToWall", 1)], {}),
    (dict(mode="rotating"), [("ModeToRotating",)], {}),
    (dict(mode="rotating", number_of_angles=5), [("ModeToRotating",), ("NumberOfAngles", 5)], dict(mode="rotating")),
    (dict(slab=("min", 3)), [("SlabModeToMin",), ("SlabThickness", 3)], {}),
    (dict(slab=("sum", 3, "x")), [("SlabModeToSum",), ("SlabThickness", 3), ("SlabAxisToX",)], dict(slab=("sum", 3))),
    (dict(slab=("mean", 3, "curve"), slab_center=1), [
        ("SlabModeToMean",), ("SlabThickness", 3), ("SlabAxisToCurve",), ("SlabCenter", 1)],
     dict(slab=("mean", 3, "curve"))),
    (dict(frame="frenet"), [("FrameTypeToFrenet",)], {}),
    (dict(frame="from array", normals="Across"), [("FrameTypeToFromArray",), ("NormalsArrayName", "Across")], {}),
    (up, [("FrameTypeToFixedUp",), ("UpVector", 0, 0.1, 1), ("SliceSize", 9, 7)], {}),
    (dict(up, up=along, second_up=(0.3, 0.2, 1)), [
        ("FrameTypeToFixedUp",), ("UpVector", *along), ("SecondUpVector", 0.3, 0.2, 1), ("SliceSize", 9, 7)],
     dict(up, up=along)),
    (dict(angle=33), [("RotationAngle", 33)], {}),
    (dict(smoothing=5), [("SmoothingLength", 5)], {}),
    (dict(curve_index=1), [("CurveIndex", 1)], {}),
    (dict(interpolation="cubic", arrays="squares"), [
        ("InterpolationToCubic",), ("ProcessAllArrays", 0)], dict(arrays="squares")),
    (dict(size=300, background=-7), [("SliceSize", 300, 300), ("BackgroundValue", -7)], dict(size=300)),
    (dict(size=90, fill_unowned=True), [("SliceSize", 90, 90), ("FillUnowned", 1)], dict(size=90)),
    (dict(mask=False, threads=1), [("GenerateMask", 0), ("NumberOfThreads", 1)], {}),
):
    plain = vtkCurvedPlanarReformat()
    plain.SetInputData(field)
    plain.SetCurveData(both_lines)
    plain.SetSliceSize(8, 8)
    plain.SetSpacing(1.25, 1.25, 1.25)
    for setter, *values in set_up:
        getattr(plain, "Set" + setter)(*values)
    if "arrays" in options:
        plain.AddArray(options["arrays"])
    plain.Update()

    def bits(data):
        arrays = [data.GetPointData().GetArray(i) for i in range(data.GetPointData().GetNumberOfArrays())]
        return [(a.GetName(), to_numpy(data, a.GetName()).shape, to_numpy(data, a.GetName()).tobytes()) for a in arrays]

    found = straighten(field, both_lines, **{**usual, **options})
    assert found.GetSpacing() == plain.GetOutput().GetSpacing(), options
    assert bits(found) == bits(plain.GetOutput()), options
    assert bits(found) != bits(straighten(field, both_lines, **{**usual, **base})), "no difference: %s" % options
    if options.get("mode") in ("rotating", "unfolded"):
        refused(ValueError, ["in the mode " + options["mode"].capitalize()], slices, found)

# Progress, and an end by what it raises.
seen = []
straighten(field, curve, size=8, threads=1, progress=seen.append)
assert seen and seen == sorted(seen) and 0 <= seen[0] and seen[-1] <= 1, seen


calls = []


def stop(_progress):
    calls.append(_progress)
    raise KeyboardInterrupt("enough")


try:
    straighten(field, curve, size=8, threads=1, progress=stop)
    raise AssertionError("nothing was raised")
except KeyboardInterrupt as error:
    assert str(error) == "enough"
assert len(calls) < len(seen) / 2, "%d calls of %d came after it" % (len(calls), len(seen))

# What is wrong: with arguments by themselves, and what VTK says. Warnings are Python's.
refused(TypeError, "image is a ndarray", straighten, array, curve)
refused(TypeError, "curve is a vtkImageData", straighten, field, field)
refused(TypeError, "curve is a str", straighten, field, "curve.vtp")
refused(ValueError, "(50, 2)", straighten, field, curve[:, :2])
refused(ValueError, "1 points", straighten, field, curve[:1])
broken = curve.copy()
broken[17, 1] = np.nan
refused(ValueError, "Point 17", straighten, field, broken)
refused(ValueError, ["mode is 'curved'", "'unfolded'"], straighten, field, curve, mode="curved")
refused(ValueError, "interpolation is 2", straighten, field, curve, interpolation=2)
refused(ValueError, "slab is 'max'", straighten, field, curve, slab="max")
refused(ValueError, "mode of slab", straighten, field, curve, slab=("most", 3))
refused(ValueError, "thickness of slab", straighten, field, curve, slab=("max", (3, 4)))
refused(ValueError, "size is of the shape (3,)", straighten, field, curve, size=(1, 2, 3))
refused(ValueError, "dimensions is 3.5", straighten, field, curve, dimensions=3.5)
refused(ValueError, "2147483648", straighten, field, curve, dimensions=1e12)
refused(ValueError, "number_of_slices is 'all'; a number is", straighten, field, curve, number_of_slices="all")
refused(ValueError, "angle has a value that is not finite", straighten, field, curve, angle=np.nan)
refused(ValueError, "background is 'air'", straighten, field, curve, background="air")
refused(TypeError, "normals is 3", straighten, field, curve, frame="from array", normals=3)
refused(TypeError, "name of arrays is 3", straighten, field, curve, arrays=[3])
refused(TypeError, "curve is a NoneType", straighten, field, None)
refused(TypeError, "reference is a ndarray", bend_back, bent, array)
refused(ValueError, "SliceToWorld", slices, field)
for wrong, sentence, call in (
    (dict(size=-3), "-3", straighten), (dict(size=10, spacing=1, dimensions=99), "SliceSize", straighten),
    (dict(arrays="HU"), "HU", straighten), (dict(frame="from array", normals="none"), "none", straighten)):
    refused(RuntimeError, sentence, call, field, curve, **wrong)
refused(RuntimeError, "Curve is empty", straighten, field, vtkPolyData())
refused(RuntimeError, "holds no curve", bend_back, field)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    straighten(field, curve + 1000, size=8)
assert [w.category for w in caught] == [RuntimeWarning] and "outside the image" in str(caught[0].message), caught
assert caught[0].filename == __file__, "the warning is told of %s" % caught[0].filename
print("straight, back, and in slices")
