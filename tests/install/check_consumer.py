#!/usr/bin/env python3
"""The installed library, used by a program that knows nothing but the installed folder.

    check_consumer.py BUILD_FOLDER CMAKE COMPILER JIANGBU_SOURCE

What it holds stands in README.md beside it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

WARNINGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
DATE = "2025-03-31"
# Of the library's, none may be seen by a program that uses it.
FOREIGN = re.compile(r"boost|yaml|fmt|date/|CLI")
TYPE = re.compile(r"^(?:class|struct|enum class|using) (\w+)\b(?!::)", re.MULTILINE)
CONSUMER = """\
cmake_minimum_required(VERSION 3.25)
project(consumer LANGUAGES C CXX)
find_package(jiangbu 1 CONFIG QUIET)
if(jiangbu_FOUND)
  message(FATAL_ERROR "version 1 was found, which does not exist")
endif()
{shown}
add_executable(examples examples.cpp)
target_link_libraries(examples PRIVATE jiangbu::jiangbu)
add_executable(example_c example.c)
target_link_libraries(example_c PRIVATE jiangbu::c)
if(NOT EXISTS "${{jiangbu_RULES}}/vocabulary.yaml")
  message(FATAL_ERROR "jiangbu_RULES leads nowhere: ${{jiangbu_RULES}}")
endif()
"""


def run(*command, **options):
    """stdout of a command; ends the test if it fails."""
    found = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                           encoding="utf-8", timeout=300, **options)
    if found.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {found.returncode}\n"
                 + found.stdout + found.stderr)
    return found.stdout


def check(holds, fault):
    if not holds:
        sys.exit(fault)


def check_headers(source, include, compilers):
    """Only the public headers are there; each compiles alone and names nothing foreign."""
    names = {path.name for path in (source / "include/jiangbu").iterdir()}
    installed = {str(path.relative_to(include)) for path in include.rglob("*") if path.is_file()}
    check(installed == {f"jiangbu/{name}" for name in names},
          f"installed headers: {sorted(installed)}")
    for name in sorted(names):
        content = (include / "jiangbu" / name).read_text(encoding="utf-8")
        for header in re.findall(r"#\s*include\s*[<\"]([^>\"]+)", content):
            check(not FOREIGN.search(header), f"{name} includes {header}")
        for compiler in compilers:
            run(compiler, *WARNINGS, "-fsyntax-only", "-I", include, "-x", "c++", "-",
                input=f"#include <jiangbu/{name}>\n")


def check_names(source):
    """One name for a public and an internal type would be two types in one program."""
    def types(folder):
        return {name: path for path in (source / folder).rglob("*.hpp")
                for name in TYPE.findall(path.read_text(encoding="utf-8"))}
    public, internal = types("include"), types("src")
    for name in public.keys() & internal.keys():
        sys.exit(f"{name} is both in {public[name]} and in {internal[name]}")


def block_of(readme, language):
    found = re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    check(len(found) == 1, f"README.md: {len(found)} blocks of {language}, not one")
    return found[0]


def examples_program(include):
    """The examples at the top of the headers as one program, and how many there are."""
    headers, bodies = [], []
    for path in sorted((include / "jiangbu").glob("*.hpp")):
        found = re.search(r"^// Example:\n((?://   .*\n)+)", path.read_text(encoding="utf-8"),
                          re.MULTILINE)
        check(found, f"{path.name} opens without an example")
        headers.append(f"#include <jiangbu/{path.name}>\n")
        body = re.sub(r"^// ", "", found.group(1), flags=re.MULTILINE)
        bodies.append(f"static void {path.stem}() {{\n{body}}}\n")
    calls = "".join(f'  std::cout << "== {path.stem}\\n";\n  {path.stem}();\n'
                    for path in sorted((include / "jiangbu").glob("*.hpp")))
    return ("#include <iostream>\n" + "".join(headers) + "namespace example {\n"
            + "".join(bodies) + "static void all() {\n" + calls
            + "}\n}\nint main() { example::all(); }\n")


def expected_lines(prefix, rules, facts):
    """What the program of README.md should print, from the JSON of the installed jiangbu."""
    result = json.loads(run(prefix / "bin/jiangbu", "check", rules, "--facts", facts,
                            "--date", DATE, "--format", "json"))

    def fen(yuan):
        whole, _, rest = yuan.partition(".")
        return str(int(whole + (rest + "00")[:2]))
    for case in result["cases"]:
        for word, total in (("payable", "payable"), ("drafts", "indicative")):
            yield f"{word}: from {fen(case['totals'][total]['low'])} fen on"
        for policy in case["policies"]:
            for clause in policy["clauses"]:
                if clause["status"] in ("due", "possible"):
                    yield f"{clause['id']} {clause['title']['zh']}"


def check_program(program, prefix, rules, facts):
    printed = run(program, rules, facts, DATE).splitlines()
    expected = list(expected_lines(prefix, rules, facts))
    check(len(expected) > 3, "the facts tried say nothing")
    check(printed == expected, f"{program} prints\n{printed}\nnot\n{expected}")
    broken = subprocess.run([program, rules, rules / "README.md", DATE], capture_output=True,
                            text=True, encoding="utf-8", timeout=60)
    check(broken.returncode == 1 and "README.md" in broken.stderr and not broken.stdout,
          f"{program} takes a manual for facts: {broken}")


def c_example(prefix, folder):
    """The example at the top of the C header as a program."""
    header = prefix / "include/jiangbu/jiangbu.h"
    found = re.search(r"^ \* Example:\n((?: \*   .*\n)+)", header.read_text(encoding="utf-8"),
                      re.MULTILINE)
    check(found, "jiangbu.h opens without an example")
    body = re.sub(r"^ \* ", "", found.group(1), flags=re.MULTILINE)
    program = folder / "example.c"
    program.write_text("#include <jiangbu/jiangbu.h>\n#include <stdio.h>\n#include <string.h>\n"
                       f"int main(void) {{\n{body}  return 0;\n}}\n", encoding="utf-8")


def check_c(prefix, folder):
    """In C against the shared library, and against the static one, which holds C++ too."""
    program = folder / "example.c"
    found = next(prefix.rglob("jiangbu-c.pc")).parent
    library = next(prefix.rglob("libjiangbu-c.so.0")).parent
    links = {name: (library / name).readlink() for name in ("libjiangbu-c.so", "libjiangbu-c.so.0")}
    check_c_program(folder / "build/example_c", prefix, library)
    check(str(links["libjiangbu-c.so"]) == "libjiangbu-c.so.0", f"the links are {links}")
    for package, options in (("jiangbu-c", []), ("jiangbu", ["--static"])):
        flags = run("pkg-config", *options, "--cflags", "--libs", package,
                    env=os.environ | {"PKG_CONFIG_PATH": str(found)}).split()
        made = folder / f"example_{package}"
        run("cc", "-std=c99", *WARNINGS[1:], program, "-o", made, *flags)
        check_c_program(made, prefix, library)


def check_c_program(made, prefix, library):
    printed = run(made, cwd=prefix / "share/jiangbu",
                  env=os.environ | {"LD_LIBRARY_PATH": str(library)})
    check(json.loads(printed)["cases"], f"the example of jiangbu.h prints {printed}")


def check_first_award(source, build, folder):
    """What bindings/README.md shows for C and C++, as it is shown, over this build."""
    manual = (source / "bindings/README.md").read_text(encoding="utf-8")
    section = re.search(r"^## C and C\+\+$(.*?)(?=^## )", manual, re.MULTILINE | re.DOTALL).group(1)
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    shown = {language: text for language, text in blocks if language != "sh"}
    folder.mkdir()
    (folder / "award.yaml").write_text(block_of(manual, "yaml"), encoding="utf-8")
    (folder / "first_award.c").write_text(shown["c"], encoding="utf-8")
    (folder / "first_award.cpp").write_text(shown["cpp"], encoding="utf-8")
    (folder / "build").mkdir()
    (folder / "build/release").symlink_to(build)
    lines = [line for language, text in blocks if language == "sh" for line in text.splitlines()
             if not line.startswith("cmake --build")]  # has been done
    printed = run("bash", "-ec", "\n".join(lines), cwd=folder)
    said = [line for line in printed.splitlines() if not line.startswith("--")]
    check(said == shown["text"].splitlines() * 2, f"bindings/README.md: C and C++ print {said}")


def check_share(prefix):
    """Manual pages of every command, completion of every shell, where systems look for them."""
    listing = run(prefix / "bin/jiangbu", "--help").split("Subcommands:")[1].split("Results go")[0]
    commands = {line.split()[0] for line in listing.splitlines()
                if line.startswith("  ") and line[2] != " "}
    pages = {path.name for path in (prefix / "share/man/man1").iterdir()}
    check(pages == {"jiangbu.1"} | {f"jiangbu-{name}.1" for name in commands},
          f"the manual pages are {sorted(pages)}")
    for name in ("bash-completion/completions/jiangbu", "zsh/vendor-completions/_jiangbu",
                 "fish/vendor_completions.d/jiangbu.fish"):
        check((prefix / "share" / name).is_file(), f"{name} is not installed")


def check_package(cmake, compiler, prefix, folder):
    run(cmake, "-S", folder, "-B", folder / "build", "-G", "Ninja",
        f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_FLAGS={' '.join(WARNINGS[1:])}")
    run(cmake, "--build", folder / "build")
    printed = run(folder / "build/examples", cwd=prefix / "share/jiangbu")
    for part in printed.split("== ")[1:]:
        check(part.count("\n") > 1, f"this example prints nothing: {part}")


def main(build, cmake, compiler, source):
    build, source = pathlib.Path(build).resolve(), pathlib.Path(source).resolve()
    folder = build / "install_test"
    shutil.rmtree(folder, ignore_errors=True)
    prefix, consumer = folder / "prefix", folder / "consumer"
    consumer.mkdir(parents=True)
    run(cmake, "--install", build, "--prefix", prefix)
    check((prefix / "share/jiangbu/LICENSE").is_file(), "no LICENSE is installed")
    check_share(prefix)
    compilers = [compiler] + [found for found in [shutil.which("clang++-14")] if found]
    check_headers(source, prefix / "include", compilers)
    check_names(source)

    readme = (source / "README.md").read_text(encoding="utf-8")
    (consumer / "eligible.cpp").write_text(block_of(readme, "cpp"), encoding="utf-8")
    (consumer / "examples.cpp").write_text(examples_program(prefix / "include"),
                                           encoding="utf-8")
    (consumer / "CMakeLists.txt").write_text(
        CONSUMER.format(shown=block_of(readme, "cmake")), encoding="utf-8")
    c_example(prefix, consumer)
    rules = prefix / "share/jiangbu/rules"
    facts = source / "examples/facts/changzhi_park.json"
    check_package(cmake, compiler, prefix, consumer)
    check_program(consumer / "build/eligible", prefix, rules, facts)

    if shutil.which("pkg-config"):
        found = next(prefix.rglob("jiangbu.pc")).parent
        flags = run("pkg-config", "--static", "--cflags", "--libs", "jiangbu",
                    env=os.environ | {"PKG_CONFIG_PATH": str(found)}).split()
        run(compiler, "-std=c++20", consumer / "eligible.cpp", "-o", consumer / "eligible", *flags)
        check_program(consumer / "eligible", prefix, rules, facts)
        check_c(prefix, consumer)
        check_first_award(source, build, folder / "first_award")


main(*sys.argv[1:])
