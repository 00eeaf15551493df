// What rules say of themselves to user interfaces.
#include "report/description.hpp"

#include <doctest/doctest.h>

#include "policy_text.hpp"

using namespace jiangbu;

namespace {

std::string described(const std::vector<std::string>& policies) {
  std::vector<test::CompiledText> compiled;
  std::vector<const Program*> programs;
  compiled.reserve(policies.size());
  for (const std::string& policy : policies) {
    compiled.push_back(test::compile_text(policy));
    REQUIRE_MESSAGE(compiled.back().program, compiled.back().rendered());
  }
  for (const test::CompiledText& one : compiled) programs.push_back(&*one.program);
  return to_description(programs);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

std::string grades(const std::string& id, const std::string& values) {
  return "policy: " + id + R"(
title: {zh: 政策, en: policy}
status: draft
enums: {grade: {values: {)" +
         values + R"(}}}
facts:
  grade: {type: grade}
  staff: {type: integer, min: 0}
clauses: {A: {when: staff > 5, award: 1万元}}
)";
}

}  // namespace

TEST_CASE(
    "a fact is described with its type, its bounds in its unit, and what is assumed") {
  const std::string text = described({R"(
policy: p
title: {zh: 政策, en: policy}
status: draft
facts:
  revenue: {type: money, unit: 万元, min: 0元, max: 5亿元, assume: 3万元, changeable: true, question: {zh: 收入多少, en: how much}}
  left: {type: date, optional: true}
  seats: {type: list of region, assume: []}
  stay: {type: period}
  double: {type: money, formula: revenue * 2}
clauses: {A: {when: revenue > 1元, award: 1万元}}
)"});
  CHECK(has(text, R"("question":{"zh":"收入多少","en":"how much"},"type":"money",)"
                  R"("currency":"CNY","unit":"万元","min":"0","max":"50000",)"
                  R"("changeable":true,"assumed":"30000元"})"));
  CHECK(has(text, R"("type":"date","optional":true})"));
  CHECK(has(text, R"("type":"list","element":{"type":"region"},"assumed":"[]"})"));
  CHECK(has(text, R"("type":"period","element":{"type":"date"}})"));
  CHECK(has(text, R"("currency":"CNY","unit":"元","derived":true})"));
}

TEST_CASE("a policy names the facts and fields of records that it reads, and no others") {
  const std::string text = described({R"(
policy: p
title: {zh: 政策, en: policy}
status: draft
entities: {mark: {key: id, fields: {id: {type: text}, fee: {type: money}, kind: {type: text}}}}
facts:
  marks: {type: list of mark}
  staff: {type: integer}
clauses: {A: {award: sum(marks.fee)}}
)"});
  CHECK(has(text, R"("reads":["marks"],"reads_of_records":[{"record":"mark",)"
                  R"("fields":["fee"]}])"));
  CHECK(has(text, R"({"name":"mark","title")"));
  CHECK(has(text, R"("key":"id","fields":[{"name":"id")"));
}

TEST_CASE("readings come with their options and default, and are no enums of facts") {
  const std::string text = described({R"(
policy: p
title: {zh: 政策, en: policy}
status: draft
readings:
  rate: {default: low, options: {low: {title: {zh: 低, en: low}, reason: {zh: 字面, en: words}}, high: {reason: {zh: 目的, en: aim}}}}
facts: {staff: {type: integer}}
clauses: {A: {payer: {by reading: rate, low: city, high: {city: 0.5, county: 0.5}}, award: {by reading: rate, low: staff * 1元, high: staff * 2元}}}
)"});
  CHECK(has(text, R"("default":"low","options":[{"name":"low","title":{"zh":"低",)"
                  R"("en":"low"},"reason":{"zh":"字面","en":"words"}})"));
  CHECK(has(text,
            R"("payers_by":"rate","payers_under":[{"option":"low","payers":)"
            R"([{"payer":"city","share":"1"}]},{"option":"high","payers":)"
            R"([{"payer":"city","share":"0.5"},{"payer":"county","share":"0.5"}]}])"));
  CHECK_FALSE(has(text, R"("enums")"));
}

TEST_CASE("what two policies know alike is described once") {
  const std::string text =
      described({grades("p", "a: {}, b: {}"), grades("q", "a: {}, b: {}")});
  CHECK(count(text, R"({"name":"staff")") == 1);
  CHECK(count(text, R"("values":[)") == 1);
  CHECK_FALSE(has(text, R"("policies":["p")"));
}

TEST_CASE("what two policies know differently is described for each") {
  const std::string text = described({grades("p", "a: {}"), grades("q", "b: {}")});
  CHECK(has(text, R"~("of":"grade (p)","policies":["p"]})~"));
  CHECK(has(text, R"~("of":"grade (q)","policies":["q"]})~"));
  CHECK(has(text, R"~({"name":"grade (p)")~"));
  CHECK(has(text, R"~({"name":"grade (q)")~"));
  CHECK(count(text, R"({"name":"staff")") == 1);
}
