# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""What a command says and hears: its streams, a progress bar, and signals that end it."""

import os
import signal
import sys
import time

QUICK = 1.0  # seconds; work that takes no longer has no bar
STEP = 0.1  # seconds from one look of the bar to the next
WIDTH = 30


def use_real_streams():
    """pvpython puts streams of its own in front, which are no terminals and know no broken pipes."""
    for name in "stdout", "stderr":
        real = getattr(sys, "__%s__" % name)
        if real is not None:
            setattr(sys, name, real)


def one_line(error):
    """A message in one line, with a full stop."""
    line = " ".join(str(error).split()) or type(error).__name__
    return line if line[-1] in ".!?" else line + "."


class Interrupted(BaseException):
    """Somebody wants the work to end; the number is the exit code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Signals:
    """Ctrl-C and the polite way to kill, as exceptions.

    In a function that VTK calls an exception could get lost, so that there only a note is taken,
    which check() looks at; it is called there, too.
    """

    CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}

    def __init__(self):
        self.code = None
        for name in self.CODES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_signal)

    def _on_signal(self, number, frame):
        self.code = 128 + number
        while frame is not None:
            if frame.f_code.co_name in ("on_progress", "on_error", "on_warning"):
                return
            frame = frame.f_back
        self.check()

    def check(self):
        if self.code is not None:
            raise Interrupted(self.code)


class Progress:
    """A bar on the terminal, for what takes longer than a second; nothing where there is none."""

    def __init__(self, stream, signals, is_quiet=False):
        self._stream = stream
        self._signals = signals
        self._is_shown = not is_quiet and stream is not None and stream.isatty()
        self._began = time.monotonic()
        self._last = 0.0
        self._length = 0

    def step(self, what):
        """A function for the progress, from 0 to 1, of one step of the work."""

        def on_step(fraction):
            self._signals.check()
            now = time.monotonic()
            if not self._is_shown or now - self._began < QUICK or now - self._last < STEP:
                return
            self._last = now
            done = max(0.0, min(fraction, 1.0))
            filled = int(WIDTH * done)
            line = "%-14s [%s%s] %3d %%" % (what, "#" * filled, "." * (WIDTH - filled), int(100 * done))
            self._write("\r" + line.ljust(self._length))
            self._length = len(line)

        self._signals.check()
        on_step(0.0)
        return on_step

    def clear(self):
        """Take the bar away."""
        if self._length:
            self._write("\r%s\r" % (" " * self._length))
            self._length = 0

    def _write(self, text):
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # the terminal is gone
            self._is_shown = False


def say_error(message):
    try:
        sys.stderr.write("curvedreformat: %s\n" % one_line(message))
        sys.stderr.flush()
    except OSError:
        pass


def finish_output():
    """Whoever reads the result may stop reading: nothing is wrong then."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
