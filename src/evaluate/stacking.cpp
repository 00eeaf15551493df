#include "evaluate/stacking.hpp"

#include <algorithm>
#include <map>

#include "evaluate/conditions.hpp"
#include "evaluate/identity.hpp"
#include "evaluate/step_terms.hpp"

namespace jiangbu {

namespace {

using Amounts = std::vector<std::int64_t>;

bool is_exact(const std::vector<Line>& lines) {
  return std::all_of(lines.begin(), lines.end(), [](const Line& line) {
    return !line.has_amount() || line.computed.is_exact();
  });
}

// Several lines of one group may be paid less because of one that is paid more.
bool displaces(const StackingStep& step) {
  return step.kind == StepKind::first_only ||
         (step.kind == StepKind::limit && step.keep_first);
}

bool uses_slot(const Program& program, StepId id, Slot slot) {
  const Step& step = program.steps[id];
  if (step.op == Op::local) return step.a == slot;
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    if (uses_slot(program, program.operand(step, i), slot)) return true;
  }
  return false;
}

// Treats every line by itself, whatever its group.
bool is_by_line(StepKind kind) {
  return kind == StepKind::scale || kind == StepKind::round ||
         kind == StepKind::no_double_funding;
}

class Stacking {
 public:
  Stacking(std::vector<Line>& lines, FormulaEvaluator& evaluator)
      : lines_(lines), evaluator_(evaluator), model_(evaluator.model()) {
    for (const Clause& clause : model_.clauses) {
      for (const StackingStep& step : clause.stacking) add_step(step);
    }
    for (const StackingStep& step : model_.stacking) add_step(step);
  }

  AmountBounds run() {
    std::vector<FenRange> ranges;
    Amounts amounts;
    for (const Line& line : lines_) {
      ranges.push_back(line.has_amount() ? line.computed : FenRange{});
      amounts.push_back(ranges.back().high);
    }
    const bool exact = run_exactly(amounts) && is_exact(lines_);
    if (!exact) return run_ranges(AmountBounds(ranges));
    for (size_t i = 0; i < amounts.size(); ++i) ranges[i] = {amounts[i], amounts[i]};
    return AmountBounds(ranges);
  }

 private:
  struct Group : StepGroup {
    std::vector<Value> keys;
    bool certain = true;  // false: one line that may belong to any group
  };
  struct ActiveStep {
    const StackingStep* step;
    std::vector<Group> groups;
  };

  void add_step(const StackingStep& step) {
    if (!exists_under(step.only_under, evaluator_)) return;
    steps_.push_back({&step, groups_of(step)});
  }

  // Lines of the step's clauses, by key, in the order of their first line.
  std::vector<Group> groups_of(const StackingStep& step) {
    std::vector<Group> groups;
    std::map<std::string, size_t> places;
    for (const std::uint32_t clause : step.of) {
      for (size_t i = 0; i < lines_.size(); ++i) {
        Line& line = lines_[i];
        if (line.clause != clause || !line.has_amount()) continue;
        Group own;
        const std::string name = group_name(step, line, i, own);
        const auto [place, fresh] = places.emplace(name, groups.size());
        if (fresh) groups.push_back(std::move(own));
        Group& group = groups[place->second];
        group.lines.push_back(i);
        group.clauses.push_back(clause);
        group.uncounted.push_back(line.many);
        group.many = line.many && (step.per == PerKind::item || !group.certain);
      }
    }
    return groups;
  }

  std::string group_name(const StackingStep& step, Line& line, size_t index,
                         Group& group) {
    switch (step.per) {
      case PerKind::applicant:
        return "";
      case PerKind::clause:
        return std::to_string(line.clause);
      case PerKind::item:
        return std::to_string(index);
      case PerKind::keys:
        break;
    }
    bind_locals(line, evaluator_);
    std::string name;
    for (const std::string& key : step.keys) {
      for (const Binding& binding : model_.clauses[line.clause].keys) {
        if (binding.name != key) continue;
        Value value = evaluator_.formula(binding.formula);
        if (!value.is_exact()) {
          group.certain = line.certain_group = false;
          line.causes = evaluator_.causes().join(line.causes, value.causes);
          name += "?" + std::to_string(index);
        } else {
          const Type& type = model_.formulas.type(binding.formula);
          name += identity_of(value, type, model_) + "\x1f";
        }
        group.keys.push_back(std::move(value));
      }
    }
    return name;
  }

  /// Leaves in `amounts` what the steps leave at their best, and notes what they took.
  /// Returns whether all terms were exact and all groups certain.
  bool run_exactly(Amounts& amounts) {
    bool exact = true;
    for (const ActiveStep& active : steps_) {
      for (const Group& group : active.groups) {
        Amounts part;
        std::int64_t total = 0;
        for (const size_t line : group.lines) {
          part.push_back(amounts[line]);
          total = add_fen(total, amounts[line]);
        }
        const StepTerms terms = terms_of(*active.step, group, {total, total});
        exact = exact && group.certain && terms.is_exact(active.step->kind);
        if (active.step->kind == StepKind::no_double_funding) {
          for (const size_t line : group.lines) {
            lines_[line].funded = or_(lines_[line].funded, terms.funded);
          }
        }
        Amounts after = part;
        apply_exactly(*active.step, terms.best(), group, after);
        record(*active.step, group, part, after);
        for (size_t i = 0; i < after.size(); ++i) amounts[group.lines[i]] = after[i];
      }
    }
    return exact;
  }

  AmountBounds run_ranges(AmountBounds bounds) {
    for (const ActiveStep& active : steps_) {
      const bool all_certain =
          std::all_of(active.groups.begin(), active.groups.end(),
                      [](const Group& group) { return group.certain; });
      if (all_certain || is_by_line(active.step->kind)) {
        for (const Group& group : active.groups) {
          const RangeOutcome after = outcome_of(*active.step, group, bounds);
          // What is known of sums with other lines stays.
          if (after.unchanged) continue;
          bounds.set({group.lines, after.total, after.single}, after.lines,
                     may_raise(active.step->kind));
        }
      } else {
        apply_with_strangers(active, bounds);
      }
    }
    return bounds;
  }

  RangeOutcome outcome_of(const StackingStep& step, const Group& group,
                          const AmountBounds& bounds) {
    std::vector<FenRange> lines;
    for (const size_t i : group.lines) lines.push_back(bounds.line(i));
    const FenRange total = bounds.sum_of(group.lines);
    const StepTerms terms = terms_of(step, group, total);
    if (step.kind != StepKind::first_only) {
      return apply_to_ranges(step, terms, group, lines, total);
    }
    StepGroup known = group;
    known.clause_sums = bounds.clause_sums(group.lines, group.clauses);
    return apply_to_ranges(step, terms, known, lines, total);
  }

  // A line whose key is not known may belong to any group, alone or with others. Being
  // in another group is as good as paying nothing in this one.
  void apply_with_strangers(const ActiveStep& active, AmountBounds& bounds) {
    const StackingStep& step = *active.step;
    const bool by_total = limit_uses_total(step, evaluator_.program());
    // Two groups get at least what they would get as one.
    const bool apart_is_more = !by_total && !displaces(step) &&
                               step.kind != StepKind::deduct &&
                               step.kind != StepKind::top_up;
    // A line gets most alone in its group; what is deducted may come off the others.
    const bool apart_is_most = !by_total && step.kind != StepKind::deduct;
    Group strangers;
    Group together;
    for (const Group& group : active.groups) {
      if (!group.certain) join(strangers, group, step);
    }
    for (const Group& group : active.groups) join(together, group, step);
    const RangeOutcome crowd = crowded(active, together, bounds);
    AmountBounds::Block all;
    std::vector<FenRange> ranges;
    for (const Group& group : active.groups) {
      const RangeOutcome alone = outcome_of(step, group, bounds);
      all.total = add(all.total, alone.total);
      if (!group.certain) all.total.low -= alone.total.low;
      all.lines.insert(all.lines.end(), group.lines.begin(), group.lines.end());
      if (group.certain) {
        const RangeOutcome joined = with_strangers(step, group, strangers, bounds);
        ranges.insert(ranges.end(), joined.lines.begin(), joined.lines.end());
      } else {
        const size_t line = group.lines.front();
        const std::int64_t low = lowest_of(together, crowd, line);
        ranges.push_back({apart_is_more ? low : 0,
                          apart_is_most ? alone.lines[0].high : bounds.line(line).high});
      }
    }
    if (!apart_is_most) all.total.high = bounds.sum_of(all.lines).high;
    if (displaces(step) || by_total) all.total.low = 0;
    if (apart_is_more) {
      all.total.low = std::max(all.total.low, crowd.total.low);
    }
    bounds.set(std::move(all), ranges, may_raise(step.kind));
  }

  /// All lines in one group, under the terms of any of them.
  RangeOutcome crowded(const ActiveStep& active, Group& together,
                       const AmountBounds& bounds) {
    const FenRange total = bounds.sum_of(together.lines);
    std::optional<StepTerms> terms;
    for (const Group& group : active.groups) {
      together.keys = group.keys;
      const StepTerms own = terms_of(*active.step, together, total);
      terms = terms ? hull(*terms, own) : own;
    }
    std::vector<FenRange> lines;
    for (const size_t i : together.lines) lines.push_back(bounds.line(i));
    return apply_to_ranges(*active.step, *terms, together, lines, total);
  }

  static std::int64_t lowest_of(const Group& group, const RangeOutcome& outcome,
                                size_t line) {
    const auto place = std::find(group.lines.begin(), group.lines.end(), line);
    return outcome.lines[static_cast<size_t>(place - group.lines.begin())].low;
  }

  /// The lines of `group`, should any of the strangers be in it.
  RangeOutcome with_strangers(const StackingStep& step, const Group& group,
                              const Group& strangers, const AmountBounds& bounds) {
    Group joined = group;
    join(joined, strangers, step);
    joined.many = group.many;  // those of the strangers that are in this one group
    std::vector<FenRange> lines;
    for (const size_t i : joined.lines) {
      const bool own =
          std::find(group.lines.begin(), group.lines.end(), i) != group.lines.end();
      lines.push_back({own ? bounds.line(i).low : 0, bounds.line(i).high});
    }
    const FenRange total{bounds.sum_of(group.lines).low,
                         bounds.sum_of(joined.lines).high};
    const RangeOutcome outcome =
        apply_to_ranges(step, terms_of(step, joined, total), joined, lines, total);
    RangeOutcome result;
    for (const size_t i : group.lines) {
      const auto place = std::find(joined.lines.begin(), joined.lines.end(), i);
      result.lines.push_back(
          outcome.lines[static_cast<size_t>(place - joined.lines.begin())]);
    }
    return result;
  }

  /// Adds the lines of `more`, in the order in which the step sees them.
  void join(Group& group, const Group& more, const StackingStep& step) const {
    if (group.lines.empty()) group.keys = more.keys;
    std::vector<size_t> lines = group.lines;
    lines.insert(lines.end(), more.lines.begin(), more.lines.end());
    const auto rank = [&](size_t line) {
      const auto place = std::find(step.of.begin(), step.of.end(), lines_[line].clause);
      return std::pair(place - step.of.begin(), line);
    };
    std::sort(lines.begin(), lines.end(),
              [&](size_t a, size_t b) { return rank(a) < rank(b); });
    group.clauses.clear();
    group.uncounted.clear();
    for (const size_t line : lines) {
      group.clauses.push_back(lines_[line].clause);
      group.uncounted.push_back(lines_[line].many);
    }
    group.lines = std::move(lines);
    group.many = group.many || more.many;
  }

  void bind_step(const StackingStep& step, const Group& group, const FenRange& total) {
    if (step.in_clause_scope) bind_locals(lines_[group.lines.front()], evaluator_);
    for (size_t i = 0; i < step.key_slots.size() && i < group.keys.size(); ++i) {
      evaluator_.bind(step.key_slots[i], group.keys[i]);
    }
    NumberRange yuan{Money{total.low}.to_yuan(), Money{total.high}.to_yuan()};
    if (total.high >= unbounded_fen) yuan.high.reset();
    evaluator_.bind(step.total_slot, number_value(yuan));
  }

  /// The step's formulas, evaluated; what keeps them open is noted with the lines.
  StepTerms terms_of(const StackingStep& step, const Group& group,
                     const FenRange& total) {
    bind_step(step, group, total);
    StepTerms terms;
    switch (step.kind) {
      case StepKind::highest_only:
      case StepKind::first_only:
        break;
      case StepKind::top_up:
      case StepKind::deduct:
        terms.minus = money_of(step.limit, group);
        break;
      case StepKind::cap:
      case StepKind::aid_ceiling:
        terms.limit = money_of(step.limit, group);
        if (step.other != no_formula) {
          const FenRange used = money_of(step.other, group);
          const bool open = used.high >= unbounded_fen;
          terms.limit = {open ? 0 : subtract_fen(terms.limit.low, used.high),
                         subtract_fen(terms.limit.high, used.low)};
        }
        break;
      case StepKind::matching:
        terms.limit = to_range(
            multiply(number_of(step.limit, group), number_of(step.other, group)));
        break;
      case StepKind::limit:
        terms.take = take_of(number_of(step.limit, group));
        break;
      case StepKind::scale:
        terms.by = number_of(step.limit, group);
        break;
      case StepKind::round: {
        const NumberRange to = number_of(step.limit, group);
        if (to.is_exact()) terms.to = to.low;
        break;
      }
      case StepKind::no_double_funding: {
        const ConditionOutcome outcome = evaluate_condition(*step.when, evaluator_);
        if (outcome.truth == Truth::unknown) note_causes(outcome.causes, group);
        if (evaluator_.causes().contains(outcome.causes, CauseTable::failure))
          fail(group);
        terms.funded = outcome.truth;
        break;
      }
    }
    return terms;
  }

  NumberRange number_of(FormulaId formula, const Group& group) {
    const Value value = evaluator_.formula(formula);
    if (value.is_exact() && value.kind == Value::Kind::number) return value.number;
    note_causes(value.causes, group);
    if (evaluator_.causes().contains(value.causes, CauseTable::failure)) fail(group);
    return value.kind == Value::Kind::number ? value.number : NumberRange::unbounded();
  }

  static FenRange to_range(const NumberRange& yuan) {
    return {yuan.low ? to_fen(*yuan.low, RoundingMode::half_up) : 0,
            yuan.high ? to_fen(*yuan.high, RoundingMode::half_up) : unbounded_fen};
  }

  FenRange money_of(FormulaId formula, const Group& group) {
    return to_range(number_of(formula, group));
  }

  static FenRange take_of(const NumberRange& count) {
    const auto whole = [](const Decimal& number) {
      return std::max<std::int64_t>(0, floor(number).to_int64().value_or(0));
    };
    return {count.low ? whole(*count.low) : 0,
            count.high ? whole(*count.high) : unbounded_fen};
  }

  // What a step leaves of these lines cannot be computed.
  void fail(const Group& group) {
    for (const size_t line : group.lines) {
      if (lines_[line].computed.high > 0) lines_[line].stacking_failed = true;
    }
  }

  void note_causes(Causes causes, const Group& group) {
    for (const size_t line : group.lines) {
      lines_[line].causes = evaluator_.causes().join(lines_[line].causes, causes);
    }
  }

  void record(const StackingStep& step, const Group& group, const Amounts& before,
              const Amounts& after) {
    std::vector<std::string> winners;
    for (size_t i = 0; i < after.size(); ++i) {
      const std::string& id = model_.clauses[lines_[group.lines[i]].clause].id;
      const bool known = std::find(winners.begin(), winners.end(), id) != winners.end();
      if (after[i] > 0 && !known) winners.push_back(id);
    }
    const bool picks = step.kind == StepKind::highest_only ||
                       step.kind == StepKind::first_only ||
                       step.kind == StepKind::limit || step.kind == StepKind::top_up;
    for (size_t i = 0; i < after.size(); ++i) {
      // Without an upper bound there is no telling how much was lost.
      if (after[i] >= before[i] || before[i] >= unbounded_fen) continue;
      Reduction& reduction = lines_[group.lines[i]].reductions.emplace_back();
      reduction.step = name_of(step.kind);
      reduction.title = step.title;
      reduction.lost = Money{before[i] - after[i]};
      if (picks && after[i] == 0) reduction.winners = winners;
    }
  }

  std::vector<Line>& lines_;
  FormulaEvaluator& evaluator_;
  const PolicyModel& model_;
  std::vector<ActiveStep> steps_;
};

}  // namespace

bool limit_uses_total(const StackingStep& step, const Program& program) {
  const auto uses = [&](FormulaId id) {
    return id != no_formula && uses_slot(program, program.roots[id], step.total_slot);
  };
  return uses(step.limit) || uses(step.other);
}

AmountBounds apply_stacking(std::vector<Line>& lines, FormulaEvaluator& evaluator) {
  AmountBounds result = Stacking(lines, evaluator).run();
  Causes open_lines = 0;
  for (const Line& line : lines) {
    if (line.has_amount() && (!line.computed.is_exact() || !line.certain_group)) {
      open_lines = evaluator.causes().join(open_lines, line.causes);
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (!line.has_amount()) continue;
    line.amount = result.line(i);
    const bool may_lose = line.computed.is_exact() || line.amount.low < line.computed.low;
    if (may_lose && !line.amount.is_exact()) {
      // More certain by itself, but it may lose to lines that are open.
      line.causes = evaluator.causes().join(line.causes, open_lines);
    }
    const bool open =
        !line.amount.is_exact() && evaluator.causes().has_facts(line.causes);
    if (open && line.status == LineStatus::due) line.status = LineStatus::possible;
    if (line.stacking_failed) line.status = LineStatus::error;
    const bool lost = line.computed.high > 0 && line.amount.high == 0;
    const bool unstated = line.award.unspecified || line.award.delegated;
    if (line.funded == Truth::unknown && line.status == LineStatus::due) {
      line.status = LineStatus::possible;
    }
    if (line.funded == Truth::yes && !unstated && !line.stacking_failed) {
      line.status = LineStatus::excluded;
      continue;
    }
    if (!lost || unstated || line.reductions.empty()) continue;
    const std::string& step = line.reductions.back().step;
    if (step == name_of(StepKind::no_double_funding)) {
      line.status = LineStatus::excluded;
    } else if (!line.reductions.back().winners.empty()) {
      line.status = LineStatus::superseded;
    }
  }
  return result;
}

}  // namespace jiangbu
