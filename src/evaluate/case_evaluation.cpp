#include "evaluate/case_evaluation.hpp"

#include <algorithm>
#include <set>

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
    if (end->is_negative()) return Money{0};
    const auto amount = Money::from_yuan(*end, RoundingMode::half_up);
    return amount;
  };
  return {money(yuan.low).value_or(Money{0}), money(yuan.high)};
}

}  // namespace

// What the line hangs on by itself comes first, then what others hang on to which it may
// lose.
void CaseEvaluation::list_missing(const Line& line, LineResult& result) {
  CauseTable& causes = evaluator_.causes();
  Causes own = causes.join(line.met_causes, line.award.causes);
  if (causes.join(own, line.causes) != line.causes) own = 0;  // some were settled
  result.missing_more = causes.add_facts(own, 0, result.missing);
  result.missing_more += causes.add_facts(line.causes, own, result.missing);
  if (options_.interrupt != nullptr) {
    options_.interrupt->count(static_cast<std::int64_t>(result.missing.size()));
  }
  for (const std::string& path : result.missing) {
    add_path_name(path, evaluator_, result.names);
  }
}

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
  const bool is_undecided = is_open(line) || has_open_instalment(line);
  if (options_.explain && is_undecided) list_missing(line, result);
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
  // Many lines have the same causes: each set is looked into once.
  std::vector<std::pair<Causes, AmountRange>> sets;
  std::unordered_map<Causes, std::size_t> place_of_set;
  for (const Line& line : lines_) {  // by clause, in the order of the model
    if (!is_open(line) && !has_open_instalment(line)) continue;
    const auto [place, fresh] = place_of_set.emplace(line.causes, sets.size());
    if (fresh) sets.push_back({line.causes, {.low = Money{0}, .high = Money{0}}});
    add_stake(sets[place->second].second, amount_of(line.amount));
  }
  std::unordered_map<std::string, std::size_t> place_of_fact;
  for (const auto& [causes, stake] : sets) {
    const std::vector<std::string> paths = evaluator_.causes().facts_in(causes);
    if (options_.interrupt != nullptr) {
      options_.interrupt->count(static_cast<std::int64_t>(paths.size()));
    }
    for (const std::string& path : paths) {
      const auto [place, fresh] = place_of_fact.emplace(path, facts.size());
      if (fresh) facts.push_back({path, {.low = Money{0}, .high = Money{0}}});
      add_stake(facts[place->second].at_stake, stake);
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
  fact.clauses.push_back(clause.id);
  const bool unstated =
      clause.status == LineStatus::unspecified || clause.status == LineStatus::delegated;
  if (unstated) fact.unstated.push_back(clause.id);
}

}  // namespace

std::unordered_map<std::string, std::vector<std::uint32_t>>
CaseEvaluation::clauses_by_fact() const {
  std::unordered_map<std::string, std::vector<std::uint32_t>> clauses;
  std::set<std::pair<std::uint32_t, Causes>> seen;
  for (const Line& line : lines_) {
    if (!is_open(line) && !has_open_instalment(line)) continue;
    if (!seen.emplace(line.clause, line.causes).second) continue;
    for (const std::string& path : evaluator_.causes().facts_in(line.causes)) {
      auto& of = clauses[path];
      if (of.empty() || of.back() != line.clause) of.push_back(line.clause);
    }
  }
  return clauses;
}

void CaseEvaluation::fill_missing(PolicyResult& result) {
  const AmountRange total = amount_of(case_amounts().total);
  auto open_clauses = clauses_by_fact();
  for (const FactAtStake& open : facts_at_stake()) {
    MissingFact& fact = result.missing.emplace_back();
    fact.path = open.path;
    fact.at_stake = open.at_stake;
    // Lines of which only one is paid in the end stand apart; no fact moves the total by
    // more than its width.
    if (total.high) {
      const Money width{total.high->fen - total.low.fen};
      if (!fact.at_stake.high || width < *fact.at_stake.high) fact.at_stake.high = width;
    }
    fact.item = item_key(fact.path, evaluator_.facts().record, model_.vocabulary);
    if (const Field* field = field_at(fact.path, model_.vocabulary)) {
      fact.title = field->title;
      fact.question = field->question;
    }
    for (const std::uint32_t c : open_clauses[open.path]) {
      const auto clause =
          std::ranges::find(result.clauses, model_.clauses[c].id, &ClauseResult::id);
      if (clause != result.clauses.end()) add_clause(fact, *clause);
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
