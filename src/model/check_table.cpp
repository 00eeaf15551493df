// Gaps, overlaps and unreachable rows of a decision table, each with a sample input.
//
// Every input is cut into cells on which all its tests are constant: the values of an
// enum, or the points and open intervals between the bounds the tests name. All
// combinations of cells are tried.
#include <algorithm>
#include <map>
#include <set>

#include "model/resolver.hpp"

namespace jiangbu {

namespace {

constexpr size_t max_combinations = 200'000;

/// One cell of an input: a representative value, and how it is shown.
struct Sample {
  Constant value;
  bool between = false;  // stands just above `value` (or below all bounds)
  bool below_all = false;
  std::string text;
};

/// -1, 0, 1: the sample against a bound.
int position(const Sample& sample, const Constant& bound) {
  if (sample.below_all) return -1;
  if (sample.value < bound) return -1;
  if (bound < sample.value) return 1;
  return sample.between ? 1 : 0;
}

class TableCheck {
 public:
  TableCheck(const Table& table, const PolicyModel& model, Diagnostics& diagnostics)
      : table_(table), model_(model), diagnostics_(diagnostics) {}

  void run() {
    if (!collect_samples()) return;
    size_t combinations = 1;
    for (const auto& samples : samples_) combinations *= samples.size();
    if (combinations > max_combinations) return;
    reached_.assign(table_.rows.size(), false);
    std::vector<size_t> chosen(samples_.size(), 0);
    do {
      try_combination(chosen);
    } while (advance(chosen));
    report_unreachable();
  }

 private:
  // The bounds a test compares with; false if it is not of a simple form.
  bool collect_bounds(const Expression& test, std::vector<Constant>& bounds) const {
    switch (test.op) {
      case Op::and_:
      case Op::or_:
      case Op::not_:
        return std::all_of(
            test.operands.begin(), test.operands.end(),
            [&](const Expression& part) { return collect_bounds(part, bounds); });
      case Op::literal:
        return true;
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::greater:
      case Op::greater_equal: {
        if (test.operands[0].op != Op::local) return false;
        const auto bound = constant_value(test.operands[1], model_);
        if (!bound) return false;
        bounds.push_back(*bound);
        return true;
      }
      default:
        return false;
    }
  }

  bool collect_samples() {
    for (size_t i = 0; i < table_.inputs.size(); ++i) {
      std::vector<Constant> bounds;
      for (const TableRow& row : table_.rows) {
        if (row.tests[i] == no_formula) continue;
        if (!collect_bounds(model_.formulas[row.tests[i]], bounds)) return false;
      }
      samples_.push_back(samples_of(table_.input_types[i], std::move(bounds)));
    }
    return !samples_.empty();
  }

  std::vector<Sample> samples_of(const Type& type, std::vector<Constant> bounds) const {
    std::vector<Sample> samples;
    if (type.base == BaseType::enumeration) {
      const auto& values = model_.vocabulary.enums[type.id].values;
      for (std::uint32_t v = 0; v < values.size(); ++v) {
        samples.push_back({EnumValue{v}, false, false, values[v].name});
      }
      return samples;
    }
    if (type.base == BaseType::boolean) {
      return {{false, false, false, "false"}, {true, false, false, "true"}};
    }
    std::sort(bounds.begin(), bounds.end());
    bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
    const bool ordered = type.is_ordered();
    if (bounds.empty()) return {{Constant{}, false, true, "*"}};
    for (size_t i = 0; i < bounds.size(); ++i) {
      const std::string text = constant_text(bounds[i], type, model_.vocabulary);
      if (i == 0)
        samples.push_back({bounds[i], false, true, ordered ? "< " + text : "*"});
      samples.push_back({bounds[i], false, false, text});
      if (ordered) samples.push_back({bounds[i], true, false, "> " + text});
    }
    return samples;
  }

  bool holds(const Expression& test, const Sample& sample) const {
    switch (test.op) {
      case Op::literal:
        return std::get<bool>(test.constant);
      case Op::not_:
        return !holds(test.operands[0], sample);
      case Op::and_:
        return std::all_of(test.operands.begin(), test.operands.end(),
                           [&](const Expression& part) { return holds(part, sample); });
      case Op::or_:
        return std::any_of(test.operands.begin(), test.operands.end(),
                           [&](const Expression& part) { return holds(part, sample); });
      default:
        break;
    }
    const auto bound = constant_value(test.operands[1], model_);
    const int order = position(sample, *bound);
    switch (test.op) {
      case Op::equal:
        return order == 0;
      case Op::not_equal:
        return order != 0;
      case Op::less:
        return order < 0;
      case Op::less_equal:
        return order <= 0;
      case Op::greater:
        return order > 0;
      default:
        return order >= 0;
    }
  }

  bool matches(const TableRow& row, const std::vector<size_t>& chosen) const {
    for (size_t i = 0; i < row.tests.size(); ++i) {
      if (row.tests[i] == no_formula) continue;
      if (!holds(model_.formulas[row.tests[i]], samples_[i][chosen[i]])) return false;
    }
    return true;
  }

  std::string describe(const std::vector<size_t>& chosen) const {
    std::string text;
    for (size_t i = 0; i < chosen.size(); ++i) {
      if (i > 0) text += ", ";
      text += table_.input_names[i] + ": " + samples_[i][chosen[i]].text;
    }
    return text;
  }

  bool same_outputs(const TableRow& a, const TableRow& b) const {
    for (size_t i = 0; i < a.outputs.size(); ++i) {
      const auto first = constant_value(model_.formulas[a.outputs[i]], model_);
      const auto second = constant_value(model_.formulas[b.outputs[i]], model_);
      if (!first || !second || *first != *second) return false;
    }
    return true;
  }

  void try_combination(const std::vector<size_t>& chosen) {
    std::vector<size_t> hits;
    for (size_t r = 0; r < table_.rows.size(); ++r) {
      if (matches(table_.rows[r], chosen)) hits.push_back(r);
    }
    if (hits.empty()) {
      const bool covered = !table_.otherwise.empty() || table_.otherwise_none ||
                           table_.hit_policy >= HitPolicy::rule_order;
      if (!covered && !gap_reported_) {
        gap_reported_ = true;
        diagnostics_.error(Code::model_table_gap, table_.span, {describe(chosen)});
      }
      return;
    }
    const bool first_only = table_.hit_policy == HitPolicy::first;
    for (const size_t hit : hits) {
      reached_[hit] = true;
      if (first_only) break;
    }
    for (size_t i = 1; i < hits.size(); ++i) report_overlap(hits[0], hits[i], chosen);
  }

  void report_overlap(size_t a, size_t b, const std::vector<size_t>& chosen) {
    const bool unique = table_.hit_policy == HitPolicy::unique;
    const bool any = table_.hit_policy == HitPolicy::any;
    if (!unique && !(any && !same_outputs(table_.rows[a], table_.rows[b]))) return;
    if (!overlaps_.insert({a, b}).second) return;
    Diagnostic& error = diagnostics_.error(Code::model_table_overlap, table_.rows[b].span,
                                           {describe(chosen)});
    error.labels.push_back({table_.rows[a].span, {"与这一行重叠", "overlaps this row"}});
  }

  void report_unreachable() {
    for (size_t r = 0; r < reached_.size(); ++r) {
      if (!reached_[r]) {
        diagnostics_.error(Code::model_table_unreachable, table_.rows[r].span);
      }
    }
  }

  bool advance(std::vector<size_t>& chosen) const {
    for (size_t i = chosen.size(); i-- > 0;) {
      if (++chosen[i] < samples_[i].size()) return true;
      chosen[i] = 0;
    }
    return false;
  }

  const Table& table_;
  const PolicyModel& model_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<Sample>> samples_;
  std::vector<bool> reached_;
  std::set<std::pair<size_t, size_t>> overlaps_;
  bool gap_reported_ = false;
};

}  // namespace

void check_table(const Table& table, const PolicyModel& model, Diagnostics& diagnostics) {
  if (!table.rows_missing) TableCheck(table, model, diagnostics).run();
}

}  // namespace jiangbu
