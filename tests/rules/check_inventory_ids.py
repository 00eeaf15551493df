#!/usr/bin/env python3
"""Every item of inventory_ids.txt stands in the policy it belongs to.

An item is found as the id of a clause, target, budget or figure, or as a `ref` anywhere; a
`reference KEY` as a key of `references`. Exit code 77: python3-yaml is not installed.
"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parents[1] / "rules"


def inventory():
    """Pairs of folder and item."""
    folder = None
    for line in (HERE / "inventory_ids.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            folder = line.strip("[]")
        elif line and not line.startswith("#"):
            yield folder, line


def refs(node):
    """The values of all keys `ref`, at any depth."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "ref":
                yield from value if isinstance(value, list) else [value]
            else:
                yield from refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from refs(value)


def items_of(policy):
    for section in ("clauses", "targets", "budgets", "figures"):
        yield from policy.get(section) or {}
    yield from refs(policy)
    for key in policy.get("references") or {}:
        yield f"reference {key}"


def main():
    try:
        import yaml
    except ImportError:
        print("python3-yaml is not installed", file=sys.stderr)
        return 77
    found = {}
    missing = checked = 0
    for folder, item in inventory():
        if folder not in found:
            text = (RULES / folder / "policy.yaml").read_text(encoding="utf-8")
            found[folder] = set(items_of(yaml.safe_load(text)))
        checked += 1
        if item not in found[folder]:
            print(f"rules/{folder}/policy.yaml: {item} is missing", file=sys.stderr)
            missing += 1
    print(f"{checked} items, {missing} missing")
    return 1 if missing or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
