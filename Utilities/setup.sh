#!/usr/bin/env bash
# Installs what building, testing and the demo need, from Debian's own packages.
#
#   Utilities/setup.sh              install what is missing (as root, else through sudo)
#   Utilities/setup.sh --benchmark  and what the benchmarks need
#   Utilities/setup.sh --fuzz       and what the fuzzers need
#   Utilities/setup.sh --coverage   and what counts the lines that tests reach
#   Utilities/setup.sh --vtk        what the module alone needs, with Debian's VTK instead of ParaView
#   Utilities/setup.sh --list       only print the packages that this system needs
#
# When nothing is missing it changes nothing, needs no rights and takes no time.
set -euo pipefail

release=""
if [ -r /etc/os-release ]; then
  # sid and testing have no VERSION_ID.
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "${ID:-}-${VERSION_ID:-${VERSION_CODENAME:-}}")
fi

benchmark=no coverage=no fuzz=no list=no vtk=no
for option in "$@"; do
  case "$option" in
    --benchmark) benchmark=yes ;;
    --coverage) coverage=yes ;;
    --fuzz) fuzz=yes ;;
    --list) list=yes ;;
    --vtk) vtk=yes ;;
    *)
      echo "setup: there is no option $option;" \
        "there are --benchmark, --coverage, --fuzz, --vtk and --list." >&2
      exit 2
      ;;
  esac
done

# The compiler, Highway, for vector instructions, what reads JSON, and what makes packages.
packages=(g++ cmake ninja-build ccache libhwy-dev nlohmann-json3-dev dpkg-dev file)

# ITK, for image files. On Debian 13 its development files want python3-vtk9, which
# excludes python3-paraview: Utilities/unpack-itk.sh unpacks them. This is what they are used with.
if [ "$release" = debian-13 ]; then
  packages+=(
    libinsighttoolkit5.4 libfftw3-dev libdcmtk-dev libexpat1-dev libgdcm-dev libhdf5-dev libminc-dev
    libnifti2-dev)
else
  packages+=(libinsighttoolkit5-dev)
  # which later ones link to without depending on it
  [ "$release" = debian-12 ] || packages+=(libfftw3-dev)
fi

if [ "$benchmark" = yes ]; then
  packages+=(libbenchmark-dev valgrind)
fi

[ "$fuzz" = no ] || packages+=(clang)
[ "$coverage" = no ] || packages+=(gcovr)

# The functions of the Python package take and make images of nibabel.
packages+=(python3-dev python3-numpy python3-nibabel)

if [ "$vtk" = yes ]; then
  # libvtk9-dev refers to files of all of these, and its CMake files look for MPI.
  packages+=(libvtk9-dev libvtk9-qt-dev libvtk9-java vtk9 python3-vtk9 libtbb-dev libopenmpi-dev)
else
  # ParaView, and an X server in memory (ParaView on Debian renders through X only).
  packages+=(paraview paraview-dev python3-paraview xvfb xauth)

  # paraview-dev does not depend on what its own CMake files look for. This is what they look for on
  # behalf of the modules that we use.
  packages+=(
    libopenmpi-dev libutfcpp-dev zlib1g-dev libexpat1-dev libjpeg-dev libpng-dev
    libtiff-dev liblz4-dev liblzma-dev libdouble-conversion-dev)

  # And on behalf of ParaView's window, which a part of the plugin is for.
  packages+=(
    libboost-dev libeigen3-dev libfreetype-dev libgl2ps-dev libglew-dev libhdf5-dev libjsoncpp-dev
    libnetcdf-dev libogg-dev libproj-dev libprotobuf-dev libpugixml-dev libsqlite3-dev libtheora-dev
    libxml2-dev libx11-dev libxt-dev libxcursor-dev protobuf-compiler)

  # Tests of that window click in it, and take pictures of it.
  packages+=(imagemagick xdotool)
fi

# Qt is for the help pages inside ParaView, and for the plugin's part for the window.
case "$release-$vtk" in
  debian-12-no)
    packages+=(
      qttools5-dev qttools5-dev-tools qtxmlpatterns5-dev-tools
      qtbase5-dev libqt5svg5-dev libqt5opengl5-dev libqt5x11extras5-dev qtdeclarative5-dev)
    ;;
  debian-13-no | debian-trixie-no | debian-forky-no | debian-sid-no)
    # These are known to be enough, but were not tried one by one as those of Debian 12 were.
    packages+=(
      libcgns-dev libavcodec-dev libavformat-dev libswscale-dev libgdal-dev libfmt-dev libtbb-dev
      qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-5compat-dev
      qt6-declarative-dev qt6-l10n-tools qt6-documentation-tools)
    if [ "$release" != debian-13 ]; then
      packages+=(libvtk9-dev xsltproc)
    fi
    ;;
  debian-12-yes) ;;
  *)
    echo "setup: packages are known for Debian 12, 13 and sid (with --vtk for 12), not for '${release:-this system}'." >&2
    echo "setup: going on with what is installed." >&2
    exit 0
    ;;
esac

if [ "$list" = yes ]; then
  printf '%s\n' "${packages[@]}"
  exit 0
fi

# One query for all; it fails when one of them is unknown, which only means that it is missing.
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' "${packages[@]}" \
  2>/dev/null | sed -n 's/^ii  *\([^:]*\).*/\1/p' || true)
missing=()
for package in "${packages[@]}"; do
  grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  echo "setup: installing ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "setup: this needs root: apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -q
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
fi

# Debian 13 and sid: the exported CMake targets name Python extensions without their suffix, so
# find_package(ParaView) passes only when each has a link of that name beside it.
if [ "$release" != debian-12 ]; then
  mapfile -t extensions < <(
    find /usr/lib/python3/dist-packages/{vtkmodules,paraview} -name '*.cpython-*.so' 2>/dev/null)
  for extension in "${extensions[@]}"; do
    link="${extension%%.cpython-*}.so"
    if [ ! -e "$link" ]; then
      if [ "$(id -u)" -eq 0 ]; then ln -s "${extension##*/}" "$link"; else
        sudo ln -s "${extension##*/}" "$link"; fi
    fi
  done
fi
