// Gaps, overlaps and unreachable rows of a decision table, each with a sample input.
//
// Every input is cut into cells on which all its tests are constant; all combinations of
// cells are tried.
#include <algorithm>
#include <set>

#include "model/resolver.hpp"
#include "model/value_cells.hpp"

namespace jiangbu {

namespace {

constexpr size_t max_combinations = 200'000;

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
  bool collect_samples() {
    for (size_t i = 0; i < table_.inputs.size(); ++i) {
      SimpleTests tests;
      for (const TableRow& row : table_.rows) {
        if (row.tests[i] == no_formula) continue;
        if (!collect_bounds(model_.formulas[row.tests[i]], model_, tests)) return false;
      }
      samples_.push_back(
          cells_of(table_.input_types[i], std::move(tests.bounds), model_));
    }
    return !samples_.empty();
  }

  bool matches(const TableRow& row, const std::vector<size_t>& chosen) const {
    for (size_t i = 0; i < row.tests.size(); ++i) {
      if (row.tests[i] == no_formula) continue;
      if (!holds_on(model_.formulas[row.tests[i]], samples_[i][chosen[i]], model_)) {
        return false;
      }
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
        Diagnostic& error =
            diagnostics_.error(Code::model_table_gap, table_.span, {describe(chosen)});
        error.help = {"补上这一行，或写 otherwise", "add a row for it, or 'otherwise'"};
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
  std::vector<std::vector<ValueCell>> samples_;
  std::vector<bool> reached_;
  std::set<std::pair<size_t, size_t>> overlaps_;
  bool gap_reported_ = false;
};

}  // namespace

void check_table(const Table& table, const PolicyModel& model, Diagnostics& diagnostics) {
  if (!table.unsound) TableCheck(table, model, diagnostics).run();
}

}  // namespace jiangbu
