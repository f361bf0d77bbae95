# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The options of ``python3 -m curvedreformat``. Nothing here imports VTK, so that --help is quick.

argparse checks what it can. What it cannot do is done before: an option may be followed by one
number or several, also in front of the names of files, and negative numbers are no options, not
even with the second dash that pvpython puts in front of some of them ("--1024"). Each option with its
values becomes one word, and the names of files go behind them.
"""

import argparse
import re
import sys

from .version import VERSION

NUMBER = re.compile(r"[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?|inf|nan)\Z", re.I)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and knows options with several values."""

    def __init__(self, **settings):
        super().__init__(
            allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, add_help=False, **settings)
        self.collectors = {}

    def error(self, message):
        sys.stderr.write("curvedreformat: %s (%s --help tells more).\n" % (" ".join(message.split()), self.prog))
        sys.exit(2)

    def option(self, group, *names, collect=None, **settings):
        """Add an option to a group; ``collect`` returns how many of the words that follow are its."""
        action = group.add_argument(*names, **settings)
        if action.nargs != 0:
            for name in names:
                self.collectors[name] = (names[-1], collect or (lambda words: 1))

    def arrange(self, words):
        """The words as argparse takes them: options with their values, then the names of files."""
        options, files = [], []
        words = [word[1:] if word.startswith("--") and NUMBER.match(word[1:]) else word for word in words]
        while words:
            word = words.pop(0)
            if word == "--":
                files += words
                break
            name, has_value, value = word.partition("=")
            if name not in self.collectors:
                (options if word.startswith("-") and word != "-" and not NUMBER.match(word) else files).append(word)
                continue
            long_name, collect = self.collectors[name]
            if has_value:
                options.append("%s=%s" % (long_name, value))
                continue
            count = 0
            while count < len(words) and (not words[count].startswith("-") or NUMBER.match(words[count])):
                count += 1
            count = collect(words[:count])
            if count is None:
                options.append(long_name)  # argparse says that something is missing
            else:
                options.append("%s=%s" % (long_name, " ".join(words[:count])))
                del words[:count]
        return options + ["--"] + files

    def parse(self, words):
        return self.parse_args(self.arrange(words))


def _one(words):
    return 1 if words else None


def up_to(most):
    """Takes so many numbers; a word that is none is left for the type to refuse when it is the first."""

    def collect(words):
        count = 0
        while count < min(most, len(words)) and NUMBER.match(words[count]):
            count += 1
        return count or _one(words)

    return collect


def _slab_words(words):
    """MODE, THICKNESS and, where it is there, an axis."""
    if len(words) >= 3 and words[2] in ("x", "y", "curve"):
        return 3
    return min(len(words), 2) or None


def _file_ending(*endings):
    """A file name, where one follows that ends so; else none, which is the empty string."""

    def collect(words):
        return 1 if words and words[0].lower().endswith(endings) else 0

    return collect


def numbers(*counts, type=float, check=None):
    """A type: so many numbers, apart by blanks or commas."""

    def convert(value):
        words = value.replace(",", " ").split()
        expected = " or ".join(str(c) for c in counts) + (" number" if counts[-1] == 1 else " numbers")
        if type is int:
            expected = expected.replace("number", "whole number")
        try:
            found = [type(word) for word in words]
        except ValueError:
            found = []
        if len(found) not in counts or (check is None and any(v - v != 0 for v in found)):
            raise argparse.ArgumentTypeError("%r is given; %s expected" % (
                value, expected + (" is" if counts[-1] == 1 else " are")))
        if check == "positive" and any(not 0 < v < float("inf") for v in found):
            raise argparse.ArgumentTypeError("%r is given; more than 0 is expected" % value)
        if check == "not negative" and any(not 0 <= v < float("inf") for v in found):
            raise argparse.ArgumentTypeError("%r is given; 0 or more is expected" % value)
        return found if counts != (1,) else found[0]

    return convert


def _slab(value):
    words = value.replace(",", " ").split()
    try:
        mode, thickness, axis = (words + ["y"])[:3]
        thickness = float(thickness)
    except ValueError:
        mode = None
    if mode not in SLAB_MODES or len(words) > 3 or not 0 <= thickness < float("inf") or axis not in SLAB_AXES:
        raise argparse.ArgumentTypeError(
            "%r is given; %s, the thickness in mm and, if not y, the axis x or curve are expected"
            % (value, ", ".join(SLAB_MODES[:-1]) + " or " + SLAB_MODES[-1]))
    return mode, thickness, axis


def _tolerance(value):
    found = numbers(1)(value)
    if not 0 <= found <= 0.5:
        raise argparse.ArgumentTypeError("%r is given; 0 to 0.5 is expected" % value)
    return found


# As pipeline.py has them; a test compares.
MODES = ("straightened", "stretched", "projected", "unfolded", "rotating")
FRAME_TYPES = ("rotation-minimizing", "fixed-up", "frenet", "from-array")
INTERPOLATIONS = ("nearest", "linear", "cubic")
SLAB_MODES = ("min", "max", "mean", "sum")
SLAB_AXES = ("x", "y", "curve")

IMAGE = "the image: .vti, .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd, .npy (with its .npy.json), or a folder or a file of DICOM"
CURVE = "the curve: .vtp, .vtk, .mrk.json, .json, .fcsv, or a table: .csv, .txt, .tsv, .dat, .xyz"


def _add_output(parser, group, what):
    parser.option(group, "-o", "--output", metavar="OUT", action="append", default=[], collect=_one, help=what)


def _add_general(parser, makes=True):
    group = parser.add_argument_group("general")
    parser.option(
        group, "--world", choices=("RAS", "LPS"),
        help="frame of the coordinates in files that do not say theirs: .vti, .vtp, .vtk, tables of text. Files"
        " that do (NIfTI, NRRD, MetaImage, DICOM, markups) are converted. (default: what a .vti of straighten says,"
        " else RAS)")
    parser.option(
        group, "--series", metavar="UID", collect=_one,
        help="the series of a folder of DICOM that has several (default: the only one)")
    parser.option(
        group, "--tolerance", metavar="T", type=_tolerance, default=0.01, collect=up_to(1),
        help="how far slices of DICOM may be from their places in an even grid, 0 to 0.5 of a step (default: 0.01)")
    parser.option(
        group, "--volume", metavar="N", type=numbers(1, type=int, check="not negative"), collect=up_to(1),
        help="which volume of an image with time, from 0 (default: the only one)")
    if makes:
        parser.option(
            group, "--threads", metavar="N", type=numbers(1, type=int, check="positive"), collect=up_to(1),
            help="number of threads (default: as many as cores)")
        parser.option(group, "-q", "--quiet", action="store_true", help="no progress bar, and no result lines")
    parser.option(group, "-h", "--help", action="help", help="show this help and exit")


def _add_frame(parser, bends=False):
    group = parser.add_argument_group(
        "frame of the slices" + (", with --curve: what the image was straightened with" if bends else ""))
    parser.option(
        group, "--frame", choices=FRAME_TYPES, default=FRAME_TYPES[0], help="how slices are turned about the curve"
        " (default: rotation-minimizing)")
    parser.option(
        group, "--up", metavar="X Y Z", type=numbers(3), collect=up_to(3),
        help="direction of the slices' y with --frame fixed-up (default: 0 0 1)")
    parser.option(
        group, "--second-up", metavar="X Y Z", type=numbers(3), collect=up_to(3),
        help="the same where the curve runs along --up (default: chosen)")
    parser.option(
        group, "--normals", metavar="NAME", collect=_one,
        help="point array of the curve with the slices' x, with --frame from-array (default: the usual names)")
    parser.option(
        group, "--angle", metavar="DEGREES", type=numbers(1), default=0.0, collect=up_to(1),
        help="turn of the slices about the curve, in degrees (default: 0)")
    parser.option(
        group, "--smoothing", metavar="MM", type=numbers(1, check="not negative"), default=0.0, collect=up_to(1),
        help="standard deviation of the smoothing along the curve, in mm (default: 0)")
    parser.option(
        group, "--curve-index", metavar="N", type=numbers(1, type=int, check="not negative"), default=0,
        collect=up_to(1), help="which line of the curve's file, from 0 (default: 0)")


def _add_mode(parser, group):
    parser.option(group, "--mode", choices=MODES, default=MODES[0], help="the view (default: straightened)")
    parser.option(
        group, "--vector-of-interest", metavar="X Y Z", type=numbers(3), collect=up_to(3),
        help="direction of x in the modes stretched and projected (default: across the plane of the curve)")
    parser.option(
        group, "--projection-direction", metavar="X Y Z", type=numbers(3), collect=up_to(3),
        help="direction of z in the mode projected (default: the one that the curve extends furthest along)")
    parser.option(
        group, "--relative-to-wall", action="store_true", help="radii of the mode unfolded from the wall, not the curve")


def _add_grid(parser, slabs=False):
    group = parser.add_argument_group("slices (of size, spacing and dimensions any two will do)")
    parser.option(
        group, "--spacing", metavar="S [S S]", type=numbers(1, 3, check="positive"), collect=up_to(3),
        help="of x, y and along the curve, in mm (default: chosen from the image)")
    parser.option(
        group, "--size", metavar="W [H]", type=numbers(1, 2, check="positive"), collect=up_to(2),
        help="width and height of the slices, in mm (default: chosen from the curve's radius or the image)")
    parser.option(
        group, "--dimensions", metavar="W [H]", type=numbers(1, 2, type=int, check="positive"), collect=up_to(2),
        help="width and height of the slices, in pixels%s (default: size / spacing)"
        % ("; 1 on the axis x or y of --slab, whatever is given" if slabs else ""))
    parser.option(
        group, "--slices", metavar="N", type=numbers(1, type=int, check="positive"), collect=up_to(1),
        help="number of slices, spread over the whole curve (default: length / spacing)")
    return group


def _add_sampling(parser, array):
    group = parser.add_argument_group("values")
    parser.option(
        group, "--labels", action="store_true", help="the image has labels: the same as --interpolation nearest")
    parser.option(
        group, "--interpolation", choices=INTERPOLATIONS, help="how values between voxels are found (default: linear)")
    parser.option(
        group, "--background", metavar="VALUE", type=numbers(1), default=0.0, collect=up_to(1),
        help="value where there is no image (default: 0)")
    parser.option(group, "--array", metavar="NAME", collect=_one, help=array)
    return group


ARRAY = "the point array, for images with several (default: all; files that hold one get the active one)"


def _subparser(commands, name, summary, usage, description, example):
    return commands.add_parser(
        name, prog="curvedreformat " + name, help=summary, usage="curvedreformat %s %s" % (name, usage),
        description=description, epilog="example:\n  curvedreformat %s %s" % (name, example))


def _add_straighten(commands):
    parser = _subparser(
        commands, "straighten", "straighten an image along a curve", "IMAGE CURVE -o OUT [option ...]",
        "Straighten an image along a curve.", "ct.nii.gz aorta.mrk.json -o straight.vti --spacing 0.5 --size 60 --npy")
    parser.add_argument("image", metavar="IMAGE", help=IMAGE)
    parser.add_argument("curve", metavar="CURVE", help=CURVE)
    group = parser.add_argument_group("output (at least one)")
    _add_output(
        parser, group, "file to write, any number of times; the ending decides: .vti (with the curve, for bend-back),"
        " .nii, .nii.gz, .nrrd, .mha, .npy, .png, .csv, .json")
    parser.option(
        group, "--npy", metavar="[FILE]", collect=_file_ending(".npy"),
        help="array [k, j, i] of NumPy, and FILE.json with its geometry (default: named after OUT)")
    parser.option(
        group, "--png", metavar="[FILE]", collect=_file_ending(".png"),
        help="pictures, FILE-0000.png and so on, one a slice (default: named after OUT)")
    parser.option(
        group, "--window", metavar="LOW HIGH", type=numbers(2), collect=up_to(2),
        help="black and white of the pictures (default: the smallest and the largest value)")
    parser.option(
        group, "--transforms", metavar="FILE", collect=_one,
        help="4 x 4 matrices of the slices, .csv or .json, into the frame of --world")
    group = parser.add_argument_group("mode")
    _add_mode(parser, group)
    parser.option(
        group, "--radius-range", metavar="R R", type=numbers(2), collect=up_to(2),
        help="first and last radius of the mode unfolded, in mm (default: chosen)")
    parser.option(
        group, "--angles", metavar="N", type=numbers(1, type=int, check="positive"), collect=up_to(1),
        help="number of sections of the mode rotating (default: 36)")
    group = _add_grid(parser, slabs=True)
    parser.option(
        group, "--slab", metavar="MODE MM [AXIS]", type=_slab, collect=_slab_words,
        help="thick slabs: min, max, mean or sum; thickness in mm; along x, y or curve. One slab along x or y makes"
        " a whole image, of one pixel on that axis. (default: none; axis y)")
    parser.option(
        group, "--slab-center", metavar="MM", type=numbers(1), default=0.0, collect=up_to(1),
        help="where the middle of slabs lies on their axis, in mm (default: 0)")
    _add_frame(parser)
    group = _add_sampling(parser, ARRAY)
    parser.option(
        group, "--fill-unowned", action="store_true",
        help="the background also where another stretch of the curve is nearer")
    _add_general(parser)
    return parser


def _add_bend_back(commands):
    parser = _subparser(
        commands, "bend-back", "put a straightened image, or labels drawn on it, back into the world",
        "STRAIGHTENED -o OUT [option ...]",
        "Put a straightened image, or labels drawn on it, back into the world. A .vti of straighten\n"
        "has its curve; for files that cannot hold it give --straightened or --curve.",
        "labels.nii.gz --straightened straight.vti --reference ct.nii.gz --labels -o bent.nii.gz")
    parser.add_argument("image", metavar="STRAIGHTENED", help="the straightened image, or labels on its grid: " + IMAGE[11:])
    group = parser.add_argument_group("output (at least one)")
    _add_output(
        parser, group,
        "file to write, any number of times; the ending decides: .vti, .nii, .nii.gz, .nrrd, .mha, .npy, .png")
    parser.option(
        group, "--reference", metavar="IMAGE", collect=_one,
        help="image whose grid the output gets, usually the scan (default: a grid of its own, as large as needed)")
    parser.option(
        group, "--spacing", metavar="S [S S]", type=numbers(1, 3, check="positive"), collect=up_to(3),
        help="of the output without --reference, in mm (default: the smallest of STRAIGHTENED)")
    group = parser.add_argument_group("where the curve comes from, if not from STRAIGHTENED").add_mutually_exclusive_group()
    parser.option(
        group, "--straightened", metavar="FILE", collect=_one,
        help=".vti of straighten with the same grid, whose curve and exact grid are taken")
    parser.option(
        group, "--curve", metavar="CURVE", collect=_one,
        help="curve that the image was straightened along; its mode and frame have to be given as they were then")
    _add_frame(parser, bends=True)
    _add_mode(parser, parser.add_argument_group("mode, with --curve: what the image was straightened with"))
    _add_sampling(parser, ARRAY)
    _add_general(parser)
    return parser


def _add_profile(commands):
    parser = _subparser(
        commands, "profile", "measure every slice across a curve", "IMAGE [CURVE] -o OUT.csv [option ...]",
        "Straighten an image along a curve and measure every slice: mean, standard deviation,\n"
        "minimum, maximum, and the area and diameters of a region.",
        "ct.nii.gz aorta.vtp -o aorta.csv --size 60 --spacing 0.5 --threshold 150 900")
    parser.add_argument("image", metavar="IMAGE", help=IMAGE)
    parser.add_argument(
        "curve", metavar="CURVE", nargs="?", help=CURVE + "; to be left out where IMAGE is a straightened .vti")
    group = parser.add_argument_group("output")
    _add_output(parser, group, "table to write, .csv: one line a slice")
    parser.option(
        group, "--curve-output", metavar="FILE", collect=_one,
        help="table of the curve's length, tortuosity and curvature, .csv (default: none)")
    group = parser.add_argument_group("region, whose area and diameters are measured (default: none)")
    either = group.add_mutually_exclusive_group()
    parser.option(
        either, "--threshold", metavar="LOW HIGH", type=numbers(2, check="any"), collect=up_to(2),
        help="where the values are in this range; -inf and inf are fine")
    parser.option(
        either, "--label", metavar="N", type=numbers(1, type=int), collect=up_to(1),
        help="where the label map --label-image has this value")
    parser.option(group, "--label-image", metavar="IMAGE", collect=_one, help="label map that belongs to IMAGE")
    parser.option(
        group, "--not-connected", action="store_true", help="all of the region, not only the part with the curve in it")
    parser.option(
        group, "--radius", metavar="MM", type=numbers(1, check="not negative"), default=0.0, collect=up_to(1),
        help="how far from the curve voxels count, in mm; 0 is the whole slice (default: 0)")
    parser.option(
        group, "--component", metavar="N", type=numbers(1, type=int), default=0, collect=up_to(1),
        help="of arrays with several, from 0; -1 is the magnitude (default: 0)")
    _add_grid(parser)
    _add_frame(parser)
    _add_sampling(parser, "the point array, for images with several (default: the active one)")
    _add_general(parser)
    return parser


def _add_info(commands):
    parser = _subparser(
        commands, "info", "say what files are", "FILE [FILE ...] [option ...]",
        "Say what files are: the geometry of images, the length of curves, and their arrays.",
        "ct.nii.gz aorta.mrk.json --json")
    parser.add_argument("files", metavar="FILE", nargs="+", help="images and curves, and folders of DICOM")
    group = parser.add_argument_group("output")
    parser.option(group, "--json", action="store_true", help="as JSON: a list with one object a file")
    _add_general(parser, makes=False)
    return parser


def make_parsers():
    """The parser, and those of the commands by name."""
    parser = Parser(
        prog="curvedreformat", usage="curvedreformat COMMAND ... [-h] [--version]",
        description="Curved planar reformation: images, straightened along curves, and back.",
        epilog="curvedreformat COMMAND --help tells more. Lengths are in the unit of the files, which for\n"
        "medical images is the millimetre. Exit codes: 0 done, 1 failed, 2 wrong arguments,\n"
        "130 interrupted.")
    parser.add_argument("-h", "--help", action="help", help="show this help and exit")
    parser.add_argument(
        "--version", action="version", version="curvedreformat " + VERSION, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND", parser_class=Parser)
    return parser, {
        "straighten": _add_straighten(commands),
        "bend-back": _add_bend_back(commands),
        "profile": _add_profile(commands),
        "info": _add_info(commands),
    }


def parse(words):
    """Return the name of the command, its options, and its parser, which is for more that is wrong."""
    parser, commands = make_parsers()
    if words and words[0] in commands:
        return words[0], commands[words[0]].parse(words[1:]), commands[words[0]]
    options = parser.parse_args(words)
    if options.command is None:
        parser.error("no command is given; %s are there" % ", ".join(commands))
    return options.command, options, parser
