#!/usr/bin/env python3
"""Turns the tests of rule files into cases that every binding must compute alike.

    make_cases.py JIANGBU FOLDER

In: the tests of rules, examples/clauses and examples/policies, the applicants of
examples/facts; the program. Out: FOLDER/cases.jsonl, one case a line (README.md), and what
was made of how many files. Never: leaves a test out; if one can be no case, it is named and
the exit code is 1.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("rules", "examples/clauses", "examples/policies")
JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class NoCase(Exception):
    """Why a test can be no case."""


def plain_value(text):
    """What a scalar without quotes is in JSON."""
    if text in ("", "~", "null"):
        return "null"
    if text in ("true", "false") or JSON_NUMBER.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def json_text(node):
    """The JSON of a YAML node, figures digit by digit as written."""
    if isinstance(node, yaml.MappingNode):
        members = [f"{json.dumps(key.value, ensure_ascii=False)}: {json_text(value)}"
                   for key, value in node.value]
        return "{" + ", ".join(members) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(json_text(item) for item in node.value) + "]"
    if node.style:  # quoted, or a block
        return json.dumps(node.value, ensure_ascii=False)
    if node.value == "unknown":
        return '{"unknown": true}'
    return plain_value(node.value)


def members(node):
    return {key.value: value for key, value in node.value}


def readings_of(node):
    return {key.value: value.value for key, value in node.value} if node else {}


def cases_of_test(test, name, policy):
    """One case for the test's own readings and one for each entry of `under`."""
    keys = members(test)
    facts = json_text(keys["facts"]) if "facts" in keys else "{}"
    if "applicants" in keys:
        facts = '{"applicants": ' + json_text(keys["applicants"]) + "}"
    own = readings_of(keys.get("readings"))
    runs = [own]
    if "under" in keys:
        runs += [own | readings_of(members(entry).get("readings"))
                 for entry in keys["under"].value]
    for readings in runs:
        chosen = " ".join(f"[{question}: {option}]" for question, option in readings.items())
        yield {"name": f"{name} / {keys['name'].value} {chosen}".rstrip(),
               "rules": [policy], "form": "json", "facts": facts,
               "decision_date": keys["decision date"].value, "readings": readings,
               "all_readings": False,
               "closed_world": "closed" in keys and keys["closed"].value == "true"}


def cases_of_file(path):
    document = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    keys = members(document)
    name = str(path.relative_to(ROOT))
    policy = name
    if "tests of" in keys:
        policy = os.path.relpath(path.parent / keys["tests of"].value, ROOT)
    for test in keys["tests"].value if "tests" in keys else ():
        yield from cases_of_test(test, name, policy)


def cases_of_examples():
    """The applicants of examples/facts under all policies, once with all readings."""
    dates = (ROOT / "examples/facts/decision_dates.txt").read_text(encoding="utf-8")
    listed = [line.split() for line in dates.splitlines() if line and line[0] != "#"]
    for facts_name, date in listed:
        path = ROOT / "examples/facts" / facts_name
        facts = json_text(yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for together in (False, True):
            yield {"name": f"examples/facts/{facts_name}" + (" / all readings" * together),
                   "rules": ["rules"], "form": "json", "facts": facts,
                   "decision_date": date, "readings": {}, "all_readings": together,
                   "closed_world": False}


def command_of(program, case, facts):
    command = [program, "--format", "json", "check", *case["rules"], "--facts", facts,
               "--date", case["decision_date"]]
    for question, option in case["readings"].items():
        command += ["--reading", f"{question}={option}"]
    if case["all_readings"]:
        command += ["--reading", "all"]
    return command + (["--closed"] if case["closed_world"] else [])


def expected(program, case, facts):
    """The case with what the program prints for it."""
    facts.write_text(case["facts"], encoding="utf-8")
    found = subprocess.run(command_of(program, case, str(facts)), cwd=ROOT,
                           capture_output=True, check=False)
    facts.unlink()
    if found.returncode not in (0, 1) or not found.stdout:
        said = (found.stdout + found.stderr).decode(errors="replace").strip()
        raise NoCase(f"exit code {found.returncode}: {said}")
    return case | {"computed": found.returncode == 0, "bytes": len(found.stdout),
                   "sha256": hashlib.sha256(found.stdout).hexdigest()}


def all_cases():
    """The cases of tests, and those of examples."""
    paths = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.yaml"))]
    by_file = [list(cases_of_file(path)) for path in paths]
    tests = [case for cases in by_file for case in cases]
    examples = list(cases_of_examples())
    print(f"{len(tests)} runs of tests in {sum(map(bool, by_file))} of {len(paths)} rule files, "
          f"{len(examples)} cases of examples/facts")
    return tests, examples


def runs_of_tests(program):
    """How many runs `jiangbu test` counts in FOLDERS."""
    found = subprocess.run([program, "--format", "json", "test", *FOLDERS], cwd=ROOT,
                           capture_output=True, check=True)
    return json.loads(found.stdout)["runs"]


def main(program, folder):
    program = str(pathlib.Path(program).resolve())
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    tests, examples = all_cases()
    cases = tests + examples
    made, refused = [], []
    if len(tests) != (counted := runs_of_tests(program)):
        refused.append(f"jiangbu test counts {counted} runs, not {len(tests)}")
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        files = [pathlib.Path(scratch) / f"{i}.{case['form']}" for i, case in enumerate(cases)]
        running = [pool.submit(expected, program, case, file)
                   for case, file in zip(cases, files)]
        for case, outcome in zip(cases, running):
            try:
                made.append(outcome.result())
            except NoCase as why:
                refused.append(f"{case['name']}: {why}")
    with open(out / "cases.jsonl", "w", encoding="utf-8") as file:
        for case in made:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
    print(f"{len(made)} of {len(cases)} cases written")
    for line in refused:
        print(f"no case: {line}", file=sys.stderr)
    return 1 if refused or not made else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
