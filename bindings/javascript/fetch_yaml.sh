#!/usr/bin/env bash
# Fetches Debian's source of yaml-cpp, which there is no package of for WebAssembly.
#   bindings/javascript/fetch_yaml.sh FOLDER
# In: apt, and the archive it asks for packages. Out: FOLDER/yaml-cpp, if it is not there.
# Never: changes what apt knows of this machine; needs no rights.
set -euo pipefail
if (($# != 1)); then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
[[ ! -e $1/yaml-cpp/src/parser.cpp ]] || exit 0
mkdir -p "$1"
folder=$(realpath "$1")
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
archive=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
  'Origin: Debian' "Codename: $release" | sort -u | head -n 1)
keys=/usr/share/keyrings/debian-archive-keyring.gpg
options=
[[ ! -e $keys ]] || options="[signed-by=$keys]"

work=$folder/yaml-source
rm -rf "$work"
mkdir -p "$work"/lists/partial "$work"/cache/archives/partial
echo "deb-src $options ${archive:-http://deb.debian.org/debian} $release main" >"$work/sources.list"
ask=(apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache"
  -o "APT::Sandbox::User=$(id -un)")
"${ask[@]}" update
(cd "$work" && "${ask[@]}" source --download-only yaml-cpp)
mkdir "$work/unpacked"
tar -xf "$work"/yaml-cpp_*.orig.tar.* -C "$work/unpacked" --strip-components=1
tar -xf "$work"/yaml-cpp_*.debian.tar.* -C "$work/unpacked" debian/copyright
rm -rf "$folder/yaml-cpp"
mv "$work/unpacked" "$folder/yaml-cpp"
rm -rf "$work"
