#!/usr/bin/env bash
# Builds the C++ tests alone under sanitizers, and runs them: what there is time for at
# every change. `Utilities/test.sh asan` builds all, and runs the tests in Python as well.
#
#   Utilities/sanitize.sh [preset [argument of ctest ...]]     (asan when none is named, or tsan)
#
# Fails when there is no test to run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:-asan}
shift || true

case "$preset" in
  asan | tsan) ;;
  *)
    echo "sanitize: there is no preset $preset with sanitizers; there are asan and tsan." >&2
    exit 2
    ;;
esac

if [ ! -f "build/$preset/build.ninja" ] || [ CMakePresets.json -nt "build/$preset/build.ninja" ]; then
  cmake --preset "$preset"
fi
cmake --build --preset "$preset" --target cxx_tests

export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -L '^Cxx$' "$@"
