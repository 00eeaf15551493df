#include "evaluate/readings.hpp"

#include <algorithm>

namespace jiangbu {

namespace {

constexpr size_t max_combinations = 2'000;

CaseOptions quiet(const CaseOptions& options) {
  CaseOptions result = options;
  result.explain = false;
  return result;
}

struct Outcome {
  AmountRange total;
  std::vector<AmountRange> clauses;
};

Outcome evaluate_under(const Program& program, const CaseFacts& facts,
                       const CaseOptions& options) {
  CaseEvaluation evaluation(program, facts, options);
  Outcome outcome;
  outcome.total = amount_of(evaluation.amounts().total());
  for (std::uint32_t c = 0; c < program.model->clauses.size(); ++c) {
    outcome.clauses.push_back(amount_of(evaluation.amount_of_clauses({c})));
  }
  return outcome;
}

void widen(AmountRange& spread, const AmountRange& amount) {
  spread.low = std::min(spread.low, amount.low);
  if (!spread.high || !amount.high) {
    spread.high.reset();
  } else {
    spread.high = std::max(*spread.high, *amount.high);
  }
}

bool advance(std::vector<std::uint32_t>& chosen, const std::vector<size_t>& questions,
             const PolicyModel& model) {
  for (const size_t q : questions) {
    if (++chosen[q] < model.readings[q].options.size()) return true;
    chosen[q] = 0;
  }
  return false;
}

}  // namespace

bool has_reading(const PolicyModel& model, const std::string& question,
                 const std::string& option) {
  return std::ranges::any_of(model.readings, [&](const Reading& reading) {
    return reading.name == question &&
           model.vocabulary.enums[reading.enumeration].index_of(option).has_value();
  });
}

std::vector<std::uint32_t> chosen_readings(
    const PolicyModel& model, const std::map<std::string, std::string>& named) {
  std::vector<std::uint32_t> chosen;
  for (const Reading& reading : model.readings) {
    chosen.push_back(reading.default_option);
    const auto wanted = named.find(reading.name);
    if (wanted == named.end()) continue;
    const auto index =
        model.vocabulary.enums[reading.enumeration].index_of(wanted->second);
    if (index) chosen.back() = *index;
  }
  return chosen;
}

ReadingComparison compare_readings(const Program& program, const CaseFacts& facts,
                                   const CaseOptions& options) {
  const PolicyModel& model = *program.model;
  CaseOptions changed = quiet(options);
  const Outcome base = evaluate_under(program, facts, changed);
  ReadingComparison comparison;
  comparison.spread = base.total;
  std::vector<size_t> relevant;
  size_t combinations = 1;
  for (size_t q = 0; q < model.readings.size(); ++q) {
    bool matters = false;
    for (std::uint32_t o = 0; o < model.readings[q].options.size(); ++o) {
      ReadingOutcome& outcome = comparison.outcomes.emplace_back();
      outcome.question = model.readings[q].name;
      outcome.option = model.readings[q].options[o].name;
      outcome.question_title = model.readings[q].title;
      outcome.option_title = model.readings[q].options[o].title;
      outcome.is_default = o == model.readings[q].default_option;
      outcome.total = base.total;
      if (o == options.readings[q]) continue;
      changed.readings[q] = o;
      const Outcome other = evaluate_under(program, facts, changed);
      changed.readings[q] = options.readings[q];
      outcome.total = other.total;
      widen(comparison.spread, other.total);
      for (size_t c = 0; c < other.clauses.size(); ++c) {
        if (other.clauses[c] == base.clauses[c]) continue;
        outcome.clauses.emplace_back(model.clauses[c].id, other.clauses[c]);
        matters = true;
      }
    }
    if (!matters) continue;
    relevant.push_back(q);
    combinations *= model.readings[q].options.size();
    comparison.exhaustive = comparison.exhaustive && combinations <= max_combinations;
  }
  // Questions that change nothing alone are taken not to matter in combination either.
  if (comparison.exhaustive && relevant.size() > 1) {
    for (const size_t q : relevant) changed.readings[q] = 0;
    do {
      widen(comparison.spread, evaluate_under(program, facts, changed).total);
    } while (advance(changed.readings, relevant, model));
  }
  return comparison;
}

}  // namespace jiangbu
