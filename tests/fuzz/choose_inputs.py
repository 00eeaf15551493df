"""Which inputs of a fuzzer to keep: few, that together reach most.

In: the control file of a libFuzzer merge, which names inputs and what each reaches. Out: paths, those
that add most first. Never: more than a folder of a repository should hold.

usage: choose_inputs.py CONTROL-FILE COUNT
"""

import pathlib
import sys


def reached_by_input(lines):
    """Paths, and for each the features that the merge saw it reach."""
    count = int(lines[0])
    paths = lines[2:2 + count]
    reached = {}
    for line in lines[2 + count:]:
        kind, number, *features = line.split()
        if kind == "FT":
            reached[paths[int(number)]] = {int(feature) for feature in features}
    return reached


def choose(reached, count):
    """The input that adds most to those chosen, again and again; of equal ones the smaller."""
    chosen = []
    rest = {path: features for path, features in reached.items() if features}
    while rest and len(chosen) < count:
        best = max(rest, key=lambda path: (len(rest[path]), -pathlib.Path(path).stat().st_size, path))
        new = rest.pop(best)
        chosen.append(best)
        for path in list(rest):
            rest[path] = rest[path] - new
            if not rest[path]:
                del rest[path]
    return chosen


def main():
    control, count = sys.argv[1:]
    lines = pathlib.Path(control).read_text(encoding="utf-8").splitlines()
    print("\n".join(choose(reached_by_input(lines), int(count))))


if __name__ == "__main__":
    main()
