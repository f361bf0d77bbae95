#!/usr/bin/env bash
# Runs clang-tidy with the commands of the dev build over the tracked sources of the module, or over
# the files named.
#
#   Utilities/tidy.sh [file.cxx ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The generated headers have to be there.
Utilities/build.sh dev >/dev/null

if [ $# -eq 0 ]; then
  mapfile -t files < <(git ls-files -- 'Filters/*.cxx')
  set -- "${files[@]}"
fi
if [ $# -eq 0 ]; then
  exit 0
fi
printf '%s\0' "$@" |
  xargs -0 -n 1 -P "$(nproc)" "${CLANG_TIDY:-clang-tidy}" -p build/dev --quiet
