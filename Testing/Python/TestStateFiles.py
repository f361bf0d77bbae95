# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""A pipeline that is saved as a state file (.pvsm, .py) or traced comes to the same bits and the same
pixels in a new process."""

import json
import os
import shutil
import subprocess
import sys

from paraview import servermanager, simple, smstate, smtrace

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import pipeline  # noqa: E402

pvpython = sys.argv[1]
folder = os.path.join(os.environ["CURVEDREFORMAT_TEST_OUTPUT"], "state-files")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)

trace = smtrace.start_trace()
pipeline.make(os.environ["CURVEDREFORMAT_TEST_DATA"])
expected = pipeline.look(os.path.join(folder, "expected.png"), pipeline.NAMES)
traced = smtrace.stop_trace()
assert expected["colours"] > 50, "the picture has %d colours" % expected["colours"]
assert len(set(expected.values())) == len(expected), "two outputs are the same: %s" % expected
view = simple.FindView("Picture")
representation = simple.GetRepresentation(simple.FindSource("Straight"), view).Representation
assert representation == "Slice", "a straightened image is first shown as %s" % representation

simple.SaveState(os.path.join(folder, "state.pvsm"))
# ParaView 5.11 can write no Python of a transform that is not one of its own
simple.Delete(simple.FindSource("Moved"))
for name, script in ("state.py", smstate.get_state()), ("trace.py", traced):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(script)
failed = []
for name in "state.pvsm", "state.py", "trace.py":
    names = [n for n in pipeline.NAMES if n != "Moved" or name == "state.pvsm"]
    answer = os.path.join(folder, name + ".json")
    run = subprocess.run(
        [pvpython, "--dr", "--force-offscreen-rendering", os.path.join(here, "pipeline.py"),
         os.path.join(folder, name), answer] + names, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    output = run.stdout.decode()
    if run.returncode != 0 or "ERR|" in output:
        failed.append("%s cannot be loaded:\n%s" % (name, output))
        continue
    with open(answer, encoding="utf-8") as file:
        got = json.load(file)
    failed += ["%s: %s differs" % (name, key) for key in expected
               if got.get(key) != expected[key] and not (key == "Moved 0" and "Moved" not in names)]
assert not failed, "\n".join(failed)

# What Apply does for each output: the curves, which stand elsewhere, are not shown at once
controller = servermanager.vtkSMParaViewPipelineControllerWithRendering()
for name in "Unfolded", "All lines":
    source = simple.FindSource(name)
    shown = [controller.ShowInPreferredView(source.SMProxy, port, view.SMProxy) is not None for port in (0, 1)]
    assert shown == [True, False], "%s: Apply shows its outputs: %s" % (name, shown)
print("the same:", *expected)
