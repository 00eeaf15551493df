#!/usr/bin/env python3
"""Runs `jiangbu check` on every applicant of examples/facts, against all rules.

    check_examples.py JIANGBU

Each must be computed without problems, its JSON must hold against the published schema, and
a second run in another folder, locale and time zone must give the same bytes.
Exit code 77: python3-jsonschema is not installed.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FACTS = ROOT / "examples/facts"
sys.path.insert(0, str(ROOT / "tests/schema"))
sys.dont_write_bytecode = True
import check_result_schema  # noqa: E402


def applicants():
    for line in (FACTS / "decision_dates.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, date = line.split()
            yield FACTS / name, date


def check(program, facts, date, options, folder, environment):
    command = [program, "check", str(ROOT / "rules"), "--facts", str(facts), "--date", date]
    run = subprocess.run(command + options, cwd=folder, capture_output=True,
                         env=os.environ | environment)
    if run.returncode != 0:
        sys.exit(f"{facts.name} {' '.join(options)}: exit code {run.returncode}\n"
                 + run.stderr.decode())
    return run.stdout


def main(program):
    program = str(pathlib.Path(program).resolve())
    outcome = 0
    with tempfile.TemporaryDirectory() as folder:
        for facts, date in applicants():
            for options in (["--format", "json"], ["--lang", "zh"], ["--lang", "en"]):
                here = check(program, facts, date, options, ROOT,
                             {"LC_ALL": "C.UTF-8", "TZ": "UTC"})
                there = check(program, facts, date, options, folder,
                              {"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"})
                if here != there:
                    print(f"{facts.name} {options}: two runs differ", file=sys.stderr)
                    outcome = 1
                if options[0] == "--format":
                    result = pathlib.Path(folder, facts.stem + ".json")
                    result.write_bytes(here)
                    outcome = max(outcome, check_result_schema.main([str(result)]))
                elif not here.strip():
                    print(f"{facts.name} {options}: nothing printed", file=sys.stderr)
                    outcome = 1
    names = sorted(p.name for p in FACTS.iterdir() if p.suffix in (".yaml", ".json"))
    if names != sorted(facts.name for facts, _ in applicants()):
        print("decision_dates.txt and the fact files do not agree", file=sys.stderr)
        outcome = 1
    return outcome


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
