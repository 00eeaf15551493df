// The groups of a step: which lines it looks at together.
#include <algorithm>

#include "batch/run_steps.hpp"

namespace jiangbu {

void StepsRun::form_groups(const PlanStep& step, ColumnsOfClauses of) {
  switch (step.step->per) {
    case PerKind::applicant:
    case PerKind::clause:
      group_of_ = applicants_.data();
      groups_ = applicant_count_;
      return;
    case PerKind::item:
      group_of_ = own_group_.data();
      groups_ = first_line_.back();
      return;
    case PerKind::keys:
      return group_by_keys(of);
  }
}

// Part by part: what has one number so far and an equal part gets one number again.
void StepsRun::group_by_keys(ColumnsOfClauses of) {
  groups_ = applicant_count_;
  for (const StepColumns& columns : of) {
    const std::uint32_t begin = begin_of(columns.clause);
    std::copy_n(applicants_.begin() + begin, end_of(columns.clause) - begin,
                keyed_group_.begin() + begin);
  }
  const std::size_t parts = of.front().keys.size();
  for (std::size_t part = 0; part < parts; ++part) {
    const bool compares = part == 0 && of.size() == 1 && has_short_runs(of.front());
    if (!compares) numbers_.begin(first_line_.back());
    groups_ = 0;
    for (const StepColumns& columns : of) {
      with_keys(columns, part, [&](const auto* values, const std::uint8_t* null) {
        if (compares) return compare_keys(columns.clause, values, null);
        number_keys(columns.clause, values, null);
      });
    }
  }
  group_of_ = keyed_group_.data();
}

/// Calls use(values, null) with a part of the keys, by row.
template <typename Use>
void StepsRun::with_keys(const StepColumns& of, std::size_t part, const Use& use) {
  const KeyColumn& key = of.keys[part];
  const std::uint8_t* null =
      key.null == no_register ? nullptr : registers_.truths[key.null];
  switch (plan_.registers[key.value].width) {
    case Width::truth:
      return use(registers_.truths[key.value], null);
    case Width::code:
      return use(registers_.codes[key.value], null);
    case Width::number:
      return use(registers_.numbers[key.value], null);
  }
}

template <typename Value>
void StepsRun::number_keys(std::size_t clause, const Value* values,
                           const std::uint8_t* null) {
  for (std::uint32_t i = begin_of(clause); i < end_of(clause); ++i) {
    const std::uint32_t row = rows_[i];
    const bool is_null = null != nullptr && null[row] != 0;
    keyed_group_[i] = numbers_.number(keyed_group_[i], is_null, values[row]);
  }
  groups_ = numbers_.size();
}

bool StepsRun::has_short_runs(const StepColumns& of) const {
  const std::uint32_t end = end_of(of.clause);
  for (std::uint32_t i = begin_of(of.clause); i + longest_run < end; ++i) {
    if (applicants_[i] == applicants_[i + longest_run]) return false;
  }
  return true;
}

// The lines of an applicant stand together: where they are few, each is compared with
// those before.
template <typename Value>
void StepsRun::compare_keys(std::size_t clause, const Value* values,
                            const std::uint8_t* null) {
  const auto key_of = [&](std::uint32_t line) {
    const std::uint32_t row = rows_[line];
    const bool is_null = null != nullptr && null[row] != 0;
    return std::pair(is_null, is_null ? Value{} : values[row]);
  };
  std::uint32_t first = begin_of(clause);
  for (std::uint32_t i = first; i < end_of(clause); ++i) {
    if (applicants_[i] != applicants_[first]) first = i;
    const auto key = key_of(i);
    std::uint32_t like = i;
    while (like > first && key_of(like - 1) != key) --like;
    keyed_group_[i] = like == first ? groups_++ : keyed_group_[like - 1];
  }
}

}  // namespace jiangbu
