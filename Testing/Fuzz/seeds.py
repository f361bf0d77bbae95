#!/usr/bin/env python3
"""Writes small sound files that the fuzzers begin with, one folder a target.

    seeds.py FOLDER

Beside them are the small files of Testing/Data, and all that was found before (Testing/Data/fuzz).
"""
import gzip
import random
import shutil
import struct
import sys
import zlib
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "Data"


def nifti(datatype, bits, dims, qform, sform, scale=(0.0, 0.0), order="<"):
    """A NIfTI-1 file; the layout is that of nifti1.h."""
    voxels = 1
    for n in dims:
        voxels *= n
    header = struct.pack(order + "i10s18sihcB", 348, b"", b"", 0, 0, b"r", 0)
    header += struct.pack(order + "8h", len(dims), *dims, *[1] * (7 - len(dims)))
    header += struct.pack(order + "3f4h", 0, 0, 0, 0, datatype, bits, 0)
    header += struct.pack(order + "8f", -1 if qform == 2 else 1, 1, 1.5, 2, 1, 0, 0, 0)
    header += struct.pack(order + "3fhBB4f2i", 352, *scale, 0, 0, 10, 0, 0, 0, 0, 0, 0)
    header += struct.pack(order + "80s24s2h", b"seed", b"", min(qform, 1), sform)
    header += struct.pack(order + "6f", 0, 0, 0.70710678 if qform else 0, 1, 2, 3)
    header += struct.pack(order + "12f", -1, 0, 0, 4, 0, 1.5, 0, 5, 0, 0, 2, 6)
    header += struct.pack("16s4s4x", b"", b"n+1\0")
    assert len(header) == 352
    return header + bytes(i % 251 for i in range(voxels * bits // 8))


def nrrd(lines, values, encoding="raw"):
    text = "NRRD0004\n" + "\n".join(lines) + f"\nencoding: {encoding}\n\n"
    packed = {"raw": values, "gzip": gzip.compress(values),
              "ascii": " ".join(str(v) for v in values).encode()}[encoding]
    return text.encode() + packed


def detached(text, values):
    """A header that looks for its values elsewhere, as the targets take it."""
    return text.encode() + b"\0" + values


def meta(lines, values, compressed=False):
    text = "ObjectType = Image\n" + "\n".join(lines) + "\n"
    if compressed:
        values = zlib.compress(values)
        text += f"CompressedData = True\nCompressedDataSize = {len(values)}\n"
    return (text + "ElementDataFile = LOCAL\n").encode() + values


def element(group, number, vr, value, implicit=False):
    """An element in explicit or implicit VR, little endian (DICOM PS3.5, chapter 7)."""
    if isinstance(value, str):
        value = value.encode()
    if len(value) % 2:
        value += b"\0" if vr in ("UI", "OB") else b" "
    tag = struct.pack("<HH", group, number)
    if implicit:
        return tag + struct.pack("<I", len(value)) + value
    if vr in ("OB", "OW", "SQ", "UN"):
        return tag + vr.encode() + struct.pack("<HI", 0, len(value)) + value
    return tag + vr.encode() + struct.pack("<H", len(value)) + value


def dicom(syntax, pixels, bits=16, samples=1, implicit=False, rows=3, columns=4):
    group2 = element(2, 1, "OB", b"\0\1") + element(2, 2, "UI", "1.2.840.10008.5.1.4.1.1.2")
    group2 += element(2, 3, "UI", "1.2.3.4") + element(2, 0x10, "UI", syntax)
    file = b"\0" * 128 + b"DICM" + element(2, 0, "UL", struct.pack("<I", len(group2))) + group2

    def add(group, number, vr, value):
        if isinstance(value, int):
            value = struct.pack("<H", value)
        return element(group, number, vr, value, implicit)

    file += add(8, 0x16, "UI", "1.2.840.10008.5.1.4.1.1.2") + add(8, 0x18, "UI", "1.2.3.4")
    file += add(8, 0x32, "TM", "101112") + add(8, 0x60, "CS", "CT")
    file += add(8, 0x103E, "LO", "seed") + add(8, 0x1140, "SQ", b"")
    file += add(0x18, 0x50, "DS", "2.5") + add(0x20, 0xD, "UI", "1.2.3")
    file += add(0x20, 0xE, "UI", "1.2.3.5") + add(0x20, 0x13, "IS", "1")
    file += add(0x20, 0x32, "DS", "-10\\-20\\30.5") + add(0x20, 0x37, "DS", "1\\0\\0\\0\\1\\0")
    file += add(0x28, 2, "US", samples)
    file += add(0x28, 4, "CS", "RGB" if samples == 3 else "MONOCHROME2")
    if samples == 3:
        file += add(0x28, 6, "US", 0)
    file += add(0x28, 0x10, "US", rows) + add(0x28, 0x11, "US", columns)
    file += add(0x28, 0x30, "DS", "0.5\\0.75") + add(0x28, 0x100, "US", bits)
    file += add(0x28, 0x101, "US", bits) + add(0x28, 0x102, "US", bits - 1)
    file += add(0x28, 0x103, "US", 0)
    file += add(0x28, 0x1052, "DS", "-1024") + add(0x28, 0x1053, "DS", "1")
    if isinstance(pixels, list):  # in fragments
        file += struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OB", 0, 0xFFFFFFFF)
        for part in [b"", *pixels]:
            part += b"\0" * (len(part) % 2)
            file += struct.pack("<HHI", 0xFFFE, 0xE000, len(part)) + part
        return file + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return file + add(0x7FE0, 0x10, "OW", pixels)


def seeds():
    bytes24 = bytes(range(24))
    for number, (datatype, bits) in enumerate(
            [(2, 8), (4, 16), (8, 32), (16, 32), (64, 64), (128, 24), (256, 8), (512, 16), (768, 32),
             (1024, 64), (1280, 64), (2304, 32)]):
        yield "nifti", f"type-{datatype}", nifti(datatype, bits, (2, 3, 4), number % 3, number % 2)
    yield "nifti", "time", nifti(4, 16, (2, 3, 2, 2), 1, 1, (2.0, -1.0))
    yield "nifti", "vector", nifti(16, 32, (2, 2, 2, 1, 3), 1, 0)
    yield "nifti", "swapped", nifti(4, 16, (2, 3, 2), 2, 1, (0.5, 3.0), ">")
    yield "nifti", "packed", gzip.compress(nifti(4, 16, (2, 3, 2), 1, 1))

    common = ["dimension: 3", "space: left-posterior-superior", "sizes: 2 3 4",
              "space directions: (1,0,0) (0,1.5,0) (0,0,2)", "space origin: (1,2,3)",
              "kinds: domain domain domain", "endian: little"]
    for encoding in ("raw", "gzip", "ascii"):
        yield "nrrd", encoding, nrrd(["type: uchar", *common], bytes24, encoding)
    yield "nrrd", "short", nrrd(["type: short", *common], 2 * bytes24)
    yield "nrrd", "vector", nrrd(
        ["type: float", "dimension: 4", "space: RAS", "sizes: 3 2 1 2",
         "space directions: none (1,0,0) (0,1,0) (0,0,1)", "space origin: (0,0,0)",
         "kinds: vector domain domain domain", "endian: big"], 2 * bytes24)
    yield "nrrd", "spacings", nrrd(
        ["# a comment", "type: double", "dimension: 3", "sizes: 1 3 1", "spacings: 1 2 3",
         "axis mins: 0 0 0", "centers: cell cell cell", "key:=value", "endian: little"], bytes24)

    head = "\n".join(["NRRD0004", "type: uchar", *common, ""])
    yield "nhdr", "raw", detached(head + "encoding: raw\nbyte skip: 2\ndata file: values\n", b"XX" + bytes24)
    yield "nhdr", "gzip", detached(
        head + "encoding: gzip\nline skip: 1\ndata file: values\n", b"a line\n" + gzip.compress(bytes24))
    yield "nhdr", "last", detached(head + "encoding: raw\nbyte skip: -1\ndata file: ./values\n", bytes24)
    planes = head.replace("sizes: 2 3 4", "sizes: 2 3 2") + "encoding: raw\n"
    yield "nhdr", "numbered", detached(planes + "data file: values.%d 1 2 1\n", bytes24[:6])
    yield "nhdr", "list", detached(planes + "data file: LIST\nvalues.1\nvalues.2\n", bytes24[:6])

    common = ["NDims = 3", "BinaryData = True", "BinaryDataByteOrderMSB = False",
              "TransformMatrix = 1 0 0 0 1 0 0 0 1", "Offset = 1 2 3", "CenterOfRotation = 0 0 0",
              "AnatomicalOrientation = RAI", "ElementSpacing = 1 1.5 2", "DimSize = 2 3 4"]
    yield "meta", "uchar", meta([*common, "ElementType = MET_UCHAR"], bytes24)
    yield "meta", "packed", meta([*common, "ElementType = MET_UCHAR"], bytes24, True)
    yield "meta", "short", meta([*common, "ElementType = MET_SHORT"], 2 * bytes24)
    yield "meta", "vector", meta([*common[:-1], "DimSize = 2 1 2", "ElementNumberOfChannels = 3",
                                  "ElementType = MET_USHORT_ARRAY"], bytes24)
    yield "meta", "ascii", meta(
        ["NDims = 2", "BinaryData = False", "DimSize = 2 2", "ElementSize = 1 1",
         "HeaderSize = 0", "ElementType = MET_DOUBLE"], b"1 2 3 4.5\n")

    head = "\n".join(["ObjectType = Image", *common, "ElementType = MET_UCHAR", ""])
    yield "mhd", "raw", detached(head + "HeaderSize = 2\nElementDataFile = values\n", b"XX" + bytes24)
    yield "mhd", "last", detached(head + "HeaderSize = -1\nElementDataFile = values\n", b"XX" + bytes24)
    yield "mhd", "packed", detached(
        head + "CompressedData = True\nElementDataFile = values\n", zlib.compress(bytes24))
    planes = head.replace("DimSize = 2 3 4", "DimSize = 2 3 2")
    yield "mhd", "numbered", detached(planes + "ElementDataFile = values.%d 1 2 1\n", bytes24[:6])
    rows = head.replace("DimSize = 2 3 4", "DimSize = 2 2 1")
    yield "mhd", "rows", detached(rows + "ElementDataFile = LIST 1\nvalues.1\nvalues.2\n", bytes24[:2])
    yield "mhd", "list", detached(planes + "ElementDataFile = LIST 2\nvalues.1\nvalues.2\n", bytes24[:6])

    pixels = bytes(range(24))
    yield "dicom", "explicit", dicom("1.2.840.10008.1.2.1", pixels)
    yield "dicom", "implicit", dicom("1.2.840.10008.1.2", pixels, implicit=True)
    yield "dicom", "bytes", dicom("1.2.840.10008.1.2.1", pixels[:12], bits=8)
    yield "dicom", "colours", dicom("1.2.840.10008.1.2.1", pixels + pixels[:12], bits=8, samples=3)
    rle = struct.pack("<16I", 1, 64, *[0] * 14) + bytes([11, *range(12)])
    yield "dicom", "rle", dicom("1.2.840.10008.1.2.5", [rle], bits=8)
    for number, syntax in enumerate(("4.50", "4.70", "4.80", "4.90")):
        frame = [b"\xff\xd8\xff\xc0\0\x0b\x08\0\x03\0\x04\x01\x01\x11\0\xff\xd9",
                 b"\xff\xd8\xff\xc3\0\x0b\x08\0\x03\0\x04\x01\x01\x11\0\xff\xd9",
                 b"\xff\xd8\xff\xf7\0\x0b\x08\0\x03\0\x04\x01\x01\x11\0\xff\xd9",
                 b"\xff\x4f\xff\x51\0\x29\0\0\0\0\0\x04\0\0\0\x03" + b"\0" * 26 + b"\xff\xd9"]
        yield "dicom", f"frame-{syntax}", dicom(
            "1.2.840.10008.1.2." + syntax, [frame[number]], bits=8)

    points = "0 0 0\n1 0.5 0\n2 1 0.25\n3 1 1\n"
    for number, text in enumerate([
            points, points.replace(" ", ","), points.replace(".", ",").replace(" ", ";"),
            "x y z r\n" + points.replace("\n", " 5\n"), "# X\tY\tZ\n" + points.replace(" ", "\t"),
            "// name, l, p, s\na,1,2,3\nb,2,3,4\n", "1e300 nan inf\n+1 -0 .5\n1. 2 3\n"]):
        for choice in (0, number, number + 6, number + 12):
            yield "table", f"{number}-{choice}", bytes([choice]) + text.encode()

    random.seed(1)
    for number in range(24):
        settings = bytes([(random.getrandbits(8) | 32) & ~24])
        coordinates = b"".join(
            bytes([0, random.getrandbits(8)]) for _ in range(3 * random.randint(2, 20)))
        yield "curve", f"random-{number}", settings + coordinates
        yield "inverse", f"random-{number}", settings + coordinates + coordinates[::-1]


def main():
    folder = Path(sys.argv[1])
    for target in ("curve", "dicom", "fiducials", "inverse", "markups", "meta", "mhd", "nhdr",
                   "nifti", "nrrd", "table"):
        (folder / target).mkdir(parents=True, exist_ok=True)
        for found in sorted((DATA / "fuzz" / target).glob("*")):
            shutil.copy(found, folder / target / f"found-{found.name}")
    for target, name, content in seeds():
        (folder / target / name).write_bytes(content)
    for file in (DATA / "markups").iterdir():
        target = {".json": "markups", ".fcsv": "fiducials"}.get(file.suffix)
        if target:
            shutil.copy(file, folder / target / file.name)


if __name__ == "__main__":
    main()
