"""The shared library keeps what programs compiled against an earlier one rely on.

    check_abi.py LIBRARY HEADERS BASELINE [--renew]

In: the library, with debugging symbols of the functions it shows; the folder of jiangbu.h;
the stored description. Out: what changed or is gone, exit code 1. What is new is fine, and so
are new enumerators, and new members at the end of structs that begin with their size.
Exit code 77: abidw or abidiff is not installed, or this is not x86-64.
"""
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent

def describe(library, headers, out):
    subprocess.run(["abidw", "--headers-dir", headers, "--drop-private-types", "--no-corpus-path",
                    "--no-comp-dir-path", "--no-show-locs", "--exported-interfaces-only",
                    "--type-id-style", "hash", "--out-file", out, library], check=True)


def differences(before, library, headers):
    """What abidiff says; empty if nothing matters."""
    found = subprocess.run(["abidiff", "--suppressions", FOLDER / "abi_suppressions.ini",
                            "--headers-dir2", headers, "--drop-private-types", "--no-added-syms",
                            before, library], capture_output=True, text=True, check=False)
    return found.stdout + found.stderr if found.returncode else ""


def finds_a_break(baseline, library, headers):
    """Whether a library without what the baseline has is refused."""
    text = pathlib.Path(baseline).read_text(encoding="utf-8")
    added = re.sub(r"(\n *)<elf-symbol name='jb_evaluate' ",
                   r"\1<elf-symbol name='jb_no_such' version='JIANGBU_0.1' is-default-version='yes'"
                   r" type='func-type' binding='global-binding' visibility='default-visibility'"
                   r" is-defined='yes'/>\g<0>", text, count=1)
    with tempfile.TemporaryDirectory() as scratch:
        changed = pathlib.Path(scratch) / "changed.abi"
        changed.write_text(added, encoding="utf-8")
        return added != text and "jb_no_such" in differences(changed, library, headers)


def main(library, headers, baseline, renew):
    if not (shutil.which("abidw") and shutil.which("abidiff")) or platform.machine() != "x86_64":
        return 77
    if renew:
        describe(library, headers, baseline)
        return 0
    if not finds_a_break(baseline, library, headers):
        print("a function that is gone is not noticed")
        return 1
    changes = differences(baseline, library, headers)
    print(changes or "nothing that programs rely on has changed")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4], "--renew" in sys.argv))
