# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Makes the figures of the documentation from what the classes compute.

    Utilities/run.sh pvpython Documentation/Figures/make_figures.py [FOLDER]

FOLDER is Documentation/Images when none is named. Needs matplotlib (python3-matplotlib).
"""

import os
import sys

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from curvedreformat import vtkMovingFrame, vtkStraightenDataSet, vtkStraighteningTransform
from matplotlib.collections import LineCollection
from mpl_toolkits.mplot3d.art3d import Line3DCollection, Poly3DCollection
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkPolyData

FOLDER = (
    sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "..", "Images")
)
INK, PALE = "#22252b", "#9aa3ad"
RED, GREEN, BLUE, ORANGE = "#d1332e", "#2e9e4f", "#2f6fd6", "#f0962d"
plt.rcParams.update(
    {"font.size": 11, "axes.edgecolor": INK, "text.color": INK, "axes.labelcolor": INK}
)


# ------------------------------------------------------------------ curves


def polyline(points, closed=False):
    points = np.ascontiguousarray(points, dtype=float)
    data = vtkPoints()
    data.SetData(numpy_to_vtk(points, deep=True))
    ids = list(range(len(points))) + ([0] if closed else [])
    lines = vtkCellArray()
    lines.InsertNextCell(len(ids))
    for i in ids:
        lines.InsertCellPoint(i)
    result = vtkPolyData()
    result.SetPoints(data)
    result.SetLines(lines)
    return result


def moving_frame(points, closed=False, **settings):
    frame = vtkMovingFrame()
    for name, value in settings.items():
        getattr(frame, "Set" + name)(value)
    assert frame.Build(polyline(points, closed)), frame.GetErrorMessage()
    return frame


def frames_at(frame, lengths):
    """Arrays of C, N, B and T at the arc lengths."""
    result = []
    for s in lengths:
        c, n, b, t = ([0.0] * 3 for _ in range(4))
        frame.EvaluateFrame(s, c, n, b, t)
        result.append((c, n, b, t))
    return np.array(result).transpose(1, 0, 2)


HELIX_RADIUS, HELIX_RISE = 20.0, 10.0  # rise a radian
HELIX_SPEED = np.hypot(HELIX_RADIUS, HELIX_RISE)


def helix(t):
    return np.stack([HELIX_RADIUS * np.cos(t), HELIX_RADIUS * np.sin(t), HELIX_RISE * t], axis=-1)


def save(figure, name):
    figure.savefig(os.path.join(FOLDER, name), dpi=110, facecolor="white")
    plt.close(figure)
    print(name, os.path.getsize(os.path.join(FOLDER, name)) // 1000, "kB")


def plain_3d(axes, points, elevation, azimuth, zoom=1.0):
    """Equal scales, and nothing but what is drawn."""
    low, high = points.min(axis=0), points.max(axis=0)
    axes.set_box_aspect(high - low, zoom=zoom)
    for set_limits, a, b in zip((axes.set_xlim, axes.set_ylim, axes.set_zlim), low, high):
        set_limits(a, b)
    axes.view_init(elevation, azimuth)
    axes.set_axis_off()


# ------------------------------------------------------------------ figures


def frame_along_helix():
    frame = moving_frame(helix(np.linspace(0, 2 * np.pi, 60)))
    length = frame.GetLength()
    curve = frames_at(frame, np.linspace(0, length, 400))[0]
    figure = plt.figure(figsize=(6, 5.2))
    axes = figure.add_axes([0, 0, 1, 1], projection="3d")
    axes.plot(*curve.T, color=INK, lw=2.5)
    size, half = 7.5, 5.0
    c, n, b, t = frames_at(frame, np.linspace(0, length, 9))
    squares = [
        [ci + half * (u * ni + v * bi) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        for ci, ni, bi in zip(c, n, b)
    ]
    axes.add_collection3d(
        Poly3DCollection(squares, facecolor="#8fb4e8", edgecolor=BLUE, alpha=0.16, lw=0.8)
    )
    for name, direction, color in (("N", n, RED), ("B", b, GREEN), ("T", t, BLUE)):
        axes.quiver(*c.T, *(size * direction).T, color=color, lw=2.2, arrow_length_ratio=0.25)
        for i in (0, 8):
            axes.text(
                *(c[i] + 1.35 * size * direction[i]),
                name,
                color=color,
                size=15,
                weight="bold",
                ha="center",
                va="center"
            )
    axes.text(*(c[0] - 11 * b[0]), "s = 0", size=13, ha="center", va="center")
    axes.text(*(c[-1] - 11 * b[-1]), "s = L", size=13, ha="center", va="center")
    plain_3d(axes, np.array(squares).reshape(-1, 3), 14, -68, 1.28)
    save(figure, "helix-frame.png")


def sine(n=80):
    t = np.linspace(0, 1, n)
    return np.stack([110 * t, 22 * np.sin(1.6 * np.pi * t), 0 * t], axis=-1)


def straightened_coordinates():
    frame = moving_frame(sine(), FrameType=vtkMovingFrame.FixedUp)
    length = frame.GetLength()
    width = 14.0
    lengths = np.linspace(0, length, 25)
    offsets = np.linspace(-width, width, 8 + 1)
    marked_s, marked_x = lengths[8], offsets[7]
    figure, (world, straight) = plt.subplots(
        1, 2, figsize=(11, 3.7), gridspec_kw={"width_ratios": [125, 155], "wspace": 0.05}
    )
    c, n, _, t = frames_at(frame, lengths)
    fine_c, fine_n, _, _ = frames_at(frame, np.linspace(0, length, 300))
    for x in offsets:
        line = fine_c + x * fine_n
        world.plot(line[:, 0], line[:, 1], color=PALE, lw=0.7)
        straight.plot([0, length], [x, x], color=PALE, lw=0.7)
    for ci, ni, s in zip(c, n, lengths):
        ends = np.array([ci - width * ni, ci + width * ni])
        world.plot(ends[:, 0], ends[:, 1], color=PALE, lw=0.7)
        straight.plot([s, s], [-width, width], color=PALE, lw=0.7)
    to_mark = np.linspace(0, marked_s, 100)
    for axes, whole, part, foot, point, normal, tangent in (
        (
            world,
            fine_c[:, :2],
            frames_at(frame, to_mark)[0][:, :2],
            c[8][:2],
            (c[8] + marked_x * n[8])[:2],
            n[8][:2],
            t[8][:2],
        ),
        (
            straight,
            np.array([[0, 0], [length, 0]]),
            np.array([[0, 0], [marked_s, 0]]),
            np.array([marked_s, 0]),
            np.array([marked_s, marked_x]),
            np.array([0, 1]),
            np.array([1, 0]),
        ),
    ):
        axes.plot(*whole.T, color=INK, lw=2)
        axes.plot(*part.T, color=BLUE, lw=4, solid_capstyle="butt")
        axes.plot(*np.array([foot, point]).T, color=RED, lw=4, solid_capstyle="butt")
        axes.plot(*point, "o", color=INK, ms=8, zorder=5)
        middle = part[len(part) // 2] if len(part) > 2 else part.mean(axis=0)
        axes.annotate(
            "s",
            middle,
            (0, -20),
            textcoords="offset points",
            color=BLUE,
            size=17,
            ha="center",
            weight="bold",
        )
        axes.annotate(
            "x",
            (foot + point) / 2,
            (15, -4),
            textcoords="offset points",
            color=RED,
            size=17,
            ha="center",
            weight="bold",
        )
        axes.annotate(
            "p", point, (-16, 2), textcoords="offset points", size=17, ha="center", weight="bold"
        )
        axes.set_aspect("equal")
        axes.axis("off")
    k = 18
    for vector, color, name in ((n[k], RED, "N"), (t[k], BLUE, "T")):
        tip = c[k] + 11 * vector
        world.annotate(
            "", tip[:2], c[k][:2], arrowprops={"arrowstyle": "-|>", "color": color, "lw": 2}
        )
        world.text(
            *(c[k] + 13.5 * vector)[:2],
            name,
            color=color,
            size=13,
            weight="bold",
            ha="center",
            va="center"
        )
    world.set_title("world: p = C(s) + x N(s) + y B(s)", size=12)
    straight.set_title("straightened: (x, y, s)", size=12)
    figure.subplots_adjust(0.005, 0.01, 0.995, 0.91)
    save(figure, "straightened-coordinates.png")


def tight_arc(n=121):
    """A hairpin in a plane: straight, half a turn with radius 10, straight."""
    radius, leg = 10.0, 24.0
    total = 2 * leg + np.pi * radius
    points = []
    for s in np.linspace(0, total, n):
        if s < leg:
            points.append((-leg + s, -radius))
        elif s < leg + np.pi * radius:
            a = (s - leg) / radius
            points.append((radius * np.sin(a), -radius * np.cos(a)))
        else:
            points.append((-(s - leg - np.pi * radius), radius))
    return np.column_stack([points, np.zeros(n)])


def fold():
    """Slices that meet, and what is owned, where the curve bends more than the slices are wide."""
    t = np.linspace(-1, 1, 81)
    frame = moving_frame(
        np.stack([40 * t, 64 * t**2, 0 * t], axis=-1), FrameType=vtkMovingFrame.FixedUp
    )
    length = frame.GetLength()
    width = 40.0
    lengths = np.linspace(0, length, 57)
    c, n, _, _ = frames_at(frame, lengths)
    curvature = np.array([frame.EvaluateCurvature(s) for s in lengths])
    towards = np.sign(n[len(n) // 2][1])  # the arc is open upwards
    figure, (world, map_) = plt.subplots(
        1, 2, figsize=(11, 4.4), gridspec_kw={"width_ratios": [1, 1.35], "wspace": 0.12}
    )

    steps = np.linspace(-width, width, 289)
    owned_lines, other_lines = [], []
    for ci, ni, s in zip(c, n, lengths):
        owned = [bool(frame.IsOwned((x, 0.0, s))) for x in steps]
        for a, b, here in zip(steps[:-1], steps[1:], owned[:-1]):
            (owned_lines if here else other_lines).append([(ci + a * ni)[:2], (ci + b * ni)[:2]])
    world.add_collection(LineCollection(other_lines, color=RED, lw=0.8, alpha=0.7))
    world.add_collection(LineCollection(owned_lines, color=BLUE, lw=1.1))
    fine_c, fine_n, _, _ = frames_at(frame, np.linspace(0, length, 400))
    fine_k = np.array([frame.EvaluateCurvature(s) for s in np.linspace(0, length, 400)])
    world.plot(fine_c[:, 0], fine_c[:, 1], color=INK, lw=2.5)
    evolute = fine_c + towards * fine_n / np.maximum(fine_k, 1e-9)[:, None]
    keep = fine_k > 1 / width
    world.plot(evolute[keep, 0], evolute[keep, 1], color=ORANGE, lw=2.5)
    world.set_xlim(-82, 82)
    world.set_ylim(-42, 86)
    world.set_aspect("equal")
    world.axis("off")
    world.set_title("world: the slices, from the side", size=12)

    xs, ss = np.linspace(-width, width, 241), np.linspace(0, length, 361)
    mask = np.array([[frame.IsOwned((x, 0.0, s)) for s in ss] for x in xs], dtype=float)
    from matplotlib.colors import ListedColormap

    map_.imshow(
        mask,
        origin="lower",
        extent=(0, length, -width, width),
        cmap=ListedColormap(["#f3c1bf", "#c9dcf6"]),
        aspect="equal",
        interpolation="nearest",
    )
    map_.plot([0, length], [0, 0], color=INK, lw=2.5)
    with np.errstate(divide="ignore"):
        map_.plot(np.linspace(0, length, 400)[keep], towards / fine_k[keep], color=ORANGE, lw=2.5)
    middle, top = length / 2, towards * width
    map_.text(middle, 0.78 * top, "not owned", ha="center", va="center", size=11)
    map_.text(middle, -0.45 * top, "owned", ha="center", va="center", size=11)
    map_.text(
        middle,
        towards * 3.2,
        "x = FoldRadius",
        ha="center",
        va="bottom" if top > 0 else "top",
        size=11,
        color="#b8660a",
    )
    map_.set_xlim(0, length)
    map_.set_ylim(-width, width)
    map_.set_xlabel("s")
    map_.set_ylabel("x")
    map_.set_title("straightened: y = 0", size=12)
    figure.subplots_adjust(0.0, 0.06, 0.985, 0.95)
    save(figure, "fold.png")


def owned_region():
    frame = moving_frame(tight_arc(), FrameType=vtkMovingFrame.FixedUp)
    length = frame.GetLength()
    width = 26.0
    xs, ss = np.linspace(-width, width, 208), np.linspace(0, length, 314)
    mask = np.array([[bool(frame.IsOwned((x, 0.0, s))) for s in ss] for x in xs])
    c, n, _, _ = frames_at(frame, ss)
    world_points = c[None, :, :] + xs[:, None, None] * n[None, :, :]
    colors = plt.get_cmap("turbo")(0.08 + 0.84 * ss / length)
    figure, (world, map_) = plt.subplots(
        1, 2, figsize=(11, 4.6), gridspec_kw={"width_ratios": [1, 1.45], "wspace": 0.14}
    )
    image = np.empty(mask.shape + (4,))
    image[:] = colors[None, :, :]
    image[~mask] = (0.93, 0.93, 0.93, 1.0)
    map_.imshow(
        image,
        origin="lower",
        extent=(0, length, -width, width),
        aspect="equal",
        interpolation="nearest",
    )
    map_.plot([0, length], [0, 0], color=INK, lw=2.5)
    map_.set_xlabel("s")
    map_.set_ylabel("x")
    map_.set_title("straightened: owned voxels in colour, the others grey", size=12)
    for j in range(len(ss) - 1):
        rows = np.flatnonzero(mask[:, j])
        if len(rows) < 2:
            continue
        a, b = rows[0], rows[-1]
        quad = world_points[[a, b, b, a], [j, j, j + 1, j + 1], :2]
        world.fill(quad[:, 0], quad[:, 1], color=colors[j], lw=0.4)
    world.plot(c[:, 0], c[:, 1], color=INK, lw=2.5)
    world.set_aspect("equal")
    world.axis("off")
    world.set_title("world: every point once", size=12)
    figure.subplots_adjust(0.01, 0.11, 0.985, 0.92)
    save(figure, "owned-region.png")


def world_grid():
    """A grid of the world, and the same lines in straightened coordinates."""
    t = np.linspace(0, 1, 60)
    points = np.stack([100 * t, 30 * np.sin(1.5 * np.pi * t) - 10 * t, 0 * t], axis=-1)
    transform = vtkStraighteningTransform()
    transform.SetCurveData(polyline(points))
    transform.SetFrameType(vtkMovingFrame.FixedUp)
    transform.Inverse()
    figure, (world, straight) = plt.subplots(
        1, 2, figsize=(11, 4.0), gridspec_kw={"width_ratios": [1, 1.25], "wspace": 0.14}
    )
    frame = moving_frame(points, FrameType=vtkMovingFrame.FixedUp)
    length = frame.GetLength()
    curve = frames_at(frame, np.linspace(0, length, 300))[0]
    colors = plt.get_cmap("turbo")
    fine = np.linspace(-1, 1, 500)
    reach_x, reach_y = 58.0, 46.0
    lines = [np.column_stack([50 + reach_x * fine, 0 * fine + y]) for y in np.arange(-46, 47, 5.75)]
    lines += [np.column_stack([0 * fine + 50 + x, reach_y * fine]) for x in np.arange(-58, 59, 5.8)]
    for line in lines:
        mapped = np.array([transform.TransformDoublePoint(p[0], p[1], 0.0) for p in line])
        x, s = mapped[:, 0], mapped[:, 2]
        # the line is cut where it crosses from the neighbourhood of one stretch to another's
        torn = np.hypot(np.diff(x), np.diff(s)) > 4
        keep = ~torn
        shade = colors(0.08 + 0.84 * np.clip(s[1:], 0, length) / length)
        for axes, ends in ((world, line), (straight, np.column_stack([s, x]))):
            pairs = np.stack([ends[:-1], ends[1:]], axis=1)
            axes.add_collection(LineCollection(pairs[keep], color=shade[keep], lw=1.1))
    world.plot(curve[:, 0], curve[:, 1], color=INK, lw=2.5)
    world.set_xlim(-10, 110)
    world.set_ylim(-48, 48)
    world.set_aspect("equal")
    world.axis("off")
    world.set_title("world", size=12)
    straight.plot([0, length], [0, 0], color=INK, lw=2.5)
    straight.set_xlim(-48, length + 32)
    straight.set_ylim(-72, 72)
    straight.set_aspect("equal")
    straight.set_xlabel("s")
    straight.set_ylabel("x")
    straight.set_title("straightened", size=12)
    figure.subplots_adjust(0.0, 0.12, 0.985, 0.92)
    save(figure, "world-grid.png")


def straightened_stent():
    """A stent of crossed wires in a bent vessel, in the world and straightened."""
    t = np.linspace(0, 1, 60)
    points = np.stack(
        [60 * np.sin(np.pi * t), 22 * np.sin(2 * np.pi * t), 55 * np.cos(np.pi * t)], axis=-1
    )
    frame = moving_frame(points)
    length = frame.GetLength()
    lengths = np.linspace(0.1 * length, 0.9 * length, 400)
    c, n, b, _ = frames_at(frame, lengths)
    figure = plt.figure(figsize=(11, 4.6))
    world = figure.add_axes([0.0, 0.0, 0.45, 1], projection="3d")
    straight = figure.add_axes([0.46, 0.0, 0.54, 1], projection="3d")
    curve = frames_at(frame, np.linspace(0, length, 200))[0]
    world.plot(*curve.T, color=INK, lw=1.5)
    straight.plot([0, length], [0, 0], [0, 0], color=INK, lw=1.5)
    colors = plt.get_cmap("turbo")(0.08 + 0.84 * lengths[:-1] / length)
    everything = ([], [])
    for start in np.arange(6) * np.pi / 3:
        for turn in (-1, 1):
            angle = start + turn * 2 * np.pi * (lengths - lengths[0]) / 60
            wire = c + 11 * (np.cos(angle)[:, None] * n + np.sin(angle)[:, None] * b)
            model = vtkStraightenDataSet()
            model.SetInputData(polyline(wire))
            model.SetCurveData(polyline(points))
            model.Update()
            mapped = vtk_to_numpy(model.GetOutput().GetPoints().GetData())[:, [2, 0, 1]]
            for i, (axes, ends) in enumerate(((world, wire), (straight, mapped))):
                pairs = np.stack([ends[:-1], ends[1:]], axis=1)
                axes.add_collection3d(Line3DCollection(pairs, colors=colors, lw=1.6))
                everything[i].append(ends)
    plain_3d(world, np.vstack(everything[0] + [curve]), 12, -62, 1.0)
    line = np.array([[0, 0, 0], [length, 0, 0]])
    plain_3d(straight, np.vstack(everything[1] + [line]), 10, -90, 1.05)
    figure.text(0.225, 0.96, "world", size=12, ha="center", va="center")
    figure.text(0.73, 0.96, "straightened", size=12, ha="center", va="center")
    save(figure, "straightened-model.png")


def owned_slice():
    """The owned part of one slice, and the half-planes that bound it."""
    t = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    trefoil = np.stack(
        [
            20 * (np.sin(t) + 2 * np.sin(2 * t)),
            20 * (np.cos(t) - 2 * np.cos(2 * t)),
            -34 * np.sin(3 * t),
        ],
        axis=-1,
    )
    frame = moving_frame(trefoil, closed=True)
    length = frame.GetLength()
    s = 0.36 * length
    (c,), (n,), (b,), _ = frames_at(frame, [s])
    width = 50.0
    xs = np.linspace(-width, width, 301)
    mask = np.array([[frame.IsOwned((x, y, s)) for x in xs] for y in xs], dtype=float)
    figure, (world, cell) = plt.subplots(
        1, 2, figsize=(11, 4.9), gridspec_kw={"width_ratios": [1, 1.05], "wspace": 0.05}
    )
    world.remove()
    world = figure.add_axes([0.0, 0.0, 0.5, 0.97], projection="3d")
    lengths = np.linspace(0, length, 600)
    curve = frames_at(frame, lengths)[0]
    world.plot(*curve.T, color=INK, lw=2.5)
    corners = [c + width * (u * n + v * b) for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    world.add_collection3d(
        Poly3DCollection([corners], facecolor="#8fb4e8", edgecolor=BLUE, alpha=0.25, lw=1)
    )
    world.plot(*c[:, None], "o", color=RED, ms=7)
    plain_3d(world, np.vstack([curve, corners]), 28, 40, 1.15)
    from matplotlib.colors import ListedColormap

    cell.imshow(
        mask,
        origin="lower",
        extent=(-width, width, -width, width),
        cmap=ListedColormap(["#ececec", "#c9dcf6"]),
        interpolation="nearest",
    )
    # the border of {2 Z.q <= |Z|^2} for points Z of the curve, seen from C(s)
    for other in frames_at(frame, np.linspace(0, length, 130))[0]:
        z = other - c
        across = np.array([z @ n, z @ b])
        size = np.linalg.norm(across)
        if size < 0.25 * np.linalg.norm(z):
            continue
        foot = across / size * (z @ z) / (2 * size)
        along = np.array([-across[1], across[0]]) / size
        line = np.array([foot - 200 * along, foot + 200 * along])
        cell.plot(*line.T, color=ORANGE, lw=0.7)
    cell.plot(0, 0, "o", color=RED, ms=7)
    cell.set_xlim(-width, width)
    cell.set_ylim(-width, width)
    cell.set_xlabel("x")
    cell.set_ylabel("y")
    figure.subplots_adjust(0.0, 0.11, 0.985, 0.97)
    save(figure, "owned-slice.png")


def pipe(straight=24.0, radius=16.0, step=1.0):
    """Along x, a bend up, along z, a bend to the side, along y."""
    corners = []
    for s in np.arange(0, straight, step):
        corners.append((s, 0, 0))
    angles = np.linspace(0, np.pi / 2, int(radius * np.pi / 2 / step))
    for a in angles[:-1]:
        corners.append((straight + radius * np.sin(a), 0, radius * (1 - np.cos(a))))
    for s in np.arange(0, straight, step):
        corners.append((straight + radius, 0, radius + s))
    for a in angles[:-1]:
        corners.append(
            (straight + radius, radius * (1 - np.cos(a)), radius + straight + radius * np.sin(a))
        )
    for s in np.arange(0, straight + step, step):
        corners.append((straight + radius, radius + s, 2 * radius + straight))
    # A little askew, as real curves are: nothing runs exactly along an axis.
    angle = np.radians(3)
    lean = np.array(
        [[1, 0, np.sin(angle)], [0, 1, np.sin(angle)], [-np.sin(angle), -np.sin(angle), 1]]
    )
    rotation, upper = np.linalg.qr(lean)
    rotation = rotation * np.sign(np.diag(upper))
    return np.array(corners) @ rotation.T


def frame_rules():
    """The same curve with three rules."""
    rules = (
        ("Rotation Minimizing", vtkMovingFrame.RotationMinimizing, BLUE),
        ("Fixed Up, (0, 0, 1)", vtkMovingFrame.FixedUp, GREEN),
        ("Frenet", vtkMovingFrame.Frenet, RED),
    )
    figure = plt.figure(figsize=(11, 6.6))
    below = figure.add_axes([0.075, 0.08, 0.91, 0.30])
    reference = None
    for i, (name, rule, color) in enumerate(rules):
        frame = moving_frame(pipe(), FrameType=rule)
        length = frame.GetLength()
        lengths = np.linspace(0, length, 1200)
        c, n, b, _ = frames_at(frame, lengths)
        top = c + 10 * b
        axes = figure.add_axes([i / 3, 0.38, 1 / 3, 0.57], projection="3d")
        quads = [[c[k], c[k + 4], top[k + 4], top[k]] for k in range(0, len(c) - 4, 4)]
        axes.add_collection3d(Poly3DCollection(quads, facecolor=color, alpha=0.30, lw=0))
        spokes = [[c[k], top[k]] for k in range(0, len(c), 20)]
        axes.add_collection3d(Line3DCollection(spokes, color=color, lw=1.0))
        axes.plot(*c[::4].T, color=INK, lw=2.5)
        plain_3d(axes, np.vstack([c - 9, c + 9]), 18, -52, 1.3)
        figure.text((i + 0.5) / 3, 0.965, name, color=color, size=14, ha="center", va="center")
        if reference is None:
            reference = (n, b)
        angle = np.degrees(
            np.arctan2((n * reference[1]).sum(axis=1), (n * reference[0]).sum(axis=1))
        )
        below.plot(lengths, angle, ".", color=color, ms=4)
    below.set_xlim(0, length)
    below.set_xlabel("arc length s")
    below.set_ylabel("turn about T, degrees")
    below.set_ylim(-190, 190)
    below.set_yticks([-180, -90, 0, 90, 180])
    below.grid(color="#e3e6ea")
    save(figure, "frame-rules.png")


def natural_spline_tangent(points, where):
    """Unit tangents at the points of the natural cubic spline, for comparison."""
    u = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    h, m = np.diff(u), np.diff(points, axis=0) / np.diff(u)[:, None]
    count = len(points)
    matrix, right = np.zeros((count, count)), np.zeros((count, 3))
    matrix[0, :2], right[0] = (2, 1), 3 * m[0]
    matrix[-1, -2:], right[-1] = (1, 2), 3 * m[-1]
    for i in range(1, count - 1):
        matrix[i, i - 1 : i + 2] = h[i], 2 * (h[i - 1] + h[i]), h[i - 1]
        right[i] = 3 * (m[i - 1] * h[i] + m[i] * h[i - 1])
    derivatives = np.linalg.solve(matrix, right)[where]
    return derivatives / np.linalg.norm(derivatives)


def accuracy():
    """Tilt and twist of the slices along a helix against the distance of its points."""
    turn = 4 * np.pi
    tau = HELIX_RISE / HELIX_SPEED**2
    steps = np.array([8.0, 5.6, 4.0, 2.8, 2.0, 1.4, 1.0, 0.7, 0.5, 0.35, 0.25])
    rows = []
    for step in steps:
        count = int(round(turn * HELIX_SPEED / step)) + 1
        t = np.linspace(0, turn, count)
        points = helix(t)
        frame = moving_frame(points)
        length = frame.GetLength()
        lengths = np.linspace(0, length, 4001)
        c, n, b, tangent = frames_at(frame, lengths)
        # the parameter of the helix across from each point
        p = lengths / HELIX_SPEED
        for _ in range(4):
            d1 = np.stack(
                [-HELIX_RADIUS * np.sin(p), HELIX_RADIUS * np.cos(p), 0 * p + HELIX_RISE], axis=-1
            )
            d2 = np.stack([-HELIX_RADIUS * np.cos(p), -HELIX_RADIUS * np.sin(p), 0 * p], axis=-1)
            offset = helix(p) - c
            p = p - (offset * d1).sum(axis=1) / (HELIX_SPEED**2 + (offset * d2).sum(axis=1))
        exact_t = (
            np.stack(
                [-HELIX_RADIUS * np.sin(p), HELIX_RADIUS * np.cos(p), 0 * p + HELIX_RISE], axis=-1
            )
            / HELIX_SPEED
        )
        tilt = np.degrees(np.linalg.norm(np.cross(tangent, exact_t), axis=1))
        # the exact rotation-minimizing normal turns by -torsion against the principal normal
        principal = np.stack([-np.cos(p), -np.sin(p), 0 * p], axis=-1)
        binormal = np.cross(exact_t, principal)
        angle = np.unwrap(np.arctan2((n * binormal).sum(axis=1), (n * principal).sum(axis=1)))
        twist = angle + tau * HELIX_SPEED * p
        twist = np.degrees(np.abs(twist - twist[len(twist) // 2]))
        inner = (lengths > 0.15 * length) & (lengths < 0.85 * length)
        forward = points[1] - points[0]
        start = np.array([0, HELIX_RADIUS, HELIX_RISE]) / HELIX_SPEED
        forward_tilt = np.degrees(
            np.linalg.norm(np.cross(forward / np.linalg.norm(forward), start))
        )
        natural = np.degrees(np.linalg.norm(np.cross(natural_spline_tangent(points, 0), start)))
        rows.append((tilt[inner].max(), tilt.max(), twist[inner].max(), natural, forward_tilt))
    inner, ends, twist, natural, forward = np.array(rows).T
    figure, axes = plt.subplots(figsize=(8, 5.2))
    for values, color, style, name in (
        (forward, PALE, "--", "tilt, tangents by forward differences"),
        (natural, ORANGE, "--", "tilt at the ends, natural spline"),
        (ends, RED, "-", "tilt at the ends"),
        (inner, BLUE, "-", "tilt inside"),
        (twist, GREEN, "-", "twist inside"),
    ):
        axes.loglog(steps, values, style, marker="o", ms=4, color=color, lw=2, label=name)
    axes.set_xlabel("distance of the points in mm (helix: radius 20 mm, rise 63 mm a turn)")
    axes.set_ylabel("error in degrees")
    axes.set_xticks([0.25, 0.5, 1, 2, 4, 8])
    axes.set_xticklabels(["0.25", "0.5", "1", "2", "4", "8"])
    axes.minorticks_off()
    axes.grid(color="#e3e6ea")
    axes.legend(loc="lower right", framealpha=1)
    figure.tight_layout()
    save(figure, "accuracy.png")
    for row in zip(steps, forward, natural, ends, inner, twist):
        print(
            "step %5.2f  forward %.2g  natural ends %.2g  ends %.2g  inside %.2g  twist %.2g" % row
        )


os.makedirs(FOLDER, exist_ok=True)
frame_along_helix()
straightened_coordinates()
fold()
owned_region()
owned_slice()
world_grid()
straightened_stent()
frame_rules()
accuracy()
