#include "wide_population.hpp"

#include <algorithm>
#include <map>

#include "facts/append_case.hpp"
#include "oracle/random_facts.hpp"
#include "read/read_facts.hpp"

namespace jiangbu::benchmark {

namespace {

constexpr std::uint64_t seed = 20'250'601;

/// The applicants of the policy's tests, in a closed world.
std::vector<FactValue> tested_applicants(const LoadedPolicy& policy) {
  const Vocabulary& vocabulary = policy.program->model->vocabulary;
  Diagnostics diagnostics;
  std::vector<FactValue> applicants;
  for (const TestSyntax& test : policy.tests) {
    for (const auto& [name, node] : test.applicants) {
      CaseFacts facts = read_facts(node, vocabulary, {}, diagnostics);
      close_world(facts.record, vocabulary.applicant(), vocabulary);
      applicants.push_back(std::move(facts.record));
    }
  }
  return applicants;
}

}  // namespace

std::optional<Date> date_of_tests(const LoadedPolicy& policy) {
  std::map<std::string, int> tests_on;
  for (const TestSyntax& test : policy.tests) ++tests_on[test.decision_date.text];
  const auto most = std::ranges::max_element(
      tests_on, {}, [](const auto& date) { return date.second; });
  return most == tests_on.end() ? std::nullopt : Date::parse(most->first);
}

Population wide_population(const LoadedPolicy& policy, Date decision_date,
                           std::uint32_t applicants, std::uint32_t gap_rate) {
  const PolicyModel& model = *policy.program->model;
  const std::vector<FactValue> tested = tested_applicants(policy);
  oracle::Chance chance(seed);
  oracle::RandomFacts random(model, decision_date, chance);
  PopulationLayout layout;
  add_facts(layout, model.vocabulary, facts_read(model));
  Population population(std::move(layout));
  CaseAppender appender(population, model.vocabulary);
  for (std::uint32_t i = 0; i < applicants; ++i) {
    CaseFacts facts;
    facts.record = tested.empty() || chance.one_in(4)
                       ? random.complete()
                       : random.completed(random.with_gaps(chance.of(tested)));
    if (gap_rate != 0 && chance.one_in(gap_rate)) {
      facts.record = random.with_gaps(std::move(facts.record));
    }
    appender.append(facts);
  }
  population.build_index();
  return population;
}

}  // namespace jiangbu::benchmark
