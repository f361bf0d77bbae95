# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The way back through the proxies: an image, a mesh, a cross-section, and the transform in
ParaView's own Transform filter."""

import os

import numpy as np
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkProbeFilter

data = os.environ["CURVEDREFORMAT_TEST_DATA"]
output = os.environ["CURVEDREFORMAT_TEST_OUTPUT"]
folder = os.path.join(data, "sct-cervical-cord")
image = simple.XMLImageDataReader(FileName=[os.path.join(folder, "t2.vti")])
curve = simple.XMLPolyDataReader(FileName=[os.path.join(folder, "cord-centerline.vtp")])
volume = servermanager.Fetch(image)
assert not volume.GetDirectionMatrix().IsIdentity(), "this image is to test the direction matrix"


def points_of(data_set):
    return vtk_to_numpy(data_set.GetPoints().GetData()).astype(float)


def array(data_set, name):
    found = data_set.GetPointData().GetArray(name)
    assert found, "there is no array %s" % name
    return vtk_to_numpy(found).astype(float)


def grid_points(data_set):
    return np.array([data_set.GetPoint(i) for i in range(data_set.GetNumberOfPoints())])


# Bent back on the image's own grid the straightened image is the image, where it is owned and but
# for what two interpolations smooth; without a reference the grid is another.
straight = simple.CurvedPlanarReformat(Input=image, Curve=curve)
straight.SliceDimensions = [31, 27]
straight.Spacing = [1.0, 1.0, 1.0]
bent = simple.InverseCurvedPlanarReformat(Input=straight, Reference=image)
result = servermanager.Fetch(bent)
assert result.GetDimensions() == volume.GetDimensions(), result.GetDimensions()
assert np.abs(grid_points(result) - grid_points(volume)).max() == 0, "not the grid of the reference"
before, after, mask = array(volume, "T2w"), array(result, "T2w"), array(result, "vtkValidPointMask")
inside = mask == 1
assert 0.05 < inside.mean() < 0.6, "%g of the image is in the tube" % inside.mean()
assert np.abs(after[~inside]).max() == 0, "outside the tube there is no background"
correlation = np.corrcoef(before[inside], after[inside])[0, 1]
shifted = np.corrcoef(before.reshape(volume.GetDimensions()[::-1])[:-2].ravel(),
                      after.reshape(volume.GetDimensions()[::-1])[2:].ravel())[0, 1]
print("bent back: correlation %.4f with the image, %.4f with the image two voxels on"
      % (correlation, shifted))
assert correlation > 0.97 and correlation > shifted + 0.02, "bent back it is another image"
bent.BackgroundValue = -5
bent.Interpolation = "Nearest"
assert array(servermanager.Fetch(bent), "T2w")[~inside].max() == -5, "BackgroundValue has no effect"
free = simple.InverseCurvedPlanarReformat(Input=straight)
free.OutputSpacing = [2.0, 3.0, 4.0]
result = servermanager.Fetch(free)
assert result.GetSpacing() == (2.0, 3.0, 4.0), result.GetSpacing()
assert (array(result, "vtkValidPointMask") == 1).any()

# A saved straightened image is enough.
file_name = os.path.join(output, "straightened cord.vti")
simple.SaveData(file_name, proxy=straight, DataMode="Binary")
saved = simple.XMLImageDataReader(FileName=[file_name])
bent.BackgroundValue = 0
bent.Interpolation = "Linear"
again = servermanager.Fetch(simple.InverseCurvedPlanarReformat(Input=saved, Reference=image))
assert np.array_equal(array(again, "T2w"), after), "from a file it is bent back otherwise"

# A mesh there and back, through the filter and through ParaView's Transform filter.
mesh = simple.Sphere(Center=list(volume.GetCenter()), Radius=9.0, ThetaResolution=40)
world = points_of(servermanager.Fetch(mesh))
line = points_of(servermanager.Fetch(curve))
straightened = simple.StraightenDataSet(Input=mesh, Curve=curve)
straightened.OutputPointsPrecision = "Double"
moved = servermanager.Fetch(straightened)
xys = points_of(moved)
nearest = np.array([np.linalg.norm(line - p, axis=1).min() for p in world])
offset = np.hypot(xys[:, 0], xys[:, 1])
# the nearest of points 1 mm apart is a little further than the curve
assert (offset <= nearest + 1e-3).all() and (offset >= nearest - 0.3).all(), "not the distance"
assert moved.GetNumberOfCells() == servermanager.Fetch(mesh).GetNumberOfCells()
assert (array(moved, "vtkValidPointMask") == 1).all()
back = simple.StraightenDataSet(Input=straightened, Curve=curve)
back.Direction = "Straightened To World"
assert np.abs(points_of(servermanager.Fetch(back)) - world).max() < 1e-5
straightened.VectorMode = "Rotation"
lengths = np.linalg.norm(array(servermanager.Fetch(straightened), "Normals"), axis=1)
assert np.abs(lengths - 1).max() < 1e-6

manager = servermanager.ProxyManager().SMProxyManager
transform = servermanager._getPyProxy(manager.NewProxy("transforms", "StraighteningTransform"))
transform.Curve = curve
transform.Inverse = 1
transform.UpdateVTKObjects()
filter = simple.Transform(Input=mesh)
filter.Transform = transform
filter.TransformAllInputVectors = 0
through = points_of(servermanager.Fetch(filter))
assert np.abs(through - xys).max() < 1e-4, "through the Transform filter: %g off" % np.abs(
    through - xys
).max()
transform.RotationAngle = 90
transform.UpdateVTKObjects()
turned = points_of(servermanager.Fetch(filter))
expected = np.column_stack((xys[:, 1], -xys[:, 0], xys[:, 2]))
assert np.abs(turned - expected).max() < 1e-4, "RotationAngle of the transform is not seen"
transform.RotationAngle = 0
transform.Inverse = 0
transform.UpdateVTKObjects()
filter.Input = simple.StraightenDataSet(Input=mesh, Curve=curve)
assert np.abs(points_of(servermanager.Fetch(filter)) - world).max() < 1e-4, "forward"

# A cross-section is the slice at its arc length, at its place in the world.
section = simple.CurveCrossSection(Input=image, Curve=curve)
section.SliceDimensions = [31, 27]
section.Spacing = [1.0, 1.0, 1.0]
for k in (0, 20, 50):
    section.ArcLength = float(k)
    slice_ = servermanager.Fetch(section)
    assert slice_.GetDimensions() == (31, 27, 1), slice_.GetDimensions()
    whole = array(servermanager.Fetch(straight, idx=0), "T2w").reshape(-1, 27 * 31)
    assert np.array_equal(array(slice_, "T2w"), whole[k]), "slice %d differs" % k
    where = grid_points(slice_)
    assert np.abs(where.mean(axis=0) - line).sum(axis=1).min() < 1.5, "slice %d is elsewhere" % k
    vtk_points = vtkPoints()
    vtk_points.SetDataTypeToDouble()
    for p in where:
        vtk_points.InsertNextPoint(p)
    probes = vtkPolyData()
    probes.SetPoints(vtk_points)
    probe = vtkProbeFilter()
    probe.SetInputData(probes)
    probe.SetSourceData(volume)
    probe.Update()
    valid = vtk_to_numpy(probe.GetOutput().GetPointData().GetArray("vtkValidPointMask")) == 1
    difference = np.abs(array(probe.GetOutput(), "T2w") - array(slice_, "T2w"))[valid]
    assert valid.sum() > 300 and difference.max() <= 0.5 + 1e-6, "slice %d holds other values" % k
    assert (slice_.GetBounds()[0] < slice_.GetBounds()[1]), "the section has no place in the world"
print("cross-sections agree")
