"""Every case of bindings/conformance gives the bytes the program gives."""
import hashlib
import json

from conftest import ROOT
from jiangbu import NotComputedError, Rules


def evaluation_of(rules, case):
    """(the evaluation, whether everything was computed)"""
    try:
        return rules.evaluate(case["facts"], form=case["form"], date=case["decision_date"],
                              readings=case["readings"], closed_world=case["closed_world"],
                              all_readings=case["all_readings"]), True
    except NotComputedError as error:
        return error.evaluation, False


def test_all_cases_give_the_bytes_of_the_program(cases_file):
    cases = [json.loads(line) for line in cases_file.read_text(encoding="utf-8").splitlines()]
    assert cases
    loaded, different = {}, []
    for case in cases:
        paths = tuple(case["rules"])
        if paths not in loaded:
            loaded[paths] = Rules.load([ROOT / path for path in paths])
        evaluation, computed = evaluation_of(loaded[paths], case)
        found = evaluation.json.encode("utf-8")
        same = (len(found) == case["bytes"] and computed == case["computed"]
                and hashlib.sha256(found).hexdigest() == case["sha256"])
        if not same:
            different.append(case["name"])
    assert not different, f"{len(different)} of {len(cases)}: {different[:10]}"
