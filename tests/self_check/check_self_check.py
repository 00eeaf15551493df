#!/usr/bin/env python3
"""Builds the self-check page and goes through it in headless Chromium.

    check_self_check.py JIANGBU MODULE FOLDER [SCREENSHOTS]

MODULE is the runtime engine as WebAssembly. FOLDER gets the page, npm's packages, and what the
program computes from the same facts. Exit code 77: npm, node, esbuild, Chromium, a Python package or
MODULE is missing.
"""
import json
import pathlib
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests/schema"))
try:
    import rule_yaml
except ImportError:
    sys.exit(77)
SCRIPTS = ("package.json", "package-lock.json", "check_page.mjs", "page_under_test.mjs", "flows.mjs",
           "entries.mjs", "wording.mjs", "hostile.mjs", "looks.mjs")
# Those with amounts of drafts, of a policy in force, and of several kinds of clause.
APPLICANTS = ("changzhi_enterprise.yaml", "liaoning_firm.yaml", "changzhi_park.json")
READING = {"question": "gi_unit", "option": "right", "title": "每项权利一次", "reason": "两种权利各自注册"}


def is_missing(module):
    for name in ("npm", "node", "esbuild", "chromium"):
        if shutil.which(name) is None:
            print(name, "is missing")
            return True
    if not module.exists():
        print(module, "is missing")
    return not module.exists()


def without_unknown(value):
    """JSON has no word for what is not known: it is left out."""
    if isinstance(value, dict):
        return {key: without_unknown(part) for key, part in value.items() if part != "unknown"}
    return [without_unknown(item) for item in value] if isinstance(value, list) else value


def facts_of(path):
    """As text: numbers stand as they are written."""
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    return json.dumps(without_unknown(rule_yaml.read(path)), ensure_ascii=False)


def checked(program, facts, date, *options):
    run = subprocess.run([program, "--format", "json", "check", ROOT / "rules", "--facts", facts,
                          "--date", date, *options], check=True, capture_output=True)
    return json.loads(run.stdout)


def report_of(program, facts, date, language):
    """The reports for people, the short and the whole one, without blanks and lines."""
    command = [program, "--lang", language, "check", ROOT / "rules", "--facts", facts, "--date", date]
    runs = [subprocess.run([*command, *more], check=True, capture_output=True)
            for more in ([], ["--all"])]
    return "".join(b"".join(run.stdout for run in runs).decode().split())


def decision_dates():
    lines = (ROOT / "examples/facts/decision_dates.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def cases_of(program, folder):
    dates = decision_dates()
    for name in APPLICANTS:
        facts = folder / pathlib.Path(name).with_suffix(".json")
        facts.write_text(facts_of(ROOT / "examples/facts" / name), encoding="utf-8")
        yield {"name": name, "facts": str(facts), "date": dates[name],
               "result": checked(program, facts, dates[name]),
               "reports": {language: report_of(program, facts, dates[name], language)
                           for language in ("zh", "en")}}


def total_text(program, case):
    """What the page must show as the drafts' total under the other reading."""
    result = checked(program, case["facts"], case["date"], "--reading",
                     f"{READING['question']}={READING['option']}")
    amount = result["cases"][0]["totals"]["indicative"]
    low, high = (int(amount[end]) for end in ("low", "high"))
    if low % 10_000 or high % 10_000:
        raise ValueError(f"{amount} are no whole 万元")
    return f"{low // 10_000}万–{high // 10_000}万元"


def templates_of(program, folder):
    """The tables of a policy as `jiangbu columns` writes them, and in GB18030."""
    tables, recoded = folder / "templates", folder / "templates_gb18030"
    shutil.rmtree(tables, ignore_errors=True)
    recoded.mkdir(exist_ok=True)
    subprocess.run([program, "columns", ROOT / "rules/changzhi", "--template", tables], check=True,
                   stdout=subprocess.DEVNULL)
    for path in tables.iterdir():
        text = path.read_text(encoding="utf-8-sig").replace("example", "样例")
        path.write_text(text, encoding="utf-8")
        (recoded / path.name).write_text(text, encoding="gb18030")
    return [sorted(map(str, one.iterdir())) for one in (tables, recoded)]


def built_as_read(program, module, folder):
    """The pages that the README's commands build, in its order: all policies, one policy."""
    readme = (ROOT / "examples/self-check/README.md").read_text(encoding="utf-8")
    commands = [line.split() for line in readme.splitlines()
                if line.startswith("examples/self-check/build")]
    pages = []
    for command in commands:
        pages.append(folder / f"page{len(pages)}.html")
        subprocess.run([ROOT / command[0], *command[1:], "--program", program, "--module", module,
                        "--output", pages[-1]], check=True, cwd=ROOT)
    return pages


def main(program, module, folder, *screenshots):
    program, module, folder = (pathlib.Path(one).resolve() for one in (program, module, folder))
    if is_missing(module):
        return 77
    folder.mkdir(parents=True, exist_ok=True)
    pages = built_as_read(program, module, folder)
    for name in SCRIPTS:
        shutil.copy(HERE / name, folder)
    subprocess.run(["npm", "ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund",
                    "--loglevel=error"], check=True)
    settings = folder / "settings.json"
    settings.write_text(json.dumps(settings_of(program, folder, pages, screenshots)), encoding="utf-8")
    return subprocess.run(["node", folder / "check_page.mjs", settings]).returncode


def settings_of(program, folder, pages, screenshots):
    cases = list(cases_of(program, folder))
    templates, gb18030 = templates_of(program, folder)
    return {"file": str(pages[0]), "onePolicyFile": str(pages[1]), "folder": str(folder), "modules": str(folder / "node_modules"),
            "sources": str(ROOT / "examples/self-check/page"),
            "cases": cases, "templates": templates, "gb18030": gb18030,
            "reading": {**READING, "total": total_text(program, cases[0])},
            "screenshots": str(pathlib.Path(screenshots[0]).resolve()) if screenshots else None}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
