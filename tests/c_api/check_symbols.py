"""The headers, the version script and the shared library name the same functions."""

import pathlib
import re
import subprocess
import sys


def declared(folder):
    headers = sorted(pathlib.Path(folder).glob("*.h"))
    text = "".join(header.read_text(encoding="utf-8") for header in headers)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.findall(r"^JB_API [^;]*?\b(jb_\w+)\(", text, flags=re.M)


def main(headers, script, library):
    functions = declared(headers)
    listed = re.findall(r"^ {4}(jb_\w+);", open(script, encoding="utf-8").read(), flags=re.M)
    output = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                            capture_output=True, text=True).stdout
    shown = [line.split()[-1].split("@")[0] for line in output.splitlines()
             if line.split()[-2] in "TDBRVWu"]
    problems = []
    for name, names in [("version script", listed), ("library", shown)]:
        for missing in sorted(set(functions) - set(names)):
            problems.append(f"{missing} is declared, but not in the {name}")
        for extra in sorted(set(names) - set(functions)):
            problems.append(f"{extra} is in the {name}, but not declared")
    if len(set(functions)) < 40:
        problems.append(f"only {len(set(functions))} declarations were found in the headers")
    print("\n".join(problems) or f"{len(functions)} functions")
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
