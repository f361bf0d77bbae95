#!/usr/bin/env bash
# Unpacks Debian's VTK into build/vtk, without installing it: its Python package and ParaView's
# exclude each other, and the VTK inside Debian 12's ParaView is not optimised, so that nothing
# should be compared with it. Needs the packages that ParaView's own VTK was set up with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -e build/vtk/usr/bin ]; then
  exit 0
fi
# libvtk9-dev refers to files of all of these.
packages=(libvtk9.1 libvtk9-dev libvtk9.1-qt libvtk9-qt-dev libvtk9-java vtk9 python3-vtk9
  libtbb-dev libtbb12 libtbbmalloc2 libtbbbind-2-5)
rm -rf build/vtk build/vtk.partial
mkdir -p build/vtk.partial
cd build/vtk.partial
echo "unpack-vtk: unpacking ${packages[*]} into build/vtk"
apt-get download -q "${packages[@]}"
for package in *.deb; do
  dpkg-deb --extract "$package" .
  rm "$package"
done
mv ../vtk.partial ../vtk
