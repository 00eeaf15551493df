// Which rows of a chunk matter; see Narrowing in plan.hpp.
//
// Items are looked at through tests only: where something is counted, added up or paid,
// for those for which a truth holds. A truth that is an "and" with a test of a column
// says which rows can matter: those that pass the test.
#include <algorithm>

#include "batch/optimise_plan.hpp"

namespace jiangbu {

namespace {

/// A column within [from, to].
struct Interval {
  RegisterId column = no_register;
  std::int32_t from = 0;
  std::int32_t to = 0;

  bool operator==(const Interval&) const = default;
};

/// The codes for which a lookup holds, if they stand together.
std::optional<Interval> interval_of(const Lookup& lookup) {
  const auto holds = [](std::int64_t value) { return value != 0; };
  const auto first = std::find_if(lookup.values.begin(), lookup.values.end(), holds);
  const auto end = std::find_if_not(first, lookup.values.end(), holds);
  if (first == lookup.values.end() || std::any_of(end, lookup.values.end(), holds)) {
    return std::nullopt;
  }
  const auto from = static_cast<std::int32_t>(first - lookup.values.begin());
  return Interval{lookup.inputs.front().column, from,
                  static_cast<std::int32_t>(end - lookup.values.begin()) - 1};
}

class SelectionFinder {
 public:
  explicit SelectionFinder(Plan& plan)
      : plan_(plan),
        producers_(producers_of(plan)),
        is_column_(plan.registers.size(), false),
        tests_(plan.layout.domains.size()),
        wide_(plan.layout.domains.size(), false) {
    for (const RegisterId column : plan.column_registers) is_column_[column] = true;
  }

  void run() {
    wide_[0] = true;
    for (DomainId d = 1; d < wide_.size(); ++d) {
      const DomainLayout& domain = plan_.layout.domains[d];
      wide_[domain.made ? d : domain.parent] = true;
    }
    for (const PlanOp& op : plan_.operations) look(op);
    for (const ClauseOutput& clause : plan_.clauses) {
      const ClauseLines& lines = plan_.lines[clause.lines];
      if (clause.by_line()) look(lines.domain, lines.met);
    }
    plan_.narrowing.selections.assign(wide_.size(), std::nullopt);
    for (DomainId d = 0; d < wide_.size(); ++d) {
      if (!wide_[d]) plan_.narrowing.selections[d] = selections_of(d);
    }
    for (Fold& fold : plan_.folds) mark_selected(fold);
  }

 private:
  using Tests = std::vector<Interval>;

  void look(const PlanOp& op) {
    switch (op.code) {
      case PlanCode::fold: {
        const Fold& fold = plan_.folds[static_cast<std::size_t>(op.x)];
        Tests tests;
        add(tests, dates_of(fold));
        add(tests, codes_of(fold));
        return look(fold.child, fold.held, std::move(tests));
      }
      case PlanCode::refuse:
      case PlanCode::count:
        return look(plan_.registers[op.a].domain, op.a);
      case PlanCode::sum:
      case PlanCode::least:
      case PlanCode::greatest:
      case PlanCode::count_distinct:
        return look(plan_.registers[op.a].domain, op.b);
      case PlanCode::group:
      case PlanCode::pairs:
        return look(static_cast<DomainId>(op.y), op.a);
      case PlanCode::nested:
        return look(static_cast<DomainId>(op.y), no_register);
      default:
        break;
    }
  }

  /// Somebody looks at the rows of the domain for which `mask` holds and that pass.
  void look(DomainId domain, RegisterId mask, Tests tests = {}) {
    if (mask != no_register) add_tests(tests, mask);
    if (tests.empty()) {
      wide_[domain] = true;
    } else {
      tests_[domain].push_back(std::move(tests));
    }
  }

  static void add(Tests& tests, const std::optional<Interval>& test) {
    if (!test) return;
    const auto known = std::ranges::find(tests, test->column, &Interval::column);
    if (known == tests.end()) {
      tests.push_back(*test);
    } else {
      known->from = std::max(known->from, test->from);
      known->to = std::min(known->to, test->to);
    }
  }

  void add_tests(Tests& tests, RegisterId mask) const {
    const PlanOp* op = producers_[mask];
    if (op == nullptr) return;
    if (op->code == PlanCode::and_) {
      add_tests(tests, op->a);
      add_tests(tests, op->b);
    } else if (op->code == PlanCode::code_within && is_column_[op->a]) {
      add(tests, Interval{op->a, narrowed(op->x), narrowed(op->y)});
    } else if (op->code == PlanCode::lookup_truth) {
      add(tests, codes_of(static_cast<std::size_t>(op->x)));
    }
  }

  std::optional<Interval> dates_of(const Fold& fold) const {
    if (fold.dated == no_register || !is_column_[fold.dated]) return std::nullopt;
    return Interval{fold.dated, fold.from, fold.to};
  }

  std::optional<Interval> codes_of(std::size_t index) const {
    const Lookup& lookup = plan_.lookups[index];
    const bool usable =
        lookup.is_simple(plan_.registers) && is_column_[lookup.inputs.front().column];
    return usable ? interval_of(lookup) : std::nullopt;
  }

  std::optional<Interval> codes_of(const Fold& fold) const {
    return fold.coded == no_register ? std::nullopt : codes_of(fold.lookup);
  }

  // What all have in common picks for all of them at once. Where they have nothing in
  // common, rows matter that any of them picks.
  std::vector<Selection> selections_of(DomainId domain) {
    std::vector<Tests>& all = tests_[domain];
    if (all.empty()) return {};
    Tests common = all.front();
    for (const Tests& tests : all) {
      std::erase_if(common, [&](const Interval& test) {
        return std::ranges::find(tests, test) == tests.end();
      });
    }
    if (!common.empty()) return {selection_of(common)};
    std::vector<Selection> selections;
    for (const Tests& tests : all) {
      const Selection selection = selection_of(tests);
      const bool known = std::ranges::find(selections, selection) != selections.end();
      if (!known) selections.push_back(selection);
    }
    return selections;
  }

  // Two columns are tested before anything else; what more there is to test comes later.
  static Selection selection_of(const Tests& tests) {
    Selection selection;
    selection.dated = tests[0].column;
    selection.from = tests[0].from;
    selection.to = tests[0].to;
    if (tests.size() > 1) {
      selection.coded = tests[1].column;
      selection.code_from = tests[1].from;
      selection.code_to = tests[1].to;
    }
    return selection;
  }

  void mark_selected(Fold& fold) const {
    const auto& selections = plan_.narrowing.selections[fold.child];
    if (!selections || selections->size() != 1) return;
    const Selection& only = selections->front();
    const auto passes = [&](const std::optional<Interval>& test) {
      return test && (*test == Interval{only.dated, only.from, only.to} ||
                      *test == Interval{only.coded, only.code_from, only.code_to});
    };
    fold.date_selected = passes(dates_of(fold));
    fold.code_selected = passes(codes_of(fold));
  }

  Plan& plan_;
  std::vector<const PlanOp*> producers_;
  std::vector<bool> is_column_;
  std::vector<std::vector<Tests>> tests_;  // by domain: of each that looks at its rows
  std::vector<bool> wide_;                 // all rows of the domain are needed
};

/// What operations come to for an applicant without items, whatever else there is to say
/// of the applicant.
class WithoutItems {
 public:
  explicit WithoutItems(const Plan& plan) : plan_(plan), known_(plan.registers.size()) {
    for (const PlanOp& constant : plan.constants) known_[constant.d] = constant.x;
  }

  /// Nothing is due, and nothing refused.
  bool gets_nothing() {
    for (const PlanOp& op : plan_.operations) {
      if (op.code == PlanCode::refuse) {
        if (plan_.registers[op.a].domain == 0 && value(op.a) != 0) return false;
      } else if (op.domain == 0) {
        known_[op.d] = outcome(op);
      }
    }
    return std::ranges::all_of(plan_.clauses, [&](const ClauseOutput& clause) {
      if (clause.by_line()) return has_no_lines(plan_.lines[clause.lines]);
      return value(clause.low) == 0 && value(clause.high) == 0;
    });
  }

 private:
  using Known = std::optional<std::int64_t>;

  Known value(RegisterId id) const {
    return id == no_register ? std::nullopt : known_[id];
  }

  bool has_no_lines(const ClauseLines& lines) const {
    return lines.domain != 0 || value(lines.met) == 0 || value(lines.high) == 0;
  }

  // One case for each operation.
  // NOLINTNEXTLINE(readability-function-size)
  Known outcome(const PlanOp& op) const {
    const Known a = value(op.a);
    const Known b = value(op.b);
    const bool both = a && b;
    switch (op.code) {
      case PlanCode::fold:
      case PlanCode::count:
      case PlanCode::sum:
      case PlanCode::least:
      case PlanCode::greatest:
      case PlanCode::count_distinct:
        return 0;
      case PlanCode::and_:
        if (a == 0 || b == 0) return 0;
        return both ? Known(1) : std::nullopt;
      case PlanCode::or_:
        if ((a && *a != 0) || (b && *b != 0)) return 1;
        return both ? Known(0) : std::nullopt;
      case PlanCode::not_:
        return a ? Known(*a == 0 ? 1 : 0) : std::nullopt;
      case PlanCode::code_within:
      case PlanCode::number_within:
        return a ? Known(op.x <= *a && *a <= op.y ? 1 : 0) : std::nullopt;
      case PlanCode::code_equal:
      case PlanCode::number_equal:
        return both ? Known(*a == *b ? 1 : 0) : std::nullopt;
      case PlanCode::code_less:
      case PlanCode::number_less:
        return both ? Known(*a < *b ? 1 : 0) : std::nullopt;
      case PlanCode::multiply:
        return a == 0 || b == 0 ? Known(0) : std::nullopt;
      case PlanCode::multiply_constant:
      case PlanCode::round:
        return a == 0 ? Known(0) : std::nullopt;
      case PlanCode::add:
      case PlanCode::subtract:
        return a == 0 && b == 0 ? Known(0) : std::nullopt;
      case PlanCode::minimum:
        return both ? Known(std::min(*a, *b)) : std::nullopt;
      case PlanCode::maximum:
        return both ? Known(std::max(*a, *b)) : std::nullopt;
      case PlanCode::keep:
        if (a == 0 || b == 0) return 0;
        return both ? b : std::nullopt;
      case PlanCode::choose:
      case PlanCode::choose_truth:
      case PlanCode::choose_code: {
        const Known c = value(op.c);
        if (b && b == c) return b;
        return a ? (*a != 0 ? b : c) : std::nullopt;
      }
      case PlanCode::lookup_truth:
      case PlanCode::lookup_number:
        return same_for_all(plan_.lookups[static_cast<std::size_t>(op.x)]);
      default:
        return std::nullopt;
    }
  }

  static Known same_for_all(const Lookup& lookup) {
    const std::int64_t first = lookup.values.front();
    const auto same = [=](std::int64_t value) { return value == first; };
    return std::ranges::all_of(lookup.values, same) ? Known(first) : std::nullopt;
  }

  const Plan& plan_;
  std::vector<Known> known_;  // by register
};

}  // namespace

void find_narrowing(Plan& plan) {
  SelectionFinder(plan).run();
  const auto& selections = plan.narrowing.selections;
  bool all_narrowed = selections.size() > 1;
  for (DomainId d = 1; d < selections.size(); ++d) {
    all_narrowed = all_narrowed && (plan.layout.domains[d].made || selections[d]);
  }
  plan.narrowing.applicants = all_narrowed && WithoutItems(plan).gets_nothing();
}

}  // namespace jiangbu
