"""Input that is wrong on purpose: an exception, never a crash; and HTML that is harmless."""
import html.parser

import pytest
from conftest import DATE, SOUND

from jiangbu import FactsError, JiangbuError, Rules, RulesError

ATTACK = "<script>alert('x')</script>\"'><img src=x onerror=y>&amp;"


def looped():
    items = []
    items.append(items)
    return items


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}x", '{"a": 1, "a": 2}', "\x00",
                                  "\ufeff", "[" * 100000, '{"is_enterprise": ' + "9" * 10000 + "}"])
def test_text_that_is_no_facts_is_an_error(rules, text):
    with pytest.raises(FactsError):
        rules.evaluate(text, date=DATE)


def test_bytes_that_are_no_utf_8_are_an_error(rules):
    with pytest.raises(FactsError):
        rules.evaluate(b'{"is_enterprise": "\xff\xfe"}', date=DATE)


@pytest.mark.parametrize("value", [looped(), object(), {1: 2}, {1}, b"x", 1j, lambda: 0, "\ud800"])
def test_values_that_are_no_facts_are_refused(rules, value):
    with pytest.raises((TypeError, ValueError)):
        rules.evaluate({"is_enterprise": value}, date=DATE)


@pytest.mark.parametrize("facts", [None, 1, [], object()])
def test_facts_that_are_no_mapping_are_refused(rules, facts):
    with pytest.raises(TypeError, match="facts are"):
        rules.evaluate(facts, date=DATE)


@pytest.mark.parametrize("date", ["", "today", "2024-12-01\x00", "9" * 1000000])
def test_days_that_are_none_are_refused(rules, date):
    with pytest.raises(JiangbuError):
        rules.evaluate(SOUND, date=date)


@pytest.mark.parametrize("texts", [{"": ""}, {"a": "\x00"}, {"a.yaml": "x: " + "[" * 100000},
                                   {"a.yaml": "&a [*a, *a]"}, {"a\x00b": "policy: x"}])
def test_texts_that_are_no_rules_are_an_error(texts):
    with pytest.raises(RulesError):
        Rules.from_texts(texts)


def test_names_with_zeros_keep_them(rules):
    with pytest.raises(FactsError, match="a\\\\?.*b"):
        rules.evaluate({"a\x00b": 1}, date=DATE)


class Tags(html.parser.HTMLParser):
    """Every tag and attribute of a text."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found |= {tag, *(name for name, _ in attributes)}

    def handle_data(self, data):
        self.text += data


def test_html_is_harmless_whatever_the_texts_say():
    quoted = '"' + ATTACK.replace('"', '\\"') + '"'
    policy = f"""
policy: attack
version: "1"
title: {{zh: {quoted}, en: {quoted}}}
status: in force
clauses:
  A:
    title: {{zh: {quoted}, en: {quoted}}}
    cite: {quoted}
    award: 1万元
"""
    with Rules.from_texts({"a.yaml": policy}) as rules:
        page = Tags(rules.evaluate({"applicants": {ATTACK: {}}}, date=DATE)._repr_html_())
    assert page.found <= {"div", "p", "strong", "table", "thead", "tbody", "tr", "th", "td",
                          "style", "title"}
    assert page.text.count(ATTACK) == 3  # name, title, cite
