#!/usr/bin/env bash
# Unpacks Debian's ITK into build/itk, without installing it, where it cannot be installed: on Debian 13
# its development files want those of VTK, and these exclude ParaView's Python package. Then
#
#   cmake ... -DCMAKE_PREFIX_PATH="$PWD/build/itk/usr"
#
# builds with it. Utilities/setup.sh installs what it needs to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -e build/itk/usr/lib ]; then
  exit 0
fi
runtime=$(apt-cache depends libinsighttoolkit5-dev \
  | sed -n 's/^ *Depends: \(libinsighttoolkit5\.[0-9]*\)$/\1/p')
packages=(libinsighttoolkit5-dev "$runtime")
rm -rf build/itk build/itk.partial
mkdir -p build/itk.partial
cd build/itk.partial
echo "unpack-itk: unpacking ${packages[*]} into build/itk"
apt-get download -q "${packages[@]}"
for package in *.deb; do
  dpkg-deb --extract "$package" .
  rm "$package"
done
# Its bridge to VTK, which nothing here uses, asks for that VTK by its place.
sed -i '/^set(VTK_DIR /d; /^find_package(VTK /d' usr/lib/*/cmake/ITK-*/Modules/ITKVtkGlue.cmake
mv ../itk.partial ../itk
