"""Runs cases.yaml through `jiangbu eval --batch`; see the head of that file.

usage: run_cases.py JIANGBU [CASES]
"""

import decimal
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("PyYAML is missing")
    sys.exit(77)


def read_cases(path):
    """All cases as (group, expression, expected, context, date, pending reason)."""
    # BaseLoader: every scalar stays text, so that no number passes through a float.
    groups = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for group in groups:
        for case in group["cases"]:
            if isinstance(case, list):
                case = {"expression": case[0], "expected": case[1]}
            unknown = set(case) - {"expression", "expected", "context", "date", "pending"}
            if unknown:
                raise SystemExit(f"{case['expression']}: unknown keys {unknown}")
            merged = {"context": group.get("context"), "date": group.get("date"), **case}
            yield (group["name"], merged["expression"], merged["expected"],
                   merged["context"], merged["date"], merged.get("pending"))


def exact(text):
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)


def request_line(expression, context, date):
    """The context goes through as written: numbers keep their digits."""
    line = f'{{"expression": {json.dumps(expression)}'
    if context:
        line += f', "context": {" ".join(context.split())}'
    if date:
        line += f', "date": {json.dumps(date)}'
    return line + "}\n"


def answers(program, cases):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as batch:
        for _, expression, _, context, date, _ in cases:
            batch.write(request_line(expression, context, date))
        batch.flush()
        run = subprocess.run([program, "eval", "--batch", batch.name],
                             capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"eval --batch: exit {run.returncode}\n{run.stderr}")
    return run.stdout.splitlines()


def difference(expected, line):
    """What is wrong with an answer; nothing if it is as expected."""
    answer = exact(line)
    if expected.startswith("error "):
        code = expected.removeprefix("error ")
        if code in answer.get("error", []):
            return None
    elif "result" in answer and equal(answer["result"], exact(expected)):
        return None
    return f"expected {expected}\n    found    {line}"


def equal(a, b):
    """Equal as JSON: true is not 1. Paths of unknown facts are a set."""
    if isinstance(a, bool) or isinstance(b, bool) or type(a) is not type(b):
        return a is b
    if isinstance(a, list):
        return len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(
            sorted(a[key]) == sorted(b[key]) if key == "unknown" else equal(a[key], b[key])
            for key in a)
    return a == b


def main(program, path):
    cases = list(read_cases(path))
    lines = answers(program, cases)
    if len(lines) != len(cases):
        raise SystemExit(f"{len(cases)} requests, {len(lines)} answers")
    failures = []
    pending = []
    for (group, expression, expected, _, _, reason), line in zip(cases, lines):
        wrong = difference(expected, line)
        if reason and wrong:
            pending.append(f"pending: {group}: {expression}: {reason}")
        elif reason:
            failures.append(f"{group}: {expression}\n    holds now: remove 'pending'")
        elif wrong:
            failures.append(f"{group}: {expression}\n    {wrong}")
    print(*pending, sep="\n")
    print(*failures, sep="\n")
    held = len(cases) - len(pending) - len(failures)
    print(f"{len(cases)} cases: {held} hold, {len(pending)} pending, "
          f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    default = pathlib.Path(__file__).parent / "cases.yaml"
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else default))
