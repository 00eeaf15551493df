#!/usr/bin/env python3
"""What rules say of themselves to user interfaces holds against its schema, and is all there.

    check_description.py LIBRARY JIANGBU

LIBRARY is the C interface. The rules and every example clause are described; what is described is
compared with the facts that `jiangbu schema` lists.
Exit code 77: python3-jsonschema is not installed.
"""
import ctypes
import json
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "src/report/description_schema.json"


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]


def description_of(library, path):
    name = str(path).encode()
    rules, text = ctypes.c_void_p(), ctypes.c_void_p()
    library.jb_rules_load(ctypes.byref(Text(name, len(name))), ctypes.c_size_t(1),
                          ctypes.byref(rules), None)
    if library.jb_rules_description(rules, ctypes.byref(text), None) != 0:
        raise RuntimeError(f"{path} is not described")
    got = library.jb_string_get(text)
    described = ctypes.string_at(got.data, got.size)
    library.jb_string_free(text)
    library.jb_rules_free(rules)
    return json.loads(described)


def given_facts(described):
    return [fact["name"] for fact in described.get("facts", []) if not fact.get("derived")]


def scheme_of(program, path):
    printed = subprocess.run([program, "schema", path], capture_output=True, check=True).stdout
    return list(json.loads(printed)["$defs"]["applicant"]["properties"])


def faults_in(described, facts):
    names = given_facts(described)
    if list(dict.fromkeys(names)) != facts:
        yield f"describes the facts {names}, the schema of facts has {facts}"
    records = {record["name"]: record for record in described.get("records", [])}
    enums = {enum["name"] for enum in described.get("enums", [])}
    known = {fact["name"] for fact in described.get("facts", [])}
    fields = [*described.get("facts", []),
              *(field for record in records.values() for field in record["fields"])]
    for field in fields:
        while "element" in field:
            field = field["element"]
        if "of" in field and field["of"] not in (records if field["type"] == "record" else enums):
            yield f"{field} names nothing that is described"
    for policy in described["policies"]:
        yield from (f"{policy['id']} reads {name}, which is not described"
                    for name in policy.get("reads", []) if name not in known)
        for part in policy.get("reads_of_records", []):
            of_record = {field["name"] for field in records[part["record"]]["fields"]}
            if not set(part["fields"]) <= of_record:
                yield f"{policy['id']} reads fields of {part['record']} that are not described"


def main(library_path, program):
    library = ctypes.CDLL(library_path)
    library.jb_string_get.restype = Text
    library.jb_string_get.argtypes = [ctypes.c_void_p]
    for name in ("jb_string_free", "jb_rules_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    paths = [ROOT / "rules", *sorted((ROOT / "examples/clauses").glob("*.yaml"))]
    faults = []
    for path in paths:
        described = description_of(library, path)
        faults += [f"{path.name}: {fault.json_path}: {fault.message[:200]}"
                   for fault in validator.iter_errors(described)]
        faults += [f"{path.name}: {fault}"
                   for fault in faults_in(described, scheme_of(program, path))]
    print("\n".join(faults) or f"{len(paths)} sets of rules are described")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
