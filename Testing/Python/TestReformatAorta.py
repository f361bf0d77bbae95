# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The aorta through the proxies: in the middle of every slice, not mirrored, at the right size."""

import os

import numpy as np
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkProbeFilter

folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
image = simple.XMLImageDataReader(FileName=[os.path.join(folder, "ct_cropped.vti")])
curve = simple.XMLPolyDataReader(FileName=[os.path.join(folder, "aorta-centerline.vtp")])
volume = servermanager.Fetch(image)
line = servermanager.Fetch(curve)
assert not volume.GetDirectionMatrix().IsIdentity(), "this image is to test the direction matrix"
given = vtk_to_numpy(line.GetPoints().GetData()).astype(float)
radius = vtk_to_numpy(line.GetPointData().GetArray("Radius")).max()
polyline = np.linalg.norm(np.diff(given, axis=0), axis=1).sum()


def probe(points):
    """HU at world points, by vtkProbeFilter, and where that could say."""
    vtk_points = vtkPoints()
    vtk_points.SetDataTypeToDouble()
    for p in points:
        vtk_points.InsertNextPoint(p)
    where = vtkPolyData()
    where.SetPoints(vtk_points)
    probe_filter = vtkProbeFilter()
    probe_filter.SetInputData(where)
    probe_filter.SetSourceData(volume)
    probe_filter.Update()
    data = probe_filter.GetOutput().GetPointData()
    return (
        vtk_to_numpy(data.GetArray("HU")).astype(float),
        vtk_to_numpy(data.GetArray("vtkValidPointMask")) == 1,
    )


def distances_from_polyline(points):
    start, step = given[:-1], np.diff(given, axis=0)
    result = []
    for p in points:
        t = np.clip(((p - start) * step).sum(1) / (step * step).sum(1), 0, 1)
        result.append(np.linalg.norm(start + t[:, None] * step - p, axis=1).min())
    return np.array(result)


def check(reformat, spacing, dimensions):
    out = servermanager.Fetch(reformat, idx=0)
    framed = servermanager.Fetch(reformat, idx=1)
    nx, ny, nz = out.GetDimensions()
    assert (nx, ny) == dimensions, "slices of %d x %d, %s expected" % (nx, ny, dimensions)
    assert np.allclose(out.GetSpacing(), spacing, rtol=1e-12), out.GetSpacing()
    # the spline is a little longer than the polyline
    fewest, most = (int(length // spacing[2]) + 1 for length in (polyline, polyline * 1.005))
    assert fewest <= nz <= most, "%d slices, %d to %d expected" % (nz, fewest, most)
    assert out.GetPointData().GetScalars().GetName() == "HU", "the active scalars are lost"
    values = vtk_to_numpy(out.GetPointData().GetScalars()).reshape(nz, ny, nx)
    mask = vtk_to_numpy(out.GetPointData().GetArray("vtkValidPointMask")).reshape(nz, ny, nx)

    # The places of the slices are right: on the curve given, one after the other, facing along it.
    matrices = vtk_to_numpy(out.GetFieldData().GetArray("SliceToWorld")).reshape(nz, 4, 4)
    n, b, t, c = (matrices[:, :3, i] for i in range(4))
    assert distances_from_polyline(c).max() < 0.05, "slices are off the curve"
    assert np.abs(vtk_to_numpy(framed.GetPoints().GetData()) - c).max() == 0, "port 1 is elsewhere"
    ahead = np.diff(c, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1)[:, None]
    between = t[:-1] + t[1:]
    between /= np.linalg.norm(between, axis=1)[:, None]
    assert (between * ahead).sum(1).min() > 0.99, "slices do not face along the curve"
    assert np.abs(np.cross(t, n) - b).max() < 1e-12, "N, B, T are not right-handed"
    if reformat.FrameType == "Rotation Minimizing":
        assert (n[:-1] * n[1:]).sum(1).min() > 0.8, "the frame jumps"
    else:
        up = np.array(reformat.UpVector)
        steep = np.abs(t @ up) < np.cos(np.radians(20.1))  # elsewhere the second vector counts
        across = up - (t @ up)[:, None] * t
        across /= np.linalg.norm(across, axis=1)[:, None]
        angle = np.radians(reformat.RotationAngle)
        expected = across * np.cos(angle) + np.cross(t, across) * np.sin(angle)
        assert steep.sum() > nz / 2 and np.abs(b - expected)[steep].max() < 1e-9, "up is not +y"

    # The structure is in the middle.
    if nx % 2 and ny % 2:
        middle = values[:, ny // 2, nx // 2]
        expected, inside = probe(c)
        assert inside.all()
        assert np.abs(middle - expected).max() <= 0.5 + 1e-6, "the middle is not the curve"
        every_mm, _ = probe(given)
        print("mean on the curve: %.1f, of the points given %.1f" % (middle.mean(), every_mm.mean()))
        assert abs(middle.mean() - every_mm.mean()) < 5.0
        assert middle.mean() > values.mean() + 100, "the middle is not the brightest"

    # No mirror: off the middle, on all sides, voxels hold the image at C + x N + y B.
    compared = 0
    for i, j in ((0, 0), (nx - 1, 0), (0, ny - 1), (nx // 4, ny // 3), (3 * nx // 4, ny // 3)):
        x = (i - (nx - 1) / 2) * spacing[0]
        y = (j - (ny - 1) / 2) * spacing[1]
        expected, inside = probe(c + x * n + y * b)
        got = values[:, j, i]
        assert np.abs(got - expected)[inside].max() <= 0.5 + 1e-6, "voxel %d %d is elsewhere" % (i, j)
        assert not mask[~inside, j, i].any() or np.abs(got[~inside]).max() < 4000
        mirrored, both = probe(c - x * n + y * b)
        both &= inside
        assert np.abs(got - mirrored)[both].mean() > 5, "this landmark does not tell left from right"
        compared += inside.sum()
    assert compared > 3 * nz, "only %d landmarks inside the image" % compared
    return out


reformat = simple.CurvedPlanarReformat(Input=image, Curve=curve)
pixels = int(np.floor(4 * radius / 1.5 + 0.5))
check(reformat, (1.5, 1.5, 1.5), (pixels, pixels))
reformat.SliceDimensions = [41, 33]
reformat.Spacing = [1.2, 1.5, 3.0]
check(reformat, (1.2, 1.5, 3.0), (41, 33))
reformat.RotationAngle = 35
reformat.FrameType = "Fixed Up"
reformat.UpVector = [0, 1, 0]
check(reformat, (1.2, 1.5, 3.0), (41, 33))

# The frames of Curve Frames, given as the curve, make the same image.
reformat.FrameType = "Rotation Minimizing"
before = check(reformat, (1.2, 1.5, 3.0), (41, 33))
frames = simple.CurveFrames(Input=curve)
frames.SampleSpacing = 2.5
frames.RotationAngle = 35
framed = servermanager.Fetch(frames)
for name in ("Tangents", "Normals", "Binormals", "ArcLength", "Curvature", "Torsion", "FoldRadius"):
    assert framed.GetPointData().GetArray(name), "Curve Frames made no array %s" % name
assert framed.GetPointData().GetArray("Radius"), "the curve's own array is lost"
arc = vtk_to_numpy(framed.GetPointData().GetArray("ArcLength"))
assert np.ptp(np.diff(arc)) < 1e-9 and np.diff(arc)[0] <= 2.5, "points are not evenly spaced"
assert polyline < arc[-1] < 1.005 * polyline, "length %g, polyline %g" % (arc[-1], polyline)
again = simple.CurvedPlanarReformat(Input=image, Curve=frames)
again.SliceDimensions = [41, 33]
again.Spacing = [1.2, 1.5, 3.0]
after = servermanager.Fetch(again, idx=0)
for name in ("HU", "vtkValidPointMask"):
    a, b = (vtk_to_numpy(o.GetPointData().GetArray(name)) for o in (before, after))
    assert np.array_equal(a, b), "%s differs when the curve is a framed one" % name
