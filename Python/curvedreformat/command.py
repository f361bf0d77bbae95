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
from .terminal import Interrupted, Progress, Signals, finish_output, say_error, use_real_streams

# The functions of the commands are imported when one is run: --help does not need VTK.
_RUNNERS = {
    "straighten": ("command_images", "straighten_files"),
    "bend-back": ("command_images", "bend_back_files"),
    "profile": ("command_profile", "profile_files"),
    "info": ("command_info", "describe_files"),
}


class Work:
    """What the functions of the commands have: options, and how they read and report progress."""

    def __init__(self, options, parser, progress):
        self.options = options
        self.refuse = parser.error  # of arguments: exit code 2
        self.step = progress.step
        self.failed = False

    def say(self, line):
        """A line of the result."""
        if not getattr(self.options, "quiet", False):
            sys.stdout.write(line + "\n")

    def fail(self, message):
        """What is wrong with one of several files, after which the others have their turn."""
        self.failed = True
        say_error(message)

    def read_image(self, file_name, volume=None):
        from .reading import is_dicom, read_image

        settings = {"series": self.options.series} if is_dicom(file_name) else {"volume": volume}
        return read_image(file_name, self.options.world, progress=self.step("reading"), **settings)

    def read_curve(self, file_name):
        from .reading import read_curve

        return read_curve(file_name, self.options.world, self.step("reading"))


def _silence_vtk():
    """What VTK reports comes as exceptions; what its readers print besides is not for users."""
    from vtkmodules.vtkCommonCore import vtkLogger, vtkOutputWindow, vtkStringOutputWindow

    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
    vtkOutputWindow.SetInstance(vtkStringOutputWindow())


def _show_warning(message, *_ignored, **_also):
    say_error("warning: %s" % message)


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
        say_error(error)
    finish_output()
    return code
