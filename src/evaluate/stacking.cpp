#include "evaluate/stacking.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "evaluate/conditions.hpp"

namespace jiangbu {

namespace {

// Above this many open lines each one's range is taken as 0 to its high end.
constexpr size_t max_single_runs = 64;

using Amounts = std::vector<std::int64_t>;

std::int64_t to_fen(const Decimal& yuan, RoundingMode mode) {
  const auto money = Money::from_yuan(yuan, mode);
  if (!money) return yuan.is_negative() ? 0 : unbounded_fen;
  return std::min(money->fen, unbounded_fen);
}

std::int64_t sum_of(const Amounts& amounts) {
  std::int64_t total = 0;
  for (const std::int64_t amount : amounts) total = add_fen(total, amount);
  return total;
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

  StackedAmounts run() {
    StackedAmounts result;
    Amounts low;
    Amounts high;
    for (const Line& line : lines_) {
      low.push_back(line.has_amount() && line.certain_group ? line.computed.low : 0);
      high.push_back(line.has_amount() ? line.computed.high : 0);
    }
    record_ = true;
    result.high_run = apply(high, true);
    record_ = false;
    result.low_run = apply(low, false);
    start_ranges(result);
    widen_by_single_runs(low, high, result);
    for (ActiveStep& active : steps_) widen_by_joining(active, low, high, result);
    return result;
  }

 private:
  struct Group {
    std::vector<size_t> lines;
    std::vector<Value> keys;
    bool many = false;  // stands for any number of groups
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
        std::vector<Value> keys;
        const std::string name = group_name(step, line, i, keys);
        const auto [place, fresh] = places.emplace(name, groups.size());
        if (fresh) groups.push_back({{}, std::move(keys)});
        groups[place->second].lines.push_back(i);
        const bool own_group = step.per == PerKind::item || !line.certain_group;
        groups[place->second].many = line.many && own_group;
      }
    }
    return groups;
  }

  std::string group_name(const StackingStep& step, Line& line, size_t index,
                         std::vector<Value>& keys) {
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
          // It may belong to any group: alone for the high end, nothing at the low end.
          line.certain_group = false;
          line.causes = evaluator_.causes().join(line.causes, value.causes);
          name += "?" + std::to_string(index);
        } else {
          const Type& type = model_.formulas[binding.formula].type;
          name += value_text(value, type, model_) + "\x1f";
        }
        keys.push_back(std::move(value));
      }
    }
    return name;
  }

  Amounts apply(Amounts amounts, bool optimistic) {
    for (const ActiveStep& active : steps_) {
      for (const Group& group : active.groups) {
        Amounts part;
        for (const size_t line : group.lines) part.push_back(amounts[line]);
        const Amounts after = apply_step(*active.step, group, part, optimistic);
        if (record_) record(*active.step, group, part, after);
        for (size_t i = 0; i < after.size(); ++i) amounts[group.lines[i]] = after[i];
      }
    }
    return amounts;
  }

  /// A limit in fen: the end that makes the outcome larger (or smaller).
  std::int64_t limit_of(FormulaId formula, bool high_end, const Group& group) {
    const Value value = evaluator_.formula(formula);
    if (value.kind != Value::Kind::number || !value.is_exact()) {
      note_causes(value.causes, group);
    }
    if (value.kind != Value::Kind::number) return high_end ? unbounded_fen : 0;
    const auto& end = high_end ? value.number.high : value.number.low;
    if (!end) return high_end ? unbounded_fen : 0;
    return std::max<std::int64_t>(0, to_fen(*end, RoundingMode::half_up));
  }

  void note_causes(Causes causes, const Group& group) {
    for (const size_t line : group.lines) {
      lines_[line].causes = evaluator_.causes().join(lines_[line].causes, causes);
    }
  }

  void bind_step(const StackingStep& step, const Group& group, std::int64_t total) {
    if (step.in_clause_scope) bind_locals(lines_[group.lines.front()], evaluator_);
    for (size_t i = 0; i < step.key_slots.size() && i < group.keys.size(); ++i) {
      evaluator_.bind(step.key_slots[i], group.keys[i]);
    }
    evaluator_.bind(step.total_slot,
                    number_value(NumberRange::exact(Money{total}.to_yuan())));
  }

  /// Each group is cut to its limit, but there may be any number of them.
  Amounts cut(const StackingStep& step, const Group& group, const Amounts& amounts,
              std::int64_t limit) const {
    const bool open = group.many && sum_of(amounts) >= unbounded_fen;
    return open ? amounts : cut_to(amounts, std::max<std::int64_t>(0, limit), step.cut);
  }

  Amounts apply_step(const StackingStep& step, const Group& group, const Amounts& amounts,
                     bool optimistic) {
    const std::int64_t total = sum_of(amounts);
    bind_step(step, group, total);
    switch (step.kind) {
      case StepKind::highest_only:
        return keep_largest(amounts, 1, false);
      case StepKind::first_only:
        return keep_first_clause(group, amounts);
      case StepKind::top_up: {
        const std::int64_t received = limit_of(step.limit, !optimistic, group);
        Amounts kept = keep_largest(amounts, 1, false);
        if (sum_of(kept) >= unbounded_fen) return kept;
        return cut(step, group, kept, sum_of(kept) - received);
      }
      case StepKind::deduct: {
        const std::int64_t minus = limit_of(step.limit, !optimistic, group);
        if (total >= unbounded_fen) return amounts;
        return cut(step, group, amounts, total - minus);
      }
      case StepKind::cap:
      case StepKind::aid_ceiling: {
        std::int64_t limit = limit_of(step.limit, optimistic, group);
        if (step.other != no_formula && limit < unbounded_fen) {
          limit -= limit_of(step.other, !optimistic, group);
        }
        return cut(step, group, amounts, limit);
      }
      case StepKind::matching:
        return cut(step, group, amounts, matching_limit(step, group, optimistic));
      case StepKind::limit:
        return keep_largest(amounts, take_of(step, group, optimistic), step.keep_first);
      case StepKind::no_double_funding:
        return drop_funded(step, group, amounts, optimistic);
      case StepKind::scale:
        return scaled(step, group, amounts, optimistic);
      case StepKind::round:
        return rounded(step, amounts, group);
    }
    return amounts;
  }

  std::int64_t matching_limit(const StackingStep& step, const Group& group,
                              bool optimistic) {
    const Value ratio = evaluator_.formula(step.limit);
    const Value base = evaluator_.formula(step.other);
    const Causes causes = evaluator_.causes().join(ratio.causes, base.causes);
    if (causes != 0) note_causes(causes, group);
    if (ratio.kind != Value::Kind::number || base.kind != Value::Kind::number) {
      return optimistic ? unbounded_fen : 0;
    }
    const NumberRange product = multiply(ratio.number, base.number);
    const auto& end = optimistic ? product.high : product.low;
    if (!end) return optimistic ? unbounded_fen : 0;
    return std::max<std::int64_t>(0, to_fen(*end, RoundingMode::half_up));
  }

  size_t take_of(const StackingStep& step, const Group& group, bool optimistic) {
    const Value take = evaluator_.formula(step.limit);
    if (!take.is_exact()) note_causes(take.causes, group);
    const auto& end = optimistic ? take.number.high : take.number.low;
    if (take.kind != Value::Kind::number || !end) return optimistic ? lines_.size() : 0;
    const auto count = floor(*end).to_int64().value_or(0);
    return static_cast<size_t>(std::max<std::int64_t>(0, count));
  }

  static Amounts keep_largest(const Amounts& amounts, size_t count, bool first) {
    std::vector<size_t> order(amounts.size());
    std::iota(order.begin(), order.end(), size_t{0});
    if (!first) {
      std::stable_sort(order.begin(), order.end(),
                       [&](size_t a, size_t b) { return amounts[a] > amounts[b]; });
    } else {
      // A line that pays nothing does not use up a place.
      std::stable_partition(order.begin(), order.end(),
                            [&](size_t i) { return amounts[i] > 0; });
    }
    Amounts kept(amounts.size(), 0);
    for (size_t i = 0; i < order.size() && i < count; ++i) {
      kept[order[i]] = amounts[order[i]];
    }
    return kept;
  }

  Amounts keep_first_clause(const Group& group, const Amounts& amounts) const {
    Amounts kept(amounts.size(), 0);
    std::optional<std::uint32_t> winner;
    for (size_t i = 0; i < amounts.size(); ++i) {
      if (amounts[i] <= 0) continue;
      if (!winner) winner = lines_[group.lines[i]].clause;
      if (lines_[group.lines[i]].clause == *winner) kept[i] = amounts[i];
    }
    return kept;
  }

  Amounts drop_funded(const StackingStep& step, const Group& group,
                      const Amounts& amounts, bool optimistic) {
    const ConditionOutcome outcome = evaluate_condition(*step.when, evaluator_, nullptr);
    if (outcome.truth == Truth::no) return amounts;
    if (outcome.truth == Truth::unknown) {
      note_causes(outcome.causes, group);
      if (optimistic) return amounts;
    }
    return Amounts(amounts.size(), 0);
  }

  Amounts scaled(const StackingStep& step, const Group& group, const Amounts& amounts,
                 bool optimistic) {
    const Value by = evaluator_.formula(step.limit);
    if (!by.is_exact()) note_causes(by.causes, group);
    const auto& end = optimistic ? by.number.high : by.number.low;
    Amounts result;
    for (const std::int64_t amount : amounts) {
      if (by.kind != Value::Kind::number || !end || amount >= unbounded_fen) {
        result.push_back(optimistic ? unbounded_fen : 0);
        continue;
      }
      result.push_back(std::max<std::int64_t>(
          0, to_fen(Money{amount}.to_yuan() * *end, RoundingMode::half_up)));
    }
    return result;
  }

  Amounts rounded(const StackingStep& step, const Amounts& amounts, const Group& group) {
    const Value to = evaluator_.formula(step.limit);
    if (!to.is_exact()) {
      note_causes(to.causes, group);
      return amounts;
    }
    Amounts result;
    for (const std::int64_t amount : amounts) {
      if (amount >= unbounded_fen) {
        result.push_back(amount);
        continue;
      }
      const Decimal yuan =
          round_to_multiple(Money{amount}.to_yuan(), *to.number.low, step.rounding);
      result.push_back(to_fen(yuan, RoundingMode::half_up));
    }
    return result;
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

  void start_ranges(StackedAmounts& result) const {
    const auto span = [](std::int64_t a, std::int64_t b) {
      return FenRange{std::min(a, b), std::max(a, b)};
    };
    for (size_t i = 0; i < lines_.size(); ++i) {
      result.lines.push_back(span(result.low_run[i], result.high_run[i]));
    }
    result.clauses = clause_ranges(result.low_run, result.high_run);
    result.total = span(sum_of(result.low_run), sum_of(result.high_run));
  }

  std::vector<FenRange> clause_ranges(const Amounts& a, const Amounts& b) const {
    std::vector<FenRange> ranges(model_.clauses.size());
    Amounts first(ranges.size(), 0);
    Amounts second(ranges.size(), 0);
    for (size_t i = 0; i < lines_.size(); ++i) {
      first[lines_[i].clause] = add_fen(first[lines_[i].clause], a[i]);
      second[lines_[i].clause] = add_fen(second[lines_[i].clause], b[i]);
    }
    for (size_t c = 0; c < ranges.size(); ++c) {
      ranges[c] = {std::min(first[c], second[c]), std::max(first[c], second[c])};
    }
    return ranges;
  }

  // One line, or one clause, at one end and the rest at the other.
  void widen_by_single_runs(const Amounts& low, const Amounts& high,
                            StackedAmounts& result) {
    if (steps_.empty()) return;
    std::vector<size_t> open;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (low[i] != high[i]) open.push_back(i);
    }
    if (open.empty()) return;
    if (open.size() > max_single_runs) {
      for (const size_t i : open) result.lines[i] = {0, high[i]};
      for (const size_t i : open) result.clauses[lines_[i].clause].low = 0;
      return;
    }
    const auto widen = [&](const std::vector<size_t>& chosen) {
      Amounts chosen_low = high;
      Amounts chosen_high = low;
      for (const size_t i : chosen) {
        chosen_low[i] = low[i];
        chosen_high[i] = high[i];
      }
      widen_with(apply(chosen_low, false), result);
      widen_with(apply(chosen_high, true), result);
    };
    for (const size_t i : open) widen({i});
    for (std::uint32_t c = 0; c < model_.clauses.size(); ++c) {
      std::vector<size_t> of_clause;
      for (const size_t i : open) {
        if (lines_[i].clause == c) of_clause.push_back(i);
      }
      if (of_clause.size() > 1) widen(of_clause);
    }
    widen_with(apply(high, false), result);
    widen_with(apply(low, true), result);
  }

  // A line whose key is not known may belong to any group, and win there, ties too.
  void widen_by_joining(ActiveStep& active, const Amounts& low, const Amounts& high,
                        StackedAmounts& result) {
    if (active.step->per != PerKind::keys) return;
    std::vector<size_t> strangers;
    std::vector<Group> known;
    for (const Group& group : active.groups) {
      if (lines_[group.lines.front()].certain_group) {
        known.push_back(group);
      } else {
        strangers.insert(strangers.end(), group.lines.begin(), group.lines.end());
      }
    }
    if (strangers.empty()) return;
    const std::vector<Group> separate = active.groups;
    for (size_t g = 0; g < known.size(); ++g) {
      active.groups = known;
      std::vector<size_t>& joined = active.groups[g].lines;
      joined.insert(joined.begin(), strangers.begin(), strangers.end());
      widen_with(apply(high, false), result);
      // A clause is at its lowest when only strangers of the others win.
      for (const std::uint32_t own : active.step->of) {
        Amounts amounts = low;
        for (const size_t i : strangers) {
          if (lines_[i].clause != own || active.step->of.size() == 1)
            amounts[i] = high[i];
        }
        widen_with(apply(amounts, false), result);
      }
    }
    active.groups = separate;
  }

  void widen_with(const Amounts& run, StackedAmounts& result) const {
    const auto widen = [](FenRange& range, std::int64_t amount) {
      range.low = std::min(range.low, amount);
      range.high = std::max(range.high, amount);
    };
    for (size_t i = 0; i < run.size(); ++i) widen(result.lines[i], run[i]);
    const std::vector<FenRange> clauses = clause_ranges(run, run);
    for (size_t c = 0; c < clauses.size(); ++c) widen(result.clauses[c], clauses[c].low);
    widen(result.total, sum_of(run));
  }

  std::vector<Line>& lines_;
  FormulaEvaluator& evaluator_;
  const PolicyModel& model_;
  std::vector<ActiveStep> steps_;
  bool record_ = false;
};

}  // namespace

bool exists_under(const std::vector<OnlyUnder>& only_under,
                  const FormulaEvaluator& evaluator) {
  return std::all_of(only_under.begin(), only_under.end(), [&](const OnlyUnder& only) {
    return only.options[evaluator.reading(only.question)];
  });
}

StackedAmounts apply_stacking(std::vector<Line>& lines, FormulaEvaluator& evaluator) {
  StackedAmounts result = Stacking(lines, evaluator).run();
  Causes open_lines = 0;
  for (const Line& line : lines) {
    if (line.has_amount() && (!line.computed.is_exact() || !line.certain_group)) {
      open_lines = evaluator.causes().join(open_lines, line.causes);
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (!line.has_amount()) continue;
    line.amount = result.lines[i];
    const bool may_lose = line.computed.is_exact() || line.amount.low < line.computed.low;
    if (may_lose && !line.amount.is_exact()) {
      // More certain by itself, but it may lose to lines that are open.
      line.causes = evaluator.causes().join(line.causes, open_lines);
    }
    const bool open =
        !line.amount.is_exact() && evaluator.causes().has_facts(line.causes);
    if (open && line.status == LineStatus::due) line.status = LineStatus::possible;
    const bool lost = line.computed.high > 0 && line.amount.high == 0;
    if (!lost || line.reductions.empty()) continue;
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
