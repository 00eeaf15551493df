#include "evaluate/case_evaluation.hpp"

#include <algorithm>

#include "evaluate/conditions.hpp"
#include "evaluate/fact_path.hpp"
#include "evaluate/instalments.hpp"
#include "evaluate/names.hpp"
#include "evaluate/totals.hpp"

namespace jiangbu {

CaseEvaluation::CaseEvaluation(const Program& program, const CaseFacts& facts,
                               CaseOptions options)
    : program_(program),
      model_(*program.model),
      options_(std::move(options)),
      evaluator_(program, facts, options_.decision_date, options_.readings) {
  evaluator_.aggregates = options_.aggregates;
  evaluator_.observe(options_.observer);
  evaluator_.heed(options_.interrupt);
  eligibility_ = evaluate_eligibility(evaluator_, options_.explain);
  if (!in_force()) return;
  compute_lines();
  amounts_ = apply_stacking(lines_, evaluator_);
  apply_instalment_conditions(lines_, amounts_, evaluator_);
  if (!options_.in_population) apply_single_case_limits();
}

bool CaseEvaluation::in_force() const {
  return model_.applies_on(options_.decision_date);
}

void CaseEvaluation::compute_lines() {
  for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
    if (!exists_under(model_.clauses[c].only_under, evaluator_)) continue;
    evaluate_clause(c, eligibility_, evaluator_, options_.explain, lines_);
  }
}

// A null says that the applicant has no connected ones.
bool CaseEvaluation::is_of_no_group(const AcrossStep& step) {
  return step.kind == AcrossKind::group_cap && step.by != no_formula &&
         evaluator_.formula(step.by).is_null();
}

// Alone, an applicant cannot know what a ranking, pool or group cap leaves.
void CaseEvaluation::apply_single_case_limits() {
  const Causes others = evaluator_.causes().of(CauseTable::other_applicants);
  std::vector<size_t> opened;
  for (const AcrossStep& step : model_.across) {
    if (is_of_no_group(step)) continue;
    for (size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      const bool touched =
          std::find(step.of.begin(), step.of.end(), line.clause) != step.of.end();
      if (!touched || !line.has_amount() || line.amount.high == 0) continue;
      line.amount.low = 0;
      opened.push_back(i);
      line.causes = evaluator_.causes().join(line.causes, others);
      if (line.status == LineStatus::due) line.status = LineStatus::possible;
    }
  }
  amounts_.open_below(opened);
}

FenRange CaseEvaluation::amount_of_clauses(const std::vector<std::uint32_t>& of) const {
  std::vector<size_t> lines;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (std::find(of.begin(), of.end(), lines_[i].clause) != of.end()) lines.push_back(i);
  }
  return amounts_.sum_of(lines);
}

const Bilingual* CaseEvaluation::failure() const {
  const bool failed = std::ranges::any_of(
      lines_, [](const Line& line) { return line.status == LineStatus::error; });
  return failed ? &evaluator_.problems().front() : nullptr;
}

CaseAmounts CaseEvaluation::case_amounts() const {
  if (narrowed_) return *narrowed_;
  CaseAmounts amounts{amounts_.total(), {}};
  size_t next = 0;  // lines stand clause by clause
  std::vector<size_t> lines;
  for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
    lines.clear();
    for (; next < lines_.size() && lines_[next].clause == c; ++next) {
      lines.push_back(next);
    }
    amounts.clauses.push_back(amounts_.sum_of(lines));
  }
  return amounts;
}

std::vector<Cause> CaseEvaluation::cause_list(Causes causes) const {
  const CauseTable& table = evaluator_.causes();
  std::vector<Cause> list;
  if (table.contains(causes, CauseTable::discretion)) list.push_back(Cause::discretion);
  if (table.has_facts(causes)) list.push_back(Cause::unknown_fact);
  if (table.contains(causes, CauseTable::other_applicants)) {
    list.push_back(Cause::other_applicants);
  }
  return list;
}

void CaseEvaluation::finish_line(const Line& line, LineResult& result) {
  const Clause& clause = model_.clauses[line.clause];
  if (clause.deadlines.empty() && clause.clawback.empty()) return;
  bind_locals(line, evaluator_);
  for (const Deadline& deadline : clause.deadlines) {
    const Value by = evaluator_.formula(deadline.by);
    const Date* date = date_in(by);
    result.deadlines.push_back(
        {deadline.title, date == nullptr ? std::nullopt : std::optional(*date)});
  }
  for (const Clawback& clawback : clause.clawback) {
    result.clawbacks.push_back(evaluate_clawback(clawback, evaluator_));
  }
}

namespace {

bool is_open(const Line& line) {
  // Some of what the award may be has no amount, some has.
  const bool unstated =
      line.status == LineStatus::unspecified || line.status == LineStatus::delegated;
  return line.status == LineStatus::possible || (unstated && !line.amount.is_exact()) ||
         (line.met == Truth::unknown && line.status != LineStatus::not_met);
}

// The line is due, but facts keep open how much of it is paid.
bool has_open_instalment(const Line& line) {
  return line.status == LineStatus::due && !line.amount.is_exact();
}

// An amount below 0 counts as 0.
AmountRange yuan_range(const NumberRange& yuan) {
  const auto money = [](const std::optional<Decimal>& end) -> std::optional<Money> {
    if (!end) return std::nullopt;
    const auto amount = Money::from_yuan(*end, RoundingMode::half_up);
    if (!amount) return std::nullopt;
    return Money{std::max<std::int64_t>(amount->fen, 0)};
  };
  return {money(yuan.low).value_or(Money{0}), money(yuan.high)};
}

}  // namespace

LineResult CaseEvaluation::line_result(Line& line) {
  LineResult result;
  result.item = line.item;
  result.item_label = line.item_label;
  result.status = line.status;
  result.amount = amount_of(line.amount);
  if (line.award.amount && line.met != Truth::no)
    result.computed = amount_of(line.computed);
  result.causes = cause_list(line.causes);
  result.delegated_to = line.award.delegated;
  result.proof = std::move(line.proof);
  result.calculations = std::move(line.calculations);
  for (const AwardBound& bound : line.award.bounds) {
    result.bounds.push_back(
        {bound.upper, yuan_range(bound.before), yuan_range(bound.bound)});
  }
  if (is_open(line) || has_open_instalment(line))
    result.missing = evaluator_.causes().facts_in(line.causes);
  for (const std::string& path : result.missing) {
    add_path_name(path, evaluator_, result.names);
  }
  result.reductions = std::move(line.reductions);
  if (line.has_amount() && line.before_instalments.high > 0) {
    result.instalments = split_into_instalments(line, evaluator_);
  }
  finish_line(line, result);
  return result;
}

namespace {

// Lower is better; an error must be seen.
int rank_of(LineStatus status) {
  switch (status) {
    case LineStatus::error:
      return 0;
    case LineStatus::due:
      return 1;
    case LineStatus::possible:
      return 2;
    case LineStatus::unspecified:
      return 3;
    case LineStatus::delegated:
      return 4;
    case LineStatus::no_money:
      return 5;
    case LineStatus::superseded:
      return 6;
    case LineStatus::already_paid:
      return 7;
    case LineStatus::excluded:
      return 8;
    case LineStatus::not_met:
      return 9;
    case LineStatus::not_in_force:
      return 10;
  }
  return 11;
}

}  // namespace

ClauseResult CaseEvaluation::clause_result(std::uint32_t index, const FenRange& amount) {
  const Clause& clause = model_.clauses[index];
  ClauseResult result;
  result.id = clause.id;
  result.title = clause.title;
  result.cite = clause.cite;
  result.departments = clause.departments;
  for (const auto& [payer, share] : payers_of(clause, evaluator_)) {
    result.payers.emplace_back(payer, share.to_string());
  }
  result.mode = name_of(clause.mode);
  result.form = clause.form;
  result.automatic = clause.automatic;
  result.proofs = clause.proofs;
  result.obligations = clause.obligations;
  for (const Note& note : clause.notes) result.notes.push_back(note.text);
  result.amount = amount_of(amount);
  if (!in_force()) {
    result.status = LineStatus::not_in_force;
    return result;
  }
  Causes causes = 0;
  int best = rank_of(LineStatus::not_met);
  const auto is_of_clause = [&](const Line& line) { return line.clause == index; };
  result.lines.reserve(
      static_cast<size_t>(std::count_if(lines_.begin(), lines_.end(), is_of_clause)));
  for (Line& line : lines_) {
    if (line.clause != index) continue;
    causes = evaluator_.causes().join(causes, line.causes);
    if (rank_of(line.status) < best) {
      best = rank_of(line.status);
      result.status = line.status;
    }
    result.lines.push_back(line_result(line));
  }
  if (!result.amount.is_exact()) result.causes = cause_list(causes);
  return result;
}

FigureResult CaseEvaluation::figure_result(const Figure& figure) {
  const Value value = evaluator_.formula(figure.value);
  FigureResult result;
  result.id = figure.id;
  result.title = figure.title;
  result.cite = figure.cite;
  result.value = value_text(value, model_.formulas.type(figure.value), model_);
  if (result.value == "?") result.value = "unknown";
  result.missing = evaluator_.causes().facts_in(evaluator_.causes_of(value));
  add_value_name(value, model_.formulas.type(figure.value), model_, result.names);
  for (const std::string& path : result.missing) {
    add_path_name(path, evaluator_, result.names);
  }
  return result;
}

std::vector<FactAtStake> CaseEvaluation::facts_at_stake() const {
  std::vector<FactAtStake> facts;
  if (!in_force()) return facts;
  for (const Line& line : lines_) {  // by clause, in the order of the model
    if (!is_open(line) && !has_open_instalment(line)) continue;
    for (const std::string& path : evaluator_.causes().facts_in(line.causes)) {
      auto known = std::ranges::find(facts, path, &FactAtStake::path);
      if (known == facts.end()) {
        known = facts.insert(facts.end(), {path, {.low = Money{0}, .high = Money{0}}});
      }
      add_stake(known->at_stake, amount_of(line.amount));
    }
  }
  std::ranges::stable_sort(facts, [](const FactAtStake& a, const FactAtStake& b) {
    if (!a.at_stake.high || !b.at_stake.high) {
      return !a.at_stake.high && b.at_stake.high.has_value();
    }
    return *b.at_stake.high < *a.at_stake.high;
  });
  return facts;
}

namespace {

void add_clause(MissingFact& fact, const ClauseResult& clause) {
  if (std::ranges::find(fact.clauses, clause.id) != fact.clauses.end()) return;
  fact.clauses.push_back(clause.id);
  const bool unstated =
      clause.status == LineStatus::unspecified || clause.status == LineStatus::delegated;
  if (unstated) fact.unstated.push_back(clause.id);
}

}  // namespace

void CaseEvaluation::fill_missing(PolicyResult& result) {
  for (const FactAtStake& open : facts_at_stake()) {
    MissingFact& fact = result.missing.emplace_back();
    fact.path = open.path;
    fact.at_stake = open.at_stake;
    fact.item = item_key(fact.path, evaluator_.facts().record, model_.vocabulary);
    if (const Field* field = field_at(fact.path, model_.vocabulary)) {
      fact.title = field->title;
      fact.question = field->question;
    }
    for (const ClauseResult& clause : result.clauses) {
      for (const LineResult& line : clause.lines) {
        if (std::ranges::find(line.missing, fact.path) == line.missing.end()) continue;
        add_clause(fact, clause);
      }
    }
  }
}

PolicyResult CaseEvaluation::result() {
  PolicyResult result;
  result.policy = model_.id;
  result.version = model_.version;
  result.title = model_.title;
  result.status = name_of(model_.status);
  result.in_force = in_force() && model_.status != PolicyStatus::draft;
  result.hash = program_.hash;
  result.proofs = program_.proofs;
  for (size_t q = 0; q < model_.readings.size(); ++q) {
    const Reading& reading = model_.readings[q];
    const ReadingOption& option = reading.options[options_.readings[q]];
    result.readings.push_back({reading.name, option.name, reading.title, option.title,
                               options_.readings[q] == reading.default_option});
  }
  result.eligibility = std::move(eligibility_.proof);
  const CaseAmounts amounts = case_amounts();
  for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
    if (!exists_under(model_.clauses[c].only_under, evaluator_)) continue;
    result.clauses.push_back(clause_result(c, amounts.clauses[c]));
  }
  for (const Figure& figure : model_.figures) {
    result.figures.push_back(figure_result(figure));
  }
  fill_policy_totals(model_, amounts.total, evaluator_, in_force(), result);
  Causes causes = 0;
  for (const Line& line : lines_) {
    if (!line.amount.is_exact()) causes = evaluator_.causes().join(causes, line.causes);
  }
  result.totals.causes = cause_list(causes);
  if (options_.explain) fill_missing(result);
  result.problems = evaluator_.problems();
  return result;
}

}  // namespace jiangbu
