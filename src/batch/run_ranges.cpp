#include "batch/run_ranges.hpp"

namespace jiangbu {

// Lines of the step's clauses, group by group, in the order of their first line.
void RangeSteps::form_groups(const PlanStep& step) {
  groups_.clear();
  std::vector<std::size_t> members;
  std::vector<const StepColumns*> columns;
  std::vector<std::uint32_t> group_of;
  const PerKind per = step.step->per;
  for (const StepColumns& of : step.of) {
    for (std::size_t i = 0; i < lines_->size(); ++i) {
      if ((*lines_)[i].clause != of.clause) continue;
      std::uint32_t group = 0;
      if (per == PerKind::item) group = static_cast<std::uint32_t>(members.size());
      if (per == PerKind::clause) group = static_cast<std::uint32_t>(of.clause);
      members.push_back(i);
      columns.push_back(&of);
      group_of.push_back(group);
    }
  }
  const std::size_t parts = per == PerKind::keys ? step.of.front().keys.size() : 0;
  for (std::size_t part = 0; part < parts; ++part) {
    numbers_.begin(members.size());
    for (std::size_t k = 0; k < members.size(); ++k) {
      const Key key =
          key_of(plan_, registers_, columns[k]->keys[part], (*lines_)[members[k]].row);
      group_of[k] = numbers_.number(group_of[k], key.null, key.value);
    }
  }
  numbers_.begin(members.size());
  for (std::size_t k = 0; k < members.size(); ++k) {
    const std::uint32_t place = numbers_.number(0, false, group_of[k]);
    if (place == groups_.size()) groups_.push_back({columns[k], {}});
    groups_[place].lines.push_back(members[k]);
  }
}

void RangeSteps::apply(const PlanStep& step, const Group& group,
                       AmountBounds& bounds) const {
  StepGroup lines;
  lines.lines = group.lines;
  std::vector<FenRange> amounts;
  for (const std::size_t i : group.lines) {
    lines.clauses.push_back(plan_.clauses[(*lines_)[i].clause].clause);
    amounts.push_back(bounds.line(i));
  }
  lines.uncounted.assign(group.lines.size(), false);
  if (step.step->kind == StepKind::first_only) {
    lines.clause_sums = bounds.clause_sums(group.lines, lines.clauses);
  }
  const FenRange total = bounds.sum_of(group.lines);
  const LinePlace first{(*lines_)[group.lines.front()].row, applicant_};
  const RangeOutcome after =
      apply_to_ranges(*step.step, terms_of(registers_, step, *group.first, first, total),
                      lines, amounts, total);
  // What is known of sums with other lines stays.
  if (after.unchanged) return;
  bounds.set({group.lines, after.total, after.single}, after.lines,
             may_raise(step.step->kind));
}

void RangeSteps::leave_unpaid(AmountBounds& bounds) const {
  std::vector<std::vector<Tranche>> tranches;
  std::vector<FenRange> paid;
  for (std::size_t i = 0; i < lines_->size(); ++i) {
    const RangeLine& line = (*lines_)[i];
    tranches.push_back(tranches_of(registers_, plan_.tranches[line.clause], line.row));
    const FenRange& whole = bounds.line(i);
    paid.push_back(
        {paid_of(whole.low, tranches[i], false), paid_of(whole.high, tranches[i], true)});
  }
  apply_tranches(tranches, paid, bounds);
}

bool RangeSteps::run(const Registers& registers, std::uint32_t applicant,
                     const std::vector<RangeLine>& lines, std::vector<FenRange>& clauses,
                     FenRange& total) {
  // How far rounded parts may be off depends on lines that pay nothing, too.
  if (!plan_.steps.empty() && !plan_.tranches.empty()) return false;
  registers_ = registers;
  applicant_ = applicant;
  lines_ = &lines;
  std::vector<FenRange> amounts;
  std::vector<std::vector<std::size_t>> of_clauses(plan_.clauses.size());
  for (const RangeLine& line : lines) {
    const ClauseLines& of = plan_.lines[plan_.clauses[line.clause].lines];
    of_clauses[line.clause].push_back(amounts.size());
    amounts.push_back({std::min(registers.numbers[of.low][line.row], unbounded_fen),
                       std::min(registers.numbers[of.high][line.row], unbounded_fen)});
  }
  AmountBounds bounds(amounts);
  for (const PlanStep& step : plan_.steps) {
    form_groups(step);
    for (const Group& group : groups_) apply(step, group, bounds);
  }
  if (!plan_.tranches.empty()) leave_unpaid(bounds);
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    clauses[c] = bounds.sum_of(of_clauses[c]);
  }
  total = bounds.total();
  return true;
}

}  // namespace jiangbu
