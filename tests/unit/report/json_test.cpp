#include "report/json.hpp"

#include <doctest/doctest.h>

#include "result_parts.hpp"
#include "sample_result.hpp"

namespace jiangbu {

using namespace report_test;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string json_of(const ClauseResult& clause) {
  CaseResult result;
  result.decision_date = day("2024-06-01");
  result.policies.emplace_back().clauses = {clause};
  return to_json(result, false);
}

}  // namespace

TEST_CASE("json: one case and a set of one are the same bytes") {
  const CaseResult sample = sample_result();
  CHECK_EQ(to_json(sample, false), to_json(std::vector{sample}, false));
}

TEST_CASE("json: a set keeps its order, an empty set has no cases") {
  CaseResult first;
  first.applicant = "乙";
  CaseResult second;
  second.applicant = "甲";
  const std::string text = to_json(std::vector{first, second}, false);
  CHECK_LT(text.find("乙"), text.find("甲"));
  CHECK_EQ(to_json(std::vector<CaseResult>{}, false),
           "{\"format\":\"jiangbu-result/2\",\"engine\":\"0.1.0\",\"cases\":[]}");
}

TEST_CASE("json: an amount is decimal text in yuan, without a bound high is null") {
  ClauseResult due = clause("A", {"甲", "a"}, "", LineStatus::due, {Money{1234567}, {}});
  CHECK(contains(json_of(due), "\"amount\":{\"low\":\"12345.67\",\"high\":null}"));
  due.amount = exactly(30000);
  CHECK(contains(json_of(due), "\"amount\":{\"low\":\"30000\",\"high\":\"30000\"}"));
}

TEST_CASE("json: an amount that is not stated is null and never 0") {
  for (const LineStatus status :
       {LineStatus::unspecified, LineStatus::delegated, LineStatus::error}) {
    ClauseResult silent = clause("A", {"甲", "a"}, "", status, exactly(0));
    silent.lines = {line("", "", status, exactly(0))};
    const std::string text = json_of(silent);
    const std::size_t clauses = text.find("\"clauses\"");
    const std::string inside = text.substr(clauses, text.find("\"totals\"") - clauses);
    CAPTURE(name_of(status));
    CHECK(contains(inside, "\"amount\":null"));
    CHECK_FALSE(contains(inside, "computed"));
    CHECK_FALSE(contains(inside, "\"0\""));
  }
}

TEST_CASE("json: both languages of a title are there even when one is empty") {
  const ClauseResult untranslated =
      clause("A", {"甲", ""}, "", LineStatus::due, exactly(1));
  CHECK(contains(json_of(untranslated), "\"title\":{\"zh\":\"甲\",\"en\":\"\"}"));
}

TEST_CASE("json: bad UTF-8 in a name still gives JSON") {
  CaseResult result;
  result.applicant = "a\xff\"";
  CHECK(contains(to_json(result, false), "\"applicant\":\"a\xEF\xBF\xBD\\\"\""));
}

}  // namespace jiangbu
