// jiangbu/evaluate.hpp: facts under all policies, and the outcome as plain values.
#include "evaluate/evaluate.hpp"

#include "api/call_control.hpp"
#include "api/problems.hpp"
#include "api/states.hpp"
#include "jiangbu/evaluate.hpp"
#include "report/json.hpp"
#include "report/text.hpp"

namespace jiangbu {

namespace {

LineStatus line_status(ClauseStatus status) {
  switch (status) {
    case ClauseStatus::due:
      return LineStatus::due;
    case ClauseStatus::possible:
      return LineStatus::possible;
    case ClauseStatus::not_met:
      return LineStatus::not_met;
    case ClauseStatus::excluded:
      return LineStatus::excluded;
    case ClauseStatus::superseded:
      return LineStatus::superseded;
    case ClauseStatus::already_paid:
      return LineStatus::already_paid;
    case ClauseStatus::unspecified:
      return LineStatus::unspecified;
    case ClauseStatus::delegated:
      return LineStatus::delegated;
    case ClauseStatus::no_money:
      return LineStatus::no_money;
    case ClauseStatus::not_in_force:
      return LineStatus::not_in_force;
    case ClauseStatus::error:
      return LineStatus::error;
  }
  return LineStatus::error;
}

ClauseOutcome outcome_of(const PolicyResult& policy, const ClauseResult& clause) {
  ClauseOutcome outcome;
  outcome.policy = policy.policy;
  outcome.id = clause.id;
  outcome.title = public_text(clause.title);
  outcome.cite = clause.cite;
  outcome.status = public_status(clause.status);
  if (has_amount(clause.status)) outcome.amount = public_amount(clause.amount);
  return outcome;
}

ApplicantOutcome outcome_of(const CaseResult& result) {
  ApplicantOutcome outcome;
  outcome.applicant = result.applicant;
  outcome.payable = public_amount(result.totals.payable);
  outcome.indicative = public_amount(result.totals.indicative);
  outcome.unspecified = result.totals.unspecified;
  outcome.delegated = result.totals.delegated;
  for (const PolicyResult& policy : result.policies) {
    for (const ClauseResult& clause : policy.clauses) {
      outcome.clauses.push_back(outcome_of(policy, clause));
    }
  }
  return outcome;
}

/// Every applicant under every policy.
std::vector<CaseResult> evaluate_all(const Facts::State& facts,
                                     const EvaluateOptions& options) {
  std::vector<CaseResult> results(facts.applicants.size());
  const std::vector<LoadedPolicy>& policies = facts.rules->rules.policies;
  for (size_t p = 0; p < policies.size(); ++p) {
    evaluate_into(results, *policies[p].program, facts.cases[p], facts.is_set, options);
  }
  for (CaseResult& result : results) result.totals = add_totals(result.policies);
  return results;
}

/// What could not be computed, with the policy it stands in.
void add_failures(const CaseResult& result, std::vector<Problem>& problems) {
  for (const PolicyResult& policy : result.policies) {
    for (const Bilingual& failure : policy.problems) {
      const std::vector<std::string> arguments{failure.zh, failure.en};
      const Code code = Code::evaluate_failed;
      problems.push_back(error_without_place(
          std::string(code_text(code)),
          {policy.policy + ": " + message(code, Language::zh, arguments),
           policy.policy + ": " + message(code, Language::en, arguments)}));
    }
  }
}

std::vector<const Program*> programs_of(const Rules::State& rules) {
  std::vector<const Program*> programs;
  for (const LoadedPolicy& policy : rules.rules.policies) {
    if (policy.program) programs.push_back(&*policy.program);
  }
  return programs;
}

}  // namespace

/// A switch, so that the compiler asks for a status that is new in the engine.
ClauseStatus public_status(LineStatus status) {
  switch (status) {
    case LineStatus::due:
      return ClauseStatus::due;
    case LineStatus::possible:
      return ClauseStatus::possible;
    case LineStatus::not_met:
      return ClauseStatus::not_met;
    case LineStatus::excluded:
      return ClauseStatus::excluded;
    case LineStatus::superseded:
      return ClauseStatus::superseded;
    case LineStatus::already_paid:
      return ClauseStatus::already_paid;
    case LineStatus::unspecified:
      return ClauseStatus::unspecified;
    case LineStatus::delegated:
      return ClauseStatus::delegated;
    case LineStatus::no_money:
      return ClauseStatus::no_money;
    case LineStatus::not_in_force:
      return ClauseStatus::not_in_force;
    case LineStatus::error:
      return ClauseStatus::error;
  }
  return ClauseStatus::error;
}

bool has_amount(LineStatus status) {
  return status != LineStatus::unspecified && status != LineStatus::delegated &&
         status != LineStatus::error;
}

Amount public_amount(const AmountRange& range) {
  Amount amount{range.low.fen, std::nullopt};
  if (range.high) amount.high = range.high->fen;
  return amount;
}

namespace {

/// Evaluates under the limits. Throws Interrupted.
std::vector<CaseResult> evaluate_within(const Facts::State& given,
                                        const EvaluationLimits& limits,
                                        EvaluateOptions options) {
  if (limits.time.count() <= 0 && limits.steps == 0 && !limits.proceed) {
    return evaluate_all(given, options);
  }
  CallControl::Proceed proceed;
  if (limits.proceed) {
    proceed = [&](std::uint64_t steps, std::uint64_t) { return limits.proceed(steps); };
  }
  CallControl control(limits.time, std::move(proceed));
  const std::uint64_t most = limits.steps == 0 ? Interrupt::no_limit : limits.steps;
  const auto check = [&](std::uint64_t steps) {
    if (steps > most) throw Interrupted{Interruption::steps};
    control.check(steps, 0);
  };
  Interrupt interrupt(check, most);
  options.interrupt = &interrupt;
  control.check(0, 0);
  return evaluate_all(given, options);
}

}  // namespace

Evaluation evaluate(const Facts& facts, const EvaluationOptions& options) {
  const Facts::State& given = *facts.state();
  auto state = std::make_shared<Evaluation::State>();
  state->rules = given.rules;
  state->problems = given.problems;
  const auto date = read_decision_date(options.decision_date, state->problems);
  if (given.rules->ok) {
    check_readings(options.readings, programs_of(*given.rules), state->problems);
  }
  if (given.ok && !has_errors(state->problems)) {
    EvaluateOptions inner;
    inner.decision_date = *date;
    inner.readings = options.readings;
    inner.compare_readings = options.all_readings;
    inner.explain = options.explain;
    inner.near_misses = options.near_misses;
    try {
      state->results = evaluate_within(given, options.limits, std::move(inner));
    } catch (const Interrupted& interrupted) {
      state->interruption = interrupted.reason;
      state->problems.push_back(
          error_without_place("", interruption_text(interrupted.reason)));
    }
  }
  for (const CaseResult& result : state->results) {
    add_failures(result, state->problems);
    state->applicants.push_back(outcome_of(result));
  }
  state->ok = given.ok && !has_errors(state->problems);
  return Evaluation(state);
}

std::string status_text(ClauseStatus status, TextLanguage language) {
  return name_of(line_status(status), language_of(language));
}

bool Evaluation::ok() const { return state_->ok; }
Interruption Evaluation::interruption() const { return state_->interruption; }
const std::vector<Problem>& Evaluation::problems() const { return state_->problems; }
const std::vector<ApplicantOutcome>& Evaluation::applicants() const {
  return state_->applicants;
}

std::string Evaluation::json() const {
  return state_->results.empty() ? "" : to_json(state_->results, true);
}

std::string Evaluation::text(TextLanguage language) const {
  return to_text(state_->results, language_of(language));
}

}  // namespace jiangbu
