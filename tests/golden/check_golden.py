"""Compares what jiangbu prints with the texts kept beside this script.

show/NAME.STAGE.txt   `jiangbu show examples/clauses/NAME.yaml --stage STAGE`
bad/NAME.expected     `jiangbu lint bad/NAME.yaml` in both languages
facts/NAME.expected   `jiangbu check facts/policy.yaml --facts facts/NAME` in both
tables/NAME.expected  `jiangbu batch tables/policy.yaml tables/NAME --rejects …` in both

usage: check_golden.py show|bad|facts|tables JIANGBU
With JIANGBU_UPDATE_GOLDEN=1 the texts are rewritten; look at the difference with git.
"""

import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
UPDATE = os.environ.get("JIANGBU_UPDATE_GOLDEN") == "1"
SHOWN = ["boundary_marking", "topup_difference", "group_aggregation"]
STAGES = ["document", "syntax", "model", "program"]


def run(program, arguments, folder):
    """Output, findings and exit code; file names are relative to the folder."""
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True,
                          encoding="utf-8", check=False)
    return done.stdout + done.stderr, done.returncode


def show_texts(program):
    for name in SHOWN:
        for stage in STAGES:
            text, code = run(program, ["show", f"examples/clauses/{name}.yaml",
                                       "--stage", stage], ROOT)
            if code != 0:
                text += f"exit {code}\n"
            yield HERE / "show" / f"{name}.{stage}.txt", text


def findings(program, path, arguments):
    """What a command finds in a file, in both languages."""
    parts = []
    for language in ("en", "zh"):
        text, code = run(program, [*arguments, "--lang", language], path.parent)
        if code == 0:
            raise SystemExit(f"{path.name}: nothing is found in it")
        parts.append(f"== {language}, exit {code}\n{text}")
    return "".join(parts)


def bad_texts(program):
    for path in sorted((HERE / "bad").glob("*.yaml")):
        yield path.with_suffix(".expected"), findings(program, path, ["lint", path.name])


def facts_texts(program):
    for path in sorted((HERE / "facts").glob("*.*")):
        if path.name == "policy.yaml" or path.suffix == ".expected":
            continue
        command = ["check", "policy.yaml", "--facts", path.name, "--date", "2024-06-01"]
        yield path.with_suffix(".expected"), findings(program, path, command)


def tables_texts(program):
    """What reading says of folders of tables, and what it puts into the rejects."""
    for path in sorted((HERE / "tables").iterdir()):
        if not path.is_dir():
            continue
        with tempfile.TemporaryDirectory() as rejects:
            command = ["batch", "policy.yaml", path.name, "--date", "2024-06-01", "--rejects",
                       rejects, "--threads", "1"]
            text = findings(program, path, command)
            for file in sorted(pathlib.Path(rejects).iterdir()):
                text += f"== rejects/{file.name}\n{file.read_text(encoding='utf-8')}"
        yield path.parent / f"{path.name}.expected", text


def main(part, program):
    texts = {"show": show_texts, "bad": bad_texts, "facts": facts_texts,
             "tables": tables_texts}[part]
    program = str(pathlib.Path(program).resolve())
    count = 0
    failures = 0
    for path, text in texts(program):
        count += 1
        if UPDATE:
            path.write_text(text, encoding="utf-8")
            continue
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if text == kept:
            continue
        failures += 1
        sys.stdout.writelines(difflib.unified_diff(
            kept.splitlines(True), text.splitlines(True), str(path.relative_to(ROOT)),
            "found"))
    print(f"{part}: {count} texts, {failures} differ")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("show", "bad", "facts", "tables"):
        raise SystemExit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
