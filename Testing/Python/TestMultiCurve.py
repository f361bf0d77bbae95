# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Several curves through the proxy: fetched, extracted by name, sliced and shown, saved and read
again, bent back; and lines that vary with time."""

import os
import shutil

import numpy as np
from curvedreformat import vtkMultiCurvePlanarReformat
from paraview import servermanager, simple
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.util.vtkAlgorithm import VTKPythonAlgorithmBase
from vtkmodules.vtkCommonCore import vtkPoints, vtkStringArray
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkCompositeDataSet, vtkImageData, vtkPolyData
from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline
from vtkmodules.vtkIOImage import vtkPNGReader
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader, vtkXMLPolyDataWriter

data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "multi-curve")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)


def make_tree(lines, names):
    """Lines that have their own points each, as VMTK writes them."""
    points, cells, labels = vtkPoints(), vtkCellArray(), vtkStringArray()
    points.SetDataTypeToDouble()
    labels.SetName("Label")
    for line, name in zip(lines, names):
        cells.InsertNextCell(len(line))
        for p in line:
            cells.InsertCellPoint(points.InsertNextPoint(p))
        labels.InsertNextValue(name)
    tree = vtkPolyData()
    tree.SetPoints(points)
    tree.SetLines(cells)
    tree.GetCellData().AddArray(labels)
    return tree


def names_of(collection):
    return [collection.GetMetaData(i).Get(vtkCompositeDataSet.NAME())
            for i in range(collection.GetNumberOfPartitionedDataSets())]


def same_arrays(a, b, what):
    assert a.GetNumberOfArrays() == b.GetNumberOfArrays() > 0, what
    for i in range(a.GetNumberOfArrays()):
        x, y = a.GetAbstractArray(i), b.GetAbstractArray(a.GetArrayName(i))
        assert y is not None, "%s: no array %s" % (what, a.GetArrayName(i))
        if x.IsA("vtkStringArray"):
            texts = [[s.GetValue(v) for v in range(s.GetNumberOfValues())] for s in (x, y)]
            assert texts[0] == texts[1], "%s: %s, not %s" % (what, texts[1], texts[0])
            continue
        x, y = vtk_to_numpy(x), vtk_to_numpy(y)
        assert x.dtype == y.dtype and x.tobytes() == y.tobytes(), "%s: %s differs" % (what, a.GetArrayName(i))


# The aorta as it is, and a branch that leaves it halfway.
reader = vtkXMLPolyDataReader()
reader.SetFileName(os.path.join(data, "aorta-centerline.vtp"))
reader.Update()
aorta = vtk_to_numpy(reader.GetOutput().GetPoints().GetData()).astype(float)
tangent = aorta[160] - aorta[156]
aside = np.cross(tangent, [0.3, 1.0, 0.2])
aside /= np.linalg.norm(aside)
branch = np.vstack((aorta[:161], [aorta[160] + 0.25 * i * tangent + 0.05 * i**2 * aside for i in range(1, 20)]))
writer = vtkXMLPolyDataWriter()
writer.SetInputData(make_tree([aorta, branch], ["Aorta", "Side branch"]))
writer.SetFileName(os.path.join(folder, "tree.vtp"))
writer.SetDataModeToBinary()
writer.Write()

image = simple.XMLImageDataReader(FileName=[os.path.join(data, "ct_cropped.vti")])
tree = simple.XMLPolyDataReader(FileName=[os.path.join(folder, "tree.vtp")])
many = simple.MultiCurvePlanarReformat(Input=image, Curve=tree)
many.SliceDimensions = [31, 27]
many.Spacing = [1.5, 1.5, 1.5]
many.BackgroundValue = -1024
many.UpdatePipeline()
assert not many.GetProperty("CurveIndex"), "there is a CurveIndex, which has no meaning here"

# ParaView 5.11 fetches such a collection only with the number of a rank.
images, curves = servermanager.Fetch(many, 0, idx=0), servermanager.Fetch(many, 0, idx=1)
for collection, kind in (images, "vtkImageData"), (curves, "vtkPolyData"):
    assert collection.IsA("vtkPartitionedDataSetCollection"), collection.GetClassName()
    assert names_of(collection) == ["Aorta", "Side branch"], names_of(collection)
    for i in range(2):
        assert collection.GetPartition(i, 0).IsA(kind), collection.GetPartition(i, 0).GetClassName()

# The first is the image of one curve. On the trunk the second has the same slices; two splines
# through the same points differ where they part, and 0.27 times as much from point to point.
one = simple.CurvedPlanarReformat(Input=image, Curve=tree, CurveIndex=0, SliceDimensions=[31, 27],
                                  Spacing=[1.5, 1.5, 1.5], BackgroundValue=-1024)
alone = servermanager.Fetch(simple.OutputPort(one, 0))
same_arrays(alone.GetPointData(), images.GetPartition(0, 0).GetPointData(), "the first line")
to_world = [vtk_to_numpy(images.GetPartition(i, 0).GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)
            for i in range(2)]
trunk = 80  # slices, of 105
difference = np.abs(to_world[0][:trunk] - to_world[1][:trunk]).max()
assert difference < 1e-6, "slices on the trunk differ by %g" % difference
assert np.abs(to_world[0][trunk:len(to_world[1])][:60] - to_world[1][trunk:][:60]).max() > 1, "there is no branch"

# One block by its name, as a slice.
block = simple.ExtractBlock(Input=many, Selectors=["/Root/Sidebranch"])
extracted = servermanager.Fetch(block, 0)
assert names_of(extracted) == ["Side branch"], names_of(extracted)
same_arrays(images.GetPartition(1, 0).GetPointData(), extracted.GetPartition(0, 0).GetPointData(), "a block")
cut = simple.Slice(Input=block)
cut.SliceType.Origin = [0, 0, 60]
cut.SliceType.Normal = [1, 0, 0]
view = simple.CreateRenderView(ViewSize=[200, 200])
display = simple.Show(cut, view)
simple.ColorBy(display, ("POINTS", "HU"))
view.CameraPosition, view.CameraFocalPoint, view.CameraViewUp = [-500, 0, 60], [0, 0, 60], [0, 1, 0]
picture = os.path.join(folder, "slice.png")
simple.SaveScreenshot(picture, view)
png = vtkPNGReader()
png.SetFileName(picture)
png.Update()
pixels = vtk_to_numpy(png.GetOutput().GetPointData().GetScalars())
colours = len(np.unique(pixels, axis=0))
assert colours > 50, "the slice is shown in %d colours" % colours

# Saved and read again, it is the same and has its curve: it is bent back as a single image is.
saved = os.path.join(folder, "straightened.vtpc")
simple.SaveData(saved, proxy=many, DataMode="Binary")
again = simple.OpenDataFile(saved)
read = servermanager.Fetch(again, 0)
assert names_of(read) == ["Aorta", "Side branch"], names_of(read)
for i in range(2):
    same_arrays(images.GetPartition(i, 0).GetPointData(), read.GetPartition(i, 0).GetPointData(), "read again")
    same_arrays(images.GetPartition(i, 0).GetFieldData(), read.GetPartition(i, 0).GetFieldData(), "read again")
volume = servermanager.Fetch(image)
original = vtk_to_numpy(volume.GetPointData().GetArray("HU")).astype(float)
for source in many, again:
    for name in "Aorta", "Sidebranch":
        part = simple.ExtractBlock(Input=source, Selectors=["/Root/" + name])
        bent = servermanager.Fetch(simple.InverseCurvedPlanarReformat(Input=part, Reference=image), 0).GetPartition(0, 0)
        inside = vtk_to_numpy(bent.GetPointData().GetArray("vtkValidPointMask")) == 1
        values = vtk_to_numpy(bent.GetPointData().GetArray("HU")).astype(float)
        correlation = np.corrcoef(original[inside], values[inside])[0, 1]
        assert inside.sum() > 10000 and correlation > 0.95, "%s: %d voxels, correlation %g" % (
            name, inside.sum(), correlation)


class MovingLine(VTKPythonAlgorithmBase):
    """A line along z whose x is the time."""

    def __init__(self):
        super().__init__(nInputPorts=0, nOutputPorts=1, outputType="vtkPolyData")

    def RequestInformation(self, request, inInfo, outInfo):
        info = outInfo.GetInformationObject(0)
        info.Set(vtkStreamingDemandDrivenPipeline.TIME_STEPS(), [1.0, 2.0, 4.0], 3)
        info.Set(vtkStreamingDemandDrivenPipeline.TIME_RANGE(), [1.0, 4.0], 2)
        return 1

    def RequestData(self, request, inInfo, outInfo):
        time = outInfo.GetInformationObject(0).Get(vtkStreamingDemandDrivenPipeline.UPDATE_TIME_STEP())
        line = make_tree([[(time, 5, 1), (time, 5, 8)], [(5, time, 1), (5, time, 8)]], ["a", "b"])
        vtkPolyData.GetData(outInfo).ShallowCopy(line)
        return 1


ramp = vtkImageData()
ramp.SetDimensions(11, 11, 11)
ramp.AllocateScalars(11, 1)  # double
values = vtk_to_numpy(ramp.GetPointData().GetScalars())
k, j, i = np.meshgrid(range(11), range(11), range(11), indexing="ij")
values[:] = (i + 100.0 * j).ravel()
moving = MovingLine()
straight = vtkMultiCurvePlanarReformat()
straight.SetInputData(ramp)
straight.SetCurveConnection(moving.GetOutputPort())
straight.SetSliceDimensions(1, 1)
straight.UpdateInformation()
for port in 0, 1:
    steps = straight.GetOutputInformation(port).Get(vtkStreamingDemandDrivenPipeline.TIME_STEPS())
    assert steps == (1.0, 2.0, 4.0), "time steps of port %d: %s" % (port, steps)
for time in 4.0, 1.0, 2.0:
    straight.UpdateTimeStep(time)
    for block, expected in (0, time + 500.0), (1, 5.0 + 100.0 * time):
        part = straight.GetOutput().GetPartition(block, 0)
        got = vtk_to_numpy(part.GetPointData().GetScalars())
        assert len(got) == 8 and np.abs(got - expected).max() < 1e-9, "time %g: %s, not %g" % (time, got, expected)
print("same:", *names_of(images))
