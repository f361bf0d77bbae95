#!/usr/bin/env bash
# Builds HEAD on every release of Debian and with every compiler that it is meant for, runs all tests
# there, and prints one table. Fails when a row has a warning, a failed test or no result.
#
#   Utilities/test-matrix.sh [row ...]    all rows when none is named
#   Utilities/test-matrix.sh --list       only print the rows
#
# Each release lives in a root of its own, made by debootstrap with what Utilities/setup.sh installs
# there (about 5 GiB each), and is kept, as are compiled files: a second run is quick. Where tests are
# run, the .deb is made, too, and installed on the release's bare minimum and used there. Needs root,
# and debootstrap.
#
#   CURVEDREFORMAT_MATRIX  where all that lies (build/matrix); DIR/ROW/ has the logs of a row
#   CURVEDREFORMAT_MIRROR  the archive to install from (the one this machine's own apt uses)
#   CURVEDREFORMAT_JOBS    how many compilers and tests run at a time (the number of processors)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# name | release of Debian | what it stands on | C compiler | C++ compiler | its packages | what is done
rows=(
  "debian12|bookworm|paraview|gcc|g++||tests"
  "debian13|trixie|paraview|gcc|g++||tests"
  "sid|sid|paraview|gcc|g++||tests"
  "vtk91|bookworm|vtk|gcc|g++||tests"
  "gcc13|trixie|paraview|gcc-13|g++-13|g++-13|build"
  "gcc15|sid|paraview|gcc-15|g++-15|g++-15|build"
  "clang14|bookworm|paraview|clang|clang++|clang|build"
  "clang19|trixie|paraview|clang|clang++|clang|build"
  "clang-sid|sid|paraview|clang|clang++|clang|build"
)

if [ "${1:-}" = --list ]; then
  printf '%s\n' "${rows[@]%%|*}"
  exit 0
fi
chosen=()
for name in "$@"; do
  for row in "${rows[@]}"; do
    [ "${row%%|*}" != "$name" ] || chosen+=("$row")
  done
  case " ${rows[*]%%|*} " in
    *" $name "*) ;;
    *)
      echo "test-matrix: there is no row '$name'; there are ${rows[*]%%|*}." >&2
      exit 2
      ;;
  esac
done
[ $# -gt 0 ] || chosen=("${rows[@]}")

if [ "$(id -u)" -ne 0 ]; then
  echo "test-matrix: making and entering roots of other releases needs root." >&2
  exit 1
fi
if ! command -v debootstrap >/dev/null; then
  echo "test-matrix: there is no debootstrap; install it: apt-get install debootstrap" >&2
  exit 1
fi

matrix=${CURVEDREFORMAT_MATRIX:-build/matrix}
mkdir -p "$matrix"
matrix=$(cd "$matrix" && pwd)
jobs=${CURVEDREFORMAT_JOBS:-$(nproc)}
commit=$(git rev-parse --short HEAD)

mirror=${CURVEDREFORMAT_MIRROR:-}
if [ -z "$mirror" ]; then
  # The archive that has this machine's release itself, not its security updates.
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  # shellcheck disable=SC2016 # they are apt's
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' \
    | awk -v release="$codename" '$2 == release && $3 == "main" { print $1; exit }')
fi
if [ -z "$mirror" ]; then
  echo "test-matrix: this machine's apt names no archive of Debian; set CURVEDREFORMAT_MIRROR." >&2
  exit 1
fi

# inside LAYER[:LAYER...] COMMAND [ARGUMENT ...]: runs it in the root that these folders make up, one
# over the other, of which it changes the first only. It has processes and mounts of its own, so that
# nothing is left of either, however it ends.
inside() {
  local layers=$1
  shift
  # shellcheck disable=SC2016 # they are the inner shell's
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive CCACHE_DIR=/ccache CCACHE_COMPILERCHECK=content \
    unshare --mount --pid --fork --kill-child bash -c '
      set -e
      matrix=$1 layers=$2
      shift 2
      root=$matrix/root
      top=${layers%%:*}
      mkdir -p "$root" "$top" "$top.work" "$matrix/ccache" "$matrix/packages/${layers##*/}"
      mount -t overlay -o "lowerdir=${layers#*:},upperdir=$top,workdir=$top.work" overlay "$root"
      mkdir -p "$root/ccache" "$root/dev/shm" "$root/dev/pts"
      mount -t proc proc "$root/proc"
      mount -t sysfs -o ro sysfs "$root/sys"
      mount -t tmpfs tmpfs "$root/dev/shm"
      mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
      ln -sf pts/ptmx "$root/dev/ptmx"
      mount --bind "$matrix/ccache" "$root/ccache"
      mount --bind "$matrix/packages/${layers##*/}" "$root/var/cache/apt/archives"
      exec chroot "$root" "$@"' inside "$matrix" "$layers" "$@"
}

# make_base FOLDER RELEASE: a root with the release's own minimum, made once.
make_base() {
  local base=$1 release=$2
  if [ ! -d "$base" ]; then
    rm -rf "$base.partial"
    debootstrap --variant=minbase "$release" "$base.partial" "$mirror" || return 1
    # What this machine's apt knows of proxies. A snapshot of sid is valid for a few days only. And it
    # is no matter if a root is lost with the power.
    {
      apt-config dump | grep -E '^Acquire::(http|https|ftp)::' || true
      echo 'Acquire::Check-Valid-Until "false";'
      echo 'APT::Install-Recommends "false";'
      echo 'Binary::apt-get::APT::Keep-Downloaded-Packages "true";'
    } >"$base.partial/etc/apt/apt.conf.d/99matrix"
    rm -f "$base.partial/etc/apt/apt.conf.d/docker-clean"
    echo force-unsafe-io >"$base.partial/etc/dpkg/dpkg.cfg.d/matrix"
    mv "$base.partial" "$base"
  fi
}

# build_row NAME RELEASE BASE CC CXX PACKAGES WHAT: prepares, builds and tests; its files are in
# $matrix/NAME.
build_row() {
  local name=$1 release=$2 base=$3 cc=$4 cxx=$5 packages=$6 what=$7
  local results=$matrix/$name setup=() options=() targets=(all)
  # All but the code that VTK's tools write for Python, which is most of it.
  [ "$what" = tests ] || targets=(Filters CurvedPlanarReformat vtkCurvedReformatFiltersCxxTests)
  # ParaView's packages and those of plain VTK exclude each other.
  local top=$matrix/roots/$release-$base lowest=$matrix/roots/$release
  if [ "$base" = vtk ]; then
    setup+=(--vtk)
    options+=(-DCURVEDREFORMAT_USE_PARAVIEW=OFF)
  fi
  # Debian 12's ITK refuses to be compiled by anything but g++.
  if [ "$cc-$release" = clang-bookworm ]; then
    options+=(-DCURVEDREFORMAT_USE_ITK=OFF)
  fi
  # Debian 13's ITK needs the runtime library of the compiler it was built with, g++ 14.
  if [ "$cc-$release" = gcc-13-trixie ]; then
    options+=("-DCMAKE_EXE_LINKER_FLAGS=-Wl,--allow-shlib-undefined")
  fi
  mkdir -p "$matrix/roots"
  make_base "$lowest" "$release" >"$results/root.log" 2>&1 || return 1

  rm -rf "$top"/{source,build}
  mkdir -p "$top/source"
  git archive HEAD | tar -x -C "$top/source" || return 1

  {
    inside "$top:$lowest" bash /source/Utilities/setup.sh "${setup[@]}" || return 1
    if [ -n "$packages" ]; then
      # shellcheck disable=SC2016,SC2086 # the inner shell's; several
      inside "$top:$lowest" bash -c \
        'dpkg-query -W "$@" >/dev/null 2>&1 || { apt-get update && apt-get install -q -y "$@"; }' - \
        $packages || return 1
    fi
    # Where ITK's development files and ParaView exclude each other.
    # shellcheck disable=SC2016 # dpkg-query's
    if ! inside "$top:$lowest" dpkg-query -W -f '${db:Status-Status}\n' libinsighttoolkit5-dev | grep -qx installed; then
      inside "$top:$lowest" bash /source/Utilities/unpack-itk.sh || return 1
      options+=(-DCMAKE_PREFIX_PATH=/source/build/itk/usr)
    fi
  } >"$results/setup.log" 2>&1

  inside "$top:$lowest" cmake -S /source -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DBUILD_TESTING=ON -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_C_COMPILER="$cc" \
    -DCMAKE_CXX_COMPILER="$cxx" -DCMAKE_CXX_FLAGS="-Wall -Wextra" "${options[@]}" \
    >"$results/configure.log" 2>&1 || return 1
  inside "$top:$lowest" "$cxx" --version | sed -n '1{s/^Debian //;s/ version / /;s/ *([^)]*)//;p}' >"$results/compiler" || return 1
  inside "$top:$lowest" cmake --build /build --target "${targets[@]}" -- -k 0 -j "$jobs" \
    >"$results/build.log" 2>&1 || return 1
  if [ "$what" = tests ]; then
    inside "$top:$lowest" bash /source/Utilities/with-display.sh ctest --test-dir /build \
      -j "$jobs" --no-tests=error --output-on-failure --output-junit /build/tests.xml \
      >"$results/tests.log" 2>&1 || true
    cp "$top/build/tests.xml" "$results/tests.xml" || return 1
  fi
}

# install_row NAME RELEASE BASE: installs the package of a row's build on the release's minimum, and
# uses it; and where there is a compiler, builds a project against it.
install_row() {
  local name=$1 release=$2 base=$3
  local built=$matrix/roots/$release-$base lowest=$matrix/roots/$release
  local clean=$matrix/roots/clean-$name client=(python3)
  [ "$base" = vtk ] || client=(pvpython --dr --force-offscreen-rendering)

  inside "$built:$lowest" cpack --config /build/CPackConfig.cmake -B /build/packages || return 1
  rm -rf "$clean" "$clean.work"
  mkdir -p "$clean/packages"
  cp "$built"/build/packages/*.deb Testing/Packages/use_installed.py "$clean/packages/" || return 1
  inside "$clean:$lowest" bash -c 'apt-get update && apt-get install -q -y /packages/*.deb' || return 1
  inside "$clean:$lowest" "${client[@]}" /packages/use_installed.py || return 1

  rm -rf "$clean" "$clean.work"
  inside "$clean:$built:$lowest" bash -c '
    set -e
    apt-get install -q -y /build/packages/*.deb
    cmake -S /source/Testing/Consumer/Project -B /consumer
    cmake --build /consumer
    /consumer/consumer' || return 1
  rm -rf "$clean" "$clean.work"
}

# attribute FILE NAME: an attribute of the first element of ctest's file.
attribute() {
  sed -n "s/.*[[:space:]]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

failed=0
table="| row | Debian | ParaView | VTK | compiler | warnings | tests passed | failed | skipped | package |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
for row in "${chosen[@]}"; do
  IFS='|' read -r name release base cc cxx packages what <<<"$row"
  results=$matrix/$name
  rm -rf "$results"
  mkdir -p "$results"
  echo "test-matrix: $name ($(date +%H:%M))"
  state=complete
  build_row "$name" "$release" "$base" "$cc" "$cxx" "$packages" "$what" || state="no result"

  package=–
  if [ "$state" = complete ] && [ "$what" = tests ]; then
    package=works
    if ! install_row "$name" "$release" "$base" >"$results/package.log" 2>&1; then
      package=fails
      failed=1
      echo "test-matrix: the package of $name does not work; $results/package.log says why:" >&2
      tail -n 15 "$results/package.log" >&2
    fi
  fi

  paraview=– vtk=– compiler=– warnings=– passed=– fails=– skipped=–
  if [ -e "$results/compiler" ]; then
    compiler=$(cat "$results/compiler")
    found=$(sed -n 's/^-- CurvedReformat: module .*, \(.*VTK .*\)/\1/p' "$results/configure.log")
    vtk=$(sed -n 's/.*VTK \([0-9.]*\).*/\1/p' <<<"$found")
    [ "$base" = vtk ] || paraview=$(sed -n 's/ParaView \([0-9.]*\).*/\1/p' <<<"$found")
  fi
  if [ -e "$results/build.log" ]; then
    # Not those of code that VTK's and ParaView's own tools write.
    warnings=$(grep -E '^/source/.*warning: ' "$results/build.log" | sort -u | wc -l || true)
    [ "$warnings" = 0 ] || failed=1
  fi
  if [ -e "$results/tests.xml" ]; then
    all=$(attribute "$results/tests.xml" tests)
    fails=$(attribute "$results/tests.xml" failures)
    skipped=$(attribute "$results/tests.xml" skipped)
    passed=$((all - fails - skipped))
    [ "$fails" = 0 ] || failed=1
  fi
  if [ "$state" != complete ]; then
    failed=1
    echo "test-matrix: $name did not come to its end; the last file of $results says why:" >&2
    # shellcheck disable=SC2012 # our own names
    tail -n 15 "$results/$(ls -t "$results" | head -n 1)" >&2
    passed="not built"
  elif [ "$what" = build ]; then
    passed="only built"
  fi
  table+="
| $name | $release | $paraview | $vtk | $compiler | $warnings | $passed | $fails | $skipped | $package |"
done

echo
echo "Commit $commit"
echo
echo "$table"
exit "$failed"
