#!/usr/bin/env bash
# Runs a program of ParaView's with the plugin and the Python package of the build tree (of the
# release preset, or of the one in CURVEDREFORMAT_PRESET), without installing anything.
#
#   Utilities/run.sh pvpython script.py [argument ...]
#   Utilities/run.sh paraview [argument ...]
set -euo pipefail
build="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build/${CURVEDREFORMAT_PRESET:-release}"

# Written by CMake, which knows where ParaView and Python want their files.
# shellcheck source=/dev/null
. "$build/environment.sh"
exec "$@"
