#include "oracle/reference_policy.hpp"

#include <algorithm>

#include "values/money.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

const char* name_of(Outcome outcome) {
  static const char* const names[] = {"failed",   "met",   "unspecified",  "delegated",
                                      "no money", "lost",  "already paid", "excluded",
                                      "not met",  "absent"};
  return names[static_cast<size_t>(outcome)];
}

std::optional<std::int64_t> fen_of(const ExactValue& yuan) {
  if (!yuan.is(Kind::number)) return std::nullopt;
  const auto money = Money::from_yuan(yuan.number, RoundingMode::half_up);
  if (!money) return std::nullopt;
  return money->fen;
}

namespace {

/// What an award gives: an amount in yuan, or why there is none.
struct Awarded {
  Outcome outcome = Outcome::met;
  Decimal yuan;

  bool operator==(const Awarded&) const = default;
};

class PolicyRun {
 public:
  explicit PolicyRun(const Situation& situation)
      : formulas_(situation), model_(situation.model) {}

  ReferenceResult run() {
    ReferenceResult result;
    result.clauses.resize(model_.clauses.size());
    result.in_force = in_force();
    if (!result.in_force) return result;
    eligible_ = model_.eligible ? formulas_.condition(*model_.eligible) : Truth::yes;
    std::vector<ReferenceLine> lines;
    for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
      if (!formulas_.exists_under(model_.clauses[c].only_under)) {
        result.clauses[c].outcome = Outcome::absent;
        continue;
      }
      std::vector<ReferenceLine> own = clause_lines(c);
      set_awarded(c, own);
      lines.insert(lines.end(), own.begin(), own.end());
    }
    result.failed = !stack_lines(lines, formulas_);
    for (ReferenceLine& line : lines) {
      if (!line.takes_part()) continue;
      if (line.computed > 0 && line.amount == 0) line.outcome = Outcome::lost;
      if (!pay_instalments(line)) result.failed = true;
    }
    gather(lines, result);
    result.authority_was_asked = formulas_.authority_was_asked();
    return result;
  }

 private:
  bool in_force() const {
    if (model_.status == PolicyStatus::draft) return true;
    if (model_.status != PolicyStatus::in_force) return false;
    const Date day = formulas_.situation().decision_date;
    const bool begun = !model_.period_from || *model_.period_from <= day;
    const bool ended = model_.period_to && *model_.period_to < day;
    return begun && !ended;
  }

  // One line for the applicant, each item (and sub-item), or each group.
  std::vector<ReferenceLine> clause_lines(std::uint32_t index) {
    const Clause& clause = model_.clauses[index];
    failed_list_ = false;
    std::vector<ReferenceLine> lines;
    std::vector<std::pair<Slot, ExactValue>> locals;
    enumerate(clause, 0, locals, lines);
    if (clause.group_by != no_formula) lines = grouped(clause, lines);
    for (ReferenceLine& line : lines) {
      line.clause = index;
      judge(clause, line);
    }
    if (failed_list_) {
      lines.emplace_back().clause = index;
      lines.back().outcome = Outcome::failed;
    }
    return lines;
  }

  void enumerate(const Clause& clause, size_t depth,
                 std::vector<std::pair<Slot, ExactValue>>& locals,
                 std::vector<ReferenceLine>& lines) {
    if (depth == clause.for_each.size()) {
      lines.emplace_back().locals = locals;
      return;
    }
    const Binding& binding = clause.for_each[depth];
    const ExactValue items = formulas_.value(binding.formula);
    if (!items.is(Kind::list)) {
      failed_list_ = true;
      return;
    }
    for (const ExactValue& item : items.parts) {
      formulas_.bind(binding.slot, item);
      locals.emplace_back(binding.slot, item);
      enumerate(clause, depth + 1, locals, lines);
      locals.pop_back();
    }
  }

  std::vector<ReferenceLine> grouped(const Clause& clause,
                                     const std::vector<ReferenceLine>& items) {
    std::vector<std::pair<ExactValue, std::vector<ExactValue>>> groups;
    for (const ReferenceLine& item : items) {
      bind(item);
      const ExactValue key = formulas_.value(clause.group_by);
      auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& known) {
        return truth_of(formulas_.equal(known.first, key)) == Truth::yes;
      });
      if (group == groups.end()) {
        groups.push_back({key, {}});
        group = groups.end() - 1;
      }
      group->second.push_back(item.locals.back().second);
    }
    std::vector<ReferenceLine> lines;
    for (const auto& [key, members] : groups) {
      ReferenceLine& line = lines.emplace_back();
      line.locals = {{clause.group_slot, key}, {clause.items_slot, list(members)}};
    }
    return lines;
  }

  void bind(const ReferenceLine& line) {
    for (const auto& [slot, value] : line.locals) formulas_.bind(slot, value);
  }

  // The first condition that fails gives the reason; exclusions come before conditions.
  void judge(const Clause& clause, ReferenceLine& line) {
    bind(line);
    for (const Binding& binding : clause.let) {
      line.locals.emplace_back(binding.slot, formulas_.value(binding.formula));
      bind(line);
    }
    std::vector<std::pair<Truth, Outcome>> tests = {{eligible_, Outcome::not_met}};
    for (const Exclusion& exclusion : model_.exclude) {
      tests.emplace_back(not_(formulas_.condition(exclusion.when)), Outcome::excluded);
    }
    for (const Exclusion& exclusion : clause.exclude) {
      tests.emplace_back(not_(formulas_.condition(exclusion.when)), Outcome::excluded);
    }
    tests.emplace_back(in_window(clause), Outcome::not_met);
    if (clause.when) {
      tests.emplace_back(formulas_.condition(*clause.when), Outcome::not_met);
    }
    if (clause.already_paid != no_formula) {
      tests.emplace_back(not_(formulas_.truth(clause.already_paid)),
                         Outcome::already_paid);
    }
    if (clause.selected != no_formula) {
      tests.emplace_back(formulas_.truth(clause.selected), Outcome::not_met);
    }
    bool failed_test = false;
    for (const auto& [truth, reason] : tests) {
      failed_test = failed_test || truth == Truth::unknown;
      if (truth != Truth::no) continue;
      line.outcome = reason;
      line.reason_open = failed_test;
      return;
    }
    if (failed_test) {
      line.outcome = Outcome::failed;
      return;
    }
    set_amount(clause, line);
  }

  Truth in_window(const Clause& clause) {
    const Date today = formulas_.situation().decision_date;
    const ExactValue day =
        clause.window_of == no_formula ? date(today) : formulas_.value(clause.window_of);
    Truth inside = Truth::yes;
    const auto check = [&](FormulaId id, bool opens) {
      if (id == no_formula) return;
      const ExactValue end = formulas_.value(id);
      if (!end.is(Kind::date) || !day.is(Kind::date)) {
        inside = and_(inside, Truth::unknown);
        return;
      }
      const bool holds = opens ? end.date <= day.date : day.date <= end.date;
      inside = and_(inside, truth_from(holds));
    };
    check(clause.window_from, true);
    check(clause.window_to, false);
    return inside;
  }

  void set_amount(const Clause& clause, ReferenceLine& line) {
    const Awarded awarded = award(clause.award);
    line.outcome = awarded.outcome;
    if (awarded.outcome != Outcome::met) return;
    const bool authority_selects =
        clause.mode == ClauseMode::competitive && clause.selected == no_formula;
    if (authority_selects && !formulas_.choose_yes()) {
      line.outcome = Outcome::not_met;
      return;
    }
    const auto fen = fen_of(
        number(round_to_multiple(awarded.yuan, clause.rounding_unit, clause.rounding)));
    if (!fen) {
      line.outcome = Outcome::failed;
      return;
    }
    line.computed = std::max<std::int64_t>(*fen, 0);
    line.amount = line.computed;
  }

  Awarded award(const Award& award) {
    Awarded result = award_form(award);
    if (result.outcome != Outcome::met) return result;
    for (const FormulaId bound : {award.at_least, award.at_most}) {
      if (bound == no_formula) continue;
      const ExactValue limit = formulas_.value(bound);
      if (!limit.is(Kind::number)) return {Outcome::failed, {}};
      const bool least = bound == award.at_least;
      if (least ? result.yuan < limit.number : limit.number < result.yuan) {
        result.yuan = limit.number;
      }
    }
    return result;
  }

  Awarded award_form(const Award& award) {
    switch (award.kind) {
      case Award::Kind::amount: {
        const ExactValue amount = formulas_.value(award.formula);
        if (!amount.is(Kind::number)) return {Outcome::failed, {}};
        return {Outcome::met, amount.number};
      }
      case Award::Kind::unspecified:
        return {Outcome::unspecified, {}};
      case Award::Kind::delegated:
        return {Outcome::delegated, {}};
      case Award::Kind::no_money:
        return {Outcome::no_money, {}};
      case Award::Kind::not_met:
        return {Outcome::not_met, {}};
      case Award::Kind::by_reading: {
        const auto option = formulas_.situation().readings[award.question];
        return this->award(award.alternatives[option]);
      }
      case Award::Kind::choice:
        break;
    }
    for (const auto& [slot, formula] : award.bindings) {
      formulas_.bind(slot, formulas_.value(formula));
    }
    // What cannot be decided does not matter where all that is left gives the same.
    std::vector<Awarded> candidates;
    bool decided = false;
    for (size_t i = 0; i < award.conditions.size() && !decided; ++i) {
      const Truth applies = formulas_.truth(award.conditions[i]);
      if (applies != Truth::no) candidates.push_back(this->award(award.alternatives[i]));
      decided = applies == Truth::yes;
    }
    if (!decided) candidates.push_back(this->award(award.alternatives.back()));
    for (const Awarded& candidate : candidates) {
      if (!(candidate == candidates.front())) return {Outcome::failed, {}};
    }
    return candidates.front();
  }

  void set_awarded(std::uint32_t clause, const std::vector<ReferenceLine>& lines) {
    std::int64_t sum = 0;
    for (const ReferenceLine& line : lines) {
      if (line.outcome == Outcome::failed) {
        formulas_.awarded[clause] = failed();
        return;
      }
      if (line.takes_part()) sum += line.computed;
    }
    formulas_.awarded[clause] = number(Money{sum}.to_yuan());
  }

  // Parts of the amount in order; what a later condition refuses is not paid.
  bool pay_instalments(ReferenceLine& line) {
    const Clause& clause = model_.clauses[line.clause];
    if (clause.instalments.empty()) return true;
    bind(line);
    std::int64_t left = line.amount;
    std::int64_t paid = 0;
    Decimal shares = 0;
    for (const Instalment& item : clause.instalments) {
      const bool last = &item == &clause.instalments.back();
      const ExactValue given =
          formulas_.value(item.share != no_formula ? item.share : item.amount);
      if (!given.is(Kind::number)) return false;
      auto part = fen_of(given);
      if (item.share != no_formula) {
        shares += given.number;
        part = fen_of(number(Money{line.amount}.to_yuan() * given.number));
        const Decimal near = round_to_scale(shares, 30, RoundingMode::half_even);
        if (last && near == Decimal(1)) part = left;
      }
      if (!part) return false;
      part = std::clamp<std::int64_t>(*part, 0, left);
      left -= *part;
      const Truth due = item.when ? formulas_.condition(*item.when) : Truth::yes;
      if (due == Truth::unknown) return false;
      if (due == Truth::yes) paid += *part;
    }
    line.amount = paid;
    return true;
  }

  void gather(const std::vector<ReferenceLine>& lines, ReferenceResult& result) const {
    for (const ReferenceLine& line : lines) {
      ReferenceClause& clause = result.clauses[line.clause];
      clause.outcome = std::min(clause.outcome, line.outcome);
      clause.amount += line.amount;
      clause.lines.push_back(line);
      result.total += line.amount;
      result.failed = result.failed || line.outcome == Outcome::failed;
    }
  }

  ReferenceFormulas formulas_;
  const PolicyModel& model_;
  Truth eligible_ = Truth::yes;
  bool failed_list_ = false;
};

}  // namespace

ReferenceResult evaluate_reference(const Situation& situation) {
  return PolicyRun(situation).run();
}

}  // namespace jiangbu::oracle
