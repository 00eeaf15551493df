"""Populations from NumPy, pandas and Arrow."""
import datetime
import gc
from decimal import Decimal

import numpy
import pandas
import pytest
from capsules import ArrayExporter, Exporter
from conftest import DATE, SOUND

from jiangbu import UNKNOWN, CallError, FactsError, Rules
from jiangbu.columns import column_of, table_of_mapping
from jiangbu.frames import table_of_frame

DAY = datetime.date(2024, 6, 1)
FEN = 100
# Ids, grades of the prize of each, and what each gets in yuan.
IDS = ["甲", "乙", "丙"]
GRADES = ["gold", "silver", "excellence"]
YUAN = [500000, 300000, 100000]


def applicants(count=3):
    return {"id": IDS[:count], "is_enterprise": numpy.ones(count, dtype=bool),
            "dishonest": numpy.zeros(count, dtype=bool)}


def prizes():
    return {"applicant": IDS, "id": ["A", "B", "C"], "grade": GRADES,
            "date": numpy.full(3, numpy.datetime64(DAY))}


@pytest.fixture(scope="module")
def money_rules():
    """A clause that pays what the column `value` says."""
    with Rules.from_texts({"p.yaml": """
policy: money
version: "1"
title: {zh: 钱, en: money}
status: in force
facts:
  value: {type: money, optional: true, title: {zh: 值, en: value}}
clauses:
  A:
    title: {zh: 甲, en: a}
    when: value != null
    award: value
"""}) as loaded:
        yield loaded


def paid(rules, values, **options):
    ids = [str(i) for i in range(len(values))]
    return rules.batch(None, {"applicants": {"id": ids, "value": values}}, date=DATE, **options)


def test_arrays_give_exact_amounts(rules):
    result = rules.batch("tutorial-prize", {"applicants": applicants(), "prizes": prizes()},
                         date=datetime.date(2024, 12, 1))
    assert result.ids.tolist() == IDS
    assert result.low.tolist() == result.high.tolist() == [yuan * FEN for yuan in YUAN]
    assert result.low.dtype == numpy.int64 and len(result) == 3
    assert result.report["population"] == 3


def test_frames_give_the_same(rules):
    frame = pandas.DataFrame(prizes() | {"grade": pandas.Categorical(GRADES)})
    assert frame["date"].dtype == "datetime64[ns]"
    result = rules.batch(None, {"applicants": pandas.DataFrame(applicants()), "prizes": frame},
                         date=DATE)
    table = result.to_frame()
    assert table["id"].tolist() == IDS
    assert table["low_fen"].tolist() == [yuan * FEN for yuan in YUAN]
    assert str(table["high_fen"].dtype) == "Int64"


def test_an_index_with_a_name_is_a_column(rules):
    frame = pandas.DataFrame(applicants()).set_index("id")
    result = rules.batch(None, {"applicants": frame, "prizes": prizes()}, date=DATE)
    assert result.ids.tolist() == IDS


def test_streams_of_several_batches_give_the_same_and_are_released(rules):
    parts = [table_of_mapping({name: column[part] for name, column in applicants().items()}, "")
             for part in (slice(0, 1), slice(1, 3))]
    exporter = Exporter(*parts)
    result = rules.batch(None, {"applicants": exporter, "prizes": prizes()}, date=DATE)
    assert result.low.tolist() == [yuan * FEN for yuan in YUAN]
    gc.collect()
    assert exporter.given == exporter.released == 3


def test_arrays_of_capsules_give_the_same(rules):
    exporter = ArrayExporter(table_of_mapping(applicants(), ""))
    result = rules.batch(None, {"applicants": exporter, "prizes": prizes()}, date=DATE)
    assert result.low.tolist() == [yuan * FEN for yuan in YUAN]


def test_what_a_failing_exporter_says_is_raised(rules):
    exporter = Exporter(table_of_mapping(applicants(), ""), error=b"the disk is gone")
    with pytest.raises(ValueError, match="the disk is gone"):
        rules.batch(None, {"applicants": exporter, "prizes": prizes()}, date=DATE)
    gc.collect()
    assert exporter.given == exporter.released == 2


@pytest.mark.parametrize("kind", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64",
                                  "uint64", "float32", "float64"])
def test_numbers_are_not_copied(kind):
    values = numpy.arange(10, dtype=kind)
    assert column_of("a", values).array.buffers[1] == values.ctypes.data


def test_numbers_of_frames_are_not_copied():
    frame = pandas.DataFrame({"a": numpy.arange(1000), "b": numpy.arange(1000)})
    table = table_of_frame(frame, "")
    inside = table.batches[0].children[1].contents.buffers[1]
    assert inside == frame["b"].to_numpy().ctypes.data


@pytest.mark.parametrize("values", [
    numpy.arange(20)[::2], numpy.arange(0, 20, 2, dtype=">i4"),
    numpy.arange(0, 20, 2, dtype=numpy.float16), list(range(0, 20, 2)),
    [Decimal(i) for i in range(0, 20, 2)], numpy.array([str(i) for i in range(0, 20, 2)]),
    pandas.Series(range(0, 20, 2), dtype="Int64"), pandas.Series(range(0, 20, 2), dtype="category"),
    pandas.Series([f"{i}元" for i in range(0, 20, 2)], dtype="string")])
def test_columns_of_any_layout_are_read(money_rules, values):
    assert paid(money_rules, values).low.tolist() == [i * FEN for i in range(0, 20, 2)]


@pytest.mark.parametrize("values", [
    numpy.ma.masked_array([1, 2, 3], mask=[False, True, False]), [1, None, 3], ["1", None, "3"],
    pandas.Series([1, None, 3], dtype="Int64"), pandas.Series([1.0, float("nan"), 3.0]),
    pandas.Series(["1", None, "3"], dtype="category"), numpy.array([1, None, 3], dtype=object),
    pandas.Series(["1", pandas.NA, "3"], dtype="string"),
    numpy.ma.masked_invalid([1.0, float("nan"), 3.0])])
def test_missing_values_are_not_given(money_rules, values):
    closed = paid(money_rules, values)
    assert closed.high.tolist() == [1 * FEN, 0, 3 * FEN]
    opened = paid(money_rules, values, closed_world=False)
    assert numpy.ma.getmaskarray(opened.high).tolist() == [False, True, False]
    assert opened.low.tolist() == [1 * FEN, 0, 3 * FEN]
    assert opened.to_frame()["high_fen"].isna().tolist() == [False, True, False]


def test_unknown_is_not_missing(money_rules):
    result = paid(money_rules, [1, UNKNOWN])
    assert numpy.ma.getmaskarray(result.high).tolist() == [False, True]


def test_floats_are_read_as_the_shortest_decimal(money_rules):
    result = paid(money_rules, numpy.array([0.1, 0.07, 1e15 + 0.5]))
    assert result.low.tolist() == [10, 7, 100000000000000050]


def test_nan_of_numpy_has_to_be_masked(money_rules):
    with pytest.raises(ValueError, match="masked_invalid"):
        paid(money_rules, numpy.array([1.0, float("nan")]))


def test_rows_that_are_set_aside_are_reported(money_rules):
    result = paid(money_rules, ["1元", "many"])
    assert result.ids.tolist() == ["0"]
    assert result.report["applicants_set_aside"] == 1


@pytest.mark.parametrize("values, kind", [
    ([0.5], TypeError), (numpy.zeros((2, 2)), ValueError),
    (numpy.zeros(1, dtype=complex), TypeError),
    (numpy.array([b"x"]), TypeError), (numpy.zeros(1, dtype=numpy.longdouble), TypeError),
    ({1, 2}, TypeError), ("text", TypeError), ([object()], TypeError),
    (numpy.array(["2024-01"], dtype="datetime64[M]"), TypeError),
    (pandas.Series(pandas.to_datetime(["2024-01-01"]).tz_localize("UTC")), TypeError)])
def test_columns_that_are_none_are_refused(money_rules, values, kind):
    with pytest.raises(kind):
        paid(money_rules, values)


@pytest.mark.parametrize("tables, kind, said", [
    ({"applicants": {"id": ["a"], "value": [1, 2]}}, ValueError, "different lengths"),
    ({"applicants": {1: ["a"]}}, TypeError, "no text as its name"),
    ({"applicants": 5}, TypeError, "table applicants"), ([1], TypeError, "by name"),
    ({"applicants": {"id": ["a"]}, "prises": {"id": ["a"]}}, CallError, "prises"),
    ({}, FactsError, "applicants"), ({"applicants": {}}, FactsError, "id")])
def test_tables_that_are_none_are_refused(money_rules, tables, kind, said):
    with pytest.raises(kind, match=said):
        money_rules.batch(None, tables, date=DATE)


def test_a_policy_that_is_not_there_is_an_error(money_rules):
    with pytest.raises(CallError, match="nothing-such"):
        money_rules.batch("nothing-such", {"applicants": {"id": ["a"]}}, date=DATE)


def test_amounts_outlive_their_result(money_rules):
    low = paid(money_rules, numpy.arange(100_000)).low
    gc.collect()
    assert int(low.sum()) == sum(range(100_000)) * FEN


def test_nobody_is_a_population_too(money_rules):
    result = paid(money_rules, numpy.zeros(0, dtype=numpy.int64))
    assert len(result) == 0 and result.ids.tolist() == [] and result.to_frame().empty


def test_a_population_gives_what_its_applicants_get_alone(rules):
    result = rules.batch(None, {"applicants": applicants(), "prizes": prizes()}, date=DATE,
                         threads=2)
    for id_, grade, low, high in zip(result.ids, GRADES, result.low, result.high):
        alone = rules.evaluate(SOUND | {"prizes": [{"id": id_, "grade": grade, "date": DAY}]},
                               date=DATE).payable
        assert (low, high) == (alone.low * FEN, alone.high * FEN)
