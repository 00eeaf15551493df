"""One applicant: facts in, amounts out."""
import datetime
import decimal
import json
from decimal import Decimal

import numpy
import pytest
from conftest import DATE, ROOT, SOUND

from jiangbu import UNKNOWN, CallError, FactsError, NotComputedError, Rules


def prize(grade="gold", day=datetime.date(2024, 6, 1), name="A"):
    return {"id": name, "grade": grade, "date": day}


def figures(kind):
    """A policy that pays what the fact `value` says, in a field of this type."""
    return Rules.from_texts({"p.yaml": f"""
policy: figures
version: "1"
title: {{zh: 数, en: figures}}
status: in force
facts:
  value: {{type: {kind}, optional: true, title: {{zh: 值, en: value}}}}
clauses:
  A:
    title: {{zh: 甲, en: a}}
    when: value != null
    award: {'value' if kind == 'money' else 'value * 1元'}
"""})


def test_amounts_are_exact_decimals_of_yuan(rules):
    result = rules.evaluate(SOUND | {"prizes": [prize()]}, date=datetime.date(2024, 12, 1))
    assert result.payable.low == result.payable.high == Decimal(500000)
    assert isinstance(result.payable.low, Decimal) and result.payable.is_exact
    assert result.indicative.high == 0
    assert str(result.payable) == "500,000"


def test_a_grade_not_known_gives_a_range(rules):
    result = rules.evaluate(SOUND | {"prizes": [prize(UNKNOWN)]}, date=DATE)
    assert (result.payable.low, result.payable.high) == (100000, 500000)
    assert str(result.payable) == "100,000–500,000"
    clause = result.clauses[0]
    assert (clause.id, clause.status, clause.status_zh) == ("ART-5", "possible", "可能")
    assert (clause.title_zh, clause.cite) == ("中国专利奖奖励", "第五条")


def test_unknown_stands_beside_texts_of_any_kind(rules):
    hostile = 'a"b\\c\n\t\x01\x7f\x85\u2028\ufeff😀: [#'
    found = rules.evaluate(SOUND | {"prizes": [prize(UNKNOWN, name=hostile)]}, date=DATE)
    known = rules.evaluate(SOUND | {"prizes": [prize(name=hostile)]}, date=DATE)
    assert '"' + json.dumps(hostile)[1:5] in known.json
    item = known.to_dict()["cases"][0]["policies"][0]["clauses"][0]["lines"][0]["item"]
    assert item == found.to_dict()["cases"][0]["policies"][0]["clauses"][0]["lines"][0]["item"]


def test_fen_are_kept():
    with figures("money") as rules:
        result = rules.evaluate({"value": Decimal("0.01")}, date=DATE)
        assert result.payable.low == Decimal("0.01")
        large = Decimal("90071992547409.93")  # no double holds it
        assert rules.evaluate({"value": large}, date=DATE).payable.low == large


def test_numbers_of_every_exact_kind_are_taken():
    with figures("number") as rules:
        for value in (7, numpy.int64(7), numpy.uint8(7), Decimal("7"), Decimal("7.00"),
                      Decimal("0.7E1"), "7"):
            assert rules.evaluate({"value": value}, date=DATE).payable.low == 7


@pytest.mark.parametrize("value", [0.1, numpy.float64(0.1), numpy.float32(0.1), float("nan")])
def test_a_float_is_refused_with_the_way_out(value):
    with figures("number") as rules, pytest.raises(TypeError, match="value is the float.*Decimal"):
        rules.evaluate({"value": value}, date=DATE)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999999")])
def test_decimals_that_are_no_facts_are_refused(value):
    with figures("number") as rules, pytest.raises(ValueError):
        rules.evaluate({"value": value}, date=DATE)


def test_none_is_known_not_to_be_and_unknown_is_not():
    with figures("number") as rules:
        assert rules.evaluate({"value": None}, date=DATE).clauses[0].status == "not met"
        assert rules.evaluate({"value": UNKNOWN}, date=DATE).clauses[0].status == "possible"
        assert rules.evaluate({}, date=DATE).clauses[0].status == "possible"


def test_a_moment_is_no_day(rules):
    with pytest.raises(TypeError, match="date"):
        rules.evaluate(SOUND, date=datetime.datetime(2024, 12, 1))
    with pytest.raises(TypeError, match="date"):
        rules.evaluate(SOUND | {"prizes": [prize(day=datetime.datetime(2024, 6, 1))]}, date=DATE)


def test_json_and_dict_mean_the_same(rules):
    facts = SOUND | {"prizes": [{"id": "A", "grade": "gold", "date": "2024-06-01"}]}
    by_dict = rules.evaluate(facts, date=DATE).json
    assert rules.evaluate(json.dumps(facts), date=DATE).json == by_dict
    assert rules.evaluate(json.dumps(facts).encode(), date=DATE).json == by_dict


def test_the_closed_world_takes_lists_not_given_as_empty(rules):
    assert rules.evaluate(SOUND, date=DATE).payable.high != 0
    assert rules.evaluate(SOUND, date=DATE, closed_world=True).payable.high == 0


def test_names_no_policy_knows_are_errors_or_warnings(rules):
    with pytest.raises(FactsError) as caught:
        rules.evaluate(SOUND | {"stff": 1}, date=DATE)
    assert caught.value.problems[0].severity == "error"
    result = rules.evaluate(SOUND | {"stff": 1}, date=DATE, allow_unknown_names=True)
    assert [problem.severity for problem in result.problems] == ["warning"]


def test_a_day_or_reading_that_is_none_is_an_error(rules):
    for wrong in ({"date": "2024-02-30"}, {"date": DATE, "readings": {"q": "x"}}):
        with pytest.raises(CallError) as caught:
            rules.evaluate(SOUND, **wrong)
        assert caught.value.message_zh and isinstance(caught.value, ValueError)


def test_what_cannot_be_computed_is_raised_with_the_rest():
    facts = {"costs": [{"id": "A", "paid": "2019-12-31", "amount": "1万元"}]}
    with Rules.load(ROOT / "examples/clauses/version_by_date.yaml") as rules, \
            pytest.raises(NotComputedError) as caught:
        rules.evaluate(facts, date="2022-06-01")
    evaluation = caught.value.evaluation
    failed = [clause for clause in evaluation.clauses if clause.status == "error"]
    assert failed and all(clause.amount is None for clause in failed)
    assert caught.value.problems and caught.value.problems[0].code in str(caught.value)


def test_an_amount_beyond_all_bounds_has_no_upper_end():
    with figures("number") as rules:
        payable = rules.evaluate({"value": Decimal("9" * 27)}, date=DATE).payable
    assert payable.high is None and not payable.is_exact and str(payable).startswith("from ")


def test_a_set_has_applicants(rules):
    facts = {"applicants": {"甲": SOUND | {"prizes": [prize()]}, "乙": SOUND | {"prizes": []}}}
    result = rules.evaluate(facts, date=DATE)
    assert {it.name: it.payable.low for it in result.applicants} == {"甲": 500000, "乙": 0}
    with pytest.raises(CallError, match="2 applicants"):
        result.payable


def test_the_report_is_given_in_two_languages(rules):
    result = rules.evaluate(SOUND, date=DATE)
    assert "Decision date" in result.text("en") and "中国专利奖" in result.text()
    with pytest.raises(ValueError, match="language"):
        result.text("fr")


def test_to_dict_holds_no_float():
    def floats(value):
        if isinstance(value, dict):
            return any(floats(item) for item in value.values())
        return any(map(floats, value)) if isinstance(value, list) else isinstance(value, float)
    with Rules.load(ROOT / "examples/clauses") as rules:
        found = rules.evaluate({}, date=DATE).to_dict()
        assert found["format"].startswith("jiangbu-result/") and not floats(found)


def test_without_explanation_the_amounts_are_the_same(rules):
    facts = SOUND | {"prizes": [prize(), prize("silver", name="B")]}
    brief = rules.evaluate(facts, date=DATE, explain=False)
    assert brief.applicants == rules.evaluate(facts, date=DATE).applicants
    assert len(brief.json) < len(rules.evaluate(facts, date=DATE).json)


def test_the_context_of_decimals_changes_nothing(rules):
    with decimal.localcontext() as context:
        context.prec = 2
        assert str(rules.evaluate(SOUND | {"prizes": [prize()]}, date=DATE).payable) == "500,000"
