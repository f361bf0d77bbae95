# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The command on a terminal: a bar while there is long work and none otherwise; Ctrl-C, which leaves
no file behind; and a reader of the results who leaves early."""

import os
import signal
import subprocess
import sys
import time

import numpy as np
from commands import COMMAND, make_folder, run, succeed
from curvedreformat import from_numpy, save

try:
    import pty
except ImportError:
    sys.exit(125)  # no such terminals here

folder, place = make_folder("command-terminal")
save(from_numpy(np.zeros((40, 40, 40), dtype=np.int16)), place("scan.vti"))
with open(place("curve.csv"), "w", encoding="utf-8") as file:
    file.write("x,y,z\n5,5,5\n10,20,20\n20,25,35\n")
QUICK = ["straighten", place("scan.vti"), place("curve.csv"), "-o", place("out.vti"), "--size", "4", "--spacing", "1"]
# 700 x 4000 voxels of 2000 samples each: minutes.
LONG = ["straighten", place("scan.vti"), place("curve.csv"), "-o", place("long.vti"), "--npy", "--size", "30",
        "--spacing", "0.04", "0.01", "0.01", "--interpolation", "cubic", "--slab", "mean", "30", "--threads", "1"]


def start(words):
    """The command with a terminal as its stderr; the process, and our end of that."""
    ours, its = pty.openpty()
    process = subprocess.Popen(COMMAND + words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=its)
    os.close(its)
    return process, ours


def listen(ours, until=None, seconds=100):
    """What comes until the other end is closed, or until there is some text."""
    text = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # closed
            part = b""
        text += part
        if not part or (until is not None and until in text):
            return text.decode()
    raise AssertionError("nothing like %r came: %r" % (until, text))


def folders_left():
    return [n for n in os.listdir(folder) if n.startswith(".")]


# Quick work has no bar, on a terminal or not.
process, ours = start(QUICK)
assert listen(ours) == "" and process.communicate()[0].decode().strip() == place("out.vti") and process.returncode == 0
os.close(ours)
assert succeed(*QUICK) == [place("out.vti")]

# Long work has one, and Ctrl-C ends it; politely killing it does, too.
for sent, code in (signal.SIGINT, 130), (signal.SIGTERM, 143):
    process, ours = start(LONG)
    shown = listen(ours, b" %", 100)
    bar = shown.split("\r")[1]
    assert bar.startswith("straightening  [") and bar.rstrip().endswith("%"), repr(shown)
    sent_at = time.monotonic()
    process.send_signal(sent)
    rest = listen(ours)
    out, _ = process.communicate(timeout=100)
    assert process.returncode == code, "exit code %d" % process.returncode
    assert time.monotonic() - sent_at < 60 and out == b"", out
    # the bar is wiped away, and one line is left
    assert rest.rstrip().split("\r")[-1].strip() == "curvedreformat: interrupted; nothing more was written.", repr(rest)
    os.close(ours)
    assert not os.path.exists(place("long.vti")) and not folders_left(), os.listdir(folder)

# Not on a terminal: one line.
process = subprocess.Popen(COMMAND + LONG, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
time.sleep(6)
process.send_signal(signal.SIGINT)
out, err = process.communicate(timeout=100)
assert process.returncode == 130 and out == b"", (process.returncode, out, err)
assert err.decode() == "curvedreformat: interrupted; nothing more was written.\n", err
assert not os.path.exists(place("long.vti")) and not folders_left()

# --quiet: no bar either, no result lines
process, ours = start(LONG + ["--quiet"])
time.sleep(6)
process.send_signal(signal.SIGINT)
assert listen(ours).strip() == "curvedreformat: interrupted; nothing more was written."
process.communicate(timeout=100)
os.close(ours)
assert run(*QUICK, "--quiet") == ([], [])

# Who reads the result leaves before it comes.
process = subprocess.Popen(COMMAND + ["info"] + [place("scan.vti")] * 50, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
process.stdout.close()
err = process.stderr.read()
assert process.wait(timeout=100) == 0 and err == b"", (process.returncode, err)
print("bar: %r" % bar)
