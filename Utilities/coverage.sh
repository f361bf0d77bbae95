#!/usr/bin/env bash
# Runs the tests in the coverage build and tells which lines of Filters/ they reach: one figure for
# all, one a file, and the lines that none reaches. The table with the lines goes into
# build/coverage/coverage.txt, the same in colours into build/coverage/html/index.html.
#
#   Utilities/coverage.sh [argument of ctest ...]      such as -L Cxx
#
# Fails where the figure is below 95 %.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
least=95

Utilities/setup.sh --coverage
Utilities/build.sh coverage
# What earlier runs have counted.
find build/coverage -name '*.gcda' -delete

# A test that fails is reported, and counts.
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
tests=0
Utilities/with-display.sh \
  ctest --test-dir build/coverage --output-on-failure --no-tests=error "$@" || tests=$?

mkdir -p build/coverage/html
# Of a line in a template or a header any one use counts. Threads that count at once leave a number
# below 0 now and then, which gcovr takes for a mistake.
gcovr --root . --object-directory build/coverage --filter 'Filters/' -j "$(nproc)" \
  --gcov-ignore-parse-errors --txt build/coverage/coverage.txt \
  --html-details build/coverage/html/index.html --json-summary build/coverage/coverage.json
cat build/coverage/coverage.txt
percent=$(python3 -c '
import json
print(json.load(open("build/coverage/coverage.json"))["line_percent"])')
echo "Lines of Filters/ that tests reach: $percent %"
[ "$tests" = 0 ] || exit "$tests"
python3 -c "import sys; sys.exit($percent < $least)" || {
  echo "coverage: less than $least %; build/coverage/coverage.txt names the lines." >&2
  exit 1
}
