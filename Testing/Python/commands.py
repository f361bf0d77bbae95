# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""For the tests of the command: it runs in a process of its own, in the program that is the first
argument of the test."""

import os
import shutil
import subprocess
import sys

program = sys.argv[1]
DATA = os.environ["CURVEDREFORMAT_TEST_DATA"]
# Without --, pvpython says that -1024 is no option of its own.
COMMAND = [program] + (["--dr", "--"] if "pvpython" in os.path.basename(program) else []) + ["-m", "curvedreformat"]


def make_folder(name):
    """An empty folder, and a function for the names of files in it."""
    folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder, lambda *parts: os.path.join(folder, *parts)


def run(*words, code=0):
    """Run the command; the lines of stdout and those of stderr."""
    words = [str(word) for word in words]
    done = subprocess.run(COMMAND + words, capture_output=True, text=True, timeout=200, stdin=subprocess.DEVNULL)
    said = "%s\nexit code %d\nstdout: %s\nstderr: %s" % (words, done.returncode, done.stdout, done.stderr)
    assert done.returncode == code, "%d was expected\n%s" % (code, said)
    return done.stdout.splitlines(), done.stderr.splitlines()


def succeed(*words):
    """Run the command, which says nothing on stderr; the lines of stdout."""
    out, err = run(*words)
    assert not err, (words, err)
    return out


def refuse(code, parts, *words):
    """Run the command, which says one sentence, with these parts in it, and nothing else."""
    out, err = run(*words, code=code)
    assert not out, (words, out)
    assert len(err) == 1 and err[0].startswith("curvedreformat: ") and err[0].endswith("."), (words, err)
    for part in [parts] if isinstance(parts, str) else parts:
        assert part in err[0], "%s: %r is not in %r" % (words, part, err[0])
    assert "Traceback" not in err[0] and "0x" not in err[0], err
    return err[0]
