#!/usr/bin/env bash
# Installs what is missing, builds the benchmarks, runs them (those whose names match, when a regular
# expression is given) interleaved, and prints the tables of Documentation/Performance.md.
#
#   Utilities/benchmark.sh [filter]
#   Utilities/benchmark.sh --instructions     instructions a voxel, counted by valgrind
#
# CURVEDREFORMAT_PRESET      the preset to build: benchmark, with ParaView's VTK; or benchmark-vtk,
#                            with Debian's other VTK, which is the one to compare with on Debian 12
#                            (the default there), because that of its ParaView is not optimised
# CURVEDREFORMAT_REPETITIONS how often each is measured, 11 when it is not set
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

Utilities/setup.sh --benchmark >&2
preset=${CURVEDREFORMAT_PRESET:-}
if [ -z "$preset" ]; then
  preset=benchmark
  if [ -r /etc/os-release ] && grep -qx 'VERSION_CODENAME=bookworm' /etc/os-release; then
    preset=benchmark-vtk
  fi
fi
if [ "$preset" = benchmark-vtk ]; then
  Utilities/unpack-vtk.sh >&2
  for folder in build/vtk/usr/lib/*-linux-gnu; do
    export LD_LIBRARY_PATH="$PWD/$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  done
fi
Utilities/build.sh "$preset" >&2

# Valgrind knows no AVX-512: what it counts is what runs on a processor with AVX2. The processor's
# own counter, where there is one (seldom in a virtual machine), counts what runs on this one.
by_valgrind() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 |
    sed -n 's/^==[0-9]*== Collected : //p'
}
by_perf() {
  perf stat -x , -e instructions:u "$@" 2>&1 >/dev/null | sed -n 's/^\([0-9][0-9]*\),.*/\1/p'
}

if [ "${1:-}" = --instructions ]; then
  program="build/$preset/bin/KernelInstructions"
  for counter in valgrind perf; do
    for kernel in nearest linear cubic; do
      # The image, the curve and the start of the program are the same in both runs.
      less=$("by_$counter" "$program" "$kernel" 32 || true)
      more=$("by_$counter" "$program" "$kernel" 96 || true)
      if [ -z "$less" ] || [ -z "$more" ]; then
        echo "$counter: cannot count instructions here"
        break
      fi
      echo "$counter, $kernel: $(((more - less + 64 * 128 * 64) / (128 * 128 * 64))) instructions a voxel"
    done
  done
  exit 0
fi

results="build/$preset/benchmark.json"
"build/$preset/bin/CurvedReformatBenchmarks" \
  ${1:+"--benchmark_filter=$1"} \
  --benchmark_enable_random_interleaving=true \
  --benchmark_repetitions="${CURVEDREFORMAT_REPETITIONS:-11}" \
  --benchmark_out="$results" --benchmark_out_format=json >&2
echo >&2
python3 Testing/Benchmarks/ratios.py "$results"
