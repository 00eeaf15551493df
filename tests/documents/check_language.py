#!/usr/bin/env python3
"""The manual rules/README.md and the program know the same words.

Every key that src/syntax takes from a mapping stands in the section of the manual that describes
it; every key in a table of the manual is read by src/syntax; every built-in function is named;
every diagnostic has a code of its own.
"""
import re
import sys

sys.dont_write_bytecode = True
from markdown import INLINE_CODE, ROOT, Document, code_of, tables_of  # noqa: E402

SYNTAX = ROOT / "src/syntax"
# Sections of the manual by file of src/syntax, or by function where a file serves several.
SECTIONS = {
    "read_vocabulary.cpp": (3,), "read_clause.cpp": (6,), "read_award.cpp": (7,),
    "read_condition.cpp": (6,), "read_table.cpp": (8,), "read_tests.cpp": (14,),
    "read_stacking.cpp": (11,), "read_policy.cpp": (4,), "read_parts.cpp": (2, 4, 6, 9),
    "read_exclusions": (7,), "across_shapes": (12,), "read_across_step": (12,),
    "read_parameter": (5,), "read_dated_values": (5,), "read_reading": (9,),
    "read_target": (13,), "read_budget": (13,), "read_figure": (13,),
}
# Here keys come from a list: every literal in these counts as a key.
LISTED = {"band_keys", "read_band", "step_shapes", "across_shapes", "read_aggregate",
          "read_registers"}
# These take what the lists above name.
FROM_LIST = LISTED | {"read_step_formulas"}
# Words in LISTED bodies that name a construct in messages and are no keys.
NO_KEYS = {"band", "aggregate"}
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def definitions(source):
    """The top-level definitions of a C++ file as (name, text)."""
    for chunk in re.split(r"\n(?=[A-Za-z])", source):
        chunk = re.sub(r"^template .*\n", "", chunk)
        chunk = re.sub(r"//.*", "", chunk)
        if name := re.search(r"(\w+)\s*[({]", chunk.split("\n")[0]):
            yield name.group(1), chunk


def keys_read():
    """(key, file, function) of every key that src/syntax asks a mapping for."""
    for path in sorted(SYNTAX.glob("read_*.cpp")):
        for name, text in definitions(path.read_text(encoding="utf-8")):
            calls = re.findall(r"[.>](?:take|require)\(\s*(.)", text)
            if name not in FROM_LIST and set(calls) - {'"'}:
                raise SystemExit(f"{path.name}: {name} takes keys from a list: add it to LISTED")
            pattern = r'[.>](?:take|require)\(\s*"([^"]+)"'
            found = LITERAL.findall(text) if name in LISTED else re.findall(pattern, text)
            for key in found:
                if key not in NO_KEYS:
                    yield key.lstrip("?"), path.name, name


def undescribed_keys(manual):
    for key, file, function in sorted(set(keys_read())):
        sections = SECTIONS.get(function, SECTIONS.get(file))
        if sections is None:
            yield f"{file}: {function}: say in SECTIONS where the manual describes it"
            continue
        code, words = code_of("".join(manual.section(number) for number in sections))
        shown = rf"(?:^|[{{,\-`]) *{re.escape(key)}:"
        if key not in words and not re.search(shown, code, re.MULTILINE):
            yield (f"rules/README.md: section {sections[0]} does not describe the key '{key}' "
                   f"({file}, {function})")


def described_keys(manual):
    """Keys in the key columns of the manual's tables, and those of the policy in section 4."""
    for table in tables_of(re.sub(r"^```.*?^```", "", manual.content,
                                  flags=re.MULTILINE | re.DOTALL)):
        columns = [index for index, cell in enumerate(table[0])
                   if cell in ("key", "keys", "first key", "step", "Chinese key")]
        for row in table[1:]:
            for column in columns:
                for word in INLINE_CODE.findall(row[column]):
                    yield word.split(":")[0]
    for block in re.findall(r"```yaml\n(.*?)```", manual.section(4), re.DOTALL):
        yield from re.findall(r"^([a-z][a-z ]*):", block, re.MULTILINE)


def unread_keys(manual):
    literals = set()
    for path in SYNTAX.glob("*.cpp"):
        found = LITERAL.findall(path.read_text(encoding="utf-8"))
        literals |= {word.lstrip("?") for word in found}
    for key in sorted(set(described_keys(manual)) - literals):
        yield f"rules/README.md: nothing in src/syntax reads the key '{key}'"


def unnamed_builtins(manual):
    code, _ = code_of(manual.section(10))
    source = (ROOT / "src/model/builtins.def").read_text(encoding="utf-8")
    names = re.findall(r'^JIANGBU_BUILTIN\(\w+, "([^"]+)"', source, re.MULTILINE)
    for name in names:
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code):
            yield f"rules/README.md: section 10 does not name the function '{name}'"


def repeated_codes():
    source = (ROOT / "src/diagnostics/codes.def").read_text(encoding="utf-8")
    seen = {}
    for identifier, code in re.findall(r'^JIANGBU_CODE\((\w+),\s*"(JB\d+)"', source, re.MULTILINE):
        if code in seen:
            yield f"src/diagnostics/codes.def: {code} is both {seen[code]} and {identifier}"
        seen[code] = identifier


def main():
    manual = Document("rules/README.md")
    faults = [*undescribed_keys(manual), *unread_keys(manual), *unnamed_builtins(manual),
              *repeated_codes()]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
