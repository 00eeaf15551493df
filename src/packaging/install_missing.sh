# Installs what is missing from Debian's packages. Sourced by tests/run and examples/run.
# In: names of Debian 12 packages. Out: the packages installed, and a line saying which.
# Never: touches a package that is there, or asks the archive when nothing is missing.

# What any build of the engine needs.
build_packages=(g++ cmake ninja-build libboost1.81-dev libyaml-cpp-dev
  libhowardhinnant-date-dev libfmt-dev libcli11-dev libsimdjson-dev libxlsxwriter-dev
  libflatbuffers-dev flatbuffers-compiler libsqlite3-dev libpq-dev)
# The chart library comes by npm; one from elsewhere than Debian will do.
command -v npm >/dev/null || build_packages+=(npm)

is_installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# install_missing PACKAGE...: fails if something is missing and cannot be installed.
install_missing() {
  local package missing=() as_root=()
  if ! command -v dpkg-query >/dev/null; then
    echo "Not Debian: nothing is installed here. Needed (Debian names): $*"
    return 0
  fi
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    echo "All packages needed are installed."
    return 0
  fi
  echo "Installing from Debian: ${missing[*]}"
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      echo "Neither root nor sudo. Run as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# CMake takes the launcher from the environment when a build folder is first configured.
# Without the sloppiness ccache keeps nothing that includes a precompiled header.
use_ccache_if_present() {
  if command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros
  fi
}
