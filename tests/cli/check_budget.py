#!/usr/bin/env python3
"""The command budget over the example population: the same figures in every format.

    check_budget.py JIANGBU
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/budget"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DATE = "2025-06-30"


class Checks:
    def __init__(self, program, folder):
        self.program = str(pathlib.Path(program).resolve())
        self.folder = pathlib.Path(folder)
        self.faults = []

    def hold(self, holds, what):
        if not holds:
            self.faults.append(what)

    def run(self, *arguments, code=0):
        run = subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True,
                             encoding="utf-8", cwd=self.folder)
        self.hold(run.returncode == code,
                  f"{' '.join(map(str, arguments))}: exit code {run.returncode}\n{run.stderr}")
        return run

    def budget(self, *arguments, code=0):
        return self.run("budget", ROOT / "rules/changzhi", "tables", "--date", DATE, *arguments,
                        code=code)


def check_schema(checks, budget):
    try:
        from jsonschema import Draft202012Validator
        schema = json.loads((ROOT / "src/report/budget_schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        for fault in Draft202012Validator(schema).iter_errors(budget):
            checks.hold(False, f"schema: {fault.json_path}: {fault.message}")
    except ImportError:
        print("python3-jsonschema is missing: the schema is not checked")


def check_json(checks, arguments):
    one = checks.budget(*arguments, "--format", "json", "--threads", "1").stdout
    two = checks.budget(*arguments, "--format", "json", "--threads", "2").stdout
    checks.hold(one == two, "JSON differs with the number of threads")
    budget = json.loads(one)
    check_schema(checks, budget)
    return budget


def check_sums(checks, budget):
    """Rows add up, and everything claimed is what `jiangbu batch` says."""
    book = budget["books"][0]
    checks.hold(book["standing"] == "indicative", "the draft is not indicative")
    for rows in ("by_department", "by_payer", "by_kind"):
        for end in ("entitled_low", "entitled_high"):
            whole = sum(row["amount"][end] for row in book[rows])
            checks.hold(whole == book["total"][end], f"{rows} {end}: {whole}")
    for region in book["by_region"]:
        inner = [row for row in book["by_region"] if row.get("parent") == region["key"]]
        for end in ("entitled_low", "entitled_high", "claims"):
            whole = sum(row["amount"][end] for row in inner)
            checks.hold(not inner or whole == region["amount"][end], f"{region['key']} {end}")
    batch = json.loads(checks.run("batch", ROOT / "rules/changzhi/policy.yaml", "tables", "--date",
                                  DATE, "--format", "json").stdout)
    for end in ("low", "high"):
        fen = round(float(batch["total"][end]) * 100)
        checks.hold(fen == book["total"]["entitled_" + end], f"batch {end}: {fen}")
    scenario = budget["scenarios"][0]["books"][0]
    change = scenario["total"]["expected"] - scenario["base"]["expected"]
    parts = sum(part["amount"] for part in scenario["by_change"])
    checks.hold(abs(change - parts) <= 5, f"the scenario's parts come to {parts}, not {change}")
    checks.hold(scenario["winners"] > 0, "nobody gains by the scenario")
    checks.hold(any(one["clause"] == "CZ-03" for one in book["unstated"]), "CZ-03 is not named")
    known = {one["id"] for one in budget["assumptions"]}
    named = {id for clause in book["clauses"] for id in clause["assumptions"]}
    checks.hold(named and named <= known, f"assumptions not listed: {named - known}")


def check_xlsx(checks, budget, arguments):
    path = checks.folder / "budget.xlsx"
    checks.budget(*arguments, "--out", path)
    with zipfile.ZipFile(path) as book:
        names = [sheet.get("name") for sheet in
                 xml.etree.ElementTree.fromstring(book.read("xl/workbook.xml")).iter(SHEET + "sheet")]
        numbers = set()
        for name in book.namelist():
            if not re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
                continue
            for cell in xml.etree.ElementTree.fromstring(book.read(name)).iter(SHEET + "c"):
                value = cell.find(SHEET + "v")
                if cell.get("t") is None and value is not None:
                    numbers.add(float(value.text))
        styles = book.read("xl/styles.xml").decode()
    checks.hold(len(names) == len(set(names)) and len(names) > 10, f"sheets {names}")
    for end in ("low", "entitled_low", "entitled_high"):
        yuan = budget["books"][0]["total"][end] / 100
        checks.hold(yuan in numbers, f"no cell holds the total's {end} {yuan} as a number")
    checks.hold('formatCode="#,##' + '0.00"' in styles, "no cell shows money as money")


def check_page(checks, arguments):
    path = checks.folder / "budget.html"
    checks.budget(*arguments, "--out", path)
    page = path.read_text(encoding="utf-8")
    checks.hold("echarts" in page and "/*BUDGET*/" not in page, "the page is not filled")
    scripts = re.findall(r"<script[^>]*\bsrc=|<link\b", page)
    checks.hold(not scripts, f"the page loads {scripts}")


def check_cliffs(checks):
    """The same cliffs as text, JSON, page and sheet; of a population small enough."""
    folder = checks.folder / "few"
    subprocess.run([sys.executable, EXAMPLE / "make_population.py", folder, "1500"], check=True)
    near = checks.folder / "near.yaml"
    near.write_text("assumptions: near\ntitle: {zh: 临界, en: cliffs}\n"
                    "cliffs: {within: 10%, items: 1, days: 90}\n", encoding="utf-8")
    command = ["budget", ROOT / "rules/changzhi", folder, "--date", DATE, "--assumptions", near]
    budget = json.loads(checks.run(*command, "--format", "json").stdout)
    check_schema(checks, budget)
    cliffs = budget["books"][0]["cliffs"]
    checks.hold(cliffs and budget["books"][0]["quiet_bounds"] > 0, "no cliffs in the JSON")
    sizes = [max(abs(one[side]["change"]) for side in ("below", "above")) for one in cliffs]
    checks.hold(sizes == sorted(sizes, reverse=True), f"cliffs are not in order: {sizes}")
    text = checks.run(*command, "--lang", "en").stdout
    checks.hold("cliffs: applicants beside a bound" in text, "no cliffs in the text")
    checks.hold(all(one["subject"] in text for one in cliffs), "a cliff is not in the text")
    checks.run(*command, "--out", checks.folder / "cliffs.html")
    page = (checks.folder / "cliffs.html").read_text(encoding="utf-8")
    checks.hold("cliffs: applicants beside a bound" in page, "no cliffs on the page")
    checks.run(*command, "--out", checks.folder / "cliffs.xlsx", "--lang", "en")
    with zipfile.ZipFile(checks.folder / "cliffs.xlsx") as book:
        names = book.read("xl/workbook.xml").decode() + book.read("xl/sharedStrings.xml").decode()
    checks.hold("cliffs" in names, "no cliffs in the spreadsheet")


def check_faults(checks):
    slip = checks.folder / "slip.yaml"
    slip.write_text("assumptions: a\nuptaek: 80%\n", encoding="utf-8")
    run = checks.budget("--assumptions", slip, "--lang", "en", code=1)
    checks.hold("JB2003" in run.stderr and "uptake" in run.stderr, "no help for a misspelt key")
    slip.write_text("scenario: s\ntitle: {zh: 甲, en: a}\npolicies:\n  changzhi-ip:\n"
                    "    parameters:\n      gi_award: 5\n", encoding="utf-8")
    run = checks.budget("--scenario", slip, "--lang", "en", code=1)
    checks.hold("slip.yaml:6" in run.stderr, f"a wrong type is not found where it stands\n{run.stderr}")
    slip.write_text("assumptions: a\ncliffs: {within: 120%}\n", encoding="utf-8")
    run = checks.budget("--assumptions", slip, "--lang", "en", code=1)
    checks.hold("slip.yaml:2" in run.stderr, f"a wrong share is not found\n{run.stderr}")
    checks.budget("--format", "xlsx", code=2)
    checks.budget("--assumptions", "missing.yaml", code=3)


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        checks = Checks(program, folder)
        subprocess.run([sys.executable, EXAMPLE / "make_population.py", checks.folder / "tables",
                        "15000"], check=True)
        arguments = ["--assumptions", EXAMPLE / "assumptions.yaml", "--scenario",
                     EXAMPLE / "raise.yaml"]
        budget = check_json(checks, arguments)
        check_sums(checks, budget)
        check_xlsx(checks, budget, arguments)
        check_page(checks, arguments)
        text = checks.budget(*arguments, "--lang", "zh").stdout
        checks.hold("草案" in text and "地理标志" in text, f"text:\n{text}")
        check_cliffs(checks)
        check_faults(checks)
    print("\n".join(checks.faults))
    return 1 if checks.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
