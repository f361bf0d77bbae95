#!/usr/bin/env bash
# Runs a command with an X display: the one there is, else an X server in memory for as long as the
# command takes. ParaView on Debian renders through X only and crashes without.
#
#   Utilities/with-display.sh command [argument ...]
set -euo pipefail

# Pictures must not depend on the graphics card.
export LIBGL_ALWAYS_SOFTWARE=1

if [ -n "${DISPLAY:-}" ] || ! command -v xvfb-run >/dev/null; then
  exec "$@"
fi
exec xvfb-run --auto-servernum --server-args='-screen 0 1400x900x24' "$@"
