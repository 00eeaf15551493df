#!/usr/bin/env python3
"""What holds for every command: help, exit codes, languages, formats, streams; and fmt's writing.

    check_commands.py JIANGBU
"""
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICY = str(ROOT / "tests/documents/page_base.yaml")
BAD = str(ROOT / "tests/golden/bad/unknown_key.yaml")
NOWHERE = "no/such/file.yaml"
FINE, FINDINGS, USAGE, ENVIRONMENT = range(4)
# One run of every command that goes well.
FINE_RUNS = {
    "budget": [POLICY, "applicants.csv", "--date", "2024-06-01"],
    "batch": [POLICY, "tables", "--date", "2024-06-01"],
    "check": [POLICY, "--facts", "facts.yaml", "--date", "2024-06-01"],
    "columns": [POLICY],
    "compile": [POLICY, "--output", "base.jbi"],
    "describe": ["JB2003"],
    "eval": ["1 + 1"],
    "fmt": ["formatted.yaml"],
    "lint": [POLICY],
    "manual": ["check"],
    "schema": [POLICY],
    "show": [POLICY, "--stage", "model"],
    "snapshot": [POLICY, "tables", "snapshot"],
    "test": [POLICY],
}
OTHER_RUNS = [
    (FINE, ["test", POLICY, "--coverage"]), (FINE, ["test", "covered.yaml", "--mutate"]),
    (FINDINGS, ["test", "loose.yaml", "--mutate"]),
    (FINDINGS, ["test", "loose.yaml", "--coverage", "--coverage-at-least", "100"]),
    (FINE, ["test", "loose.yaml", "--coverage", "--coverage-at-least", "50"]),
    (USAGE, ["test", POLICY, "--mutants", "5"]), (USAGE, ["test", POLICY, "--seed", "5"]),
    (USAGE, ["test", POLICY, "--mutate", "--mutants", "0"]),
    (USAGE, ["test", POLICY, "--coverage-at-least", "50"]),
    (USAGE, ["test", POLICY, "--coverage", "--coverage-at-least", "101"]),
    (FINE, ["manual"]), (FINE, ["manual", "--completion", "bash"]), (USAGE, ["manual", "fly"]),
    (USAGE, ["manual", "--completion", "tcsh"]), (USAGE, ["manual", "check", "--folder", "share"]),
    (ENVIRONMENT, ["manual", "--folder", "facts.yaml/share"]),
    (FINE, ["describe"]), (FINE, ["schema", "--rules"]), (FINE, ["--version"]),
    (FINDINGS, ["lint", BAD]), (FINDINGS, ["test", BAD]), (FINDINGS, ["test", "failing.yaml"]),
    (FINDINGS, ["show", BAD, "--stage", "model"]), (FINDINGS, ["schema", BAD]),
    (FINDINGS, ["check", BAD, "--facts", "facts.yaml", "--date", "2024-06-01"]),
    (FINDINGS, ["check", POLICY, "--facts", "bad_facts.yaml", "--date", "2024-06-01"]),
    (FINDINGS, ["eval", "1 +"]), (FINDINGS, ["eval", "staff", "--facts", "broken.yaml"]),
    (FINDINGS, ["fmt", "broken.yaml"]), (FINDINGS, ["fmt", "--check", "untidy.yaml"]),
    (FINE, ["batch", POLICY, "tables/applicants.csv", "--date", "2024-06-01", "--open"]),
    (FINE, ["batch", POLICY, "tables", "--date", "2024-06-01", "--stream", "--threads", "1"]),
    (FINE, ["batch", POLICY, "tables", "--date", "2024-06-01", "--map", "names.yaml", "--out",
            "amounts.csv", "--rejects", "rejects"]),
    (FINDINGS, ["batch", POLICY, "bad_tables", "--date", "2024-06-01"]),
    (FINDINGS, ["batch", POLICY, "bad_tables", "--date", "2024-06-01", "--keep"]),
    (FINDINGS, ["batch", POLICY, "bad_tables", "--date", "2024-06-01", "--strict"]),
    (FINDINGS, ["batch", POLICY, NOWHERE, "--date", "2024-06-01"]),
    (FINDINGS, ["batch", BAD, "tables", "--date", "2024-06-01"]),
    (FINDINGS, ["snapshot", POLICY, "bad_tables", "snapshot"]),
    (FINDINGS, ["columns", BAD]), (FINDINGS, ["compile", BAD, "--output", "bad.jbi"]),
    (USAGE, ["compile", POLICY]), (ENVIRONMENT, ["compile", NOWHERE, "--output", "bad.jbi"]),
    (ENVIRONMENT, ["compile", POLICY, "--output", NOWHERE]),
    (USAGE, ["batch", POLICY, "tables", "--date", "today"]), (USAGE, ["batch", POLICY]),
    (USAGE, ["batch", POLICY, "tables", "--date", "2024-06-01", "--reading", "counting=never"]),
    (USAGE, ["batch", POLICY, "tables", "--date", "2024-06-01", "--keep", "--strict"]),
    (USAGE, ["batch", POLICY, "tables", "--date", "2024-06-01", "--by", "item"]),
    (ENVIRONMENT, ["columns", NOWHERE]),
    (ENVIRONMENT, ["batch", POLICY, "tables", "--date", "2024-06-01", "--map", NOWHERE]),
    (ENVIRONMENT, ["batch", POLICY, "tables", "--date", "2024-06-01", "--out", NOWHERE]),
    (USAGE, []), (USAGE, ["fly"]), (USAGE, ["check", POLICY]), (USAGE, ["describe", "JB0000"]),
    (USAGE, ["check", POLICY, "--facts", "facts.yaml", "--date", "today"]),
    (USAGE, ["check", POLICY, "--facts", "facts.yaml", "--date", "2024-06-01", "--reading", "x"]),
    (USAGE, ["check", POLICY, "--facts", "facts.yaml", "--date", "2024-06-01", "--reading",
             "counting=never"]),
    (USAGE, ["eval"]), (USAGE, ["eval", "1", "--date", "x"]), (USAGE, ["schema"]),
    (USAGE, ["schema", POLICY, "--rules"]), (USAGE, ["lint", POLICY, "--lang", "fr"]),
    (USAGE, ["lint", POLICY, "--format", "xml"]), (USAGE, ["show", POLICY, "--stage", "x"]),
    (USAGE, ["fmt", "untidy.yaml", "--check", "--stdout"]),
    (ENVIRONMENT, ["lint", NOWHERE]), (ENVIRONMENT, ["test", NOWHERE]),
    (ENVIRONMENT, ["fmt", NOWHERE]), (ENVIRONMENT, ["schema", NOWHERE]),
    (ENVIRONMENT, ["show", NOWHERE, "--stage", "model"]),
    (ENVIRONMENT, ["show", NOWHERE, "--stage", "syntax"]),
    (ENVIRONMENT, ["check", NOWHERE, "--facts", "facts.yaml", "--date", "2024-06-01"]),
    (ENVIRONMENT, ["check", POLICY, "--facts", NOWHERE, "--date", "2024-06-01"]),
    (ENVIRONMENT, ["eval", "x", "--facts", NOWHERE]),
    (ENVIRONMENT, ["eval", "x", "--policy", NOWHERE]),
    (ENVIRONMENT, ["eval", "--batch", NOWHERE]),
]
# These say on stderr what they take facts for that are not given.
SAY_HOW = {"batch", "snapshot", "budget"}
FILES = {
    "applicants.csv": "id\n1\n",
    "tables/applicants.csv": "id,staff\n1,5\n2,6\n",
    "bad_tables/applicants.csv": "id,staff\n1,5\n1,6\n",
    "names.yaml": "columns: {nr: id}\n",
    "facts.yaml": "staff: 5\n",
    "bad_facts.yaml": "staff: five\n",
    "broken.yaml": "policy: [\n",
    "formatted.yaml": "policy: p\ntitle: {zh: 甲, en: a}\nstatus: draft\n",
    "untidy.yaml": "policy:   p   # id\ntitle: {zh: 甲,en: a}\nstatus: draft\n",
}
FILES["loose.yaml"] = FILES["formatted.yaml"].replace("draft", "in force") + """
facts: {staff: {type: integer, title: {zh: 人数, en: staff}}}
clauses: {C: {title: {zh: 条款, en: clause}, when: staff >= 5, award: 1万元}}
tests:
  - {name: a, decision date: 2024-06-01, facts: {staff: 6}, expect: {C: 1万元}}
"""
FILES["covered.yaml"] = FILES["loose.yaml"] + """\
  - {name: b, decision date: 2024-06-01, facts: {staff: 5}, expect: {C: 1万元}}
  - {name: c, decision date: 2024-06-01, facts: {staff: 4}, expect: {C: not met}}
"""
TIDY = "policy: p     # id\ntitle: {zh: 甲, en: a}\nstatus: draft\n"


class Program:
    """The program, run in a folder of its own."""

    def __init__(self, path, folder):
        self.path = path
        self.folder = pathlib.Path(folder)
        self.faults = []

    def run(self, arguments, **locale):
        kept = {name: value for name, value in os.environ.items()
                if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
        return subprocess.run([self.path, *arguments], cwd=self.folder, env=kept | locale,
                              capture_output=True, encoding="utf-8", check=False)

    def expect(self, holds, arguments, text):
        if not holds:
            self.faults.append(f"jiangbu {' '.join(arguments)}: {text}")

    def commands(self):
        """The names of all commands, from the program's own help."""
        listing = self.run(["--help"]).stdout.split("Subcommands:")[1].split("Results go to")[0]
        return {line.split()[0] for line in listing.splitlines()
                if line.startswith("  ") and line[2] != " "}


def check_help(program):
    for command in [[], *([name] for name in FINE_RUNS)]:
        run = program.run([*command, "--help"])
        program.expect(run.returncode == FINE, command + ["--help"], "fails")
        program.expect(run.stdout.startswith("Examples:\n  jiangbu "), command + ["--help"],
                       "does not begin with examples")
        for line in ("0  fine", "1  ", "2  ", "3  "):
            program.expect(f"\n  {line}" in run.stdout, command + ["--help"],
                           "does not list the exit codes")
    # A new command must be tried here too.
    program.expect(program.commands() == set(FINE_RUNS), ["--help"],
                   f"the commands are {sorted(program.commands())}; FINE_RUNS has "
                   f"{sorted(FINE_RUNS)}")


def check_exit_codes(program):
    for code, arguments in [*((FINE, [name, *rest]) for name, rest in FINE_RUNS.items()),
                            *OTHER_RUNS]:
        run = program.run(arguments)
        program.expect(run.returncode == code, arguments,
                       f"exit code {run.returncode}, not {code}\n{run.stderr}")
        silent = code != FINE or not run.stderr or arguments[0] in SAY_HOW
        program.expect(silent, arguments, "writes to stderr:" + run.stderr)
        if code in (USAGE, ENVIRONMENT):
            program.expect(run.stderr.strip(), arguments, "does not say why")


def check_formats(program):
    for name, rest in FINE_RUNS.items():
        run = program.run([name, *rest, "--format", "json"])
        try:
            json.loads(run.stdout)
        except ValueError:
            program.expect(False, [name, *rest, "--format", "json"], "prints no JSON")
    run = program.run(["test", "failing.yaml", "--format", "json"])
    failure = json.loads(run.stdout)["failures"][0]
    program.expect(failure["subject"] == "C-1" and failure["expected"] == "50000元"
                   and failure["line"] > 1, ["test"], f"tells {failure} in JSON")
    run = program.run(["test", "loose.yaml", "--coverage", "--mutate", "--format", "json"])
    report = json.loads(run.stdout)
    missed = [goal["kind"] for goal in report["coverage"][0]["not_covered"]]
    program.expect(missed == ["clause refused", "condition no"]
                   and report["coverage_percent"] == 50, ["test", "--coverage"],
                   f"tells {report['coverage']} in JSON")
    survivors = [(one["line"], one["before"], one["after"])
                 for one in report["mutation"][0]["survivors"]]
    program.expect(survivors == [(6, ">= 5", "> 5"), (6, "5", "6")], ["test", "--mutate"],
                   f"tells {survivors} in JSON")
    run = program.run(["lint", BAD, "--format", "json"])
    program.expect(json.loads(run.stdout)[0]["code"] == "JB2003" and not run.stderr,
                   ["lint", BAD], "tells its findings otherwise in JSON")


def check_languages(program):
    chinese = [({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, True),
               ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, True),
               ({"LANG": "zh_CN.UTF-8"}, True), ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
               ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, False), ({}, False)]
    for arguments in (["lint", BAD], ["describe", "JB2003"], ["lint", NOWHERE], ["test", POLICY],
                      ["check", *FINE_RUNS["check"]], ["fmt", "--check", "untidy.yaml"]):
        by_option = {}
        for language in ("zh", "en"):
            run = program.run([*arguments, "--lang", language])
            by_option[language == "zh"] = run.stdout + run.stderr
        program.expect(by_option[True] != by_option[False], arguments, "has one language only")
        for locale, is_chinese in chinese:
            run = program.run(arguments, **locale)
            program.expect(run.stdout + run.stderr == by_option[is_chinese], arguments,
                           f"is in the wrong language with {locale}")


def check_writing(program):
    path = program.folder / "untidy.yaml"
    for arguments in (["--check"], ["--stdout"]):
        run = program.run(["fmt", "untidy.yaml", *arguments])
        program.expect(path.read_text(encoding="utf-8") == FILES["untidy.yaml"],
                       ["fmt", *arguments], "writes the file")
    program.expect(run.stdout == TIDY, ["fmt", "--stdout"], f"prints {run.stdout!r}")
    path.chmod(0o640)
    link = program.folder / "link.yaml"
    link.symlink_to("untidy.yaml")
    run = program.run(["fmt", "link.yaml", "broken.yaml"])
    program.expect(path.read_text(encoding="utf-8") == TIDY, ["fmt"], "does not write the file")
    program.expect(link.is_symlink() and stat.S_IMODE(path.stat().st_mode) == 0o640, ["fmt"],
                   "loses the link or the permissions")
    program.expect(run.returncode == FINDINGS and "link.yaml" in run.stdout
                   and "broken.yaml" in run.stderr, ["fmt"], "does not tell the two files apart")
    program.expect(program.run(["fmt", "untidy.yaml"]).stdout == "", ["fmt"], "finds more to do")
    left = {entry.name for entry in program.folder.iterdir()} - {name.split("/")[0] for name in FILES}
    # The others are what batch, compile and snapshot were told to write.
    program.expect(left == {"failing.yaml", "link.yaml", "amounts.csv", "base.jbi", "snapshot"},
                   ["fmt"], f"leaves {left}")


def check_images(program):
    """A compiled image stands for its rule files where only evaluation is asked for."""
    program.run(["compile", POLICY, "--output", "base.jbi"])
    for command, *rest in (["check", "--facts", "facts.yaml", "--date", "2024-06-01"],
                           ["batch", "tables", "--date", "2024-06-01"], ["columns"]):
        of_rules, of_image = (program.run([command, rules, *rest]).stdout
                              for rules in (POLICY, "base.jbi"))
        program.expect(of_image == of_rules != "", [command, "base.jbi"],
                       "prints something else than for rule files")
    for command in ("lint", "test"):
        run = program.run([command, "base.jbi"])
        program.expect(run.returncode == FINDINGS and "JB9008" in run.stderr,
                       [command, "base.jbi"], "does not say that it needs rule files")
    (program.folder / "cut.jbi").write_bytes((program.folder / "base.jbi").read_bytes()[:-1])
    run = program.run(["check", "cut.jbi", "--facts", "facts.yaml", "--date", "2024-06-01"])
    program.expect(run.returncode == FINDINGS and "JB9004" in run.stderr, ["check", "cut.jbi"],
                   "does not say that the image is cut off")
    (program.folder / "cut.jbi").unlink()


def main(path):
    with tempfile.TemporaryDirectory() as folder:
        program = Program(str(pathlib.Path(path).resolve()), folder)
        for name, text in FILES.items():
            (program.folder / name).parent.mkdir(exist_ok=True)
            (program.folder / name).write_text(text, encoding="utf-8")
        failing = pathlib.Path(POLICY).read_text(encoding="utf-8") + (
            "tests:\n  - {name: t, decision date: 2024-06-01, expect: {C-1: 5万元}}\n")
        (program.folder / "failing.yaml").write_text(failing, encoding="utf-8")
        for check in (check_help, check_exit_codes, check_formats, check_languages,
                      check_images, check_writing):
            check(program)
    for fault in program.faults:
        print(fault, file=sys.stderr)
    return 1 if program.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
