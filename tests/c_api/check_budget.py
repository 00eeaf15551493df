"""A budget through the C interface is what the program writes.

    check_budget.py PROGRAM LIBRARY

In: the population and the assumptions of examples/budget; the package of bindings/python over
the library. Out: exit code 1 where figures differ; all but the names of sources are compared.
Exit code 77: python3-numpy is not installed.
"""
import csv
import decimal
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATE = "2025-06-30"


def columns_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: [row[place] or None for row in rows] for place, name in enumerate(header)}


def without_sources(budget):
    """The facts' names, and the files in which changes stand, are the program's own."""
    budget["facts"].update(source="", hash="")
    for one in budget["assumptions"]:
        one.pop("place", None)
    return budget


def main(program, library):
    assumptions = ROOT / "examples/budget/assumptions.yaml"
    scenario = ROOT / "examples/budget/raise.yaml"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        tables = scratch / "tables"
        subprocess.run([sys.executable, ROOT / "examples/budget/make_population.py", tables, "300"],
                       check=True, capture_output=True)
        printed = subprocess.run(
            [program, "budget", ROOT / "rules/changzhi", tables, "--date", DATE, "--assumptions",
             assumptions, "--scenario", scenario, "--format", "json"], capture_output=True,
            check=False)
        shutil.copytree(ROOT / "bindings/python/jiangbu", scratch / "package/jiangbu")
        shutil.copy(library, scratch / "package/jiangbu/libjiangbu-c.so.0")
        sys.path.insert(0, str(scratch / "package"))
        try:
            import numpy  # noqa: F401
        except ImportError:
            return 77
        from jiangbu import Rules
        with Rules.load(ROOT / "rules/changzhi") as rules:
            given = rules.budget(
                {path.stem: columns_of(path) for path in sorted(tables.glob("*.csv"))}, date=DATE,
                assumptions=assumptions.read_text(encoding="utf-8"),
                scenarios={str(scenario): scenario.read_text(encoding="utf-8")}, threads=2)
    expected = json.loads(printed.stdout, parse_float=decimal.Decimal)
    if without_sources(given) == without_sources(expected):
        print(f"{len(printed.stdout)} bytes are the same, but for the names of sources")
        return 0
    for key in expected:
        if given.get(key) != expected[key]:
            print(f"{key}:\n{str(given.get(key))[:400]}\nnot\n{str(expected[key])[:400]}")
    return 1


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(*sys.argv[1:]))
