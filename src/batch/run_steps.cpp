#include "batch/run_steps.hpp"

#include <algorithm>
#include <compare>
#include <numeric>

namespace jiangbu {

namespace {

// A step's terms are at least 0, and beyond unbounded_fen there is no limit.
std::int64_t clamped(std::int64_t fen) {
  return std::clamp<std::int64_t>(fen, 0, unbounded_fen);
}

}  // namespace

void StepsRun::gather(const std::vector<std::uint32_t>& begin,
                      const std::vector<std::uint32_t>& end) {
  lines_.clear();
  amounts_.clear();
  first_line_.clear();
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    first_line_.push_back(lines_.size());
    const ClauseLines& of = plan_.lines[plan_.clauses[c].lines];
    const std::uint8_t* met =
        of.met == no_register ? nullptr : registers_->truths[of.met];
    const std::int64_t* low = registers_->numbers[of.low];
    const std::int64_t* high = registers_->numbers[of.high];
    for (std::uint32_t row = begin[of.domain]; row < end[of.domain]; ++row) {
      // A line that pays nothing takes nothing from the others.
      if ((met != nullptr && met[row] == 0) || high[row] <= 0) continue;
      lines_.push_back({c, row});
      amounts_.push_back({low[row], std::min(high[row], unbounded_fen)});
    }
  }
  first_line_.push_back(lines_.size());
}

std::vector<std::size_t> StepsRun::lines_of(std::size_t clause) const {
  std::vector<std::size_t> lines(first_line_[clause + 1] - first_line_[clause]);
  std::iota(lines.begin(), lines.end(), first_line_[clause]);
  return lines;
}

void StepsRun::add_key(const StepColumns& of, std::uint32_t row) {
  for (const KeyColumn& part : of.keys) {
    const bool null = part.null != no_register && registers_->truths[part.null][row] != 0;
    keys_.push_back(null ? 1 : 0);
    switch (plan_.registers[part.value].width) {
      case Width::truth:
        keys_.push_back(null ? 0 : registers_->truths[part.value][row]);
        break;
      case Width::code:
        keys_.push_back(null ? 0 : registers_->codes[part.value][row]);
        break;
      case Width::number:
        keys_.push_back(null ? 0 : registers_->numbers[part.value][row]);
        break;
    }
  }
}

// Lines of the step's clauses, group by group, in the order of their first line.
void StepsRun::form_groups(const PlanStep& step) {
  groups_.clear();
  members_.clear();
  const PerKind per = step.step->per;
  if (per == PerKind::keys) return group_by_keys(step);
  for (std::size_t of = 0; of < step.of.size(); ++of) {
    const std::size_t clause = step.of[of].clause;
    for (std::size_t i = first_line_[clause]; i < first_line_[clause + 1]; ++i) {
      const bool apart =
          per == PerKind::item || (per == PerKind::clause && i == first_line_[clause]);
      if (apart || groups_.empty()) groups_.push_back({members_.size(), 0, of});
      members_.push_back(i);
      groups_.back().end = members_.size();
    }
  }
}

void StepsRun::group_by_keys(const PlanStep& step) {
  keyed_.clear();
  keys_.clear();
  for (std::size_t of = 0; of < step.of.size(); ++of) {
    const std::size_t clause = step.of[of].clause;
    for (std::size_t i = first_line_[clause]; i < first_line_[clause + 1]; ++i) {
      keyed_.push_back({i, of, keyed_.size()});
      add_key(step.of[of], lines_[i].row);
    }
  }
  if (keyed_.empty()) return;
  const std::size_t parts = keys_.size() / keyed_.size();
  const auto compare = [&](const Keyed& a, const Keyed& b) {
    const std::int64_t* const first = &keys_[a.place * parts];
    const std::int64_t* const second = &keys_[b.place * parts];
    return std::lexicographical_compare_three_way(first, first + parts, second,
                                                  second + parts);
  };
  std::ranges::sort(keyed_, [&](const Keyed& a, const Keyed& b) {
    const auto order = compare(a, b);
    return order != 0 ? order < 0 : a.place < b.place;
  });
  for (std::size_t i = 0; i < keyed_.size(); ++i) {
    const bool fresh = i == 0 || compare(keyed_[i - 1], keyed_[i]) != 0;
    if (fresh) groups_.push_back({i, 0, keyed_[i].of});
    members_.push_back(keyed_[i].line);
    groups_.back().end = i + 1;
  }
  std::ranges::sort(groups_, {},
                    [&](const Group& group) { return keyed_[group.begin].place; });
}

void StepsRun::look_at(const Group& group) {
  group_.lines.clear();
  group_.clauses.clear();
  for (std::size_t i = group.begin; i < group.end; ++i) {
    group_.lines.push_back(members_[i]);
    group_.clauses.push_back(plan_.clauses[lines_[members_[i]].clause].clause);
  }
  group_.uncounted.assign(group_.lines.size(), false);
}

FenRange StepsRun::fen_of(const TermColumn& term, std::uint32_t row) const {
  return {clamped(registers_->numbers[term.low][row]),
          clamped(registers_->numbers[term.high][row])};
}

NumberRange StepsRun::number_of(const TermColumn& term, std::uint32_t row) const {
  const Decimal unit = Decimal::from_parts(false, 1, -term.scale);
  const auto number = [&](RegisterId end) {
    return Decimal(registers_->numbers[end][row]) * unit / Decimal(term.divisor);
  };
  return {number(term.low), number(term.high)};
}

// A part of what the lines of a group come to.
FenRange StepsRun::part_of(const FenRange& total, const Decimal& part) {
  NumberRange yuan{Money{total.low}.to_yuan(), Money{total.high}.to_yuan()};
  if (total.high >= unbounded_fen) yuan.high.reset();
  const NumberRange limit = multiply(NumberRange::exact(part), yuan);
  return {limit.low ? to_fen(*limit.low, RoundingMode::half_up) : 0,
          limit.high ? to_fen(*limit.high, RoundingMode::half_up) : unbounded_fen};
}

StepTerms StepsRun::terms_of(const PlanStep& step, const Group& group,
                             const FenRange& total) const {
  if (step.of_total) {
    StepTerms terms;
    const bool cap = step.step->kind == StepKind::cap;
    (cap ? terms.limit : terms.minus) = part_of(total, *step.of_total);
    return terms;
  }
  const StepColumns& of = step.of[group.of];
  const std::uint32_t row = lines_[members_[group.begin]].row;
  StepTerms terms;
  switch (step.step->kind) {
    case StepKind::highest_only:
    case StepKind::first_only:
      break;
    case StepKind::top_up:
    case StepKind::deduct:
      terms.minus = fen_of(*of.limit, row);
      break;
    case StepKind::cap:
    case StepKind::aid_ceiling:
      terms.limit = fen_of(*of.limit, row);
      if (of.other) {
        const FenRange used = fen_of(*of.other, row);
        const bool open = used.high >= unbounded_fen;
        terms.limit = {open ? 0 : subtract_fen(terms.limit.low, used.high),
                       subtract_fen(terms.limit.high, used.low)};
      }
      break;
    case StepKind::matching:
      terms.limit = fen_of(*of.limit, row);
      break;
    case StepKind::limit: {
      const std::int64_t* low = registers_->numbers[of.limit->low];
      const std::int64_t* high = registers_->numbers[of.limit->high];
      terms.take = {std::max<std::int64_t>(0, low[row]),
                    std::max<std::int64_t>(0, high[row])};
      break;
    }
    case StepKind::scale:
      terms.by = number_of(*of.limit, row);
      break;
    case StepKind::round: {
      const NumberRange to = number_of(*of.limit, row);
      if (to.is_exact()) terms.to = to.low;
      break;
    }
    case StepKind::no_double_funding:
      terms.funded = truth_from(registers_->truths[of.funded][row] != 0);
      break;
  }
  return terms;
}

bool StepsRun::run_exactly(std::vector<std::int64_t>& amounts) {
  for (const PlanStep& step : plan_.steps) {
    form_groups(step);
    for (const Group& group : groups_) {
      look_at(group);
      part_.clear();
      std::int64_t total = 0;
      for (const std::size_t line : group_.lines) {
        part_.push_back(amounts[line]);
        total = add_fen(total, amounts[line]);
      }
      const StepTerms terms = terms_of(step, group, {total, total});
      if (!terms.is_exact(step.step->kind)) return false;
      apply_exactly(*step.step, terms, group_, part_);
      for (std::size_t i = 0; i < part_.size(); ++i) amounts[group_.lines[i]] = part_[i];
    }
  }
  return true;
}

void StepsRun::run_ranges(AmountBounds& bounds) {
  for (const PlanStep& step : plan_.steps) {
    form_groups(step);
    for (const Group& group : groups_) {
      look_at(group);
      std::vector<FenRange> lines;
      for (const std::size_t i : group_.lines) lines.push_back(bounds.line(i));
      const FenRange total = bounds.sum_of(group_.lines);
      const RangeOutcome after =
          apply_to_ranges(*step.step, terms_of(step, group, total), group_, lines, total);
      // What is known of sums with other lines stays.
      if (after.unchanged) continue;
      bounds.set({group_.lines, after.total, after.single}, after.lines,
                 may_raise(step.step->kind));
    }
  }
}

std::vector<Tranche> StepsRun::tranches_of(const Line& line) const {
  std::vector<Tranche> tranches;
  for (const TrancheColumns& part : plan_.tranches[line.clause]) {
    Tranche& tranche = tranches.emplace_back();
    tranche.share = part.share;
    if (part.amount) {
      const FenRange fen = fen_of(*part.amount, line.row);
      tranche.amount_low = fen.low;
      tranche.amount_high = fen.high;
    }
    if (part.when != no_register) {
      tranche.condition = truth_from(registers_->truths[part.when][line.row] != 0);
    }
  }
  return tranches;
}

// False where a part is a range.
bool StepsRun::leave_unpaid(std::vector<std::int64_t>& amounts) const {
  if (plan_.tranches.empty()) return true;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::vector<Tranche> tranches = tranches_of(lines_[i]);
    if (tranches.empty()) continue;
    const std::int64_t paid = paid_of(amounts[i], tranches, true);
    if (paid != paid_of(amounts[i], tranches, false)) return false;
    amounts[i] = paid;
  }
  return true;
}

void StepsRun::leave_unpaid(AmountBounds& bounds) const {
  if (plan_.tranches.empty()) return;
  std::vector<std::vector<Tranche>> tranches;
  std::vector<FenRange> paid;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    tranches.push_back(tranches_of(lines_[i]));
    const FenRange& whole = bounds.line(i);
    paid.push_back(
        {paid_of(whole.low, tranches[i], false), paid_of(whole.high, tranches[i], true)});
  }
  apply_tranches(tranches, paid, bounds);
}

bool StepsRun::run(const Registers& registers, const std::vector<std::uint32_t>& begin,
                   const std::vector<std::uint32_t>& end, std::vector<FenRange>& clauses,
                   FenRange& total) {
  registers_ = &registers;
  gather(begin, end);
  const bool exact =
      std::all_of(amounts_.begin(), amounts_.end(),
                  [](const FenRange& amount) { return amount.is_exact(); });
  std::vector<std::int64_t>& amounts = left_;
  amounts.clear();
  for (const FenRange& amount : amounts_) amounts.push_back(amount.high);
  if (exact && run_exactly(amounts) && leave_unpaid(amounts)) {
    total = {};
    for (std::size_t c = 0; c < clauses.size(); ++c) {
      std::int64_t sum = 0;
      for (std::size_t i = first_line_[c]; i < first_line_[c + 1]; ++i) {
        sum = add_fen(sum, amounts[i]);
      }
      clauses[c] = {sum, sum};
      total = add(total, clauses[c]);
    }
    return true;
  }
  // How far rounded parts may be off depends on lines that pay nothing, too.
  if (!plan_.steps.empty() && !plan_.tranches.empty()) return false;
  AmountBounds bounds(amounts_);
  run_ranges(bounds);
  leave_unpaid(bounds);
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    clauses[c] = bounds.sum_of(lines_of(c));
  }
  total = bounds.total();
  return true;
}

}  // namespace jiangbu
