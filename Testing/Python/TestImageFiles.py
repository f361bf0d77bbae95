# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""NIfTI files are read as nibabel reads them, every voxel at its place, in all orientations, forms and
units; nibabel reads what we write; and the real images come out of their original files as they
are in the .vti files beside them."""

import gzip
import os
import sys

try:
    import nibabel
except ImportError:
    print("nibabel is not installed")
    sys.exit(125)

import numpy as np
from curvedreformat import affine, from_numpy, to_numpy, vtkOrientedImageReader, vtkOrientedImageWriter
from curvedreformat.pipeline import run
from grids import DIRECTIONS, check_places, matrix_of, refused, rotation
from vtkmodules.vtkIOXML import vtkXMLImageDataReader

if not vtkOrientedImageReader.CanRead():
    print("built without ITK")
    sys.exit(125)

output = os.environ["CURVEDREFORMAT_TEST_OUTPUT"]
data = os.environ["CURVEDREFORMAT_TEST_DATA"]
random = np.random.default_rng(17)
LPS = np.diag([-1.0, -1.0, 1.0, 1.0])
values = random.integers(-1000, 1000, (5, 3, 4)).astype(np.int16)  # i, j, k


def path(name):
    return os.path.join(output, "image-files-" + name)


def read(file_name, world=0, prefer_qform=False, time=None, canonical=False, part=None):
    reader = vtkOrientedImageReader()
    reader.SetFileName(file_name)
    reader.SetCanonicalAxes(canonical)
    reader.SetWorldFrame(world)
    reader.SetPreferQForm(prefer_qform)
    if part is not None:
        run(reader, lambda: reader.UpdateExtent(part))
    elif time is None:
        run(reader, reader.GetExecutive().Update)
    else:
        run(reader, lambda: reader.UpdateTimeStep(time))
    return reader.GetOutput()


def write(image, file_name, world=0):
    writer = vtkOrientedImageWriter()
    writer.SetInputData(image)
    writer.SetFileName(file_name)
    writer.SetWorldFrame(world)
    run(writer, writer.Write)


def nifti(matrix, sform=1, qform=1, unit="mm", qmatrix=None, array=values):
    image = nibabel.Nifti1Image(array, matrix, dtype=array.dtype)
    image.set_sform(matrix if sform else None, sform)
    image.set_qform(matrix if qmatrix is None else qmatrix, qform)
    image.header.set_xyzt_units(unit, "sec")
    return image


def save(image, name):
    nibabel.save(image, path(name))
    return path(name)


# Every orientation, form and unit.
MILLIMETRES = {"mm": 1.0, "meter": 1000.0, "micron": 0.001, "unknown": 1.0}
for name, direction in DIRECTIONS.items():
    for sform, qform in (1, 1), (2, 0), (0, 1), (4, 2), (1, 3):
        for unit, scale in MILLIMETRES.items():
            for ending in ".nii", ".nii.gz":
                matrix = matrix_of(direction) / np.array([scale, scale, scale, 1.0])[:, None]
                file_name = save(nifti(matrix, sform, qform, unit), "forms" + ending)
                there = nibabel.load(file_name)
                assert not qform or there.header["pixdim"][0] == np.sign(np.linalg.det(direction))
                expected = np.diag([scale, scale, scale, 1.0]) @ there.affine
                what = "%s, sform %d, qform %d, %s, %s" % (name, sform, qform, unit, ending)
                for world, turn in (0, np.eye(4)), (1, LPS):
                    image = read(file_name, world)
                    assert np.array_equal(to_numpy(image, axes="xyz"), values), what
                    error = np.abs(affine(image) - turn @ expected).max() / np.abs(expected).max()
                    # a qform's matrix is computed in single precision by NIfTI's own library
                    assert error < (1e-12 if sform else 3e-7), "%s: %g from nibabel's" % (what, error)
                    lengths = np.abs(np.linalg.norm(affine(image)[:3, :3], axis=0) - image.GetSpacing())
                    assert lengths.max() < 1e-12, what
    # voxel by voxel, without our own functions of places
    check_places(read(save(nifti(matrix_of(direction)), "places.nii")), values.transpose(2, 1, 0),
        nibabel.load(path("places.nii")).affine, name)

# A sform and a qform that differ: the sform, as nibabel; or the qform, when it is preferred.
elsewhere = matrix_of(DIRECTIONS["oblique"], origin=np.array([1.0, 2, 3]))
both = save(nifti(matrix_of(DIRECTIONS["flipped"]), 2, 1, qmatrix=elsewhere), "both.nii")
assert np.abs(affine(read(both)) - nibabel.load(both).get_sform()).max() < 1e-12
assert np.abs(affine(read(both, prefer_qform=True)) - nibabel.load(both).get_qform()).max() < 1e-5
assert np.abs(nibabel.load(both).get_qform() - nibabel.load(both).get_sform()).max() > 1

# The form that does not count may be damaged, and a negative pixdim means its length.
content = bytearray(open(both, "rb").read())
content[280:284] = np.float32("nan").tobytes()  # of the sform
with open(path("damaged-sform.nii"), "wb") as file:
    file.write(content)
assert np.array_equal(
    affine(read(path("damaged-sform.nii"), prefer_qform=True)), affine(read(both, prefer_qform=True)))
refused(RuntimeError, ["sform has nan"], read, path("damaged-sform.nii"))
with open(save(nifti(matrix_of(DIRECTIONS["oblique"]), 0, 1), "negative.nii"), "r+b") as file:
    right = affine(read(file.name))
    file.seek(80)
    step = np.frombuffer(file.read(4), np.float32)
    file.seek(80)
    file.write((-step).tobytes())
assert step[0] > 0 and np.array_equal(affine(read(path("negative.nii"))), right)

# Neither: a warning, and ITK's axes, which are those of LPS.
import warnings

neither = save(nifti(matrix_of(np.eye(3)), 0, 0), "neither.nii")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    image = read(neither, world=1)
assert len(said) == 1 and "neither a sform nor a qform" in str(said[0].message), said
assert np.abs(affine(image) - matrix_of(np.eye(3), origin=np.zeros(3))).max() < 1e-6

# A shear is refused with its angle; so is NIfTI-2.
sheared = matrix_of(np.eye(3), spacing=np.ones(3))
sheared[0, 1] = 1.0
refused(RuntimeError, ["shear", "axes i and j", "45 degrees"], read, save(nifti(sheared, 1, 0), "shear.nii"))
for name in "2.nii", "2.nii.gz":
    nibabel.save(nibabel.Nifti2Image(values, np.eye(4)), path(name))
    refused(RuntimeError, ["NIfTI-2", "convert"], read, path(name))

# Slope and intercept; types; components; colours; a plane; time.
scaled = nifti(np.eye(4))
scaled.header.set_slope_inter(0.25, -3)
save(scaled, "scaled.nii.gz")
assert np.array_equal(to_numpy(read(path("scaled.nii.gz")), axes="xyz"), nibabel.load(path("scaled.nii.gz")).get_fdata())
for kind in "i1 i2 i4 i8 u1 u2 u4 u8 f4 f8".split():
    array = random.integers(0, 100, (2, 3, 4)).astype(kind)
    found = to_numpy(read(save(nifti(np.eye(4), array=array), "type.nii.gz")), axes="xyz")
    assert found.dtype == array.dtype and np.array_equal(found, array), "%s became %s" % (kind, found.dtype)
# Compressed in several parts, as some programs do, with something else behind it; and cut short.
whole = gzip.decompress(open(save(nifti(np.eye(4)), "parts.nii.gz"), "rb").read())
parts = gzip.compress(whole[:400]) + gzip.compress(whole[400:])
for name, content in ("parts", parts), ("more", parts + b"more"), ("like gzip", parts + b"\x1fmore"):
    with open(path(name + ".nii.gz"), "wb") as file:
        file.write(content)
    assert np.array_equal(to_numpy(read(path(name + ".nii.gz")), axes="xyz"), values)
for missing in 1, 8, 9, 20:
    with open(path("short.nii.gz"), "wb") as file:
        file.write(parts[:-missing])
    refused(RuntimeError, ["cut short"], read, path("short.nii.gz"))
for components in 2, 3, 6:
    vectors = random.standard_normal((5, 3, 4, 1, components))
    image = nifti(np.eye(4), array=vectors)
    image.header.set_intent("vector")
    for ending in ".nii", ".nii.gz":
        found = to_numpy(read(save(image, "vectors" + ending)), axes="xyz")
        assert np.array_equal(found, vectors[:, :, :, 0]), "%d components, %s" % (components, ending)
colours = np.zeros((5, 3, 4), dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
colours["R"], colours["G"], colours["B"] = 1, 2, np.arange(4)
found = to_numpy(read(save(nibabel.Nifti1Image(colours, np.eye(4)), "colours.nii")), axes="xyz")
assert found.shape == (5, 3, 4, 3) and (found == np.stack([colours[c] for c in "RGB"], axis=-1)).all()
plane = save(nifti(elsewhere, array=values[:, :, 0]), "plane.nii")
check_places(read(plane), values[:, :, :1].transpose(2, 1, 0), nibabel.load(plane).affine, "a plane")
for ending in ".nii", ".nii.gz":
    moving = nifti(elsewhere, array=np.stack([values, -values, values // 2], axis=-1))
    moving.header.set_zooms(moving.header.get_zooms()[:3] + (250.0,))
    moving.header.set_xyzt_units("mm", "msec")
    save(moving, "time" + ending)
    for number, expected in enumerate([values, -values, values // 2]):
        image = read(path("time" + ending), time=0.25 * number)
        assert np.array_equal(to_numpy(image, axes="xyz"), expected), "time %d, %s" % (number, ending)
        assert image.GetInformation().Get(image.DATA_TIME_STEP()) == 0.25 * number
refused(RuntimeError, "5 dimensions", read, save(nifti(np.eye(4), array=np.ones((2, 2, 2, 2, 2))), "five.nii"))

# Parts of raw and compressed values, also of other times.
for name in "time.nii", "time.nii.gz", "vectors.nii", "places.nii":
    whole = read(path(name), time=0.25 if "time" in name else None)
    reader = vtkOrientedImageReader()
    reader.SetFileName(path(name))
    reader.UpdateInformation()
    part = (1, 3, 0, 1, 2, 3)
    if "time" in name:
        reader.UpdateTimeStep(0.25, 0, 1, 0, part)
    else:
        reader.UpdateExtent(part)
    some = reader.GetOutput()
    assert name.endswith(".gz") or name == "vectors.nii" or some.GetExtent() == part, some.GetExtent()
    first = some.GetExtent()[::2]
    found = to_numpy(some, axes="xyz")[1 - first[0]:4 - first[0], 0 - first[1]:2 - first[1], 2 - first[2]:4 - first[2]]
    assert np.array_equal(found, to_numpy(whole, axes="xyz")[1:4, 0:2, 2:4]), name
    # as one of two pieces: exactly that one, of which the other has nothing
    sizes = 0
    for piece in 0, 1:
        reader = vtkOrientedImageReader()
        reader.SetFileName(path(name))
        reader.UpdatePiece(piece, 2, 0)
        mine = reader.GetOutput()
        sizes += mine.GetNumberOfPoints()
        cells = mine.GetExtent()
        assert mine.GetNumberOfPoints() < whole.GetNumberOfPoints(), "%s: %s" % (name, cells)
    assert sizes <= whole.GetNumberOfPoints() + 15, "%s: pieces of %d points" % (name, sizes)

# The axes in the order of the world's: as nibabel's as_closest_canonical() has them, in all 48 orders.
for number in range(48):
    direction = np.zeros((3, 3))
    for axis, row in enumerate([(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)][number // 8]):
        direction[row, axis] = -1 if number >> axis & 1 else 1
    for ending, tilt in (".nii", np.eye(3)), (".nii.gz", rotation([1, 2, -0.5], 17)):
        file_name = save(nifti(matrix_of(tilt @ direction)), "canonical" + ending)
        expected = nibabel.as_closest_canonical(nibabel.load(file_name))
        image = read(file_name, canonical=True)
        what = "order %d, %s" % (number, ending)
        assert np.array_equal(to_numpy(image, axes="xyz"), np.asanyarray(expected.dataobj)), what
        assert np.abs(affine(image) - expected.affine).max() < 1e-5, what
        if ending == ".nii":
            found = affine(image)[:3, :3] / image.GetSpacing()
            assert np.array_equal(found, np.eye(3)), "%s: direction %s" % (what, found)
        part = (1, 2, 0, 1, 1, 2)
        some = read(file_name, canonical=True, part=part)
        first = some.GetExtent()[::2]
        found = to_numpy(some, axes="xyz")[tuple(slice(part[2 * a] - first[a], part[2 * a + 1] + 1 - first[a]) for a in range(3))]
        assert np.array_equal(found, to_numpy(image, axes="xyz")[1:3, 0:2, 1:3]), what
# in LPS as well, with vectors and times
for name in "vectors.nii", "vectors.nii.gz", "time.nii", "places.nii":
    plain = read(path(name), world=1)
    ordered = read(path(name), world=1, canonical=True)
    assert (np.diag(affine(ordered)[:3, :3]) > 0).all(), affine(ordered)

    def placed(image):
        array = to_numpy(image, axes="xyz")
        voxels = np.array(list(np.ndindex(array.shape[:3])))
        places = (affine(image) @ np.c_[voxels, np.ones(len(voxels))].T).T[:, :3].round(4)
        return sorted((tuple(p), array[tuple(v)].tolist()) for p, v in zip(places, voxels))

    assert placed(plain) == placed(ordered), name

# The same name with and without .gz, which NIfTI's library mixes up.
save(nifti(np.eye(4), array=values), "twin.nii")
save(nifti(np.eye(4), array=-values), "twin.nii.gz")
assert np.array_equal(to_numpy(read(path("twin.nii.gz")), axes="xyz"), -values)
assert np.array_equal(to_numpy(read(path("twin.nii")), axes="xyz"), values)
left = [n for n in os.listdir(os.environ.get("TMPDIR", "/tmp")) if n.startswith("curvedreformat-")]
assert not left, left

# What we write, nibabel reads, and we read again as it was: what has the precision of floats exactly.
for name, direction in DIRECTIONS.items():
    for ending in ".nii", ".nii.gz":
        image = from_numpy(values, (-31.3, 12.7, 7.1), (0.3, 0.7, 1.9), direction, axes="xyz")
        for world, turn in (0, np.eye(4)), (1, LPS):
            write(image, path("ours" + ending), world)
            there = nibabel.load(path("ours" + ending))
            assert np.array_equal(np.asanyarray(there.dataobj), values) and there.get_data_dtype() == values.dtype
            error = np.abs(there.affine - turn @ affine(image)).max() / np.abs(affine(image)).max()
            assert error < 1e-7, "%s, %s: nibabel's affine differs by %g" % (name, ending, error)
            assert np.abs(there.get_qform() - there.get_sform()).max() < 1e-5, "%s\n%s" % (there.get_qform(), there.get_sform())
            assert there.header.get_xyzt_units()[0] == "mm"
            again = read(path("ours" + ending), world)
            write(again, path("again" + ending), world)
            assert np.array_equal(nibabel.load(path("again" + ending)).affine, there.affine), name
            third = read(path("again" + ending), world)
            assert np.array_equal(affine(third), affine(again)), name
            assert third.GetSpacing() == again.GetSpacing() and third.GetOrigin() == again.GetOrigin()

# A MetaImage whose values are in files of fewer dimensions: slices, and rows.
order = np.ravel(values, order="F").astype("<i2")
for together in 2, 1:
    files = np.split(order, order.size // np.prod(values.shape[:together]))
    for number, part in enumerate(files):
        part.tofile(path("part%d.raw" % number))
    with open(path("parts.mhd"), "w") as file:
        file.write("ObjectType = Image\nNDims = 3\nDimSize = 5 3 4\nBinaryData = True\n"
                   "BinaryDataByteOrderMSB = False\nElementType = MET_SHORT\nElementDataFile = LIST %d\n" % together)
        file.writelines(os.path.basename(path("part%d.raw\n" % number)) for number in range(len(files)))
    assert np.array_equal(to_numpy(read(path("parts.mhd")), axes="xyz"), values), together
    for part in (1, 3, 0, 2, 1, 2), (0, 4, 1, 1, 3, 3), (2, 2, 2, 2, 0, 0):
        i0, i1, j0, j1, k0, k1 = part
        image = read(path("parts.mhd"), part=part)
        (a0, a1, b0, b1, c0, c1) = image.GetExtent()  # it may be more than was asked for
        assert a0 <= i0 and a1 >= i1 and b0 <= j0 and b1 >= j1 and c0 <= k0 and c1 >= k1
        assert np.array_equal(to_numpy(image, axes="xyz"), values[a0:a1 + 1, b0:b1 + 1, c0:c1 + 1]), (together, part)

# The real images.
PAIRS = [
    ("totalseg-aorta/ct_cropped.nii.gz", "totalseg-aorta/ct_cropped.vti"),
    ("sct-cervical-cord/t2.nii.gz", "sct-cervical-cord/t2.vti"),
    ("sct-lumbar-canal/t2_lumbar.nii.gz", "sct-lumbar-canal/t2_lumbar.vti"),
    ("fnndsc-avf/avf_float_32.nii.gz", "fnndsc-avf/avf_float_32.vti"),
    ("fnndsc-avf/avf_float_32.nrrd", "fnndsc-avf/avf_float_32.vti"),
    ("niivue-ct-pitch/CT_pitch.nii.gz", "niivue-ct-pitch/CT_pitch.vti"),
]
for original, converted in PAIRS:
    reader = vtkXMLImageDataReader()
    reader.SetFileName(os.path.join(data, converted))
    reader.Update()
    image = read(os.path.join(data, original))
    there = reader.GetOutput()
    assert image.GetDimensions() == there.GetDimensions(), original
    array = to_numpy(there)
    found = to_numpy(image)
    # the .vti of a file with a NIfTI scale may have the stored type
    assert np.array_equal(found, array.astype(found.dtype)), "%s: values differ" % original
    corners = np.array([[i, j, k, 1] for i in (0, 1) for j in (0, 1) for k in (0, 1)], dtype=float)
    corners[:, :3] *= np.array(image.GetDimensions()) - 1
    error = np.abs(corners @ (affine(image) - affine(there)).T).max()
    print("%s: corners within %.2g mm of those of the .vti" % (original, error))
    # the NRRD has six digits
    assert error < (2e-3 if original.endswith(".nrrd") else 1e-4), "%s: %g mm" % (original, error)
print("done")
