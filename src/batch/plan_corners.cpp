// How what a policy comes to moves with numbers and lists that are missing: where it only
// grows with them, or only falls, it lies between its values at their two ends.
#include <algorithm>
#include <limits>

#include "batch/optimise_plan.hpp"
#include "evaluate/line.hpp"

namespace jiangbu {

namespace {

/// How a register moves as the missing fact grows.
enum class Move : std::uint8_t { none, up, down, either };

Move opposite(Move move) {
  if (move == Move::up) return Move::down;
  return move == Move::down ? Move::up : move;
}

Move joined(Move a, Move b) {
  if (a == Move::none || a == b) return b;
  return b == Move::none ? a : Move::either;
}

RegisterId mask_of(const Plan& plan, const PlanOp& op) {
  if (op.code == PlanCode::fold) return plan.folds[static_cast<std::size_t>(op.x)].held;
  return op.code == PlanCode::count ? op.a : op.b;
}

void collect_conditions(const std::vector<const PlanOp*>& producers, RegisterId mask,
                        std::vector<RegisterId>& all) {
  const PlanOp* op = mask == no_register ? nullptr : producers[mask];
  if (op == nullptr) return;
  if (op->code == PlanCode::spread_truth) all.push_back(op->a);
  if (op->code != PlanCode::and_) return;
  collect_conditions(producers, op->a, all);
  collect_conditions(producers, op->b, all);
}

/// Moves of all registers, for one missing fact at a time.
class MoveFinder {
 public:
  explicit MoveFinder(const Plan& plan)
      : plan_(plan),
        producers_(producers_of(plan)),
        moves_(plan.registers.size()),
        non_negative_(plan.registers.size()) {
    for (ColumnId c = 0; c < plan.column_registers.size(); ++c) {
      non_negative_[plan.column_registers[c]] =
          is_never_negative(plan, plan.layout.columns[c]);
    }
    for (const PlanOp& op : plan.constants) non_negative_[op.d] = op.x >= 0;
    for (const PlanOp& op : plan.operations) {
      if (op.d == no_register) continue;
      non_negative_[op.d] = is_non_negative(op);
    }
  }

  Corner with_column(RegisterId column) {
    begin();
    moves_[column] = Move::up;
    return corner();
  }

  Corner with_list(DomainId list) {
    begin();
    list_ = list;
    find_what_sees_owners();
    return reads_lines_of(list) ? Corner::none : corner();
  }

 private:
  void begin() {
    std::ranges::fill(moves_, Move::none);
    open_rows_.assign(plan_.layout.domains.size(), false);
    list_.reset();
  }

  // In order: an operation sees what its operands see.
  void find_what_sees_owners() {
    sees_owner_.assign(plan_.registers.size(), false);
    for (RegisterId id = 0; id < plan_.registers.size(); ++id) {
      sees_owner_[id] = !is_below(plan_.registers[id].domain, *list_);
    }
    for (const PlanOp& op : plan_.operations) {
      if (op.d == no_register || sees_owner_[op.d]) continue;
      each_operand(plan_, op, [&](RegisterId id) {
        if (sees_owner_[id]) sees_owner_[op.d] = true;
      });
    }
  }

  bool is_below(DomainId domain, DomainId list) const {
    for (; domain != 0; domain = plan_.layout.domains[domain].parent) {
      if (domain == list) return true;
    }
    return false;
  }

  // Steps look at the lines themselves.
  bool reads_lines_of(DomainId list) const {
    return std::ranges::any_of(plan_.clauses, [&](const ClauseOutput& clause) {
      return clause.by_line() && is_below(plan_.lines[clause.lines].domain, list);
    });
  }

  bool reads_open_lines() const {
    return std::ranges::any_of(plan_.clauses, [&](const ClauseOutput& clause) {
      return clause.by_line() && open_rows_[plan_.lines[clause.lines].domain];
    });
  }

  Corner corner() {
    for (const PlanOp& op : plan_.operations) {
      const Move move = reads_open_rows(op) ? Move::either : move_of(op);
      if (makes_rows(op.code) && move != Move::none) {
        open_rows_[op.domain] = true;
        if (op.code == PlanCode::group) open_rows_[static_cast<DomainId>(op.x)] = true;
      }
      if (op.d != no_register) moves_[op.d] = move;
      if (op.d == no_register && move != Move::none) return Corner::none;
    }
    if (reads_open_lines()) return Corner::none;
    // Shares of a limit do not all move one way.
    bool steps_move = is_by_line(plan_) && of(plan_.eligible) != Move::none;
    each_step_result(plan_, [&](RegisterId id) {
      steps_move = steps_move || moves_[id] != Move::none;
    });
    Move all = of(plan_.eligible);
    for (const ClauseOutput& clause : plan_.clauses) {
      all = joined(all, joined(of(clause.low), of(clause.high)));
    }
    if (steps_move || all == Move::either) return Corner::none;
    return all == Move::down ? Corner::down : Corner::up;
  }

  Move of(RegisterId id) const { return id == no_register ? Move::none : moves_[id]; }
  bool positive(RegisterId id) const { return non_negative_[id]; }

  /// None if nothing it reads moves; else it may be anything.
  Move unless_moved(const PlanOp& op) const {
    Move move = Move::none;
    each_operand(plan_, op, [&](RegisterId id) {
      if (moves_[id] != Move::none) move = Move::either;
    });
    return move;
  }

  /// Looks at rows that are made of what is missing.
  bool reads_open_rows(const PlanOp& op) const {
    bool reads = op.code != PlanCode::refuse && open_rows_[op.domain];
    each_operand(plan_, op, [&](RegisterId id) {
      reads = reads || open_rows_[plan_.registers[id].domain];
    });
    if (op.code == PlanCode::fold) {
      reads = reads || open_rows_[plan_.folds[static_cast<std::size_t>(op.x)].child];
    }
    return reads;
  }

  bool is_over_list(const PlanOp& op) const {
    return list_ && plan_.registers[op.a].domain == *list_;
  }

  // One case for each operation that keeps an order.
  // NOLINTNEXTLINE(readability-function-size)
  Move move_of(const PlanOp& op) const {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    switch (op.code) {
      case PlanCode::and_:
      case PlanCode::or_:
      case PlanCode::add:
      case PlanCode::minimum:
      case PlanCode::maximum:
        return joined(of(op.a), of(op.b));
      case PlanCode::not_:
        return opposite(of(op.a));
      case PlanCode::subtract:
        return joined(of(op.a), opposite(of(op.b)));
      case PlanCode::number_less:
        return joined(opposite(of(op.a)), of(op.b));
      case PlanCode::number_within:
        if (op.y == most) return of(op.a);
        return op.x == least ? opposite(of(op.a)) : unless_moved(op);
      case PlanCode::multiply_constant:
        if (op.x == 0) return unless_moved(op);
        return op.x > 0 ? of(op.a) : opposite(of(op.a));
      case PlanCode::multiply:
        return positive(op.a) && positive(op.b) ? joined(of(op.a), of(op.b))
                                                : unless_moved(op);
      case PlanCode::keep:
        if (of(op.a) == Move::none) return of(op.b);
        return positive(op.b) ? joined(of(op.a), of(op.b)) : Move::either;
      case PlanCode::choose:
      case PlanCode::choose_truth:
        return of(op.a) == Move::none ? joined(of(op.b), of(op.c)) : Move::either;
      case PlanCode::round:
      case PlanCode::spread_truth:
      case PlanCode::spread_number:
        return of(op.a);
      case PlanCode::count:
      case PlanCode::sum:
        return sum(op);
      case PlanCode::fold:
        return fold(plan_.folds[static_cast<std::size_t>(op.x)]);
      default:
        return touches_list(op) ? Move::either : unless_moved(op);
    }
  }

  Move sum(const PlanOp& op) const {
    const bool counts = op.code == PlanCode::count;
    if (!counts && op.b == no_register && !is_over_list(op)) return of(op.a);
    Move move = joined(of(op.a), of(op.b));
    if (is_over_list(op)) {
      if (!is_of_items(counts ? no_register : op.a) ||
          !can_be_asked(mask_of(plan_, op))) {
        return Move::either;
      }
      move = joined(move, Move::up);
    }
    return move == Move::none || counts || positive(op.a) ? move : Move::either;
  }

  Move fold(const Fold& fold) const {
    Move move = joined(of(fold.dated), of(fold.coded));
    if (move != Move::none) return Move::either;
    move = joined(of(fold.held), of(fold.value_column));
    if (list_ && fold.child == *list_) {
      const bool of_items = is_of_items(fold.dated) && is_of_items(fold.coded) &&
                            is_of_items(fold.value_column);
      if (!of_items || !can_be_asked(fold.held)) return Move::either;
      move = joined(move, Move::up);
    }
    return move == Move::none || (fold.factor > 0 && is_positive(fold)) ? move
                                                                        : Move::either;
  }

  /// Nothing of the owner is in it, which might make it nothing for all of its items.
  bool is_of_items(RegisterId id) const { return id == no_register || !sees_owner_[id]; }

  /// Conditions of the owner, and of its items, each by itself.
  bool can_be_asked(RegisterId mask) const {
    if (mask == no_register) return true;
    const PlanOp* op = producers_[mask];
    if (op == nullptr)
      return std::ranges::find(plan_.column_registers, mask) !=
             plan_.column_registers.end();
    if (op->code == PlanCode::spread_truth) return true;
    if (op->code == PlanCode::and_) return can_be_asked(op->a) && can_be_asked(op->b);
    return is_of_items(mask);
  }

  bool is_positive(const Fold& fold) const {
    switch (fold.value) {
      case Fold::Value::one:
        return true;
      case Fold::Value::lookup:
        return are_positive(plan_.lookups[fold.value_lookup]);
      case Fold::Value::number:
        break;
    }
    return positive(fold.value_column);
  }

  static bool are_positive(const Lookup& lookup) {
    return std::ranges::all_of(lookup.values,
                               [](std::int64_t value) { return value >= 0; });
  }

  // Rows made of a list's, and what looks at its items one by one.
  bool touches_list(const PlanOp& op) const {
    if (!list_) return false;
    bool touches = false;
    if (makes_rows(op.code)) touches = is_below(static_cast<DomainId>(op.y), *list_);
    // There because of sums of the rows, which steps would take.
    if (op.code == PlanCode::refuse_repeated) {
      touches = is_below(op.domain, *list_) || is_below(*list_, op.domain);
    }
    if (op.code == PlanCode::count_distinct) {
      touches = is_below(static_cast<DomainId>(op.x), *list_);
    }
    each_operand(plan_, op, [&](RegisterId id) {
      const DomainId domain = plan_.registers[id].domain;
      touches = touches || (is_below(domain, *list_) && !is_below(op.domain, *list_));
    });
    return touches;
  }

  bool is_non_negative(const PlanOp& op) const {
    const auto both = [&] { return positive(op.a) && positive(op.b); };
    switch (op.code) {
      case PlanCode::fill_number:
        return op.x >= 0;
      case PlanCode::add:
      case PlanCode::multiply:
      case PlanCode::minimum:
        return both();
      case PlanCode::maximum:
        return positive(op.a) || positive(op.b);
      case PlanCode::multiply_constant:
        return op.x >= 0 && positive(op.a);
      case PlanCode::choose:
        return positive(op.b) && positive(op.c);
      case PlanCode::keep:
        return positive(op.b);
      case PlanCode::round:
      case PlanCode::spread_number:
      case PlanCode::sum:
      case PlanCode::least:
      case PlanCode::greatest:
      case PlanCode::first:
      case PlanCode::gather:
        return positive(op.a);
      case PlanCode::count:
      case PlanCode::count_distinct:
        return true;
      case PlanCode::lookup_number:
        return are_positive(plan_.lookups[static_cast<std::size_t>(op.x)]);
      case PlanCode::fold: {
        const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
        return fold.factor >= 0 && is_positive(fold);
      }
      default:
        return false;
    }
  }

  const Plan& plan_;
  std::vector<const PlanOp*> producers_;
  std::vector<Move> moves_;         // by register
  std::vector<bool> non_negative_;  // by register
  std::vector<bool> sees_owner_;    // by register: something above the list is in it
  std::vector<bool> open_rows_;     // by domain: made of what is missing
  std::optional<DomainId> list_;    // that is missing
};

/// Nothing: it has no least value, or may be none.
std::optional<MissingNumber> ends_of(const Plan& plan, const ColumnLayout& column) {
  const Field* field = field_of(plan, column);
  if (field == nullptr || column.is_null || column.kind != ColumnKind::number ||
      column.type.optional) {
    return std::nullopt;
  }
  const auto least = field->min ? scaled_by(*field->min, column.scale) : std::nullopt;
  const auto most = field->max ? scaled_by(*field->max, column.scale) : unbounded_fen;
  if (!least || !most) return std::nullopt;
  return MissingNumber{Corner::none, *least, *most};
}

}  // namespace

std::vector<RegisterId> owner_conditions(const Plan& plan, const PlanOp& op) {
  std::vector<RegisterId> conditions;
  collect_conditions(producers_of(plan), mask_of(plan, op), conditions);
  return conditions;
}

void find_corners(Plan& plan) {
  const std::vector<ColumnLayout>& columns = plan.layout.columns;
  plan.missing_numbers.resize(columns.size());
  MoveFinder finder(plan);
  for (ColumnId c = 0; c < columns.size(); ++c) {
    const auto ends = ends_of(plan, columns[c]);
    if (!ends) continue;
    plan.missing_numbers[c] = *ends;
    plan.missing_numbers[c].corner = finder.with_column(plan.column_registers[c]);
  }
  plan.missing_lists.resize(plan.layout.domains.size(), Corner::none);
  for (DomainId d = 1; d < plan.layout.domains.size(); ++d) {
    if (!plan.layout.domains[d].made) plan.missing_lists[d] = finder.with_list(d);
  }
}

}  // namespace jiangbu
