#!/usr/bin/env bash
# Makes the packages of Debian and tries them in a clean Debian 12.
#   tests/install/check_packages.sh BUILD LIBRARY FOLDER
# In: a build folder configured for /usr, the library of its C interface, a folder for what is
# made. Out: what fails. Never: touches this system; asks anything but the archives that it uses.
# Exit code 77: not root, no debootstrap, or no archive that can be reached.
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath "$1") library=$(realpath "$2")
mkdir -p "$3"
folder=$(realpath "$3")
root=$folder/root

skip() {
  printf '\n*** SKIPPED: the packages are not tried in a clean system: %s ***\n\n' "$1" >&2
  exit 77
}
die() {
  printf '%s\n' "$1" >&2
  exit 1
}

echo "== Packages"
rm -rf "$folder/packages"
cpack --config "$build/CPackConfig.cmake" -B "$folder/packages" >"$folder/cpack.log" 2>&1 ||
  die "cpack fails: $(tail -20 "$folder/cpack.log")"
for package in jiangbu libjiangbu-c0 libjiangbu-dev; do
  file=$(echo "$folder/packages/${package}"_*.deb)
  [[ -f $file ]] || die "no package $package is made"
  echo "$(basename "$file"): $(dpkg-deb -f "$file" Depends)"
done
for package in jiangbu libjiangbu-c0; do # what the linker says they need
  for library_package in libc6 libfmt9 libyaml-cpp0.7 libsimdjson14; do
    dpkg-deb -f "$folder/packages/${package}"_*.deb Depends | grep -q "$library_package" ||
      die "$package does not depend on $library_package"
  done
done
((EUID == 0)) || skip "not root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"

echo "== A clean Debian 12"
# The archive that this system uses.
mirror=$(apt-cache policy libc6 2>/dev/null | grep -oE 'https?://[^ ]+' | grep -v security | head -1)
mirror=${mirror:-http://deb.debian.org/debian}
mounted=no
clean_up() {
  if [[ $mounted == yes ]]; then umount "$root/proc" || true; fi
  rm -rf --one-file-system "$root"
}
trap clean_up EXIT
rm -rf --one-file-system "$root"
debootstrap --variant=minbase --include=python3 bookworm "$root" "$mirror" \
  >"$folder/debootstrap.log" 2>&1 || skip "debootstrap fails: $(tail -3 "$folder/debootstrap.log")"
mount -t proc proc "$root/proc" && mounted=yes
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 "$@"; }
for library_package in libfmt9 libyaml-cpp0.7 libsimdjson14; do
  inside dpkg-query -s "$library_package" >/dev/null 2>&1 && die "the system is not clean"
done
mkdir "$root/tried"
cp -r "$source_folder/rules" "$source_folder/examples/facts" "$root/tried/"

echo "== The wheel, which brings its libraries"
cp -r "$source_folder/bindings/python" "$folder/python"
(cd "$folder/python" && JIANGBU_LIBRARY=$library /usr/bin/python3 -m pip wheel --quiet \
  --no-build-isolation --no-deps --no-index --wheel-dir "$folder/wheels" .)
rm -rf "$folder/python"
inside mkdir /tried/wheel
(cd "$root/tried/wheel" && /usr/bin/python3 -m zipfile -e "$folder"/wheels/jiangbu-*.whl .)
inside env PYTHONPATH=/tried/wheel python3 -c '
from jiangbu import Rules
result = Rules.load("/tried/rules/changzhi").evaluate({"kind": "park"}, date="2024-11-30")
print("clauses:", len(result.clauses))
assert result.clauses' || die "the wheel needs more than it brings"

echo "== The packages"
# Fetched as this system fetches packages, for what is installed in the clean one.
mkdir -p "$folder/archives/partial"
apt-get -o Dir::State::status="$root/var/lib/dpkg/status" -o Dir::Cache::archives="$folder/archives/" \
  -o Debug::NoLocking=1 -y -qq --no-install-recommends --download-only install \
  "$folder"/packages/*.deb gcc libc6-dev pkg-config >"$folder/apt.log" 2>&1 ||
  skip "packages cannot be fetched: $(tail -5 "$folder/apt.log")"
cp "$folder"/packages/*.deb "$folder"/archives/*.deb "$root/tried/"
inside sh -c 'DEBIAN_FRONTEND=noninteractive dpkg -i /tried/*.deb' >"$folder/dpkg.log" 2>&1 ||
  die "the packages cannot be installed: $(tail -20 "$folder/dpkg.log")"
inside jiangbu check /usr/share/jiangbu/rules/changzhi --facts /tried/facts/changzhi_park.json \
  --date 2025-03-31 --format json >"$folder/inside.json" || [[ $? == 1 ]]
"$build/src/jiangbu" check "$source_folder/rules/changzhi" --date 2025-03-31 --format json \
  --facts "$source_folder/examples/facts/changzhi_park.json" >"$folder/outside.json" || [[ $? == 1 ]]
cmp "$folder/inside.json" "$folder/outside.json" || die "the packaged program computes otherwise"
cat >"$root/tried/version.c" <<'C'
#include <jiangbu/jiangbu.h>
#include <stdio.h>
int main(void) {
  jb_text version = jb_version();
  return printf("%.*s\n", (int)version.size, version.data) < 0;
}
C
inside sh -c 'cc /tried/version.c -o /tried/version $(pkg-config --cflags --libs jiangbu-c)'
echo "libjiangbu-c $(inside /tried/version)"
inside ldd /tried/version | grep -q 'libjiangbu-c.so.0 => /lib/' || die "another library is found"
inside dpkg --purge jiangbu libjiangbu-dev libjiangbu-c0 >/dev/null
left=$(inside find /usr -name '*jiangbu*' -not -path '*/tried/*')
[[ -z $left ]] || die "left behind: $left"
echo "all is well"
