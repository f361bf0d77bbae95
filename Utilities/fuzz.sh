#!/usr/bin/env bash
# Builds the fuzzers and runs them, one after the other, a million times each when nothing else is
# said; ends with a table of what they did. Fails at the first finding, whose input it keeps.
#
#   Utilities/fuzz.sh [target ...] [-- option of libFuzzer ...]
#   Utilities/fuzz.sh nrrd meta -- -runs=5000000 -jobs=4
#   Utilities/fuzz.sh curve -- build/fuzz/findings/curve/crash-...     try one input again
#
# The targets are those of Testing/Fuzz. Between runs build/fuzz/corpus keeps the inputs that reach
# something new, and build/fuzz/findings those that fail. What is mended goes into
# Testing/Data/fuzz/TARGET, where a test of every build tries it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all=(curve dicom fiducials inverse markups meta mhd nhdr nifti nrrd table)
targets=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  case " ${all[*]} " in
    *" $1 "*) targets+=("$1") ;;
    *)
      echo "fuzz: there is no target $1; there are ${all[*]}." >&2
      exit 2
      ;;
  esac
  shift
done
[ $# -eq 0 ] || shift
[ ${#targets[@]} -gt 0 ] || targets=("${all[@]}")
[ $# -gt 0 ] || set -- -runs=1000000

if ! command -v clang++ >/dev/null; then
  echo "fuzz: there is no clang++; install it (Utilities/setup.sh --fuzz)." >&2
  exit 1
fi
Utilities/build.sh fuzz
python3 Testing/Fuzz/seeds.py build/fuzz/seeds

export ASAN_OPTIONS=detect_odr_violation=0:allocator_may_return_null=1:strict_string_checks=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS="suppressions=$PWD/Testing/Sanitizers/lsan.supp:print_suppressions=0"

# A file given as an option is an input, and takes the place of the folders with inputs.
inputs=yes
for option in "$@"; do
  case "$option" in -*) ;; *) inputs=no ;; esac
done

table="| target | runs | seconds | branches reached |
| --- | --- | --- | --- |"
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target findings=build/fuzz/findings/$target log=build/fuzz/$target.log
  mkdir -p "$corpus" "$findings"
  # More than this finds nothing new in these formats. Of a curve it is about 8 points, and every
  # further one takes its time.
  length=4096
  case "$target" in curve | inverse) length=64 ;; esac
  folders=()
  [ "$inputs" = no ] || folders=("$corpus" "build/fuzz/seeds/$target")
  echo "fuzz: $target"
  # What libraries print is not of interest. Leaks that are suppressed add up.
  if ! "build/fuzz/bin/fuzz-$target" -max_len="$length" -timeout=20 -rss_limit_mb=6000 \
    -close_fd_mask=1 -print_final_stats=1 -artifact_prefix="$findings/" "$@" "${folders[@]}" \
    >"$log" 2>&1 </dev/null; then
    grep -a -E -A 20 'fuzz: |ERROR: |runtime error: ' "$log" | head -n 40 >&2 || true
    echo "fuzz: $target fails; $log and $findings have it." >&2
    exit 1
  fi
  runs=$(sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) .*/\1 | \2/p' "$log" | tail -n 1)
  reached=$(grep -a -o ' cov: [0-9]*' "$log" | tail -n 1 | tr -dc 0-9 || true)
  table+="
| $target | ${runs:-1 | 0} | ${reached:-–} |"
done

echo
echo "$table"
