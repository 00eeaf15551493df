#!/usr/bin/env bash
# Builds the jar with nothing but a JDK 17 and JNA's jar.
#   bindings/java/build.sh LIBRARY FOLDER
# In: the shared library (libjiangbu-c.so). Out: FOLDER/jiangbu.jar, with the library and
# those it needs inside, and its sources.
# Never: asks the network. JNA_JAR names another jar of JNA than Debian's.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if (($# != 2)); then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 2
fi
library=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
jna=${JNA_JAR:-/usr/share/java/jna.jar}

# JNA's name of this platform.
case "$(uname -sm)" in
  "Linux x86_64") platform=linux-x86-64 ;;
  "Linux aarch64") platform=linux-aarch64 ;;
  *)
    echo "no jar is built for $(uname -sm)" >&2
    exit 2
    ;;
esac

rm -rf "$folder/classes"
mkdir -p "$folder/classes/io/jiangbu/native/$platform" "$folder/classes/META-INF"
# Everything public must be documented.
javac --release 17 -encoding UTF-8 -Xlint:all -Xdoclint:all/protected -Werror -cp "$jna" \
  -d "$folder/classes" "$here"/src/io/jiangbu/*.java
packed=$folder/classes/io/jiangbu/native/$platform
cp "$library" "$packed/libjiangbu-c.so"
# What it needs besides the system's; NativeLibraryLoader loads it first.
ldd "$library" | sed -nE 's/^\s*(\S+) => (\/\S+).*/\1 \2/p' |
  grep -vE '^lib(c|m|stdc\+\+|gcc_s|pthread|dl)\.so\.' | while read -r name file; do
  cp -L "$file" "$packed/$name"
  echo "$name" >>"$packed/needed.txt"
  package=$(dpkg-query -S "$(realpath "$file")" 2>/dev/null | cut -d: -f1 || true)
  [[ -z $package ]] || cp "/usr/share/doc/$package/copyright" "$folder/classes/META-INF/LICENSE.$name"
done
cp "$here/../../LICENSE" "$folder/classes/META-INF/LICENSE"
version=$(sed -n 's/^project(jiangbu VERSION \([0-9.]*\).*/\1/p' "$here/../../CMakeLists.txt")
printf '%s\n' "Automatic-Module-Name: io.jiangbu" "Implementation-Title: jiangbu" \
  "Implementation-Version: $version" >"$folder/manifest.txt"
jar --create --file "$folder/jiangbu.jar" --manifest "$folder/manifest.txt" \
  -C "$folder/classes" .
jar --create --file "$folder/jiangbu-sources.jar" -C "$here/src" io
