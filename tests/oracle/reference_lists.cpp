// Iteration, quantifiers, filters, positions, decision tables.
#include <algorithm>

#include "oracle/reference_formulas.hpp"

namespace jiangbu::oracle {

using Kind = ExactValue::Kind;

ExactValue ReferenceFormulas::iterate(const Expression& e) {
  const ExactValue source = evaluate(e.operands[0]);
  if (!source.is(Kind::list)) return failed();
  std::vector<ExactValue> result;
  for (const ExactValue& element : source.parts) {
    bind(e.a, element);
    ExactValue value = evaluate(e.operands[1]);
    if (e.b == 0) {
      result.push_back(std::move(value));
      continue;
    }
    if (!value.is(Kind::list)) return failed();
    result.insert(result.end(), value.parts.begin(), value.parts.end());
  }
  return list(std::move(result));
}

ExactValue ReferenceFormulas::quantify(const Expression& e) {
  const ExactValue source = evaluate(e.operands[0]);
  if (!source.is(Kind::list)) return failed();
  Truth result = truth_from(e.op == Op::every);
  for (const ExactValue& element : source.parts) {
    bind(e.a, element);
    const Truth one = truth_of(evaluate(e.operands[1]));
    result = e.op == Op::every ? and_(result, one) : or_(result, one);
  }
  return of_truth(result);
}

ExactValue ReferenceFormulas::filter(const Expression& e) {
  const ExactValue source = evaluate(e.operands[0]);
  if (!source.is(Kind::list)) return failed();
  std::vector<ExactValue> kept;
  for (const ExactValue& element : source.parts) {
    bind(e.a, element);
    const Truth keep = truth_of(evaluate(e.operands[1]));
    if (keep == Truth::unknown) return failed();
    if (keep == Truth::yes) kept.push_back(element);
  }
  return list(std::move(kept));
}

ExactValue ReferenceFormulas::element_at(const Expression& e) {
  const ExactValue source = evaluate(e.operands[0]);
  const ExactValue position = evaluate(e.operands[1]);
  if (!source.is(Kind::list) || !position.is(Kind::number)) return failed();
  const auto size = static_cast<std::int64_t>(source.parts.size());
  std::int64_t at = position.number.to_int64().value_or(0);
  if (at < 0) at += size + 1;
  if (at < 1 || at > size) return null();
  return source.parts[static_cast<size_t>(at - 1)];
}

ExactValue ReferenceFormulas::number_list(const Expression& e) {
  const ExactValue low = evaluate(e.operands[0]);
  const ExactValue high = evaluate(e.operands[1]);
  if (!low.is(Kind::number) || !high.is(Kind::number)) return failed();
  const auto from = low.number.to_int64();
  const auto to = high.number.to_int64();
  if (!from || !to) return failed();
  std::vector<ExactValue> numbers;
  for (std::int64_t i = std::min(*from, *to); i <= std::max(*from, *to); ++i) {
    numbers.push_back(number(Decimal(i)));
  }
  if (*to < *from) std::reverse(numbers.begin(), numbers.end());
  return list(std::move(numbers));
}

ExactValue ReferenceFormulas::row_output(const Table& table,
                                         const std::vector<FormulaId>& outputs) {
  if (table.output.base != BaseType::record) return value(outputs.front());
  ExactValue record;
  record.kind = Kind::record;
  record.index = table.output.id;
  for (const FormulaId output : outputs) record.parts.push_back(value(output));
  return record;
}

std::size_t ReferenceFormulas::priority_of(const Table& table, const ExactValue& output) {
  for (size_t i = 0; i < table.priority.size(); ++i) {
    if (truth_of(equal(value(table.priority[i]), output)) == Truth::yes) return i;
  }
  return table.priority.size();
}

// The outputs of all matching rows, as the hit policy wants them.
ExactValue ReferenceFormulas::collect(const Table& table,
                                      const std::vector<ExactValue>& outputs) {
  switch (table.hit_policy) {
    case HitPolicy::collect_sum:
      return aggregate(Builtin::sum, outputs);
    case HitPolicy::collect_min:
      return aggregate(Builtin::min, outputs);
    case HitPolicy::collect_max:
      return aggregate(Builtin::max, outputs);
    case HitPolicy::collect_count:
      return number(Decimal(outputs.size()));
    default:
      return list(outputs);
  }
}

ExactValue ReferenceFormulas::table(const Expression& e) {
  const Table& table = model().tables[e.a];
  const std::vector<ExactValue> inputs = operands(e);
  for (size_t i = 0; i < inputs.size(); ++i) bind(table.inputs[i], inputs[i]);
  std::vector<std::pair<Truth, ExactValue>> hits;
  for (const TableRow& row : table.rows) {
    Truth hit = Truth::yes;
    for (const FormulaId test : row.tests) {
      if (test != no_formula) hit = and_(hit, truth(test));
    }
    if (hit != Truth::no) hits.emplace_back(hit, row_output(table, row.outputs));
  }
  if (table.hit_policy == HitPolicy::priority ||
      table.hit_policy == HitPolicy::output_order) {
    std::stable_sort(hits.begin(), hits.end(), [&](const auto& a, const auto& b) {
      return priority_of(table, a.second) < priority_of(table, b.second);
    });
  }
  std::vector<ExactValue> outputs;
  const bool one_row_decides = table.hit_policy <= HitPolicy::priority;
  for (const auto& [hit, output] : hits) {
    if (hit == Truth::unknown && !one_row_decides) return failed();
    outputs.push_back(output);
    if (hit == Truth::yes && one_row_decides) return common(outputs);
  }
  if (!table.otherwise.empty() && (one_row_decides || outputs.empty())) {
    outputs.push_back(row_output(table, table.otherwise));
    return common(outputs);
  }
  return one_row_decides ? failed() : collect(table, outputs);
}

}  // namespace jiangbu::oracle
