#!/usr/bin/env python3
"""What `jiangbu schema POLICY` prints, and what the program takes as facts, agree.

    check_fact_schema.py JIANGBU

The applicants of examples/facts hold against the schema of all rules, the facts in the tests of
every policy against the schema of that policy, and single values are taken or refused alike by
the schema and by `jiangbu check`.
Exit code 77: python3-jsonschema or python3-yaml is not installed.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
try:
    from jsonschema import Draft202012Validator

    import rule_yaml
except ImportError:
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/documents/page_base.yaml"
# Facts for BASE; whether they are sound is asked of the program.
VALUES = [
    {"staff": 5}, {"staff": "5"}, {"staff": 5.5}, {"staff": -1}, {"staff": "five"},
    {"staff": None}, {"staff": "unknown"}, {"staff": {"unknown": True}}, {"staff": [5]}, {"staff": True}, {"staf": 5},
    {"revenue": 3}, {"revenue": "3万元"}, {"revenue": "3 万元"}, {"revenue": "3"},
    {"revenue": -1}, {"revenue": "1,000元"}, {"revenue": "3块"}, {"revenue": "１元"},
    {"lab": True}, {"lab": "true"}, {"lab": "yes"}, {"lab": 1},
    {"seat": "1404"}, {"seat": 1404}, {"seat": "140"}, {"seat": "14 04"},
    {"left": "2024-01-31"}, {"left": None}, {"left": "2024-13-01"}, {"left": "31.1.2024"},
    {"prize": "first"}, {"prize": "一等奖"}, {"prize": "third"},
    {"patents": []}, {"patents": [{"id": "A"}]}, {"patents": {"id": "A"}},
    {"patents": [{"id": "A", "grade": "first", "fee": "500元", "granted": None}]},
    {"patents": [{"id": "A", "cost": 5}]}, {"patents": ["A"]}, {"patents": "unknown"},
    {"patents": {"unknown": True}}, {"patents": [{"unknown": True}]}, {"staff": {"unknown": False}},
    {"patents": [{"id": 12, "fee": 0.5}]}, {"patents": [{"id": "A", "fee": None}]},
    {"applicants": {"甲": {"staff": 5}, "乙": {}}}, {"applicants": {"甲": {"staf": 5}}}, {},
]


def validator_of(program, *paths):
    printed = subprocess.run([program, "schema", *paths], capture_output=True, check=True).stdout
    schema = json.loads(printed)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults_in(validator, facts, where):
    for fault in validator.iter_errors(facts):
        deepest = fault
        while deepest.context:
            deepest = max(deepest.context, key=lambda part: len(part.absolute_path))
        yield f"{where}: {deepest.json_path}: {deepest.message[:160]}"


def examples(program):
    validator = validator_of(program, ROOT / "rules")
    for path in sorted((ROOT / "examples/facts").iterdir()):
        if path.suffix in (".yaml", ".json"):
            yield from faults_in(validator, rule_yaml.read(path), path.name)


def tests_of_policies(program):
    tried = 0
    for path in sorted([*(ROOT / "rules").rglob("*.yaml"), *(ROOT / "examples/clauses").iterdir()]):
        rules = rule_yaml.read(path) if path.suffix == ".yaml" else {}
        tests = rules.get("tests", [])
        if not tests:
            continue
        policy = path.parent / rules.get("tests of", path.name)
        validator = validator_of(program, policy)
        for test in tests:
            for facts in test.get("applicants", {"": test.get("facts") or {}}).values():
                tried += 1
                yield from faults_in(validator, facts, f"{path.name}: {test['name']}")
    if tried < 500:
        yield f"only {tried} facts in tests of policies"


def single_values(program):
    validator = validator_of(program, BASE)
    verdicts = set()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "facts.yaml")
        for facts in VALUES:
            text = json.dumps(facts, ensure_ascii=False).replace('"unknown"', "unknown")
            path.write_text(text, encoding="utf-8")
            run = subprocess.run([program, "check", BASE, "--facts", path, "--date", "2024-06-01"],
                                 capture_output=True, check=False)
            taken = run.returncode == 0
            verdicts.add(taken)
            if validator.is_valid(facts) != taken:
                yield (f"{facts}: the schema {'refuses' if taken else 'takes'} it, the program "
                       "does not: " + run.stderr.decode()[:200])
    if verdicts != {True, False}:
        yield "the single values are all taken or all refused"


def titles(program):
    text = json.dumps(validator_of(program, BASE).schema, ensure_ascii=False)
    for part in ("职工人数 / staff", "不带单位的数以万元计 / bare numbers are in 万元",
                 "一等奖 / first prize"):
        if part not in text:
            yield f"the schema does not say '{part}'"


def main(program):
    faults = [*examples(program), *tests_of_policies(program), *single_values(program),
              *titles(program)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve())))
