// A policy, applicants at random and the questions the tests of budgets share.
// In: nothing. Out: Programs, CaseFacts, BudgetRequests. Never: opens a file.
#pragma once

#include <doctest/doctest.h>

#include <random>

#include "budget/estimate_budget.hpp"
#include "population_text.hpp"

namespace jiangbu::test {

inline const char* const vocabulary = R"(
enums:
  grade: {values: {first: {zh: 一, en: first}, second: {zh: 二, en: second}}, title: {zh: 等, en: grade}}
  size: {values: {small: {zh: 小, en: small}, large: {zh: 大, en: large}}, title: {zh: 型, en: size}}
regions:
  "14": {zh: 山西省, en: Shanxi}
  "1404": {zh: 长治市, en: Changzhi}
  "140403": {zh: 潞州区, en: Luzhou}
  "140423": {zh: 襄垣县, en: Xiangyuan}
entities:
  prize:
    fields:
      grade: {type: grade}
      cost: {type: money}
facts:
  kind: {type: size}
  region: {type: region}
  applied: {type: date}
  score: {type: number}
  certified: {type: boolean}
  prizes: {type: list of prize}
)";

inline const char* const clauses = R"(
parameters:
  first_prize: {value: 5万元}
readings:
  stage:
    default: early
    options: {early: {}, late: {}}
clauses:
  PRIZE:
    payer: {city: 0.6, county: 0.4}
    departments: [市场局, 财政局]
    for each: p in prizes
    award: {by: p.grade, amounts: {first: first_prize, second: 1万元}}
    stacking: [{cap: {at most: 6万元}}]
  PROJECT:
    payer: city
    when: certified
    award: 5-10万元
  COST:
    payer: city
    for each: p in prizes
    when: {by reading: stage, early: p.cost > 100元, late: p.cost > 5000元}
    award: 33% * p.cost
  ADVICE:
    payer: county
    when: kind = "large"
    award: unspecified
)";

inline Program policy(const std::string& status = "in force") {
  return program_of(std::string(vocabulary) + clauses, status);
}

/// Applicants at random, some of whose facts are not known.
inline std::vector<CaseFacts> random_applicants(const Program& program,
                                                std::uint32_t count, unsigned seed,
                                                bool open = true) {
  std::mt19937 random(seed);
  const auto upto = [&](std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random);
  };
  std::vector<CaseFacts> applicants;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::string yaml = "kind: " + std::string(upto(3) == 0 ? "large" : "small") +
                       "\nregion: \"" + (upto(1) == 0 ? "140403" : "140423") +
                       "\"\napplied: 2025-0" + std::to_string(1 + upto(8)) + "-1" +
                       std::to_string(upto(9)) + "\nscore: " + std::to_string(upto(99)) +
                       "\n";
    if (!open || upto(9) > 0) {
      yaml += "certified: " + std::string(upto(1) == 0 ? "true" : "false") + "\n";
    }
    yaml += "prizes:";
    const std::uint32_t prizes = upto(4);
    if (prizes == 0) yaml += " []";
    for (std::uint32_t p = 0; p < prizes; ++p) {
      yaml += "\n  - {grade: " + std::string(upto(2) == 0 ? "first" : "second") +
              ", cost: " + std::to_string(upto(9000)) + "." +
              std::to_string(10 + upto(89)) + "元}";
    }
    applicants.push_back(facts_of(program, yaml + "\n"));
    applicants.back().applicant = "a" + std::to_string(i);
  }
  return applicants;
}

inline BudgetRequest request_for(const Program& program, const Population& population) {
  BudgetRequest request;
  request.decision_date = Date::parse("2025-06-30").value();
  request.population = &population;
  request.programs = {std::make_shared<const Program>(program)};
  return request;
}

inline const ClauseEstimate& clause(const Book& book, const std::string& id) {
  for (const ClauseEstimate& one : book.clauses) {
    if (one.id == id) return one;
  }
  FAIL("no clause " << id);
  return book.clauses.front();
}

inline const EstimateRow& row(const std::vector<EstimateRow>& rows,
                              const std::string& key) {
  for (const EstimateRow& one : rows) {
    if (one.key == key) return one;
  }
  FAIL("no row " << key);
  return rows.front();
}

inline Decimal percent(std::uint32_t value) {
  return Decimal::from_parts(false, value, -2);
}

inline UncertainShare surely(std::uint32_t value) {
  return {percent(value), percent(value), percent(value)};
}

inline bool same(Int128 a, Int128 b) { return a == b; }

}  // namespace jiangbu::test
