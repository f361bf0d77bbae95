# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""Starts a pvserver for a test, and stops it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time


def start_server(mpiexec, pvserver, folder):
    """A server of two ranks and its port, which it chooses itself; the plugin is in its environment."""
    # This program may be one rank of MPI, too. A launcher would take what says so for its own.
    own = ("OMPI_", "ORTE_", "PMIX_", "PMI_", "PRTE_")
    wanted = ("OMPI_ALLOW_", "OMPI_MCA_rmaps_base_oversubscribe", "OMPI_MCA_mpi_yield", "PRTE_MCA_rmaps_default")
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(own) or name.startswith(wanted)}
    # A test that is killed cannot stop it.
    limit = ["timeout", "-k", "5", "150"] if shutil.which("timeout") else []
    log_name = os.path.join(folder, "server.log")
    with open(log_name, "w") as log:
        server = subprocess.Popen(
            limit + [mpiexec, "-n", "2", pvserver, "--dr", "--force-offscreen-rendering", "--server-port=0"],
            stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True)
    deadline = time.monotonic() + 60
    while True:
        with open(log_name) as log:
            said = log.read()
        found = re.search(r"Accepting connection\(s\): [^\s]*:(\d+)\s", said)
        if found:
            return server, int(found.group(1))
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            sys.exit("The server does not start: " + said)
        time.sleep(0.1)


def stop(server):
    """The launcher and its ranks, however the test has ended."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, number)
            server.wait(10)
            return
        except (subprocess.TimeoutExpired, ProcessLookupError):
            pass
