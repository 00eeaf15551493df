#!/usr/bin/env bash
# Checks jiangbu.d.ts, and a program that uses it, with the compiler of TypeScript.
#   bindings/javascript/tests/check_types.sh FOLDER
# In: FOLDER/package; npm. Out: what does not fit. Never: runs the program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if (($# != 1)); then
  sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
types=$1/types
mkdir -p "$types"
cp "$here"/types/* "$types"
[[ -x $types/node_modules/.bin/tsc ]] ||
  npm ci --prefix "$types" --ignore-scripts --no-audit --no-fund --loglevel=error
mkdir -p "$types/node_modules/jiangbu"
cp "$1"/package/package.json "$1"/package/jiangbu.d.ts "$types/node_modules/jiangbu"
"$types/node_modules/.bin/tsc" --project "$types"
