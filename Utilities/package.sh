#!/usr/bin/env bash
# Makes the packages, a .deb and a .tar.gz, for the prefix /usr of a system like this one, and names
# them. They lie in build/package/packages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Utilities/setup.sh
Utilities/build.sh package
rm -rf build/package/packages
cpack --config build/package/CPackConfig.cmake
ls build/package/packages/*.deb build/package/packages/*.tar.gz
