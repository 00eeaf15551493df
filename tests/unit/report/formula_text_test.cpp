#include "report/formula_text.hpp"

#include <doctest/doctest.h>

namespace jiangbu {

namespace {

const Wording zh(Language::zh);
const Wording en(Language::en);

}  // namespace

TEST_CASE("formula: signs are made readable outside of quotes only") {
  CHECK_EQ(formula_text("a >= 1 and b != \"x>=y\" or c <= 2", {}, en),
           "a ≥ 1 and b ≠ \"x>=y\" or c ≤ 2");
}

TEST_CASE("formula: the longest name is replaced, and never a part of a word") {
  const std::vector<Name> names = {{"kind", {"类别", "class"}},
                                   {"p.kind", {"类型", "type"}},
                                   {"\"a\"", {"甲", "first"}}};
  CHECK_EQ(formula_text("p.kind = \"a\" and kind = \"b\"", names, en),
           "type = first and class = \"b\"");
  CHECK_EQ(formula_text("kind_of + mankind + kind.part", names, en),
           "kind_of + mankind + kind.part");
  CHECK_EQ(formula_text("p.kind = \"a\" and kind = \"b\"", names, zh),
           "类型 = 甲 且 类别 = \"b\"");
}

TEST_CASE("formula: two things under one title are told apart by whose they are") {
  const Bilingual issued = {"颁发日", "issued on"};
  const std::vector<Name> two = {{"a.date", issued}, {"b.date", issued}};
  CHECK_EQ(formula_text("a.date <= b.date", two, en), "issued on (a) ≤ issued on (b)");
  CHECK_EQ(formula_text("a.date <= b.date", two, zh), "颁发日（a） ≤ 颁发日（b）");
  const std::vector<Name> one = {{"a.date", issued}, {"docs[1].date", issued}};
  CHECK_EQ(formula_text("a.date > 1", one, en), "issued on > 1");
}

TEST_CASE("formula: amounts and dates read as elsewhere in the report") {
  CHECK_EQ(formula_text("a >= 10000000元 + 2000万元", {}, zh),
           "a ≥ 1,000万元 + 2,000万元");
  CHECK_EQ(formula_text("a >= 0.5亿元", {}, en), "a ≥ CNY 50,000,000");
  CHECK_EQ(formula_text("a < @\"2024-05-09\"", {}, en), "a < 2024-05-09");
  CHECK_EQ(formula_text("a2 < 1.5", {}, en), "a2 < 1.5");
}

TEST_CASE("formula: the and between two bounds is not the and between conditions") {
  CHECK_EQ(formula_text("a between 1 and 2 and b", {}, zh), "a 介于 1 与 2 且 b");
}

TEST_CASE("formula: broken text is carried through") {
  CHECK_EQ(formula_text("a = \"open", {}, en), "a = \"open");
  CHECK_EQ(formula_text("@\"", {}, en), "@\"");
  CHECK_EQ(formula_text("", {}, en), "");
}

TEST_CASE("value: amounts, ranges, lists and titles") {
  CHECK_EQ(value_text("10000000元", {}, zh), "1,000万元");
  CHECK_EQ(value_text("10000000元", {}, en), "CNY 10,000,000");
  CHECK_EQ(value_text("10000元..20000元", {}, zh), "1万–2万元");
  CHECK_EQ(value_text("0元..", {}, en), "CNY 0 or more");
  CHECK_EQ(value_text("1..2", {}, zh), "1–2");
  CHECK_EQ(value_text("..5", {}, en), "up to 5");
  CHECK_EQ(value_text("[1]", {}, en), "1 item");
  CHECK_EQ(value_text("[3..]", {}, zh), "至少3项");
  CHECK_EQ(value_text("?", {}, zh), "未知");
  CHECK_EQ(value_text("true", {}, zh), "是");
  CHECK_EQ(value_text("\"a..b\"", {}, en), "\"a..b\"");
  CHECK_EQ(value_text("\"a\"", {{"\"a\"", {"甲", "first"}}}, zh), "甲");
  CHECK_EQ(value_text("500 CHF", {}, zh), "500 CHF");
}

}  // namespace jiangbu
