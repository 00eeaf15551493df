#!/usr/bin/env python3
"""READMEs: there, short, and every path they name exists; no text speaks of how it was made."""
import re

from repository import ROOT, files, finish, text

MANUALS = {"README.md", "README.zh-CN.md", "rules/README.md", "bindings/README.md"}
LONGEST_README = 60
# Folders below these need no README of their own.
WITHOUT_README = ("tests/unit", "tests/golden", "tests/feel", "tests/cli", "tests/rules",
                  "tests/schema", "tests/fuzz/corpus", "rules/", "include/", "examples/facts",
                  "examples/policies/", "examples/self-check/", "bindings/python/", "bindings/java/src",
                  "bindings/java/tests", "bindings/javascript/tests", ".")
TEXT_SUFFIXES = {".md", ".cpp", ".hpp", ".h", ".def", ".txt", ".cmake", ".py", ".yaml", ".json",
                 ".sh", ""}
# A path on somebody's machine, a place in somebody's notes.
TRACES = re.compile(r"(?<![\w.])/(?:tmp|work|home|root)/|\bthis session\b|\bthe (?:lead|brief)\b"
                    r"|\bissue #?\d+|(?<!\w)#\d{1,4}\b(?!\.)", re.IGNORECASE)
PATH = re.compile(r"`([A-Za-z0-9_.\-/]+)`")
TOP = ("src", "include", "rules", "examples", "tests", "bindings")


def named_paths(document, content):
    """What stands in backticks and looks like a path of the repository."""
    for name in PATH.findall(content):
        if name.startswith("build/") or "/" not in name:
            continue
        if name.split("/")[0] in TOP or (ROOT / document.parent / name.split("/")[0]).exists():
            yield name


def exists(document, name):
    name = name.rstrip("/")
    return any((base / name).exists() for base in (ROOT, ROOT / document.parent, ROOT / "src"))


def main():
    faults = []
    tracked = files()
    for path in tracked:
        if path.suffix not in TEXT_SUFFIXES or path.name == "LICENSE":
            continue
        content = text(path)
        if path.parts[:2] != ("tests", "house"):
            for trace in TRACES.finditer(content):
                line = content.count("\n", 0, trace.start()) + 1
                faults.append(f"{path}:{line}: '{trace.group()}' is not about the project")
        if path.name.startswith("README"):
            if str(path) not in MANUALS and content.count("\n") > LONGEST_README:
                faults.append(f"{path}: more than {LONGEST_README} lines")
            faults += [f"{path}: `{name}` does not exist"
                       for name in named_paths(path, content) if not exists(path, name)]
    for folder in sorted({path.parent for path in tracked}):
        if str(folder) == "." or str(folder).startswith(WITHOUT_README):
            continue
        if not (ROOT / folder / "README.md").exists():
            faults.append(f"{folder}: no README.md")
    finish(faults)


main()
