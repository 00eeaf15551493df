"""Markdown documents of the repository, taken apart for the scripts beside this one."""
import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
INLINE_CODE = re.compile(r"`([^`\n]+)`")


@dataclasses.dataclass
class Block:
    """A fenced block: its language, its text, the line of its opening fence."""
    language: str
    text: str
    line: int
    # Nothing but blank lines between this block and the one before it.
    follows_directly: bool

    def file_name(self):
        """NAME when the first line is the comment `# NAME`, else None."""
        match = re.match(r"# ([\w/-]+\.(?:yaml|json))\n", self.text)
        return match.group(1) if match else None


class Document:
    """One Markdown file: `blocks`, `headings` as (level, title), `prose` without blocks."""

    def __init__(self, name):
        self.name = name
        self.path = ROOT / name
        self.content = self.path.read_text(encoding="utf-8")
        self.blocks = []
        self.headings = []
        prose = []
        block = None
        adjacent = False
        for number, line in enumerate(self.content.splitlines(), 1):
            if block is None and line.startswith("```"):
                block = Block(line[3:].strip(), "", number, adjacent)
            elif block is not None and line.startswith("```"):
                self.blocks.append(block)
                block, adjacent = None, True
            elif block is not None:
                block.text += line + "\n"
            else:
                prose.append(line)
                adjacent = adjacent and not line.strip()
                if heading := re.match(r"(#+) (.*)", line):
                    self.headings.append((len(heading.group(1)), heading.group(2)))
        self.prose = "\n".join(prose)

    def section(self, number):
        """The part of the document under `## NUMBER. …`, up to the next such heading."""
        found = re.search(rf"^## {number}\. .*?(?=^## \d+\. |\Z)", self.content,
                          re.MULTILINE | re.DOTALL)
        return found.group() if found else ""


def code_of(text):
    """What stands in fenced blocks and in backticks: (all of it joined, the backticked words)."""
    fenced = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    words = INLINE_CODE.findall(rest)
    return "\n".join(fenced + words), words


def tables_of(text):
    """The tables as lists of rows, a row as a list of cells; the first row is the header."""
    tables, table = [], []
    for line in text.splitlines() + [""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append(cells)
        elif table:
            tables.append(table)
            table = []
    return tables
