#!/usr/bin/env python3
"""Opens the page of the example budget in headless Chromium.

    check_page.py JIANGBU FOLDER [SCREENSHOTS]

FOLDER gets playwright-core by npm, and the page. Exit code 77: npm, node or Chromium is missing.
"""
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples/budget"


def main(program, folder, *screenshots):
    if not all(shutil.which(name) for name in ("npm", "node", "chromium")):
        print("npm, node or chromium is missing")
        return 77
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "check_page.mjs"):
        shutil.copy(HERE / name, folder)
    subprocess.run(["npm", "ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund",
                    "--loglevel=error"], check=True)
    subprocess.run([sys.executable, EXAMPLE / "make_population.py", folder / "tables", "20000"],
                   check=True)
    page = folder / "budget.html"
    subprocess.run([program, "budget", HERE.parents[1] / "rules/changzhi", folder / "tables",
                    "--date", "2025-06-30", "--assumptions", EXAMPLE / "assumptions.yaml",
                    "--scenario", EXAMPLE / "raise.yaml", "--out", page, "--lang", "zh"],
                   check=True)
    return subprocess.run(["node", folder / "check_page.mjs", page, *screenshots]).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
