#!/usr/bin/env python3
"""src/syntax/rule_schema.json, which `jiangbu schema --rules` prints, and src/syntax agree.

    check_rule_schema.py JIANGBU

Every rule file holds against the schema; rule files that are wrong in their shape do not, those
wrong in their meaning only do; and every construct has the keys that src/syntax reads.
Exit code 77: python3-jsonschema or python3-yaml is not installed.
"""
import json
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/documents"))
import check_language  # noqa: E402

try:
    from jsonschema import Draft202012Validator

    import rule_yaml
except ImportError:
    sys.exit(77)

SCHEMA = ROOT / "src/syntax/rule_schema.json"
# The definitions of the schema whose keys a function of src/syntax, or all of a file, reads.
DEFINITIONS = {
    "read_enum": ["enum"], "read_aggregate": ["aggregate"], "read_field": ["field"],
    "read_entity": ["entity"], "read_declarations": ["policy", "vocabulary", "calendar"],
    "read_vocabulary": ["vocabulary"],
    "read_instalments": ["instalment"], "read_deadlines": ["deadline"],
    "read_clawback": ["clawback"], "read_texts": ["clause"],
    "read_scope": ["clause", "window"], "read_money": ["clause", "rounding"],
    "read_payers": ["payer"],
    "read_award.cpp": ["award", "award_mapping", "marginal", "step", "marginal_band", "step_band"],
    "read_exclusions": ["exclusion"], "read_condition.cpp": ["condition_mapping"],
    "read_table.cpp": ["table", "table_in_place"],
    "read_tests.cpp": ["test", "under", "outcome", "test_file"],
    "step_shapes": ["stacking_step"], "read_step": ["stacking_step"],
    "across_shapes": ["across_step"], "read_across_step": ["across_step"],
    "read_reading": ["reading"], "read_dated_values": ["dated_value"],
    "read_parameter": ["parameter"], "read_target": ["target"], "read_budget": ["budget"],
    "read_figure": ["figure"], "read_reference": ["reference"],
    "read_head": ["policy", "period"], "read_registers": ["policy"], "read_policy": ["policy"],
    "read_title": ["title"], "read_notes": ["note"], "read_either": ["formula"],
}
# Keys that are read in a way check_language.keys_read() does not see.
READ_OTHERWISE = {"condition_mapping": {"by reading"}, "field": {"aggregate"}}
# Bad files of tests/golden whose mistake is one of shape but beyond what a schema can say: how deep
# something nests (JB2011), what another file holds (JB2025, JB2026) ….
BEYOND = {"JB2009", "JB2011", "JB2014", "JB2015", "JB2025", "JB2026"}
# Words of a closed list are checked by the model; a title in one language is a warning.
TOLD_BY_BOTH = {"JB2009", "JB3011"}


def keys_in(schema):
    """All keys a definition names, its own parts included but not what it refers to."""
    found = set()
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            found |= {name} | keys_in(value)
        for name, value in schema.items():
            if name not in ("properties", "required", "enum", "dependentRequired"):
                found |= keys_in(value)
    elif isinstance(schema, list):
        for item in schema:
            found |= keys_in(item)
    return found


def disagreeing_keys(definitions):
    read, named = {}, {}
    for key, file, function in check_language.keys_read():
        places = DEFINITIONS.get(function, DEFINITIONS.get(file))
        if places is None:
            yield f"{file}: {function}: say in DEFINITIONS which definition of the schema it reads"
            continue
        group = tuple(place for place in places if place in definitions)
        if not any(key in keys_in(definitions[place]) for place in group):
            yield f"src/syntax/rule_schema.json: {' or '.join(places)} lacks '{key}', read by {function}"
        for place in group:
            read.setdefault(place, set()).add(key)
    for place, keys in read.items():
        for key in sorted(keys_in(definitions[place]) - keys
                          - READ_OTHERWISE.get(place, set())):
            yield f"src/syntax/rule_schema.json: {place} has '{key}', which src/syntax does not read"
    for place in definitions:
        if "properties" in definitions[place] and place not in read:
            yield f"src/syntax/rule_schema.json: nothing in src/syntax reads '{place}'"


def wrong_verdicts(validator):
    for folder in ("rules", "examples/clauses"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            for fault in validator.iter_errors(rule_yaml.read(path)):
                yield f"{path.relative_to(ROOT)}: {fault.json_path}: {fault.message[:200]}"
    refused = 0
    for path in sorted((ROOT / "tests/golden/bad").glob("*.yaml")):
        expected = path.with_suffix(".expected").read_text(encoding="utf-8")
        codes = set(re.findall(r"\bJB\d{4}\b", expected))
        if any(code.startswith("JB1") for code in codes):
            continue  # no YAML to look at
        has_fault = not validator.is_valid(rule_yaml.read(path))
        is_shape = any(code.startswith("JB20") and code not in BEYOND for code in codes)
        refused += has_fault
        if is_shape and not has_fault:
            yield f"{path.name}: {codes} is a mistake of shape, but the schema takes it"
        if has_fault and not is_shape and not codes & TOLD_BY_BOTH:
            yield f"{path.name}: the schema refuses it, but its only mistake is {codes}"
    if refused < 4:
        yield "the schema refuses hardly any of the bad files: it says nothing"


def main(program):
    printed = subprocess.run([program, "schema", "--rules"], capture_output=True, check=True).stdout
    if printed != SCHEMA.read_bytes():
        print("jiangbu schema --rules does not print src/syntax/rule_schema.json", file=sys.stderr)
        return 1
    schema = json.loads(printed)
    Draft202012Validator.check_schema(schema)
    faults = [*disagreeing_keys(schema["$defs"]), *wrong_verdicts(Draft202012Validator(schema))]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(str(pathlib.Path(sys.argv[1]).resolve())))
