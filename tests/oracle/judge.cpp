#include "oracle/judge.hpp"

#include <algorithm>

#include "evaluate/evaluate.hpp"
#include "program/program.hpp"

namespace jiangbu::oracle {

namespace {

// Ranges under several steps, or under a step by which a larger line may displace one
// that brings more, can miss outcomes (tests/unit/evaluate/stacking_ranges_test.cpp has
// the open case); so can ranges where lines whose key is unknown are deducted from
// together. Once that is mended, this becomes true and the exemption goes.
constexpr bool judge_ranges_under_displacing_steps = true;

// A step that leaves nothing of a line calls it superseded or excluded, also where the
// line may have no stated amount, or nothing to lose, once more is known.
constexpr bool judge_status_of_lost_lines = false;

bool displaces(const StackingStep& step) {
  const bool deducts_by_key =
      step.per == PerKind::keys &&
      (step.kind == StepKind::deduct || step.kind == StepKind::top_up);
  return step.kind == StepKind::first_only || step.kind == StepKind::limit ||
         deducts_by_key || step.cut != CutOrder::pro_rata;
}

std::vector<const StackingStep*> steps_of(const PolicyModel& model) {
  std::vector<const StackingStep*> steps;
  for (const Clause& clause : model.clauses) {
    for (const StackingStep& step : clause.stacking) steps.push_back(&step);
  }
  for (const StackingStep& step : model.stacking) steps.push_back(&step);
  return steps;
}

bool has_dates_without_value(const PolicyModel& model) {
  return std::any_of(model.parameters.begin(), model.parameters.end(),
                     [](const Parameter& parameter) {
                       return parameter.values.front().from || parameter.values.back().to;
                     });
}

std::string fen_text(std::int64_t fen) { return Money{fen}.to_string(); }

std::string range_text(const AmountRange& amount) {
  if (amount.is_exact()) return amount.low.to_string();
  return amount.low.to_string() + ".." + (amount.high ? amount.high->to_string() : "");
}

bool contains(const AmountRange& range, std::int64_t fen, std::int64_t slack = 0) {
  return range.low.fen - slack <= fen && (!range.high || fen <= range.high->fen + slack);
}

bool contains(const AmountRange& outer, const AmountRange& inner, std::int64_t slack) {
  if (!contains(outer, inner.low.fen, slack)) return false;
  return !outer.high || (inner.high && contains(outer, inner.high->fen, slack));
}

bool is_no(LineStatus status) {
  return status == LineStatus::not_met || status == LineStatus::excluded ||
         status == LineStatus::already_paid;
}

bool is_no(Outcome outcome) {
  return outcome == Outcome::not_met || outcome == Outcome::excluded ||
         outcome == Outcome::already_paid;
}

/// Whether a line said to be `seen` is, with everything known, `actual`.
bool is_same(LineStatus seen, Outcome actual) {
  switch (seen) {
    case LineStatus::due:  // also what a cap leaves nothing of
      return actual == Outcome::met || actual == Outcome::lost;
    case LineStatus::superseded:
      return actual == Outcome::lost;
    case LineStatus::excluded:  // by an exclusion, or by `no double funding`
      return actual == Outcome::excluded || actual == Outcome::lost;
    case LineStatus::not_met:
      return actual == Outcome::not_met;
    case LineStatus::already_paid:
      return actual == Outcome::already_paid;
    case LineStatus::unspecified:
      return actual == Outcome::unspecified;
    case LineStatus::delegated:
      return actual == Outcome::delegated;
    case LineStatus::no_money:
      return actual == Outcome::no_money;
    case LineStatus::error:
      return actual == Outcome::failed;
    case LineStatus::possible:
    case LineStatus::not_in_force:
      return false;
  }
  return false;
}

/// Whether a clause said to be `seen` while facts were unknown may turn out `actual`.
bool may_become(LineStatus seen, Outcome actual) {
  switch (seen) {
    case LineStatus::due:  // without money, where the amount can only be 0
      return actual == Outcome::met || actual == Outcome::lost ||
             actual == Outcome::no_money;
    case LineStatus::superseded:  // or there was nothing to lose
      return actual == Outcome::lost || actual == Outcome::met || is_no(actual);
    case LineStatus::not_met:
    case LineStatus::already_paid:
      return is_no(actual);
    case LineStatus::excluded:
      return is_no(actual) || actual == Outcome::lost;
    case LineStatus::no_money:
      return actual == Outcome::no_money || is_no(actual);
    case LineStatus::unspecified:
    case LineStatus::delegated:
    case LineStatus::possible:
    case LineStatus::error:
      return true;
    case LineStatus::not_in_force:
      return false;
  }
  return false;
}

/// Whether a clause said to be `before` may be said to be `after` when more is known.
bool may_become(LineStatus before, LineStatus after) {
  if (is_no(before)) return is_no(after) || after == LineStatus::superseded;
  return before != LineStatus::due || after == before || after == LineStatus::error ||
         after == LineStatus::superseded || after == LineStatus::no_money;
}

}  // namespace

struct Judge::Parts {
  Program program;
  Question question;
  PolicyResult answer;
  ReferenceResult reference;
  bool judges_ranges = true;

  const PolicyModel& model() const { return *program.model; }

  /// A line of the clause is, or may be, lost to a step: its status is not judged.
  bool has_lost_lines(const ClauseResult& clause) const {
    if (judge_status_of_lost_lines || steps_of(model()).empty()) return false;
    return std::any_of(clause.lines.begin(), clause.lines.end(), [](const auto& line) {
      return line.status == LineStatus::superseded || line.status == LineStatus::excluded;
    });
  }

  PolicyResult evaluate(const Question& asked) const {
    EvaluateOptions options;
    options.decision_date = asked.decision_date;
    options.explain = asked.explain;
    options.compare_readings = asked.explain;
    for (size_t q = 0; q < model().readings.size(); ++q) {
      const Reading& reading = model().readings[q];
      options.readings[reading.name] = reading.options[asked.readings[q]].name;
    }
    CaseFacts facts;
    facts.record = asked.given;
    return evaluate_policy(program, facts, options);
  }

  const AmountRange& total_of(const PolicyResult& result) const {
    const bool draft = model().status == PolicyStatus::draft;
    return draft ? result.totals.indicative : result.totals.payable;
  }

  // Clauses that do not exist under the readings are left out of results.
  const ClauseResult* clause_of(const PolicyResult& result, size_t index) const {
    for (const ClauseResult& clause : result.clauses) {
      if (clause.id == model().clauses[index].id) return &clause;
    }
    return nullptr;
  }

  std::string self_contradiction() const;
  std::string breakdown_fault(const std::vector<TotalBy>& parts, const char* name) const;
  std::string cap_fault() const;
  std::string exact_fault() const;
  std::string exact_clause_fault(size_t index, const ClauseResult& clause) const;
  std::string open_fault() const;
};

std::string Judge::Parts::breakdown_fault(const std::vector<TotalBy>& parts,
                                          const char* name) const {
  const AmountRange& total = total_of(answer);
  if (!total.is_exact()) return "";
  std::int64_t sum = 0;
  for (const TotalBy& part : parts) {
    if (!part.amount.is_exact()) return "";
    sum += part.amount.low.fen;
  }
  if (sum == total.low.fen) return "";
  return std::string("the parts by ") + name + " sum to " + fen_text(sum) + ", not " +
         range_text(total);
}

// A cap that comes last, over everything, with a limit that is a constant.
std::string Judge::Parts::cap_fault() const {
  if (model().stacking.empty()) return "";
  const StackingStep& last = model().stacking.back();
  const bool whole = last.kind == StepKind::cap && last.per == PerKind::applicant &&
                     last.of.size() == model().clauses.size() && last.only_under.empty();
  if (!whole) return "";
  const Expression& limit = model().formulas[last.limit];
  if (limit.op != Op::literal) return "";
  const auto most = fen_of(of_constant(limit.constant));
  const AmountRange& total = total_of(answer);
  if (!judges_ranges && !total.is_exact()) return "";
  if (!most || (total.high && total.high->fen <= *most)) return "";
  return "the total " + range_text(total) + " exceeds the cap " + fen_text(*most);
}

std::string Judge::Parts::self_contradiction() const {
  const bool draft = model().status == PolicyStatus::draft;
  const AmountRange& other = draft ? answer.totals.payable : answer.totals.indicative;
  if (range_text(other) != "0") return "a draft pays, or a policy in force is indicative";
  for (const auto& [parts, name] : {std::pair{&answer.totals.by_payer, "payer"},
                                    std::pair{&answer.totals.by_form, "form"},
                                    std::pair{&answer.totals.by_year, "year"}}) {
    const std::string fault = breakdown_fault(*parts, name);
    if (!fault.empty()) return fault;
  }
  return cap_fault();
}

std::string Judge::Parts::exact_clause_fault(size_t index,
                                             const ClauseResult& clause) const {
  const ReferenceClause& expected = reference.clauses[index];
  if (clause.lines.size() != expected.lines.size()) {
    // What items there are could not be computed.
    const bool silent = clause.status == LineStatus::error || is_no(clause.status);
    if (expected.outcome == Outcome::failed && silent) return "";
    return clause.id + " has " + std::to_string(clause.lines.size()) + " lines, not " +
           std::to_string(expected.lines.size());
  }
  for (size_t i = 0; i < clause.lines.size(); ++i) {
    const LineResult& line = clause.lines[i];
    const ReferenceLine& one = expected.lines[i];
    const std::string place = clause.id + " line " + std::to_string(i + 1) + " ";
    // What cannot be computed may not matter, whatever it would have been: min(x, 3) < 5.
    const bool decided =
        line.computed && std::ranges::all_of(line.causes, [](Cause cause) {
          return cause == Cause::discretion;
        });
    const bool does_not_matter =
        one.outcome == Outcome::failed && (is_no(line.status) || decided);
    const bool another_no = one.reason_open && is_no(line.status);
    // A step whose formula fails makes its lines errors.
    const bool step_failed = reference.failed && line.status == LineStatus::error;
    if (does_not_matter || another_no || step_failed) continue;
    if (!is_same(line.status, one.outcome)) {
      return place + "is " + jiangbu::name_of(line.status) + ", not " +
             name_of(one.outcome);
    }
    if (reference.failed) continue;
    if (!line.amount.is_exact() || line.amount.low.fen != one.amount) {
      return place + "pays " + range_text(line.amount) + ", not " + fen_text(one.amount);
    }
  }
  if (reference.failed) return "";
  if (!clause.amount.is_exact() || clause.amount.low.fen != expected.amount) {
    return clause.id + " pays " + range_text(clause.amount) + ", not " +
           fen_text(expected.amount);
  }
  return "";
}

std::string Judge::Parts::exact_fault() const {
  for (size_t c = 0; c < model().clauses.size(); ++c) {
    const ClauseResult* clause = clause_of(answer, c);
    if (clause == nullptr) continue;
    const std::string fault = exact_clause_fault(c, *clause);
    if (!fault.empty()) return fault;
  }
  const AmountRange& total = total_of(answer);
  if (reference.failed) return "";
  if (total.is_exact() && total.low.fen == reference.total) return "";
  return "the total is " + range_text(total) + ", not " + fen_text(reference.total);
}

std::string Judge::Parts::open_fault() const {
  for (size_t c = 0; c < model().clauses.size(); ++c) {
    const ClauseResult* clause = clause_of(answer, c);
    const ReferenceClause& actual = reference.clauses[c];
    if (clause == nullptr || actual.outcome == Outcome::failed) continue;
    // A line that a cap leaves nothing of is due all the same.
    const bool still_due =
        clause->status == LineStatus::due &&
        std::any_of(actual.lines.begin(), actual.lines.end(),
                    [](const auto& line) { return line.outcome == Outcome::lost; });
    if (!still_due && !has_lost_lines(*clause) &&
        !may_become(clause->status, actual.outcome)) {
      return clause->id + " was " + jiangbu::name_of(clause->status) + " and is " +
             name_of(actual.outcome);
    }
    if (reference.failed || !judges_ranges) continue;
    if (!contains(clause->amount, actual.amount, 0)) {
      return clause->id + " was " + range_text(clause->amount) + " and is " +
             fen_text(actual.amount);
    }
  }
  if (reference.failed || !judges_ranges) return "";
  if (answer.comparison && !contains(answer.comparison->spread, reference.total)) {
    return "the spread of readings was " + range_text(answer.comparison->spread) +
           " and the total is " + fen_text(reference.total);
  }
  if (contains(total_of(answer), reference.total)) return "";
  return "the total was " + range_text(total_of(answer)) + " and is " +
         fen_text(reference.total);
}

Judge::Judge(const PolicyModel& model) : parts_(std::make_unique<Parts>()) {
  parts_->program = compile(model);
  const auto steps = steps_of(parts_->model());
  const bool displacing = std::any_of(steps.begin(), steps.end(),
                                      [](const auto* step) { return displaces(*step); });
  parts_->judges_ranges =
      judge_ranges_under_displacing_steps || (steps.size() <= 1 && !displacing);
}

Judge::~Judge() = default;

const PolicyModel& Judge::model() const { return parts_->model(); }

bool Judge::judges_ranges() const { return parts_->judges_ranges; }

const ReferenceResult& Judge::reference() const { return parts_->reference; }

std::string Judge::ask(Question question) {
  parts_->question = std::move(question);
  parts_->answer = parts_->evaluate(parts_->question);
  return parts_->self_contradiction();
}

std::string Judge::completion_fault(const FactValue& complete, Authority authority) {
  const Question& question = parts_->question;
  parts_->reference = evaluate_reference(
      {model(), complete, question.decision_date, question.readings, authority});
  const ReferenceResult& reference = parts_->reference;
  if (!reference.in_force) {
    for (const ClauseResult& clause : parts_->answer.clauses) {
      if (clause.status != LineStatus::not_in_force) return clause.id + " is in force";
    }
    const bool pays = range_text(parts_->total_of(parts_->answer)) != "0";
    return pays ? "a policy that is not in force pays" : "";
  }
  const bool exact = question.given == complete && !reference.authority_was_asked &&
                     model().across.empty();
  return exact ? parts_->exact_fault() : parts_->open_fault();
}

std::string Judge::learning_fault(const FactValue& more) {
  // A date that turns out to have no value says nothing of the amount before.
  if (!judges_ranges() || has_dates_without_value(model())) return "";
  Question learned = parts_->question;
  learned.given = more;
  const PolicyResult after = parts_->evaluate(learned);
  const PolicyResult& before = parts_->answer;
  for (size_t c = 0; c < before.clauses.size(); ++c) {
    const ClauseResult& old = before.clauses[c];
    const ClauseResult& now = after.clauses[c];
    const auto slack = static_cast<std::int64_t>(now.lines.size());
    if (!parts_->has_lost_lines(old) && !may_become(old.status, now.status)) {
      return old.id + " was " + jiangbu::name_of(old.status) + " and is " +
             jiangbu::name_of(now.status) + ", with one fact more";
    }
    if (contains(old.amount, now.amount, slack)) continue;
    return old.id + " was " + range_text(old.amount) + " and is " +
           range_text(now.amount) + ", with one fact more";
  }
  if (contains(parts_->total_of(before), parts_->total_of(after), 0)) return "";
  return "the total was " + range_text(parts_->total_of(before)) + " and is " +
         range_text(parts_->total_of(after)) + ", with one fact more";
}

std::pair<std::int64_t, std::optional<std::int64_t>> Judge::total() const {
  const AmountRange& total = parts_->total_of(parts_->answer);
  if (!total.high) return {total.low.fen, std::nullopt};
  return {total.low.fen, total.high->fen};
}

std::string Judge::answer_text() const {
  std::string text;
  for (const ClauseResult& clause : parts_->answer.clauses) {
    text += "  " + clause.id + ": " + jiangbu::name_of(clause.status) + " " +
            range_text(clause.amount);
    for (const LineResult& line : clause.lines) {
      text += "; " + std::string(jiangbu::name_of(line.status)) + " " +
              range_text(line.amount);
    }
    text += "\n";
  }
  return text + "  total: " + range_text(parts_->total_of(parts_->answer)) + "\n";
}

std::string Judge::reference_text() const {
  std::string text;
  for (size_t c = 0; c < parts_->reference.clauses.size(); ++c) {
    const ReferenceClause& clause = parts_->reference.clauses[c];
    text += "  " + model().clauses[c].id + ": " + name_of(clause.outcome) + " " +
            fen_text(clause.amount);
    for (const ReferenceLine& line : clause.lines) {
      text += "; " + std::string(name_of(line.outcome)) + " " + fen_text(line.computed) +
              " -> " + fen_text(line.amount);
    }
    text += "\n";
  }
  return text + "  total: " + fen_text(parts_->reference.total) + "\n";
}

}  // namespace jiangbu::oracle
