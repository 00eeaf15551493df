// Decision tables with inputs that may be unknown.
#include <algorithm>

#include "evaluate/formula_evaluator.hpp"

namespace jiangbu {

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
Value FormulaEvaluator::collect(const Table& table, const std::vector<RowHit>& hits) {
  ListValue list;
  for (const RowHit& hit : hits) {
    list.elements.push_back(
        {hit.output, hit.certain ? Truth::yes : Truth::unknown, hit.output.causes});
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

// The rows that are or may be hit, in their order, up to the one that decides.
std::vector<FormulaEvaluator::RowHit> FormulaEvaluator::hits_of(const Table& table) {
  const bool first_decides = table.hit_policy <= HitPolicy::first;
  std::vector<RowHit> hits;
  for (const TableRow& row : table.rows) {
    Truth truth = Truth::yes;
    Causes causes = 0;
    for (const FormulaId test : row.tests) {
      if (test == no_formula) continue;
      const Value value = formula(test);
      truth = and_(truth, value.truth);
      if (value.truth == Truth::unknown) causes = causes_.join(causes, value.causes);
      if (truth == Truth::no) break;
    }
    if (truth == Truth::no) continue;
    RowHit& hit = hits.emplace_back();
    hit.certain = truth == Truth::yes;
    hit.causes = hit.certain ? 0 : causes;
    hit.output = row_output(table, row.outputs);
    if (!hit.certain) hit.output.causes = causes_.join(hit.output.causes, causes);
    if (hit.certain && first_decides) break;
  }
  return hits;
}

void FormulaEvaluator::sort_by_priority(const Table& table, std::vector<RowHit>& hits) {
  const auto rank = [&](const Value& value) {
    Causes ignored = 0;
    for (size_t i = 0; i < table.priority.size(); ++i) {
      if (equal(formula(table.priority[i]), value, ignored) == Truth::yes) return i;
    }
    return table.priority.size();
  };
  std::stable_sort(hits.begin(), hits.end(), [&](const RowHit& a, const RowHit& b) {
    return rank(a.output) < rank(b.output);
  });
}

// One row decides: every possible one, up to the first certain one.
Value FormulaEvaluator::one_of(const Table& table, const std::vector<RowHit>& hits) {
  std::optional<Value> result;
  Causes causes = 0;
  bool decided = false;
  for (const RowHit& hit : hits) causes = causes_.join(causes, hit.causes);
  for (const RowHit& hit : hits) {
    result = result ? hull(*result, hit.output) : hit.output;
    decided = hit.certain;
    if (decided) break;
  }
  if (!decided && !table.otherwise.empty()) {
    const Value otherwise = row_output(table, table.otherwise);
    result = result ? hull(*result, otherwise) : otherwise;
  }
  if (!result) {
    return failure({"决策表没有命中任何一行", "no row of the decision table matches"});
  }
  if (!result->is_exact()) result->causes = causes_.join(result->causes, causes);
  return *result;
}

Value FormulaEvaluator::table(const Step& step) {
  const Table& table = model().tables[step.a];
  for (std::uint32_t i = 0; i < step.operand_count; ++i) {
    bind(table.inputs[i], operand(step, i));
  }
  std::vector<RowHit> hits = hits_of(table);
  if (table.hit_policy == HitPolicy::priority ||
      table.hit_policy == HitPolicy::output_order) {
    sort_by_priority(table, hits);
  }
  if (table.hit_policy < HitPolicy::rule_order) return one_of(table, hits);
  if (hits.empty() && !table.otherwise.empty()) {
    return row_output(table, table.otherwise);
  }
  return collect(table, hits);
}

}  // namespace jiangbu
