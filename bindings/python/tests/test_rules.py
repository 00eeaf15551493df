"""Rules: loading, policies, errors, closing."""
import importlib.metadata
import pathlib
import sys

import pytest
from conftest import DATE, ROOT, SOUND

import jiangbu
from jiangbu import CallError, JiangbuError, Rules, RulesError

VOCABULARY = """
vocabulary: staff
facts:
  staff: {type: integer, title: {zh: 人数, en: staff}}
"""
POLICY = """
policy: staff
version: "1"
title: {zh: 人数, en: staff}
status: in force
uses: [../vocabulary.yaml]
clauses:
  A:
    title: {zh: 甲, en: a}
    when: staff >= 10
    award: 1万元
"""


def test_the_tested_package_is_the_wheel():
    assert pathlib.Path(jiangbu.__file__).is_relative_to(sys.prefix)
    assert (pathlib.Path(jiangbu.__file__).parent / "py.typed").exists()


def test_library_and_package_have_one_version():
    assert jiangbu.__version__ == importlib.metadata.version("jiangbu")


def test_a_folder_gives_its_policies():
    with Rules.load(ROOT / "rules/changzhi") as rules:
        assert all(policy.title_zh and policy.hash for policy in rules.policies)
        assert "changzhi" in repr(rules)


def test_texts_use_each_other_by_their_names():
    with Rules.from_texts({"city/staff.yaml": POLICY, "vocabulary.yaml": VOCABULARY}) as rules:
        assert [policy.id for policy in rules.policies] == ["staff"]
        assert rules.evaluate({"staff": 10}, date=DATE).payable.low == 10000


def test_a_function_is_asked_for_every_name():
    texts = {"city/staff.yaml": POLICY, "vocabulary.yaml": VOCABULARY}
    with Rules.read(["city/staff.yaml"], texts.get) as rules:
        assert rules.evaluate({"staff": 10}, date=DATE).payable.low == 10000


def test_a_name_the_function_does_not_know_is_an_error():
    with pytest.raises(RulesError, match="vocabulary.yaml"):
        Rules.read(["city/staff.yaml"], {"city/staff.yaml": POLICY}.get)


def test_what_the_function_raises_is_raised():
    def broken(name):
        raise KeyError(name)
    with pytest.raises(KeyError, match="x.yaml"):
        Rules.read(["x.yaml"], broken)


def test_errors_have_codes_and_places():
    wrong = POLICY.replace("award: 1万元", "awrd: 1万元")
    with pytest.raises(RulesError) as caught:
        Rules.from_texts({"city/staff.yaml": wrong, "vocabulary.yaml": VOCABULARY})
    problem = caught.value.problems[0]
    assert problem.code == "JB2003" and problem.severity == "error"
    assert problem.file == "city/staff.yaml" and wrong.splitlines()[problem.line - 1].strip() \
        .startswith("awrd")
    assert "awrd" in problem.rendered_zh and "awrd" in str(caught.value)
    assert "awrd" in caught.value.message_zh


def test_a_file_that_is_not_there_is_an_error():
    with pytest.raises(RulesError, match="nowhere.yaml"):
        Rules.load("nowhere.yaml")


def test_closed_rules_say_so(rules):
    rules.close()
    rules.close()
    assert "closed" in repr(rules)
    with pytest.raises(CallError, match="closed"):
        rules.evaluate(SOUND, date=DATE)


def test_an_evaluation_outlives_its_rules(rules):
    result = rules.evaluate(SOUND, date=DATE, closed_world=True)
    rules.close()
    assert result.payable.high == 0
    assert "tutorial-prize" in result.json


def test_every_error_is_a_jiangbu_error():
    for kind in (CallError, RulesError, jiangbu.FactsError, jiangbu.NotComputedError):
        assert issubclass(kind, JiangbuError)
