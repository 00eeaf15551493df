#!/usr/bin/env python3
"""Everything README.md, README.zh-CN.md, rules/README.md and src/budget/README.md show is what
happens.

    check_examples.py JIANGBU

A ```yaml block that opens with the comment `# NAME.yaml` is a file: a rule file must lint in
silence and pass its own tests. Each line of a ```sh block that starts with `jiangbu` or `python3` is run
where those files, rules/ and examples/ are; a ```text block directly behind it must be its
output (the checksum of the rules aside). Paths in backticks exist. README.zh-CN.md mirrors
README.md. JIANGBU_UPDATE_GOLDEN=1 rewrites the ```text blocks instead of comparing.
Exit code 77: python3-yaml is not installed.
"""
import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from markdown import INLINE_CODE, ROOT, Document  # noqa: E402

try:
    import yaml
except ImportError:
    sys.exit(77)

LOCALES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8", "rules/README.md": "C.UTF-8",
           "src/budget/README.md": "C.UTF-8", "examples/budget/README.zh-CN.md": "zh_CN.UTF-8"}
RULE_FILES = ("policy", "vocabulary", "tests of")
# Commands that build: only checked to be there.
BUILDING = ("examples/run", "tests/run")
UPDATE = os.environ.get("JIANGBU_UPDATE_GOLDEN") == "1"
PATH_SUFFIXES = (".md", ".yaml", ".json", ".hpp", ".cpp", ".def", ".txt", ".py", ".sh")


class Examples:
    """The files and commands of one document, tried in a folder of their own."""

    def __init__(self, document, program, folder):
        self.document = document
        self.program = program
        self.folder = pathlib.Path(folder)
        self.faults = []
        for name in ("rules", "examples"):
            (self.folder / name).symlink_to(ROOT / name)

    def fault(self, block, text):
        self.faults.append(f"{self.document.name}:{block.line}: {text}")

    def run(self, arguments):
        environment = os.environ | {"LC_ALL": LOCALES[self.document.name], "TZ": "UTC"}
        return subprocess.run([self.program, *arguments], cwd=self.folder, env=environment,
                              capture_output=True, text=True, encoding="utf-8", timeout=60)

    def write_files(self):
        for block in self.document.blocks:
            name = block.file_name()
            if block.language != "yaml" or name is None:
                continue
            path = self.folder / name
            if path.exists() and path.read_text(encoding="utf-8") != block.text:
                self.fault(block, f"a second, different {name}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.text, encoding="utf-8")

    def check_rule_files(self):
        for block in self.document.blocks:
            name = block.file_name()
            if block.language != "yaml" or name is None:
                continue
            if next(iter(yaml.safe_load(block.text))) not in RULE_FILES:
                continue  # a file of facts: tried by the commands that name it
            for command in ("lint", "test"):
                found = self.run([command, name])
                if found.returncode != 0 or found.stderr or (command == "lint" and found.stdout):
                    self.fault(block, f"jiangbu {command} {name}: exit code {found.returncode}\n"
                               + found.stdout + found.stderr)

    def output_of(self, block):
        """What the block's jiangbu commands print."""
        output = ""
        for line in block.text.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["jiangbu"]:
                found = self.run(words[1:])
                output += found.stdout
                if found.returncode != 0:
                    self.fault(block, f"{line}: exit code {found.returncode}\n" + found.stderr)
            elif words[:1] == ["python3"]:
                subprocess.run([sys.executable, *words[1:]], cwd=self.folder, check=True)
            elif words and words[0] in BUILDING:
                if not os.access(ROOT / words[0], os.X_OK):
                    self.fault(block, f"{words[0]} is not there")
            elif words:
                self.fault(block, f"this test cannot try '{line}'")
        return output

    def check_commands(self):
        blocks = self.document.blocks
        for block, shown in zip(blocks, blocks[1:] + [None]):
            if block.language != "sh":
                continue
            output = self.output_of(block)
            if shown is None or shown.language != "text" or not shown.follows_directly:
                continue
            if UPDATE:
                rewrite(self.document, shown, output)
            elif without_checksums(output) != without_checksums(shown.text):
                difference = difflib.unified_diff(shown.text.splitlines(), output.splitlines(),
                                                  "shown", "printed", lineterm="")
                self.fault(shown, "prints something else\n" + "\n".join(difference))


def without_checksums(text):
    return re.sub(r"\b[0-9a-f]{12}\b", "checksum", text)


def rewrite(document, block, output):
    content = document.path.read_text(encoding="utf-8")
    old, new = f"```text\n{block.text}```", f"```text\n{output}```"
    document.path.write_text(content.replace(old, new, 1), encoding="utf-8")


def check_paths(document):
    """Backticked words that look like a path lead somewhere, or are a file shown here."""
    shown = {block.file_name() for block in document.blocks}
    top = {path.name for path in ROOT.iterdir()}
    for name in INLINE_CODE.findall(document.prose):
        if not re.fullmatch(r"[\w.\-/]+", name) or name in shown or name.startswith("build/"):
            continue
        is_path = name.endswith(PATH_SUFFIXES) or ("/" in name and name.split("/")[0] in top)
        bases = (ROOT, document.path.parent)
        if is_path and not any((base / name).exists() for base in bases):
            yield f"{document.name}: `{name}` does not exist"


def check_mirror(original, mirror):
    """The same headings, blocks and commands; texts between and outputs may be translated."""
    if [level for level, _ in original.headings] != [level for level, _ in mirror.headings]:
        yield f"{mirror.name}: not the headings of {original.name}"
    if [b.language for b in original.blocks] != [b.language for b in mirror.blocks]:
        yield f"{mirror.name}: not the blocks of {original.name}"
        return
    for ours, theirs in zip(original.blocks, mirror.blocks):
        if ours.language != "text" and ours.text != theirs.text:
            yield f"{mirror.name}:{theirs.line}: not the block of {original.name}:{ours.line}"


def main(program):
    program = str(pathlib.Path(program).resolve())
    documents = [Document(name) for name in LOCALES]
    faults = []
    for document in documents:
        with tempfile.TemporaryDirectory() as folder:
            examples = Examples(document, program, folder)
            examples.write_files()
            examples.check_rule_files()
            examples.check_commands()
            faults += examples.faults
        faults += check_paths(document)
    faults += check_mirror(documents[0], documents[1])
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
