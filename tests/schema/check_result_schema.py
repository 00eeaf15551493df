#!/usr/bin/env python3
"""Validates result JSON against src/report/result_schema.json.

    check_result_schema.py RESULT.json...     ("-" reads standard input)

Exit code 0: all valid; 1: a file is invalid (every fault is printed); 2: called wrongly or
a file cannot be read; 77: python3-jsonschema is not installed (CTest counts it as skipped).
"""
import json
import pathlib
import sys

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "src/report/result_schema.json"


def read(name):
    if name == "-":
        return json.load(sys.stdin)
    return json.loads(pathlib.Path(name).read_text(encoding="utf-8"))


def main(names):
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        print("python3-jsonschema is not installed", file=sys.stderr)
        return 77
    if not names:
        print(__doc__, file=sys.stderr)
        return 2
    schema = read(SCHEMA)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    faults = 0
    for name in names:
        try:
            result = read(name)
        except (OSError, ValueError) as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            return 2
        for fault in sorted(validator.iter_errors(result), key=lambda f: f.json_path):
            print(f"{name}: {fault.json_path}: {fault.message}", file=sys.stderr)
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
