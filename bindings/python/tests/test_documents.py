"""What the READMEs show of Python is what happens.

A `yaml` block that opens with `# NAME.yaml` is a file. `python` blocks run one after the other
where these files are; a `text` block directly behind one is what it prints.
"""
import contextlib
import io
import re

import pytest
from conftest import ROOT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\s*^```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL)


def blocks_of(document):
    """(language, text, shown output) of each block; of what all bindings share, only files."""
    text = (ROOT / document).read_text(encoding="utf-8")
    section = re.search(r"^## Python$.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if section is None:
        return BLOCK.findall(text)
    before = [block for block in BLOCK.findall(text[:section.start()]) if block[0] == "yaml"]
    return before + BLOCK.findall(section.group())


@pytest.mark.parametrize("document", ["bindings/README.md", "bindings/python/README.md"])
def test_the_snippets_do_what_is_shown(document, tmp_path, monkeypatch, prize_text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prize.yaml").write_text(prize_text, encoding="utf-8")
    names, ran = {"__name__": "snippet"}, 0
    for language, text, shown in blocks_of(document):
        named = re.match(r"# ([\w/]+\.yaml)\n", text)
        if language == "yaml" and named:
            (tmp_path / named.group(1)).write_text(text, encoding="utf-8")
        if language != "python":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, document, "exec"), names)
        assert printed.getvalue() == shown
        ran += 1
    assert ran > 0
