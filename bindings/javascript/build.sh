#!/usr/bin/env bash
# Builds the package: modules in WebAssembly, scripts, types.
#   bindings/javascript/build.sh FOLDER
# In: the sources of src/; yaml-cpp's (fetch_yaml.sh); clang 19, binaryen, the WASI libraries (bindings/README.md has Debian's names).
# Out: FOLDER/package, which npm pack or a web server takes as it is.
# Never: a package manager of JavaScript. Exit code 77: the compiler is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if (($# != 1)); then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
# clang hands the module to wasm-opt where there is one: without it the module is another.
for tool in clang++-19 wasm-ld-19 wasm-opt; do
  command -v "$tool" >/dev/null || missing=yes
done
[[ -e /usr/lib/wasm32-wasi/libc++.a && -e /usr/lib/wasm32-wasi/libc.a ]] || missing=yes
if [[ ${missing:-no} == yes ]]; then
  echo "clang-19, lld-19, binaryen or a package of the WASI libraries is not installed" >&2
  exit 77
fi
mkdir -p "$1"
folder=$(realpath "$1")

if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=ccache
fi
"$here/fetch_yaml.sh" "$folder"
cmake -S "$here/native" -B "$folder/native" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_TOOLCHAIN_FILE="$here/native/wasm32.cmake" -DJIANGBU_WARNINGS_AS_ERRORS=ON \
  -DJIANGBU_YAML="$folder/yaml-cpp" >"$folder/native.log" ||
  { cat "$folder/native.log"; exit 1; }
cmake --build "$folder/native" -j "$(nproc)" -- --quiet

package=$folder/package
rm -rf "$package"
mkdir "$package"
cp "$here"/*.mjs "$here"/jiangbu.d.ts "$here"/package.json "$here"/README.md "$here"/../../LICENSE \
  "$folder"/native/*.wasm "$package"
"$here/licences.sh" "$folder/yaml-cpp" >"$package/THIRD_PARTY_LICENSES"
