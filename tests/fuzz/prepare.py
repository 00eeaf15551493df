#!/usr/bin/env python3
"""Where fuzzers start from: prepare.py FOLDER writes FOLDER/NAME, inputs from the project's own
texts, and FOLDER/NAME.dict, the words of the entrance, for each entrance."""
import json
import pathlib
import re
import sys

import yaml

FUZZ = pathlib.Path(__file__).resolve().parent
ROOT = FUZZ.parents[1]


def texts(*patterns):
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))
            if path.is_file()]


def formulas():
    groups = yaml.safe_load((ROOT / "tests/feel/cases.yaml").read_text(encoding="utf-8"))
    for group in groups:
        for case in group["cases"]:
            yield (case["expression"] if isinstance(case, dict) else case[0]).encode()


def table_folders():
    """Each folder of tables as one input."""
    for folder in sorted((ROOT / "tests/golden/tables").iterdir()):
        if folder.is_dir():
            yield b"".join(b"== " + path.stem.encode() + b"\n" + path.read_bytes()
                           for path in sorted(folder.glob("*.csv")))


def builder_steps(value, path=""):
    """Facts as fuzz_fact_builder.cpp reads steps: what is set, where, to what."""
    def text(word):
        encoded = word.encode()
        return bytes([len(encoded)]) + encoded
    if isinstance(value, dict):
        return b"".join(builder_steps(one, f"{path}.{name}" if path else name)
                        for name, one in value.items())
    if isinstance(value, list) and value:
        return b"".join(builder_steps(one, f"{path}[{i}]") for i, one in enumerate(value))
    if value is None or value == []:
        return bytes([6 if value == [] else 5]) + text(path)
    if isinstance(value, (bool, int)):
        return bytes([0 if isinstance(value, bool) else 1]) + text(path) + value.to_bytes(8, "little")
    return bytes([2 if isinstance(value, float) else 4]) + text(path) + text(str(value))


def schema_words():
    """The keys and the fixed values of rule files."""
    schema = json.loads((ROOT / "src/syntax/rule_schema.json").read_text(encoding="utf-8"))

    def walk(node):
        if isinstance(node, dict):
            yield from node.get("properties", {}) if isinstance(node.get("properties"), dict) else ()
            yield from (word for word in node.get("enum", []) if isinstance(word, str))
            if isinstance(node.get("const"), str):
                yield node["const"]
            for value in node.values():
                yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)
    return set(walk(schema))


def formula_words():
    builtins = (ROOT / "src/model/builtins.def").read_text(encoding="utf-8")
    words = {word + "(" for word in re.findall(r'^\w+\(\s*\w+,\s*"([^"]+)"', builtins, re.MULTILINE)}
    words |= {"if ", " then ", " else ", "for ", " in ", " return ", "some ", "every ", " satisfies ",
              " and ", " or ", " between ", " as of ", "null", "true", "万元", "亿", "%", "..", "**",
              '@"P1Y"', '@"2024-02-29"', "decision_date", "item", "!=", "<=", "marks", "list"}
    return words


def fact_words():
    policy = yaml.safe_load((FUZZ / "policy.yaml").read_text(encoding="utf-8"))
    words = set(policy["facts"])
    for entity in policy["entities"].values():
        words |= set(entity["fields"])
    for enum in policy["enums"].values():
        words |= set(enum["values"])
    return words | {"applicants", "unknown", "null", "true", "false", "万元", "2024-02-29", "P18M",
                    "140403", "from", "to"}


def assumption_words():
    found = set()
    for path in sorted((ROOT / "src/read").glob("*assum*.cpp")):
        found |= set(re.findall(r'"([a-z][a-z ]+)"', path.read_text(encoding="utf-8")))
    return found | {"MARK", "SPAN", "GRADE", "stage", "late", "most", "50%", "kind", "region", "left"}


def quoted(word):
    return '"' + "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}"
                         for byte in word.encode()) + '"\n'


def main(target):
    yaml_words = {"- ", ": ", "{", "}", "[", "]", "|\n", ">-\n", "# ", "? ", "&a", "*a", "<<", "!!"}
    facts, formula = fact_words(), formula_words()
    rules = schema_words() | formula | yaml_words
    arrow = {"ARROW1"} | facts
    words = {"rules": rules, "format": rules, "facts_json": facts, "facts_yaml": facts | yaml_words,
             "formula": formula, "tables": facts | {"\n== ", '"', "?", "\r\n"}, "jsonl": facts,
             "snapshot": arrow, "arrow_structs": facts, "fact_builder": facts | {"[0].", "[1]"},
             "image": facts,
             "assumptions": assumption_words() | yaml_words,
             "table_names": {"files", "columns", "applicants"} | yaml_words}
    rule_files = texts("rules/**/policy.yaml", "rules/vocabulary.yaml", "examples/clauses/*.yaml",
                       "examples/policies/*/*.yaml", "tests/golden/bad/*.yaml")
    starts = {"rules": rule_files, "format": rule_files, "formula": formulas(),
              "facts_json": texts("tests/golden/facts/*.json", "examples/facts/*.json"),
              "facts_yaml": texts("tests/golden/facts/*.yaml", "examples/facts/*.yaml"),
              "fact_builder": [builder_steps(json.loads(
                  (FUZZ / "corpus/facts_json/example.input").read_text(encoding="utf-8")))],
              "tables": table_folders(), "assumptions": texts("examples/budget/*.yaml")}
    known = re.findall(r"^ENTRANCE\((\w+)\)", (FUZZ / "entrances.def").read_text(), re.MULTILINE)
    assert set(known) == set(words), set(known) ^ set(words)
    for name in known:
        folder = target / name
        folder.mkdir(parents=True, exist_ok=True)
        for i, content in enumerate(starts.get(name, [])):
            (folder / f"own_{i}").write_bytes(content)
        lines = sorted(quoted(word) for word in words[name])
        (target / f"{name}.dict").write_text("".join(lines), encoding="ascii")


main(pathlib.Path(sys.argv[1]))
