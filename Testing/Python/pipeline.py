# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A pipeline of all filters with settings that are not the defaults, and what it comes to: the bits of
its data, and the pixels of a picture. Run as a program it is the other process, which makes it from
a file and says what came of it:

    pvpython pipeline.py FILE ANSWER NAME ...
"""

import hashlib
import json
import os
import sys

from paraview import servermanager, simple, smtrace
from paraview.vtk.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkIOImage import vtkPNGReader

NAMES = ["Drawn", "Straight", "Unfolded", "Thick", "Section", "Bent", "Profile", "All lines", "Frames", "Mesh", "Moved"]


def change(proxy, **values):
    """Change properties as the panel does when Apply is pressed, so that a trace has them."""
    item = smtrace.PropertiesModified(proxy) if smtrace.Trace.Output else None
    for name, value in values.items():
        setattr(proxy, name, value)
    if item:
        item.finalize()


def make(data):
    """The pipeline as a user makes it, with registered names, and a view of the straightened image."""
    image = simple.XMLImageDataReader(
        registrationName="Scan", FileName=[os.path.join(data, "totalseg-aorta", "ct_cropped.vti")])
    line = simple.XMLPolyDataReader(
        registrationName="Centreline", FileName=[os.path.join(data, "totalseg-aorta", "aorta-centerline.vtp")])
    line.UpdatePipeline()
    bounds = line.GetDataInformation().GetBounds()
    low, high = bounds[::2], bounds[1::2]
    # drawn by hand: no radii, and coordinates that need all digits
    drawn = simple.PolyLineSource(registrationName="Drawn", Points=[
        a + (b - a) * t for t, u in ((0.2, 0.4), (0.5, 1 / 3.0), (0.8, 0.6))
        for a, b, t in zip(low, high, (t, u, t))])
    straight = simple.CurvedPlanarReformat(registrationName="Straight", Input=image, Curve=line)
    change(straight, SliceDimensions=[41, 37], Spacing=[1.1, 1.2, 1.3], FrameType="Fixed Up", UpVector=[0.1, -1, 0.2],
           SecondUpVector=[0, 0.3, 1], RotationAngle=17.5, SmoothingLength=2.25, Interpolation="Cubic",
           BackgroundValue=-1024, FillUnowned=1)
    simple.CurvedPlanarReformat(
        registrationName="Unfolded", Input=image, Curve=line, Mode="Unfolded", RelativeToWall=1, RadiusRange=[-3, 6],
        SliceDimensions=[90, 0], NumberOfSlices=50, GenerateMask=0)
    simple.CurvedPlanarReformat(
        registrationName="Thick", Input=image, Curve=drawn, Mode="Stretched", VectorOfInterest=[1, 0.2, 0],
        SliceSize=[60, 50], SlabThickness=7.5, SlabMode="Maximum", SlabAxis="X", SlabCenter=1.5)
    simple.CurveCrossSection(
        registrationName="Section", Input=image, Curve=drawn, ArcLength=31.25, SliceSize=[50, 40], FrameType="Frenet")
    simple.InverseCurvedPlanarReformat(
        registrationName="Bent", Input=straight, Reference=image, Interpolation="Nearest", BackgroundValue=-7)
    simple.ReformatProfile(
        registrationName="Profile", Input=straight, Scalars=["POINTS", "HU"], Region="Threshold Range",
        ThresholdRange=[150, 900], Radius=15, ConnectedToCurve=0)
    simple.MultiCurvePlanarReformat(
        registrationName="All lines", Input=image, Curve=line, Mode="Rotating", NumberOfAngles=3, SliceSize=[40, 40],
        Spacing=[2, 2, 2])
    frames = simple.CurveFrames(registrationName="Frames", Input=drawn, SampleSpacing=1.7, RotationAngle=-30)
    mesh = simple.Sphere(registrationName="Ball", Center=[0.5 * (a + b) for a, b in zip(low, high)], Radius=12)
    simple.StraightenDataSet(
        registrationName="Mesh", Input=mesh, Curve=frames, VectorMode="Rotation", OutputPointsPrecision="Double")
    moved = simple.Transform(registrationName="Moved", Input=mesh, Transform="Transform")
    manager = servermanager.ProxyManager().SMProxyManager
    transform = servermanager._getPyProxy(manager.NewProxy("transforms", "StraighteningTransform"))
    transform.Curve = drawn
    transform.Inverse = 1
    transform.RotationAngle = 12
    transform.UpdateVTKObjects()
    manager.RegisterProxy("transforms", "Straightening", transform.SMProxy)  # states hold what is registered
    moved.Transform = transform
    moved.TransformAllInputVectors = 0
    view = simple.CreateView("RenderView", registrationName="Picture")
    change(view, ViewSize=[240, 180], OrientationAxesVisibility=0)
    display = simple.Show(straight, view)
    change(display, SliceMode="YZ Plane", Slice=20)
    simple.ColorBy(display, ("POINTS", "HU"))
    display.RescaleTransferFunctionToDataRange(False, True)
    simple.Render(view)  # which places the camera when it is the first time
    change(view, CameraPosition=[600, 5, 140], CameraFocalPoint=[0, 5, 140], CameraViewUp=[0, 0, 1],
           CameraParallelProjection=1, CameraParallelScale=160)
    simple.SetActiveView(view)


def leaves(data):
    if data is None:
        return []
    if data.IsA("vtkPartitionedDataSetCollection"):
        return [data.GetPartition(i, 0) for i in range(data.GetNumberOfPartitionedDataSets())]
    return [data]


def bits_of(data):
    """A hash of all arrays, of points, and of the grid."""
    digest = hashlib.sha256()
    for leaf in leaves(data):
        if leaf.IsA("vtkImageData"):
            digest.update(repr((leaf.GetExtent(), leaf.GetSpacing(), leaf.GetOrigin())).encode())
        if leaf.IsA("vtkPointSet"):
            digest.update(vtk_to_numpy(leaf.GetPoints().GetData()).tobytes())
        kinds = [leaf.GetRowData()] if leaf.IsA("vtkTable") else [leaf.GetPointData(), leaf.GetCellData()]
        for arrays in kinds + [leaf.GetFieldData()]:
            for i in range(arrays.GetNumberOfArrays()):
                digest.update(arrays.GetArrayName(i).encode())
                if arrays.GetArray(i):
                    digest.update(vtk_to_numpy(arrays.GetArray(i)).tobytes())
    return digest.hexdigest()


def look(picture, names):
    """What the pipeline there is comes to."""
    result = {}
    for name in names:
        source = simple.FindSource(name)
        assert source, "there is no %s" % name
        source.UpdatePipeline()
        for port in range(source.SMProxy.GetNumberOfOutputPorts()):
            data = servermanager.Fetch(source, 0, idx=port)
            assert any(leaf.GetNumberOfElements(0) + leaf.GetNumberOfElements(6) > 0 for leaf in leaves(data)), (
                "%s is empty" % name)
            result["%s %d" % (name, port)] = bits_of(data)
    view = simple.FindView("Picture") or simple.GetActiveView()
    simple.SaveScreenshot(picture, view, ImageResolution=[240, 180])
    reader = vtkPNGReader()
    reader.SetFileName(picture)
    reader.Update()
    pixels = vtk_to_numpy(reader.GetOutput().GetPointData().GetScalars())
    result["picture"] = hashlib.sha256(pixels.tobytes()).hexdigest()
    result["colours"] = len({tuple(p) for p in pixels})
    return result


if __name__ == "__main__":
    file_name, answer, *names = sys.argv[1:]
    if file_name.endswith(".pvsm"):
        simple.LoadState(file_name)
    else:
        with open(file_name, encoding="utf-8") as script:
            exec(compile(script.read(), file_name, "exec"), {"__name__": "__main__", "__file__": file_name})
    with open(answer, "w", encoding="utf-8") as file:
        json.dump(look(answer + ".png", names), file)
