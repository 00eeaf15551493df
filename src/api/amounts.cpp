// jiangbu/amounts.hpp: the total of one policy, over columns where the facts allow it.
#include "jiangbu/amounts.hpp"

#include <fmt/format.h>

#include "api/problems.hpp"
#include "api/states.hpp"
#include "batch/amounts.hpp"
#include "evaluate/evaluate.hpp"
#include "evaluate/line.hpp"
#include "evaluate/readings.hpp"

namespace jiangbu {

struct AmountCalculator::State {
  std::shared_ptr<const Rules::State> rules;
  std::vector<Problem> problems;
  std::size_t policy = 0;            ///< its place in the rules
  const Program* program = nullptr;  ///< of that policy; null if there are problems
  EvaluateOptions options;
  std::unique_ptr<AmountEvaluator> evaluator;
  std::string obstacle;

  void find_policy(const std::string& id);
  std::optional<Amount> evaluate_slowly(const CaseFacts& facts) const;
};

void AmountCalculator::State::find_policy(const std::string& id) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < rules->policies.size(); ++i) {
    if (rules->policies[i].id != id) continue;
    policy = i;
    ++found;
  }
  if (found == 1) return;
  problems.push_back(error_without_place(
      "", {fmt::format("政策“{}”有 {} 份，应当有 1 份", id, found),
           fmt::format("there are {} policies '{}', not one", found, id)}));
}

std::optional<Amount> AmountCalculator::State::evaluate_slowly(
    const CaseFacts& facts) const {
  const PolicyResult result = evaluate_policy(*program, facts, options);
  if (!result.problems.empty()) return std::nullopt;
  const bool draft = program->model->status == PolicyStatus::draft;
  return public_amount(draft ? result.totals.indicative : result.totals.payable);
}

AmountCalculator::AmountCalculator(const Rules& rules, const std::string& policy,
                                   const std::string& decision_date,
                                   const std::map<std::string, std::string>& readings)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.rules = rules.state();
  state.problems = rules.problems();
  const auto date = read_decision_date(decision_date, state.problems);
  state.find_policy(policy);
  if (!rules.ok() || has_errors(state.problems)) return;
  const Program& program = *state.rules->rules.policies[state.policy].program;
  check_readings(readings, {&program}, state.problems);
  if (has_errors(state.problems)) return;
  state.program = &program;
  state.options.decision_date = *date;
  state.options.readings = readings;
  state.options.explain = false;
  state.evaluator = std::make_unique<AmountEvaluator>(
      program, *date, chosen_readings(*program.model, readings));
  state.obstacle = state.evaluator->obstacle();
}

AmountCalculator::AmountCalculator(AmountCalculator&&) noexcept = default;
AmountCalculator& AmountCalculator::operator=(AmountCalculator&&) noexcept = default;
AmountCalculator::~AmountCalculator() = default;

bool AmountCalculator::ok() const { return state_->program != nullptr; }
const std::vector<Problem>& AmountCalculator::problems() const {
  return state_->problems;
}
const std::string& AmountCalculator::slow_because() const { return state_->obstacle; }

bool AmountCalculator::is_draft() const {
  return ok() && state_->program->model->status == PolicyStatus::draft;
}

std::optional<Amount> AmountCalculator::evaluate(const Facts& facts,
                                                 std::size_t applicant) {
  const Facts::State& given = *facts.state();
  const bool fits = ok() && given.ok && given.rules == state_->rules &&
                    applicant < given.applicants.size();
  if (!fits) return std::nullopt;
  const CaseFacts& record = given.cases[state_->policy][applicant];
  const auto amount = state_->evaluator->evaluate_over_columns(record);
  if (amount) return public_amount(amount_of(*amount));
  return state_->evaluate_slowly(record);
}

}  // namespace jiangbu
