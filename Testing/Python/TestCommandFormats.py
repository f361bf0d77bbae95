# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command with NIfTI, NRRD and MetaImage, beside nibabel: images and curves meet whatever frame
each is in, what is written opens at the right place, and labels that were painted in NIfTI come back."""

import json
import os
import sys

import numpy as np
from commands import make_folder, refuse, run, succeed
from curvedreformat import (
    affine,
    bend_back,
    from_nibabel,
    from_numpy,
    like,
    read_image,
    save,
    straighten,
    to_numpy,
    vtkOrientedImageWriter,
)
from dicom import write_slice
from grids import DIRECTIONS, refused

folder, place = make_folder("command-formats")
if not vtkOrientedImageWriter.CanWrite():
    save(from_numpy(np.zeros((9, 9, 9))), place("scan.vti"))
    with open(place("curve.csv"), "w", encoding="utf-8") as file:
        file.write("x,y,z\n1,1,1\n5,5,5\n")
    refuse(1, ["out.nii.gz", "ITK"], "straighten", place("scan.vti"), place("curve.csv"), "-o", place("out.nii.gz"))
    with open(place("scan.nrrd"), "w", encoding="utf-8") as file:
        file.write("NRRD0004\n")
    refuse(1, "ITK", "info", place("scan.nrrd"))
    print("without ITK")
    sys.exit()
try:
    import nibabel
except ImportError:
    sys.exit(125)

random = np.random.default_rng(29)
volume = random.integers(-1000, 1000, (30, 26, 24)).astype(np.int16)  # [k, j, i]
SPACING = (1.5, 1.25, 1.0)


def save_nifti(array, matrix, name):
    """An array [k, j, i], with the matrix from voxels to RAS."""
    image = nibabel.Nifti1Image(np.ascontiguousarray(array.transpose(*range(array.ndim)[::-1])), matrix, dtype=array.dtype)
    image.header.set_xyzt_units("mm")
    nibabel.save(image, place(name))


def save_markups(points, name):
    """A curve as 3D Slicer has it, in LPS."""
    points = points * (-1, -1, 1)
    curve = {"type": "Curve", "coordinateSystem": "LPS", "controlPoints": [
        {"id": str(n), "position": p, "positionStatus": "defined"} for n, p in enumerate(points.tolist())]}
    with open(place(name), "w", encoding="utf-8") as file:
        json.dump({"@schema": "https://raw.githubusercontent.com/slicer/slicer/master/Modules/Loadable/Markups/Resources"
                   "/Schema/markups-schema-v1.0.3.json#", "markups": [curve]}, file)


GRID = ["--size", "12", "--spacing", "0.8", "0.8", "2", "--frame", "fixed-up", "--up", "0", "0", "1"]
PARAMETERS = {"size": 12, "spacing": (0.8, 0.8, 2), "frame": "fixed up", "up": (0, 0, 1)}
far = 0.0
for name, direction in DIRECTIONS.items():
    matrix = np.eye(4)
    matrix[:3, :3] = np.asarray(direction) * SPACING
    matrix[:3, 3] = -8, 5, 3
    save_nifti(volume, matrix, "scan.nii.gz")
    reference = from_nibabel(nibabel.load(place("scan.nii.gz")))
    places = np.array([[6, 7, 8, 1], [10, 12, 13, 1], [14, 13, 21, 1]]) @ matrix.T
    points = places[:, :3]
    save_markups(points, "curve.mrk.json")
    said = succeed("straighten", place("scan.nii.gz"), place("curve.mrk.json"), *GRID, "-o", place("s.vti"), "-o",
                   place("s.nii.gz"), "-o", place("s.nrrd"), "-o", place("s.mha"), "--npy", "--labels")
    assert said == [place(n) for n in ("s.vti", "s.nii.gz", "s.nrrd", "s.mha", "s.npy", "s.npy.json")], said
    expected = straighten(reference, points, interpolation="nearest", **PARAMETERS)
    array = to_numpy(expected)
    for one in "s.vti", "s.nii.gz", "s.nrrd", "s.mha":
        read = read_image(place(one))
        different = (to_numpy(read) != array).sum()
        assert different <= 0.001 * array.size, "%s, %s: %d of %d differ" % (name, one, different, array.size)
        assert abs(affine(read) - affine(expected)).max() < 1e-6, "%s, %s: %s" % (name, one, affine(read))
    written = nibabel.load(place("s.nii.gz"))
    assert np.array_equal(np.asarray(written.dataobj).T, np.load(place("s.npy"))), name
    far = max(far, abs(written.affine - affine(expected)).max())
    assert far < 1e-5, written.affine

    # Labels, painted in NIfTI by another program, on the grid of the scan, which is NIfTI, too.
    label = (np.asarray(written.dataobj) > 300).astype(np.uint8)
    nibabel.save(nibabel.Nifti1Image(label, written.affine), place("painted.nii.gz"))
    for words in (["--straightened", place("s.vti")],
                  ["--curve", place("curve.mrk.json"), "--frame", "fixed-up", "--up", "0", "0", "1"]):
        succeed("bend-back", place("painted.nii.gz"), *words, "--reference", place("scan.nii.gz"), "--labels", "-o",
                place("bent.nii.gz"))
        bent = nibabel.load(place("bent.nii.gz"))
        assert abs(bent.affine - nibabel.load(place("scan.nii.gz")).affine).max() < 1e-5, bent.affine
        found = np.asarray(bent.dataobj).T
        straight = like(read_image(place("s.vti")), np.ascontiguousarray(label.T), name="label")
        exact = to_numpy(bend_back(straight, reference=read_image(place("scan.nii.gz")), interpolation="nearest"), "label")
        assert found.dtype == np.uint8 and exact.sum() > 100
        if words[0] == "--straightened":
            assert np.array_equal(found, exact), "%s: %d voxels differ" % (name, (found != exact).sum())
        else:
            assert (found != exact).sum() <= 0.01 * exact.sum(), (found != exact).sum()

    # In the other frame all comes out at the same voxels.
    succeed("straighten", place("scan.nii.gz"), place("curve.mrk.json"), *GRID, "-o", place("lps.npy"), "--labels",
            "--world", "LPS")
    different = (np.load(place("lps.npy")) != array).sum()
    assert different <= 0.001 * array.size, "%s: %d of %d differ" % (name, different, array.size)

    (told,) = json.loads("\n".join(succeed("info", "--json", place("scan.nii.gz"))))
    exact = bool((abs(np.asarray(direction)).max(axis=0) > 0.9999).all())
    assert told["axes"] == "".join(nibabel.aff2axcodes(matrix)) and told["oblique"] != exact, told
    assert np.allclose(told["spacing"], SPACING) and told["dimensions"] == [24, 26, 30], told

# Of several volumes one is named.
save_nifti(np.stack([volume, 2 * volume]), matrix, "time.nii.gz")
refuse(1, ["has 2 volumes", "0 to 1"], "straighten", place("time.nii.gz"), place("curve.mrk.json"), "-o", place("t.npy"))
for number in 0, 1:
    succeed("straighten", place("time.nii.gz"), place("curve.mrk.json"), *GRID, "-o", place("t.npy"), "--labels",
            "--volume", number)
    found = np.load(place("t.npy"))
    assert ((number + 1) * array != found).sum() <= 0.001 * found.size, "volume %d" % number
refuse(1, "0 to 1", "info", place("time.nii.gz"), "--volume", "2")
for words, number in ([], 0), (["--volume", "1"], 1):
    (told,) = json.loads("\n".join(succeed("info", "--json", place("time.nii.gz"), *words)))
    assert told["volumes"] == 2 and told["volume"] == number and told["dimensions"] == [24, 26, 30], told
    assert told["arrays"][0]["ranges"] == [[(number + 1) * int(volume.min()), (number + 1) * int(volume.max())]], told
assert "  volumes: 2, of which 0 is told" in succeed("info", place("time.nii.gz"))
(told,) = json.loads("\n".join(succeed("info", "--json", place("scan.nii.gz"))))
assert "volumes" not in told, told

# Series of DICOM: info lists several, and one of them is chosen by --series.
os.makedirs(place("dicom"))
SERIES = {"1.2.3": 3, "1.2.30": 4}
for uid, count in SERIES.items():
    for number in range(count):
        write_slice(place("dicom", "%s-%d" % (uid, number)), uid, (0, 0, 2.0 * number), (1, 0, 0, 0, 1, 0), (1, 1),
                    np.full((5, 6), number))
text = succeed("info", place("dicom"))
assert text == [place("dicom"), "  kind: folder of several DICOM series", "  series: 1.2.3, 3 slices",
                "  series: 1.2.30, 4 slices"], text
(told,) = json.loads("\n".join(succeed("info", place("dicom"), "--json")))
assert told["series"] == [{"uid": u, "description": "", "slices": n} for u, n in SERIES.items()], told
for uid, count in SERIES.items():
    (told,) = json.loads("\n".join(succeed("info", place("dicom"), "--json", "--series", uid)))
    assert told["kind"] == "image" and told["dimensions"] == [6, 5, count], told
said = refuse(1, ["has 2 series", "set --series to one of them"], "straighten", place("dicom"), place("curve.mrk.json"), "-o",
              place("never.vti"))
assert "SeriesUID" not in said, said
os.makedirs(place("uneven"))
for number, z in enumerate((0, 2, 4.1, 6.1)):  # a twentieth of a step
    write_slice(place("uneven", str(number)), "1.2.5", (0, 0, z), (1, 0, 0, 0, 1, 0), (1, 1), np.full((5, 6), number))
said = refuse(1, "set --tolerance", "info", place("uneven"))
assert "Tolerance" not in said, said
(told,) = json.loads("\n".join(succeed("info", "--json", place("uneven"), "--tolerance", "0.1")))
assert told["dimensions"] == [6, 5, 4], told
assert read_image(place("uneven"), tolerance=0.1).GetDimensions() == (6, 5, 4)
refused(ValueError, "has one volume", read_image, place("s.vti"), volume=1)

# Damaged, or cut: one sentence, and nothing is written.
with open(place("scan.nii.gz"), "rb") as file:
    content = file.read()
with open(place("cut.nii.gz"), "wb") as file:
    file.write(content[: len(content) // 3])
with open(place("s.nrrd"), "rb") as file:
    content = file.read()
with open(place("cut.nrrd"), "wb") as file:
    file.write(content[: len(content) // 3])
for name in "cut.nii.gz", "cut.nrrd":
    refuse(1, name, "straighten", place(name), place("curve.mrk.json"), "-o", place("never.vti"))
    refused(OSError, name, read_image, place(name))
os.makedirs(place("empty"), exist_ok=True)
refuse(1, "empty", "info", place("empty"))
assert not os.path.exists(place("never.vti"))
left = [n for n in os.listdir(folder) if n.startswith(".")]
assert not left, left
# More voxels than NIfTI has room for is an error, and no file.
out, err = run("straighten", place("scan.nii.gz"), place("curve.mrk.json"), "-o", place("long.nii"), "--slices", "40000",
               "--dimensions", "1", code=1)
assert not out and len(err) == 1 and "32767" in err[0] and "long.nii" in err[0], err
assert not os.path.exists(place("long.nii"))
print("%d directions, affines within %.1g" % (len(DIRECTIONS), far))
