# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
import os
import sys

import numpy as np

import curvedreformat as cr

if len(sys.argv) != 2:
    sys.exit("Usage: arrays.py folder")
(folder,) = sys.argv[1:]

# A bent, bright tube of 8 mm in radius, in an array [k, j, i] of voxels of 1 x 1 x 2 mm.
angles = np.linspace(0, np.pi / 2, 60)
points = np.stack([40 * np.cos(angles), 40 * np.sin(angles), 20 + 30 * angles], axis=1)
k, j, i = np.indices((50, 80, 80))
places = np.stack([i - 15.0, j - 15.0, 2.0 * k], axis=-1)
distance = np.min([np.linalg.norm(places - point, axis=-1) for point in points], axis=0)
volume = np.where(distance < 8, 300, -50).astype(np.int16)

# In: its memory is shared, not copied. Along: the curve is an array, too.
image = cr.from_numpy(volume, origin=(-15, -15, 0), spacing=(1, 1, 2), name="HU")
straightened = cr.straighten(image, points, size=40, spacing=0.5)

# Out: the tube is a cylinder now. Each slice knows where it is.
for array, matrix, arc_length in cr.slices(straightened, "HU"):
    if arc_length in (0, 20, 40):
        area = (array > 125).sum() * 0.5**2
        print("%3g mm: %.0f mm2 at %s" % (arc_length, area, matrix[:3, 3].round(1)))

# And back: what is drawn on the straightened image, on the grid of the volume.
values = cr.to_numpy(straightened, "HU")
label = (values > 125).astype(np.uint8)
label[:40] = label[80:] = 0  # from 20 to 40 mm alone
bent = cr.bend_back(cr.like(straightened, label, name="label"), reference=image, interpolation="nearest")
inside = cr.to_numpy(bent, "label") == 1
print("%d voxels, %.1f %% of them in the tube" % (inside.sum(), 100 * (volume[inside] > 125).mean()))

cr.save(straightened, os.path.join(folder, "tube.vti"))
cr.save(straightened, os.path.join(folder, "tube.npy"), name="HU")
cr.save(straightened, os.path.join(folder, "tube-slices.csv"))
cr.save(cr.like(image, volume[25], axis="z", index=25), os.path.join(folder, "tube.png"), window=(-200, 400))
