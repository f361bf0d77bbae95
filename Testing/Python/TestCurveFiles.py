# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Curve files through ParaView: opened by their names, written by their names, and each compared
with what Python's own json and csv modules read."""

import csv
import json
import os

import numpy as np
from paraview import servermanager, simple
from paraview.simple import (
    CurvedPlanarReformat,
    CurveFrames,
    OpenDataFile,
    SaveData,
    TextCurveReader,
    Transform,
)
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkStringArray
from vtkmodules.vtkIOXML import vtkXMLPolyDataReader, vtkXMLPolyDataWriter

data = os.environ["CURVEDREFORMAT_TEST_DATA"]
output = os.environ["CURVEDREFORMAT_TEST_OUTPUT"]
flip = np.array([-1.0, -1.0, 1.0])


def fetch(proxy):
    proxy.UpdatePipeline()
    return servermanager.Fetch(proxy)


def points_of(poly_data):
    return vtk_to_numpy(poly_data.GetPoints().GetData())


def check(condition, text):
    assert condition, text


def new_file(name):
    path = os.path.join(output, name)
    if os.path.exists(path):
        os.remove(path)
    return path


# Opened by name, the points are those that json finds, in either frame.
for name in "curve.mrk.json", "several.mrk.json":
    path = os.path.join(data, "markups", name)
    expected = []
    for markup in json.load(open(path))["markups"]:
        placed = [
            p["position"]
            for p in markup["controlPoints"]
            if p.get("positionStatus", "defined") == "defined"
        ]
        if markup["type"] != "Plane" and len(placed) > 1:
            unit = 0.001 if markup.get("coordinateUnits") == "um" else 1.0
            ras = markup.get("coordinateSystem", "LPS") in ("RAS", "0")
            expected += list(np.array(placed, float) * unit * (1.0 if ras else flip))
    reader = OpenDataFile(path)
    check(reader.GetXMLName() == "MarkupsCurveReader", "%s: %s" % (name, reader.GetXMLName()))
    for frame, factor in ("RAS", 1.0), ("LPS", flip):
        reader.WorldFrame = frame
        check(np.array_equal(points_of(fetch(reader)), np.array(expected) * factor), name + frame)

path = os.path.join(data, "markups", "points.fcsv")
reader = OpenDataFile(path)
rows = [r for r in csv.reader(open(path)) if not r[0].startswith("#") and r[14] == "2"]
expected = np.array([r[1:4] for r in rows], float) * flip
check(reader.GetXMLName() == "MarkupsCurveReader", reader.GetXMLName())
check(np.array_equal(points_of(fetch(reader)), expected), "points.fcsv")

# Tables stay with ParaView's own reader, and nobody is asked; those that say so are offered.
table = new_file("table.csv")
aorta = os.path.join(data, "totalseg-aorta", "aorta-centerline.vtp")
original = OpenDataFile(aorta)
centreline = fetch(original)
points = points_of(centreline).astype(float)
radii = vtk_to_numpy(centreline.GetPointData().GetArray("Radius"))
np.savetxt(
    table,
    np.column_stack([radii, points * flip]),
    delimiter=",",
    header="radius,X,Y,Z",
    comments="",
    fmt="%.17g",
)
factory = servermanager.vtkSMProxyManager.GetProxyManager().GetReaderFactory()
session = servermanager.ActiveConnection.Session


def readers_of(path):
    found = factory.GetReaders(path, session)
    return [found.GetString(i) for i in range(1, found.GetNumberOfStrings(), 3)]


check(OpenDataFile(table).GetXMLName() == "CSVReader", OpenDataFile(table).GetXMLName())
check("TextCurveReader" not in readers_of(table), "a table is taken for a curve")
named = new_file("table.curve.csv")
os.symlink(table, named)
check("TextCurveReader" in readers_of(named), "the reader is not offered")
types = factory.GetSupportedFileTypes(session)
for kind in "(*.mrk.json *.json *.fcsv)", "(*.csv *.txt *.tsv *.dat *.xyz)":
    check(kind in types, "%s is not among the types of files" % kind)

text = TextCurveReader(FileName=table, FileFrame="LPS")
check(np.array_equal(points_of(fetch(text)), points), "the table has other points")
text.XColumn, text.YColumn, text.ZColumn = "0", "x", "2"
check(
    np.array_equal(points_of(fetch(text))[:, 0], -radii.astype(float)), "columns given are not taken"
)
text.XColumn, text.YColumn, text.ZColumn = "", "", ""

# Each way to bring the same curve gives the same straightened image, to the last bit.
image = OpenDataFile(os.path.join(data, "totalseg-aorta", "ct_cropped.vti"))


def straighten(curve):
    reformat = CurvedPlanarReformat(Input=image, Curve=curve)
    reformat.Spacing = [2.0, 2.0, 2.0]
    reformat.SliceDimensions = [15, 15]
    return reformat, fetch(reformat)


def same_voxels(a, b, what):
    check(a.GetDimensions() == b.GetDimensions(), "%s: %s" % (what, b.GetDimensions()))
    a, b = (vtk_to_numpy(i.GetPointData().GetArray("HU")) for i in (a, b))
    check(np.array_equal(a, b), "%s: %d voxels differ" % (what, (a != b).sum()))


reformat, straightened = straighten(original)
same_voxels(straightened, straighten(text)[1], "text")
markups = new_file("aorta.mrk.json")
SaveData(markups, proxy=original)
again = OpenDataFile(markups)
same_voxels(straightened, straighten(again)[1], "markups")
check(
    np.array_equal(vtk_to_numpy(fetch(again).GetPointData().GetArray("Radius")), radii), "radii"
)

# A model that Slicer saved in LPS: ParaView's Transform turns it.
lps = vtkXMLPolyDataReader()
lps.SetFileName(aorta)
lps.Update()
lps = lps.GetOutput()
lps.GetPoints().SetData(numpy_to_vtk(points_of(centreline) * flip.astype("float32"), deep=True))
space = vtkStringArray()
space.SetName("SPACE")
space.InsertNextValue("LPS")
lps.GetFieldData().AddArray(space)
writer = vtkXMLPolyDataWriter()
writer.SetFileName(new_file("lps.vtp"))
writer.SetInputData(lps)
writer.SetDataModeToBinary()
writer.Write()
turned = Transform(Input=OpenDataFile(writer.GetFileName()))
turned.Transform = "Transform"
turned.Transform.Scale = [-1, -1, 1]
same_voxels(straightened, straighten(turned)[1], "model in LPS")

# The file of a framed curve, read by json alone.
frames = CurveFrames(Input=original, SampleSpacing=5.0)
framed = fetch(frames)
path = new_file("framed.mrk.json")
SaveData(path, proxy=frames)
(markup,) = json.load(open(path))["markups"]
check(markup["type"] == "Curve" and markup["coordinateSystem"] == "LPS", str(markup)[:100])
check(markup["name"] == "framed" and markup["coordinateUnits"] == "mm", str(markup)[:100])
controls = markup["controlPoints"]
check(
    np.array_equal([c["position"] for c in controls], points_of(framed) * flip),
    "positions of control points",
)
axes = np.array([c["orientation"] for c in controls]).reshape(-1, 3, 3)
for column, name in enumerate(["Normals", "Binormals", "Tangents"]):
    array = vtk_to_numpy(framed.GetPointData().GetArray(name))
    check(np.array_equal(axes[:, :, column], array * flip), "axes: " + name)
check(np.allclose(np.linalg.det(axes), 1.0), "the axes are not right-handed")
check(all(c["positionStatus"] == "defined" for c in controls), "a point is not defined")
values = [m["controlPointValues"] for m in markup["measurements"] if m["name"] == "Radius"]
check(
    np.array_equal(values[0], vtk_to_numpy(framed.GetPointData().GetArray("Radius"))), "radii"
)

# The matrices, by SaveData under the endings that no other writer has, and by the writer itself.
matrices = vtk_to_numpy(straightened.GetFieldData().GetArray("SliceToWorld")).reshape(-1, 4, 4)
lengths = vtk_to_numpy(straightened.GetFieldData().GetArray("ArcLength"))
to_lps = np.diag([-1.0, -1.0, 1.0, 1.0])
path = new_file("aorta.slices_csv")
SaveData(path, proxy=reformat)
rows = np.genfromtxt(path, delimiter=",", names=True)
check(np.array_equal(rows["slice"], np.arange(len(matrices))), "numbers of slices")
check(np.array_equal(rows["arc_length"], lengths), "arc lengths")
read = np.array([[rows["m%d%d" % (i, j)] for j in range(4)] for i in range(4)])
check(np.array_equal(read.transpose(2, 0, 1), matrices), "matrices as CSV")
for path in new_file("aorta.slices_json"), new_file("aorta.slices.json"):
    if path.endswith("_json"):
        SaveData(path, proxy=reformat, OutputFrame="LPS")
    else:
        writer = servermanager.writers.SliceMatrixWriter(Input=reformat, FileName=path)
        writer.OutputFrame = "LPS"
        writer.UpdatePipeline()
    slices = json.load(open(path))
    check(slices["world_frame"] == "LPS" and slices["units"] == "mm", "frame and units")
    check(tuple(slices["dimensions"]) == straightened.GetDimensions(), "dimensions")
    check(tuple(slices["spacing"]) == straightened.GetSpacing(), "spacing")
    check(tuple(slices["origin"]) == straightened.GetOrigin(), "origin")
    check([s["slice"] for s in slices["slices"]] == list(range(len(matrices))), "slices")
    check(np.array_equal([s["arc_length"] for s in slices["slices"]], lengths), "arc lengths")
    check(np.array_equal([s["matrix"] for s in slices["slices"]], to_lps @ matrices), "matrices")

# They are in the list of Save Data, and take no ending from ParaView's own writers.
writers = servermanager.vtkSMProxyManager.GetProxyManager().GetWriterFactory()
kinds = writers.GetSupportedFileTypes(reformat.SMProxy, 0)
check("(*.slices_csv *.slices_json )" in kinds, kinds)
kinds = writers.GetSupportedFileTypes(frames.SMProxy, 0)
check("(*.json *.mrk.json )" in kinds and "*.slices_csv" in kinds, kinds)
path = new_file("image.csv")
SaveData(path, proxy=reformat)
check("HU" in open(path).readline(), "ParaView's table of an image is another")
print("curve files agree")
