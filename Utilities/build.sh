#!/usr/bin/env bash
# Configures and builds a preset (the release preset when none is named).
#
#   Utilities/build.sh [preset]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-release}

# Ninja configures again by itself when a CMake file has changed.
if [ ! -f "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
  cmake --preset "$preset"
fi
cmake --build --preset "$preset"
