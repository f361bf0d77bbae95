# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The tube of the example with arrays is straight in the files that it has written: round, of 8 mm in
radius, and as long as its curve, a helix with a closed form."""

import json
import os
import sys

import numpy as np

(folder,) = sys.argv[1:]
values = np.load(os.path.join(folder, "tube.npy"))
with open(os.path.join(folder, "tube.npy.json"), encoding="utf-8") as file:
    told = json.load(file)
assert told["spacing"] == [0.5, 0.5, 0.5], told["spacing"]
length = np.hypot(40, 30) * np.pi / 2
slices = int(length / 0.5) + 1
assert values.shape == (slices, 80, 80), "%s, but the curve is %g mm long" % (values.shape, length)
assert abs(np.array(told["affine"]) @ (39.5, 39.5, 0, 1) - (0, 0, 0, 1)).max() < 1e-12
areas = (values > 125).sum(axis=(1, 2)) * 0.25
assert abs(areas[4:-4] / (np.pi * 64) - 1).max() < 0.03, "areas from %g to %g mm2" % (areas.min(), areas.max())
rows = np.loadtxt(os.path.join(folder, "tube-slices.csv"), delimiter=",", skiprows=1)
assert len(rows) == slices
angle = rows[:, 1] / np.hypot(40, 30)
helix = np.stack([40 * np.cos(angle), 40 * np.sin(angle), 20 + 30 * angle], axis=1)
error = np.abs(rows[:, 2:].reshape(-1, 4, 4)[:, :3, 3] - helix).max()
assert error < 1e-3, "slices are up to %g mm off the helix" % error
assert os.path.getsize(os.path.join(folder, "tube.vti")) and os.path.getsize(os.path.join(folder, "tube.png"))
print("areas from %.0f to %.0f mm2, %.1g mm off the helix" % (areas[4:-4].min(), areas[4:-4].max(), error))
