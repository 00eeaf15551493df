// Facts that total over all applicants.
#include <algorithm>

#include "evaluate/across.hpp"
#include "evaluate/across_groups.hpp"
#include "evaluate/identity.hpp"

namespace jiangbu {

GroupName group_name(FormulaEvaluator& evaluator, FormulaId by) {
  const Value value = evaluator.formula(by);
  if (!value.is_exact()) return {std::nullopt, true, value.causes};
  if (value.is_null()) return {};
  return {identity_of(value, evaluator.model().formulas.type(by), evaluator.model())};
}

namespace {

NumberRange fold(AggregateOperation operation, const NumberRange& total,
                 const NumberRange& value) {
  return operation == AggregateOperation::max ? max(total, value) : add(total, value);
}

}  // namespace

std::vector<std::map<std::uint32_t, NumberRange>> aggregate_facts(
    const Program& program, const std::vector<CaseFacts>& applicants,
    const CaseOptions& options) {
  std::vector<std::map<std::uint32_t, NumberRange>> result(applicants.size());
  const Entity& entity = program.model->vocabulary.applicant();
  for (std::uint32_t f = 0; f < entity.fields.size(); ++f) {
    if (!entity.fields[f].aggregate) continue;
    const Aggregate& aggregate = *entity.fields[f].aggregate;
    std::vector<GroupName> groups;
    std::vector<NumberRange> values;
    for (const CaseFacts& facts : applicants) {
      FormulaEvaluator evaluator(program, facts, options.decision_date, options.readings);
      evaluator.heed(options.interrupt);
      groups.push_back(group_name(evaluator, aggregate.by));
      const Value value = evaluator.formula(aggregate.value);
      NumberRange number =
          value.kind == Value::Kind::number ? value.number : NumberRange::unbounded();
      if (value.kind == Value::Kind::truth) {
        number = {Decimal(value.truth == Truth::yes ? 1 : 0),
                  Decimal(value.truth == Truth::no ? 0 : 1)};
      }
      values.push_back(number);
    }
    const bool open = std::ranges::any_of(groups, &GroupName::open);
    std::map<std::string, NumberRange> totals;
    for (size_t i = 0; i < groups.size() && !open; ++i) {
      if (!groups[i].name) continue;
      const auto [total, fresh] = totals.emplace(*groups[i].name, values[i]);
      if (!fresh) total->second = fold(aggregate.operation, total->second, values[i]);
    }
    for (size_t i = 0; i < applicants.size(); ++i) {
      if (!groups[i].name) {
        // Who belongs to no group stands alone.
        if (!groups[i].open) result[i].emplace(f, values[i]);
        continue;
      }
      if (!open) {
        result[i].emplace(f, totals.at(*groups[i].name));
        continue;
      }
      NumberRange total = values[i];
      for (size_t j = 0; j < applicants.size(); ++j) {
        if (j == i) continue;
        const NumberRange with = fold(aggregate.operation, total, values[j]);
        if (groups[j].same(groups[i])) total = with;
        if (groups[j].open) total = hull(total, with);
      }
      result[i].emplace(f, total);
    }
  }
  return result;
}

}  // namespace jiangbu
