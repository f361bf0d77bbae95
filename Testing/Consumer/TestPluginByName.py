# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The installed plugin is found by its name, in each of the ways in which ParaView looks for plugins:

    TestPluginByName.py PVPYTHON PLUGINS FOLDER [beside]

PLUGINS is the folder with curvedreformat.plugins.xml. Each way is tried in a pvpython of its own, of
which FOLDER gets copies with a list of plugins beside them, as ParaView's own installation has one: with
"beside". Debian's ParaView from 5.13 on has its list with its libraries and reads none beside programs.
"""

import os
import shutil
import subprocess
import sys

NAME = "CurvedPlanarReformat"

# What each of them runs, with the folder that the plugin shall be in and whether it is loaded at once.
CHILD = """
import os
import sys
from paraview import servermanager, simple

plugins, at_once = sys.argv[1], sys.argv[2] == "at once"
assert hasattr(simple, "CurvedPlanarReformat") == at_once, "at the start it is %sloaded" % ("not " if at_once else "")
simple.LoadDistributedPlugin("CurvedPlanarReformat", ns=globals())
information = servermanager.vtkSMProxyManager.GetProxyManager().GetPluginManager().GetLocalInformation()
files = [information.GetPluginFileName(i) for i in range(information.GetNumberOfPlugins())
         if information.GetPluginName(i) == "CurvedPlanarReformat"]
assert len(files) == 1, "the plugin is there %d times" % len(files)
assert os.path.realpath(files[0]).startswith(os.path.realpath(plugins) + os.sep), "another one is loaded: " + files[0]
image = simple.Wavelet(WholeExtent=[-10, 10, -10, 10, -10, 10])
curve = simple.PolyLineSource(Points=[-3, 0, -8, 0, 2, 0, 3, 0, 8])
reformat = CurvedPlanarReformat(Input=image, Curve=curve)
reformat.UpdatePipeline()
assert reformat.PointData["RTData"].GetRange()[1] > 100, "it makes no image"
print("found")
"""


def run(program, way, at_once, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PV_PLUGIN")}
    environment.update(variables)
    script = os.path.join(folder, "child.py")
    with open(script, "w") as file:
        file.write(CHILD)
    done = subprocess.run(
        [program, "--dr", "--force-offscreen-rendering", script, plugins, "at once" if at_once else "later"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    assert done.returncode == 0 and "found" in done.stdout, "%s: %s" % (way, done.stdout)
    assert "ERR|" not in done.stdout, "%s: %s" % (way, done.stdout)
    print("found by name:", way, flush=True)


def program_with(name, listed):
    """A copy of pvpython with a list of plugin lists beside it."""
    place = os.path.join(folder, name)
    os.makedirs(place)
    program = os.path.join(place, "pvpython")
    shutil.copy2(pvpython, program)
    with open(os.path.join(place, "paraview.conf"), "w") as file:
        file.write(listed + "\n")
    return program


pvpython, plugins, folder = sys.argv[1:4]
beside = sys.argv[4:] == ["beside"]
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
listed = os.path.join(plugins, "curvedreformat.plugins.xml")

run(pvpython, "PV_PLUGIN_PATH, the folder of the plugin", True, PV_PLUGIN_PATH=os.path.join(plugins, NAME))
run(pvpython, "PV_PLUGIN_PATH, the folder of all plugins", True, PV_PLUGIN_PATH=plugins)
run(pvpython, "PV_PLUGIN_CONFIG_FILE", True, PV_PLUGIN_CONFIG_FILE=listed)
if not beside:
    sys.exit(0)
run(program_with("listed", os.path.relpath(listed, os.path.join(folder, "listed"))), "a list beside the program", False)
automatic = os.path.join(folder, "automatic.plugins.xml")
with open(automatic, "w") as file:
    file.write('<Plugins>\n  <Plugin name="%s" auto_load="1" filename="%s"/>\n</Plugins>\n'
               % (NAME, os.path.join(plugins, NAME, NAME + ".so")))
run(program_with("automatic", automatic), "a list with auto_load", True)
