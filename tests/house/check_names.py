#!/usr/bin/env python3
"""Names of files and types, length and opening of C++ files."""
import re

from repository import ROOT, files, finish, sources, text

EMPTY_WORDS = {"manager", "util", "utils", "helper", "helpers", "common", "data", "info"}
PRESCRIBED = {"package-info.java"}  # by the language
LONGEST_FILE = 500
TYPE = re.compile(r"^\s*(?:template\s*<[^>]*>\s*)?(?:class|struct|enum(?:\s+class)?|union|using)\s+"
                  r"(?:\[\[\w+\]\]\s*)?([A-Za-z]\w*)", re.MULTILINE)


def words(name):
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)}


def main():
    faults = []
    for path in files():
        if path.name in PRESCRIBED:
            continue
        for part in path.parts:
            found = words(part) & EMPTY_WORDS
            if found:
                faults.append(f"{path}: '{found.pop()}' says nothing about what it holds")
                break
    for path in sources():
        content = text(path)
        for name in TYPE.findall(content):
            found = words(name) & EMPTY_WORDS
            if found:
                faults.append(f"{path}: type {name}: '{found.pop()}' says nothing")
        lines = content.count("\n")
        if lines >= LONGEST_FILE:
            faults.append(f"{path}: {lines} lines; split it below {LONGEST_FILE}")
        if path.suffix == ".hpp":
            if not content.startswith("//") and not content.startswith("/*"):
                faults.append(f"{path}: opens with its job, before #pragma once")
            if not re.search(r"^#pragma once$", content, re.MULTILINE):
                faults.append(f"{path}: no #pragma once")
        elif (path.parts[0] == "src" and not content.startswith("//")
              and not (ROOT / path.with_suffix(".hpp")).exists()):
            faults.append(f"{path}: opens with its job, for no header tells it")
    finish(faults)


main()
