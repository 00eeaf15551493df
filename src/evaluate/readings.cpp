#include "evaluate/readings.hpp"

#include <algorithm>
#include <functional>

#include "evaluate/advice.hpp"

namespace jiangbu {

namespace {

constexpr size_t max_combinations = 2'000;
// Narrowing evaluates a case some dozen times: with more combinations their spread is as
// wide as intervals make it.
constexpr size_t most_narrowed = 64;

struct Outcome {
  AmountRange total;
  std::vector<AmountRange> clauses;
};

Outcome outcome_of(const CaseEvaluation& evaluation) {
  const CaseAmounts amounts = evaluation.case_amounts();
  Outcome outcome{amount_of(amounts.total), {}};
  for (const FenRange& clause : amounts.clauses) {
    outcome.clauses.push_back(amount_of(clause));
  }
  return outcome;
}

/// What all applicants get under the readings of the options, in their order; narrowed as
/// totals are if asked for.
using Evaluate =
    std::function<std::vector<Outcome>(const CaseOptions&, bool is_narrowed)>;

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

// Tries one question after another, then those that matter together.
class Comparer {
 public:
  Comparer(const PolicyModel& model, const CaseOptions& options, Evaluate evaluate)
      : model_(model), chosen_(options), evaluate_(std::move(evaluate)) {
    chosen_.explain = false;
    chosen_.observer = nullptr;
  }

  std::vector<ReadingComparison> run() {
    base_ = evaluate_(chosen_, true);
    comparisons_.resize(base_.size());
    widen_spreads(base_, true);
    std::vector<size_t> relevant;
    size_t combinations = 1;
    bool exhaustive = true;
    for (size_t q = 0; q < model_.readings.size(); ++q) {
      if (!try_question(q)) continue;
      relevant.push_back(q);
      if (exhaustive) combinations *= model_.readings[q].options.size();
      exhaustive = combinations <= max_combinations;
    }
    // Questions that change nothing alone are taken not to matter in combination either.
    if (exhaustive && relevant.size() > 1) {
      try_combinations(relevant, combinations <= most_narrowed);
    }
    for (ReadingComparison& comparison : comparisons_) comparison.exhaustive = exhaustive;
    return std::move(comparisons_);
  }

 private:
  // Whether an option of this question changes a clause of any applicant.
  bool try_question(size_t q) {
    bool matters = false;
    for (std::uint32_t o = 0; o < model_.readings[q].options.size(); ++o) {
      if (o == chosen_.readings[q]) {
        for (size_t i = 0; i < base_.size(); ++i) add_outcome(i, q, o, base_[i]);
        continue;
      }
      CaseOptions changed = chosen_;
      changed.readings[q] = o;
      const std::vector<Outcome> others = evaluate_(changed, true);
      widen_spreads(others, false);
      for (size_t i = 0; i < others.size(); ++i) {
        matters = add_outcome(i, q, o, others[i]) || matters;
      }
    }
    return matters;
  }

  // Whether it differs from what the applicant gets as chosen.
  bool add_outcome(size_t applicant, size_t q, std::uint32_t option,
                   const Outcome& found) {
    const Reading& reading = model_.readings[q];
    ReadingOutcome& outcome = comparisons_[applicant].outcomes.emplace_back();
    outcome.question = reading.name;
    outcome.option = reading.options[option].name;
    outcome.question_title = reading.title;
    outcome.option_title = reading.options[option].title;
    outcome.is_default = option == reading.default_option;
    outcome.total = found.total;
    const Outcome& base = base_[applicant];
    for (size_t c = 0; c < found.clauses.size(); ++c) {
      if (found.clauses[c] == base.clauses[c]) continue;
      outcome.clauses.emplace_back(model_.clauses[c].id, found.clauses[c]);
    }
    return !outcome.clauses.empty();
  }

  void try_combinations(const std::vector<size_t>& relevant, bool is_narrowed) {
    CaseOptions changed = chosen_;
    for (const size_t q : relevant) changed.readings[q] = 0;
    do {
      widen_spreads(evaluate_(changed, is_narrowed), false);
    } while (advance(changed.readings, relevant, model_));
  }

  void widen_spreads(const std::vector<Outcome>& outcomes, bool first) {
    for (size_t i = 0; i < outcomes.size(); ++i) {
      if (first) comparisons_[i].spread = outcomes[i].total;
      widen(comparisons_[i].spread, outcomes[i].total);
    }
  }

  const PolicyModel& model_;
  CaseOptions chosen_;
  Evaluate evaluate_;
  std::vector<Outcome> base_;
  std::vector<ReadingComparison> comparisons_;
};

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
  const auto alone = [&](const CaseOptions& under, bool is_narrowed) {
    CaseEvaluation evaluation(program, facts, under);
    if (is_narrowed) narrow_by_cases(program, facts, under, evaluation);
    return std::vector<Outcome>{outcome_of(evaluation)};
  };
  return Comparer(*program.model, options, alone).run().front();
}

std::vector<ReadingComparison> compare_readings(const Program& program,
                                                const std::vector<CaseFacts>& applicants,
                                                const CaseOptions& options) {
  const auto together = [&](const CaseOptions& under, bool is_narrowed) {
    std::vector<Outcome> outcomes;
    const auto evaluations = evaluate_set(program, applicants, under);
    if (is_narrowed) narrow_unconnected(program, applicants, evaluations);
    for (const auto& evaluation : evaluations) {
      outcomes.push_back(outcome_of(*evaluation));
    }
    return outcomes;
  };
  return Comparer(*program.model, options, together).run();
}

}  // namespace jiangbu
