#include "batch/run_steps.hpp"

#include <algorithm>
#include <numeric>

#include "evaluate/stacking.hpp"

namespace jiangbu {

namespace {

constexpr FenRange exactly(std::int64_t fen) { return {fen, fen}; }

/// Where only the upper ends of ranges are looked at, a cap that does not bind them and
/// funding by nobody else show that the ranges stay as they are.
bool may_leave_ranges(const PlanStep& step) {
  switch (step.step->kind) {
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      return !step.of_total;
    case StepKind::no_double_funding:
      return true;
    default:
      return false;
  }
}

}  // namespace

StepsRun::StepsRun(const Plan& plan)
    : plan_(plan),
      ranges_(plan),
      clauses_of_one_(plan.clauses.size()),
      low_(plan.clauses.size()),
      high_(plan.clauses.size()) {
  for (const ClauseOutput& clause : plan.clauses) {
    const ClauseLines& lines = plan.lines[clause.lines];
    has_ranges_ = has_ranges_ || (clause.by_line() && lines.low != lines.high);
  }
}

void StepsRun::reserve(std::size_t applicants) {
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (!plan_.clauses[c].by_line()) continue;
    low_[c].resize(applicants);
    high_[c].resize(applicants);
  }
}

void StepsRun::run(const Registers& registers, const std::vector<DomainSlice>& domains,
                   const std::uint8_t* eligible) {
  registers_ = registers;
  applicant_count_ = domains[0].rows;
  any_ranged_ = false;
  ranged_.assign(applicant_count_, 0);
  if (has_ranges_) open_.assign(applicant_count_, 0);
  gather(domains, eligible);
  for (const PlanStep& step : plan_.steps) apply(step);
  leave_unpaid();
  add_up();
  range_totals_.clear();
  refused_.clear();
  if (!any_ranged_) return;
  if (plan_.what == PlanFor::lines) {
    refuse_ranged();
  } else {
    run_ranges();
  }
}

void StepsRun::gather(const std::vector<DomainSlice>& domains,
                      const std::uint8_t* eligible) {
  std::size_t most = 0;
  for (const ClauseOutput& clause : plan_.clauses) {
    if (clause.by_line()) most += domains[plan_.lines[clause.lines].domain].rows;
  }
  if (rows_.size() < most) {
    rows_.resize(most);
    applicants_.resize(most);
    amounts_.resize(most);
    next_.resize(most);
    keyed_group_.resize(most);
    lows_.resize(has_ranges_ ? most : 0);
    own_group_.resize(most);
    std::iota(own_group_.begin(), own_group_.end(), 0U);
  }
  first_line_.assign(1, 0);
  for (const ClauseOutput& clause : plan_.clauses) {
    first_line_.push_back(first_line_.back());
    if (!clause.by_line()) continue;
    const ClauseLines& of = plan_.lines[clause.lines];
    const DomainSlice& slice = domains[of.domain];
    if (of.domain == 0) {
      gather(of, slice.rows, eligible, [](std::uint32_t row) { return row; });
    } else if (plan_.layout.domains[of.domain].parent == 0) {
      gather(of, slice.rows, eligible, [&slice](std::uint32_t row) {
        return static_cast<std::uint32_t>(slice.owners[row] - slice.first_owner);
      });
    } else {
      gather(of, slice.rows, eligible, [&](std::uint32_t row) {
        return applicant_of(domains, plan_.layout, of.domain, row);
      });
    }
  }
}

// A line that pays nothing takes nothing from the others. Each row is written, and stays
// if it is a line: a branch on what changes from row to row costs more.
template <typename ApplicantOf>
void StepsRun::gather(const ClauseLines& of, std::uint32_t rows,
                      const std::uint8_t* eligible, ApplicantOf applicant_of) {
  const std::uint8_t* met = of.met == no_register ? nullptr : registers_.truths[of.met];
  const std::int64_t* low = registers_.numbers[of.low];
  const std::int64_t* high = registers_.numbers[of.high];
  std::uint32_t line = first_line_.back();
  for (std::uint32_t row = 0; row < rows; ++row) {
    const std::uint32_t applicant = applicant_of(row);
    const bool is_line = (high[row] > 0) & (met == nullptr || met[row] != 0) &
                         (eligible == nullptr || eligible[applicant] != 0);
    rows_[line] = row;
    applicants_[line] = applicant;
    amounts_[line] = std::min(high[row], unbounded_fen);
    if (has_ranges_) {
      lows_[line] = std::min(low[row], unbounded_fen);
      if (is_line && lows_[line] != amounts_[line]) open_[applicant] = 1;
    }
    line += is_line ? 1 : 0;
  }
  first_line_.back() = line;
}

void StepsRun::apply(const PlanStep& step) {
  const ColumnsOfClauses all(step.of);
  if (step.step->per != PerKind::clause) return apply(step, all);
  for (std::size_t k = 0; k < all.size(); ++k) apply(step, all.subspan(k, 1));
}

void StepsRun::apply(const PlanStep& step, ColumnsOfClauses of) {
  form_groups(step, of);
  if (has_ranges_ && !may_leave_ranges(step)) leave_open_to_ranges(of);
  if (step.of_total) return apply_in_turn(step, of);
  switch (step.step->kind) {
    case StepKind::highest_only:
      return keep_highest(of);
    case StepKind::first_only:
      return keep_first_clause(of);
    case StepKind::top_up:
      keep_highest(of);
      return deduct(step, of);
    case StepKind::deduct:
      return deduct(step, of);
    case StepKind::cap:
    case StepKind::aid_ceiling:
    case StepKind::matching:
      return cut(step, of);
    case StepKind::limit:
      return take(step, of);
    case StepKind::no_double_funding:
      return drop_funded(of);
    case StepKind::scale:
    case StepKind::round:
      return apply_in_turn(step, of);
  }
}

void StepsRun::leave_open_to_ranges(ColumnsOfClauses of) {
  for (const StepColumns& columns : of) {
    for (std::uint32_t i = begin_of(columns.clause); i < end_of(columns.clause); ++i) {
      if (is_open(applicants_[i])) leave_to_ranges(i);
    }
  }
}

// From the last line to the first: the terms of a group stand beside its first line.
template <typename Term>
void StepsRun::read_terms(ColumnsOfClauses of, Term term) {
  terms_.resize(std::max<std::size_t>(terms_.size(), groups_));
  for (auto last = of.rbegin(); last != of.rend(); ++last) {
    const StepColumns& columns = *last;
    const std::uint32_t begin = begin_of(columns.clause);
    for (std::uint32_t i = end_of(columns.clause); i-- > begin;) {
      terms_[group_of_[i]] = term(columns, rows_[i]);
    }
  }
}

template <typename Size>
void StepsRun::add_up_groups(ColumnsOfClauses of, Size size) {
  sizes_.assign(groups_, 0);
  for (const StepColumns& columns : of) {
    for (std::uint32_t i = begin_of(columns.clause); i < end_of(columns.clause); ++i) {
      std::int64_t& sum = sizes_[group_of_[i]];
      sum = std::min(sum + size(amounts_[i]), unbounded_fen);
    }
  }
}

// A group is bound if its size is beyond its limit. From the last line to the first, so
// that chains run from the first to the last.
template <typename Size, typename LimitOf>
void StepsRun::chain_bound(ColumnsOfClauses of, Size size, LimitOf limit_of) {
  heads_.assign(groups_, none);
  bound_.clear();
  for (auto last = of.rbegin(); last != of.rend(); ++last) {
    const StepColumns& columns = *last;
    const std::uint32_t begin = begin_of(columns.clause);
    for (std::uint32_t i = end_of(columns.clause); i-- > begin;) {
      const std::uint32_t group = group_of_[i];
      const FenRange limit = limit_of(i);
      const bool open = is_open(applicants_[i]);
      const bool without_end = open && sizes_[group] >= unbounded_fen;
      if (sizes_[group] <= limit.low && !without_end) continue;
      const std::int64_t own = size(amounts_[i]);
      if (own == 0) continue;
      if (open || !limit.is_exact()) {
        leave_to_ranges(i);
      } else if (own == sizes_[group]) {
        // Alone in its group. Where lines are counted, it is not taken: 0 are.
        amounts_[i] = limit.low;
      } else {
        chain(group, i);
      }
    }
  }
}

void StepsRun::chain(std::uint32_t group, std::uint32_t line) {
  if (heads_[group] == none) bound_.push_back(group);
  next_[line] = heads_[group];
  heads_[group] = line;
}

void StepsRun::collect(std::uint32_t group) {
  group_.lines.clear();
  part_.clear();
  for (std::uint32_t i = heads_[group]; i != none; i = next_[i]) {
    group_.lines.push_back(i);
    part_.push_back(amounts_[i]);
  }
}

void StepsRun::put_back() {
  for (std::size_t k = 0; k < part_.size(); ++k) amounts_[group_.lines[k]] = part_[k];
}

template <typename LimitOf>
void StepsRun::cut_to_limits(const PlanStep& step, ColumnsOfClauses of,
                             LimitOf limit_of) {
  chain_bound(of, std::identity(), limit_of);
  for (const std::uint32_t group : bound_) {
    collect(group);
    part_ = cut_to(std::move(part_), limit_of(heads_[group]).low, step.step->cut);
    put_back();
  }
}

void StepsRun::cut(const PlanStep& step, ColumnsOfClauses of) {
  add_up_groups(of, std::identity());
  if (step.of_applicant) {
    return cut_to_limits(step, of, [&](std::uint32_t line) {
      return fen_of(registers_, *step.of_applicant, applicants_[line]);
    });
  }
  read_terms(of, [&](const StepColumns& columns, std::uint32_t row) {
    const FenRange limit = fen_of(registers_, *columns.limit, row);
    return columns.other ? less_used(limit, fen_of(registers_, *columns.other, row))
                         : limit;
  });
  cut_to_limits(step, of, [this](std::uint32_t line) { return terms_[group_of_[line]]; });
}

void StepsRun::deduct(const PlanStep& step, ColumnsOfClauses of) {
  read_terms(of, [&](const StepColumns& columns, std::uint32_t row) {
    return fen_of(registers_, *columns.limit, row);
  });
  add_up_groups(of, std::identity());
  for (std::uint32_t group = 0; group < groups_; ++group) {
    FenRange& term = terms_[group];
    const std::int64_t size = sizes_[group];
    if (!term.is_exact()) {
      term = {0, unbounded_fen};
    } else {
      term = exactly(size >= unbounded_fen ? size
                                           : std::max<std::int64_t>(0, size - term.low));
    }
  }
  cut_to_limits(step, of, [this](std::uint32_t line) { return terms_[group_of_[line]]; });
}

void StepsRun::take(const PlanStep& step, ColumnsOfClauses of) {
  const auto counted = [](std::int64_t amount) { return amount > 0 ? 1 : 0; };
  read_terms(of, [&](const StepColumns& columns, std::uint32_t row) {
    return fen_of(registers_, *columns.limit, row);
  });
  add_up_groups(of, counted);
  chain_bound(of, counted,
              [this](std::uint32_t line) { return terms_[group_of_[line]]; });
  StepTerms terms;
  for (const std::uint32_t group : bound_) {
    collect(group);
    terms.take = terms_[group];
    apply_exactly(*step.step, terms, group_, part_);
    put_back();
  }
}

// Among equals the first one stays.
void StepsRun::keep_highest(ColumnsOfClauses of) {
  sizes_.assign(groups_, 0);
  for (const StepColumns& columns : of) {
    for (std::uint32_t i = begin_of(columns.clause); i < end_of(columns.clause); ++i) {
      std::int64_t& highest = sizes_[group_of_[i]];
      highest = std::max(highest, amounts_[i]);
    }
  }
  for (const StepColumns& columns : of) {
    for (std::uint32_t i = begin_of(columns.clause); i < end_of(columns.clause); ++i) {
      std::int64_t& highest = sizes_[group_of_[i]];
      const bool stays = amounts_[i] == highest;
      amounts_[i] = stays ? amounts_[i] : 0;
      highest = stays ? -1 : highest;
    }
  }
}

void StepsRun::keep_first_clause(ColumnsOfClauses of) {
  heads_.assign(groups_, none);
  for (std::uint32_t k = 0; k < of.size(); ++k) {
    for (std::uint32_t i = begin_of(of[k].clause); i < end_of(of[k].clause); ++i) {
      std::uint32_t& winner = heads_[group_of_[i]];
      if (winner == none && amounts_[i] > 0) winner = k;
      if (winner != k) amounts_[i] = 0;
    }
  }
}

void StepsRun::drop_funded(ColumnsOfClauses of) {
  read_terms(of, [&](const StepColumns& columns, std::uint32_t row) {
    return exactly(registers_.truths[columns.funded][row]);
  });
  for (const StepColumns& columns : of) {
    for (std::uint32_t i = begin_of(columns.clause); i < end_of(columns.clause); ++i) {
      if (terms_[group_of_[i]].low == 0) continue;
      if (is_open(applicants_[i])) leave_to_ranges(i);
      amounts_[i] = 0;
    }
  }
}

// Steps of which groups cannot be passed over, group by group.
void StepsRun::apply_in_turn(const PlanStep& step, ColumnsOfClauses of) {
  heads_.assign(groups_, none);
  bound_.clear();
  std::vector<const StepColumns*> first(groups_);
  for (auto last = of.rbegin(); last != of.rend(); ++last) {
    const StepColumns& columns = *last;
    const std::uint32_t begin = begin_of(columns.clause);
    for (std::uint32_t i = end_of(columns.clause); i-- > begin;) {
      chain(group_of_[i], i);
      first[group_of_[i]] = &columns;
    }
  }
  for (const std::uint32_t group : bound_) apply_to_group(step, *first[group], group);
}

void StepsRun::apply_to_group(const PlanStep& step, const StepColumns& first,
                              std::uint32_t group) {
  collect(group);
  std::int64_t total = 0;
  for (const std::int64_t amount : part_) total = add_fen(total, amount);
  const LinePlace place{rows_[heads_[group]], applicants_[heads_[group]]};
  const StepTerms terms = terms_of(registers_, step, first, place, exactly(total));
  if (!terms.is_exact(step.step->kind)) return leave_to_ranges(heads_[group]);
  apply_exactly(*step.step, terms, group_, part_);
  put_back();
}

void StepsRun::leave_unpaid() {
  if (plan_.tranches.empty()) return;
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (plan_.tranches[c].empty()) continue;
    for (std::uint32_t i = begin_of(c); i < end_of(c); ++i) {
      const std::vector<Tranche> tranches =
          tranches_of(registers_, plan_.tranches[c], rows_[i]);
      const std::int64_t paid = paid_of(amounts_[i], tranches, true);
      const bool exact = paid == paid_of(amounts_[i], tranches, false);
      if (!exact || is_open(applicants_[i])) leave_to_ranges(i);
      amounts_[i] = paid;
    }
  }
}

template <typename Amount>
void StepsRun::add_up_lines(std::size_t clause, std::vector<std::int64_t>& sums,
                            Amount amount) {
  std::fill_n(sums.begin(), applicant_count_, 0);
  for (std::uint32_t i = begin_of(clause); i < end_of(clause); ++i) {
    std::int64_t& sum = sums[applicants_[i]];
    sum = std::min(sum + amount(i), unbounded_fen);
  }
}

void StepsRun::add_up() {
  ranges_left_ = has_ranges_ || any_ranged_;
  for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
    if (!plan_.clauses[c].by_line()) continue;
    add_up_lines(c, low_[c], [&](std::uint32_t i) {
      // What no step has touched of ranges is as it was.
      return is_open(applicants_[i]) ? lows_[i] : amounts_[i];
    });
    if (!ranges_left_) continue;
    add_up_lines(c, high_[c], [&](std::uint32_t i) { return amounts_[i]; });
  }
}

// What is known of their lines together is more than what is known of each.
void StepsRun::refuse_ranged() {
  for (std::uint32_t applicant = 0; applicant < applicant_count_; ++applicant) {
    if (ranged_[applicant] != 0) refused_.push_back(applicant);
  }
}

void StepsRun::run_ranges() {
  std::vector<std::uint32_t> next(first_line_.begin(), first_line_.end() - 1);
  for (std::uint32_t applicant = 0; applicant < applicant_count_; ++applicant) {
    if (ranged_[applicant] == 0) continue;
    lines_of_one_.clear();
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      const auto end = applicants_.begin() + end_of(c);
      auto line = std::lower_bound(applicants_.begin() + next[c], end, applicant);
      for (; line != end && *line == applicant; ++line) {
        const auto i = static_cast<std::size_t>(line - applicants_.begin());
        lines_of_one_.push_back({c, rows_[i]});
      }
      next[c] = static_cast<std::uint32_t>(line - applicants_.begin());
    }
    FenRange total;
    if (!ranges_.run(registers_, applicant, lines_of_one_, clauses_of_one_, total)) {
      refused_.push_back(applicant);
      continue;
    }
    range_totals_.push_back({applicant, total});
    for (std::size_t c = 0; c < plan_.clauses.size(); ++c) {
      if (!plan_.clauses[c].by_line()) continue;
      low_[c][applicant] = clauses_of_one_[c].low;
      high_[c][applicant] = clauses_of_one_[c].high;
    }
  }
}

}  // namespace jiangbu
