"""Rule files as JSON values, the way editors read YAML: dates stay texts, yes is no boolean."""
import re

import yaml


class Loader(yaml.SafeLoader):
    """SafeLoader with the types of YAML's core schema only."""
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
        ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$",
         "-+.0123456789")):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern),
                                 [c if c != "\0" else "" for c in first])


def as_json(value):
    """Keys are texts."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else str(key): as_json(v) for key, v in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def read(path):
    return as_json(yaml.load(path.read_text(encoding="utf-8"), Loader))
