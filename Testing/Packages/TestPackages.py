# SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
# SPDX-License-Identifier: BSD-3-Clause
"""The packages have all that there is to install and no more, need what their libraries are linked
to, and are the same, whichever is taken. The archive is unpacked to PREFIX for the tests that follow.

    TestPackages.py OPTION... PACKAGES PREFIX
"""

import argparse
import glob
import os
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ElementTree

parser = argparse.ArgumentParser()
for option in "source", "version", "generators", "libraries", "plugins", "list", "python":
    parser.add_argument("--" + option, required=True)
parser.add_argument("packages")
parser.add_argument("prefix")
given = parser.parse_args()


def output(*command):
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env=dict(os.environ, LC_ALL="C")
    ).stdout


def only(pattern):
    found = glob.glob(os.path.join(given.packages, pattern))
    assert len(found) == 1, "%s: %s" % (pattern, found or "there is none")
    return found[0]


def names_in(folder, pattern):
    found = {os.path.basename(n) for n in glob.glob(os.path.join(given.source, folder, pattern))}
    assert found, "no %s in %s" % (pattern, folder)
    return found


# --------------------------------------------------------------------------------------------------
# The archive: one folder, named like the archive, that a prefix is filled from.
archive = only("*.tar.gz")
top = os.path.basename(archive)[: -len(".tar.gz")]
with tarfile.open(archive) as tar:
    members = tar.getmembers()
    for member in members:
        assert member.name == top or member.name.startswith(top + "/"), member.name
        assert ".." not in member.name.split("/"), member.name
        assert member.isfile() or member.isdir() or member.issym(), "%s is something else" % member.name
    shutil.rmtree(given.prefix, ignore_errors=True)
    stage = given.prefix + ".stage"
    shutil.rmtree(stage, ignore_errors=True)
    tar.extractall(stage, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
os.rename(os.path.join(stage, top), given.prefix)
os.rmdir(stage)
files = {m.name[len(top) + 1 :] for m in members if not m.isdir()}

# --------------------------------------------------------------------------------------------------
# What has to be there, by the sources: public headers, no private ones, the Python package, ...
expected = {"include/curvedreformat/" + name for name in names_in("Filters", "vtk*.h")}
library = given.libraries + "/libvtkCurvedReformatFilters.so"
minor = ".".join(given.version.split(".")[:2])
expected |= {library, library + "." + minor, library + "." + given.version}
cmake = given.libraries + "/cmake/CurvedReformat/"
expected |= {cmake + "CurvedReformatConfig.cmake", cmake + "CurvedReformatConfigVersion.cmake"}
expected |= {"share/licenses/CurvedReformat/LICENSE", "share/doc/curvedreformat/copyright"}
if given.python:
    package = given.python + "/curvedreformat/"
    expected |= {package + name for name in names_in("Python/curvedreformat", "*.py")}
if given.plugins:
    expected.add(given.plugins + "/curvedreformat.plugins.xml")
    expected.add(given.plugins + "/CurvedPlanarReformat/CurvedPlanarReformat.so")
if given.list:
    expected.add(given.list)
missing = sorted(expected - files)
assert not missing, "not in the archive: %s" % missing
private = {n for n in files if n.startswith("include/")} - expected
private = {n for n in private if not os.path.basename(n).startswith("vtkCurvedReformatFilters")}
assert not private, "headers that are not for users: %s" % sorted(private)
others = {n.split("/")[0] for n in files} - {"bin", "include", "lib", "share"}
assert not others, "unknown folders: %s" % others
if given.list:
    with open(os.path.join(given.prefix, given.list)) as file:
        listed = file.read()
    if given.list.endswith(".conf"):
        # It names a list, seen from the folder of the programs.
        named = os.path.normpath(os.path.join(os.path.dirname(given.list), listed.split("\n")[0]))
        assert named == given.plugins + "/curvedreformat.plugins.xml", "%s names %s" % (given.list, listed)
    else:
        # It is a list, which names the plugin in ParaView's own prefix.
        named = [e.get("filename") for e in ElementTree.fromstring(listed).iter("Plugin")]
        plugin = "/usr/" + given.plugins + "/CurvedPlanarReformat/CurvedPlanarReformat.so"
        assert named == [plugin], "%s names %s" % (given.list, named)

# --------------------------------------------------------------------------------------------------
# Nothing leads back to where it was built, and every library's needs are noted.
elf = []
for name in sorted(files):
    path = os.path.join(given.prefix, name)
    if os.path.islink(path):
        assert os.path.exists(path) and "/" not in os.readlink(path), "%s leads nowhere" % name
        continue
    with open(path, "rb") as file:
        content = file.read()
    if content[:4] == b"\x7fELF":
        elf.append(name)
    elif content[:7] != b"!<arch>":  # compiled code names its file in messages
        assert given.source.encode() not in content, "%s names the folder of the sources" % name

needed = {}  # library that is needed: who needs it
for name in elf:
    dynamic = output("readelf", "-d", os.path.join(given.prefix, name))
    for path in re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", dynamic):
        for part in filter(None, path.split(":")):
            assert part.startswith("$ORIGIN"), "%s looks for libraries in %s" % (name, part)
    for need in re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic):
        needed.setdefault(need, name)
    assert ".debug_info" not in output("readelf", "-SW", os.path.join(given.prefix, name)), (
        "%s is not stripped" % name
    )
assert len(elf) >= 1 + bool(given.plugins) + bool(given.python), elf
print("%s: %d files, %d of them libraries" % (os.path.basename(archive), len(files), len(elf)))

# --------------------------------------------------------------------------------------------------
# The .deb has the same files, under /usr, and depends on the packages that the needed libraries are
# of, as dpkg itself knows them.
if "DEB" not in given.generators.split(";"):
    raise SystemExit(0)
deb = only("*.deb")
stage = given.prefix + ".deb"
shutil.rmtree(stage, ignore_errors=True)
subprocess.run(["dpkg-deb", "--raw-extract", deb, stage], check=True)
in_deb = {
    os.path.relpath(os.path.join(folder, name), stage)
    for folder, _, names in os.walk(stage)
    for name in names
}
control = {n for n in in_deb if n.startswith("DEBIAN/")}
different = {"usr/" + n for n in files} ^ (in_deb - control)
assert not different, "only in one of the packages: %s" % sorted(different)
for line in output("dpkg-deb", "--contents", deb).splitlines():
    assert line.split()[1] in ("root/root", "0/0"), "not root's: " + line

assert output("dpkg-deb", "-f", deb, "Package").strip() == "curvedreformat"
version = output("dpkg-deb", "-f", deb, "Version").strip()
assert version.startswith(given.version + "-"), version
architecture = output("dpkg", "--print-architecture").strip()
assert output("dpkg-deb", "-f", deb, "Architecture").strip() == architecture
with open(os.path.join(stage, "DEBIAN/shlibs")) as file:
    assert "libvtkCurvedReformatFilters %s " % minor in file.read(), "the library is not in shlibs"
with open(os.path.join(stage, "DEBIAN/postinst")) as file:
    assert "ldconfig" in file.read(), "ldconfig is not run"

depends = output("dpkg-deb", "-f", deb, "Depends")
packages = {re.match(r"\s*([a-z0-9.+-]+)", part).group(1) for part in re.split(r"[,|]", depends)}
# The loader's cache says where a library is.
places = {}
for name, place in re.findall(r"^\s*(\S+) .*=> (\S+)$", output("/sbin/ldconfig", "-p"), re.M):
    places.setdefault(name, place)
own = {os.path.basename(n) for n in files}
for library, user in sorted(needed.items()):
    if library in own or library not in places:
        continue
    place = os.path.realpath(places[library])
    found = None
    for path in place, re.sub(r"^/usr/lib", "/lib", place), "/usr" + place:
        owner = subprocess.run(
            ["dpkg", "-S", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if owner.returncode == 0:
            found = re.split(r"[:,]", owner.stdout)[0]
            break
    assert found is None or found in packages, (
        "%s needs %s of the package %s, which is not in: %s" % (user, library, found, depends)
    )
if given.plugins:
    # ParaView's next version has another VTK.
    assert "paraview (>= " in depends and "paraview (<< " in depends, depends
shutil.rmtree(stage)
print("%s: depends on %s" % (os.path.basename(deb), depends.strip()))
