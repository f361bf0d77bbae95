#!/usr/bin/env bash
# Runs a program of ParaView's with the plugin and the Python package of the build tree (of the
# release preset, or of the one in CURVEDREFORMAT_PRESET), without installing anything.
#
#   Utilities/run.sh pvpython script.py [argument ...]
#   Utilities/run.sh paraview [argument ...]
#   Utilities/run.sh python3 script.py [argument ...]
#
# `python3` is then the interpreter that the package was built for, which need not be the first on
# the PATH (pyenv, conda, a virtual environment).
set -euo pipefail
build="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build/${CURVEDREFORMAT_PRESET:-release}"

# Written by CMake, which knows where ParaView and Python want their files.
# shellcheck source=/dev/null
. "$build/environment.sh"

if [ "${1:-}" = python3 ] || [ "${1:-}" = python ]; then
  python=$(sed -n 's/^_\{0,1\}Python3_EXECUTABLE:[A-Z]*=//p' "$build/CMakeCache.txt" | head -n 1)
  if [ -x "$python" ]; then
    shift
    set -- "$python" "$@"
  fi
fi
exec "$@"
