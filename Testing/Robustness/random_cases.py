# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Random curves, images and settings for the property tests, all from one generator of NumPy."""

import dataclasses
import math

import curvedreformat as cr
import numpy as np
from lines import make_line
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData

TYPES = (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, np.float32, np.float64)
STRAIGHTENED, STRETCHED, PROJECTED, UNFOLDED, ROTATING = range(5)
ROTATION_MINIMIZING, FIXED_UP, FRENET, FROM_ARRAY = range(4)


MADE = []  # what the cases of now are, in words


@dataclasses.dataclass
class Curve:
    kind: str
    points: np.ndarray
    closed: bool
    normals: np.ndarray

    def make(self):
        curve = make_line(self.points, list(range(len(self.points))) + ([0] if self.closed else []))
        normals = numpy_to_vtk(self.normals, deep=True)
        normals.SetName("Normals")
        curve.GetPointData().AddArray(normals)
        return curve


@dataclasses.dataclass
class Image:
    values: np.ndarray  # [k, j, i, component]
    first: np.ndarray  # of the extent
    spacing: np.ndarray
    origin: np.ndarray
    direction: np.ndarray

    def make(self):
        size = np.array(self.values.shape[2::-1])
        image = vtkImageData()
        image.SetExtent(*(int(n) for pair in zip(self.first, self.first + size - 1) for n in pair))
        image.SetSpacing(*self.spacing)
        image.SetOrigin(*self.origin)
        image.SetDirectionMatrix(*self.direction.ravel())
        array = numpy_to_vtk(self.values.reshape(-1, self.values.shape[3]), deep=True)
        array.SetName("v")
        image.GetPointData().SetScalars(array)
        return image


def random_rotation(rng):
    q, r = np.linalg.qr(rng.normal(size=(3, 3)))
    q *= np.sign(np.diag(r))
    return q if np.linalg.det(q) > 0 else -q


def random_curve(rng, closed=True):
    """About 30 units large, around the origin."""
    kind = rng.choice(["smooth", "corners", "helix", "uneven"] + (["closed"] if closed else []))
    n = int(rng.integers(4, 25))
    if kind == "smooth":  # a walk that turns slowly
        steps = rng.normal(size=3) + np.cumsum(rng.normal(size=(n, 3)) * 0.4, axis=0)
        points = np.cumsum(steps, axis=0)
    elif kind == "corners":
        points = np.cumsum(rng.normal(size=(min(n, 8), 3)), axis=0)
    elif kind == "closed":
        t = np.linspace(0, 2 * math.pi, n + 3, endpoint=False)
        points = np.stack([np.cos(t), np.sin(t) * rng.uniform(0.5, 1), 0 * t], axis=1)
        for harmonic in (2, 3):
            points += rng.normal(size=3) * 0.15 * np.sin(harmonic * t + rng.uniform(0, 6))[:, None]
    else:
        t = np.linspace(0, rng.uniform(2, 9), n + 8)
        if kind == "uneven":  # steps of 1 : 100
            t = np.cumsum(np.exp(rng.uniform(0, math.log(100), len(t))))
            t *= rng.uniform(2, 9) / t[-1]
        points = np.stack([np.cos(t), np.sin(t), rng.uniform(0.2, 1) * t], axis=1)
    points = points @ random_rotation(rng).T
    points -= points.mean(axis=0)
    points *= 15 / np.abs(points).max()
    MADE.append("a %s curve of %d points" % (kind, len(points)))
    return Curve(str(kind), np.ascontiguousarray(points), kind == "closed", rng.normal(size=points.shape))


def random_image(rng, kind=None):
    """Around the origin, and not always around the whole curve."""
    size = rng.integers(6, 24, 3)
    spacing = rng.uniform(20, 45) / size * rng.uniform(0.7, 1.3, 3)
    direction = random_rotation(rng) * rng.choice([-1, 1])
    first = rng.integers(-50, 50, 3)
    centre = rng.normal(size=3) * 3
    origin = centre - direction @ ((first + (size - 1) / 2) * spacing)
    kind = np.dtype(kind or rng.choice(TYPES))
    shape = (size[2], size[1], size[0], rng.integers(1, 4))
    values = rng.uniform(0, 100, shape)
    MADE.append("%d x %d x %d voxels, %d times %s, spacing %s" % (*size, shape[3], kind, spacing))
    return Image(np.ascontiguousarray(values.astype(kind)), first, spacing, origin, direction)


@dataclasses.dataclass
class Settings:
    mode: int
    frame: int
    interpolation: int
    dimensions: tuple
    spacing: np.ndarray
    slices: int
    angle: float
    smoothing: float
    up: np.ndarray
    second_up: np.ndarray
    interest: np.ndarray
    projection: np.ndarray
    radii: tuple
    slab: tuple  # thickness, mode, axis, centre
    fill: bool

    def apply(self, straighten):
        straighten.SetMode(self.mode)
        straighten.SetFrameType(self.frame)
        straighten.SetInterpolation(self.interpolation)
        straighten.SetSliceDimensions(*self.dimensions)
        straighten.SetSpacing(*self.spacing)
        if self.mode not in (STRETCHED, PROJECTED):
            straighten.SetNumberOfSlices(self.slices)
        straighten.SetRotationAngle(self.angle)
        straighten.SetSmoothingLength(self.smoothing)
        straighten.SetUpVector(*self.up)
        straighten.SetSecondUpVector(*self.second_up)
        straighten.SetVectorOfInterest(*self.interest)
        straighten.SetProjectionDirection(*self.projection)
        straighten.SetRadiusRange(*self.radii)
        straighten.SetNumberOfAngles(7)
        straighten.SetSlabThickness(self.slab[0])
        straighten.SetSlabMode(self.slab[1])
        straighten.SetSlabAxis(self.slab[2])
        straighten.SetSlabCenter(self.slab[3])
        straighten.SetFillUnowned(self.fill)
        straighten.SetBackgroundValue(17)


def random_settings(rng, modes=range(5), frames=range(4), interpolations=range(3)):
    mode = int(rng.choice(list(modes)))
    slab = (0.0, 0, 1, 0.0)
    if rng.random() < 0.3:
        axes = [2] if mode == UNFOLDED else [0, 1, 2]
        slab = (rng.uniform(1, 4), int(rng.integers(4)), int(rng.choice(axes)), rng.normal())
    settings = Settings(
        mode=mode,
        frame=int(rng.choice(list(frames))),
        interpolation=int(rng.choice(list(interpolations))),
        dimensions=(0, 0) if mode == UNFOLDED else tuple(int(n) for n in rng.integers(1, 12, 2)),
        spacing=np.array([30.0 if mode == UNFOLDED else rng.uniform(0.5, 3), *rng.uniform(0.5, 3, 2)]),
        slices=int(rng.integers(2, 30)),
        angle=rng.uniform(-180, 180),
        smoothing=rng.uniform(0, 3) if rng.random() < 0.3 else 0.0,
        up=rng.normal(size=3),
        second_up=rng.normal(size=3),
        interest=rng.normal(size=3),
        projection=rng.normal(size=3),
        radii=(rng.uniform(0, 1), rng.uniform(3, 6)),
        slab=slab,
        fill=bool(rng.integers(2)),
    )
    MADE.append(str(settings))
    return settings


def make_filter(curve, image, settings):
    straighten = cr.vtkCurvedPlanarReformat()
    straighten.SetInputData(image.make())
    straighten.SetCurveData(curve.make())
    settings.apply(straighten)
    return straighten
