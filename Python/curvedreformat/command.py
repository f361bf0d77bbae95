# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command: what is read, made and written, and what is said about it.

Results are on stdout, one line each, and what is wrong is on stderr, one line that begins with
"curvedreformat: ". Exit codes: 0 done, 1 failed, 2 wrong arguments, 128 and the number of the
signal that ended it.
"""

import importlib
import sys
import warnings

from .command_line import parse
from .command_words import with_options
from .terminal import Interrupted, Progress, Signals, finish_output, say_error, use_real_streams

# The functions of the commands are imported when one is run: --help does not need VTK.
_RUNNERS = {
    "straighten": ("command_images", "straighten_files"),
    "bend-back": ("command_images", "bend_back_files"),
    "profile": ("command_profile", "profile_files"),
    "info": ("command_info", "describe_files"),
}


class Work:
    """What the functions of the commands have: options, and how they read and report progress.

    The world's frame is that of --world, else what the first file says that says so (a .vti of
    straighten), else RAS. Once it was used, another one in a file is an error.
    """

    def __init__(self, options, parser, progress):
        self.options = options
        self.refuse = parser.error  # of arguments: exit code 2
        self.step = progress.step
        self.failed = False
        self._world = options.world
        self._why = "--world" if options.world else None

    @property
    def world(self):
        """The frame of the world's coordinates."""
        if self._world is None:
            self._world, self._why = "RAS", "the default of --world"
        return self._world

    def _settle(self, image, file_name):
        """Take the frame that an image says it is in."""
        from .command_world import recorded_world

        frame = recorded_world(image)
        if frame is None:
            return
        if self._world is None:
            self._world, self._why = frame, file_name
        elif self._world != frame:
            raise ValueError(
                "%s was made with --world %s, but %s says %s; give --world %s, and files that are in it."
                % (file_name, frame, self._why, self._world, frame))

    def say(self, line):
        """A line of the result."""
        if not getattr(self.options, "quiet", False):
            sys.stdout.write(line + "\n")

    def fail(self, message):
        """What is wrong with one of several files, after which the others have their turn."""
        self.failed = True
        say_error(with_options(message))

    def read_image(self, file_name, volume=None):
        from .reading import is_dicom, read_image
        from .saving import ending_of

        progress = self.step("reading")
        if is_dicom(file_name):
            return read_image(
                file_name, self.world, series=self.options.series, tolerance=self.options.tolerance, progress=progress)
        if ending_of(file_name) == ".vti":  # which needs no frame, but may say which one it is in
            image = read_image(file_name, volume=volume, progress=progress)
            self._settle(image, file_name)
            return image
        return read_image(file_name, self.world, volume=volume, progress=progress)

    def read_curve(self, file_name):
        from .reading import read_curve

        return read_curve(file_name, self.world, self.step("reading"))


def _silence_vtk():
    """What VTK reports comes as exceptions; what its readers print besides is not for users."""
    from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow

    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
    vtkOutputWindow.SetInstance(vtkStringOutputWindow())


def _show_warning(message, *_ignored, **_also):
    say_error(with_options("warning: %s" % message))


def _run(words, signals):
    name, options, parser = parse(words)
    _silence_vtk()
    warnings.simplefilter("always")
    progress = Progress(sys.stderr, signals, getattr(options, "quiet", False))

    def show_warning(*arguments, **settings):
        progress.clear()
        _show_warning(*arguments, **settings)

    warnings.showwarning = show_warning
    module, function = _RUNNERS[name]
    work = Work(options, parser, progress)
    try:
        getattr(importlib.import_module("." + module, __package__), function)(work)
        signals.check()
    finally:
        progress.clear()
    return 1 if work.failed else 0


def main(words):
    """Run the command and return its exit code."""
    use_real_streams()
    signals = Signals()
    code = 1
    try:
        code = _run(words, signals)
    except Interrupted as interrupted:
        say_error("interrupted; nothing more was written.")
        code = interrupted.code
    except SystemExit as left:  # argparse
        code = left.code
    except BrokenPipeError:
        code = 0  # of stdout: finish_output() does the rest
    except MemoryError:
        say_error("There is not enough memory.")
    except (OSError, ValueError, TypeError, RuntimeError, ImportError, ArithmeticError) as error:
        say_error(with_options(error))
    finish_output()
    return code
