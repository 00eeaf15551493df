#!/usr/bin/env bash
# The licences of what others wrote that is inside the modules.
#   bindings/javascript/licences.sh YAML >THIRD_PARTY_LICENSES
# In: Debian's notes on its packages; the source of yaml-cpp. Out: a text. Never: a licence
# of what is not inside.
set -euo pipefail
if (($# != 1)); then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi

# part TITLE FILE
part() {
  printf '%s\n%s\n\n' "$1" "${1//?/=}"
  cat "$2"
  printf '\n\n'
}
note() { echo "/usr/share/doc/$1/copyright"; }

cat <<'TEXT'
jiangbu itself: Apache-2.0, see LICENSE. The WebAssembly modules hold parts of the following
programs as well. Each is followed by its licence, as Debian describes its source: that names
files which are not in the modules, too.

In jiangbu-runtime.wasm and jiangbu-full.wasm: LLVM libc++, libc++abi and compiler-rt;
wasi-libc; {fmt}; date; Boost. In jiangbu-full.wasm only: yaml-cpp.


TEXT
part "LLVM: libc++, libc++abi, compiler-rt" "$(note libc++-19-dev-wasm32)"
part "wasi-libc" "$(note wasi-libc)"
part "{fmt}" "$(note libfmt-dev)"
part "date" "$(note libhowardhinnant-date-dev)"
# The notes on all of Boost are two megabytes, for headers under one licence.
boost=$(mktemp)
trap 'rm -f "$boost"' EXIT
awk '/^ Boost Software License - Version/ {inside = 1} inside && /^$/ {exit} inside' \
  "$(note libboost1.81-dev)" >"$boost"
[[ -s $boost ]]
part "Boost" "$boost"
part "yaml-cpp" "$1/LICENSE"
