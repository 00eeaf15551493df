#!/usr/bin/env python3
"""Manual pages and completion: sound for those who read them, and true to the help.

    check_manual.py JIANGBU

bash completes here; zsh and fish where they are installed. Exit code 77: no groff.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FAULTS = []


def run(*command, **options):
    return subprocess.run([str(word) for word in command], capture_output=True, encoding="utf-8",
                          check=False, **options)


def expect(holds, fault):
    if not holds:
        FAULTS.append(fault)


def commands_of(jiangbu):
    listing = run(jiangbu, "--help").stdout.split("Subcommands:")[1].split("Results go to")[0]
    return [line.split()[0] for line in listing.splitlines()
            if line.startswith("  ") and line[2] != " "]


def options_of(jiangbu, command):
    """The options that the help lists."""
    listing = run(jiangbu, *command, "--help").stdout.split("\nOptions:\n")[1]
    return re.findall(r"^  (?:-\w,)?(--[\w-]+)", listing, re.MULTILINE)


def check_pages(jiangbu, folder, commands):
    for name in ["jiangbu", *(f"jiangbu-{command}" for command in commands)]:
        path = folder / f"man/man1/{name}.1"
        found = run("groff", "-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou", path)
        expect(found.returncode == 0 and not found.stderr, f"{name}.1: {found.stderr}")
        command = [] if name == "jiangbu" else [name.removeprefix("jiangbu-")]
        printed = run(jiangbu, "manual", *command).stdout
        expect(printed == path.read_text(encoding="utf-8"), f"{name}.1 is not what is printed")
        text = found.stdout.replace("\u2010", "-").replace("\u2212", "-")
        for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS"):
            expect(re.search(rf"^{heading}$", text, re.MULTILINE), f"{name}.1: no {heading}")
        for option in [*options_of(jiangbu, command), "--lang", "--format"]:
            expect(option in text, f"{name}.1 lacks {option}")
        for example in run(jiangbu, *command, "--help").stdout.splitlines()[1:]:
            if not example:
                break
            expect(example.strip() in text, f"{name}.1 lacks the example {example}")


def bash_completions(script, words):
    """What bash proposes for the last of the words."""
    line = " ".join(words)
    found = run("bash", "--norc", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                'COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; _jiangbu; printf "%s\\n" "${COMPREPLY[@]}"',
                script, *words, cwd=script.parent)
    expect(found.returncode == 0 and not found.stderr, f"bash: {line}: {found.stderr}")
    return set(found.stdout.split())


def fish_completions(script, words):
    found = run("fish", "--no-config", "-c",
                f"source {script}; complete -C '{' '.join(words)}'", cwd=script.parent)
    expect(found.returncode == 0 and not found.stderr, f"fish: {words}: {found.stderr}")
    return {line.split("\t")[0] for line in found.stdout.splitlines()}


def zsh_completions(script, words):
    with tempfile.TemporaryDirectory() as scratch:
        found = run("zsh", "-f", HERE / "complete.zsh", script, scratch, *words, timeout=60,
                    cwd=script.parent)
    expect(found.returncode == 0, f"zsh: {words}: {found.stderr}")
    return set(found.stdout.split())


COMPLETE = {"bash": bash_completions, "zsh": zsh_completions, "fish": fish_completions}


def check_completions(jiangbu, script, commands, complete, shell):
    """The same proposals in every shell."""
    def expect_words(words, wanted, of):
        found = complete(script, words)
        expect(found == set(wanted), f"{shell}: {of}: {sorted(found)}, not {sorted(wanted)}")
    expect_words(["jiangbu", ""], commands, "commands")
    expect_words(["jiangbu", "sn"], ["snapshot"], "a command begun")
    expect_words(["jiangbu", "show", "--stage", ""],
                 ["document", "syntax", "model", "program", "plan"], "stages")
    expect_words(["jiangbu", "--lang", ""], ["zh", "en"], "languages")
    expect_words(["jiangbu", "budget", "--format", "x"], ["xlsx"], "formats of one command")
    for command in commands:
        wanted = {option for option in options_of(jiangbu, [command]) if option.startswith("--c")}
        expect_words(["jiangbu", command, "--c"], wanted, f"options of {command}")


def main(jiangbu):
    if not shutil.which("groff"):
        print("groff is not installed", file=sys.stderr)
        return 77
    commands = commands_of(jiangbu)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        made = run(jiangbu, "manual", "--folder", folder)
        expect(made.returncode == 0 and not made.stderr, f"manual --folder: {made}")
        check_pages(jiangbu, folder, commands)
        scripts = {"bash": folder / "bash-completion/completions/jiangbu",
                   "zsh": folder / "zsh/vendor-completions/_jiangbu",
                   "fish": folder / "fish/vendor_completions.d/jiangbu.fish"}
        for shell, script in scripts.items():
            printed = run(jiangbu, "manual", "--completion", shell).stdout
            expect(printed == script.read_text(encoding="utf-8"), f"{shell}: other than printed")
            if not shutil.which(shell):
                print(f"SKIPPED: {shell} is not installed", file=sys.stderr)
                continue
            parsed = run(shell, "-n", script)
            expect(parsed.returncode == 0 and not parsed.stderr, f"{shell} -n: {parsed.stderr}")
            check_completions(jiangbu, script, commands, COMPLETE[shell], shell)
        (scripts["bash"].parent / "facts.yaml").touch()
        expect(bash_completions(scripts["bash"], ["jiangbu", "lint", "fa"]) == {"facts.yaml"},
               "bash: files")
    for fault in FAULTS:
        print(fault, file=sys.stderr)
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve())))
