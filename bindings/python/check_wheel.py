#!/usr/bin/env python3
"""Builds the wheel from the build's library, installs it, checks its types, runs the tests.

    check_wheel.py LIBRARY CASES FOLDER

In: the shared library, the cases of bindings/conformance, a folder of its own that is
emptied. The commands are those that bindings/README.md shows for Python, without a network.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def shown_commands():
    """The first sh block of the section on Python; what builds jiangbu has been done."""
    manual = (HERE.parent / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Python$(.*?)(?=^## |\Z)", manual, re.MULTILINE | re.DOTALL).group(1)
    lines = re.search(r"```sh\n(.*?)```", section, re.DOTALL).group(1).splitlines()
    if lines[0] != "examples/run":
        raise SystemExit("bindings/README.md: the first command for Python is examples/run")
    return lines[1:]


def main(library, cases, folder):
    scratch = pathlib.Path(folder).resolve()
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(HERE, scratch / "bindings/python",
                    ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    environment = os.environ | {
        "JIANGBU_LIBRARY": str(pathlib.Path(library).resolve()),
        "JIANGBU_CASES": str(pathlib.Path(cases).resolve()),
        "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPATH", None)
    for command in shown_commands():
        print(f"$ {command}", flush=True)
        subprocess.run(["bash", "-c", command], cwd=scratch, env=environment, check=True)
    types = ["venv/bin/python", "-m", "mypy", "--strict", "--ignore-missing-imports",
             "--cache-dir", os.devnull, "--package", "jiangbu"]
    subprocess.run(types, cwd=scratch, env=environment, check=True)
    tests = ["venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error",
             str(HERE / "tests")]
    return subprocess.run(tests, cwd=scratch, env=environment, check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
