"""Limits, progress and cancellation: a call ends with an error, or gives what it would have."""
import pytest

from jiangbu import CancelledError, FactsError, JiangbuError, LimitError, Rules, RulesError

DATE = "2024-12-01"
SLOW = """
policy: slow
title: {zh: 慢, en: slow}
status: draft
facts: {id: {type: text, title: {zh: 编号, en: id}}, numbers: {type: list of number, title: {zh: 数, en: numbers}}}
clauses:
  A:
    title: {zh: 甲, en: first}
    when: some a in numbers satisfies some b in numbers satisfies a > b + 1
    award: 1元
"""
MANY = {"numbers": [5] * 3000}
FEW = {"numbers": [5] * 30}


@pytest.fixture(scope="module")
def rules():
    with Rules.from_texts({"slow.yaml": SLOW}) as loaded:
        yield loaded


def test_what_no_limit_ends_is_as_without(rules):
    seen = []
    without = rules.evaluate(FEW, date=DATE).json
    with_all = rules.evaluate(FEW, date=DATE, time_limit=3600, step_limit=10 ** 15,
                              progress=lambda *told: seen.append(told))
    assert with_all.json == without
    assert seen[0] == ("computing", 0, None)


def test_time_ends_a_call(rules):
    with pytest.raises(LimitError, match="time"):
        rules.evaluate(MANY, date=DATE, time_limit=0.001)


def test_steps_end_a_call_always_or_never(rules):
    for _ in range(3):
        with pytest.raises(LimitError, match="steps"):
            rules.evaluate(FEW, date=DATE, step_limit=900)
        rules.evaluate(FEW, date=DATE, step_limit=100000)


def test_false_ends_a_call_and_none_does_not(rules):
    with pytest.raises(CancelledError):
        rules.evaluate(FEW, date=DATE, progress=lambda *_: False)
    rules.evaluate(FEW, date=DATE, progress=lambda *_: None)


def test_what_the_function_raises_passes_through(rules):
    def stop(*_):
        raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        rules.evaluate(MANY, date=DATE, progress=stop)


@pytest.mark.parametrize("wrong", [{"time_limit": 0}, {"time_limit": -1}, {"step_limit": 0},
                                   {"time_limit": float("nan")}, {"max_bytes": 0},
                                   {"max_depth": -1}, {"max_values": 2 ** 63}])
def test_limits_that_make_no_sense_are_refused(rules, wrong):
    with pytest.raises(ValueError):
        rules.evaluate(FEW, date=DATE, **wrong)


def test_a_population_tells_its_phases_and_can_be_ended(rules):
    numpy = pytest.importorskip("numpy")
    tables = {"applicants": {"id": numpy.arange(5000)}}
    phases = []
    rules.batch(None, tables, date=DATE, progress=lambda *told: phases.append(told[0]))
    assert phases[0] == "reading" and phases[-1] == "computing"
    with pytest.raises(CancelledError):
        rules.batch(None, tables, date=DATE, progress=lambda phase, *_: phase != "computing")


def test_texts_of_facts_have_at_most_what_the_limits_say(rules):
    text = '{"numbers": [1, 2, 3]}'
    rules.evaluate(text, date=DATE, max_bytes=len(text), max_depth=2, max_values=6)
    for less in ({"max_bytes": len(text) - 1}, {"max_depth": 1}, {"max_values": 5}):
        with pytest.raises(FactsError):
            rules.evaluate(text, date=DATE, **less)


@pytest.mark.parametrize("limit", [{"max_rows": 4}, {"max_bytes": 30}])
def test_tables_have_at_most_what_the_limits_say(rules, limit):
    pytest.importorskip("numpy")
    tables = {"applicants": {"id": ["a", "b"]}, "numbers": {"id": ["a", "a", "b"], "value": [1, 5, 3]}}
    assert len(rules.batch(None, tables, date=DATE, max_rows=5, max_bytes=1000)) == 2
    for call in (lambda: rules.batch(None, tables, date=DATE, **limit),
                 lambda: rules.budget(tables, date=DATE, **limit)):
        with pytest.raises(LimitError, match="the tables have"):
            call()


def test_a_budget_is_that_of_the_program(rules):
    pytest.importorskip("numpy")
    tables = {"applicants": {"id": ["a", "b"]}, "numbers": {"id": ["a", "a"], "value": [1, 5]}}
    budget = rules.budget(tables, date=DATE, facts_name="two firms")
    assert budget["format"] == "jiangbu-budget/1" and budget["facts"]["source"] == "two firms"
    assert budget["facts"]["applicants"] == 2
    with pytest.raises(RulesError, match="JB") as raised:
        rules.budget(tables, date=DATE, assumptions="uptake: 150%\n")
    assert raised.value.problems and isinstance(raised.value, JiangbuError)
    with pytest.raises(CancelledError):
        rules.budget(tables, date=DATE, progress=lambda phase, *_: phase != "computing")
