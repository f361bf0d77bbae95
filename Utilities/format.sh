#!/usr/bin/env bash
# Formats every tracked C++ file with clang-format; with --check only says what would change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

arguments=(-i)
if [ "${1:-}" = --check ]; then
  arguments=(--dry-run -Werror)
fi
# Another clang-format can be named in the environment.
git ls-files -z -- '*.h' '*.cxx' '*.txx' |
  xargs -0 --no-run-if-empty "${CLANG_FORMAT:-clang-format}" "${arguments[@]}"
