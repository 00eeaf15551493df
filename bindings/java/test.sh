#!/usr/bin/env bash
# Builds the jar and tests it with Debian's JUnit.
#   bindings/java/test.sh LIBRARY CASES FOLDER
# In: the shared library, cases.jsonl of bindings/conformance. Out: what failed; the jar.
# Never: asks the network. Exit code 77: no JDK, JNA or JUnit is installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if (($# != 3)); then
  sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
library=$(realpath "$1")
cases=$(realpath -m "$2")
mkdir -p "$3"
folder=$(realpath "$3")

jna=${JNA_JAR:-/usr/share/java/jna.jar}
junit=
for name in junit-jupiter-api junit-jupiter-engine junit-platform-commons \
  junit-platform-engine junit-platform-launcher junit-platform-console \
  junit-platform-reporting opentest4j opentest4j-reporting-events apiguardian-api picocli; do
  junit+=:/usr/share/java/$name.jar
done
if ! command -v javac >/dev/null || [[ ! -e $jna || ! -e /usr/share/java/junit-jupiter-api.jar ]]; then
  echo "openjdk-17-jdk-headless, libjna-java or junit5 is not installed" >&2
  exit 77
fi

"$here/build.sh" "$library" "$folder"
rm -rf "$folder/tests"
javac --release 17 -encoding UTF-8 -Xlint:all,-path -Werror \
  -cp "$folder/jiangbu.jar:$jna$junit" -d "$folder/tests" "$here"/tests/io/jiangbu/*.java

cd "$here/../.." # paths of the cases and the examples
java -Djiangbu.cases="$cases" -Djiangbu.jar="$folder/jiangbu.jar" \
  -Djiangbu.built="$library" -Djna.jar="$jna" -Dfile.encoding=UTF-8 \
  -cp "$folder/tests:$folder/jiangbu.jar:$jna$junit" \
  org.junit.platform.console.ConsoleLauncher --scan-class-path "$folder/tests" \
  --fail-if-no-tests --disable-banner --details=summary
