# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Writes slices of CT as DICOM files, byte by byte."""

import struct


def element(group, number, kind, value):
    if isinstance(value, int):
        value = struct.pack("<H", value)
    elif isinstance(value, str):
        value = value.encode()
    value += (b"\0" if kind in ("UI", "OW", "OB") else b" ") * (len(value) % 2)
    head = struct.pack("<HH2s", group, number, kind.encode())
    size = struct.pack("<HI", 0, len(value)) if kind in ("OB", "OW") else struct.pack("<H", len(value))
    return head + size + value


UNDEFINED = 0xFFFFFFFF


def item(content, undefined=False):
    if undefined:
        return struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED) + content + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(content)) + content


def sequence(group, number, kind, items):
    """A sequence of undefined length (DICOM PS3.5, 7.5); of kind UN what is in it is implicit."""
    head = struct.pack("<HH2sHI", group, number, kind.encode(), 0, UNDEFINED)
    return head + b"".join(items) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)


def write_slice(name, series, position, orientation, spacing, values, sequences=b""):
    """A slice of CT, explicit little-endian; values has rows of columns, without the offset -1000;
    sequences are elements between the groups 8 and 10."""
    storage = "1.2.840.10008.5.1.4.1.1.2"
    meta = element(2, 1, "OB", b"\0\1") + element(2, 2, "UI", storage)
    meta += element(2, 3, "UI", "1.2.3.1") + element(2, 0x10, "UI", "1.2.840.10008.1.2.1")
    numbers = lambda values: "\\".join(repr(float(v)) for v in values)
    data = b"".join([
        element(8, 0x16, "UI", storage),
        element(8, 0x18, "UI", series + "." + str(abs(hash(name)) % 10**6)),
        sequences,
        element(0x10, 0x10, "PN", "Secret^Name"),
        element(0x20, 0xE, "UI", series),
        element(0x20, 0x32, "DS", numbers(position)),
        element(0x20, 0x37, "DS", numbers(orientation)),
        element(0x28, 2, "US", 1),
        element(0x28, 4, "CS", "MONOCHROME2"),
        element(0x28, 0x10, "US", values.shape[0]),
        element(0x28, 0x11, "US", values.shape[1]),
        element(0x28, 0x30, "DS", numbers(spacing[1::-1])),
        element(0x28, 0x100, "US", 16),
        element(0x28, 0x101, "US", 16),
        element(0x28, 0x102, "US", 15),
        element(0x28, 0x103, "US", 0),
        element(0x28, 0x1052, "DS", "-1000"),
        element(0x28, 0x1053, "DS", "1"),
        element(0x7FE0, 0x10, "OW", values.astype("<u2").tobytes()),
    ])
    with open(name, "wb") as file:
        file.write(bytes(128) + b"DICM" + element(2, 0, "UL", struct.pack("<I", len(meta))) + meta + data)
