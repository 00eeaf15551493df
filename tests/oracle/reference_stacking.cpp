// Stacking steps over lines with exact amounts.
#include <algorithm>
#include <numeric>

#include "oracle/reference_policy.hpp"
#include "values/apportion.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

namespace {

/// The lines a step looks at together, in the order in which they win ties.
struct Group {
  std::vector<ExactValue> keys;
  std::vector<ReferenceLine*> lines;

  std::int64_t total() const {
    std::int64_t sum = 0;
    for (const ReferenceLine* line : lines) sum += line->amount;
    return sum;
  }
};

class Stacker {
 public:
  Stacker(std::vector<ReferenceLine>& lines, ReferenceFormulas& formulas)
      : lines_(lines), formulas_(formulas) {}

  bool run() {
    const PolicyModel& model = formulas_.model();
    for (const Clause& clause : model.clauses) {
      for (const StackingStep& step : clause.stacking) apply(step);
    }
    for (const StackingStep& step : model.stacking) apply(step);
    return sound_;
  }

 private:
  void apply(const StackingStep& step) {
    if (!formulas_.exists_under(step.only_under)) return;
    for (Group& group : groups_of(step)) {
      bind(step, group);
      apply_to(step, group);
    }
  }

  std::vector<Group> groups_of(const StackingStep& step) {
    std::vector<std::uint32_t> order = step.of;
    if (step.kind != StepKind::first_only) std::sort(order.begin(), order.end());
    std::vector<Group> groups;
    for (const std::uint32_t clause : order) {
      for (ReferenceLine& line : lines_) {
        if (line.clause != clause || !line.takes_part()) continue;
        std::vector<ExactValue> keys = keys_of(step, line);
        Group* group = nullptr;
        for (Group& known : groups) {
          if (same(known.keys, keys)) group = &known;
        }
        if (group == nullptr) group = &groups.emplace_back(Group{std::move(keys), {}});
        group->lines.push_back(&line);
      }
    }
    return groups;
  }

  std::vector<ExactValue> keys_of(const StackingStep& step, const ReferenceLine& line) {
    switch (step.per) {
      case PerKind::applicant:
        return {};
      case PerKind::clause:
        return {number(Decimal(line.clause))};
      case PerKind::item:
        return {number(Decimal(&line - lines_.data()))};
      case PerKind::keys:
        break;
    }
    for (const auto& [slot, value] : line.locals) formulas_.bind(slot, value);
    std::vector<ExactValue> keys;
    for (const std::string& wanted : step.keys) {
      for (const Binding& key : formulas_.model().clauses[line.clause].keys) {
        if (key.name == wanted) keys.push_back(formulas_.value(key.formula));
      }
    }
    for (const ExactValue& key : keys) sound_ = sound_ && !key.is_failed();
    return keys;
  }

  bool same(const std::vector<ExactValue>& a, const std::vector<ExactValue>& b) {
    return truth_of(formulas_.equal(list(a), list(b))) == Truth::yes;
  }

  void bind(const StackingStep& step, const Group& group) {
    if (step.in_clause_scope) {
      for (const auto& [slot, value] : group.lines.front()->locals) {
        formulas_.bind(slot, value);
      }
    }
    for (size_t i = 0; i < step.key_slots.size(); ++i) {
      formulas_.bind(step.key_slots[i], group.keys[i]);
    }
    formulas_.bind(step.total_slot, number(Money{group.total()}.to_yuan()));
  }

  // A number of the step; 0 (and the whole result unsound) if it cannot be computed.
  Decimal number_of(FormulaId id) {
    const ExactValue value = formulas_.value(id);
    if (value.is(Kind::number)) return value.number;
    sound_ = false;
    return 0;
  }

  // An amount of the step; what is below zero counts as zero.
  std::int64_t money_of(FormulaId id) {
    const auto fen = fen_of(number(number_of(id)));
    sound_ = sound_ && fen.has_value();
    return std::max<std::int64_t>(0, fen.value_or(0));
  }

  void apply_to(const StackingStep& step, Group& group) {
    switch (step.kind) {
      case StepKind::highest_only:
        return keep(group, 1, false);
      case StepKind::first_only:
        return keep_first_clause(group);
      case StepKind::top_up:
        keep(group, 1, false);
        return cut(group, group.total() - money_of(step.limit), step.cut);
      case StepKind::deduct:
        return cut(group, group.total() - money_of(step.limit), step.cut);
      case StepKind::cap:
      case StepKind::aid_ceiling: {
        const std::int64_t used = step.other == no_formula ? 0 : money_of(step.other);
        return cut(group, money_of(step.limit) - used, step.cut);
      }
      case StepKind::matching: {
        const Decimal most = number_of(step.limit) * number_of(step.other);
        const auto fen = fen_of(number(most));
        sound_ = sound_ && fen.has_value();
        return cut(group, fen.value_or(0), step.cut);
      }
      case StepKind::limit: {
        const auto take = floor(number_of(step.limit)).to_int64().value_or(0);
        return keep(group, take, step.keep_first);
      }
      case StepKind::no_double_funding: {
        const Truth funded = formulas_.condition(*step.when);
        sound_ = sound_ && funded != Truth::unknown;
        if (funded != Truth::yes) return;
        for (ReferenceLine* line : group.lines) {
          line->amount = 0;
          line->outcome = Outcome::lost;
        }
        return;
      }
      case StepKind::scale: {
        const Decimal by = number_of(step.limit);
        return change(group, [&](const Decimal& yuan) { return yuan * by; });
      }
      case StepKind::round: {
        const Decimal to = number_of(step.limit);
        return change(group, [&](const Decimal& yuan) {
          return round_to_multiple(yuan, to, step.rounding);
        });
      }
    }
  }

  // The `count` largest lines stay, or the first ones that pay.
  static void keep(Group& group, std::int64_t count, bool first) {
    std::vector<ReferenceLine*> order;
    for (ReferenceLine* line : group.lines) {
      if (line->amount > 0) order.push_back(line);
    }
    if (!first) {
      std::stable_sort(order.begin(), order.end(),
                       [](auto* a, auto* b) { return a->amount > b->amount; });
    }
    for (size_t i = 0; i < order.size(); ++i) {
      if (static_cast<std::int64_t>(i) >= count) order[i]->amount = 0;
    }
  }

  static void keep_first_clause(Group& group) {
    const ReferenceLine* winner = nullptr;
    for (ReferenceLine* line : group.lines) {
      if (winner == nullptr && line->amount > 0) winner = line;
      if (winner != nullptr && line->clause != winner->clause) line->amount = 0;
    }
  }

  static void cut(Group& group, std::int64_t limit, CutOrder order) {
    limit = std::max<std::int64_t>(0, limit);
    if (group.total() <= limit) return;
    if (order == CutOrder::pro_rata) {
      std::vector<Money> claims;
      for (const ReferenceLine* line : group.lines) claims.push_back({line->amount});
      const std::vector<Money> parts = apportion(Money{limit}, claims);
      for (size_t i = 0; i < parts.size(); ++i) group.lines[i]->amount = parts[i].fen;
      return;
    }
    std::vector<ReferenceLine*> served = group.lines;
    if (order == CutOrder::smallest_first) {
      std::stable_sort(served.begin(), served.end(),
                       [](auto* a, auto* b) { return a->amount > b->amount; });
    }
    for (ReferenceLine* line : served) {
      line->amount = std::min(line->amount, limit);
      limit -= line->amount;
    }
  }

  template <typename Change>
  void change(Group& group, Change change) {
    for (ReferenceLine* line : group.lines) {
      const auto fen = fen_of(number(change(Money{line->amount}.to_yuan())));
      sound_ = sound_ && fen.has_value();
      line->amount = std::max<std::int64_t>(0, fen.value_or(0));
    }
  }

  std::vector<ReferenceLine>& lines_;
  ReferenceFormulas& formulas_;
  bool sound_ = true;
};

}  // namespace

bool stack_lines(std::vector<ReferenceLine>& lines, ReferenceFormulas& formulas) {
  return Stacker(lines, formulas).run();
}

}  // namespace jiangbu::oracle
