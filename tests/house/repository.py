"""The files of the repository, for the scripts beside this one."""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files():
    """Paths relative to ROOT of what git tracks or would track; without git, of all but build/."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        paths = [pathlib.PurePath(name) for name in listing if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")
                 if path.is_file() and path.relative_to(ROOT).parts[0] not in ("build", ".git")]
    return sorted(path for path in paths if (ROOT / path).is_file())


def sources():
    """C++ files outside bindings/."""
    return [path for path in files()
            if path.suffix in (".cpp", ".hpp", ".h") and path.parts[0] != "bindings"]


def text(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def finish(faults):
    """Prints the faults and ends the program."""
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)
