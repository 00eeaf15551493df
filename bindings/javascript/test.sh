#!/usr/bin/env bash
# Builds the package and tests it with node's own test runner.
#   bindings/javascript/test.sh PROGRAM CASES FOLDER
# In: jiangbu, cases.jsonl of bindings/conformance. Out: what failed; FOLDER/package.
# Exit code 77: node 18 or later, or the compiler, is not installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if (($# != 3)); then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
if ! command -v node >/dev/null || (($(node -p 'parseInt(process.versions.node)') < 18)); then
  echo "node 18 or later is not installed" >&2
  exit 77
fi
"$here/build.sh" "$3"

export JIANGBU_PROGRAM=$1 JIANGBU_CASES=$2 JIANGBU_PACKAGE=$3/package
node --test "$here"/tests/*.test.mjs
"$here/tests/check_types.sh" "$3"
