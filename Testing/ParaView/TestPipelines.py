# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Pipelines of ParaView on several ranks, or on a server, give the bits of one process.

In pvbatch the first rank runs this script and ParaView tells the others what to do. With `--server
MPIEXEC PVSERVER` it is a client: it starts a server with two ranks and connects. Images come back as
.pvti files, which all ranks write; everything is compared with what VTK's filters make here, of one
process, without ParaView.
"""

import os
import shutil
import sys
import tempfile
import traceback

import numpy as np
from curvedreformat import (
    vtkCurveCrossSection,
    vtkCurvedPlanarReformat,
    vtkCurveFrames,
    vtkDisplacementFieldWriter,
    vtkInverseCurvedPlanarReformat,
    vtkStraightenDataSet,
    vtkStraighteningDisplacementField,
)
from curves import polyline
from paraview import servermanager, simple
from server import start_server, stop
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPolyData
from vtkmodules.vtkIOLegacy import vtkPolyDataWriter
from vtkmodules.vtkIOXML import vtkXMLImageDataReader, vtkXMLPImageDataReader, vtkXMLPolyDataReader

folder = tempfile.mkdtemp(prefix="pipelines-", dir=os.environ["CURVEDREFORMAT_TEST_OUTPUT"])
data = os.path.join(os.environ["CURVEDREFORMAT_TEST_DATA"], "totalseg-aorta")
IMAGE = os.path.join(data, "ct_cropped.vti")
CURVE = os.path.join(data, "aorta-centerline.vtp")


def read(reader, name):
    reader.SetFileName(name)
    reader.Update()
    return reader.GetOutput()


files = 0


def fetch_image(proxy):
    """What the ranks have made, put together."""
    global files
    files += 1
    name = os.path.join(folder, "%d.pvti" % files)
    simple.SaveData(name, proxy=proxy, DataMode="Binary")
    return read(vtkXMLPImageDataReader(), name)


def made_alone(filter_):
    filter_.SetController(None)
    filter_.Update()
    return filter_.GetOutputDataObject(0)


def check_arrays(expected, got, what, names=None):
    for name in names or [expected.GetArrayName(i) for i in range(expected.GetNumberOfArrays())]:
        a, b = expected.GetArray(name), got.GetArray(name)
        assert b is not None, "%s: there is no array %s" % (what, name)
        a, b = vtk_to_numpy(a), vtk_to_numpy(b)
        assert a.dtype == b.dtype, "%s: type of %s" % (what, name)
        assert a.shape == b.shape, "%s: %s has shape %s, not %s" % (what, name, b.shape, a.shape)
        different = (a.view(np.uint8) != b.view(np.uint8)).sum()
        assert different == 0, "%s: %d bytes of %s differ" % (what, different, name)


def check_image(expected, proxy, what):
    proxy.UpdatePipeline()
    got = fetch_image(proxy)
    assert expected.GetExtent() == got.GetExtent(), "%s: extent %s, not %s" % (
        what, got.GetExtent(), expected.GetExtent())
    assert np.ptp(vtk_to_numpy(expected.GetPointData().GetArray(0))) > 0, what + ": nothing to compare"
    check_arrays(expected.GetPointData(), got.GetPointData(), what)
    # Not a voxel more than in one process, on all ranks together: nothing is made twice. (Pieces
    # share a layer of voxels.)
    print("same: " + what, flush=True)


def write_curve(curve, name):
    writer = vtkPolyDataWriter()
    writer.SetInputData(curve)
    writer.SetFileName(name)
    writer.SetFileTypeToBinary()
    writer.Write()


def straighten(image, curve, make=vtkCurvedPlanarReformat, **settings):
    filter_ = make()
    filter_.SetInputData(image)
    filter_.SetCurveData(curve)
    for name, value in settings.items():
        getattr(filter_, "Set" + name)(*(() if value == () else (value,)))
    return made_alone(filter_)


def run():
    image = read(vtkXMLImageDataReader(), IMAGE)
    centreline = read(vtkXMLPolyDataReader(), CURVE)
    reader = simple.XMLImageDataReader(FileName=[IMAGE])
    curve = simple.XMLPolyDataReader(FileName=[CURVE])

    # Files.
    reformat = simple.CurvedPlanarReformat(Input=reader, Curve=curve)
    reformat.Spacing = [1.5, 1.5, 1.5]
    for number, mode in enumerate(("Nearest", "Linear", "Cubic")):
        reformat.Interpolation = mode
        expected = straighten(image, centreline, Spacing=(1.5, 1.5, 1.5), Interpolation=number)
        check_image(expected, reformat, "files, " + mode)
    framed = servermanager.Fetch(reformat, idx=1)
    assert framed.GetNumberOfPoints() == expected.GetDimensions()[2], "%d points on the second output" % (
        framed.GetNumberOfPoints())
    given = framed

    # The other modes, and slabs; and back.
    reformat.Interpolation = "Linear"
    reformat.Spacing = [3, 3, 3]
    for number, mode in ((1, "Stretched"), (2, "Projected"), (3, "Unfolded"), (4, "Rotating")):
        for thickness in (0.0, 4.5):
            reformat.Mode = mode
            reformat.SlabThickness = thickness
            reformat.SlabMode = "Maximum"
            expected = straighten(image, centreline, Spacing=(3, 3, 3), Mode=number,
                                  SlabThickness=thickness, SlabModeToMax=())
            check_image(expected, reformat, mode + (", slabs" if thickness else ""))
            if not thickness:
                bent = simple.InverseCurvedPlanarReformat(Input=reformat, Reference=reader)
                back = vtkInverseCurvedPlanarReformat()
                back.SetInputData(expected)
                back.SetReferenceData(image)
                check_image(made_alone(back), bent, mode + ", bent back")
    reformat.Mode = "Straightened"
    reformat.SlabThickness = 0.0
    reformat.Spacing = [1.5, 1.5, 1.5]

    # Its second output as the curve of another.
    again = simple.CurvedPlanarReformat(Input=reader, Curve=simple.OutputPort(reformat, 1))
    again.Spacing = [2, 2, 2]
    check_image(straighten(image, given, Spacing=(2, 2, 2)), again, "the second output as the curve")

    section = simple.CurveCrossSection(Input=reader, Curve=curve, ArcLength=90.0)
    check_image(straighten(image, centreline, vtkCurveCrossSection, ArcLength=90.0), section, "cross-section")

    # A displacement field as a file, of all the ranks together.
    if vtkDisplacementFieldWriter.CanWrite():
        field = simple.StraighteningDisplacementField(Input=curve, SliceSize=[20, 20])
        name = os.path.join(folder, "field.mha")
        simple.SaveData(name, proxy=field, UseCompression=0, WorldFrame="LPS")
        alone = vtkStraighteningDisplacementField()
        alone.SetInputData(centreline)
        alone.SetSliceSize(20, 20)
        vectors = vtk_to_numpy(made_alone(alone).GetPointData().GetArray("Displacement"))
        with open(name, "rb") as file:
            written = file.read()[-vectors.nbytes:]
        assert written == vectors.tobytes(), "the field in the file is another one"
        print("same: a displacement field in a file", flush=True)

    # Drawn curves, and one that is read on one rank.
    b = image.GetBounds()
    centre = np.array([(b[2 * a] + b[2 * a + 1]) / 2 for a in range(3)])
    drawn = [centre + [-20, 10, -60], centre + [0, -5, -20], centre + [15, 0, 20], centre + [-5, 8, 60]]
    flat = [float(v) for p in drawn for v in p]
    table = os.path.join(folder, "curve.csv")
    with open(table, "w") as out:
        out.write("x,y,z\n" + "".join("%r,%r,%r\n" % tuple(float(v) for v in p) for p in drawn))
    legacy = os.path.join(folder, "curve.vtk")
    write_curve(polyline(drawn), legacy)
    poly_line = simple.PolyLineSource(Points=flat)
    spline = simple.SplineSource()
    spline.ParametricFunction.Points = flat
    points = simple.TableToPoints(Input=simple.CSVReader(FileName=[table]), XColumn="x", YColumn="y", ZColumn="z")
    from_table = simple.ProgrammableFilter(Input=points)
    from_table.OutputDataSetType = "vtkPolyData"
    from_table.Script = """
from vtkmodules.vtkCommonDataModel import vtkCellArray
n = self.GetInput().GetNumberOfPoints()
lines = vtkCellArray()
if n:
    lines.InsertNextCell(n)
    for i in range(n):
        lines.InsertCellPoint(i)
self.GetOutput().SetPoints(self.GetInput().GetPoints())
self.GetOutput().SetLines(lines)
"""
    for source, what in (
        (poly_line, "Poly Line Source"),
        (spline, "Spline Source"),
        (simple.LegacyVTKReader(FileNames=[legacy]), "a curve in a .vtk file"),
        (from_table, "a curve from a table"),
    ):
        source.UpdatePipeline()
        line = vtkPolyData()
        line.DeepCopy(servermanager.Fetch(source))
        assert line.GetNumberOfPoints() >= 4, "%s has %d points" % (what, line.GetNumberOfPoints())
        for framing in (False, True):
            used = simple.CurveFrames(Input=source) if framing else source
            if framing:
                frames = vtkCurveFrames()
                frames.SetInputData(line)
                line = vtkPolyData()
                line.DeepCopy(made_alone(frames))
                # as many as one process shows
                shown = servermanager.Fetch(used)
                assert shown.GetNumberOfPoints() == line.GetNumberOfPoints(), "%s: %d points are shown" % (
                    what, shown.GetNumberOfPoints())
                assert used.GetDataInformation().GetNumberOfPoints() == line.GetNumberOfPoints(), what
            reformat = simple.CurvedPlanarReformat(Input=reader, Curve=used)
            reformat.SliceDimensions = [33, 27]
            reformat.Spacing = [1, 1, 1]
            expected = straighten(image, line, SliceDimensions=(33, 27), Spacing=(1, 1, 1))
            check_image(expected, reformat, what + (", framed" if framing else ""))

        # A mesh, which each rank moves its part of; as a data set and through the transform.
        mesh = simple.Sphere(Center=list(centre), Radius=30.0, ThetaResolution=64, PhiResolution=32)
        moved = simple.StraightenDataSet(Input=mesh, Curve=source)
        got = servermanager.Fetch(moved)
        world = servermanager.Fetch(mesh)
        alone = vtkStraightenDataSet()
        alone.SetInputData(world)
        alone.SetCurveData(line)
        expected = made_alone(alone)
        assert got.GetNumberOfPoints() == expected.GetNumberOfPoints(), what
        a, b_ = (vtk_to_numpy(o.GetPoints().GetData()) for o in (expected, got))
        assert np.array_equal(a, b_), "%s: a mesh is moved elsewhere" % what
        manager = servermanager.ProxyManager().SMProxyManager
        transform = servermanager._getPyProxy(manager.NewProxy("transforms", "StraighteningTransform"))
        transform.Curve = used if source is from_table else source  # it shares no curve
        transform.Inverse = 1
        transform.UpdateVTKObjects()
        through = simple.Transform(Input=mesh)
        through.Transform = transform
        through.TransformAllInputVectors = 0
        c = vtk_to_numpy(servermanager.Fetch(through).GetPoints().GetData())
        assert np.abs(c - a).max() < 1e-4, "%s: the transform moves a mesh by %g" % (what, np.abs(c - a).max())

    # Dragged: a drawn curve is changed where it was made, on the client, and all follow.
    for source, drawn_by, what in (
        (poly_line, poly_line, "Poly Line Source"),
        (spline, spline.ParametricFunction, "Spline Source"),
    ):
        reformat = simple.CurvedPlanarReformat(Input=reader, Curve=source)
        reformat.SliceDimensions = [33, 27]
        reformat.Spacing = [1, 1, 1]
        section = simple.CurveCrossSection(Input=reader, Curve=source, ArcLength=25.0)
        seen = []
        for step in range(3):
            moved = [p + np.array([3.0 * step, -4.0 * step * (i == 1), 0]) for i, p in enumerate(drawn)]
            drawn_by.Points = [float(v) for p in moved for v in p]
            reformat.UpdatePipeline()
            line = vtkPolyData()
            line.DeepCopy(servermanager.Fetch(source))
            seen.append(line.GetBounds())
            assert seen[-1] not in seen[:-1], "%s: step %d has the curve of one before" % (what, step)
            expected = straighten(image, line, SliceDimensions=(33, 27), Spacing=(1, 1, 1))
            check_image(expected, reformat, "%s, dragged, step %d" % (what, step))
            expected = straighten(image, line, vtkCurveCrossSection, ArcLength=25.0)
            check_image(expected, section, "%s, dragged, cross-section, step %d" % (what, step))

    # A cross-section that follows time is the one of that arc length.
    section = simple.CurveCrossSection(Input=reader, Curve=curve, FollowTime=1)
    section.UpdatePipelineInformation()
    steps = list(section.GetPropertyValue("TimestepValues"))
    assert len(steps) == 219, "%d time steps" % len(steps)  # of 1.5 mm, on 327.5 mm
    for time_ in (0.0, steps[77], 90.0):
        section.UpdatePipeline(time_)
        got = section.GetDataInformation().GetBounds()
        expected = straighten(image, centreline, vtkCurveCrossSection, ArcLength=time_).GetBounds()
        assert np.allclose(got, expected, rtol=0, atol=1e-9), "at %g the section is in %s, not %s" % (
            time_, got, expected)
    print("same: a cross-section that follows time", flush=True)

    # Blocks, of which each rank has others or none, and a curve that is on one rank.
    blocks = [simple.Sphere(Center=list(centre), Radius=r) for r in (10.0, 25.0)]
    moved = simple.StraightenDataSet(Input=simple.GroupDatasets(Input=blocks), Curve=from_table)
    moved.UpdatePipeline()
    bounds = []
    for block in blocks:
        alone.SetInputData(servermanager.Fetch(block))
        bounds.append(made_alone(alone).GetBounds())
    bounds = np.array(bounds)
    expected = np.where(np.arange(6) % 2, bounds.max(axis=0), bounds.min(axis=0))
    got = moved.GetDataInformation().GetBounds()
    assert np.array_equal(got, expected), "blocks are moved to %s, not %s" % (got, expected)
    print("same: meshes", flush=True)

    # An image that ParaView resamples from a distributed mesh.
    wavelet = simple.Wavelet(WholeExtent=[-20, 20, -20, 20, -20, 20])
    mesh = simple.Tetrahedralize(Input=wavelet)
    resampled = simple.ResampleToImage(Input=mesh)
    resampled.SamplingDimensions = [41, 43, 45]
    resampled.UseInputBounds = 0
    resampled.SamplingBounds = [-19.5, 19.5, -19, 19, -18.5, 18.5]
    resampled.UpdatePipeline()
    whole = fetch_image(resampled)
    whole.GetPointData().RemoveArray("vtkGhostType")
    whole.GetCellData().RemoveArray("vtkGhostType")
    z = np.linspace(-17, 17, 40)
    line = np.column_stack((9 * np.sin(z / 6), 8 * np.cos(z / 5), z))
    spiral = os.path.join(folder, "spiral.vtk")
    write_curve(polyline(line), spiral)
    reformat = simple.CurvedPlanarReformat(Input=resampled, Curve=simple.LegacyVTKReader(FileNames=[spiral]))
    for number, mode in enumerate(("Nearest", "Linear", "Cubic")):
        reformat.SliceDimensions = [25, 25]
        reformat.Spacing = [0.7, 0.7, 0.7]
        reformat.Interpolation = mode
        expected = straighten(whole, polyline(line), SliceDimensions=(25, 25), Spacing=(0.7, 0.7, 0.7),
                              Interpolation=number)
        check_image(expected, reformat, "resampled to an image, " + mode)
    # Asked for something else behind it.
    subset = simple.ExtractSubset(Input=reformat)
    for voi in ([0, 24, 0, 24, 0, 20], [3, 9, 3, 9, 3, 9], [0, 24, 0, 24, 5, 5], [0, 24, 0, 24, 30, 40]):
        subset.VOI = voi
        subset.UpdatePipeline()
        assert subset.GetDataInformation().GetNumberOfPoints() > 0, voi
    # And back.
    bent = simple.InverseCurvedPlanarReformat(Input=reformat, Reference=resampled)
    back = vtkInverseCurvedPlanarReformat()
    back.SetInputData(expected)
    back.SetReferenceData(whole)
    check_image(made_alone(back), bent, "bent back onto the resampled image")

    # And back from files: an image that can be asked for in parts.
    bent = simple.InverseCurvedPlanarReformat(Input=again, Reference=reader)
    back.SetInputData(straighten(image, given, Spacing=(2, 2, 2)))
    back.SetReferenceData(image)
    check_image(made_alone(back), bent, "bent back onto the image of the file")
    bent.Reference = None
    back.SetInputConnection(2, None)
    check_image(made_alone(back), bent, "bent back onto a grid of its own")
    again.Spacing = [3, 3, 3]
    back.SetInputData(straighten(image, given, Spacing=(3, 3, 3)))
    check_image(made_alone(back), bent, "bent back after a change")

    # A source that runs on one rank only.
    serial = simple.ProgrammableSource()
    serial.OutputDataSetType = "vtkImageData"
    serial.ScriptRequestInformation = """
from vtkmodules.vtkCommonDataModel import vtkDataObject
from vtkmodules.vtkCommonExecutionModel import vtkStreamingDemandDrivenPipeline
info = self.GetOutputInformation(0)
info.Set(vtkStreamingDemandDrivenPipeline.WHOLE_EXTENT(), [0, 30, 0, 30, 0, 50], 6)
info.Set(vtkDataObject.SPACING(), [1.0, 1.0, 1.0], 3)
info.Set(vtkDataObject.ORIGIN(), [-15.0, -15.0, -25.0], 3)
"""
    serial.Script = """
import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
image = self.GetOutput()
image.SetExtent(0, 30, 0, 30, 0, 50)
image.SetOrigin(-15.0, -15.0, -25.0)
image.SetSpacing(1.0, 1.0, 1.0)
values = numpy_to_vtk(np.random.default_rng(3).integers(-500, 500, 31 * 31 * 51, dtype=np.int16), deep=1)
values.SetName("HU")
image.GetPointData().SetScalars(values)
"""
    whole = vtkImageData()
    whole.SetExtent(0, 30, 0, 30, 0, 50)
    whole.SetOrigin(-15.0, -15.0, -25.0)
    values = numpy_to_vtk(np.random.default_rng(3).integers(-500, 500, 31 * 31 * 51, dtype=np.int16), deep=1)
    values.SetName("HU")
    whole.GetPointData().SetScalars(values)
    reformat = simple.CurvedPlanarReformat(Input=serial, Curve=simple.LegacyVTKReader(FileNames=[spiral]))
    reformat.SliceDimensions = [15, 15]
    reformat.Spacing = [1, 1, 1]
    expected = straighten(whole, polyline(line), SliceDimensions=(15, 15), Spacing=(1, 1, 1))
    check_image(expected, reformat, "a source on one rank")


server = None
if "--server" in sys.argv:
    at = sys.argv.index("--server")
    server, port = start_server(*sys.argv[at + 1:at + 3], folder)
try:
    if server:
        assert simple.Connect("localhost", port), "no connection"
        ranks = servermanager.vtkProcessModule.GetProcessModule().GetSession().GetServerInformation().GetNumberOfProcesses()
        assert ranks == 2, "the server has %d ranks" % ranks
        # PV_PLUGIN_PATH has loaded the plugin on both sides.
        assert hasattr(simple, "CurvedPlanarReformat"), "the plugin is not loaded"
    run()
    shutil.rmtree(folder)
    code = 0
except Exception:  # SystemExit says what it has to itself
    traceback.print_exc()
    code = 1
if server:
    # A client that disconnects and a server that ends with it may close their connection in either
    # order, and ParaView's client complains of one of them. Nobody speaks to the server any more, so
    # it is stopped, and this process ends without closing anything.
    stop(server)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
if code:
    sys.exit(code)  # without one, pvbatch ends as MPI wants it
