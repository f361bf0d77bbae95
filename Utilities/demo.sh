#!/usr/bin/env bash
# Installs what is missing, builds the plugin, and lets ParaView make the pictures of the demo and of
# the gallery in output/, or in the folder that is named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Utilities/setup.sh
Utilities/build.sh release

folder=${1:-output}
mkdir -p "$folder"
for script in demo gallery; do
  Utilities/with-display.sh Utilities/run.sh pvpython "Examples/ParaView/$script.py" "$folder"
done
echo "demo: the pictures are in $folder/; aorta-*.png are explained in README.md, mode-*.png in Documentation/Modes.md"
