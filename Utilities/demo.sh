#!/usr/bin/env bash
# Installs what is missing, builds the plugin, and lets ParaView make the pictures of the demo in
# output/ (arguments go to Examples/ParaView/demo.py).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Utilities/setup.sh
Utilities/build.sh release

mkdir -p output
Utilities/with-display.sh Utilities/run.sh pvpython Examples/ParaView/demo.py "$@"
echo "demo: the pictures are in output/"
