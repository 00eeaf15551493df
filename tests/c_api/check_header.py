"""Every declaration of the C headers says since when, whose and for which threads."""

import pathlib
import re
import sys


def comments(text):
    """(declaration, comment before it), a run of declarations sharing one comment."""
    comment = ""
    for match in re.finditer(r"/\*(.*?)\*/|^(JB_API [^;]*;|typedef [^;{]*[;{])", text,
                             flags=re.S | re.M):
        if match.group(1) is not None:
            comment = match.group(1)
        else:
            yield match.group(2), comment


def main(folder):
    problems = [problem for header in sorted(pathlib.Path(folder).glob("*.h"))
                for problem in problems_of(header.read_text(encoding="utf-8"))]
    print("\n".join(problems) or "every declaration is complete")
    return 1 if problems else 0


def problems_of(text):
    text = text[text.index('extern "C" {'):]
    problems = []
    since = ""
    for declaration, comment in comments(text):
        name = re.search(r"\b(jb_\w+)(?=\(|;| \{|\))", declaration)
        name = name.group(1) if name else declaration[:60]
        if "Since" in comment:
            since = comment
        elif declaration.startswith("JB_API") and not since:
            problems.append(f"{name}: no Since")
        if not declaration.startswith("JB_API"):
            continue
        if "Threads:" not in since:
            problems.append(f"{name}: no Threads")
        gives = re.search(r"\bjb_(rules|facts|evaluation|string|fact_builder)\*\* \w+", declaration)
        if gives and "Owner:" not in since and "builder_set" not in name:
            problems.append(f"{name}: no Owner")
    return problems


sys.exit(main(*sys.argv[1:]))
