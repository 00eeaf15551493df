// Decision tables with inputs that may be unknown.
#include <algorithm>

#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

namespace {

struct Hit {
  size_t row = 0;
  Truth truth = Truth::yes;
  Causes causes = 0;
};

}  // namespace

Value FormulaEvaluator::row_output(const Table& table,
                                   const std::vector<FormulaId>& outputs) {
  if (table.output.base != BaseType::record) return formula(outputs.front());
  auto record = std::make_shared<RecordValue>();
  record->entity = table.output.id;
  for (const FormulaId output : outputs) record->made.push_back(formula(output));
  Value value;
  value.kind = Value::Kind::record;
  value.record = std::move(record);
  return value;
}

// Adds up, or takes the least or greatest of, the outputs of rows that may be hit.
Value FormulaEvaluator::collect(const Table& table,
                                const std::vector<std::pair<size_t, Value>>& hits, bool) {
  ListValue list;
  for (const auto& [certain, value] : hits) {
    list.elements.push_back(
        {value, certain == 1 ? Truth::yes : Truth::unknown, value.causes});
  }
  Value whole = list_value(std::move(list));
  switch (table.hit_policy) {
    case HitPolicy::collect_sum:
      return sum_of(*whole.list, causes_of(whole));
    case HitPolicy::collect_count:
      return aggregate_list(Builtin::count, whole);
    case HitPolicy::collect_min:
      return extreme_of(Builtin::min, whole);
    case HitPolicy::collect_max:
      return extreme_of(Builtin::max, whole);
    default:
      return whole;
  }
}

Value FormulaEvaluator::table(const Step& step) {
  const Table& table = model().tables[step.a];
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    bind(table.inputs[i], operand(step, i));
  }
  std::vector<Hit> hits;
  Causes causes = 0;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    Hit hit{r, Truth::yes, 0};
    for (const FormulaId test : table.rows[r].tests) {
      if (test == no_formula) continue;
      const Value value = formula(test);
      hit.truth = and_(hit.truth, value.truth);
      if (value.truth == Truth::unknown)
        hit.causes = causes_.join(hit.causes, value.causes);
      if (hit.truth == Truth::no) break;
    }
    if (hit.truth == Truth::no) continue;
    if (hit.truth == Truth::unknown) causes = causes_.join(causes, hit.causes);
    hits.push_back(hit);
    const bool first_decides = table.hit_policy <= HitPolicy::first;
    if (hit.truth == Truth::yes && first_decides) break;
  }
  const bool ordered = table.hit_policy == HitPolicy::priority ||
                       table.hit_policy == HitPolicy::output_order;
  std::vector<std::pair<size_t, Value>> outputs;
  for (const Hit& hit : hits) {
    Value value = row_output(table, table.rows[hit.row].outputs);
    if (hit.truth == Truth::unknown)
      value.causes = causes_.join(value.causes, hit.causes);
    outputs.emplace_back(hit.truth == Truth::yes ? 1 : 0, std::move(value));
  }
  if (ordered) {
    const auto rank = [&](const Value& value) {
      Causes ignored = 0;
      for (size_t i = 0; i < table.priority.size(); ++i) {
        if (equal(formula(table.priority[i]), value, ignored) == Truth::yes) return i;
      }
      return table.priority.size();
    };
    std::stable_sort(outputs.begin(), outputs.end(), [&](const auto& a, const auto& b) {
      return rank(a.second) < rank(b.second);
    });
  }
  if (table.hit_policy >= HitPolicy::rule_order) {
    if (outputs.empty() && !table.otherwise.empty()) {
      return row_output(table, table.otherwise);
    }
    return collect(table, outputs, false);
  }
  // One row decides: every possible one, up to the first certain one.
  std::optional<Value> result;
  for (const auto& [certain, value] : outputs) {
    result = result ? hull(*result, value) : value;
    if (certain == 1) {
      if (!result->is_exact()) result->causes = causes_.join(result->causes, causes);
      return *result;
    }
  }
  if (!table.otherwise.empty()) {
    const Value otherwise = row_output(table, table.otherwise);
    result = result ? hull(*result, otherwise) : otherwise;
  } else if (!result) {
    return failure({"决策表没有命中任何一行", "no row of the decision table matches"});
  }
  if (!result->is_exact()) result->causes = causes_.join(result->causes, causes);
  return *result;
}

}  // namespace jiangbu
