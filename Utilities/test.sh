#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. Fails when something does not build, when
# a test fails, or when there is none; ctest's summary is the end of what it prints.
#
#   Utilities/test.sh [preset [argument of ctest ...]]     (dev when none is named)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-dev}
shift || true

Utilities/setup.sh
Utilities/build.sh "$preset"

export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
Utilities/with-display.sh \
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error "$@"
