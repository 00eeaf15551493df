#!/usr/bin/env python3
"""The long pages of the diagnostic codes tell the truth; src/diagnostics/pages/README.md has
their form.

    check_pages.py JIANGBU

Every code has a page in both languages; its wrong example produces the code; its right example
produces no error (and not the code, if that is a warning).
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
BASE = (HERE / "page_base.yaml").read_text(encoding="utf-8")
# Their examples would need bytes that are no text (JB9: compiled images), or a huge file; JB3033 is said
# by JB2116 first.
WITHOUT_EXAMPLE = {"JB1001", "JB1002", "JB1003", "JB1004", "JB1005", "JB2011", "JB2101", "JB2113",
                   "JB2114", "JB3033", "JB3065", "JB3066", "JB4208", "JB4210", "JB4211",
                   "JB4212", "JB4227", "JB7001", "JB7002", "JB9001", "JB9002", "JB9003", "JB9004",
                   "JB9005", "JB9006", "JB9007", "JB9008"}
NEW_CODE = ("write a page for it in src/diagnostics/pages: copy a neighbour's, its form is in "
            "src/diagnostics/pages/README.md")


def sections(text):
    """Top-level keys of a YAML text with all their lines, in order."""
    parts = []
    for line in text.splitlines(True):
        if match := re.match(r"([^\s#][^:]*):", line):
            parts.append((match.group(1), line))
        elif parts:
            parts[-1] = (parts[-1][0], parts[-1][1] + line)
    return parts


def replaced(base, example):
    given = {key for key, _ in sections(example)}
    return "".join(text for key, text in sections(base) if key not in given) + example


def policy_with(example, setting):
    if setting == "policy":
        return replaced(BASE, example)
    clause = re.search(r"^  C-1:\n((?:    .*\n)+)", BASE, re.MULTILINE).group(1)
    body = replaced(re.sub(r"^    ", "", clause, flags=re.MULTILINE), example)
    return BASE.replace(clause, "".join(f"    {line}\n" for line in body.splitlines()))


# What `tables` are read for: a policy that looks at most of the facts of the base.
READS_TABLES = """\
entities:
  patent:
    title: {zh: 专利, en: patent}
    key: id
    fields:
      id: {type: text, title: {zh: 编号, en: number}}
      grade: {type: grade, title: {zh: 等级, en: grade}}
      fee: {type: money, title: {zh: 费用, en: fee}}
      fees: {type: list of number, title: {zh: 各年费用, en: fees of the years}}
clauses:
  C-1:
    title: {zh: 奖励, en: award}
    for each: p in patents
    when: staff > 0 and within(seat, "1404") and p.grade = "first" and count(p.fees) > 0
    award: p.fee
"""


def write_tables(folder, example):
    """Files behind lines '--- NAME'; the arguments that read them."""
    tables = pathlib.Path(tempfile.mkdtemp(dir=folder))
    for part in re.split(r"^--- ", example, flags=re.MULTILINE)[1:]:
        name, text = part.split("\n", 1)
        (tables / name).write_text(text, encoding="utf-8")
    policy = folder / "tables.yaml"
    policy.write_text(replaced(BASE, READS_TABLES), encoding="utf-8")
    names = tables / "names.yaml"
    return ["batch", policy, tables, "--date", "2024-06-01",
            *(["--map", names] if names.exists() else [])]


def outcome(program, folder, example, setting):
    """(codes of errors, codes of warnings) that an example produces."""
    base = folder / "base.yaml"
    base.write_text(BASE, encoding="utf-8")
    if setting in ("facts", "json"):
        facts = folder / ("facts.json" if setting == "json" else "facts.yaml")
        facts.write_text(example, encoding="utf-8")
        command = ["check", base, "--facts", facts, "--date", "2024-06-01"]
    elif setting == "tables":
        command = write_tables(folder, example)
    elif setting in ("assumptions", "scenario"):
        (folder / "applicants.csv").write_text("id,seat\n1,1404\n", encoding="utf-8")
        file = folder / f"{setting}.yaml"
        file.write_text(example, encoding="utf-8")
        command = ["budget", base, folder / "applicants.csv", "--date", "2024-06-01",
                   f"--{setting}", file]
    elif setting == "context":
        batch = folder / "batch.jsonl"
        batch.write_text(example, encoding="utf-8")
        command = ["eval", "--batch", batch]
    elif setting == "formula":
        command = ["eval", example.strip(), "--policy", base]
    else:
        file = folder / "file.yaml"
        file.write_text(example if setting == "file" else policy_with(example, setting),
                        encoding="utf-8")
        command = ["test", file]
    run = subprocess.run([program, *command, "--lang", "en"], capture_output=True, text=True,
                         encoding="utf-8", cwd=folder)
    found = re.findall(r": (error|warning) (JB\d{4}): ", run.stderr)
    found += [("error", code) for code in re.findall(r'"(JB\d{4})"', run.stdout)]
    found += re.findall(r"^(error|warning) (JB\d{4}): ", run.stderr, re.MULTILINE)
    if not found and run.returncode not in (0, 1):
        raise SystemExit(f"{command}: exit code {run.returncode}\n{run.stderr}")
    return ({code for kind, code in found if kind == "error"},
            {code for kind, code in found if kind == "warning"})


def faults_of(page, program, folder):
    code = page["code"]
    if "text" not in page:
        return [f"it has no page: {NEW_CODE}"]
    faults = [f"its page has no text in '{language}'" for language in ("zh", "en")
              if not page["text"][language].strip()]
    if not page["wrong"]:
        if code not in WITHOUT_EXAMPLE:
            faults.append("its page has no wrong example; if none is possible, name the code in "
                          "WITHOUT_EXAMPLE of tests/documents/check_pages.py")
        return faults
    if not page["right"]:
        faults.append("its page has no right example")
    errors, warnings = outcome(program, folder, page["wrong"], page["setting"])
    if code not in errors | warnings:
        faults.append("the wrong example of its page does not produce it, but "
                      + (" ".join(sorted(errors | warnings)) or "nothing"))
    errors, warnings = outcome(program, folder, page["right"], page["setting"])
    if errors or code in warnings:
        faults.append("the right example of its page produces "
                      + " ".join(sorted(errors | warnings)))
    return faults


def main(program):
    program = str(pathlib.Path(program).resolve())

    def describe(*arguments):
        return json.loads(subprocess.run([program, "describe", *arguments, "--format", "json"],
                                         capture_output=True, check=True).stdout)
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for entry in describe():
            page = describe(entry["code"])
            faults += [f"{entry['code']}: {fault}"
                       for fault in faults_of(page, program, pathlib.Path(folder))]
    known = {entry["code"] for entry in describe()}
    source = "".join(path.read_text(encoding="utf-8") for path in
                     sorted((HERE.parents[1] / "src/diagnostics/pages").glob("*.txt")))
    written = re.findall(r"^== (.*)$", source, re.MULTILINE)
    faults += [f"{code}: it has a page but is not in src/diagnostics/codes.def"
               for code in sorted(set(written) - known)]
    faults += [f"{code}: it has two pages" for code in sorted(set(written))
               if written.count(code) > 1]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
