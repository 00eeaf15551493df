// population_random POLICIES APPLICANTS: random policies over populations of random
// applicants; each applicant must get what it gets alone, to the fen.
// In: JIANGBU_SEED in the environment, or the fixed seed. Out: a summary, or the fault.
#include <fmt/core.h>

#include <cstdlib>
#include <map>
#include <memory>

#include "batch/evaluate_population.hpp"
#include "batch/plan.hpp"
#include "evaluate/advice.hpp"
#include "evaluate/case_evaluation.hpp"
#include "facts/append_case.hpp"
#include "oracle/policy_source.hpp"
#include "oracle/random_facts.hpp"
#include "oracle/random_policy.hpp"

namespace jiangbu::oracle {

namespace {

/// Total, then amounts by clause; empty: could not be computed.
using Amounts = std::vector<FenRange>;

Amounts amounts_of(CaseEvaluation& evaluation) {
  if (evaluation.failure() != nullptr) return {};
  const CaseAmounts of = evaluation.case_amounts();
  Amounts amounts{of.total};
  amounts.insert(amounts.end(), of.clauses.begin(), of.clauses.end());
  return amounts;
}

bool same(const Amounts& a, const Amounts& b) {
  return std::ranges::equal(a, b, [](const FenRange& x, const FenRange& y) {
    return x.low == y.low && x.high == y.high;
  });
}

std::string text_of(const Amounts& amounts) {
  std::string text = amounts.empty() ? "none" : "";
  for (const FenRange& fen : amounts) text += fmt::format(" {}..{}", fen.low, fen.high);
  return text;
}

struct Count {
  std::size_t applicants = 0;
  std::size_t policies = 0;
  std::size_t with_plan = 0;
  std::uint64_t one_by_one = 0;
  std::uint64_t completed = 0;
  std::size_t paid = 0;
  std::map<std::string, std::size_t> obstacles;  // policies without plan
};

/// "C2: divide: n1 / 3" is a matter of "divide".
std::string kind_of(const std::string& obstacle) {
  const bool in_clause = obstacle.size() > 3 && obstacle[0] == 'C' && obstacle[2] == ':';
  const std::string what = in_clause ? obstacle.substr(4) : obstacle;
  return what.substr(0, what.find(':'));
}

class PopulationCheck {
 public:
  PopulationCheck(Program program, PopulationOptions options)
      : program_(std::move(program)), options_(std::move(options)) {}

  void add(CaseFacts facts) { cases_.push_back(std::move(facts)); }

  /// What is wrong; empty: nothing.
  std::string run(Count& count) {
    const PolicyModel& model = *program_.model;
    const Population population =
        population_of(cases_, model.vocabulary, facts_read(model));
    evaluate_alone();
    for (const auto& [threads, rows] :
         std::vector<std::pair<unsigned, std::uint32_t>>{{1, 1024}, {2, 7}, {2, 1}}) {
      options_.threads = threads;
      options_.chunk_rows = rows;
      std::string fault = compare(population, count);
      if (!fault.empty()) return fault;
    }
    count.applicants += cases_.size();
    return {};
  }

 private:
  void evaluate_alone() {
    CaseOptions options;
    options.decision_date = options_.decision_date;
    options.readings = options_.readings;
    options.explain = false;
    if (!program_.model->across.empty()) {
      for (auto& evaluation : evaluate_set(program_, cases_, options)) {
        expected_.push_back(amounts_of(*evaluation));
      }
      return;
    }
    for (const CaseFacts& facts : cases_) {
      CaseEvaluation evaluation(program_, facts, options);
      narrow_by_cases(program_, facts, options, evaluation);
      expected_.push_back(amounts_of(evaluation));
    }
  }

  std::string compare(const Population& population, Count& count) {
    std::vector<Amounts> found(cases_.size());
    const PopulationTotals totals = evaluate_population(
        program_, population, options_, [&](unsigned, const ChunkAmounts& chunk) {
          for (std::uint32_t i = 0; i < chunk.rows; ++i) {
            Amounts& amounts = found[chunk.first + i];
            amounts.push_back({chunk.low[i], chunk.high[i]});
            for (const auto& clause : chunk.clauses) {
              amounts.push_back({clause.low[i], clause.high[i]});
            }
          }
        });
    for (const auto& [applicant, problem] : totals.failed) found[applicant].clear();
    Int128 low = 0;
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (!same(found[i], expected_[i])) {
        return fmt::format(
            "{}\nalone:   {}\ntogether:{}\n",
            facts_yaml(cases_[i].record, program_.model->vocabulary.applicant(),
                       program_.model->vocabulary),
            text_of(expected_[i]), text_of(found[i]));
      }
      if (!expected_[i].empty()) low += expected_[i][0].low;
    }
    if (!totals_alone_are_the_same(population)) return "totals alone differ\n";
    const PopulationTotals sums = evaluate_population(program_, population, options_);
    if (sums.all.low != low || totals.all.low != low) return "totals differ\n";
    for (std::size_t c = 0; c < sums.clauses.size(); ++c) {
      if (sums.clauses[c].low != totals.clauses[c].low ||
          sums.clauses[c].high != totals.clauses[c].high ||
          sums.clauses[c].applicants != totals.clauses[c].applicants) {
        return "totals of clauses differ\n";
      }
    }
    if (options_.threads == 1) {
      count.one_by_one += totals.one_by_one;
      count.completed += totals.completed;
      count.with_plan += totals.obstacle.empty() ? 1U : 0U;
      if (!totals.obstacle.empty()) ++count.obstacles[kind_of(totals.obstacle)];
      count.paid += totals.all.applicants;
    }
    return {};
  }

  /// Nothing is asked of single clauses: another plan.
  bool totals_alone_are_the_same(const Population& population) const {
    std::vector<std::int64_t> low(cases_.size());
    std::vector<std::int64_t> high(cases_.size());
    PopulationOptions options = options_;
    options.by_clause = options.clause_totals = false;
    options.low = low.data();
    options.high = high.data();
    evaluate_population(program_, population, options);
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      const FenRange expected = expected_[i].empty() ? FenRange{} : expected_[i].front();
      if (low[i] != expected.low || high[i] != expected.high) return false;
    }
    return true;
  }

  Program program_;
  PopulationOptions options_;
  std::vector<CaseFacts> cases_;
  std::vector<Amounts> expected_;
};

std::string check_policy(std::uint64_t seed, std::size_t applicants, Count& count) {
  Chance chance(seed);
  const RandomPolicy policy = random_policy(chance);
  const PolicySource source = read_policy_source(policy.text());
  if (!source.findings.empty()) return source.findings;
  PopulationOptions options;
  options.decision_date =
      Date::parse(chance.word({"2024-06-01", "2024-02-29", "2025-12-31", "2023-03-01"}))
          .value();
  for (const Reading& reading : source.model.readings) {
    options.readings.push_back(
        static_cast<std::uint32_t>(chance.below(reading.options.size())));
  }
  RandomFacts facts(source.model, options.decision_date, chance);
  PopulationCheck check(compile(source.model), options);
  // Sets that depend on each other are held in memory, and compared pair by pair where
  // something is open.
  const std::size_t size = source.model.across.empty() ? applicants : 12;
  for (std::size_t i = 0; i < size; ++i) {
    CaseFacts one;
    one.applicant = std::to_string(i);
    one.record = facts.complete();
    if (chance.one_in(8)) {
      one.record = facts.with_gaps(std::move(one.record));
    } else if (chance.one_in(4)) {
      one.record = facts.with_few_gaps(std::move(one.record));
    }
    check.add(std::move(one));
  }
  ++count.policies;
  const std::string fault = check.run(count);
  if (fault.empty()) return {};
  return fmt::format("seed {}, on {}\n{}\n{}", seed, options.decision_date.to_string(),
                     fault, policy.text());
}

}  // namespace

}  // namespace jiangbu::oracle

int main(int count, char** arguments) {
  using namespace jiangbu::oracle;
  std::uint64_t seed = 20'250'601;
  if (const char* given = std::getenv("JIANGBU_SEED")) seed = std::stoull(given);
  const std::size_t policies = count > 1 ? std::stoul(arguments[1]) : 50;
  const std::size_t applicants = count > 2 ? std::stoul(arguments[2]) : 200;
  Count done;
  for (std::size_t p = 0; p < policies; ++p) {
    const std::string fault = check_policy(seed + p, applicants, done);
    if (fault.empty()) continue;
    fmt::print("{}", fault);
    return 1;
  }
  fmt::print(
      "seed {}: {} applicants of {} policies, {} of these over columns; {} times paid, "
      "{} "
      "applicants completed, {} one by one\n",
      seed, done.applicants, done.policies, done.with_plan, done.paid, done.completed,
      done.one_by_one);
  for (const auto& [obstacle, policies_with] : done.obstacles) {
    fmt::print("  {} policies: {}\n", policies_with, obstacle);
  }
  return 0;
}
