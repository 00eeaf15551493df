#include "report/proof_text.hpp"

#include <doctest/doctest.h>

#include "result_parts.hpp"

namespace jiangbu {

using namespace report_test;

namespace {

using Kind = ProofKind;

const Wording zh(Language::zh);
const Wording en(Language::en);

std::string only(const std::vector<ProofLine>& lines) {
  REQUIRE_EQ(lines.size(), 1);
  CHECK_EQ(lines[0].depth, 0);
  return lines[0].text;
}

std::string why_not(const ProofNode& node, const Wording& say = en) {
  return only(explain({node}, Truth::no, say));
}

}  // namespace

TEST_CASE("proof: a comparison shows the value and what was needed") {
  const ProofNode node =
      leaf(Truth::no, "count(marks) >= 2", {{"count(marks)", "1"}}, {}, "三(一)3");
  CHECK_EQ(why_not(node), "count(marks) = 1, needed ≥ 2 (三(一)3)");
  CHECK_EQ(why_not(node, zh), "项数(marks) = 1，要求 ≥ 2（三(一)3）");
}

TEST_CASE("proof: a day outside the window says which day, and what was needed") {
  const ProofNode node =
      node_of(Kind::window, Truth::no, "applied <= @\"2024-03-31\"",
              {{"applied", "2024-04-01"}, {"@\"2024-03-31\"", "2024-03-31"}},
              {"申报期截止", "end of the window"});
  CHECK_EQ(why_not(node), "end of the window: applied = 2024-04-01, needed ≤ 2024-03-31");
  CHECK_EQ(why_not(node, zh), "申报期截止：applied = 2024-04-01，要求 ≤ 2024-03-31");
}

TEST_CASE("proof: the title stands in front") {
  const ProofNode node = leaf(Truth::no, "kind = \"agency\"", {{"kind", "enterprise"}},
                              {"限代理机构", "agencies only"}, "三");
  CHECK_EQ(why_not(node), "agencies only (三): kind = enterprise, needed \"agency\"");
}

TEST_CASE("proof: with several values the formula and the values stand apart") {
  const ProofNode node = leaf(Truth::no, "a + b >= 3", {{"a", "1"}, {"b", "1"}});
  CHECK_EQ(why_not(node), "needed a + b ≥ 3; actual a = 1, b = 1");
  const ProofNode two = leaf(Truth::no, "a > 1 and b > 1", {{"a", "1"}});
  CHECK_EQ(why_not(two), "needed a > 1 and b > 1; actual a = 1");
}

TEST_CASE("proof: a bare fact is said once, truths in the language of the report") {
  const ProofNode node = leaf(Truth::no, "has_lab", {{"has_lab", "false"}});
  CHECK_EQ(why_not(node), "has_lab = no");
  CHECK_EQ(why_not(node, zh), "has_lab = 否");
}

TEST_CASE("proof: of all, only the parts that failed are reasons") {
  const ProofNode node = group(Kind::all, Truth::no,
                               {leaf(Truth::yes, "a"), leaf(Truth::unknown, "b"),
                                leaf(Truth::no, "c", {{"c", "1"}})});
  CHECK_EQ(why_not(node), "c = 1");
}

TEST_CASE("proof: of any, all parts are reasons under one lead") {
  const ProofNode node = group(
      Kind::any, Truth::no,
      {leaf(Truth::no, "a", {{"a", "false"}}), leaf(Truth::no, "b", {{"b", "false"}})});
  const std::vector<ProofLine> lines = explain({node}, Truth::no, en);
  CHECK_EQ(lines,
           std::vector<ProofLine>{
               {0, "One of these is needed, none holds:"}, {1, "a = no"}, {1, "b = no"}});
}

TEST_CASE("proof: under not, what holds is the reason") {
  const ProofNode node = group(Kind::not_, Truth::no,
                               {leaf(Truth::yes, "dishonest", {{"dishonest", "true"}})});
  CHECK_EQ(why_not(node), "dishonest must not hold");
  const ProofNode twice =
      group(Kind::not_, Truth::no,
            {group(Kind::not_, Truth::yes, {leaf(Truth::no, "a >= 2", {{"a", "1"}})})});
  CHECK_EQ(why_not(twice), "a = 1, needed ≥ 2");
}

TEST_CASE("proof: an open leaf names the facts that are missing") {
  const ProofNode node = unknown_leaf("revenue > 0", {"revenue"}, {"营收", "revenue"});
  CHECK_EQ(only(explain({node}, Truth::unknown, en)), "revenue: not given: revenue");
}

TEST_CASE("proof: an exclusion demands nothing of its formula") {
  const ProofNode node =
      node_of(Kind::exclusion, Truth::yes, "p.abnormal", {{"p.abnormal", "true"}},
              {"非正常申请", "abnormal application"});
  CHECK_EQ(only(explain({node}, Truth::yes, en)),
           "abnormal application: p.abnormal = yes");
  CHECK_EQ(whole_proof({node}, en)[0].text,
           "[yes] Exclusion: abnormal application: p.abnormal = yes");
}

TEST_CASE("proof: a group that does not say why is still named") {
  CHECK_EQ(why_not(group(Kind::all, Truth::no, {}, {"规模", "scale"})), "scale");
}

TEST_CASE("proof: the whole proof shows every node with its truth") {
  const ProofNode node =
      group(Kind::all, Truth::no, {leaf(Truth::yes, "a"), leaf(Truth::no, "b")});
  CHECK_EQ(whole_proof({node}, zh),
           std::vector<ProofLine>{
               {0, "[否] 全部满足"}, {1, "[是] 要求 a"}, {1, "[否] 要求 b"}});
}

TEST_CASE("proof: the same reason is given once") {
  const ProofNode node = leaf(Truth::no, "kind in (\"a\", \"b\")", {{"kind", "\"c\""}});
  CHECK_EQ(only(explain({group(Kind::any, Truth::no, {node})}, Truth::no, en)),
           "kind = \"c\", needed one of \"a\", \"b\"");
  CHECK_EQ(explain({node, node}, Truth::no, en).size(), 1);
}

TEST_CASE("proof: titles stand for names, and days for bounds without a title") {
  ProofNode node = leaf(
      Truth::no, "l.date between from_day and to_day",
      {{"l.date", "2022-11-18"}, {"from_day", "2024-05-09"}, {"to_day", "2025-03-31"}});
  node.names = {{"l.date", {"列入日", "date of listing"}}};
  CHECK_EQ(why_not(node),
           "date of listing = 2022-11-18, needed between 2024-05-09 and 2025-03-31");
  CHECK_EQ(why_not(node, zh), "列入日 = 2022-11-18，要求 介于 2024-05-09 与 2025-03-31");
}

TEST_CASE("proof: the bounds of an unknown day are shown as days") {
  const ProofNode node = unknown_leaf(
      "l.date between from_day and to_day", {"l.date"}, {},
      {{"l.date", "?"}, {"from_day", "2024-05-09"}, {"to_day", "2025-03-31"}});
  CHECK_EQ(only(explain({node}, Truth::unknown, en)),
           "needed l.date between 2024-05-09 and 2025-03-31; not given: l.date");
}

TEST_CASE("proof: behind a title the length of a list says nothing") {
  const ProofNode node = leaf(Truth::no, "some x in items satisfies x.ok",
                              {{"items", "[1]"}}, {"有效", "one is valid"});
  CHECK_EQ(why_not(node), "one is valid");
  CHECK_EQ(
      whole_proof({node}, en)[0].text,
      "[no] one is valid: needed some x in items satisfies x.ok; actual items = 1 item");
}

TEST_CASE("proof: an operand is not replaced by its value") {
  const ProofNode node = leaf(Truth::no, "a + b >= 3", {{"a", "1"}, {"b", "1"}});
  CHECK_EQ(why_not(node, zh), "要求 a + b ≥ 3；实际 a = 1、b = 1");
}

TEST_CASE("proof: a region is needed within another") {
  ProofNode node =
      leaf(Truth::no, "within(region, \"2103\")", {{"region", "\"140403\""}});
  node.names = {{"region", {"注册登记地", "seat"}},
                {"\"2103\"", {"鞍山市", "Anshan"}},
                {"\"140403\"", {"潞州区", "Luzhou"}}};
  CHECK_EQ(why_not(node), "seat = Luzhou, needed within Anshan");
  CHECK_EQ(why_not(node, zh), "注册登记地 = 潞州区，要求 位于鞍山市");
}

TEST_CASE(
    "proof: a missing fact is called by its title, and by its item if that is another") {
  ProofNode node = unknown_leaf("x.own", {"x[2].own"}, {"本人申请", "own filing"});
  node.names = {{"x[2].own", {"名义", "own name"}, "WO-2"}};
  CHECK_EQ(only(explain({node}, Truth::unknown, en)),
           "own filing: not given: own name (WO-2)");
  CHECK_EQ(only(explain({node}, Truth::unknown, en, "WO-2")),
           "own filing: not given: own name");
}

TEST_CASE("proof: the whole proof keeps the formula behind a title") {
  const ProofNode node = unknown_leaf("revenue > 0", {"revenue"}, {"营收", "revenue"});
  CHECK_EQ(whole_proof({node}, en)[0].text,
           "[unknown] revenue: needed revenue > 0; not given: revenue");
}

}  // namespace jiangbu
