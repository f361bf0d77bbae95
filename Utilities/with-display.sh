#!/usr/bin/env bash
# Runs a command with an X display: the one there is, else an X server in memory for as long as the
# command takes. ParaView on Debian renders through X only and crashes without.
#
#   Utilities/with-display.sh command [argument ...]
#
# CURVEDREFORMAT_SCREEN is the size of that server's screen, 1400x900 unless it is set.
set -euo pipefail

# Pictures must not depend on the graphics card.
export LIBGL_ALWAYS_SOFTWARE=1

if [ -n "${DISPLAY:-}" ] || ! command -v Xvfb >/dev/null; then
  exec "$@"
fi

# The server chooses a free number itself and says which. xvfb-run looks for one first, so that two
# that start together take the same, and the first that ends takes it away from the other. When its
# last client goes, a server starts anew and refuses who comes at that moment: -noreset.
exec 3< <(exec Xvfb -displayfd 1 -screen 0 "${CURVEDREFORMAT_SCREEN:-1400x900}x24" -nolisten tcp -noreset 2>/dev/null)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
if ! read -r number <&3; then
  echo "with-display: Xvfb does not start." >&2
  exit 1
fi
DISPLAY=":$number" "$@" 3<&-
