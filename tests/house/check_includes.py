#!/usr/bin/env python3
"""Stages include only the stages they may, and foreign libraries stay where they belong.

The order of the stages is that of the jiangbu_stage(NAME ... USES ...) lines of
src/CMakeLists.txt, taken transitively.
"""
import re

from repository import finish, sources, text

# Folders that are no stage but stand on top of all of them.
ON_TOP = {"cli", "c_api"}
# After the model nobody sees YAML or syntax, except those that load rules or face the user.
YAML_SIDE = {"syntax", "document"}
MAY_SEE_YAML = {"document", "syntax", "model", "read", "audit", "author", "api"} | ON_TOP
# Foreign header prefix: the files that may include it (regular expressions).
FOREIGN = {
    "yaml-cpp/": r"src/document/.*\.cpp",
    "date/": r"src/values/.*\.cpp",
    "boost/multiprecision/": r"src/values/(.*\.cpp|wide\.hpp)",
    "CLI/": r"src/cli/.*\.cpp",
    "sqlite3.h": r"src/database/sqlite_tables\.cpp",
    "libpq-fe.h": r"src/database/postgresql_tables\.cpp",
    "flatbuffers/": r"src/read/arrow_(read|write)\.cpp",
}
# Own headers that belong to a few files only.
PRIVATE = {"values/wide.hpp": r"src/values/decimal.*\.cpp"}
# The oracle shares nothing with what it judges, except in the files that compare the two.
ORACLE = "tests/oracle/"
ORACLE_JUDGES = {"tests/oracle/judge.cpp", "tests/oracle/population_random.cpp"}
JUDGED_BY_ORACLE = {"program", "evaluate"}


def allowed_stages():
    cmake = text("src/CMakeLists.txt")
    uses = {}
    for call in re.findall(r"^jiangbu_stage\(([^)]*)\)", cmake, re.MULTILINE):
        name, *words = call.split()
        after = words[words.index("USES") + 1:] if "USES" in words else []
        if "LIBRARIES" in after:
            after = after[:after.index("LIBRARIES")]
        uses[name] = set(after)
    for name in uses:  # transitively; a stage is declared after those it uses
        for used in list(uses[name]):
            uses[name] |= uses[used]
    return uses


def oracle_faults():
    for path in sources():
        if not str(path).startswith(ORACLE) or str(path) in ORACLE_JUDGES:
            continue
        for header in re.findall(r'^\s*#\s*include\s*"([^"]+)"', text(path), re.MULTILINE):
            if header.split("/")[0] in JUDGED_BY_ORACLE:
                yield f"{path}: includes {header}: only {sorted(ORACLE_JUDGES)} may"


def main():
    stages = allowed_stages()
    faults = list(oracle_faults())
    for path in sources():
        if path.parts[0] not in ("src", "include"):
            continue
        stage = path.parts[1] if path.parts[0] == "src" else "include"
        includes = re.findall(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', text(path), re.MULTILINE)
        for quote, header in includes:
            where = f"{path}: includes {header}: "
            for prefix, owners in FOREIGN.items():
                if header.startswith(prefix) and not re.fullmatch(owners, str(path)):
                    faults.append(where + f"only {owners} may")
            if quote == "<":
                continue
            if header in PRIVATE and not re.fullmatch(PRIVATE[header], str(path)):
                faults.append(where + f"only {PRIVATE[header]} may")
            target = header.split("/")[0]
            if target == "jiangbu":
                continue
            if target not in stages and target not in ON_TOP:
                faults.append(where + "no such stage; write \"stage/file.hpp\"")
            elif stage == "include":
                faults.append(where + "public headers include no stage")
            elif stage in ON_TOP:
                continue
            elif stage not in stages:
                faults.append(f"{path}: its folder is no jiangbu_stage() of src/CMakeLists.txt")
            elif target != stage and target not in stages[stage]:
                faults.append(where + f"{stage} may include "
                              + (", ".join(sorted(stages[stage])) or "no other stage"))
            elif target in YAML_SIDE and stage not in MAY_SEE_YAML:
                faults.append(where + "after the model nobody sees YAML")
    finish(faults)


main()
